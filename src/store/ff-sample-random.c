/* Random numbers for the sample store: SplitMix64, as published by Steele, Lea
 * and Flood ("Fast splittable pseudorandom number generators", 2014). Integer
 * arithmetic only, so that a seed gives the same store on every machine.
 *
 * Every row has a generator of its own, started from (seed, stream, row). So
 * any row can be made again without the ones before it, and a column added to
 * one table leaves the others as they were. */

#include "store/ff-sample-random.h"

static guint64
mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return value ^ (value >> 31);
}

/**
 * ff_sample_random_start:
 * @seed: the store's seed
 * @stream: what the numbers are for, one for each purpose
 * @row: the row they are for
 *
 * Returns: a generator whose numbers are independent of every other stream's
 *   and row's
 */
FfSampleRandom
ff_sample_random_start (guint64 seed,
                        guint32 stream,
                        guint64 row)
{
  FfSampleRandom self;

  self.state = mix (mix (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) + stream);
  self.state = mix (self.state + row * G_GUINT64_CONSTANT (0xd1342543de82ef95));

  return self;
}

guint64
ff_sample_random_next (FfSampleRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return mix (self->state);
}

guint32
ff_sample_random_below (FfSampleRandom *self,
                        guint32         bound)
{
  return (guint32) (((ff_sample_random_next (self) >> 32) * bound) >> 32);
}

guint64
ff_sample_random_below64 (FfSampleRandom *self,
                          guint64         bound)
{
  return bound == 0 ? 0 : ff_sample_random_next (self) % bound;
}

gboolean
ff_sample_random_chance (FfSampleRandom *self,
                         guint32         permille)
{
  return ff_sample_random_below (self, 1000) < permille;
}

guint
ff_sample_random_pick (FfSampleRandom *self,
                       const guint16  *weights,
                       guint           n_weights,
                       guint32         total)
{
  guint32 left = ff_sample_random_below (self, total);

  for (guint i = 0; i + 1 < n_weights; i++)
    {
      if (left < weights[i])
        return i;

      left -= weights[i];
    }

  return n_weights - 1;
}

static guint64
greatest_divisor (guint64 a,
                  guint64 b)
{
  while (b != 0)
    {
      guint64 rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

/**
 * ff_sample_walk_start:
 * @random: where the walk's start and step are drawn
 * @n: how many numbers there are; 0 makes a walk that must not be continued
 *
 * Adding a step that shares no divisor with @n, modulo @n, meets every number
 * once before it comes back.
 */
FfSampleWalk
ff_sample_walk_start (FfSampleRandom *random,
                      guint64         n)
{
  FfSampleWalk self = { n, 1, 0 };

  if (n < 2)
    return self;

  self.next = ff_sample_random_below64 (random, n);
  self.step = 1 + ff_sample_random_below64 (random, n - 1);
  while (greatest_divisor (self.step, n) != 1)
    self.step = self.step % (n - 1) + 1;

  return self;
}

guint64
ff_sample_walk_next (FfSampleWalk *self)
{
  guint64 value = self->next;

  self->next = (self->next + self->step) % self->n;

  return value;
}
