#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a local store with invented people, orders, bookings and messages:
 * what the first minute, the template campaigns, the tests and the benchmarks
 * work on. Every address is in a reserved domain, every telephone number in a
 * range that is reserved for fiction or cannot be assigned. */

#define FF_SAMPLE_DEFAULT_PEOPLE G_GINT64_CONSTANT (20000)
#define FF_SAMPLE_MAX_PEOPLE     G_GINT64_CONSTANT (20000000)
#define FF_SAMPLE_DEFAULT_SEED   G_GUINT64_CONSTANT (1)

/**
 * FfSampleOptions:
 * @n_people: 0 to %FF_SAMPLE_MAX_PEOPLE
 * @seed: the same seed, people and as-of day give the same bytes
 * @as_of_usec: the history ends on this day at 00:00 UTC; 0 is today's
 * @replace: whether a file at the path may be replaced
 */
typedef struct
{
  gint64   n_people;
  guint64  seed;
  gint64   as_of_usec;
  gboolean replace;
} FfSampleOptions;

/* Called on the writing thread, a few hundred times; @fraction runs from 0 to 1. */
typedef void (*FfSampleProgress) (double   fraction,
                                  gpointer user_data);

gboolean ff_sample_write (const char             *path,
                          const FfSampleOptions  *options,
                          FfSampleProgress        progress_func,
                          gpointer                user_data,
                          GCancellable           *cancellable,
                          GError                **error);

G_END_DECLS
