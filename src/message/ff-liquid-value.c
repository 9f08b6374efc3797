/* What Liquid's values are and how they compare, count and print. Used by the
 * renderer and the filters; nothing here knows about tags. */

#define _GNU_SOURCE /* memmem () */

#include "message/ff-liquid-value-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

FfLiquidValue
ff_liquid_from_json (FfJson *json)
{
  const char *text;
  gint64 integer;
  double real;

  if (json == NULL)
    return FF_LIQUID_VALUE_NIL;

  switch (ff_json_get_kind (json))
    {
    case FF_JSON_BOOLEAN:
      return ff_liquid_flag (ff_json_get_boolean (json, FALSE));

    case FF_JSON_STRING:
      text = ff_json_get_string (json);
      return ff_liquid_text (text, strlen (text));

    case FF_JSON_NUMBER:
      text = ff_json_get_number_text (json);
      if (strpbrk (text, ".eE") == NULL && ff_json_get_integer (json, &integer))
        return ff_liquid_integer (integer);
      return ff_json_get_real (json, &real) ? ff_liquid_real (real) : ff_liquid_text (text, strlen (text));

    case FF_JSON_ARRAY:
    case FF_JSON_OBJECT:
      return (FfLiquidValue) { .kind = FF_LIQUID_JSON, .json = json };

    case FF_JSON_NULL:
    default:
      return FF_LIQUID_VALUE_NIL;
    }
}

gboolean
ff_liquid_is_true (FfLiquidValue value)
{
  return value.kind != FF_LIQUID_NIL && (value.kind != FF_LIQUID_FLAG || value.flag);
}

gboolean
ff_liquid_is_map (FfLiquidValue value)
{
  return value.kind == FF_LIQUID_PAIRS || (value.kind == FF_LIQUID_JSON && ff_json_is_object (value.json));
}

gboolean
ff_liquid_is_list (FfLiquidValue value)
{
  return value.kind == FF_LIQUID_LIST || (value.kind == FF_LIQUID_JSON && ff_json_is_array (value.json));
}

gboolean
ff_liquid_is_empty (FfLiquidValue value)
{
  if (value.kind == FF_LIQUID_TEXT)
    return value.n == 0;

  return (ff_liquid_is_list (value) || ff_liquid_is_map (value)) && ff_liquid_get_length (value) == 0;
}

gboolean
ff_liquid_is_blank (FfLiquidValue value)
{
  if (!ff_liquid_is_true (value))
    return TRUE;

  if (value.kind == FF_LIQUID_TEXT)
    {
      for (guint i = 0; i < value.n; i++)
        if (strchr (" \t\n\v\f\r", value.text[i]) == NULL || value.text[i] == '\0')
          return FALSE;
      return TRUE;
    }

  return ff_liquid_is_empty (value);
}

static gboolean
equal_elements (FfLiquidValue a,
                FfLiquidValue b)
{
  gint64 length = ff_liquid_get_length (a);

  if (length != ff_liquid_get_length (b))
    return FALSE;

  for (gint64 i = 0; i < length; i++)
    if (!ff_liquid_equal (ff_liquid_get_element (NULL, a, i), ff_liquid_get_element (NULL, b, i)))
      return FALSE;

  return TRUE;
}

gboolean
ff_liquid_equal (FfLiquidValue a,
                 FfLiquidValue b)
{
  if (ff_liquid_is_list (a) && ff_liquid_is_list (b))
    return equal_elements (a, b);
  if (a.kind == FF_LIQUID_INTEGER && b.kind == FF_LIQUID_REAL)
    return (double) a.integer == b.real;
  if (a.kind == FF_LIQUID_REAL && b.kind == FF_LIQUID_INTEGER)
    return a.real == (double) b.integer;
  if (a.kind != b.kind)
    return FALSE;

  switch ((FfLiquidKind) a.kind)
    {
    case FF_LIQUID_NIL:
      return TRUE;
    case FF_LIQUID_FLAG:
      return !a.flag == !b.flag;
    case FF_LIQUID_INTEGER:
      return a.integer == b.integer;
    case FF_LIQUID_REAL:
      return a.real == b.real;
    case FF_LIQUID_TEXT:
      return a.n == b.n && memcmp (a.text, b.text, a.n) == 0;
    case FF_LIQUID_RANGE:
      return a.range->start == b.range->start && a.range->end == b.range->end;
    case FF_LIQUID_JSON:
      return ff_json_equal (a.json, b.json);
    case FF_LIQUID_LOOP:
      return a.loop == b.loop;
    case FF_LIQUID_LIST:
    case FF_LIQUID_PAIRS:
    case FF_LIQUID_EMPTY:
    case FF_LIQUID_BLANK:
    default:
      return FALSE;
    }
}

gboolean
ff_liquid_text_equal (FfLiquidValue  value,
                      const char    *text)
{
  return value.kind == FF_LIQUID_TEXT && strlen (text) == value.n && memcmp (text, value.text, value.n) == 0;
}

const char *
ff_liquid_find (const char *text,
                gsize       length,
                const char *wanted,
                gsize       n_wanted)
{
  return memmem (text, length, wanted, n_wanted);
}

gint64
ff_liquid_get_length (FfLiquidValue value)
{
  gint64 length;

  switch ((FfLiquidKind) value.kind)
    {
    case FF_LIQUID_LIST:
      return value.n;
    case FF_LIQUID_PAIRS:
      return value.n / 2;
    case FF_LIQUID_JSON:
      return ff_json_get_length (value.json);
    case FF_LIQUID_RANGE:
      if (value.range->end < value.range->start)
        return 0;
      if (__builtin_sub_overflow (value.range->end, value.range->start, &length) || length == G_MAXINT64)
        return G_MAXINT64;
      return length + 1;
    default:
      return 0;
    }
}

static FfLiquidValue
make_pair (FfLiquidArena *arena,
           FfLiquidValue  name,
           FfLiquidValue  value)
{
  FfLiquidValue *pair = ff_liquid_arena_alloc (arena, 2 * sizeof *pair);

  pair[0] = name;
  pair[1] = value;

  return ff_liquid_list (pair, 2);
}

FfLiquidValue
ff_liquid_get_element (FfLiquidArena *arena,
                       FfLiquidValue  value,
                       gint64         index)
{
  const char *name;

  if (index < 0 || index >= ff_liquid_get_length (value))
    return FF_LIQUID_VALUE_NIL;

  switch ((FfLiquidKind) value.kind)
    {
    case FF_LIQUID_LIST:
      return value.items[index];
    case FF_LIQUID_PAIRS:
      return make_pair (arena, value.items[2 * index], value.items[2 * index + 1]);
    case FF_LIQUID_RANGE:
      return ff_liquid_integer (value.range->start + index);
    case FF_LIQUID_JSON:
      if (ff_json_is_array (value.json))
        return ff_liquid_from_json (ff_json_get_element (value.json, (guint) index));
      name = ff_json_get_name (value.json, (guint) index);
      return make_pair (arena, ff_liquid_text (name, strlen (name)),
                        ff_liquid_from_json (ff_json_get_value (value.json, (guint) index)));
    default:
      return FF_LIQUID_VALUE_NIL;
    }
}

gboolean
ff_liquid_get_member (FfLiquidValue  value,
                      const char    *name,
                      gsize          length,
                      FfLiquidValue *out_member)
{
  g_autofree char *copy = NULL;
  FfJson *member;

  if (name == NULL)
    return FALSE;

  if (value.kind == FF_LIQUID_PAIRS)
    {
      for (guint i = 0; i + 1 < value.n; i += 2)
        if (value.items[i].n == length && memcmp (value.items[i].text, name, length) == 0)
          {
            *out_member = value.items[i + 1];
            return TRUE;
          }
      return FALSE;
    }

  if (value.kind != FF_LIQUID_JSON || !ff_json_is_object (value.json) || memchr (name, '\0', length) != NULL)
    return FALSE;

  copy = g_strndup (name, length);
  member = ff_json_get_member (value.json, copy);
  if (member == NULL)
    return FALSE;

  *out_member = ff_liquid_from_json (member);
  return TRUE;
}

/* Digits and exponent of the shortest text that reads back as @real. */
static void
find_digits (double  real,
             char   *digits,
             int    *out_exponent)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  const char *exponent;
  guint n_digits = 0;

  for (int precision = 14; precision <= 16; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, real);
      if (g_ascii_strtod (text, NULL) == real)
        break;
    }

  exponent = strchr (text, 'e');
  for (const char *c = text; c < exponent; c++)
    if (g_ascii_isdigit (*c))
      digits[n_digits++] = *c;
  while (n_digits > 1 && digits[n_digits - 1] == '0')
    n_digits--;
  digits[n_digits] = '\0';
  *out_exponent = atoi (exponent + 1);
}

guint
ff_liquid_print_real (double  real,
                      char   *buffer)
{
  char digits[24];
  int exponent;
  int n_digits;
  const char *sign = signbit (real) ? "-" : "";

  if (!isfinite (real))
    return (guint) g_snprintf (buffer, 48, "%s", isnan (real) ? "NaN" : real < 0 ? "-Infinity" : "Infinity");

  find_digits (fabs (real), digits, &exponent);
  n_digits = (int) strlen (digits);

  if (exponent < -4 || exponent >= 16)
    return (guint) g_snprintf (buffer, 48, "%s%c.%se%c%02d", sign, digits[0], n_digits > 1 ? digits + 1 : "0",
                               exponent < 0 ? '-' : '+', ABS (exponent));
  if (exponent < 0)
    return (guint) g_snprintf (buffer, 48, "%s0.%.*s%s", sign, -exponent - 1, "0000", digits);
  if (n_digits <= exponent + 1)
    return (guint) g_snprintf (buffer, 48, "%s%s%.*s.0", sign, digits, exponent + 1 - n_digits, "0000000000000000");

  return (guint) g_snprintf (buffer, 48, "%s%.*s.%s", sign, exponent + 1, digits, digits + exponent + 1);
}

static void inspect (FfLiquidBuilder *out,
                     FfLiquidValue    value);

static void
inspect_text (FfLiquidBuilder *out,
              FfLiquidValue    value)
{
  static const char from[] = "\"\\\n\t\r\a\b\f\v\033";
  static const char to[] = "\"\\ntrabfve";

  ff_liquid_builder_add_c (out, '"');
  for (guint i = 0; i < value.n; i++)
    {
      const char *found = value.text[i] != '\0' ? strchr (from, value.text[i]) : NULL;

      if (found != NULL)
        {
          ff_liquid_builder_add_c (out, '\\');
          ff_liquid_builder_add_c (out, to[found - from]);
        }
      else
        {
          ff_liquid_builder_add_c (out, value.text[i]);
        }
    }
  ff_liquid_builder_add_c (out, '"');
}

static void
inspect_elements (FfLiquidBuilder *out,
                  FfLiquidValue    value)
{
  gboolean is_map = ff_liquid_is_map (value);

  ff_liquid_builder_add_c (out, is_map ? '{' : '[');
  for (gint64 i = 0; i < ff_liquid_get_length (value) && !out->arena->is_over; i++)
    {
      FfLiquidValue element = ff_liquid_get_element (out->arena, value, i);

      if (i > 0)
        ff_liquid_builder_add (out, ", ", 2);
      if (is_map)
        {
          inspect (out, element.items[0]);
          ff_liquid_builder_add (out, "=>", 2);
          element = element.items[1];
        }
      inspect (out, element);
    }
  ff_liquid_builder_add_c (out, is_map ? '}' : ']');
}

/* As Ruby would show the value inside a list. */
static void
inspect (FfLiquidBuilder *out,
         FfLiquidValue    value)
{
  if (value.kind == FF_LIQUID_NIL)
    {
      ff_liquid_builder_add (out, "nil", 3);
    }
  else if (value.kind == FF_LIQUID_TEXT)
    {
      inspect_text (out, value);
    }
  else if (ff_liquid_is_list (value) || ff_liquid_is_map (value))
    {
      inspect_elements (out, value);
    }
  else
    {
      FfLiquidValue text = ff_liquid_to_text (out->arena, value);

      ff_liquid_builder_add (out, text.text, text.n);
    }
}

static FfLiquidValue
print_elements (FfLiquidArena *arena,
                FfLiquidValue  value)
{
  FfLiquidBuilder out = { arena };

  inspect_elements (&out, value);

  return ff_liquid_text (out.data, out.length);
}

FfLiquidValue
ff_liquid_to_text (FfLiquidArena *arena,
                   FfLiquidValue  value)
{
  char buffer[64];
  guint length = 0;

  switch ((FfLiquidKind) value.kind)
    {
    case FF_LIQUID_TEXT:
      return value;
    case FF_LIQUID_FLAG:
      return value.flag ? ff_liquid_text ("true", 4) : ff_liquid_text ("false", 5);
    case FF_LIQUID_INTEGER:
      length = (guint) g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value.integer);
      break;
    case FF_LIQUID_REAL:
      length = ff_liquid_print_real (value.real, buffer);
      break;
    case FF_LIQUID_RANGE:
      length = (guint) g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT,
                                   value.range->start, value.range->end);
      break;
    case FF_LIQUID_LIST:
    case FF_LIQUID_PAIRS:
    case FF_LIQUID_JSON:
      return print_elements (arena, value);
    case FF_LIQUID_NIL:
    case FF_LIQUID_LOOP:
    case FF_LIQUID_EMPTY:
    case FF_LIQUID_BLANK:
    default:
      return ff_liquid_text ("", 0);
    }

  return ff_liquid_text (ff_liquid_arena_strndup (arena, buffer, length), length);
}
