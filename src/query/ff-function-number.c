/* Functions of numbers. Whole and decimal numbers are exact: what does not fit
 * 64 bits is NULL, what must lose digits is rounded half away from zero.
 * Approximate ones become exact through their 15 significant digits, as they
 * are read. Pure; any thread. */

#include "query/ff-function-private.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS_KM 6371.0088

#define MAX_DIGITS 30  /* of a number that is read from a text, on either side of the point */

static double
to_real (const FfValue *value)
{
  return value->kind == FF_VALUE_REAL ? value->real : (double) value->integer;
}

static gboolean
is_exact (const FfValue *arguments)
{
  return arguments[0].kind == FF_VALUE_INTEGER && arguments[1].kind == FF_VALUE_INTEGER;
}

static FfInt128
power_of_ten (gint64 exponent)
{
  FfInt128 power = 1;

  for (gint64 i = 0; i < exponent; i++)
    power *= 10;

  return power;
}

static FfInt128
divide_half_away (FfInt128 number,
                  FfInt128 by)
{
  FfInt128 quotient = number / by;
  FfInt128 rest = number % by;

  if (rest < 0 ? -rest >= by - -rest : rest >= by - rest)
    quotient += number < 0 ? -1 : 1;

  return quotient;
}

gboolean
ff_number_rescale (FfInt128  number,
                   gint64    digits,
                   FfInt128 *out)
{
  *out = number;
  if (digits >= -38 && digits < 0)
    *out = divide_half_away (number, power_of_ten (-digits));
  else if (digits < 0)
    *out = 0;

  for (gint64 i = 0; i < digits; i++)
    if (__builtin_mul_overflow (*out, 10, out))
      return FALSE;

  return TRUE;
}

static void
add (const FfValue *arguments,
     guint          n_arguments,
     FfValue       *out)
{
  if (is_exact (arguments))
    ff_value_set_integer (out, (FfInt128) arguments[0].integer + arguments[1].integer);
  else
    ff_value_set_real (out, to_real (&arguments[0]) + to_real (&arguments[1]));
}

static void
subtract (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  if (is_exact (arguments))
    ff_value_set_integer (out, (FfInt128) arguments[0].integer - arguments[1].integer);
  else
    ff_value_set_real (out, to_real (&arguments[0]) - to_real (&arguments[1]));
}

/* The third: how many digits of the product go. */
static void
multiply (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  FfInt128 product;

  if (!is_exact (arguments))
    ff_value_set_real (out, to_real (&arguments[0]) * to_real (&arguments[1]));
  else if (ff_number_rescale ((FfInt128) arguments[0].integer * arguments[1].integer, -arguments[2].integer, &product))
    ff_value_set_integer (out, product);
}

/* The third: how many digits the quotient has more than its parts have. Long division, so that nothing overflows. */
static void
divide (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  const FfInt128 limit = (FfInt128) 1 << 64;
  gboolean negative;
  FfInt128 by, quotient, rest;

  if (!is_exact (arguments))
    {
      if (to_real (&arguments[1]) != 0)
        ff_value_set_real (out, to_real (&arguments[0]) / to_real (&arguments[1]));
      return;
    }

  if (arguments[1].integer == 0)
    return;

  negative = (arguments[0].integer < 0) != (arguments[1].integer < 0);
  by = arguments[1].integer < 0 ? -(FfInt128) arguments[1].integer : arguments[1].integer;
  rest = arguments[0].integer < 0 ? -(FfInt128) arguments[0].integer : arguments[0].integer;
  quotient = rest / by;
  rest %= by;

  for (gint64 i = 0; i < arguments[2].integer && quotient < limit; i++)
    {
      rest *= 10;
      quotient = quotient * 10 + rest / by;
      rest %= by;
    }

  if (rest >= by - rest)
    quotient += 1;
  ff_value_set_integer (out, negative ? -quotient : quotient);
}

/* Both of one scale. */
static void
modulo (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  if (arguments[1].integer != 0)
    ff_value_set_integer (out, (FfInt128) arguments[0].integer % arguments[1].integer);
}

static void
absolute (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  if (arguments[0].kind == FF_VALUE_REAL)
    ff_value_set_real (out, fabs (arguments[0].real));
  else
    ff_value_set_integer (out, arguments[0].integer < 0 ? -(FfInt128) arguments[0].integer : arguments[0].integer);
}

static void
sign (const FfValue *arguments,
      guint          n_arguments,
      FfValue       *out)
{
  double number = to_real (&arguments[0]);

  ff_value_set_integer (out, (number > 0) - (number < 0));
}

/* The second: how many digits the scale grows; negative where digits go. */
static void
scale (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  FfInt128 scaled;

  if (ff_number_rescale (arguments[0].integer, arguments[1].integer, &scaled))
    ff_value_set_integer (out, scaled);
}

/* A scaled number down, or up, to the next whole one. */
static void
round_towards (const FfValue *arguments,
               gint           direction,
               FfValue       *out)
{
  gint64 scaled;

  if (arguments[0].kind == FF_VALUE_REAL)
    {
      g_autofree char *text = ff_real_to_text (arguments[0].real);

      if (ff_text_to_scaled (text, 0, direction, &scaled))
        ff_value_set_integer (out, scaled);
    }
  else
    {
      FfInt128 unit = power_of_ten (CLAMP (arguments[1].integer, 0, 18));
      FfInt128 rest = arguments[0].integer % unit;
      FfInt128 whole = arguments[0].integer / unit;

      if (rest != 0 && (rest > 0) == (direction > 0))
        whole += direction;
      ff_value_set_integer (out, whole);
    }
}

/* The second: the scale. */
static void
floor_of (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  round_towards (arguments, -1, out);
}

static void
ceil_of (const FfValue *arguments,
         guint          n_arguments,
         FfValue       *out)
{
  round_towards (arguments, 1, out);
}

/* Two scaled numbers with their scales: -1, 0 or 1. */
static void
compare (const FfValue *arguments,
         guint          n_arguments,
         FfValue       *out)
{
  FfInt128 a, b;
  gint64 difference = arguments[1].integer - arguments[3].integer;

  if (ff_number_rescale (arguments[0].integer, MAX (-difference, 0), &a) &&
      ff_number_rescale (arguments[2].integer, MAX (difference, 0), &b))
    ff_value_set_integer (out, (a > b) - (a < b));
}

/* A scaled number with its scale, as an approximate one. */
static void
real (const FfValue *arguments,
      guint          n_arguments,
      FfValue       *out)
{
  double unit = 1;

  for (gint64 i = 0; i < arguments[1].integer; i++)
    unit *= 10;
  ff_value_set_real (out, to_real (&arguments[0]) / unit);
}

char *
ff_real_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *c;
  gboolean negative = number < 0;
  glong n_whole = 1;

  g_ascii_formatd (buffer, sizeof buffer, "%.14e", number);
  for (c = buffer; *c != 'e' && *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
  if (*c == 'e')
    n_whole += g_ascii_strtoll (c + 1, NULL, 10);

  while (digits->len > 1 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
  if (digits->str[0] == '0')
    return g_strdup ("0");

  for (; n_whole < 1; n_whole++)
    g_string_prepend_c (digits, '0');
  while ((glong) digits->len < n_whole)
    g_string_append_c (digits, '0');
  if ((glong) digits->len > n_whole)
    g_string_insert_c (digits, n_whole, '.');

  return g_strconcat (negative ? "-" : "", digits->str, NULL);
}

gboolean
ff_text_to_scaled (const char *text,
                   gint64      digits,
                   gint        direction,
                   gint64     *out)
{
  gboolean negative = *text == '-';
  FfInt128 number = 0;
  gboolean has_rest = FALSE;
  gboolean rounds_up = FALSE;
  guint n_whole = 0, n_fraction = 0;
  FfValue fitting = { FF_VALUE_NULL };

  text += *text == '-' || *text == '+';
  for (; g_ascii_isdigit (*text); text++, n_whole++)
    if (__builtin_mul_overflow (number, 10, &number) || __builtin_add_overflow (number, *text - '0', &number))
      return FALSE;

  if (*text == '.')
    for (text++; g_ascii_isdigit (*text); text++, n_fraction++)
      {
        if (n_fraction < digits)
          {
            if (__builtin_mul_overflow (number, 10, &number) || __builtin_add_overflow (number, *text - '0', &number))
              return FALSE;
            continue;
          }
        rounds_up = n_fraction == digits ? *text >= '5' : rounds_up;
        has_rest = has_rest || *text != '0';
      }

  if (*text != '\0' || n_whole == 0)
    return FALSE;
  for (gint64 i = n_fraction; i < digits; i++)
    if (__builtin_mul_overflow (number, 10, &number))
      return FALSE;

  if (direction != 0)
    rounds_up = has_rest && negative == (direction < 0);
  number += rounds_up;
  ff_value_set_integer (&fitting, negative ? -number : number);
  *out = fitting.integer;

  return fitting.kind == FF_VALUE_INTEGER;
}

/* An approximate number with so many digits after the point, exactly. */
static void
exact (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  gint64 scaled;
  g_autofree char *text = NULL;

  if (arguments[0].kind == FF_VALUE_INTEGER)
    {
      scale (arguments, n_arguments, out);
      return;
    }

  text = ff_real_to_text (arguments[0].real);
  if (ff_text_to_scaled (text, arguments[1].integer, 0, &scaled))
    ff_value_set_integer (out, scaled);
}

/* A text read as a number with so many digits after the point; white space around it does not count. */
static void
number (const FfValue *arguments,
        guint          n_arguments,
        FfValue       *out)
{
  g_autofree char *text = g_strstrip (g_strdup (arguments[0].text));
  const char *digits = text + (*text == '-' || *text == '+');
  const char *point = strchr (digits, '.');
  const gsize n_whole = strcspn (digits, ".");
  const gsize n_fraction = point != NULL ? strlen (point + 1) : 1;
  gint64 scaled;

  if (n_whole <= MAX_DIGITS && n_fraction >= 1 && n_fraction <= MAX_DIGITS &&
      ff_text_to_scaled (text, arguments[1].integer, 0, &scaled))
    ff_value_set_integer (out, scaled);
}

/* A scaled number with its scale, or an approximate one, as text. */
static void
number_text (const FfValue *arguments,
             guint          n_arguments,
             FfValue       *out)
{
  if (arguments[0].kind == FF_VALUE_REAL)
    ff_value_take_text (out, ff_real_to_text (arguments[0].real));
  else
    ff_value_take_text (out, ff_decimal_to_text (arguments[0].integer, (guint) CLAMP (arguments[1].integer, 0, 18)));
}

/* Two of one kind: numbers of one scale, or texts by code point. */
static gint
order (const FfValue *a,
       const FfValue *b)
{
  if (a->kind == FF_VALUE_TEXT && b->kind == FF_VALUE_TEXT)
    return strcmp (a->text, b->text);
  if (a->kind == FF_VALUE_INTEGER && b->kind == FF_VALUE_INTEGER)
    return (a->integer > b->integer) - (a->integer < b->integer);

  return (to_real (a) > to_real (b)) - (to_real (a) < to_real (b));
}

/* The first or last of those that are there. */
static void
extreme (const FfValue *arguments,
         guint          n_arguments,
         gint           direction,
         FfValue       *out)
{
  const FfValue *best = NULL;

  for (guint i = 0; i < n_arguments; i++)
    if (arguments[i].kind != FF_VALUE_NULL && (best == NULL || order (&arguments[i], best) * direction > 0))
      best = &arguments[i];

  if (best != NULL)
    ff_value_copy (best, out);
}

static void
least (const FfValue *arguments,
       guint          n_arguments,
       FfValue       *out)
{
  extreme (arguments, n_arguments, -1, out);
}

static void
greatest (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  extreme (arguments, n_arguments, 1, out);
}

/* Latitude and longitude of two places, in degrees; kilometres along the sphere, by the haversine. What is nearer than a
 * tenth of a millimetre is the same place. */
static void
distance (const FfValue *arguments,
          guint          n_arguments,
          FfValue       *out)
{
  const double degree = G_PI / 180;
  const double latitude = to_real (&arguments[0]);
  const double other_latitude = to_real (&arguments[2]);
  double north = other_latitude - latitude;
  double east = to_real (&arguments[3]) - to_real (&arguments[1]);
  double north_sine, east_sine, haversine;

  if (fabs (latitude) > 90 || fabs (other_latitude) > 90 || fabs (to_real (&arguments[1])) > 180 || fabs (to_real (&arguments[3])) > 180)
    return;

  north = fabs (north) < 1e-9 ? 0 : north;
  east = fabs (east) < 1e-9 ? 0 : east;
  north_sine = sin (north * degree / 2);
  east_sine = sin (east * degree / 2);
  haversine = north_sine * north_sine + cos (latitude * degree) * cos (other_latitude * degree) * east_sine * east_sine;
  ff_value_set_real (out, 2 * EARTH_RADIUS_KM * asin (fmin (1, sqrt (haversine))));
}

static void
flag_text (const FfValue *arguments,
           guint          n_arguments,
           FfValue       *out)
{
  ff_value_take_text (out, g_strdup (arguments[0].integer != 0 ? "true" : "false"));
}

static const FfFunction functions[] = {
  { "ff_abs",         "n",    absolute },
  { "ff_add",         "nn",   add },
  { "ff_ceil",        "ni",   ceil_of },
  { "ff_compare",     "iiii", compare },
  { "ff_distance",    "nnnn", distance },
  { "ff_divide",      "nni",  divide },
  { "ff_exact",       "ni",   exact },
  { "ff_flag_text",   "i",    flag_text },
  { "ff_floor",       "ni",   floor_of },
  { "ff_greatest",    "a*",   greatest },
  { "ff_least",       "a*",   least },
  { "ff_mod",         "ii",   modulo },
  { "ff_multiply",    "nni",  multiply },
  { "ff_number",      "ti",   number },
  { "ff_number_text", "ni",   number_text },
  { "ff_real",        "ni",   real },
  { "ff_scale",       "ii",   scale },
  { "ff_sign",        "n",    sign },
  { "ff_subtract",    "nn",   subtract },
};

const FfFunctionGroup ff_function_numbers = { functions, G_N_ELEMENTS (functions) };
