/* Tests src/activities/ff-activity-and-join.c. */

#include "../support/ff-test-activity.h"

static const FfTestActivity cases[] = {
  { "primary", "", "gold>primary some>others", { "out=1 3 7" } },
  { "several-others", "", "some>primary all>others gold>others", { "out=2 3 4" } },
  { "other-dimension", "", "some>primary cities>others", { "out=2 3 4" } },
  { "others/disabled", "", "some>primary off>others", { "out=2 3 4" } },
  { "others/nobody", "", "some>primary nobody>others", { "out=2 3 4" } },
  { "primary/disabled", "", "off>primary some>others", { "out?" } },
  { "primary/nobody", "", "nobody>primary some>others", { "out=" } },
  { "half", "", "some>primary", { "out?" }, "Nothing comes in", "" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("and-join", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
