/* What would be sent, to whom and by whom; and the deed itself. Main thread; numbers, messages and the freeze are the
 * engine's worker's.
 *
 * Review is read while the page is shown, after the counts are there, and again when the campaign or the data changed.
 * What is confirmed is the launch that was reviewed: what is edited during the hold belongs to the next one. */

#include "ui/review/ff-review-page.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "model/ff-graph.h"
#include "runner/ff-known-gateways.h"
#include "ui/ff-reflow.h"
#include "ui/ff-settings.h"
#include "ui/results/ff-dispatch.h"
#include "ui/review/ff-check-list.h"
#include "ui/review/ff-confirm.h"
#include "ui/review/ff-hold.h"
#include "ui/review/ff-ladder.h"
#include "ui/review/ff-launch-work.h"
#include "ui/review/ff-preview-pane.h"
#include "ui/review/ff-reason-window.h"
#include "ui/review/ff-review-words.h"

#define N_PREVIEWS 20

/* Numbers older than this are counted again when the page is opened, and are not sent by. */
#define FRESH_USEC (2 * 60 * G_USEC_PER_SEC)
#define STALE_USEC (10 * 60 * G_USEC_PER_SEC)

struct _FfReviewPage
{
  AdwBin         parent_instance;

  FfDraft       *draft;
  FfDispatch    *dispatch;
  int            hold_seconds;      /* -1: as the preferences say */

  FfLaunch      *launch;            /* of @reviewed; nullable */
  FfReview      *review;            /* of @launch; nullable: not here yet */
  GError        *error;             /* why there is none; nullable */
  char          *reviewed;          /* which document and data @launch is of */
  FfPlan        *reviewed_plan;     /* named in @reviewed by its address, which no other takes meanwhile; nullable */
  GCancellable  *reviewing;         /* nullable: nothing is being read */
  GCancellable  *previewing;        /* nullable */
  GCancellable  *preparing;         /* nullable */

  FfLaunch      *agreed;            /* confirmed, and held or being prepared; nullable */
  gint64         n_agreed;
  FfJson        *accepted;          /* warnings accepted with it */
  gint64         n_before;          /* what was confirmed when it had changed; -1 */

  GtkRevealer   *notice_revealer;
  GtkLabel      *notice_label;
  FfCheckList   *checks;
  GtkSpinner    *spinner;
  GtkLabel      *taken_label;
  GtkStack      *ladder_stack;
  GtkLabel      *words_label;
  GtkWidget     *retry_button;
  FfLadder      *ladder;
  GtkWidget     *gateways_box;
  GtkListBox    *gateways_list;
  FfPreviewPane *preview;
  GtkStack      *bar_stack;
  GtkLabel      *left_label;
  GtkLabel      *gateway_label;
  GtkButton     *deed_button;
  FfHold        *hold;
};

G_DEFINE_FINAL_TYPE (FfReviewPage, ff_review_page, ADW_TYPE_BIN)

static void read_review (FfReviewPage *self);

/* ---- Notices. */

static void
show_notice (FfReviewPage *self,
             const char   *text)
{
  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_revealer), text != NULL);
  gtk_revealer_set_reveal_child (self->notice_revealer, text != NULL);
}

static void
dismiss_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  show_notice (FF_REVIEW_PAGE (widget), NULL);
}

/* ---- Time and gateways. */

static GtkWidget *
add_row (FfReviewPage *self,
         const char   *icon,
         const char   *title,
         const char   *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *subtitle_label = gtk_label_new (subtitle);

  gtk_widget_add_css_class (image, "ff-dim");
  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_wrap (GTK_LABEL (title_label), TRUE);
  gtk_widget_add_css_class (title_label, "ff-strong");
  gtk_label_set_xalign (GTK_LABEL (subtitle_label), 0);
  gtk_label_set_wrap (GTK_LABEL (subtitle_label), TRUE);
  gtk_widget_add_css_class (subtitle_label, "ff-dim");
  gtk_widget_add_css_class (subtitle_label, "ff-small");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title_label);
  gtk_box_append (GTK_BOX (words), subtitle_label);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->gateways_list, row);

  return box;
}

static void
add_time (FfReviewPage *self)
{
  FfPlanContext *context = ff_draft_get_context (self->draft);
  const char *zone = context != NULL ? g_time_zone_get_identifier (context->zone) : "UTC";
  int seconds = self->hold_seconds >= 0 ? self->hold_seconds : g_settings_get_int (ff_settings_get (), "hold-seconds");
  /* Translators: when a send begins; %s is a time zone. */
  g_autofree char *title = g_strdup_printf (_("Now, %s"), zone);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("It begins %d second after you confirm",
                                                         "It begins %d seconds after you confirm", (gulong) seconds),
                                               seconds);

  add_row (self, "x-office-calendar-symbolic", title, subtitle);
}

/* “6,193 emails, 3,846 text messages” of the activities that go through @gateway. */
static char *
dup_gateway_messages (FfReviewPage *self,
                      const char   *gateway)
{
  const char *const channels[] = { "email", "sms", "push", "letter" };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < G_N_ELEMENTS (channels); c++)
    {
      gint64 n = 0;
      gboolean found = FALSE;

      for (guint i = 0; i < ff_launch_get_n_channels (self->launch); i++)
        {
          FfChannel *channel = ff_launch_get_channel (self->launch, i);

          if (!g_str_equal (channel->gateway, gateway) || !g_str_equal (channel->channel, channels[c]))
            continue;

          found = TRUE;
          n += ff_review_get_books (self->review, i)->planned;
        }

      if (found)
        g_ptr_array_add (parts, ff_review_words_dup_kind (channels[c], n));
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}

static void
add_gateway (FfReviewPage *self,
             FfJson       *gateways,
             const char   *id)
{
  FfJson *gateway = ff_json_get_member (gateways, id);
  gboolean is_live = ff_json_get_member_boolean (gateway, "live", FALSE);
  const char *name = ff_json_get_member_string (gateway, "name", id);
  g_autofree char *messages = dup_gateway_messages (self, id);
  g_autofree char *subtitle = NULL;
  GtkWidget *box;
  GtkWidget *pill;

  if (is_live)
    subtitle = g_strdup (messages);
  else
    /* Translators: %s is “6,193 emails, 3,846 text messages”. */
    subtitle = g_strdup_printf (_("%s · contacts nobody"), messages);

  box = add_row (self, "ff-mail-symbolic", name, subtitle);
  /* Translators: in capitals, where the language has them: whether a gateway reaches people. */
  pill = gtk_label_new (is_live ? _("LIVE") : _("REHEARSAL"));
  gtk_widget_add_css_class (pill, "ff-gateway-pill");
  gtk_widget_add_css_class (pill, is_live ? "live" : "rehearsal");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), pill);
}

static void
show_gateways (FfReviewPage *self)
{
  g_autoptr (FfJson) gateways = ff_known_gateways_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *notes;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->gateways_list))) != NULL)
    gtk_list_box_remove (self->gateways_list, row);

  gtk_widget_set_visible (self->gateways_box, self->review != NULL);
  if (self->review == NULL)
    return;

  add_time (self);
  for (guint i = 0; i < ff_launch_get_n_channels (self->launch); i++)
    {
      const char *id = ff_launch_get_channel (self->launch, i)->gateway;

      if (g_hash_table_add (seen, (gpointer) id))
        add_gateway (self, gateways, id);
    }

  notes = ff_launch_get_notes (self->launch);
  for (guint i = 0; notes[i] != NULL; i++)
    add_row (self, "dialog-information-symbolic", notes[i], _("One pass does not wait"));
}

/* “Rehearsal, REHEARSAL” would say it twice. */
static char *
dup_gateways_words (FfReviewPage *self)
{
  g_autoptr (FfJson) gateways = ff_known_gateways_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ff_launch_get_n_channels (self->launch); i++)
    {
      const char *id = ff_launch_get_channel (self->launch, i)->gateway;
      FfJson *gateway = ff_json_get_member (gateways, id);

      if (!g_hash_table_add (seen, (gpointer) id))
        continue;

      if (ff_json_get_member_boolean (gateway, "live", FALSE))
        /* Translators: %s is the name of a gateway that reaches people. */
        g_ptr_array_add (words, g_strdup_printf (_("%s, LIVE"), ff_json_get_member_string (gateway, "name", id)));
      else
        g_ptr_array_add (words, g_strdup (_("the gateway for rehearsals (REHEARSAL)")));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

/* ---- The bar. */

/* Why the deed cannot be done now; NULL when it can. */
static char *
dup_refusal (FfReviewPage *self)
{
  guint n_problems = ff_check_list_get_n_problems (self->checks);
  guint n_open = ff_check_list_get_n_open (self->checks);

  if (n_problems > 0)
    return g_strdup_printf (ngettext ("Fix %u problem first", "Fix %u problems first", n_problems), n_problems);
  if (self->review == NULL)
    return g_strdup (self->error != NULL ? "" : _("Counting the messages"));
  if (ff_review_get_total (self->review)->planned == 0)
    return g_strdup (_("Nobody can be written to"));
  if (n_open > 0)
    return g_strdup_printf (ngettext ("Accept %u warning first", "Accept %u warnings first", n_open), n_open);

  return NULL;
}

static void
show_bar (FfReviewPage *self)
{
  g_autofree char *refusal = dup_refusal (self);
  g_autofree char *deed = NULL;
  gboolean is_live = self->launch != NULL && ff_launch_is_live (self->launch);

  if (self->review != NULL)
    deed = ff_review_words_dup_deed (self->launch, ff_review_get_total (self->review)->planned);

  gtk_button_set_label (self->deed_button, deed != NULL ? deed : _("Rehearse"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->deed_button), is_live ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->deed_button), is_live ? "destructive-action" : "suggested-action");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.launch", refusal == NULL && self->agreed == NULL);
  gtk_label_set_text (self->left_label, refusal != NULL ? refusal : "");

  if (self->review == NULL)
    gtk_label_set_text (self->gateway_label, "");
  else if (is_live)
    gtk_label_set_text (self->gateway_label, _("Goes to real people, LIVE"));
  else
    gtk_label_set_text (self->gateway_label, _("A rehearsal: nobody is contacted"));
}

/* ---- What is shown. */

static void
show_words (FfReviewPage *self,
            const char   *text,
            gboolean      can_retry)
{
  gtk_label_set_text (self->words_label, text);
  gtk_widget_set_visible (self->retry_button, can_retry);
  gtk_stack_set_visible_child_name (self->ladder_stack, "words");
}

static void
show_numbers (FfReviewPage *self)
{
  gboolean is_reading = self->reviewing != NULL;

  gtk_spinner_set_spinning (self->spinner, is_reading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_reading);
  gtk_widget_set_opacity (GTK_WIDGET (self->ladder), is_reading ? 0.55 : 1);

  if (self->review != NULL)
    {
      g_autoptr (GDateTime) then =
        g_date_time_new_from_unix_local (ff_review_get_taken_at (self->review) / G_USEC_PER_SEC);
      g_autofree char *time = g_date_time_format (then, "%H:%M");
      /* Translators: %s is a time. */
      g_autofree char *taken = g_strdup_printf (_("as of %s · every number opens its people"), time);

      gtk_label_set_text (self->taken_label, taken);
      ff_ladder_set (self->ladder, self->launch, self->review);
      gtk_stack_set_visible_child_name (self->ladder_stack, "ladder");
      return;
    }

  gtk_label_set_text (self->taken_label, "");
  if (g_error_matches (self->error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_PROBLEMS))
    show_words (self, _("Counted once no problem is left."), FALSE);
  else if (self->error != NULL)
    show_words (self, self->error->message, self->error->domain != FF_RUNNER_ERROR);
  else
    show_words (self, _("Counting who can be written to."), FALSE);
}

static void
show_all (FfReviewPage *self)
{
  ff_check_list_set (self->checks, self->draft);
  show_numbers (self);
  show_gateways (self);
  show_bar (self);
}

/* ---- Messages. */

static void
previews_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (FfReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) previews = ff_launch_work_preview_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL ||
      g_task_get_cancellable (G_TASK (result)) != self->previewing)
    return;

  g_clear_object (&self->previewing);
  if (previews != NULL)
    ff_preview_pane_set (self->preview, previews, previews->len < N_PREVIEWS);
  else
    ff_preview_pane_set_error (self->preview, error->message);
}

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
read_previews (FfReviewPage *self)
{
  FfChannel *channel = ff_preview_pane_get_channel (self->preview);

  cancel (&self->previewing);
  if (channel == NULL || self->review == NULL)
    return;

  self->previewing = g_cancellable_new ();
  ff_preview_pane_set (self->preview, NULL, FALSE);
  ff_launch_work_preview_async (ff_draft_get_engine (self->draft), channel, ff_draft_get_context (self->draft), N_PREVIEWS,
                                self->previewing, previews_read_cb, g_object_ref (self));
}

/* ---- Numbers. */

/* A count that changed between review and freeze stopped the run; here is by how much. */
static void
tell_change (FfReviewPage *self)
{
  gint64 now = ff_review_get_total (self->review)->planned;
  g_autofree char *change = NULL;
  g_autofree char *text = NULL;

  if (self->n_before < 0)
    return;

  change = ff_review_words_dup_change (self->n_before, now);
  /* Translators: %s is “11,970 instead of 11,975 (−5)”. */
  text = g_strdup_printf (_("The number of messages changed after you confirmed: %s. Nothing was sent. Look at the numbers again."),
                          change);
  show_notice (self, text);
  self->n_before = -1;
}

static void
review_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FfReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  FfReview *review = ff_launch_work_review_finish (result, &error);

  /* An answer to an older question is nobody's. */
  if (self->draft == NULL || g_task_get_cancellable (G_TASK (result)) != self->reviewing)
    {
      g_clear_pointer (&review, ff_review_unref);
      return;
    }

  g_clear_object (&self->reviewing);
  g_clear_pointer (&self->review, ff_review_unref);
  self->review = review;
  if (review == NULL)
    self->error = g_steal_pointer (&error);
  else
    tell_change (self);

  show_all (self);
  read_previews (self);
}

/* What makes a review another one: the document's tables, and the data they are made of. */
static char *
dup_wanted (FfReviewPage *self)
{
  FfCounts *counts = ff_draft_get_counts (self->draft);

  return g_strdup_printf ("%p %s %" G_GINT64_FORMAT, (gpointer) ff_draft_get_plan (self->draft),
                          counts != NULL ? ff_counts_get_data_version (counts) : "",
                          counts != NULL ? ff_counts_get_taken_at (counts) : 0);
}

static void
forget (FfReviewPage *self)
{
  cancel (&self->reviewing);
  cancel (&self->previewing);
  g_clear_error (&self->error);
  g_clear_pointer (&self->launch, ff_launch_unref);
  g_clear_pointer (&self->review, ff_review_unref);
}

static void
read_review (FfReviewPage *self)
{
  g_autoptr (FfJson) gateways = ff_known_gateways_new ();
  FfPlan *plan = ff_draft_get_plan (self->draft);

  g_free (self->reviewed);
  self->reviewed = dup_wanted (self);
  g_clear_pointer (&self->reviewed_plan, ff_plan_unref);
  self->reviewed_plan = plan != NULL ? ff_plan_ref (plan) : NULL;
  forget (self);

  if (plan == NULL)
    {
      g_autofree char *store_error = NULL;

      g_object_get (self->draft, "store-error", &store_error, NULL);
      if (store_error != NULL)
        self->error = g_error_new_literal (FF_STORE_ERROR, FF_STORE_ERROR_UNREACHABLE, store_error);
      ff_preview_pane_set_launch (self->preview, NULL);
      show_all (self);
      return;
    }

  self->launch = ff_launch_new (ff_draft_get_campaign (self->draft), ff_draft_get_context (self->draft), plan,
                                ff_draft_get_problems (self->draft), gateways, &self->error);
  ff_preview_pane_set_launch (self->preview, self->launch);
  if (self->launch != NULL)
    {
      ff_preview_pane_set (self->preview, NULL, FALSE);
      self->reviewing = g_cancellable_new ();
      ff_launch_work_review_async (ff_draft_get_engine (self->draft), self->launch,
                                   ff_dispatch_get_outbox_path (self->dispatch), self->reviewing, review_read_cb,
                                   g_object_ref (self));
    }

  show_all (self);
}

/* The draft is at rest: counts are there and of this document. */
static gboolean
is_at_rest (FfReviewPage *self)
{
  gboolean counting;

  g_object_get (self->draft, "counting", &counting, NULL);
  return !counting;
}

static void
look_again (FfReviewPage *self)
{
  g_autofree char *wanted = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->agreed != NULL)
    return;

  wanted = dup_wanted (self);
  if (g_strcmp0 (wanted, self->reviewed) == 0)
    return;

  if (is_at_rest (self))
    read_review (self);
  else
    ff_check_list_set (self->checks, self->draft);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  FfReviewPage *self = FF_REVIEW_PAGE (widget);

  g_clear_pointer (&self->reviewed, g_free);
  ff_draft_recount (self->draft);
  look_again (self);
}

/* How long ago “now” was for what is shown. */
static gint64
get_age (FfReviewPage *self)
{
  FfPlanContext *context = ff_draft_get_context (self->draft);

  return context != NULL ? ff_clock_get_now (ff_clock_get_wall ()) - context->now_usec : 0;
}

/* ---- The deed: confirm, hold, freeze, send. */

static void
end_deed (FfReviewPage *self)
{
  g_clear_pointer (&self->agreed, ff_launch_unref);
  g_clear_pointer (&self->accepted, ff_json_unref);
  g_clear_object (&self->preparing);
  gtk_stack_set_visible_child_name (self->bar_stack, "deed");
  show_bar (self);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FfReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = ff_launch_work_prepare_finish (result, &error);

  if (self->draft == NULL)
    return;

  if (g_error_matches (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED))
    {
      self->n_before = self->n_agreed;
      end_deed (self);
      read_review (self);
      return;
    }

  end_deed (self);
  if (run_id == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          /* Translators: %s is a sentence that says why. */
          g_autofree char *text = g_strdup_printf (_("Nothing was sent. %s"), error->message);

          show_notice (self, text);
        }
      return;
    }

  ff_dispatch_start (self->dispatch, run_id, ff_campaign_get_id (ff_draft_get_campaign (self->draft)));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s", "results");
}

static void
hold_ended_cb (FfReviewPage *self)
{
  self->preparing = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->bar_stack, "working");
  ff_launch_work_prepare_async (ff_draft_get_engine (self->draft), self->agreed,
                                ff_dispatch_get_outbox_path (self->dispatch),
                                ff_clock_get_now (ff_clock_get_wall ()), self->n_agreed, self->accepted,
                                self->preparing, prepared_cb, g_object_ref (self));
}

static void
hold_undone_cb (FfReviewPage *self)
{
  end_deed (self);
  show_notice (self, _("Undone. Nothing was sent."));
  gtk_widget_grab_focus (GTK_WIDGET (self->deed_button));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FfReviewPage *self = FF_REVIEW_PAGE (widget);

  if (self->preparing != NULL)
    g_cancellable_cancel (self->preparing);
}

static int
get_hold (FfReviewPage *self)
{
  return self->hold_seconds >= 0 ? self->hold_seconds : g_settings_get_int (ff_settings_get (), "hold-seconds");
}

/**
 * ff_review_page_confirm:
 * @self: a page whose deed can be done
 *
 * The person agreed to the number that is shown.
 */
void
ff_review_page_confirm (FfReviewPage *self)
{
  g_autofree char *refusal = dup_refusal (self);
  g_autofree char *deed = NULL;

  /* The alert may have been open while the campaign changed. */
  if (refusal != NULL || self->agreed != NULL)
    return;

  self->agreed = ff_launch_ref (self->launch);
  self->n_agreed = ff_review_get_total (self->review)->planned;
  self->accepted = ff_check_list_dup_accepted (self->checks);
  deed = ff_review_words_dup_deed (self->agreed, self->n_agreed);

  show_notice (self, NULL);
  gtk_stack_set_visible_child_name (self->bar_stack, "hold");
  ff_hold_start (self->hold, deed, get_hold (self));
  show_bar (self);
}

typedef struct
{
  FfReviewPage *page;
  FfLaunch     *launch;   /* that the alert showed */
} Agreement;

static void
agreement_free (gpointer data)
{
  Agreement *self = data;

  g_object_unref (self->page);
  ff_launch_unref (self->launch);
  g_free (self);
}

static void
agreed_cb (gpointer user_data)
{
  Agreement *agreement = user_data;

  if (agreement->page->launch == agreement->launch)
    ff_review_page_confirm (agreement->page);
  else if (agreement->page->draft != NULL)
    show_notice (agreement->page, _("The campaign changed while you were asked. Nothing was sent. Look at the numbers again."));
}

static void
launch_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FfReviewPage *self = FF_REVIEW_PAGE (widget);
  g_autofree char *question = NULL;
  g_autofree char *deed = NULL;
  g_autofree char *gateways = NULL;
  FfConfirmation confirmation;
  Agreement *agreement;

  if (self->review == NULL)
    return;

  if (get_age (self) > STALE_USEC)
    {
      show_notice (self, _("The numbers were more than ten minutes old and are being counted again."));
      ff_draft_recount (self->draft);
      return;
    }

  confirmation = (FfConfirmation) {
    .campaign = ff_campaign_get_name (ff_draft_get_campaign (self->draft)),
    .n = ff_review_get_total (self->review)->planned,
    .is_live = ff_launch_is_live (self->launch),
    .hold_seconds = get_hold (self),
  };
  confirmation.question = question = ff_review_words_dup_question (self->launch, confirmation.n);
  confirmation.deed = deed = ff_review_words_dup_deed (self->launch, confirmation.n);
  confirmation.gateways = gateways = dup_gateways_words (self);
  confirmation.must_type = confirmation.is_live &&
                           confirmation.n > g_settings_get_int (ff_settings_get (), "confirm-limit");

  agreement = g_new0 (Agreement, 1);
  agreement->page = g_object_ref (self);
  agreement->launch = ff_launch_ref (self->launch);
  ff_confirm_ask (widget, &confirmation, agreed_cb, agreement, agreement_free);
}

/* ---- To the design. */

static void
show_setting_cb (FfCheckList  *checks,
                 const char   *activity,
                 const char   *pointer,
                 FfReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "campaign.show-setting", "(ss)", activity, pointer);
}

static void
show_audience (FfReviewPage *self,
               const char   *activity)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (ff_draft_get_campaign (self->draft), activity, "in");
  const FfTransition *transition = inbound->len > 0 ? inbound->pdata[0] : NULL;

  if (transition == NULL)
    return;

  g_settings_set_boolean (ff_settings_get (), "show-people", TRUE);
  ff_draft_set_active (self->draft, transition->from, transition->from_port);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "s", "design");
}

static void
show_people_cb (FfLadder     *ladder,
                guint         channel,
                int           reason,
                FfReviewPage *self)
{
  if (reason == FF_LADDER_AUDIENCE)
    show_audience (self, ff_launch_get_channel (self->launch, channel)->activity);
  else
    gtk_window_present (GTK_WINDOW (ff_reason_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->draft, self->launch,
                                                          ff_dispatch_get_outbox_path (self->dispatch), channel, (FfReason) reason)));
}

/* ---- Life. */

static void
ff_review_page_map (GtkWidget *widget)
{
  FfReviewPage *self = FF_REVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (ff_review_page_parent_class)->map (widget);
  if (get_age (self) > FRESH_USEC)
    ff_draft_recount (self->draft);
  look_again (self);
}

/* A hold that nobody sees is no hold. */
static void
ff_review_page_unmap (GtkWidget *widget)
{
  FfReviewPage *self = FF_REVIEW_PAGE (widget);

  ff_hold_undo (self->hold);
  GTK_WIDGET_CLASS (ff_review_page_parent_class)->unmap (widget);
}

static void
ff_review_page_dispose (GObject *object)
{
  FfReviewPage *self = FF_REVIEW_PAGE (object);

  forget (self);
  cancel (&self->preparing);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->agreed, ff_launch_unref);
  g_clear_pointer (&self->accepted, ff_json_unref);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_review_page_parent_class)->dispose (object);
}

static void
ff_review_page_finalize (GObject *object)
{
  FfReviewPage *self = FF_REVIEW_PAGE (object);

  g_free (self->reviewed);
  g_clear_pointer (&self->reviewed_plan, ff_plan_unref);

  G_OBJECT_CLASS (ff_review_page_parent_class)->finalize (object);
}

static void
ff_review_page_class_init (FfReviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_review_page_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_review_page_finalize;
  widget_class->map = ff_review_page_map;
  widget_class->unmap = ff_review_page_unmap;

  g_type_ensure (FF_TYPE_REFLOW);
  g_type_ensure (FF_TYPE_CHECK_LIST);
  g_type_ensure (FF_TYPE_LADDER);
  g_type_ensure (FF_TYPE_PREVIEW_PANE);
  g_type_ensure (FF_TYPE_HOLD);
  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, checks);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, taken_label);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, ladder_stack);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, words_label);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, ladder);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, gateways_box);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, gateways_list);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, bar_stack);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, left_label);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, gateway_label);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, deed_button);
  gtk_widget_class_bind_template_child (widget_class, FfReviewPage, hold);

  gtk_widget_class_install_action (widget_class, "review.launch", NULL, launch_action);
  gtk_widget_class_install_action (widget_class, "review.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "review.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "review.dismiss", NULL, dismiss_action);
}

static void
ff_review_page_init (FfReviewPage *self)
{
  self->hold_seconds = -1;
  self->n_before = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->checks, "show-setting", G_CALLBACK (show_setting_cb), self, 0);
  g_signal_connect_object (self->checks, "accepted", G_CALLBACK (show_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ladder, "people", G_CALLBACK (show_people_cb), self, 0);
  g_signal_connect_object (self->preview, "channel-changed", G_CALLBACK (read_previews), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hold, "ended", G_CALLBACK (hold_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hold, "undone", G_CALLBACK (hold_undone_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ff_review_page_new:
 * @draft: the open campaign
 * @keeper: the library, whose outbox takes the run
 *
 * Returns: the Review view of a campaign
 */
GtkWidget *
ff_review_page_new (FfDraft  *draft,
                    FfKeeper *keeper)
{
  FfReviewPage *self = g_object_new (FF_TYPE_REVIEW_PAGE, NULL);

  self->draft = g_object_ref (draft);
  self->dispatch = g_object_ref (ff_dispatch_get (keeper));
  g_signal_connect_object (draft, "planned", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "counted", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::store-error", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  show_all (self);

  return GTK_WIDGET (self);
}

void
ff_review_page_set_hold (FfReviewPage *self,
                         int           seconds)
{
  self->hold_seconds = seconds;
}

gboolean
ff_review_page_is_ready (FfReviewPage *self)
{
  return self->reviewed != NULL && self->reviewing == NULL && self->previewing == NULL &&
         (self->review != NULL || self->error != NULL);
}

gint64
ff_review_page_get_planned (FfReviewPage *self)
{
  return self->review != NULL ? ff_review_get_total (self->review)->planned : -1;
}
