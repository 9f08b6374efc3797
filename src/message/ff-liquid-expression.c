/* Parses expressions, filter chains and conditions. Strict: what is left over
 * at the end is an error. Used by the parsers of tags and outputs. */

#include "message/ff-liquid-parse-private.h"
#include "message/ff-liquid-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define is_sign ff_liquid_lexer_is_sign
#define advance ff_liquid_lexer_advance

static gpointer
allocate (FfLiquidLexer *lexer,
          gsize          n_bytes)
{
  return ff_liquid_arena_alloc0 (&lexer->source->program->arena, n_bytes);
}

static const char *
intern (FfLiquidLexer *lexer,
        gsize         *out_length)
{
  *out_length = (gsize) (lexer->word.end - lexer->word.start);

  return ff_liquid_program_intern (lexer->source->program, lexer->word.start, *out_length);
}

static gpointer
copy_array (FfLiquidLexer *lexer,
            GArray        *array)
{
  return ff_liquid_arena_memdup (&lexer->source->program->arena, array->data,
                                 (gsize) array->len * g_array_get_element_size (array));
}

/* nil, true and their like; FALSE when the word is an ordinary name. */
static gboolean
read_constant (FfLiquidLexer *lexer,
               gboolean       in_condition,
               FfLiquidValue *value)
{
  static const struct
  {
    const char   *name;
    FfLiquidValue value;
    FfLiquidKind  in_condition;
  } constants[] = {
    { "nil",   { .kind = FF_LIQUID_NIL },                 FF_LIQUID_NIL   },
    { "null",  { .kind = FF_LIQUID_NIL },                 FF_LIQUID_NIL   },
    { "true",  { .kind = FF_LIQUID_FLAG, .flag = TRUE },  FF_LIQUID_FLAG  },
    { "false", { .kind = FF_LIQUID_FLAG, .flag = FALSE }, FF_LIQUID_FLAG  },
    { "empty", { .kind = FF_LIQUID_TEXT, .text = "" },    FF_LIQUID_EMPTY },
    { "blank", { .kind = FF_LIQUID_TEXT, .text = "" },    FF_LIQUID_BLANK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (constants); i++)
    if (ff_liquid_lexer_is_name (lexer, constants[i].name))
      {
        *value = constants[i].value;
        if (in_condition)
          value->kind = constants[i].in_condition;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_number (FfLiquidLexer  *lexer,
             FfLiquidValue  *value,
             GError        **error)
{
  g_autofree char *text = g_strndup (lexer->word.start, (gsize) (lexer->word.end - lexer->word.start));
  gint64 integer;

  if (strchr (text, '.') != NULL)
    *value = ff_liquid_real (g_ascii_strtod (text, NULL));
  else if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    *value = ff_liquid_integer (integer);
  else
    return ff_liquid_source_fail (lexer->source, lexer->word.start, error, _("The number %s is too large."), text);

  return TRUE;
}

static gboolean
read_bracket (FfLiquidLexer  *lexer,
              FfLiquidHop    *hop,
              GError        **error)
{
  if (!advance (lexer, error))
    return FALSE;

  hop->index = ff_liquid_parse_expression (lexer, FALSE, error);

  return hop->index != NULL && ff_liquid_lexer_expect (lexer, ']', error);
}

static gboolean
read_dot (FfLiquidLexer  *lexer,
          FfLiquidHop    *hop,
          GError        **error)
{
  if (!advance (lexer, error))
    return FALSE;
  if (lexer->word.kind != FF_LIQUID_WORD_NAME)
    return ff_liquid_lexer_fail (lexer, error);

  hop->name = intern (lexer, &hop->length);
  hop->is_command = g_str_equal (hop->name, "size") || g_str_equal (hop->name, "first") ||
                    g_str_equal (hop->name, "last");

  return advance (lexer, error);
}

static gboolean
read_hops (FfLiquidLexer       *lexer,
           FfLiquidExpression  *expression,
           GError             **error)
{
  g_autoptr (GArray) hops = g_array_new (FALSE, TRUE, sizeof (FfLiquidHop));

  while (is_sign (lexer, '[') || is_sign (lexer, '.'))
    {
      FfLiquidHop hop = { NULL };

      if (is_sign (lexer, '[') ? !read_bracket (lexer, &hop, error) : !read_dot (lexer, &hop, error))
        return FALSE;
      g_array_append_val (hops, hop);
    }

  expression->hops = copy_array (lexer, hops);
  expression->n_hops = hops->len;
  return TRUE;
}

static gboolean
read_name (FfLiquidLexer       *lexer,
           FfLiquidExpression  *expression,
           gboolean             in_condition,
           GError             **error)
{
  FfLiquidValue constant;
  gboolean is_constant = read_constant (lexer, in_condition, &constant);
  gsize length;

  expression->kind = FF_LIQUID_EXPRESSION_LOOKUP;
  expression->name = intern (lexer, &length);
  if (!advance (lexer, error) || !read_hops (lexer, expression, error))
    return FALSE;

  if (is_constant && expression->n_hops == 0)
    {
      expression->kind = FF_LIQUID_EXPRESSION_LITERAL;
      expression->literal = constant;
    }

  return TRUE;
}

/* Both ends are known: the range is a literal, and a decimal end is cut. */
static void
fold_range (FfLiquidLexer      *lexer,
            FfLiquidExpression *expression)
{
  FfLiquidRange *range;
  const FfLiquidExpression *ends[] = { expression->start, expression->end };
  gint64 numbers[2];

  for (guint i = 0; i < 2; i++)
    {
      if (ends[i]->kind != FF_LIQUID_EXPRESSION_LITERAL)
        return;
      if (ends[i]->literal.kind == FF_LIQUID_INTEGER)
        numbers[i] = ends[i]->literal.integer;
      else if (ends[i]->literal.kind == FF_LIQUID_REAL && ABS (ends[i]->literal.real) < 9e18)
        numbers[i] = (gint64) ends[i]->literal.real;
      else
        return;
    }

  range = allocate (lexer, sizeof *range);
  range->start = numbers[0];
  range->end = numbers[1];
  expression->kind = FF_LIQUID_EXPRESSION_LITERAL;
  expression->literal = (FfLiquidValue) { .kind = FF_LIQUID_RANGE, .range = range };
}

static gboolean
read_range (FfLiquidLexer       *lexer,
            FfLiquidExpression  *expression,
            GError             **error)
{
  expression->kind = FF_LIQUID_EXPRESSION_RANGE;
  if (!advance (lexer, error))
    return FALSE;

  expression->start = ff_liquid_parse_expression (lexer, FALSE, error);
  if (expression->start == NULL)
    return FALSE;
  if (lexer->word.kind != FF_LIQUID_WORD_DOTS)
    return ff_liquid_lexer_fail (lexer, error);
  if (!advance (lexer, error))
    return FALSE;

  expression->end = ff_liquid_parse_expression (lexer, FALSE, error);
  if (expression->end == NULL || !ff_liquid_lexer_expect (lexer, ')', error))
    return FALSE;

  fold_range (lexer, expression);
  return TRUE;
}

static gboolean
read_literal (FfLiquidLexer       *lexer,
              FfLiquidExpression  *expression,
              GError             **error)
{
  expression->kind = FF_LIQUID_EXPRESSION_LITERAL;

  if (lexer->word.kind == FF_LIQUID_WORD_STRING)
    expression->literal = ff_liquid_text (lexer->word.start + 1, (gsize) (lexer->word.end - lexer->word.start - 2));
  else if (!read_number (lexer, &expression->literal, error))
    return FALSE;

  return advance (lexer, error);
}

static gboolean
read_expression (FfLiquidLexer       *lexer,
                 FfLiquidExpression  *expression,
                 gboolean             in_condition,
                 GError             **error)
{
  switch (lexer->word.kind)
    {
    case FF_LIQUID_WORD_NAME:
      return read_name (lexer, expression, in_condition, error);

    case FF_LIQUID_WORD_STRING:
    case FF_LIQUID_WORD_NUMBER:
      return read_literal (lexer, expression, error);

    case FF_LIQUID_WORD_SIGN:
      if (is_sign (lexer, '('))
        return read_range (lexer, expression, error);
      if (is_sign (lexer, '['))
        {
          expression->kind = FF_LIQUID_EXPRESSION_LOOKUP;
          return read_hops (lexer, expression, error);
        }
      return ff_liquid_lexer_fail (lexer, error);

    case FF_LIQUID_WORD_END:
    case FF_LIQUID_WORD_COMPARISON:
    case FF_LIQUID_WORD_DOTS:
    default:
      return ff_liquid_lexer_fail (lexer, error);
    }
}

FfLiquidExpression *
ff_liquid_parse_expression (FfLiquidLexer  *lexer,
                            gboolean        in_condition,
                            GError        **error)
{
  FfLiquidExpression *expression = allocate (lexer, sizeof *expression);
  gboolean is_good;

  if (lexer->depth >= FF_LIQUID_MAX_DEPTH)
    {
      ff_liquid_source_fail (lexer->source, lexer->word.start, error, _("Brackets are nested too deep."));
      return NULL;
    }

  lexer->depth++;
  expression->place = ff_liquid_source_get_place (lexer->source, lexer->word.start);
  is_good = read_expression (lexer, expression, in_condition, error);
  lexer->depth--;

  return is_good ? expression : NULL;
}

FfLiquidExpression *
ff_liquid_parse_whole (FfLiquidSource  *source,
                       const char      *start,
                       const char      *end,
                       gboolean         in_condition,
                       GError         **error)
{
  FfLiquidLexer lexer;
  FfLiquidExpression *expression;

  if (!ff_liquid_lexer_init (&lexer, source, start, end, error))
    return NULL;

  expression = ff_liquid_parse_expression (&lexer, in_condition, error);

  return expression != NULL && ff_liquid_lexer_expect_end (&lexer, error) ? expression : NULL;
}

/* One argument of a filter: into @arguments, or with a name into @keywords. */
static gboolean
read_argument (FfLiquidLexer  *lexer,
               GArray         *arguments,
               GArray         *keywords,
               GError        **error)
{
  FfLiquidArgument argument = { NULL };
  gsize length;

  if (lexer->word.kind == FF_LIQUID_WORD_NAME && ff_liquid_lexer_peek_sign (lexer, ':'))
    {
      argument.name = intern (lexer, &length);
      if (!advance (lexer, error) || !advance (lexer, error))
        return FALSE;
    }

  argument.value = ff_liquid_parse_expression (lexer, FALSE, error);
  if (argument.value == NULL)
    return FALSE;

  if (argument.name != NULL)
    g_array_append_val (keywords, argument);
  else
    g_array_append_val (arguments, argument.value);

  return TRUE;
}

static gboolean
check_arguments (FfLiquidLexer      *lexer,
                 const char         *at,
                 const FfLiquidCall *call,
                 GError            **error)
{
  guint n = call->n_arguments + (call->n_keywords > 0);

  if (n >= call->filter->min_arguments && n <= call->filter->max_arguments)
    return TRUE;

  if (call->filter->max_arguments == 0)
    return ff_liquid_source_fail (lexer->source, at, error, _("The filter “%s” takes no value after its name."),
                                  call->filter->name);
  if (n < call->filter->min_arguments)
    return ff_liquid_source_fail (lexer->source, at, error, _("The filter “%s” needs more values after its name."),
                                  call->filter->name);

  return ff_liquid_source_fail (lexer->source, at, error, _("The filter “%s” takes fewer values after its name."),
                                call->filter->name);
}

static gboolean
read_call (FfLiquidLexer  *lexer,
           FfLiquidCall   *call,
           GError        **error)
{
  g_autoptr (GArray) arguments = g_array_new (FALSE, FALSE, sizeof (FfLiquidExpression *));
  g_autoptr (GArray) keywords = g_array_new (FALSE, FALSE, sizeof (FfLiquidArgument));
  const char *at = lexer->word.start;
  g_autofree char *name = NULL;

  if (lexer->word.kind != FF_LIQUID_WORD_NAME)
    return ff_liquid_lexer_fail (lexer, error);

  name = g_strndup (at, (gsize) (lexer->word.end - at));
  call->place = ff_liquid_source_get_place (lexer->source, at);
  call->filter = ff_liquid_find_filter (name);
  if (call->filter == NULL)
    return ff_liquid_source_fail (lexer->source, at, error, _("There is no filter “%s”."), name);
  if (!advance (lexer, error))
    return FALSE;

  if (is_sign (lexer, ':'))
    do
      {
        if (!advance (lexer, error) || !read_argument (lexer, arguments, keywords, error))
          return FALSE;
      }
    while (is_sign (lexer, ','));

  call->arguments = copy_array (lexer, arguments);
  call->n_arguments = arguments->len;
  call->keywords = copy_array (lexer, keywords);
  call->n_keywords = keywords->len;

  return check_arguments (lexer, at, call, error);
}

gboolean
ff_liquid_parse_chain (FfLiquidSource  *source,
                       const char      *start,
                       const char      *end,
                       FfLiquidChain   *out_chain,
                       GError         **error)
{
  g_autoptr (GArray) calls = g_array_new (FALSE, TRUE, sizeof (FfLiquidCall));
  FfLiquidLexer lexer;

  *out_chain = (FfLiquidChain) { NULL };
  if (!ff_liquid_lexer_init (&lexer, source, start, end, error))
    return FALSE;
  if (lexer.word.kind == FF_LIQUID_WORD_END)
    return TRUE;

  out_chain->value = ff_liquid_parse_expression (&lexer, FALSE, error);
  if (out_chain->value == NULL)
    return FALSE;

  while (is_sign (&lexer, '|'))
    {
      FfLiquidCall call = { NULL };

      if (!advance (&lexer, error) || !read_call (&lexer, &call, error))
        return FALSE;
      g_array_append_val (calls, call);
    }

  out_chain->calls = copy_array (&lexer, calls);
  out_chain->n_calls = calls->len;

  return ff_liquid_lexer_expect_end (&lexer, error);
}

static FfLiquidComparison
get_comparison (const FfLiquidWord *word)
{
  gboolean has_equal = word->end - word->start == 2 && word->start[1] == '=';

  switch (*word->start)
    {
    case '=':
      return FF_LIQUID_EQUAL;
    case '!':
      return FF_LIQUID_UNEQUAL;
    case '<':
      if (word->end - word->start == 2 && word->start[1] == '>')
        return FF_LIQUID_UNEQUAL;
      return has_equal ? FF_LIQUID_AT_MOST : FF_LIQUID_LESS;
    case '>':
      return has_equal ? FF_LIQUID_AT_LEAST : FF_LIQUID_GREATER;
    default:
      return FF_LIQUID_CONTAINS;
    }
}

static gboolean
read_condition (FfLiquidLexer      *lexer,
                FfLiquidCondition  *condition,
                GError            **error)
{
  condition->place = ff_liquid_source_get_place (lexer->source, lexer->word.start);
  condition->left = ff_liquid_parse_expression (lexer, TRUE, error);
  if (condition->left == NULL)
    return FALSE;

  if (lexer->word.kind == FF_LIQUID_WORD_COMPARISON)
    {
      condition->comparison = get_comparison (&lexer->word);
      if (!advance (lexer, error))
        return FALSE;
      condition->right = ff_liquid_parse_expression (lexer, TRUE, error);
      if (condition->right == NULL)
        return FALSE;
    }

  if (ff_liquid_lexer_is_name (lexer, "and"))
    condition->relation = FF_LIQUID_AND;
  else if (ff_liquid_lexer_is_name (lexer, "or"))
    condition->relation = FF_LIQUID_OR;

  return condition->relation == FF_LIQUID_ALONE || advance (lexer, error);
}

gboolean
ff_liquid_parse_conditions (FfLiquidSource  *source,
                            const char      *start,
                            const char      *end,
                            FfLiquidBranch  *branch,
                            GError         **error)
{
  g_autoptr (GArray) conditions = g_array_new (FALSE, TRUE, sizeof (FfLiquidCondition));
  FfLiquidLexer lexer;
  FfLiquidRelation relation;

  if (!ff_liquid_lexer_init (&lexer, source, start, end, error))
    return FALSE;

  do
    {
      FfLiquidCondition condition = { { 0 } };

      if (!read_condition (&lexer, &condition, error))
        return FALSE;
      relation = condition.relation;
      g_array_append_val (conditions, condition);
    }
  while (relation != FF_LIQUID_ALONE);

  branch->conditions = copy_array (&lexer, conditions);
  branch->n_conditions = conditions->len;

  return ff_liquid_lexer_expect_end (&lexer, error);
}
