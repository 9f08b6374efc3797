/* SQL functions that SQLite lacks and that mean the same on every backend.
 * Pure, so they may stand in indexes and be moved by the planner. */

#include "db/ff-sqlite-private.h"

#include "base/ff-fold.h"
#include "base/ff-hash.h"

static void
hash_cb (sqlite3_context  *context,
         int               n_values,
         sqlite3_value   **values)
{
  const guint64 seed = (guint64) sqlite3_value_int64 (values[1]);
  const char *text;

  switch (sqlite3_value_type (values[0]))
    {
    case SQLITE_NULL:
      break;
    case SQLITE_INTEGER:
      sqlite3_result_int64 (context, (gint64) ff_hash_integer (sqlite3_value_int64 (values[0]), seed));
      break;
    case SQLITE_TEXT:
      /* The text before its length: asking converts it to UTF-8. */
      text = (const char *) sqlite3_value_text (values[0]);
      sqlite3_result_int64 (context, (gint64) ff_hash_text (text, sqlite3_value_bytes (values[0]), seed));
      break;
    default:
      sqlite3_result_error (context, "ff_hash() takes an integer or a text as its key", -1);
    }
}

static void
lower_cb (sqlite3_context  *context,
          int               n_values,
          sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const int length = sqlite3_value_bytes (values[0]);

  /* What is no text is NULL for rules. */
  if (text != NULL && g_utf8_validate_len (text, (gsize) length, NULL))
    sqlite3_result_text (context, ff_fold_lower (text, length), -1, g_free);
}

/* The zone of a constant argument is looked up once for a statement. */
static GTimeZone *
get_zone (sqlite3_context *context,
          int              place,
          sqlite3_value   *value)
{
  GTimeZone *zone = sqlite3_get_auxdata (context, place);

  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier ((const char *) sqlite3_value_text (value));
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      sqlite3_set_auxdata (context, place, zone, (void (*) (void *)) g_time_zone_unref);
      /* It may have been let go at once. */
      zone = sqlite3_get_auxdata (context, place);
    }

  return zone;
}

static void
local_date_cb (sqlite3_context  *context,
               int               n_values,
               sqlite3_value   **values)
{
  GTimeZone *zone = get_zone (context, 1, values[1]);
  gint64 usec = sqlite3_value_int64 (values[0]);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (zone == NULL || sqlite3_value_type (values[0]) != SQLITE_INTEGER)
    return;

  /* Whole seconds, downwards. */
  utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC - (usec % G_USEC_PER_SEC < 0 ? 1 : 0));
  local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  if (local != NULL)
    sqlite3_result_text (context, g_date_time_format (local, "%Y-%m-%d"), -1, g_free);
}

/**
 * ff_sqlite_add_functions:
 * @self: a connection
 * @error: return location for a #FfDbError
 *
 * Registers ff_hash (key, seed), the keyed hash of an integer or text as a
 * signed integer, ff_lower (text), the fold of *ignore case*, and
 * ff_local_date (µs, zone), the day of an instant in a zone; NULL gives
 * NULL, and so does a text that is not UTF-8 when folded.
 *
 * Returns: %TRUE if they can be used
 */
gboolean
ff_sqlite_add_functions (FfSqlite  *self,
                         GError   **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  g_return_val_if_fail (self != NULL, FALSE);

  if (sqlite3_create_function_v2 (self->handle, "ff_hash", 2, flags, NULL, hash_cb, NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_create_function_v2 (self->handle, "ff_lower", 1, flags, NULL, lower_cb, NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_create_function_v2 (self->handle, "ff_local_date", 2, flags, NULL, local_date_cb, NULL, NULL, NULL) != SQLITE_OK)
    return ff_sqlite_fail (self, error);

  return TRUE;
}
