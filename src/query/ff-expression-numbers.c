/* Functions that expressions have of numbers and of values of any kind.
 * Called while a text is parsed, on its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>

/* Digits of a number that is read without saying how many. */
#define READ_SCALE 6

/* Over values of one type, which is the answer's. */
FfExpression *
ff_expression_build_common (FfExpressionReader         *reader,
                            const FfExpressionFunction *self,
                            guint                       offset,
                            GPtrArray                  *arguments)
{
  FfExpression *first;
  FfExpression *call;

  if (!ff_expression_unify (reader, arguments))
    return NULL;

  first = g_ptr_array_index (arguments, 0);
  if (self->call != FF_CALL_COALESCE && first->type.kind == FF_KIND_FLAG && !first->untyped)
    return ff_expression_problem (reader, first->offset, _("A yes or no has no smallest or greatest. Choose another attribute."));

  call = ff_expression_build_plain (reader, self, offset, arguments);
  call->type = first->type;
  call->untyped = first->untyped;

  return call;
}

FfExpression *
ff_expression_build_iif (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);

  g_ptr_array_add (conditions, ff_expression_take (arguments, 0));
  g_ptr_array_add (values, ff_expression_take (arguments, 1));
  g_ptr_array_add (values, ff_expression_take (arguments, 2));

  return ff_expression_build_case (reader, offset, conditions, values);
}

FfExpression *
ff_expression_build_is_empty (FfExpressionReader         *reader,
                              const FfExpressionFunction *self,
                              guint                       offset,
                              GPtrArray                  *arguments)
{
  ff_expression_settle (g_ptr_array_index (arguments, 0), &(FfType) { .kind = FF_KIND_TEXT });

  return ff_expression_build_plain (reader, self, offset, arguments);
}

static gint64
get_digits (GPtrArray *arguments,
            gint64     otherwise)
{
  return arguments->len > 1 ? ((FfExpression *) g_ptr_array_index (arguments, 1))->value.integer : otherwise;
}

/* A call with a scale that gives a number of it. */
static FfExpression *
build_reading (FfCall        call,
               guint         offset,
               FfExpression *inner,
               gint64        scale)
{
  FfExpression *self = ff_expression_build_call (call, FF_KIND_INTEGER, offset, 2, inner, ff_expression_build_integer (scale));

  if (scale > 0)
    self->type = (FfType) { .kind = FF_KIND_DECIMAL, .scale = (guint) scale, .scaled_storage = TRUE };

  return self;
}

FfExpression *
ff_expression_build_round (FfExpressionReader         *reader,
                           const FfExpressionFunction *self,
                           guint                       offset,
                           GPtrArray                  *arguments)
{
  const gint64 digits = get_digits (arguments, 0);
  FfExpression *inner = ff_expression_take (arguments, 0);

  if (inner->type.kind == FF_KIND_REAL)
    inner = build_reading (FF_CALL_EXACT, offset, inner, MAX (digits, 0));
  if (digits >= 0)
    return digits < inner->type.scale ? ff_expression_to_scale (inner, (guint) digits) : inner;

  /* Tens, hundreds and so on go, and zeros come. */
  inner = build_reading (FF_CALL_SCALE, offset, inner, digits - inner->type.scale);

  return ff_expression_build_call (FF_CALL_SCALE, FF_KIND_INTEGER, offset, 2, inner, ff_expression_build_integer (-digits));
}

/* Down or up to a whole number. */
FfExpression *
ff_expression_build_whole (FfExpressionReader         *reader,
                           const FfExpressionFunction *self,
                           guint                       offset,
                           GPtrArray                  *arguments)
{
  FfExpression *inner = ff_expression_take (arguments, 0);

  if (inner->type.kind == FF_KIND_INTEGER)
    return inner;

  return ff_expression_build_call (self->call, FF_KIND_INTEGER, offset, 2, inner, ff_expression_build_integer (inner->type.scale));
}

FfExpression *
ff_expression_build_abs (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  const FfType type = ((FfExpression *) g_ptr_array_index (arguments, 0))->type;
  FfExpression *call = ff_expression_build_plain (reader, self, offset, arguments);

  call->type = type;

  return call;
}

/* A hundred times the quotient: two of its digits more. */
FfExpression *
ff_expression_build_percent (FfExpressionReader         *reader,
                             const FfExpressionFunction *self,
                             guint                       offset,
                             GPtrArray                  *arguments)
{
  FfExpression *part = ff_expression_take (arguments, 0);
  FfExpression *whole = ff_expression_take (arguments, 1);
  FfExpression *quotient;

  if (part->type.kind == FF_KIND_REAL || whole->type.kind == FF_KIND_REAL)
    {
      part = ff_expression_build_arithmetic (reader, FF_CALL_MULTIPLY, offset, ff_expression_to_real (part), ff_expression_build_integer (100));
      return ff_expression_build_arithmetic (reader, FF_CALL_DIVIDE, offset, part, whole);
    }

  quotient = ff_expression_build_arithmetic (reader, FF_CALL_DIVIDE, offset, part, whole);
  ((FfExpression *) g_ptr_array_index (quotient->arguments, 2))->value.integer += 2;

  return quotient;
}

static FfExpression *
build_number (FfExpressionReader *reader,
              guint               offset,
              FfExpression       *inner,
              gint64              scale)
{
  const FfKind kind = inner->type.kind;

  if (kind == FF_KIND_TEXT)
    return build_reading (FF_CALL_NUMBER, offset, inner, scale);
  if (kind == FF_KIND_REAL)
    return build_reading (FF_CALL_EXACT, offset, inner, scale);
  if (kind == FF_KIND_FLAG)
    return ff_expression_to_scale (ff_expression_build_call (FF_CALL_FLAG_NUMBER, FF_KIND_INTEGER, offset, 1, inner), (guint) scale);
  if (ff_kind_is_number (kind))
    return ff_expression_to_scale (inner, (guint) scale);

  ff_expression_problem (reader, inner->offset, _("A date is no number. Use add (…), subtract (…) or difference (…)."));
  ff_expression_free (inner);

  return NULL;
}

FfExpression *
ff_expression_build_to_integer (FfExpressionReader         *reader,
                                const FfExpressionFunction *self,
                                guint                       offset,
                                GPtrArray                  *arguments)
{
  ff_expression_settle (g_ptr_array_index (arguments, 0), &(FfType) { .kind = FF_KIND_INTEGER });

  return build_number (reader, offset, ff_expression_take (arguments, 0), 0);
}

FfExpression *
ff_expression_build_to_number (FfExpressionReader         *reader,
                               const FfExpressionFunction *self,
                               guint                       offset,
                               GPtrArray                  *arguments)
{
  ff_expression_settle (g_ptr_array_index (arguments, 0), &(FfType) { .kind = FF_KIND_INTEGER });

  return build_number (reader, offset, ff_expression_take (arguments, 0), MAX (get_digits (arguments, READ_SCALE), 0));
}

/* Kilometres, to the metre. */
FfExpression *
ff_expression_build_distance (FfExpressionReader         *reader,
                              const FfExpressionFunction *self,
                              guint                       offset,
                              GPtrArray                  *arguments)
{
  for (guint i = 0; i < arguments->len; i++)
    arguments->pdata[i] = ff_expression_to_real (arguments->pdata[i]);

  return build_reading (FF_CALL_EXACT, offset, ff_expression_build_plain (reader, self, offset, arguments), 3);
}
