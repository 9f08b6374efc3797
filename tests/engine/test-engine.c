/* The engine from outside: answers on the main context, the newest question
 * wins, people between steps, failures to open. */

#include "engine/ff-engine.h"

#include <glib/gstdio.h>

#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define ALL "{'op':'select','entity':'person'}"
#define GOLD "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'gold'}}]}"

static const char people[] =
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, tier TEXT) STRICT;"
  "INSERT INTO person WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
  "  SELECT i, 'P' || (i * 7919 % 200003), CASE i % 2 WHEN 0 THEN 'gold' END FROM n;";

/* Seconds of work. */
#define SLOW "[" ALL ",{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'ignore-case':true}," \
             "{'op':'dedupe','in':[0],'keys':[{'attribute':['name']}],'trim':true}," \
             "{'op':'dedupe','in':[0],'keys':[{'attribute':['name']},{'attribute':['tier']}],'trim':true}," \
             "{'op':'take','in':[0],'quota':{'share':[9,10]},'order':{'seed':3}}]"
#define QUICK "[{'op':'select','entity':'person','rule':" GOLD "}]"

typedef struct
{
  FfTestFile    file;
  FfEngine     *engine;
  FfSchema     *schema;
  GAsyncResult *result;
  guint         n_progress;
  guint         n_late;      /* progress after the answer */
} Fixture;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->result, result);
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  ff_test_file_init (&fixture->file, people);
  fixture->engine = ff_engine_new (fixture->file.url);
  g_assert_null (ff_engine_get_schema (fixture->engine));
  ff_engine_open_async (fixture->engine, NULL, answered_cb, fixture);
  wait_for (&fixture->result);
  fixture->schema = ff_engine_open_finish (fixture->engine, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_true (fixture->schema == ff_engine_get_schema (fixture->engine));
  g_clear_object (&fixture->result);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer engine = fixture->engine;

  g_clear_object (&fixture->result);
  ff_schema_unref (fixture->schema);

  /* The worker gives its last task back a moment after the answer. */
  g_object_add_weak_pointer (G_OBJECT (fixture->engine), &engine);
  g_object_unref (fixture->engine);
  while (engine != NULL)
    g_usleep (1000);
  ff_test_file_clear (&fixture->file);
}

static FfPlan *
make_plan (Fixture    *fixture,
           const char *text)
{
  g_autoptr (FfJson) json = ff_test_json (text);

  return ff_test_plan (fixture->schema, json, NULL);
}

static void
progress_cb (FfCounts *counts,
             guint     n_done,
             guint     n_steps,
             gpointer  user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (n_done, <=, n_steps);
  g_assert_cmpuint (ff_counts_get_n (counts), >, 0);
  fixture->n_progress += 1;
  fixture->n_late += fixture->result != NULL;
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, SLOW);
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  const char *activity;
  const char *port;

  ff_engine_evaluate_async (fixture->engine, plan, progress_cb, fixture, NULL, answered_cb, fixture);
  wait_for (&fixture->result);
  counts = ff_engine_evaluate_finish (fixture->engine, fixture->result, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE));

  g_assert_cmpuint (fixture->n_progress, >, 1);
  g_assert_cmpuint (fixture->n_late, ==, 0);
  g_assert_cmpuint (ff_counts_get_n (counts), ==, ff_plan_get_n_outputs (plan));
  g_assert_cmpint (ff_counts_get (counts, 0, &activity, &port)->n_keys, ==, 200000);
  g_assert_cmpstr (activity, ==, "0");
  g_assert_cmpstr (port, ==, "0");
  g_assert_cmpint (ff_counts_get_taken_at (counts), >, 0);
}

static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (FfPlan) slow = make_plan (fixture, SLOW);
  g_autoptr (FfPlan) quick = make_plan (fixture, QUICK);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) third = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;

  ff_engine_evaluate_async (fixture->engine, slow, progress_cb, fixture, NULL, keep_cb, &first);
  g_usleep (50 * 1000);
  ff_engine_evaluate_async (fixture->engine, slow, NULL, NULL, NULL, keep_cb, &second);
  ff_engine_evaluate_async (fixture->engine, quick, NULL, NULL, NULL, keep_cb, &third);
  wait_for (&third);
  wait_for (&first);
  wait_for (&second);

  g_assert_null (ff_engine_evaluate_finish (fixture->engine, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ff_engine_evaluate_finish (fixture->engine, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  counts = ff_engine_evaluate_finish (fixture->engine, third, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, 100000);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FfPlan) slow = make_plan (fixture, SLOW);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  ff_engine_evaluate_async (fixture->engine, slow, NULL, NULL, cancellable, answered_cb, fixture);
  g_usleep (50 * 1000);
  g_cancellable_cancel (cancellable);
  wait_for (&fixture->result);
  g_assert_null (ff_engine_evaluate_finish (fixture->engine, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FfPlan) slow = make_plan (fixture, SLOW);
  g_autoptr (GAsyncResult) counted = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfPage) page = NULL;
  g_autoptr (GError) error = NULL;
  FfPeopleRequest *request = g_new0 (FfPeopleRequest, 1);

  request->activity = g_strdup ("0");
  request->port = g_strdup ("0");
  request->operands = ff_test_json ("[{'attribute':['name']}]");
  request->sort = ff_test_json ("{'attribute':['name']}");
  request->descending = TRUE;
  request->limit = 10;

  ff_engine_evaluate_async (fixture->engine, slow, NULL, NULL, NULL, keep_cb, &counted);
  ff_engine_people_async (fixture->engine, slow, request, NULL, answered_cb, fixture);
  wait_for (&fixture->result);

  /* The list does not wait for all the counts, and does not stop them. */
  g_assert_null (counted);
  page = ff_engine_people_finish (fixture->engine, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->n_rows, ==, 10);
  g_assert_cmpstr (g_array_index (page->cells, FfValue, 0).text, ==, "P99999");

  wait_for (&counted);
  counts = ff_engine_evaluate_finish (fixture->engine, counted, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, 200000);
}

static void
name_store (FfStore  *store,
            GTask    *task,
            gpointer  data)
{
  g_assert_cmpstr (data, ==, "word");
  g_task_return_pointer (task, ff_store_dup_name (store), g_free);
}

static void
test_work (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  ff_engine_work_async (fixture->engine, name_store, g_strdup ("word"), g_free, NULL, answered_cb, fixture);
  wait_for (&fixture->result);
  name = g_task_propagate_pointer (G_TASK (fixture->result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, fixture->file.name);
}

#ifndef FF_TEST_POSTGRES
/* Another file took the name of ours: told, and opened again on demand. */
static void
test_replaced (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (FfPlan) plan = make_plan (fixture, QUICK);
  g_autoptr (FfSchema) schema = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) counted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = g_strconcat (fixture->file.path, ".old", NULL);
  FfSchema *before = ff_engine_get_schema (fixture->engine);

  g_assert_cmpint (g_rename (fixture->file.path, moved), ==, 0);
  ff_test_file_exec (&fixture->file, "CREATE TABLE person (person_id INTEGER PRIMARY KEY, tier TEXT, more TEXT); INSERT INTO person VALUES (1, 'gold', 'x')");

  ff_engine_evaluate_async (fixture->engine, plan, NULL, NULL, NULL, answered_cb, fixture);
  wait_for (&fixture->result);
  g_assert_null (ff_engine_evaluate_finish (fixture->engine, fixture->result, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING);
  g_clear_error (&error);

  ff_engine_open_async (fixture->engine, NULL, keep_cb, &opened);
  wait_for (&opened);
  schema = ff_engine_open_finish (fixture->engine, opened, &error);
  g_assert_no_error (error);
  g_assert_true (schema == ff_engine_get_schema (fixture->engine));
  g_assert_true (schema != before);
  g_assert_nonnull (ff_entity_find_column (ff_schema_find_entity (schema, "person"), "more"));
  g_assert_null (ff_entity_find_column (ff_schema_find_entity (before, "person"), "more"));

  ff_engine_evaluate_async (fixture->engine, plan, NULL, NULL, NULL, keep_cb, &counted);
  wait_for (&counted);
  counts = ff_engine_evaluate_finish (fixture->engine, counted, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_counts_find (counts, "0", "0")->n_keys, ==, 1);
}

#endif

static void
test_missing (void)
{
  g_autoptr (FfEngine) engine = ff_engine_new ("/nowhere/at/all.sqlite");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ff_engine_open_async (engine, NULL, keep_cb, &result);
  wait_for (&result);
  g_assert_null (ff_engine_open_finish (engine, result, &error));
  g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_MISSING);
  g_assert_null (ff_engine_get_schema (engine));
}

/* Whoever lets go of the engine while it works waits no longer than a cancel takes. */
static void
test_let_go (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FfPlan) slow = make_plan (fixture, SLOW);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ff_engine_evaluate_async (fixture->engine, slow, NULL, NULL, cancellable, answered_cb, fixture);
  g_cancellable_cancel (cancellable);
  wait_for (&fixture->result);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

#define ADD(name, func) g_test_add ("/engine/engine/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("answers", test_answers);
  ADD ("newest-wins", test_newest_wins);
  ADD ("cancel", test_cancel);
  ADD ("people", test_people);
  ADD ("work", test_work);
  ADD ("let-go", test_let_go);
#ifndef FF_TEST_POSTGRES
  ADD ("replaced", test_replaced);
#endif
  g_test_add_func ("/engine/engine/missing", test_missing);

  return g_test_run ();
}
