/* The sends that go on, and the rehearsal gateway they may go to. Main thread; senders and gateway have threads of
 * their own, and the state of a run is written on another. */

#include "ui/results/ff-dispatch.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "runner/ff-run-state.h"

/* The gateway as senders' threads and readers' share it. */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *log_path;

  GMutex           mutex;      /* guards what follows */
  FfRehearsal     *rehearsal;  /* nullable: nobody needed it yet */
  FfJson          *script;     /* of its faults; nullable */
  gboolean         closed;
} Gateway;

typedef struct
{
  FfDispatch *dispatch;        /* not owned: it owns the send */
  char       *campaign_id;
  char       *run_id;
  FfSender   *sender;
} Send;

struct _FfDispatch
{
  GObject     parent_instance;

  FfKeeper   *keeper;          /* not owned: it owns the dispatch */
  char       *outbox_path;
  Gateway    *gateway;
  GHashTable *sends;           /* run id → Send */
  double      rate;
};

enum
{
  STARTED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfDispatch, ff_dispatch, G_TYPE_OBJECT)

/* ---- The gateway. */

static Gateway *
gateway_ref (Gateway *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
gateway_unref (gpointer data)
{
  Gateway *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->rehearsal);
  g_clear_pointer (&self->script, ff_json_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->log_path);
  g_free (self);
}

/* Any thread but the main one: starting reads all that it ever got. */
static FfRehearsal *
gateway_ensure (Gateway  *self,
                GError  **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (FfRehearsal) rehearsal = NULL;

  if (self->closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The rehearsal gateway has ended."));
      return NULL;
    }

  if (self->rehearsal != NULL)
    return g_object_ref (self->rehearsal);

  rehearsal = ff_rehearsal_new (self->log_path, FF_REPEAT_KEYED);
  if (!ff_rehearsal_set_script (rehearsal, self->script, error) || !ff_rehearsal_start (rehearsal, 0, error))
    return NULL;

  self->rehearsal = g_object_ref (rehearsal);
  return g_steal_pointer (&rehearsal);
}

static void
gateway_close (Gateway *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->closed = TRUE;
  if (self->rehearsal != NULL)
    ff_rehearsal_stop (self->rehearsal);
}

/* A run outlives the gateway's port: today's goes in. On a sender's thread. */
static FfJson *
resolve_cb (const FfTask  *task,
            gpointer       user_data,
            GError       **error)
{
  g_autoptr (FfRehearsal) rehearsal = NULL;
  g_autoptr (FfJson) address = NULL;
  g_autofree char *url = NULL;

  if (!ff_task_is_rehearsal (task))
    return ff_json_ref (task->gateway_settings);

  rehearsal = gateway_ensure (user_data, error);
  if (rehearsal == NULL)
    return NULL;

  url = ff_rehearsal_dup_url (rehearsal);
  address = ff_json_new_string (url);
  return ff_json_with_member (task->gateway_settings, "url", address);
}

gboolean
ff_dispatch_set_faults (FfDispatch  *self,
                        FfJson      *script,
                        GError     **error)
{
  Gateway *gateway = self->gateway;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gateway->mutex);

  if (gateway->rehearsal != NULL && !ff_rehearsal_set_script (gateway->rehearsal, script, error))
    return FALSE;

  g_clear_pointer (&gateway->script, ff_json_unref);
  gateway->script = script != NULL ? ff_json_ref (script) : NULL;
  return TRUE;
}

/* ---- What it got. */

typedef struct
{
  Gateway *gateway;
  gint64   before;
  guint    limit;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  gateway_unref (self->gateway);
  g_free (self);
}

static void
read_inbox (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  g_autoptr (FfRehearsal) rehearsal = gateway_ensure (reading->gateway, &error);
  FfJson *page = NULL;

  if (rehearsal != NULL)
    {
      gint64 last = reading->before > 0 ? reading->before - 1 : ff_rehearsal_get_n_accepted (rehearsal);
      gint64 after = MAX (last - reading->limit, 0);

      page = ff_rehearsal_dup_messages (rehearsal, after, (guint) (last - after), &error);
    }

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) ff_json_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ff_dispatch_inbox_async:
 * @self: the dispatch
 * @before: number of the message after the last; 0: from the newest
 * @limit: at most so many
 *
 * Reads what the rehearsal gateway got, by any run.
 */
void
ff_dispatch_inbox_async (FfDispatch          *self,
                         gint64               before,
                         guint                limit,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->gateway = gateway_ref (self->gateway);
  reading->before = before;
  reading->limit = limit;
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_inbox);
}

FfJson *
ff_dispatch_inbox_finish (FfDispatch    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Sends. */

static void
send_free (gpointer data)
{
  Send *self = data;

  g_signal_handlers_disconnect_by_data (self->sender, self);
  g_object_unref (self->sender);
  g_free (self->campaign_id);
  g_free (self->run_id);
  g_free (self);
}

typedef struct
{
  char     *outbox_path;
  char     *run_id;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *self = data;

  g_free (self->outbox_path);
  g_free (self->run_id);
  g_free (self);
}

static void
settle (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  const Settling *settling = data;
  GError *error = NULL;

  if (ff_run_settle (settling->outbox_path, settling->run_id, ff_clock_get_now (ff_clock_get_wall ()), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FfDispatch *self = FF_DISPATCH (source);
  const Settling *settling = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("The state of run %s is not written: %s", settling->run_id, error->message);

  g_signal_emit (self, signals[SETTLED], 0, settling->run_id);
}

static void
state_changed_cb (FfSender   *sender,
                  GParamSpec *pspec,
                  Send       *send)
{
  FfDispatch *self = send->dispatch;
  FfSenderState state = ff_sender_get_state (sender);
  g_autoptr (GTask) task = NULL;
  Settling *settling;

  if (self->keeper != NULL)
    ff_keeper_tell_runs (self->keeper, send->campaign_id);
  if (state != FF_SENDER_PAUSED && state != FF_SENDER_STOPPED && state != FF_SENDER_FINISHED &&
      state != FF_SENDER_FAILED)
    return;

  settling = g_new0 (Settling, 1);
  settling->outbox_path = g_strdup (self->outbox_path);
  settling->run_id = g_strdup (send->run_id);
  task = g_task_new (self, NULL, settled_cb, NULL);
  g_task_set_task_data (task, settling, settling_free);
  g_task_run_in_thread (task, settle);
}

static FfSender *
ensure_sender (FfDispatch *self,
               const char *run_id,
               const char *campaign_id)
{
  Send *send = g_hash_table_lookup (self->sends, run_id);
  FfSenderSettings settings = { .rate = self->rate };

  if (send != NULL)
    return send->sender;

  send = g_new0 (Send, 1);
  send->dispatch = self;
  send->run_id = g_strdup (run_id);
  send->campaign_id = g_strdup (campaign_id);
  send->sender = ff_sender_new (self->outbox_path, run_id, &settings);
  ff_sender_set_resolver (send->sender, resolve_cb, gateway_ref (self->gateway), gateway_unref);
  g_signal_connect (send->sender, "notify::state", G_CALLBACK (state_changed_cb), send);
  g_hash_table_insert (self->sends, g_strdup (run_id), send);

  return send->sender;
}

FfSender *
ff_dispatch_find (FfDispatch *self,
                  const char *run_id)
{
  Send *send = g_hash_table_lookup (self->sends, run_id);

  return send != NULL ? send->sender : NULL;
}

FfSender *
ff_dispatch_start (FfDispatch *self,
                   const char *run_id,
                   const char *campaign_id)
{
  FfSender *sender = ensure_sender (self, run_id, campaign_id);

  ff_sender_start (sender);
  g_signal_emit (self, signals[STARTED], 0, run_id, campaign_id);
  return sender;
}

FfSender *
ff_dispatch_resume (FfDispatch *self,
                    const char *run_id,
                    const char *campaign_id)
{
  FfSender *sender = ensure_sender (self, run_id, campaign_id);

  ff_sender_resume (sender);
  return sender;
}

FfSender *
ff_dispatch_stop (FfDispatch *self,
                  const char *run_id,
                  const char *campaign_id)
{
  FfSender *sender = ensure_sender (self, run_id, campaign_id);

  ff_sender_stop (sender);
  return sender;
}

/**
 * ff_dispatch_set_rate:
 * @self: the dispatch
 * @rate: messages a second; 0: no limit
 *
 * Changes the pace of every send, those to come too.
 */
void
ff_dispatch_set_rate (FfDispatch *self,
                      double      rate)
{
  GHashTableIter iter;
  gpointer send;

  self->rate = rate;
  g_hash_table_iter_init (&iter, self->sends);
  while (g_hash_table_iter_next (&iter, NULL, &send))
    ff_sender_set_rate (((Send *) send)->sender, rate);
}

const char *
ff_dispatch_get_outbox_path (FfDispatch *self)
{
  return self->outbox_path;
}

/* ---- Life. */

/**
 * ff_dispatch_close:
 * @self: the dispatch
 *
 * Ends every send after what is in flight, and then the gateway. What waits
 * stays in the outbox, for a later resume.
 */
void
ff_dispatch_close (FfDispatch *self)
{
  self->keeper = NULL;
  g_hash_table_remove_all (self->sends);
  gateway_close (self->gateway);
}

static void
ff_dispatch_dispose (GObject *object)
{
  ff_dispatch_close (FF_DISPATCH (object));

  G_OBJECT_CLASS (ff_dispatch_parent_class)->dispose (object);
}

static void
ff_dispatch_finalize (GObject *object)
{
  FfDispatch *self = FF_DISPATCH (object);

  g_hash_table_unref (self->sends);
  g_clear_pointer (&self->gateway, gateway_unref);
  g_free (self->outbox_path);

  G_OBJECT_CLASS (ff_dispatch_parent_class)->finalize (object);
}

static void
ff_dispatch_class_init (FfDispatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_dispatch_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_dispatch_finalize;

  signals[STARTED] = g_signal_new ("started", FF_TYPE_DISPATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SETTLED] =
    g_signal_new ("settled", FF_TYPE_DISPATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_dispatch_init (FfDispatch *self)
{
  self->sends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, send_free);
}

/**
 * ff_dispatch_get:
 * @keeper: the library
 *
 * Returns: (transfer none): the sends of its outbox
 */
FfDispatch *
ff_dispatch_get (FfKeeper *keeper)
{
  FfDispatch *self = g_object_get_data (G_OBJECT (keeper), "ff-dispatch");

  if (self != NULL)
    return self;

  self = g_object_new (FF_TYPE_DISPATCH, NULL);
  self->keeper = keeper;
  self->outbox_path = ff_keeper_dup_outbox_path (keeper);
  self->gateway = g_new0 (Gateway, 1);
  g_atomic_ref_count_init (&self->gateway->ref_count);
  g_mutex_init (&self->gateway->mutex);
  self->gateway->log_path = ff_keeper_dup_rehearsal_path (keeper);
  g_object_set_data_full (G_OBJECT (keeper), "ff-dispatch", self, g_object_unref);

  return self;
}
