/* Tests src/activities/ff-activity-change-dimension.c. */

#include "../support/ff-test-activity.h"

#define COLUMN(how, value) "{'id': 'm', 'label': 'm', 'value': " value ", 'how': '" how "'}"
#define NAME "{'attribute': ['name']}"
#define SCORE "{'attribute': ['score']}"

static const FfTestActivity cases[] = {
  { "to-one", "'link': 'city'", "all>in", { "out=10 20 30", "unreachable=4|No City 8|No City" } },
  { "to-one/lowest-key", "'link': 'city'", "tagged>in", { "out=10|gold|5 20|gold|7 30|-|1", "unreachable=4|bronze|7|No City 8|bronze|9|No City" } },
  { "to-one/columns", "'link': 'city', 'merge': [" COLUMN ("sum", SCORE) ", " COLUMN ("count", SCORE) ", " COLUMN ("join", NAME) "]", "all>in",
    { "out=10|8|2|Ada, Bob, Gus 20|7|1|Cy, Fay 30|1|1|Eva", "unreachable=4|No City 8|No City" } },
  { "to-one/carried-column", "'link': 'city', 'merge': [" COLUMN ("max", "{'column': 'tier'}") "]", "tagged>in", { "out=10|silver|5 20|silver|7 30|-|1" } },
  { "to-one/first-and-filled", "'link': 'city', 'merge': [" COLUMN ("first", "{'attribute': ['email']}") ", " COLUMN ("filled", SCORE) "]", "some>in",
    { "out=10|BOB@x.org|- 20| bob@x.org |7", "unreachable=4|No City" } },
  { "to-one/through-a-link", "'link': 'person', 'merge': [" COLUMN ("max", "{'attribute': ['total']}") ", " COLUMN ("average", "{'attribute': ['total']}") "]", "purchases>in",
    { "out=1|1000|750 3|300|250 6|50|50", "unreachable=105|No Person 106|No Person" } },
  { "to-many", "'link': 'purchase', 'multiply': true", "gold>in", { "out=100 101 102 103", "unreachable=7|No Purchases" } },
  { "to-many/carries", "'link': 'purchase', 'multiply': true", "tagged>in", { "out=100|gold|5 101|gold|5 102|gold|7 103|gold|7 104|silver|-" } },
  { "to-many/not-confirmed", "'link': 'purchase'", "gold>in", { "out=100 101 102 103" }, "may become more", "/multiply" },
  { "of-nobody", "'link': 'city', 'merge': [" COLUMN ("sum", SCORE) "]", "nobody>in", { "out=", "unreachable=" } },

  { "unknown-link", "'link': 'friends'", "all>in", { "out?", "unreachable?" }, "friends", "/link" },
  { "to-many/columns", "'link': 'purchase', 'merge': [" COLUMN ("sum", SCORE) "]", "all>in", { "out?" }, "from one row to many", "/merge" },
  { "no-number", "'link': 'city', 'merge': [" COLUMN ("average", NAME) "]", "all>in", { "out?" }, "The Average", "/merge/0/how" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("change-dimension", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
