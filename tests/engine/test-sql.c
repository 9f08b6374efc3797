/* The SQL of steps as it is printed, and that
 * nothing a person typed is ever part of a statement that runs. */

#include "engine/ff-engine.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define ALL "{'op':'select','entity':'person'}"
#define TIER "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}]}"

static const char data[] =
  "CREATE TABLE \"per\"\"son\" (\"id\"\"x\" INTEGER PRIMARY KEY, \"na;me\" TEXT) STRICT; INSERT INTO \"per\"\"son\" VALUES (1, 'a'), (2, 'b''; DROP TABLE x');"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, tier TEXT, city_id INTEGER REFERENCES city) STRICT;"
  "CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, total INTEGER) STRICT;"
  "CREATE INDEX purchase_person ON purchase (person_id);";

typedef struct
{
  const char *what;
  const char *plan;
  guint       output;
  const char *sql;     /* of the last step */
} Case;

#ifdef FF_TEST_POSTGRES
static const Case cases[] = {
  { "select", "[{'op':'select','entity':'person','rule':" TIER "}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT e.\"person_id\"\nFROM \"public\".\"person\" AS e\nWHERE e.\"tier\" COLLATE \"C\" = 'gold';\n" },
  { "filter", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER "}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i JOIN \"public\".\"person\" AS e ON e.\"person_id\" = i.k1\nWHERE e.\"tier\" COLLATE \"C\" = 'gold';\n" },
  { "filter-dropped", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER "}]", 1,
    "SELECT i.k1\nFROM input_1 AS i\nWHERE NOT EXISTS (SELECT 1 FROM output_1 AS x WHERE x.k1 = i.k1);\n" },
  { "intersection", "[" ALL "," ALL ",{'op':'combine','how':'intersection','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nWHERE EXISTS (SELECT 1 FROM input_2 AS x WHERE x.k1 = i.k1);\n" },
  { "exclusion", "[" ALL "," ALL ",{'op':'combine','how':'exclusion','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nWHERE NOT EXISTS (SELECT 1 FROM input_2 AS x WHERE x.k1 = i.k1);\n" },
  { "union", "[" ALL "," ALL ",{'op':'combine','how':'union','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i;\n\nINSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_2 AS i\nWHERE NOT EXISTS (SELECT 1 FROM output_1 AS x WHERE x.k1 = i.k1);\n" },
  { "take", "[" ALL ",{'op':'take','in':[0],'quota':{'count':10},'order':[{'by':{'attribute':['tier']},'descending':true}]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i JOIN \"public\".\"person\" AS e ON e.\"person_id\" = i.k1\nORDER BY e.\"tier\" COLLATE \"C\" COLLATE \"C\" DESC NULLS LAST, i.k1\nLIMIT 10;\n" },
  { "take-share-random", "[" ALL ",{'op':'take','in':[0],'quota':{'share':[1,10]},'order':{'seed':7}}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nORDER BY hashint8extended (CAST (i.k1 AS BIGINT), '7'), i.k1\nLIMIT (SELECT (count(*) * 1 * 2 + 10) / (10 * 2) FROM input_1);\n" },
  { "relate-to-many", "[" ALL ",{'op':'relate','in':[0],'link':'purchase'}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT t.\"purchase_id\"\nFROM \"public\".\"purchase\" AS t JOIN input_1 AS i ON t.\"person_id\" = i.k1;\n" },
  { "enrich-aggregate", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'n','operand':{'aggregate':'count','link':['purchase']}}]}]", 0,
    "INSERT INTO output_1 (k1, \"n\")\nSELECT i.k1,\n  coalesce (g1.value, 0)\nFROM input_1 AS i JOIN \"public\".\"person\" AS e ON e.\"person_id\" = i.k1\nLEFT JOIN (SELECT t0.\"person_id\" AS k1, COUNT (*) AS value FROM \"public\".\"purchase\" AS t0 WHERE t0.\"person_id\" IS NOT NULL GROUP BY t0.\"person_id\") AS g1 ON g1.k1 = e.\"person_id\";\n" },
};
#else
static const Case cases[] = {
  { "select", "[{'op':'select','entity':'person','rule':" TIER "}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT e.\"person_id\"\nFROM \"person\" AS e\nWHERE e.\"tier\" = 'gold';\n" },
  { "filter", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER "}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i CROSS JOIN \"person\" AS e ON e.\"person_id\" = i.k1\nWHERE e.\"tier\" = 'gold';\n" },
  { "filter-dropped", "[" ALL ",{'op':'filter','in':[0],'rule':" TIER "}]", 1,
    "SELECT i.k1\nFROM input_1 AS i\nWHERE NOT EXISTS (SELECT 1 FROM output_1 AS x WHERE x.k1 = i.k1);\n" },
  { "intersection", "[" ALL "," ALL ",{'op':'combine','how':'intersection','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nWHERE EXISTS (SELECT 1 FROM input_2 AS x WHERE x.k1 = i.k1);\n" },
  { "exclusion", "[" ALL "," ALL ",{'op':'combine','how':'exclusion','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nWHERE NOT EXISTS (SELECT 1 FROM input_2 AS x WHERE x.k1 = i.k1);\n" },
  { "union", "[" ALL "," ALL ",{'op':'combine','how':'union','in':[0,1]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i;\n\n"
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_2 AS i\nWHERE true ON CONFLICT DO NOTHING;\n" },
  { "take", "[" ALL ",{'op':'take','in':[0],'quota':{'count':10},'order':[{'by':{'attribute':['tier']},'descending':true}]}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i CROSS JOIN \"person\" AS e ON e.\"person_id\" = i.k1\n"
    "ORDER BY e.\"tier\" COLLATE BINARY DESC NULLS LAST, i.k1\nLIMIT 10;\n" },
  { "take-share-random", "[" ALL ",{'op':'take','in':[0],'quota':{'share':[1,10]},'order':{'seed':7}}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT i.k1\nFROM input_1 AS i\nORDER BY ff_hash (i.k1, 7), i.k1\n"
    "LIMIT (SELECT (count(*) * 1 * 2 + 10) / (10 * 2) FROM input_1);\n" },
  { "relate-to-many", "[" ALL ",{'op':'relate','in':[0],'link':'purchase'}]", 0,
    "INSERT INTO output_1 (k1)\nSELECT t.\"purchase_id\"\nFROM \"purchase\" AS t CROSS JOIN input_1 AS i ON t.\"person_id\" = i.k1;\n" },
  { "enrich-aggregate", "[" ALL ",{'op':'enrich','in':[0],'columns':[{'name':'n','operand':{'aggregate':'count','link':['purchase']}}]}]", 0,
    "INSERT INTO output_1 (k1, \"n\")\nSELECT i.k1,\n  coalesce (g1.value, 0)\nFROM input_1 AS i CROSS JOIN \"person\" AS e ON e.\"person_id\" = i.k1\n"
    "LEFT JOIN (SELECT t0.\"person_id\" AS k1, COUNT (*) AS value FROM \"purchase\" AS t0 WHERE +t0.\"person_id\" IS NOT NULL GROUP BY t0.\"person_id\") AS g1"
    " ON g1.k1 = e.\"person_id\";\n" },
};
#endif

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (FfJson) json = ff_test_json (c->plan);
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autofree char *sql = NULL;
  FfTestFile file;

  ff_test_file_init (&file, data);
  store = ff_test_file_open (&file);
  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  sql = ff_store_dup_sql (store, ff_plan_get_step (plan, ff_plan_get_n_steps (plan) - 1), c->output);
  g_assert_cmpstr (sql, ==, c->sql);

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* Names with quotes in them, values with SQL in them: nothing breaks, nothing is dropped. */
static void
test_odd_names (void)
{
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select','entity':'per\\u0022son','rule':{'all':[{'left':{'attribute':['na;me']},'op':'equals',"
                                          "'right':{'value':'b\\u0027; DROP TABLE x'}}]}},"
                                          "{'op':'mark','in':[0],'name':'c\\u0022d','value':'\\u0027); DROP TABLE person; --'},"
                                          "{'op':'enrich','in':[1],'columns':[{'name':'e;f','operand':{'attribute':['na;me']}}]},"
                                          "{'op':'split','in':[2],'subsets':[{'rule':{'all':[{'left':{'column':'e;f'},'op':'is-not-empty'}]}}]}]");
  g_autoptr (FfStore) store = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *rows = NULL;
  FfTestFile file;
  FfFlow flow;

  ff_test_file_init (&file, data);
  store = ff_test_file_open (&file);
  plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
  counts = ff_evaluate (store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  flow = ff_plan_find_output (plan, "3", "0")->flow;
  fingerprint = ff_evaluate_dup_fingerprint (store, flow, counts);
  rows = ff_test_dup_rows (store, flow, fingerprint);
  g_assert_cmpstr (rows, ==, "2|'); DROP TABLE person; --|b'; DROP TABLE x");

  g_clear_object (&store);
  ff_test_file_clear (&file);
}

/* Few rows are looked up, many are read once. */
static void
test_choices (void)
{
  static const char *const plans[] = {
    "[{'op':'select','entity':'person','rule':{'all':[{'left':{'attribute':['person_id']},'op':'at-most','right':{'value':10}}]}},"
    "{'op':'relate','in':[0],'link':'purchase'}]",
    "[{'op':'select','entity':'person'},{'op':'relate','in':[0],'link':'purchase'}]",
  };
  static const gint64 expected[] = { 10, 1000 };
  FfTestFile file;

  ff_test_file_init (&file, data);
  ff_test_file_exec (&file, "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, 'gold', NULL FROM n;"
                            "INSERT INTO purchase SELECT person_id, person_id, 1 FROM person");
  for (guint p = 0; p < G_N_ELEMENTS (plans); p++)
    {
      g_autoptr (FfJson) json = ff_test_json (plans[p]);
      g_autoptr (FfStore) store = ff_test_file_open (&file);
      g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (store), json, NULL);
      g_autoptr (FfCounts) counts = ff_evaluate (store, plan, NULL, NULL, NULL, NULL);

      g_assert_cmpint (ff_counts_find (counts, "1", "0")->n_keys, ==, expected[p]);
      g_assert_cmpint (ff_counts_find (counts, "1", "1")->n_keys, ==, 0);
    }
  ff_test_file_clear (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/sql/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/engine/sql/odd-names", test_odd_names);
  g_test_add_func ("/engine/sql/choices", test_choices);

  return g_test_run ();
}
