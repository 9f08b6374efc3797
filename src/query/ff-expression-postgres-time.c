/* Dates and instants of expressions → PostgreSQL. Its own arithmetic of
 * calendars, guarded where it would fail, and our rule for wall clocks that
 * show a time twice or never. Called by ff-expression-postgres.c. */

#include "query/ff-expression-private.h"

#include <string.h>

#include "query/ff-function-private.h"

/* The first and last µs of the years 1 to 9999. */
#define FIRST_USEC "-62135596800000000"
#define LAST_USEC  "253402300799999999"
#define FIRST_DAY  "-719162"
#define LAST_DAY   "2932896"

/* Of what a CASE lets through anyway: it is no guard against what the planner computes beforehand. */
#define COUNT(n) "CAST (LEAST (GREATEST (" n ", -4000000), 4000000) AS INTEGER)"

#define EPOCH "TIMESTAMP '1970-01-01'"
#define USEC(timestamp) "CAST (extract (EPOCH FROM " timestamp ") * 1000000 AS BIGINT)"
#define IN_ZONE(utc) "((" utc ") AT TIME ZONE 'UTC' AT TIME ZONE %2$s)"

/* What a text of ours stands for in another. */
static char * G_GNUC_PRINTF (1, 2)
say (const char *format,
     ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return text;
}

/* The wall clock of an instant, a timestamp of the years 1 to 9999. */
static char *
say_local (const char *usec,
           const char *zone)
{
  return say ("(SELECT CASE WHEN l >= TIMESTAMP '0001-01-01' AND l < TIMESTAMP '10000-01-01' THEN l END FROM (SELECT CASE WHEN %1$s BETWEEN " FIRST_USEC " AND " LAST_USEC
              " THEN " IN_ZONE (EPOCH " + make_interval (days => CAST (%1$s / 86400000000 AS INTEGER)) + (%1$s %% 86400000000) * INTERVAL '1 microsecond'")
              " END AS l OFFSET 0) AS q)", usec, zone);
}

/* The instant of a wall clock: its first showing; the end of the gap where it shows none. */
static char *
say_from_local (const char *local,
                const char *zone)
{
  return say ("(SELECT CASE WHEN u BETWEEN " FIRST_USEC " AND " LAST_USEC " THEN u END FROM (SELECT CASE WHEN " IN_ZONE ("e") " = l THEN " USEC ("e")
              " WHEN " IN_ZONE ("f") " = l THEN " USEC ("f")
              " ELSE (SELECT " USEC ("min (s)") " FROM generate_series (date_trunc ('second', e), f + INTERVAL '1 second', INTERVAL '1 second') AS g (s) WHERE " IN_ZONE ("s") " >= l) END AS u"
              " FROM (SELECT l, l - GREATEST (b, a) AS e, l - LEAST (b, a) AS f"
              " FROM (SELECT l, " IN_ZONE ("l - INTERVAL '1 day'") " - (l - INTERVAL '1 day') AS b, " IN_ZONE ("l + INTERVAL '1 day'") " - (l + INTERVAL '1 day') AS a"
              " FROM (SELECT %1$s AS l OFFSET 0) AS q1 OFFSET 0) AS q2 OFFSET 0) AS q3 OFFSET 0) AS q4)", local, zone);
}

static FfUnit
get_unit (const FfExpression *self,
          guint               index)
{
  FfUnit unit = FF_UNIT_DAY;

  ff_unit_from_id (((FfExpression *) g_ptr_array_index (self->arguments, index))->value.text, &unit);

  return unit;
}

/* How many months, or else days, a unit has. */
static gint
count_in_unit (FfUnit unit)
{
  switch (unit)
    {
    case FF_UNIT_WEEK:
      return 7;
    case FF_UNIT_QUARTER:
      return 3;
    case FF_UNIT_YEAR:
      return 12;
    default:
      return 1;
    }
}

/* A timestamp so many units on, or NULL where it would leave the years 1 to 9999. */
static char *
say_sum (const char *timestamp,
         const char *amount,
         FfUnit      unit)
{
  const gint n = count_in_unit (unit);

  if (unit >= FF_UNIT_MONTH)
    return say ("(SELECT CASE WHEN extract (YEAR FROM l) * 12 + extract (MONTH FROM l) - 1 + n BETWEEN 12 AND 119999 THEN l + make_interval (months => " COUNT ("n") ") END"
                " FROM (SELECT %s AS l, CAST (%s AS NUMERIC) * %d AS n OFFSET 0) AS q)", timestamp, amount, n);

  return say ("(SELECT CASE WHEN CAST (l AS DATE) - DATE '1970-01-01' + n BETWEEN " FIRST_DAY " AND " LAST_DAY " THEN l + make_interval (days => " COUNT ("n") ") END"
              " FROM (SELECT %s AS l, CAST (%s AS NUMERIC) * %d AS n OFFSET 0) AS q)", timestamp, amount, n);
}

/* Whole units from one timestamp to another, towards zero. */
static char *
say_difference (const char *from,
                const char *to,
                FfUnit      unit)
{
  const char *count = "extract (DAY FROM t - f)";

  if (unit >= FF_UNIT_MONTH)
    count = "(SELECT n - CASE WHEN f + make_interval (months => n) > t THEN 1 ELSE 0 END"
            " FROM (SELECT CAST ((extract (YEAR FROM t) - extract (YEAR FROM f)) * 12 + extract (MONTH FROM t) - extract (MONTH FROM f) AS INTEGER) AS n OFFSET 0) AS m)";

  return say ("(SELECT s * (CAST (%s AS BIGINT) / %d) FROM (SELECT CASE WHEN x <= y THEN 1 WHEN x > y THEN -1 END AS s, LEAST (x, y) AS f, GREATEST (x, y) AS t"
              " FROM (SELECT %s AS x, %s AS y OFFSET 0) AS q1 OFFSET 0) AS q2)", count, count_in_unit (unit), from, to);
}

/* A timestamp cut to a day or a longer unit. */
static char *
say_cut (const char *timestamp,
         FfUnit      unit,
         gint64      week_start)
{
  if (unit == FF_UNIT_WEEK)
    return say ("(date_trunc ('week', %s - INTERVAL '%d days') + INTERVAL '%d days')", timestamp, (gint) week_start, (gint) week_start);

  return say ("date_trunc ('%s', %s)", ff_unit_get_id (unit), timestamp);
}

/* A timestamp as the text of its day, or NULL before the year 1. */
static char *
say_day (const char *timestamp)
{
  return say ("(SELECT CASE WHEN l >= TIMESTAMP '0001-01-01' THEN to_char (l, 'YYYY-MM-DD') END FROM (SELECT %s AS l OFFSET 0) AS q)", timestamp);
}

static const char *
get_part (const FfExpression *self)
{
  const char *part = ((FfExpression *) g_ptr_array_index (self->arguments, 1))->value.text;

  return strcmp (part, "weekday") == 0 ? "isodow" : part;
}

static char *
say_instant_add (const FfExpression *self,
                 char              **said,
                 const char         *local)
{
  const FfUnit unit = get_unit (self, 2);
  g_autofree char *sum = NULL;

  if (unit >= FF_UNIT_DAY)
    {
      sum = say_sum (local, said[1], unit);
      return say_from_local (sum, said[3]);
    }

  return say ("(SELECT CASE WHEN u BETWEEN " FIRST_USEC " AND " LAST_USEC " THEN CAST (u AS BIGINT) END FROM (SELECT CASE WHEN %1$s BETWEEN " FIRST_USEC " AND " LAST_USEC
              " THEN CAST (%1$s AS NUMERIC) + CAST (%2$s AS NUMERIC) * %3$s END AS u OFFSET 0) AS q)", said[0], said[1], unit == FF_UNIT_HOUR ? "3600000000" : "60000000");
}

static char *
say_instant_difference (const FfExpression *self,
                        char              **said,
                        const char         *local)
{
  const FfUnit unit = get_unit (self, 2);
  g_autofree char *other = say_local (said[1], said[3]);

  if (unit >= FF_UNIT_DAY)
    return say_difference (local, other, unit);

  return say ("(CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN (%s - %s) / %s END)", local, other, said[1], said[0],
              unit == FF_UNIT_HOUR ? "3600000000" : "60000000");
}

static char *
say_instant_truncate (const FfExpression *self,
                      char              **said,
                      const char         *local)
{
  const FfUnit unit = get_unit (self, 1);
  g_autofree char *cut = NULL;

  if (unit >= FF_UNIT_DAY)
    {
      cut = say_cut (local, unit, ((FfExpression *) g_ptr_array_index (self->arguments, 3))->value.integer);
      return say_from_local (cut, said[2]);
    }

  return say ("(SELECT CASE WHEN u >= " FIRST_USEC " THEN u END FROM (SELECT %s - " USEC ("l - date_trunc ('%s', l)") " AS u FROM (SELECT %s AS l OFFSET 0) AS q1 OFFSET 0) AS q2)",
              said[0], ff_unit_get_id (unit), local);
}

/* The month has the day: so much of what was read is checked before a date is made of it. */
#define DAY_EXISTS "y BETWEEN 1 AND 9999 AND mo BETWEEN 1 AND 12 AND d BETWEEN 1 AND CASE WHEN mo IN (4, 6, 9, 11) THEN 30 WHEN mo <> 2 THEN 31 " \
                   "WHEN y %% 4 = 0 AND (y %% 100 <> 0 OR y %% 400 = 0) THEN 29 ELSE 28 END"

/* y, mo, d, h, mi and s of what the pattern finds; the regular expression is bound in its place. */
static char *
say_fields (const char *pattern,
            const char *text,
            const char *expression)
{
  static const char *const names[] = { "y", "mo", "d", "h", "mi", "s" };
  guint places[FF_TIME_PATTERN_N_FIELDS] = { 0 };
  g_autoptr (GString) fields = g_string_new (NULL);
  guint n = 0;

  while (*pattern != '\0')
    {
      const FfTimePatternPart part = ff_time_pattern_next (&pattern);

      if (part != FF_TIME_PATTERN_LITERAL)
        places[ff_time_pattern_get_field (part)] = ++n;
    }

  for (guint i = 0; i < FF_TIME_PATTERN_N_FIELDS; i++)
    if (places[i] > 0)
      g_string_append_printf (fields, "%sCAST (m[%u] AS INTEGER) AS %s", i > 0 ? ", " : "", places[i], names[i]);
    else
      g_string_append_printf (fields, "%s0 AS %s", i > 0 ? ", " : "", names[i]);

  return say ("(SELECT %s FROM (SELECT regexp_match (%s, %s) AS m OFFSET 0) AS r1 OFFSET 0) AS r2", fields->str, text, expression);
}

static char *
say_read (const FfExpression *self,
          char              **said)
{
  const char *pattern = ((FfExpression *) g_ptr_array_index (self->arguments, 1))->value.text;
  g_autofree char *fields = say_fields (pattern, said[0], said[1]);
  g_autofree char *local = NULL;

  if (self->call == FF_CALL_DATE_READ)
    return say ("(SELECT CASE WHEN " DAY_EXISTS " THEN to_char (make_date (y, mo, d), 'YYYY-MM-DD') END FROM %s)", fields);

  local = say ("(SELECT CASE WHEN h <= 23 AND mi <= 59 AND s <= 59 AND " DAY_EXISTS " THEN make_timestamp (y, mo, d, h, mi, s) END FROM %s)", fields);

  return say_from_local (local, said[2]);
}

/* As ISO writes it: a day, then perhaps a time, then perhaps the distance from UTC. */
static char *
say_iso (char **said)
{
  g_autofree char *zoned = say_from_local ("l", said[1]);

  return say ("(SELECT CASE WHEN o IS NULL THEN %s WHEN " USEC ("l - o") " BETWEEN " FIRST_USEC " AND " LAST_USEC " THEN " USEC ("l - o") " END"
              " FROM (SELECT CASE WHEN h <= 23 AND mi <= 59 AND s <= 59 AND oh <= 15 AND om <= 59 AND " DAY_EXISTS
              " THEN make_timestamp (y, mo, d, h, mi, s) + us * INTERVAL '1 microsecond' END AS l,"
              " CASE WHEN z IS NULL THEN NULL WHEN z LIKE '-%%' THEN -make_interval (hours => oh, mins => om) ELSE make_interval (hours => oh, mins => om) END AS o"
              " FROM (SELECT CAST (m[1] AS INTEGER) AS y, CAST (m[2] AS INTEGER) AS mo, CAST (m[3] AS INTEGER) AS d,"
              " coalesce (CAST (m[4] AS INTEGER), 0) AS h, coalesce (CAST (m[5] AS INTEGER), 0) AS mi, coalesce (CAST (m[6] AS INTEGER), 0) AS s,"
              " CAST (rpad (left (coalesce (m[7], '0'), 6), 6, '0') AS INTEGER) AS us, m[8] AS z,"
              " coalesce (CAST (m[9] AS INTEGER), 0) AS oh, coalesce (CAST (m[10] AS INTEGER), 0) AS om"
              " FROM (SELECT regexp_match (%s, '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?"
              "(Z|z|[+-]([0-9]{2})(?::?([0-9]{2}))?)?)?$') AS m OFFSET 0) AS r1 OFFSET 0) AS r2 OFFSET 0) AS r3)", zoned, said[0]);
}

/**
 * ff_expression_dup_postgres_time:
 * @said: its arguments, each of which may be said several times
 *
 * Returns: (nullable) (transfer full): SQL, or %NULL for a call that is not of dates
 */
char *
ff_expression_dup_postgres_time (const FfExpression *self,
                                 char              **said)
{
  g_autofree char *local = NULL;
  g_autofree char *date = say ("CAST (%s AS TIMESTAMP)", said[0]);
  g_autofree char *inner = NULL;

  switch (self->call)
    {
    case FF_CALL_DATE_ADD:
      inner = say_sum (date, said[1], get_unit (self, 2));
      return say_day (inner);

    case FF_CALL_DATE_DIFFERENCE:
      inner = say ("CAST (%s AS TIMESTAMP)", said[1]);
      return say_difference (date, inner, get_unit (self, 2));

    case FF_CALL_DATE_FORMAT:
      return say ("to_char (%s, %s)", date, said[1]);

    case FF_CALL_DATE_PART:
      return say ("CAST (extract (%s FROM %s) AS BIGINT)", get_part (self), date);

    case FF_CALL_DATE_TRUNCATE:
      inner = say_cut (date, get_unit (self, 1), ((FfExpression *) g_ptr_array_index (self->arguments, 2))->value.integer);
      return say_day (inner);

    case FF_CALL_DAY:
      local = say_local (said[0], said[1]);
      return say ("to_char (%s, 'YYYY-MM-DD')", local);

    case FF_CALL_DAY_START:
      return say_from_local (date, said[1]);

    case FF_CALL_INSTANT_ADD:
      local = say_local (said[0], said[3]);
      return say_instant_add (self, said, local);

    case FF_CALL_INSTANT_DIFFERENCE:
      local = say_local (said[0], said[3]);
      return say_instant_difference (self, said, local);

    case FF_CALL_INSTANT_FORMAT:
      local = say_local (said[0], said[2]);
      return say ("to_char (%s, %s)", local, said[1]);

    case FF_CALL_INSTANT_PART:
      local = say_local (said[0], said[2]);
      return say ("CAST (floor (extract (%s FROM %s)) AS BIGINT)", get_part (self), local);

    case FF_CALL_INSTANT_TRUNCATE:
      local = say_local (said[0], said[2]);
      return say_instant_truncate (self, said, local);

    case FF_CALL_DATE_READ:
    case FF_CALL_INSTANT_READ:
      return say_read (self, said);

    case FF_CALL_INSTANT_ISO:
      return say_iso (said);

    default:
      return NULL;
    }
}

/* "DD.MM" → "DD\".\"MM", as to_char reads it. */
static char *
dup_format (const char *pattern)
{
  static const char *const words[] = { NULL, "YYYY", "MM", "DD", "HH24", "MI", "SS", "FMMM", "FMDD" };
  GString *format = g_string_new (NULL);

  while (*pattern != '\0')
    {
      const char *start = pattern;
      const FfTimePatternPart part = ff_time_pattern_next (&pattern);

      if (part != FF_TIME_PATTERN_LITERAL)
        g_string_append (format, words[part]);
      else
        {
          g_string_append_c (format, '"');
          if (*start == '"' || *start == '\\')
            g_string_append_c (format, '\\');
          g_string_append_len (format, start, pattern - start);
          g_string_append_c (format, '"');
        }
    }

  return g_string_free (format, FALSE);
}

/* "DD.MM" → "^([0-9]{2})\.([0-9]{2})$" */
static char *
dup_expression (const char *pattern)
{
  GString *expression = g_string_new ("^");

  while (*pattern != '\0')
    {
      const char *start = pattern;
      const FfTimePatternPart part = ff_time_pattern_next (&pattern);

      if (part == FF_TIME_PATTERN_YEAR)
        g_string_append (expression, "([0-9]{4})");
      else if (part == FF_TIME_PATTERN_SHORT_MONTH || part == FF_TIME_PATTERN_SHORT_DAY)
        g_string_append (expression, "([0-9]{1,2})");
      else if (part != FF_TIME_PATTERN_LITERAL)
        g_string_append (expression, "([0-9]{2})");
      else
        {
          if (g_ascii_ispunct (*start))
            g_string_append_c (expression, '\\');
          g_string_append_len (expression, start, pattern - start);
        }
    }
  g_string_append_c (expression, '$');

  return g_string_free (expression, FALSE);
}

/**
 * ff_expression_dup_postgres_pattern:
 * @index: of an argument of @self
 *
 * Returns: (nullable) (transfer full): what is bound instead of a pattern; %NULL where there is none
 */
char *
ff_expression_dup_postgres_pattern (const FfExpression *self,
                                    guint               index)
{
  const FfExpression *pattern = index == 1 ? g_ptr_array_index (self->arguments, index) : NULL;

  if (pattern == NULL)
    return NULL;
  if (self->call == FF_CALL_DATE_FORMAT || self->call == FF_CALL_INSTANT_FORMAT)
    return dup_format (pattern->value.text);
  if (self->call == FF_CALL_DATE_READ || self->call == FF_CALL_INSTANT_READ)
    return dup_expression (pattern->value.text);

  return NULL;
}
