/* Everything that makes a delivery or changes its state. Each change is held
 * against the table of moves and against the state the row really has, so that
 * a late or repeated change does nothing. Called by preparation, by the
 * sender's worker, and for what a person decides. */

#include "send/ff-outbox.h"

#include <glib/gi18n-lib.h>

#include "send/ff-gate-private.h"
#include "send/ff-outbox-private.h"

static int
n_changed (FfOutbox *self)
{
  return sqlite3_changes (ff_sqlite_get_handle (self->db));
}

/* ---- Preparation. */

gboolean
ff_outbox_add_delivery (FfOutbox          *self,
                        const FfDelivery  *delivery,
                        gint64            *out_id,
                        GError           **error)
{
  g_autofree char *frozen = ff_outbox_print_json (delivery->values);

  if (!ff_sqlite_run (self->db, error,
                      "INSERT INTO delivery (task, key, profile, secondary, ordinal, channel, address, frozen, "
                      "not_before, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                      "itttitttii", delivery->task_id, delivery->key, delivery->profile_key, delivery->secondary_key,
                      (gint64) delivery->ordinal, delivery->channel, delivery->address, frozen,
                      delivery->not_before, delivery->changed_at))
    return FALSE;

  *out_id = sqlite3_last_insert_rowid (ff_sqlite_get_handle (self->db));
  return TRUE;
}

gboolean
ff_outbox_add_excluded (FfOutbox          *self,
                        gint64             task_id,
                        const FfExcluded  *excluded,
                        gint64            *out_id,
                        GError           **error)
{
  if (!ff_sqlite_run (self->db, error,
                      "INSERT INTO excluded (task, reason, profile, secondary, address, detail) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "iitttt", task_id, (gint64) excluded->reason, excluded->profile_key, excluded->secondary_key,
                      excluded->address, excluded->detail))
    return FALSE;

  *out_id = sqlite3_last_insert_rowid (ff_sqlite_get_handle (self->db));
  return TRUE;
}

/* Inside the transaction that made the row, so nothing was sent of it. */
gboolean
ff_outbox_turn_duplicate (FfOutbox    *self,
                          gint64       delivery_id,
                          gint64       excluded_id,
                          const char  *detail,
                          GError     **error)
{
  if (delivery_id == 0)
    return ff_sqlite_run (self->db, error, "UPDATE excluded SET reason = ?2, detail = ?3 WHERE id = ?1",
                          "iit", excluded_id, (gint64) FF_REASON_DUPLICATE, detail);

  return ff_sqlite_run (self->db, error,
                        "INSERT INTO excluded (task, reason, profile, secondary, address, detail) "
                        "SELECT task, ?2, profile, secondary, address, ?3 FROM delivery WHERE id = ?1",
                        "iit", delivery_id, (gint64) FF_REASON_DUPLICATE, detail) &&
         ff_sqlite_run (self->db, error, "DELETE FROM delivery WHERE id = ?1", "i", delivery_id);
}

/* ---- Moves. */

static gboolean
refuse_move (const FfMove  *move,
             GError       **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, move->delivery_id);

  g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_MOVE,
               /* Translators: a number, then the names of two states. */
               _("Delivery %s cannot go from “%s” to “%s”."), number,
               ff_delivery_state_get_label (move->from), ff_delivery_state_get_label (move->to));
  return FALSE;
}

/* Writes down how the attempt ended that is under way. */
static gboolean
end_attempt (FfOutbox      *self,
             const FfMove  *move,
             gint64         now,
             GError       **error)
{
  return ff_sqlite_run (self->db, error,
                        "UPDATE attempt SET ended_at = ?2, status = nullif (?3, 0), became = ?4, answer = ?5 "
                        "WHERE delivery = ?1 AND ended_at IS NULL",
                        "iiiit", move->delivery_id, now, (gint64) move->status, (gint64) move->to, move->answer);
}

gboolean
ff_outbox_move (FfOutbox      *self,
                const FfMove  *move,
                gint64         now,
                GError       **error)
{
  if (!ff_delivery_can_move (move->from, move->to, move->mover))
    return refuse_move (move, error);

  if (!ff_sqlite_run (self->db, error,
                      "UPDATE delivery SET state = ?3, reason = ?4, not_before = ?5, unclear = max (unclear, ?6), "
                      "gateway_message = coalesce (?7, gateway_message), answer = coalesce (?8, answer), "
                      "changed_at = ?9 WHERE id = ?1 AND state = ?2",
                      "iiiiiitti", move->delivery_id, (gint64) move->from, (gint64) move->to, (gint64) move->reason,
                      move->not_before, (gint64) move->is_unclear, move->gateway_message, move->answer, now))
    return FALSE;

  if (n_changed (self) != 1)
    return refuse_move (move, error);

  return move->from != FF_DELIVERY_IN_FLIGHT || end_attempt (self, move, now, error);
}

gboolean
ff_outbox_give_up (FfOutbox          *self,
                   const FfDelivery  *delivery,
                   FfDeliveryState    to,
                   FfMover            mover,
                   FfReason           reason,
                   const char        *answer,
                   gint64             now,
                   FfDeliveryState   *out_to,
                   GError           **error)
{
  FfMove move = {
    .delivery_id = delivery->id,
    .from = FF_DELIVERY_WAITING,
    .to = to,
    .mover = mover,
    .reason = reason,
    .answer = answer,
  };

  *out_to = to;
  if (!delivery->is_unclear)
    return ff_outbox_move (self, &move, now, error);

  /* The earlier attempt may have arrived, so “not sent” would be a lie. The
   * table knows no way from waiting to unconfirmed but through in flight. */
  *out_to = FF_DELIVERY_UNCONFIRMED;
  move.to = FF_DELIVERY_IN_FLIGHT;
  move.mover = FF_MOVER_SENDER;
  if (!ff_outbox_move (self, &move, now, error))
    return FALSE;

  move.from = FF_DELIVERY_IN_FLIGHT;
  move.to = FF_DELIVERY_UNCONFIRMED;
  return ff_outbox_move (self, &move, now, error);
}

static gboolean
is_still_waiting (FfOutbox          *self,
                  const FfDelivery  *delivery,
                  gboolean          *out_waiting,
                  GError           **error)
{
  gint64 n_waiting = 0;

  if (!ff_sqlite_get_integer (self->db, &n_waiting, NULL, error,
                              "SELECT count (*) FROM delivery WHERE id = ?1 AND state = 0", "i", delivery->id))
    return FALSE;

  *out_waiting = n_waiting == 1;
  return TRUE;
}

/* Moves @delivery to in flight, inside a transaction that is committed before
 * the first byte leaves. The gate is read in it, and the hash of what will be
 * sent is stored, or held against what was stored at the first attempt. */
gboolean
ff_outbox_claim (FfOutbox          *self,
                 const FfDelivery  *delivery,
                 gboolean           is_transactional,
                 const char        *body_hash,
                 gint64             now,
                 FfClaim           *out_claim,
                 FfDeliveryState   *out_to,
                 FfReason          *out_reason,
                 GError           **error)
{
  const FfGateQuestion question = {
    .channel = delivery->channel,
    .address = delivery->address,
    .profile_key = delivery->profile_key,
    .task_id = delivery->task_id,
    .is_transactional = is_transactional,
  };
  gboolean waiting;

  if (!ff_delivery_can_move (FF_DELIVERY_WAITING, FF_DELIVERY_IN_FLIGHT, FF_MOVER_SENDER) ||
      !is_still_waiting (self, delivery, &waiting, error))
    return FALSE;

  if (!waiting)
    {
      *out_claim = FF_CLAIM_GONE;
      return TRUE;
    }

  if (!ff_gate_ask (self, &question, out_reason, error))
    return FALSE;

  if (*out_reason != FF_REASON_NONE)
    {
      *out_claim = FF_CLAIM_ENDED;
      return ff_outbox_give_up (self, delivery, FF_DELIVERY_NOT_SENT, FF_MOVER_SENDER, *out_reason, NULL, now,
                                out_to, error);
    }

  if (delivery->body_hash != NULL && strcmp (delivery->body_hash, body_hash) != 0)
    {
      *out_claim = FF_CLAIM_ENDED;
      *out_reason = FF_REASON_CHANGED;
      return ff_outbox_give_up (self, delivery, FF_DELIVERY_REFUSED, FF_MOVER_SENDER, *out_reason, NULL, now,
                                out_to, error);
    }

  *out_claim = FF_CLAIM_TAKEN;
  *out_to = FF_DELIVERY_IN_FLIGHT;
  return ff_sqlite_run (self->db, error,
                        "UPDATE delivery SET state = 1, attempts = attempts + 1, body_hash = ?2, changed_at = ?3 "
                        "WHERE id = ?1 AND state = 0", "iti", delivery->id, body_hash, now) &&
         ff_sqlite_run (self->db, error,
                        "INSERT INTO attempt (delivery, number, began_at) "
                        "SELECT id, attempts, ?2 FROM delivery WHERE id = ?1", "ii", delivery->id, now);
}

/* ---- What is due. */

static GPtrArray *
list_by (FfOutbox    *self,
         const char  *sql,
         gint64       first,
         gint64       second,
         gint64       limit,
         GError     **error)
{
  g_autoptr (GPtrArray) deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_delivery_free);
  sqlite3_stmt *statement = ff_sqlite_prepare (self->db, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, second);
  sqlite3_bind_int64 (statement, 3, limit);
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

GPtrArray *
ff_outbox_list_due (FfOutbox  *self,
                    gint64     task_id,
                    gint64     now,
                    guint      limit,
                    GError   **error)
{
  return list_by (self,
                  "SELECT " FF_DELIVERY_COLUMNS " FROM delivery d WHERE d.task = ?1 AND d.state = 0 "
                  "AND d.not_before <= ?2 ORDER BY d.not_before, d.id LIMIT ?3",
                  task_id, now, limit, error);
}

gboolean
ff_outbox_get_next_due (FfOutbox  *self,
                        gint64     task_id,
                        gint64    *out_when,
                        GError   **error)
{
  gint64 when = G_MAXINT64;

  if (!ff_sqlite_get_integer (self->db, &when, NULL, error,
                              "SELECT coalesce (min (not_before), 9223372036854775807) FROM delivery "
                              "WHERE task = ?1 AND state = 0", "i", task_id))
    return FALSE;

  *out_when = when;
  return TRUE;
}

/* ---- After a crash. */

gboolean
ff_outbox_recover (FfOutbox       *self,
                   gint64          task_id,
                   FfRepeatClass   repeat_class,
                   gint64          now,
                   GPtrArray     **out_look_up,
                   GError        **error)
{
  g_autoptr (GPtrArray) left = NULL;
  FfMove move = { .from = FF_DELIVERY_IN_FLIGHT, .mover = FF_MOVER_SENDER, .is_unclear = TRUE };

  left = list_by (self,
                  "SELECT " FF_DELIVERY_COLUMNS " FROM delivery d WHERE d.task = ?1 AND d.state = ?2 "
                  "ORDER BY d.id LIMIT ?3",
                  task_id, FF_DELIVERY_IN_FLIGHT, -1, error);
  if (left == NULL)
    return FALSE;

  if (repeat_class == FF_REPEAT_SEARCHABLE)
    {
      *out_look_up = g_steal_pointer (&left);
      return TRUE;
    }

  move.to = repeat_class == FF_REPEAT_KEYED ? FF_DELIVERY_WAITING : FF_DELIVERY_UNCONFIRMED;
  move.answer = repeat_class == FF_REPEAT_KEYED ? NULL : _("The program ended before the answer came.");
  for (guint i = 0; i < left->len; i++)
    {
      FfDelivery *delivery = g_ptr_array_index (left, i);

      move.delivery_id = delivery->id;
      if (!ff_outbox_move (self, &move, now, error))
        return FALSE;
    }

  *out_look_up = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_delivery_free);
  return TRUE;
}

/* ---- Many at once. */

/* Gives up what waits of a task, a page at a time, in the caller's transaction. */
static gboolean
give_up_waiting (FfOutbox         *self,
                 gint64            task_id,
                 FfDeliveryState   to,
                 FfMover           mover,
                 FfReason          reason,
                 gint64            now,
                 gint64           *out_n_moved,
                 GError          **error)
{
  g_autoptr (GPtrArray) unclear = NULL;

  /* All but a few were never tried: these go in one statement. */
  if (!ff_delivery_can_move (FF_DELIVERY_WAITING, to, mover) ||
      !ff_sqlite_run (self->db, error,
                      "UPDATE delivery SET state = ?2, reason = ?3, changed_at = ?4 "
                      "WHERE task = ?1 AND state = 0 AND unclear = 0",
                      "iiii", task_id, (gint64) to, (gint64) reason, now))
    return FALSE;
  *out_n_moved += n_changed (self);

  unclear = list_by (self,
                     "SELECT " FF_DELIVERY_COLUMNS " FROM delivery d WHERE d.task = ?1 AND d.state = ?2 "
                     "ORDER BY d.id LIMIT ?3",
                     task_id, FF_DELIVERY_WAITING, -1, error);
  if (unclear == NULL)
    return FALSE;

  for (guint i = 0; i < unclear->len; i++)
    {
      FfDeliveryState became;

      if (!ff_outbox_give_up (self, g_ptr_array_index (unclear, i), to, mover, reason, NULL, now, &became, error))
        return FALSE;
      *out_n_moved += 1;
    }

  return TRUE;
}

gboolean
ff_outbox_expire (FfOutbox      *self,
                  const FfTask  *task,
                  gint64         now,
                  gint64        *out_n_moved,
                  GError       **error)
{
  *out_n_moved = 0;
  if (task->deadline_at == 0 || now <= task->deadline_at)
    return TRUE;

  return give_up_waiting (self, task->id, FF_DELIVERY_REFUSED, FF_MOVER_SENDER, FF_REASON_TOO_LATE, now, out_n_moved,
                          error);
}

/* Ends the transaction one way or the other. */
static gboolean
finish (FfOutbox  *self,
        gboolean   done,
        GError   **error)
{
  if (done && ff_outbox_commit (self, error))
    return TRUE;

  ff_outbox_rollback (self);
  return FALSE;
}

/**
 * ff_outbox_stop:
 * @self: an outbox
 * @run_id: a run in it
 * @activity_id: (nullable): only this activity
 * @now: µs UTC
 * @out_n_moved: (out): how many had been waiting
 * @error: return location for an #FfDbError
 *
 * Ends what waits. What is in flight is untouched: its sender still records its
 * answer. One that waited to be repeated because nobody knew whether it had
 * arrived becomes unconfirmed, every other one not sent.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_stop (FfOutbox    *self,
                const char  *run_id,
                const char  *activity_id,
                gint64       now,
                gint64      *out_n_moved,
                GError     **error)
{
  g_autoptr (GPtrArray) tasks = NULL;
  gboolean done = TRUE;

  *out_n_moved = 0;
  if (!ff_outbox_begin (self, error))
    return FALSE;

  tasks = ff_outbox_list_tasks (self, run_id, activity_id, error);
  done = tasks != NULL;
  for (guint i = 0; done && i < tasks->len; i++)
    {
      FfTask *task = g_ptr_array_index (tasks, i);

      done = give_up_waiting (self, task->id, FF_DELIVERY_NOT_SENT, FF_MOVER_PERSON, FF_REASON_STOPPED, now,
                              out_n_moved, error);
    }

  return finish (self, done, error);
}

/* What a person decides about one unconfirmed delivery, or all of a run. */
static gboolean
decide (FfOutbox         *self,
        const char       *run_id,
        gint64            delivery_id,
        FfDeliveryState   to,
        FfReason          reason,
        gint64            now,
        gint64           *out_n_moved,
        GError          **error)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (ff_delivery_can_move (FF_DELIVERY_UNCONFIRMED, to, FF_MOVER_PERSON), FALSE);

  if (!ff_sqlite_run (self->db, error,
                      "UPDATE delivery SET state = ?3, reason = ?4, not_before = 0, unclear = 0, changed_at = ?5 "
                      "WHERE state = 4 AND (?2 = 0 OR id = ?2) AND task IN (SELECT id FROM task WHERE run_id = ?1)",
                      "tiiii", run_id, delivery_id, (gint64) to, (gint64) reason, now))
    return FALSE;

  *out_n_moved = n_changed (self);
  if (delivery_id == 0 || *out_n_moved == 1)
    return TRUE;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, delivery_id);
  g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_MOVE,
               /* Translators: %s is a number. */
               _("Delivery %s of this run is not unconfirmed."), number);
  return FALSE;
}

/**
 * ff_outbox_send_again:
 * @self: an outbox
 * @run_id: a run in it
 * @delivery_id: an unconfirmed delivery of it, or 0 for all of them
 * @now: µs UTC
 * @out_n_moved: (out): how many wait again
 * @error: return location for an #FfDbError or %FF_SEND_ERROR_MOVE
 *
 * A person takes the risk that somebody gets it twice. The sender has to be
 * resumed for it.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_send_again (FfOutbox    *self,
                      const char  *run_id,
                      gint64       delivery_id,
                      gint64       now,
                      gint64      *out_n_moved,
                      GError     **error)
{
  return decide (self, run_id, delivery_id, FF_DELIVERY_WAITING, FF_REASON_NONE, now, out_n_moved, error);
}

/**
 * ff_outbox_leave:
 * @self: an outbox
 * @run_id: a run in it
 * @delivery_id: an unconfirmed delivery of it, or 0 for all of them
 * @now: µs UTC
 * @out_n_moved: (out): how many are left alone
 * @error: return location for an #FfDbError or %FF_SEND_ERROR_MOVE
 *
 * A person decides that nothing more is done about it.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_leave (FfOutbox    *self,
                 const char  *run_id,
                 gint64       delivery_id,
                 gint64       now,
                 gint64      *out_n_moved,
                 GError     **error)
{
  return decide (self, run_id, delivery_id, FF_DELIVERY_NOT_SENT, FF_REASON_LEFT, now, out_n_moved, error);
}
