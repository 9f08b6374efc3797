/* What a run did, while it does it and afterwards. Main thread; the outbox is read and changed on threads of their
 * own, and a sender tells its sums as it goes. */

#include "ui/results/ff-results-page.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "runner/ff-run-report.h"
#include "ui/ff-words.h"
#include "ui/results/ff-activity-table.h"
#include "ui/results/ff-delivery-source.h"
#include "ui/results/ff-dispatch.h"
#include "ui/results/ff-inbox-view.h"
#include "ui/results/ff-progress-chart.h"
#include "ui/results/ff-run-words.h"
#include "ui/results/ff-tile.h"
#include "ui/ff-reflow.h"

#define MAX_RUNS 50

/* While a run goes on, lists and chart are read again after this rest, or after five times as long as it took. */
#define REST_USEC  (G_USEC_PER_SEC)
#define REST_TIMES 5

typedef struct
{
  FfDeliveryState  state;
  FfTile          *tile;
} Tile;

struct _FfResultsPage
{
  AdwBin            parent_instance;

  FfDraft          *draft;
  FfDispatch       *dispatch;
  FfDeliverySource *source;
  FfRecordView     *recipients;
  FfInboxView      *inbox;
  FfRecordList     *progress_list;

  GPtrArray        *runs;             /* of FfRun, newest first; nullable */
  char             *run_id;           /* shown; nullable */
  FfRunReport      *report;           /* of it; nullable */
  FfSender         *sender;           /* of it; nullable: nobody sends it here */
  int               filter;           /* an FfDeliveryState, or -1 */

  GCancellable     *cancellable;      /* of everything that is being read */
  guint             n_reading;
  gboolean          read_again;
  gint64            read_began_at;    /* monotonic */
  gint64            rest_until;
  guint             rest_source;
  gboolean          setting;

  GtkStack         *stack;
  AdwStatusPage    *error_page;
  GtkWidget        *state_pill;
  GtkImage         *state_image;
  GtkLabel         *state_label;
  const char       *state_class;
  GtkLabel         *done_label;
  GtkLabel         *planned_label;
  GtkLabel         *facts_label;
  GtkDropDown      *run_drop;
  GtkWidget        *pause_button;
  GtkWidget        *resume_button;
  GtkLabel         *resume_label;
  GtkWidget        *stop_button;
  GtkProgressBar   *progress_bar;
  GtkRevealer      *reason_revealer;
  GtkLabel         *reason_label;
  FfTile           *accepted_tile;
  FfTile           *refused_tile;
  FfTile           *unconfirmed_tile;
  FfTile           *waiting_tile;
  FfTile           *not_sent_tile;
  GtkLabel         *sum_label;
  GtkToggleButton  *table_button;
  GtkStack         *chart_stack;
  FfProgressChart  *chart;
  AdwBin           *table_bin;
  FfActivityTable  *activity_table;
  GtkToggleButton  *recipients_button;
  GtkToggleButton  *inbox_button;
  GtkWidget        *filter_button;
  GtkLabel         *filter_label;
  GtkLabel         *list_number_label;
  GtkWidget        *unconfirmed_box;
  GtkButton        *again_button;
  GtkButton        *leave_button;
  GtkStack         *list_stack;
  AdwBin           *recipients_bin;
  AdwBin           *inbox_bin;
  GtkLabel         *nobody_label;

  Tile              tiles[5];
};

G_DEFINE_FINAL_TYPE (FfResultsPage, ff_results_page, ADW_TYPE_BIN)

static void read_report (FfResultsPage *self);
static void read_runs   (FfResultsPage *self);

/* ---- The run's numbers, as they are now. */

static const FfBooks *
get_books (FfResultsPage *self)
{
  const FfBooks *live = self->sender != NULL ? ff_sender_get_books (self->sender) : NULL;

  if (live != NULL)
    return live;

  return self->report != NULL ? self->report->total : NULL;
}

static FfSenderState
get_state (FfResultsPage *self)
{
  return self->sender != NULL ? ff_sender_get_state (self->sender) : FF_SENDER_IDLE;
}

static gboolean
is_going_on (FfResultsPage *self)
{
  FfSenderState state = get_state (self);

  return state == FF_SENDER_SENDING || state == FF_SENDER_PAUSING || state == FF_SENDER_STOPPING;
}

static char *
dup_messages (gint64 n)
{
  g_autofree char *number = ff_count_format (n);

  /* Translators: %s is a number, with separators. */
  return g_strdup_printf (ngettext ("%s message", "%s messages", (gulong) n), number);
}

/* ---- What is shown. */

static void
show_state (FfResultsPage *self,
            const FfBooks *books)
{
  g_auto (FfRunWords) words = { NULL };

  ff_run_words_init (&words, self->sender, books);
  gtk_label_set_text (self->state_label, words.text);
  gtk_image_set_from_icon_name (self->state_image, words.icon);
  if (self->state_class != NULL)
    gtk_widget_remove_css_class (self->state_pill, self->state_class);
  gtk_widget_add_css_class (self->state_pill, words.css_class);
  self->state_class = words.css_class;
}

/* Why it does not go on: told by the sender, or by what an earlier one wrote down. */
static void
show_reason (FfResultsPage *self,
             const FfBooks *books)
{
  const GError *error = self->sender != NULL ? ff_sender_get_error (self->sender) : NULL;
  const char *text = error != NULL ? error->message : NULL;

  for (guint i = 0; text == NULL && self->sender == NULL && i < self->report->tasks->len; i++)
    text = ((const FfTask *) self->report->tasks->pdata[i])->pause_text;

  if (ff_books_get_left (books) == 0)
    text = NULL;
  else if (text == NULL && get_state (self) == FF_SENDER_IDLE)
    text = _("Fanfare ended before everything was sent. Resume goes on with what waits, and nobody gets a message twice.");

  if (text != NULL)
    gtk_label_set_text (self->reason_label, text);
  gtk_revealer_set_reveal_child (self->reason_revealer, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_revealer), text != NULL);
}

static void
show_commands (FfResultsPage *self,
               const FfBooks *books)
{
  FfSenderState state = get_state (self);
  gint64 n_left = ff_books_get_left (books);
  gboolean can_resume = n_left > 0 && !is_going_on (self);
  gboolean can_stop = n_left > 0 && state != FF_SENDER_STOPPING && state != FF_SENDER_PAUSING;
  g_autofree char *number = ff_count_format (n_left);
  g_autofree char *resume = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.pause", state == FF_SENDER_SENDING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.resume", can_resume);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.stop", can_stop);
  gtk_widget_set_visible (self->pause_button, state == FF_SENDER_SENDING || state == FF_SENDER_PAUSING);
  gtk_widget_set_visible (self->resume_button, can_resume);
  gtk_widget_set_visible (self->stop_button, n_left > 0);

  /* Translators: %s is the number of messages that wait. */
  resume = g_strdup_printf (_("Resume %s"), number);
  gtk_label_set_text (self->resume_label, resume);
}

static void
show_bar (FfResultsPage *self,
          const FfBooks *books)
{
  gint64 n_done = books->planned - ff_books_get_left (books);
  g_autofree char *done = ff_count_format (n_done);
  g_autofree char *all = ff_count_format (books->planned);
  g_autofree char *planned = NULL;
  g_autofree char *facts = ff_run_words_dup_facts (self->report, self->sender, books);

  /* Translators: after a number: 7,304 “of 11,975”. */
  planned = g_strdup_printf (_("of %s"), all);
  gtk_label_set_text (self->done_label, done);
  gtk_label_set_text (self->planned_label, planned);
  gtk_label_set_text (self->facts_label, facts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts_label), facts);
  gtk_progress_bar_set_fraction (self->progress_bar, books->planned > 0 ? (double) n_done / books->planned : 1);

  show_state (self, books);
  show_reason (self, books);
  show_commands (self, books);
}

static void
show_tiles (FfResultsPage *self,
            const FfBooks *books)
{
  g_autofree char *sum = ff_run_words_dup_sum (books);

  for (guint i = 0; i < G_N_ELEMENTS (self->tiles); i++)
    {
      const Tile *tile = &self->tiles[i];
      g_autofree char *note = ff_run_words_dup_note (books, tile->state);

      ff_tile_set (tile->tile, ff_run_words_get_n (books, tile->state), note);
    }
  gtk_label_set_text (self->sum_label, sum);
}

static void
show_list_head (FfResultsPage *self)
{
  const FfBooks *books = get_books (self);
  gboolean is_inbox = gtk_toggle_button_get_active (self->inbox_button);
  gboolean has_filter = !is_inbox && self->filter >= 0;
  gint64 n = is_inbox ? ff_inbox_view_get_n (self->inbox)
                      : books == NULL ? 0 : self->filter < 0 ? books->planned : ff_run_words_get_n (books, self->filter);
  gboolean can_decide = !is_inbox && books != NULL && self->filter == FF_DELIVERY_UNCONFIRMED &&
                        books->states[FF_DELIVERY_UNCONFIRMED] > 0 && !is_going_on (self);
  gboolean is_one = ff_record_view_get_selected (self->recipients) != NULL;
  g_autofree char *number = n >= 0 ? dup_messages (n) : g_strdup ("");
  /* Translators: %s is “13,488 messages”. */
  g_autofree char *received = is_inbox && n > 0 ? g_strdup_printf (_("%s of all runs"), number) : NULL;

  gtk_label_set_text (self->list_number_label, received != NULL ? received : number);
  gtk_widget_set_visible (self->filter_button, has_filter);
  if (has_filter)
    gtk_label_set_text (self->filter_label, self->filter == FF_DELIVERY_WAITING ? _("Waiting")
                                                                                : ff_delivery_state_get_label (self->filter));

  gtk_widget_set_visible (self->unconfirmed_box, can_decide);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.send-again", can_decide);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.leave", can_decide);
  gtk_button_set_label (self->again_button, is_one ? _("Send Again…") : _("Send All Again…"));
  gtk_button_set_label (self->leave_button, is_one ? _("Leave…") : _("Leave All…"));
}

static void
show_list (FfResultsPage *self)
{
  FfRecordList *list = ff_delivery_source_get_list (self->source);
  const GError *error = ff_record_list_get_error (list);

  show_list_head (self);
  if (gtk_toggle_button_get_active (self->inbox_button))
    {
      gtk_stack_set_visible_child_name (self->list_stack, "inbox");
      return;
    }

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_text (self->nobody_label, error->message);
  else if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0 || ff_record_list_is_loading (list))
    {
      gtk_stack_set_visible_child_name (self->list_stack, "recipients");
      return;
    }
  else
    gtk_label_set_text (self->nobody_label, self->filter < 0 ? _("This run has no messages.")
                                                             : _("No message is in this state."));

  gtk_stack_set_visible_child_name (self->list_stack, "nobody");
}

static void
load_progress (FfRecordAsk *ask,
               gpointer     user_data)
{
  FfResultsPage *self = user_data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 last = -1;

  for (guint i = 0; self->report != NULL && i < self->report->progress->len; i++)
    {
      const FfProgress *point = &g_array_index (self->report->progress, FfProgress, i);
      g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (point->at / G_USEC_PER_SEC);
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      g_autofree char *time = g_date_time_format (then, "%H:%M:%S");
      g_autofree char *number = ff_count_format (point->n_done);

      /* Times without a change say nothing. */
      if (point->n_done == last)
        continue;

      last = point->n_done;
      g_strv_builder_add (cells, time);
      g_strv_builder_add (cells, number);
      g_ptr_array_add (records, ff_record_new (0, NULL, 0, g_strv_builder_end (cells), NULL));
    }

  ff_record_ask_answer (ask, records, NULL, NULL);
}

static void
show_curve (FfResultsPage *self,
            const FfBooks *books)
{
  double rate = is_going_on (self) ? ff_sender_get_rate (self->sender) : 0;
  FfProgress now = { g_get_real_time (), books->planned - ff_books_get_left (books) };
  gint64 ends_at = rate >= 0.5 ? now.at + (gint64) (ff_books_get_left (books) / rate * G_USEC_PER_SEC) : 0;
  g_autoptr (GArray) points = g_array_copy (self->report->progress);

  /* What was read lags behind the numbers above; the curve ends at those. */
  if (is_going_on (self))
    g_array_append_val (points, now);

  ff_progress_chart_set (self->chart, points, self->report->started_at, books->planned, ends_at);
}

static void
show_chart (FfResultsPage *self,
            const FfBooks *books)
{
  show_curve (self, books);
  if (gtk_toggle_button_get_active (self->table_button))
    ff_record_list_restart (self->progress_list);
}

static void
show_run (FfResultsPage *self)
{
  const FfBooks *books = get_books (self);

  if (self->report == NULL || books == NULL)
    return;

  show_bar (self, books);
  show_tiles (self, books);
  show_chart (self, books);
  ff_activity_table_set (self->activity_table, self->report);
  show_list (self);
  gtk_stack_set_visible_child_name (self->stack, "run");
}

static void
show_error (FfResultsPage *self,
            const GError  *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->error_page, text);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* ---- The sender. */

static void
books_changed_cb (FfResultsPage *self)
{
  const FfBooks *books = get_books (self);

  if (self->report == NULL || books == NULL)
    return;

  show_bar (self, books);
  show_tiles (self, books);
  show_curve (self, books);
  show_list_head (self);
  read_report (self);
}

static void
state_changed_cb (FfResultsPage *self)
{
  self->rest_until = 0;
  books_changed_cb (self);
}

static void
set_sender (FfResultsPage *self,
            FfSender      *sender)
{
  if (self->sender == sender)
    return;

  if (self->sender != NULL)
    g_signal_handlers_disconnect_by_data (self->sender, self);
  g_set_object (&self->sender, sender);
  if (sender == NULL)
    return;

  g_signal_connect_swapped (sender, "notify::books", G_CALLBACK (books_changed_cb), self);
  g_signal_connect_swapped (sender, "notify::state", G_CALLBACK (state_changed_cb), self);
}

/* ---- Reading the run. */

typedef struct
{
  char *outbox_path;
  char *id;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_free (self->outbox_path);
  g_free (self->id);
  g_free (self);
}

static GTask *
ask (FfResultsPage       *self,
     const char          *id,
     GAsyncReadyCallback  callback,
     GTaskThreadFunc      func)
{
  GTask *task = g_task_new (self, self->cancellable, callback, NULL);
  Question *question = g_new0 (Question, 1);

  question->outbox_path = g_strdup (ff_dispatch_get_outbox_path (self->dispatch));
  question->id = g_strdup (id);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, func);
  self->n_reading++;

  return task;
}

static void
read_report_work (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  FfRunReport *report = ff_run_report_read (question->outbox_path, question->id, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) ff_run_report_unref);
  else
    g_task_return_error (task, error);
}

static void
report_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  FfResultsPage *self = FF_RESULTS_PAGE (source);
  const Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  FfRunReport *report = g_task_propagate_pointer (G_TASK (result), &error);
  gint64 now = g_get_monotonic_time ();

  self->n_reading--;
  self->rest_until = now + MAX (REST_USEC, (now - self->read_began_at) * REST_TIMES);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (report == NULL)
    {
      show_error (self, error);
      return;
    }

  if (g_strcmp0 (question->id, self->run_id) == 0)
    {
      g_clear_pointer (&self->report, ff_run_report_unref);
      self->report = ff_run_report_ref (report);
      show_run (self);
      if (ff_record_view_is_at_top (self->recipients))
        ff_delivery_source_show (self->source, self->run_id, self->filter);
    }
  ff_run_report_unref (report);

  if (self->read_again)
    {
      self->read_again = FALSE;
      read_report (self);
    }
}

static gboolean
rested_cb (gpointer user_data)
{
  FfResultsPage *self = user_data;

  self->rest_source = 0;
  self->rest_until = 0;
  read_report (self);
  return G_SOURCE_REMOVE;
}

/* One reading at a time, with rests between them; the last call is always heard. */
static void
read_report (FfResultsPage *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GTask) task = NULL;

  if (self->run_id == NULL || self->rest_source != 0)
    return;

  if (self->n_reading > 0)
    {
      self->read_again = TRUE;
      return;
    }

  if (now < self->rest_until)
    {
      self->rest_source = g_timeout_add ((guint) ((self->rest_until - now) / 1000 + 1), rested_cb, self);
      return;
    }

  self->read_began_at = now;
  task = ask (self, self->run_id, report_read_cb, read_report_work);
}

static void
show_run_of (FfResultsPage *self,
             const char    *run_id)
{
  if (g_strcmp0 (self->run_id, run_id) != 0)
    {
      g_free (self->run_id);
      self->run_id = g_strdup (run_id);
      g_clear_pointer (&self->report, ff_run_report_unref);
      ff_record_view_scroll_to_top (self->recipients);
    }

  set_sender (self, ff_dispatch_find (self->dispatch, run_id));
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_until = 0;
  read_report (self);
}

/* ---- The runs. */

static char *
dup_run_title (const FfRun *run)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (run->nominal_at / G_USEC_PER_SEC);

  /* Translators: names a run by its day and time, for strftime. */
  return g_date_time_format (then, _("%-d %b, %H:%M:%S"));
}

static void
show_runs (FfResultsPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->runs->len; i++)
    {
      const FfRun *run = self->runs->pdata[i];
      g_autofree char *title = dup_run_title (run);

      gtk_string_list_append (titles, title);
      if (g_strcmp0 (run->id, self->run_id) == 0)
        selected = i;
    }

  self->setting = TRUE;
  gtk_drop_down_set_model (self->run_drop, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->run_drop, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->run_drop), self->runs->len > 1);
  self->setting = FALSE;

  if (self->runs->len > 0)
    show_run_of (self, ((const FfRun *) self->runs->pdata[selected])->id);
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
read_runs_work (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  GPtrArray *runs = ff_run_report_list (question->outbox_path, question->id, MAX_RUNS, &error);

  if (runs != NULL)
    g_task_return_pointer (task, runs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
runs_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  FfResultsPage *self = FF_RESULTS_PAGE (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *runs = g_task_propagate_pointer (G_TASK (result), &error);

  self->n_reading--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (runs == NULL)
    {
      show_error (self, error);
      return;
    }

  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = runs;
  show_runs (self);
}

static void
read_runs (FfResultsPage *self)
{
  g_autoptr (GTask) task =
    ask (self, ff_campaign_get_id (ff_draft_get_campaign (self->draft)), runs_read_cb, read_runs_work);
}

static void
run_chosen_cb (FfResultsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->run_drop);

  if (self->setting || self->runs == NULL || selected >= self->runs->len)
    return;

  show_run_of (self, ((const FfRun *) self->runs->pdata[selected])->id);
}

static void
started_cb (FfDispatch    *dispatch,
            const char    *run_id,
            const char    *campaign_id,
            FfResultsPage *self)
{
  if (!g_str_equal (campaign_id, ff_campaign_get_id (ff_draft_get_campaign (self->draft))))
    return;

  g_free (self->run_id);
  self->run_id = g_strdup (run_id);
  g_clear_pointer (&self->report, ff_run_report_unref);
  set_sender (self, ff_dispatch_find (dispatch, run_id));
  read_runs (self);
}

static void
settled_cb (FfDispatch    *dispatch,
            const char    *run_id,
            FfResultsPage *self)
{
  if (g_strcmp0 (run_id, self->run_id) == 0)
    read_runs (self);
}

/* ---- The list. */

static void
set_filter (FfResultsPage *self,
            int            filter)
{
  self->filter = filter;
  self->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->tiles); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tiles[i].tile), (int) self->tiles[i].state == filter);
  self->setting = FALSE;

  gtk_toggle_button_set_active (self->recipients_button, TRUE);
  ff_record_view_scroll_to_top (self->recipients);
  ff_delivery_source_show (self->source, self->run_id, filter);
  show_list (self);
}

static void
tile_toggled_cb (GtkToggleButton *tile,
                 FfResultsPage   *self)
{
  if (self->setting)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->tiles); i++)
    if (GTK_TOGGLE_BUTTON (self->tiles[i].tile) == tile)
      set_filter (self, gtk_toggle_button_get_active (tile) ? (int) self->tiles[i].state : -1);
}

static void
list_toggled_cb (FfResultsPage *self)
{
  if (gtk_toggle_button_get_active (self->inbox_button))
    ff_inbox_view_refresh (self->inbox);
  show_list (self);
}

static void
chart_toggled_cb (FfResultsPage *self)
{
  gboolean is_table = gtk_toggle_button_get_active (self->table_button);

  gtk_stack_set_visible_child_name (self->chart_stack, is_table ? "table" : "chart");
  if (is_table)
    ff_record_list_restart (self->progress_list);
}

/* ---- Commands. */

static const char *
get_campaign_id (FfResultsPage *self)
{
  return ff_campaign_get_id (ff_draft_get_campaign (self->draft));
}

static void
pause_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);

  if (self->sender != NULL)
    ff_sender_pause (self->sender);
}

static void
resume_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);

  if (self->run_id == NULL)
    return;

  set_sender (self, ff_dispatch_resume (self->dispatch, self->run_id, get_campaign_id (self)));
  show_run (self);
}

/* What an alert asks about: the run and the delivery stand in it, whatever is shown when it is answered. */
typedef struct
{
  FfResultsPage *page;
  char          *run_id;
  gint64         delivery_id;   /* 0: all */
} Decision;

static void
decision_free (gpointer  data,
               GClosure *closure)
{
  Decision *self = data;

  g_object_unref (self->page);
  g_free (self->run_id);
  g_free (self);
}

static Decision *
decision_new (FfResultsPage *self)
{
  Decision *decision = g_new0 (Decision, 1);
  FfRecord *record = ff_record_view_get_selected (self->recipients);

  decision->page = g_object_ref (self);
  decision->run_id = g_strdup (self->run_id);
  decision->delivery_id = record != NULL ? ff_record_get_id (record) : 0;

  return decision;
}

static void
ask_person (FfResultsPage *self,
            const char    *heading,
            const char    *body,
            const char    *label,
            GCallback      answered,
            Decision      *decision)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "do", label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response::do", answered, decision, decision_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
stop_cb (AdwMessageDialog *dialog,
         const char       *response,
         Decision         *decision)
{
  FfResultsPage *self = decision->page;
  FfSender *sender = ff_dispatch_stop (self->dispatch, decision->run_id, get_campaign_id (self));

  if (g_strcmp0 (decision->run_id, self->run_id) == 0)
    {
      set_sender (self, sender);
      show_run (self);
    }
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);
  const FfBooks *books = get_books (self);
  g_autofree char *messages = NULL;
  g_autofree char *body = NULL;

  if (books == NULL)
    return;

  messages = dup_messages (ff_books_get_left (books));
  /* Translators: %s is “4,671 messages”. */
  body = g_strdup_printf (_("What is in flight is awaited. %s still wait; what then still waits will not be sent, and cannot be resumed."),
                          messages);
  ask_person (self, _("Stop the Run?"), body, _("_Stop the Run"), G_CALLBACK (stop_cb), decision_new (self));
}

typedef struct
{
  char     *outbox_path;
  char     *run_id;
  gint64    delivery_id;
  gboolean  again;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *self = data;

  g_free (self->outbox_path);
  g_free (self->run_id);
  g_free (self);
}

static void
decide_work (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Deed *deed = data;
  GError *error = NULL;
  g_autoptr (FfOutbox) outbox = ff_outbox_open (deed->outbox_path, FALSE, &error);
  gint64 now = ff_clock_get_now (ff_clock_get_wall ());
  gint64 n_moved = 0;
  gboolean done = outbox != NULL &&
                  (deed->again ? ff_outbox_send_again (outbox, deed->run_id, deed->delivery_id, now, &n_moved, &error)
                               : ff_outbox_leave (outbox, deed->run_id, deed->delivery_id, now, &n_moved, &error));

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FfResultsPage *self = FF_RESULTS_PAGE (source);
  const Deed *deed = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->n_reading--;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_error (self, error);
      return;
    }

  /* The sums that an ended sender remembers are old now; it counts afresh when it goes on. */
  if (deed->again)
    set_sender (self, ff_dispatch_resume (self->dispatch, deed->run_id, get_campaign_id (self)));
  else
    set_sender (self, NULL);
  self->rest_until = 0;
  read_report (self);
}

static void
decide (Decision *decision,
        gboolean  again)
{
  FfResultsPage *self = decision->page;
  g_autoptr (GTask) task = g_task_new (self, NULL, decided_cb, NULL);
  Deed *deed = g_new0 (Deed, 1);

  deed->outbox_path = g_strdup (ff_dispatch_get_outbox_path (self->dispatch));
  deed->run_id = g_strdup (decision->run_id);
  deed->delivery_id = decision->delivery_id;
  deed->again = again;
  g_task_set_task_data (task, deed, deed_free);
  self->n_reading++;
  g_task_run_in_thread (task, decide_work);
}

static void
send_again_cb (AdwMessageDialog *dialog,
               const char       *response,
               Decision         *decision)
{
  decide (decision, TRUE);
}

static void
leave_cb (AdwMessageDialog *dialog,
          const char       *response,
          Decision         *decision)
{
  decide (decision, FALSE);
}

static gint64
get_n_decided (FfResultsPage *self)
{
  const FfBooks *books = get_books (self);

  if (ff_record_view_get_selected (self->recipients) != NULL)
    return 1;

  return books != NULL ? books->states[FF_DELIVERY_UNCONFIRMED] : 0;
}

static void
send_again_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);
  gint64 n = get_n_decided (self);
  g_autofree char *number = ff_count_format (n);
  g_autofree char *heading = g_strdup_printf (ngettext ("Send %s Message Again?", "Send %s Messages Again?", (gulong) n),
                                              number);

  ask_person (self, heading,
              _("The request left, and no answer came. Who got the message then would get it a second time."),
              _("_Send Again"), G_CALLBACK (send_again_cb), decision_new (self));
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);
  gint64 n = get_n_decided (self);
  g_autofree char *number = ff_count_format (n);
  g_autofree char *heading = g_strdup_printf (ngettext ("Leave %s Message?", "Leave %s Messages?", (gulong) n), number);

  ask_person (self, heading,
              _("It counts as not sent from then on. Who did not get the message will not get it in this run."),
              _("_Leave"), G_CALLBACK (leave_cb), decision_new (self));
}

static void
show_all_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  set_filter (FF_RESULTS_PAGE (widget), -1);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  read_runs (FF_RESULTS_PAGE (widget));
}

/* ---- Life. */

static void
schema_cb (FfResultsPage *self)
{
  ff_delivery_source_set_schema (self->source, ff_draft_get_schema (self->draft));
}

static void
ff_results_page_map (GtkWidget *widget)
{
  FfResultsPage *self = FF_RESULTS_PAGE (widget);

  GTK_WIDGET_CLASS (ff_results_page_parent_class)->map (widget);
  if (self->n_reading == 0)
    read_runs (self);
}

static void
ff_results_page_dispose (GObject *object)
{
  FfResultsPage *self = FF_RESULTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  set_sender (self, NULL);
  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_data (ff_delivery_source_get_list (self->source), self);
      ff_delivery_source_close (self->source);
    }
  if (self->progress_list != NULL)
    ff_record_list_clear (self->progress_list);
  self->setting = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_RESULTS_PAGE);
  g_clear_object (&self->source);
  g_clear_object (&self->progress_list);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_results_page_parent_class)->dispose (object);
}

static void
ff_results_page_finalize (GObject *object)
{
  FfResultsPage *self = FF_RESULTS_PAGE (object);

  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->report, ff_run_report_unref);
  g_clear_object (&self->cancellable);
  g_free (self->run_id);

  G_OBJECT_CLASS (ff_results_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, state_pill);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, state_image);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, done_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, planned_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, run_drop);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, resume_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, resume_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, reason_revealer);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, accepted_tile);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, refused_tile);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, unconfirmed_tile);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, waiting_tile);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, not_sent_tile);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, chart_stack);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, activity_table);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, recipients_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, inbox_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, list_number_label);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, unconfirmed_box);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, leave_button);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, recipients_bin);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, inbox_bin);
  gtk_widget_class_bind_template_child (widget_class, FfResultsPage, nobody_label);
}

static void
ff_results_page_class_init (FfResultsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_results_page_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_results_page_finalize;
  widget_class->map = ff_results_page_map;

  g_type_ensure (FF_TYPE_TILE);
  g_type_ensure (FF_TYPE_REFLOW);
  g_type_ensure (FF_TYPE_PROGRESS_CHART);
  g_type_ensure (FF_TYPE_ACTIVITY_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "results-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, run_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tile_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, chart_toggled_cb);

  gtk_widget_class_install_action (widget_class, "results.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "results.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "results.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "results.send-again", NULL, send_again_action);
  gtk_widget_class_install_action (widget_class, "results.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "results.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "results.refresh", NULL, refresh_action);
}

static void
ff_results_page_init (FfResultsPage *self)
{
  self->filter = -1;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->tiles[0] = (Tile) { FF_DELIVERY_ACCEPTED, self->accepted_tile };
  self->tiles[1] = (Tile) { FF_DELIVERY_REFUSED, self->refused_tile };
  self->tiles[2] = (Tile) { FF_DELIVERY_UNCONFIRMED, self->unconfirmed_tile };
  self->tiles[3] = (Tile) { FF_DELIVERY_WAITING, self->waiting_tile };
  self->tiles[4] = (Tile) { FF_DELIVERY_NOT_SENT, self->not_sent_tile };
}

static void
add_recipients (FfResultsPage *self)
{
  FfRecordList *list;

  self->source = ff_delivery_source_new (ff_dispatch_get_outbox_path (self->dispatch));
  list = ff_delivery_source_get_list (self->source);
  self->recipients = FF_RECORD_VIEW (ff_record_view_new (list, _("Recipients")));
  ff_record_view_add_column (self->recipients, _("Time"), FF_DELIVERY_CELL_TIME, FF_RECORD_COLUMN_DIMMED, 9, NULL);
  ff_record_view_add_column (self->recipients, _("Recipient"), FF_DELIVERY_CELL_RECIPIENT, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (self->recipients, _("Address"), FF_DELIVERY_CELL_ADDRESS, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (self->recipients, _("Activity"), FF_DELIVERY_CELL_ACTIVITY, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (self->recipients, _("State"), FF_DELIVERY_CELL_STATE, 0, 13, ff_delivery_get_mark);
  ff_record_view_add_column (self->recipients, _("Gateway Answer"), FF_DELIVERY_CELL_ANSWER, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (self->recipients, _("Tries"), FF_DELIVERY_CELL_TRIES, FF_RECORD_COLUMN_NUMBER, 5, NULL);
  adw_bin_set_child (self->recipients_bin, GTK_WIDGET (self->recipients));
  g_signal_connect_swapped (list, "answered", G_CALLBACK (show_list), self);
  g_signal_connect_swapped (self->recipients, "selected", G_CALLBACK (show_list_head), self);
}

static void
add_progress_table (FfResultsPage *self)
{
  FfRecordView *view;

  self->progress_list = ff_record_list_new (load_progress, self, 1000);
  view = FF_RECORD_VIEW (ff_record_view_new (self->progress_list, _("Messages over time")));
  ff_record_view_add_column (view, _("Time"), 0, FF_RECORD_COLUMN_WIDE, 0, NULL);
  ff_record_view_add_column (view, _("Handled"), 1, FF_RECORD_COLUMN_NUMBER, 10, NULL);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (view));
}

/**
 * ff_results_page_new:
 * @draft: the open campaign
 * @keeper: the library, whose outbox holds the runs
 *
 * Returns: the Results view of a campaign
 */
GtkWidget *
ff_results_page_new (FfDraft  *draft,
                     FfKeeper *keeper)
{
  FfResultsPage *self = g_object_new (FF_TYPE_RESULTS_PAGE, NULL);

  self->draft = g_object_ref (draft);
  self->dispatch = g_object_ref (ff_dispatch_get (keeper));
  add_recipients (self);
  add_progress_table (self);
  self->inbox = FF_INBOX_VIEW (ff_inbox_view_new (self->dispatch));
  adw_bin_set_child (self->inbox_bin, GTK_WIDGET (self->inbox));

  g_signal_connect_object (self->inbox, "changed", G_CALLBACK (show_list_head), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dispatch, "started", G_CALLBACK (started_cb), self, 0);
  g_signal_connect_object (self->dispatch, "settled", G_CALLBACK (settled_cb), self, 0);
  g_signal_connect_object (draft, "planned", G_CALLBACK (schema_cb), self, G_CONNECT_SWAPPED);
  schema_cb (self);

  return GTK_WIDGET (self);
}

const char *
ff_results_page_get_run (FfResultsPage *self)
{
  return self->run_id;
}

gboolean
ff_results_page_is_up_to_date (FfResultsPage *self)
{
  return self->n_reading == 0 && self->rest_source == 0 &&
         !ff_record_list_is_loading (ff_delivery_source_get_list (self->source));
}
