#pragma once

#include "base/ff-json.h"
#include "send/ff-gateway.h"

G_BEGIN_DECLS

/* The rehearsal gateway: an HTTP server on loopback that reaches nobody,
 * keeps what it was given in an append-only file, and fails when told to. It
 * works on a thread of its own; every function may be called from any.
 *
 *   GET  /v1                     {"class": "keyed"|"searchable"|"blind"}
 *   POST /v1/messages            takes one message; Idempotency-Key
 *   GET  /v1/messages?after=N    {"messages": […], "last": N}, at most limit=100 of them
 *   GET  /v1/messages/by-key/K   one message, or 404
 *   PUT  /v1/script              the faults from now on
 *
 * The script is {"delay_ms", "refuse_rate", "seed", "faults": […]}, each fault
 * {"kind": "status"|"reset"|"truncate"|"garbage"|"silence"|"delay",
 *  "from": N, "count": N, "every": N, "status", "retry_after", "delay_ms",
 *  "taken": true if the message is kept before the fault}. */

#define FF_TYPE_REHEARSAL (ff_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (FfRehearsal, ff_rehearsal, FF, REHEARSAL, GObject)

FfRehearsal *ff_rehearsal_new            (const char     *log_path,
                                          FfRepeatClass   repeat_class);
gboolean     ff_rehearsal_start          (FfRehearsal    *self,     /* blocks until it listens */
                                          guint16         port,     /* 0: a free one */
                                          GError        **error);
void         ff_rehearsal_stop           (FfRehearsal    *self);
guint16      ff_rehearsal_get_port       (FfRehearsal    *self);
char        *ff_rehearsal_dup_url        (FfRehearsal    *self);    /* "http://127.0.0.1:PORT/v1/messages" */
gboolean     ff_rehearsal_set_script     (FfRehearsal    *self,     /* NULL: no faults */
                                          FfJson         *script,
                                          GError        **error);
gint64       ff_rehearsal_get_n_accepted (FfRehearsal    *self);    /* over all its life, from the log */
gint64       ff_rehearsal_get_n_requests (FfRehearsal    *self);    /* since it was started */
/* {"messages": [{"number", "id", "key", "at", "message"}], "last": N} */
FfJson      *ff_rehearsal_dup_messages   (FfRehearsal    *self,
                                          gint64          after,
                                          guint           limit,
                                          GError        **error);

/* How the one at @url takes repeats. Blocks. */
gboolean     ff_rehearsal_ask_class      (const char     *url,
                                          FfRepeatClass  *out_class,
                                          GError        **error);

G_END_DECLS
