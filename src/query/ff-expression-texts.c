/* Functions that expressions have of texts. Called while a text is parsed, on
 * its thread. */

#include "query/ff-expression-private.h"

static FfExpression *
build_substring (FfExpressionReader         *reader,
                 const FfExpressionFunction *self,
                 guint                       offset,
                 GPtrArray                  *arguments)
{
  if (arguments->len < 3)
    g_ptr_array_add (arguments, ff_expression_build_integer (G_MAXINT32));

  return ff_expression_build_plain (reader, self, offset, arguments);
}

static FfExpression *
build_pad (FfExpressionReader         *reader,
           const FfExpressionFunction *self,
           guint                       offset,
           GPtrArray                  *arguments)
{
  if (arguments->len < 3)
    g_ptr_array_add (arguments, ff_expression_build_words (" "));

  return ff_expression_build_plain (reader, self, offset, arguments);
}

static FfExpression *
build_to_text (FfExpressionReader         *reader,
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

static const FfExpressionFunction functions[] = {
  { "concat",       "t*",   "concat (text, text, …)",                ff_expression_build_plain, FF_CALL_CONCAT,       FF_KIND_TEXT },
  { "email_domain", "t",    "email_domain (address)",                ff_expression_build_plain, FF_CALL_EMAIL_DOMAIN, FF_KIND_TEXT },
  { "left",         "ti",   "left (text, count)",                    ff_expression_build_plain, FF_CALL_LEFT,         FF_KIND_TEXT },
  { "length",       "t",    "length (text)",                         ff_expression_build_plain, FF_CALL_LENGTH,       FF_KIND_INTEGER },
  { "lower",        "t",    "lower (text)",                          ff_expression_build_plain, FF_CALL_LOWER_CASE,   FF_KIND_TEXT },
  { "md5",          "t",    "md5 (text)",                            ff_expression_build_plain, FF_CALL_MD5,          FF_KIND_TEXT },
  { "pad_left",     "ti?t", "pad_left (text, length, with)",         build_pad,                 FF_CALL_PAD_LEFT,     FF_KIND_TEXT },
  { "pad_right",    "ti?t", "pad_right (text, length, with)",        build_pad,                 FF_CALL_PAD_RIGHT,    FF_KIND_TEXT },
  { "replace",      "ttt",  "replace (text, what, with)",            ff_expression_build_plain, FF_CALL_REPLACE,      FF_KIND_TEXT },
  { "right",        "ti",   "right (text, count)",                   ff_expression_build_plain, FF_CALL_RIGHT,        FF_KIND_TEXT },
  { "sha256",       "t",    "sha256 (text)",                         ff_expression_build_plain, FF_CALL_SHA256,       FF_KIND_TEXT },
  { "split_part",   "tti",  "split_part (text, separator, place)",   ff_expression_build_plain, FF_CALL_SPLIT_PART,   FF_KIND_TEXT },
  { "substring",    "ti?i", "substring (text, from, count)",         build_substring,           FF_CALL_SUBSTRING,    FF_KIND_TEXT },
  { "title",        "t",    "title (text)",                          ff_expression_build_plain, FF_CALL_TITLE_CASE,   FF_KIND_TEXT },
  { "to_text",      "a",    "to_text (value)",                       build_to_text },
  { "trim",         "t",    "trim (text)",                           ff_expression_build_plain, FF_CALL_TRIM,         FF_KIND_TEXT },
  { "upper",        "t",    "upper (text)",                          ff_expression_build_plain, FF_CALL_UPPER_CASE,   FF_KIND_TEXT },
};

const FfExpressionFunctions ff_expression_text_functions = { functions, G_N_ELEMENTS (functions) };
