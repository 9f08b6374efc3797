/* Enrich and mark: more columns on the same rows. An aggregate over a link is
 * one grouped query joined to the rows, or looked up where they are few; a
 * constant is no new table but a view of the input's. */

#include "store/ff-step-sql.h"

static const FfSqlPlace place = { "e", "i", TRUE };

static gboolean
is_grouped (FfStepRun *self,
            guint      a)
{
  FfOperand *operand = ((FfStepColumn *) g_ptr_array_index (self->step->added, a))->operand;
  const FfWork *in = self->inputs[0];
  const FfEntity *linked;

  if (!ff_operand_is_aggregate (operand))
    return FALSE;

  linked = ff_schema_find_entity (self->schema, ff_operand_get_link (operand)->target);

  return !self->is_selective (self, linked, ff_operand_get_link (operand)->target_columns, in->n_keys);
}

static void
add_value (FfStepRun *self,
           FfSql     *sql,
           guint      a)
{
  FfOperand *operand = ((FfStepColumn *) g_ptr_array_index (self->step->added, a))->operand;
  FfValue none = { .kind = FF_VALUE_NULL };

  if (!is_grouped (self, a))
    {
      ff_operand_compile (operand, sql, &place);
      return;
    }

  ff_operand_get_aggregate_default (operand, &none);
  ff_sql_addf (sql, "coalesce (g%u.value, ", a + 1);
  ff_sql_value (sql, &none);
  ff_sql_add (sql, ")");
}

static void
add_groups (FfStepRun *self,
            FfSql     *sql,
            guint      a)
{
  FfOperand *operand = ((FfStepColumn *) g_ptr_array_index (self->step->added, a))->operand;
  const FfLink *link = ff_operand_get_link (operand);

  ff_sql_add (sql, "\nLEFT JOIN (");
  ff_operand_compile_grouped (operand, sql);
  ff_sql_addf (sql, ") AS g%u ON ", a + 1);
  for (guint c = 0; link->columns[c] != NULL; c++)
    {
      ff_sql_addf (sql, "%sg%u.k%u = e.", c > 0 ? " AND " : "", a + 1, c + 1);
      ff_sql_name (sql, link->columns[c]);
    }
}

gboolean
ff_sql_print_enrich (FfStepRun  *self,
                     GError    **error)
{
  const FfWork *in = self->inputs[0];
  FfWork *out = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_sql_addf (sql, "INSERT INTO %s (", out->name);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (in));
  ff_work_add_carried (sql, NULL, in->columns);
  for (guint a = 0; a < self->step->added->len; a++)
    {
      ff_sql_add (sql, ", ");
      ff_sql_name (sql, ((FfStepColumn *) g_ptr_array_index (self->step->added, a))->column->name);
    }

  ff_sql_add (sql, ")\nSELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried (sql, "i", in->columns);
  for (guint a = 0; a < self->step->added->len; a++)
    {
      ff_sql_add (sql, ",\n  ");
      add_value (self, sql, a);
    }

  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, in);
  for (guint a = 0; a < self->step->added->len; a++)
    if (is_grouped (self, a))
      add_groups (self, sql, a);

  return ff_step_run_fill (self, out, sql, error);
}

gboolean
ff_sql_print_mark (FfStepRun  *self,
                   GError    **error)
{
  const FfWork *in = self->inputs[0];
  FfWork *out = self->outputs[0];
  const FfColumn *column = g_ptr_array_index (out->columns, out->columns->len - 1);
  g_autofree char *value = self->keep_value (self, &self->step->constant, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (value == NULL)
    return FALSE;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried (sql, "i", in->columns);
  ff_sql_addf (sql, ", %s AS ", value);
  ff_sql_name (sql, column->name);
  ff_sql_add (sql, "\n");
  ff_work_add_from_keys (sql, in);
  out->n_keys = in->n_keys;

  return self->define (self, out, sql, error);
}
