/* The gate. What the store says is gathered in a temporary table first, so
 * that the outbox is locked for a moment only, however long the store takes;
 * then the rows that came and went are changed in one transaction.
 *
 * Suppressed addresses hold for every run and belong to the store they came
 * from. Opt-outs belong to a task: whose they are was decided when it was
 * prepared (FfTask.opted_out), and only people who still wait in it are kept.
 * Called by the sender's worker, and before preparation by the runner; on the
 * thread of both the outbox and the store. */

#include "send/ff-gate-private.h"

#include <glib/gi18n-lib.h>

#include "send/ff-outbox-private.h"

#define FINGERPRINT "gate"

/* ---- Asking. */

/**
 * ff_gate_ask:
 * @outbox: an outbox
 * @question: who would be written to
 * @out_reason: (out): why not, the first in the order of preparation; or %FF_REASON_NONE
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if @out_reason was set
 */
gboolean
ff_gate_ask (FfOutbox              *outbox,
             const FfGateQuestion  *question,
             FfReason              *out_reason,
             GError               **error)
{
  g_autofree char *folded = ff_outbox_fold_address (question->address);
  gint64 reason = FF_REASON_NONE;

  /* 3 is “no consent”, 0 and 1 are the kinds. */
  if (!ff_sqlite_get_integer (outbox->db, &reason, NULL, error,
                              "SELECT coalesce (min (reason), 0) FROM ("
                              "  SELECT reason FROM gate WHERE kind = 0 AND value = ?2 AND channel IN ('', ?1)"
                              "  UNION ALL"
                              "  SELECT reason FROM gate WHERE kind = 1 AND value = ?3 AND channel IN ('', ?1)"
                              "  UNION ALL"
                              "  SELECT 3 FROM opt_out WHERE task = ?4 AND profile = ?3"
                              ") WHERE reason <> 3 OR NOT ?5",
                              "tttii", question->channel, folded, question->profile_key, question->task_id,
                              (gint64) question->is_transactional))
    return FALSE;

  *out_reason = (FfReason) reason;
  return TRUE;
}

/* ---- Gathering. */

typedef struct
{
  FfOutbox  *outbox;
  GError    *error;
} Gathering;

/* Task 0 stands for every one. */
static gboolean
put_fresh (FfOutbox    *outbox,
           gint64       task_id,
           const char  *channel,
           const char  *value,
           GError     **error)
{
  return ff_sqlite_run (outbox->db, error,
                        "INSERT OR IGNORE INTO temp.fresh (task, channel, value) VALUES (?1, ?2, ?3)",
                        "itt", task_id, channel, value);
}

static gboolean
take_suppressed (const char *channel,
                 const char *address,
                 gpointer    user_data)
{
  Gathering *self = user_data;
  g_autofree char *folded = ff_outbox_fold_address (address);

  return put_fresh (self->outbox, 0, channel, folded, &self->error);
}

static gboolean
gather_suppressed (FfOutbox      *outbox,
                   FfStore       *store,
                   gint64         now,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Gathering self = { .outbox = outbox };

  if (!ff_store_read_suppressed (store, now, take_suppressed, &self, cancellable, error))
    return FALSE;

  if (self.error != NULL)
    g_propagate_error (error, self.error);

  return self.error == NULL;
}

/* A plan of one step: the people for whom the task's rule holds. */
static FfPlan *
plan_opt_outs (FfStore       *store,
               const FfTask  *task,
               gint64         now,
               FfFlow        *out_flow,
               GError       **error)
{
  FfSchema *schema = ff_store_get_schema (store);
  FfScope scope = { .schema = schema, .entity = ff_schema_get_profile (schema), .now_usec = now };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfRule) rule = scope.entity != NULL ? ff_rule_parse (task->opted_out, &scope, "", problems) : NULL;
  FfPlanBuilder *builder;

  if (rule == NULL)
    {
      g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA, "%s",
                   problems->len > 0 ? ((FfRuleProblem *) problems->pdata[0])->message
                                     : _("The data model does not say any more who a person is."));
      return NULL;
    }

  builder = ff_plan_builder_new (schema);
  *out_flow = ff_plan_builder_add_select (builder, scope.entity, rule);
  return ff_plan_builder_finish (builder);
}

static gboolean
read_keys (FfOutbox      *outbox,
           FfStore       *store,
           FfFlow         flow,
           gint64         task_id,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new ();
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (FfValue));
  FfStoreReader *reader = ff_store_open_reader (store, flow, FINGERPRINT, operands, cancellable, error);
  gboolean has_row = TRUE;
  gboolean done = reader != NULL;

  while (done && has_row)
    {
      g_autofree char *key = NULL;

      done = ff_store_read_row (store, reader, &key, cells, &has_row, error) &&
             (!has_row || put_fresh (outbox, task_id, "", key, error));
    }

  if (reader != NULL)
    ff_store_close_reader (store, reader);

  return done;
}

static gboolean
gather_opt_outs (FfOutbox      *outbox,
                 FfStore       *store,
                 const FfTask  *task,
                 gint64         now,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (FfStepCount));
  FfFlow flow;
  gboolean done;

  /* What is transactional needs no consent, so nobody can take it back. */
  if (task->opted_out == NULL)
    return TRUE;

  plan = plan_opt_outs (store, task, now, &flow, error);
  if (plan == NULL)
    return FALSE;

  done = ff_store_run_step (store, flow.step, FINGERPRINT, NULL, counts, cancellable, error) &&
         read_keys (outbox, store, flow, task->id, cancellable, error);
  ff_store_drop_step (store, FINGERPRINT);
  return done;
}

/* In one snapshot of the store, into a table that only this connection sees. */
static gboolean
gather (FfOutbox      *outbox,
        FfStore       *store,
        GPtrArray     *tasks,
        gint64         now,
        FfSnapshot    *snapshot,
        GCancellable  *cancellable,
        GError       **error)
{
  gboolean done;

  if (!ff_store_begin (store, cancellable, snapshot, error))
    return FALSE;

  done = gather_suppressed (outbox, store, now, cancellable, error);
  for (guint i = 0; done && i < tasks->len; i++)
    done = gather_opt_outs (outbox, store, tasks->pdata[i], now, cancellable, error);

  ff_store_end (store);
  return done;
}

/* ---- Changing the gate. */

static gboolean
change_suppressed (FfOutbox    *outbox,
                   const char  *source,
                   gint64       now,
                   GError     **error)
{
  return ff_sqlite_run (outbox->db, error,
                        "DELETE FROM gate WHERE kind = 0 AND source = ?1 AND NOT EXISTS "
                        "(SELECT 1 FROM temp.fresh f WHERE f.task = 0 AND f.channel = gate.channel AND f.value = gate.value)",
                        "t", source) &&
         ff_sqlite_run (outbox->db, error,
                        "INSERT INTO gate (kind, value, channel, source, reason, changed_at) "
                        "SELECT 0, value, channel, ?1, ?2, ?3 FROM temp.fresh WHERE task = 0 ON CONFLICT DO NOTHING",
                        "tii", source, (gint64) FF_REASON_SUPPRESSED, now);
}

static gboolean
change_opt_outs (FfOutbox      *outbox,
                 const FfTask  *task,
                 GError       **error)
{
  return ff_sqlite_run (outbox->db, error, "DELETE FROM opt_out WHERE task = ?1", "i", task->id) &&
         ff_sqlite_run (outbox->db, error,
                        "INSERT OR IGNORE INTO opt_out (task, profile) SELECT d.task, d.profile FROM delivery d "
                        "CROSS JOIN temp.fresh f ON f.task = d.task AND f.channel = '' AND f.value = d.profile "
                        "WHERE d.task = ?1 AND d.state = 0",
                        "i", task->id);
}

static gboolean
change (FfOutbox    *outbox,
        const char  *source,
        const char  *run_id,
        GPtrArray   *tasks,
        gint64       now,
        GError     **error)
{
  gboolean done = change_suppressed (outbox, source, now, error);

  for (guint i = 0; done && i < tasks->len; i++)
    done = change_opt_outs (outbox, tasks->pdata[i], error);

  return done && (run_id == NULL ||
                  ff_sqlite_run (outbox->db, error, "UPDATE run SET gate_at = ?2 WHERE id = ?1", "ti", run_id, now));
}

/**
 * ff_gate_synchronise:
 * @outbox: an outbox, in no transaction
 * @store: whose people are written to
 * @run_id: (nullable): the run whose opt-outs are wanted, or %NULL for what holds for every one
 * @now: µs UTC; becomes the run's #FfRun.gate_at
 * @out_snapshot: (out) (optional): what was asked, to be cleared by ff_snapshot_clear ()
 * @cancellable: (nullable): stops it, in the database too
 * @error: return location for an #FfStoreError or #FfDbError
 *
 * Makes the gate say what the store says now. On failure it stays as it was.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_gate_synchronise (FfOutbox      *outbox,
                     FfStore       *store,
                     const char    *run_id,
                     gint64         now,
                     FfSnapshot    *out_snapshot,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *source = ff_store_dup_url (store);
  g_autoptr (GPtrArray) tasks = NULL;
  g_auto (FfSnapshot) snapshot = { 0 };

  tasks = run_id != NULL ? ff_outbox_list_tasks (outbox, run_id, NULL, error) : g_ptr_array_new ();
  if (tasks == NULL ||
      !ff_sqlite_exec (outbox->db,
                       "CREATE TEMP TABLE IF NOT EXISTS fresh (task INTEGER NOT NULL, channel TEXT NOT NULL, "
                       "value TEXT NOT NULL, PRIMARY KEY (task, channel, value)) WITHOUT ROWID;"
                       "DELETE FROM temp.fresh", error))
    return FALSE;

  /* Deferred: as long as only the temporary table is written, nobody is locked out. */
  if (!ff_sqlite_begin (outbox->db, FALSE, error))
    return FALSE;
  if (!gather (outbox, store, tasks, now, &snapshot, cancellable, error) || !ff_sqlite_commit (outbox->db, error))
    {
      ff_outbox_rollback (outbox);
      return FALSE;
    }

  if (!ff_outbox_begin (outbox, error))
    return FALSE;
  if (!change (outbox, source, run_id, tasks, now, error) || !ff_outbox_commit (outbox, error))
    {
      ff_outbox_rollback (outbox);
      return FALSE;
    }

  if (out_snapshot != NULL)
    {
      *out_snapshot = snapshot;
      snapshot.data_version = NULL;
    }

  return ff_sqlite_exec (outbox->db, "DELETE FROM temp.fresh", error);
}
