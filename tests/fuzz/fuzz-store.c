/* A store for the targets that plan and count. */

#include "fuzz-store.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "activities/ff-channel.h"
#include "engine/ff-engine.h"
#include "store/ff-sample.h"

#define NOW G_GINT64_CONSTANT (1782907200000000)  /* 2026-07-01T12:00:00Z */

static FfStore *store;
static FfPlanContext *context;
static char *folder;

static void
remove_folder (void)
{
  static const char *const names[] = { "s.sqlite", "s.sqlite-wal", "s.sqlite-shm" };

  g_clear_pointer (&context, ff_plan_context_unref);
  g_clear_object (&store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

FfStore *
fuzz_store_get (void)
{
  const FfSampleOptions options = { .n_people = 20, .seed = 1, .as_of_usec = NOW };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (store != NULL)
    return store;

  folder = g_dir_make_tmp ("ff-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "s.sqlite", NULL);
  ff_sample_write (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  store = ff_store_open (path, &error);
  g_assert_no_error (error);
  atexit (remove_folder);
  return store;
}

FfPlanContext *
fuzz_store_get_context (void)
{
  if (context == NULL)
    {
      context = ff_plan_context_new (ff_store_get_schema (fuzz_store_get ()), NOW);
      context->audiences = ff_json_parse ("{\"Saved\": {\"entity\": \"profiles\"}}", -1, &ff_json_document_limits, NULL);
    }

  return context;
}

static void
count (FfPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCounts) counts = ff_evaluate (fuzz_store_get (), plan, NULL, NULL, NULL, &error);

  /* A plan without a problem is never SQL that the database refuses. */
  if (counts == NULL)
    g_assert_false (g_error_matches (error, FF_STORE_ERROR, FF_STORE_ERROR_BAD_QUERY));
  for (guint i = 0; counts != NULL && i < ff_counts_get_n (counts); i++)
    {
      const FfCount *found = ff_counts_get (counts, i, NULL, NULL);

      g_assert (!found->known || found->n_keys >= 0);
      if (found->failed && strstr (found->reason, "syntax error") != NULL)
        g_error ("%s", found->reason);
    }

  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      FfFlow flow = ff_plan_get_output (plan, i)->flow;
      g_autofree char *fingerprint = NULL;

      if (flow.step == NULL || counts == NULL)
        continue;
      fingerprint = ff_evaluate_dup_fingerprint (fuzz_store_get (), flow, counts);
      if (fingerprint != NULL)
        ff_store_drop_step (fuzz_store_get (), fingerprint);
    }
}

void
fuzz_store_try (FfCampaign *campaign,
                gboolean    evaluate)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) channels = NULL;
  g_autoptr (FfPlan) plan = ff_planner_compile (campaign, fuzz_store_get_context (), &problems);

  for (guint i = 0; i < problems->len; i++)
    g_assert (g_utf8_validate (((FfProblem *) problems->pdata[i])->message, -1, NULL));

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      g_autofree char *title = ff_activity_dup_title (ff_campaign_get_activity (campaign, i));
      g_autofree char *summary = ff_activity_dup_summary (ff_campaign_get_activity (campaign, i));

      g_assert_nonnull (title);
    }

  for (guint i = 0; i < ff_plan_get_n_outputs (plan); i++)
    {
      FfFlow flow = ff_plan_get_output (plan, i)->flow;
      g_autofree char *sql = flow.step != NULL ? ff_store_dup_sql (fuzz_store_get (), flow.step, flow.output) : NULL;
    }

  channels = ff_channels_list (campaign, fuzz_store_get_context (), plan);
  if (evaluate && ff_plan_get_n_outputs (plan) < 64)
    count (plan);
}
