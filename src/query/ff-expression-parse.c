/* The grammar of expressions. From weak to strong: or, and, not, one
 * comparison, + and -, * and /, the sign. Called by the parser of operands, on
 * its thread. */

#include "query/ff-expression-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 50
#define MAX_NODES 500

static FfExpression *parse_any (FfExpressionReader *reader);

/* Where a person looks for it: the character, and the line where there are several. */
gpointer
ff_expression_problem (FfExpressionReader *reader,
                       guint               offset,
                       const char         *format,
                       ...)
{
  g_autofree char *before = g_strndup (reader->text, offset);
  const char *line = strrchr (before, '\n');
  const glong position = g_utf8_strlen (before, -1) + 1;
  g_autofree char *message = NULL;
  va_list arguments;
  guint n_lines = 1;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  for (const char *c = before; *c != '\0'; c++)
    n_lines += *c == '\n';

  if (strchr (reader->text, '\n') != NULL)
    /* Translators: a line and a character in it, then what is wrong there. */
    ff_parser_problem (reader->parser, reader->pointer, _("Line %u, character %ld: %s"), n_lines,
                       line != NULL ? g_utf8_strlen (line + 1, -1) + 1 : position, message);
  else
    /* Translators: the number of a character in a text, then what is wrong there. */
    ff_parser_problem (reader->parser, reader->pointer, _("Character %ld: %s"), position, message);

  ((FfRuleProblem *) g_ptr_array_index (reader->parser->problems, reader->parser->problems->len - 1))->position = (guint) position;

  return NULL;
}

static const FfToken *
get_token (FfExpressionReader *reader)
{
  return &g_array_index (reader->tokens, FfToken, reader->at);
}

static gboolean
is_symbol (FfExpressionReader *reader,
           const char         *symbol)
{
  const FfToken *token = get_token (reader);

  return token->kind == FF_TOKEN_SYMBOL && strcmp (token->text, symbol) == 0;
}

static gboolean
take_symbol (FfExpressionReader *reader,
             const char         *symbol)
{
  if (!is_symbol (reader, symbol))
    return FALSE;

  reader->at++;

  return TRUE;
}

static gboolean
is_word (const FfToken *token,
         const char    *word)
{
  return token->kind == FF_TOKEN_NAME && g_ascii_strcasecmp (token->text, word) == 0;
}

static gboolean
take_word (FfExpressionReader *reader,
           const char         *word)
{
  if (!is_word (get_token (reader), word))
    return FALSE;

  reader->at++;

  return TRUE;
}

static gboolean
is_reserved (const FfToken *token)
{
  return token->kind == FF_TOKEN_NAME && ff_expression_is_reserved (token->text);
}

static gboolean
expect_symbol (FfExpressionReader *reader,
               const char         *symbol)
{
  const FfToken *token = get_token (reader);

  if (take_symbol (reader, symbol))
    return TRUE;

  if (token->kind == FF_TOKEN_END)
    ff_expression_problem (reader, token->offset, _("The expression ends too early: write “%s”."), symbol);
  else
    ff_expression_problem (reader, token->offset, _("“%s” does not belong here: write “%s” first."), token->text, symbol);

  return FALSE;
}

static FfExpression *
refuse_token (FfExpressionReader *reader)
{
  const FfToken *token = get_token (reader);

  if (token->kind == FF_TOKEN_END)
    return ff_expression_problem (reader, token->offset, _("The expression ends too early: write a value, a name or a function."));

  if (is_reserved (token))
    return ff_expression_problem (reader, token->offset, _("“%s” does not belong here. Write a column of that name between \" and \"."),
                                  token->text);

  return ff_expression_problem (reader, token->offset, _("“%s” does not belong here. Write a value, a name or a function."), token->text);
}

/* case when … then … [when … then …] [else …] end */
static FfExpression *
parse_case (FfExpressionReader *reader,
            guint               offset)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);
  static const char *const words[] = { "when", "then" };

  while (conditions->len == 0 || is_word (get_token (reader), "when"))
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      {
        const guint place = get_token (reader)->offset;
        FfExpression *part;

        if (!take_word (reader, words[i]))
          return ff_expression_problem (reader, place, _("A case is written: case when … then … else … end. Write “%s” here."), words[i]);

        part = parse_any (reader);
        if (part == NULL)
          return NULL;
        g_ptr_array_add (i == 0 ? conditions : values, part);
      }

  if (take_word (reader, "else"))
    {
      FfExpression *otherwise = parse_any (reader);

      if (otherwise == NULL)
        return NULL;
      g_ptr_array_add (values, otherwise);
    }

  if (!take_word (reader, "end"))
    return ff_expression_problem (reader, get_token (reader)->offset, _("A case is written: case when … then … else … end. Write “%s” here."), "end");

  return ff_expression_build_case (reader, offset, conditions, values);
}

static FfExpression *
parse_function (FfExpressionReader *reader,
                const FfToken      *name)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_expression_free);

  if (!take_symbol (reader, ")"))
    {
      do
        {
          FfExpression *argument = parse_any (reader);

          if (argument == NULL)
            return NULL;
          g_ptr_array_add (arguments, argument);
        }
      while (take_symbol (reader, ","));

      if (!expect_symbol (reader, ")"))
        return NULL;
    }

  return ff_expression_build_function (reader, name, arguments);
}

/* A column, one behind links, or one that is carried. */
static FfExpression *
parse_path (FfExpressionReader *reader)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (FfToken));

  do
    {
      const FfToken *token = get_token (reader);

      if (token->kind != FF_TOKEN_NAME && token->kind != FF_TOKEN_QUOTED)
        return refuse_token (reader);
      g_array_append_val (names, *token);
      reader->at++;
    }
  while (take_symbol (reader, "."));

  return ff_expression_build_name (reader, (const FfToken *) (gpointer) names->data, names->len);
}

static FfExpression *
build_word (const FfToken *token)
{
  FfExpression *self = ff_expression_new (FF_EXPRESSION_LITERAL, FF_KIND_FLAG, token->offset);

  self->untyped = is_word (token, "null");
  if (!self->untyped)
    self->value = (FfValue) { .kind = FF_VALUE_INTEGER, .integer = is_word (token, "true") };

  return self;
}

static FfExpression *
parse_name (FfExpressionReader *reader)
{
  const FfToken *token = get_token (reader);

  if (is_word (token, "true") || is_word (token, "false") || is_word (token, "null"))
    {
      reader->at++;
      return build_word (token);
    }

  if (take_word (reader, "case"))
    return parse_case (reader, token->offset);
  if (is_reserved (token))
    return refuse_token (reader);

  reader->at++;
  if (take_symbol (reader, "("))
    return parse_function (reader, token);
  reader->at--;

  return parse_path (reader);
}

static FfExpression *
parse_primary (FfExpressionReader *reader)
{
  const FfToken *token = get_token (reader);
  g_autoptr (FfExpression) inner = NULL;

  if (++reader->n_nodes > MAX_NODES)
    return ff_expression_problem (reader, token->offset, _("This expression has too many parts. Enrich with one of them in an earlier activity."));

  switch (token->kind)
    {
    case FF_TOKEN_NUMBER:
      reader->at++;
      return ff_expression_build_number (reader, token);

    case FF_TOKEN_TEXT:
      reader->at++;
      return ff_expression_build_text (token);

    case FF_TOKEN_VARIABLE:
      reader->at++;
      return ff_expression_build_variable (reader, token);

    case FF_TOKEN_NAME:
      return parse_name (reader);

    case FF_TOKEN_QUOTED:
      return parse_path (reader);

    case FF_TOKEN_SYMBOL:
    case FF_TOKEN_END:
    default:
      if (!take_symbol (reader, "("))
        return refuse_token (reader);
      inner = parse_any (reader);
      return inner != NULL && expect_symbol (reader, ")") ? g_steal_pointer (&inner) : NULL;
    }
}

static gboolean
go_deeper (FfExpressionReader *reader)
{
  if (++reader->depth <= MAX_DEPTH)
    return TRUE;

  ff_expression_problem (reader, get_token (reader)->offset, _("This expression is nested too deeply. Enrich with a part of it in an earlier activity."));

  return FALSE;
}

static FfExpression *
parse_signed (FfExpressionReader *reader)
{
  const guint offset = get_token (reader)->offset;
  FfExpression *inner;

  if (!is_symbol (reader, "-"))
    return parse_primary (reader);

  if (!go_deeper (reader))
    return NULL;
  reader->at++;
  inner = parse_signed (reader);
  reader->depth--;

  return inner != NULL ? ff_expression_build_negative (reader, offset, inner) : NULL;
}

/* From left to right, while one of two symbols stands between. */
static FfExpression *
parse_arithmetic (FfExpressionReader *reader,
                  FfExpression     *(*parse_part) (FfExpressionReader *reader),
                  const char         *symbol,
                  FfCall              call,
                  const char         *other_symbol,
                  FfCall              other_call)
{
  FfExpression *left = parse_part (reader);

  while (left != NULL)
    {
      const gboolean is_other = is_symbol (reader, other_symbol);
      const guint offset = get_token (reader)->offset;
      FfExpression *right;

      if (!is_other && !is_symbol (reader, symbol))
        return left;

      reader->at++;
      right = parse_part (reader);
      if (right == NULL)
        {
          ff_expression_free (left);
          return NULL;
        }
      left = ff_expression_build_arithmetic (reader, is_other ? other_call : call, offset, left, right);
    }

  return NULL;
}

static FfExpression *
parse_product (FfExpressionReader *reader)
{
  return parse_arithmetic (reader, parse_signed, "*", FF_CALL_MULTIPLY, "/", FF_CALL_DIVIDE);
}

static FfExpression *
parse_sum (FfExpressionReader *reader)
{
  return parse_arithmetic (reader, parse_product, "+", FF_CALL_ADD, "-", FF_CALL_SUBTRACT);
}

static gboolean
find_comparison (FfExpressionReader *reader,
                 FfCall             *out_call)
{
  static const struct
  {
    const char *symbol;
    FfCall      call;
  } comparisons[] = {
    { "=", FF_CALL_EQUALS }, { "<>", FF_CALL_NOT_EQUALS }, { "!=", FF_CALL_NOT_EQUALS }, { "<", FF_CALL_LESS },
    { "<=", FF_CALL_AT_MOST }, { ">", FF_CALL_GREATER }, { ">=", FF_CALL_AT_LEAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    if (is_symbol (reader, comparisons[i].symbol))
      {
        *out_call = comparisons[i].call;
        return TRUE;
      }

  return FALSE;
}

static FfExpression *
parse_comparison (FfExpressionReader *reader)
{
  g_autoptr (FfExpression) left = parse_sum (reader);
  const guint offset = get_token (reader)->offset;
  FfExpression *right;
  FfCall call, next;

  if (left == NULL || !find_comparison (reader, &call))
    return g_steal_pointer (&left);

  reader->at++;
  right = parse_sum (reader);
  if (right == NULL)
    return NULL;

  if (find_comparison (reader, &next))
    {
      ff_expression_free (right);
      return ff_expression_problem (reader, get_token (reader)->offset, _("Only two values are compared at a time. Join two comparisons with “and”."));
    }

  return ff_expression_build_comparison (reader, call, offset, g_steal_pointer (&left), right);
}

static FfExpression *
parse_not (FfExpressionReader *reader)
{
  const guint offset = get_token (reader)->offset;
  FfExpression *inner;

  if (!take_word (reader, "not"))
    return parse_comparison (reader);

  if (!go_deeper (reader))
    return NULL;
  inner = parse_not (reader);
  reader->depth--;

  return inner != NULL ? ff_expression_build_not (reader, offset, inner) : NULL;
}

static FfExpression *
parse_logic (FfExpressionReader *reader,
             FfExpression     *(*parse_part) (FfExpressionReader *reader),
             const char         *word,
             FfCall              call)
{
  FfExpression *left = parse_part (reader);

  while (left != NULL && take_word (reader, word))
    {
      FfExpression *right = parse_part (reader);

      if (right == NULL)
        {
          ff_expression_free (left);
          return NULL;
        }
      left = ff_expression_build_logic (reader, call, left, right);
    }

  return left;
}

static FfExpression *
parse_and (FfExpressionReader *reader)
{
  return parse_logic (reader, parse_not, "and", FF_CALL_AND);
}

static FfExpression *
parse_any (FfExpressionReader *reader)
{
  FfExpression *any;

  if (!go_deeper (reader))
    return NULL;

  any = parse_logic (reader, parse_and, "or", FF_CALL_OR);
  reader->depth--;

  return any;
}

/**
 * ff_expression_parse:
 * @text: an expression
 * @pointer: where it stands
 *
 * Reads @text and checks its names and types. A problem names the character.
 *
 * Returns: (nullable) (transfer full): the typed tree, or %NULL after a problem was reported
 */
FfExpression *
ff_expression_parse (FfParser   *parser,
                     const char *text,
                     const char *pointer)
{
  FfExpressionReader reader = { parser, pointer, text };
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (FfExpression) expression = NULL;
  gboolean good = ff_expression_read_tokens (&reader);

  tokens = reader.tokens;
  if (!good)
    return NULL;

  expression = parse_any (&reader);
  if (expression == NULL)
    return NULL;

  if (get_token (&reader)->kind != FF_TOKEN_END)
    return ff_expression_problem (&reader, get_token (&reader)->offset, _("“%s” does not belong here. Write an operator before it, or remove it."),
                                  get_token (&reader)->text);

  if (expression->untyped)
    return ff_expression_problem (&reader, expression->offset, _("This is always missing. Write something that may have a value."));

  return g_steal_pointer (&expression);
}
