/* Context menus of the canvas: of an activity, of a transition, of a note or
 * frame, of the canvas itself. All items are commands. Main thread. */

#include <glib/gi18n-lib.h>

#include "ui/canvas/ff-canvas-private.h"
#include "ui/ff-commands.h"

static const char *const activity_items[] = {
  "canvas.edit", "canvas.rename", "canvas.show-people", "canvas.overlap", "",
  "canvas.add-activity", "canvas.connect", "canvas.disconnect", "",
  "canvas.bypass", "",
  "canvas.cut", "canvas.copy", "canvas.duplicate", "",
  "canvas.delete", "canvas.delete-and-reconnect",
  NULL
};

static const char *const transition_items[] = {
  "canvas.show-people", "canvas.overlap", "canvas.add-activity", "",
  "canvas.disconnect",
  NULL
};

static const char *const paper_items[] = {
  "canvas.rename", "",
  "canvas.cut", "canvas.copy", "canvas.duplicate", "",
  "canvas.delete",
  NULL
};

static const char *const canvas_items[] = {
  "canvas.paste", "canvas.select-all", "",
  "canvas.tidy", "canvas.zoom-fit", "canvas.zoom-100",
  NULL
};

/* With Add Activity first, at the place of the menu. */
static GMenuModel *
new_canvas_menu (FfPoint at)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenuModel) rest = ff_commands_new_menu (canvas_items);
  g_autoptr (GMenuItem) add = g_menu_item_new (_(ff_commands_find ("canvas.add-activity")->label), NULL);

  g_menu_item_set_action_and_target (add, "canvas.add-at", "(ssbdd)", "", "", FALSE, at.x, at.y);
  g_menu_append_item (first, add);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, rest);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static GMenuModel *
new_menu (FfCanvas   *self,
          const char *id,
          FfPoint     at)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);

  if (id == NULL)
    return new_canvas_menu (at);
  if (ff_campaign_find_activity (campaign, id) != NULL)
    return ff_commands_new_menu (activity_items);
  if (ff_campaign_find_transition (campaign, id) != NULL)
    return ff_commands_new_menu (transition_items);

  return ff_commands_new_menu (paper_items);
}

static gboolean
leave_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));
  return G_SOURCE_REMOVE;
}

/* The chosen item runs after the menu has closed. */
static void
closed_cb (GtkWidget *menu)
{
  g_idle_add_full (G_PRIORITY_LOW, leave_cb, g_object_ref (menu), g_object_unref);
}

void
ff_canvas_open_menu (FfCanvas   *self,
                     const char *id,
                     FfPoint     at)
{
  g_autoptr (GMenuModel) model = new_menu (self, id, at);
  GtkWidget *menu = gtk_popover_menu_new_from_model (model);
  graphene_point_t there = GRAPHENE_POINT_INIT (at.x, at.y);

  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &there, &there))
    there = GRAPHENE_POINT_INIT (at.x, at.y);

  gtk_widget_set_parent (menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle) { there.x, there.y, 1, 1 });
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Context menu"), -1);
  g_signal_connect (menu, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (menu));
}
