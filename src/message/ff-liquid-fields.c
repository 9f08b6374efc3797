/* Finds out without rendering which fields a program reads. Names that the
 * template itself gives (assign, capture, for, arguments) are not fields where
 * they are surely given; a field that is only perhaps hidden counts. Called
 * once, by ff_template_compile (). */

#include "message/ff-liquid-fields-private.h"
#include "message/ff-liquid-filter-private.h"

#include <string.h>

/* Fragments that include each other twice and more would never come to an end. */
#define MAX_FRAGMENTS 10000

typedef struct
{
  FfLiquidProgram *program;
  guint            n_fragments;
  GHashTable      *seen;       /* path → itself, owned by fields */
  GHashTable      *seen_bare;
  GPtrArray       *fields;
  GPtrArray       *bare;
  GPtrArray       *hidden;     /* names that are the template's own here */
  GPtrArray       *guarded;    /* of char: paths known to have a value here */
  GPtrArray       *open;       /* of FfLiquidFragment: being walked through */
} Walk;

static void walk_body (Walk               *walk,
                       const FfLiquidBody *body);
static void walk_expression (Walk                     *walk,
                             const FfLiquidExpression *expression,
                             gboolean                  is_bare);

static gboolean
is_hidden (Walk       *walk,
           const char *name)
{
  return g_ptr_array_find (walk->hidden, name, NULL);
}

static void
hide (Walk       *walk,
      const char *name)
{
  g_ptr_array_add (walk->hidden, (gpointer) name);
}

/* The path as far as it is known, e.g. "orders" of orders[0].total. */
static char *
make_path (const FfLiquidExpression *expression)
{
  g_autoptr (GString) path = g_string_new (expression->name);

  for (guint i = 0; i < expression->n_hops; i++)
    {
      const FfLiquidHop *hop = &expression->hops[i];

      if (hop->name == NULL &&
          (hop->index->kind != FF_LIQUID_EXPRESSION_LITERAL || hop->index->literal.kind != FF_LIQUID_TEXT))
        break;

      if (path->len > 0)
        g_string_append_c (path, '.');
      if (hop->name != NULL)
        g_string_append_len (path, hop->name, (gssize) hop->length);
      else
        g_string_append_len (path, hop->index->literal.text, hop->index->literal.n);
    }

  return path->len > 0 ? g_string_free (g_steal_pointer (&path), FALSE) : NULL;
}

static void
add_once (GHashTable *seen,
          GPtrArray  *list,
          const char *path)
{
  char *copy;

  if (g_hash_table_contains (seen, path))
    return;

  copy = g_strdup (path);
  g_hash_table_add (seen, copy);
  g_ptr_array_add (list, copy);
}

static void
add_lookup (Walk                     *walk,
            const FfLiquidExpression *expression,
            gboolean                  is_bare)
{
  g_autofree char *path = NULL;

  if (expression->name != NULL && is_hidden (walk, expression->name))
    return;

  path = make_path (expression);
  if (path == NULL)
    return;

  add_once (walk->seen, walk->fields, path);
  if (is_bare && !g_ptr_array_find_with_equal_func (walk->guarded, path, g_str_equal, NULL))
    add_once (walk->seen_bare, walk->bare, path);
}

static void
walk_expression (Walk                     *walk,
                 const FfLiquidExpression *expression,
                 gboolean                  is_bare)
{
  if (expression == NULL)
    return;

  if (expression->kind == FF_LIQUID_EXPRESSION_RANGE)
    {
      walk_expression (walk, expression->start, FALSE);
      walk_expression (walk, expression->end, FALSE);
    }
  if (expression->kind != FF_LIQUID_EXPRESSION_LOOKUP)
    return;

  add_lookup (walk, expression, is_bare);
  for (guint i = 0; i < expression->n_hops; i++)
    walk_expression (walk, expression->hops[i].index, FALSE);
}

static void
walk_arguments (Walk                   *walk,
                const FfLiquidArgument *arguments,
                guint                   n_arguments)
{
  for (guint i = 0; i < n_arguments; i++)
    walk_expression (walk, arguments[i].value, FALSE);
}

static void
walk_chain (Walk                *walk,
            const FfLiquidChain *chain,
            gboolean             is_printed)
{
  gboolean has_default = FALSE;

  for (guint i = 0; i < chain->n_calls; i++)
    has_default = has_default || g_str_equal (chain->calls[i].filter->name, "default");

  walk_expression (walk, chain->value, is_printed && !has_default);

  for (guint i = 0; i < chain->n_calls; i++)
    {
      for (guint j = 0; j < chain->calls[i].n_arguments; j++)
        walk_expression (walk, chain->calls[i].arguments[j], FALSE);
      walk_arguments (walk, chain->calls[i].keywords, chain->calls[i].n_keywords);
    }
}

/* A body that may not be reached: what it hides is hidden only inside. */
static void
walk_perhaps (Walk               *walk,
              const FfLiquidBody *body)
{
  guint n_hidden = walk->hidden->len;

  if (body != NULL)
    walk_body (walk, body);
  g_ptr_array_set_size (walk->hidden, (int) n_hidden);
}

static gboolean
is_nothing (const FfLiquidExpression *expression)
{
  return expression->kind == FF_LIQUID_EXPRESSION_LITERAL &&
         (expression->literal.kind == FF_LIQUID_NIL || expression->literal.kind == FF_LIQUID_EMPTY ||
          expression->literal.kind == FF_LIQUID_BLANK ||
          (expression->literal.kind == FF_LIQUID_TEXT && expression->literal.n == 0));
}

/* “if field” and “if field != blank”, also joined with “and”: inside, the
 * field has a value. */
static void
guard (Walk                 *walk,
       const FfLiquidBranch *branch)
{
  for (guint i = 0; i < branch->n_conditions; i++)
    if (branch->is_negated || branch->conditions[i].relation == FF_LIQUID_OR)
      return;

  for (guint i = 0; i < branch->n_conditions; i++)
    {
      const FfLiquidCondition *condition = &branch->conditions[i];

      if (condition->left->kind == FF_LIQUID_EXPRESSION_LOOKUP &&
          (condition->comparison == FF_LIQUID_TRUTH ||
           (condition->comparison == FF_LIQUID_UNEQUAL && is_nothing (condition->right))))
        {
          char *path = make_path (condition->left);

          if (path != NULL)
            g_ptr_array_add (walk->guarded, path);
        }
    }
}

static void
walk_branches (Walk               *walk,
               const FfLiquidNode *node)
{
  const FfLiquidBody *last = NULL;

  walk_expression (walk, node->subject, FALSE);

  for (guint i = 0; i < node->n_branches; i++)
    {
      const FfLiquidBranch *branch = &node->branches[i];
      guint n_guarded = walk->guarded->len;

      walk_expression (walk, branch->when, FALSE);
      for (guint j = 0; j < branch->n_conditions; j++)
        {
          walk_expression (walk, branch->conditions[j].left, FALSE);
          walk_expression (walk, branch->conditions[j].right, FALSE);
        }

      guard (walk, branch);
      if (branch->body != last)
        walk_perhaps (walk, branch->body);
      last = branch->body;
      g_ptr_array_set_size (walk->guarded, (int) n_guarded);
    }
}

static void
walk_iteration (Walk               *walk,
                const FfLiquidNode *node)
{
  const FfLiquidIteration *iteration = &node->iteration;
  guint n_hidden = walk->hidden->len;

  walk_expression (walk, iteration->list, FALSE);
  walk_expression (walk, iteration->offset, FALSE);
  walk_expression (walk, iteration->limit, FALSE);
  walk_expression (walk, iteration->n_columns, FALSE);

  hide (walk, iteration->name);
  hide (walk, node->kind == FF_LIQUID_NODE_FOR ? walk->program->forloop : walk->program->tablerowloop);
  walk_body (walk, iteration->body);
  g_ptr_array_set_size (walk->hidden, (int) n_hidden);

  walk_perhaps (walk, iteration->otherwise);
}

static void
walk_fragment (Walk                    *walk,
               const FfLiquidInclusion *inclusion,
               const FfLiquidFragment  *fragment)
{
  guint n_hidden = walk->hidden->len;

  if (fragment->body == NULL || g_ptr_array_find (walk->open, fragment, NULL) || walk->n_fragments == MAX_FRAGMENTS)
    return;

  walk->n_fragments++;

  for (guint i = 0; i < inclusion->n_arguments; i++)
    hide (walk, inclusion->arguments[i].name);
  hide (walk, inclusion->alias != NULL ? inclusion->alias : fragment->variable);

  g_ptr_array_add (walk->open, (gpointer) fragment);
  walk_body (walk, fragment->body);
  g_ptr_array_set_size (walk->open, (int) walk->open->len - 1);
  g_ptr_array_set_size (walk->hidden, (int) n_hidden);
}

/* A fragment rendered apart reads only what it is given. */
static void
walk_inclusion (Walk               *walk,
                const FfLiquidNode *node)
{
  const FfLiquidInclusion *inclusion = &node->inclusion;
  FfLiquidFragment *fragment;
  GHashTableIter iter;

  walk_expression (walk, inclusion->name, FALSE);
  walk_expression (walk, inclusion->value, FALSE);
  walk_arguments (walk, inclusion->arguments, inclusion->n_arguments);
  if (node->kind == FF_LIQUID_NODE_RENDER)
    return;

  if (inclusion->fragment != NULL)
    {
      walk_fragment (walk, inclusion, inclusion->fragment);
      return;
    }

  g_hash_table_iter_init (&iter, walk->program->fragments);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &fragment))
    walk_fragment (walk, inclusion, fragment);
}

static void
walk_node (Walk               *walk,
           const FfLiquidNode *node)
{
  switch (node->kind)
    {
    case FF_LIQUID_NODE_OUTPUT:
      walk_chain (walk, &node->chain, TRUE);
      break;
    case FF_LIQUID_NODE_ASSIGN:
      walk_chain (walk, &node->chain, TRUE);
      hide (walk, node->name);
      break;
    case FF_LIQUID_NODE_CAPTURE:
      walk_body (walk, node->body);
      hide (walk, node->name);
      break;
    case FF_LIQUID_NODE_IF:
    case FF_LIQUID_NODE_CASE:
      walk_branches (walk, node);
      break;
    case FF_LIQUID_NODE_FOR:
    case FF_LIQUID_NODE_TABLE:
      walk_iteration (walk, node);
      break;
    case FF_LIQUID_NODE_CYCLE:
      walk_expression (walk, node->cycle.name, FALSE);
      for (guint i = 0; i < node->cycle.n_values; i++)
        walk_expression (walk, node->cycle.values[i], FALSE);
      break;
    case FF_LIQUID_NODE_COUNTER:
      hide (walk, node->name);
      break;
    case FF_LIQUID_NODE_IF_CHANGED:
      walk_body (walk, node->body);
      break;
    case FF_LIQUID_NODE_INCLUDE:
    case FF_LIQUID_NODE_RENDER:
      walk_inclusion (walk, node);
      break;
    case FF_LIQUID_NODE_TEXT:
    case FF_LIQUID_NODE_BREAK:
    case FF_LIQUID_NODE_CONTINUE:
    default:
      break;
    }
}

static void
walk_body (Walk               *walk,
           const FfLiquidBody *body)
{
  for (guint i = 0; i < body->n_nodes; i++)
    walk_node (walk, body->nodes[i]);
}

void
ff_liquid_program_dup_fields (FfLiquidProgram   *self,
                              char            ***out_fields,
                              char            ***out_bare)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen_bare = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();
  g_autoptr (GPtrArray) guarded = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  GPtrArray *fields = g_ptr_array_new ();
  GPtrArray *bare = g_ptr_array_new ();
  Walk walk = { self, 0, seen, seen_bare, fields, bare, hidden, guarded, open };

  walk_body (&walk, self->main.body);

  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (bare, NULL);
  *out_fields = (char **) g_ptr_array_free (fields, FALSE);
  *out_bare = (char **) g_ptr_array_free (bare, FALSE);
}
