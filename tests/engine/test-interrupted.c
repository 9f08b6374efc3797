/* A server that goes away on the way, and snapshots that are held while a
 * person draws: everything is counted in one snapshot, or counted again. */

#include "engine/ff-evaluate-private.h"

#include <string.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-postgres.h"
#include "../support/ff-test-store.h"

#define ALL "{'op':'select','entity':'person'}"
#define GOLD "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}]}"
#define SLOW "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'ignore-case':true}," \
             "{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'trim':true}," \
             "{'op':'filter','in':[0],'rule':" GOLD "}]"
#define QUICK "[{'op':'select','entity':'person','rule':" GOLD "}]"

#define N_PEOPLE 100000

static const char people[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, tier TEXT) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (N_PEOPLE) ")"
  "  SELECT i, 'P' || i, 'gold' FROM n;";

typedef struct
{
  FfTestFile  file;
  FfStore    *store;
  guint       n_kills;    /* how often the killer kills */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  ff_test_file_init (&fixture->file, people);
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

/* Waits for a step that runs, lets the data be another, and ends the step's connection. */
static gpointer
kill_running (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (FfPostgres) db = ff_test_database_open (fixture->file.database);
  guint n_killed = 0;
  gint64 last = 0;

  for (gint i = 0; n_killed < fixture->n_kills && i < 60000; i++)
    {
      gint64 pid = last;

      ff_postgres_get_integer (db, &pid, NULL, NULL,
                               "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND datname = current_database ()"
                               " AND query LIKE 'INSERT INTO fanfare_work%' AND query LIKE '%trim%' LIMIT 1", NULL);
      if (pid == last)
        {
          g_usleep (500);
          continue;
        }
      ff_postgres_run (db, NULL, NULL, "INSERT INTO person SELECT max (person_id) + 1, 'N' || max (person_id), 'gold' FROM person", NULL);
      ff_postgres_run (db, NULL, NULL, "SELECT pg_terminate_backend ($1::integer)", "i", pid);
      n_killed += 1;
      last = pid;
    }

  return GUINT_TO_POINTER (n_killed);
}

static void
assert_all (FfCounts *counts,
            gint64    n)
{
  static const char *const activities[] = { "0", "1", "2", "3" };

  for (guint a = 0; a < G_N_ELEMENTS (activities); a++)
    {
      g_assert_true (ff_counts_find (counts, activities[a], "0")->known);
      g_assert_cmpint (ff_counts_find (counts, activities[a], "0")->n_keys, ==, n);
    }
}

/* The first step had counted the people before one came: nothing of that is left. */
static void
test_repeated (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, SLOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfCounts) again = NULL;
  GThread *killer;

  fixture->n_kills = 1;
  killer = g_thread_new ("killer", kill_running, fixture);
  counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (killer)), ==, 1);
  g_assert_no_error (error);
  g_assert_true (ff_counts_was_interrupted (counts));
  assert_all (counts, N_PEOPLE + 1);

  again = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (ff_counts_was_interrupted (again));
  assert_all (again, N_PEOPLE + 1);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, SLOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = NULL;
  GThread *killer;

  fixture->n_kills = 2;
  killer = g_thread_new ("killer", kill_running, fixture);
  counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (killer)), ==, 2);
  g_assert_null (counts);
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED);

  /* A third time it is let be. */
  g_clear_error (&error);
  counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_all (counts, N_PEOPLE + 2);
}

static void
end_all_others (Fixture *fixture)
{
  ff_test_file_exec (&fixture->file, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE datname = current_database () AND pid <> pg_backend_pid ()");
}

/* Nobody asked when it happened, so nobody needs to hear of it. */
static void
test_while_idle (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, QUICK);
  g_autoptr (FfJson) operands = ff_test_json ("[{'attribute':['name']}]");
  FfPeopleRequest request = { .activity = (char *) "0", .port = (char *) "0", .operands = operands, .limit = 2 };
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
      g_autoptr (FfPage) page = NULL;
      g_autoptr (FfJson) audiences = NULL;

      g_assert_no_error (error);
      g_assert_false (ff_counts_was_interrupted (counts));
      g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, N_PEOPLE);
      if (round == 1)
        g_assert_true (ff_test_postgres_crash ());
      else
        end_all_others (fixture);

      page = ff_evaluate_people (fixture->store, plan, &request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->n_rows, ==, 2);
      end_all_others (fixture);
      audiences = ff_store_list_audiences (fixture->store, &error);
      g_assert_no_error (error);

      /* Of those who went away nothing stays. */
      g_assert_cmpint (ff_test_file_ask (&fixture->file, "SELECT count (*) FROM pg_class WHERE relnamespace = 'fanfare_work'::regnamespace"), ==, 0);
    }
}

/* A reader is of its snapshot, and says so when that is gone. */
static void
test_reader (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, QUICK);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  FfFlow flow = ff_plan_find_output (plan, "0", "0")->flow;
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (fixture->store, flow, counts);
  FfStoreReader *reader = ff_store_open_reader (fixture->store, flow, fingerprint, NULL, NULL, &error);
  gboolean has_row = TRUE;
  gint64 n_read = 0;

  g_assert_no_error (error);
  while (error == NULL && has_row)
    {
      g_autofree char *key = NULL;

      if (ff_store_read_row (fixture->store, reader, &key, NULL, &has_row, &error))
        n_read += has_row;
      if (n_read == 1)
        end_all_others (fixture);
    }
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED);
  g_assert_cmpint (n_read, <, N_PEOPLE);
  ff_store_close_reader (fixture->store, reader);

  g_clear_error (&error);
  g_clear_pointer (&counts, ff_counts_unref);
  counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, N_PEOPLE);
}

/* While a person draws, others may write: the numbers stay of one moment until they are renewed. */
static void
test_drafting (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, "[" ALL ",{'op':'filter','in':[0],'rule':" GOLD "}]");
  g_autoptr (FfPlan) edited = make_plan (fixture, "[" ALL ",{'op':'take','in':[0],'quota':{'share':[1,2]},'order':[]}]");
  g_autoptr (FfCounts) first = NULL;
  g_autoptr (FfCounts) second = NULL;
  g_autoptr (FfCounts) third = NULL;
  g_autoptr (GError) error = NULL;

  ff_store_set_drafting (fixture->store, TRUE);
  first = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  ff_test_file_exec (&fixture->file, "DELETE FROM person WHERE person_id > 10");
  second = ff_evaluate (fixture->store, edited, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ff_counts_find (second, "0", "0")->reused);
  g_assert_cmpint (ff_counts_find (second, "1", "0")->n_keys, ==, N_PEOPLE / 2);
  g_assert_cmpint (ff_counts_get_taken_at (first), ==, ff_counts_get_taken_at (second));
  g_assert_cmpstr (ff_counts_get_data_version (first), ==, ff_counts_get_data_version (second));

  ff_store_renew (fixture->store);
  third = ff_evaluate (fixture->store, edited, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (third, "1", "0")->n_keys, ==, 5);
  g_assert_cmpint (ff_counts_get_taken_at (third), >, ff_counts_get_taken_at (second));
}

static gint64
count_open (Fixture *fixture)
{
  return ff_test_file_ask (&fixture->file, "SELECT count (*) FROM pg_stat_activity WHERE datname = current_database ()"
                                           " AND pid <> pg_backend_pid () AND xact_start IS NOT NULL");
}

static void
test_rest (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, QUICK);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_autoptr (FfCounts) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (count_open (fixture), ==, 1);
  ff_store_rest (fixture->store);
  g_assert_cmpint (count_open (fixture), ==, 0);
  again = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (again, "0", "0")->n_keys, ==, N_PEOPLE);
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* The engine sees to it by itself. */
static void
test_engine_rests (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, QUICK);
  FfEngine *engine = ff_engine_new_resting (fixture->file.url, 100 * 1000);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (FfCounts) counts = NULL;
      g_autoptr (GError) error = NULL;
      gint64 until;

      ff_engine_evaluate_async (engine, plan, NULL, NULL, NULL, keep_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      counts = ff_engine_evaluate_finish (engine, result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, N_PEOPLE);

      until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
      while (count_open (fixture) > 0)
        g_assert_cmpint (g_get_monotonic_time (), <, until);
    }

  g_object_add_weak_pointer (G_OBJECT (engine), (gpointer *) &engine);
  g_object_unref (engine);
  while (engine != NULL)
    g_usleep (1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

#define ADD(name, func) g_test_add ("/engine/interrupted/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("repeated", test_repeated);
  ADD ("twice", test_twice);
  ADD ("while-idle", test_while_idle);
  ADD ("reader", test_reader);
  ADD ("drafting", test_drafting);
  ADD ("rest", test_rest);
  ADD ("engine-rests", test_engine_rests);

  return g_test_run ();
}
