/* Questions about entities on SQLite. Called through the interface, on the
 * store's thread. */

#include "store/ff-store-sqlite-private.h"

#include <sys/stat.h>

static gboolean
read_rows (FfStoreSqlite   *self,
           FfSql           *sql,
           FfStoreRowFunc   func,
           gpointer         user_data,
           GError         **error)
{
  sqlite3_stmt *statement = ff_store_sqlite_prepare (self, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      guint n = (guint) sqlite3_column_count (statement);
      g_autofree FfValue *values = g_new0 (FfValue, n);
      gboolean goes_on;

      if (!has_row)
        return TRUE;

      for (guint v = 0; v < n; v++)
        ff_sqlite_read_value (statement, (int) v, &values[v]);
      goes_on = func (values, n, user_data);
      for (guint v = 0; v < n; v++)
        ff_value_clear (&values[v]);

      if (!goes_on)
        {
          sqlite3_reset (statement);
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
ff_store_sqlite_ask (FfStore         *store,
                     FfSql           *sql,
                     FfStoreRowFunc   func,
                     gpointer         user_data,
                     GCancellable    *cancellable,
                     GError         **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) db_error = NULL;
  gboolean done;

  ff_sqlite_set_cancellable (self->db, cancellable);
  done = read_rows (self, sql, func, user_data, &db_error);
  ff_sqlite_set_cancellable (self->db, NULL);

  return done || ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
}

/* Of the file, as its name and its log tell. */
static gint64
get_file_time (FfStoreSqlite *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  const char *const paths[] = { self->path, log };
  gint64 latest = -1;

  for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
    {
      struct stat status;

      if (stat (paths[p], &status) == 0 && (p == 0 || status.st_size > 0))
        latest = MAX (latest, (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000);
    }

  return latest;
}

/* What we loaded ourselves we know by table; of the rest the file tells the latest change of any. */
gboolean
ff_store_sqlite_read_changed_at (FfStore         *store,
                                 const FfEntity  *entity,
                                 gint64          *out_at,
                                 GError         **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) db_error = NULL;
  gint64 n = 0;
  gboolean found = FALSE;

  *out_at = get_file_time (self);
  if (!ff_sqlite_get_integer (self->db, &n, NULL, &db_error,
                              "SELECT count (*) FROM main.sqlite_schema WHERE name = '" FF_TABLE_GENERATION "'", NULL))
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
  if (n == 0 || ff_sqlite_get_integer (self->db, out_at, &found, &db_error,
                                       "SELECT loaded_at FROM main." FF_TABLE_GENERATION " WHERE entity = ?", "t", entity->name) ||
      db_error == NULL)
    return TRUE;

  return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
}
