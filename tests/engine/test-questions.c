/* Questions about counts: overlap, difference of two versions, explanation of
 * one person, verification. What they say is compared with the data. */

#include "engine/ff-difference.h"
#include "engine/ff-engine.h"
#include "engine/ff-explain.h"
#include "engine/ff-overlap.h"
#include "engine/ff-person.h"
#include "engine/ff-verify.h"

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

/* Person i has score i; every tenth has none. */
static const char data[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, score INTEGER) STRICT;"
  "CREATE TABLE visit (person_id INTEGER NOT NULL REFERENCES person, day TEXT NOT NULL, PRIMARY KEY (person_id, day)) STRICT, WITHOUT ROWID;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
  "  SELECT i, 'P' || i, CASE WHEN i % 10 <> 0 THEN i END FROM n;"
  "INSERT INTO visit SELECT person_id, '2026-01-0' || (1 + person_id % 3) FROM person;";

#define ABOVE(n) "{'all':[{'left':{'attribute':['score']},'op':'greater','right':{'value':" #n "}}]}"
#define BELOW(n) "{'all':[{'left':{'attribute':['score']},'op':'less','right':{'value':" #n "}}]}"
#define SELECT(rule) "{'op':'select','entity':'person','rule':" rule "}"

typedef struct
{
  FfTestFile  file;
  FfStore    *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  ff_test_file_init (&fixture->file, data);
  fixture->store = ff_test_file_open (&fixture->file);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_object (&fixture->store);
  ff_test_file_clear (&fixture->file);
}

static FfPlan *
make_plan (Fixture    *fixture,
           const char *text)
{
  g_autoptr (FfJson) json = ff_test_json (text);

  return ff_test_plan (ff_store_get_schema (fixture->store), json, NULL);
}

static void
assert_known (FfCounts   *counts,
              const char *activity,
              const char *port,
              gint64      n_keys)
{
  const FfCount *count = ff_counts_find (counts, activity, port);

  g_assert_nonnull (count);
  g_assert_true (count->known);
  g_assert_cmpint (count->n_keys, ==, n_keys);
}

/* ---- Overlap. */

/* Person i stands in the regions that its score says; without a score in none. */
static void
test_overlap (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) "," SELECT (BELOW (60)) "," SELECT (ABOVE (50)) ","
                                       SELECT (BELOW (10)) "]");
  const FfPlanOutput *outputs[4];
  guint n_in[16] = { 0 };
  guint n_total = 0;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    outputs[i] = ff_plan_get_output (plan, i);

  for (guint i = 1; i <= 100; i++)
    if (i % 10 != 0)
      n_in[(i > 20 ? 1 : 0) | (i < 60 ? 2 : 0) | (i > 50 ? 4 : 0) | (i < 10 ? 8 : 0)]++;

  for (guint n = 2; n <= 4; n++)
    {
      g_autoptr (FfPlan) overlap = ff_overlap_plan_new (plan, outputs, n, &error);
      g_autoptr (FfCounts) counts = NULL;

      g_assert_no_error (error);
      counts = ff_evaluate (fixture->store, overlap, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (ff_counts_get_n (counts), ==, (1u << n) - 1);

      for (guint mask = 1; mask < 1u << n; mask++)
        {
          g_autofree char *port = ff_overlap_dup_port (mask);
          gint64 expected = 0;

          for (guint all = 0; all < 16; all++)
            if ((all & ((1u << n) - 1)) == mask)
              expected += n_in[all];
          assert_known (counts, FF_OVERLAP_ACTIVITY, port, expected);
          n_total += n == 4 ? expected : 0;
        }
    }

  g_assert_cmpuint (n_total, ==, 90);
}

static void
test_overlap_refused (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) ",{'op':'select','entity':'visit'}]");
  const FfPlanOutput *outputs[] = { ff_plan_get_output (plan, 0), ff_plan_get_output (plan, 1) };
  g_autoptr (GError) dimension = NULL;
  g_autoptr (GError) alone = NULL;

  g_assert_null (ff_overlap_plan_new (plan, outputs, 2, &dimension));
  g_assert_error (dimension, FF_STORE_ERROR, FF_STORE_ERROR_FAILED);
  g_assert_null (ff_overlap_plan_new (plan, outputs, 1, &alone));
  g_assert_error (alone, FF_STORE_ERROR, FF_STORE_ERROR_FAILED);
}

/* ---- Difference. */

static void
test_difference (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (FfPlan) before = make_plan (fixture, "[" SELECT (ABOVE (20)) "," SELECT (ABOVE (90)) "]");
  g_autoptr (FfPlan) after = make_plan (fixture, "[" SELECT (BELOW (30)) "]");
  g_autoptr (FfPlan) difference = ff_difference_plan_new (before, after);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, difference, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_known (counts, "0", "0/before", 72);   /* 21 to 99 */
  assert_known (counts, "0", "0/after", 27);    /* 1 to 29 */
  assert_known (counts, "0", "0/joined", 18);   /* 1 to 19 */
  assert_known (counts, "0", "0/left", 63);     /* 31 to 99 */

  /* The second is gone. */
  assert_known (counts, "1", "0/before", 9);
  assert_known (counts, "1", "0/left", 9);
  g_assert_false (ff_counts_find (counts, "1", "0/after")->known);
  g_assert_nonnull (ff_counts_find (counts, "1", "0/after")->reason);
}

/* ---- Explanation. */

static FfExplanation *
explain (Fixture    *fixture,
         FfPlan     *plan,
         const char *key)
{
  g_autoptr (GError) error = NULL;
  const FfEntity *person = ff_schema_find_entity (ff_plan_get_schema (plan), "person");
  FfExplanation *explanation = ff_explain (fixture->store, plan, person, key, NULL, NULL, &error);

  g_assert_no_error (error);

  return explanation;
}

typedef struct
{
  const char *key;
  gboolean    exists;
  FfTruth     here[2];    /* select, filter kept */
  gboolean    came;       /* to the filter */
  FfTruth     whole;      /* the filter's rule */
  FfTruth     items[2];
  const char *value;
} Explained;

#define F FF_TRUTH_FALSE
#define T FF_TRUTH_TRUE
#define U FF_TRUTH_UNKNOWN

static const Explained explained[] = {
  { "7",   TRUE,  { F, F }, FALSE, U, { U, U }, NULL },    /* does not come so far */
  { "25",  TRUE,  { T, F }, TRUE,  F, { F, F }, "25" },
  { "55",  TRUE,  { T, T }, TRUE,  T, { F, T }, "55" },
  { "95",  TRUE,  { T, F }, TRUE,  F, { T, T }, "95" },    /* the exception takes it away */
  { "30",  TRUE,  { F, F }, FALSE, U, { U, U }, NULL },    /* no score: unknown, so not here */
  { "777", FALSE, { F, F }, FALSE, U, { U, U }, NULL },
};

static void
test_explain (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture,
    "[" SELECT (ABOVE (20)) ",{'op':'filter','in':[0],'rule':{'any':["
    "{'left':{'attribute':['score']},'op':'greater','right':{'value':90}},"
    "{'left':{'attribute':['score']},'op':'greater','right':{'value':50}},"
    "{'except':{'left':{'attribute':['score']},'op':'at-least','right':{'value':90}}}]}}]");

  for (guint i = 0; i < G_N_ELEMENTS (explained); i++)
    {
      const Explained *c = &explained[i];
      g_autoptr (FfExplanation) explanation = explain (fixture, plan, c->key);
      const FfExplainedRule *rule = explanation->rules->pdata[1];
      const FfVerdict *verdict = rule->verdicts->pdata[0];

      g_assert_cmpint (explanation->exists, ==, c->exists);
      g_assert_cmpint (((FfExplainedPort *) explanation->ports->pdata[0])->here, ==, c->here[0]);
      g_assert_cmpint (((FfExplainedPort *) explanation->ports->pdata[1])->here, ==, c->here[1]);
      g_assert_cmpint (rule->came, ==, c->came);
      g_assert_cmpint (verdict->truth, ==, c->whole);
      g_assert_cmpuint (verdict->items->len, ==, 3);
      for (guint n = 0; n < 2; n++)
        {
          const FfVerdict *item = verdict->items->pdata[n];

          g_assert_cmpint (item->truth, ==, c->items[n]);
          g_assert_cmpstr (item->value, ==, c->value);
        }
      g_assert_true (((FfVerdict *) verdict->items->pdata[2])->except);
    }
}

/* What a rule asks of another transition is asked of the one person too. */
static void
test_explain_transition (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture,
    "[" SELECT (ABOVE (20)) "," SELECT ("{'all':[{'not-in-transition':{'activity':'0','port':'0'}},"
    "{'left':{'attribute':['score']},'op':'greater','right':{'value':10}}]}") ",{'op':'filter','in':[0],'rule':"
    "{'in-transition':{'activity':'1','port':'0'}}}]");
  static const struct
  {
    const char *key;
    FfTruth     here[3];
    FfTruth     items[2];
  } cases[] = {
    { "7",  { F, F, F }, { T, F } },
    { "15", { F, T, F }, { T, T } },
    { "25", { T, F, F }, { F, T } },
    { "30", { F, F, F }, { T, U } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FfExplanation) explanation = explain (fixture, plan, cases[i].key);
      const FfExplainedRule *rule = explanation->rules->pdata[1];
      const FfVerdict *verdict = rule->verdicts->pdata[0];

      for (guint n = 0; n < 3; n++)
        g_assert_cmpint (((FfExplainedPort *) explanation->ports->pdata[n])->here, ==, cases[i].here[n]);
      for (guint n = 0; n < 2; n++)
        g_assert_cmpint (((FfVerdict *) verdict->items->pdata[n])->truth, ==, cases[i].items[n]);
    }
}

/* The select's own rule is asked of everybody who exists, and a missing value is unknown, not false. */
static void
test_explain_unknown (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) "]");
  g_autoptr (FfExplanation) explanation = explain (fixture, plan, "30");
  const FfExplainedRule *rule = explanation->rules->pdata[0];
  const FfVerdict *verdict = rule->verdicts->pdata[0];

  g_assert_true (rule->came);
  g_assert_cmpint (verdict->truth, ==, FF_TRUTH_UNKNOWN);
  g_assert_null (((FfVerdict *) verdict->items->pdata[0])->value);
}

/* ---- One person. */

typedef struct
{
  const char *what;
  const char *key;
  const char *link;      /* nullable */
  const char *column;
  const char *sort;      /* nullable */
  const char *texts[4];  /* of the rows, in order */
} Read;

static const Read reads[] = {
  { "own",      "25", NULL,    "name", NULL,  { "P25" } },
  { "none",     "777", NULL,   "name", NULL,  { NULL } },
  { "linked",   "25", "visit", "day",  NULL,  { "2026-01-02", "2026-02-01" } },
  { "newest",   "25", "visit", "day",  "day", { "2026-02-01", "2026-01-02" } },
  { "no-rows",  "26", "visit", "day",  NULL,  { "2026-01-03" } },
};

static FfJson *
attribute (const char *name)
{
  g_autofree char *text = g_strdup_printf ("{'attribute':['%s']}", name);

  return ff_test_json (text);
}

static void
test_person (Fixture       *fixture,
             gconstpointer  user_data)
{
  FfSchema *schema = ff_store_get_schema (fixture->store);
  const FfEntity *person = ff_schema_find_entity (schema, "person");

  ff_test_file_exec (&fixture->file, "INSERT INTO visit VALUES (25, '2026-02-01')");
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      const Read *c = &reads[i];
      const FfLink *link = c->link != NULL ? ff_entity_find_link (person, c->link) : NULL;
      g_autoptr (FfJson) operands = ff_json_new_array ();
      g_autoptr (FfJson) sort = c->sort != NULL ? attribute (c->sort) : NULL;
      FfPersonRequest request = { person, c->key, link, operands, sort, 10 };
      g_autoptr (GError) error = NULL;
      g_autoptr (FfPage) page = NULL;

      ff_json_take_element (operands, attribute (c->column));
      page = ff_person_read (fixture->store, schema, &request, NULL, &error);
      g_assert_no_error (error);
      for (guint row = 0; row < page->n_rows; row++)
        g_assert_cmpstr (g_array_index (page->cells, FfValue, row).text, ==, c->texts[row]);
      g_assert_null (c->texts[page->n_rows]);
    }
}

static void
test_person_refused (Fixture       *fixture,
                     gconstpointer  user_data)
{
  FfSchema *schema = ff_store_get_schema (fixture->store);
  g_autoptr (FfJson) operands = ff_json_new_array ();
  FfPersonRequest request = { ff_schema_find_entity (schema, "person"), "1\x1f" "2", NULL, operands, NULL, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ff_person_read (fixture->store, schema, &request, NULL, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA);
}

/* What it asked leaves nothing behind, and what stood is still reused. */
static void
test_explain_leaves_counts (Fixture       *fixture,
                            gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) "]");
  g_autoptr (FfCounts) before = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, NULL);
  g_autoptr (FfExplanation) explanation = explain (fixture, plan, "25");
  g_autoptr (FfCounts) after = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, NULL);

  g_assert_true (explanation->exists);
  g_assert_true (ff_counts_find (after, "0", "0")->reused);
  assert_known (before, "0", "0", 72);
  assert_known (after, "0", "0", 72);
}

static void
test_explain_bad_key (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) ",{'op':'select','entity':'visit'}]");
  FfSchema *schema = ff_plan_get_schema (plan);
  const struct { const char *entity; const char *key; } bad[] = {
    { "person", "seven" }, { "person", "1\x1f" "2" }, { "visit", "1" }, { "person", "99999999999999999999" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ff_explain (fixture->store, plan, ff_schema_find_entity (schema, bad[i].entity), bad[i].key, NULL, NULL, &error));
      g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA);
    }
}

static void
test_explain_key_of_two (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[{'op':'select','entity':'visit'}]");
  const FfEntity *visit = ff_schema_find_entity (ff_plan_get_schema (plan), "visit");
  g_autoptr (GError) error = NULL;
  g_autoptr (FfExplanation) explanation = ff_explain (fixture->store, plan, visit, "4\x1f" "2026-01-02", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (explanation->exists);
  g_assert_cmpint (((FfExplainedPort *) explanation->ports->pdata[0])->here, ==, FF_TRUTH_TRUE);
}

/* ---- Verification. */

static void
test_verify (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) ",{'op':'filter','in':[0],'rule':" BELOW (60) "}]");
  FfFlow flow = ff_plan_get_output (plan, 1)->flow;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, NULL);
  g_auto (FfVerification) same = { 0 };
  g_auto (FfVerification) moved = { 0 };
  g_autoptr (GError) error = NULL;

  assert_known (counts, "1", "0", 36);   /* 21 to 59 */
  g_assert_true (ff_verify (fixture->store, flow, &same, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (same.has_standing);
  g_assert_cmpint (same.n_keys, ==, 36);
  g_assert_cmpint (same.n_standing, ==, 36);
  g_assert_cmpuint (same.n_steps, ==, 2);
  g_assert_cmpuint (strlen (same.query_hash), ==, 64);

  ff_test_file_exec (&fixture->file, "DELETE FROM visit WHERE person_id = 33; DELETE FROM person WHERE person_id = 33");
  g_assert_true (ff_verify (fixture->store, flow, &moved, NULL, &error));
  g_assert_false (moved.has_standing);
  g_assert_cmpint (moved.n_keys, ==, 35);
  g_assert_cmpstr (moved.query_hash, ==, same.query_hash);
  g_assert_cmpstr (moved.data_version, !=, same.data_version);
}

static void
test_verify_cancelled (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" SELECT (ABOVE (20)) "]");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (FfVerification) verification = { 0 };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ff_verify (fixture->store, ff_plan_get_output (plan, 0)->flow, &verification, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture *fixture, gconstpointer user_data);
  } tests[] = {
    { "/questions/overlap", test_overlap },
    { "/questions/overlap-refused", test_overlap_refused },
    { "/questions/difference", test_difference },
    { "/questions/explain", test_explain },
    { "/questions/explain-transition", test_explain_transition },
    { "/questions/explain-unknown", test_explain_unknown },
    { "/questions/explain-leaves-counts", test_explain_leaves_counts },
    { "/questions/explain-bad-key", test_explain_bad_key },
    { "/questions/explain-key-of-two", test_explain_key_of_two },
    { "/questions/person", test_person },
    { "/questions/person-refused", test_person_refused },
    { "/questions/verify", test_verify },
    { "/questions/verify-cancelled", test_verify_cancelled },
  };

  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
