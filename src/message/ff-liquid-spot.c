/* Walks a program's tree along the literal text and gives every value the
 * spot it stands in. Branches must meet in the same kind of place; a loop must
 * come back to where it began. Called once, by ff_template_compile (). */

#include "message/ff-liquid-spot-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FfTemplateFormat       format;
  const char            *fragment;  /* for errors */
  const FfLiquidMarkup  *loop;      /* where the innermost loop began; nullable */
  GError               **error;
} Walk;

static gboolean walk_body (Walk               *walk,
                           const FfLiquidBody *body,
                           FfLiquidMarkup     *markup);

static gboolean
fail (Walk               *walk,
      const FfLiquidNode *node,
      const char         *sentence)
{
  ff_message_error_set_place (walk->error, FF_MESSAGE_ERROR_TEMPLATE, walk->fragment, node->place.line,
                              node->place.column, "%s", sentence);
  return FALSE;
}

static gboolean
fail_to_meet (Walk               *walk,
              const FfLiquidNode *node)
{
  return fail (walk, node, _("What is printed here opens or closes a tag or a quote only in some cases."));
}

static gboolean
place (Walk               *walk,
       const FfLiquidNode *node,
       FfLiquidMarkup     *markup,
       FfLiquidSpot       *spot)
{
  const char *problem = ff_liquid_markup_place_value (walk->format, markup, spot);

  return problem == NULL || fail (walk, node, problem);
}

static gboolean
walk_branches (Walk               *walk,
               const FfLiquidNode *node,
               FfLiquidMarkup     *markup)
{
  FfLiquidMarkup start = *markup;
  gboolean has_else = FALSE;

  for (guint i = 0; i < node->n_branches; i++)
    {
      const FfLiquidBranch *branch = &node->branches[i];
      FfLiquidMarkup end = start;

      has_else = has_else || (branch->n_conditions == 0 && branch->when == NULL);
      if (!walk_body (walk, branch->body, &end))
        return FALSE;

      if (i == 0 && node->kind == FF_LIQUID_NODE_IF)
        *markup = end;
      else if (!ff_liquid_markup_join (markup, &end))
        return fail_to_meet (walk, node);
    }

  if (has_else || node->n_branches == 0 || ff_liquid_markup_join (markup, &start))
    return TRUE;

  return fail_to_meet (walk, node);
}

/* Once more when a URL is further after the first time through. */
static gboolean
walk_loop (Walk               *walk,
           const FfLiquidNode *node,
           FfLiquidMarkup     *markup)
{
  const FfLiquidMarkup *outer = walk->loop;
  FfLiquidMarkup start = *markup;
  FfLiquidMarkup end;

  for (guint i = 0; i < 2; i++)
    {
      end = start;
      walk->loop = &start;
      if (!walk_body (walk, node->iteration.body, &end))
        return FALSE;
      walk->loop = outer;
      if (!ff_liquid_markup_join (&start, &end))
        return fail_to_meet (walk, node);
    }

  end = *markup;
  *markup = start;
  if (node->iteration.otherwise == NULL)
    return TRUE;
  if (!walk_body (walk, node->iteration.otherwise, &end))
    return FALSE;

  return ff_liquid_markup_join (markup, &end) || fail_to_meet (walk, node);
}

/* Captured HTML begins and ends between tags; other captured text is escaped
 * where it is printed. */
static gboolean
walk_capture (Walk               *walk,
              const FfLiquidNode *node)
{
  FfTemplateFormat format = walk->format;
  FfLiquidMarkup markup = { 0 };

  if (format != FF_TEMPLATE_HTML)
    walk->format = FF_TEMPLATE_TEXT;
  if (!walk_body (walk, node->body, &markup))
    return FALSE;
  walk->format = format;

  return ff_liquid_markup_is_outside (format, &markup) ||
         fail (walk, node, _("What is captured ends inside of a tag."));
}

static gboolean
walk_same (Walk               *walk,
           const FfLiquidNode *node,
           const FfLiquidBody *body,
           FfLiquidMarkup     *markup)
{
  FfLiquidMarkup end = *markup;

  return walk_body (walk, body, &end) && (ff_liquid_markup_join (markup, &end) || fail_to_meet (walk, node));
}

static gboolean
walk_jump (Walk               *walk,
           const FfLiquidNode *node,
           FfLiquidMarkup     *markup)
{
  FfLiquidMarkup at = *markup;
  FfLiquidMarkup outside = { 0 };

  return ff_liquid_markup_join (&at, walk->loop != NULL ? walk->loop : &outside) || fail_to_meet (walk, node);
}

static gboolean
walk_node (Walk           *walk,
           FfLiquidNode   *node,
           FfLiquidMarkup *markup)
{
  switch (node->kind)
    {
    case FF_LIQUID_NODE_TEXT:
      ff_liquid_markup_read (walk->format, markup, node->text, node->length);
      return TRUE;
    case FF_LIQUID_NODE_OUTPUT:
    case FF_LIQUID_NODE_COUNTER:
      return place (walk, node, markup, &node->spot);
    case FF_LIQUID_NODE_CYCLE:
      return place (walk, node, markup, &node->cycle.spot);
    case FF_LIQUID_NODE_ASSIGN:
      return TRUE;
    case FF_LIQUID_NODE_CAPTURE:
      return walk_capture (walk, node);
    case FF_LIQUID_NODE_IF:
    case FF_LIQUID_NODE_CASE:
      return walk_branches (walk, node, markup);
    case FF_LIQUID_NODE_FOR:
      return walk_loop (walk, node, markup);
    case FF_LIQUID_NODE_IF_CHANGED:
      return walk_same (walk, node, node->body, markup);
    case FF_LIQUID_NODE_BREAK:
    case FF_LIQUID_NODE_CONTINUE:
      return walk_jump (walk, node, markup);
    case FF_LIQUID_NODE_TABLE:
      if (!ff_liquid_markup_is_outside (walk->format, markup))
        return fail (walk, node, _("A table row cannot stand in a tag."));
      return walk_loop (walk, node, markup);
    case FF_LIQUID_NODE_INCLUDE:
    case FF_LIQUID_NODE_RENDER:
      if (!ff_liquid_markup_is_outside (walk->format, markup))
        return fail (walk, node, _("A fragment cannot stand in a tag or between quotes."));
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
walk_body (Walk               *walk,
           const FfLiquidBody *body,
           FfLiquidMarkup     *markup)
{
  for (guint i = 0; i < body->n_nodes; i++)
    if (!walk_node (walk, body->nodes[i], markup))
      return FALSE;

  return TRUE;
}

static gboolean
walk_fragment (Walk             *walk,
               FfLiquidFragment *fragment)
{
  FfLiquidMarkup markup = { 0 };

  walk->fragment = fragment->name;
  if (!walk_body (walk, fragment->body, &markup))
    return FALSE;
  if (fragment->name == NULL || ff_liquid_markup_is_outside (walk->format, &markup))
    return TRUE;

  g_set_error (walk->error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_TEMPLATE,
               _("The fragment “%s” ends inside of a tag or quotes."), fragment->name);
  return FALSE;
}

gboolean
ff_liquid_program_place (FfLiquidProgram   *self,
                         FfTemplateFormat   format,
                         GError           **error)
{
  Walk walk = { .format = format, .error = error };
  GHashTableIter iter;
  FfLiquidFragment *fragment;

  if (!walk_fragment (&walk, &self->main))
    return FALSE;

  g_hash_table_iter_init (&iter, self->fragments);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &fragment))
    if (fragment->body != NULL && fragment->error == NULL && !walk_fragment (&walk, fragment))
      return FALSE;

  return TRUE;
}
