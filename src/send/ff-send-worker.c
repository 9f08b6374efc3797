/* The sender's thread. It owns a connection to the outbox, the run's lock and
 * the lanes, and works in turns: one transaction records the answers that came
 * and claims what is due, and after its commit the claimed ones are launched.
 * Orders reach it as sources of its main context, reports leave it as sources
 * of its owner's. */

#include "send/ff-send-worker-private.h"

#include <glib/gi18n-lib.h>

#include "send/ff-gate.h"
#include "send/ff-lane-private.h"

#define REPORT_MS     100     /* between two reports of progress */
#define GATHER_USEC   20000   /* a first answer waits so long for others, to be recorded with them */
#define LOOK_USEC     250000  /* longest wait, because a clock can jump */
#define FAREWELL_USEC (2 * G_USEC_PER_SEC)
#define GATE_USEC     (60 * G_USEC_PER_SEC) /* the gate is never older when something leaves */
#define GATE_SHARE    10      /* while others keep changing the data, asking takes one part in so many of the time */

/* Tokens of one gateway: a message takes one. */
typedef struct
{
  double tokens;
  gint64 filled_at; /* monotonic */
} Bucket;

struct _FfSendWorker
{
  gint              ref_count;    /* of the owner, the thread, and reports under way */
  FfSendReportFunc  func;         /* of the owner's thread; NULL once it left */
  gpointer          user_data;
  GMainContext     *owner;
  GThread          *thread;
  GMainContext     *context;
  GCancellable     *leaving;      /* cancelled by the owner: stops what is asked of the store */
  FfSendJob         job;
  FfSendOrder       order;

  /* Of the worker's thread. */
  GMainLoop        *loop;
  FfOutbox         *outbox;
  FfOutboxLock     *lock;
  char             *store_url;    /* of the run; "": none is known */
  FfDataModel      *store_model;  /* nullable */
  FfStore          *store;        /* nullable: not asked yet, or it failed */
  FfSnapshot        gate;         /* what the gate says; empty: nothing yet */
  gint64            gate_at;      /* when it was asked for, by the clock */
  gint64            gate_done_at; /* monotonic */
  gint64            gate_usec;    /* how long it took */
  GPtrArray        *lanes;        /* of FfLane */
  GHashTable       *buckets;      /* gateway id → Bucket */
  GSource          *turn;
  gint64            turn_at;      /* monotonic; when the source is ready */
  FfSenderState     state;
  gboolean          is_kept;
  gboolean          is_leaving;
  gint64            leave_at;     /* monotonic */
  GError           *error;
  FfBooks           books;
  gboolean          has_books;
  gboolean          is_dirty;     /* something changed since the last report */
  gint64            n_settled;    /* at the last report */
  gint64            reported_at;  /* monotonic */
  double            rate;
};

static void
worker_unref (gpointer data)
{
  FfSendWorker *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_free (self->job.outbox_path);
  g_free (self->job.run_id);
  g_clear_object (&self->job.clock);
  g_clear_object (&self->leaving);
  g_main_context_unref (self->owner);
  g_main_context_unref (self->context);
  g_free (self);
}

static FfSendWorker *
worker_ref (FfSendWorker *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

/* ---- Reports. */

typedef struct
{
  FfSendWorker *worker;
  FfSendReport  report;
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  worker_unref (parcel->worker);
  g_clear_error (&parcel->report.error);
  g_free (parcel);
}

/* On the owner's context. */
static gboolean
deliver_cb (gpointer data)
{
  Parcel *parcel = data;

  if (parcel->worker->func != NULL)
    parcel->worker->func (&parcel->report, parcel->worker->user_data);

  return G_SOURCE_REMOVE;
}

static void
report (FfSendWorker *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Parcel *parcel = g_new0 (Parcel, 1);

  self->is_dirty = FALSE;
  parcel->worker = worker_ref (self);
  parcel->report.state = self->state;
  parcel->report.books = self->books;
  parcel->report.has_books = self->has_books;
  parcel->report.rate = self->rate;
  parcel->report.error = self->error != NULL ? g_error_copy (self->error) : NULL;

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, parcel, parcel_free);
  g_source_attach (source, self->owner);
}

static void
sum_books (FfSendWorker *self)
{
  memset (&self->books, 0, sizeof self->books);
  for (guint i = 0; i < self->lanes->len; i++)
    ff_books_add (&self->books, ff_lane_get_books (g_ptr_array_index (self->lanes, i)));
  self->has_books = TRUE;
  self->is_dirty = TRUE;
}

static void
set_state (FfSendWorker  *self,
           FfSenderState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  report (self);
}

/* Ends the thread in @state. The last report comes when everything is closed. */
static void
finish (FfSendWorker  *self,
        FfSenderState  state,
        GError        *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
  g_main_loop_quit (self->loop);
}

static gboolean
report_cb (gpointer data)
{
  FfSendWorker *self = data;
  gint64 now = g_get_monotonic_time ();
  gint64 n_settled = 0;
  double rate;

  for (guint i = 0; i < self->lanes->len; i++)
    n_settled += ff_lane_get_n_settled (g_ptr_array_index (self->lanes, i));

  rate = (n_settled - self->n_settled) / ((now - self->reported_at) / 1e6);
  self->rate = self->rate > 0 ? self->rate * 0.9 + rate * 0.1 : rate;
  self->n_settled = n_settled;
  self->reported_at = now;
  if (self->is_dirty)
    report (self);

  return G_SOURCE_CONTINUE;
}

/* ---- Pace. */

/* Whole messages that may leave now; at most a tenth of a second's worth at once. */
static guint
get_tokens (FfSendWorker *self,
            FfLane       *lane,
            guint         n_wanted)
{
  double rate = self->job.settings.rate;
  const char *gateway_id = ff_lane_get_task (lane)->gateway_id;
  gint64 now = g_get_monotonic_time ();
  Bucket *bucket;

  if (rate <= 0)
    return n_wanted;

  bucket = g_hash_table_lookup (self->buckets, gateway_id);
  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      bucket->filled_at = now;
      bucket->tokens = 1;
      g_hash_table_insert (self->buckets, g_strdup (gateway_id), bucket);
    }

  bucket->tokens = MIN (bucket->tokens + rate * (now - bucket->filled_at) / 1e6, MAX (1.0, rate / 10));
  bucket->filled_at = now;
  return MIN (n_wanted, (guint) bucket->tokens);
}

static void
take_tokens (FfSendWorker *self,
             FfLane       *lane,
             guint         n_taken)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, ff_lane_get_task (lane)->gateway_id);

  if (bucket != NULL)
    bucket->tokens -= n_taken;
}

static void
wake_at (FfSendWorker *self,
         gint64        when)
{
  if (when >= self->turn_at)
    return;

  self->turn_at = when;
  g_source_set_ready_time (self->turn, when);
}

static gboolean
may_claim (FfSendWorker *self)
{
  return self->state == FF_SENDER_SENDING && !self->is_leaving;
}

/* Something of a lane ended: recorded together with what ends soon after. */
static void
notify_cb (gpointer user_data)
{
  FfSendWorker *self = user_data;
  guint n_answered = 0;
  guint n_in_flight = 0;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->lanes->len; i++)
    {
      n_answered += ff_lane_get_n_answered (g_ptr_array_index (self->lanes, i));
      n_in_flight += ff_lane_get_n_in_flight (g_ptr_array_index (self->lanes, i));
    }

  wake_at (self, n_answered >= MIN (n_in_flight, self->job.settings.wave_size / 2) ? now : now + GATHER_USEC);
}

static void
wake_for_lanes (FfSendWorker *self)
{
  gint64 wall = ff_clock_get_now (self->job.clock);
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->lanes->len; i++)
    {
      FfLane *lane = g_ptr_array_index (self->lanes, i);
      gint64 due = ff_lane_get_due (lane, may_claim (self));
      gint64 wait_usec;

      if (due == G_MAXINT64)
        continue;

      wait_usec = CLAMP (due - wall, 0, LOOK_USEC);
      /* Due but not claimed: the bucket was empty. */
      if (wait_usec == 0)
        wait_usec = self->job.settings.rate > 0 ? MAX (1000, (gint64) (1e6 / self->job.settings.rate / 2)) : 1000;
      wake_at (self, now + MIN (wait_usec, LOOK_USEC));
    }
}

/* ---- The gate. */

static gboolean
is_gate_due (FfSendWorker *self,
             gint64        now)
{
  if (self->gate.data_version == NULL || now < self->gate_at || now - self->gate_at >= GATE_USEC)
    return TRUE;

  return g_get_monotonic_time () - self->gate_done_at >= GATE_SHARE * self->gate_usec &&
         !ff_store_is_current (self->store, &self->gate);
}

static gboolean
synchronise_gate (FfSendWorker  *self,
                  gint64         now,
                  GError       **error)
{
  gint64 began_at = g_get_monotonic_time ();

  ff_snapshot_clear (&self->gate);
  if (self->store == NULL)
    {
      self->store = ff_store_open (self->store_url, error);
      if (self->store != NULL)
        ff_store_use_model (self->store, self->store_model);
    }
  if (self->store == NULL ||
      !ff_gate_synchronise (self->outbox, self->store, self->job.run_id, now, &self->gate, self->leaving, error))
    {
      g_clear_object (&self->store);
      return FALSE;
    }

  self->gate_at = now;
  self->gate_done_at = g_get_monotonic_time ();
  self->gate_usec = self->gate_done_at - began_at;
  g_debug ("The gate of run %s was synchronised in %" G_GINT64_FORMAT " ms", self->job.run_id, self->gate_usec / 1000);
  return TRUE;
}

/* What would send pauses until somebody has mended the store. */
static gboolean
pause_for_gate (FfSendWorker  *self,
                const GError  *why,
                GError       **error)
{
  g_autoptr (GError) pause =
    g_error_new (FF_SEND_ERROR, FF_SEND_ERROR_GATE,
                 /* Translators: %s is what the data source said. */
                 _("Nothing is sent, because the data source does not tell who may not be written to any more: %s"),
                 why->message);

  for (guint i = 0; i < self->lanes->len; i++)
    {
      FfLane *lane = g_ptr_array_index (self->lanes, i);

      if (ff_lane_get_pause (lane) == NULL && ff_books_get_left (ff_lane_get_books (lane)) > 0 &&
          !ff_lane_set_pause (lane, pause, error))
        return FALSE;
    }

  return TRUE;
}

/* Before anything is claimed. */
static gboolean
keep_gate (FfSendWorker  *self,
           gint64         now,
           GError       **error)
{
  g_autoptr (GError) why = NULL;

  if (*self->store_url == '\0' || !is_gate_due (self, now) || synchronise_gate (self, now, &why))
    return TRUE;

  if (!g_cancellable_is_cancelled (self->leaving))
    return pause_for_gate (self, why, error);

  /* The order to leave is on its way. */
  self->is_leaving = TRUE;
  self->leave_at = g_get_monotonic_time () + FAREWELL_USEC;
  return TRUE;
}

/* ---- Turns. */

static guint
get_room (FfSendWorker *self,
          FfLane       *lane,
          gint64        now)
{
  return may_claim (self) ? get_tokens (self, lane, ff_lane_get_room (lane, now)) : 0;
}

static gboolean
has_room (FfSendWorker *self,
          gint64        now)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (get_room (self, g_ptr_array_index (self->lanes, i), now) > 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_answers (FfSendWorker *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (ff_lane_get_n_answered (g_ptr_array_index (self->lanes, i)) > 0)
      return TRUE;

  return FALSE;
}

static gboolean
work_on_lane (FfSendWorker  *self,
              FfLane        *lane,
              gint64         now,
              GError       **error)
{
  guint n_room;
  guint n_claimed = 0;

  if (!ff_lane_record (lane, now, error))
    return FALSE;

  n_room = get_room (self, lane, now);
  if (n_room > 0 && !ff_lane_claim (lane, n_room, now, &n_claimed, error))
    return FALSE;

  take_tokens (self, lane, n_claimed);
  return !ff_lane_is_stale (lane) || ff_lane_recount (lane, error);
}

static gboolean
do_work (FfSendWorker  *self,
         gint64         now,
         GError       **error)
{
  if (!ff_outbox_begin (self->outbox, error))
    return FALSE;

  for (guint i = 0; i < self->lanes->len; i++)
    if (!work_on_lane (self, g_ptr_array_index (self->lanes, i), now, error))
      {
        ff_outbox_rollback (self->outbox);
        return FALSE;
      }

  if (ff_outbox_commit (self->outbox, error))
    return TRUE;

  ff_outbox_rollback (self->outbox);
  return FALSE;
}

static guint
count_in_flight (FfSendWorker *self)
{
  guint n_in_flight = 0;

  for (guint i = 0; i < self->lanes->len; i++)
    n_in_flight += ff_lane_get_n_in_flight (g_ptr_array_index (self->lanes, i));

  return n_in_flight;
}

/* Opens lanes for tasks that have none yet. */
static gboolean
open_lanes (FfSendWorker  *self,
            GError       **error)
{
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (self->outbox, self->job.run_id, NULL, error);

  if (tasks == NULL)
    return FALSE;

  while (tasks->len > 0)
    {
      g_autoptr (FfTask) task = g_ptr_array_steal_index (tasks, 0);
      g_autoptr (FfJson) settings = NULL;
      gboolean is_known = FALSE;
      FfLane *lane;

      for (guint i = 0; i < self->lanes->len; i++)
        is_known |= ff_lane_get_task (g_ptr_array_index (self->lanes, i))->id == task->id;
      if (is_known)
        continue;

      settings = self->job.resolver != NULL
        ? self->job.resolver (task, self->job.resolver_data, error)
        : ff_json_ref (task->gateway_settings);
      if (settings == NULL)
        return FALSE;

      lane = ff_lane_open (self->outbox, g_steal_pointer (&task), settings, &self->job.settings, self->job.clock,
                           notify_cb, self, error);
      if (lane == NULL)
        return FALSE;
      g_ptr_array_add (self->lanes, lane);
      if (self->order == FF_SEND_RESUME && ff_lane_get_pause (lane) != NULL && !ff_lane_set_pause (lane, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
pause_lanes (FfSendWorker  *self,
             GError       **error)
{
  g_autoptr (GError) why = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Paused."));

  for (guint i = 0; self->is_kept && i < self->lanes->len; i++)
    {
      FfLane *lane = g_ptr_array_index (self->lanes, i);

      if (ff_lane_get_pause (lane) == NULL && ff_books_get_left (ff_lane_get_books (lane)) > 0 &&
          !ff_lane_set_pause (lane, why, error))
        return FALSE;
    }

  return TRUE;
}

/* The pause of a lane that still has work; sets @out_goes_on when another one has none. */
static const GError *
find_pause (FfSendWorker *self,
            gboolean     *out_goes_on)
{
  const GError *pause = NULL;

  *out_goes_on = FALSE;
  for (guint i = 0; i < self->lanes->len; i++)
    {
      FfLane *lane = g_ptr_array_index (self->lanes, i);

      if (ff_books_get_left (ff_lane_get_books (lane)) == 0)
        continue;
      if (ff_lane_get_pause (lane) == NULL)
        *out_goes_on = TRUE;
      else if (pause == NULL)
        pause = ff_lane_get_pause (lane);
    }

  return pause;
}

/* Nothing waits: unless another activity was prepared meanwhile, that is the end. */
static gboolean
end_or_go_on (FfSendWorker  *self,
              GError       **error)
{
  guint n_lanes = self->lanes->len;

  if (!open_lanes (self, error))
    return FALSE;

  if (self->lanes->len > n_lanes)
    wake_at (self, 0);
  else
    finish (self, FF_SENDER_FINISHED, NULL);

  return TRUE;
}

/* With nothing in flight: is there anything left to do? Ends the loop if not. */
static gboolean
end_if_done (FfSendWorker  *self,
             GError       **error)
{
  const GError *pause;
  gboolean goes_on;
  gint64 n_stopped;

  if (self->state == FF_SENDER_STOPPING)
    {
      if (!ff_outbox_stop (self->outbox, self->job.run_id, NULL, ff_clock_get_now (self->job.clock), &n_stopped, error))
        return FALSE;
      finish (self, FF_SENDER_STOPPED, NULL);
      return TRUE;
    }

  pause = find_pause (self, &goes_on);
  if (self->state == FF_SENDER_PAUSING || self->is_leaving)
    {
      if (!pause_lanes (self, error))
        return FALSE;
      finish (self, FF_SENDER_PAUSED, pause != NULL ? g_error_copy (pause) : NULL);
    }
  else if (!goes_on && pause != NULL)
    finish (self, FF_SENDER_PAUSED, g_error_copy (pause));
  else if (!goes_on)
    return end_or_go_on (self, error);

  return TRUE;
}

static gboolean
take_turn (FfSendWorker  *self,
           GError       **error)
{
  gint64 now = ff_clock_get_now (self->job.clock);

  if (has_room (self, now) && !keep_gate (self, now, error))
    return FALSE;

  if (has_answers (self) || has_room (self, now))
    {
      if (!do_work (self, now, error))
        return FALSE;
      sum_books (self);
    }

  for (guint i = 0; i < self->lanes->len; i++)
    ff_lane_launch (g_ptr_array_index (self->lanes, i), now);

  if (self->is_leaving && g_get_monotonic_time () >= self->leave_at)
    finish (self, FF_SENDER_PAUSED, NULL);
  else if (count_in_flight (self) == 0 && !end_if_done (self, error))
    return FALSE;

  wake_for_lanes (self);
  if (self->is_leaving)
    wake_at (self, self->leave_at);
  return TRUE;
}

static gboolean
turn_cb (gpointer data)
{
  FfSendWorker *self = data;
  GError *error = NULL;

  self->turn_at = G_MAXINT64;
  g_source_set_ready_time (self->turn, -1);
  if (!take_turn (self, &error))
    finish (self, FF_SENDER_FAILED, error);

  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_turn (GSource     *source,
               GSourceFunc  callback,
               gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs turn_funcs = { .dispatch = dispatch_turn };

/* ---- The thread. */

static gboolean
open_all (FfSendWorker  *self,
          GError       **error)
{
  g_autoptr (FfRun) run = NULL;
  gint64 n_stopped;

  self->outbox = ff_outbox_open (self->job.outbox_path, FALSE, error);
  if (self->outbox == NULL)
    return FALSE;

  self->lock = ff_outbox_lock_run (self->outbox, self->job.run_id, error);
  if (self->lock == NULL)
    return FALSE;

  /* First, so that it also holds when the gateway cannot be opened. */
  if (self->order == FF_SEND_STOP &&
      !ff_outbox_stop (self->outbox, self->job.run_id, NULL, ff_clock_get_now (self->job.clock), &n_stopped, error))
    return FALSE;

  run = ff_outbox_dup_run (self->outbox, self->job.run_id, error);
  if (run == NULL || !open_lanes (self, error))
    return FALSE;

  if (run->model != NULL)
    {
      self->store_model = ff_data_model_new (run->model, error);
      if (self->store_model == NULL)
        return FALSE;
    }

  self->store_url = g_steal_pointer (&run->store);
  sum_books (self);
  return TRUE;
}

/* Closes everything and takes the books once more, from the rows. */
static void
close_all (FfSendWorker *self)
{
  g_autoptr (FfBooks) books = NULL;
  GError *error = NULL;

  /* One by one: what is cancelled tells of it, and asks all lanes. */
  while (self->lanes->len > 0)
    ff_lane_free (g_ptr_array_steal_index (self->lanes, self->lanes->len - 1));

  if (self->outbox != NULL)
    books = ff_outbox_get_books (self->outbox, self->job.run_id, NULL, &error);

  if (books != NULL)
    {
      self->books = *books;
      self->has_books = TRUE;
    }
  else if (error != NULL && self->state != FF_SENDER_FAILED)
    {
      self->state = FF_SENDER_FAILED;
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
    }
  g_clear_error (&error);

  g_clear_object (&self->store);
  ff_snapshot_clear (&self->gate);
  g_clear_pointer (&self->store_url, g_free);
  g_clear_pointer (&self->store_model, ff_data_model_unref);
  g_clear_pointer (&self->lock, ff_outbox_lock_free);
  g_clear_pointer (&self->outbox, ff_outbox_free);
}

static gpointer
work (gpointer data)
{
  FfSendWorker *self = data;
  g_autoptr (GSource) timer = g_timeout_source_new (REPORT_MS);
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  self->loop = g_main_loop_new (self->context, FALSE);
  self->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_lane_free);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->turn = g_source_new (&turn_funcs, sizeof (GSource));
  self->turn_at = G_MAXINT64;
  self->reported_at = g_get_monotonic_time ();
  self->state = self->order == FF_SEND_STOP ? FF_SENDER_STOPPING : FF_SENDER_SENDING;
  g_source_set_callback (self->turn, turn_cb, self, NULL);
  g_source_attach (self->turn, self->context);
  g_source_set_callback (timer, report_cb, self, NULL);
  g_source_attach (timer, self->context);

  if (open_all (self, &error))
    {
      report (self);
      wake_at (self, 0);
      g_main_loop_run (self->loop);
    }
  else
    {
      self->state = FF_SENDER_FAILED;
      self->error = error;
    }

  g_source_destroy (timer);
  g_source_destroy (self->turn);
  close_all (self);
  g_source_unref (self->turn);
  report (self);

  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->buckets);
  g_main_loop_unref (self->loop);
  g_main_context_pop_thread_default (self->context);
  g_clear_error (&self->error);
  worker_unref (self);
  return NULL;
}

/* ---- Orders, from the owner's thread. */

typedef struct
{
  FfSendWorker *worker;
  FfSenderState state;    /* pausing or stopping; idle: none */
  gboolean      is_kept;
  gboolean      is_leaving;
  double        rate;     /* negative: as before */
} Order;

/* On the worker's thread. */
static gboolean
order_cb (gpointer data)
{
  Order *order = data;
  FfSendWorker *self = order->worker;

  if (order->rate >= 0)
    self->job.settings.rate = order->rate;
  if (order->is_leaving)
    {
      self->is_leaving = TRUE;
      self->leave_at = g_get_monotonic_time () + FAREWELL_USEC;
    }
  if (order->state == FF_SENDER_STOPPING ||
      (order->state == FF_SENDER_PAUSING && self->state == FF_SENDER_SENDING))
    {
      self->is_kept = order->is_kept;
      set_state (self, order->state);
    }

  wake_at (self, 0);
  return G_SOURCE_REMOVE;
}

static void
give_order (FfSendWorker *self,
            const Order  *order)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Order *copy = g_memdup2 (order, sizeof *order);

  /* No reference: an order that comes too late dies with the worker's context. */
  copy->worker = self;
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, order_cb, copy, g_free);
  g_source_attach (source, self->context);
}

FfSendWorker *
ff_send_worker_start (const FfSendJob  *job,
                      FfSendOrder       order,
                      FfSendReportFunc  func,
                      gpointer          user_data)
{
  FfSendWorker *self = g_new0 (FfSendWorker, 1);

  self->ref_count = 2; /* the owner and the thread */
  self->func = func;
  self->user_data = user_data;
  self->owner = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->leaving = g_cancellable_new ();
  self->order = order;
  self->job = *job;
  self->job.outbox_path = g_strdup (job->outbox_path);
  self->job.run_id = g_strdup (job->run_id);
  self->job.clock = g_object_ref (job->clock);
  self->thread = g_thread_new ("ff-sender", work, self);

  return self;
}

void
ff_send_worker_pause (FfSendWorker *self,
                      gboolean      is_kept)
{
  give_order (self, &(Order) { .state = FF_SENDER_PAUSING, .is_kept = is_kept, .rate = -1 });
}

void
ff_send_worker_stop (FfSendWorker *self)
{
  give_order (self, &(Order) { .state = FF_SENDER_STOPPING, .rate = -1 });
}

void
ff_send_worker_set_rate (FfSendWorker *self,
                         double        rate)
{
  give_order (self, &(Order) { .rate = MAX (rate, 0) });
}

void
ff_send_worker_free (FfSendWorker *self)
{
  if (self == NULL)
    return;

  self->func = NULL;
  g_cancellable_cancel (self->leaving);
  give_order (self, &(Order) { .is_leaving = TRUE, .rate = -1 });
  g_thread_join (self->thread);
  worker_unref (self);
}
