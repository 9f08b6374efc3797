#pragma once

#include "message/ff-content.h"
#include "send/ff-outbox.h"
#include "send/ff-row-source.h"

G_BEGIN_DECLS

/* From rows to deliveries: each row becomes one, or is excluded for the first
 * reason that holds, in the order of FfReason. */

/* What is sent by whom: lent for the length of a call. */
typedef struct
{
  const char *run_id;            /* added before; not read by the count */
  const char *activity_id;
  const char *label;
  const char *channel;
  const char *gateway_id;
  const char *gateway_type;
  FfJson     *gateway_settings;  /* without secrets */
  FfContent  *content;
  gboolean    is_transactional;  /* passes consent, never suppression */
  FfJson     *opted_out;         /* nullable: nobody; rule over the profile: who is not to get it any more when sent */
  gint64      deadline_at;       /* 0: none */
  gint64      limit;             /* most deliveries; 0: none */
  gint64      now_at;
} FfPreparation;

/* Writes the deliveries in one transaction and gives the books. A task that
 * was prepared before is left as it is and its books are given. */
FfBooks *ff_preparation_run   (const FfPreparation  *preparation,
                               FfRowSource          *rows,
                               FfOutbox             *outbox,
                               GCancellable         *cancellable,
                               GError              **error);
/* The same verdicts without writing: the ladder of the Review page. */
FfBooks *ff_preparation_count (const FfPreparation  *preparation,
                               FfRowSource          *rows,
                               FfOutbox             *outbox,
                               GCancellable         *cancellable,
                               GError              **error);

/* Whom the same verdicts exclude for @reason, or, for FF_REASON_NONE, who gets a message; nothing is written. Array of
 * FfExcluded without ids, in the order of the rows. */
GPtrArray *ff_preparation_list (const FfPreparation  *preparation,
                                FfRowSource          *rows,
                                FfOutbox             *outbox,
                                FfReason              reason,
                                GCancellable         *cancellable,
                                GError              **error);

G_END_DECLS
