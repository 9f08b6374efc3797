/* What a run's report says in numbers, read from the outbox. On a worker; the value goes anywhere. */

#include "runner/ff-run-report.h"

#include <glib/gi18n-lib.h>

#include "send/ff-send-error.h"

/* Enough for a curve as wide as a window. */
#define N_POINTS 120

/**
 * ff_run_report_ref:
 * @self: a report; from any thread
 *
 * Returns: @self
 */
FfRunReport *
ff_run_report_ref (FfRunReport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ff_run_report_unref:
 * @self: a report; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_run_report_unref (FfRunReport *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->run, ff_run_free);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->books, g_ptr_array_unref);
  g_clear_pointer (&self->total, ff_books_free);
  g_clear_pointer (&self->progress, g_array_unref);
  g_free (self);
}

static gboolean
read_books (FfRunReport  *self,
            FfOutbox     *outbox,
            GError      **error)
{
  self->total = g_new0 (FfBooks, 1);
  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_books_free);

  for (guint i = 0; i < self->tasks->len; i++)
    {
      const FfTask *task = self->tasks->pdata[i];
      FfBooks *books = ff_outbox_get_books (outbox, self->run->id, task->activity_id, error);

      if (books == NULL)
        return FALSE;

      g_ptr_array_add (self->books, books);
      ff_books_add (self->total, books);
    }

  return TRUE;
}

/**
 * ff_run_report_read:
 * @outbox_path: of the outbox
 * @run_id: a run in it
 * @error: of the outbox
 *
 * Reads in one transaction, so that all sums close while a sender is at work.
 *
 * Returns: (nullable): the numbers of the run
 */
FfRunReport *
ff_run_report_read (const char  *outbox_path,
                    const char  *run_id,
                    GError     **error)
{
  g_autoptr (FfOutbox) outbox = ff_outbox_open (outbox_path, TRUE, error);
  g_autoptr (FfRunReport) self = NULL;

  if (outbox == NULL || !ff_outbox_begin (outbox, error))
    return NULL;

  self = g_new0 (FfRunReport, 1);
  g_atomic_ref_count_init (&self->ref_count);

  self->run = ff_outbox_dup_run (outbox, run_id, error);
  if (self->run != NULL)
    {
      self->started_at = self->run->nominal_at;
      self->tasks = ff_outbox_list_tasks (outbox, run_id, NULL, error);
    }
  if (self->tasks != NULL && read_books (self, outbox, error))
    self->progress = ff_outbox_list_progress (outbox, run_id, N_POINTS, error);
  ff_outbox_rollback (outbox);

  return self->progress != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ff_run_report_list:
 * @outbox_path: of the outbox
 * @campaign_id: whose runs
 * @limit: at most so many
 * @error: of the outbox
 *
 * Returns: (transfer full) (nullable) (element-type FfRun): newest first
 */
GPtrArray *
ff_run_report_list (const char  *outbox_path,
                    const char  *campaign_id,
                    guint        limit,
                    GError     **error)
{
  g_autoptr (FfOutbox) outbox = NULL;

  if (!g_file_test (outbox_path, G_FILE_TEST_EXISTS))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ff_run_free);

  outbox = ff_outbox_open (outbox_path, TRUE, error);
  return outbox != NULL ? ff_outbox_list_runs (outbox, campaign_id, 0, limit, error) : NULL;
}
