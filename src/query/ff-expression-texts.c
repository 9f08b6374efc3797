/* Functions that expressions have of texts. Called while a text is parsed, on
 * its thread. */

#include "query/ff-expression-private.h"

FfExpression *
ff_expression_build_substring (FfExpressionReader         *reader,
                               const FfExpressionFunction *self,
                               guint                       offset,
                               GPtrArray                  *arguments)
{
  if (arguments->len < 3)
    g_ptr_array_add (arguments, ff_expression_build_integer (G_MAXINT32));

  return ff_expression_build_plain (reader, self, offset, arguments);
}

FfExpression *
ff_expression_build_pad (FfExpressionReader         *reader,
                         const FfExpressionFunction *self,
                         guint                       offset,
                         GPtrArray                  *arguments)
{
  if (arguments->len < 3)
    g_ptr_array_add (arguments, ff_expression_build_words (" "));

  return ff_expression_build_plain (reader, self, offset, arguments);
}

FfExpression *
ff_expression_build_to_text (FfExpressionReader         *reader,
                             const FfExpressionFunction *self,
                             guint                       offset,
                             GPtrArray                  *arguments)
{
  FfExpression *inner = ff_expression_take (arguments, 0);

  ff_expression_settle (inner, &(FfType) { .kind = FF_KIND_TEXT });
  if (inner->type.kind == FF_KIND_TEXT)
    return inner;

  if (inner->type.kind == FF_KIND_DATE || inner->type.kind == FF_KIND_INSTANT)
    return ff_expression_build_time_text (reader, offset, inner);

  if (inner->type.kind == FF_KIND_FLAG)
    return ff_expression_build_call (FF_CALL_FLAG_TEXT, FF_KIND_TEXT, offset, 1, inner);

  return ff_expression_build_call (FF_CALL_NUMBER_TEXT, FF_KIND_TEXT, offset, 2, inner, ff_expression_build_integer (inner->type.scale));
}
