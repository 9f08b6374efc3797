/* Numbers as documents write them, scaled exactly: no double in between.
 * Used when a literal meets a whole or decimal column. */

#include "query/ff-rule-private.h"

#include <string.h>

/* Splits "-12.50e3" into its digits and the power of ten of the last one. */
static gboolean
split_number (const char *text,
              gboolean   *out_negative,
              GString    *digits,
              glong      *out_exponent)
{
  glong exponent = 0;

  *out_negative = *text == '-';
  text += *text == '-';

  for (; g_ascii_isdigit (*text); text++)
    g_string_append_c (digits, *text);

  if (*text == '.')
    for (text++; g_ascii_isdigit (*text); text++)
      {
        g_string_append_c (digits, *text);
        exponent--;
      }

  if (*text == 'e' || *text == 'E')
    {
      char *end = NULL;

      exponent += CLAMP (g_ascii_strtoll (text + 1, &end, 10), -100000, 100000);
      text = end;
    }

  while (digits->len > 0 && digits->str[0] == '0')
    g_string_erase (digits, 0, 1);

  *out_exponent = exponent;

  return *text == '\0';
}

/**
 * ff_number_scale:
 * @text: a JSON number
 * @scale: digits after the point that the column keeps
 * @out: the greatest scaled integer not above the number, whether it is the
 *   number itself, and whether the number lies beyond 64 bits
 *
 * Returns: %FALSE if @text is no number
 */
gboolean
ff_number_scale (const char     *text,
                 guint           scale,
                 FfScaledNumber *out)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean negative;
  glong exponent;
  gsize n_whole;
  guint64 size = 0;

  *out = (FfScaledNumber) { .exact = TRUE };
  if (!split_number (text, &negative, digits, &exponent))
    return FALSE;

  exponent += scale;
  if (digits->len == 0)
    return TRUE;

  if ((glong) digits->len + exponent > 19)
    {
      out->saturated = negative ? -1 : 1;
      return TRUE;
    }

  n_whole = MAX ((glong) digits->len + exponent, 0);
  for (gsize i = 0; i < n_whole; i++)
    size = size * 10 + (i < digits->len ? digits->str[i] - '0' : 0);
  out->exact = n_whole >= digits->len || strspn (digits->str + n_whole, "0") == digits->len - n_whole;

  if (negative && !out->exact)
    size++;
  if (size > (guint64) G_MAXINT64 + (negative ? 1 : 0))
    out->saturated = negative ? -1 : 1;
  else
    out->floor = negative ? (gint64) -size : (gint64) size;

  return TRUE;
}

/**
 * ff_number_canonical:
 * @text: a JSON number
 *
 * Returns: (transfer full): the one spelling of the number, so that 1, 1.0 and 1e0 agree
 */
char *
ff_number_canonical (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean negative;
  glong exponent;

  split_number (text, &negative, digits, &exponent);
  while (digits->len > 0 && digits->str[digits->len - 1] == '0')
    {
      g_string_truncate (digits, digits->len - 1);
      exponent++;
    }

  if (digits->len == 0)
    return g_strdup ("0");

  return g_strdup_printf ("%s%se%ld", negative ? "-" : "", digits->str, exponent);
}
