#pragma once

#include <libsoup/soup.h>

#include "base/ff-clock.h"
#include "send/ff-gateway.h"

G_BEGIN_DECLS

/* One request and its whole answer, on the sender's thread; of this room only. */

/**
 * FfHttpResult:
 * @FF_HTTP_ANSWERED: a complete answer was read
 * @FF_HTTP_NOT_SENT: clearly nothing of it reached the gateway
 * @FF_HTTP_UNCLEAR: it may have, and no complete answer came
 */
typedef enum
{
  FF_HTTP_ANSWERED,
  FF_HTTP_NOT_SENT,
  FF_HTTP_UNCLEAR,
} FfHttpResult;

typedef void (*FfHttpDone) (FfHttpResult           result,
                            const FfGatewayAnswer *answer,  /* of FF_HTTP_ANSWERED */
                            const GError          *error,   /* of the others */
                            gpointer               user_data);

/* @is_local reaches this machine without asking for a proxy. */
SoupSession *ff_http_session_new (guint             max_connections,
                                  gint64            deadline_usec,
                                  gboolean          is_local);
/* Calls @done later, once, from the thread's default main context. */
void         ff_http_send        (SoupSession      *session,
                                  FfGatewayRequest *request,
                                  gint64            deadline_usec,
                                  FfClock          *clock,
                                  FfHttpDone        done,
                                  gpointer          user_data);

G_END_DECLS
