/* Prints moments as Ruby's strftime does, for the filter “date”. Pure functions. */

#include "message/ff-liquid-time-private.h"

#include <string.h>

const char *const ff_liquid_month_names[12] = {
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December",
};

const char *const ff_liquid_day_names[7] = {
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
};

/* “%-d”, “%^B”, “%03d”, “%::z” */
typedef struct
{
  gboolean no_padding;
  gboolean is_upper;
  gboolean is_swapped;
  char     padding;   /* NUL: the directive's own */
  int      width;     /* -1: the directive's own */
  guint    n_colons;
  char     conversion;
} Directive;

static const char *
read_directive (const char *at,
                const char *end,
                Directive  *directive)
{
  *directive = (Directive) { .width = -1 };

  for (; at < end && strchr ("-^#_0:", *at) != NULL && *at != '\0'; at++)
    {
      directive->no_padding |= *at == '-';
      directive->is_upper |= *at == '^';
      directive->is_swapped |= *at == '#';
      directive->n_colons += *at == ':';
      if (*at == '_' || *at == '0')
        directive->padding = *at == '_' ? ' ' : '0';
    }

  for (; at < end && g_ascii_isdigit (*at); at++)
    directive->width = MIN (MAX (directive->width, 0) * 10 + (*at - '0'), 1024);
  for (; at < end && *at == ':'; at++)
    directive->n_colons++;

  directive->conversion = at < end ? *at : '\0';
  return at < end ? at + 1 : at;
}

static void
pad (GString         *out,
     const Directive *directive,
     char             padding,
     int              width,
     gsize            length)
{
  if (directive->no_padding)
    return;
  if (directive->padding != '\0')
    padding = directive->padding;
  if (directive->width >= 0)
    width = directive->width;

  for (gsize i = length; (int) i < width; i++)
    g_string_append_c (out, padding);
}

static void
print_number (GString         *out,
              const Directive *directive,
              gint64           number,
              char             padding,
              int              width)
{
  char digits[32];
  int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, ABS (number));

  if (number < 0)
    g_string_append_c (out, '-');
  pad (out, directive, padding, width, (gsize) length);
  g_string_append_len (out, digits, length);
}

static void
print_name (GString         *out,
            const Directive *directive,
            const char      *name,
            gsize            length,
            gboolean         swaps_down)
{
  g_autofree char *changed = NULL;

  if (directive->is_swapped && swaps_down)
    changed = g_ascii_strdown (name, (gssize) length);
  else if (directive->is_upper || directive->is_swapped)
    changed = g_ascii_strup (name, (gssize) length);

  pad (out, directive, ' ', 0, length);
  g_string_append_len (out, changed != NULL ? changed : name, (gssize) length);
}

static void
print_format (GString         *out,
              const Directive *directive,
              GDateTime       *time,
              const char      *format)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ff_liquid_time_print (text, time, format, strlen (format), G_MAXINT);
  print_name (out, directive, text->str, text->len, FALSE);
}

/* Digits of the second's fraction; GDateTime knows six. */
static void
print_fraction (GString         *out,
                const Directive *directive,
                GDateTime       *time,
                int              digits)
{
  g_autofree char *fraction = g_strdup_printf ("%06d", g_date_time_get_microsecond (time));

  if (directive->width > 0)
    digits = directive->width;
  for (int i = 0; i < digits; i++)
    g_string_append_c (out, i < 6 ? fraction[i] : '0');
}

static void
print_offset (GString         *out,
              const Directive *directive,
              GDateTime       *time)
{
  int seconds = (int) (g_date_time_get_utc_offset (time) / G_USEC_PER_SEC);
  int size = ABS (seconds);

  g_string_append_printf (out, directive->n_colons > 0 ? "%c%02d:%02d" : "%c%02d%02d", seconds < 0 ? '-' : '+',
                          size / 3600, size / 60 % 60);
  if (directive->n_colons > 1)
    g_string_append_printf (out, ":%02d", size % 60);
}

/* The week of the year; days before the first @first_day are week 0. */
static int
get_week (GDateTime *time,
          int        first_day)
{
  int day = g_date_time_get_day_of_week (time) % 7;

  return (g_date_time_get_day_of_year (time) - 1 + 7 - (day - first_day + 7) % 7) / 7;
}

static int
get_half_day_hour (GDateTime *time)
{
  int hour = g_date_time_get_hour (time) % 12;

  return hour == 0 ? 12 : hour;
}

static gboolean
print_date_part (GString         *out,
                 const Directive *directive,
                 GDateTime       *time)
{
  const char *month = ff_liquid_month_names[g_date_time_get_month (time) - 1];
  const char *day = ff_liquid_day_names[g_date_time_get_day_of_week (time) % 7];
  int year = g_date_time_get_year (time);
  int iso_year = g_date_time_get_week_numbering_year (time);

  switch (directive->conversion)
    {
    case 'Y': print_number (out, directive, year, '0', 4); break;
    case 'C': print_number (out, directive, year / 100, '0', 2); break;
    case 'y': print_number (out, directive, year % 100, '0', 2); break;
    case 'm': print_number (out, directive, g_date_time_get_month (time), '0', 2); break;
    case 'B': print_name (out, directive, month, strlen (month), FALSE); break;
    case 'b':
    case 'h': print_name (out, directive, month, 3, FALSE); break;
    case 'd': print_number (out, directive, g_date_time_get_day_of_month (time), '0', 2); break;
    case 'e': print_number (out, directive, g_date_time_get_day_of_month (time), ' ', 2); break;
    case 'j': print_number (out, directive, g_date_time_get_day_of_year (time), '0', 3); break;
    case 'A': print_name (out, directive, day, strlen (day), FALSE); break;
    case 'a': print_name (out, directive, day, 3, FALSE); break;
    case 'u': print_number (out, directive, g_date_time_get_day_of_week (time), '0', 1); break;
    case 'w': print_number (out, directive, g_date_time_get_day_of_week (time) % 7, '0', 1); break;
    case 'G': print_number (out, directive, iso_year, '0', 4); break;
    case 'g': print_number (out, directive, iso_year % 100, '0', 2); break;
    case 'V': print_number (out, directive, g_date_time_get_week_of_year (time), '0', 2); break;
    case 'U': print_number (out, directive, get_week (time, 0), '0', 2); break;
    case 'W': print_number (out, directive, get_week (time, 1), '0', 2); break;
    default: return FALSE;
    }

  return TRUE;
}

static gboolean
print_time_part (GString         *out,
                 const Directive *directive,
                 GDateTime       *time)
{
  int hour = g_date_time_get_hour (time);
  const char *half = hour < 12 ? "AM" : "PM";
  const char *zone = g_date_time_get_timezone_abbreviation (time);

  switch (directive->conversion)
    {
    case 'H': print_number (out, directive, hour, '0', 2); break;
    case 'k': print_number (out, directive, hour, ' ', 2); break;
    case 'I': print_number (out, directive, get_half_day_hour (time), '0', 2); break;
    case 'l': print_number (out, directive, get_half_day_hour (time), ' ', 2); break;
    case 'M': print_number (out, directive, g_date_time_get_minute (time), '0', 2); break;
    case 'S': print_number (out, directive, g_date_time_get_second (time), '0', 2); break;
    case 'L': print_fraction (out, directive, time, 3); break;
    case 'N': print_fraction (out, directive, time, 9); break;
    case 'p': print_name (out, directive, half, 2, TRUE); break;
    case 'P': print_name (out, directive, hour < 12 ? "am" : "pm", 2, FALSE); break;
    case 'z': print_offset (out, directive, time); break;
    case 'Z': print_name (out, directive, zone, strlen (zone), TRUE); break;
    case 's': print_number (out, directive, g_date_time_to_unix (time), '0', 1); break;
    default: return FALSE;
    }

  return TRUE;
}

static gboolean
print_whole (GString         *out,
             const Directive *directive,
             GDateTime       *time)
{
  switch (directive->conversion)
    {
    case 'c': print_format (out, directive, time, "%a %b %e %H:%M:%S %Y"); break;
    case 'D':
    case 'x': print_format (out, directive, time, "%m/%d/%y"); break;
    case 'F': print_format (out, directive, time, "%Y-%m-%d"); break;
    case 'T':
    case 'X': print_format (out, directive, time, "%H:%M:%S"); break;
    case 'R': print_format (out, directive, time, "%H:%M"); break;
    case 'r': print_format (out, directive, time, "%I:%M:%S %p"); break;
    case 'v': print_format (out, directive, time, "%e-%^b-%Y"); break;
    case '+': print_format (out, directive, time, "%a %b %e %H:%M:%S %Z %Y"); break;
    case 'n': g_string_append_c (out, '\n'); break;
    case 't': g_string_append_c (out, '\t'); break;
    case '%': g_string_append_c (out, '%'); break;
    default: return FALSE;
    }

  return TRUE;
}

/* An unknown directive is printed as it stands. */
void
ff_liquid_time_print (GString    *out,
                      GDateTime  *time,
                      const char *format,
                      gsize       length,
                      gsize       max_length)
{
  const char *end = format + length;

  for (const char *at = format; at < end && out->len < max_length;)
    {
      const char *start = at;
      Directive directive;

      if (*at != '%')
        {
          g_string_append_c (out, *at++);
          continue;
        }

      at = read_directive (at + 1, end, &directive);
      if (!print_date_part (out, &directive, time) && !print_time_part (out, &directive, time) &&
          !print_whole (out, &directive, time))
        g_string_append_len (out, start, at - start);
    }
}
