/* Reading the outbox: books, deliveries, and those who got none. */

#include "send/ff-outbox.h"

#include <glib/gi18n-lib.h>

#include "send/ff-outbox-private.h"

static char *
dup_text (sqlite3_stmt *row,
          int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

/* Takes a row of FF_DELIVERY_COLUMNS. */
FfDelivery *
ff_outbox_read_delivery (sqlite3_stmt  *row,
                         GError       **error)
{
  g_autoptr (FfDelivery) delivery = g_new0 (FfDelivery, 1);

  delivery->id = sqlite3_column_int64 (row, 0);
  delivery->task_id = sqlite3_column_int64 (row, 1);
  delivery->key = dup_text (row, 2);
  delivery->profile_key = dup_text (row, 3);
  delivery->secondary_key = dup_text (row, 4);
  delivery->ordinal = sqlite3_column_int (row, 5);
  delivery->channel = dup_text (row, 6);
  delivery->address = dup_text (row, 7);
  delivery->values = ff_outbox_read_json (row, 8, error);
  if (delivery->values == NULL)
    return NULL;
  delivery->state = sqlite3_column_int (row, 9);
  delivery->reason = CLAMP (sqlite3_column_int (row, 10), 0, FF_N_REASONS - 1);
  delivery->n_attempts = sqlite3_column_int64 (row, 11);
  delivery->is_unclear = sqlite3_column_int (row, 12) != 0;
  delivery->not_before = sqlite3_column_int64 (row, 13);
  delivery->body_hash = dup_text (row, 14);
  delivery->gateway_message = dup_text (row, 15);
  delivery->answer = dup_text (row, 16);
  delivery->changed_at = sqlite3_column_int64 (row, 17);

  return g_steal_pointer (&delivery);
}

/* ---- Books. */

/* Adds "SELECT index, count (*)" of @sql, run for a task, into @numbers. */
static gboolean
count_by (FfOutbox    *self,
          const char  *sql,
          gint64       task_id,
          gint64      *numbers,
          int          n_numbers,
          GError     **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (self->db, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, task_id);
  while (TRUE)
    {
      int index;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      index = sqlite3_column_int (statement, 0);
      if (index >= 0 && index < n_numbers)
        numbers[index] += sqlite3_column_int64 (statement, 1);
    }
}

static gboolean
add_task_books (FfOutbox      *self,
                const FfTask  *task,
                FfBooks       *books,
                GError       **error)
{
  books->audience += task->audience;
  books->planned += task->planned;

  return count_by (self, "SELECT state, count (*) FROM delivery WHERE task = ?1 GROUP BY state",
                   task->id, books->states, FF_N_DELIVERY_STATES, error) &&
         count_by (self, "SELECT reason, count (*) FROM excluded WHERE task = ?1 GROUP BY reason",
                   task->id, books->excluded, FF_N_REASONS, error) &&
         count_by (self, "SELECT reason, count (*) FROM delivery WHERE task = ?1 AND state = 5 GROUP BY reason",
                   task->id, books->not_sent, FF_N_REASONS, error);
}

/**
 * ff_outbox_get_books:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: (nullable): one of its channel activities, or %NULL for all
 * @error: return location for an #FfDbError, %FF_SEND_ERROR_NOT_FOUND, or
 *   %FF_SEND_ERROR_BOOKS when the rows do not sum up to what was planned
 *
 * Counts the rows, in one snapshot, and holds them against the numbers that
 * preparation wrote down.
 *
 * Returns: (transfer full) (nullable): the books
 */
FfBooks *
ff_outbox_get_books (FfOutbox    *self,
                     const char  *run_id,
                     const char  *activity_id,
                     GError     **error)
{
  g_autoptr (FfBooks) books = g_new0 (FfBooks, 1);
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (FfRun) run = NULL;
  gboolean done = TRUE;

  if (!ff_sqlite_begin (self->db, FALSE, error))
    return NULL;

  run = ff_outbox_dup_run (self, run_id, error);
  if (run != NULL)
    tasks = ff_outbox_list_tasks (self, run_id, activity_id, error);
  for (guint i = 0; tasks != NULL && i < tasks->len && done; i++)
    done = add_task_books (self, g_ptr_array_index (tasks, i), books, error);

  ff_sqlite_rollback (self->db);
  if (tasks == NULL || !done)
    return NULL;

  if (activity_id != NULL && tasks->len == 0)
    {
      /* Translators: both are ids. */
      g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND,
                   _("Nothing was prepared for activity “%s” of run “%s”."), activity_id, run_id);
      return NULL;
    }

  return ff_books_check (books, error) ? g_steal_pointer (&books) : NULL;
}

/* ---- Lists. */

static GPtrArray *
read_deliveries (FfOutbox      *self,
                 sqlite3_stmt  *statement,
                 GError       **error)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_delivery_free);
  gboolean has_row;

  while (TRUE)
    {
      FfDelivery *delivery;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&deliveries);

      delivery = ff_outbox_read_delivery (statement, error);
      if (delivery == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (deliveries, delivery);
    }
}

/**
 * ff_outbox_list_deliveries:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: (nullable): only of this activity
 * @state: an #FfDeliveryState, or -1 for all
 * @after_id: the last id of the page before, or 0
 * @limit: most deliveries to give
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (element-type FfDelivery) (nullable): a page of
 *   deliveries in order of their ids
 */
GPtrArray *
ff_outbox_list_deliveries (FfOutbox    *self,
                           const char  *run_id,
                           const char  *activity_id,
                           int          state,
                           gint64       after_id,
                           guint        limit,
                           GError     **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_delivery_free);
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (self, run_id, activity_id, error);

  if (tasks == NULL)
    return NULL;

  /* A task's deliveries were written in one go, so ids ascend from task to task. */
  for (guint i = 0; i < tasks->len && all->len < limit; i++)
    {
      FfTask *task = g_ptr_array_index (tasks, i);
      g_autoptr (GPtrArray) page = NULL;
      sqlite3_stmt *statement;

      statement = ff_sqlite_prepare (self->db, state < 0
                                     ? "SELECT " FF_DELIVERY_COLUMNS " FROM delivery d WHERE d.task = ?1 AND ?2 = -1 "
                                       "AND d.id > ?3 ORDER BY d.id LIMIT ?4"
                                     : "SELECT " FF_DELIVERY_COLUMNS " FROM delivery d WHERE d.task = ?1 AND d.state = ?2 "
                                       "AND d.id > ?3 ORDER BY d.id LIMIT ?4", error);
      if (statement == NULL)
        return NULL;

      sqlite3_bind_int64 (statement, 1, task->id);
      sqlite3_bind_int (statement, 2, MAX (state, -1));
      sqlite3_bind_int64 (statement, 3, after_id);
      sqlite3_bind_int64 (statement, 4, limit - all->len);
      page = read_deliveries (self, statement, error);
      if (page == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
    }

  return g_steal_pointer (&all);
}

/* ---- Progress. */

/* Adds how many deliveries of a task ended in each piece of time; a piece is @width µs from @first on. */
static gboolean
add_progress (FfOutbox      *self,
              const FfTask  *task,
              gint64         first,
              gint64         width,
              GArray        *pieces,
              GError       **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (self->db, "SELECT (changed_at - ?2) / ?3, count (*) FROM delivery "
                                               "WHERE task = ?1 AND state >= 2 GROUP BY 1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, task->id);
  sqlite3_bind_int64 (statement, 2, first);
  sqlite3_bind_int64 (statement, 3, width);
  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      gint64 piece;

      if (!has_row)
        return TRUE;

      piece = CLAMP (sqlite3_column_int64 (statement, 0), 0, (gint64) pieces->len - 1);
      g_array_index (pieces, FfProgress, piece).n_done += sqlite3_column_int64 (statement, 1);
    }

  return FALSE;
}

static gboolean
find_span (FfOutbox   *self,
           GPtrArray  *tasks,
           gint64     *out_first,
           gint64     *out_last,
           GError    **error)
{
  *out_first = G_MAXINT64;
  *out_last = 0;

  for (guint i = 0; i < tasks->len; i++)
    {
      const FfTask *task = tasks->pdata[i];
      sqlite3_stmt *statement = ff_sqlite_prepare (self->db, "SELECT min (changed_at), max (changed_at) FROM delivery "
                                                   "WHERE task = ?1 AND state >= 2", error);
      gboolean has_row;

      if (statement == NULL)
        return FALSE;

      sqlite3_bind_int64 (statement, 1, task->id);
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;

      if (has_row && sqlite3_column_type (statement, 0) != SQLITE_NULL)
        {
          *out_first = MIN (*out_first, sqlite3_column_int64 (statement, 0));
          *out_last = MAX (*out_last, sqlite3_column_int64 (statement, 1));
        }
      sqlite3_reset (statement);
    }

  return TRUE;
}

/**
 * ff_outbox_list_progress:
 * @self: an outbox
 * @run_id: a run in it
 * @n_points: at most so many, 1 or more
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (element-type FfProgress) (nullable): how many
 *   deliveries had ended by when; the last point counts all that have
 */
GArray *
ff_outbox_list_progress (FfOutbox    *self,
                         const char  *run_id,
                         guint        n_points,
                         GError     **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (FfProgress));
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (self, run_id, NULL, error);
  gint64 first, last, width, n_done = 0;

  if (tasks == NULL || !find_span (self, tasks, &first, &last, error))
    return NULL;
  if (last == 0)
    return g_steal_pointer (&pieces);

  width = (last - first) / n_points + 1;
  g_array_set_size (pieces, n_points);
  for (guint i = 0; i < tasks->len; i++)
    if (!add_progress (self, g_ptr_array_index (tasks, i), first, width, pieces, error))
      return NULL;

  for (guint i = 0; i < n_points; i++)
    {
      FfProgress *piece = &g_array_index (pieces, FfProgress, i);

      n_done += piece->n_done;
      piece->n_done = n_done;
      piece->at = MIN (first + width * (i + 1), last);
    }

  return g_steal_pointer (&pieces);
}

/**
 * ff_excluded_free:
 * @self: (nullable): somebody who got no delivery
 *
 * Frees @self and all it holds.
 */
void
ff_excluded_free (FfExcluded *self)
{
  if (self == NULL)
    return;

  g_free (self->profile_key);
  g_free (self->secondary_key);
  g_free (self->address);
  g_free (self->detail);
  g_free (self);
}

static gboolean
add_excluded (FfOutbox      *self,
              const FfTask  *task,
              FfReason       reason,
              gint64         after_id,
              guint          limit,
              GPtrArray     *all,
              GError       **error)
{
  sqlite3_stmt *statement;
  gboolean has_row;

  statement = ff_sqlite_prepare (self->db, reason == FF_REASON_NONE
                                 ? "SELECT id, reason, profile, secondary, address, detail FROM excluded "
                                   "WHERE task = ?1 AND ?2 = 0 AND id > ?3 ORDER BY id LIMIT ?4"
                                 : "SELECT id, reason, profile, secondary, address, detail FROM excluded "
                                   "WHERE task = ?1 AND reason = ?2 AND id > ?3 ORDER BY id LIMIT ?4", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, task->id);
  sqlite3_bind_int (statement, 2, reason);
  sqlite3_bind_int64 (statement, 3, after_id);
  sqlite3_bind_int64 (statement, 4, limit - all->len);
  while (TRUE)
    {
      FfExcluded *excluded;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      excluded = g_new0 (FfExcluded, 1);
      excluded->id = sqlite3_column_int64 (statement, 0);
      excluded->reason = CLAMP (sqlite3_column_int (statement, 1), 0, FF_N_REASONS - 1);
      excluded->profile_key = dup_text (statement, 2);
      excluded->secondary_key = dup_text (statement, 3);
      excluded->address = dup_text (statement, 4);
      excluded->detail = dup_text (statement, 5);
      g_ptr_array_add (all, excluded);
    }
}

/**
 * ff_outbox_list_excluded:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: (nullable): only of this activity
 * @reason: only for this reason, or %FF_REASON_NONE for all
 * @after_id: the last id of the page before, or 0
 * @limit: most rows to give
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (element-type FfExcluded) (nullable): a page of those
 *   whom preparation left out, in order of their ids
 */
GPtrArray *
ff_outbox_list_excluded (FfOutbox    *self,
                         const char  *run_id,
                         const char  *activity_id,
                         FfReason     reason,
                         gint64       after_id,
                         guint        limit,
                         GError     **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_excluded_free);
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (self, run_id, activity_id, error);

  if (tasks == NULL)
    return NULL;

  for (guint i = 0; i < tasks->len && all->len < limit; i++)
    if (!add_excluded (self, g_ptr_array_index (tasks, i), reason, after_id, limit, all, error))
      return NULL;

  return g_steal_pointer (&all);
}
