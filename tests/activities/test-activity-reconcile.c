/* Tests src/activities/ff-activity-reconcile.c. */

#include "../support/ff-test-activity.h"

#define PAIR(key, other) "'pairs': [{'id': 'p', 'key': " key ", 'other': " other "}]"
#define PERSON "{'attribute': ['person_id']}"
#define CITY "{'attribute': ['city_id']}"
#define TIER "{'attribute': ['tier']}"
#define PURCHASES "'entity': 'purchase', " PAIR (PERSON, PERSON)

static const FfTestActivity cases[] = {
  { "first-by-key", PURCHASES, "all>in",
    { "out=100|2 102|2 104|1", "unmatched=2|Found nobody 4|Found nobody 5|Found nobody 7|Found nobody 8|Found nobody" } },
  { "first-by-order", PURCHASES ", 'by': [{'by': {'attribute': ['total']}, 'descending': true}]", "all>in", { "out=100|2 103|2 104|1" } },
  { "all", PURCHASES ", 'many': 'all'", "all>in", { "out=100|2 101|2 102|2 103|2 104|1" } },
  { "none-of-several", PURCHASES ", 'many': 'unmatched'", "gold>in", { "out=", "unmatched=1|Found several 3|Found several 7|Found nobody" } },
  { "lowest-row-of-several", "'entity': 'city', " PAIR (CITY, CITY), "tagged>in",
    { "out=10|gold|5|1 20|gold|7|1 30|-|1|1", "unmatched=4|bronze|7|Found nobody 8|bronze|9|Found nobody" } },
  { "empty-equals-nothing", "'entity': 'person', 'many': 'all', " PAIR (TIER, TIER), "all>in", { "out=1|3 2|2 3|3 4|2 6|2 7|3 8|2", "unmatched=5|Found nobody" } },
  { "expression", "'entity': 'city', " PAIR ("{'expression': 'person_id * 10'}", CITY), "all>in", { "out=10|1 20|1 30|1" } },
  { "carried", "'entity': 'person', " PAIR ("{'column': 'score'}", PERSON), "tagged>in",
    { "out=1|-|1|1 3|gold|3|1 5|gold|5|1 7|gold|7|1", "unmatched=2|silver|-|Found nobody 6|silver|-|Found nobody 8|bronze|9|Found nobody" } },
  { "of-nobody", PURCHASES, "nobody>in", { "out=", "unmatched=" } },

  { "no-pair", "'entity': 'city'", "all>in", { "out?" }, "is not set", "/pairs" },
  { "unknown-entity", "'entity': 'shop', " PAIR (PERSON, PERSON), "all>in", { "out?" }, "shop", "/entity" },
  { "unknown-attribute", "'entity': 'city', " PAIR (PERSON, PERSON), "all>in", { "out?" }, "person_id", "/pairs/0/other/attribute/0" },
  { "other-kind", "'entity': 'city', " PAIR (PERSON, "{'attribute': ['name']}"), "all>in", { "out?" }, "cannot be equal", "/pairs/0/other" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("reconcile", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
