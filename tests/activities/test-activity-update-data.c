/* Tests src/activities/ff-activity-update-data.c. */

#include "../support/ff-test-activity.h"

#define PAIR(other, key) "{'id': '" other "', 'other': {'attribute': ['" other "']}, 'key': " key "}"
#define PERSON "'keys': [" PAIR ("person_id", "{'attribute': ['person_id']}") "]"
#define TIER "'columns': [" PAIR ("tier", "{'expression': 'upper (tier)'}") "]"
#define BUYER "'keys': [" PAIR ("person_id", "{'expression': 'person_id * 2'}") "]"
#define LINE PAIR ("purchase_id", "{'attribute': ['person_id']}")

static const FfTestActivity cases[] = {
  { "update", PERSON ", " TIER, "some>in", { "out=2 3 4", "there=2|1 3|1 4|1", "not-there=" } },
  { "update/by-expression", BUYER ", " TIER, "some>in", { "out=2 3 4", "there=4|1 6|1 8|1", "not-there=" } },
  { "insert", BUYER ", 'how': 'insert', " TIER, "all>in", { "out=1 2 3 4 5 6 7 8", "there=2|1 4|1 6|1 8|1", "not-there=5|Not there 6|Not there 7|Not there 8|Not there" } },
  { "upsert", BUYER ", 'how': 'upsert', " TIER, "gold>in", { "out=1 3 7", "there=2|1 6|1", "not-there=7|Not there" } },
  { "delete", BUYER ", 'how': 'delete'", "gold>in", { "out=1 3 7", "there=2|1 6|1", "not-there=7|Not there" } },
  { "delete/values-do-not-matter", PERSON ", 'how': 'delete', 'columns': [" PAIR ("person_id", "{'attribute': ['name']}") "]", "gold>in", { "out=1 3 7" } },
  { "other-entity", "'entity': 'purchase', 'keys': [" PAIR ("purchase_id", "{'expression': 'person_id + 99'}") "], "
    "'columns': [" PAIR ("status", "{'attribute': ['tier']}") "]", "gold>in", { "out=1 3 7", "there=100|1 102|1 106|1", "not-there=" } },
  { "of-nobody", PERSON ", " TIER, "nobody>in", { "out=", "there=", "not-there=" } },

  { "no-key", TIER, "all>in", { "out?" }, "is not set", "/keys" },
  { "no-value", PERSON, "all>in", { "out?" }, "is not set", "/columns" },
  { "half-a-key", "'entity': 'line', 'how': 'delete', 'keys': [" LINE "]", "all>in", { "out?" }, "more columns", "/keys" },
  { "key/not-of-it", "'keys': [" PAIR ("score", "{'attribute': ['score']}") "], " TIER, "all>in", { "out?" }, "no part of the key", "/keys/0/other" },
  { "key/of-another-table", "'keys': [{'id': 'k', 'other': {'attribute': ['city', 'city_id']}, 'key': {'attribute': ['city_id']}}], " TIER, "all>in", { "out?" },
    "table itself", "/keys/0/other" },
  { "value/of-the-key", PERSON ", 'columns': [" PAIR ("person_id", "{'attribute': ['score']}") "]", "all>in", { "out?" }, "cannot be changed", "/columns/0/other" },
  { "value/twice", PERSON ", 'columns': [" PAIR ("tier", "{'attribute': ['name']}") ", " PAIR ("tier", "{'attribute': ['email']}") "]", "all>in", { "out?" },
    "written twice", "/columns/1/other" },
  { "value/other-kind", PERSON ", 'columns': [" PAIR ("tier", "{'attribute': ['score']}") "]", "all>in", { "out?" }, "cannot be equal", "/columns/0/other" },
  { "unknown-entity", "'entity': 'shop', " PERSON ", " TIER, "all>in", { "out?" }, "shop", "/entity" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("update-data", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
