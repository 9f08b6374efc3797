/* Reads moments from text, for the filter “date”. Pure functions. */

#include "message/ff-liquid-time-private.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *at;          /* lower case, ends with NUL */
  int         year;        /* -1: not said, like the rest */
  int         month;
  int         day;
  int         hour;
  int         minute;
  double      second;
  gboolean    has_zone;
  int         offset;      /* seconds east */
  int         numbers[2];  /* those with no sign of what they are */
  guint       digits[2];
  guint       n_numbers;
  gboolean    is_bad;
} Reader;

static int
read_number (Reader *reader,
             guint  *out_digits)
{
  int number = 0;
  guint digits = 0;

  for (; g_ascii_isdigit (*reader->at); reader->at++, digits++)
    if (digits < 9)
      number = number * 10 + (*reader->at - '0');

  if (out_digits != NULL)
    *out_digits = digits;
  return number;
}

/* “16” is 2016, “70” is 1970. */
static int
complete_year (int   year,
               guint digits)
{
  if (digits > 2)
    return year;

  return year + (year < 69 ? 2000 : 1900);
}

static void
skip_space (Reader *reader)
{
  while (*reader->at == ' ')
    reader->at++;
}

/* “pm” behind the hours. */
static void
read_half (Reader *reader)
{
  const char *at = reader->at;
  gboolean is_after;

  while (*at == ' ')
    at++;
  is_after = *at == 'p';
  if ((*at != 'a' && *at != 'p') || (at[1] != 'm' && !(at[1] == '.' && at[2] == 'm')) || reader->hour > 12)
    return;

  reader->at = at + (at[1] == 'm' ? 2 : 3);
  reader->hour = reader->hour % 12 + (is_after ? 12 : 0);
}

/* “+02:00”, “-0500”, “+2”. */
static void
read_offset (Reader *reader)
{
  int sign = *reader->at++ == '-' ? -1 : 1;
  guint digits;
  int hours = read_number (reader, &digits);
  int minutes = 0;

  if (digits > 2)
    {
      minutes = hours % 100;
      hours /= 100;
    }
  else if (*reader->at == ':')
    {
      reader->at++;
      minutes = read_number (reader, NULL);
    }

  reader->has_zone = TRUE;
  reader->offset = sign * (hours * 3600 + minutes * 60);
  reader->is_bad = reader->is_bad || hours > 24 || minutes > 59;
}

/* Behind the hours: “:30”, “:30:15.25”, “ pm”, “+02:00”. */
static void
read_time (Reader *reader,
           int     hour)
{
  reader->hour = hour;
  reader->minute = 0;
  reader->second = 0;

  if (*reader->at == ':')
    {
      reader->at++;
      reader->minute = read_number (reader, NULL);
    }
  if (*reader->at == ':')
    {
      double unit = 0.1;

      reader->at++;
      reader->second = read_number (reader, NULL);
      if ((*reader->at == '.' || *reader->at == ',') && g_ascii_isdigit (reader->at[1]))
        for (reader->at++; g_ascii_isdigit (*reader->at); reader->at++, unit /= 10)
          reader->second += unit * (*reader->at - '0');
    }

  read_half (reader);
  skip_space (reader);
  if ((*reader->at == '+' || *reader->at == '-') && g_ascii_isdigit (reader->at[1]))
    read_offset (reader);
}

/* “20160314” and “20160314153000”. */
static void
read_compact (Reader *reader,
              guint   digits)
{
  const char *start = reader->at - digits;

  if (sscanf (start, "%4d%2d%2d", &reader->year, &reader->month, &reader->day) != 3)
    reader->is_bad = TRUE;
  else if (digits == 14 && sscanf (start + 8, "%2d%2d%2lf", &reader->hour, &reader->minute, &reader->second) != 3)
    reader->is_bad = TRUE;
}

/* “2016-03-14”, “14.3.2016”, “16/3/14”: year first, unless the last is longer. */
static void
read_date (Reader *reader,
           int     first,
           guint   first_digits)
{
  char separator = *reader->at++;
  guint last_digits = 0;
  int last = 1;

  reader->month = read_number (reader, NULL);
  if (*reader->at == separator && g_ascii_isdigit (reader->at[1]))
    {
      reader->at++;
      last = read_number (reader, &last_digits);
    }

  if (last_digits > 2)
    {
      reader->day = first;
      reader->year = last;
    }
  else
    {
      reader->year = complete_year (first, first_digits);
      reader->day = last;
    }
}

static void
read_digits (Reader *reader)
{
  guint digits;
  int number = read_number (reader, &digits);
  char next = *reader->at;
  gboolean is_date = (next == '-' || next == '/' || next == '.') && g_ascii_isdigit (reader->at[1]);
  Reader ahead = *reader;

  read_half (&ahead);
  if (digits <= 2 && reader->hour < 0 && ((next == ':' && g_ascii_isdigit (reader->at[1])) || ahead.at != reader->at))
    read_time (reader, number);
  else if (digits == 8 || digits == 14)
    read_compact (reader, digits);
  else if (digits == 6 && reader->year > 0 && reader->hour < 0)
    {
      reader->hour = number / 10000;
      reader->minute = number / 100 % 100;
      reader->second = number % 100;
    }
  else if (is_date && reader->month < 0)
    read_date (reader, number, digits);
  else if (reader->n_numbers < 2)
    {
      reader->digits[reader->n_numbers] = digits;
      reader->numbers[reader->n_numbers++] = number;
    }
  else
    reader->is_bad = TRUE;
}

static gboolean
read_zone_name (Reader     *reader,
                const char *word,
                gsize       length)
{
  static const struct
  {
    const char *name;
    int         hours;
  } zones[] = {
    { "z", 0 },    { "utc", 0 },  { "gmt", 0 },  { "est", -5 }, { "edt", -4 }, { "cst", -6 },
    { "cdt", -5 }, { "mst", -7 }, { "mdt", -6 }, { "pst", -8 }, { "pdt", -7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strlen (zones[i].name) == length && memcmp (zones[i].name, word, length) == 0)
      {
        reader->has_zone = TRUE;
        reader->offset = zones[i].hours * 3600;
        return TRUE;
      }

  return FALSE;
}

/* The name of a month, of a zone, or something that says nothing. */
static void
read_word (Reader *reader)
{
  const char *word = reader->at;
  gsize length;

  while (g_ascii_isalpha (*reader->at))
    reader->at++;
  length = (gsize) (reader->at - word);

  for (guint i = 0; length >= 3 && i < 12 && reader->month < 0; i++)
    if (g_ascii_strncasecmp (ff_liquid_month_names[i], word, length) == 0 ||
        (length == 4 && i == 8 && g_str_has_prefix (word, "sept")))
      {
        reader->month = (int) i + 1;
        return;
      }

  read_zone_name (reader, word, length);
}

/* Numbers beside a month's name: the day, and the year. */
static void
place_numbers (Reader *reader)
{
  for (guint i = 0; i < reader->n_numbers; i++)
    if (reader->digits[i] > 2 || reader->day >= 0)
      {
        reader->is_bad = reader->is_bad || reader->year >= 0;
        reader->year = complete_year (reader->numbers[i], reader->digits[i]);
      }
    else
      {
        reader->day = reader->numbers[i];
      }
}

static void
read_all (Reader *reader)
{
  while (*reader->at != '\0' && !reader->is_bad)
    if (g_ascii_isdigit (*reader->at))
      read_digits (reader);
    else if (g_ascii_isalpha (*reader->at))
      read_word (reader);
    else
      reader->at++;

  if (reader->month < 0 && (reader->hour < 0 || reader->n_numbers > 0))
    reader->is_bad = TRUE;
  else
    place_numbers (reader);
}

GDateTime *
ff_liquid_time_read (const char *text,
                     GTimeZone  *zone,
                     GDateTime  *now)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autoptr (GTimeZone) own_zone = NULL;
  Reader reader = { .at = lower, .year = -1, .month = -1, .day = -1, .hour = -1 };

  read_all (&reader);
  if (reader.is_bad)
    return NULL;

  if (reader.year < 0)
    reader.year = g_date_time_get_year (now);
  if (reader.month < 0)
    {
      reader.month = g_date_time_get_month (now);
      reader.day = g_date_time_get_day_of_month (now);
    }

  own_zone = reader.has_zone ? g_time_zone_new_offset (reader.offset) : g_time_zone_ref (zone);

  return g_date_time_new (own_zone, reader.year, reader.month, MAX (reader.day, 1), MAX (reader.hour, 0),
                          reader.minute, reader.second);
}
