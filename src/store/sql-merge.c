/* Rows that become one: the pieces of a statement that deduplication and
 * change of dimension share. The caller prints the rows, as d, with the
 * columns c1 … that they carry and v1 … that are merged; here each is given its
 * place in its group, and the group its values. Called by sql-*.c on the
 * store's thread. */

#include "store/ff-step-sql.h"

static const FfMerge *
get_merge (FfStep *step,
           guint   m)
{
  return &g_array_index (step->merges, FfMerge, m);
}

static const FfType *
get_type (FfStep *step,
          guint   m)
{
  return ff_operand_get_type (get_merge (step, m)->operand);
}

/**
 * ff_merge_add_values:
 *
 * Appends what is merged of the row at e and i, each as ", … AS v1".
 */
void
ff_merge_add_values (FfSql  *sql,
                     FfStep *step)
{
  static const FfSqlPlace place = { "e", "i", TRUE };

  for (guint m = 0; m < step->merges->len; m++)
    {
      ff_sql_add (sql, ",\n      ");
      ff_operand_compile (get_merge (step, m)->operand, sql, &place);
      ff_sql_addf (sql, " AS v%u", m + 1);
    }
}

/* The place among rows that have a value, or all texts joined, of merge @m. */
static void
add_window (FfSql          *sql,
            FfStep         *step,
            guint           m,
            const FfGroups *groups)
{
  switch (get_merge (step, m)->how)
    {
    case FF_MERGE_FILLED:
      ff_sql_addf (sql, ",\n    row_number () OVER (PARTITION BY %s ORDER BY CASE WHEN d.v%u IS NULL", groups->by, m + 1);
      if (get_type (step, m)->kind == FF_KIND_TEXT)
        ff_sql_addf (sql, " OR d.v%u = ''", m + 1);
      ff_sql_addf (sql, " THEN 1 ELSE 0 END, %s) AS p%u", groups->order, m + 1);
      break;

    case FF_MERGE_JOIN:
      ff_sql_addf (sql, ",\n    %s (d.v%u, ', ') OVER (PARTITION BY %s ORDER BY %s ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS j%u",
                   sql->dialect->join_texts, m + 1, groups->by, groups->order, m + 1);
      break;

    default:
      break;
    }
}

/**
 * ff_merge_begin:
 * @out: what the groups become
 *
 * Appends the statement up to the query of the rows, which follows.
 */
void
ff_merge_begin (FfSql          *sql,
                FfStep         *step,
                const FfWork   *out,
                const FfGroups *groups)
{
  ff_work_add_insert (sql, out);
  ff_sql_addf (sql, "WITH n AS MATERIALIZED (\n  SELECT d.*, row_number () OVER (PARTITION BY %s ORDER BY %s) AS place", groups->by, groups->order);
  if (step->merges->len > 0)
    ff_sql_addf (sql, ",\n    dense_rank () OVER (ORDER BY %s) AS grp", groups->by);
  for (guint m = 0; m < step->merges->len; m++)
    add_window (sql, step, m, groups);
  ff_sql_add (sql, "\n  FROM (\n");
}

static gboolean
is_aggregate (FfMergeHow how)
{
  return how == FF_MERGE_MIN || how == FF_MERGE_MAX || how == FF_MERGE_SUM || how == FF_MERGE_AVERAGE || how == FF_MERGE_COUNT;
}

static void
add_aggregate (FfSql  *sql,
               FfStep *step,
               guint   m)
{
  const FfType *type = get_type (step, m);
  FfMergeHow how = get_merge (step, m)->how;
  g_autofree char *value = g_strdup_printf ("n.v%u", m + 1);

  switch (how)
    {
    case FF_MERGE_SUM:
      ff_sql_add (sql, "coalesce (");
      sql->dialect->sum (sql->text, value, type);
      ff_sql_add (sql, type->kind == FF_KIND_REAL ? ", 0.0)" : ", 0)");
      break;

    case FF_MERGE_AVERAGE:
      sql->dialect->average (sql->text, value, type);
      break;

    case FF_MERGE_COUNT:
      ff_sql_addf (sql, "count (%s)", value);
      break;

    case FF_MERGE_MIN:
    case FF_MERGE_MAX:
    default:
      ff_sql_addf (sql, how == FF_MERGE_MIN ? "min (%s%s)" : "max (%s%s)", value,
                   type->kind == FF_KIND_TEXT ? sql->dialect->by_code_point : "");
      break;
    }
}

/* The value of column @c, which the @n_carried first carry. */
static void
add_column (FfSql  *sql,
            FfStep *step,
            guint   c)
{
  for (guint m = 0; m < step->merges->len; m++)
    {
      FfMergeHow how = get_merge (step, m)->how;

      if (get_merge (step, m)->place != c)
        continue;

      if (is_aggregate (how))
        ff_sql_addf (sql, ", a.m%u", m + 1);
      else if (how == FF_MERGE_FILLED)
        ff_sql_addf (sql, ", f%u.v%u", m + 1, m + 1);
      else
        ff_sql_addf (sql, how == FF_MERGE_JOIN ? ", h.j%u" : ", h.v%u", m + 1);
      return;
    }

  ff_sql_addf (sql, ", h.c%u", c + 1);
}

static void
add_aggregates (FfSql  *sql,
                FfStep *step)
{
  gboolean any = FALSE;

  for (guint m = 0; m < step->merges->len; m++)
    any = any || is_aggregate (get_merge (step, m)->how);
  if (!any)
    return;

  ff_sql_add (sql, "\nJOIN (\n  SELECT n.grp");
  for (guint m = 0; m < step->merges->len; m++)
    if (is_aggregate (get_merge (step, m)->how))
      {
        ff_sql_add (sql, ", ");
        add_aggregate (sql, step, m);
        ff_sql_addf (sql, " AS m%u", m + 1);
      }
  ff_sql_add (sql, "\n  FROM n GROUP BY n.grp\n) AS a ON a.grp = h.grp");
}

/**
 * ff_merge_end:
 *
 * Appends the rest of the statement: the first row of each group, with the
 * values of all.
 */
void
ff_merge_end (FfSql          *sql,
              FfStep         *step,
              const FfWork   *out,
              const FfGroups *groups)
{
  ff_sql_addf (sql, "\n  ) AS d\n)\nSELECT %s", groups->keys);
  for (guint c = 0; c < out->columns->len; c++)
    add_column (sql, step, c);
  ff_sql_add (sql, "\nFROM n AS h");
  add_aggregates (sql, step);
  for (guint m = 0; m < step->merges->len; m++)
    if (get_merge (step, m)->how == FF_MERGE_FILLED)
      ff_sql_addf (sql, "\nJOIN n AS f%u ON f%u.grp = h.grp AND f%u.p%u = 1", m + 1, m + 1, m + 1, m + 1);
  ff_sql_add (sql, "\nWHERE h.place = 1");
}
