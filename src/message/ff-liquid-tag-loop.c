/* Parses for and tablerow. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* limit: 3, offset: continue, offset: 2; commas between them may be left out. */
static gboolean
read_option (FfLiquidLexer      *lexer,
             FfLiquidIteration  *iteration,
             GError            **error)
{
  gboolean is_limit;
  const FfLiquidExpression *value;

  if (ff_liquid_lexer_is_sign (lexer, ',') && !ff_liquid_lexer_advance (lexer, error))
    return FALSE;

  is_limit = ff_liquid_lexer_is_name (lexer, "limit");
  if (!is_limit && !ff_liquid_lexer_is_name (lexer, "offset"))
    return ff_liquid_lexer_fail (lexer, error);
  if (!ff_liquid_lexer_advance (lexer, error) || !ff_liquid_lexer_expect (lexer, ':', error))
    return FALSE;

  value = ff_liquid_parse_expression (lexer, FALSE, error);
  if (value == NULL)
    return FALSE;

  if (is_limit)
    iteration->limit = value;
  else if (value->kind == FF_LIQUID_EXPRESSION_LOOKUP && value->n_hops == 0 && g_str_equal (value->name, "continue"))
    iteration->is_continued = TRUE;
  else
    iteration->offset = value;

  return TRUE;
}

/* “offset: continue” goes on where a loop of the same name over the same
 * expression stopped; spaces do not matter. */
static const char *
make_key (FfLiquidSource *source,
          const char     *name,
          const char     *start,
          const char     *end)
{
  g_autoptr (GString) key = g_string_new (name);

  g_string_append_c (key, '-');
  for (const char *c = start; c < end; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (key, *c);

  return ff_liquid_program_intern (source->program, key->str, key->len);
}

static gboolean
read_head (FfLiquidSource       *source,
           const FfLiquidToken  *tag,
           FfLiquidIteration    *iteration,
           GError              **error)
{
  FfLiquidLexer lexer;
  const char *start;

  if (!ff_liquid_lexer_init (&lexer, source, tag->markup, tag->markup_end, error))
    return FALSE;
  if (lexer.word.kind != FF_LIQUID_WORD_NAME)
    return ff_liquid_lexer_fail (&lexer, error);

  iteration->name = ff_liquid_program_intern (source->program, lexer.word.start,
                                              (gsize) (lexer.word.end - lexer.word.start));
  if (!ff_liquid_lexer_advance (&lexer, error))
    return FALSE;
  if (!ff_liquid_lexer_is_name (&lexer, "in"))
    return ff_liquid_source_fail (source, lexer.word.start, error,
                                  _("“for” needs “in” between name and list."));
  if (!ff_liquid_lexer_advance (&lexer, error))
    return FALSE;

  start = lexer.word.start;
  iteration->list = ff_liquid_parse_expression (&lexer, FALSE, error);
  if (iteration->list == NULL)
    return FALSE;
  iteration->key = make_key (source, iteration->name, start, lexer.word.start);

  if (ff_liquid_lexer_is_name (&lexer, "reversed"))
    {
      iteration->is_reversed = TRUE;
      if (!ff_liquid_lexer_advance (&lexer, error))
        return FALSE;
    }

  while (ff_liquid_lexer_is_sign (&lexer, ',') || lexer.word.kind == FF_LIQUID_WORD_NAME)
    if (!read_option (&lexer, iteration, error))
      return FALSE;

  return ff_liquid_lexer_expect_end (&lexer, error);
}

gboolean
ff_liquid_parse_for (FfLiquidSource       *source,
                     const FfLiquidToken  *tag,
                     FfLiquidNode         *node,
                     gboolean             *out_is_blank,
                     GError              **error)
{
  FfLiquidToken stop;
  FfLiquidBody *body;
  FfLiquidBody *otherwise = NULL;

  node->kind = FF_LIQUID_NODE_FOR;
  if (!read_head (source, tag, &node->iteration, error) || !ff_liquid_parse_body (source, &stop, &body, error))
    return FALSE;
  if (ff_liquid_token_is (&stop, "else") && !ff_liquid_parse_body (source, &stop, &otherwise, error))
    return FALSE;
  if (!ff_liquid_token_is (&stop, "endfor"))
    return ff_liquid_fail_unexpected (source, tag, &stop, error);

  *out_is_blank = body->is_blank && (otherwise == NULL || otherwise->is_blank);
  if (*out_is_blank)
    {
      ff_liquid_body_strip (body);
      if (otherwise != NULL)
        ff_liquid_body_strip (otherwise);
    }

  node->iteration.body = body;
  node->iteration.otherwise = otherwise;
  return TRUE;
}

static gboolean
read_table_options (FfLiquidSource       *source,
                    const FfLiquidToken  *tag,
                    const char           *start,
                    FfLiquidIteration    *iteration,
                    GError              **error)
{
  g_autoptr (GArray) arguments = g_array_new (FALSE, FALSE, sizeof (FfLiquidArgument));

  if (!ff_liquid_scan_arguments (source, start, tag->markup_end, arguments, error))
    return FALSE;

  for (guint i = 0; i < arguments->len; i++)
    {
      const FfLiquidArgument *argument = &g_array_index (arguments, FfLiquidArgument, i);

      if (g_str_equal (argument->name, "cols"))
        iteration->n_columns = argument->value;
      else if (g_str_equal (argument->name, "limit"))
        iteration->limit = argument->value;
      else if (g_str_equal (argument->name, "offset"))
        iteration->offset = argument->value;
    }

  return TRUE;
}

gboolean
ff_liquid_parse_tablerow (FfLiquidSource       *source,
                          const FfLiquidToken  *tag,
                          FfLiquidNode         *node,
                          gboolean             *out_is_blank,
                          GError              **error)
{
  FfLiquidIteration *iteration = &node->iteration;
  const char *end;
  const char *name = ff_liquid_scan_fragment (tag->markup, tag->markup_end, &end);
  const char *in = name != NULL ? ff_liquid_scan_fragment (end, tag->markup_end, &end) : NULL;
  const char *name_end = name;
  const char *start;
  FfLiquidBody *body;

  node->kind = FF_LIQUID_NODE_TABLE;
  while (name != NULL && name_end < tag->markup_end &&
         (g_ascii_isalnum (*name_end) || *name_end == '_' || *name_end == '-'))
    name_end++;
  if (in == NULL || name_end == name || end - in != 2 || memcmp (in, "in", 2) != 0 ||
      (start = ff_liquid_scan_fragment (end, tag->markup_end, &end)) == NULL)
    return ff_liquid_source_fail (source, tag->start, error, _("“tablerow” needs a name, “in” and a list."));

  iteration->name = ff_liquid_program_intern (source->program, name, (gsize) (name_end - name));
  iteration->list = ff_liquid_parse_whole (source, start, end, FALSE, error);
  if (iteration->list == NULL || !read_table_options (source, tag, end, iteration, error) ||
      !ff_liquid_parse_block (source, tag, &body, error))
    return FALSE;

  iteration->body = body;
  *out_is_blank = body->is_blank;
  return TRUE;
}
