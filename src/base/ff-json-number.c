/* JSON numbers: kept as the text they were written in, compared and read as
 * exact decimals. */

#include "base/ff-json-private.h"

#include <math.h>
#include <string.h>

/* A number's exact value: sign, digits without zeros at either end, and the
 * power of ten they are multiplied by. Zero has no digits. */
typedef struct
{
  gboolean  negative;
  GString  *digits;
  gint64    power;
} Decimal;

static void
clear_decimal (Decimal *decimal)
{
  if (decimal->digits != NULL)
    g_string_free (decimal->digits, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decimal, clear_decimal)

/* @text is a valid JSON number. */
static void
read_decimal (Decimal    *decimal,
              const char *text)
{
  gboolean after_point = FALSE;

  decimal->digits = g_string_new (NULL);
  decimal->power = 0;
  decimal->negative = *text == '-';

  for (text += decimal->negative; *text != '\0' && *text != 'e' && *text != 'E'; text++)
    {
      if (*text == '.')
        {
          after_point = TRUE;
          continue;
        }

      decimal->power -= after_point;
      if (*text != '0' || decimal->digits->len > 0)
        g_string_append_c (decimal->digits, *text);
    }

  /* Saturates, which is far beyond what the digits can make up for. */
  if (*text != '\0')
    decimal->power += CLAMP (g_ascii_strtoll (text + 1, NULL, 10), -G_MAXINT32, G_MAXINT32);

  while (decimal->digits->len > 0 && decimal->digits->str[decimal->digits->len - 1] == '0')
    {
      g_string_truncate (decimal->digits, decimal->digits->len - 1);
      decimal->power++;
    }

  if (decimal->digits->len == 0)
    {
      decimal->negative = FALSE;
      decimal->power = 0;
    }
}

gboolean
ff_json_is_same_number (const char *a,
                        const char *b)
{
  g_auto (Decimal) left = { 0 };
  g_auto (Decimal) right = { 0 };

  if (strcmp (a, b) == 0)
    return TRUE;

  read_decimal (&left, a);
  read_decimal (&right, b);

  return left.negative == right.negative && left.power == right.power &&
         g_string_equal (left.digits, right.digits);
}

/**
 * ff_json_new_integer:
 * @value: any 64-bit integer
 *
 * Returns: (transfer full): a number
 */
FfJson *
ff_json_new_integer (gint64 value)
{
  return ff_json_new_take_text (FF_JSON_NUMBER, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

/**
 * ff_json_new_real:
 * @value: a finite number
 *
 * The text is the shortest that reads back as @value.
 *
 * Returns: (transfer full): a number
 */
FfJson *
ff_json_new_real (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (isfinite (value), NULL);

  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }

  return ff_json_new_take_text (FF_JSON_NUMBER, g_strdup (text));
}

/**
 * ff_json_get_integer:
 * @self: (nullable): a value
 * @out_value: (out): its value, untouched on %FALSE
 *
 * A number written 1.0 or 1e2 is an integer too.
 *
 * Returns: %TRUE if @self is a number that a #gint64 holds exactly
 */
gboolean
ff_json_get_integer (FfJson *self,
                     gint64 *out_value)
{
  g_auto (Decimal) decimal = { 0 };

  if (!ff_json_is_number (self))
    return FALSE;

  if (strpbrk (self->text, ".eE") == NULL)
    return g_ascii_string_to_signed (self->text, 10, G_MININT64, G_MAXINT64, out_value, NULL);

  read_decimal (&decimal, self->text);
  if (decimal.power < 0 || decimal.power + (gint64) decimal.digits->len > 19)
    return FALSE;

  for (; decimal.power > 0; decimal.power--)
    g_string_append_c (decimal.digits, '0');
  if (decimal.digits->len == 0)
    g_string_append_c (decimal.digits, '0');
  if (decimal.negative)
    g_string_prepend_c (decimal.digits, '-');

  return g_ascii_string_to_signed (decimal.digits->str, 10, G_MININT64, G_MAXINT64, out_value, NULL);
}

/**
 * ff_json_get_real:
 * @self: (nullable): a value
 * @out_value: (out): the nearest double, always finite; untouched on %FALSE
 *
 * Returns: %TRUE if @self is a number
 */
gboolean
ff_json_get_real (FfJson *self,
                  double *out_value)
{
  if (!ff_json_is_number (self))
    return FALSE;

  *out_value = g_ascii_strtod (self->text, NULL);

  return TRUE;
}
