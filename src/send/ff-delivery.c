/* What a delivery is: its identity, its states and the one table of moves.
 * Everyone who changes a state asks this file; any thread. */

#include "send/ff-delivery.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FfDeliveryState from;
  FfDeliveryState to;
  FfMover         mover;
} Move;

/* The table. What is not in it does not happen. */
static const Move moves[] = {
  { FF_DELIVERY_WAITING,     FF_DELIVERY_IN_FLIGHT,   FF_MOVER_SENDER },  /* committed before the first byte */
  { FF_DELIVERY_WAITING,     FF_DELIVERY_NOT_SENT,    FF_MOVER_SENDER },  /* the gate, or it cannot be rendered */
  { FF_DELIVERY_WAITING,     FF_DELIVERY_NOT_SENT,    FF_MOVER_PERSON },  /* stopped */
  { FF_DELIVERY_WAITING,     FF_DELIVERY_REFUSED,     FF_MOVER_SENDER },  /* its deadline passed */
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_ACCEPTED,    FF_MOVER_SENDER },
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_REFUSED,     FF_MOVER_SENDER },
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_WAITING,     FF_MOVER_SENDER },  /* clearly not taken, or keyed */
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_UNCONFIRMED, FF_MOVER_SENDER },
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_ACCEPTED,    FF_MOVER_LOOK_UP }, /* asked before it is repeated */
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_REFUSED,     FF_MOVER_LOOK_UP },
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_WAITING,     FF_MOVER_LOOK_UP },
  { FF_DELIVERY_IN_FLIGHT,   FF_DELIVERY_UNCONFIRMED, FF_MOVER_LOOK_UP }, /* no answer there either */
  { FF_DELIVERY_UNCONFIRMED, FF_DELIVERY_ACCEPTED,    FF_MOVER_LOOK_UP },
  { FF_DELIVERY_UNCONFIRMED, FF_DELIVERY_REFUSED,     FF_MOVER_LOOK_UP },
  { FF_DELIVERY_UNCONFIRMED, FF_DELIVERY_WAITING,     FF_MOVER_PERSON },  /* send again */
  { FF_DELIVERY_UNCONFIRMED, FF_DELIVERY_NOT_SENT,    FF_MOVER_PERSON },  /* leave */
};

typedef struct
{
  const char *id;
  const char *label;
} Word;

static const Word state_words[FF_N_DELIVERY_STATES] = {
  [FF_DELIVERY_WAITING]     = { "waiting",     N_("Waiting") },
  [FF_DELIVERY_IN_FLIGHT]   = { "in-flight",   N_("In flight") },
  [FF_DELIVERY_ACCEPTED]    = { "accepted",    N_("Accepted") },
  [FF_DELIVERY_REFUSED]     = { "refused",     N_("Refused") },
  [FF_DELIVERY_UNCONFIRMED] = { "unconfirmed", N_("Unconfirmed") },
  [FF_DELIVERY_NOT_SENT]    = { "not-sent",    N_("Not sent") },
};

static const Word reason_words[FF_N_REASONS] = {
  [FF_REASON_NONE]            = { "none",            N_("No reason") },
  [FF_REASON_NO_ADDRESS]      = { "no-address",      N_("No address") },
  [FF_REASON_INVALID_ADDRESS] = { "invalid-address", N_("Invalid address") },
  [FF_REASON_NO_CONSENT]      = { "no-consent",      N_("No consent") },
  [FF_REASON_SUPPRESSED]      = { "suppressed",      N_("Suppressed") },
  [FF_REASON_QUARANTINED]     = { "quarantined",     N_("Quarantined") },
  [FF_REASON_DUPLICATE]       = { "duplicate",       N_("Duplicate") },
  [FF_REASON_CONTROL_GROUP]   = { "control-group",   N_("Control group") },
  [FF_REASON_PRESSURE]        = { "pressure",        N_("Too many messages lately") },
  [FF_REASON_QUIET_HOURS]     = { "quiet-hours",     N_("Quiet hours without a later slot") },
  [FF_REASON_MISSING_FIELD]   = { "missing-field",   N_("Missing field") },
  [FF_REASON_OVER_LIMIT]      = { "over-limit",      N_("Over the limit") },
  [FF_REASON_STOPPED]         = { "stopped",         N_("Stopped before its turn") },
  [FF_REASON_LEFT]            = { "left",            N_("Left alone by decision") },
  [FF_REASON_NOT_RENDERED]    = { "not-rendered",    N_("Could not be rendered") },
  [FF_REASON_TOO_LATE]        = { "too-late",        N_("Too late") },
  [FF_REASON_CHANGED]         = { "changed",         N_("Content changed between attempts") },
};

/**
 * ff_delivery_can_move:
 * @from: the state it has
 * @to: the state it should get
 * @mover: who asks
 *
 * Returns: whether the table of moves allows it
 */
gboolean
ff_delivery_can_move (FfDeliveryState from,
                      FfDeliveryState to,
                      FfMover         mover)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].from == from && moves[i].to == to && moves[i].mover == mover)
      return TRUE;

  return FALSE;
}

static gboolean
find_word (const Word *words,
           guint       n_words,
           const char *id,
           guint      *out_index)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].id, id) == 0)
      {
        *out_index = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ff_delivery_state_get_id:
 * @state: a state
 *
 * Returns: its word in commands and JSON, never translated
 */
const char *
ff_delivery_state_get_id (FfDeliveryState state)
{
  g_return_val_if_fail ((guint) state < FF_N_DELIVERY_STATES, NULL);

  return state_words[state].id;
}

/**
 * ff_delivery_state_get_label:
 * @state: a state
 *
 * Returns: its word on screen
 */
const char *
ff_delivery_state_get_label (FfDeliveryState state)
{
  g_return_val_if_fail ((guint) state < FF_N_DELIVERY_STATES, NULL);

  return _(state_words[state].label);
}

/**
 * ff_delivery_state_from_id:
 * @id: (nullable): a word
 * @out_state: (out): the state it names, untouched if none
 *
 * Returns: %TRUE if @id names a state
 */
gboolean
ff_delivery_state_from_id (const char      *id,
                           FfDeliveryState *out_state)
{
  guint found;

  if (!find_word (state_words, FF_N_DELIVERY_STATES, id, &found))
    return FALSE;

  *out_state = found;
  return TRUE;
}

/**
 * ff_reason_get_id:
 * @reason: a reason
 *
 * Returns: its word in commands and JSON, never translated
 */
const char *
ff_reason_get_id (FfReason reason)
{
  g_return_val_if_fail ((guint) reason < FF_N_REASONS, NULL);

  return reason_words[reason].id;
}

/**
 * ff_reason_get_label:
 * @reason: a reason
 *
 * Returns: its words on screen
 */
const char *
ff_reason_get_label (FfReason reason)
{
  g_return_val_if_fail ((guint) reason < FF_N_REASONS, NULL);

  return _(reason_words[reason].label);
}

/* Each part goes in with its length, so that no two identities give the same bytes. */
static void
add_part (GChecksum  *checksum,
          const char *part)
{
  g_autofree char *length = NULL;
  gsize n_bytes = part != NULL ? strlen (part) : 0;

  length = g_strdup_printf ("%" G_GSIZE_FORMAT ":", n_bytes);
  g_checksum_update (checksum, (const guchar *) length, -1);
  if (n_bytes > 0)
    g_checksum_update (checksum, (const guchar *) part, n_bytes);
}

/**
 * ff_delivery_make_key:
 * @run_id: the run
 * @activity_id: the activity in it
 * @profile_key: canonical key of the profile
 * @secondary_key: (nullable): canonical key of the secondary entity; empty is the same as %NULL
 * @ordinal: of the address within the profile
 * @channel: the channel, which a waterfall may vary
 *
 * Makes the key that tells a gateway that a repeat is a repeat. It depends on
 * the delivery's identity alone, never on when or how often it is sent.
 *
 * Returns: (transfer full): 64 hex digits
 */
char *
ff_delivery_make_key (const char *run_id,
                      const char *activity_id,
                      const char *profile_key,
                      const char *secondary_key,
                      guint       ordinal,
                      const char *channel)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char digits[16];

  g_snprintf (digits, sizeof digits, "%u", ordinal);
  add_part (checksum, run_id);
  add_part (checksum, activity_id);
  add_part (checksum, profile_key);
  add_part (checksum, secondary_key);
  add_part (checksum, digits);
  add_part (checksum, channel);

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * ff_delivery_free:
 * @self: (nullable): a delivery
 *
 * Frees @self and all it holds.
 */
void
ff_delivery_free (FfDelivery *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->profile_key);
  g_free (self->secondary_key);
  g_free (self->channel);
  g_free (self->address);
  g_clear_pointer (&self->values, ff_json_unref);
  g_free (self->body_hash);
  g_free (self->gateway_message);
  g_free (self->answer);
  g_free (self);
}
