/* Look up: columns of the first rows that a link leads to, or of another
 * input whose rows are equal in what is compared. What may be found is read
 * once and placed in order; each place is one join. */

#include "store/ff-step-sql.h"

/* What is compared of the rows found: columns of the link, or operands. */
static guint
get_n_compared (FfStep *step)
{
  return step->link != NULL ? g_strv_length (step->link->columns) : step->keys->len / 2;
}

static void
add_names (FfSql      *sql,
           const char *alias,
           const char *letter,
           guint       n)
{
  for (guint i = 0; i < n; i++)
    ff_sql_addf (sql, "%s%s.%s%u", i > 0 ? ", " : "", alias, letter, i + 1);
}

/* The linked rows at e, with what they are compared by, their values and their order. */
static void
add_linked (FfStepRun *self,
            FfSql     *sql)
{
  FfStep *step = self->step;
  const FfEntity *target = ff_schema_find_entity (self->schema, step->link->target);
  const FfSqlPlace place = { "e", NULL, FALSE };
  guint n = get_n_compared (step);

  ff_sql_add (sql, "SELECT ");
  for (guint c = 0; c < n; c++)
    {
      ff_sql_add (sql, c > 0 ? ", e." : "e.");
      ff_sql_name (sql, step->link->target_columns[c]);
      ff_sql_addf (sql, " AS x%u", c + 1);
    }
  for (guint k = 0; target->key[k] != NULL; k++)
    {
      ff_sql_add (sql, ", e.");
      ff_sql_name (sql, target->key[k]);
      ff_sql_addf (sql, " AS k%u", k + 1);
    }
  for (guint m = 0; m < step->added->len; m++)
    {
      ff_sql_add (sql, ",\n      ");
      ff_operand_compile (((FfStepColumn *) g_ptr_array_index (step->added, m))->operand, sql, &place);
      ff_sql_addf (sql, " AS v%u", m + 1);
    }
  ff_work_add_order_values (sql, &step->order, target);
  ff_sql_add (sql, "\n    FROM ");
  ff_work_add_table (sql, target);
  ff_sql_add (sql, " AS e");
  for (guint c = 0; c < n; c++)
    {
      ff_sql_add (sql, c == 0 ? "\n    WHERE e." : " AND e.");
      ff_sql_name (sql, step->link->target_columns[c]);
      ff_sql_add (sql, " IS NOT NULL");
    }
  if (step->rule != NULL)
    {
      ff_sql_add (sql, " AND ");
      ff_rule_compile (step->rule, sql, &place);
    }
}

/* The same of the other input. */
static void
add_other (FfStepRun *self,
           FfSql     *sql)
{
  FfStep *step = self->step;
  const FfWork *other = self->inputs[1];
  static const FfSqlPlace place = { "e", "i", TRUE };
  guint n = get_n_compared (step);

  ff_sql_add (sql, "SELECT ");
  for (guint c = 0; c < n; c++)
    {
      ff_work_add_value_of (sql, g_ptr_array_index (step->keys, n + c));
      ff_sql_addf (sql, " AS x%u, ", c + 1);
    }
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (other));
  for (guint m = 0; m < step->added->len; m++)
    {
      ff_sql_add (sql, ",\n      ");
      ff_operand_compile (((FfStepColumn *) g_ptr_array_index (step->added, m))->operand, sql, &place);
      ff_sql_addf (sql, " AS v%u", m + 1);
    }
  ff_work_add_order_values (sql, &step->order, other->entity);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, other);
}

/* WITH n: what may be found, each row at its place. */
static void
add_found (FfStepRun *self,
           FfSql     *sql)
{
  FfStep *step = self->step;
  const FfEntity *target = step->link != NULL ? ff_schema_find_entity (self->schema, step->link->target) : self->inputs[1]->entity;

  ff_sql_add (sql, "WITH n AS MATERIALIZED (\n  SELECT d.*, row_number () OVER (PARTITION BY ");
  add_names (sql, "d", "x", get_n_compared (step));
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &step->order, target, "d");
  ff_sql_add (sql, ") AS place\n  FROM (\n    ");
  if (step->link != NULL)
    add_linked (self, sql);
  else
    add_other (self, sql);
  ff_sql_add (sql, "\n  ) AS d\n)\n");
}

static void
add_join (FfStepRun *self,
          FfSql     *sql,
          guint      place)
{
  FfStep *step = self->step;

  ff_sql_addf (sql, "\nLEFT JOIN n AS n%u ON n%u.place = %u", place, place, place);
  for (guint c = 0; c < get_n_compared (step); c++)
    {
      ff_sql_addf (sql, " AND n%u.x%u = ", place, c + 1);
      if (step->link == NULL)
        {
          ff_work_add_value_of (sql, g_ptr_array_index (step->keys, c));
          continue;
        }
      ff_sql_add (sql, "e.");
      ff_sql_name (sql, step->link->columns[c]);
    }
}

gboolean
ff_sql_print_look_up (FfStepRun  *self,
                      GError    **error)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  FfWork *out = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, out);
  add_found (self, sql);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried (sql, "i", in->columns);
  for (guint place = 1; place <= step->n_first; place++)
    {
      g_autofree char *alias = g_strdup_printf ("n%u", place);

      ff_sql_add (sql, ", ");
      add_names (sql, alias, "v", step->added->len);
    }
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, in);
  for (guint place = 1; place <= step->n_first; place++)
    add_join (self, sql, place);

  return ff_step_run_fill (self, out, sql, error);
}
