/* Suppressed addresses: Fanfare's own table fanfare_suppression, in the file
 * itself when it is ours to write, else in the companion beside it. The table
 * may be missing; then nobody is suppressed. Called through the interface, on
 * the store's thread.
 *
 *   address     as it is written in messages; case and outer spaces do not count
 *   channel     the one that it is closed for, or '' for every one
 *   expires_at  µs UTC, from when on it does not hold any more; NULL: never */

#include "store/ff-store-sqlite-private.h"

static gboolean
has_table (FfStoreSqlite  *self,
           const char     *schema,
           gboolean       *out_has,
           GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s.sqlite_schema WHERE name = 'fanfare_suppression'", schema);
  gint64 n = 0;

  if (!ff_sqlite_get_integer (self->db, &n, NULL, error, sql, NULL))
    return FALSE;

  *out_has = n == 1;
  return TRUE;
}

static gboolean
read_all (FfStoreSqlite    *self,
          gint64            now_usec,
          FfSuppressedFunc  func,
          gpointer          user_data,
          GError          **error)
{
  const char *schema = ff_store_sqlite_get_own_schema (self);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  gboolean has = FALSE;
  gboolean has_row = FALSE;

  if (schema == NULL)
    return TRUE;
  if (!has_table (self, schema, &has, error))
    return FALSE;
  if (!has)
    return TRUE;

  sql = g_strdup_printf ("SELECT channel, address FROM %s.fanfare_suppression "
                         "WHERE address IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)", schema);
  statement = ff_sqlite_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, now_usec);
  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      const char *channel = (const char *) sqlite3_column_text (statement, 0);

      if (!has_row)
        return TRUE;

      if (!func (channel != NULL ? channel : "", (const char *) sqlite3_column_text (statement, 1), user_data))
        {
          sqlite3_reset (statement);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
ff_store_sqlite_read_suppressed (FfStore          *store,
                                 gint64            now_usec,
                                 FfSuppressedFunc  func,
                                 gpointer          user_data,
                                 GCancellable     *cancellable,
                                 GError          **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) local = NULL;
  gboolean done;

  ff_sqlite_set_cancellable (self->db, cancellable);
  done = read_all (self, now_usec, func, user_data, &local);
  ff_sqlite_set_cancellable (self->db, NULL);

  return done || ff_store_sqlite_fail (g_steal_pointer (&local), error);
}
