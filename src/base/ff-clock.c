/* The one way to read the time. Everything that waits, dates or retries gets
 * an FfClock from whoever made it, so that a test can turn it. Any thread. */

#include "base/ff-clock.h"

struct _FfClock
{
  GObject  parent_instance;

  gboolean is_test;
  GMutex   lock;       /* guards what follows */
  gint64   now_usec;
  gint64   passed_usec;
};

G_DEFINE_FINAL_TYPE (FfClock, ff_clock, G_TYPE_OBJECT)

static void
ff_clock_finalize (GObject *object)
{
  g_mutex_clear (&FF_CLOCK (object)->lock);

  G_OBJECT_CLASS (ff_clock_parent_class)->finalize (object);
}

static void
ff_clock_class_init (FfClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ff_clock_finalize;
}

static void
ff_clock_init (FfClock *self)
{
  g_mutex_init (&self->lock);
}

static gpointer
make_wall_cb (gpointer data)
{
  return g_object_new (FF_TYPE_CLOCK, NULL);
}

/**
 * ff_clock_get_wall:
 *
 * Returns: (transfer none): the process's clock, which lives as long
 */
FfClock *
ff_clock_get_wall (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_wall_cb, NULL);
}

/**
 * ff_clock_new_test:
 * @now_usec: what it shows first, µs UTC
 *
 * Returns: (transfer full): a clock that stands still until it is advanced
 */
FfClock *
ff_clock_new_test (gint64 now_usec)
{
  FfClock *self = g_object_new (FF_TYPE_CLOCK, NULL);

  self->is_test = TRUE;
  self->now_usec = now_usec;

  return self;
}

/**
 * ff_clock_advance:
 * @self: a test clock
 * @delay_usec: µs; negative sets the wall back, as a person or a server may,
 *   and leaves monotonic time alone
 *
 * Lets time pass. Any thread.
 */
void
ff_clock_advance (FfClock *self,
                  gint64   delay_usec)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (FF_IS_CLOCK (self));
  g_return_if_fail (self->is_test);

  locker = g_mutex_locker_new (&self->lock);
  self->now_usec += delay_usec;
  self->passed_usec += MAX (0, delay_usec);
}

/**
 * ff_clock_get_now:
 * @self: a clock
 *
 * Returns: the wall time, µs since 1970 in UTC
 */
gint64
ff_clock_get_now (FfClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (FF_IS_CLOCK (self), 0);

  if (!self->is_test)
    return g_get_real_time ();

  locker = g_mutex_locker_new (&self->lock);

  return self->now_usec;
}

/**
 * ff_clock_get_monotonic:
 * @self: a clock
 *
 * Returns: µs from an arbitrary start, never going back
 */
gint64
ff_clock_get_monotonic (FfClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (FF_IS_CLOCK (self), 0);

  if (!self->is_test)
    return g_get_monotonic_time ();

  locker = g_mutex_locker_new (&self->lock);

  return self->passed_usec;
}
