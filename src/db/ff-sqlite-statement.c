/* Statements: a cache by text, binding, stepping. On the connection's thread. */

#include "db/ff-sqlite-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

/* Texts that are kept compiled; beyond, the one asked for longest ago goes. */
#define MAX_STATEMENTS 128

typedef struct
{
  sqlite3_stmt *statement;
  guint64       asked_at;   /* FfSqlite.n_prepared */
} CachedStatement;

void
ff_sqlite_free_statement (gpointer data)
{
  CachedStatement *cached = data;

  sqlite3_finalize (cached->statement);
  g_free (cached);
}

static gboolean
fail_bad_sql (GError     **error,
              const char  *message,
              const char  *sql)
{
  g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL, "%s: %s", message, sql);

  return FALSE;
}

/* Steps without looking at who owns the statement. */
static gboolean
step (FfSqlite      *self,
      sqlite3_stmt  *statement,
      gboolean      *out_row,
      GError       **error)
{
  int result;

  if (!ff_sqlite_check (self, error))
    return FALSE;

  /* A full disk or an interrupted write rolls back everything; what is left of
   * the caller's work must not be committed piece by piece. */
  if (self->depth > 0 && sqlite3_get_autocommit (self->handle))
    {
      g_set_error_literal (error, FF_DB_ERROR, FF_DB_ERROR_FAILED,
                           _("The transaction was rolled back after an earlier error."));
      return FALSE;
    }

  result = sqlite3_step (statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    return ff_sqlite_fail (self, error);

  if (out_row != NULL)
    *out_row = result == SQLITE_ROW;

  return TRUE;
}

/**
 * ff_sqlite_exec:
 * @self: a connection
 * @sql: statements with “;” between them; rows they answer are dropped
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Runs statements that are not worth keeping. The first failure ends it; what
 * ran before stays unless a transaction is open.
 *
 * Returns: %TRUE if all ran
 */
gboolean
ff_sqlite_exec (FfSqlite    *self,
                const char  *sql,
                GError     **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  while (*sql != '\0')
    {
      g_autoptr (sqlite3_stmt) statement = NULL;
      gboolean has_row = TRUE;

      if (!ff_sqlite_check (self, error))
        return FALSE;
      if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, &sql) != SQLITE_OK)
        return ff_sqlite_fail_prepare (self, error);

      while (statement != NULL && has_row)
        if (!step (self, statement, &has_row, error))
          return FALSE;
    }

  return TRUE;
}

static void
forget_oldest (FfSqlite *self)
{
  GHashTableIter iter;
  gpointer text;
  gpointer value;
  const char *oldest = NULL;
  guint64 oldest_at = G_MAXUINT64;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, &text, &value))
    {
      const CachedStatement *cached = value;

      if (cached->asked_at < oldest_at && !sqlite3_stmt_busy (cached->statement))
        {
          oldest = text;
          oldest_at = cached->asked_at;
        }
    }

  if (oldest != NULL)
    g_hash_table_remove (self->statements, oldest);
}

static CachedStatement *
compile (FfSqlite    *self,
         const char  *sql,
         GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  CachedStatement *cached;
  const char *rest;

  if (!ff_sqlite_check (self, error))
    return NULL;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, &rest) != SQLITE_OK)
    {
      ff_sqlite_fail_prepare (self, error);
      g_prefix_error (error, "%s: ", sql);
      return NULL;
    }

  if (statement == NULL || rest[strspn (rest, " \t\r\n;")] != '\0')
    {
      fail_bad_sql (error, "Not exactly one statement", sql);
      return NULL;
    }

  if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
    forget_oldest (self);

  cached = g_new0 (CachedStatement, 1);
  cached->statement = g_steal_pointer (&statement);
  g_hash_table_insert (self->statements, g_strdup (sql), cached);

  return cached;
}

/**
 * ff_sqlite_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: return location for a #FfDbError
 *
 * Returns: (transfer none): the statement, ready to be bound; %NULL on failure.
 *   It is lent until the same text is asked for again, or 128 others were
 */
sqlite3_stmt *
ff_sqlite_prepare (FfSqlite    *self,
                   const char  *sql,
                   GError     **error)
{
  CachedStatement *cached;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  cached = g_hash_table_lookup (self->statements, sql);
  if (cached == NULL)
    cached = compile (self, sql, error);
  if (cached == NULL)
    return NULL;

  cached->asked_at = ++self->n_prepared;
  sqlite3_reset (cached->statement);
  sqlite3_clear_bindings (cached->statement);

  return cached->statement;
}

/**
 * ff_sqlite_step:
 * @self: a connection
 * @statement: one of its statements, bound
 * @out_row: (out) (nullable): whether there is a row to read
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Resets @statement at its end and on failure. A caller that stops before the
 * end resets it itself.
 *
 * Returns: %TRUE if it stepped
 */
gboolean
ff_sqlite_step (FfSqlite      *self,
                sqlite3_stmt  *statement,
                gboolean      *out_row,
                GError       **error)
{
  gboolean has_row = FALSE;
  gboolean stepped;

  g_return_val_if_fail (self != NULL && statement != NULL, FALSE);

  stepped = step (self, statement, &has_row, error);
  if (!stepped || !has_row)
    sqlite3_reset (statement);
  if (stepped && out_row != NULL)
    *out_row = has_row;

  return stepped;
}

/* The values live as long as the call that binds them. */
static gboolean
bind (FfSqlite      *self,
      sqlite3_stmt  *statement,
      const char    *types,
      va_list        values,
      GError       **error)
{
  const int n_values = types != NULL ? (int) strlen (types) : 0;

  if (sqlite3_bind_parameter_count (statement) != n_values)
    return fail_bad_sql (error, "Not as many values as the statement takes", sqlite3_sql (statement));

  for (int i = 1; i <= n_values; i++)
    {
      int result = SQLITE_OK;

      switch (types[i - 1])
        {
        case 'i':
          result = sqlite3_bind_int64 (statement, i, va_arg (values, gint64));
          break;
        case 'd':
          result = sqlite3_bind_double (statement, i, va_arg (values, double));
          break;
        case 't':
          result = sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, SQLITE_STATIC);
          break;
        case 'n':
          result = sqlite3_bind_null (statement, i);
          break;
        default:
          g_assert_not_reached ();
        }

      if (result != SQLITE_OK)
        return ff_sqlite_fail (self, error);
    }

  return TRUE;
}

/**
 * ff_sqlite_run:
 * @self: a connection
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 * @sql: one statement; rows it answers are dropped
 * @types: (nullable): a letter for each value: i #gint64, d double,
 *   t (nullable) text, n NULL without a value
 * @...: the values
 *
 * Mind that an int is no #gint64.
 *
 * Returns: %TRUE if it ran to its end
 */
gboolean
ff_sqlite_run (FfSqlite    *self,
               GError     **error,
               const char  *sql,
               const char  *types,
               ...)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (self, sql, error);
  gboolean has_row = TRUE;
  gboolean bound;
  va_list values;

  if (statement == NULL)
    return FALSE;

  va_start (values, types);
  bound = bind (self, statement, types, values, error);
  va_end (values);

  while (bound && has_row)
    bound = ff_sqlite_step (self, statement, &has_row, error);

  sqlite3_clear_bindings (statement);

  return bound;
}

/**
 * ff_sqlite_get_integer:
 * @self: a connection
 * @out_value: (out): the first column of the first row, untouched on %FALSE
 * @out_found: (out) (nullable): whether there is a row, and no NULL in it
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED; not set
 *   when there is no row
 * @sql: one statement
 * @types: (nullable): as for ff_sqlite_run ()
 * @...: the values
 *
 * Returns: %TRUE if @out_value was set
 */
gboolean
ff_sqlite_get_integer (FfSqlite    *self,
                       gint64      *out_value,
                       gboolean    *out_found,
                       GError     **error,
                       const char  *sql,
                       const char  *types,
                       ...)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (self, sql, error);
  gboolean has_row = FALSE;
  gboolean ran;
  va_list values;

  if (out_found != NULL)
    *out_found = FALSE;
  if (statement == NULL)
    return FALSE;

  va_start (values, types);
  ran = bind (self, statement, types, values, error);
  va_end (values);

  ran = ran && ff_sqlite_step (self, statement, &has_row, error);
  has_row = ran && has_row && sqlite3_column_type (statement, 0) != SQLITE_NULL;

  if (has_row)
    *out_value = sqlite3_column_int64 (statement, 0);
  if (out_found != NULL)
    *out_found = has_row;

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return has_row;
}
