/* SQL functions that SQLite lacks and that mean the same on every backend.
 * Pure, so they may stand in indexes and be moved by the planner. */

#include "db/ff-sqlite-private.h"

#include "base/ff-fold.h"
#include "base/ff-hash.h"
#include "base/ff-pattern.h"
#include "base/ff-zone.h"

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
  g_autoptr (GDateTime) local = NULL;
  gint64 second;

  if (zone == NULL || sqlite3_value_type (values[0]) != SQLITE_INTEGER)
    return;

  /* Whole seconds, downwards. */
  second = usec / G_USEC_PER_SEC - (usec % G_USEC_PER_SEC < 0 ? 1 : 0);
  local = g_date_time_new_from_unix_utc (second + ff_zone_get_offset (zone, second));
  /* %Y alone gives the year 1 one digit. */
  if (local != NULL)
    sqlite3_result_text (context, g_date_time_format (local, "%C%y-%m-%d"), -1, g_free);
}

/* To twelve digits: what two ways of computing agree on. */
static void
steady_cb (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (sqlite3_value_type (values[0]) != SQLITE_NULL)
    sqlite3_result_double (context, g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, "%.12g", sqlite3_value_double (values[0])), NULL));
}

/* A pattern that is no constant argument is read again for every row. */
static FfPattern *
get_pattern (sqlite3_context *context,
             sqlite3_value   *value,
             gboolean         is_like)
{
  FfPattern *pattern = sqlite3_get_auxdata (context, 1);
  const char *text = (const char *) sqlite3_value_text (value);

  if (pattern != NULL || text == NULL)
    return pattern;

  pattern = is_like ? ff_pattern_new_like (text, NULL) : ff_pattern_new (text, NULL);
  if (pattern == NULL)
    return NULL;

  sqlite3_set_auxdata (context, 1, pattern, (void (*) (void *)) ff_pattern_free);
  /* It may have been let go at once. */
  return sqlite3_get_auxdata (context, 1);
}

static void
matches_cb (sqlite3_context  *context,
            int               n_values,
            sqlite3_value   **values)
{
  gboolean is_like = sqlite3_user_data (context) != NULL;
  const char *text = (const char *) sqlite3_value_text (values[0]);
  const int length = sqlite3_value_bytes (values[0]);
  FfPattern *pattern;

  if (text == NULL || !g_utf8_validate_len (text, (gsize) length, NULL))
    return;

  pattern = get_pattern (context, values[1], is_like);
  if (pattern == NULL)
    sqlite3_result_error (context, is_like ? "ff_like() takes a like" : "ff_matches() takes a pattern", -1);
  else
    sqlite3_result_int (context, ff_pattern_matches (pattern, text, (gsize) length));
}

/**
 * ff_sqlite_add_functions:
 * @self: a connection
 * @error: return location for a #FfDbError
 *
 * Registers ff_hash (key, seed), the keyed hash of an integer or text as a
 * signed integer, ff_lower (text), the fold of *ignore case*,
 * ff_local_date (µs, zone), the day of an instant in a zone, ff_steady
 * (number), a real of twelve digits, and ff_matches
 * and ff_like (text, pattern), which are 0 or 1; NULL gives NULL, and so does
 * a text that is not UTF-8 when folded or matched.
 *
 * Returns: %TRUE if they can be used
 */
gboolean
ff_sqlite_add_functions (FfSqlite  *self,
                         GError   **error)
{
  static const struct
  {
    const char *name;
    int         n_arguments;
    gboolean    is_like;
    void      (*callback) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "ff_hash", 2, FALSE, hash_cb },
    { "ff_lower", 1, FALSE, lower_cb },
    { "ff_local_date", 2, FALSE, local_date_cb },
    { "ff_steady", 1, FALSE, steady_cb },
    { "ff_matches", 2, FALSE, matches_cb },
    { "ff_like", 2, TRUE, matches_cb },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (sqlite3_create_function_v2 (self->handle, functions[i].name, functions[i].n_arguments, flags,
                                    functions[i].is_like ? self : NULL, functions[i].callback, NULL, NULL, NULL) != SQLITE_OK)
      return ff_sqlite_fail (self, error);

  return ff_sqlite_add_aggregates (self, error);
}
