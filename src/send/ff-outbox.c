/* outbox.db: the file, its tables and the gate. Runs and tasks are in
 * ff-outbox-runs.c, reading in ff-outbox-read.c, and everything that changes
 * the state of a delivery in ff-outbox-moves.c. A connection stays on the
 * thread that opened it: the sender's worker, a preparation, or a reader. */

#include "send/ff-outbox.h"

#include "base/ff-fold.h"
#include "send/ff-outbox-private.h"

static const char *const migrations[] = {
  /* 1: first light */
  "CREATE TABLE run ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  campaign_id TEXT NOT NULL,"
  "  campaign_label TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  nominal_at INTEGER NOT NULL,"
  "  now_at INTEGER NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  facts TEXT,"
  "  changed_at INTEGER NOT NULL,"
  "  UNIQUE (campaign_id, version, nominal_at)"
  ") STRICT;"
  "CREATE TABLE journal ("
  "  id INTEGER PRIMARY KEY,"
  "  run_id TEXT NOT NULL REFERENCES run (id),"
  "  activity_id TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  n_rows INTEGER,"
  "  facts TEXT,"
  "  changed_at INTEGER NOT NULL,"
  "  UNIQUE (run_id, activity_id)"
  ") STRICT;"
  "CREATE TABLE task ("
  "  id INTEGER PRIMARY KEY,"
  "  run_id TEXT NOT NULL REFERENCES run (id),"
  "  activity_id TEXT NOT NULL,"
  "  label TEXT NOT NULL,"
  "  channel TEXT NOT NULL,"
  "  gateway_id TEXT NOT NULL,"
  "  gateway_type TEXT NOT NULL,"
  "  gateway_settings TEXT NOT NULL,"
  "  content TEXT NOT NULL,"
  "  content_hash TEXT NOT NULL,"
  "  deadline_at INTEGER NOT NULL DEFAULT 0,"
  "  audience INTEGER NOT NULL DEFAULT 0,"
  "  planned INTEGER NOT NULL DEFAULT 0,"
  "  not_before INTEGER NOT NULL DEFAULT 0,"
  "  pause TEXT,"
  "  pause_text TEXT,"
  "  prepared_at INTEGER NOT NULL,"
  "  UNIQUE (run_id, activity_id)"
  ") STRICT;"
  "CREATE TABLE delivery ("
  "  id INTEGER PRIMARY KEY,"
  "  task INTEGER NOT NULL REFERENCES task (id),"
  "  key TEXT NOT NULL UNIQUE,"
  "  profile TEXT NOT NULL,"
  "  secondary TEXT,"
  "  ordinal INTEGER NOT NULL DEFAULT 0,"
  "  channel TEXT NOT NULL,"
  "  address TEXT NOT NULL,"
  "  frozen TEXT NOT NULL,"
  "  state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 5),"
  "  reason INTEGER NOT NULL DEFAULT 0,"
  "  attempts INTEGER NOT NULL DEFAULT 0,"
  "  unclear INTEGER NOT NULL DEFAULT 0,"
  "  not_before INTEGER NOT NULL DEFAULT 0,"
  "  body_hash TEXT,"
  "  gateway_message TEXT,"
  "  answer TEXT,"
  "  changed_at INTEGER NOT NULL,"
  "  CHECK ((state = 5) <= (reason <> 0))"
  ") STRICT;"
  "CREATE INDEX delivery_by_task ON delivery (task, id);"
  "CREATE INDEX delivery_by_state ON delivery (task, state, id);"
  "CREATE INDEX delivery_due ON delivery (task, not_before, id) WHERE state = 0;"
  "CREATE INDEX delivery_not_sent ON delivery (task, reason) WHERE state = 5;"
  "CREATE TABLE excluded ("
  "  id INTEGER PRIMARY KEY,"
  "  task INTEGER NOT NULL REFERENCES task (id),"
  "  reason INTEGER NOT NULL,"
  "  profile TEXT NOT NULL,"
  "  secondary TEXT,"
  "  address TEXT,"
  "  detail TEXT"
  ") STRICT;"
  "CREATE INDEX excluded_by_reason ON excluded (task, reason, id);"
  "CREATE TABLE attempt ("
  "  delivery INTEGER NOT NULL REFERENCES delivery (id),"
  "  number INTEGER NOT NULL,"
  "  began_at INTEGER NOT NULL,"
  "  ended_at INTEGER,"
  "  status INTEGER,"
  "  became INTEGER,"
  "  answer TEXT,"
  "  PRIMARY KEY (delivery, number)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE gate ("
  "  kind INTEGER NOT NULL,"
  "  value TEXT NOT NULL,"
  "  channel TEXT NOT NULL,"
  "  reason INTEGER NOT NULL,"
  "  changed_at INTEGER NOT NULL,"
  "  PRIMARY KEY (kind, value, channel)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE gate_time ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  synchronised_at INTEGER NOT NULL"
  ") STRICT;",
  NULL,
};

/**
 * ff_outbox_open:
 * @path: the file; made when it is missing, unless @read_only
 * @read_only: whether only to look
 * @error: return location for an #FfDbError
 *
 * Opens the outbox on this thread. What is written is on the disk when a
 * transaction has been committed. An open changes no delivery: what an earlier
 * process left in flight is the sender's to judge, under its lock.
 *
 * Returns: (transfer full) (nullable): the outbox
 */
FfOutbox *
ff_outbox_open (const char  *path,
                gboolean     read_only,
                GError     **error)
{
  g_autoptr (FfOutbox) self = NULL;
  FfSqliteFlags flags = read_only ? FF_SQLITE_READ_ONLY : FF_SQLITE_CREATE | FF_SQLITE_DURABLE;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (FfOutbox, 1);
  self->path = g_strdup (path);
  self->read_only = read_only;
  self->db = ff_sqlite_open (path, flags, error);

  if (self->db == NULL || !ff_sqlite_migrate (self->db, migrations, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * ff_outbox_free:
 * @self: (nullable): an outbox, on the thread that opened it
 *
 * Closes the connection. A transaction that is still open is lost.
 */
void
ff_outbox_free (FfOutbox *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->db, ff_sqlite_free);
  g_free (self->path);
  g_free (self);
}

/**
 * ff_outbox_get_path:
 * @self: an outbox
 *
 * Returns: the file's path
 */
const char *
ff_outbox_get_path (FfOutbox *self)
{
  return self->path;
}

/**
 * ff_outbox_begin:
 * @self: an outbox
 * @error: return location for an #FfDbError
 *
 * Begins a transaction that writes. They nest.
 *
 * Returns: %TRUE if it began
 */
gboolean
ff_outbox_begin (FfOutbox  *self,
                 GError   **error)
{
  return ff_sqlite_begin (self->db, !self->read_only, error);
}

/**
 * ff_outbox_commit:
 * @self: an outbox in a transaction
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if all of it is on the disk; otherwise roll back
 */
gboolean
ff_outbox_commit (FfOutbox  *self,
                  GError   **error)
{
  return ff_sqlite_commit (self->db, error);
}

/**
 * ff_outbox_rollback:
 * @self: an outbox in a transaction
 *
 * Forgets what was written since it began.
 */
void
ff_outbox_rollback (FfOutbox *self)
{
  ff_sqlite_rollback (self->db);
}

/* ---- Helpers of the room. */

/* Gates and duplicates compare addresses without case and outer spaces. */
char *
ff_outbox_fold_address (const char *address)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));

  return ff_fold_lower (trimmed, -1);
}

FfJson *
ff_outbox_read_json (sqlite3_stmt  *row,
                     int            column,
                     GError       **error)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return ff_json_parse (text != NULL ? text : "null", -1, &ff_json_document_limits, error);
}

char *
ff_outbox_print_json (FfJson *json)
{
  return json != NULL ? ff_json_print (json) : NULL;
}

/* ---- The gate. */

static char *
fold_gate_value (FfGateKind  kind,
                 const char *value)
{
  return kind == FF_GATE_ADDRESS ? ff_outbox_fold_address (value) : g_strdup (value);
}

/**
 * ff_outbox_add_gate:
 * @self: an outbox
 * @kind: what @value is
 * @value: an address or a profile's key
 * @channel: (nullable): the channel it is closed for, or %NULL for every one
 * @reason: suppressed, quarantined or no consent
 * @now: µs UTC
 * @error: return location for an #FfDbError
 *
 * Closes the gate. Also deliveries that already wait are held to it.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_add_gate (FfOutbox    *self,
                    FfGateKind   kind,
                    const char  *value,
                    const char  *channel,
                    FfReason     reason,
                    gint64       now,
                    GError     **error)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (reason == FF_REASON_SUPPRESSED || reason == FF_REASON_QUARANTINED ||
                        reason == FF_REASON_NO_CONSENT, FALSE);

  folded = fold_gate_value (kind, value);
  return ff_sqlite_run (self->db, error,
                        "INSERT INTO gate (kind, value, channel, reason, changed_at) VALUES (?1, ?2, ?3, ?4, ?5) "
                        "ON CONFLICT (kind, value, channel) DO UPDATE SET reason = excluded.reason, "
                        "changed_at = excluded.changed_at",
                        "ittii", (gint64) kind, folded, channel != NULL ? channel : "", (gint64) reason, now);
}

/**
 * ff_outbox_remove_gate:
 * @self: an outbox
 * @kind: what @value is
 * @value: an address or a profile's key
 * @channel: (nullable): as it was added
 * @error: return location for an #FfDbError
 *
 * Opens the gate again. What it removed meanwhile stays removed.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_remove_gate (FfOutbox    *self,
                       FfGateKind   kind,
                       const char  *value,
                       const char  *channel,
                       GError     **error)
{
  g_autofree char *folded = fold_gate_value (kind, value);

  return ff_sqlite_run (self->db, error, "DELETE FROM gate WHERE kind = ?1 AND value = ?2 AND channel = ?3",
                        "itt", (gint64) kind, folded, channel != NULL ? channel : "");
}

/**
 * ff_outbox_ask_gate:
 * @self: an outbox
 * @channel: the channel of the message
 * @address: its address
 * @profile_key: its profile
 * @out_reason: (out): why not, or %FF_REASON_NONE
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if @out_reason was set
 */
gboolean
ff_outbox_ask_gate (FfOutbox    *self,
                    const char  *channel,
                    const char  *address,
                    const char  *profile_key,
                    FfReason    *out_reason,
                    GError     **error)
{
  g_autofree char *folded = ff_outbox_fold_address (address);
  gint64 reason = FF_REASON_NONE;

  if (!ff_sqlite_get_integer (self->db, &reason, NULL, error,
                              "SELECT coalesce (min (reason), 0) FROM gate WHERE channel IN ('', ?1) AND "
                              "((kind = 0 AND value = ?2) OR (kind = 1 AND value = ?3))",
                              "ttt", channel, folded, profile_key))
    return FALSE;

  *out_reason = (FfReason) reason;
  return TRUE;
}

/**
 * ff_outbox_set_gate_time:
 * @self: an outbox
 * @now: when it was synchronised with the store, µs UTC
 * @error: return location for an #FfDbError
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
ff_outbox_set_gate_time (FfOutbox  *self,
                         gint64     now,
                         GError   **error)
{
  return ff_sqlite_run (self->db, error,
                        "INSERT INTO gate_time (one, synchronised_at) VALUES (1, ?1) "
                        "ON CONFLICT (one) DO UPDATE SET synchronised_at = excluded.synchronised_at",
                        "i", now);
}

/**
 * ff_outbox_get_gate_time:
 * @self: an outbox
 *
 * Returns: when the gate was synchronised last, µs UTC, or 0
 */
gint64
ff_outbox_get_gate_time (FfOutbox *self)
{
  gint64 when = 0;

  ff_sqlite_get_integer (self->db, &when, NULL, NULL, "SELECT synchronised_at FROM gate_time", "");
  return when;
}
