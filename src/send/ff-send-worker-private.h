#pragma once

#include "send/ff-sender.h"

G_BEGIN_DECLS

/* The sender's thread, from start to the end of what it was asked to do; of
 * this room only. A paused or ended send has no thread and holds no lock. */

typedef struct _FfSendWorker FfSendWorker;

typedef enum
{
  FF_SEND_START,   /* leaves paused what was paused */
  FF_SEND_RESUME,  /* goes on with everything */
  FF_SEND_STOP,    /* ends what waits */
} FfSendOrder;

/* What it does at the moment: a value. */
typedef struct
{
  FfSenderState state;
  FfBooks       books;
  gboolean      has_books;
  double        rate;
  GError       *error;
} FfSendReport;

/* On the main context that was the default of ff_send_worker_start (). */
typedef void (*FfSendReportFunc) (const FfSendReport *report,
                                  gpointer            user_data);

typedef struct
{
  char              *outbox_path;
  char              *run_id;
  FfSenderSettings   settings;  /* complete */
  FfClock           *clock;
  FfGatewayResolver  resolver;  /* nullable */
  gpointer           resolver_data;
} FfSendJob;

FfSendWorker *ff_send_worker_start    (const FfSendJob  *job,
                                       FfSendOrder       order,
                                       FfSendReportFunc  func,
                                       gpointer          user_data);
void          ff_send_worker_pause    (FfSendWorker     *self,
                                       gboolean          is_kept); /* stays paused when it is started again */
void          ff_send_worker_stop     (FfSendWorker     *self);
void          ff_send_worker_set_rate (FfSendWorker     *self,
                                       double            rate);
/* Gives what is in flight a moment, ends the thread, and reports no more. */
void          ff_send_worker_free     (FfSendWorker     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSendWorker, ff_send_worker_free)

G_END_DECLS
