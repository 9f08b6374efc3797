/* Expressions as typed trees: life, fingerprint text and the tables they read.
 * Immutable once their operand is; shared between threads. */

#include "query/ff-expression-private.h"

#include <string.h>

static const char *const names[FF_N_CALLS] = {
  [FF_CALL_AND]          = "and",
  [FF_CALL_OR]           = "or",
  [FF_CALL_NOT]          = "not",
  [FF_CALL_EQUALS]       = "equals",
  [FF_CALL_NOT_EQUALS]   = "not_equals",
  [FF_CALL_LESS]         = "less",
  [FF_CALL_AT_MOST]      = "at_most",
  [FF_CALL_GREATER]      = "greater",
  [FF_CALL_AT_LEAST]     = "at_least",
  [FF_CALL_CASE]         = "case",
  [FF_CALL_COALESCE]     = "coalesce",
  [FF_CALL_IS_EMPTY]     = "is_empty",
  [FF_CALL_ADD]          = "add",
  [FF_CALL_SUBTRACT]     = "subtract",
  [FF_CALL_MULTIPLY]     = "multiply",
  [FF_CALL_DIVIDE]       = "divide",
  [FF_CALL_MOD]          = "mod",
  [FF_CALL_ABS]          = "abs",
  [FF_CALL_SIGN]         = "sign",
  [FF_CALL_FLOOR]        = "floor",
  [FF_CALL_CEIL]         = "ceil",
  [FF_CALL_LEAST]        = "least",
  [FF_CALL_GREATEST]     = "greatest",
  [FF_CALL_SCALE]        = "scale",
  [FF_CALL_REAL]         = "real",
  [FF_CALL_EXACT]        = "exact",
  [FF_CALL_NUMBER]       = "number",
  [FF_CALL_NUMBER_TEXT]  = "number_text",
  [FF_CALL_FLAG_NUMBER]  = "flag_number",
  [FF_CALL_FLAG_TEXT]    = "flag_text",
  [FF_CALL_CONCAT]       = "concat",
  [FF_CALL_LOWER_CASE]   = "lower_case",
  [FF_CALL_UPPER_CASE]   = "upper_case",
  [FF_CALL_TITLE_CASE]   = "title_case",
  [FF_CALL_TRIM]         = "trim",
  [FF_CALL_LEFT]         = "left",
  [FF_CALL_RIGHT]        = "right",
  [FF_CALL_SUBSTRING]    = "substring",
  [FF_CALL_LENGTH]       = "length",
  [FF_CALL_REPLACE]      = "replace",
  [FF_CALL_PAD_LEFT]     = "pad_left",
  [FF_CALL_PAD_RIGHT]    = "pad_right",
  [FF_CALL_SPLIT_PART]   = "split_part",
  [FF_CALL_EMAIL_DOMAIN] = "email_domain",
  [FF_CALL_MD5]          = "md5",
  [FF_CALL_SHA256]       = "sha256",
  [FF_CALL_DATE_ADD]           = "date_add",
  [FF_CALL_DATE_DIFFERENCE]    = "date_difference",
  [FF_CALL_DATE_FORMAT]        = "date_format",
  [FF_CALL_DATE_PART]          = "date_part",
  [FF_CALL_DATE_READ]          = "date_read",
  [FF_CALL_DATE_TRUNCATE]      = "date_truncate",
  [FF_CALL_DAY]                = "day",
  [FF_CALL_DAY_START]          = "day_start",
  [FF_CALL_INSTANT_ADD]        = "instant_add",
  [FF_CALL_INSTANT_DIFFERENCE] = "instant_difference",
  [FF_CALL_INSTANT_FORMAT]     = "instant_format",
  [FF_CALL_INSTANT_ISO]        = "instant_iso",
  [FF_CALL_INSTANT_PART]       = "instant_part",
  [FF_CALL_INSTANT_READ]       = "instant_read",
  [FF_CALL_INSTANT_TRUNCATE]   = "instant_truncate",
  [FF_CALL_DISTANCE]           = "distance",
};

const char *
ff_call_get_name (FfCall call)
{
  g_return_val_if_fail ((guint) call < FF_N_CALLS, "");

  return names[call];
}

FfExpression *
ff_expression_new (FfExpressionKind kind,
                   FfKind           type,
                   guint            offset)
{
  FfExpression *self = g_new0 (FfExpression, 1);

  self->kind = kind;
  self->type.kind = type;
  self->offset = offset;
  self->arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);

  return self;
}

void
ff_expression_free (FfExpression *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->arguments);
  g_clear_pointer (&self->operand, ff_operand_unref);
  ff_value_clear (&self->value);
  g_free (self);
}

void
ff_expression_settle (FfExpression *self,
                      const FfType *type)
{
  if (!self->untyped)
    return;

  self->untyped = FALSE;
  self->type = *type;
  for (guint i = 0; i < self->arguments->len; i++)
    ff_expression_settle (g_ptr_array_index (self->arguments, i), type);
}

gboolean
ff_expression_is_text_literal (const FfExpression *self)
{
  return self->kind == FF_EXPRESSION_LITERAL && !self->untyped && self->type.kind == FF_KIND_TEXT;
}

/**
 * ff_expression_compile:
 * @place: where the row stands in the statement
 *
 * Appends the value, as the dialect says it.
 */
void
ff_expression_compile (const FfExpression *self,
                       FfSql              *sql,
                       const FfSqlPlace   *place)
{
  sql->dialect->expression (sql, self, place);
}

static void
add_canonical_literal (const FfExpression *self,
                       GString            *text)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s.%u ", ff_kind_get_id (self->type.kind), self->type.scale);
  if (self->value.kind == FF_VALUE_TEXT)
    ff_canonical_add_text (text, self->value.text);
  else if (self->value.kind == FF_VALUE_REAL)
    g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, self->value.real));
  else if (self->value.kind == FF_VALUE_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, self->value.integer);
  else
    g_string_append (text, "null");
}

void
ff_expression_add_canonical (const FfExpression *self,
                             GString            *text)
{
  switch (self->kind)
    {
    case FF_EXPRESSION_LITERAL:
      g_string_append_c (text, '<');
      add_canonical_literal (self, text);
      g_string_append_c (text, '>');
      break;

    case FF_EXPRESSION_OPERAND:
      ff_operand_add_canonical (self->operand, text);
      break;

    case FF_EXPRESSION_CALL:
    default:
      g_string_append_printf (text, "<%s", names[self->call]);
      for (guint i = 0; i < self->arguments->len; i++)
        {
          g_string_append_c (text, ' ');
          ff_expression_add_canonical (g_ptr_array_index (self->arguments, i), text);
        }
      g_string_append_c (text, '>');
      break;
    }
}

void
ff_expression_visit (const FfExpression *self,
                    const FfVisit       *visit)
{
  if (self->kind == FF_EXPRESSION_OPERAND)
    ff_operand_visit (self->operand, visit);

  for (guint i = 0; i < self->arguments->len; i++)
    ff_expression_visit (g_ptr_array_index (self->arguments, i), visit);
}
