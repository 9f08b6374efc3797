#pragma once

#include "send/ff-outbox.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* The gate: who may not be written to any more. It stands in the outbox, is
 * filled from the store, and is read in the transaction that moves a delivery
 * to in flight. It can only remove. */

/* Suppressed addresses, and, for @run_id, who opted out of what waits in it. */
gboolean ff_gate_synchronise (FfOutbox      *outbox,
                              FfStore       *store,
                              const char    *run_id,         /* nullable: only what holds for every run */
                              gint64         now,
                              FfSnapshot    *out_snapshot,   /* nullable */
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS
