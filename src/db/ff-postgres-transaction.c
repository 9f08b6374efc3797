/* Transactions that nest. On the connection's thread. */

#include "db/ff-postgres-private.h"

/**
 * ff_postgres_begin:
 * @mode: (nullable): “ISOLATION LEVEL REPEATABLE READ” and the like, of the outermost
 *
 * Opens a transaction, or a savepoint inside one. Each is ended by one
 * ff_postgres_commit () that succeeds or one ff_postgres_rollback ().
 *
 * Returns: %TRUE if it was opened
 */
gboolean
ff_postgres_begin (FfPostgres  *self,
                   const char  *mode,
                   GError     **error)
{
  g_autofree char *sql = NULL;

  if (self->depth == 0)
    sql = g_strdup_printf ("BEGIN %s", mode != NULL ? mode : "");
  else
    sql = g_strdup_printf ("SAVEPOINT ff_%u", self->depth);

  if (!ff_postgres_exec (self, sql, error))
    return FALSE;

  self->depth++;

  return TRUE;
}

/**
 * ff_postgres_commit:
 *
 * Ends the innermost transaction. After a failure it is still open, for
 * ff_postgres_rollback ().
 *
 * Returns: %TRUE if it was committed
 */
gboolean
ff_postgres_commit (FfPostgres  *self,
                    GError     **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (self->depth > 0, FALSE);

  sql = self->depth == 1 ? g_strdup ("COMMIT") : g_strdup_printf ("RELEASE ff_%u", self->depth - 1);
  if (!ff_postgres_exec (self, sql, error))
    return FALSE;

  self->depth--;

  return TRUE;
}

/**
 * ff_postgres_rollback:
 *
 * Undoes and ends the innermost transaction, also when its cancellable is
 * cancelled, or the server went away and undid it itself.
 */
void
ff_postgres_rollback (FfPostgres *self)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (self->lost || PQtransactionStatus (self->handle) == PQTRANS_IDLE)
    return;

  sql = self->depth == 0 ? g_strdup ("ROLLBACK") : g_strdup_printf ("ROLLBACK TO ff_%u; RELEASE ff_%u", self->depth, self->depth);
  self->is_uncancellable = TRUE;
  if (!ff_postgres_exec (self, sql, &error) && !self->lost)
    g_warning ("Rolling back in %s failed: %s", self->place, error->message);
  self->is_uncancellable = FALSE;
}

guint
ff_postgres_get_depth (FfPostgres *self)
{
  return self->depth;
}
