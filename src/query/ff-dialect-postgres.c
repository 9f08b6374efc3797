/* PostgreSQL's spelling of what differs between databases. The session must
 * speak ISO dates in UTC (store/ff-store-postgres.c sees to it). */

#include "query/ff-expression-private.h"

#include <string.h>

/* A name may have so many bytes; what is longer would be cut, and two names become one. */
#define MAX_NAME 63
#define KEPT 44

#define C_COLLATION " COLLATE \"C\""

/* The days that there are, so that a cast cannot fail: SQL has no cast that gives NULL. */
#define DAY "(\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])|\\d{4}-(0[13-9]|1[0-2])-(29|30)|\\d{4}-(0[13578]|1[02])-31" \
            "|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
#define TIME "([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?)?\\s*(Z|z|[+-](0\\d|1[0-4]):[0-5]\\d)?"

static void
add_parameter (GString *text,
               guint    number)
{
  g_string_append_printf (text, "$%u", number);
}

/* Every table has these columns, so none of ours may be called so. */
static gboolean
is_taken (const char *name)
{
  static const char *const names[] = { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", NULL };

  return g_strv_contains (names, name);
}

static void
add_name (GString    *text,
          const char *name)
{
  g_autofree char *hash = NULL;
  g_autofree char *unique = NULL;
  const char *end = name + KEPT;

  if (strlen (name) <= MAX_NAME && !is_taken (name))
    {
      ff_sql_quote_name (text, name);
      return;
    }

  if (strlen (name) < KEPT)
    end = name + strlen (name);
  while (end > name && (*end & 0xc0) == 0x80)
    end--;

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  unique = g_strdup_printf ("%.*s~%.16s", (int) (end - name), name, hash);
  ff_sql_quote_name (text, unique);
}

static void
add_fold (GString    *text,
          const char *inner)
{
  g_string_append_printf (text, "replace (lower (%s COLLATE \"und-x-icu\"), 'ς', 'σ')" C_COLLATION, inner);
}

static void
add_hash (GString    *text,
          const char *inner,
          guint64     seed,
          gboolean    is_text)
{
  if (is_text)
    g_string_append_printf (text, "hashtextextended (%s" C_COLLATION ", '%" G_GINT64_FORMAT "')", inner, (gint64) seed);
  else
    g_string_append_printf (text, "hashint8extended (CAST (%s AS BIGINT), '%" G_GINT64_FORMAT "')", inner, (gint64) seed);
}

static void
add_plain (GString    *text,
           const char *inner)
{
  g_string_append (text, inner);
}

/* A column of a plain type that a person says is of another kind. */
static void
add_fit (GString      *text,
         const char   *inner,
         const FfType *type)
{
  switch (type->kind)
    {
    case FF_KIND_FLAG:
      g_string_append_printf (text, "CASE WHEN %s IN (0, 1) THEN %s END", inner, inner);
      break;

    case FF_KIND_DATE:
      g_string_append_printf (text, "CASE WHEN %s ~ '^" DAY "$' THEN %s" C_COLLATION " END", inner, inner);
      break;

    case FF_KIND_INSTANT:
      if (type->form == FF_INSTANT_TEXT)
        g_string_append_printf (text, "CASE WHEN %s ~ '^" DAY TIME "$' THEN %s END", inner, inner);
      else if (type->form == FF_INSTANT_SEC)
        g_string_append_printf (text, "CASE WHEN %s BETWEEN " FF_LEAST_SEC " AND " FF_GREATEST_SEC " THEN CAST (%s AS BIGINT) END", inner, inner);
      else if (type->form == FF_INSTANT_MSEC)
        g_string_append_printf (text, "CASE WHEN %s BETWEEN " FF_LEAST_MSEC " AND " FF_GREATEST_MSEC " THEN CAST (%s AS BIGINT) END", inner, inner);
      else
        g_string_append (text, inner);
      break;

    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
    case FF_KIND_TEXT:
    default:
      g_string_append (text, inner);
      break;
    }
}

/* A wall-clock time t in a zone → its instant. Where the clock shows it twice, the first (the zone's distance of a day
 * before); where it never does, the first minute at which it shows more. */
static void
add_local (GString    *text,
           const char *zone_name)
{
  g_autoptr (GString) zone = g_string_new (NULL);
  const char *z;

  ff_sql_add_zone (zone, zone_name);
  z = zone->str;
  g_string_append_printf (text,
                          "CASE WHEN ((t - INTERVAL '1 day') AT TIME ZONE %s + INTERVAL '24 hours') AT TIME ZONE %s = t"
                          " THEN (t - INTERVAL '1 day') AT TIME ZONE %s + INTERVAL '24 hours'"
                          " WHEN (t AT TIME ZONE %s) AT TIME ZONE %s = t THEN t AT TIME ZONE %s"
                          " ELSE (SELECT min (u) FROM generate_series (date_trunc ('minute', t AT TIME ZONE %s) - INTERVAL '25 hours',"
                          " t AT TIME ZONE %s, INTERVAL '1 minute') AS g (u) WHERE u AT TIME ZONE %s >= t) END", z, z, z, z, z, z, z, z, z);
}

static void
add_instant (GString    *text,
             const char *inner,
             const char *zone)
{
  if (zone == NULL)
    {
      g_string_append_printf (text, "CAST (EXTRACT (EPOCH FROM CAST (%s AS TIMESTAMPTZ)) * 1000000 AS BIGINT)", inner);
      return;
    }

  g_string_append (text, "(SELECT CAST (EXTRACT (EPOCH FROM CASE WHEN v ~ '[Zz]$|[+-][0-9]{2}:[0-9]{2}$' THEN CAST (v AS TIMESTAMPTZ) ELSE ");
  add_local (text, zone);
  g_string_append_printf (text, " END) * 1000000 AS BIGINT) FROM (SELECT %s AS v) AS x CROSS JOIN LATERAL"
                          " (SELECT CASE WHEN v !~ '[Zz]$|[+-][0-9]{2}:[0-9]{2}$' THEN CAST (v AS TIMESTAMP) END AS t) AS y)", inner);
}

/* The greatest number whose scaled form has 64 bits: 92233720368547758.07 for two digits. */
static void
add_greatest (GString *text,
              guint    scale)
{
  g_autofree char *greatest = ff_decimal_to_text (G_MAXINT64, scale);

  g_string_append (text, greatest);
}

/* NaN is greater than every number, so one range keeps out all that does not fit. */
static void
add_exact (GString      *text,
           const char   *inner,
           const FfType *type)
{
  guint scale = type->kind == FF_KIND_DECIMAL ? type->scale : 0;

  g_string_append_printf (text, "CASE WHEN CAST (%s AS NUMERIC) BETWEEN -", inner);
  add_greatest (text, scale);
  g_string_append (text, " AND ");
  add_greatest (text, scale);
  if (type->loose)
    g_string_append_printf (text, " AND CAST (%s AS NUMERIC) = trunc (CAST (%s AS NUMERIC), %u)", inner, inner, scale);
  g_string_append_printf (text, " THEN CAST (CAST (%s AS NUMERIC)", inner);
  if (scale > 0)
    {
      g_string_append (text, " * 1");
      for (guint i = 0; i < scale; i++)
        g_string_append_c (text, '0');
    }
  g_string_append (text, " AS BIGINT) END");
}

static void
add_own (GString      *text,
         const char   *inner,
         const FfType *type)
{
  switch (type->kind)
    {
    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
      add_exact (text, inner, type);
      break;

    case FF_KIND_REAL:
      g_string_append_printf (text, "CASE WHEN %s > '-Infinity' AND %s < 'Infinity' THEN CAST (%s AS DOUBLE PRECISION) END", inner, inner, inner);
      break;

    case FF_KIND_FLAG:
      g_string_append_printf (text, "CAST (%s AS INTEGER)", inner);
      break;

    case FF_KIND_DATE:
      g_string_append_printf (text, "CASE WHEN %s BETWEEN '0001-01-01' AND '9999-12-31' THEN CAST (%s AS TEXT)" C_COLLATION " END", inner, inner);
      break;

    case FF_KIND_INSTANT:
      if (type->form == FF_INSTANT_LOCAL && type->zone != NULL)
        {
          g_string_append_printf (text, "CASE WHEN isfinite (%s) THEN (SELECT CAST (EXTRACT (EPOCH FROM ", inner);
          add_local (text, type->zone);
          g_string_append_printf (text, ") * 1000000 AS BIGINT) FROM (SELECT %s AS t) AS x) END", inner);
          break;
        }
      g_string_append_printf (text, "CASE WHEN isfinite (%s) THEN CAST (EXTRACT (EPOCH FROM %s) * 1000000 AS BIGINT) END", inner, inner);
      break;

    case FF_KIND_TEXT:
    default:
      g_string_append_printf (text, type->loose ? "CAST (%s AS TEXT)" C_COLLATION : "%s" C_COLLATION, inner);
      break;
    }
}

/* Reals are added as decimals of 15 digits: their own sum would depend on its order. */
static void
add_sum (GString      *text,
         const char   *inner,
         const FfType *type)
{
  if (type->kind == FF_KIND_REAL)
    g_string_append_printf (text, "CAST (SUM (CAST (%s AS NUMERIC)) AS DOUBLE PRECISION)", inner);
  else
    g_string_append_printf (text, "CAST (SUM (%s) AS BIGINT)", inner);
}

/* " / 1000" for three digits. */
static void
add_division (GString      *text,
              const FfType *type)
{
  if (type->kind != FF_KIND_DECIMAL || type->scale == 0)
    return;

  g_string_append (text, " / 1");
  for (guint i = 0; i < type->scale; i++)
    g_string_append_c (text, '0');
}

/* One division, as elsewhere, so that the last digit agrees. */
static void
add_average (GString      *text,
             const char   *inner,
             const FfType *type)
{
  guint scale = type->kind == FF_KIND_DECIMAL ? type->scale : 0;

  g_string_append_printf (text, "(CAST (SUM (CAST (%s AS NUMERIC)) AS DOUBLE PRECISION) / (CAST (NULLIF (COUNT (%s), 0) AS DOUBLE PRECISION) * 1e%u))",
                          inner, inner, scale);
}

static void
add_deviation (GString      *text,
               const char   *inner,
               const FfType *type)
{
  g_string_append_printf (text, "(CAST (STDDEV_SAMP (CAST (%s AS NUMERIC)) AS DOUBLE PRECISION)", inner);
  add_division (text, type);
  g_string_append_c (text, ')');
}

static void
add_steady (GString    *text,
            const char *inner)
{
  g_string_append_printf (text, "CAST (to_char (%s, '9.99999999999EEEE') AS DOUBLE PRECISION)", inner);
}

static void
add_like (GString    *text,
          const char *inner,
          const char *pattern)
{
  g_string_append_printf (text, "(%s LIKE %s)", inner, pattern);
}

static void
add_matches (GString    *text,
             const char *inner,
             const char *pattern)
{
  g_string_append_printf (text, "(%s ~ %s)", inner, pattern);
}

static void
add_local_date (GString    *text,
                const char *inner,
                const char *zone)
{
  g_string_append_printf (text, "to_char ((TIMESTAMPTZ '1970-01-01 00:00:00+00' + %s * INTERVAL '1 microsecond') AT TIME ZONE %s, 'YYYY-MM-DD')" C_COLLATION,
                          inner, zone);
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
  g_string_append_printf (text, "right (%s, %ld)", inner, n);
}

static const char *
type_of (const FfType *type)
{
  switch (type->kind)
    {
    case FF_KIND_REAL:
      return "double precision";

    case FF_KIND_TEXT:
    case FF_KIND_DATE:
      return "text";

    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
    case FF_KIND_FLAG:
    case FF_KIND_INSTANT:
    default:
      return "bigint";
    }
}

static const char *
collation_of (const FfType *type)
{
  return type->kind == FF_KIND_TEXT || type->kind == FF_KIND_DATE ? C_COLLATION : "";
}

static void
add_null (GString      *text,
          const FfType *type)
{
  g_string_append_printf (text, "CAST (NULL AS %s)%s", type_of (type), collation_of (type));
}

static void
add_type (GString      *text,
          const FfType *type)
{
  g_string_append_printf (text, " %s%s", type_of (type), collation_of (type));
}

static void
add_key (GString        *text,
         const char     *inner,
         const FfColumn *column)
{
  if (column->type.kind != FF_KIND_TEXT)
    g_string_append (text, inner);
  else
    g_string_append_printf (text, column->type.loose ? "CAST (%s AS TEXT)" C_COLLATION : "%s" C_COLLATION, inner);
}

static void
add_key_value (GString        *text,
               const char     *inner,
               const FfColumn *column)
{
  if (column->type.kind == FF_KIND_TEXT)
    g_string_append_printf (text, "CAST (%s AS TEXT)" C_COLLATION, inner);
  else
    g_string_append_printf (text, "CAST (%s AS %s)", inner, column->sql_type != NULL ? column->sql_type : type_of (&column->type));
}

/* Members are kept as text, and as numbers where they are: an index on the key serves both. */
static void
add_member (GString        *text,
            const char     *alias,
            guint           k,
            const char     *key,
            const FfColumn *column)
{
  if (column->type.kind == FF_KIND_INTEGER && !column->type.own)
    g_string_append_printf (text, "%s = %s.n%u", key, alias, k);
  else if (column->type.kind == FF_KIND_TEXT && !column->type.loose)
    g_string_append_printf (text, "%s = %s.k%u", key, alias, k);
  else
    g_string_append_printf (text, "CAST (%s AS TEXT) = %s.k%u", key, alias, k);
}

const FfDialect ff_dialect_postgres = {
  .id = "postgresql",
  .prints_patterns = TRUE,
  .is_typed = TRUE,
  .prefers_exists = TRUE,
  .has_distinct_on = TRUE,
  .join = " JOIN ",
  .by_code_point = C_COLLATION,
  .position = "strpos",
  .white_space = "E' \\t\\n\\x0b\\f\\r'",
  .unit_separator = "chr (31)",
  .wide = "::numeric",
  .real = "::double precision",
  .join_texts = "string_agg",
  .members = "\"fanfare\".\"" FF_TABLE_AUDIENCE_MEMBER "\"",
  .parameter = add_parameter,
  .quote_name = add_name,
  .fold = add_fold,
  .hash = add_hash,
  .scan = add_plain,
  .fit = add_fit,
  .instant = add_instant,
  .own = add_own,
  .last = add_last,
  .null = add_null,
  .type = add_type,
  .key = add_key,
  .key_value = add_key_value,
  .member = add_member,
  .sum = add_sum,
  .average = add_average,
  .deviation = add_deviation,
  .steady = add_steady,
  .like = add_like,
  .matches = add_matches,
  .local_date = add_local_date,
  .month_day = add_month_day,
  .expression = ff_expression_compile_postgres,
};
