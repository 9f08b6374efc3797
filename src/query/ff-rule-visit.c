/* Every part of a rule or an operand, each after what it is a part of, and what
 * is found by looking at them: the tables that are read, the links that are
 * followed. Any thread. */

#include "query/ff-rule-private.h"

/**
 * ff_rule_visit:
 * @visit: (scope call): what to do with each rule and operand of @self, which comes first
 */
void
ff_rule_visit (FfRule       *self,
              const FfVisit *visit)
{
  if (visit->rule != NULL)
    visit->rule (self, visit->data);

  for (guint i = 0; i < self->items->len; i++)
    ff_rule_visit (g_ptr_array_index (self->items, i), visit);
  if (self->left != NULL)
    ff_operand_visit (self->left, visit);
  if (self->right.operand != NULL)
    ff_operand_visit (self->right.operand, visit);
  if (self->by != NULL)
    ff_operand_visit (self->by, visit);
  if (self->where != NULL)
    ff_rule_visit (self->where, visit);
  if (self->satisfy != NULL)
    ff_rule_visit (self->satisfy, visit);
}

/**
 * ff_operand_visit:
 * @visit: (scope call): what to do with each rule and operand of @self, which comes first
 */
void
ff_operand_visit (FfOperand    *self,
                 const FfVisit *visit)
{
  if (visit->operand != NULL)
    visit->operand (self, visit->data);

  if (self->kind == FF_OPERAND_EXPRESSION)
    ff_expression_visit (self->expression, visit);
  if (self->of != NULL)
    ff_operand_visit (self->of, visit);
  if (self->by != NULL)
    ff_operand_visit (self->by, visit);
  if (self->where != NULL)
    ff_rule_visit (self->where, visit);
}

static void
add_rule_tables_cb (FfRule   *rule,
                    gpointer  tables)
{
  if (rule->kind == FF_RULE_EXISTS || rule->kind == FF_RULE_TAKEN)
    {
      g_hash_table_add (tables, g_strdup (rule->entity->name));
      g_hash_table_add (tables, g_strdup (rule->linked.target->name));
    }
  else if (rule->kind == FF_RULE_AUDIENCE)
    g_hash_table_add (tables, g_strdup (FF_TABLE_AUDIENCE_MEMBER));
}

static void
add_operand_tables_cb (FfOperand *operand,
                       gpointer   tables)
{
  if (operand->kind == FF_OPERAND_ATTRIBUTE || operand->kind == FF_OPERAND_AGGREGATE)
    g_hash_table_add (tables, g_strdup (operand->entity->name));

  for (guint i = 0; i < operand->hops->len; i++)
    g_hash_table_add (tables, g_strdup (g_array_index (operand->hops, FfHop, i).target->name));

  if (operand->kind == FF_OPERAND_AGGREGATE)
    g_hash_table_add (tables, g_strdup (operand->many.target->name));
}

/**
 * ff_visit_tables:
 * @tables: (element-type utf8 utf8): a set that owns its strings
 *
 * Returns: a visit that adds the names of the tables that are read
 */
FfVisit
ff_visit_tables (GHashTable *tables)
{
  return (FfVisit) { add_rule_tables_cb, add_operand_tables_cb, tables };
}

static void
add_leaving_cb (FfRule   *rule,
                gpointer  data)
{
  GPtrArray *leaving = data;

  if (rule->leaving == NULL)
    return;

  for (guint i = 0; i < leaving->len; i++)
    if (g_str_equal (((FfLeaving *) g_ptr_array_index (leaving, i))->id, rule->leaving->id))
      return;

  g_ptr_array_add (leaving, rule->leaving);
}

/**
 * ff_visit_leaving:
 * @leaving: (element-type FfLeaving): lent, each of what leaves ports once
 *
 * Returns: a visit that adds what of the campaign is referred to
 */
FfVisit
ff_visit_leaving (GPtrArray *leaving)
{
  return (FfVisit) { add_leaving_cb, NULL, leaving };
}

static void
add_followed_cb (FfOperand *operand,
                 gpointer   links)
{
  for (guint i = 0; i < operand->hops->len; i++)
    {
      const FfLink *link = g_array_index (operand->hops, FfHop, i).link;

      if (!g_ptr_array_find (links, link, NULL))
        g_ptr_array_add (links, (gpointer) link);
    }
}

/**
 * ff_visit_followed:
 * @links: (element-type FfLink): lent, each once
 *
 * Returns: a visit that adds the links that are followed to one row, and would
 *   multiply rows if they led to several
 */
FfVisit
ff_visit_followed (GPtrArray *links)
{
  return (FfVisit) { NULL, add_followed_cb, links };
}
