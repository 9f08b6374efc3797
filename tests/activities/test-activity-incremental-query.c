/* Tests src/activities/ff-activity-incremental-query.c: what a draft reads of
 * the memory. tests/runner/test-launch.c tests how a run moves it. */

#include "../support/ff-test-activity.h"

#define PEOPLE "'rule': {'all': [{'left': {'attribute': ['person_id']}, 'op': 'at-least', 'right': {'value': 0}}]}"
#define PURCHASES "'entity': 'purchase', 'rule': {'all': [{'left': {'attribute': ['purchase_id']}, 'op': 'at-least', 'right': {'value': 0}}]}"
#define SMALL "'rule': {'all': [{'left': {'attribute': ['person_id']}, 'op': 'at-most', 'right': {'value': 4}}]}"
/* Ada 19, Cy and Dan 21, which is today, Eva 15, Gus 17, Hal 23 of July; Bob and Fay never. */
#define BY_DAY "'by': 'moment', 'moment': {'expression': 'add (to_date (`2026-07-14`), score, `day`)'}"
#define MEMORY(activity, way, part) "\037c\037" activity "\037" way "\037" part

static const FfTestActivity cases[] = {
  { "keys/first", PEOPLE, "", { "out=1 2 3 4 5 6 7 8", "seen=" } },
  { "keys", PEOPLE, "", { "out=2 4 5 6 8", "seen=1|Taken before 3|Taken before 7|Taken before" }, .saved = MEMORY ("b", "keys", "all") },
  { "keys/rule", SMALL, "", { "out=2 4", "seen=1|Taken before 3|Taken before" }, .saved = MEMORY ("b", "keys", "all") },
  { "keys/of-another-activity", PEOPLE, "", { "out=1 2 3 4 5 6 7 8", "seen=" }, .saved = MEMORY ("d", "keys", "all") },
  { "keys/of-another-dimension", PURCHASES, "", { "out=100 101 102 103 104 105 106", "seen=" }, .saved = MEMORY ("b", "keys", "all") },
  { "keys/inbound-is-order-only", SMALL, "cities>in", { "out=1 2 3 4" } },
  { "days/within", PEOPLE ", 'days': 7", "", { "out=2 4 5 6 8", "seen=1|Taken before 3|Taken before 7|Taken before" }, .saved = MEMORY ("b", "days", "2026-07-15") },
  { "days/over", PEOPLE ", 'days': 7", "", { "out=1 2 3 4 5 6 7 8", "seen=" }, .saved = MEMORY ("b", "days", "2026-07-14") },
  { "days/today", PEOPLE ", 'days': 1", "", { "out=2 4 5 6 8" }, .saved = MEMORY ("b", "days", "2026-07-21") },
  { "days/not-those-for-ever", PEOPLE ", 'days': 7", "", { "out=1 2 3 4 5 6 7 8" }, .saved = MEMORY ("b", "keys", "all") },
  { "moment/first", PEOPLE ", " BY_DAY, "", { "out=1 3 4 5 7", "seen=" } },
  { "moment/after-the-mark", PEOPLE ", " BY_DAY, "", { "out=3 4", "seen=1|Taken before 5|Taken before 7|Taken before" }, .saved = MEMORY ("b", "moment", "2026-07-19") },
  { "moment/ties", PEOPLE ", " BY_DAY, "", { "out=4", "seen=1|Taken before 3|Taken before 5|Taken before 7|Taken before" }, .saved = MEMORY ("b", "moment", "2026-07-21") },
  { "moment/before-all", PEOPLE ", " BY_DAY, "", { "out=1 3 4 5 7", "seen=" }, .saved = MEMORY ("b", "moment", "2026-07-01") },

  { "unknown-entity", "'entity': 'shop'", "", { "out?", "seen?" }, "shop", "/entity" },
  { "rule", "'rule': {'all': [{'left': {'attribute': ['shoe']}, 'op': 'is-empty'}]}", "", { "out?" }, "shoe", "/rule/all/0/left/attribute/0" },
  { "moment/none", PEOPLE ", 'by': 'moment'", "", { "out?" }, "is not set", "/moment" },
  { "moment/no-moment", PEOPLE ", 'by': 'moment', 'moment': {'attribute': ['score']}", "", { "out?" }, "no moment", "/moment" },
  { "days/too-many", PEOPLE ", 'days': 400", "", { "out?" }, "must be from", "/days" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("incremental-query", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
