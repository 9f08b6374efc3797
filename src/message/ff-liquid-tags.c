/* The tags of one file's length each have their own; here are the small ones
 * and the table of all. Used by the parser of bodies. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

static gboolean
is_only_space (const char *start,
               const char *end)
{
  while (start < end && is_space (*start))
    start++;

  return start == end;
}

/* ---- values */

static gboolean
parse_echo (FfLiquidSource       *source,
            const FfLiquidToken  *tag,
            FfLiquidNode         *node,
            gboolean             *out_is_blank,
            GError              **error)
{
  node->kind = FF_LIQUID_NODE_OUTPUT;

  return ff_liquid_parse_chain (source, tag->markup, tag->markup_end, &node->chain, error);
}

static gboolean
parse_assign (FfLiquidSource       *source,
              const FfLiquidToken  *tag,
              FfLiquidNode         *node,
              gboolean             *out_is_blank,
              GError              **error)
{
  const char *at = tag->markup;
  const char *name;
  const char *end;

  node->kind = FF_LIQUID_NODE_ASSIGN;
  *out_is_blank = TRUE;

  while ((name = ff_liquid_scan_target (at, tag->markup_end, &end)) != NULL)
    {
      at = end;
      while (at < tag->markup_end && is_space (*at))
        at++;
      if (at == tag->markup_end || *at != '=')
        continue;

      node->name = ff_liquid_program_intern (source->program, name, (gsize) (end - name));
      return ff_liquid_parse_chain (source, at + 1, tag->markup_end, &node->chain, error);
    }

  return ff_liquid_source_fail (source, tag->start, error, _("“assign” needs a name, “=” and a value."));
}

static gboolean
parse_capture (FfLiquidSource       *source,
               const FfLiquidToken  *tag,
               FfLiquidNode         *node,
               gboolean             *out_is_blank,
               GError              **error)
{
  const char *end;
  const char *name = ff_liquid_scan_target (tag->markup, tag->markup_end, &end);
  FfLiquidBody *body;

  if (name == NULL)
    return ff_liquid_source_fail (source, tag->start, error, _("“capture” needs a name."));

  node->kind = FF_LIQUID_NODE_CAPTURE;
  node->name = ff_liquid_program_intern (source->program, name, (gsize) (end - name));
  *out_is_blank = TRUE;
  if (!ff_liquid_parse_block (source, tag, &body, error))
    return FALSE;

  node->body = body;
  return TRUE;
}

static gboolean
parse_counter (FfLiquidSource       *source,
               const FfLiquidToken  *tag,
               FfLiquidNode         *node,
               gboolean             *out_is_blank,
               GError              **error)
{
  const char *start = tag->markup;
  const char *end = tag->markup_end;

  while (start < end && is_space (*start))
    start++;
  while (start < end && is_space (end[-1]))
    end--;

  node->kind = FF_LIQUID_NODE_COUNTER;
  node->name = ff_liquid_program_intern (source->program, start, (gsize) (end - start));
  node->is_down = *tag->name == 'd';
  return TRUE;
}

static gboolean
parse_if_changed (FfLiquidSource       *source,
                  const FfLiquidToken  *tag,
                  FfLiquidNode         *node,
                  gboolean             *out_is_blank,
                  GError              **error)
{
  FfLiquidBody *body;

  node->kind = FF_LIQUID_NODE_IF_CHANGED;
  if (!ff_liquid_parse_block (source, tag, &body, error))
    return FALSE;

  node->body = body;
  *out_is_blank = body->is_blank;
  return TRUE;
}

/* ---- jumps */

static gboolean
parse_break (FfLiquidSource       *source,
             const FfLiquidToken  *tag,
             FfLiquidNode         *node,
             gboolean             *out_is_blank,
             GError              **error)
{
  node->kind = *tag->name == 'b' ? FF_LIQUID_NODE_BREAK : FF_LIQUID_NODE_CONTINUE;
  return TRUE;
}

/* ---- what is not rendered, or not read */

/* Lines after the first must be comments too. */
static gboolean
parse_hash (FfLiquidSource       *source,
            const FfLiquidToken  *tag,
            FfLiquidNode         *node,
            gboolean             *out_is_blank,
            GError              **error)
{
  gboolean is_new_line = FALSE;

  *out_is_blank = TRUE;
  for (const char *c = tag->markup; c < tag->markup_end; c++)
    {
      if (is_new_line && !is_space (*c))
        {
          if (*c != '#')
            return ff_liquid_source_fail (source, c, error, _("Each line of a comment needs a “#” in front."));
          is_new_line = FALSE;
        }
      is_new_line = is_new_line || *c == '\n';
    }

  return TRUE;
}

/* Skips to the tag that ends the block, however its token begins. */
static gboolean
skip_to (FfLiquidSource  *source,
         const char      *name,
         const char      *never,
         const char     **out_before)
{
  FfLiquidToken token;

  for (;;)
    {
      ff_liquid_source_read_token (source, &token);
      if (token.kind == FF_LIQUID_TOKEN_END ||
          (never != NULL && ff_liquid_token_ends_with_tag (&token, never, out_before)))
        return FALSE;

      if (ff_liquid_token_ends_with_tag (&token, name, out_before))
        {
          source->trims = token.end - token.start >= 3 && token.end[-3] == '-';
          return TRUE;
        }
    }
}

/* Comments nest, and raw text in them hides what it holds. */
static gboolean
parse_comment (FfLiquidSource       *source,
               const FfLiquidToken  *tag,
               FfLiquidNode         *node,
               gboolean             *out_is_blank,
               GError              **error)
{
  FfLiquidToken token;
  const char *before;
  guint depth = 1;

  *out_is_blank = TRUE;
  while (depth > 0)
    {
      ff_liquid_source_read_token (source, &token);

      if (token.kind == FF_LIQUID_TOKEN_END)
        return ff_liquid_fail_unclosed (source, tag, error);
      if (ff_liquid_token_is (&token, "raw") && !skip_to (source, "endraw", NULL, &before))
        return ff_liquid_fail_unclosed (source, &token, error);
      if (ff_liquid_token_is (&token, "comment"))
        depth++;
      else if (ff_liquid_token_is (&token, "endcomment"))
        depth--;
    }

  if (!source->is_lines)
    source->trims = token.trims_after;

  return TRUE;
}

static gboolean
parse_raw (FfLiquidSource       *source,
           const FfLiquidToken  *tag,
           FfLiquidNode         *node,
           gboolean             *out_is_blank,
           GError              **error)
{
  const char *before;

  if (!is_only_space (tag->markup, tag->markup_end))
    return ff_liquid_source_fail (source, tag->markup, error, _("“raw” takes nothing after its name."));

  node->text = source->next;
  node->is_raw = TRUE;
  if (!skip_to (source, "endraw", NULL, &before))
    return ff_liquid_fail_unclosed (source, tag, error);

  node->length = (gsize) (before - node->text);
  *out_is_blank = node->length == 0;
  return TRUE;
}

static gboolean
parse_doc (FfLiquidSource       *source,
           const FfLiquidToken  *tag,
           FfLiquidNode         *node,
           gboolean             *out_is_blank,
           GError              **error)
{
  const char *before;

  *out_is_blank = TRUE;
  if (!is_only_space (tag->markup, tag->markup_end))
    return ff_liquid_source_fail (source, tag->markup, error, _("“doc” takes nothing after its name."));

  return skip_to (source, "enddoc", "doc", &before) || ff_liquid_fail_unclosed (source, tag, error);
}

/* ---- cycle */

/* The name before the colon, if there is one; @rest is what follows. */
static const char *
find_cycle_name (const FfLiquidToken  *tag,
                 const char          **out_end,
                 const char          **out_rest)
{
  const char *end;
  const char *start = ff_liquid_scan_fragment (tag->markup, tag->markup_end, &end);
  const char *colon = end;

  if (start == NULL)
    return NULL;

  while (colon < tag->markup_end && is_space (*colon))
    colon++;
  if (colon == tag->markup_end || *colon != ':')
    {
      for (colon = end - 1; colon > start && *colon != ':'; colon--)
        ;
      if (colon == start || *start == '"' || *start == '\'')
        return NULL;
      end = colon;
    }

  *out_end = end;
  *out_rest = colon + 1;
  return start;
}

/* Cycles without a name are one cycle when they have the same constant values. */
static const char *
make_cycle_key (FfLiquidSource *source,
                FfLiquidNode   *node)
{
  g_autoptr (GString) key = g_string_new ("u");

  for (guint i = 0; i < node->cycle.n_values; i++)
    {
      const FfLiquidExpression *value = node->cycle.values[i];
      FfLiquidValue text;

      if (value->kind != FF_LIQUID_EXPRESSION_LITERAL)
        {
          g_string_printf (key, "n%p", (gpointer) node);
          break;
        }

      text = ff_liquid_to_text (&source->program->arena, value->literal);
      g_string_append_printf (key, ",%d:%u:", value->literal.kind, text.n);
      g_string_append_len (key, text.text, text.n);
    }

  return ff_liquid_arena_strndup (&source->program->arena, key->str, key->len);
}

static gboolean
parse_cycle_values (FfLiquidSource  *source,
                    const char      *start,
                    const char      *end,
                    FfLiquidNode    *node,
                    GError         **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  FfLiquidLexer lexer;

  if (!ff_liquid_lexer_init (&lexer, source, start, end, error))
    return FALSE;

  while (lexer.word.kind != FF_LIQUID_WORD_END)
    {
      FfLiquidExpression *value = ff_liquid_parse_expression (&lexer, FALSE, error);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (values, value);

      if (lexer.word.kind != FF_LIQUID_WORD_END && !ff_liquid_lexer_expect (&lexer, ',', error))
        return FALSE;
    }

  node->cycle.values = ff_liquid_arena_memdup (&source->program->arena, values->pdata, values->len * sizeof (gpointer));
  node->cycle.n_values = values->len;
  return TRUE;
}

static gboolean
parse_cycle (FfLiquidSource       *source,
             const FfLiquidToken  *tag,
             FfLiquidNode         *node,
             gboolean             *out_is_blank,
             GError              **error)
{
  const char *end;
  const char *rest;
  const char *name = find_cycle_name (tag, &end, &rest);

  node->kind = FF_LIQUID_NODE_CYCLE;
  if (is_only_space (tag->markup, tag->markup_end))
    return ff_liquid_source_fail (source, tag->start, error, _("“cycle” needs at least one value."));

  if (name != NULL)
    {
      node->cycle.name = ff_liquid_parse_whole (source, name, end, FALSE, error);
      return node->cycle.name != NULL && parse_cycle_values (source, rest, tag->markup_end, node, error);
    }

  if (!parse_cycle_values (source, tag->markup, tag->markup_end, node, error))
    return FALSE;

  node->cycle.key = make_cycle_key (source, node);
  return TRUE;
}

/* ---- the table */

FfLiquidTagFunc
ff_liquid_find_tag (const char *name,
                    gsize       length)
{
  static const struct
  {
    const char      *name;
    FfLiquidTagFunc  func;
  } tags[] = {
    { "#",         parse_hash                },
    { "assign",    parse_assign              },
    { "break",     parse_break               },
    { "capture",   parse_capture             },
    { "case",      ff_liquid_parse_case      },
    { "comment",   parse_comment             },
    { "continue",  parse_break               },
    { "cycle",     parse_cycle               },
    { "decrement", parse_counter             },
    { "doc",       parse_doc                 },
    { "echo",      parse_echo                },
    { "for",       ff_liquid_parse_for       },
    { "if",        ff_liquid_parse_if        },
    { "ifchanged", parse_if_changed          },
    { "include",   ff_liquid_parse_inclusion },
    { "increment", parse_counter             },
    { "raw",       parse_raw                 },
    { "render",    ff_liquid_parse_inclusion },
    { "tablerow",  ff_liquid_parse_tablerow  },
    { "unless",    ff_liquid_parse_if        },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i].name) == length && memcmp (tags[i].name, name, length) == 0)
      return tags[i].func;

  return NULL;
}
