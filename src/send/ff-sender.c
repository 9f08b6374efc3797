/* What the window, the runner and the command line see of sending: an object
 * that starts, pauses, resumes and stops, with its state and books as
 * properties. The work itself is in ff-send-worker.c, on a thread that exists
 * only while there is something to do; its reports arrive here on the main
 * context that was the default when the object was made. */

#include "send/ff-sender.h"

#include <glib/gi18n-lib.h>

#include "send/ff-send-worker-private.h"

struct _FfSender
{
  GObject         parent_instance;

  FfSendJob       job;
  GDestroyNotify  resolver_destroy;
  FfSendWorker   *worker;  /* nullable: nothing is being done */

  FfSenderState   state;
  FfBooks        *books;   /* nullable */
  double          rate;
  GError         *error;   /* nullable */
};

G_DEFINE_FINAL_TYPE (FfSender, ff_sender, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_BOOKS,
  PROP_RATE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/**
 * ff_sender_state_get_type:
 *
 * Returns: the enumeration's type
 */
GType
ff_sender_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { FF_SENDER_IDLE,     "FF_SENDER_IDLE",     "idle" },
    { FF_SENDER_SENDING,  "FF_SENDER_SENDING",  "sending" },
    { FF_SENDER_PAUSING,  "FF_SENDER_PAUSING",  "pausing" },
    { FF_SENDER_PAUSED,   "FF_SENDER_PAUSED",   "paused" },
    { FF_SENDER_STOPPING, "FF_SENDER_STOPPING", "stopping" },
    { FF_SENDER_STOPPED,  "FF_SENDER_STOPPED",  "stopped" },
    { FF_SENDER_FINISHED, "FF_SENDER_FINISHED", "finished" },
    { FF_SENDER_FAILED,   "FF_SENDER_FAILED",   "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FfSenderState", values));

  return type;
}

static void
set_state (FfSender      *self,
           FfSenderState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_books (FfSender      *self,
           const FfBooks *books)
{
  if (self->books != NULL && ff_books_equal (self->books, books))
    return;

  ff_books_free (self->books);
  self->books = ff_books_copy (books);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOOKS]);
}

static void
set_rate (FfSender *self,
          double    rate)
{
  if (self->rate == rate)
    return;

  self->rate = rate;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
}

static gboolean
is_over (FfSenderState state)
{
  return state == FF_SENDER_PAUSED || state == FF_SENDER_STOPPED ||
         state == FF_SENDER_FINISHED || state == FF_SENDER_FAILED;
}

static void
report_cb (const FfSendReport *report,
           gpointer            user_data)
{
  g_autoptr (FfSender) self = g_object_ref (FF_SENDER (user_data));

  g_clear_error (&self->error);
  self->error = report->error != NULL ? g_error_copy (report->error) : NULL;
  if (is_over (report->state))
    g_clear_pointer (&self->worker, ff_send_worker_free);

  g_object_freeze_notify (G_OBJECT (self));
  if (report->has_books)
    set_books (self, &report->books);
  set_rate (self, report->rate);
  set_state (self, report->state);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
start (FfSender    *self,
       FfSendOrder  order)
{
  if (self->worker != NULL)
    return;

  self->worker = ff_send_worker_start (&self->job, order, report_cb, self);
  g_clear_error (&self->error);
  set_state (self, order == FF_SEND_STOP ? FF_SENDER_STOPPING : FF_SENDER_SENDING);
}

/**
 * ff_sender_start:
 * @self: a sender
 *
 * Begins to send what waits. What paused itself or was paused by a person
 * before stays paused; ff_sender_resume () goes on with it.
 */
void
ff_sender_start (FfSender *self)
{
  g_return_if_fail (FF_IS_SENDER (self));

  start (self, FF_SEND_START);
}

/**
 * ff_sender_pause:
 * @self: a sender
 *
 * Takes nothing more from the outbox. The state is “pausing” until what is in
 * flight has its answers, then “paused”, also across restarts.
 */
void
ff_sender_pause (FfSender *self)
{
  g_return_if_fail (FF_IS_SENDER (self));

  if (self->worker != NULL)
    ff_send_worker_pause (self->worker, TRUE);
}

/**
 * ff_sender_resume:
 * @self: a sender that does not send
 *
 * Goes on with what waits, whatever it was paused for.
 */
void
ff_sender_resume (FfSender *self)
{
  g_return_if_fail (FF_IS_SENDER (self));

  start (self, FF_SEND_RESUME);
}

/**
 * ff_sender_stop:
 * @self: a sender
 *
 * Waits for what is in flight; what still waits becomes not sent.
 */
void
ff_sender_stop (FfSender *self)
{
  g_return_if_fail (FF_IS_SENDER (self));

  if (self->worker != NULL)
    ff_send_worker_stop (self->worker);
  else
    start (self, FF_SEND_STOP);
}

/**
 * ff_sender_set_rate:
 * @self: a sender
 * @rate: messages per second for each gateway; 0: as fast as it takes them
 *
 * Changes the pace without a pause.
 */
void
ff_sender_set_rate (FfSender *self,
                    double    rate)
{
  g_return_if_fail (FF_IS_SENDER (self));

  self->job.settings.rate = rate;
  if (self->worker != NULL)
    ff_send_worker_set_rate (self->worker, rate);
}

/**
 * ff_sender_get_state:
 * @self: a sender
 *
 * Returns: what it does
 */
FfSenderState
ff_sender_get_state (FfSender *self)
{
  g_return_val_if_fail (FF_IS_SENDER (self), FF_SENDER_IDLE);

  return self->state;
}

/**
 * ff_sender_get_books:
 * @self: a sender
 *
 * Returns: (nullable): the run's sums as last reported, valid until they change
 */
const FfBooks *
ff_sender_get_books (FfSender *self)
{
  g_return_val_if_fail (FF_IS_SENDER (self), NULL);

  return self->books;
}

/**
 * ff_sender_get_rate:
 * @self: a sender
 *
 * Returns: deliveries that got an answer per second, lately
 */
double
ff_sender_get_rate (FfSender *self)
{
  g_return_val_if_fail (FF_IS_SENDER (self), 0);

  return self->rate;
}

/**
 * ff_sender_get_error:
 * @self: a sender
 *
 * Returns: (nullable): why it paused itself or failed
 */
const GError *
ff_sender_get_error (FfSender *self)
{
  g_return_val_if_fail (FF_IS_SENDER (self), NULL);

  return self->error;
}

static void
ff_sender_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  FfSender *self = FF_SENDER (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_BOOKS:
      g_value_set_boxed (value, self->books);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ff_sender_dispose (GObject *object)
{
  FfSender *self = FF_SENDER (object);

  g_clear_pointer (&self->worker, ff_send_worker_free);

  G_OBJECT_CLASS (ff_sender_parent_class)->dispose (object);
}

static void
ff_sender_finalize (GObject *object)
{
  FfSender *self = FF_SENDER (object);

  if (self->resolver_destroy != NULL)
    self->resolver_destroy (self->job.resolver_data);
  g_free (self->job.outbox_path);
  g_free (self->job.run_id);
  g_clear_object (&self->job.clock);
  g_clear_pointer (&self->books, ff_books_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ff_sender_parent_class)->finalize (object);
}

static void
ff_sender_class_init (FfSenderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ff_sender_get_property;
  object_class->dispose = ff_sender_dispose;
  object_class->finalize = ff_sender_finalize;

  /**
   * FfSender:state:
   *
   * What it does.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FF_TYPE_SENDER_STATE, FF_SENDER_IDLE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfSender:books:
   *
   * The run's sums, at most ten times a second.
   */
  properties[PROP_BOOKS] = g_param_spec_boxed ("books", NULL, NULL, FF_TYPE_BOOKS,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfSender:rate:
   *
   * Deliveries that got an answer per second, lately.
   */
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
ff_sender_init (FfSender *self)
{
}

static void
fill_settings (FfSenderSettings *settings)
{
  if (settings->wave_size == 0)
    settings->wave_size = 32;
  if (settings->deadline_usec == 0)
    settings->deadline_usec = 30 * G_USEC_PER_SEC;
  if (settings->backoff_usec == 0)
    settings->backoff_usec = G_USEC_PER_SEC / 2;
  if (settings->backoff_max_usec == 0)
    settings->backoff_max_usec = 300 * G_USEC_PER_SEC;
  if (settings->max_failures == 0)
    settings->max_failures = 8;
  if (settings->max_attempts == 0)
    settings->max_attempts = 10;
  if (settings->max_refused_percent == 0)
    settings->max_refused_percent = 50;
}

/**
 * ff_sender_new:
 * @outbox_path: the outbox's file
 * @run_id: the run in it whose deliveries shall be sent
 * @settings: (nullable): pace and patience; what is 0 has its default
 *
 * Returns: (transfer full): a sender that does nothing yet
 */
FfSender *
ff_sender_new (const char             *outbox_path,
               const char             *run_id,
               const FfSenderSettings *settings)
{
  FfSender *self = g_object_new (FF_TYPE_SENDER, NULL);

  self->job.outbox_path = g_strdup (outbox_path);
  self->job.run_id = g_strdup (run_id);
  self->job.clock = g_object_ref (ff_clock_get_wall ());
  if (settings != NULL)
    self->job.settings = *settings;
  fill_settings (&self->job.settings);

  return self;
}

/**
 * ff_sender_set_clock:
 * @self: a sender that has not been started
 * @clock: what it calls now
 *
 * Gives it another clock than the wall's. Dates in the outbox and pauses go by
 * it; deadlines of requests and the pace go by monotonic time.
 */
void
ff_sender_set_clock (FfSender *self,
                     FfClock  *clock)
{
  g_return_if_fail (FF_IS_SENDER (self) && self->worker == NULL);

  g_set_object (&self->job.clock, clock);
}

/**
 * ff_sender_set_resolver:
 * @self: a sender that has not been started
 * @resolver: gives a gateway's settings, or %NULL with an error
 * @user_data: handed to @resolver, on the sender's thread
 * @destroy: (nullable): frees @user_data
 *
 * Without a resolver the settings frozen with the task are used.
 */
void
ff_sender_set_resolver (FfSender          *self,
                        FfGatewayResolver  resolver,
                        gpointer           user_data,
                        GDestroyNotify     destroy)
{
  g_return_if_fail (FF_IS_SENDER (self) && self->worker == NULL);

  if (self->resolver_destroy != NULL)
    self->resolver_destroy (self->job.resolver_data);
  self->job.resolver = resolver;
  self->job.resolver_data = user_data;
  self->resolver_destroy = destroy;
}

/* ---- Without a main loop of the caller's. */

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  FfSender *sender = user_data;

  if (sender->worker != NULL)
    ff_send_worker_pause (sender->worker, FALSE);

  return G_SOURCE_REMOVE;
}

/**
 * ff_sender_run_blocking:
 * @outbox_path: the outbox's file
 * @run_id: the run in it whose deliveries shall be sent
 * @settings: (nullable): pace and patience; what is 0 has its default
 * @resolver: (nullable): gives a gateway's settings; called on another thread
 * @user_data: handed to @resolver
 * @out_books: (out) (optional) (nullable): the run's sums at the end
 * @cancellable: (nullable): ends it as soon as what is in flight is answered
 * @error: return location for an #FfSendError that paused or failed it, an
 *   #FfDbError, or %G_IO_ERROR_CANCELLED
 *
 * Sends what waits, whatever it was paused for, and blocks until the end. For
 * programs without a window; what is left can be sent by another call.
 *
 * Returns: %TRUE if nothing waits any more
 */
gboolean
ff_sender_run_blocking (const char              *outbox_path,
                        const char              *run_id,
                        const FfSenderSettings  *settings,
                        FfGatewayResolver        resolver,
                        gpointer                 user_data,
                        FfBooks                **out_books,
                        GCancellable            *cancellable,
                        GError                 **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (FfSender) sender = NULL;
  g_autoptr (GSource) source = NULL;
  gboolean finished;

  g_main_context_push_thread_default (context);
  sender = ff_sender_new (outbox_path, run_id, settings);
  ff_sender_set_resolver (sender, resolver, user_data, NULL);
  if (cancellable != NULL)
    {
      source = g_cancellable_source_new (cancellable);
      g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), sender, NULL);
      g_source_attach (source, context);
    }

  start (sender, FF_SEND_RESUME);
  while (!is_over (sender->state))
    g_main_context_iteration (context, TRUE);

  if (source != NULL)
    g_source_destroy (source);
  g_main_context_pop_thread_default (context);

  if (out_books != NULL)
    *out_books = g_steal_pointer (&sender->books);

  finished = sender->state == FF_SENDER_FINISHED;
  if (!finished && sender->error != NULL)
    g_propagate_error (error, g_steal_pointer (&sender->error));
  else if (!finished)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));

  return finished;
}
