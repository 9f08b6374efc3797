/* Leaves of expressions: numbers, texts, variables and names, and how values
 * become of one type. Called while a text is parsed, on its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

FfExpression *
ff_expression_build_call (FfCall call,
                          FfKind type,
                          guint  offset,
                          guint  n_arguments,
                          ...)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_CALL, type, offset);
  va_list arguments;

  self->call = call;
  va_start (arguments, n_arguments);
  for (guint i = 0; i < n_arguments; i++)
    g_ptr_array_add (self->arguments, va_arg (arguments, FfExpression *));
  va_end (arguments);

  return self;
}

FfExpression *
ff_expression_build_integer (gint64 number)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_INTEGER, 0);

  self->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = number };

  return self;
}

FfExpression *
ff_expression_build_text (const FfToken *token)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_TEXT, token->offset);

  self->value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (token->text) };

  return self;
}

/* Whole without a point, decimal with one, approximate with an exponent. */
static FfExpression *
build_number (FfExpressionReader *reader,
              guint               offset,
              const char         *text)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_INTEGER, offset);
  const char *point = strchr (text, '.');
  FfScaledNumber number;

  if (strpbrk (text, "eE") != NULL)
    {
      self->type.kind = FF_KIND_REAL;
      self->value = (FfValue) { .kind = FF_VALUE_REAL, .real = g_ascii_strtod (text, NULL) };
      if (self->value.real >= -1e308 && self->value.real <= 1e308)
        return self;
    }
  else
    {
      if (point != NULL)
        {
          self->type.kind = FF_KIND_DECIMAL;
          self->type.scaled_storage = TRUE;
          self->type.scale = MIN (strlen (point + 1), 19);
        }

      if (self->type.scale <= 18 && ff_number_scale (text, self->type.scale, &number) && number.saturated == 0)
        {
          self->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = number.floor };
          return self;
        }
    }

  ff_expression_free (self);

  return ff_expression_problem (reader, offset, _("This number has too many digits. Write a smaller one, with at most 18 digits after the point."));
}

FfExpression *
ff_expression_build_number (FfExpressionReader *reader,
                            const FfToken      *token)
{
  return build_number (reader, token->offset, token->text);
}

FfExpression *
ff_expression_build_variable (FfExpressionReader *reader,
                              const FfToken      *token)
{
  FfJson *value = ff_json_get_member (reader->parser->scope->variables, token->text);
  FfExpression *self;

  if (value == NULL)
    return ff_expression_problem (reader, token->offset, _("This campaign has no variable “%s”. Choose another, or add it."), token->text);

  switch (ff_json_get_kind (value))
    {
    case FF_JSON_NUMBER:
      return build_number (reader, token->offset, ff_json_get_number_text (value));

    case FF_JSON_STRING:
      self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_TEXT, token->offset);
      self->value = (FfValue) { .kind = FF_VALUE_TEXT, .text = g_strdup (ff_json_get_string (value)) };
      return self;

    case FF_JSON_BOOLEAN:
      self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_FLAG, token->offset);
      self->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = ff_json_get_boolean (value, FALSE) };
      return self;

    default:
      return ff_expression_problem (reader, token->offset, _("The variable “%s” has no value. Give it one."), token->text);
    }
}

/* The operand that the names say, in its document form. */
static FfJson *
names_to_json (const FfToken *tokens,
               guint          n_tokens,
               gboolean       is_carried)
{
  FfJson *json = ff_json_new_object ();
  FfJson *path;

  if (is_carried)
    {
      ff_json_set_string (json, "column", tokens[1].text);
      return json;
    }

  path = ff_json_new_array ();
  for (guint i = 0; i < n_tokens; i++)
    ff_json_take_element (path, ff_json_new_string (tokens[i].text));
  ff_json_take_member (json, "attribute", path);

  return json;
}

/* Which of the names a problem with the operand points at: the last number of its pointer. */
static guint
find_bad_name (const FfRuleProblem *problem,
               guint                n_tokens,
               gboolean             is_carried)
{
  const char *last = strrchr (problem->pointer, '/');

  if (is_carried)
    return 1;

  return last != NULL && g_ascii_isdigit (last[1]) ? MIN (g_ascii_strtoull (last + 1, NULL, 10), n_tokens - 1) : 0;
}

/**
 * ff_expression_build_name:
 * @tokens: names with points between them
 *
 * A column of the entity, one behind links, or carried.NAME: the word carried
 * without quotes never is a link.
 */
FfExpression *
ff_expression_build_name (FfExpressionReader *reader,
                          const FfToken      *tokens,
                          guint               n_tokens)
{
  const gboolean is_carried = tokens[0].kind == FF_TOKEN_NAME && n_tokens == 2 && strcmp (tokens[0].text, "carried") == 0;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  FfParser parser = { reader->parser->scope, problems };
  g_autoptr (FfJson) json = names_to_json (tokens, n_tokens, is_carried);
  FfOperand *operand = ff_parser_operand (&parser, json, "");
  FfExpression *self;

  if (operand == NULL)
    {
      const FfRuleProblem *problem = g_ptr_array_index (problems, 0);

      return ff_expression_problem (reader, tokens[find_bad_name (problem, n_tokens, is_carried)].offset, "%s", problem->message);
    }

  self = ff_expression_new (FF_EXPRESSION_OPERAND, operand->type.kind, tokens[0].offset);
  self->type = operand->type;
  self->operand = operand;

  return self;
}

FfExpression *
ff_expression_to_real (FfExpression *self)
{
  const guint offset = self->offset;

  ff_expression_settle (self, &(FfType) { .kind = FF_KIND_REAL });
  if (self->type.kind == FF_KIND_REAL)
    return self;

  return ff_expression_build_call (FF_CALL_REAL, FF_KIND_REAL, offset, 2, self, ff_expression_build_integer (self->type.scale));
}

/* An exact number with so many digits after the point: whole when none. */
FfExpression *
ff_expression_to_scale (FfExpression *self,
                        guint         scale)
{
  FfType type = { .kind = scale > 0 ? FF_KIND_DECIMAL : FF_KIND_INTEGER, .scale = scale, .scaled_storage = scale > 0 };
  gint64 digits;
  FfExpression *scaled;

  ff_expression_settle (self, &type);
  digits = (gint64) scale - self->type.scale;
  if (digits == 0)
    {
      self->type = type;
      return self;
    }

  scaled = ff_expression_build_call (FF_CALL_SCALE, type.kind, self->offset, 2, self, ff_expression_build_integer (digits));
  scaled->type = type;

  return scaled;
}

static gboolean
read_time (FfExpressionReader *reader,
           FfExpression       *literal,
           FfKind              kind)
{
  if (ff_expression_read_time (reader, literal, kind))
    return TRUE;

  if (kind == FF_KIND_DATE)
    ff_expression_problem (reader, literal->offset, _("“%s” is no date. Write one such as '2026-07-21'."), literal->value.text);
  else
    ff_expression_problem (reader, literal->offset, _("“%s” is no date and time. Write one such as '2026-07-21 10:00'."), literal->value.text);

  return FALSE;
}

/* What the values are together: the first that is known, a text that is written out only where nothing else is. */
static const FfExpression *
find_model (GPtrArray *values)
{
  const FfExpression *model = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      const FfExpression *value = g_ptr_array_index (values, i);

      if (!value->untyped && (model == NULL || (ff_expression_is_text_literal (model) && !ff_expression_is_text_literal (value))))
        model = value;
    }

  return model;
}

/* As exact as the least exact of them. */
static void
unify_numbers (GPtrArray *values)
{
  gboolean is_real = FALSE;
  guint scale = 0;

  for (guint i = 0; i < values->len; i++)
    {
      const FfExpression *value = g_ptr_array_index (values, i);

      is_real = is_real || (!value->untyped && value->type.kind == FF_KIND_REAL);
      scale = MAX (scale, value->type.scale);
    }

  for (guint i = 0; i < values->len; i++)
    values->pdata[i] = is_real ? ff_expression_to_real (values->pdata[i]) : ff_expression_to_scale (values->pdata[i], scale);
}

gboolean
ff_expression_unify (FfExpressionReader *reader,
                     GPtrArray          *values)
{
  const FfExpression *model = find_model (values);

  if (model == NULL)
    return TRUE;

  for (guint i = 0; i < values->len; i++)
    {
      FfExpression *value = g_ptr_array_index (values, i);
      const FfKind kind = model->type.kind;

      if (value->untyped || value->type.kind == kind || (ff_kind_is_number (value->type.kind) && ff_kind_is_number (kind)))
        continue;

      if (ff_expression_is_text_literal (value) && (kind == FF_KIND_DATE || kind == FF_KIND_INSTANT))
        {
          if (!read_time (reader, value, kind))
            return FALSE;
          continue;
        }

      ff_expression_problem (reader, value->offset, _("This is a %s, and the other is a %s. Make them the same, with to_text, to_number, to_date or to_instant."),
                             ff_kind_get_name (value->type.kind), ff_kind_get_name (kind));
      return FALSE;
    }

  if (ff_kind_is_number (model->type.kind))
    unify_numbers (values);
  else
    for (guint i = 0; i < values->len; i++)
      ff_expression_settle (g_ptr_array_index (values, i), &model->type);

  return TRUE;
}
