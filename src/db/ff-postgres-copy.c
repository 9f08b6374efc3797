/* COPY in and out, in constant memory. On the connection's thread. */

#include "db/ff-postgres-private.h"

/* Rows are handed over in pieces of so much. */
#define PIECE_BYTES (64 * 1024)

static gboolean
start (FfPostgres      *self,
       const char      *sql,
       ExecStatusType   wanted,
       GError         **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!ff_postgres_send (self, sql, NULL, 0, error) || !ff_postgres_next_result (self, &result, error))
    return FALSE;

  if (result != NULL && PQresultStatus (result) == wanted)
    return TRUE;

  if (result != NULL)
    ff_postgres_fail_result (self, result, error);
  ff_postgres_drain (self);

  return FALSE;
}

/* What comes after the rows: the command's own result. */
static gboolean
finish (FfPostgres  *self,
        gint64      *out_rows,
        GError     **error)
{
  gboolean fine = TRUE;

  for (;;)
    {
      g_autoptr (PGresult) result = NULL;

      if (!ff_postgres_next_result (self, &result, fine ? error : NULL))
        return FALSE;
      if (result == NULL)
        break;

      if (fine && PQresultStatus (result) != PGRES_COMMAND_OK)
        fine = ff_postgres_fail_result (self, result, error);
      else if (fine && out_rows != NULL)
        *out_rows = ff_postgres_get_changed (result);
    }

  ff_postgres_close (self);

  return fine;
}

/**
 * ff_postgres_copy_out:
 * @sql: COPY … TO STDOUT
 * @func: called with the bytes of one row, or of a piece of the file
 *
 * Returns: %TRUE if all was taken
 */
gboolean
ff_postgres_copy_out (FfPostgres       *self,
                      const char       *sql,
                      FfPostgresBytes   func,
                      gpointer          user_data,
                      GError          **error)
{
  GCancellable *cancellable = self->cancellable;
  gboolean wanted = TRUE;

  if (!start (self, sql, PGRES_COPY_OUT, error))
    return FALSE;

  for (;;)
    {
      char *bytes = NULL;
      int length = PQgetCopyData (self->handle, &bytes, 1);

      if (length > 0)
        {
          wanted = wanted && func (bytes, (gsize) length, user_data, error);
          PQfreemem (bytes);
          if (!wanted && cancellable != NULL)
            cancellable = NULL;
          continue;
        }
      if (length < 0)
        break;

      if (ff_postgres_wait (PQsocket (self->handle), G_IO_IN, cancellable, -1) == FF_POSTGRES_CANCELLED)
        {
          ff_postgres_cancel_send (self->cancel);
          cancellable = NULL;
        }
      if (PQconsumeInput (self->handle) == 0)
        {
          self->lost = TRUE;
          return ff_postgres_fail_lost (self, wanted ? error : NULL);
        }
    }

  return finish (self, NULL, wanted ? error : NULL) && wanted;
}

gboolean
ff_postgres_copy_begin (FfPostgres  *self,
                        const char  *sql,
                        GError     **error)
{
  g_return_val_if_fail (self->copying == NULL, FALSE);

  if (!start (self, sql, PGRES_COPY_IN, error))
    return FALSE;

  self->copying = g_string_sized_new (PIECE_BYTES + 4096);

  return TRUE;
}

/* Waits while the server is slower than we are. */
static gboolean
put (FfPostgres  *self,
     GError     **error)
{
  int state;

  if (!ff_postgres_check (self, error))
    return FALSE;

  while ((state = PQputCopyData (self->handle, self->copying->str, (int) self->copying->len)) == 0)
    if (!ff_postgres_flush (self, error))
      return FALSE;

  g_string_truncate (self->copying, 0);

  return state > 0 ? ff_postgres_flush (self, error) : ff_postgres_fail_lost (self, error);
}

static void
add_cell (GString    *text,
          const char *cell)
{
  for (; *cell != '\0'; cell++)
    switch (*cell)
      {
      case '\\':
        g_string_append (text, "\\\\");
        break;
      case '\t':
        g_string_append (text, "\\t");
        break;
      case '\n':
        g_string_append (text, "\\n");
        break;
      case '\r':
        g_string_append (text, "\\r");
        break;
      default:
        g_string_append_c (text, *cell);
        break;
      }
}

/**
 * ff_postgres_copy_row:
 * @cells: (array length=n_cells): %NULL is NULL
 *
 * Adds a row to the COPY that was begun. A row the server refuses is told by
 * a later call, at the latest by ff_postgres_copy_end().
 *
 * Returns: %TRUE if the row is on its way
 */
gboolean
ff_postgres_copy_row (FfPostgres         *self,
                      const char *const  *cells,
                      guint               n_cells,
                      GError            **error)
{
  g_return_val_if_fail (self->copying != NULL, FALSE);

  for (guint c = 0; c < n_cells; c++)
    {
      if (c > 0)
        g_string_append_c (self->copying, '\t');
      if (cells[c] != NULL)
        add_cell (self->copying, cells[c]);
      else
        g_string_append (self->copying, "\\N");
    }
  g_string_append_c (self->copying, '\n');

  return self->copying->len < PIECE_BYTES || put (self, error);
}

static gboolean
end (FfPostgres  *self,
     const char  *regret,
     GError     **error)
{
  int state;

  g_string_free (self->copying, TRUE);
  self->copying = NULL;

  while ((state = PQputCopyEnd (self->handle, regret)) == 0)
    if (!ff_postgres_flush (self, error))
      return FALSE;

  return state > 0 ? ff_postgres_flush (self, error) : ff_postgres_fail_lost (self, error);
}

/**
 * ff_postgres_copy_end:
 * @out_rows: (out) (nullable): how many the server took
 *
 * Ends the COPY, also when it fails.
 *
 * Returns: %TRUE if the server took all rows
 */
gboolean
ff_postgres_copy_end (FfPostgres  *self,
                      gint64      *out_rows,
                      GError     **error)
{
  g_return_val_if_fail (self->copying != NULL, FALSE);

  if (!put (self, error))
    {
      ff_postgres_copy_abort (self);
      return FALSE;
    }

  return end (self, NULL, error) && finish (self, out_rows, error);
}

/**
 * ff_postgres_copy_abort:
 *
 * Takes back the COPY that is open, if one is.
 */
void
ff_postgres_copy_abort (FfPostgres *self)
{
  if (self->copying == NULL)
    return;

  if (end (self, "given up", NULL))
    ff_postgres_drain (self);
}
