/* Tests src/activities/ff-activity-wait.c. */

#include "../support/ff-test-activity.h"

static const FfTestActivity cases[] = {
  { "for", "", "some>in", { "out~2 3 4" } },
  { "for/some-hours", "'duration': {'amount': 36, 'unit': 'hour'}", "some>in", { "out~2 3 4" } },
  { "until", "'how': 'until', 'at': '2026-12-24 18:30', 'zone': 'Asia/Seoul'", "some>in", { "out~2 3 4" } },
  { "time", "'how': 'time', 'time': '08:15', 'own-zone': true", "some>in", { "out~2 3 4" } },
  { "weekday", "'how': 'weekday', 'weekday': '5'", "some>in", { "out~2 3 4" } },
  { "columns-go-on", "", "tagged>in", { "out~1|gold|5 2|silver|- 3|gold|7 4|bronze|7 5|-|1 6|silver|- 7|gold|3 8|bronze|9" } },
  { "until/no-moment", "'how': 'until'", "some>in", { "out?" }, "is not set", "/at" },
  { "until/odd", "'how': 'until', 'at': 'tomorrow'", "some>in", { "out?" }, "no moment", "/at" },
  { "time/odd", "'how': 'time', 'time': '9:00'", "some>in", { "out?" }, "no time of day", "/time" },
  { "weekday/odd", "'how': 'weekday', 'weekday': '8'", "some>in", { "out?" }, "no choice", "/weekday" },
  { "zone/odd", "'zone': 'Mars/North'", "some>in", { "out?" }, "no zone", "/zone" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("wait", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
