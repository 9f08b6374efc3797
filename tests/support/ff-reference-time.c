/* The reference: functions of dates and instants. A wall clock is looked for
 * among the instants around it, one after the other. */

#include "ff-reference-expression-private.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC
#define MINUTE (G_GINT64_CONSTANT (60) * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define FIRST_INSTANT (-G_GINT64_CONSTANT (62135596800) * SECOND)
#define LAST_INSTANT  (G_GINT64_CONSTANT (253402300800) * SECOND - 1)

/* GDate counts from 1 on 0001-01-01. */
#define JULIAN_1970 719163
#define LAST_JULIAN 3652059

/* Of the campaign: the tests evaluate one after the other. */
static const char *campaign_zone = "UTC";
static guint campaign_week_start;

void
ff_reference_set_calendar (const char *zone,
                           guint       week_start)
{
  campaign_zone = g_intern_string (zone);
  campaign_week_start = week_start;
}

guint
ff_ref_get_week_start (void)
{
  return campaign_week_start;
}

static GTimeZone *
get_zone (const char *name)
{
  static GHashTable *zones = NULL;
  GTimeZone *zone;

  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (name);
      g_assert_nonnull (zone);
      g_hash_table_insert (zones, g_strdup (name), zone);
    }

  return zone;
}

static gint64
floor_to (gint64 number,
          gint64 unit)
{
  gint64 rest = number % unit;

  return number - rest - (rest < 0 ? unit : 0);
}

static gint64
get_known_offset (gint64     usec,
                  GTimeZone *zone)
{
  gint interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, floor_to (usec, SECOND) / SECOND);

  return (gint64) g_time_zone_get_offset (zone, interval) * SECOND;
}

/* A first of March; January and February belong to the year before. */
static GDateTime *
new_march (GDateTime *time,
           gint       year)
{
  if (time != NULL)
    year = g_date_time_get_year (time) - (g_date_time_get_month (time) < 3 ? 1 : 0);

  return g_date_time_new_utc (year, 3, 1, 0, 0, 0);
}

/* GLib knows no change of clocks after 2037; a year that begins on the same day changes them on the same day. All zones of
 * the tests keep their rules from 2026 on. */
static gint64
get_offset (gint64     usec,
            GTimeZone *zone)
{
  const gint64 offset = get_known_offset (usec, zone);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (floor_to (usec + offset, SECOND) / SECOND);
  g_autoptr (GDateTime) march = local != NULL && g_date_time_get_year (local) > 2037 ? new_march (local, 0) : NULL;

  if (march == NULL || g_date_time_get_year (march) <= 2037)
    return offset;

  for (gint year = 2026; year <= 2036; year++)
    {
      g_autoptr (GDateTime) like = new_march (NULL, year);

      if (g_date_time_get_day_of_week (like) == g_date_time_get_day_of_week (march))
        return get_known_offset (usec - g_date_time_difference (march, like), zone);
    }

  g_assert_not_reached ();
}

static gint64
show_clock (gint64     usec,
            GTimeZone *zone)
{
  return usec + get_offset (usec, zone);
}

/* The first instant at which the clock shows @local; where it never does, the first at which it shows more. */
static gint64
find_instant (gint64     local,
              GTimeZone *zone)
{
  gint64 found = G_MAXINT64;
  gint64 at;

  for (at = local - 28 * HOUR; at <= local + 28 * HOUR; at += 15 * MINUTE)
    {
      gint64 candidate = local - get_offset (at, zone);

      if (show_clock (candidate, zone) == local)
        found = MIN (found, candidate);
    }
  if (found != G_MAXINT64)
    return found;

  at = floor_to (local - 28 * HOUR, 15 * MINUTE);
  while (show_clock (at + 15 * MINUTE, zone) < local)
    at += 15 * MINUTE;
  while (show_clock (at, zone) < local)
    at += SECOND;

  return at;
}

gint64
ff_ref_show_clock (gint64 usec)
{
  return show_clock (usec, get_zone (campaign_zone));
}

gint64
ff_ref_find_instant (gint64 local)
{
  return find_instant (local, get_zone (campaign_zone));
}

gint64
ff_ref_get_day (gint64 usec)
{
  return floor_to (ff_ref_show_clock (usec), DAY) / DAY;
}

static gboolean
is_day (gint64 day)
{
  return day + JULIAN_1970 >= 1 && day + JULIAN_1970 <= LAST_JULIAN;
}

static void
set_date (GDate  *date,
          gint64  day)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (day + JULIAN_1970));
}

char *
ff_ref_dup_day (gint64 day)
{
  GDate date;

  set_date (&date, day);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static gboolean
find_day (gint64  year,
          gint64  month,
          gint64  day_of_month,
          gint64 *out_day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31 ||
      !g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  *out_day = (gint64) g_date_get_julian (&date) - JULIAN_1970;

  return TRUE;
}

/* Numbers where the pattern has letters: Y, M, D, h, m and s, one digit each. FALSE unless all of it fits. */
static gboolean
read_digits (const char *text,
             const char *pattern,
             gint64     *numbers)
{
  static const char letters[] = "YMDhms";

  memset (numbers, 0, 6 * sizeof (gint64));
  for (; *pattern != '\0'; pattern++, text++)
    {
      const char *letter = strchr (letters, *pattern);

      if (letter == NULL ? *text != *pattern : !g_ascii_isdigit (*text))
        return FALSE;
      if (letter != NULL)
        numbers[letter - letters] = numbers[letter - letters] * 10 + (*text - '0');
    }

  return *text == '\0';
}

gboolean
ff_ref_read_day (const char *text,
                 gint64     *out_day)
{
  gint64 numbers[6];

  return read_digits (text, "YYYY-MM-DD", numbers) && find_day (numbers[0], numbers[1], numbers[2], out_day);
}

/* "DD.MM.YYYY HH:MI" with one letter for each digit, as above. */
static char *
dup_letters (const char *pattern)
{
  GString *letters = g_string_new (pattern);

  g_string_replace (letters, "HH", "hh", 0);
  g_string_replace (letters, "MI", "mm", 0);
  g_string_replace (letters, "SS", "ss", 0);

  return g_string_free (letters, FALSE);
}

static gboolean
read_clock (const char *text,
            const char *letters,
            gint64     *out_local)
{
  gint64 numbers[6];
  gint64 day;

  if (!read_digits (text, letters, numbers) || !find_day (numbers[0], numbers[1], numbers[2], &day) ||
      numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59)
    return FALSE;

  *out_local = day * DAY + numbers[3] * HOUR + numbers[4] * MINUTE + numbers[5] * SECOND;

  return TRUE;
}

/* A day, then perhaps a time, then perhaps a Z. */
static gboolean
read_instant (const char *text,
              GTimeZone  *zone,
              gint64     *out_usec)
{
  g_autofree char *plain = g_strdup (text);
  const gsize length = strlen (plain);
  const gboolean is_utc = length > 10 && (plain[length - 1] == 'Z' || plain[length - 1] == 'z');
  gint64 local;

  if (is_utc)
    plain[length - 1] = '\0';
  if (length > 10 && (plain[10] == 'T' || plain[10] == 't'))
    plain[10] = ' ';

  if (!read_clock (plain, "YYYY-MM-DD hh:mm", &local) && !read_clock (plain, "YYYY-MM-DD hh:mm:ss", &local) &&
      (is_utc || !read_clock (plain, "YYYY-MM-DD", &local)))
    return FALSE;

  *out_usec = is_utc ? local : find_instant (local, zone);

  return TRUE;
}

void
ff_ref_become_time (FfRefTerm *self)
{
  gint64 number;

  if (!self->written || self->cell.value.kind != FF_VALUE_TEXT)
    return;

  if (ff_ref_read_day (self->cell.value.text, &number))
    {
      self->cell.type = (FfType) { .kind = FF_KIND_DATE };
    }
  else if (read_instant (self->cell.value.text, get_zone (campaign_zone), &number))
    {
      ff_value_clear (&self->cell.value);
      *self = ff_ref_term_integer (FF_KIND_INSTANT, number);
    }
}

void
ff_ref_become_day (FfRefTerm *self)
{
  gint64 day = ff_ref_get_day (self->cell.value.integer);

  if (self->cell.type.kind != FF_KIND_INSTANT)
    return;

  *self = ff_ref_term_is_missing (self) || !is_day (day) ? ff_ref_term_missing (FF_KIND_DATE) : ff_ref_term_text (FF_KIND_DATE, ff_ref_dup_day (day));
}

/* A date has a clock too: it shows 0. */
typedef struct
{
  gint64     day;
  gint64     rest;
  gint64     usec;
  gboolean   is_date;
  GTimeZone *zone;
} Moment;

static gboolean
look (const FfRefTerm *term,
      GTimeZone       *zone,
      Moment          *out)
{
  gint64 local;

  *out = (Moment) { .is_date = term->cell.type.kind == FF_KIND_DATE, .zone = zone };
  if (out->is_date)
    return ff_ref_read_day (term->cell.value.text, &out->day);

  out->usec = term->cell.value.integer;
  if (out->usec < FIRST_INSTANT || out->usec > LAST_INSTANT)
    return FALSE;

  local = show_clock (out->usec, zone);
  out->day = floor_to (local, DAY) / DAY;
  out->rest = local - out->day * DAY;

  return is_day (out->day);
}

/* Of the kind that @like is of. */
static FfRefTerm
term_of_instant (gint64 usec)
{
  if (usec < FIRST_INSTANT || usec > LAST_INSTANT)
    return ff_ref_term_missing (FF_KIND_INSTANT);

  return ff_ref_term_integer (FF_KIND_INSTANT, usec);
}

static FfRefTerm
term_of_clock (const Moment *like,
               gint64        day,
               gint64        rest)
{
  if (!is_day (day))
    return ff_ref_term_missing (like->is_date ? FF_KIND_DATE : FF_KIND_INSTANT);
  if (like->is_date)
    return ff_ref_term_text (FF_KIND_DATE, ff_ref_dup_day (day));

  return term_of_instant (find_instant (day * DAY + rest, like->zone));
}

/* FALSE when it leaves the calendar. */
gboolean
ff_ref_move_day (gint64      day,
                 gint64      amount,
                 const char *unit,
                 gint64     *out_day)
{
  gint64 months = g_str_equal (unit, "month") ? 1 : g_str_equal (unit, "quarter") ? 3 : g_str_equal (unit, "year") ? 12 : 0;
  GDate date;
  gint64 month, last;

  if (ABS (amount) > 4000000)
    return FALSE;

  if (months == 0)
    {
      *out_day = day + amount * (g_str_equal (unit, "week") ? 7 : 1);
      return is_day (*out_day);
    }

  set_date (&date, day);
  month = (gint64) g_date_get_year (&date) * 12 + g_date_get_month (&date) - 1 + amount * months;
  if (month < 12 || month >= 120000)
    return FALSE;

  last = g_date_get_days_in_month ((GDateMonth) (month % 12 + 1), (GDateYear) (month / 12));

  return find_day (month / 12, month % 12 + 1, MIN (last, g_date_get_day (&date)), out_day);
}

static FfRefTerm
add (const Moment *moment,
     gint64        amount,
     const char   *unit)
{
  gint64 length = g_str_equal (unit, "minute") ? MINUTE : g_str_equal (unit, "hour") ? HOUR : 0;
  gint64 day;

  if (length > 0)
    return ABS (amount) > G_GINT64_CONSTANT (10000) * 366 * 24 * 60 ? ff_ref_term_missing (FF_KIND_INSTANT)
                                                                     : term_of_instant (moment->usec + amount * length);
  if (!ff_ref_move_day (moment->day, amount, unit, &day))
    return ff_ref_term_missing (moment->is_date ? FF_KIND_DATE : FF_KIND_INSTANT);

  return term_of_clock (moment, day, moment->rest);
}

static gboolean
is_later (gint64 day,
          gint64 rest,
          const Moment *than)
{
  return day > than->day || (day == than->day && rest > than->rest);
}

/* How often the unit goes on from the earlier without passing the later. */
static gint64
count_units (const Moment *from,
             const Moment *to,
             const char   *unit)
{
  gint64 n = 0;
  gint64 day;

  if (is_later (from->day, from->rest, to))
    return -count_units (to, from, unit);

  if (g_str_equal (unit, "minute") || g_str_equal (unit, "hour"))
    return 0;
  if (g_str_equal (unit, "day") || g_str_equal (unit, "week"))
    return (to->day - from->day - (from->rest > to->rest)) / (g_str_equal (unit, "day") ? 1 : 7);

  while (ff_ref_move_day (from->day, n + 1, unit, &day) && !is_later (day, from->rest, to))
    n++;

  return n;
}

static FfRefTerm
cut (const Moment *moment,
     const char   *unit)
{
  gint64 day = moment->day;
  GDate date;

  if (g_str_equal (unit, "minute") || g_str_equal (unit, "hour"))
    return term_of_instant (moment->usec - moment->rest % (g_str_equal (unit, "hour") ? HOUR : MINUTE));

  set_date (&date, day);
  if (g_str_equal (unit, "week"))
    day -= ((gint64) g_date_get_weekday (&date) - 1 + 7 - campaign_week_start) % 7;
  else if (g_str_equal (unit, "month"))
    day -= g_date_get_day (&date) - 1;
  else if (g_str_equal (unit, "quarter"))
    find_day (g_date_get_year (&date), (g_date_get_month (&date) - 1) / 3 * 3 + 1, 1, &day);
  else if (g_str_equal (unit, "year"))
    day -= (gint64) g_date_get_day_of_year (&date) - 1;

  return term_of_clock (moment, day, 0);
}

static gint64
get_part (const Moment *moment,
          const char   *part)
{
  GDate date;

  set_date (&date, moment->day);
  if (g_str_equal (part, "year"))
    return g_date_get_year (&date);
  if (g_str_equal (part, "quarter"))
    return g_date_get_month (&date) <= 3 ? 1 : g_date_get_month (&date) <= 6 ? 2 : g_date_get_month (&date) <= 9 ? 3 : 4;
  if (g_str_equal (part, "month"))
    return g_date_get_month (&date);
  if (g_str_equal (part, "week"))
    return g_date_get_iso8601_week_of_year (&date);
  if (g_str_equal (part, "day"))
    return g_date_get_day (&date);
  if (g_str_equal (part, "weekday"))
    return g_date_get_weekday (&date);
  if (g_str_equal (part, "hour"))
    return moment->rest / HOUR;
  if (g_str_equal (part, "minute"))
    return moment->rest % HOUR / MINUTE;

  return moment->rest % MINUTE / SECOND;
}

static char *
dup_formatted (const Moment *moment,
               const char   *pattern)
{
  g_autofree char *year = g_strdup_printf ("%04" G_GINT64_FORMAT, get_part (moment, "year"));
  static const struct { const char *word, *part; } words[] = { { "MM", "month" }, { "DD", "day" }, { "HH", "hour" }, { "MI", "minute" }, { "SS", "second" } };
  GString *text = g_string_new (pattern);

  g_string_replace (text, "YYYY", year, 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *digits = g_strdup_printf ("%02" G_GINT64_FORMAT, get_part (moment, words[i].part));

      g_string_replace (text, words[i].word, digits, 0);
    }

  return g_string_free (text, FALSE);
}

/* The zone that is written at @index, or the campaign's. */
static GTimeZone *
zone_at (const FfRefTerm *arguments,
         guint            n,
         guint            index)
{
  return get_zone (index < n ? arguments[index].cell.value.text : campaign_zone);
}

static void
read_text (const char      *name,
           const FfRefTerm *arguments,
           guint            n,
           FfRefTerm       *out)
{
  const char *text = arguments[0].cell.value.text;
  gint64 number;

  if (g_str_has_prefix (name, "parse_"))
    {
      g_autofree char *letters = dup_letters (arguments[1].cell.value.text);

      if (!read_clock (text, letters, &number))
        return;
      *out = g_str_equal (name, "parse_date") ? ff_ref_term_text (FF_KIND_DATE, ff_ref_dup_day (floor_to (number, DAY) / DAY))
                                              : term_of_instant (find_instant (number, zone_at (arguments, n, 2)));
    }
  else if (g_str_equal (name, "to_date"))
    {
      if (ff_ref_read_day (text, &number))
        *out = ff_ref_term_text (FF_KIND_DATE, g_strdup (text));
    }
  else if (read_instant (text, zone_at (arguments, n, 1), &number))
    *out = term_of_instant (number);
}

/* Whole years since a birthday. */
static void
count_years (const FfRefTerm *arguments,
             guint            n,
             gint64           now,
             FfRefTerm       *out)
{
  FfRefTerm today = ff_ref_term_integer (FF_KIND_INSTANT, now);
  Moment from, to;

  if (look (&arguments[0], get_zone (campaign_zone), &from) && look (n > 1 ? &arguments[1] : &today, get_zone (campaign_zone), &to))
    {
      from.rest = to.rest = 0;
      *out = ff_ref_term_integer (FF_KIND_INTEGER, count_units (&from, &to, "year"));
    }
}

static void
call (const char      *name,
      const FfRefTerm *arguments,
      guint            n,
      gint64           now,
      FfRefTerm       *out)
{
  static const char *const parts[] = { "year", "quarter", "month", "week", "day", "weekday", "hour", "minute", "second", NULL };
  const gboolean is_part = g_strv_contains (parts, name);
  const guint zone_index = is_part || g_str_has_prefix (name, "to_") ? 1 : g_str_equal (name, "truncate") || g_str_equal (name, "format") ? 2 : 3;
  GTimeZone *zone = zone_at (arguments, n, zone_index);
  Moment moment, other;

  if (arguments[0].cell.type.kind == FF_KIND_TEXT)
    read_text (name, arguments, n, out);
  else if (g_str_equal (name, "age"))
    count_years (arguments, n, now, out);
  else if (!look (&arguments[0], zone, &moment))
    return;
  else if (g_str_equal (name, "add"))
    *out = add (&moment, arguments[1].cell.value.integer, arguments[2].cell.value.text);
  else if (g_str_equal (name, "subtract"))
    *out = add (&moment, -arguments[1].cell.value.integer, arguments[2].cell.value.text);
  else if (g_str_equal (name, "difference"))
    {
      const char *unit = arguments[2].cell.value.text;

      if (!look (&arguments[1], zone, &other))
        return;
      if (g_str_equal (unit, "minute") || g_str_equal (unit, "hour"))
        *out = ff_ref_term_integer (FF_KIND_INTEGER, (other.usec - moment.usec) / (g_str_equal (unit, "hour") ? HOUR : MINUTE));
      else
        *out = ff_ref_term_integer (FF_KIND_INTEGER, count_units (&moment, &other, unit));
    }
  else if (g_str_equal (name, "truncate"))
    *out = cut (&moment, arguments[1].cell.value.text);
  else if (is_part)
    *out = ff_ref_term_integer (FF_KIND_INTEGER, get_part (&moment, name));
  else if (g_str_equal (name, "format") || g_str_equal (name, "to_zone"))
    *out = ff_ref_term_text (FF_KIND_TEXT, dup_formatted (&moment, g_str_equal (name, "format") ? arguments[1].cell.value.text : "YYYY-MM-DD HH:MI:SS"));
  else if (g_str_equal (name, "to_date"))
    *out = ff_ref_term_text (FF_KIND_DATE, ff_ref_dup_day (moment.day));
  else
    *out = moment.is_date ? term_of_instant (find_instant (moment.day * DAY, zone)) : term_of_instant (moment.usec);
}

static FfKind
get_result (const char      *name,
            const FfRefTerm *arguments)
{
  if (g_str_equal (name, "add") || g_str_equal (name, "subtract") || g_str_equal (name, "truncate"))
    return arguments[0].cell.type.kind;
  if (g_str_equal (name, "format") || g_str_equal (name, "to_zone"))
    return FF_KIND_TEXT;
  if (g_str_equal (name, "parse_date") || g_str_equal (name, "to_date"))
    return FF_KIND_DATE;
  if (g_str_equal (name, "parse_instant") || g_str_equal (name, "to_instant"))
    return FF_KIND_INSTANT;

  return FF_KIND_INTEGER;
}

gboolean
ff_ref_call_time (const char *name,
                  FfRefTerm  *arguments,
                  guint       n,
                  gint64      now,
                  FfRefTerm  *out)
{
  static const char *const names[] = { "add", "subtract", "difference", "truncate", "age", "format", "to_zone", "parse_date", "parse_instant",
                                       "to_date", "to_instant", "year", "quarter", "month", "week", "day", "weekday", "hour", "minute", "second", NULL };
  Moment moment = { 0 };

  if (g_str_equal (name, "now"))
    {
      *out = ff_ref_term_integer (FF_KIND_INSTANT, now);
      return TRUE;
    }
  if (g_str_equal (name, "today"))
    {
      FfRefTerm term = ff_ref_term_integer (FF_KIND_INSTANT, now);

      look (&term, zone_at (arguments, n, 0), &moment);
      *out = ff_ref_term_text (FF_KIND_DATE, ff_ref_dup_day (moment.day));
      return TRUE;
    }
  if (!g_strv_contains (names, name))
    return FALSE;

  for (guint i = 0; i < 2 && i < n && !g_str_has_prefix (name, "parse_") && !g_str_has_prefix (name, "to_"); i++)
    if (i == 0 || g_str_equal (name, "difference") || g_str_equal (name, "age"))
      ff_ref_become_time (&arguments[i]);

  *out = ff_ref_term_missing (get_result (name, arguments));
  for (guint i = 0; i < n; i++)
    if (ff_ref_term_is_missing (&arguments[i]))
      return TRUE;

  call (name, arguments, n, now, out);

  return TRUE;
}
