/* Take: the first of a total order, of all or of each group, and the rest. */

#include "store/ff-step-sql.h"

/* LIMIT keeps the first rows in a tree, which is only quick for few of them. */
static gboolean
is_large (const FfQuota *quota,
          const FfWork  *in)
{
  return in->n_keys >= 0 && ff_quota_share (quota, in->n_keys) > 20000;
}

static void
add_first (FfStepRun *self,
           FfSql     *sql)
{
  const FfWork *in = self->inputs[0];
  FfStep *step = self->step;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried (sql, "i", self->outputs[0]->columns);
  ff_sql_add (sql, "\n");
  ff_work_add_from_order (sql, in, &step->order);
  if (step->quota.kind == FF_QUOTA_ALL)
    return;

  ff_sql_add (sql, "\nORDER BY ");
  ff_work_add_order (sql, &step->order, in->entity);
  ff_sql_add (sql, "\nLIMIT ");
  ff_work_add_quota (sql, &step->quota, in);
}

/* By places in the order. */
static void
add_first_places (FfStepRun *self,
                  FfSql     *sql)
{
  const FfWork *in = self->inputs[0];
  FfStep *step = self->step;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "n", in->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried_numbered (sql, "i", in->columns);
  ff_sql_add (sql, ",\n    row_number () OVER (ORDER BY ");
  ff_work_add_order (sql, &step->order, in->entity);
  ff_sql_add (sql, ") AS place\n  ");
  ff_work_add_from_order (sql, in, &step->order);
  ff_sql_add (sql, "\n) AS n\nWHERE n.place <= ");
  ff_work_add_quota (sql, &step->quota, in);
}

/* The quota of the group at n, whose size is n.size; a cell that is listed counts as @of_listed (nullable: its own). */
static void
add_group_quota (FfStepRun  *self,
                 FfSql      *sql,
                 const char *of_listed)
{
  FfStep *step = self->step;
  const FfSubset subset = { .quota = step->quota, .groups = step->keys };

  if (step->cells->len > 0)
    ff_sql_add (sql, "CASE");
  for (guint c = 0; c < step->cells->len; c++)
    {
      const FfCell *cell = &g_array_index (step->cells, FfCell, c);

      for (guint g = 0; g < step->keys->len; g++)
        {
          const FfValue *value = &cell->values[g];

          ff_sql_addf (sql, "%sn.g%u", g == 0 ? " WHEN " : " AND ", g + 1);
          if (value->kind == FF_VALUE_NULL)
            {
              ff_sql_add (sql, " IS NULL");
              continue;
            }
          ff_sql_add (sql, " = ");
          ff_sql_value (sql, value);
        }
      ff_sql_add (sql, " THEN ");
      if (of_listed != NULL)
        ff_sql_add (sql, of_listed);
      else
        ff_sql_integer (sql, cell->count);
    }
  if (step->cells->len > 0)
    ff_sql_add (sql, " ELSE ");
  ff_work_add_group_quota (sql, &subset, 1, 0, FALSE, "n.size");
  if (step->cells->len > 0)
    ff_sql_add (sql, " END");
}

static void
add_group_names (FfStepRun  *self,
                 FfSql      *sql,
                 const char *alias)
{
  for (guint g = 0; g < self->step->keys->len; g++)
    ff_sql_addf (sql, "%s%s.g%u", g > 0 ? ", " : "", alias, g + 1);
}

static void
add_groups (FfStepRun *self,
            FfSql     *sql)
{
  for (guint g = 0; g < self->step->keys->len; g++)
    {
      ff_sql_add (sql, ",\n      ");
      ff_work_add_rank_of (sql, g_ptr_array_index (self->step->keys, g));
      ff_sql_addf (sql, " AS g%u", g + 1);
    }
}

/* Each group's quota is of the group; a missing value is a group too. */
static void
add_first_of_each (FfStepRun *self,
                   FfSql     *sql)
{
  const FfWork *in = self->inputs[0];
  FfStep *step = self->step;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "n", in->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT b.*, row_number () OVER (PARTITION BY ");
  add_group_names (self, sql, "b");
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &step->order, in->entity, "b");
  ff_sql_add (sql, ") AS place,\n    count (*) OVER (PARTITION BY ");
  add_group_names (self, sql, "b");
  ff_sql_add (sql, ") AS size\n  FROM (\n    SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried_numbered (sql, "i", in->columns);
  add_groups (self, sql);
  ff_work_add_order_values (sql, &step->order, in->entity);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, in);
  ff_sql_add (sql, "\n  ) AS b\n) AS n\nWHERE n.place <= ");
  add_group_quota (self, sql, NULL);
}

/* What all groups may have together; a listed cell also when nobody is in it. */
static gboolean
ask_wanted (FfStepRun  *self,
            gint64     *out_wanted,
            GError    **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  gsize start;

  ff_sql_add (sql, "SELECT ");
  start = sql->text->len;
  add_group_quota (self, sql, "0");
  ff_work_wrap_sum (sql, start);
  ff_sql_add (sql, " FROM (SELECT ");
  add_group_names (self, sql, "b");
  ff_sql_add (sql, ", count (*) AS size FROM (SELECT 1 AS one");
  add_groups (self, sql);
  ff_sql_add (sql, " ");
  ff_work_add_from_work (sql, self->inputs[0]);
  ff_sql_add (sql, ") AS b GROUP BY ");
  add_group_names (self, sql, "b");
  ff_sql_add (sql, ") AS n");
  if (!self->ask (self, sql, out_wanted, error))
    return FALSE;

  for (guint c = 0; c < self->step->cells->len; c++)
    *out_wanted += g_array_index (self->step->cells, FfCell, c).count;

  return TRUE;
}

gboolean
ff_sql_print_take (FfStepRun  *self,
                   GError    **error)
{
  FfStep *step = self->step;
  FfWork *taken = self->outputs[0];
  gboolean grouped = step->keys->len > 0 && step->quota.kind != FF_QUOTA_ALL;
  gint64 wanted = step->quota.kind == FF_QUOTA_COUNT ? step->quota.count : 0;
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, taken);
  if (grouped)
    add_first_of_each (self, sql);
  else if (step->quota.kind != FF_QUOTA_ALL && is_large (&step->quota, self->inputs[0]))
    add_first_places (self, sql);
  else
    add_first (self, sql);

  if ((grouped && !ask_wanted (self, &wanted, error)) || !ff_step_run_fill (self, taken, sql, error))
    return FALSE;

  taken->n_missing = taken->n_keys < 0 ? -1 : MAX (wanted - taken->n_keys, 0);

  return ff_step_run_define_rest (self, self->outputs[1], self->inputs[0], taken, error);
}
