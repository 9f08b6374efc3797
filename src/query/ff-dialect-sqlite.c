/* SQLite's spelling of what differs between databases. It needs the functions
 * of ff_sqlite_add_functions() and of ff-function.h on the connection. */

#include "query/ff-expression-private.h"

static void
add_parameter (GString *text,
               guint    number)
{
  g_string_append_c (text, '?');
}

static void
add_fold (GString    *text,
          const char *inner)
{
  g_string_append_printf (text, "ff_lower (%s)", inner);
}

static void
add_hash (GString    *text,
          const char *inner,
          guint64     seed,
          gboolean    is_text)
{
  g_string_append_printf (text, "ff_hash (%s, %" G_GINT64_FORMAT ")", inner, (gint64) seed);
}

/* The planner takes an index only to satisfy GROUP BY, then looks up every row at random; the sign keeps it away. */
static void
add_scan (GString    *text,
          const char *inner)
{
  g_string_append_printf (text, "+%s", inner);
}

static void
add_fit (GString      *text,
         const char   *inner,
         const FfType *type)
{
  switch (type->kind)
    {
    case FF_KIND_INTEGER:
      g_string_append_printf (text, "CASE WHEN typeof (%s) = 'integer' THEN %s END", inner, inner);
      break;

    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
      g_string_append_printf (text, "CASE WHEN typeof (%s) IN ('integer', 'real') AND abs (%s) <= 1.7976931348623157e308 THEN %s END",
                              inner, inner, inner);
      break;

    case FF_KIND_FLAG:
      g_string_append_printf (text, "CASE WHEN typeof (%s) = 'integer' AND %s IN (0, 1) THEN %s END", inner, inner, inner);
      break;

    case FF_KIND_DATE:
      g_string_append_printf (text, "CASE WHEN typeof (%s) = 'text' AND date (%s, '+0 days') = %s THEN %s END", inner, inner, inner, inner);
      break;

    case FF_KIND_INSTANT:
      g_string_append_printf (text, "CASE WHEN typeof (%s) = '%s'", inner, type->form == FF_INSTANT_TEXT ? "text" : "integer");
      if (type->form == FF_INSTANT_SEC || type->form == FF_INSTANT_MSEC)
        g_string_append_printf (text, " AND %s BETWEEN %s AND %s", inner,
                                type->form == FF_INSTANT_SEC ? FF_LEAST_SEC : FF_LEAST_MSEC,
                                type->form == FF_INSTANT_SEC ? FF_GREATEST_SEC : FF_GREATEST_MSEC);
      g_string_append_printf (text, " THEN %s END", inner);
      break;

    case FF_KIND_TEXT:
    default:
      g_string_append_printf (text, "CASE WHEN typeof (%s) = 'text' THEN %s END", inner, inner);
      break;
    }
}

/* SQLite reads fractions of a second to the millisecond. */
static void
add_instant (GString    *text,
             const char *inner,
             const char *zone)
{
  if (zone != NULL)
    {
      g_string_append_printf (text, "ff_instant_iso (%s, ", inner);
      ff_sql_add_zone (text, zone);
      g_string_append_c (text, ')');
      return;
    }

  g_string_append_printf (text, "(CAST (strftime ('%%s', %s) AS INTEGER) * 1000000 + CAST (substr (strftime ('%%f', %s), 4) AS INTEGER) * 1000)",
                          inner, inner);
}

static void
add_sum (GString      *text,
         const char   *inner,
         const FfType *type)
{
  g_string_append_printf (text, "ff_sum (%s)", inner);
}

/* 1000 for three digits. */
static void
add_divisor (GString      *text,
             const FfType *type)
{
  g_string_append_c (text, '1');
  for (guint i = 0; type->kind == FF_KIND_DECIMAL && i < type->scale; i++)
    g_string_append_c (text, '0');
}

static void
add_average (GString      *text,
             const char   *inner,
             const FfType *type)
{
  g_string_append_printf (text, "ff_average (%s, ", inner);
  add_divisor (text, type);
  g_string_append_c (text, ')');
}

static void
add_deviation (GString      *text,
               const char   *inner,
               const FfType *type)
{
  g_string_append_printf (text, "ff_deviation (%s, ", inner);
  add_divisor (text, type);
  g_string_append_c (text, ')');
}

static void
add_steady (GString    *text,
            const char *inner)
{
  g_string_append_printf (text, "ff_steady (%s)", inner);
}

static void
add_like (GString    *text,
          const char *inner,
          const char *pattern)
{
  g_string_append_printf (text, "ff_like (%s, %s)", inner, pattern);
}

static void
add_matches (GString    *text,
             const char *inner,
             const char *pattern)
{
  g_string_append_printf (text, "ff_matches (%s, %s)", inner, pattern);
}

static void
add_local_date (GString    *text,
                const char *inner,
                const char *zone)
{
  g_string_append_printf (text, "ff_local_date (%s, %s)", inner, zone);
}

static void
add_month_day (GString    *text,
               const char *inner)
{
  g_string_append_printf (text, "substr (%s, 6, 5)", inner);
}

static void
add_last (GString    *text,
          const char *inner,
          glong       n)
{
  g_string_append_printf (text, "substr (%s, -%ld)", inner, n);
}

static void
add_null (GString      *text,
          const FfType *type)
{
  g_string_append (text, "NULL");
}

/* Without a declared type values stay what they are. */
static void
add_type (GString      *text,
          const FfType *type)
{
}

static void
add_key (GString        *text,
         const char     *inner,
         const FfColumn *column)
{
  g_string_append (text, inner);
}

static void
add_member (GString        *text,
            const char     *alias,
            guint           k,
            const char     *key,
            const FfColumn *column)
{
  g_string_append_printf (text, "%s = %s.k%u", key, alias, k);
}

const FfDialect ff_dialect_sqlite = {
  .id = "sqlite",
  .join = " CROSS JOIN ",
  .by_code_point = " COLLATE BINARY",
  .position = "instr",
  .white_space = "' ' || char(9, 10, 11, 12, 13)",
  .unit_separator = "char(31)",
  .wide = "",
  .real = "",
  .join_texts = "ff_text_join",
  .members = "\"" FF_TABLE_AUDIENCE_MEMBER "\"",
  .parameter = add_parameter,
  .quote_name = ff_sql_quote_name,
  .fold = add_fold,
  .hash = add_hash,
  .scan = add_scan,
  .fit = add_fit,
  .instant = add_instant,
  .last = add_last,
  .null = add_null,
  .type = add_type,
  .key = add_key,
  .key_value = add_key,
  .member = add_member,
  .sum = add_sum,
  .average = add_average,
  .deviation = add_deviation,
  .steady = add_steady,
  .like = add_like,
  .matches = add_matches,
  .local_date = add_local_date,
  .month_day = add_month_day,
  .expression = ff_expression_compile_sqlite,
};
