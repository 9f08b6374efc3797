/* The test clock stands still until advanced; the wall clock is the system's. */

#include "base/ff-clock.h"

#define START G_GINT64_CONSTANT (1700000000000000)
#define HOUR_USEC (3600 * (gint64) G_USEC_PER_SEC)

static void
test_stands_still (void)
{
  g_autoptr (FfClock) clock = ff_clock_new_test (START);

  g_assert_cmpint (ff_clock_get_now (clock), ==, START);
  g_assert_cmpint (ff_clock_get_now (clock), ==, START);
  g_assert_cmpint (ff_clock_get_monotonic (clock), ==, 0);
}

static void
test_advance (void)
{
  g_autoptr (FfClock) clock = ff_clock_new_test (START);

  ff_clock_advance (clock, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (ff_clock_get_now (clock), ==, START + 5 * G_USEC_PER_SEC);
  g_assert_cmpint (ff_clock_get_monotonic (clock), ==, 5 * G_USEC_PER_SEC);
}

static void
test_set_back (void)
{
  g_autoptr (FfClock) clock = ff_clock_new_test (START);

  ff_clock_advance (clock, 10);
  ff_clock_advance (clock, -HOUR_USEC);
  g_assert_cmpint (ff_clock_get_now (clock), ==, START + 10 - HOUR_USEC);
  g_assert_cmpint (ff_clock_get_monotonic (clock), ==, 10);
}

static void
test_wall (void)
{
  FfClock *clock = ff_clock_get_wall ();
  const gint64 before = g_get_real_time ();
  const gint64 now = ff_clock_get_now (clock);
  const gint64 monotonic = ff_clock_get_monotonic (clock);

  g_assert_true (clock == ff_clock_get_wall ());
  g_assert_cmpint (ABS (now - before), <, HOUR_USEC);
  g_assert_cmpint (ff_clock_get_monotonic (clock), >=, monotonic);
}

static gpointer
advance_thread (gpointer data)
{
  for (int i = 0; i < 10000; i++)
    ff_clock_advance (data, 1);

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (FfClock) clock = ff_clock_new_test (0);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("advance", advance_thread, clock);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpint (ff_clock_get_now (clock), ==, 40000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/stands-still", test_stands_still);
  g_test_add_func ("/base/clock/advance", test_advance);
  g_test_add_func ("/base/clock/set-back", test_set_back);
  g_test_add_func ("/base/clock/wall", test_wall);
  g_test_add_func ("/base/clock/threads", test_threads);

  return g_test_run ();
}
