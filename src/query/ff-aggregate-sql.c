/* Aggregates over a link → SQL: looked up for one row, or one grouped query
 * for all of them. Called by the store, on any thread. */

#include "query/ff-rule-private.h"

/* The operand that is aggregated, apart: a function of the dialect puts it where it belongs. */
static char *
dup_of (FfOperand        *self,
        FfSql            *sql,
        const FfSqlPlace *place)
{
  GString *outer = g_steal_pointer (&sql->text);
  GString *inner = sql->text = g_string_new (NULL);

  ff_operand_compile (self->of, sql, place);
  sql->text = outer;

  return g_string_free (inner, FALSE);
}

void
ff_operand_add_function (FfOperand        *self,
                         FfSql            *sql,
                         const FfSqlPlace *place)
{
  g_autofree char *of = self->of != NULL ? dup_of (self, sql, place) : NULL;
  const FfType *type = self->of != NULL ? &self->of->type : NULL;

  switch (self->aggregate)
    {
    case FF_AGGREGATE_COUNT:
      ff_sql_add (sql, "COUNT (*)");
      break;

    case FF_AGGREGATE_COUNT_DISTINCT:
      ff_sql_addf (sql, "COUNT (DISTINCT %s)", of);
      break;

    case FF_AGGREGATE_SUM:
      ff_sql_add (sql, "COALESCE (");
      sql->dialect->sum (sql->text, of, type);
      ff_sql_add (sql, type->kind == FF_KIND_REAL ? ", 0.0)" : ", 0)");
      break;

    case FF_AGGREGATE_AVERAGE:
      sql->dialect->average (sql->text, of, type);
      break;

    case FF_AGGREGATE_DEVIATION:
      sql->dialect->deviation (sql->text, of, type);
      break;

    case FF_AGGREGATE_MIN:
    case FF_AGGREGATE_MAX:
      ff_sql_addf (sql, self->aggregate == FF_AGGREGATE_MIN ? "MIN (%s)" : "MAX (%s)", of);
      break;

    case FF_AGGREGATE_TEXT_JOIN:
      ff_sql_addf (sql, "%s (%s, ", sql->dialect->join_texts, of);
      ff_sql_text (sql, self->separator);
      ff_sql_add (sql, ")");
      break;

    case FF_AGGREGATE_LATEST:
    case FF_AGGREGATE_EARLIEST:
    default:
      ff_sql_add (sql, of);
      break;
    }
}

/* The rows of the one row that @parent's links lead to. */
static void
add_equality_through (FfOperand        *self,
                      FfSql            *sql,
                      const char       *alias,
                      const FfSqlPlace *parent)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new_with_free_func (g_free);
  const FfHop *hops = &g_array_index (self->hops, FfHop, 0);
  guint n_hops = self->hops->len;

  for (guint i = 0; i < n_hops; i++)
    g_ptr_array_add (aliases, ff_sql_new_alias (sql));

  ff_sql_add_columns (sql, alias, self->many.link->target_columns);
  ff_sql_add (sql, " = (SELECT ");
  for (guint i = 0; self->many.link->columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", (const char *) aliases->pdata[n_hops - 1]);
      ff_sql_name (sql, self->many.link->columns[i]);
    }
  for (guint i = 0; i < n_hops; i++)
    {
      ff_sql_add (sql, i == 0 ? " FROM " : " JOIN ");
      ff_sql_add_table (sql, hops[i].target, aliases->pdata[i]);
      if (i > 0)
        {
          ff_sql_add (sql, " ON ");
          ff_sql_add_equality (sql, aliases->pdata[i], hops[i].link->target_columns, aliases->pdata[i - 1],
                               hops[i].link->columns);
        }
    }
  ff_sql_add (sql, " WHERE ");
  ff_sql_add_equality (sql, aliases->pdata[0], hops[0].link->target_columns, parent->entity_alias, hops[0].link->columns);
  ff_sql_add (sql, ")");
}

void
ff_sql_add_ordering (FfSql            *sql,
                     FfOperand        *by,
                     gboolean          descending,
                     const FfEntity   *entity,
                     const FfSqlPlace *place)
{
  ff_sql_add (sql, " ORDER BY ");
  if (by != NULL)
    {
      ff_operand_compile_rank (by, sql, place);
      ff_sql_add (sql, descending ? " DESC NULLS LAST" : " ASC NULLS LAST");
    }
  for (guint i = 0; entity->key[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", by != NULL || i > 0 ? ", " : "", place->entity_alias);
      ff_sql_name (sql, entity->key[i]);
    }
}

/* The order in which the first row is the one that latest or earliest means, or texts are joined. */
static void
add_ordering (FfOperand        *self,
              FfSql            *sql,
              const FfSqlPlace *place)
{
  gboolean descending = self->aggregate == FF_AGGREGATE_LATEST || self->descending;

  ff_sql_add_ordering (sql, self->by, descending, self->many.target, place);
}

/* " PARTITION BY …" */
static void
add_partition (FfOperand        *self,
               FfSql            *sql,
               const FfSqlPlace *place)
{
  ff_sql_add (sql, "PARTITION BY ");
  for (guint i = 0; self->many.link->target_columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", place->entity_alias);
      ff_sql_name (sql, self->many.link->target_columns[i]);
    }
}

/* The value in each row: its own, or the texts of all rows, of which any row will do. */
static void
add_ordered_value (FfOperand        *self,
                   FfSql            *sql,
                   const FfSqlPlace *place,
                   gboolean          grouped)
{
  ff_operand_add_function (self, sql, place);
  if (self->aggregate != FF_AGGREGATE_TEXT_JOIN)
    return;

  ff_sql_add (sql, " OVER (");
  if (grouped)
    add_partition (self, sql, place);
  add_ordering (self, sql, place);
  ff_sql_add (sql, " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)");
}

void
ff_operand_add_source (FfOperand        *self,
                       FfSql            *sql,
                       const char       *alias,
                       const FfSqlPlace *parent)
{
  const FfLink *link = self->many.link;
  FfSqlPlace place = { alias, NULL, parent != NULL && parent->few_rows };
  guint n_parts = 0;

  ff_sql_add (sql, " FROM ");
  ff_sql_add_table (sql, self->many.target, alias);

  if (parent != NULL)
    {
      ff_sql_add_and (sql, &n_parts);
      if (self->hops->len > 0)
        add_equality_through (self, sql, alias, parent);
      else
        ff_sql_add_equality (sql, alias, link->target_columns, parent->entity_alias, link->columns);
    }
  else
    ff_sql_add_not_null (sql, alias, self->many.target, link->target_columns, &n_parts);

  if (self->where != NULL)
    {
      ff_sql_add_and (sql, &n_parts);
      ff_rule_compile (self->where, sql, &place);
    }
}

/* When only the link's columns are read an index on them is the best there is; else it must not be used to group. */
void
ff_operand_add_group (FfOperand  *self,
                      FfSql      *sql,
                      const char *alias)
{
  gboolean reads_more = self->of != NULL || self->where != NULL;

  for (guint i = 0; self->many.link->target_columns[i] != NULL; i++)
    {
      g_autofree char *column = ff_sql_dup_column (sql, alias, self->many.link->target_columns[i]);

      ff_sql_add (sql, i == 0 ? " GROUP BY " : ", ");
      if (reads_more)
        sql->dialect->scan (sql->text, column);
      else
        ff_sql_add (sql, column);
    }
}

/* A query for the row of @place. */
void
ff_operand_compile_aggregate (FfOperand        *self,
                              FfSql            *sql,
                              const FfSqlPlace *place)
{
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, TRUE };

  ff_sql_add (sql, "(SELECT ");
  if (ff_operand_is_ordered (self))
    add_ordered_value (self, sql, &inner, FALSE);
  else
    ff_operand_add_function (self, sql, &inner);
  ff_operand_add_source (self, sql, alias, place);
  if (self->aggregate == FF_AGGREGATE_LATEST || self->aggregate == FF_AGGREGATE_EARLIEST)
    add_ordering (self, sql, &inner);
  ff_sql_add (sql, ff_operand_is_ordered (self) ? " LIMIT 1)" : ")");
}

/* k1, k2 … of the link's columns. */
static void
add_group_keys (FfOperand  *self,
                FfSql      *sql,
                const char *alias)
{
  for (guint i = 0; self->many.link->target_columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s.", alias);
      ff_sql_name (sql, self->many.link->target_columns[i]);
      ff_sql_addf (sql, " AS k%u, ", i + 1);
    }
}

/* The first row of each group, found in one pass over all of them. */
static void
compile_first_of_groups (FfOperand        *self,
                         FfSql            *sql,
                         const FfSqlPlace *place)
{
  ff_sql_add (sql, "SELECT ");
  for (guint i = 0; self->many.link->target_columns[i] != NULL; i++)
    ff_sql_addf (sql, "k%u, ", i + 1);
  ff_sql_add (sql, "value FROM (SELECT ");
  add_group_keys (self, sql, place->entity_alias);
  add_ordered_value (self, sql, place, TRUE);
  ff_sql_add (sql, " AS value, ROW_NUMBER () OVER (");
  add_partition (self, sql, place);
  add_ordering (self, sql, place);
  ff_sql_add (sql, ") AS place");
  ff_operand_add_source (self, sql, place->entity_alias, NULL);
  ff_sql_add (sql, ") AS placed WHERE place = 1");
}

/**
 * ff_operand_compile_grouped:
 * @self: an aggregate
 *
 * Appends a whole query with the columns k1, k2 … and value.
 */
void
ff_operand_compile_grouped (FfOperand *self,
                            FfSql     *sql)
{
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace place = { alias, NULL, FALSE };

  g_return_if_fail (self->kind == FF_OPERAND_AGGREGATE);

  if (ff_operand_is_ordered (self))
    {
      compile_first_of_groups (self, sql, &place);
      return;
    }

  ff_sql_add (sql, "SELECT ");
  add_group_keys (self, sql, alias);
  ff_operand_add_function (self, sql, &place);
  ff_sql_add (sql, " AS value");
  ff_operand_add_source (self, sql, alias, NULL);
  ff_operand_add_group (self, sql, alias);
}
