/* What several activity types share: their ports, the choices of an order,
 * percentages as exact fractions. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

const FfPort ff_ports_none[] = { { NULL } };

const FfPort ff_ports_in[] = {
  { .id = "in" },
  { NULL }
};

const FfPort ff_ports_order_only[] = {
  { .id = "in", .optional = TRUE },
  { NULL }
};

const FfPort ff_ports_primary_others[] = {
  { .id = "primary", .label = N_("Primary") },
  { .id = "others", .label = N_("Others"), .many = TRUE },
  { NULL }
};

const FfPort ff_ports_out[] = {
  { .id = "out" },
  { NULL }
};

const FfChoice ff_order_choices[] = {
  { "by", N_("By Order") },
  { "random", N_("Random") },
  { "by-random", N_("By Order, Ties at Random") },
  { NULL }
};

/**
 * ff_fraction_parse:
 * @number: (nullable): a percentage as the document holds it
 * @out_numerator: (out): of the share, reduced by nothing
 * @out_denominator: (out): 100 times a power of ten
 *
 * Reads the number's text digit by digit, so that 33.3 % is 333 / 1000 and
 * never a binary fraction near it.
 *
 * Returns: %FALSE when it is no number from 0 on with at most six decimals
 */
gboolean
ff_fraction_parse (FfJson *number,
                   gint64 *out_numerator,
                   gint64 *out_denominator)
{
  const char *text = ff_json_get_number_text (number);
  gint64 numerator = 0;
  gint64 denominator = 100;
  gboolean fraction = FALSE;

  if (text == NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '.' && !fraction)
        {
          fraction = TRUE;
          continue;
        }

      if (!g_ascii_isdigit (*p) || numerator > G_GINT64_CONSTANT (1000000000000))
        return FALSE;

      numerator = numerator * 10 + (*p - '0');
      if (fraction)
        denominator *= 10;
    }

  if (denominator > G_GINT64_CONSTANT (100000000))
    return FALSE;

  *out_numerator = numerator;
  *out_denominator = denominator;
  return TRUE;
}

/**
 * ff_share_parse:
 *
 * As ff_fraction_parse().
 *
 * Returns: %FALSE also when it is greater than 100 %
 */
gboolean
ff_share_parse (FfJson *number,
                gint64 *out_numerator,
                gint64 *out_denominator)
{
  return ff_fraction_parse (number, out_numerator, out_denominator) && *out_numerator <= *out_denominator;
}
