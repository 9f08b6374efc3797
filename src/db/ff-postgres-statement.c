/* Statements on PostgreSQL: their values typed and bound, their rows at once
 * or one by one. On the connection's thread. */

#include "db/ff-postgres-private.h"

#include <stdarg.h>
#include <string.h>

/* All results of what was sent; the last one that is not an error, or the first error. */
static PGresult *
collect (FfPostgres  *self,
         GError     **error)
{
  g_autoptr (PGresult) kept = NULL;
  gboolean failed = FALSE;

  for (;;)
    {
      PGresult *result = NULL;

      if (!ff_postgres_next_result (self, &result, failed ? NULL : error))
        {
          ff_postgres_close (self);
          return NULL;
        }
      if (result == NULL)
        break;

      switch (PQresultStatus (result))
        {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
          g_clear_pointer (&kept, PQclear);
          kept = result;
          break;

        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
          return result;

        case PGRES_FATAL_ERROR:
        case PGRES_NONFATAL_ERROR:
        case PGRES_BAD_RESPONSE:
        case PGRES_SINGLE_TUPLE:
        case PGRES_PIPELINE_SYNC:
        case PGRES_PIPELINE_ABORTED:
        default:
          if (!failed)
            ff_postgres_fail_result (self, result, error);
          failed = TRUE;
          PQclear (result);
          break;
        }
    }

  ff_postgres_close (self);

  return failed ? NULL : g_steal_pointer (&kept);
}

/**
 * ff_postgres_exec:
 * @sql: one or several statements of ours, without values
 *
 * Returns: %TRUE if all were executed
 */
gboolean
ff_postgres_exec (FfPostgres  *self,
                  const char  *sql,
                  GError     **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!ff_postgres_check (self, error))
    return FALSE;

  if (PQsendQuery (self->handle, sql) == 0)
    return ff_postgres_fail_lost (self, error);
  if (!ff_postgres_flush (self, error))
    return FALSE;

  result = collect (self, error);

  return result != NULL;
}

/**
 * ff_postgres_query:
 * @values: (array length=n_values): $1, $2 …
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Asks one statement and waits for all of its answer.
 *
 * Returns: (transfer full): its rows as text, or %NULL
 */
PGresult *
ff_postgres_query (FfPostgres             *self,
                   const char             *sql,
                   const FfPostgresValue  *values,
                   guint                   n_values,
                   GError                **error)
{
  if (!ff_postgres_send (self, sql, values, n_values, error))
    return NULL;

  return collect (self, error);
}

static PGresult *
ask (FfPostgres  *self,
     const char  *sql,
     const char  *types,
     va_list      arguments,
     GError     **error)
{
  guint n = types != NULL ? (guint) strlen (types) : 0;
  g_autofree FfPostgresValue *values = g_new0 (FfPostgresValue, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < n; v++)
    {
      char *text = NULL;
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      switch (types[v])
        {
        case 'i':
          text = g_strdup_printf ("%" G_GINT64_FORMAT, va_arg (arguments, gint64));
          values[v].type = FF_POSTGRES_INTEGER;
          break;
        case 'd':
          text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, va_arg (arguments, double)));
          values[v].type = FF_POSTGRES_REAL;
          break;
        case 't':
          text = g_strdup (va_arg (arguments, const char *));
          values[v].type = FF_POSTGRES_TEXT;
          break;
        default:
          g_assert_not_reached ();
        }

      values[v].text = text;
      g_ptr_array_add (texts, text);
    }

  return ff_postgres_query (self, sql, values, n, error);
}

/**
 * ff_postgres_ask:
 * @types: (nullable): a letter for each value: i #gint64, d double, t (nullable) text
 * @...: the values; mind that an int is no #gint64
 *
 * Returns: (transfer full): as ff_postgres_query()
 */
PGresult *
ff_postgres_ask (FfPostgres  *self,
                 GError     **error,
                 const char  *sql,
                 const char  *types,
                 ...)
{
  PGresult *result;
  va_list arguments;

  va_start (arguments, types);
  result = ask (self, sql, types, arguments, error);
  va_end (arguments);

  return result;
}

gboolean
ff_postgres_run (FfPostgres  *self,
                 gint64      *out_changed,
                 GError     **error,
                 const char  *sql,
                 const char  *types,
                 ...)
{
  g_autoptr (PGresult) result = NULL;
  va_list arguments;

  va_start (arguments, types);
  result = ask (self, sql, types, arguments, error);
  va_end (arguments);

  if (result != NULL && out_changed != NULL)
    *out_changed = ff_postgres_get_changed (result);

  return result != NULL;
}

/**
 * ff_postgres_get_integer:
 * @out_value: (out): the first column of the first row, untouched on %FALSE
 * @out_found: (out) (nullable): whether there is a row, and no NULL in it
 *
 * Returns: %TRUE if @out_value was set
 */
gboolean
ff_postgres_get_integer (FfPostgres  *self,
                         gint64      *out_value,
                         gboolean    *out_found,
                         GError     **error,
                         const char  *sql,
                         const char  *types,
                         ...)
{
  g_autoptr (PGresult) result = NULL;
  gboolean found;
  va_list arguments;

  va_start (arguments, types);
  result = ask (self, sql, types, arguments, error);
  va_end (arguments);

  found = result != NULL && PQntuples (result) > 0 && !PQgetisnull (result, 0, 0);
  if (found)
    *out_value = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  if (out_found != NULL)
    *out_found = found;

  return found;
}

gint64
ff_postgres_get_changed (PGresult *result)
{
  const char *n = PQcmdTuples (result);

  return *n != '\0' ? g_ascii_strtoll (n, NULL, 10) : 0;
}

/**
 * ff_postgres_stream:
 * @func: called for each row
 *
 * Asks one statement and hands over its rows as they come, however many. The
 * connection can do nothing else until this returns.
 *
 * Returns: %TRUE if all rows were taken
 */
gboolean
ff_postgres_stream (FfPostgres             *self,
                    const char             *sql,
                    const FfPostgresValue  *values,
                    guint                   n_values,
                    FfPostgresRow           func,
                    gpointer                user_data,
                    GError                **error)
{
  gboolean fine = TRUE;

  if (!ff_postgres_send (self, sql, values, n_values, error))
    return FALSE;

  PQsetSingleRowMode (self->handle);
  while (fine)
    {
      g_autoptr (PGresult) result = NULL;

      fine = ff_postgres_next_result (self, &result, error);
      if (!fine || result == NULL)
        break;

      if (PQresultStatus (result) == PGRES_SINGLE_TUPLE)
        fine = func (result, user_data, error);
      else if (PQresultStatus (result) != PGRES_TUPLES_OK && PQresultStatus (result) != PGRES_COMMAND_OK)
        fine = ff_postgres_fail_result (self, result, error);
    }

  /* The server need not send what nobody wants. */
  if (!fine && !self->lost && PQtransactionStatus (self->handle) == PQTRANS_ACTIVE)
    ff_postgres_cancel_send (self->cancel);
  if (!fine)
    ff_postgres_drain (self);
  else
    ff_postgres_close (self);

  return fine;
}
