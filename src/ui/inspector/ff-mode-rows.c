/* Mode, pause and rest ports of an activity, or of several. */

#include "ui/inspector/ff-mode-rows.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-drop-down.h"
#include "ui/inspector/ff-row.h"

struct _FfModeRows
{
  AdwBin     parent_instance;

  FfDraft   *draft;
  char      *activity;     /* nullable */
  GtkWidget *rows;
  GtkWidget *mode;
  GtkWidget *paused;
  GtkWidget *goes_on;
  GPtrArray *ports;        /* of GtkSwitch; the id of its port is its name */
  gboolean   is_updating;
};

G_DEFINE_FINAL_TYPE (FfModeRows, ff_mode_rows, ADW_TYPE_BIN)

static const char *const mode_ids[] = { "normal", "bypassed", "disabled", NULL };

/* The activities meant; lent. */
static GPtrArray *
list_activities (FfModeRows *self)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  GPtrArray *list = g_ptr_array_new ();
  const char *const *selection = ff_draft_get_selection (self->draft);
  const char *const one[] = { self->activity, NULL };
  const char *const *ids = self->activity != NULL ? one : selection;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const FfActivity *activity = ff_campaign_find_activity (campaign, ids[i]);

      if (activity != NULL)
        g_ptr_array_add (list, (gpointer) activity);
    }

  return list;
}

/* One that starts a branch has nothing to pass on. */
static gboolean
can_bypass (GPtrArray *activities)
{
  for (guint i = 0; i < activities->len; i++)
    {
      const FfActivity *activity = activities->pdata[i];
      const FfActivityType *type = ff_activity_type_find (activity->type);

      if (type == NULL || type->inputs[0].id == NULL || type->inputs[0].optional)
        return FALSE;
    }

  return TRUE;
}

static void
set_member (FfModeRows *self,
            const char *name,
            const char *member,
            FfJson     *value)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_autoptr (GPtrArray) activities = list_activities (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfEdit) edit = ff_edit_new (name);

  for (guint i = 0; i < activities->len; i++)
    g_ptr_array_add (ids, g_strdup (((const FfActivity *) activities->pdata[i])->id));
  for (guint i = 0; i < ids->len; i++)
    ff_edit_set_activity (edit, campaign, ids->pdata[i], member, value);
  ff_draft_apply (self->draft, edit, NULL);
}

static void
mode_cb (FfModeRows *self,
         const char *id)
{
  g_autoptr (FfJson) value = g_str_equal (id, "normal") ? NULL : ff_json_new_string (id);

  set_member (self, _("Change Mode"), "mode", value);
}

static void
paused_cb (FfModeRows *self)
{
  gboolean is_paused = gtk_switch_get_active (GTK_SWITCH (self->paused));
  g_autoptr (FfJson) value = is_paused ? ff_json_new_boolean (TRUE) : NULL;

  if (!self->is_updating)
    set_member (self, is_paused ? _("Pause Here") : _("Do Not Pause Here"), "paused", value);
}

static void
goes_on_cb (FfModeRows *self)
{
  gboolean goes_on = gtk_switch_get_active (GTK_SWITCH (self->goes_on));
  g_autoptr (FfJson) value = goes_on ? ff_json_new_boolean (TRUE) : NULL;

  if (!self->is_updating)
    set_member (self, goes_on ? _("Go On When Empty") : _("End When Empty"), "goes_on_empty", value);
}

static void
port_cb (GtkSwitch  *control,
         GParamSpec *pspec,
         FfModeRows *self)
{
  const FfActivity *activity = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), self->activity);
  g_autoptr (FfJson) shown = ff_json_new_array ();
  gboolean is_shown = gtk_switch_get_active (control);
  const char *id = gtk_widget_get_name (GTK_WIDGET (control));

  if (self->is_updating || activity == NULL)
    return;

  for (guint i = 0; activity->shown_ports[i] != NULL; i++)
    if (!g_str_equal (activity->shown_ports[i], id))
      ff_json_take_element (shown, ff_json_new_string (activity->shown_ports[i]));
  if (is_shown)
    ff_json_take_element (shown, ff_json_new_string (id));

  set_member (self, is_shown ? _("Show Port") : _("Hide Port"), "shown_ports", ff_json_get_length (shown) > 0 ? shown : NULL);
}

static void
add_ports (FfModeRows *self)
{
  const FfActivity *activity = self->activity != NULL
                                 ? ff_campaign_find_activity (ff_draft_get_campaign (self->draft), self->activity) : NULL;
  g_autoptr (GPtrArray) outputs = activity != NULL ? ff_activity_dup_outputs (activity, TRUE) : NULL;

  for (guint i = 0; outputs != NULL && i < outputs->len; i++)
    {
      const FfOutput *output = outputs->pdata[i];
      g_autofree char *label = NULL;
      GtkWidget *control;
      GtkWidget *row;

      if (!output->rest)
        continue;

      /* Translators: %s is the label of a port, such as “Rest”. */
      label = g_strdup_printf (_("Show “%s”"), output->label);
      control = gtk_switch_new ();
      gtk_widget_set_name (control, output->id);
      gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_signal_connect (control, "notify::active", G_CALLBACK (port_cb), self);
      g_ptr_array_add (self->ports, control);
      row = ff_row_new (label, control, FALSE);
      ff_row_set_help (FF_ROW (row), _("A port for those who are left out here"));
      ff_rows_add (self->rows, row);
    }
}

static void
ff_mode_rows_dispose (GObject *object)
{
  g_clear_object (&FF_MODE_ROWS (object)->draft);

  G_OBJECT_CLASS (ff_mode_rows_parent_class)->dispose (object);
}

static void
ff_mode_rows_finalize (GObject *object)
{
  FfModeRows *self = FF_MODE_ROWS (object);

  g_free (self->activity);
  g_ptr_array_unref (self->ports);

  G_OBJECT_CLASS (ff_mode_rows_parent_class)->finalize (object);
}

static void
ff_mode_rows_class_init (FfModeRowsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_mode_rows_dispose;
  object_class->finalize = ff_mode_rows_finalize;
}

static void
ff_mode_rows_init (FfModeRows *self)
{
  self->ports = g_ptr_array_new ();
}

GtkWidget *
ff_mode_rows_new (FfDraft    *draft,
                  const char *activity)
{
  FfModeRows *self = g_object_new (FF_TYPE_MODE_ROWS, NULL);
  GtkWidget *row;

  self->draft = g_object_ref (draft);
  self->activity = g_strdup (activity);
  self->rows = ff_rows_new ();
  adw_bin_set_child (ADW_BIN (self), self->rows);

  self->mode = ff_drop_down_new (_("Mode"));
  gtk_widget_add_css_class (self->mode, "flat");
  g_signal_connect_swapped (self->mode, "picked", G_CALLBACK (mode_cb), self);
  ff_rows_add (self->rows, ff_row_new (_("Mode"), self->mode, FALSE));

  self->paused = gtk_switch_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paused), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pause Here"), -1);
  g_signal_connect_swapped (self->paused, "notify::active", G_CALLBACK (paused_cb), self);
  row = ff_row_new (_("Pause Here"), self->paused, FALSE);
  ff_row_set_help (FF_ROW (row), _("A run stops before it until it is resumed"));
  ff_rows_add (self->rows, row);

  self->goes_on = gtk_switch_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->goes_on), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Go On When Empty"), -1);
  g_signal_connect_swapped (self->goes_on, "notify::active", G_CALLBACK (goes_on_cb), self);
  row = ff_row_new (_("Go On When Empty"), self->goes_on, FALSE);
  ff_row_set_help (FF_ROW (row), _("A run ends a branch where nothing comes in, unless it goes on"));
  ff_rows_add (self->rows, row);

  add_ports (self);
  ff_mode_rows_update (self);
  return GTK_WIDGET (self);
}

static gboolean
is_port_shown (const FfActivity *activity,
               const char       *id)
{
  return g_strv_contains ((const char *const *) activity->shown_ports, id);
}

void
ff_mode_rows_update (FfModeRows *self)
{
  g_autoptr (GPtrArray) activities = list_activities (self);
  gboolean is_read_only = ff_campaign_is_read_only (ff_draft_get_campaign (self->draft));
  const char *all[] = { "normal", "bypassed", "disabled", NULL };
  const char *all_labels[] = { _("Normal"), _("Bypassed"), _("Disabled"), NULL };
  const char *some[] = { "normal", "disabled", NULL };
  const char *some_labels[] = { _("Normal"), _("Disabled"), NULL };
  const FfActivity *first = activities->len > 0 ? activities->pdata[0] : NULL;
  gboolean same_mode = TRUE;
  gboolean all_paused = first != NULL;
  gboolean all_go_on = first != NULL;

  for (guint i = 0; i < activities->len; i++)
    {
      const FfActivity *activity = activities->pdata[i];

      same_mode = same_mode && activity->mode == first->mode;
      all_paused = all_paused && activity->paused;
      all_go_on = all_go_on && activity->goes_on_empty;
    }

  self->is_updating = TRUE;
  gtk_widget_set_sensitive (self->rows, !is_read_only && first != NULL);
  ff_drop_down_set_choices (FF_DROP_DOWN (self->mode), can_bypass (activities) ? all : some,
                            can_bypass (activities) ? all_labels : some_labels);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->mode), first != NULL && same_mode ? mode_ids[first->mode] : NULL);
  gtk_switch_set_active (GTK_SWITCH (self->paused), all_paused);
  gtk_switch_set_active (GTK_SWITCH (self->goes_on), all_go_on);
  for (guint i = 0; first != NULL && i < self->ports->len; i++)
    gtk_switch_set_active (GTK_SWITCH (self->ports->pdata[i]),
                           is_port_shown (first, gtk_widget_get_name (GTK_WIDGET (self->ports->pdata[i]))));
  self->is_updating = FALSE;
}
