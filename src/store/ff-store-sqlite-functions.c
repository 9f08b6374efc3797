/* The functions of expressions as SQL functions of a connection. Deterministic
 * and innocuous, so that the planner may move them. */

#include "store/ff-store-sqlite-private.h"

#include "query/ff-function.h"

/* Lends the text. */
static FfValue
read_value (sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      return (FfValue) { .kind = FF_VALUE_INTEGER, .integer = sqlite3_value_int64 (value) };

    case SQLITE_FLOAT:
      return (FfValue) { .kind = FF_VALUE_REAL, .real = sqlite3_value_double (value) };

    case SQLITE_TEXT:
      return (FfValue) { .kind = FF_VALUE_TEXT, .text = (char *) sqlite3_value_text (value) };

    default:
      return (FfValue) { .kind = FF_VALUE_NULL };
    }
}

static void
call_cb (sqlite3_context  *context,
         int               n_values,
         sqlite3_value   **values)
{
  FfValue *arguments = g_newa (FfValue, n_values + 1);
  FfValue result;

  for (int i = 0; i < n_values; i++)
    arguments[i] = read_value (values[i]);

  ff_function_call (sqlite3_user_data (context), arguments, (guint) n_values, &result);

  switch (result.kind)
    {
    case FF_VALUE_INTEGER:
      sqlite3_result_int64 (context, result.integer);
      break;

    case FF_VALUE_REAL:
      sqlite3_result_double (context, result.real);
      break;

    case FF_VALUE_TEXT:
      sqlite3_result_text (context, result.text, -1, g_free);
      break;

    case FF_VALUE_NULL:
    default:
      break;
    }
}

/**
 * ff_store_sqlite_add_functions:
 * @db: a connection
 * @error: return location for a #FfDbError
 *
 * Registers what expressions need on SQLite.
 *
 * Returns: %TRUE if they can be used
 */
gboolean
ff_store_sqlite_add_functions (FfSqlite  *db,
                               GError   **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const FfFunction *function;

  for (guint i = 0; (function = ff_function_get (i)) != NULL; i++)
    if (sqlite3_create_function_v2 (ff_sqlite_get_handle (db), function->name, ff_function_get_n_arguments (function), flags,
                                    (gpointer) function, call_cb, NULL, NULL, NULL) != SQLITE_OK)
      return ff_sqlite_fail (db, error);

  return TRUE;
}
