#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small seeded random numbers for the sample store. Not for anything that a
 * campaign draws: that is the keyed hash of base/ff-hash.h. */

typedef struct
{
  guint64 state;
} FfSampleRandom;

FfSampleRandom ff_sample_random_start   (guint64         seed,
                                         guint32         stream,
                                         guint64         row);
guint64        ff_sample_random_next    (FfSampleRandom *self);
guint32        ff_sample_random_below   (FfSampleRandom *self,
                                         guint32         bound);   /* 0 .. bound - 1 */
guint64        ff_sample_random_below64 (FfSampleRandom *self,
                                         guint64         bound);
gboolean       ff_sample_random_chance  (FfSampleRandom *self,
                                         guint32         permille);

/* One of a table of weights; their sum is @total. */
guint          ff_sample_random_pick    (FfSampleRandom *self,
                                         const guint16  *weights,
                                         guint           n_weights,
                                         guint32         total);

/* A walk through 0 .. n-1 that meets each number once, in an order that looks
 * random and needs no memory. */
typedef struct
{
  guint64 n;
  guint64 step;
  guint64 next;
} FfSampleWalk;

FfSampleWalk   ff_sample_walk_start     (FfSampleRandom *random,
                                         guint64         n);
guint64        ff_sample_walk_next      (FfSampleWalk   *self);

G_END_DECLS
