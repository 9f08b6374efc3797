/* Evaluations: what is reused, what one snapshot sees, failures, cancelling,
 * audiences, people. */

#include "engine/ff-engine.h"

#include <string.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define ALL "{'op':'select','entity':'person'}"
#define GOLD "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}]}"
#define SILVER "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'silver'}}]}"

static const char data[] =
  "PRAGMA journal_mode = WAL;"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, tier TEXT) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, total INTEGER) STRICT;"
  "CREATE INDEX purchase_person ON purchase (person_id);"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
  "  SELECT i, 'P' || i, CASE i % 3 WHEN 0 THEN 'gold' WHEN 1 THEN 'silver' ELSE 'bronze' END FROM n;"
  "INSERT INTO purchase SELECT person_id * 10, person_id, person_id FROM person";

static const char ours[] =
  "PRAGMA journal_mode = WAL;"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, tier TEXT) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
  "  SELECT i, 'P' || i, CASE i % 3 WHEN 0 THEN 'gold' WHEN 1 THEN 'silver' ELSE 'bronze' END FROM n;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;";

/* Persons have a number that no index holds unique, and two have the same. */
static const char numbered[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, number INTEGER, tier TEXT) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
  "  SELECT i, min (i, 99), CASE i % 3 WHEN 0 THEN 'gold' ELSE 'bronze' END FROM n;"
  "INSERT INTO purchase SELECT person_id * 10, person_id FROM person;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;";

/* So many rows that counting them takes seconds. */
static const char large[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, tier TEXT) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)"
  "  SELECT i, 'P' || (i * 7919 % 400009), 'gold' FROM n;"
  "CREATE TABLE fanfare_model (entity TEXT, name TEXT, role TEXT, value TEXT) STRICT;";

typedef struct
{
  FfTestFile  file;
  FfStore    *store;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  sql)
{
  ff_test_file_init (&fixture->file, sql != NULL ? sql : data);
  fixture->store = ff_test_file_open (&fixture->file);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  sql)
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

static FfCounts *
evaluate (Fixture *fixture,
          FfPlan  *plan)
{
  g_autoptr (GError) error = NULL;
  FfCounts *counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return counts;
}

static void
assert_count (FfCounts   *counts,
              const char *activity,
              const char *port,
              gint64      n_keys,
              gboolean    reused)
{
  const FfCount *count = ff_counts_find (counts, activity, port);

  g_assert_nonnull (count);
  g_assert_true (count->known);
  g_assert_cmpint (count->n_keys, ==, n_keys);
  g_assert_cmpint (count->reused, ==, reused);
  g_assert_cmpint (count->duration_usec == 0, ==, reused);
}

static void
test_reuse (Fixture       *fixture,
            gconstpointer  sql)
{
  g_autoptr (FfPlan) gold = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfPlan) silver = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" SILVER "}]");
  g_autoptr (FfCounts) first = evaluate (fixture, gold);
  g_autoptr (FfCounts) edited = evaluate (fixture, silver);
  g_autoptr (FfCounts) undone = evaluate (fixture, gold);
  g_autoptr (FfCounts) moved = NULL;

  assert_count (first, "0", "0", 100, FALSE);
  assert_count (first, "1", "0", 33, FALSE);
  assert_count (edited, "0", "0", 100, TRUE);
  assert_count (edited, "1", "0", 34, FALSE);
  assert_count (undone, "0", "0", 100, TRUE);
  assert_count (undone, "1", "0", 33, TRUE);
  assert_count (undone, "1", "1", 67, TRUE);
  g_assert_cmpstr (ff_counts_get_data_version (first), ==, ff_counts_get_data_version (undone));
  g_assert_cmpstr (ff_counts_find (first, "1", "0")->entity, ==, "person");

  ff_test_file_exec (&fixture->file, "UPDATE person SET tier = 'gold' WHERE person_id = 1");
  moved = evaluate (fixture, gold);
  assert_count (moved, "0", "0", 100, FALSE);
  assert_count (moved, "1", "0", 34, FALSE);
  g_assert_cmpstr (ff_counts_get_data_version (first), !=, ff_counts_get_data_version (moved));
}

/* Every step of an evaluation sees the data as it was when it began. */
static void
test_snapshot (Fixture       *fixture,
               gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'select','entity':'purchase'}]");
  FfStep *people = ff_plan_get_step (plan, 0);
  FfStep *purchases = ff_plan_get_step (plan, 1);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_auto (FfSnapshot) snapshot = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_store_begin (fixture->store, NULL, &snapshot, &error));
  g_assert_true (ff_store_run_step (fixture->store, people, "a", NULL, counts, NULL, &error));
  ff_test_file_exec (&fixture->file, "DELETE FROM purchase; DELETE FROM person");
  g_assert_true (ff_store_run_step (fixture->store, purchases, "b", NULL, counts, NULL, &error));
  g_assert_cmpint (g_array_index (counts, FfStepCount, 0).n_keys, ==, 100);
  ff_store_end (fixture->store);
  g_assert_false (ff_store_is_current (fixture->store, &snapshot));

  {
    g_autoptr (FfCounts) after = evaluate (fixture, plan);

    assert_count (after, "0", "0", 0, FALSE);
    assert_count (after, "1", "0", 0, FALSE);
  }
}

/* A step that fails takes only those after it along. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'members','entity':'person','audience':'Nobody'},"
                                                "{'op':'combine','how':'union','in':[0,1]},{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfCounts) counts = evaluate (fixture, plan);

  assert_count (counts, "0", "0", 100, FALSE);
  assert_count (counts, "3", "0", 33, FALSE);
  g_assert_false (ff_counts_find (counts, "1", "0")->known);
  g_assert_true (ff_counts_find (counts, "1", "0")->failed);
  g_assert_nonnull (strstr (ff_counts_find (counts, "1", "0")->reason, "Nobody"));
  g_assert_false (ff_counts_find (counts, "2", "0")->known);
  g_assert_false (ff_counts_find (counts, "2", "0")->failed);
  g_assert_nonnull (ff_counts_find (counts, "2", "0")->reason);
  g_assert_null (ff_counts_find (counts, "9", "0"));
}

static void
test_schema_drift (Fixture       *fixture,
                   gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[{'op':'select','entity':'person','rule':" GOLD "},{'op':'select','entity':'purchase'}]");
  g_autoptr (FfCounts) counts = NULL;

  ff_test_file_exec (&fixture->file, "ALTER TABLE person RENAME COLUMN tier TO level");
  counts = evaluate (fixture, plan);
  g_assert_true (ff_counts_find (counts, "0", "0")->failed);
  g_assert_nonnull (strstr (ff_counts_find (counts, "0", "0")->reason, "tier"));
  assert_count (counts, "1", "0", 100, FALSE);
}

static void
test_audience (Fixture       *fixture,
               gconstpointer  sql)
{
  g_autoptr (FfPlan) gold = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfPlan) silver = make_plan (fixture, "[{'op':'select','entity':'person','rule':" SILVER "}]");
  g_autoptr (FfPlan) members = make_plan (fixture, "[{'op':'members','entity':'person','audience':'Best'}]");
  g_autoptr (FfCounts) counts = evaluate (fixture, gold);
  g_autoptr (FfCounts) others = NULL;
  g_autoptr (FfCounts) recounted = NULL;
  g_autoptr (FfCounts) first = NULL;
  g_autoptr (FfCounts) second = NULL;
  g_autoptr (FfCounts) again = NULL;
  g_autoptr (FfJson) none = NULL;
  g_autoptr (FfJson) list = NULL;
  g_autoptr (GError) error = NULL;
  FfFlow flow = ff_plan_find_output (gold, "1", "0")->flow;
  FfFlow other = ff_plan_find_output (silver, "0", "0")->flow;
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (fixture->store, flow, counts);
  g_autofree char *other_fingerprint = NULL;
  g_autofree char *last_fingerprint = NULL;
  gint64 n = 0;

  none = ff_store_list_audiences (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ff_json_get_length (none), ==, 0);

  ff_store_write_audience (fixture->store, flow, fingerprint, "Best", TRUE, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 33);
  list = ff_store_list_audiences (fixture->store, &error);
  g_assert_cmpint (ff_json_get_member_integer (ff_json_get_member (list, "Best"), "people", 0), ==, 33);
  g_assert_cmpstr (ff_json_get_member_string (ff_json_get_member (list, "Best"), "entity", ""), ==, "person");
  g_assert_cmpint (ff_json_get_member_integer (ff_json_get_member (list, "Best"), "saved-at", 0), >, 0);

  first = evaluate (fixture, members);
  assert_count (first, "0", "0", 33, FALSE);

  /* Our own save is not a change of the people; a server's snapshot knows only that something was saved. */
  again = evaluate (fixture, gold);
  assert_count (again, "1", "0", 33, fixture->file.database == NULL);

  others = evaluate (fixture, silver);
  other_fingerprint = ff_evaluate_dup_fingerprint (fixture->store, other, others);
  ff_store_write_audience (fixture->store, other, other_fingerprint, "Best", FALSE, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 67);
  second = evaluate (fixture, members);
  assert_count (second, "0", "0", 67, FALSE);

  recounted = evaluate (fixture, silver);
  last_fingerprint = ff_evaluate_dup_fingerprint (fixture->store, other, recounted);
  ff_store_write_audience (fixture->store, other, last_fingerprint, "Best", TRUE, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 34);

  /* The next program to open the file finds it. */
  {
    g_autoptr (FfStore) later = ff_test_file_open (&fixture->file);
    g_autoptr (FfJson) found = ff_store_list_audiences (later, &error);

    g_assert_cmpint (ff_json_get_member_integer (ff_json_get_member (found, "Best"), "people", 0), ==, 34);
  }

  ff_store_drop_audience (fixture->store, "Worst", &error);
  g_assert_no_error (error);
  ff_store_drop_audience (fixture->store, "Best", &error);
  g_assert_no_error (error);
  g_clear_pointer (&none, ff_json_unref);
  none = ff_store_list_audiences (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ff_json_get_length (none), ==, 0);
}

static gpointer
cancel_later (gpointer cancellable)
{
  g_usleep (150 * 1000);
  g_cancellable_cancel (cancellable);

  return GSIZE_TO_POINTER (g_get_monotonic_time ());
}

/* Every person against every other: longer than anybody waits. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'ignore-case':true},"
                                                "{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'trim':true},"
                                                "{'op':'take','in':[0],'quota':{'share':[9,10]},'order':{'seed':3}},"
                                                "{'op':'take','in':[0],'quota':{'share':[8,10]},'order':{'seed':4}}]");
  g_autoptr (FfPlan) quick = make_plan (fixture, "[" ALL "]");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfCounts) after = NULL;
  GThread *thread;
  gint64 cancelled_at;

  after = evaluate (fixture, quick);
  assert_count (after, "0", "0", 400000, FALSE);
  g_clear_pointer (&after, ff_counts_unref);

  thread = g_thread_new ("cancel", cancel_later, cancellable);
  counts = ff_evaluate (fixture->store, plan, NULL, NULL, cancellable, &error);
  g_assert_null (counts);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cancelled_at = (gint64) GPOINTER_TO_SIZE (g_thread_join (thread));
  g_test_message ("Stopped after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - cancelled_at) / 1000);

  /* What stood before still stands, and the connection works. */
  after = evaluate (fixture, quick);
  assert_count (after, "0", "0", 400000, TRUE);
}

/* Large takes are printed otherwise than small ones, and mean the same. */
static void
test_large_take (Fixture       *fixture,
                 gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'take','in':[0],'quota':{'count':30000},'order':[]},"
                                                "{'op':'take','in':[0],'quota':{'share':[1,3]},'order':{'seed':5}},"
                                                "{'op':'take','in':[[2,0]],'quota':{'count':1000},'order':{'seed':5}},"
                                                "{'op':'take','in':[0],'quota':{'count':1000},'order':{'seed':5}},"
                                                "{'op':'combine','how':'intersection','in':[3,4]}]");
  g_autoptr (FfCounts) counts = evaluate (fixture, plan);
  g_autoptr (FfJson) operands = ff_json_new_array ();
  FfPeopleRequest request = { .activity = (char *) "1", .port = (char *) "1", .operands = operands, .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPage) page = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);

  g_assert_no_error (error);
  assert_count (counts, "1", "0", 30000, FALSE);
  assert_count (counts, "1", "1", 370000, FALSE);
  g_assert_cmpstr (g_ptr_array_index (page->keys, 0), ==, "30001");
  assert_count (counts, "2", "0", 133333, FALSE);
  assert_count (counts, "5", "0", 1000, FALSE);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  sql)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfJson) operands = ff_test_json ("[{'attribute':['name']},{'aggregate':'sum','link':['purchase'],'of':{'attribute':['total']}}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPage) page = NULL;
  g_autoptr (FfPage) next = NULL;
  FfPeopleRequest request = { .activity = (char *) "1", .port = (char *) "0", .operands = operands, .limit = 20 };

  page = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->n_rows, ==, 20);
  g_assert_cmpuint (page->n_columns, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (page->keys, 0), ==, "3");
  g_assert_cmpstr (g_array_index (page->cells, FfValue, 0).text, ==, "P3");
  g_assert_cmpint (g_array_index (page->cells, FfValue, 1).integer, ==, 3);
  g_assert_nonnull (page->next);

  request.after = page->next;
  next = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (next->n_rows, ==, 13);
  g_assert_cmpstr (g_ptr_array_index (next->keys, 0), ==, "63");
  g_assert_null (next->next);

  request.port = (char *) "7";
  g_assert_null (ff_evaluate_people (fixture->store, plan, &request, NULL, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED);
}

/* Working tables that no plan needs go, oldest first; views keep what they read. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  sql)
{
  g_autoptr (FfPlan) first = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfCounts) before = evaluate (fixture, first);
  g_autoptr (FfCounts) after = NULL;

  for (guint i = 0; i < 210; i++)
    {
      g_autofree char *text = g_strdup_printf ("[" ALL ",{'op':'take','in':[0],'quota':{'count':%u},'order':[]}]", i);
      g_autoptr (FfPlan) plan = make_plan (fixture, text);
      g_autoptr (FfCounts) counts = evaluate (fixture, plan);

      assert_count (counts, "0", "0", 100, TRUE);
      assert_count (counts, "1", "0", MIN (i, 100), FALSE);
    }

  after = evaluate (fixture, first);
  assert_count (after, "0", "0", 100, TRUE);
  assert_count (after, "1", "0", 33, FALSE);
}

/* A person who gives this link to one row is wrong from the day the data has two; the rows that lead elsewhere are
 * counted all the same, and again once the data is right. */
static void
test_link_not_unique (Fixture       *fixture,
                      gconstpointer  sql)
{
  static const char *const plans[] = {
    "[{'op':'select','entity':'purchase','rule':{'all':[{'left':{'attribute':['buyer','tier']},'op':'equals','right':{'value':'gold'}}]}}]",
    "[{'op':'select','entity':'purchase'},{'op':'relate','in':[0],'link':'buyer'}]",
    "[{'op':'select','entity':'purchase'},{'op':'take','in':[0],'quota':{'count':3},'order':[{'by':{'expression':'upper (buyer.tier)'}}]}]",
  };
  const char *columns[] = { "person_id", NULL };
  const char *target_columns[] = { "number", NULL };
  FfEntity *purchase = (FfEntity *) ff_schema_find_entity (ff_store_get_schema (fixture->store), "purchase");

  ff_entity_add_link (purchase, "buyer", "person", FF_LINK_ONE, columns, target_columns);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
      {
        g_autoptr (FfPlan) plan = make_plan (fixture, plans[i]);
        g_autoptr (FfCounts) counts = evaluate (fixture, plan);
        const FfCount *count = ff_counts_find (counts, i == 0 ? "0" : "1", "0");

        if (round == 0)
          {
            g_assert_false (count->known);
            g_assert_true (count->failed);
            g_assert_nonnull (strstr (count->reason, "“Buyer” is to lead to one row"));
          }
        else
          {
            g_assert_true (count->known);
            g_assert_cmpint (count->n_keys, ==, i == 2 ? 3 : i == 1 ? 99 : 33);
          }

        if (round == 0 && i + 1 == G_N_ELEMENTS (plans))
          ff_test_file_exec (&fixture->file, "UPDATE person SET number = 1000 WHERE person_id = 100");
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

#define ADD(name, sql, func) g_test_add ("/engine/evaluate/" name, Fixture, sql, set_up, func, tear_down)
  ADD ("reuse", NULL, test_reuse);
  ADD ("snapshot", NULL, test_snapshot);
  ADD ("failure", NULL, test_failure);
  ADD ("schema-drift", NULL, test_schema_drift);
  ADD ("audience-beside", NULL, test_audience);
  ADD ("audience-inside", ours, test_audience);
  ADD ("people", NULL, test_people);
  ADD ("link-not-unique", numbered, test_link_not_unique);
  ADD ("kept", NULL, test_kept);
  ADD ("large-take", large, test_large_take);
  ADD ("cancel", large, test_cancel);

  return g_test_run ();
}
