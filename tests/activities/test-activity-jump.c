/* Tests src/activities/ff-activity-jump.c. */

#include "../support/ff-test-activity.h"

#define JUMP(id, name) "{'id': '" id "', 'type': 'jump', 'x': 0, 'y': 0, 'settings': {'name': '" name "'}}"

static const FfTestActivity cases[] = {
  { "leaves-where-it-entered", "'name': 'a'", "some>in", { "out=2 3 4" } },
  { "leaves-elsewhere", "'name': 'a'", "some>j.in", { "out=2 3 4" }, .more = JUMP ("j", "a") },
  { "columns-go-on", "'name': 'a'", "tagged>j.in", { "out=1|gold|5 2|silver|- 3|gold|7 4|bronze|7 5|-|1 6|silver|- 7|gold|3 8|bronze|9" }, .more = JUMP ("j", "a") },
  { "several-leave", "'name': 'a'", "some>j.in", { "out=2 3 4" }, .more = JUMP ("j", "a") ", " JUMP ("k", "a") },
  { "others-do-not-matter", "'name': 'a'", "some>j.in gold>k.in", { "out=2 3 4" }, .more = JUMP ("j", "a") ", " JUMP ("k", "b") },
  { "enters-not-counted", "'name': 'a'", "off>j.in", { "out?" }, .more = JUMP ("j", "a") },
  { "no-name", "", "", { "out?" }, "is not set", "/name" },
  { "nothing-enters", "'name': 'a'", "some>j.in", { "out?" }, "Nothing comes into", "", .more = JUMP ("j", "b") },
  { "two-enter", "'name': 'a'", "some>j.in gold>k.in", { "out?" }, "Several jumps", "/name", .more = JUMP ("j", "a") ", " JUMP ("k", "a") },
  { "circle", "'name': 'a'", "b>j.in", { "out?" }, "in a circle", "", .more = JUMP ("j", "a") },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("jump", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
