/* Tests src/activities/ff-activity-start.c. */

#include "../support/ff-test-activity.h"

static const FfTestActivity cases[] = {
  { "no-rows", "", "", { "out?" } },
  { "once", "'when': 'once', 'at': '2026-03-01 09:00'", "", { "out?" } },
  { "signal", "'when': 'signal', 'signal': 'sold'", "", { "out?" } },
  { "once/no-moment", "'when': 'once'", "", { "out?" }, "is not set", "/at" },
  { "once/no-such-day", "'when': 'once', 'at': '2026-02-30 09:00'", "", { "out?" }, "no moment", "/at" },
  { "once/no-such-hour", "'when': 'once', 'at': '2026-03-01 24:00'", "", { "out?" }, "no moment", "/at" },
  { "signal/none", "'when': 'signal'", "", { "out?" }, "is not set", "/signal" },
  { "second", "", "", { "out?" }, "a start already", "", .more = "{'id': 's', 'type': 'start', 'x': 0, 'y': 0, 'settings': {}}" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("start", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
