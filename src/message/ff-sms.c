/* Counts the parts of a text message, as operators bill it. Pure functions,
 * any thread. */

#include "message/ff-sms.h"

#include <string.h>

/* GSM 03.38, basic table, without the escape at 0x1B. */
static const char basic[] =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/* Two septets each. */
static const char extension[] = "\f^{}\\[~]|€";

/* Septets of a character; 0 when GSM 03.38 does not have it. */
static guint
count_septets (gunichar c)
{
  char text[7] = { 0 };

  g_unichar_to_utf8 (c, text);
  if (strstr (basic, text) != NULL)
    return 1;

  return strstr (extension, text) != NULL ? 2 : 0;
}

/* In several parts, no character is cut in two: one that does not fit into
 * the rest of a part begins the next. */
static void
count_parts (const char *text,
             guint       single,
             guint       several,
             FfSmsSize  *size)
{
  guint n_used = 0;

  if (size->n_units <= single)
    {
      size->n_parts = size->n_units > 0;
      size->n_units_left = single - size->n_units;
      return;
    }

  size->n_parts = 1;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      guint n = size->encoding == FF_SMS_GSM7 ? count_septets (character) : character > 0xffff ? 2 : 1;

      if (n_used + n > several)
        {
          size->n_parts++;
          n_used = 0;
        }
      n_used += n;
    }
  size->n_units_left = several - n_used;
}

/**
 * ff_sms_measure:
 * @text: valid UTF-8
 * @out_size: (out): encoding, units and parts
 *
 * One part holds 160 septets or 70 code units; of several, each holds 153 or
 * 67, because a header takes the rest.
 */
void
ff_sms_measure (const char *text,
                FfSmsSize  *out_size)
{
  guint n_septets = 0;
  guint n_code_units = 0;

  *out_size = (FfSmsSize) { FF_SMS_GSM7 };

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      guint n = count_septets (character);

      if (n == 0 && out_size->first_outside == 0)
        out_size->first_outside = character;
      n_septets += n;
      n_code_units += character > 0xffff ? 2 : 1;
    }

  if (out_size->first_outside == 0)
    {
      out_size->n_units = n_septets;
      count_parts (text, 160, 153, out_size);
      return;
    }

  out_size->encoding = FF_SMS_UCS2;
  out_size->n_units = n_code_units;
  count_parts (text, 70, 67, out_size);
}
