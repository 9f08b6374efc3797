#pragma once

#include "engine/ff-counts.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* A count taken again from nothing, to hold it against the one that is shown. */
typedef struct
{
  gint64    n_keys;          /* now */
  gboolean  has_standing;    /* a count of the same data stands, which is */
  gint64    n_standing;
  gint64    taken_at;        /* µs UTC */
  char     *data_version;
  char     *query_hash;      /* SHA-256 of every statement behind the count */
  guint     n_steps;
  gint64    duration_usec;
} FfVerification;

gboolean ff_verify             (FfStore         *store,
                                FfFlow           flow,
                                FfVerification  *out_verification,
                                GCancellable    *cancellable,
                                GError         **error);
void     ff_verification_clear (FfVerification  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfVerification, ff_verification_clear)

G_END_DECLS
