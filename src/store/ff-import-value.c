/* Text of a file → a value of a column's kind, or why it is none. Exact:
 * decimals digit by digit, dates by the calendar, nothing rounded or guessed.
 * Pure; any thread. */

#include "store/ff-import-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "query/ff-rule-time.h"

#define USEC_PER_DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)

/* Characters of a value that a reason repeats. */
#define LONGEST_SHOWN 40

/* ---- Numbers. */

/* Digits with a sign, at most @scale of them after the point, as an integer of 10^-scale. */
static FfFit
read_scaled (const char *text,
             gsize       length,
             char        point,
             guint       scale,
             gint64     *out_value)
{
  const char *end = text + length;
  gboolean is_negative = text < end && *text == '-';
  gboolean has_point = FALSE;
  guint n_digits = 0;
  guint n_after = 0;
  guint64 value = 0;

  if (text < end && (*text == '-' || *text == '+'))
    text++;

  for (; text < end; text++)
    {
      if (*text == point && !has_point)
        {
          has_point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        return FF_FIT_KIND;

      n_digits++;
      if (has_point && n_after == scale)
        {
          if (*text != '0')
            return FF_FIT_SCALE;
          continue;
        }
      if (has_point)
        n_after++;

      if (!g_uint64_checked_mul (&value, value, 10) || !g_uint64_checked_add (&value, value, (guint64) (*text - '0')))
        return FF_FIT_RANGE;
    }

  if (n_digits == 0)
    return FF_FIT_KIND;

  for (; n_after < scale; n_after++)
    if (!g_uint64_checked_mul (&value, value, 10))
      return FF_FIT_RANGE;

  if (value > (guint64) G_MAXINT64 + (is_negative ? 1 : 0))
    return FF_FIT_RANGE;

  *out_value = is_negative ? (gint64) -value : (gint64) value;

  return FF_FIT_GOOD;
}

static FfFit
read_real (const char *text,
           gsize       length,
           gboolean    comma,
           double     *out_value)
{
  char copy[64];
  char *end = NULL;

  /* Of the words that strtod takes, inf and nan, none is a number here; hexadecimal digits neither. */
  if (length >= sizeof copy || strspn (text, "+-.,eE0123456789") < length)
    return FF_FIT_KIND;

  memcpy (copy, text, length);
  copy[length] = '\0';
  if (comma)
    g_strdelimit (copy, ",", '.');

  *out_value = g_ascii_strtod (copy, &end);
  if (end == copy || *end != '\0')
    return FF_FIT_KIND;

  return isfinite (*out_value) ? FF_FIT_GOOD : FF_FIT_RANGE;
}

static FfFit
read_flag (const char *text,
           gsize       length,
           gint64     *out_value)
{
  static const char *const words[2][6] = {
    { "0", "false", "no", "f", "n", "off" },
    { "1", "true", "yes", "t", "y", "on" },
  };

  for (guint v = 0; v < 2; v++)
    for (guint w = 0; w < G_N_ELEMENTS (words[v]); w++)
      if (strlen (words[v][w]) == length && g_ascii_strncasecmp (words[v][w], text, length) == 0)
        {
          *out_value = v;
          return FF_FIT_GOOD;
        }

  return FF_FIT_KIND;
}

/* ---- Dates. */

static gint64
day_of (gint64 year,
        gint   month,
        gint   day)
{
  const gint64 y = month <= 2 ? year - 1 : year;
  const gint64 era = (y >= 0 ? y : y - 399) / 400;
  const gint64 of_era = y - era * 400;
  const gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static gint
days_of (gint year,
         gint month)
{
  static const gint days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && is_leap);
}

/* At least @least and at most @most digits; 0 bytes when there are none. */
static gsize
read_digits (const char *text,
             const char *end,
             gsize       least,
             gsize       most,
             gint       *out_number)
{
  gsize n = 0;

  for (*out_number = 0; n < most && text + n < end && g_ascii_isdigit (text[n]); n++)
    *out_number = *out_number * 10 + (text[n] - '0');

  return n >= least ? n : 0;
}

/* Three numbers with the same sign between them. */
static gsize
read_date_parts (const char  *text,
                 gsize        length,
                 FfDateOrder  order,
                 gint         parts[3])
{
  const char *end = text + length;
  const char *p = text;
  char sign = '\0';

  for (guint i = 0; i < 3; i++)
    {
      gboolean is_year = order == FF_DATE_YMD ? i == 0 : i == 2;
      gsize n;

      if (i > 0)
        {
          if (p == end || (*p != '-' && *p != '/' && *p != '.') || (i == 2 && *p != sign))
            return 0;
          sign = *p++;
        }

      n = read_digits (p, end, is_year ? 4 : order == FF_DATE_YMD ? 2 : 1, is_year ? 4 : 2, &parts[i]);
      if (n == 0)
        return 0;
      p += n;
    }

  return (gsize) (p - text);
}

gboolean
ff_import_read_date (const char  *text,
                     gsize        length,
                     FfDateOrder  order,
                     gint64      *out_day,
                     gsize       *out_used)
{
  gint parts[3];
  gint year, month, day;

  *out_used = read_date_parts (text, length, order, parts);
  if (*out_used == 0)
    return FALSE;

  year = order == FF_DATE_YMD ? parts[0] : parts[2];
  month = order == FF_DATE_MDY ? parts[0] : parts[1];
  day = order == FF_DATE_YMD ? parts[2] : order == FF_DATE_DMY ? parts[0] : parts[1];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of (year, month))
    return FALSE;

  *out_day = day_of (year, month, day);

  return TRUE;
}

/* The other way round, for dates that were not written as we write them. */
static void
print_day (gint64 day,
           char   date[11])
{
  g_autoptr (GDate) made = g_date_new_julian ((guint32) (day + G_GINT64_CONSTANT (719163)));

  g_snprintf (date, 11, "%04d-%02d-%02d", g_date_get_year (made) % 10000, g_date_get_month (made), g_date_get_day (made));
}

/* Hours, minutes, and what may follow: seconds, their fraction. In µs of the day; TRUE with the bytes used. */
static gboolean
read_time (const char *text,
           const char *end,
           gint64     *out_usec,
           gsize      *out_used)
{
  const char *p = text;
  gint hour, minute, second = 0;
  gint64 fraction = 0;
  gsize n = read_digits (p, end, 1, 2, &hour);

  if (n == 0 || p + n == end || p[n] != ':')
    return FALSE;
  p += n + 1;

  n = read_digits (p, end, 2, 2, &minute);
  if (n == 0)
    return FALSE;
  p += n;

  if (p < end && *p == ':')
    {
      n = read_digits (p + 1, end, 2, 2, &second);
      if (n == 0)
        return FALSE;
      p += n + 1;

      if (p < end && (*p == '.' || *p == ','))
        {
          gint64 unit = G_USEC_PER_SEC;

          /* What is finer than a µs is cut off. */
          for (p++; p < end && g_ascii_isdigit (*p); p++)
            {
              unit /= 10;
              fraction += (*p - '0') * unit;
            }
        }
    }

  if (hour > 23 || minute > 59 || second > 59)
    return FALSE;

  *out_usec = ((hour * 60 + minute) * G_GINT64_CONSTANT (60) + second) * G_USEC_PER_SEC + fraction;
  *out_used = (gsize) (p - text);

  return TRUE;
}

/* "Z", "+02:00", "+0200" or "+02", as seconds. FALSE when it is none. */
static gboolean
read_offset (const char *text,
             const char *end,
             gint64     *out_seconds)
{
  gint hour, minute = 0;
  gint64 sign = *text == '-' ? -1 : 1;
  gsize n;

  if (end - text == 1 && (*text == 'Z' || *text == 'z'))
    {
      *out_seconds = 0;
      return TRUE;
    }

  if (*text != '+' && *text != '-')
    return FALSE;

  n = read_digits (text + 1, end, 2, 2, &hour);
  if (n == 0)
    return FALSE;
  text += n + 1;
  if (text < end && *text == ':')
    text++;
  if (text < end)
    {
      n = read_digits (text, end, 2, 2, &minute);
      if (n == 0)
        return FALSE;
      text += n;
    }

  *out_seconds = sign * (hour * 3600 + minute * 60);

  return text == end && hour < 24 && minute < 60;
}

gboolean
ff_import_find_zone (const char  *name,
                     GTimeZone  **out_zone,
                     GError     **error)
{
  *out_zone = g_time_zone_new_identifier (name);
  if (*out_zone != NULL)
    return TRUE;

  g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT, _("The time zone “%s” is unknown here."), name);

  return FALSE;
}

static FfFit
read_instant (const char  *text,
              gsize        length,
              FfDateOrder  order,
              GTimeZone   *zone,
              gint64      *out_usec)
{
  const char *end = text + length;
  gint64 day, offset = 0;
  gint64 usec = 0;
  gsize used;

  if (!ff_import_read_date (text, length, order, &day, &used))
    return FF_FIT_KIND;
  text += used;

  if (text < end)
    {
      if (*text != 'T' && *text != 't' && *text != ' ')
        return FF_FIT_KIND;
      text++;
      if (!read_time (text, end, &usec, &used))
        return FF_FIT_KIND;
      text += used;
      if (text + 1 < end && *text == ' ')
        text++;
    }

  usec += day * USEC_PER_DAY;
  if (text == end)
    *out_usec = ff_time_from_local (usec, zone);
  else if (read_offset (text, end, &offset))
    *out_usec = usec - offset * G_USEC_PER_SEC;
  else
    return FF_FIT_KIND;

  return FF_FIT_GOOD;
}

static FfFit
read_day (const FfFileColumn *column,
          const char         *text,
          gsize               length,
          FfImportCell       *cell)
{
  gint64 day;
  gsize used;

  if (!ff_import_read_date (text, length, column->date_order, &day, &used) || used != length)
    return FF_FIT_KIND;

  cell->kind = FF_VALUE_TEXT;
  cell->length = 10;
  if (column->date_order == FF_DATE_YMD && text[4] == '-')
    {
      cell->text = text;
      return FF_FIT_GOOD;
    }

  print_day (day, cell->date);
  cell->text = cell->date;

  return FF_FIT_GOOD;
}

/* ---- Cells. */

/* Most texts are ASCII, which is told eight bytes at a time. */
static gboolean
is_valid (const char *text,
          gsize       length)
{
  gsize i = 0;

  for (guint64 eight; i + sizeof eight <= length; i += sizeof eight)
    {
      memcpy (&eight, text + i, sizeof eight);
      if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        return g_utf8_validate_len (text + i, length - i, NULL);
    }
  for (; i < length; i++)
    if ((text[i] & 0x80) != 0)
      return g_utf8_validate_len (text + i, length - i, NULL);

  return TRUE;
}

static FfFit
read_kind (const FfFileColumn *column,
           const char         *text,
           gsize               length,
           GTimeZone          *zone,
           FfImportCell       *cell)
{
  if (column->type.kind == FF_KIND_TEXT)
    {
      cell->kind = FF_VALUE_TEXT;
      cell->text = text;
      cell->length = length;
      return is_valid (text, length) ? FF_FIT_GOOD : FF_FIT_ENCODING;
    }

  for (; length > 0 && g_ascii_isspace (*text); text++)
    length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  cell->kind = FF_VALUE_INTEGER;
  switch (column->type.kind)
    {
    case FF_KIND_INTEGER:
      return read_scaled (text, length, '\0', 0, &cell->integer);
    case FF_KIND_DECIMAL:
      return read_scaled (text, length, column->decimal_comma ? ',' : '.', column->type.scale, &cell->integer);
    case FF_KIND_REAL:
      cell->kind = FF_VALUE_REAL;
      return read_real (text, length, column->decimal_comma, &cell->real);
    case FF_KIND_FLAG:
      return read_flag (text, length, &cell->integer);
    case FF_KIND_DATE:
      return read_day (column, text, length, cell);
    case FF_KIND_INSTANT:
      return read_instant (text, length, column->date_order, zone, &cell->integer);
    case FF_KIND_TEXT:
    default:
      g_assert_not_reached ();
    }
}

/* A number of spaces is as empty as none, but for texts. */
static gboolean
is_empty (const FfFileColumn *column,
          const char         *text,
          gsize               length)
{
  if (length == 0)
    return column->type.kind != FF_KIND_TEXT || text == NULL;

  if (column->type.kind == FF_KIND_TEXT || !g_ascii_isspace (text[0]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;

  return TRUE;
}

static FfFit
read_fallback (const FfFileColumn *column,
               GTimeZone          *zone,
               FfImportCell       *cell)
{
  cell->kind = FF_VALUE_NULL;
  if (column->fallback == NULL)
    return FF_FIT_GOOD;

  return read_kind (column, column->fallback, strlen (column->fallback), zone, cell);
}

/**
 * ff_import_read_cell:
 * @zone: (nullable): of instants that are written without one
 * @out_cell: (out caller-allocates): what the column's policies make of @field; it may point into it
 *
 * Returns: %FF_FIT_GOOD, or why the row is to be rejected
 */
FfFit
ff_import_read_cell (const FfFileColumn  *column,
                     const FfImportField *field,
                     GTimeZone           *zone,
                     FfImportCell        *out_cell)
{
  const char *text = field->text;
  gsize length = field->length;
  FfFit fit;

  if (column->remapping != NULL)
    {
      const char *other = g_hash_table_lookup (column->remapping, text != NULL ? text : "");

      if (other != NULL)
        {
          text = *other != '\0' ? other : NULL;
          length = strlen (other);
        }
    }

  if (is_empty (column, text, length))
    {
      out_cell->kind = FF_VALUE_NULL;
      if (column->empty == FF_EMPTY_IS_DEFAULT)
        return read_fallback (column, zone, out_cell);
      return column->empty == FF_EMPTY_IS_REJECTED ? FF_FIT_EMPTY : FF_FIT_GOOD;
    }

  fit = read_kind (column, text, length, zone, out_cell);
  if (fit == FF_FIT_GOOD || column->misfit == FF_MISFIT_IS_REJECTED)
    return fit;

  out_cell->kind = FF_VALUE_NULL;
  if (column->misfit == FF_MISFIT_IS_DEFAULT)
    return read_fallback (column, zone, out_cell);

  return FF_FIT_GOOD;
}

static char *
dup_shown (const FfImportField *field)
{
  g_autofree char *valid = g_utf8_make_valid (field->text != NULL ? field->text : "", (gssize) field->length);
  g_autofree char *cut = NULL;

  g_strdelimit (valid, "\r\n\t", ' ');
  if (g_utf8_strlen (valid, -1) <= LONGEST_SHOWN)
    return g_steal_pointer (&valid);

  cut = g_utf8_substring (valid, 0, LONGEST_SHOWN);

  return g_strconcat (cut, "…", NULL);
}

/**
 * ff_import_ragged_to_text:
 *
 * Returns: (transfer full): why a row of @n_fields is rejected
 */
char *
ff_import_ragged_to_text (guint n_fields,
                          guint n_columns)
{
  g_autofree char *fields = g_strdup_printf (ngettext ("%u field", "%u fields", n_fields), n_fields);

  /* Translators: the first placeholder is “3 fields”. */
  return g_strdup_printf (_("%s instead of %u"), fields, n_columns);
}

/**
 * ff_import_fit_to_text:
 * @fit: not %FF_FIT_GOOD
 *
 * Returns: (transfer full): a sentence
 */
char *
ff_import_fit_to_text (FfFit                fit,
                       const FfFileColumn  *column,
                       const FfImportField *field)
{
  g_autofree char *shown = dup_shown (field);

  switch (fit)
    {
    case FF_FIT_ENCODING:
      /* Translators: in these sentences the first placeholder is a column, the next what the file has in it. */
      return g_strdup_printf (_("%s: “%s” has bytes that the file’s encoding does not have"), column->name, shown);
    case FF_FIT_SCALE:
      return g_strdup_printf (ngettext ("%s: “%s” has more than %u digit after the point",
                                        "%s: “%s” has more than %u digits after the point", column->type.scale),
                              column->name, shown, column->type.scale);
    case FF_FIT_RANGE:
      return g_strdup_printf (_("%s: “%s” is larger than can be stored"), column->name, shown);
    case FF_FIT_EMPTY:
      return g_strdup_printf (_("%s: empty"), column->name);
    case FF_FIT_KIND:
    case FF_FIT_GOOD:
    default:
      /* Translators: the last placeholder is a kind of value, such as “whole number”. */
      return g_strdup_printf (_("%s: “%s” is no %s"), column->name, shown, ff_kind_get_name (column->type.kind));
    }
}
