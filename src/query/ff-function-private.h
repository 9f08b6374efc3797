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
extern const FfFunctionGroup ff_function_times;

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

/* Patterns of dates and times. */
typedef enum
{
  FF_TIME_PATTERN_LITERAL,      /* a character that stands for itself */
  FF_TIME_PATTERN_YEAR,         /* YYYY */
  FF_TIME_PATTERN_MONTH,        /* MM */
  FF_TIME_PATTERN_DAY,          /* DD */
  FF_TIME_PATTERN_HOUR,         /* HH, 00 to 23 */
  FF_TIME_PATTERN_MINUTE,       /* MI */
  FF_TIME_PATTERN_SECOND,       /* SS */
  FF_TIME_PATTERN_SHORT_MONTH,  /* M: one digit or two */
  FF_TIME_PATTERN_SHORT_DAY,    /* D */
} FfTimePatternPart;

typedef enum
{
  FF_TIME_PATTERN_FIELD_YEAR,
  FF_TIME_PATTERN_FIELD_MONTH,
  FF_TIME_PATTERN_FIELD_DAY,
  FF_TIME_PATTERN_FIELD_HOUR,
  FF_TIME_PATTERN_FIELD_MINUTE,
  FF_TIME_PATTERN_FIELD_SECOND,
  FF_TIME_PATTERN_N_FIELDS,
} FfTimePatternField;

FfTimePatternPart  ff_time_pattern_next      (const char   **c);
FfTimePatternField ff_time_pattern_get_field (FfTimePatternPart  part);   /* of no literal */
gboolean       ff_time_pattern_is_good   (const char    *pattern,
                                     gboolean       has_clock,
                                     gboolean       reads);
gboolean       ff_time_pattern_read      (const char    *pattern,
                                     const char    *text,
                                     gint64        *out_fields);
char          *ff_time_pattern_format    (const char    *pattern,
                                     const gint64  *fields);

G_END_DECLS
