/* The people of the active transition: how many, as of when, and who, page by page. Main thread; the rows are read on
 * the engine's worker. */

#include "ui/people/ff-people-panel.h"

#include <glib/gi18n-lib.h>

#include "model/ff-graph.h"
#include "ui/ff-port-words.h"
#include "ui/ff-words.h"
#include "ui/people/ff-columns-chooser.h"
#include "ui/people/ff-people-columns.h"
#include "ui/people/ff-people-export.h"
#include "ui/people/ff-record-view.h"

#define PAGE_SIZE     100
#define PATIENCE_MSEC 300

struct _FfPeoplePanel
{
  AdwBin            parent_instance;

  FfDraft          *draft;
  FfRecordList     *list;
  FfRecordView     *view;

  char             *shown;          /* which table @list shows; "" none */
  FfPlan           *plan;           /* that @shown is of; nullable */
  char             *activity;       /* its output */
  char             *port;
  gint64            n_rows;         /* of @shown */
  const FfEntity   *entity;         /* of @plan's schema */
  GPtrArray        *columns;        /* of FfPeopleColumn: what there is; nullable */
  GPtrArray        *chosen;         /* of const FfPeopleColumn: cells of the records */
  char            **shown_ids;      /* of the table's columns; nullable */
  char             *sort_id;        /* nullable */
  gboolean          descending;
  guint             patience;
  GCancellable     *exporting;      /* nullable */

  GtkLabel         *title_label;
  GtkWidget        *count_box;
  GtkLabel         *count_label;
  GtkLabel         *noun_label;
  GtkLabel         *time_label;
  GtkSpinner       *spinner;
  GtkLabel         *found_label;
  GtkRevealer      *find_revealer;
  GtkWidget        *find_button;
  GtkWidget        *find_entry;
  GtkMenuButton    *columns_button;
  FfColumnsChooser *chooser;
  GtkImage         *export_image;
  GtkLabel         *export_label;
  GtkStack         *stack;
  GtkLabel         *words_title;
  GtkLabel         *words_label;
  GtkWidget        *words_button;
  AdwBin           *rows_bin;
};

enum
{
  PERSON_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfPeoplePanel, ff_people_panel, ADW_TYPE_BIN)

static void show_loading (FfPeoplePanel *self);

static gboolean
is_finding (FfPeoplePanel *self)
{
  return gtk_revealer_get_reveal_child (self->find_revealer) &&
         *gtk_editable_get_text (GTK_EDITABLE (self->find_entry)) != '\0';
}

/* All rows were counted; those that are found are known at the end of the list only. */
static void
restart (FfPeoplePanel *self)
{
  ff_record_list_set_total (self->list, is_finding (self) ? -1 : self->n_rows);
  ff_record_list_restart (self->list);
}

/* ---- Reading. */

typedef struct
{
  FfRecordAsk *ask;
  GPtrArray   *columns;   /* keeps @chosen */
  GPtrArray   *chosen;
  GTimeZone   *zone;
} Reading;

static void
reading_free (Reading *self)
{
  g_ptr_array_unref (self->chosen);
  g_ptr_array_unref (self->columns);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPage) page = ff_engine_people_finish (FF_ENGINE (source), result, &error);
  g_autoptr (GPtrArray) records = NULL;

  if (page != NULL)
    {
      records = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < page->n_rows; i++)
        {
          char **cells = ff_people_columns_dup_cells (reading->chosen, page, i, reading->zone);

          g_ptr_array_add (records, ff_record_new (0, page->keys->pdata[i], 0, cells, NULL));
        }
    }

  ff_record_ask_answer (reading->ask, records, page != NULL ? page->next : NULL, error);
  reading_free (reading);
}

/* The shown output and columns, from its first row on. */
static FfPeopleRequest *
new_request (FfPeoplePanel *self)
{
  FfPeopleRequest *request = g_new0 (FfPeopleRequest, 1);

  request->activity = g_strdup (self->activity);
  request->port = g_strdup (self->port);
  request->operands = ff_people_columns_dup_operands (self->chosen);

  return request;
}

static void
load (FfRecordAsk *ask,
      gpointer     user_data)
{
  FfPeoplePanel *self = user_data;
  FfPlanContext *context = ff_draft_get_context (self->draft);
  FfPeopleRequest *request = new_request (self);
  Reading *reading = g_new0 (Reading, 1);
  const FfPeopleColumn *sort = self->sort_id != NULL ? ff_people_columns_find (self->columns, self->sort_id) : NULL;

  reading->ask = ask;
  reading->columns = g_ptr_array_ref (self->columns);
  reading->chosen = g_ptr_array_ref (self->chosen);
  reading->zone = g_time_zone_ref (context->zone);

  request->sort = sort != NULL ? ff_json_ref (sort->operands->pdata[0]) : NULL;
  request->descending = self->descending;
  request->after = g_strdup (ff_record_ask_get_after (ask));
  request->skip = ff_record_ask_get_skip (ask);
  request->from_end = ff_record_ask_is_from_end (ask);
  request->find = is_finding (self) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->find_entry))) : NULL;
  request->limit = ff_record_ask_get_limit (ask);

  ff_engine_people_async (ff_draft_get_engine (self->draft), self->plan, request, ff_record_ask_get_cancellable (ask),
                          read_cb, reading);
}

/* Whether a row is a person, or belongs to one. */
static gboolean
leads_to_profile (FfPeoplePanel *self)
{
  g_auto (GStrv) path = ff_schema_dup_path_to_profile (ff_plan_get_schema (self->plan), self->entity);

  return path != NULL;
}

/* ---- Columns. */

static void
show_columns (FfPeoplePanel *self)
{
  ff_record_view_clear_columns (self->view);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const FfPeopleColumn *column = self->chosen->pdata[i];
      FfRecordColumnFlags flags = FF_RECORD_COLUMN_SORTABLE;

      flags |= column->is_number ? FF_RECORD_COLUMN_NUMBER : FF_RECORD_COLUMN_WIDE;
      ff_record_view_add_column (self->view, column->title, i, flags, 0, NULL);
    }

  for (guint i = 0; i < self->chosen->len; i++)
    if (g_strcmp0 (((const FfPeopleColumn *) self->chosen->pdata[i])->id, self->sort_id) == 0)
      ff_record_view_set_sort (self->view, (int) i, self->descending);
}

static char **
dup_chosen_ids (FfPeoplePanel *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (ids, ((const FfPeopleColumn *) self->chosen->pdata[i])->id);

  return g_strv_builder_end (ids);
}

/* The table is made anew only for other columns, so that widths and places stay. */
static void
choose (FfPeoplePanel     *self,
        const char *const *ids)
{
  g_auto (GStrv) after = NULL;

  g_ptr_array_unref (self->chosen);
  self->chosen = g_ptr_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const FfPeopleColumn *column = ff_people_columns_find (self->columns, ids[i]);

      if (column != NULL)
        g_ptr_array_add (self->chosen, (gpointer) column);
    }

  after = dup_chosen_ids (self);
  if (self->shown_ids != NULL &&
      g_strv_equal ((const char *const *) after, (const char *const *) self->shown_ids))
    return;

  g_strfreev (self->shown_ids);
  self->shown_ids = g_steal_pointer (&after);
  /* The cells of what is there belong to other columns. */
  ff_record_list_clear (self->list);
  show_columns (self);
}

static void
fill_chooser (FfPeoplePanel *self)
{
  g_auto (GStrv) ids = dup_chosen_ids (self);

  ff_columns_chooser_fill (self->chooser, self->columns, (const char *const *) ids, self->sort_id, self->descending);
}

static void
columns_chosen_cb (FfPeoplePanel *self)
{
  g_auto (GStrv) ids = ff_columns_chooser_dup_ids (self->chooser);

  ff_people_columns_keep (ff_draft_get_store_url (self->draft), self->entity, *ids != NULL ? (const char *const *) ids : NULL);
  choose (self, (const char *const *) ids);
  show_loading (self);
  restart (self);
}

static void
columns_moved_cb (FfPeoplePanel *self)
{
  g_autoptr (GArray) order = ff_record_view_dup_order (self->view);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  /* Dragging takes the column out and puts it back. */
  if (order->len != self->chosen->len)
    return;

  for (guint i = 0; i < order->len; i++)
    g_strv_builder_add (builder, ((const FfPeopleColumn *) self->chosen->pdata[g_array_index (order, guint, i)])->id);
  ids = g_strv_builder_end (builder);
  ff_people_columns_keep (ff_draft_get_store_url (self->draft), self->entity, (const char *const *) ids);
  ff_columns_chooser_fill (self->chooser, self->columns, (const char *const *) ids, self->sort_id, self->descending);
}

static void
sort_by (FfPeoplePanel *self,
         const char    *id,
         gboolean       descending)
{
  if (g_strcmp0 (self->sort_id, id) == 0 && self->descending == descending)
    return;

  g_free (self->sort_id);
  self->sort_id = g_strdup (id);
  self->descending = descending;
  ff_record_view_scroll_to_top (self->view);
  restart (self);
}

static void
sort_chosen_cb (FfColumnsChooser *chooser,
                const char       *id,
                gboolean          descending,
                FfPeoplePanel    *self)
{
  int cell = -1;

  sort_by (self, id, descending);
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_strcmp0 (((const FfPeopleColumn *) self->chosen->pdata[i])->id, id) == 0)
      cell = (int) i;
  ff_record_view_set_sort (self->view, cell, descending);
}

static void
header_sorted_cb (FfRecordView  *view,
                  int            cell,
                  gboolean       descending,
                  FfPeoplePanel *self)
{
  const FfPeopleColumn *column = cell >= 0 && cell < (int) self->chosen->len ? self->chosen->pdata[cell] : NULL;

  sort_by (self, column != NULL ? column->id : NULL, descending);
  fill_chooser (self);
}

/* Another dimension, or other columns are carried: what there is to choose from is new. */
static void
renew_columns (FfPeoplePanel      *self,
               const FfPlanOutput *output)
{
  FfSchema *schema = ff_plan_get_schema (self->plan);
  GPtrArray *carried = ff_flow_get_columns (output->flow);
  gboolean is_same = self->entity == ff_flow_get_entity (output->flow);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->columns);
  g_auto (GStrv) ids = NULL;

  self->entity = ff_flow_get_entity (output->flow);
  self->columns = ff_people_columns_list (schema, self->entity, carried);
  if (is_same && before != NULL)
    ids = dup_chosen_ids (self);
  else
    ids = ff_people_columns_dup_kept (ff_draft_get_store_url (self->draft), self->entity);
  if (ids == NULL || *ids == NULL)
    {
      g_strfreev (ids);
      ids = ff_people_columns_dup_default (schema, self->entity, carried, self->columns);
      g_clear_pointer (&self->sort_id, g_free);
    }
  if (self->sort_id != NULL && ff_people_columns_find (self->columns, self->sort_id) == NULL)
    g_clear_pointer (&self->sort_id, g_free);

  choose (self, (const char *const *) ids);
  fill_chooser (self);
}

/* ---- What is shown. */

static gboolean
impatient_cb (gpointer user_data)
{
  FfPeoplePanel *self = user_data;

  self->patience = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

static void
show_page (FfPeoplePanel *self,
           const char    *page)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Nothing for a while, then a spinner. */
static void
show_loading (FfPeoplePanel *self)
{
  if (self->patience != 0 || g_str_equal (gtk_stack_get_visible_child_name (self->stack), "loading"))
    return;

  show_page (self, "blank");
  self->patience = g_timeout_add (PATIENCE_MSEC, impatient_cb, self);
}

static void
show_words (FfPeoplePanel *self,
            const char    *title,
            const char    *text,
            gboolean       can_retry)
{
  gtk_label_set_text (self->words_title, title);
  gtk_label_set_text (self->words_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), text != NULL && *text != '\0');
  gtk_widget_set_visible (self->words_button, can_retry);
  show_page (self, "words");
}

static void
forget_rows (FfPeoplePanel *self)
{
  g_free (self->shown);
  self->shown = g_strdup ("");
  ff_record_list_clear (self->list);
}

static void
show_found (FfPeoplePanel *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *number = ff_count_format (n);
  g_autofree char *text = NULL;

  if (is_finding (self) && ff_record_list_is_complete (self->list))
    /* Translators: %s is a number of rows, with separators. */
    text = g_strdup_printf (ngettext ("%s found", "%s found", n), number);
  gtk_label_set_text (self->found_label, text != NULL ? text : "");
}

static void
answered_cb (FfPeoplePanel *self)
{
  const GError *error = ff_record_list_get_error (self->list);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  show_found (self);
  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    show_words (self, _("The People Could Not Be Read"), error->message, TRUE);
  else if (n == 0 && gtk_label_get_text (self->found_label)[0] != '\0')
    show_words (self, _("Nobody Found"), _("No name in this table contains that text."), FALSE);
  else if (n == 0)
    show_words (self, _("Nobody Here"), _("No row of the data passes along this transition."), FALSE);
  else
    show_page (self, "rows");
}

/* What @id's @port is, of the campaign or of what stands beside it; with the plan that it is of. */
static const FfPlanOutput *
find_output (FfPeoplePanel  *self,
             const char     *id,
             const char     *port,
             FfPlan        **out_plan)
{
  FfAside *aside = ff_draft_get_aside (self->draft);
  const FfPlanOutput *output = aside != NULL ? ff_plan_find_output (aside->plan, id, port) : NULL;

  *out_plan = output != NULL ? aside->plan : ff_draft_get_plan (self->draft);
  if (output == NULL && *out_plan != NULL)
    output = ff_plan_find_output (*out_plan, id, port);

  return output;
}

/* NULL when nothing is chosen, or what was is gone. */
static char *
dup_title (FfPeoplePanel *self,
           const char    *id,
           const char    *port)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  FfAside *aside = ff_draft_get_aside (self->draft);
  const FfActivity *activity = ff_campaign_find_activity (campaign, id);
  const char *title = aside != NULL ? ff_aside_get_title (aside, id, port) : NULL;

  if (title != NULL)
    return g_strdup (title);

  return activity != NULL ? ff_port_words_dup_transition (campaign, activity, port) : NULL;
}

static char *
dup_time (gint64 taken_at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (taken_at / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (then, "%H:%M");

  /* Translators: %s is a time. */
  return g_strdup_printf (_("as of %s"), time);
}

static void
show_count (FfPeoplePanel     *self,
            const FfCountView *count)
{
  g_autofree char *number = ff_count_view_dup_text (count);
  g_autofree char *description = ff_count_view_dup_description (count);
  g_autofree char *time = count->has_value && count->taken_at > 0 ? dup_time (count->taken_at) : NULL;
  g_autofree char *noun = ff_words_dup_noun (count->n_rows, count->rows_of);
  gboolean is_fresh = count->state == FF_COUNT_FRESH;

  gtk_label_set_text (self->count_label, number);
  gtk_label_set_text (self->noun_label, noun);
  gtk_widget_set_visible (GTK_WIDGET (self->noun_label), count->has_value);
  gtk_label_set_text (self->time_label, time != NULL ? time : "");
  gtk_widget_set_tooltip_text (self->count_box, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count_label), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);

  gtk_spinner_set_spinning (self->spinner, count->state == FF_COUNT_WORKING);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), count->state == FF_COUNT_WORKING);
  if (is_fresh)
    gtk_widget_remove_css_class (self->count_box, "ff-stale");
  else
    gtk_widget_add_css_class (self->count_box, "ff-stale");
  gtk_widget_set_opacity (GTK_WIDGET (self->rows_bin), is_fresh ? 1 : 0.55);
}

/* What makes the rows others: the table, and the data it was made of. */
static char *
dup_shown (FfPeoplePanel      *self,
           const FfPlanOutput *output)
{
  FfCounts *counts = ff_draft_get_counts (self->draft);

  return g_strdup_printf ("%s %s %s %u %s", output->activity, output->port, output->flow.step->hash,
                          output->flow.output, counts != NULL ? ff_counts_get_data_version (counts) : "");
}

static void
show_rows (FfPeoplePanel      *self,
           FfPlan             *plan,
           const FfPlanOutput *output,
           gint64              n_rows)
{
  g_autofree char *wanted = dup_shown (self, output);
  gboolean is_other;

  if (g_str_equal (wanted, self->shown))
    {
      if (!ff_record_list_is_loading (self->list))
        answered_cb (self);
      return;
    }

  is_other = g_strcmp0 (self->activity, output->activity) != 0 || g_strcmp0 (self->port, output->port) != 0;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  self->n_rows = n_rows;
  g_free (self->activity);
  g_free (self->port);
  self->activity = g_strdup (output->activity);
  self->port = g_strdup (output->port);
  g_clear_pointer (&self->plan, ff_plan_unref);
  self->plan = ff_plan_ref (plan);
  renew_columns (self, output);

  if (is_other)
    {
      gtk_revealer_set_reveal_child (self->find_revealer, FALSE);
      ff_record_list_clear (self->list);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    show_loading (self);
  restart (self);
}

static void
update (FfPeoplePanel *self)
{
  const char *id = ff_draft_get_active_activity (self->draft);
  const char *port = ff_draft_get_active_port (self->draft);
  FfPlan *plan;
  const FfPlanOutput *output = find_output (self, id, port, &plan);
  g_autofree char *title = dup_title (self, id, port);
  FfCountView count;

  gtk_label_set_text (self->title_label, title != NULL ? title : _("People"));
  gtk_widget_set_visible (self->count_box, title != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), title != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns_button), output != NULL && output->flow.step != NULL);
  gtk_widget_set_sensitive (self->find_button, output != NULL && output->flow.step != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "people.export",
                                 self->exporting != NULL || (output != NULL && output->flow.step != NULL));

  if (title == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
      forget_rows (self);
      show_words (self, _("No Transition Chosen"), _("Activate a count on the canvas to see its people."), FALSE);
      return;
    }

  ff_draft_get_count (self->draft, id, port, &count);
  show_count (self, &count);

  if (output != NULL && output->flow.step != NULL && count.state == FF_COUNT_FRESH && count.has_value)
    {
      show_rows (self, plan, output, count.n_rows);
      return;
    }

  /* Old rows stay, dimmed, until there are new ones. */
  if ((count.state == FF_COUNT_WORKING || count.state == FF_COUNT_OUT_OF_DATE) &&
      g_strcmp0 (self->activity, id) == 0 && g_strcmp0 (self->port, port) == 0 && *self->shown != '\0')
    return;

  forget_rows (self);
  switch (count.state)
    {
    case FF_COUNT_WORKING:
    case FF_COUNT_OUT_OF_DATE:
      show_loading (self);
      break;
    case FF_COUNT_FAILED:
      show_words (self, _("The Count Failed"), count.reason, TRUE);
      break;
    case FF_COUNT_OFFLINE:
      show_words (self, _("The Data Source Does Not Answer"), count.reason, TRUE);
      break;
    default:
      show_words (self, _("Not Counted"), count.reason, FALSE);
    }
}

/* ---- Commands. */

static void
show_exporting (FfPeoplePanel *self)
{
  gboolean is_exporting = self->exporting != NULL;

  gtk_image_set_from_icon_name (self->export_image, is_exporting ? "process-stop-symbolic" : "document-save-symbolic");
  gtk_label_set_text (self->export_label, is_exporting ? _("Stop Export") : _("Export…"));
}

static void
exported_cb (gpointer user_data)
{
  g_autoptr (FfPeoplePanel) self = user_data;

  g_clear_object (&self->exporting);
  if (self->draft != NULL)
    {
      show_exporting (self);
      update (self);
    }
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (widget);
  FfPeopleExport *export;

  if (self->exporting != NULL)
    {
      g_cancellable_cancel (self->exporting);
      return;
    }
  if (*self->shown == '\0')
    return;

  export = g_new0 (FfPeopleExport, 1);
  export->plan = ff_plan_ref (self->plan);
  export->request = new_request (self);
  export->columns = g_array_new (FALSE, TRUE, sizeof (FfCsvColumn));
  g_array_set_clear_func (export->columns, (GDestroyNotify) ff_csv_column_clear);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const FfPeopleColumn *column = self->chosen->pdata[i];
      FfCsvColumn cell = { g_strdup (column->title), column->operands->len };

      g_array_append_val (export->columns, cell);
    }
  export->zone = g_time_zone_ref (ff_draft_get_context (self->draft)->zone);
  export->name = g_strdup (gtk_label_get_text (self->title_label));
  export->is_personal = leads_to_profile (self);
  self->exporting = g_cancellable_new ();
  show_exporting (self);
  ff_people_export (export, widget, ff_draft_get_engine (self->draft), self->exporting, exported_cb, g_object_ref (self));
}

static void
record_activated_cb (FfPeoplePanel *self,
                     FfRecord      *record)
{
  g_signal_emit (self, signals[PERSON_OPENED], 0, self->entity->name, ff_record_get_key (record));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (widget);

  ff_draft_recount (self->draft);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (widget);

  if (ff_record_list_get_error (self->list) == NULL)
    {
      ff_draft_recount (self->draft);
      return;
    }

  show_loading (self);
  restart (self);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (widget);

  gtk_revealer_set_reveal_child (self->find_revealer, TRUE);
  gtk_widget_grab_focus (self->find_entry);
}

static void
find_changed_cb (FfPeoplePanel *self)
{
  if (*self->shown == '\0')
    return;

  ff_record_view_scroll_to_top (self->view);
  restart (self);
}

static void
find_toggled_cb (FfPeoplePanel *self)
{
  if (gtk_revealer_get_reveal_child (self->find_revealer))
    gtk_widget_grab_focus (self->find_entry);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->find_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->find_entry), "");
}

static void
find_stopped_cb (FfPeoplePanel *self)
{
  gtk_revealer_set_reveal_child (self->find_revealer, FALSE);
  gtk_widget_grab_focus (self->find_button);
}

static void
ff_people_panel_dispose (GObject *object)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_cancellable_cancel (self->exporting);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      ff_record_list_clear (self->list);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_PEOPLE_PANEL);
  g_clear_object (&self->list);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_people_panel_parent_class)->dispose (object);
}

static void
ff_people_panel_finalize (GObject *object)
{
  FfPeoplePanel *self = FF_PEOPLE_PANEL (object);

  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_ptr_array_unref (self->chosen);
  g_strfreev (self->shown_ids);
  g_free (self->shown);
  g_free (self->activity);
  g_free (self->port);
  g_free (self->sort_id);

  G_OBJECT_CLASS (ff_people_panel_parent_class)->finalize (object);
}

static void
ff_people_panel_class_init (FfPeoplePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_people_panel_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_people_panel_finalize;

  signals[PERSON_OPENED] = g_signal_new ("person-opened", FF_TYPE_PEOPLE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "people-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, count_box);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, count_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, noun_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, time_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, found_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, find_revealer);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, find_button);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, find_entry);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, columns_button);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, export_image);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, export_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, words_title);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, words_label);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, words_button);
  gtk_widget_class_bind_template_child (widget_class, FfPeoplePanel, rows_bin);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_toggled_cb);

  gtk_widget_class_install_action (widget_class, "people.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "people.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "people.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "people.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "people.find", NULL);
}

static void
ff_people_panel_init (FfPeoplePanel *self)
{
  self->shown = g_strdup ("");
  self->chosen = g_ptr_array_new ();
  self->list = ff_record_list_new (load, self, PAGE_SIZE);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->view = FF_RECORD_VIEW (ff_record_view_new (self->list, _("People")));
  ff_record_view_set_reorderable (self->view, TRUE);
  adw_bin_set_child (self->rows_bin, GTK_WIDGET (self->view));
  self->chooser = FF_COLUMNS_CHOOSER (ff_columns_chooser_new ());
  gtk_menu_button_set_popover (self->columns_button, GTK_WIDGET (self->chooser));

  g_signal_connect_swapped (self->list, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect_swapped (self->view, "activated", G_CALLBACK (record_activated_cb), self);
  g_signal_connect (self->view, "sort-changed", G_CALLBACK (header_sorted_cb), self);
  g_signal_connect_swapped (self->view, "moved", G_CALLBACK (columns_moved_cb), self);
  g_signal_connect_swapped (self->chooser, "changed", G_CALLBACK (columns_chosen_cb), self);
  g_signal_connect (self->chooser, "sorted", G_CALLBACK (sort_chosen_cb), self);
}

/**
 * ff_people_panel_new:
 * @draft: the open campaign
 *
 * Returns: the panel below the canvas
 */
GtkWidget *
ff_people_panel_new (FfDraft *draft)
{
  FfPeoplePanel *self = g_object_new (FF_TYPE_PEOPLE_PANEL, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "selection-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "counted", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::title", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * ff_people_panel_get_list:
 * @self: the panel
 *
 * Returns: (transfer none): the rows it shows, for tests
 */
FfRecordList *
ff_people_panel_get_list (FfPeoplePanel *self)
{
  return self->list;
}
