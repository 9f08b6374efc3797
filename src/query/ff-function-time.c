/* Functions of dates and instants. Calendar units in a zone, elapsed ones
 * without; what lies outside the years 1 to 9999 does not fit. Pure; any
 * thread. */

#include "query/ff-function-private.h"

#include <string.h>

#include "query/ff-rule-time.h"

#define USEC_PER_MINUTE G_GINT64_CONSTANT (60000000)
#define USEC_PER_HOUR   (60 * USEC_PER_MINUTE)
#define USEC_PER_DAY    (24 * USEC_PER_HOUR)

/* The zone of a name: they are few, and kept. */
static GTimeZone *
find_zone (const char *name)
{
  static GMutex lock;
  static GHashTable *zones; /* of the lock */
  GTimeZone *zone;

  g_mutex_lock (&lock);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (name);
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (zones, g_strdup (name), zone);
    }
  g_mutex_unlock (&lock);

  return zone;
}

static void
set_day (FfValue *out,
         gint64   day)
{
  if (ff_time_is_day (day))
    ff_value_take_text (out, ff_time_day_to_text (day));
}

static gboolean
is_instant (gint64 usec)
{
  return usec >= FF_TIME_FIRST_DAY * USEC_PER_DAY && usec < (FF_TIME_LAST_DAY + 1) * USEC_PER_DAY;
}

static void
set_instant (FfValue *out,
             gint64   usec)
{
  if (is_instant (usec))
    ff_value_set_integer (out, usec);
}

static gint64
divide_down (gint64 a,
             gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

/* The wall clock's day and the µs since it began. */
static gboolean
read_local (const FfValue *instant,
            const FfValue *zone,
            gint64        *out_day,
            gint64        *out_rest)
{
  gint64 local;

  if (!is_instant (instant->integer))
    return FALSE;

  local = ff_time_to_local (instant->integer, find_zone (zone->text));
  *out_day = divide_down (local, USEC_PER_DAY);
  *out_rest = local - *out_day * USEC_PER_DAY;

  return ff_time_is_day (*out_day);
}

/* date, amount, unit */
static void
date_add (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  gint64 day;
  FfUnit unit;

  if (ff_time_parse_day (arguments[0].text, &day) && ff_unit_from_id (arguments[2].text, &unit) && unit >= FF_UNIT_DAY &&
      ff_time_add_to_day (day, arguments[1].integer, unit, &day))
    set_day (out, day);
}

/* instant, amount, unit, zone */
static void
instant_add (const FfValue *arguments,
             guint          n_arguments,
             FfValue       *out)
{
  gint64 usec;
  FfUnit unit;

  if (is_instant (arguments[0].integer) && ff_unit_from_id (arguments[2].text, &unit) &&
      ff_time_add (arguments[0].integer, arguments[1].integer, unit, find_zone (arguments[3].text), &usec))
    set_instant (out, usec);
}

/* Whole months from an earlier to a later wall clock: the last day of a short month completes one. */
static gint64
count_months (gint64 from_day,
              gint64 from_rest,
              gint64 to_day,
              gint64 to_rest)
{
  gint64 from_year, from_month, to_year, to_month, ignored, reached = from_day;
  gint64 n;

  ff_time_split_day (from_day, &from_year, &from_month, &ignored);
  ff_time_split_day (to_day, &to_year, &to_month, &ignored);
  n = (to_year - from_year) * 12 + to_month - from_month;
  ff_time_add_to_day (from_day, n, FF_UNIT_MONTH, &reached);

  return reached > to_day || (reached == to_day && from_rest > to_rest) ? n - 1 : n;
}

static gint64
count_units (gint64 from_day,
             gint64 from_rest,
             gint64 to_day,
             gint64 to_rest,
             FfUnit unit)
{
  gint64 n_days;

  if (to_day < from_day || (to_day == from_day && to_rest < from_rest))
    return -count_units (to_day, to_rest, from_day, from_rest, unit);

  n_days = to_day - from_day - (to_rest < from_rest ? 1 : 0);
  switch (unit)
    {
    case FF_UNIT_WEEK:
      return n_days / 7;
    case FF_UNIT_MONTH:
      return count_months (from_day, from_rest, to_day, to_rest);
    case FF_UNIT_QUARTER:
      return count_months (from_day, from_rest, to_day, to_rest) / 3;
    case FF_UNIT_YEAR:
      return count_months (from_day, from_rest, to_day, to_rest) / 12;
    case FF_UNIT_DAY:
    default:
      return n_days;
    }
}

/* from, to, unit */
static void
date_difference (const FfValue *arguments,
                 guint          n_arguments,
                 FfValue       *out)
{
  gint64 from, to;
  FfUnit unit;

  if (ff_time_parse_day (arguments[0].text, &from) && ff_time_parse_day (arguments[1].text, &to) &&
      ff_unit_from_id (arguments[2].text, &unit) && unit >= FF_UNIT_DAY)
    ff_value_set_integer (out, count_units (from, 0, to, 0, unit));
}

/* from, to, unit, zone */
static void
instant_difference (const FfValue *arguments,
                    guint          n_arguments,
                    FfValue       *out)
{
  gint64 from_day, from_rest, to_day, to_rest;
  FfUnit unit;

  if (!read_local (&arguments[0], &arguments[3], &from_day, &from_rest) ||
      !read_local (&arguments[1], &arguments[3], &to_day, &to_rest) || !ff_unit_from_id (arguments[2].text, &unit))
    return;

  if (unit < FF_UNIT_DAY)
    ff_value_set_integer (out, (arguments[1].integer - arguments[0].integer) / (unit == FF_UNIT_HOUR ? USEC_PER_HOUR : USEC_PER_MINUTE));
  else
    ff_value_set_integer (out, count_units (from_day, from_rest, to_day, to_rest, unit));
}

static gint64
truncate_day (gint64         day,
              FfUnit         unit,
              const FfValue *week_start)
{
  return unit == FF_UNIT_DAY ? day : ff_time_get_period_start (day, unit, (guint) CLAMP (week_start->integer, 0, 6));
}

/* date, unit, first day of a week */
static void
date_truncate (const FfValue *arguments,
               guint          n_arguments,
               FfValue       *out)
{
  gint64 day;
  FfUnit unit;

  if (ff_time_parse_day (arguments[0].text, &day) && ff_unit_from_id (arguments[1].text, &unit) && unit >= FF_UNIT_DAY)
    set_day (out, truncate_day (day, unit, &arguments[2]));
}

/* instant, unit, zone, first day of a week. Within a day what the clock shows goes, so that an hour that comes twice is
 * not left. */
static void
instant_truncate (const FfValue *arguments,
                  guint          n_arguments,
                  FfValue       *out)
{
  gint64 day, rest;
  FfUnit unit;

  if (!read_local (&arguments[0], &arguments[2], &day, &rest) || !ff_unit_from_id (arguments[1].text, &unit))
    return;

  if (unit < FF_UNIT_DAY)
    set_instant (out, arguments[0].integer - rest % (unit == FF_UNIT_HOUR ? USEC_PER_HOUR : USEC_PER_MINUTE));
  else
    {
      day = truncate_day (day, unit, &arguments[3]);
      if (ff_time_is_day (day))
        set_instant (out, ff_time_get_day_start (day, find_zone (arguments[2].text)));
    }
}

/* The week that most of its days lie in the year of, 1 to 53. */
static gint64
get_week (gint64 day)
{
  gint64 thursday = day - (day + 3 - divide_down (day + 3, 7) * 7) + 3;

  return (thursday - ff_time_get_period_start (thursday, FF_UNIT_YEAR, 0)) / 7 + 1;
}

static void
set_part (FfValue    *out,
          const char *part,
          gint64      day,
          gint64      rest)
{
  gint64 year, month, day_of_month;

  ff_time_split_day (day, &year, &month, &day_of_month);
  if (strcmp (part, "year") == 0)
    ff_value_set_integer (out, year);
  else if (strcmp (part, "quarter") == 0)
    ff_value_set_integer (out, (month + 2) / 3);
  else if (strcmp (part, "month") == 0)
    ff_value_set_integer (out, month);
  else if (strcmp (part, "week") == 0)
    ff_value_set_integer (out, get_week (day));
  else if (strcmp (part, "day") == 0)
    ff_value_set_integer (out, day_of_month);
  else if (strcmp (part, "weekday") == 0)
    ff_value_set_integer (out, day + 3 - divide_down (day + 3, 7) * 7 + 1);
  else if (strcmp (part, "hour") == 0)
    ff_value_set_integer (out, rest / USEC_PER_HOUR);
  else if (strcmp (part, "minute") == 0)
    ff_value_set_integer (out, rest / USEC_PER_MINUTE % 60);
  else if (strcmp (part, "second") == 0)
    ff_value_set_integer (out, rest / G_USEC_PER_SEC % 60);
}

/* date, part */
static void
date_part (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  gint64 day;

  if (ff_time_parse_day (arguments[0].text, &day))
    set_part (out, arguments[1].text, day, 0);
}

/* instant, part, zone */
static void
instant_part (const FfValue *arguments,
              guint          n_arguments,
              FfValue       *out)
{
  gint64 day, rest;

  if (read_local (&arguments[0], &arguments[2], &day, &rest))
    set_part (out, arguments[1].text, day, rest);
}

/* instant, zone: the day that the calendar shows */
static void
day_of (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  gint64 day, rest;

  if (read_local (&arguments[0], &arguments[1], &day, &rest))
    set_day (out, day);
}

/* date, zone: its first instant */
static void
day_start (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  gint64 day;

  if (ff_time_parse_day (arguments[0].text, &day))
    set_instant (out, ff_time_get_day_start (day, find_zone (arguments[1].text)));
}

static char *
format (const char *pattern,
        gint64      day,
        gint64      rest)
{
  gint64 fields[FF_TIME_PATTERN_N_FIELDS] = { 0, 0, 0, rest / USEC_PER_HOUR, rest / USEC_PER_MINUTE % 60, rest / G_USEC_PER_SEC % 60 };

  ff_time_split_day (day, &fields[FF_TIME_PATTERN_FIELD_YEAR], &fields[FF_TIME_PATTERN_FIELD_MONTH], &fields[FF_TIME_PATTERN_FIELD_DAY]);

  return ff_time_pattern_format (pattern, fields);
}

/* date, pattern */
static void
date_format (const FfValue *arguments,
             guint          n_arguments,
             FfValue       *out)
{
  gint64 day;

  if (ff_time_parse_day (arguments[0].text, &day))
    ff_value_take_text (out, format (arguments[1].text, day, 0));
}

/* instant, pattern, zone */
static void
instant_format (const FfValue *arguments,
                guint          n_arguments,
                FfValue       *out)
{
  gint64 day, rest;

  if (read_local (&arguments[0], &arguments[2], &day, &rest))
    ff_value_take_text (out, format (arguments[1].text, day, rest));
}

/* text, pattern */
static void
date_read (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  gint64 fields[FF_TIME_PATTERN_N_FIELDS];
  gint64 day;

  if (ff_time_pattern_read (arguments[1].text, arguments[0].text, fields) &&
      ff_time_join_day (fields[FF_TIME_PATTERN_FIELD_YEAR], fields[FF_TIME_PATTERN_FIELD_MONTH], fields[FF_TIME_PATTERN_FIELD_DAY], &day))
    set_day (out, day);
}

/* text, pattern, zone */
static void
instant_read (const FfValue *arguments,
              guint          n_arguments,
              FfValue       *out)
{
  gint64 fields[FF_TIME_PATTERN_N_FIELDS];
  gint64 day;

  if (!ff_time_pattern_read (arguments[1].text, arguments[0].text, fields) ||
      !ff_time_join_day (fields[FF_TIME_PATTERN_FIELD_YEAR], fields[FF_TIME_PATTERN_FIELD_MONTH], fields[FF_TIME_PATTERN_FIELD_DAY], &day) ||
      fields[FF_TIME_PATTERN_FIELD_HOUR] > 23 || fields[FF_TIME_PATTERN_FIELD_MINUTE] > 59 || fields[FF_TIME_PATTERN_FIELD_SECOND] > 59)
    return;

  day = day * USEC_PER_DAY + fields[FF_TIME_PATTERN_FIELD_HOUR] * USEC_PER_HOUR + fields[FF_TIME_PATTERN_FIELD_MINUTE] * USEC_PER_MINUTE +
        fields[FF_TIME_PATTERN_FIELD_SECOND] * G_USEC_PER_SEC;
  set_instant (out, ff_time_from_local (day, find_zone (arguments[2].text)));
}

/* text as ISO writes it, zone where it names none; a date alone is its first instant */
static void
instant_iso (const FfValue *arguments,
             guint          n_arguments,
             FfValue       *out)
{
  GTimeZone *zone = find_zone (arguments[1].text);
  gint64 number;

  if (ff_time_parse_day (arguments[0].text, &number))
    set_instant (out, ff_time_get_day_start (number, zone));
  else if (ff_time_parse_instant (arguments[0].text, zone, &number))
    set_instant (out, number);
}

static const FfFunction functions[] = {
  { "ff_date_add",           "tit",  date_add },
  { "ff_date_difference",    "ttt",  date_difference },
  { "ff_date_format",        "tt",   date_format },
  { "ff_date_part",          "tt",   date_part },
  { "ff_date_read",          "tt",   date_read },
  { "ff_date_truncate",      "tti",  date_truncate },
  { "ff_day",                "it",   day_of },
  { "ff_day_start",          "tt",   day_start },
  { "ff_instant_add",        "iitt", instant_add },
  { "ff_instant_difference", "iitt", instant_difference },
  { "ff_instant_format",     "itt",  instant_format },
  { "ff_instant_iso",        "tt",   instant_iso },
  { "ff_instant_part",       "itt",  instant_part },
  { "ff_instant_read",       "ttt",  instant_read },
  { "ff_instant_truncate",   "itti", instant_truncate },
};

const FfFunctionGroup ff_function_times = { functions, G_N_ELEMENTS (functions) };
