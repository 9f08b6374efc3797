#pragma once

/* Inside of the room: what the files of functions share. */

#include "query/ff-function.h"

G_BEGIN_DECLS

__extension__ typedef __int128 FfInt128;

typedef struct
{
  const FfFunction *functions;
  guint             n;
} FfFunctionGroup;

extern const FfFunctionGroup ff_function_numbers;
extern const FfFunctionGroup ff_function_texts;

/* How a result is given. Numbers that do not fit stay NULL. */
static inline void
ff_value_set_integer (FfValue  *self,
                      FfInt128  number)
{
  if (number >= G_MININT64 && number <= G_MAXINT64)
    *self = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = (gint64) number };
}

/* An approximate number above 1e308 does not fit, one below 1e-307 is 0. */
static inline void
ff_value_set_real (FfValue *self,
                   double   number)
{
  if (number >= -1e308 && number <= 1e308)
    *self = (FfValue) { .kind = FF_VALUE_REAL, .real = number > -1e-307 && number < 1e-307 ? 0.0 : number };
}

static inline void
ff_value_take_text (FfValue *self,
                    char    *text)
{
  *self = (FfValue) { .kind = FF_VALUE_TEXT, .text = text };
}

/* @number × 10^@digits, half away from zero where digits go; FALSE beyond 10^38. */
gboolean ff_number_rescale  (FfInt128    number,
                             gint64      digits,
                             FfInt128   *out);
/* The 15 significant digits of an approximate number, as plain digits with a point: "-0.0015". */
char    *ff_real_to_text    (double      number);
/* A plain decimal number: [+-]digits[.digits], at most 30 digits on either side; FALSE when @text is none or the scaled
 * number has more than 64 bits. @round: what is cut away is rounded half away from zero, or down (-1), or up (1). */
gboolean ff_text_to_scaled  (const char *text,
                             gint64      scale,
                             gint        direction,
                             gint64     *out);

G_END_DECLS
