/* The latest or earliest N linked rows → SQL: one pass that numbers the rows
 * of each group, or a look-up of one row's. Two-valued either way: no rows
 * satisfy nothing. */

#include "query/ff-rule-private.h"

/* 1 for a row that does not satisfy; unknown does not. */
static void
add_fails (FfRule           *self,
           FfSql            *sql,
           const FfSqlPlace *place)
{
  if (self->satisfy == NULL)
    {
      ff_sql_add (sql, "0 AS fails");
      return;
    }

  ff_sql_add (sql, "CASE WHEN ");
  ff_rule_compile_truth (self->satisfy, sql, place, FALSE);
  ff_sql_add (sql, " THEN 0 ELSE 1 END AS fails");
}

static void
add_filter (FfRule           *self,
            FfSql            *sql,
            const FfSqlPlace *place,
            guint            *n_parts)
{
  if (self->where == NULL)
    return;

  ff_sql_add_and (sql, n_parts);
  ff_rule_compile_truth (self->where, sql, place, FALSE);
}

static void
compile_by_row (FfRule           *self,
                FfSql            *sql,
                const FfSqlPlace *place)
{
  const FfLink *link = self->linked.link;
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, TRUE };
  guint n_parts = 0;

  ff_sql_add (sql, "COALESCE ((SELECT MAX (s.fails) FROM (SELECT ");
  add_fails (self, sql, &inner);
  ff_sql_add (sql, " FROM ");
  ff_sql_add_table (sql, self->linked.target, alias);
  ff_sql_add_and (sql, &n_parts);
  ff_sql_add_equality (sql, alias, link->target_columns, place->entity_alias, link->columns);
  add_filter (self, sql, &inner, &n_parts);
  ff_sql_add_ordering (sql, self->by, self->latest, self->linked.target, &inner);
  ff_sql_addf (sql, " LIMIT %" G_GINT64_FORMAT ") AS s), 1) = 0", self->take);
}

static void
add_group_keys (FfSql  *sql,
                char  **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    ff_sql_addf (sql, "%ss.k%u", i > 0 ? ", " : "", i + 1);
}

static void
compile_grouped (FfRule           *self,
                 FfSql            *sql,
                 const FfSqlPlace *place,
                 gboolean          exact)
{
  const FfLink *link = self->linked.link;
  const char *close = ff_sql_open_membership (sql, self->entity, place, link->columns, TRUE, exact);
  g_autofree char *alias = ff_sql_new_alias (sql);
  FfSqlPlace inner = { alias, NULL, FALSE };
  guint n_parts = 0;

  ff_sql_add (sql, "SELECT ");
  add_group_keys (sql, link->columns);
  ff_sql_add (sql, " FROM (SELECT ");
  for (guint i = 0; link->target_columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s.", alias);
      ff_sql_name (sql, link->target_columns[i]);
      ff_sql_addf (sql, " AS k%u, ", i + 1);
    }
  add_fails (self, sql, &inner);
  ff_sql_add (sql, ", ROW_NUMBER () OVER (PARTITION BY ");
  for (guint i = 0; link->target_columns[i] != NULL; i++)
    {
      ff_sql_addf (sql, "%s%s.", i > 0 ? ", " : "", alias);
      ff_sql_name (sql, link->target_columns[i]);
    }
  ff_sql_add_ordering (sql, self->by, self->latest, self->linked.target, &inner);
  ff_sql_add (sql, ") AS place FROM ");
  ff_sql_add_table (sql, self->linked.target, alias);
  ff_sql_add_not_null (sql, alias, self->linked.target, link->target_columns, &n_parts);
  add_filter (self, sql, &inner, &n_parts);
  ff_sql_addf (sql, ") AS s WHERE s.place <= %" G_GINT64_FORMAT " GROUP BY ", self->take);
  add_group_keys (sql, link->columns);
  ff_sql_add (sql, " HAVING MAX (s.fails) = 0");
  ff_sql_add (sql, close);
}

void
ff_rule_compile_taken (FfRule           *self,
                       FfSql            *sql,
                       const FfSqlPlace *place,
                       gboolean          exact)
{
  if (place->few_rows)
    compile_by_row (self, sql, place);
  else
    compile_grouped (self, sql, place, exact);
}
