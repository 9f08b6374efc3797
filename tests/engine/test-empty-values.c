/* Missing and empty values, as activities.md §1 says: what each condition is
 * true of and false of, the rest being unknown; on the store and in the
 * reference evaluator. */

#include "engine/ff-engine.h"

#include "../support/ff-reference.h"
#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

/* Row 3 and 7 hold empty texts, 4 and 6 none; 5 and 6 have no other side. */
static const char data[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, t TEXT, u TEXT, n INTEGER, m INTEGER, f INTEGER, d TEXT, i INTEGER, p INTEGER) STRICT;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;"
  "INSERT INTO fanfare_model VALUES ('person', 'f', 'kind', 'flag'), ('person', 'd', 'kind', 'date'), ('person', 'i', 'kind', 'instant_us'),"
  "  ('person', 'p', 'kind', 'decimal(2)');"
  "INSERT INTO person VALUES"
  "  (1, 'a',  'a',  1,    1,    1,    '2026-07-21', 1784635200000000, 150),"
  "  (2, 'A',  'a',  2,    1,    0,    '2026-07-20', 1784548800000000, 100),"
  "  (3, '',   'a',  0,    1,    NULL, NULL,         NULL,             0),"
  "  (4, NULL, 'a',  NULL, 1,    1,    '2026-07-21', 1784635200000000, NULL),"
  "  (5, 'a',  NULL, 1,    NULL, 0,    '2026-07-20', 1784548800000000, 150),"
  "  (6, NULL, NULL, NULL, NULL, NULL, NULL,         NULL,             NULL),"
  "  (7, '',   '',   0,    0,    0,    '2026-07-20', 1784548800000000, 0),"
  "  (8, ' ',  '',   -1,   0,    1,    NULL,         NULL,             -5);";

typedef struct
{
  const char *what;
  const char *rule;
  const char *is_true;
  const char *is_false;
} Case;

#define IS(column, op, right) "{'left': {'attribute': ['" column "']}, 'op': '" op "', 'right': " right "}"
#define OR_MISSING(column, op, right) "{'left': {'attribute': ['" column "']}, 'op': '" op "', 'right': " right ", 'empty-differs': true}"
#define ANY_CASE(column, op, right) "{'left': {'attribute': ['" column "']}, 'op': '" op "', 'right': " right ", 'ignore-case': true}"
#define BARE(column, op) "{'left': {'attribute': ['" column "']}, 'op': '" op "'}"
#define SIDE(column) "{'attribute': ['" column "']}"

static const Case cases[] = {
  { "equals",                 IS ("t", "equals", "{'value': 'a'}"),                          "1 5",             "2 3 7 8" },
  { "not-equals",             IS ("t", "not-equals", "{'value': 'a'}"),                      "2 3 7 8",         "1 5" },
  { "not-equals/differs",     OR_MISSING ("t", "not-equals", "{'value': 'a'}"),              "2 3 4 6 7 8",     "1 5" },
  { "equals/differs",         OR_MISSING ("t", "equals", "{'value': 'a'}"),                  "1 5",             "2 3 7 8" },
  { "equals/empty-text",      IS ("t", "equals", "{'value': ''}"),                           "3 7",             "1 2 5 8" },
  { "not-equals/empty-text",  IS ("t", "not-equals", "{'value': ''}"),                       "1 2 5 8",         "3 7" },
  { "not-empty-text/differs", OR_MISSING ("t", "not-equals", "{'value': ''}"),               "1 2 4 5 6 8",     "3 7" },
  { "greater",                IS ("t", "greater", "{'value': ''}"),                          "1 2 5 8",         "3 7" },
  { "at-most",                IS ("t", "at-most", "{'value': ' '}"),                         "3 7 8",           "1 2 5" },
  { "between",                IS ("n", "between", "{'from': 0, 'to': 1}"),                   "1 3 5 7",         "2 8" },
  { "number-not-equals",      IS ("n", "not-equals", "{'value': 0}"),                        "1 2 5 8",         "3 7" },
  { "number-differs",         OR_MISSING ("n", "not-equals", "{'value': 0}"),                "1 2 4 5 6 8",     "3 7" },
  { "never-equal",            IS ("n", "not-equals", "{'value': 0.5}"),                      "1 2 3 5 7 8",     "" },
  { "never-equal/differs",    OR_MISSING ("n", "not-equals", "{'value': 0.5}"),              "1 2 3 4 5 6 7 8", "" },
  { "beyond",                 IS ("n", "not-equals", "{'value': 99999999999999999999}"),     "1 2 3 5 7 8",     "" },
  { "decimal",                IS ("p", "not-equals", "{'value': 1.50}"),                     "2 3 7 8",         "1 5" },
  { "decimal/differs",        OR_MISSING ("p", "not-equals", "{'value': 1.50}"),             "2 3 4 6 7 8",     "1 5" },
  { "date",                   IS ("d", "not-equals", "{'value': '2026-07-21'}"),             "2 5 7",           "1 4" },
  { "date/differs",           OR_MISSING ("d", "not-equals", "{'value': '2026-07-21'}"),     "2 3 5 6 7 8",     "1 4" },
  { "day-of-instant",         IS ("i", "not-equals", "{'value': '2026-07-21'}"),             "2 5 7",           "1 4" },
  { "day-of-instant/differs", OR_MISSING ("i", "not-equals", "{'value': '2026-07-21'}"),     "2 3 5 6 7 8",     "1 4" },
  { "in-last",                IS ("i", "in-last", "{'duration': {'amount': 1, 'unit': 'day'}}"), "1 4",         "2 5 7" },

  { "is-empty",               BARE ("t", "is-empty"),                                        "3 4 6 7",         "1 2 5 8" },
  { "is-not-empty",           BARE ("t", "is-not-empty"),                                    "1 2 5 8",         "3 4 6 7" },
  { "number-is-empty",        BARE ("n", "is-empty"),                                        "4 6",             "1 2 3 5 7 8" },
  { "number-is-not-empty",    BARE ("n", "is-not-empty"),                                    "1 2 3 5 7 8",     "4 6" },
  { "date-is-empty",          BARE ("d", "is-empty"),                                        "3 6 8",           "1 2 4 5 7" },
  { "is-true",                BARE ("f", "is-true"),                                         "1 4 8",           "2 5 7" },
  { "is-false",               BARE ("f", "is-false"),                                        "2 5 7",           "1 4 8" },
  { "is-unknown",             BARE ("f", "is-unknown"),                                      "3 6",             "1 2 4 5 7 8" },

  { "list",                   IS ("t", "in-list", "{'values': ['a', null]}"),                "1 5",             "2 3 7 8" },
  { "list/not",               IS ("t", "not-in-list", "{'values': ['a', null]}"),            "2 3 7 8",         "1 5" },
  { "list/not-differs",       OR_MISSING ("t", "not-in-list", "{'values': [null, 'a']}"),    "2 3 4 6 7 8",     "1 5" },
  { "list/empty-text",        IS ("t", "in-list", "{'values': ['', null]}"),                 "3 7",             "1 2 5 8" },
  { "list/only-missing",      IS ("t", "in-list", "{'values': [null]}"),                     "",                "1 2 3 5 7 8" },
  { "list/not-only-missing",  IS ("t", "not-in-list", "{'values': [null, null]}"),           "1 2 3 5 7 8",     "" },
  { "list/only-differs",      OR_MISSING ("t", "not-in-list", "{'values': [null]}"),         "1 2 3 4 5 6 7 8", "" },
  { "list/numbers",           IS ("n", "in-list", "{'values': [null, 1, 0.5, 2]}"),          "1 2 5",           "3 7 8" },
  { "list/numbers-not",       IS ("n", "not-in-list", "{'values': [null, 1, 0.5, 2]}"),      "3 7 8",           "1 2 5" },
  { "list/never",             IS ("n", "in-list", "{'values': [0.5, null]}"),                "",                "1 2 3 5 7 8" },
  { "list/not-never",         OR_MISSING ("n", "not-in-list", "{'values': [0.5, null]}"),    "1 2 3 4 5 6 7 8", "" },
  { "list/dates",             IS ("d", "not-in-list", "{'values': ['2026-07-21', null]}"),   "2 5 7",           "1 4" },
  { "list/days",              IS ("i", "in-list", "{'values': [null, '2026-07-21']}"),       "1 4",             "2 5 7" },
  { "list/days-not",          IS ("i", "not-in-list", "{'values': [null, '2026-07-21']}"),   "2 5 7",           "1 4" },
  { "list/days-differs",      OR_MISSING ("i", "not-in-list", "{'values': ['2026-07-21', null]}"), "2 3 5 6 7 8", "1 4" },
  { "list/days-missing",      IS ("i", "not-in-list", "{'values': [null]}"),                 "1 2 4 5 7",       "" },
  { "list/any-case",          ANY_CASE ("t", "not-in-list", "{'values': ['A', null]}"),      "3 7 8",           "1 2 5" },

  { "contains",               IS ("t", "contains", "{'value': 'a'}"),                        "1 5",             "2 3 7 8" },
  { "not-contains",           IS ("t", "not-contains", "{'value': 'a'}"),                    "2 3 7 8",         "1 5" },
  { "not-contains/differs",   OR_MISSING ("t", "not-contains", "{'value': 'a'}"),            "2 3 4 6 7 8",     "1 5" },
  { "not-starts",             IS ("t", "not-starts-with", "{'value': 'a'}"),                 "2 3 7 8",         "1 5" },
  { "not-starts/differs",     OR_MISSING ("t", "not-starts-with", "{'value': 'a'}"),         "2 3 4 6 7 8",     "1 5" },
  { "not-ends",               IS ("t", "not-ends-with", "{'value': 'a'}"),                   "2 3 7 8",         "1 5" },
  { "not-ends/differs",       OR_MISSING ("t", "not-ends-with", "{'value': 'a'}"),           "2 3 4 6 7 8",     "1 5" },
  { "not-like",               IS ("t", "not-like", "{'value': 'a%'}"),                       "2 3 7 8",         "1 5" },
  { "not-like/differs",       OR_MISSING ("t", "not-like", "{'value': 'a%'}"),               "2 3 4 6 7 8",     "1 5" },
  { "like-anything",          IS ("t", "like", "{'value': '%'}"),                            "1 2 3 5 7 8",     "" },
  { "matches",                IS ("t", "matches", "{'value': '^a$'}"),                       "1 5",             "2 3 7 8" },
  { "any-case",               ANY_CASE ("t", "equals", "{'value': 'A'}"),                    "1 2 5",           "3 7 8" },
  { "any-case/not",           ANY_CASE ("t", "not-equals", "{'value': 'A'}"),                "3 7 8",           "1 2 5" },

  { "sides",                  IS ("t", "equals", SIDE ("u")),                                "1 7",             "2 3 8" },
  { "sides/not",              IS ("t", "not-equals", SIDE ("u")),                            "2 3 8",           "1 7" },
  { "sides/differs",          OR_MISSING ("t", "not-equals", SIDE ("u")),                    "2 3 4 5 8",       "1 6 7" },
  { "sides/any-case",         ANY_CASE ("t", "not-equals", SIDE ("u")),                      "3 8",             "1 2 7" },
  { "sides/not-contains",     IS ("t", "not-contains", SIDE ("u")),                          "2 3",             "1 7 8" },
  { "sides/contains-differs", OR_MISSING ("t", "not-contains", SIDE ("u")),                  "2 3 4 5",         "1 6 7 8" },
  { "sides/starts-differs",   OR_MISSING ("t", "not-starts-with", SIDE ("u")),               "2 3 4 5",         "1 6 7 8" },
  { "sides/ends-differs",     OR_MISSING ("t", "not-ends-with", SIDE ("u")),                 "2 3 4 5",         "1 6 7 8" },
  { "sides/numbers",          IS ("n", "less", SIDE ("m")),                                  "3 8",             "1 2 7" },
  { "sides/numbers-differ",   OR_MISSING ("n", "not-equals", SIDE ("m")),                    "2 3 4 5 8",       "1 6 7" },
  { "sides/decimal",          OR_MISSING ("n", "not-equals", SIDE ("p")),                    "1 2 5 8",         "3 4 6 7" },

  { "all",                    "{'all': [" IS ("t", "equals", "{'value': 'a'}") ", " BARE ("n", "is-empty") "]}",   "",        "1 2 3 5 7 8" },
  { "any",                    "{'any': [" IS ("t", "equals", "{'value': 'a'}") ", " BARE ("n", "is-empty") "]}",   "1 4 5 6", "2 3 7 8" },
  { "any/unknown",            "{'any': [" IS ("t", "equals", "{'value': 'a'}") ", " IS ("n", "equals", "{'value': 0}") "]}", "1 3 5 7", "2 8" },
  { "none",                   "{'none': [" IS ("t", "equals", "{'value': 'a'}") "]}",                              "2 3 7 8", "1 5" },
  { "none/of-two",            "{'none': [" IS ("t", "equals", "{'value': 'a'}") ", " BARE ("n", "is-empty") "]}",  "2 3 7 8", "1 4 5 6" },
  { "except",                 "{'all': [" IS ("n", "at-least", "{'value': 0}") ", {'except': " IS ("t", "equals", "{'value': 'a'}") "}]}", "2 3 7", "1 5 8" },
  { "except/any",             "{'any': [" IS ("n", "at-least", "{'value': 0}") ", {'except': " IS ("u", "equals", "{'value': 'a'}") "}]}", "5 7", "1 2 3 4 8" },
};

static FfTestFile file;
static FfStore *store;
static FfReference *reference;

static char *
ask_store (FfJson *json)
{
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autofree char *fingerprint = NULL;
  FfFlow flow;

  g_assert_nonnull (plan);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  flow = ff_plan_find_output (plan, "0", "0")->flow;
  fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);

  return ff_test_dup_rows (store, flow, fingerprint);
}

static char *
ask_reference (FfJson *json)
{
  g_autoptr (GPtrArray) steps = ff_reference_evaluate (reference, json, FF_TEST_NOW);

  return ff_ref_flow_dup_rows (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (steps, 0), 0));
}

static void
check (const char *rule,
       const char *keys)
{
  g_autofree char *text = g_strdup_printf ("[{'op': 'select', 'entity': 'person', 'rule': %s}]", rule);
  g_autoptr (FfJson) json = ff_test_json (text);
  g_autofree char *in_store = ask_store (json);
  g_autofree char *in_reference = ask_reference (json);

  g_assert_cmpstr (in_store, ==, keys);
  g_assert_cmpstr (in_reference, ==, keys);
}

static void
test_case (gconstpointer case_data)
{
  const Case *c = case_data;
  g_autofree char *opposite = g_strdup_printf ("{'none': [%s]}", c->rule);
  g_autofree char *twice = g_strdup_printf ("{'none': [{'none': [%s]}]}", c->rule);

  check (c->rule, c->is_true);
  check (opposite, c->is_false);
  check (twice, c->is_true);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (FfStore) rows = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  ff_test_file_init (&file, data);
  store = ff_test_file_open (&file);
  rows = ff_store_open (file.path, NULL);
  reference = ff_reference_new (file.path, ff_store_get_schema (rows));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/empty-values/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  status = g_test_run ();
  ff_reference_free (reference);
  g_clear_object (&store);
  ff_test_file_clear (&file);

  return status;
}
