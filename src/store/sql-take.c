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

static void
add_groups (FfSql  *sql,
            FfStep *step)
{
  if (step->keys == NULL || step->keys->len == 0)
    return;

  ff_sql_add (sql, "PARTITION BY ");
  for (guint g = 0; g < step->keys->len; g++)
    {
      ff_sql_add (sql, g > 0 ? ", " : "");
      ff_work_add_rank_of (sql, g_ptr_array_index (step->keys, g));
    }
}

/* By places in the order. Each group's quota is of the group; a missing value is a group too. */
static void
add_first_of_each (FfStepRun *self,
                   FfSql     *sql)
{
  const FfWork *in = self->inputs[0];
  FfWork *out = self->outputs[0];
  FfStep *step = self->step;
  const FfQuota *quota = &step->quota;
  gboolean grouped = step->keys != NULL && step->keys->len > 0;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (in));
  for (guint c = 0; c < out->columns->len; c++)
    ff_sql_addf (sql, ", n.c%u", c + 1);
  ff_sql_add (sql, "\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  for (guint c = 0; c < out->columns->len; c++)
    {
      ff_sql_add (sql, ", i.");
      ff_sql_name (sql, ((FfColumn *) g_ptr_array_index (out->columns, c))->name);
      ff_sql_addf (sql, " AS c%u", c + 1);
    }
  ff_sql_add (sql, ",\n    row_number () OVER (");
  add_groups (sql, step);
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order (sql, &step->order, in->entity);
  ff_sql_add (sql, ") AS place");
  if (quota->kind != FF_QUOTA_COUNT && grouped)
    {
      ff_sql_add (sql, ",\n    count (*) OVER (");
      add_groups (sql, step);
      ff_sql_add (sql, ") AS size");
    }
  ff_sql_add (sql, "\n  ");
  if (grouped)
    ff_work_add_from_work (sql, in);
  else
    ff_work_add_from_order (sql, in, &step->order);
  ff_sql_add (sql, "\n) AS n\nWHERE n.place <= ");

  /* As ff_quota_share (): the floor, one more from half a person on. */
  if (!grouped)
    {
      ff_work_add_quota (sql, quota, in);
    }
  else if (quota->kind == FF_QUOTA_COUNT)
    {
      ff_sql_integer (sql, quota->count);
    }
  else
    {
      ff_sql_add (sql, "(n.size * ");
      ff_sql_integer (sql, quota->numerator * 2);
      ff_sql_add (sql, " + ");
      ff_sql_integer (sql, quota->denominator);
      ff_sql_add (sql, ") / ");
      ff_sql_integer (sql, quota->denominator * 2);
    }
}

gboolean
ff_sql_print_take (FfStepRun  *self,
                   GError    **error)
{
  FfStep *step = self->step;
  FfWork *taken = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, taken);
  if (step->quota.kind != FF_QUOTA_ALL &&
      ((step->keys != NULL && step->keys->len > 0) || is_large (&step->quota, self->inputs[0])))
    add_first_of_each (self, sql);
  else
    add_first (self, sql);

  return ff_step_run_fill (self, taken, sql, error) &&
         ff_step_run_define_rest (self, self->outputs[1], self->inputs[0], taken, error);
}
