/* Transactions that nest, and numbered migrations. On the connection's thread. */

#include "db/ff-sqlite-private.h"

#include <glib/gi18n-lib.h>

/**
 * ff_sqlite_begin:
 * @self: a connection
 * @immediate: takes the write lock now instead of at the first write; an inner
 *   transaction has what the outer one has
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Opens a transaction, or a savepoint inside one. Each is ended by one
 * ff_sqlite_commit () that succeeds or one ff_sqlite_rollback ().
 *
 * Returns: %TRUE if it was opened
 */
gboolean
ff_sqlite_begin (FfSqlite  *self,
                 gboolean   immediate,
                 GError   **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->depth == 0)
    sql = g_strdup (immediate ? "BEGIN IMMEDIATE" : "BEGIN");
  else
    sql = g_strdup_printf ("SAVEPOINT ff_%u", self->depth);

  if (!ff_sqlite_exec (self, sql, error))
    return FALSE;

  self->depth++;

  return TRUE;
}

/**
 * ff_sqlite_commit:
 * @self: a connection with a transaction open
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Ends the innermost transaction. After a failure it is still open, for
 * ff_sqlite_rollback ().
 *
 * Returns: %TRUE if it was committed
 */
gboolean
ff_sqlite_commit (FfSqlite  *self,
                  GError   **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self != NULL && self->depth > 0, FALSE);

  if (self->depth == 1)
    sql = g_strdup ("COMMIT");
  else
    sql = g_strdup_printf ("RELEASE ff_%u", self->depth - 1);

  if (!ff_sqlite_exec (self, sql, error))
    return FALSE;

  self->depth--;

  return TRUE;
}

/**
 * ff_sqlite_rollback:
 * @self: a connection with a transaction open
 *
 * Undoes and ends the innermost transaction, also when its cancellable is
 * cancelled or SQLite rolled back by itself.
 */
void
ff_sqlite_rollback (FfSqlite *self)
{
  g_autofree char *sql = NULL;
  int result;

  g_return_if_fail (self != NULL && self->depth > 0);

  self->depth--;
  if (sqlite3_get_autocommit (self->handle))
    return;

  if (self->depth == 0)
    sql = g_strdup ("ROLLBACK");
  else
    sql = g_strdup_printf ("ROLLBACK TO ff_%u; RELEASE ff_%u", self->depth, self->depth);

  self->is_uncancellable = TRUE;
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  /* An interrupt lasts until no statement runs any more. */
  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      for (sqlite3_stmt *s = sqlite3_next_stmt (self->handle, NULL); s != NULL; s = sqlite3_next_stmt (self->handle, s))
        sqlite3_reset (s);
      result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
    }

  self->is_uncancellable = FALSE;

  if (result != SQLITE_OK)
    g_warning ("Rolling back “%s” failed: %s", self->path, sqlite3_errmsg (self->handle));
}

/* FALSE when it cannot be read or is not one of 0 … @n_migrations. */
static gboolean
read_version (FfSqlite  *self,
              guint      n_migrations,
              gint64    *out_version,
              GError   **error)
{
  if (!ff_sqlite_get_integer (self, out_version, NULL, error, "PRAGMA user_version", NULL))
    return FALSE;

  if (*out_version >= 0 && *out_version <= n_migrations)
    return TRUE;

  g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_NEWER,
               /* Translators: a file, the version of its tables, the newest version that this program knows. */
               _("“%s” has version %d and was written by a newer Fanfare; this one knows versions up to %u."),
               self->path, (int) *out_version, n_migrations);

  return FALSE;
}

/* One step, unless another program has just done it. */
static gboolean
migrate_once (FfSqlite           *self,
              const char *const  *migrations,
              guint               n_migrations,
              GError            **error)
{
  g_autofree char *set_version = NULL;
  gint64 version;

  if (!read_version (self, n_migrations, &version, error))
    return FALSE;
  if (version == n_migrations)
    return TRUE;

  set_version = g_strdup_printf ("PRAGMA user_version = %d", (int) version + 1);
  if (ff_sqlite_exec (self, migrations[version], error) && ff_sqlite_exec (self, set_version, error))
    return TRUE;

  g_prefix_error (error, "Migrating “%s” to version %d: ", self->path, (int) version + 1);

  return FALSE;
}

/**
 * ff_sqlite_migrate:
 * @self: a connection that may write, without an open transaction
 * @migrations: statements that make version n + 1 of version n; %NULL-terminated.
 *   Once released they never change, new ones come last
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED;
 *   %FF_DB_ERROR_NEWER leaves the file as it was
 *
 * Brings the tables to the last version, one transaction a step.
 *
 * Returns: %TRUE if they have that version now
 */
gboolean
ff_sqlite_migrate (FfSqlite           *self,
                   const char *const  *migrations,
                   GError            **error)
{
  guint n_migrations;
  gint64 version;

  g_return_val_if_fail (self != NULL && migrations != NULL && self->depth == 0, FALSE);

  n_migrations = g_strv_length ((char **) migrations);

  for (;;)
    {
      if (!read_version (self, n_migrations, &version, error))
        return FALSE;
      if (version == n_migrations)
        return TRUE;

      g_debug ("%s: from version %d", self->path, (int) version);
      if (!ff_sqlite_begin (self, TRUE, error))
        return FALSE;
      if (!migrate_once (self, migrations, n_migrations, error) || !ff_sqlite_commit (self, error))
        {
          ff_sqlite_rollback (self);
          return FALSE;
        }
    }
}
