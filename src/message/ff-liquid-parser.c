/* Parses bodies: text, outputs and tags up to the tag that ends them; and
 * whole programs: a template with the fragments it names. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GPtrArray *nodes;
  gboolean   is_blank;
} Body;

static gboolean parse_into (FfLiquidSource  *source,
                            Body            *body,
                            FfLiquidToken   *out_stop,
                            GError         **error);

/* As Ruby's strip. */
static gboolean
is_space (char c)
{
  return g_ascii_isspace (c) || c == '\v' || c == '\0';
}

static FfLiquidNode *
new_node (FfLiquidSource   *source,
          FfLiquidNodeKind  kind,
          const char       *at)
{
  FfLiquidNode *node = ff_liquid_arena_alloc0 (&source->program->arena, sizeof *node);

  node->kind = kind;
  node->place = ff_liquid_source_get_place (source, at);

  return node;
}

static void
trim_last (Body *body)
{
  FfLiquidNode *last = body->nodes->len > 0 ? g_ptr_array_index (body->nodes, body->nodes->len - 1) : NULL;

  if (last == NULL || last->kind != FF_LIQUID_NODE_TEXT || last->is_raw)
    return;

  while (last->length > 0 && is_space (last->text[last->length - 1]))
    last->length--;
}

static void
add_text (FfLiquidSource      *source,
          Body                *body,
          const FfLiquidToken *token)
{
  FfLiquidNode *node = new_node (source, FF_LIQUID_NODE_TEXT, token->start);

  node->text = token->start;
  node->length = (gsize) (token->end - token->start);

  if (source->trims)
    while (node->length > 0 && is_space (*node->text))
      {
        node->text++;
        node->length--;
      }
  source->trims = FALSE;

  for (gsize i = 0; i < node->length && body->is_blank; i++)
    body->is_blank = is_space (node->text[i]) && node->text[i] != '\0';

  g_ptr_array_add (body->nodes, node);
}

static gboolean
add_output (FfLiquidSource       *source,
            Body                 *body,
            const FfLiquidToken  *token,
            GError              **error)
{
  FfLiquidNode *node = new_node (source, FF_LIQUID_NODE_OUTPUT, token->start);

  if (!token->is_whole)
    return ff_liquid_source_fail (source, token->start, error, _("This value is not closed with “}}”."));

  if (token->trims_before)
    trim_last (body);
  source->trims = token->trims_after;
  body->is_blank = FALSE;
  g_ptr_array_add (body->nodes, node);

  return ff_liquid_parse_chain (source, token->markup, token->markup_end, &node->chain, error);
}

/* The lines of {% liquid %} become nodes of the body that it stands in. */
static gboolean
add_lines (FfLiquidSource       *source,
           Body                 *body,
           const FfLiquidToken  *token,
           GError              **error)
{
  const char *next = source->next;
  const char *end = source->end;
  gboolean is_lines = source->is_lines;
  FfLiquidToken stop;

  if (source->depth >= FF_LIQUID_MAX_DEPTH)
    return ff_liquid_source_fail (source, token->start, error, _("Tags are nested too deep."));

  source->depth++;
  source->next = token->markup;
  source->end = token->markup_end;
  source->is_lines = TRUE;

  if (!parse_into (source, body, &stop, error))
    return FALSE;
  if (stop.kind != FF_LIQUID_TOKEN_END)
    return ff_liquid_fail_unexpected (source, NULL, &stop, error);

  source->depth--;
  source->next = next;
  source->end = end;
  source->is_lines = is_lines;
  return TRUE;
}

static gboolean
add_tag (FfLiquidSource       *source,
         Body                 *body,
         const FfLiquidToken  *token,
         FfLiquidTagFunc       func,
         GError              **error)
{
  FfLiquidNode *node = new_node (source, FF_LIQUID_NODE_TEXT, token->start);
  gboolean is_blank = FALSE;

  if (!func (source, token, node, &is_blank, error))
    return FALSE;

  body->is_blank = body->is_blank && is_blank;
  if (node->kind != FF_LIQUID_NODE_TEXT || node->length > 0 || node->is_raw)
    g_ptr_array_add (body->nodes, node);

  return TRUE;
}

static gboolean
check_tag (FfLiquidSource       *source,
           const FfLiquidToken  *token,
           GError              **error)
{
  if (token->is_whole)
    return TRUE;

  if (!source->is_lines && token->end - token->start < 4)
    return ff_liquid_source_fail (source, token->start, error, _("This tag is not closed with “%%}”."));

  return ff_liquid_source_fail (source, token->start, error, _("This tag has no name."));
}

/* Goes on until the end of the source or a tag that opens nothing. */
static gboolean
parse_into (FfLiquidSource  *source,
            Body            *body,
            FfLiquidToken   *out_stop,
            GError         **error)
{
  FfLiquidToken token;

  for (;;)
    {
      FfLiquidTagFunc func;

      ff_liquid_source_read_token (source, &token);
      *out_stop = token;

      switch (token.kind)
        {
        case FF_LIQUID_TOKEN_END:
          return TRUE;

        case FF_LIQUID_TOKEN_TEXT:
          add_text (source, body, &token);
          break;

        case FF_LIQUID_TOKEN_OUTPUT:
          if (!add_output (source, body, &token, error))
            return FALSE;
          break;

        case FF_LIQUID_TOKEN_TAG:
        default:
          if (!check_tag (source, &token, error))
            return FALSE;
          if (!source->is_lines)
            {
              if (token.trims_before)
                trim_last (body);
              source->trims = token.trims_after;
            }
          if (ff_liquid_token_is (&token, "liquid"))
            {
              if (!add_lines (source, body, &token, error))
                return FALSE;
              break;
            }
          func = ff_liquid_find_tag (token.name, token.name_length);
          if (func == NULL)
            return TRUE;
          if (!add_tag (source, body, &token, func, error))
            return FALSE;
          break;
        }
    }
}

gboolean
ff_liquid_parse_body (FfLiquidSource  *source,
                      FfLiquidToken   *out_stop,
                      FfLiquidBody   **out_body,
                      GError         **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  Body body = { nodes, TRUE };
  FfLiquidBody *result;

  if (source->depth >= FF_LIQUID_MAX_DEPTH)
    return ff_liquid_source_fail (source, source->next, error, _("Tags are nested too deep."));

  source->depth++;
  if (!parse_into (source, &body, out_stop, error))
    return FALSE;
  source->depth--;

  result = ff_liquid_arena_alloc0 (&source->program->arena, sizeof *result);
  result->nodes = ff_liquid_arena_memdup (&source->program->arena, nodes->pdata, nodes->len * sizeof (gpointer));
  result->n_nodes = nodes->len;
  result->is_blank = body.is_blank;
  *out_body = result;
  return TRUE;
}

void
ff_liquid_body_strip (FfLiquidBody *body)
{
  guint n_kept = 0;

  for (guint i = 0; i < body->n_nodes; i++)
    if (body->nodes[i]->kind != FF_LIQUID_NODE_TEXT || body->nodes[i]->is_raw)
      body->nodes[n_kept++] = body->nodes[i];

  body->n_nodes = n_kept;
}

gboolean
ff_liquid_fail_unclosed (FfLiquidSource       *source,
                         const FfLiquidToken  *tag,
                         GError              **error)
{
  g_autofree char *name = g_strndup (tag->name, tag->name_length);

  return ff_liquid_source_fail (source, tag->start, error,
                                _("The tag “%s” is never closed with “end%s”."), name, name);
}

/**
 * ff_liquid_fail_unexpected:
 * @tag: (nullable): the block that is open
 * @stop: the tag that does not belong there, or the end of the text
 *
 * Says which tag is too many, or which was not closed.
 *
 * Returns: %FALSE
 */
gboolean
ff_liquid_fail_unexpected (FfLiquidSource       *source,
                           const FfLiquidToken  *tag,
                           const FfLiquidToken  *stop,
                           GError              **error)
{
  g_autofree char *name = NULL;
  g_autofree char *open = NULL;

  if (stop->kind == FF_LIQUID_TOKEN_END)
    return ff_liquid_fail_unclosed (source, tag, error);

  name = g_strndup (stop->name, stop->name_length);
  if (tag == NULL)
    return ff_liquid_source_fail (source, stop->start, error, _("There is no tag “%s” that can stand here."), name);

  open = g_strndup (tag->name, tag->name_length);
  return ff_liquid_source_fail (source, stop->start, error, _("The tag “%s” cannot stand inside “%s”."), name, open);
}

gboolean
ff_liquid_parse_block (FfLiquidSource       *source,
                       const FfLiquidToken  *tag,
                       FfLiquidBody        **out_body,
                       GError              **error)
{
  FfLiquidToken stop;
  g_autofree char *end = g_strdup_printf ("end%.*s", (int) tag->name_length, tag->name);

  if (!ff_liquid_parse_body (source, &stop, out_body, error))
    return FALSE;

  return ff_liquid_token_is (&stop, end) || ff_liquid_fail_unexpected (source, tag, &stop, error);
}
