/* Measures counting: a campaign's first evaluation, the same again, an edit,
 * how long the main loop is ever blocked meanwhile, and how soon a cancel
 * stops the database. Prints a table; asserts only that the counts agree.
 *
 *   bench-counts STORE CAMPAIGN [NOW]
 */

#include <stdio.h>
#include <stdlib.h>

#include "activities/ff-planner.h"
#include "engine/ff-engine.h"
#include "model/ff-document.h"
#include "model/ff-edit.h"

typedef struct
{
  GMainLoop *loop;
  FfEngine  *engine;
  FfSchema  *schema;
  FfCounts  *counts;
  GError    *error;
  gint64     last_tick;
  gint64     longest_usec;   /* between two ticks of the main loop */
} Bench;

static gboolean
tick_cb (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();

  if (bench->last_tick != 0)
    bench->longest_usec = MAX (bench->longest_usec, now - bench->last_tick);
  bench->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;

  bench->schema = ff_engine_open_finish (FF_ENGINE (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static void
evaluated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Bench *bench = user_data;

  g_clear_pointer (&bench->counts, ff_counts_unref);
  g_clear_error (&bench->error);
  bench->counts = ff_engine_evaluate_finish (FF_ENGINE (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static FfPlan *
plan (FfCampaign *campaign,
      FfSchema   *schema,
      gint64      now_usec)
{
  g_autoptr (FfPlanContext) context = ff_plan_context_new (schema, now_usec);

  return ff_planner_compile (campaign, context, NULL);
}

/* Evaluates and prints wall time, steps that were computed, and the longest the main loop was blocked. */
static gint64
measure (Bench      *bench,
         FfPlan     *what,
         const char *label)
{
  gint64 started = g_get_monotonic_time ();
  guint computed = 0;
  gint64 took;

  bench->longest_usec = 0;
  bench->last_tick = 0;
  ff_engine_evaluate_async (bench->engine, what, NULL, NULL, NULL, evaluated_cb, bench);
  g_main_loop_run (bench->loop);
  took = g_get_monotonic_time () - started;
  if (bench->counts == NULL)
    {
      fprintf (stderr, "%s: %s\n", label, bench->error->message);
      exit (1);
    }

  for (guint i = 0; i < ff_counts_get_n (bench->counts); i++)
    computed += !ff_counts_get (bench->counts, i, NULL, NULL)->reused;
  printf ("%-34s %10.1f ms   %3u outputs computed   main loop blocked at most %5.1f ms\n", label, took / 1000.0, computed,
          bench->longest_usec / 1000.0);
  return took;
}

static FfCampaign *
edited (FfCampaign *campaign)
{
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Edit");
  g_autoptr (FfJson) amount = ff_json_new_integer (91);

  /* The first rule with a duration gets another one. */
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      const char *pointer = "/rule/all/0/where/all/0/right/duration/amount";

      if (ff_json_get_at (activity->settings, pointer) != NULL && g_str_has_prefix (activity->label, "Recent"))
        {
          ff_edit_set_setting (edit, campaign, activity->id, pointer, amount);
          break;
        }
    }

  g_assert_false (ff_edit_is_empty (edit));
  g_assert_true (ff_history_apply (history, edit, NULL));
  return campaign;
}

static gint64
sum_counts (FfCounts *counts)
{
  gint64 sum = 0;

  for (guint i = 0; i < ff_counts_get_n (counts); i++)
    {
      const FfCount *count = ff_counts_get (counts, i, NULL, NULL);

      sum += count->known ? count->n_keys : 0;
    }
  return sum;
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (FfPlan) first = NULL;
  g_autoptr (FfPlan) second = NULL;
  g_autoptr (FfPlan) third = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 now_usec = g_get_real_time ();
  gint64 sum, took, started;

  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-counts STORE CAMPAIGN [NOW]\n");
      return 2;
    }

  if (argc > 3)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (argv[3], NULL);

      g_assert_nonnull (time);
      now_usec = g_date_time_to_unix (time) * G_USEC_PER_SEC;
    }

  campaign = ff_document_load (argv[2], &error);
  g_assert_no_error (error);

  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.engine = ff_engine_new (argv[1]);
  ff_engine_open_async (bench.engine, NULL, opened_cb, &bench);
  g_main_loop_run (bench.loop);
  g_assert_no_error (bench.error);
  g_timeout_add (1, tick_cb, &bench);

  printf ("%s on %s\n", ff_campaign_get_name (campaign), argv[1]);
  first = plan (campaign, bench.schema, now_usec);
  took = measure (&bench, first, "first evaluation");
  sum = sum_counts (bench.counts);
  measure (&bench, first, "the same again");
  g_assert_cmpint (sum_counts (bench.counts), ==, sum);

  second = plan (edited (campaign), bench.schema, now_usec);
  measure (&bench, second, "after an edit");
  measure (&bench, first, "undone");
  g_assert_cmpint (sum_counts (bench.counts), ==, sum);

  /* A new “now” moves every fingerprint; it is cancelled in the middle. */
  third = plan (campaign, bench.schema, now_usec + G_USEC_PER_SEC);
  started = g_get_monotonic_time ();
  g_timeout_add (CLAMP (took / 3000, 1, 5000), cancel_cb, cancellable);
  ff_engine_evaluate_async (bench.engine, third, NULL, NULL, cancellable, evaluated_cb, &bench);
  g_main_loop_run (bench.loop);
  printf ("%-34s %10.1f ms after the cancel%s\n", "a cancelled evaluation answered",
          (g_get_monotonic_time () - started - CLAMP (took / 3000, 1, 5000) * 1000) / 1000.0,
          bench.counts != NULL ? " (it had ended before)" : "");

  g_clear_pointer (&bench.counts, ff_counts_unref);
  g_clear_pointer (&bench.schema, ff_schema_unref);
  g_clear_object (&bench.engine);
  g_clear_error (&bench.error);
  g_main_loop_unref (bench.loop);
  return 0;
}
