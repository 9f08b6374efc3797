#pragma once

#include "store/ff-store.h"

G_BEGIN_DECLS

/* The values of an operand over all rows of its entity, exactly, each with its number of rows. */

typedef struct
{
  FfValue value;
  gint64  n_rows;
} FfValueCount;

typedef struct
{
  gint64   taken_at;     /* µs UTC: of the snapshot */
  gint64   n_rows;       /* of the entity */
  gint64   n_missing;    /* of them: without a value */
  gint64   n_distinct;   /* values, however many are listed */
  FfValue  least;        /* NULL kind when there is none */
  FfValue  greatest;
  GArray  *values;       /* of FfValueCount: the most frequent first, ties in order of the values */
} FfValueCounts;

FfValueCounts *ff_value_counts_read (FfStore         *store,
                                 const FfEntity  *entity,
                                 FfOperand       *operand,
                                 const char      *find,        /* nullable: only texts that contain it, case ignored */
                                 guint            limit,
                                 GCancellable    *cancellable,
                                 GError         **error);
void         ff_value_counts_free (FfValueCounts     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfValueCounts, ff_value_counts_free)

G_END_DECLS
