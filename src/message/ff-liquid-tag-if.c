/* Parses if, unless and case. */

#include "message/ff-liquid-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static FfLiquidBody *
new_body (FfLiquidSource *source)
{
  FfLiquidBody *body = ff_liquid_arena_alloc0 (&source->program->arena, sizeof *body);

  body->is_blank = TRUE;
  return body;
}

/* A block without any output loses its white space. */
static void
finish (FfLiquidSource *source,
        FfLiquidNode   *node,
        GArray         *branches,
        gboolean        is_blank)
{
  node->branches = ff_liquid_arena_memdup (&source->program->arena, branches->data,
                                           branches->len * sizeof (FfLiquidBranch));
  node->n_branches = branches->len;

  for (guint i = 0; is_blank && i < branches->len; i++)
    ff_liquid_body_strip ((FfLiquidBody *) node->branches[i].body);
}

gboolean
ff_liquid_parse_if (FfLiquidSource       *source,
                    const FfLiquidToken  *tag,
                    FfLiquidNode         *node,
                    gboolean             *out_is_blank,
                    GError              **error)
{
  g_autoptr (GArray) branches = g_array_new (FALSE, TRUE, sizeof (FfLiquidBranch));
  gboolean is_unless = *tag->name == 'u';
  const char *end = is_unless ? "endunless" : "endif";
  FfLiquidToken stop = *tag;

  node->kind = FF_LIQUID_NODE_IF;
  *out_is_blank = TRUE;

  do
    {
      FfLiquidBranch branch = { NULL };
      FfLiquidBody *body;

      if (branches->len > 0 && ff_liquid_token_is (&stop, "else"))
        branch.conditions = NULL;
      else if (!ff_liquid_parse_conditions (source, stop.markup, stop.markup_end, &branch, error))
        return FALSE;

      branch.is_negated = is_unless && branches->len == 0;
      if (!ff_liquid_parse_body (source, &stop, &body, error))
        return FALSE;
      branch.body = body;
      *out_is_blank = *out_is_blank && body->is_blank;
      g_array_append_val (branches, branch);
    }
  while (ff_liquid_token_is (&stop, "elsif") || ff_liquid_token_is (&stop, "else"));

  if (!ff_liquid_token_is (&stop, end))
    return ff_liquid_fail_unexpected (source, tag, &stop, error);

  finish (source, node, branches, *out_is_blank);
  return TRUE;
}

/* “when a, b or c”: a branch for each, with one body. What follows a value
 * without a comma or “or” is not looked at. */
static gboolean
read_when (FfLiquidSource       *source,
           const FfLiquidToken  *stop,
           GArray               *branches,
           FfLiquidBody         *body,
           GError              **error)
{
  const char *at = stop->markup;

  for (;;)
    {
      FfLiquidBranch branch = { NULL };
      const char *end;
      const char *start = ff_liquid_scan_fragment (at, stop->markup_end, &end);
      const char *next = end;

      if (start == NULL)
        return ff_liquid_source_fail (source, stop->start, error, _("“when” needs a value."));

      branch.when = ff_liquid_parse_whole (source, start, end, TRUE, error);
      branch.body = body;
      if (branch.when == NULL)
        return FALSE;
      g_array_append_val (branches, branch);

      while (next < stop->markup_end && g_ascii_isspace (*next))
        next++;
      if (next < stop->markup_end && *next == ',')
        at = next + 1;
      else if (next > end && stop->markup_end - next > 2 && memcmp (next, "or", 2) == 0 && g_ascii_isspace (next[2]))
        at = next + 3;
      else
        return TRUE;

      if (ff_liquid_scan_fragment (at, stop->markup_end, &end) == NULL)
        return TRUE;
    }
}

static gboolean
read_else (FfLiquidSource       *source,
           const FfLiquidToken  *stop,
           GArray               *branches,
           FfLiquidBody         *body,
           GError              **error)
{
  FfLiquidBranch branch = { .body = body };

  for (const char *c = stop->markup; c < stop->markup_end; c++)
    if (!g_ascii_isspace (*c))
      return ff_liquid_source_fail (source, c, error, _("“else” takes nothing after its name here."));

  g_array_append_val (branches, branch);
  return TRUE;
}

gboolean
ff_liquid_parse_case (FfLiquidSource       *source,
                      const FfLiquidToken  *tag,
                      FfLiquidNode         *node,
                      gboolean             *out_is_blank,
                      GError              **error)
{
  g_autoptr (GArray) branches = g_array_new (FALSE, TRUE, sizeof (FfLiquidBranch));
  const char *end;
  const char *start = ff_liquid_scan_fragment (tag->markup, tag->markup_end, &end);
  FfLiquidToken stop;
  FfLiquidBody *body;

  if (start == NULL)
    return ff_liquid_source_fail (source, tag->start, error, _("“case” needs a value."));

  node->kind = FF_LIQUID_NODE_CASE;
  node->subject = ff_liquid_parse_whole (source, start, end, FALSE, error);
  if (node->subject == NULL || !ff_liquid_parse_body (source, &stop, &body, error))
    return FALSE;

  *out_is_blank = body->is_blank;
  while (ff_liquid_token_is (&stop, "when") || ff_liquid_token_is (&stop, "else"))
    {
      FfLiquidToken opened = stop;
      FfLiquidBody *shared = new_body (source);

      if (ff_liquid_token_is (&opened, "when") ? !read_when (source, &opened, branches, shared, error)
                                               : !read_else (source, &opened, branches, shared, error))
        return FALSE;
      if (!ff_liquid_parse_body (source, &stop, &body, error))
        return FALSE;
      *shared = *body;
      *out_is_blank = *out_is_blank && body->is_blank;
    }

  if (!ff_liquid_token_is (&stop, "endcase"))
    return ff_liquid_fail_unexpected (source, tag, &stop, error);

  finish (source, node, branches, *out_is_blank);
  return TRUE;
}
