/* One pass of a campaign: evaluate, save, prepare. The value is made on the
 * main thread; review and prepare run where the store was opened. */

#include "runner/ff-launch.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "base/ff-hash.h"
#include "base/ff-id.h"
#include "db/ff-sqlite.h"
#include "model/ff-document.h"
#include "model/ff-graph.h"
#include "runner/ff-channel-rows.h"
#include "runner/ff-remember.h"
#include "send/ff-gate.h"
#include "send/ff-preparation.h"

G_DEFINE_QUARK (ff-runner-error-quark, ff_runner_error)

typedef struct
{
  char     *activity;
  char     *name;
  gboolean  replace;
  FfFlow    input;
} Saving;

/* What stops the run unless its number is as expected. */
typedef struct
{
  char      *activity;
  char      *title;
  FfJson    *settings;
  gboolean (*check) (FfJson *settings, gint64 n, gint64 n_before, char **out_reason);
} Guarding;

struct _FfLaunch
{
  gatomicrefcount  ref_count;
  char            *campaign_id;
  char            *campaign_name;
  gint64           version;    /* hash of the document: another one is another launch */
  gint64           now_usec;
  GTimeZone       *zone;
  char            *zone_name;
  FfPlan          *plan;
  FfJson          *gateways;
  GPtrArray       *channels;  /* of FfChannel */
  GPtrArray       *savings;   /* of Saving */
  GPtrArray       *guards;    /* of Guarding */
  GPtrArray       *memories;  /* of ff_remember_list () */
  char           **notes;
};

struct _FfReview
{
  gatomicrefcount  ref_count;
  gint64           taken_at;
  GPtrArray       *books;     /* of FfBooks, one per channel */
  FfBooks         *total;
};

static void
guarding_free (Guarding *self)
{
  g_free (self->activity);
  g_free (self->title);
  ff_json_unref (self->settings);
  g_free (self);
}

static void
saving_free (Saving *self)
{
  g_free (self->activity);
  g_free (self->name);
  g_free (self);
}

/**
 * ff_launch_ref:
 * @self: a launch; from any thread
 *
 * Returns: @self
 */
FfLaunch *
ff_launch_ref (FfLaunch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ff_launch_unref:
 * @self: a launch; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_launch_unref (FfLaunch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->campaign_id);
  g_free (self->campaign_name);
  g_free (self->zone_name);
  g_time_zone_unref (self->zone);
  ff_plan_unref (self->plan);
  g_clear_pointer (&self->gateways, ff_json_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->savings, g_ptr_array_unref);
  g_clear_pointer (&self->guards, g_ptr_array_unref);
  g_clear_pointer (&self->memories, g_ptr_array_unref);
  g_strfreev (self->notes);
  g_free (self);
}

/**
 * ff_launch_get_n_channels:
 * @self: a launch
 *
 * Returns: how many channel activities would send; 0 when it only saves audiences
 */
guint
ff_launch_get_n_channels (FfLaunch *self)
{
  return self->channels->len;
}

/**
 * ff_launch_get_channel:
 * @self: a launch
 * @index: from 0 on, below ff_launch_get_n_channels ()
 *
 * Returns: (transfer none): a channel activity that would send, in flow order
 */
FfChannel *
ff_launch_get_channel (FfLaunch *self,
                       guint     index)
{
  return self->channels->pdata[index];
}

/**
 * ff_launch_get_notes:
 * @self: a launch
 *
 * Returns: (transfer none): translated sentences about what this pass does
 *   otherwise than the campaign says, ending with %NULL
 */
const char *const *
ff_launch_get_notes (FfLaunch *self)
{
  return (const char *const *) self->notes;
}

static FfJson *
get_gateway (FfLaunch  *self,
             FfChannel *channel)
{
  return ff_json_get_member (self->gateways, channel->gateway);
}

/**
 * ff_launch_is_live:
 * @self: a launch
 *
 * Returns: whether a gateway of it reaches people
 */
gboolean
ff_launch_is_live (FfLaunch *self)
{
  for (guint i = 0; i < self->channels->len; i++)
    if (ff_json_get_member_boolean (get_gateway (self, self->channels->pdata[i]), "live", FALSE))
      return TRUE;

  return FALSE;
}

static void
add_savings (FfLaunch   *self,
             FfCampaign *campaign)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const FfPlanOutput *output;
      Saving *saving;

      if (!g_str_equal (activity->type, "save-audience") || activity->mode != FF_MODE_NORMAL)
        continue;

      output = ff_plan_find_output (self->plan, activity->id, "out");
      if (output == NULL || output->flow.step == NULL)
        continue;

      saving = g_new0 (Saving, 1);
      saving->activity = g_strdup (activity->id);
      saving->name = g_strdup (ff_json_get_member_string (activity->settings, "name", ""));
      saving->replace = !g_str_equal (ff_json_get_member_string (activity->settings, "how", "replace"), "append");
      saving->input = output->flow;
      g_ptr_array_add (self->savings, saving);
    }
}

/* What is checked before anything is prepared. */
static void
add_guards (FfLaunch   *self,
            FfCampaign *campaign)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const FfActivityType *type = ff_activity_type_find (activity->type);
      Guarding *guarding;

      if (type == NULL || type->check_count == NULL || activity->mode != FF_MODE_NORMAL)
        continue;

      guarding = g_new0 (Guarding, 1);
      guarding->activity = g_strdup (activity->id);
      guarding->title = ff_activity_dup_title (activity);
      guarding->settings = ff_fields_fill_settings (type->fields, activity->settings);
      guarding->check = type->check_count;
      g_ptr_array_add (self->guards, guarding);
    }
}

/* Whether nothing leaves but through the first port. */
static gboolean
goes_one_way (FfCampaign       *campaign,
              const FfActivity *activity)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, TRUE);

  for (guint t = 0; t < ff_campaign_get_n_transitions (campaign); t++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, t);

      if (g_str_equal (transition->from, activity->id) &&
          (outputs->len == 0 || !g_str_equal (transition->from_port, ((const FfOutput *) outputs->pdata[0])->id)))
        return FALSE;
    }

  return TRUE;
}

/* FALSE where a run would have to decide on its way. What one pass tells that it passes by is no decision where there is one way. */
static gboolean
check_one_pass (FfCampaign  *campaign,
                GError     **error)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const FfActivityType *type = ff_activity_type_find (activity->type);
      g_autofree char *title = NULL;

      if (type == NULL || !type->decides || activity->mode != FF_MODE_NORMAL ||
          (type->dup_pass_note != NULL && goes_one_way (campaign, activity)))
        continue;

      title = ff_activity_dup_title (activity);
      g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_DECIDES,
                   /* Translators: the title of an activity, and the name of its type, such as “Test”. */
                   _("“%s”: one pass cannot go through an activity of the type “%s”, which decides while a run goes on: bypass it"),
                   title, _(type->name));
      return FALSE;
    }

  return TRUE;
}

static char **
dup_notes (FfCampaign *campaign)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  guint n_types;
  const FfActivityType *const *types = ff_activity_types_get (&n_types);

  for (guint t = 0; t < n_types; t++)
    {
      g_autofree char *note = NULL;
      gulong n = 0;

      for (guint i = 0; types[t]->dup_pass_note != NULL && i < ff_campaign_get_n_activities (campaign); i++)
        n += g_str_equal (ff_campaign_get_activity (campaign, i)->type, types[t]->id);
      if (n == 0)
        continue;

      note = types[t]->dup_pass_note (n);
      g_strv_builder_add (notes, note);
    }

  return g_strv_builder_end (notes);
}

static gint64
hash_document (FfCampaign *campaign)
{
  g_autofree char *text = ff_document_print (campaign);

  return (gint64) (ff_hash_text (text, -1, 0) & G_MAXINT64);
}

/**
 * ff_launch_new:
 * @campaign: the document
 * @context: that @plan was made with
 * @plan: of the document as it is
 * @problems: (element-type FfProblem): of the same
 * @gateways: object: id → {"type", "settings", "name", "live"}
 * @error: an #FfRunnerError
 *
 * Returns: (nullable): what one pass will do, as a value for another thread
 */
FfLaunch *
ff_launch_new (FfCampaign     *campaign,
               FfPlanContext  *context,
               FfPlan         *plan,
               GPtrArray      *problems,
               FfJson         *gateways,
               GError        **error)
{
  g_autoptr (FfLaunch) self = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];

      if (problem->severity == FF_SEVERITY_PROBLEM)
        {
          const FfActivity *activity = ff_campaign_find_activity (campaign, problem->activity);
          g_autofree char *title = activity != NULL ? ff_activity_dup_title (activity)
                                                    : g_strdup (ff_campaign_get_name (campaign));

          g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_PROBLEMS, "“%s”: %s", title, problem->message);
          return NULL;
        }
    }

  if (!check_one_pass (campaign, error))
    return NULL;

  self = g_new0 (FfLaunch, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->campaign_id = g_strdup (ff_campaign_get_id (campaign));
  self->campaign_name = g_strdup (ff_campaign_get_name (campaign));
  self->version = hash_document (campaign);
  self->now_usec = context->now_usec;
  self->zone = g_time_zone_ref (context->zone);
  self->zone_name = g_strdup (g_time_zone_get_identifier (context->zone));
  self->plan = ff_plan_ref (plan);
  self->gateways = ff_json_ref (gateways);
  self->channels = ff_channels_list (campaign, context, plan);
  self->savings = g_ptr_array_new_with_free_func ((GDestroyNotify) saving_free);
  self->guards = g_ptr_array_new_with_free_func ((GDestroyNotify) guarding_free);
  self->notes = dup_notes (campaign);
  self->memories = ff_remember_list (campaign, context, plan);
  add_savings (self, campaign);
  add_guards (self, campaign);

  for (guint i = 0; i < self->channels->len; i++)
    {
      FfChannel *channel = self->channels->pdata[i];

      if (get_gateway (self, channel) == NULL)
        {
          g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_GATEWAY,
                       _("“%s” goes through the gateway “%s”, which is not there: choose another"),
                       channel->title, channel->gateway);
          return NULL;
        }
    }

  if (self->channels->len == 0 && self->savings->len == 0)
    {
      g_set_error_literal (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_NOTHING,
                           _("The campaign sends nothing: add an Email or SMS activity and join it"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* ---- What is done for one channel. */

/* What is sent, lent by @self and @channel, and the rows it is sent to. */
static FfRowSource *
open_channel (FfLaunch       *self,
              FfChannel      *channel,
              FfStore        *store,
              FfCounts       *counts,
              const char     *run_id,
              FfPreparation  *out_preparation,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (store, channel->input, counts);
  FfJson *gateway = get_gateway (self, channel);
  GArray *step_counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  gint64 n_rows = 0;

  *out_preparation = (FfPreparation) {
    .run_id = run_id,
    .activity_id = channel->activity,
    .label = channel->title,
    .channel = channel->channel,
    .gateway_id = channel->gateway,
    .gateway_type = ff_json_get_member_string (gateway, "type", "rehearsal"),
    .gateway_settings = ff_json_get_member (gateway, "settings"),
    .content = channel->content,
    .is_transactional = channel->is_transactional,
    .opted_out = channel->opted_out,
    .now_at = self->now_usec,
  };

  if (ff_store_has_step (store, fingerprint, step_counts) && step_counts->len > channel->input.output)
    n_rows = g_array_index (step_counts, FfStepCount, channel->input.output).n_keys;
  g_array_unref (step_counts);

  return ff_channel_rows_new (store, channel, fingerprint, n_rows, self->zone, cancellable, error);
}

typedef FfBooks *(*Prepare) (const FfPreparation  *preparation,
                             FfRowSource          *rows,
                             FfOutbox             *outbox,
                             GCancellable         *cancellable,
                             GError              **error);

static FfBooks *
prepare_channel (FfLaunch      *self,
                 FfChannel     *channel,
                 FfStore       *store,
                 FfCounts      *counts,
                 FfOutbox      *outbox,
                 const char    *run_id,
                 Prepare        prepare,
                 GCancellable  *cancellable,
                 GError       **error)
{
  FfPreparation preparation;
  g_autoptr (FfRowSource) rows = open_channel (self, channel, store, counts, run_id, &preparation, cancellable, error);

  return rows != NULL ? prepare (&preparation, rows, outbox, cancellable, error) : NULL;
}

static gboolean
check_counted (FfLaunch  *self,
               FfCounts  *counts,
               GError   **error)
{
  for (guint i = 0; i < ff_counts_get_n (counts); i++)
    {
      const FfCount *count = ff_counts_get (counts, i, NULL, NULL);

      if (count->failed)
        {
          g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED, "%s", count->reason);
          return FALSE;
        }
    }

  return TRUE;
}

/* Whether every guard lets this go on. */
static gboolean
check_guards (FfLaunch  *self,
              FfCounts  *counts,
              FfOutbox  *outbox,
              GError   **error)
{
  for (guint i = 0; i < self->guards->len; i++)
    {
      Guarding *guarding = self->guards->pdata[i];
      const FfCount *count = ff_counts_find (counts, guarding->activity, "out");
      g_autofree char *reason = NULL;
      gint64 n_before = -1;

      /* What nothing comes to stops nothing. */
      if (count == NULL || !count->known)
        continue;
      if (!ff_outbox_find_rows (outbox, self->campaign_id, guarding->activity, &n_before, error))
        return FALSE;
      if (guarding->check (guarding->settings, count->n_keys, n_before, &reason))
        continue;

      g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_GUARD,
                   /* Translators: the title of an activity, and why it stops the run. */
                   _("“%s” stops the run: %s. Nothing was sent."), guarding->title, reason);
      return FALSE;
    }

  return TRUE;
}

static gboolean
note_guards (FfLaunch    *self,
             FfCounts    *counts,
             FfOutbox    *outbox,
             const char  *run_id,
             GError     **error)
{
  for (guint i = 0; i < self->guards->len; i++)
    {
      Guarding *guarding = self->guards->pdata[i];
      const FfCount *count = ff_counts_find (counts, guarding->activity, "out");

      if (count != NULL && count->known &&
          !ff_outbox_set_journal (outbox, run_id, guarding->activity, "passed", count->n_keys, NULL, self->now_usec, error))
        return FALSE;
    }

  return TRUE;
}

/* Suppressions are judged by the gate, so it has to say what the store says. */
static gboolean
keep_gate (FfStore       *store,
           FfOutbox      *outbox,
           GCancellable  *cancellable,
           GError       **error)
{
  return ff_gate_synchronise (outbox, store, NULL, ff_clock_get_now (ff_clock_get_wall ()), NULL, cancellable, error);
}

/* ---- Review. */

/**
 * ff_review_ref:
 * @self: a review; from any thread
 *
 * Returns: @self
 */
FfReview *
ff_review_ref (FfReview *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ff_review_unref:
 * @self: a review; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_review_unref (FfReview *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->books);
  ff_books_free (self->total);
  g_free (self);
}

/**
 * ff_review_get_taken_at:
 * @self: a review
 *
 * Returns: when the snapshot of the data was taken, µs UTC
 */
gint64
ff_review_get_taken_at (FfReview *self)
{
  return self->taken_at;
}

/**
 * ff_review_get_books:
 * @self: a review
 * @channel: the channel's index in its launch
 *
 * Returns: (transfer none): from that channel's audience to its messages
 */
FfBooks *
ff_review_get_books (FfReview *self,
                     guint     channel)
{
  return self->books->pdata[channel];
}

/**
 * ff_review_get_total:
 * @self: a review
 *
 * Returns: (transfer none): the sum of all channels; a person whom two of them
 *   write to counts twice
 */
const FfBooks *
ff_review_get_total (FfReview *self)
{
  return self->total;
}

/**
 * ff_launch_review:
 * @self: what would be done
 * @store: on the thread that opened it
 * @outbox_path: whose gate is read
 * @cancellable: (nullable): stops it, in the database too
 * @error: of store or send
 *
 * Judges every row as preparation would, and writes nothing.
 *
 * Returns: (nullable): the ladder from audience to messages of each channel
 */
FfReview *
ff_launch_review (FfLaunch      *self,
                  FfStore       *store,
                  const char    *outbox_path,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (FfCounts) counts = ff_evaluate (store, self->plan, NULL, NULL, cancellable, error);
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfReview) review = NULL;

  if (counts == NULL || !check_counted (self, counts, error))
    return NULL;

  outbox = ff_outbox_open (outbox_path, FALSE, error);
  if (outbox == NULL || !check_guards (self, counts, outbox, error) || !keep_gate (store, outbox, cancellable, error))
    return NULL;

  review = g_new0 (FfReview, 1);
  g_atomic_ref_count_init (&review->ref_count);
  review->taken_at = ff_counts_get_taken_at (counts);
  review->books = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_books_free);
  review->total = g_new0 (FfBooks, 1);

  for (guint i = 0; i < self->channels->len; i++)
    {
      FfBooks *books = prepare_channel (self, self->channels->pdata[i], store, counts, outbox, "",
                                        ff_preparation_count, cancellable, error);

      if (books == NULL)
        return NULL;

      ff_books_add (review->total, books);
      g_ptr_array_add (review->books, books);
    }

  return g_steal_pointer (&review);
}

/**
 * ff_launch_list:
 * @self: what would be done
 * @store: on the thread that opened it
 * @outbox_path: whose gate is read
 * @channel: as ff_launch_get_channel () counts
 * @reason: why they get no message; %FF_REASON_NONE: those who get one
 * @cancellable: (nullable): stops it, in the database too
 * @error: of store or send
 *
 * Returns: (nullable) (element-type FfExcluded): who stands behind a number of
 *   the review, in the order of their keys but for those who lost an address to somebody later
 */
GPtrArray *
ff_launch_list (FfLaunch      *self,
                FfStore       *store,
                const char    *outbox_path,
                guint          channel,
                FfReason       reason,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (FfCounts) counts = ff_evaluate (store, self->plan, NULL, NULL, cancellable, error);
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfRowSource) rows = NULL;
  FfPreparation preparation;

  if (counts == NULL || !check_counted (self, counts, error))
    return NULL;

  outbox = ff_outbox_open (outbox_path, FALSE, error);
  if (outbox == NULL || !keep_gate (store, outbox, cancellable, error))
    return NULL;

  rows = open_channel (self, self->channels->pdata[channel], store, counts, "", &preparation, cancellable, error);

  return rows != NULL ? ff_preparation_list (&preparation, rows, outbox, reason, cancellable, error) : NULL;
}

/* ---- Prepare. */

static gboolean
save_audiences (FfLaunch      *self,
                FfStore       *store,
                FfCounts      *counts,
                FfOutbox      *outbox,
                const char    *run_id,
                GCancellable  *cancellable,
                GError       **error)
{
  for (guint i = 0; i < self->savings->len; i++)
    {
      Saving *saving = self->savings->pdata[i];
      g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (store, saving->input, counts);
      gint64 n = 0;

      if (!ff_store_write_audience (store, saving->input, fingerprint, saving->name, saving->replace, &n,
                                    cancellable, error))
        {
          g_prefix_error (error, _("Saving the audience “%s”: "), saving->name);
          return FALSE;
        }

      if (!ff_outbox_set_journal (outbox, run_id, saving->activity, "done", n, NULL, self->now_usec, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare_all (FfLaunch      *self,
             FfStore       *store,
             FfCounts      *counts,
             FfOutbox      *outbox,
             const char    *run_id,
             gint64         confirmed,
             FfBooks       *total,
             GCancellable  *cancellable,
             GError       **error)
{
  for (guint i = 0; i < self->channels->len; i++)
    {
      FfChannel *channel = self->channels->pdata[i];
      g_autoptr (FfBooks) books = prepare_channel (self, channel, store, counts, outbox, run_id,
                                                   ff_preparation_run, cancellable, error);

      if (books == NULL)
        {
          g_prefix_error (error, _("Preparing “%s”: "), channel->title);
          return FALSE;
        }

      ff_books_add (total, books);
      if (!ff_outbox_set_journal (outbox, run_id, channel->activity, "prepared", books->audience, NULL,
                                  self->now_usec, error))
        return FALSE;
    }

  if (confirmed >= 0 && total->planned != confirmed)
    {
      g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED,
                   _("%" G_GINT64_FORMAT " messages were confirmed, but now there are %" G_GINT64_FORMAT
                     ". Nothing was sent; look at the review again."),
                   confirmed, total->planned);
      return FALSE;
    }

  return save_audiences (self, store, counts, outbox, run_id, cancellable, error) &&
         ff_remember_all (self->memories, store, counts, cancellable, error);
}

/**
 * ff_launch_check_confirmed:
 * @books: of a run that is prepared
 * @confirmed: the number of messages a person agreed to, or -1: none was asked for
 * @error: %FF_RUNNER_ERROR_CHANGED, with both numbers
 *
 * Holds what a person agrees to now against what was frozen earlier, so that
 * going on with a launch needs the same number as starting it.
 *
 * Returns: %TRUE if it may be sent
 */
gboolean
ff_launch_check_confirmed (const FfBooks  *books,
                           gint64          confirmed,
                           GError        **error)
{
  if (confirmed < 0 || books->planned == confirmed)
    return TRUE;

  g_set_error (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED,
               _("%" G_GINT64_FORMAT " messages were confirmed, but this launch was prepared with %" G_GINT64_FORMAT
                 ". Nothing more was sent; confirm that number, or launch anew."),
               confirmed, books->planned);
  return FALSE;
}

/* Gives the run that this launch has already, or NULL inside. What was frozen for it is held against what is
 * confirmed now, as if it was prepared now. */
static gboolean
find_run (FfLaunch   *self,
          FfOutbox   *outbox,
          gint64      nominal_at,
          gint64      confirmed,
          char      **out_run_id,
          FfBooks   **out_books,
          GError    **error)
{
  g_autofree char *run_id = NULL;
  g_autoptr (FfBooks) books = NULL;

  if (!ff_outbox_find_run (outbox, self->campaign_id, self->version, nominal_at, &run_id, error))
    return FALSE;
  if (run_id == NULL)
    return TRUE;

  books = ff_outbox_get_books (outbox, run_id, NULL, error);
  if (books == NULL || !ff_launch_check_confirmed (books, confirmed, error))
    return FALSE;

  if (out_books != NULL)
    *out_books = g_steal_pointer (&books);
  *out_run_id = g_steal_pointer (&run_id);
  return TRUE;
}

/* In the transaction that the caller rolls back on failure. */
static char *
add_run (FfLaunch      *self,
         FfStore       *store,
         FfCounts      *counts,
         FfOutbox      *outbox,
         gint64         nominal_at,
         gint64         confirmed,
         FfBooks      **out_books,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autofree char *run_id = NULL;
  g_autoptr (FfBooks) total = g_new0 (FfBooks, 1);
  g_autoptr (FfRun) run = NULL;

  /* Another process may have launched it while this one was counting. */
  if (!find_run (self, outbox, nominal_at, confirmed, &run_id, out_books, error))
    return NULL;
  if (run_id != NULL)
    return g_steal_pointer (&run_id);

  run_id = ff_id_new ();
  run = ff_run_new (run_id, self->campaign_id, self->campaign_name, self->version, nominal_at, self->now_usec, self->zone_name);
  g_free (run->state);
  run->state = g_strdup ("sending");
  g_free (run->store);
  run->store = ff_store_dup_url (store);
  if (ff_store_get_model (store) != NULL)
    run->model = ff_json_ref (ff_data_model_get_json (ff_store_get_model (store)));
  if (!ff_outbox_add_run (outbox, run, error) ||
      !note_guards (self, counts, outbox, run_id, error) ||
      !prepare_all (self, store, counts, outbox, run_id, confirmed, total, cancellable, error))
    return NULL;

  if (out_books != NULL)
    *out_books = g_steal_pointer (&total);

  return g_steal_pointer (&run_id);
}

/**
 * ff_launch_prepare:
 * @self: what is to be done
 * @store: on the thread that opened it
 * @outbox_path: where the deliveries go
 * @nominal_at: which launch this is, µs UTC; the same one is prepared once
 * @confirmed: the number of messages a person agreed to, or -1
 * @out_books: (out) (optional): from audience to messages, of all channels
 * @cancellable: (nullable): stops it, in the database too; then nothing is prepared
 * @error: of store, send or #FfRunnerError
 *
 * Evaluates in one snapshot and freezes it into the outbox, all or nothing.
 *
 * Returns: (nullable): the run's id, to be handed to a sender
 */
char *
ff_launch_prepare (FfLaunch      *self,
                   FfStore       *store,
                   const char    *outbox_path,
                   gint64         nominal_at,
                   gint64         confirmed,
                   FfBooks      **out_books,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (FfOutbox) outbox = ff_outbox_open (outbox_path, FALSE, error);
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autofree char *run_id = NULL;

  if (outbox == NULL || !find_run (self, outbox, nominal_at, confirmed, &run_id, out_books, error))
    return NULL;
  if (run_id != NULL)
    return g_steal_pointer (&run_id);

  counts = ff_evaluate (store, self->plan, NULL, NULL, cancellable, error);
  if (counts == NULL || !check_counted (self, counts, error) || !check_guards (self, counts, outbox, error) ||
      !keep_gate (store, outbox, cancellable, error) || !ff_outbox_begin (outbox, error))
    return NULL;

  run_id = add_run (self, store, counts, outbox, nominal_at, confirmed, &books, cancellable, error);
  if (run_id == NULL || !ff_outbox_commit (outbox, error))
    {
      ff_outbox_rollback (outbox);
      return NULL;
    }

  if (out_books != NULL)
    *out_books = g_steal_pointer (&books);

  return g_steal_pointer (&run_id);
}
