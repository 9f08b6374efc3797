/* Runs, their journal, and their tasks in the outbox. The runner writes the
 * first two, preparation makes tasks, the sender pauses them. */

#include "send/ff-outbox.h"

#include <glib/gi18n-lib.h>

#include "send/ff-gateway.h"
#include "send/ff-outbox-private.h"

static char *
dup_text (sqlite3_stmt *row,
          int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

/* ---- Runs. */

/**
 * ff_run_new:
 * @id: an id that no other run has
 * @campaign_id: the campaign
 * @campaign_label: its name at that time
 * @version: its version
 * @nominal_at: the launch's nominal time, µs UTC
 * @now_at: what the run calls now, µs UTC
 * @zone: name of the campaign's time zone
 *
 * Returns: (transfer full): a run in the state "new", not in any outbox yet
 */
FfRun *
ff_run_new (const char *id,
            const char *campaign_id,
            const char *campaign_label,
            gint64      version,
            gint64      nominal_at,
            gint64      now_at,
            const char *zone)
{
  FfRun *self = g_new0 (FfRun, 1);

  self->id = g_strdup (id);
  self->campaign_id = g_strdup (campaign_id);
  self->campaign_label = g_strdup (campaign_label);
  self->version = version;
  self->nominal_at = nominal_at;
  self->now_at = now_at;
  self->zone = g_strdup (zone);
  self->store = g_strdup ("");
  self->state = g_strdup ("new");
  self->changed_at = now_at;

  return self;
}

/**
 * ff_run_free:
 * @self: (nullable): a run
 *
 * Frees @self and all it holds.
 */
void
ff_run_free (FfRun *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->campaign_id);
  g_free (self->campaign_label);
  g_free (self->zone);
  g_free (self->store);
  g_clear_pointer (&self->model, ff_json_unref);
  g_free (self->state);
  g_clear_pointer (&self->facts, ff_json_unref);
  g_free (self);
}

/**
 * ff_outbox_add_run:
 * @self: an outbox
 * @run: a run; its number does not matter
 * @error: return location for an #FfDbError; %FF_DB_ERROR_CONSTRAINT says that
 *   this launch, or a run with this id, is there already
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_add_run (FfOutbox     *self,
                   const FfRun  *run,
                   GError      **error)
{
  g_autofree char *facts = ff_outbox_print_json (run->facts);
  g_autofree char *model = ff_outbox_print_json (run->model);

  return ff_sqlite_run (self->db, error,
                        "INSERT INTO run (id, campaign_id, campaign_label, version, nominal_at, now_at, zone, state, "
                        "facts, changed_at, store, model) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                        "tttiiitttitt", run->id, run->campaign_id, run->campaign_label, run->version, run->nominal_at,
                        run->now_at, run->zone, run->state, facts, run->changed_at, run->store, model);
}

static gboolean
refuse_unknown_run (const char  *run_id,
                    GError     **error)
{
  /* Translators: %s is the id of a run. */
  g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND, _("The outbox holds no run “%s”."), run_id);
  return FALSE;
}

/**
 * ff_outbox_set_run:
 * @self: an outbox
 * @run_id: a run in it
 * @state: its state from now on
 * @facts: (nullable): what else is known of it, or %NULL to leave that
 * @now: µs UTC
 * @error: return location for an #FfDbError or %FF_SEND_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_set_run (FfOutbox    *self,
                   const char  *run_id,
                   const char  *state,
                   FfJson      *facts,
                   gint64       now,
                   GError     **error)
{
  g_autofree char *text = ff_outbox_print_json (facts);

  if (!ff_sqlite_run (self->db, error,
                      "UPDATE run SET state = ?2, facts = coalesce (?3, facts), changed_at = ?4 WHERE id = ?1",
                      "ttti", run_id, state, text, now))
    return FALSE;

  return sqlite3_changes (ff_sqlite_get_handle (self->db)) == 1 || refuse_unknown_run (run_id, error);
}

#define RUN_COLUMNS \
  "number, id, campaign_id, campaign_label, version, nominal_at, now_at, zone, state, facts, changed_at, store, " \
  "gate_at, model"

static FfRun *
read_run (sqlite3_stmt  *row,
          GError       **error)
{
  g_autoptr (FfRun) run = g_new0 (FfRun, 1);

  run->number = sqlite3_column_int64 (row, 0);
  run->id = dup_text (row, 1);
  run->campaign_id = dup_text (row, 2);
  run->campaign_label = dup_text (row, 3);
  run->version = sqlite3_column_int64 (row, 4);
  run->nominal_at = sqlite3_column_int64 (row, 5);
  run->now_at = sqlite3_column_int64 (row, 6);
  run->zone = dup_text (row, 7);
  run->state = dup_text (row, 8);
  run->changed_at = sqlite3_column_int64 (row, 10);
  run->store = dup_text (row, 11);
  run->gate_at = sqlite3_column_int64 (row, 12);

  if (sqlite3_column_type (row, 9) != SQLITE_NULL)
    {
      run->facts = ff_outbox_read_json (row, 9, error);
      if (run->facts == NULL)
        return NULL;
    }

  if (sqlite3_column_type (row, 13) != SQLITE_NULL)
    {
      run->model = ff_outbox_read_json (row, 13, error);
      if (run->model == NULL)
        return NULL;
    }

  return g_steal_pointer (&run);
}

static GPtrArray *
read_runs (FfOutbox      *self,
           sqlite3_stmt  *statement,
           GError       **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_run_free);
  gboolean has_row;

  while (TRUE)
    {
      FfRun *run;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&runs);

      run = read_run (statement, error);
      if (run == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (runs, run);
    }
}

/**
 * ff_outbox_dup_run:
 * @self: an outbox
 * @run_id: a run
 * @error: return location for an #FfDbError or %FF_SEND_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the run
 */
FfRun *
ff_outbox_dup_run (FfOutbox    *self,
                   const char  *run_id,
                   GError     **error)
{
  g_autoptr (GPtrArray) runs = NULL;
  sqlite3_stmt *statement;

  statement = ff_sqlite_prepare (self->db, "SELECT " RUN_COLUMNS " FROM run WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, run_id, -1, SQLITE_TRANSIENT);
  runs = read_runs (self, statement, error);
  if (runs == NULL)
    return NULL;

  if (runs->len == 0)
    {
      refuse_unknown_run (run_id, error);
      return NULL;
    }

  return g_ptr_array_steal_index (runs, 0);
}

/**
 * ff_outbox_list_runs:
 * @self: an outbox
 * @campaign_id: (nullable): only runs of this campaign
 * @before_number: the last number of the page before, or 0
 * @limit: most runs to give
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (element-type FfRun) (nullable): runs, the newest first
 */
GPtrArray *
ff_outbox_list_runs (FfOutbox    *self,
                     const char  *campaign_id,
                     gint64       before_number,
                     guint        limit,
                     GError     **error)
{
  sqlite3_stmt *statement;

  statement = ff_sqlite_prepare (self->db,
                                 "SELECT " RUN_COLUMNS " FROM run WHERE (?1 IS NULL OR campaign_id = ?1) "
                                 "AND (?2 = 0 OR number < ?2) ORDER BY number DESC LIMIT ?3", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, campaign_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, before_number);
  sqlite3_bind_int64 (statement, 3, limit);
  return read_runs (self, statement, error);
}

/**
 * ff_outbox_find_run:
 * @self: an outbox
 * @campaign_id: a campaign
 * @version: of it
 * @nominal_at: which launch of it, µs UTC
 * @out_id: (out) (nullable): the run that this launch has, or %NULL
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if it could be looked up
 */
gboolean
ff_outbox_find_run (FfOutbox    *self,
                    const char  *campaign_id,
                    gint64       version,
                    gint64       nominal_at,
                    char       **out_id,
                    GError     **error)
{
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  statement = ff_sqlite_prepare (self->db, "SELECT id FROM run WHERE campaign_id = ?1 AND version = ?2 AND nominal_at = ?3",
                                 error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, campaign_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, version);
  sqlite3_bind_int64 (statement, 3, nominal_at);
  if (!ff_sqlite_step (self->db, statement, &has_row, error))
    return FALSE;

  *out_id = has_row ? dup_text (statement, 0) : NULL;
  sqlite3_reset (statement);
  return TRUE;
}

/* ---- The journal. */

/**
 * ff_outbox_set_journal:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: an activity of its campaign
 * @state: its state from now on, in the runner's words
 * @n_rows: rows it gave, or -1 when that is not known
 * @facts: (nullable): what else is known, or %NULL to leave that
 * @now: µs UTC
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_set_journal (FfOutbox    *self,
                       const char  *run_id,
                       const char  *activity_id,
                       const char  *state,
                       gint64       n_rows,
                       FfJson      *facts,
                       gint64       now,
                       GError     **error)
{
  g_autofree char *text = ff_outbox_print_json (facts);

  return ff_sqlite_run (self->db, error,
                        "INSERT INTO journal (run_id, activity_id, state, n_rows, facts, changed_at) "
                        "VALUES (?1, ?2, ?3, nullif (?4, -1), ?5, ?6) "
                        "ON CONFLICT (run_id, activity_id) DO UPDATE SET state = excluded.state, "
                        "n_rows = coalesce (excluded.n_rows, n_rows), facts = coalesce (excluded.facts, facts), "
                        "changed_at = excluded.changed_at",
                        "tttiti", run_id, activity_id, state, n_rows, text, now);
}

/**
 * ff_outbox_find_rows:
 * @campaign_id: a campaign
 * @activity_id: an activity of it
 * @out_n: (out): rows it gave in the newest run that notes them
 * @error: return location for an #FfDbError
 *
 * Returns: %FALSE only on an error; @out_n is untouched when there is no such run
 */
gboolean
ff_outbox_find_rows (FfOutbox    *self,
                     const char  *campaign_id,
                     const char  *activity_id,
                     gint64      *out_n,
                     GError     **error)
{
  g_autoptr (GError) local = NULL;

  ff_sqlite_get_integer (self->db, out_n, NULL, &local,
                         "SELECT journal.n_rows FROM journal JOIN run ON run.id = journal.run_id "
                         "WHERE run.campaign_id = ?1 AND journal.activity_id = ?2 AND journal.n_rows IS NOT NULL "
                         "ORDER BY run.number DESC LIMIT 1",
                         "tt", campaign_id, activity_id);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ff_outbox_dup_journal:
 * @self: an outbox
 * @run_id: a run in it
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (nullable): an array with an object for each
 *   activity that has an entry, in order of the first ones
 */
FfJson *
ff_outbox_dup_journal (FfOutbox    *self,
                       const char  *run_id,
                       GError     **error)
{
  g_autoptr (FfJson) journal = ff_json_new_array ();
  sqlite3_stmt *statement;
  gboolean has_row;

  statement = ff_sqlite_prepare (self->db,
                                 "SELECT activity_id, state, n_rows, changed_at, facts FROM journal "
                                 "WHERE run_id = ?1 ORDER BY id", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, run_id, -1, SQLITE_TRANSIENT);
  while (TRUE)
    {
      g_autoptr (FfJson) entry = NULL;
      FfJson *facts;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&journal);

      entry = ff_json_new_object ();
      ff_json_set_string (entry, "activity", (const char *) sqlite3_column_text (statement, 0));
      ff_json_set_string (entry, "state", (const char *) sqlite3_column_text (statement, 1));
      if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
        ff_json_set_integer (entry, "rows", sqlite3_column_int64 (statement, 2));
      ff_json_set_integer (entry, "at", sqlite3_column_int64 (statement, 3));
      if (sqlite3_column_type (statement, 4) != SQLITE_NULL)
        {
          facts = ff_outbox_read_json (statement, 4, error);
          if (facts == NULL)
            {
              sqlite3_reset (statement);
              return NULL;
            }
          ff_json_take_member (entry, "facts", facts);
        }
      ff_json_take_element (journal, g_steal_pointer (&entry));
    }
}

/* ---- Tasks. */

/**
 * ff_task_free:
 * @self: (nullable): a task
 *
 * Frees @self and all it holds.
 */
void
ff_task_free (FfTask *self)
{
  if (self == NULL)
    return;

  g_free (self->run_id);
  g_free (self->activity_id);
  g_free (self->label);
  g_free (self->channel);
  g_free (self->gateway_id);
  g_free (self->gateway_type);
  g_clear_pointer (&self->gateway_settings, ff_json_unref);
  g_clear_pointer (&self->content, ff_json_unref);
  g_clear_pointer (&self->opted_out, ff_json_unref);
  g_free (self->content_hash);
  g_free (self->zone);
  g_free (self->pause);
  g_free (self->pause_text);
  g_free (self);
}

/**
 * ff_task_is_rehearsal:
 * @self: a task
 *
 * Returns: whether its gateway reaches nobody; one of a kind that this version
 *   does not know counts as one that reaches people
 */
gboolean
ff_task_is_rehearsal (const FfTask *self)
{
  const FfGatewayType *type = ff_gateways_find (self->gateway_type);

  return type != NULL && type->is_rehearsal;
}

static FfTask *
read_task (sqlite3_stmt  *row,
           GError       **error)
{
  g_autoptr (FfTask) task = g_new0 (FfTask, 1);

  task->id = sqlite3_column_int64 (row, 0);
  task->run_id = dup_text (row, 1);
  task->activity_id = dup_text (row, 2);
  task->label = dup_text (row, 3);
  task->channel = dup_text (row, 4);
  task->gateway_id = dup_text (row, 5);
  task->gateway_type = dup_text (row, 6);
  task->gateway_settings = ff_outbox_read_json (row, 7, error);
  if (task->gateway_settings == NULL)
    return NULL;
  task->content = ff_outbox_read_json (row, 8, error);
  if (task->content == NULL)
    return NULL;
  task->content_hash = dup_text (row, 9);
  task->deadline_at = sqlite3_column_int64 (row, 10);
  task->audience = sqlite3_column_int64 (row, 11);
  task->planned = sqlite3_column_int64 (row, 12);
  task->not_before = sqlite3_column_int64 (row, 13);
  task->pause = dup_text (row, 14);
  task->pause_text = dup_text (row, 15);
  task->prepared_at = sqlite3_column_int64 (row, 16);
  task->now_at = sqlite3_column_int64 (row, 17);
  task->zone = dup_text (row, 18);
  task->is_transactional = sqlite3_column_int (row, 19) != 0;
  if (sqlite3_column_type (row, 20) != SQLITE_NULL)
    {
      task->opted_out = ff_outbox_read_json (row, 20, error);
      if (task->opted_out == NULL)
        return NULL;
    }

  return g_steal_pointer (&task);
}

/**
 * ff_outbox_list_tasks:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: (nullable): only the task of this activity
 * @error: return location for an #FfDbError
 *
 * Returns: (transfer full) (element-type FfTask) (nullable): the run's tasks in
 *   the order in which they were prepared
 */
GPtrArray *
ff_outbox_list_tasks (FfOutbox    *self,
                      const char  *run_id,
                      const char  *activity_id,
                      GError     **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_task_free);
  sqlite3_stmt *statement;
  gboolean has_row;

  statement = ff_sqlite_prepare (self->db,
                                 "SELECT t.id, t.run_id, t.activity_id, t.label, t.channel, t.gateway_id, "
                                 "t.gateway_type, t.gateway_settings, t.content, t.content_hash, t.deadline_at, "
                                 "t.audience, t.planned, t.not_before, t.pause, t.pause_text, t.prepared_at, "
                                 "r.now_at, r.zone, t.transactional, t.opted_out FROM task t JOIN run r ON r.id = t.run_id "
                                 "WHERE t.run_id = ?1 AND (?2 IS NULL OR t.activity_id = ?2) ORDER BY t.id", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, run_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, activity_id, -1, SQLITE_TRANSIENT);
  while (TRUE)
    {
      FfTask *task;

      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&tasks);

      task = read_task (statement, error);
      if (task == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (tasks, task);
    }
}

/**
 * ff_outbox_set_pause:
 * @self: an outbox
 * @task_id: a task in it
 * @pause: (nullable): what pauses it, or %NULL to go on
 * @text: (nullable): why, in words
 * @error: return location for an #FfDbError
 *
 * Keeps a pause across restarts: what paused for a reason does not go on
 * because a process was started again.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_set_pause (FfOutbox    *self,
                     gint64       task_id,
                     const char  *pause,
                     const char  *text,
                     GError     **error)
{
  return ff_sqlite_run (self->db, error, "UPDATE task SET pause = ?2, pause_text = ?3 WHERE id = ?1",
                        "itt", task_id, pause, text);
}

/**
 * ff_outbox_set_not_before:
 * @self: an outbox
 * @task_id: a task in it
 * @not_before: µs UTC; nothing of it is sent before then
 * @error: return location for an #FfDbError
 *
 * Keeps what the gateway asked for, or our own backoff, across restarts.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_set_not_before (FfOutbox  *self,
                          gint64     task_id,
                          gint64     not_before,
                          GError   **error)
{
  return ff_sqlite_run (self->db, error, "UPDATE task SET not_before = ?2 WHERE id = ?1", "ii", task_id, not_before);
}

/* Preparation adds a task first, and its sums when it knows them. */
gboolean
ff_outbox_add_task (FfOutbox      *self,
                    const FfTask  *task,
                    gint64        *out_id,
                    GError       **error)
{
  g_autofree char *settings = ff_outbox_print_json (task->gateway_settings);
  g_autofree char *content = ff_outbox_print_json (task->content);
  g_autofree char *opted_out = ff_outbox_print_json (task->opted_out);

  if (!ff_sqlite_run (self->db, error,
                      "INSERT INTO task (run_id, activity_id, label, channel, gateway_id, gateway_type, "
                      "gateway_settings, content, content_hash, deadline_at, prepared_at, transactional, opted_out) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                      "tttttttttiiit", task->run_id, task->activity_id, task->label, task->channel, task->gateway_id,
                      task->gateway_type, settings != NULL ? settings : "{}", content != NULL ? content : "{}",
                      task->content_hash, task->deadline_at, task->prepared_at, (gint64) task->is_transactional,
                      opted_out))
    return FALSE;

  *out_id = sqlite3_last_insert_rowid (ff_sqlite_get_handle (self->db));
  return TRUE;
}

gboolean
ff_outbox_close_task (FfOutbox  *self,
                      gint64     task_id,
                      gint64     audience,
                      gint64     planned,
                      GError   **error)
{
  return ff_sqlite_run (self->db, error, "UPDATE task SET audience = ?2, planned = ?3 WHERE id = ?1",
                        "iii", task_id, audience, planned);
}
