/* Tests src/activities/ff-activity-fork.c. */

#include "../support/ff-test-activity.h"

static const FfTestActivity cases[] = {
  { "same-rows", "", "some>in", { "branch-1~2 3 4", "branch-2~2 3 4" } },
  { "branches", "'branches': 4", "tagged>in", { "branch-4~1|gold|5 2|silver|- 3|gold|7 4|bronze|7 5|-|1 6|silver|- 7|gold|3 8|bronze|9" } },
  { "one", "'branches': 1", "some>in", { "branch-1?" }, "must be from", "/branches" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("fork", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
