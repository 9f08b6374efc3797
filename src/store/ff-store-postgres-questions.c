/* Questions about entities on PostgreSQL. Called through the interface, on the
 * store's thread. */

#include "store/ff-store-postgres-private.h"

static void
tell_rows (PGresult       *result,
           FfStoreRowFunc  func,
           gpointer        user_data)
{
  guint n = (guint) PQnfields (result);
  g_autofree FfValue *values = g_new0 (FfValue, n);
  gboolean goes_on = TRUE;

  for (int r = 0; r < PQntuples (result) && goes_on; r++)
    {
      for (guint v = 0; v < n; v++)
        ff_postgres_read_value (result, r, (int) v, &values[v]);
      goes_on = func (values, n, user_data);
      for (guint v = 0; v < n; v++)
        ff_value_clear (&values[v]);
    }
}

gboolean
ff_store_postgres_ask (FfStore         *store,
                       FfSql           *sql,
                       FfStoreRowFunc   func,
                       gpointer         user_data,
                       GCancellable    *cancellable,
                       GError         **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  g_autoptr (PGresult) result = NULL;

  ff_postgres_set_cancellable (self->db, cancellable);
  result = ff_store_postgres_ask_safely (self, sql, &db_error);
  ff_postgres_set_cancellable (self->db, NULL);

  if (result == NULL)
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);

  tell_rows (result, func, user_data);

  return TRUE;
}

/* The server keeps no time of a table's last change. */
gboolean
ff_store_postgres_read_changed_at (FfStore         *store,
                                   const FfEntity  *entity,
                                   gint64          *out_at,
                                   GError         **error)
{
  *out_at = -1;

  return TRUE;
}
