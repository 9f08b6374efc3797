/* Tests src/activities/ff-activity-ab-test.c. */

#include "../support/ff-test-activity.h"

#define ARMS(list) "'arms': [" list "]"
#define SHARE(id, label, percent) "{'id': '" id "', 'label': '" label "', 'percent': " percent "}"
#define SIZE(id, label, n) "{'id': '" id "', 'label': '" label "', 'count': " n "}"

static const FfTestActivity cases[] = {
  { "one-arm-takes-all", ARMS (SHARE ("a", "Aa", "100")), "some>in", { "a=2|Aa 3|Aa 4|Aa", "control=" } },
  { "nobody-but-the-control", ARMS (SHARE ("a", "Aa", "0")), "some>in", { "a=", "control=2|control 3|control 4|control" } },
  { "halves", "'salt': '1', " ARMS (SHARE ("a", "Aa", "50") ", " SHARE ("b", "Bb", "50")), "all>in",
    { "a=1|Aa 8|Aa", "b=2|Bb 3|Bb 4|Bb 5|Bb 6|Bb 7|Bb", "control=" } },
  /* Whoever is left stays where they were. */
  { "halves/of-fewer", "'salt': '1', " ARMS (SHARE ("a", "Aa", "50") ", " SHARE ("b", "Bb", "50")), "gold>in", { "a=1|Aa", "b=3|Bb 7|Bb" } },
  { "sizes", "'how': 'sizes', " ARMS (SIZE ("a", "Aa", "8") ", " SIZE ("b", "Bb", "1")), "all>in",
    { "a=1|Aa 2|Aa 3|Aa 4|Aa 5|Aa 6|Aa 7|Aa 8|Aa", "b=", "control=" } },
  { "sizes/salted", "'how': 'sizes', 'salt': '1', " ARMS (SIZE ("a", "Aa", "1") ", " SIZE ("b", "Bb", "1")), "some>in",
    { "a=2|Aa", "b=3|Bb", "control=4|control" } },
  { "codes", ARMS ("{'id': 'a', 'label': 'Aa', 'code': 'x', 'percent': 100}"), "gold>in", { "a=1|x 3|x 7|x" } },
  { "beside-other-columns", ARMS (SHARE ("a", "Aa", "100")), "tagged>in",
    { "a=1|gold|5|Aa 2|silver|-|Aa 3|gold|7|Aa 4|bronze|7|Aa 5|-|1|Aa 6|silver|-|Aa 7|gold|3|Aa 8|bronze|9|Aa" } },

  { "more-than-all", ARMS (SHARE ("a", "Aa", "60") ", " SHARE ("b", "Bb", "50")), "all>in", { "a?", "control?" }, "more than 100", "/arms" },
  { "too-fine", ARMS (SHARE ("a", "Aa", "0.0000001")), "all>in", { "a?" }, "six decimals", "/arms/0/percent" },
  { "same-id", ARMS (SHARE ("a", "Aa", "1") ", " SHARE ("a", "Bb", "1")), "all>in", { "a?" }, "no id of its own", "/arms/1" },
  { "no-arm", ARMS (""), "all>in", { "control?" }, "is not set", "/arms" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("ab-test", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
