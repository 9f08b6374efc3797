#pragma once

#include "send/ff-gate.h"

G_BEGIN_DECLS

/* What preparation and the moves ask; of this room only. */

typedef struct
{
  const char *channel;
  const char *address;
  const char *profile_key;
  gint64      task_id;           /* whose opt-outs count; 0: it has none yet */
  gboolean    is_transactional;  /* passes what is about consent, never the rest */
} FfGateQuestion;

/* FF_REASON_NONE: may be written to. */
gboolean ff_gate_ask   (FfOutbox              *outbox,
                        const FfGateQuestion  *question,
                        FfReason              *out_reason,
                        GError               **error);

G_END_DECLS
