/* Several selected things in the inspector: what they have in common. */

#include "ui/inspector/ff-other-panes.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-commands.h"
#include "ui/inspector/ff-mode-rows.h"
#include "ui/inspector/ff-pane-head.h"

struct _FfSeveralPane
{
  GtkBox     parent_instance;

  FfDraft   *draft;
  GtkWidget *head;
  GtkWidget *modes;
};

G_DEFINE_FINAL_TYPE (FfSeveralPane, ff_several_pane, GTK_TYPE_BOX)

static void
ff_several_pane_dispose (GObject *object)
{
  g_clear_object (&FF_SEVERAL_PANE (object)->draft);

  G_OBJECT_CLASS (ff_several_pane_parent_class)->dispose (object);
}

static void
ff_several_pane_class_init (FfSeveralPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_several_pane_dispose;
}

static void
ff_several_pane_init (FfSeveralPane *self)
{
}

GtkWidget *
ff_several_pane_new (FfDraft *draft)
{
  static const char *const actions[] = { "canvas.overlap", "", "canvas.duplicate", "canvas.copy", "", "canvas.delete", NULL };
  FfSeveralPane *self = g_object_new (FF_TYPE_SEVERAL_PANE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  g_autoptr (GMenuModel) menu = ff_commands_new_menu (actions);
  GtkWidget *overlap;

  self->draft = g_object_ref (draft);
  self->head = ff_pane_head_new (_("Selected"));
  ff_pane_head_set_menu (FF_PANE_HEAD (self->head), menu);
  self->modes = ff_mode_rows_new (draft, NULL);
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), self->modes);
  overlap = gtk_button_new_with_label (_("Show Overlap"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (overlap), "canvas.overlap");
  gtk_box_append (GTK_BOX (self), overlap);
  ff_several_pane_update (self);

  return GTK_WIDGET (self);
}

void
ff_several_pane_update (FfSeveralPane *self)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  const char *const *selection = ff_draft_get_selection (self->draft);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  guint n_activities = 0;
  guint n = 0;

  for (; selection[n] != NULL; n++)
    if (ff_campaign_find_activity (campaign, selection[n]) != NULL)
      n_activities++;

  title = g_strdup_printf (ngettext ("%u Selected", "%u Selected", n), n);
  subtitle = g_strdup_printf (ngettext ("%u activity among them", "%u activities among them", n_activities), n_activities);
  ff_pane_head_set_title (FF_PANE_HEAD (self->head), title, NULL, FALSE);
  ff_pane_head_set_subtitle (FF_PANE_HEAD (self->head), subtitle);
  gtk_widget_set_visible (self->modes, n_activities > 0);
  ff_mode_rows_update (FF_MODE_ROWS (self->modes));
}
