/* Tests src/activities/ff-activity-enrich.c. */

#include "../support/ff-test-activity.h"

#define COLUMN(label, value) "{'id': 'c', 'label': '" label "', 'value': " value "}"
#define NAME "{'attribute': ['name']}"
#define SCORE "{'attribute': ['score']}"
#define TOTAL "{'attribute': ['total']}"
#define STATUS "{'attribute': ['status']}"
#define BY_TOTAL "'by': [{'by': " TOTAL ", 'descending': true}]"
#define ROWS "'link': 'purchase', 'rows': [" COLUMN ("Total", TOTAL) ", " COLUMN ("Status", STATUS) "]"
#define BY_CITY "'pairs': [{'id': 'p', 'key': {'attribute': ['city_id']}, 'other': {'attribute': ['city_id']}}]"

static const FfTestActivity cases[] = {
  { "attribute", "'columns': [" COLUMN ("city", "{'attribute': ['city', 'name']}") "]", "some>in", { "out=2|Gent 3|Mons 4|-" } },
  { "aggregate", "'columns': [" COLUMN ("n", "{'aggregate': 'count', 'link': ['purchase']}") "]", "some>in", { "out=2|0 3|2 4|0" } },
  { "expression", "'columns': [" COLUMN ("twice", "{'expression': 'score * 2'}") "]", "some>in", { "out=2|- 3|14 4|14" } },
  { "first-rows", "'take': 2, " BY_TOTAL ", " ROWS, "all>in",
    { "out=1|1000|paid|500|open 2|-|-|-|- 3|300|-|200|paid 4|-|-|-|- 5|-|-|-|- 6|50|paid|-|- 7|-|-|-|- 8|-|-|-|-" } },
  { "first-rows/where", "'take': 2, 'where': {'all': [{'left': " STATUS ", 'op': 'equals', 'right': {'value': 'paid'}}]}, " BY_TOTAL ", " ROWS, "some>in",
    { "out=2|-|-|-|- 3|200|paid|-|- 4|-|-|-|-" } },
  { "first-rows/one", "'take': 1, 'by': [{'by': " TOTAL "}], 'link': 'purchase', 'rows': [" COLUMN ("Least", TOTAL) "]", "gold>in", { "out=1|500 3|200 7|-" } },
  { "joined/same-row", "'joined': [" COLUMN ("s", "{'column': 'score'}") "]", "gold>in tagged>joined", { "out=1|5 3|7 7|3" } },
  { "joined/not-there", "'joined': [" COLUMN ("n", NAME) "]", "some>in gold>joined", { "out=2|- 3|Cy 4|-" } },
  { "joined/equal-attributes", BY_CITY ", 'joined': [" COLUMN ("n", NAME) "]", "cities>in all>joined", { "out=10|Ada 20|Cy 30|Eva" } },
  { "joined/by-order", BY_CITY ", 'joined': [" COLUMN ("n", NAME) "], 'joined-by': [{'by': {'attribute': ['person_id']}, 'descending': true}]", "cities>in all>joined",
    { "out=10|Gus 20|Fay 30|Eva" } },
  { "all-at-once", "'columns': [" COLUMN ("a", NAME) "], 'take': 1, " BY_TOTAL ", 'link': 'purchase', 'rows': [" COLUMN ("b", TOTAL) "], 'joined': [" COLUMN ("c", SCORE) "]",
    "gold>in all>joined", { "out=1|Ada|1000|5 3|Cy|300|7 7|Gus|-|3" } },
  { "joined/not-counted", "'joined': [" COLUMN ("n", NAME) "]", "some>in off>joined", { "out?" } },

  { "nothing", "", "all>in", { "out?" }, "Nothing is added", "/columns" },
  { "first-rows/no-order", ROWS, "all>in", { "out?" }, "come first", "/by" },
  { "first-rows/unknown-link", "'link': 'friends', " BY_TOTAL ", 'rows': [" COLUMN ("a", TOTAL) "]", "all>in", { "out?" }, "friends", "/link" },
  { "joined/other-dimension", "'joined': [" COLUMN ("n", NAME) "]", "cities>in all>joined", { "out?" }, "must be equal", "/pairs" },
  { "joined/no-column", "", "all>in gold>joined", { "out?" }, "no column of it", "/joined" },
  { "joined/other-kind", "'pairs': [{'id': 'p', 'key': " NAME ", 'other': " SCORE "}], 'joined': [" COLUMN ("n", NAME) "]", "all>in gold>joined", { "out?" },
    "cannot be equal", "/pairs/0/other" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("enrich", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
