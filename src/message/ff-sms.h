#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many parts a text message is billed as: GSM 03.38 with its extension
 * table when every character is in it, else UCS-2. */

typedef enum
{
  FF_SMS_GSM7,
  FF_SMS_UCS2,
} FfSmsEncoding;

typedef struct
{
  FfSmsEncoding encoding;
  guint         n_units;        /* septets, or UTF-16 code units */
  guint         n_parts;        /* 0 for an empty text */
  guint         n_units_left;   /* free in the last part */
  gunichar      first_outside;  /* the first character that forced UCS-2; 0 when none */
} FfSmsSize;

void ff_sms_measure (const char *text,
                     FfSmsSize  *out_size);

G_END_DECLS
