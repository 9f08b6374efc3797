/* Decimal arithmetic for the filters that compute. Pure functions. */

#include "message/ff-liquid-decimal-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SCALE 37

static FfLiquidDecimal
make (FfLiquidInt128 mantissa,
      int            scale,
      gboolean       is_whole)
{
  FfLiquidDecimal self = { is_whole, TRUE, mantissa, scale, 0 };

  self.approximate = (long double) mantissa / powl (10, scale);

  return self;
}

static FfLiquidDecimal
make_approximate (long double number,
                  gboolean    is_whole)
{
  return (FfLiquidDecimal) { .is_whole = is_whole, .approximate = number };
}

/* @number × 10ⁿ; FALSE when that is too large. */
static gboolean
shift (FfLiquidInt128  number,
       int             n,
       FfLiquidInt128 *out)
{
  for (*out = number; n > 0; n--)
    if (__builtin_mul_overflow (*out, 10, out))
      return FALSE;

  return TRUE;
}

static FfLiquidInt128
power (int n)
{
  FfLiquidInt128 result = 1;

  shift (1, MIN (n, MAX_SCALE), &result);
  return result;
}

/* “-12.5” or “1.5e-07”: at most one sign, one point, one exponent. */
static FfLiquidDecimal
read_text (const char *text)
{
  FfLiquidInt128 mantissa = 0;
  gboolean is_negative = *text == '-';
  gboolean has_point = FALSE;
  const char *c;
  int scale = 0;

  for (c = text + is_negative; g_ascii_isdigit (*c) || *c == '.'; c++)
    {
      if (*c == '.')
        {
          has_point = TRUE;
          continue;
        }
      if (__builtin_mul_overflow (mantissa, 10, &mantissa) ||
          __builtin_add_overflow (mantissa, *c - '0', &mantissa))
        return make_approximate (strtold (text, NULL), FALSE);
      scale += has_point;
    }

  if (*c == 'e')
    scale -= atoi (c + 1);
  if (scale < 0)
    {
      if (!shift (mantissa, -scale, &mantissa))
        return make_approximate (strtold (text, NULL), FALSE);
      scale = 0;
    }
  if (scale > MAX_SCALE)
    return make_approximate (strtold (text, NULL), FALSE);

  return make (is_negative ? -mantissa : mantissa, scale, FALSE);
}

/* As Ruby's to_i: the digits that the text begins with. */
static FfLiquidDecimal
read_whole (const char *text)
{
  FfLiquidInt128 mantissa = 0;
  gboolean is_negative = *text == '-';

  text += *text == '-' || *text == '+';
  for (; g_ascii_isdigit (*text) || (*text == '_' && g_ascii_isdigit (text[1])); text++)
    if (*text != '_' && (__builtin_mul_overflow (mantissa, 10, &mantissa) ||
                         __builtin_add_overflow (mantissa, *text - '0', &mantissa)))
      return make_approximate (HUGE_VALL, TRUE);

  return make (is_negative ? -mantissa : mantissa, 0, TRUE);
}

/* Digits, a point, digits, and nothing else. */
static gboolean
has_decimal_form (const char *text)
{
  const char *c = text + (*text == '-');
  const char *digits = c;

  while (g_ascii_isdigit (*c))
    c++;
  if (c == digits || *c != '.')
    return FALSE;

  digits = ++c;
  while (g_ascii_isdigit (*c))
    c++;

  return c > digits && *c == '\0';
}

FfLiquidDecimal
ff_liquid_decimal_read (FfLiquidValue value)
{
  char buffer[64];
  g_autofree char *copy = NULL;

  switch ((FfLiquidKind) value.kind)
    {
    case FF_LIQUID_INTEGER:
      return make (value.integer, 0, TRUE);

    case FF_LIQUID_REAL:
      if (!isfinite (value.real))
        return make_approximate (value.real, FALSE);
      ff_liquid_print_real (value.real, buffer);
      return read_text (buffer);

    case FF_LIQUID_TEXT:
      copy = g_strstrip (g_strndup (value.text, value.n));
      return has_decimal_form (copy) ? read_text (copy) : read_whole (copy);

    default:
      return make (0, 0, TRUE);
    }
}

/* The nearest double, read from the decimal text so that it is rounded once. */
static double
get_nearest (const FfLiquidDecimal *self)
{
  char text[64];
  char *c = text + sizeof text - 16;
  FfLiquidInt128 rest = self->mantissa < 0 ? -self->mantissa : self->mantissa;

  if (!self->is_exact)
    return (double) self->approximate;

  g_snprintf (c, 16, "e-%d", self->scale);
  do
    {
      *--c = (char) ('0' + (int) (rest % 10));
      rest /= 10;
    }
  while (rest > 0);
  if (self->mantissa < 0)
    *--c = '-';

  return g_ascii_strtod (c, NULL);
}

gboolean
ff_liquid_decimal_to_value (const FfLiquidDecimal *self,
                            FfLiquidValue         *out_value)
{
  double real;

  if (self->is_whole)
    {
      if (!self->is_exact || self->mantissa > G_MAXINT64 || self->mantissa < G_MININT64)
        return FALSE;
      *out_value = ff_liquid_integer ((gint64) self->mantissa);
      return TRUE;
    }

  real = get_nearest (self);
  *out_value = ff_liquid_real (real);
  return isfinite (real);
}

gboolean
ff_liquid_decimal_is_zero (const FfLiquidDecimal *self)
{
  return self->is_exact ? self->mantissa == 0 : self->approximate == 0;
}

/* Gives both the same scale; FALSE when they are too large for that. */
static gboolean
align (const FfLiquidDecimal *a,
       const FfLiquidDecimal *b,
       FfLiquidInt128        *out_a,
       FfLiquidInt128        *out_b,
       int                   *out_scale)
{
  *out_scale = MAX (a->scale, b->scale);

  return a->is_exact && b->is_exact && shift (a->mantissa, *out_scale - a->scale, out_a) &&
         shift (b->mantissa, *out_scale - b->scale, out_b);
}

int
ff_liquid_decimal_compare (const FfLiquidDecimal *a,
                           const FfLiquidDecimal *b)
{
  FfLiquidInt128 left;
  FfLiquidInt128 right;
  int scale;

  if (align (a, b, &left, &right, &scale))
    return (left > right) - (left < right);

  return (a->approximate > b->approximate) - (a->approximate < b->approximate);
}

FfLiquidDecimal
ff_liquid_decimal_add (const FfLiquidDecimal *a,
                       const FfLiquidDecimal *b)
{
  gboolean is_whole = a->is_whole && b->is_whole;
  FfLiquidInt128 left;
  FfLiquidInt128 right;
  int scale;

  if (align (a, b, &left, &right, &scale) && !__builtin_add_overflow (left, right, &left))
    return make (left, scale, is_whole);

  return make_approximate (a->approximate + b->approximate, is_whole);
}

FfLiquidDecimal
ff_liquid_decimal_subtract (const FfLiquidDecimal *a,
                            const FfLiquidDecimal *b)
{
  gboolean is_whole = a->is_whole && b->is_whole;
  FfLiquidInt128 left;
  FfLiquidInt128 right;
  int scale;

  if (align (a, b, &left, &right, &scale) && !__builtin_sub_overflow (left, right, &left))
    return make (left, scale, is_whole);

  return make_approximate (a->approximate - b->approximate, is_whole);
}

FfLiquidDecimal
ff_liquid_decimal_multiply (const FfLiquidDecimal *a,
                            const FfLiquidDecimal *b)
{
  gboolean is_whole = a->is_whole && b->is_whole;
  FfLiquidInt128 product;

  if (a->is_exact && b->is_exact && a->scale + b->scale <= MAX_SCALE &&
      !__builtin_mul_overflow (a->mantissa, b->mantissa, &product))
    return make (product, a->scale + b->scale, is_whole);

  return make_approximate (a->approximate * b->approximate, is_whole);
}

static FfLiquidInt128
divide_down (FfLiquidInt128 a,
             FfLiquidInt128 b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

FfLiquidDecimal
ff_liquid_decimal_divide (const FfLiquidDecimal *a,
                          const FfLiquidDecimal *b)
{
  FfLiquidInt128 left;
  FfLiquidInt128 right;
  int scale;

  if (!align (a, b, &left, &right, &scale))
    return make_approximate (a->approximate / b->approximate, a->is_whole && b->is_whole);
  if (a->is_whole && b->is_whole)
    return make (divide_down (left, right), 0, TRUE);
  if (left % right == 0)
    return make (left / right, 0, FALSE);

  return make_approximate ((long double) left / (long double) right, FALSE);
}

FfLiquidDecimal
ff_liquid_decimal_modulo (const FfLiquidDecimal *a,
                          const FfLiquidDecimal *b)
{
  FfLiquidInt128 left;
  FfLiquidInt128 right;
  int scale;

  if (align (a, b, &left, &right, &scale))
    return make (left - divide_down (left, right) * right, scale, a->is_whole && b->is_whole);

  return make_approximate (a->approximate - floorl (a->approximate / b->approximate) * b->approximate,
                           a->is_whole && b->is_whole);
}

static FfLiquidDecimal
make_whole (long double number)
{
  if (fabsl (number) < 9e18L)
    return make ((FfLiquidInt128) number, 0, TRUE);

  return make_approximate (number, TRUE);
}

FfLiquidDecimal
ff_liquid_decimal_floor (const FfLiquidDecimal *self)
{
  if (!self->is_exact)
    return make_whole (floorl (self->approximate));

  return make (divide_down (self->mantissa, power (self->scale)), 0, TRUE);
}

FfLiquidDecimal
ff_liquid_decimal_ceil (const FfLiquidDecimal *self)
{
  if (!self->is_exact)
    return make_whole (ceill (self->approximate));

  return make (-divide_down (-self->mantissa, power (self->scale)), 0, TRUE);
}

FfLiquidDecimal
ff_liquid_decimal_round (const FfLiquidDecimal *self,
                         int                    n_digits)
{
  gboolean is_whole = self->is_whole || n_digits <= 0;
  FfLiquidInt128 unit;
  FfLiquidInt128 size;

  if (!self->is_exact)
    return is_whole ? make_whole (roundl (self->approximate)) : *self;
  if (n_digits >= self->scale)
    {
      FfLiquidDecimal same = *self;

      same.is_whole = is_whole;
      return same;
    }
  if (self->scale - n_digits > MAX_SCALE)
    return make (0, 0, is_whole);

  unit = power (self->scale - n_digits);
  size = self->mantissa < 0 ? -self->mantissa : self->mantissa;
  size = size / unit + (size % unit >= unit - unit / 2);
  if (self->mantissa < 0)
    size = -size;

  /* Below the point the zeros come back. */
  if (n_digits < 0 && !shift (size, -n_digits, &size))
    return make_approximate (self->approximate, is_whole);

  return make (size, MAX (n_digits, 0), is_whole);
}
