/* What kind a column is, from its declared type and a look at what stands in
 * it. Called by ff-store-sqlite-schema.c. */

#include "store/ff-store-sqlite-private.h"

#include <stdlib.h>
#include <string.h>

/* Rows that are looked at. */
#define SAMPLE "1000"

typedef struct
{
  gint64  n_integer;
  gint64  n_real;
  gint64  n_text;
  gint64  n_blob;
  gint64  n_short;   /* texts of ten characters: a bare date */
  gint64  greatest;  /* integer */
} Look;

static gboolean
look (FfSqlite    *db,
      const char  *table,
      const char  *column,
      Look        *out_look,
      GError     **error)
{
  g_autofree char *quoted_table = ff_sqlite_quote_name (table);
  g_autofree char *quoted_column = ff_sqlite_quote_name (column);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  sql = g_strdup_printf ("SELECT count (*) FILTER (WHERE typeof (v) = 'integer'), count (*) FILTER (WHERE typeof (v) = 'real'),"
                         " count (*) FILTER (WHERE typeof (v) = 'text'), count (*) FILTER (WHERE typeof (v) = 'blob'),"
                         " count (*) FILTER (WHERE typeof (v) = 'text' AND length (v) = 10),"
                         " max (v) FILTER (WHERE typeof (v) = 'integer')"
                         " FROM (SELECT %s AS v FROM main.%s LIMIT " SAMPLE ")", quoted_column, quoted_table);
  statement = ff_sqlite_prepare (db, sql, error);
  if (statement == NULL || !ff_sqlite_step (db, statement, &has_row, error))
    return FALSE;

  out_look->n_integer = sqlite3_column_int64 (statement, 0);
  out_look->n_real = sqlite3_column_int64 (statement, 1);
  out_look->n_text = sqlite3_column_int64 (statement, 2);
  out_look->n_blob = sqlite3_column_int64 (statement, 3);
  out_look->n_short = sqlite3_column_int64 (statement, 4);
  out_look->greatest = sqlite3_column_int64 (statement, 5);
  sqlite3_reset (statement);

  return TRUE;
}

/* Seconds, ms or µs since 1970, by their size: the bounds lie in the year 5138 of the smaller unit. */
static FfInstantForm
form_of_integers (gint64 greatest)
{
  if (greatest >= G_GINT64_CONSTANT (100000000000000))
    return FF_INSTANT_USEC;

  return greatest >= G_GINT64_CONSTANT (100000000000) ? FF_INSTANT_MSEC : FF_INSTANT_SEC;
}

static void
take_time (const Look *seen,
           gboolean    is_date,
           FfType     *type)
{
  if (seen->n_integer > seen->n_text)
    {
      type->kind = FF_KIND_INSTANT;
      type->form = form_of_integers (seen->greatest);
    }
  else if (seen->n_real > seen->n_text)
    {
      type->kind = FF_KIND_REAL;
    }
  else if (seen->n_text > 0 ? seen->n_short == seen->n_text : is_date)
    {
      type->kind = FF_KIND_DATE;
    }
  else
    {
      type->kind = FF_KIND_INSTANT;
      type->form = FF_INSTANT_TEXT;
    }
}

/* NUMERIC (10, 2) → 2; -1 when no digits after the point are promised. */
static gint
declared_scale (const char *declared)
{
  const char *comma = strchr (declared, ',');

  if (strchr (declared, '(') == NULL)
    return strstr (declared, "MONEY") != NULL ? 2 : -1;

  return comma != NULL ? CLAMP (atoi (comma + 1), 0, 18) : 0;
}

static void
take_what_is_seen (const Look *seen,
                   FfType     *type)
{
  if (seen->n_text > 0)
    type->kind = FF_KIND_TEXT;
  else if (seen->n_real > 0)
    type->kind = FF_KIND_REAL;
  else if (seen->n_integer > 0)
    type->kind = FF_KIND_INTEGER;
  else
    type->kind = FF_KIND_TEXT;
}

/**
 * ff_sqlite_guess_type:
 * @declared: the declared type in capitals, may be empty
 * @strict: the table holds its values to their declared types
 * @out_usable: %FALSE for blobs: no rule or page can show them
 *
 * Returns: %TRUE if the column was looked at
 */
gboolean
ff_sqlite_guess_type (FfSqlite    *db,
                      const char  *table,
                      const char  *column,
                      const char  *declared,
                      gboolean     strict,
                      FfType      *out_type,
                      gboolean    *out_usable,
                      GError     **error)
{
  Look seen = { 0 };

  *out_usable = TRUE;
  *out_type = (FfType) { FF_KIND_TEXT };

  if (strstr (declared, "BLOB") != NULL || strstr (declared, "BINARY") != NULL)
    {
      *out_usable = FALSE;
      return TRUE;
    }

  if (strict && g_str_equal (declared, "INTEGER"))
    {
      out_type->kind = FF_KIND_INTEGER;
      return TRUE;
    }

  if (strict && g_str_equal (declared, "REAL"))
    {
      out_type->kind = FF_KIND_REAL;
      return TRUE;
    }

  if (strstr (declared, "CHAR") != NULL || strstr (declared, "CLOB") != NULL || strstr (declared, "TEXT") != NULL)
    return TRUE;

  if (!look (db, table, column, &seen, error))
    return FALSE;

  if (strstr (declared, "DATETIME") != NULL || strstr (declared, "TIMESTAMP") != NULL)
    {
      take_time (&seen, FALSE, out_type);
    }
  else if (g_str_equal (declared, "DATE"))
    {
      take_time (&seen, TRUE, out_type);
    }
  else if (strstr (declared, "BOOL") != NULL || g_str_equal (declared, "BIT"))
    {
      out_type->kind = FF_KIND_FLAG;
    }
  else if (strstr (declared, "INT") != NULL)
    {
      out_type->kind = FF_KIND_INTEGER;
    }
  else if (strstr (declared, "REAL") != NULL || strstr (declared, "FLOA") != NULL || strstr (declared, "DOUB") != NULL)
    {
      out_type->kind = FF_KIND_REAL;
    }
  else if (strstr (declared, "NUMERIC") != NULL || strstr (declared, "DECIMAL") != NULL || strstr (declared, "MONEY") != NULL)
    {
      gint scale = declared_scale (declared);

      out_type->kind = scale > 0 ? FF_KIND_DECIMAL : scale == 0 ? FF_KIND_INTEGER : FF_KIND_REAL;
      out_type->scale = scale > 0 ? (guint) scale : 0;
    }
  else
    {
      take_what_is_seen (&seen, out_type);
      *out_usable = seen.n_blob == 0 || seen.n_text + seen.n_integer + seen.n_real > 0;
    }

  return TRUE;
}
