/* The campaign in the inspector, while nothing is selected. */

#include "ui/inspector/ff-other-panes.h"

#include <glib/gi18n-lib.h>

#include "library/ff-library.h"
#include "ui/inspector/ff-drop-down.h"
#include "ui/inspector/ff-pane-head.h"
#include "ui/inspector/ff-problem-list.h"
#include "ui/inspector/ff-row.h"

struct _FfCampaignPane
{
  GtkBox     parent_instance;

  FfDraft   *draft;
  GtkWidget *head;
  GtkWidget *description;
  GtkWidget *source;
  GtkWidget *zone;
  GtkWidget *zone_row;
  GtkWidget *activities;
  GtkWidget *problems;
  gboolean   is_updating;
};

enum
{
  FIX,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfCampaignPane, ff_campaign_pane, GTK_TYPE_BOX)

static void
set_member (FfCampaignPane *self,
            const char     *name,
            const char     *member,
            const char     *text)
{
  g_autoptr (FfEdit) edit = ff_edit_new (name);
  g_autoptr (FfJson) value = ff_json_new_string (text);
  g_autofree char *key = g_strconcat ("campaign:", member, NULL);

  if (self->is_updating)
    return;

  ff_edit_set_member (edit, ff_draft_get_campaign (self->draft), member, value);
  ff_draft_apply (self->draft, edit, key);
}

static void
name_cb (FfCampaignPane *self,
         const char     *name)
{
  set_member (self, _("Rename Campaign"), "name", name);
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
description_cb (FfCampaignPane *self)
{
  g_autofree char *text = dup_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description)));

  set_member (self, _("Change Description"), "description", text);
}

static gboolean
is_known_zone (const char *name)
{
  GTimeZone *zone = *name != '\0' ? g_time_zone_new_identifier (name) : g_time_zone_new_utc ();

  if (zone == NULL)
    return FALSE;

  g_time_zone_unref (zone);
  return TRUE;
}

/* Half a name is not written: every date of the campaign hangs on it. */
static void
zone_cb (FfCampaignPane *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->zone));

  if (self->is_updating)
    return;

  if (!is_known_zone (name))
    {
      ff_row_set_state (FF_ROW (self->zone_row), FF_ROW_PROBLEM, _("Type a time zone such as Europe/Amsterdam"));
      return;
    }

  ff_row_set_state (FF_ROW (self->zone_row), FF_ROW_PLAIN, NULL);
  set_member (self, _("Change Time Zone"), "zone", name);
}

/* ---- The data source. */

static void
source_cb (FfCampaignPane *self,
           const char     *name)
{
  set_member (self, _("Choose Data Source"), "data_source", name);
  ff_history_end_merge (ff_draft_get_history (self->draft));
}

static void
read_sources (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  FfJson *sources = ff_library_read_sources (NULL, &error);

  if (sources != NULL)
    g_task_return_pointer (task, sources, (GDestroyNotify) ff_json_unref);
  else
    g_task_return_error (task, error);
}

static void
sources_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FfCampaignPane *self = FF_CAMPAIGN_PANE (source);
  g_autoptr (FfJson) sources = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  if (self->draft == NULL || sources == NULL)
    return;

  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (labels, _("Sample Store"));
  for (guint s = 0; s < ff_json_get_length (sources); s++)
    {
      g_ptr_array_add (ids, (gpointer) ff_json_get_name (sources, s));
      g_ptr_array_add (labels, (gpointer) ff_json_get_name (sources, s));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  ff_drop_down_set_choices (FF_DROP_DOWN (self->source), (const char *const *) ids->pdata, (const char *const *) labels->pdata);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->source), ff_campaign_get_data_source (ff_draft_get_campaign (self->draft)));
}

/* What there is when the pane comes up. */
static void
look_for_sources (FfCampaignPane *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, sources_cb, NULL);

  g_task_run_in_thread (task, read_sources);
}

static void
end_merge_cb (FfCampaignPane *self)
{
  if (self->draft == NULL)
    return;

  ff_history_end_merge (ff_draft_get_history (self->draft));
  ff_campaign_pane_update (self);
}

static void
zone_left_cb (FfCampaignPane *self)
{
  if (self->draft == NULL)
    return;

  self->is_updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->zone), ff_campaign_get_zone (ff_draft_get_campaign (self->draft)));
  self->is_updating = FALSE;
  ff_row_set_state (FF_ROW (self->zone_row), FF_ROW_PLAIN, NULL);
  end_merge_cb (self);
}

static void
fix_cb (FfCampaignPane *self,
        const char     *activity,
        const char     *pointer)
{
  g_signal_emit (self, signals[FIX], 0, activity, pointer);
}

static void
ff_campaign_pane_dispose (GObject *object)
{
  g_clear_object (&FF_CAMPAIGN_PANE (object)->draft);

  G_OBJECT_CLASS (ff_campaign_pane_parent_class)->dispose (object);
}

static void
ff_campaign_pane_class_init (FfCampaignPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_campaign_pane_dispose;

  signals[FIX] = g_signal_new ("fix", FF_TYPE_CAMPAIGN_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ff_campaign_pane_init (FfCampaignPane *self)
{
}

static void
watch_focus (FfCampaignPane *self,
             GtkWidget      *widget,
             GCallback       callback)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", callback, self);
  gtk_widget_add_controller (widget, focus);
}

static GtkWidget *
new_description (FfCampaignPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->description = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->description), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->description), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->description), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Description"), -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description)), "changed",
                            G_CALLBACK (description_cb), self);
  watch_focus (self, self->description, G_CALLBACK (end_merge_cb));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->description);
  gtk_widget_add_css_class (scroller, "ff-text");

  return scroller;
}

GtkWidget *
ff_campaign_pane_new (FfDraft *draft)
{
  FfCampaignPane *self = g_object_new (FF_TYPE_CAMPAIGN_PANE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  GtkWidget *rows = ff_rows_new ();

  self->draft = g_object_ref (draft);
  self->head = ff_pane_head_new (_("Name of the Campaign"));
  g_signal_connect_swapped (self->head, "edited", G_CALLBACK (name_cb), self);
  g_signal_connect_swapped (self->head, "left", G_CALLBACK (end_merge_cb), self);

  ff_rows_add (rows, ff_row_new (_("Description"), new_description (self), TRUE));
  self->source = ff_drop_down_new (_("Data Source"));
  g_signal_connect_swapped (self->source, "picked", G_CALLBACK (source_cb), self);
  g_signal_connect (self, "map", G_CALLBACK (look_for_sources), NULL);
  ff_rows_add (rows, ff_row_new (_("Data Source"), self->source, FALSE));
  self->zone = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zone), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time Zone"), -1);
  g_signal_connect_swapped (self->zone, "changed", G_CALLBACK (zone_cb), self);
  watch_focus (self, self->zone, G_CALLBACK (zone_left_cb));
  self->zone_row = ff_row_new (_("Time Zone"), self->zone, TRUE);
  ff_row_set_help (FF_ROW (self->zone_row), _("Days begin and waits end by it"));
  ff_rows_add (rows, self->zone_row);
  self->activities = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->activities, "ff-dim");
  gtk_widget_add_css_class (self->activities, "numeric");
  ff_rows_add (rows, ff_row_new (_("Activities"), self->activities, FALSE));

  self->problems = ff_problem_list_new (draft, NULL);
  g_signal_connect_swapped (self->problems, "fix", G_CALLBACK (fix_cb), self);

  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), rows);
  gtk_box_append (GTK_BOX (self), self->problems);
  ff_campaign_pane_update (self);

  return GTK_WIDGET (self);
}

void
ff_campaign_pane_update (FfCampaignPane *self)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->description));
  const char *description = ff_json_get_member_string (ff_campaign_get_members (campaign), "description", "");
  gboolean is_editable = !ff_campaign_is_read_only (campaign);
  g_autofree char *shown = dup_text (buffer);
  g_autofree char *n = g_strdup_printf ("%u", ff_campaign_get_n_activities (campaign));

  self->is_updating = TRUE;
  ff_pane_head_set_title (FF_PANE_HEAD (self->head), ff_campaign_get_name (campaign), _("Name of the Campaign"), is_editable);
  ff_pane_head_set_subtitle (FF_PANE_HEAD (self->head), _("Campaign"));
  if (!g_str_equal (shown, description))
    gtk_text_buffer_set_text (buffer, description, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->description), is_editable);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->zone)))) &&
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->zone)), ff_campaign_get_zone (campaign)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->zone), ff_campaign_get_zone (campaign));
  gtk_editable_set_editable (GTK_EDITABLE (self->zone), is_editable);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->source), ff_campaign_get_data_source (campaign));
  gtk_widget_set_sensitive (self->source, is_editable);
  gtk_label_set_text (GTK_LABEL (self->activities), n);
  ff_problem_list_update (FF_PROBLEM_LIST (self->problems));
  self->is_updating = FALSE;
}

void
ff_campaign_pane_focus (FfCampaignPane *self)
{
  ff_pane_head_focus (FF_PANE_HEAD (self->head));
}
