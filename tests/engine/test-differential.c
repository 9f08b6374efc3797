/* Random campaigns on random data: the engine against the naive evaluator, in
 * keys, columns and counts, and against what must hold of every evaluation.
 * FF_CAMPAIGNS says how many (200), FF_SEED where to begin. A campaign that
 * fails is written to a file with its data, and FF_CASE=FILE runs it alone. */

#include "engine/ff-engine.h"

#include <stdlib.h>
#include <string.h>

#include "../support/ff-random-plan.h"
#include "../support/ff-reference.h"
#include "../support/ff-test-invariants.h"
#include "../support/ff-test-plan.h"
#include "../support/ff-test-store.h"

#define PLANS_PER_STORE 5

/* Campaigns count in these, in turn. */
static const char *const zones[] = { "UTC", "Europe/Amsterdam", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe" };

typedef struct
{
  guint        seed;
  char        *sql;         /* of the data */
  const char  *zone;
  guint        week_start;
  FfTestFile   file;
  FfStore     *store;
  FfReference *reference;
  FfJson      *audiences;
  guint        n_outputs;
  guint        n_empty;
  guint        n_overflows;
} Fixture;

/* Saves some people as “Fans”, in the store and in the reference. */
static void
save_fans (Fixture *fixture)
{
  g_autoptr (FfJson) json = ff_test_json ("[{'op':'select'},{'op':'take','in':[0],'quota':{'share':[1,3]},'order':{'seed':9}}]");
  const char *person = ff_random_find_entity (ff_store_get_schema (fixture->store), "person")->name;
  g_autoptr (FfJson) entity = ff_json_new_string (person);
  g_autoptr (FfJson) named = ff_json_with_at (json, "/0/entity", entity);
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), named, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  FfFlow flow = ff_plan_find_output (plan, "1", "0")->flow;
  g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (fixture->store, flow, counts);
  g_autofree char *rows = ff_test_dup_rows (fixture->store, flow, fingerprint);
  g_auto (GStrv) keys = g_strsplit (rows, " ", -1);
  gint64 n = 0;

  g_assert_no_error (error);
  ff_store_write_audience (fixture->store, flow, fingerprint, "Fans", TRUE, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, g_strv_length (keys));
  ff_reference_set_audience (fixture->reference, "Fans", person, (const char *const *) keys);
  fixture->audiences = ff_json_new_object ();
  ff_json_set_string (fixture->audiences, "Fans", person);
}

static void
set_up (Fixture    *fixture,
        const char *sql,
        const char *zone,
        guint       week_start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) rows = NULL;

  fixture->sql = g_strdup (sql);
  fixture->zone = zone;
  fixture->week_start = week_start;
  ff_test_plan_set_calendar (zone, week_start);
  ff_reference_set_calendar (zone, week_start);
  ff_test_file_init (&fixture->file, sql);
  fixture->store = ff_test_file_open (&fixture->file);
  rows = ff_store_open (fixture->file.path, &error);
  g_assert_no_error (error);
  fixture->reference = ff_reference_new (fixture->file.path, ff_store_get_schema (rows));
  save_fans (fixture);
}

static void
tear_down (Fixture *fixture)
{
  ff_reference_free (fixture->reference);
  ff_json_unref (fixture->audiences);
  g_clear_object (&fixture->store);
  ff_test_file_clear (&fixture->file);
  g_free (fixture->sql);
}

/* Data and plan, for FF_CASE. */
static void
write_case (Fixture *fixture,
            guint    campaign,
            FfJson  *plan)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autofree char *name = g_strdup_printf ("fanfare-differential-%u-%u.json", fixture->seed, campaign);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autofree char *text = NULL;

  ff_json_set_string (json, "sql", fixture->sql);
  ff_json_set_string (json, "zone", fixture->zone);
  ff_json_set_integer (json, "week-start", fixture->week_start);
  ff_json_take_member (json, "plan", ff_json_ref (plan));
  text = ff_json_print (json);
  g_file_set_contents (path, text, -1, NULL);
  g_test_message ("FF_CASE=%s runs it alone", path);
}

static void
fail (Fixture    *fixture,
      guint       campaign,
      FfJson     *json,
      FfStep     *step,
      guint       place,
      guint       output,
      const char *expected,
      const char *got)
{
  g_autofree char *sql = ff_store_dup_sql (fixture->store, step, output);
  g_autofree char *text = ff_json_print (ff_json_get_element (json, place));
  g_autofree char *whole = ff_json_print (json);

  g_test_message ("Campaign %u of seed %u, step %u output %u\n%s\nexpected %s\ngot      %s\n%s\nplan %s",
                  campaign, fixture->seed, place, output, text, expected, got, sql, whole);
  write_case (fixture, campaign, json);
  g_test_fail ();
}

/* Too large for a database, and told so: nothing else may be wrong. */
static void
check_refusal (Fixture *fixture,
               guint    campaign,
               FfJson  *json)
{
  const char *why = ff_test_plan_get_refusal ();

  if (strstr (why, "for a database") == NULL && strstr (why, "nested too deeply") == NULL && strstr (why, "too many parts") == NULL)
    {
      write_case (fixture, campaign, json);
      g_error ("%s", why);
    }
}

static gboolean
compare (Fixture *fixture,
         guint    campaign,
         FfJson  *json)
{
  g_autoptr (FfPlan) plan = ff_test_plan (ff_store_get_schema (fixture->store), json, fixture->audiences);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GPtrArray) reference = NULL;
  g_autofree char *broken = NULL;

  if (plan == NULL)
    {
      check_refusal (fixture, campaign, json);
      return TRUE;
    }

  counts = ff_evaluate (fixture->store, plan, NULL, NULL, NULL, &error);
  reference = ff_reference_evaluate (fixture->reference, json, FF_TEST_NOW);

  /* A database need not look at all sums, so that it may find no fault where the reference has. */
  if (ff_reference_has_overflowed (fixture->reference))
    {
      if (error != NULL)
        g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA);
      fixture->n_overflows += 1;
      return TRUE;
    }
  g_assert_no_error (error);

  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (plan, i);
      const FfCount *count = ff_counts_get (counts, i, NULL, NULL);
      guint place = (guint) atoi (output->activity);
      GPtrArray *flows = g_ptr_array_index (reference, place);
      FfRefFlow *flow = g_ptr_array_index (flows, output->flow.output);
      g_autofree char *expected = ff_ref_flow_dup_rows (flow);
      g_autofree char *fingerprint = ff_evaluate_dup_fingerprint (fixture->store, output->flow, counts);
      g_autofree char *got = fingerprint != NULL ? ff_test_dup_rows (fixture->store, output->flow, fingerprint) : g_strdup (count->reason);

      /* A database sums for all whom a link leads to, also where the reference need not look. */
      if (!count->known && strstr (count->reason, "64 bits") != NULL)
        {
          fixture->n_overflows += 1;
          return TRUE;
        }

      fixture->n_outputs += 1;
      fixture->n_empty += flow->rows->len == 0;
      if (!count->known || count->n_keys != flow->rows->len ||
          (flow->n_rows >= 0 && count->n_rows != flow->n_rows) || count->n_missing != flow->n_missing ||
          !g_str_equal (expected, got))
        {
          fail (fixture, campaign, json, output->flow.step, place, output->flow.output, expected, got);
          return FALSE;
        }
    }

  broken = ff_test_dup_broken_invariant (fixture->store, plan, json);
  if (broken != NULL)
    {
      g_test_message ("Campaign %u of seed %u: %s", campaign, fixture->seed, broken);
      write_case (fixture, campaign, json);
      g_test_fail ();
    }

  return broken == NULL;
}

static void
test_campaigns (void)
{
  guint n = g_getenv ("FF_CAMPAIGNS") != NULL ? (guint) atoi (g_getenv ("FF_CAMPAIGNS")) : 200;
  guint first = g_getenv ("FF_SEED") != NULL ? (guint) atoi (g_getenv ("FF_SEED")) : 1;
  guint n_outputs = 0;
  guint n_empty = 0;
  guint n_overflows = 0;
  guint n_failed = 0;

  for (guint done = 0, seed = first; done < n && n_failed < 3; done += PLANS_PER_STORE, seed++)
    {
      Fixture fixture = { .seed = seed };
      g_autoptr (GRand) data = g_rand_new_with_seed (seed);
      g_autofree char *sql = ff_random_data (data, (FfRandomKind) (seed % 3));

      set_up (&fixture, sql, zones[seed % G_N_ELEMENTS (zones)], seed % 7);
      for (guint campaign = 0; campaign < PLANS_PER_STORE; campaign++)
        {
          g_autoptr (GRand) rand = g_rand_new_with_seed (seed * 1000 + campaign);
          g_autoptr (FfJson) json = ff_random_plan (rand, ff_store_get_schema (fixture.store), "Fans");

          n_failed += !compare (&fixture, campaign, json);
        }
      n_outputs += fixture.n_outputs;
      n_empty += fixture.n_empty;
      n_overflows += fixture.n_overflows;
      tear_down (&fixture);
    }

  g_test_message ("%u campaigns, %u outputs, %u of them empty, %u campaigns with sums that are too great, first seed %u",
                  n, n_outputs, n_empty, n_overflows, first);
}

/* One that failed before. */
static void
test_case (void)
{
  g_autofree char *text = NULL;
  g_autoptr (FfJson) json = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  gsize length;

  g_file_get_contents (g_getenv ("FF_CASE"), &text, &length, &error);
  g_assert_no_error (error);
  json = ff_json_parse (text, length, NULL, &error);
  g_assert_no_error (error);
  set_up (&fixture, ff_json_get_member_string (json, "sql", NULL), ff_json_get_member_string (json, "zone", "UTC"),
          (guint) ff_json_get_member_integer (json, "week-start", 0));
  compare (&fixture, 0, ff_json_get_member (json, "plan"));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!ff_test_store_is_there ())
    return 0;

  if (g_getenv ("FF_CASE") != NULL)
    g_test_add_func ("/engine/differential/case", test_case);
  else
    g_test_add_func ("/engine/differential/campaigns", test_campaigns);

  return g_test_run ();
}
