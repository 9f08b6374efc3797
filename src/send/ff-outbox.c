/* outbox.db: the file and its tables. The gate is in ff-gate.c, runs and tasks in
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
  /* 2: the gate is filled from the run's store */
  "ALTER TABLE run ADD COLUMN store TEXT NOT NULL DEFAULT '';"
  "ALTER TABLE run ADD COLUMN gate_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE task ADD COLUMN transactional INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE task ADD COLUMN opted_out TEXT;"
  "DROP TABLE gate_time;"
  "ALTER TABLE gate RENAME TO gate_1;"
  "CREATE TABLE gate ("
  "  kind INTEGER NOT NULL,"       /* of value: 0 an address, 1 a profile's key */
  "  value TEXT NOT NULL,"
  "  channel TEXT NOT NULL,"       /* '': every one */
  "  source TEXT NOT NULL,"        /* the store whose synchronisation keeps it; '': none */
  "  reason INTEGER NOT NULL,"
  "  changed_at INTEGER NOT NULL,"
  "  PRIMARY KEY (kind, value, channel, source)"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO gate SELECT kind, value, channel, '', reason, changed_at FROM gate_1;"
  "DROP TABLE gate_1;"
  "CREATE TABLE opt_out ("
  "  task INTEGER NOT NULL REFERENCES task (id),"
  "  profile TEXT NOT NULL,"
  "  PRIMARY KEY (task, profile)"
  ") STRICT, WITHOUT ROWID;",
  /* 3: and read as the run read it */
  "ALTER TABLE run ADD COLUMN model TEXT;",
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
