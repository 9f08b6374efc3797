/* Deduplicate: one pass that numbers the rows of each group in order. A row
 * without a value is its own group, unless empty values are equal. */

#include "store/ff-step-sql.h"

/* Appends the key expression as it is compared. */
static void
add_compared (FfSql     *sql,
              FfStep    *step,
              FfOperand *operand)
{
  gsize start = sql->text->len;
  g_autofree char *inner = NULL;

  ff_work_add_rank_of (sql, operand);
  if (ff_operand_get_type (operand)->kind != FF_KIND_TEXT)
    return;

  if (step->trim)
    {
      g_string_insert (sql->text, start, "trim(");
      ff_sql_addf (sql, ", %s)", sql->dialect->white_space);
    }

  if (step->ignore_case)
    {
      inner = g_strdup (sql->text->str + start);
      g_string_truncate (sql->text, start);
      sql->dialect->fold (sql->text, inner);
    }

  if (step->empty_equal)
    {
      g_string_insert (sql->text, start, "coalesce(");
      ff_sql_add (sql, ", '')");
    }
}

static void
add_is_empty (FfSql  *sql,
              FfStep *step)
{
  for (guint x = 0; x < step->keys->len; x++)
    {
      FfOperand *operand = g_ptr_array_index (step->keys, x);

      ff_sql_addf (sql, "%sd.x%u IS NULL", x > 0 ? " OR " : "", x + 1);
      if (ff_operand_get_type (operand)->kind == FF_KIND_TEXT)
        ff_sql_addf (sql, " OR d.x%u = ''", x + 1);
    }
}

/* The rows with what they are compared and ordered by: k…, c…, x…, o…. */
static void
add_rows (FfSql        *sql,
          FfStep       *step,
          const FfWork *in,
          const FfWork *out)
{
  ff_sql_add (sql, "    SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried_numbered (sql, "i", out->columns);

  for (guint x = 0; x < step->keys->len; x++)
    {
      ff_sql_add (sql, ",\n      ");
      add_compared (sql, step, g_ptr_array_index (step->keys, x));
      ff_sql_addf (sql, " AS x%u", x + 1);
    }

  ff_work_add_order_values (sql, &step->order, in->entity);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, in);
}

static void
add_place (FfSql        *sql,
           FfStep       *step,
           const FfWork *in)
{
  ff_sql_add (sql, "row_number () OVER (PARTITION BY ");
  for (guint x = 0; x < step->keys->len; x++)
    ff_sql_addf (sql, "%sd.x%u", x > 0 ? ", " : "", x + 1);
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &step->order, in->entity, "d");
  ff_sql_add (sql, ") AS place");
}

gboolean
ff_sql_print_dedupe (FfStepRun  *self,
                     GError    **error)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  FfWork *kept = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, kept);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "n", kept->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT d.*, ");
  add_place (sql, step, in);
  if (!step->empty_equal)
    {
      ff_sql_add (sql, ",\n    ");
      add_is_empty (sql, step);
      ff_sql_add (sql, " AS is_empty");
    }
  ff_sql_add (sql, "\n  FROM (\n");
  add_rows (sql, step, in, kept);
  ff_sql_add (sql, "\n  ) AS d\n) AS n\nWHERE n.place <= ");
  ff_sql_integer (sql, step->keep);
  if (!step->empty_equal)
    ff_sql_add (sql, " OR n.is_empty");

  return ff_step_run_fill (self, kept, sql, error) &&
         ff_step_run_define_rest (self, self->outputs[1], in, kept, error);
}
