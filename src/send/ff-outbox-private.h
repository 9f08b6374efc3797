#pragma once

#include "send/ff-gateway.h"
#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* What preparation and the sender do to the outbox; of this room only. */

struct _FfOutbox
{
  FfSqlite *db;
  char     *path;
  gboolean  read_only;
};

/* The columns of a delivery in the order ff_outbox_read_delivery () takes them. */
#define FF_DELIVERY_COLUMNS \
  "d.id, d.task, d.key, d.profile, d.secondary, d.ordinal, d.channel, d.address, d.frozen, d.state, d.reason, " \
  "d.attempts, d.unclear, d.not_before, d.body_hash, d.gateway_message, d.answer, d.changed_at"

FfDelivery *ff_outbox_read_delivery (sqlite3_stmt *row,
                                     GError      **error);
FfJson     *ff_outbox_read_json     (sqlite3_stmt *row,
                                     int           column,
                                     GError      **error);
char       *ff_outbox_print_json    (FfJson       *json);  /* nullable in and out */
char       *ff_outbox_fold_address  (const char   *address);

/* Preparation. All inside its transaction. */
gboolean    ff_outbox_add_task      (FfOutbox     *self,
                                     const FfTask *task,
                                     gint64       *out_id,
                                     GError      **error);
gboolean    ff_outbox_close_task    (FfOutbox     *self,
                                     gint64        task_id,
                                     gint64        audience,
                                     gint64        planned,
                                     GError      **error);
gboolean    ff_outbox_add_delivery  (FfOutbox         *self,
                                     const FfDelivery *delivery,
                                     gint64           *out_id,
                                     GError          **error);
gboolean    ff_outbox_add_excluded  (FfOutbox         *self,
                                     gint64            task_id,
                                     const FfExcluded *excluded,
                                     gint64           *out_id,
                                     GError          **error);
/* A row that was judged before turns out to double a later one. */
gboolean    ff_outbox_turn_duplicate (FfOutbox    *self,
                                      gint64       delivery_id,   /* or 0 ... */
                                      gint64       excluded_id,   /* ... and this one */
                                      const char  *detail,
                                      GError     **error);

/* Sending. A move changes the state of one delivery, if the table allows it
 * and it still is where it is thought to be. */
typedef struct
{
  gint64          delivery_id;
  FfDeliveryState from;
  FfDeliveryState to;
  FfMover         mover;
  FfReason        reason;
  gint64          not_before;
  gboolean        is_unclear;       /* only ever sets it */
  const char     *gateway_message;  /* nullable: as before */
  const char     *answer;           /* nullable: as before */
  guint           status;           /* of HTTP; 0: no answer */
} FfMove;

gboolean    ff_outbox_move          (FfOutbox     *self,
                                     const FfMove *move,
                                     gint64        now,
                                     GError      **error);
/* Ends a waiting delivery that shall not be tried any more: @to, or, when an
 * earlier attempt may have arrived, unconfirmed. Sets @out_to to what it became. */
gboolean    ff_outbox_give_up       (FfOutbox         *self,
                                     const FfDelivery *delivery,
                                     FfDeliveryState   to,
                                     FfMover           mover,
                                     FfReason          reason,
                                     const char       *answer,
                                     gint64            now,
                                     FfDeliveryState  *out_to,
                                     GError          **error);

typedef enum
{
  FF_CLAIM_TAKEN,    /* in flight from the commit on */
  FF_CLAIM_GONE,     /* somebody moved it meanwhile */
  FF_CLAIM_ENDED,    /* the gate or its own hash forbids it; see *out_to */
} FfClaim;

gboolean    ff_outbox_claim         (FfOutbox         *self,
                                     const FfDelivery *delivery,
                                     gboolean          is_transactional,
                                     const char       *body_hash,
                                     gint64            now,
                                     FfClaim          *out_claim,
                                     FfDeliveryState  *out_to,
                                     FfReason         *out_reason,
                                     GError          **error);
GPtrArray  *ff_outbox_list_due      (FfOutbox     *self,          /* of FfDelivery */
                                     gint64        task_id,
                                     gint64        now,
                                     guint         limit,
                                     GError      **error);
/* When the next waiting one is due; G_MAXINT64 when none waits. */
gboolean    ff_outbox_get_next_due  (FfOutbox     *self,
                                     gint64        task_id,
                                     gint64       *out_when,
                                     GError      **error);
/* What an earlier process left in flight: keyed ones wait again, blind ones are
 * unconfirmed, searchable ones are given to be asked about. Free the array. */
gboolean    ff_outbox_recover       (FfOutbox      *self,
                                     gint64         task_id,
                                     FfRepeatClass  repeat_class,
                                     gint64         now,
                                     GPtrArray    **out_look_up,   /* of FfDelivery */
                                     GError       **error);
/* Refuses what still waits after the task's deadline. */
gboolean    ff_outbox_expire        (FfOutbox      *self,
                                     const FfTask  *task,
                                     gint64         now,
                                     gint64        *out_n_moved,
                                     GError       **error);

/* One process sends a run at a time; the lock dies with its process. */
typedef struct _FfOutboxLock FfOutboxLock;

FfOutboxLock *ff_outbox_lock_run    (FfOutbox      *self,
                                     const char    *run_id,
                                     GError       **error);
void          ff_outbox_lock_free   (FfOutboxLock  *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfOutboxLock, ff_outbox_lock_free)

G_END_DECLS
