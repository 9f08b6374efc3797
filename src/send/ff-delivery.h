#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* One message to one address for one profile and one secondary entity: its
 * identity, its states and the one table of moves between them. */

/* The numbers stand in outbox.db and are never changed. */
typedef enum
{
  FF_DELIVERY_WAITING     = 0,
  FF_DELIVERY_IN_FLIGHT   = 1,
  FF_DELIVERY_ACCEPTED    = 2,
  FF_DELIVERY_REFUSED     = 3,
  FF_DELIVERY_UNCONFIRMED = 4,
  FF_DELIVERY_NOT_SENT    = 5,
} FfDeliveryState;

#define FF_N_DELIVERY_STATES 6

/**
 * FfMover:
 * @FF_MOVER_SENDER: the sender, by the gateway's answer or its own rules
 * @FF_MOVER_LOOK_UP: the gateway was asked what became of it
 * @FF_MOVER_PERSON: someone decided
 */
typedef enum
{
  FF_MOVER_SENDER,
  FF_MOVER_LOOK_UP,
  FF_MOVER_PERSON,
} FfMover;

/* Why somebody of the audience got no message. In the order in which
 * preparation judges; the last ones can only happen after it. The numbers
 * stand in outbox.db and are never changed. */
typedef enum
{
  FF_REASON_NONE            = 0,
  FF_REASON_NO_ADDRESS      = 1,
  FF_REASON_INVALID_ADDRESS = 2,
  FF_REASON_NO_CONSENT      = 3,
  FF_REASON_SUPPRESSED      = 4,
  FF_REASON_QUARANTINED     = 5,
  FF_REASON_DUPLICATE       = 6,
  FF_REASON_CONTROL_GROUP   = 7,
  FF_REASON_PRESSURE        = 8,
  FF_REASON_QUIET_HOURS     = 9,
  FF_REASON_MISSING_FIELD   = 10,
  FF_REASON_OVER_LIMIT      = 11,
  FF_REASON_STOPPED         = 12, /* the send was stopped before its turn */
  FF_REASON_LEFT            = 13, /* a person left an unconfirmed one alone */
  FF_REASON_NOT_RENDERED    = 14, /* its content could not be rendered */
  FF_REASON_TOO_LATE        = 15, /* refused by us: its deadline passed */
  FF_REASON_CHANGED         = 16, /* a repeat would have had other bytes */
} FfReason;

#define FF_N_REASONS          17
#define FF_LAST_PREPARED_REASON FF_REASON_OVER_LIMIT

gboolean    ff_delivery_can_move        (FfDeliveryState  from,
                                         FfDeliveryState  to,
                                         FfMover          mover);
const char *ff_delivery_state_get_id    (FfDeliveryState  state);   /* "in-flight": commands and JSON */
const char *ff_delivery_state_get_label (FfDeliveryState  state);   /* translated: "In flight" */
gboolean    ff_delivery_state_from_id   (const char      *id,
                                         FfDeliveryState *out_state);

const char *ff_reason_get_id            (FfReason         reason);  /* "no-consent" */
const char *ff_reason_get_label         (FfReason         reason);  /* translated: "No consent" */

/* The idempotency key: SHA-256 of the identity in lower-case hex. */
char       *ff_delivery_make_key        (const char      *run_id,
                                         const char      *activity_id,
                                         const char      *profile_key,
                                         const char      *secondary_key,  /* nullable */
                                         guint            ordinal,        /* of the address within the profile */
                                         const char      *channel);

/* A delivery as the outbox holds it: a value nobody changes. */
typedef struct
{
  gint64          id;              /* of the outbox; ascending in order of preparation */
  gint64          task_id;         /* of the outbox: its activity in its run */
  char           *key;
  char           *profile_key;
  char           *secondary_key;   /* nullable */
  guint           ordinal;
  char           *channel;
  char           *address;
  FfJson         *values;          /* frozen: what the template reads */
  FfDeliveryState state;
  FfReason        reason;          /* when not sent, or refused by us */
  gint64          n_attempts;
  gboolean        is_unclear;      /* an earlier attempt may have reached the gateway */
  gint64          not_before;      /* µs UTC; 0 = at once */
  char           *body_hash;       /* nullable until the first attempt */
  char           *gateway_message; /* nullable; the gateway's id of it */
  char           *answer;          /* nullable; the gateway's words, or ours */
  gint64          changed_at;
} FfDelivery;

void ff_delivery_free (FfDelivery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfDelivery, ff_delivery_free)

G_END_DECLS
