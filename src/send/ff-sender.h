#pragma once

#include "base/ff-clock.h"
#include "send/ff-gateway.h"
#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* Drains a run's deliveries from the outbox to their gateways, on a thread of
 * its own. Everything here is called on the thread that made it; properties
 * change and signals come on the main context that was its default then. */

/**
 * FfSenderState:
 * @FF_SENDER_IDLE: not started
 * @FF_SENDER_SENDING: at work, or waiting for a time
 * @FF_SENDER_PAUSING: lets what is in flight end
 * @FF_SENDER_PAUSED: by a person or by itself; ff_sender_resume () goes on
 * @FF_SENDER_STOPPING: lets what is in flight end, then stops
 * @FF_SENDER_STOPPED: the rest is not sent
 * @FF_SENDER_FINISHED: nothing waits any more
 * @FF_SENDER_FAILED: it could not go on; ff_sender_get_error ()
 */
typedef enum
{
  FF_SENDER_IDLE,
  FF_SENDER_SENDING,
  FF_SENDER_PAUSING,
  FF_SENDER_PAUSED,
  FF_SENDER_STOPPING,
  FF_SENDER_STOPPED,
  FF_SENDER_FINISHED,
  FF_SENDER_FAILED,
} FfSenderState;

#define FF_TYPE_SENDER_STATE (ff_sender_state_get_type ())
GType ff_sender_state_get_type (void);

/* All have a sensible default when 0. */
typedef struct
{
  guint   wave_size;            /* most in flight at once: 32 */
  double  rate;                 /* messages per second: no limit */
  gint64  deadline_usec;        /* of one request: 30 s */
  gint64  backoff_usec;         /* first pause after a failure: 0.5 s, doubled each time, with jitter */
  gint64  backoff_max_usec;     /* 5 min */
  guint   max_failures;         /* failures in a row, with a pause after each, before it pauses itself: 8 */
  guint   max_attempts;         /* of one delivery with unclear outcomes: 10, then unconfirmed */
  guint   max_refused_percent;  /* of the last 200 answers, before it pauses itself: 50; over 100: never */
} FfSenderSettings;

/* The settings to use for a task's gateway, secrets included; called on the sender's thread. */
typedef FfJson *(*FfGatewayResolver) (const FfTask  *task,
                                      gpointer       user_data,
                                      GError       **error);

#define FF_TYPE_SENDER (ff_sender_get_type ())
G_DECLARE_FINAL_TYPE (FfSender, ff_sender, FF, SENDER, GObject)

FfSender      *ff_sender_new           (const char             *outbox_path,
                                        const char             *run_id,
                                        const FfSenderSettings *settings);  /* nullable */
void           ff_sender_set_clock     (FfSender               *self,       /* before the start */
                                        FfClock                *clock);
void           ff_sender_set_resolver  (FfSender               *self,       /* before the start */
                                        FfGatewayResolver       resolver,
                                        gpointer                user_data,
                                        GDestroyNotify          destroy);

void           ff_sender_start         (FfSender               *self);
void           ff_sender_pause         (FfSender               *self);
void           ff_sender_resume        (FfSender               *self);  /* also after it paused itself or was stopped by a crash */
void           ff_sender_stop          (FfSender               *self);
void           ff_sender_set_rate      (FfSender               *self,
                                        double                  rate);  /* 0: no limit */

FfSenderState  ff_sender_get_state     (FfSender               *self);  /* property "state" */
const FfBooks *ff_sender_get_books     (FfSender               *self);  /* property "books"; NULL before the start */
double         ff_sender_get_rate      (FfSender               *self);  /* property "rate": answered per second, lately */
const GError  *ff_sender_get_error     (FfSender               *self);  /* why it paused itself or failed; NULL else */

/* Sends until nothing waits, it pauses itself, or @cancellable is cancelled;
 * then what is in flight is awaited. @out_books is set in each of these
 * cases, as far as the outbox could be read. */
gboolean       ff_sender_run_blocking  (const char             *outbox_path,
                                        const char             *run_id,
                                        const FfSenderSettings *settings,   /* nullable */
                                        FfGatewayResolver       resolver,   /* nullable */
                                        gpointer                user_data,
                                        FfBooks               **out_books,  /* nullable */
                                        GCancellable           *cancellable,
                                        GError                **error);

G_END_DECLS
