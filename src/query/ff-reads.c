/* The columns and links that rules and operands read, found by visiting them:
 * what a drift of the data would touch. Any thread. */

#include "query/ff-rule-private.h"

static char *
dup_read_name (const char *entity,
               char        sign,
               const char *name)
{
  return g_strdup_printf ("%s%c%s", entity, sign, name);
}

#define COLUMN '\037'
#define LINK '\036'

/**
 * ff_reads_add_link:
 * @reads: (element-type utf8 utf8): a set that owns its strings
 * @entity: where @link begins
 *
 * Adds the link, and the columns of both sides that it compares.
 */
void
ff_reads_add_link (GHashTable     *reads,
                   const FfEntity *entity,
                   const FfLink   *link)
{
  g_hash_table_add (reads, dup_read_name (entity->name, LINK, link->name));
  for (guint c = 0; link->columns[c] != NULL; c++)
    {
      g_hash_table_add (reads, dup_read_name (entity->name, COLUMN, link->columns[c]));
      g_hash_table_add (reads, dup_read_name (link->target, COLUMN, link->target_columns[c]));
    }
}

gboolean
ff_reads_has_column (GHashTable *reads,
                     const char *entity,
                     const char *column)
{
  g_autofree char *name = dup_read_name (entity, COLUMN, column);

  return g_hash_table_contains (reads, name);
}

gboolean
ff_reads_has_link (GHashTable *reads,
                   const char *entity,
                   const char *link)
{
  g_autofree char *name = dup_read_name (entity, LINK, link);

  return g_hash_table_contains (reads, name);
}

static void
add_rule_reads_cb (FfRule   *rule,
                   gpointer  reads)
{
  if (rule->kind == FF_RULE_EXISTS || rule->kind == FF_RULE_TAKEN)
    ff_reads_add_link (reads, rule->entity, rule->linked.link);
}

static void
add_operand_reads_cb (FfOperand *operand,
                      gpointer   reads)
{
  const FfEntity *entity = operand->entity;

  for (guint i = 0; i < operand->hops->len; i++)
    {
      const FfHop *hop = &g_array_index (operand->hops, FfHop, i);

      ff_reads_add_link (reads, entity, hop->link);
      entity = hop->target;
    }

  if (operand->kind == FF_OPERAND_ATTRIBUTE)
    g_hash_table_add (reads, dup_read_name (entity->name, COLUMN, operand->column->name));
  else if (operand->kind == FF_OPERAND_AGGREGATE)
    ff_reads_add_link (reads, entity, operand->many.link);
}

/**
 * ff_visit_reads:
 * @reads: (element-type utf8 utf8): a set that owns its strings
 *
 * Returns: a visit that adds the columns and links that are read
 */
FfVisit
ff_visit_reads (GHashTable *reads)
{
  return (FfVisit) { add_rule_reads_cb, add_operand_reads_cb, reads };
}
