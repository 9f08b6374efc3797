#pragma once

#include "message/ff-liquid-value-private.h"

G_BEGIN_DECLS

/* Numbers as Liquid computes with them: whole ones, and decimals that add up
 * as on paper (10.1 − 2.2 = 7.9). Beyond 38 digits they are approximate. */

__extension__ typedef __int128 FfLiquidInt128;

typedef struct
{
  gboolean       is_whole;   /* written without a point; stays so among its like */
  gboolean       is_exact;
  FfLiquidInt128 mantissa;   /* of an exact one */
  int            scale;      /* digits behind the point, at least 0 */
  long double    approximate;
} FfLiquidDecimal;

/* 0 for what is no number. */
FfLiquidDecimal ff_liquid_decimal_read     (FfLiquidValue          value);
/* FALSE when a whole number is too large or the result is not finite. */
gboolean        ff_liquid_decimal_to_value (const FfLiquidDecimal *self,
                                            FfLiquidValue         *out_value);
gboolean        ff_liquid_decimal_is_zero  (const FfLiquidDecimal *self);
int             ff_liquid_decimal_compare  (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
FfLiquidDecimal ff_liquid_decimal_add      (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
FfLiquidDecimal ff_liquid_decimal_subtract (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
FfLiquidDecimal ff_liquid_decimal_multiply (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
/* @b is not 0. Whole by whole rounds down, like the remainder. */
FfLiquidDecimal ff_liquid_decimal_divide   (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
FfLiquidDecimal ff_liquid_decimal_modulo   (const FfLiquidDecimal *a,
                                            const FfLiquidDecimal *b);
FfLiquidDecimal ff_liquid_decimal_floor    (const FfLiquidDecimal *self);
FfLiquidDecimal ff_liquid_decimal_ceil     (const FfLiquidDecimal *self);
/* Half goes away from zero. Whole when @n_digits is not above 0. */
FfLiquidDecimal ff_liquid_decimal_round    (const FfLiquidDecimal *self,
                                            int                    n_digits);

G_END_DECLS
