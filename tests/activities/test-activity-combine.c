/* Tests src/activities/ff-activity-combine.c. */

#include "../support/ff-test-activity.h"

#define TIER "{'attribute': ['tier']}"
#define PAIR "'pairs': [{'id': 'p', 'key': " TIER "}]"
#define PERSON "'pairs': [{'id': 'p', 'key': {'attribute': ['person_id']}, 'other': {'attribute': ['person_id']}}]"

static const FfTestActivity cases[] = {
  { "union", "", "gold>primary some>others", { "out=1 2 3 4 7", "rest=" } },
  { "union/limit", "'limit': 4", "some>primary gold>others", { "out=1 2 3 4", "rest=7|Over the limit" } },
  { "union/columns-of-primary", "", "gold>primary tagged>others", { "out=1 2 3 4 5 6 7 8" } },
  { "union/columns-of-all", "'columns': 'all'", "some>primary tagged>others",
    { "out=1|gold|5 2|silver|- 3|gold|7 4|bronze|7 5|-|1 6|silver|- 7|gold|3 8|bronze|9" } },
  { "union/columns-in-common", "'columns': 'common'", "tagged>primary gold>others", { "out=1 2 3 4 5 6 7 8" } },
  { "union/by-attributes", "'compare': 'columns', " PAIR, "some>primary all>others",
    { "out=2 3 4 5", "rest=1|The same as another 6|The same as another 7|The same as another 8|The same as another" } },
  { "intersection", "'how': 'intersection'", "gold>primary some>others",
    { "out=3", "rest=1|Not in “some” 2|Not in “gold” 4|Not in “gold” 7|Not in “some”" } },
  { "intersection/by-attributes-of-others", "'how': 'intersection', 'compare': 'columns', " PERSON, "all>primary paid>others",
    { "out=1 3 6", "rest=2|Not in “paid” 4|Not in “paid” 5|Not in “paid” 7|Not in “paid” 8|Not in “paid”" } },
  { "exclusion", "'how': 'exclusion'", "all>primary some>others gold>others",
    { "out=5 6 8", "rest=1|In “gold” 2|In “some” 3|In “some” 4|In “some” 7|In “gold”" } },
  { "exclusion/any-linked-row", "'how': 'exclusion', 'compare': 'link', 'link': 'purchase'", "all>primary paid>others",
    { "out=2 4 5 7 8", "rest=1|In “paid” 3|In “paid” 6|In “paid”" } },
  { "exclusion/linked-to-one", "'how': 'exclusion', 'compare': 'link', 'link': 'person'", "purchases>primary gold>others",
    { "out=104 105 106", "rest=100|In “gold” 101|In “gold” 102|In “gold” 103|In “gold”" } },
  { "exclusion/empty-matches-nothing", "'how': 'exclusion', 'compare': 'columns', " PAIR, "all>primary all>others", { "out=5" } },
  { "difference", "'how': 'difference'", "gold>primary some>others", { "out=1 2 4 7", "rest=3|In both" } },

  { "dimensions", "", "all>primary purchases>others", { "out?", "rest?" }, "Change Dimension", "" },
  { "union/of-two-dimensions", "'compare': 'columns', " PERSON, "all>primary purchases>others", { "out?" }, "Change Dimension", "" },
  { "difference/three", "'how': 'difference'", "all>primary some>others gold>others", { "out?" }, "exactly two", "/how" },
  { "no-attribute", "'compare': 'columns'", "all>primary some>others", { "out?" }, "makes two rows the same", "/pairs" },
  { "other-kind", "'compare': 'columns', 'pairs': [{'id': 'p', 'key': {'attribute': ['score']}, 'other': " TIER "}]", "all>primary some>others",
    { "out?" }, "cannot be equal", "/pairs/0/other" },
  { "unknown-attribute", "'compare': 'columns', 'pairs': [{'id': 'p', 'key': {'attribute': ['rank']}}]", "all>primary some>others",
    { "out?" }, "rank", "/pairs/0/key/attribute/0" },
  { "unknown-link", "'how': 'exclusion', 'compare': 'link', 'link': 'friends'", "all>primary paid>others", { "out?" }, "friends", "/link" },
  { "link-elsewhere", "'how': 'exclusion', 'compare': 'link', 'link': 'city'", "all>primary paid>others", { "out?" }, "city", "/link" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("combine", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
