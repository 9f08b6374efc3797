/* Arithmetic of days and instants: calendar units in a zone, elapsed ones
 * without. Pure functions of numbers, on any thread. */

#include "query/ff-rule-time.h"

#include <string.h>

#include "base/ff-zone.h"

#define USEC_PER_MINUTE G_GINT64_CONSTANT (60000000)
#define USEC_PER_DAY    (24 * 60 * USEC_PER_MINUTE)
#define MAX_AMOUNT      (G_GINT64_CONSTANT (10000) * 366 * 24 * 60)

static const char *const unit_ids[] = { "minute", "hour", "day", "week", "month", "quarter", "year" };

gboolean
ff_unit_from_id (const char *id,
                 FfUnit     *out_unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_ids); i++)
    if (strcmp (unit_ids[i], id) == 0)
      {
        *out_unit = i;
        return TRUE;
      }

  return FALSE;
}

const char *
ff_unit_get_id (FfUnit unit)
{
  return unit_ids[unit];
}

static gint64
divide_down (gint64 a,
             gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

/* Howard Hinnant's days_from_civil: the proleptic Gregorian calendar with years that begin in March. */
static gint64
day_from_civil (gint64 year,
                gint64 month,
                gint64 day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = divide_down (y, 400);
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void
ff_time_split_day (gint64  day,
                   gint64 *out_year,
                   gint64 *out_month,
                   gint64 *out_day)
{
  gint64 shifted = day + 719468;
  gint64 era = divide_down (shifted, 146097);
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;

  *out_day = day_of_year - (153 * month + 2) / 5 + 1;
  *out_month = month < 10 ? month + 3 : month - 9;
  *out_year = year_of_era + era * 400 + (*out_month <= 2 ? 1 : 0);
}

static gint64
get_month_length (gint64 year,
                  gint64 month)
{
  static const gint64 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

gboolean
ff_time_join_day (gint64  year,
                  gint64  month,
                  gint64  day_of_month,
                  gint64 *out_day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day_of_month < 1 || day_of_month > get_month_length (year, month))
    return FALSE;

  *out_day = day_from_civil (year, month, day_of_month);

  return TRUE;
}

/* Reads exactly @n digits and moves on. */
static gboolean
take_digits (const char **text,
             guint        n,
             gint64      *out_number)
{
  *out_number = 0;
  for (guint i = 0; i < n; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *out_number = *out_number * 10 + (**text - '0');
    }

  return TRUE;
}

static gboolean
take_char (const char **text,
           char         c)
{
  if (**text != c)
    return FALSE;

  (*text)++;

  return TRUE;
}

static gboolean
take_day (const char **text,
          gint64      *out_day)
{
  gint64 year, month, day;

  if (!take_digits (text, 4, &year) || !take_char (text, '-') ||
      !take_digits (text, 2, &month) || !take_char (text, '-') ||
      !take_digits (text, 2, &day))
    return FALSE;

  return ff_time_join_day (year, month, day, out_day);
}

gboolean
ff_time_parse_day (const char *text,
                   gint64     *out_day)
{
  return take_day (&text, out_day) && *text == '\0';
}

/**
 * ff_time_day_to_text:
 *
 * Returns: (transfer full): @day as YYYY-MM-DD
 */
char *
ff_time_day_to_text (gint64 day)
{
  gint64 year, month, day_of_month;

  ff_time_split_day (day, &year, &month, &day_of_month);

  return g_strdup_printf ("%04" G_GINT64_FORMAT "-%02" G_GINT64_FORMAT "-%02" G_GINT64_FORMAT,
                          year, month, day_of_month);
}

/* hh:mm, then optional seconds, then an optional fraction of which µs count. */
static gboolean
take_clock (const char **text,
            gint64      *out_usec)
{
  gint64 hour, minute, second = 0, fraction = 0;

  if (!take_digits (text, 2, &hour) || !take_char (text, ':') || !take_digits (text, 2, &minute))
    return FALSE;

  if (take_char (text, ':'))
    {
      if (!take_digits (text, 2, &second))
        return FALSE;

      if (take_char (text, '.'))
        {
          gint64 weight = G_USEC_PER_SEC / 10;

          if (!g_ascii_isdigit (**text))
            return FALSE;
          for (; g_ascii_isdigit (**text); (*text)++, weight /= 10)
            fraction += (**text - '0') * weight;
        }
    }

  if (hour > 23 || minute > 59 || second > 59)
    return FALSE;

  *out_usec = ((hour * 60 + minute) * 60 + second) * G_USEC_PER_SEC + fraction;

  return TRUE;
}

/* Z, +hh, +hhmm or +hh:mm */
static gboolean
take_offset (const char **text,
             gint64      *out_usec)
{
  gint64 hour, minute = 0;
  gint64 sign = **text == '-' ? -1 : 1;

  *out_usec = 0;
  if (take_char (text, 'Z') || take_char (text, 'z'))
    return TRUE;

  if (!take_char (text, '+') && !take_char (text, '-'))
    return FALSE;
  if (!take_digits (text, 2, &hour))
    return FALSE;
  if (take_char (text, ':') || **text != '\0')
    if (!take_digits (text, 2, &minute))
      return FALSE;

  *out_usec = sign * (hour * 60 + minute) * USEC_PER_MINUTE;

  return hour <= 15 && minute <= 59;
}

/**
 * ff_time_parse_instant:
 * @zone: (nullable): the zone when @text names none
 *
 * Returns: %FALSE if @text is no date with a time
 */
gboolean
ff_time_parse_instant (const char *text,
                       GTimeZone  *zone,
                       gint64     *out_usec)
{
  gint64 day, clock, offset;

  if (!take_day (&text, &day) || (*text != 'T' && *text != 't' && *text != ' '))
    return FALSE;
  text++;
  if (!take_clock (&text, &clock))
    return FALSE;

  if (*text == '\0')
    {
      *out_usec = ff_time_from_local (day * USEC_PER_DAY + clock, zone);
      return TRUE;
    }

  if (!take_offset (&text, &offset) || *text != '\0')
    return FALSE;

  *out_usec = day * USEC_PER_DAY + clock - offset;

  return TRUE;
}

/* The zone's distance from UTC at an instant. */
static gint64
get_offset (gint64     usec,
            GTimeZone *zone)
{
  gint64 second = divide_down (usec, G_USEC_PER_SEC);

  return ff_zone_get_offset (zone, second) * (gint64) G_USEC_PER_SEC;
}

gint64
ff_time_to_local (gint64     usec,
                  GTimeZone *zone)
{
  return usec + get_offset (usec, zone);
}

/* The first second whose wall clock shows @local_usec or later. */
static gint64
find_end_of_gap (gint64     early,
                 gint64     late,
                 gint64     local_usec,
                 GTimeZone *zone)
{
  gint64 low = divide_down (early, G_USEC_PER_SEC);
  gint64 high = divide_down (late, G_USEC_PER_SEC) + 1;

  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;

      if (ff_time_to_local (middle * G_USEC_PER_SEC, zone) >= local_usec)
        high = middle;
      else
        low = middle + 1;
    }

  return low * G_USEC_PER_SEC;
}

/**
 * ff_time_from_local:
 * @local_usec: what the wall clock in @zone shows
 *
 * A time that the clock shows twice is its first showing; one that it skips
 * is the first instant after the skip.
 *
 * Returns: the instant
 */
gint64
ff_time_from_local (gint64     local_usec,
                    GTimeZone *zone)
{
  gint64 before = get_offset (local_usec - USEC_PER_DAY, zone);
  gint64 after = get_offset (local_usec + USEC_PER_DAY, zone);
  gint64 early = local_usec - MAX (before, after);
  gint64 late = local_usec - MIN (before, after);

  if (ff_time_to_local (early, zone) == local_usec)
    return early;
  if (ff_time_to_local (late, zone) == local_usec)
    return late;

  return find_end_of_gap (early, late, local_usec, zone);
}

gint64
ff_time_get_day (gint64     usec,
                 GTimeZone *zone)
{
  return divide_down (ff_time_to_local (usec, zone), USEC_PER_DAY);
}

/**
 * ff_time_get_day_start:
 *
 * Returns: the first instant of @day in @zone, which is not always midnight
 */
gint64
ff_time_get_day_start (gint64     day,
                       GTimeZone *zone)
{
  return ff_time_from_local (day * USEC_PER_DAY, zone);
}

static gint64
add_months (gint64 day,
            gint64 amount)
{
  gint64 year, month, day_of_month;

  ff_time_split_day (day, &year, &month, &day_of_month);
  month += amount - 1;
  year += divide_down (month, 12);
  month -= divide_down (month, 12) * 12;

  return day_from_civil (year, month + 1, MIN (day_of_month, get_month_length (year, month + 1)));
}

/**
 * ff_time_get_period_start:
 * @unit: a week, month, quarter or year
 * @week_start: the first day of a week, 0 for Monday to 6 for Sunday
 *
 * Returns: the first day of the period that @day lies in
 */
gint64
ff_time_get_period_start (gint64 day,
                          FfUnit unit,
                          guint  week_start)
{
  gint64 year, month, day_of_month;
  gint64 days_into;

  g_return_val_if_fail (unit >= FF_UNIT_WEEK, day);

  /* 1970-01-01 was a Thursday. */
  days_into = day + 3 - week_start;
  if (unit == FF_UNIT_WEEK)
    return day - (days_into - divide_down (days_into, 7) * 7);

  ff_time_split_day (day, &year, &month, &day_of_month);
  if (unit == FF_UNIT_QUARTER)
    month -= (month - 1) % 3;
  else if (unit == FF_UNIT_YEAR)
    month = 1;

  return day_from_civil (year, month, 1);
}

/**
 * ff_time_add_to_day:
 * @amount: may be negative
 * @unit: a day or longer
 *
 * Adds calendar units; a day that the month does not have becomes its last.
 *
 * Returns: %FALSE if the answer lies outside the years 1 to 9999
 */
gboolean
ff_time_add_to_day (gint64  day,
                    gint64  amount,
                    FfUnit  unit,
                    gint64 *out_day)
{
  gint64 answer = day;

  g_return_val_if_fail (unit >= FF_UNIT_DAY, FALSE);

  if (amount < -MAX_AMOUNT || amount > MAX_AMOUNT)
    return FALSE;

  if (unit == FF_UNIT_DAY)
    answer += amount;
  else if (unit == FF_UNIT_WEEK)
    answer += amount * 7;
  else if (unit == FF_UNIT_MONTH)
    answer = add_months (day, amount);
  else if (unit == FF_UNIT_QUARTER)
    answer = add_months (day, amount * 3);
  else
    answer = add_months (day, amount * 12);

  if (!ff_time_is_day (answer))
    return FALSE;

  *out_day = answer;

  return TRUE;
}

/**
 * ff_time_add:
 * @amount: may be negative
 *
 * Days and longer keep the wall clock of @zone; hours and minutes elapse.
 *
 * Returns: %FALSE if the answer lies outside the years 1 to 9999
 */
gboolean
ff_time_add (gint64     usec,
             gint64     amount,
             FfUnit     unit,
             GTimeZone *zone,
             gint64    *out_usec)
{
  gint64 local, day;

  if (amount < -MAX_AMOUNT || amount > MAX_AMOUNT)
    return FALSE;

  if (unit < FF_UNIT_DAY)
    {
      gint64 answer = usec + amount * USEC_PER_MINUTE * (unit == FF_UNIT_HOUR ? 60 : 1);

      if (answer < FF_TIME_FIRST_DAY * USEC_PER_DAY || answer >= (FF_TIME_LAST_DAY + 1) * USEC_PER_DAY)
        return FALSE;
      *out_usec = answer;
      return TRUE;
    }

  local = ff_time_to_local (usec, zone);
  day = divide_down (local, USEC_PER_DAY);
  local -= day * USEC_PER_DAY;

  if (!ff_time_add_to_day (day, amount, unit, &day))
    return FALSE;

  *out_usec = ff_time_from_local (day * USEC_PER_DAY + local, zone);

  return TRUE;
}
