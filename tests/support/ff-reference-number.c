/* The reference: arithmetic. Exact numbers are whole ones of 10^-scale. */

#include "ff-reference-number.h"

#include <math.h>
#include <string.h>

static guint
get_scale (const FfRefTerm *term)
{
  return term->cell.type.kind == FF_KIND_DECIMAL ? term->cell.type.scale : 0;
}

static gboolean
is_real (const FfRefTerm *term)
{
  return !term->untyped && term->cell.type.kind == FF_KIND_REAL;
}

static __int128
power (gint64 n)
{
  __int128 power = 1;

  while (n-- > 0)
    power *= 10;

  return power;
}

/* The nearest whole number to a / b; of two the one away from 0. */
static __int128
divide (__int128 a,
        __int128 b)
{
  gboolean negative = (a < 0) != (b < 0);
  unsigned __int128 up = a < 0 ? -(unsigned __int128) a : (unsigned __int128) a;
  unsigned __int128 by = b < 0 ? -(unsigned __int128) b : (unsigned __int128) b;
  __int128 whole = (__int128) ((2 * up + by) / (2 * by));

  return negative ? -whole : whole;
}

static FfRefTerm
exact (__int128 number,
       guint    scale,
       gboolean is_there)
{
  FfRefTerm term = ff_ref_term_missing (scale > 0 ? FF_KIND_DECIMAL : FF_KIND_INTEGER);

  term.cell.type.scale = scale;
  if (is_there && number >= G_MININT64 && number <= G_MAXINT64)
    term.cell.value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = (gint64) number };

  return term;
}

static FfRefTerm
real (double   number,
      gboolean is_there)
{
  FfRefTerm term = ff_ref_term_missing (FF_KIND_REAL);

  if (is_there && fabs (number) <= 1e308)
    term.cell.value = (FfValue) { .kind = FF_VALUE_REAL, .real = fabs (number) < 1e-307 ? 0 : number };

  return term;
}

static double
get_real (const FfRefTerm *term)
{
  if (term->cell.value.kind == FF_VALUE_REAL)
    return term->cell.value.real;

  return (double) term->cell.value.integer / (double) power (get_scale (term));
}

/* With so many digits after the point. */
static FfRefTerm
rescale (const FfRefTerm *term,
         guint            scale)
{
  const guint from = get_scale (term);
  const __int128 number = term->cell.value.integer;

  return exact (scale >= from ? number * power (scale - from) : divide (number, power (from - scale)), scale, !ff_ref_term_is_missing (term));
}

void
ff_ref_unify_numbers (FfRefTerm *terms,
                      guint      n)
{
  gboolean any_real = FALSE;
  guint scale = 0;

  for (guint i = 0; i < n; i++)
    {
      any_real = any_real || is_real (&terms[i]);
      scale = MAX (scale, get_scale (&terms[i]));
    }

  for (guint i = 0; i < n; i++)
    terms[i] = any_real ? real (get_real (&terms[i]), !ff_ref_term_is_missing (&terms[i])) : rescale (&terms[i], scale);
}

gint
ff_ref_compare_numbers (const FfRefTerm *a,
                        const FfRefTerm *b)
{
  __int128 x, y;

  if (is_real (a) || is_real (b))
    return (get_real (a) > get_real (b)) - (get_real (a) < get_real (b));

  x = a->cell.value.integer * power (get_scale (b));
  y = b->cell.value.integer * power (get_scale (a));

  return (x > y) - (x < y);
}

static FfRefTerm
calculate_reals (char   sign,
                 double a,
                 double b,
                 gboolean is_there)
{
  switch (sign)
    {
    case '+':
      return real (a + b, is_there);
    case '-':
      return real (a - b, is_there);
    case '*':
      return real (a * b, is_there);
    case '/':
    default:
      return real (b != 0 ? a / b : 0, is_there && b != 0);
    }
}

FfRefTerm
ff_ref_calculate (char             sign,
                  const FfRefTerm *a,
                  const FfRefTerm *b)
{
  gboolean is_there = !ff_ref_term_is_missing (a) && !ff_ref_term_is_missing (b);
  const guint left = get_scale (a);
  const guint right = get_scale (b);
  const guint greater = MAX (left, right);
  const __int128 x = a->cell.value.integer;
  const __int128 y = b->cell.value.integer;
  guint scale;

  if (is_real (a) || is_real (b))
    return calculate_reals (sign, get_real (a), get_real (b), is_there);

  switch (sign)
    {
    case '+':
    case '-':
      /* Each must fit by itself. */
      is_there = is_there && rescale (a, greater).cell.value.kind != FF_VALUE_NULL && rescale (b, greater).cell.value.kind != FF_VALUE_NULL;
      return exact (x * power (greater - left) + (sign == '+' ? 1 : -1) * y * power (greater - right), greater, is_there);

    case '*':
      scale = MIN (left + right, MAX (6, greater));
      return exact (divide (x * y, power (left + right - scale)), scale, is_there);

    case '/':
    default:
      scale = MAX (6, greater);
      return exact (y != 0 ? divide (x * power (scale + right - left), y) : 0, scale, is_there && y != 0);
    }
}

/* The 15 digits that tell, without an exponent. */
static char *
dup_digits (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  GString *digits = g_string_new (NULL);
  gint exponent;
  gssize n_whole;

  if (number == 0)
    return g_strdup ("0");

  /* "-1.23450000000000e-07" */
  g_ascii_formatd (buffer, sizeof buffer, "%.14e", fabs (number));
  exponent = (gint) g_ascii_strtoll (strchr (buffer, 'e') + 1, NULL, 10);
  g_string_append_printf (digits, "%c%.14s", buffer[0], buffer + 2);

  for (; exponent < 0; exponent++)
    g_string_prepend_c (digits, '0');
  n_whole = exponent + 1;
  while ((gssize) digits->len < n_whole)
    g_string_append_c (digits, '0');
  while ((gssize) digits->len > n_whole && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
  if ((gssize) digits->len > n_whole)
    g_string_insert_c (digits, n_whole, '.');
  if (number < 0)
    g_string_prepend_c (digits, '-');

  return g_string_free (digits, FALSE);
}

/* @direction: down, to the nearest or up. */
static FfRefTerm
read_towards (const char *text,
              guint       scale,
              gint        direction)
{
  const gboolean negative = *text == '-';
  const char *c = text + (*text == '-' || *text == '+');
  __int128 number = 0;
  guint n_whole = 0, n_fraction = 0;
  gboolean half = FALSE, rest = FALSE;

  for (; g_ascii_isdigit (*c) && n_whole < 36; c++, n_whole++)
    number = number * 10 + (*c - '0');
  if (*c == '.' && n_whole > 0)
    {
      for (c++; g_ascii_isdigit (*c); c++, n_fraction++)
        if (n_fraction < scale)
          number = number * 10 + (*c - '0');
        else
          {
            half = n_fraction == scale ? *c >= '5' : half;
            rest = rest || *c > '0';
          }
      if (n_fraction == 0)
        return exact (0, scale, FALSE);
    }
  if (*c != '\0' || n_whole == 0)
    return exact (0, scale, FALSE);

  if (number > power (26))
    return exact (0, scale, FALSE);
  number *= power ((gint64) scale - n_fraction);
  number += direction == 0 ? half : rest && negative == (direction < 0);

  return exact (negative ? -number : number, scale, TRUE);
}

FfRefTerm
ff_ref_read_number (const char *text,
                    guint       scale)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  const char *point = strchr (trimmed, '.');

  /* Longer than anybody writes. */
  if (point != NULL && strlen (point + 1) > 30)
    return exact (0, scale, FALSE);

  return read_towards (trimmed, scale, 0);
}

/* What a real is as an exact number. */
static FfRefTerm
to_exact (const FfRefTerm *term,
          guint            scale,
          gint             direction)
{
  g_autofree char *digits = NULL;

  if (ff_ref_term_is_missing (term))
    return exact (0, scale, FALSE);

  digits = dup_digits (term->cell.value.real);

  return read_towards (digits, scale, direction);
}

static FfRefTerm
round_to (const FfRefTerm *term,
          gint64           digits)
{
  FfRefTerm number = is_real (term) ? to_exact (term, (guint) MAX (digits, 0), 0) : *term;
  __int128 unit;

  if (digits >= 0)
    return digits < get_scale (&number) ? rescale (&number, (guint) digits) : rescale (&number, get_scale (&number));

  unit = power (get_scale (&number) - digits);

  return exact (divide (number.cell.value.integer, unit) * power (-digits), 0, !ff_ref_term_is_missing (&number));
}

static FfRefTerm
to_whole (const FfRefTerm *term,
          gint             direction)
{
  const __int128 unit = power (get_scale (term));
  __int128 whole, rest;

  if (is_real (term))
    return to_exact (term, 0, direction);

  whole = term->cell.value.integer / unit;
  rest = term->cell.value.integer % unit;
  if (rest != 0 && (rest > 0) == (direction > 0))
    whole += direction;

  return exact (whole, 0, !ff_ref_term_is_missing (term));
}

static FfRefTerm
to_number (const FfRefTerm *term,
           guint            scale)
{
  if (ff_ref_term_is_missing (term))
    return exact (0, scale, FALSE);
  if (term->cell.type.kind == FF_KIND_TEXT)
    return ff_ref_read_number (term->cell.value.text, scale);
  if (term->cell.type.kind == FF_KIND_REAL)
    return to_exact (term, scale, 0);

  return rescale (term, scale);
}

char *
ff_ref_number_to_text (const FfRefTerm *term)
{
  const guint scale = get_scale (term);
  const gint64 number = term->cell.value.integer;
  guint64 up = number < 0 ? -(guint64) number : (guint64) number;
  GString *text;

  if (term->cell.value.kind == FF_VALUE_REAL)
    return dup_digits (term->cell.value.real);

  text = g_string_new (NULL);
  for (guint i = 0; i <= scale || up > 0; i++, up /= 10)
    {
      if (i > 0 && i == scale)
        g_string_prepend_c (text, '.');
      g_string_prepend_c (text, (char) ('0' + up % 10));
    }
  if (number < 0)
    g_string_prepend_c (text, '-');

  return g_string_free (text, FALSE);
}

static FfRefTerm
percent (const FfRefTerm *part,
         const FfRefTerm *whole)
{
  const gboolean is_there = !ff_ref_term_is_missing (part) && !ff_ref_term_is_missing (whole);
  const guint scale = MAX (6, MAX (get_scale (part), get_scale (whole)));
  const __int128 by = whole->cell.value.integer;

  if (is_real (part) || is_real (whole))
    {
      FfRefTerm hundred = real (get_real (part) * 100, is_there);

      return calculate_reals ('/', hundred.cell.value.real, get_real (whole), !ff_ref_term_is_missing (&hundred));
    }

  return exact (by != 0 ? divide ((__int128) part->cell.value.integer * 100 * power (scale + get_scale (whole) - get_scale (part)), by) : 0, scale,
                is_there && by != 0);
}

/* The haversine, in metres' precision. */
static FfRefTerm
distance (const FfRefTerm *arguments)
{
  double places[4];
  double haversine;
  FfRefTerm kilometres;

  for (guint i = 0; i < 4; i++)
    {
      places[i] = get_real (&arguments[i]) * G_PI / 180;
      if (ff_ref_term_is_missing (&arguments[i]) || fabs (get_real (&arguments[i])) > (i % 2 == 0 ? 90 : 180))
        return exact (0, 3, FALSE);
    }

  haversine = pow (sin ((places[2] - places[0]) / 2), 2) + cos (places[0]) * cos (places[2]) * pow (sin ((places[3] - places[1]) / 2), 2);
  kilometres = real (2 * 6371.0088 * asin (MIN (1, sqrt (haversine))), TRUE);

  return to_exact (&kilometres, 3, 0);
}

gboolean
ff_ref_call_number (const char      *name,
                    const FfRefTerm *arguments,
                    guint            n,
                    FfRefTerm       *out)
{
  const FfRefTerm *first = arguments;
  const gboolean is_there = n > 0 && !ff_ref_term_is_missing (first);
  const gint64 digits = n > 1 ? arguments[1].cell.value.integer : 0;

  if (g_str_equal (name, "abs"))
    *out = is_real (first) ? real (fabs (first->cell.value.real), is_there)
                           : exact (first->cell.value.integer < 0 ? -(__int128) first->cell.value.integer : first->cell.value.integer, get_scale (first), is_there);
  else if (g_str_equal (name, "sign"))
    *out = exact ((get_real (first) > 0) - (get_real (first) < 0), 0, is_there);
  else if (g_str_equal (name, "round"))
    *out = round_to (first, digits);
  else if (g_str_equal (name, "floor") || g_str_equal (name, "ceil"))
    *out = to_whole (first, g_str_equal (name, "floor") ? -1 : 1);
  else if (g_str_equal (name, "percent"))
    *out = percent (first, &arguments[1]);
  else if (g_str_equal (name, "to_integer"))
    *out = to_number (first, 0);
  else if (g_str_equal (name, "to_number"))
    *out = to_number (first, n > 1 ? (guint) digits : 6);
  else if (g_str_equal (name, "distance"))
    *out = distance (arguments);
  else if (g_str_equal (name, "mod"))
    {
      FfRefTerm sides[2] = { arguments[0], arguments[1] };
      gboolean both;

      ff_ref_unify_numbers (sides, 2);
      both = !ff_ref_term_is_missing (&sides[0]) && !ff_ref_term_is_missing (&sides[1]) && sides[1].cell.value.integer != 0;
      *out = exact (both ? (__int128) sides[0].cell.value.integer % sides[1].cell.value.integer : 0, get_scale (&sides[0]), both);
    }
  else
    return FALSE;

  return TRUE;
}
