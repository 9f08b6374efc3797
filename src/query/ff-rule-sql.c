/* Rules → SQL conditions: groups, links, audiences and thresholds over
 * aggregates. Called by the store, on any thread.
 *
 * Most places only ask which rows are true, and there unknown may read as
 * false; under “none of” it must not, because its opposite would be true. The
 * @exact of these functions says which. */

#include "query/ff-rule-private.h"

static void compile_opposite (FfRule           *self,
                              FfSql            *sql,
                              const FfSqlPlace *place);

static void
add_items_flat (FfRule           *self,
                guint             from,
                guint             to,
                const char       *joint,
                FfSql            *sql,
                const FfSqlPlace *place,
                gboolean          exact)
{
  for (guint i = from; i < to; i++)
    {
      ff_sql_add (sql, i > from ? joint : "");
      ff_rule_compile_truth (g_ptr_array_index (self->items, i), sql, place, exact);
    }
}

/* Whether the rule is never unknown and knows its own opposite, so that it can be asked for that. */
static gboolean
has_opposite (FfRule      *self,
              const FfSql *sql)
{
  return sql->dialect->prefers_exists &&
         (self->kind == FF_RULE_EXISTS || self->kind == FF_RULE_AUDIENCE || self->kind == FF_RULE_TRANSITION);
}

static void
add_not_true (FfRule           *self,
              FfSql            *sql,
              const FfSqlPlace *place)
{
  if (has_opposite (self, sql))
    {
      compile_opposite (self, sql, place);
      return;
    }

  ff_sql_add (sql, "(");
  ff_rule_compile_truth (self, sql, place, FALSE);
  ff_sql_add (sql, ") IS NOT TRUE");
}

/* The first @n items joined from left to right. An exception takes away from all before it, unless it is not true. */
static void
add_items (FfRule           *self,
           guint             n,
           FfSql            *sql,
           const FfSqlPlace *place,
           gboolean          exact)
{
  const char *joint = self->kind == FF_RULE_ALL ? " AND " : " OR ";
  guint start = n;

  while (start > 0 && !((FfRule *) g_ptr_array_index (self->items, start - 1))->except)
    start--;

  ff_sql_add (sql, "(");
  if (start == n)
    {
      add_items (self, n - 1, sql, place, exact);
      ff_sql_add (sql, " AND ");
      add_not_true (g_ptr_array_index (self->items, n - 1), sql, place);
    }
  else
    {
      if (start > 0)
        {
          add_items (self, start, sql, place, exact);
          ff_sql_add (sql, joint);
        }
      add_items_flat (self, start, n, joint, sql, place, exact);
    }
  ff_sql_add (sql, ")");
}

static void
compile_group (FfRule           *self,
               FfSql            *sql,
               const FfSqlPlace *place,
               gboolean          exact)
{
  if (self->items->len == 0)
    ff_sql_add (sql, "TRUE");
  else if (self->kind == FF_RULE_NONE && self->items->len == 1 && has_opposite (g_ptr_array_index (self->items, 0), sql))
    {
      compile_opposite (g_ptr_array_index (self->items, 0), sql, place);
    }
  else if (self->kind == FF_RULE_NONE)
    {
      ff_sql_add (sql, "NOT ");
      add_items (self, self->items->len, sql, place, TRUE);
    }
  else if (self->items->len == 1)
    ff_rule_compile_truth (g_ptr_array_index (self->items, 0), sql, place, exact);
  else
    add_items (self, self->items->len, sql, place, exact);
}

static gboolean
may_be_null (const FfEntity  *entity,
             char           **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    if (ff_entity_may_be_null (entity, columns[i]))
      return TRUE;

  return FALSE;
}

const char *
ff_sql_open_membership (FfSql            *sql,
                        const FfEntity   *entity,
                        const FfSqlPlace *place,
                        char            **columns,
                        gboolean          wanted,
                        gboolean          exact)
{
  gboolean nullable = may_be_null (entity, columns);
  const char *close = ")";

  if (wanted && nullable && exact)
    {
      ff_sql_add (sql, "(");
      close = ")) IS TRUE";
    }
  else if (!wanted)
    {
      ff_sql_add (sql, nullable ? "(" : "NOT (");
      close = nullable ? ")) IS NOT TRUE" : "))";
    }

  ff_sql_add_columns (sql, place->entity_alias, columns);
  ff_sql_add (sql, " IN (");

  return close;
}

/* The target's columns without the brackets of a row value: a list to select. */
static void
add_selected (FfSql       *sql,
              const char  *alias,
              char       **columns)
{
  ff_sql_add (sql, "SELECT ");
  for (guint i = 0; columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", alias);
      ff_sql_name (sql, columns[i]);
    }
}

/* Row by row, unless the database makes a join of it: EXISTS is never unknown. */
static void
compile_exists_by_row (FfRule           *self,
                       FfSql            *sql,
                       const FfSqlPlace *place,
                       gboolean          wanted)
{
  const FfLink *link = self->linked.link;
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, place->few_rows };

  ff_sql_add (sql, wanted ? "EXISTS (SELECT 1 FROM " : "NOT EXISTS (SELECT 1 FROM ");
  ff_sql_add_table (sql, self->linked.target, alias);
  ff_sql_add (sql, " WHERE ");
  ff_sql_add_equality (sql, alias, link->target_columns, place->entity_alias, link->columns);
  if (self->where != NULL)
    {
      ff_sql_add (sql, " AND ");
      ff_rule_compile_truth (self->where, sql, &inner, FALSE);
    }
  ff_sql_add (sql, ")");
}

static void
compile_exists (FfRule           *self,
                FfSql            *sql,
                const FfSqlPlace *place,
                gboolean          wanted,
                gboolean          exact)
{
  const FfLink *link = self->linked.link;
  g_autofree char *alias = NULL;
  FfSqlPlace inner = { NULL };
  const char *close;
  guint n_parts = 0;

  if (place->few_rows || sql->dialect->prefers_exists)
    {
      compile_exists_by_row (self, sql, place, wanted);
      return;
    }

  alias = ff_sql_new_alias (sql);
  inner.entity_alias = alias;
  close = ff_sql_open_membership (sql, self->entity, place, link->columns, wanted, exact);
  add_selected (sql, alias, link->target_columns);
  ff_sql_add (sql, " FROM ");
  ff_sql_add_table (sql, self->linked.target, alias);
  /* A NULL in the list makes what is not in it unknown instead of false. */
  if (!wanted || exact)
    ff_sql_add_not_null (sql, alias, self->linked.target, link->target_columns, &n_parts);
  if (self->where != NULL)
    {
      ff_sql_add_and (sql, &n_parts);
      ff_rule_compile_truth (self->where, sql, &inner, FALSE);
    }
  ff_sql_add (sql, close);
}

static void
compile_audience_by_exists (FfRule           *self,
                            FfSql            *sql,
                            const FfSqlPlace *place,
                            gboolean          wanted)
{
  g_autofree char *alias = ff_sql_new_alias (sql);

  ff_sql_addf (sql, "%sEXISTS (SELECT 1 FROM %s AS %s WHERE %s.audience = ", wanted ? "" : "NOT ", sql->dialect->members, alias, alias);
  ff_sql_text (sql, self->audience);
  for (guint k = 0; self->entity->key[k] != NULL; k++)
    {
      g_autoptr (GString) key = g_string_new (place->entity_alias);

      g_string_append_c (key, '.');
      sql->dialect->quote_name (key, self->entity->key[k]);
      ff_sql_add (sql, " AND ");
      sql->dialect->member (sql->text, alias, k + 1, key->str, ff_entity_find_column (self->entity, self->entity->key[k]));
    }
  ff_sql_add (sql, ")");
}

/* As tables of our own hold keys. */
static void
add_key_columns (const FfEntity *entity,
                 FfSql          *sql)
{
  for (guint k = 0; entity->key[k] != NULL; k++)
    ff_sql_addf (sql, "%sk%u", k > 0 ? ", " : "SELECT ", k + 1);
}

static void
compile_audience (FfRule           *self,
                  FfSql            *sql,
                  const FfSqlPlace *place,
                  gboolean          wanted)
{
  const char *close;

  if (sql->dialect->prefers_exists)
    {
      compile_audience_by_exists (self, sql, place, wanted);
      return;
    }

  close = ff_sql_open_membership (sql, self->entity, place, self->entity->key, wanted, TRUE);
  add_key_columns (self->entity, sql);
  ff_sql_addf (sql, " FROM %s WHERE audience = ", sql->dialect->members);
  ff_sql_text (sql, self->audience);
  ff_sql_add (sql, close);
}

static void
compile_transition_by_row (FfRule           *self,
                           FfSql            *sql,
                           const FfSqlPlace *place,
                           gboolean          wanted)
{
  g_autofree char *alias = ff_sql_new_alias (sql);

  ff_sql_add (sql, wanted ? "EXISTS (SELECT 1 FROM " : "NOT EXISTS (SELECT 1 FROM ");
  ff_sql_name (sql, self->leaving->id);
  ff_sql_addf (sql, " AS %s WHERE ", alias);
  for (guint k = 0; self->entity->key[k] != NULL; k++)
    {
      ff_sql_addf (sql, "%s%s.", k > 0 ? " AND " : "", place->entity_alias);
      ff_sql_name (sql, self->entity->key[k]);
      ff_sql_addf (sql, " = %s.k%u", alias, k + 1);
    }
  ff_sql_add (sql, ")");
}

/* The rows that leave, one for each key, are in a table that stands under a name of its own until the statement is run:
 * see ff_step_run_name_leaving(). */
static void
compile_transition (FfRule           *self,
                    FfSql            *sql,
                    const FfSqlPlace *place,
                    gboolean          wanted)
{
  const char *close;

  if (place->few_rows || sql->dialect->prefers_exists)
    {
      compile_transition_by_row (self, sql, place, wanted);
      return;
    }

  close = ff_sql_open_membership (sql, self->entity, place, self->entity->key, wanted, TRUE);
  add_key_columns (self->entity, sql);
  ff_sql_add (sql, " FROM ");
  ff_sql_name (sql, self->leaving->id);
  ff_sql_add (sql, close);
}

/* Opens a look into a grouped query for @place's row. Returns what closes it. */
static char *
open_group (FfSql            *sql,
            const FfSqlPlace *place,
            const FfLink     *link,
            gboolean          wanted)
{
  g_autofree char *alias = ff_sql_new_alias (sql);
  g_autoptr (FfSql) close = ff_sql_new (sql->dialect);

  ff_sql_add (sql, wanted ? "EXISTS (SELECT 1 FROM (" : "NOT EXISTS (SELECT 1 FROM (");
  ff_sql_addf (close, ") AS %s WHERE ", alias);
  ff_sql_add_equality (close, alias, link->target_columns, place->entity_alias, link->columns);
  ff_sql_add (close, ")");

  return g_strdup (close->text->str);
}

static void
add_group_keys (FfSql       *sql,
                const char  *alias,
                char       **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    ff_sql_addf (sql, "%s%s.k%u", i > 0 ? ", " : "", alias, i + 1);
}

/* The same for what depends on the order of the linked rows: it is the value of a query with a row for each group. */
static void
add_ordered_threshold (FfRule           *self,
                       FfSql            *sql,
                       const FfSqlPlace *place,
                       gboolean          wanted,
                       gboolean          passes)
{
  const FfLink *link = self->left->many.link;
  g_autofree char *alias = ff_sql_new_alias (sql);
  g_autofree char *value = g_strconcat (alias, ".value", NULL);
  FfSqlLeft left = { self->left, 0, FALSE, value, NULL };
  gboolean by_exists = sql->dialect->prefers_exists;
  const char *close = ")";

  if (by_exists)
    ff_sql_add (sql, wanted ? "EXISTS (SELECT 1" : "NOT EXISTS (SELECT 1");
  else
    {
      close = ff_sql_open_membership (sql, self->entity, place, link->columns, wanted, TRUE);
      ff_sql_add (sql, "SELECT ");
      add_group_keys (sql, alias, link->columns);
    }

  ff_sql_add (sql, " FROM (");
  ff_operand_compile_grouped (self->left, sql);
  ff_sql_addf (sql, ") AS %s WHERE ", alias);
  for (guint i = 0; by_exists && link->columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s.k%u = %s.", alias, i + 1, place->entity_alias);
      ff_sql_name (sql, link->columns[i]);
      ff_sql_add (sql, " AND ");
    }
  ff_sql_add (sql, passes ? "(" : "NOT (");
  ff_sql_add_comparison (sql, self, &left);
  ff_sql_add (sql, ")");
  ff_sql_add (sql, close);
}

/* The rows whose aggregate passes the comparison, or fails it, among those that have linked rows. */
static void
add_threshold (FfRule           *self,
               FfSql            *sql,
               const FfSqlPlace *place,
               gboolean          wanted,
               gboolean          passes)
{
  const FfLink *link = self->left->many.link;
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, FALSE };
  FfSqlLeft left = { self->left, 0, TRUE, NULL, &inner };
  g_autofree char *close = NULL;

  if (ff_operand_is_ordered (self->left))
    {
      add_ordered_threshold (self, sql, place, wanted, passes);
      return;
    }

  if (sql->dialect->prefers_exists)
    close = open_group (sql, place, link, wanted);
  else
    close = g_strdup (ff_sql_open_membership (sql, self->entity, place, link->columns, wanted, TRUE));

  add_selected (sql, alias, link->target_columns);
  ff_operand_add_source (self->left, sql, alias, NULL);
  ff_operand_add_group (self->left, sql, alias);
  ff_sql_add (sql, passes ? " HAVING " : " HAVING NOT (");
  ff_sql_add_comparison (sql, self, &left);
  ff_sql_add (sql, passes ? "" : ")");
  ff_sql_add (sql, close);
}

/* An aggregate against values: one grouped query. Those without linked rows are not in it, so where they pass, the
 * query is of those that fail. */
static void
compile_threshold (FfRule           *self,
                   FfSql            *sql,
                   const FfSqlPlace *place,
                   gboolean          exact)
{
  gint none = ff_comparison_of_none (self);

  if (none == 1)
    add_threshold (self, sql, place, FALSE, FALSE);
  else if (none == 0 || !exact)
    add_threshold (self, sql, place, TRUE, TRUE);
  else
    {
      ff_sql_add (sql, "CASE WHEN ");
      add_threshold (self, sql, place, TRUE, TRUE);
      ff_sql_add (sql, " THEN TRUE WHEN ");
      add_threshold (self, sql, place, TRUE, FALSE);
      ff_sql_add (sql, " THEN FALSE END");
    }
}

/* An attribute through links against values: membership among the linked rows that pass. A missing row is false here. */
static void
compile_through (FfRule           *self,
                 FfSql            *sql,
                 const FfSqlPlace *place,
                 guint             n_done)
{
  const FfHop *hop = &g_array_index (self->left->hops, FfHop, n_done);
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, FALSE };
  FfSqlLeft left = { self->left, n_done + 1, FALSE, NULL, &inner };

  ff_sql_add_columns (sql, place->entity_alias, hop->link->columns);
  ff_sql_add (sql, " IN (");
  add_selected (sql, alias, hop->link->target_columns);
  ff_sql_add (sql, " FROM ");
  ff_sql_add_table (sql, hop->target, alias);
  ff_sql_add (sql, " WHERE ");
  if (n_done + 1 < self->left->hops->len)
    compile_through (self, sql, &inner, n_done + 1);
  else
    ff_sql_add_comparison (sql, self, &left);
  ff_sql_add (sql, ")");
}

static void
compile_comparison (FfRule           *self,
                    FfSql            *sql,
                    const FfSqlPlace *place,
                    gboolean          exact)
{
  FfSqlLeft left = { self->left, 0, FALSE, NULL, place };
  gboolean takes_missing = self->empty_differs || self->op == FF_OP_IS_EMPTY || self->op == FF_OP_IS_UNKNOWN;

  if (place->few_rows || self->right.operand != NULL)
    ff_sql_add_comparison (sql, self, &left);
  else if (ff_operand_is_aggregate (self->left))
    compile_threshold (self, sql, place, exact);
  else if (self->left->kind == FF_OPERAND_ATTRIBUTE && self->left->hops->len > 0 && !exact && !takes_missing)
    compile_through (self, sql, place, 0);
  else
    ff_sql_add_comparison (sql, self, &left);
}

static void
compile_opposite (FfRule           *self,
                  FfSql            *sql,
                  const FfSqlPlace *place)
{
  if (self->kind == FF_RULE_EXISTS)
    compile_exists (self, sql, place, self->negated, TRUE);
  else if (self->kind == FF_RULE_TRANSITION)
    compile_transition (self, sql, place, self->negated);
  else
    compile_audience (self, sql, place, self->negated);
}

void
ff_rule_compile_truth (FfRule           *self,
                       FfSql            *sql,
                       const FfSqlPlace *place,
                       gboolean          exact)
{
  switch (self->kind)
    {
    case FF_RULE_COMPARE:
      compile_comparison (self, sql, place, exact);
      break;

    case FF_RULE_EXISTS:
      compile_exists (self, sql, place, !self->negated, exact);
      break;

    case FF_RULE_TAKEN:
      ff_rule_compile_taken (self, sql, place, exact);
      break;

    case FF_RULE_AUDIENCE:
      compile_audience (self, sql, place, !self->negated);
      break;

    case FF_RULE_TRANSITION:
      compile_transition (self, sql, place, !self->negated);
      break;

    case FF_RULE_ALL:
    case FF_RULE_ANY:
    case FF_RULE_NONE:
    default:
      compile_group (self, sql, place, exact);
      break;
    }
}

/**
 * ff_rule_compile:
 * @place: where the rule's row stands in the statement
 *
 * Appends a condition that is true for the rows the rule takes, and false or
 * NULL for the others.
 */
void
ff_rule_compile (FfRule           *self,
                 FfSql            *sql,
                 const FfSqlPlace *place)
{
  ff_rule_compile_truth (self, sql, place, FALSE);
}
