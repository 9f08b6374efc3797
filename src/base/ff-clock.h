#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one way to read the time, so that no test sleeps. Wall time is
 * microseconds since 1970 in UTC; monotonic time is for time-outs. */

#define FF_TYPE_CLOCK (ff_clock_get_type ())
G_DECLARE_FINAL_TYPE (FfClock, ff_clock, FF, CLOCK, GObject)

FfClock *ff_clock_get_wall       (void);                    /* lent; the process's real clock */
FfClock *ff_clock_new_test       (gint64   now_usec);       /* stands still until advanced */
void     ff_clock_advance        (FfClock *self,
                                  gint64   delay_usec);
gint64   ff_clock_get_now        (FfClock *self);           /* wall, µs UTC; any thread */
gint64   ff_clock_get_monotonic  (FfClock *self);           /* µs; any thread */

G_END_DECLS
