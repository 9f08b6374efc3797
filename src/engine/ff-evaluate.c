/* Evaluates plans: every step once for its content, its inputs and the data it
 * reads; what stands from an earlier evaluation is not computed again. Called
 * on the thread of the store: by the engine's worker, the runner and the cli. */

#include "engine/ff-evaluate-private.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_PAUSE_USEC (40 * 1000)

/* What became of one step. */
typedef struct
{
  char     *fingerprint;
  GArray   *counts;         /* of FfStepCount; NULL: not counted */
  gint64    duration_usec;
  gboolean  reused;
  gboolean  failed;
  int       error_code;    /* an #FfStoreError, when @failed */
  char     *reason;         /* why it is not counted */
} Result;

typedef struct
{
  FfStore     *store;
  FfPlan      *plan;
  FfSnapshot   snapshot;
  GHashTable  *results;     /* FfStep → Result */
  gboolean     interrupted; /* a first attempt came to nothing */
} Evaluation;

static void
result_free (gpointer data)
{
  Result *result = data;

  g_free (result->fingerprint);
  g_clear_pointer (&result->counts, g_array_unref);
  g_free (result->reason);
  g_free (result);
}

/* Content, what the step reads itself, and what comes in. */
static char *
dup_fingerprint (FfStore            *store,
                 FfStep             *step,
                 const char *const  *inputs)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *version = ff_store_dup_step_version (store, step);

  g_checksum_update (sum, (const guchar *) step->hash, -1);
  g_checksum_update (sum, (const guchar *) "\n", 1);
  g_checksum_update (sum, (const guchar *) version, -1);

  for (guint i = 0; i < step->n_reads; i++)
    {
      g_autofree char *input = g_strdup_printf ("\n%u %s", step->inputs[i].output, inputs[i]);

      g_checksum_update (sum, (const guchar *) input, -1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

char *
ff_evaluate_dup_name (FfStore *store,
                      FfStep  *step)
{
  g_auto (GStrv) inputs = g_new0 (char *, step->n_reads + 1);

  for (guint i = 0; i < step->n_reads; i++)
    inputs[i] = ff_evaluate_dup_name (store, step->inputs[i].step);

  return dup_fingerprint (store, step, (const char *const *) inputs);
}

static gint64
sum_keys (GArray *counts)
{
  gint64 sum = 0;

  for (guint o = 0; o < counts->len; o++)
    sum += g_array_index (counts, FfStepCount, o).n_keys;

  return sum;
}

/* FALSE only when it was cancelled or interrupted: what fails is told in the result. */
static gboolean
evaluate_step (Evaluation    *self,
               FfStep        *step,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree const char **inputs = g_new0 (const char *, step->n_reads + 1);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  g_autoptr (GError) step_error = NULL;
  Result *result = g_new0 (Result, 1);
  gint64 began = g_get_monotonic_time ();

  g_hash_table_insert (self->results, step, result);

  for (guint i = 0; i < step->n_reads; i++)
    {
      Result *input = g_hash_table_lookup (self->results, step->inputs[i].step);

      if (input == NULL || input->counts == NULL)
        {
          result->reason = g_strdup (_("Not counted: an activity before this one could not be counted."));
          return TRUE;
        }
      inputs[i] = input->fingerprint;
    }

  result->fingerprint = dup_fingerprint (self->store, step, inputs);
  result->reused = ff_store_has_step (self->store, result->fingerprint, counts);

  if (!result->reused &&
      !ff_store_run_step (self->store, step, result->fingerprint, inputs, counts, cancellable, &step_error))
    {
      if (g_error_matches (step_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
          g_error_matches (step_error, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED))
        {
          g_propagate_error (error, g_steal_pointer (&step_error));
          return FALSE;
        }

      g_debug ("Step “%s” of “%s” failed: %s", ff_step_op_get_name (step->op), step->origin.activity, step_error->message);
      result->failed = TRUE;
      result->error_code = step_error->domain == FF_STORE_ERROR ? step_error->code : FF_STORE_ERROR_FAILED;
      result->reason = g_strdup (step_error->message);
      return TRUE;
    }

  if (!result->reused)
    result->duration_usec = MAX (g_get_monotonic_time () - began, 1);
  ff_kept_touch (self->store, result->fingerprint, sum_keys (counts));
  result->counts = g_steal_pointer (&counts);

  return TRUE;
}

static void
tell (Evaluation         *self,
      const FfPlanOutput *output,
      FfCount            *count)
{
  Result *result = output->flow.step != NULL ? g_hash_table_lookup (self->results, output->flow.step) : NULL;
  const FfStepCount *found;

  *count = (FfCount) { .if_taken = output->if_taken };
  if (output->flow.step == NULL)
    {
      count->reason = g_strdup (output->reason);
      return;
    }

  count->entity = g_strdup (ff_flow_get_entity (output->flow)->name);
  if (result == NULL)
    {
      count->reason = g_strdup (_("Not counted yet."));
      return;
    }

  count->failed = result->failed;
  count->error_code = result->error_code;
  if (result->counts == NULL)
    {
      count->reason = g_strdup (result->reason);
      return;
    }

  found = &g_array_index (result->counts, FfStepCount, output->flow.output);
  count->known = TRUE;
  count->n_keys = found->n_keys;
  count->n_rows = found->n_rows;
  count->n_missing = found->n_missing;
  count->duration_usec = result->duration_usec;
  count->reused = result->reused;
}

static FfCounts *
dup_counts (Evaluation *self)
{
  FfCounts *counts = ff_counts_new (self->snapshot.taken_at, self->snapshot.data_version, self->interrupted);

  for (guint i = 0; i < ff_plan_get_n_outputs (self->plan); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (self->plan, i);
      FfCount count;

      tell (self, output, &count);
      ff_counts_take (counts, output->activity, output->port, &count);
    }

  for (guint i = 0; i < ff_plan_get_n_steps (self->plan); i++)
    {
      FfStep *step = ff_plan_get_step (self->plan, i);
      Result *result = g_hash_table_lookup (self->results, step);

      if (result != NULL && result->counts != NULL)
        ff_counts_set_fingerprint (counts, step->hash, result->fingerprint);
    }

  return counts;
}

static void
drop_what_is_old (Evaluation *self)
{
  g_autoptr (GHashTable) needed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer result;

  g_hash_table_iter_init (&iter, self->results);
  while (g_hash_table_iter_next (&iter, NULL, &result))
    if (((Result *) result)->fingerprint != NULL)
      g_hash_table_add (needed, ((Result *) result)->fingerprint);

  ff_kept_drop_oldest (self->store, needed);
}

/* From the beginning to the end in one snapshot, or nothing. */
static FfCounts *
evaluate_once (Evaluation        *self,
               FfEngineProgress   progress,
               gpointer           progress_data,
               FfEvaluatePause    pause,
               gpointer           pause_data,
               GCancellable      *cancellable,
               GError           **error)
{
  FfCounts *counts = NULL;
  guint n_steps = ff_plan_get_n_steps (self->plan);
  gint64 told_at = g_get_monotonic_time ();
  gboolean done = TRUE;

  g_hash_table_remove_all (self->results);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !ff_store_begin (self->store, cancellable, &self->snapshot, error))
    return NULL;

  for (guint i = 0; i < n_steps && done; i++)
    {
      done = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
             evaluate_step (self, ff_plan_get_step (self->plan, i), cancellable, error);

      if (done && progress != NULL && i + 1 < n_steps && g_get_monotonic_time () - told_at >= PROGRESS_PAUSE_USEC)
        {
          g_autoptr (FfCounts) known = dup_counts (self);

          told_at = g_get_monotonic_time ();
          progress (known, i + 1, n_steps, progress_data);
        }

      if (done && pause != NULL)
        pause (self->store, pause_data);
    }

  ff_store_end (self->store);

  if (done)
    {
      counts = dup_counts (self);
      drop_what_is_old (self);
      if (progress != NULL)
        progress (counts, n_steps, n_steps, progress_data);
    }
  ff_snapshot_clear (&self->snapshot);

  return counts;
}

FfCounts *
ff_evaluate_with_pauses (FfStore           *store,
                         FfPlan            *plan,
                         FfEngineProgress   progress,
                         gpointer           progress_data,
                         FfEvaluatePause    pause,
                         gpointer           pause_data,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (GHashTable) results = g_hash_table_new_full (NULL, NULL, NULL, result_free);
  Evaluation self = { .store = store, .plan = plan, .results = results };
  g_autoptr (GError) interruption = NULL;
  FfCounts *counts = evaluate_once (&self, progress, progress_data, pause, pause_data, cancellable, &interruption);

  if (counts != NULL)
    return counts;

  if (!g_error_matches (interruption, FF_STORE_ERROR, FF_STORE_ERROR_INTERRUPTED))
    {
      g_propagate_error (error, g_steal_pointer (&interruption));
      return NULL;
    }

  /* What was counted is of a snapshot that nobody gets back, so nothing of it is kept. */
  g_message ("The evaluation was interrupted and is repeated: %s", interruption->message);
  self.interrupted = TRUE;

  return evaluate_once (&self, progress, progress_data, pause, pause_data, cancellable, error);
}

/**
 * ff_evaluate:
 * @store: an open store, on its thread
 * @progress: (nullable): called on this thread, now and then
 *
 * Counts everything that leaves a port of @plan, in one snapshot. A step that
 * fails makes its own outputs unknown and those after it, no others. When the
 * server goes away on the way, everything is counted once more in a new
 * snapshot: ff_counts_was_interrupted().
 *
 * Returns: (transfer full): the counts, or %NULL when it was cancelled or
 *   there is no snapshot to be had
 */
FfCounts *
ff_evaluate (FfStore           *store,
             FfPlan            *plan,
             FfEngineProgress   progress,
             gpointer           progress_data,
             GCancellable      *cancellable,
             GError           **error)
{
  return ff_evaluate_with_pauses (store, plan, progress, progress_data, NULL, NULL, cancellable, error);
}

/**
 * ff_evaluate_dup_fingerprint:
 * @flow: of the plan that @counts answers
 *
 * Returns: (transfer full) (nullable): the name of the working table behind
 *   @flow; %NULL when it was not counted
 */
char *
ff_evaluate_dup_fingerprint (FfStore  *store,
                             FfFlow    flow,
                             FfCounts *counts)
{
  const char *fingerprint = flow.step != NULL ? ff_counts_get_fingerprint (counts, flow.step->hash) : NULL;

  return fingerprint != NULL && ff_store_has_step (store, fingerprint, NULL) ? g_strdup (fingerprint) : NULL;
}

gboolean
ff_evaluate_step (FfStore       *store,
                  FfStep        *step,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto (GStrv) inputs = g_new0 (char *, step->n_reads + 1);
  g_autofree char *fingerprint = ff_evaluate_dup_name (store, step);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));

  if (ff_store_has_step (store, fingerprint, NULL))
    return TRUE;

  for (guint i = 0; i < step->n_reads; i++)
    {
      if (!ff_evaluate_step (store, step->inputs[i].step, cancellable, error))
        return FALSE;
      inputs[i] = ff_evaluate_dup_name (store, step->inputs[i].step);
    }

  if (!ff_store_run_step (store, step, fingerprint, (const char *const *) inputs, counts, cancellable, error))
    return FALSE;

  ff_kept_touch (store, fingerprint, sum_keys (counts));

  return TRUE;
}
