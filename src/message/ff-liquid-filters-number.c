/* Filters that compute. */

#include "message/ff-liquid-decimal-private.h"
#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>

static gboolean
finish (FfLiquidRun           *run,
        const FfLiquidDecimal *number,
        FfLiquidValue         *result)
{
  return ff_liquid_decimal_to_value (number, result) || ff_liquid_run_fail (run, _("The number is too large."));
}

typedef FfLiquidDecimal (*Operation) (const FfLiquidDecimal *a,
                                      const FfLiquidDecimal *b);

static gboolean
compute (FfLiquidRun         *run,
         FfLiquidValue        input,
         const FfLiquidValue *arguments,
         Operation            operation,
         FfLiquidValue       *result)
{
  FfLiquidDecimal left = ff_liquid_decimal_read (input);
  FfLiquidDecimal right = ff_liquid_decimal_read (arguments[0]);
  FfLiquidDecimal answer;

  if ((operation == ff_liquid_decimal_divide || operation == ff_liquid_decimal_modulo) &&
      ff_liquid_decimal_is_zero (&right))
    return ff_liquid_run_fail (run, _("A number cannot be divided by 0."));

  answer = operation (&left, &right);
  return finish (run, &answer, result);
}

static gboolean
run_plus (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  return compute (run, input, arguments, ff_liquid_decimal_add, result);
}

static gboolean
run_minus (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  return compute (run, input, arguments, ff_liquid_decimal_subtract, result);
}

static gboolean
run_times (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  return compute (run, input, arguments, ff_liquid_decimal_multiply, result);
}

static gboolean
run_divided_by (FfLiquidRun         *run,
                FfLiquidValue        input,
                const FfLiquidValue *arguments,
                guint                n_arguments,
                FfLiquidValue       *result)
{
  return compute (run, input, arguments, ff_liquid_decimal_divide, result);
}

static gboolean
run_modulo (FfLiquidRun         *run,
            FfLiquidValue        input,
            const FfLiquidValue *arguments,
            guint                n_arguments,
            FfLiquidValue       *result)
{
  return compute (run, input, arguments, ff_liquid_decimal_modulo, result);
}

static FfLiquidDecimal
get_larger (const FfLiquidDecimal *a,
            const FfLiquidDecimal *b)
{
  return ff_liquid_decimal_compare (b, a) > 0 ? *b : *a;
}

static FfLiquidDecimal
get_smaller (const FfLiquidDecimal *a,
             const FfLiquidDecimal *b)
{
  return ff_liquid_decimal_compare (b, a) < 0 ? *b : *a;
}

static gboolean
run_at_least (FfLiquidRun         *run,
              FfLiquidValue        input,
              const FfLiquidValue *arguments,
              guint                n_arguments,
              FfLiquidValue       *result)
{
  return compute (run, input, arguments, get_larger, result);
}

static gboolean
run_at_most (FfLiquidRun         *run,
             FfLiquidValue        input,
             const FfLiquidValue *arguments,
             guint                n_arguments,
             FfLiquidValue       *result)
{
  return compute (run, input, arguments, get_smaller, result);
}

static gboolean
run_abs (FfLiquidRun         *run,
         FfLiquidValue        input,
         const FfLiquidValue *arguments,
         guint                n_arguments,
         FfLiquidValue       *result)
{
  FfLiquidDecimal number = ff_liquid_decimal_read (input);
  FfLiquidDecimal zero = { .is_whole = number.is_whole, .is_exact = TRUE };

  if (ff_liquid_decimal_compare (&number, &zero) < 0)
    number = ff_liquid_decimal_subtract (&zero, &number);

  return finish (run, &number, result);
}

static gboolean
run_ceil (FfLiquidRun         *run,
          FfLiquidValue        input,
          const FfLiquidValue *arguments,
          guint                n_arguments,
          FfLiquidValue       *result)
{
  FfLiquidDecimal number = ff_liquid_decimal_read (input);

  number = ff_liquid_decimal_ceil (&number);
  return finish (run, &number, result);
}

static gboolean
run_floor (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  FfLiquidDecimal number = ff_liquid_decimal_read (input);

  number = ff_liquid_decimal_floor (&number);
  return finish (run, &number, result);
}

static gboolean
run_round (FfLiquidRun         *run,
           FfLiquidValue        input,
           const FfLiquidValue *arguments,
           guint                n_arguments,
           FfLiquidValue       *result)
{
  FfLiquidDecimal number = ff_liquid_decimal_read (input);
  FfLiquidDecimal digits = ff_liquid_decimal_read (n_arguments > 0 ? arguments[0] : FF_LIQUID_VALUE_NIL);

  number = ff_liquid_decimal_round (&number, (int) CLAMP (digits.approximate, -1000, 1000));
  return finish (run, &number, result);
}

static gboolean
run_sum (FfLiquidRun         *run,
         FfLiquidValue        input,
         const FfLiquidValue *arguments,
         guint                n_arguments,
         FfLiquidValue       *result)
{
  FfLiquidDecimal total = { .is_whole = TRUE, .is_exact = TRUE };
  FfLiquidValue *items;
  guint n;

  if (!ff_liquid_filter_items (run, input, &items, &n))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      FfLiquidValue item = items[i];
      FfLiquidDecimal number;

      if (n_arguments > 0 && arguments[0].kind != FF_LIQUID_NIL &&
          ff_liquid_filter_get (run, items[i], arguments[0], &item) == FF_LIQUID_PROPERTY_FAILED)
        return FALSE;

      number = ff_liquid_decimal_read (item);
      total = ff_liquid_decimal_add (&total, &number);
    }

  return finish (run, &total, result);
}

const FfLiquidFilter ff_liquid_number_filters[] = {
  { "abs",        0, 0, run_abs        },
  { "at_least",   1, 1, run_at_least   },
  { "at_most",    1, 1, run_at_most    },
  { "ceil",       0, 0, run_ceil       },
  { "divided_by", 1, 1, run_divided_by },
  { "floor",      0, 0, run_floor      },
  { "minus",      1, 1, run_minus      },
  { "modulo",     1, 1, run_modulo     },
  { "plus",       1, 1, run_plus       },
  { "round",      0, 1, run_round      },
  { "sum",        0, 1, run_sum        },
  { "times",      1, 1, run_times      },
  { NULL },
};
