/* Deduplicate: one pass that numbers the rows of each group in order. A row
 * without a value is its own group, unless empty values are equal. */

#include "store/ff-step-sql.h"

/* Appends the @x-th key expression as it is compared. */
static void
add_compared (FfSql  *sql,
              FfStep *step,
              guint   x)
{
  FfOperand *operand = g_ptr_array_index (step->keys, x);
  gsize start = sql->text->len;
  g_autofree char *inner = NULL;

  ff_work_add_rank_of (sql, operand);
  if (ff_operand_get_type (operand)->kind != FF_KIND_TEXT)
    return;

  if ((step->key_flags[x] & FF_KEY_TRIM) != 0)
    {
      g_string_insert (sql->text, start, "trim(");
      ff_sql_addf (sql, ", %s)", sql->dialect->white_space);
    }

  if ((step->key_flags[x] & FF_KEY_IGNORE_CASE) != 0)
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

/* The rows with what they are compared and ordered by: k…, c…, x…, v…, o…. */
static void
add_rows (FfSql        *sql,
          FfStep       *step,
          const FfWork *in)
{
  ff_sql_add (sql, "    SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried_numbered (sql, "i", in->columns);

  for (guint x = 0; x < step->keys->len; x++)
    {
      ff_sql_add (sql, ",\n      ");
      add_compared (sql, step, x);
      ff_sql_addf (sql, " AS x%u", x + 1);
    }

  ff_merge_add_values (sql, step);
  ff_work_add_order_values (sql, &step->order, in->entity);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, in);
}

static void
add_compared_names (FfSql      *sql,
                    FfStep     *step,
                    const char *after)
{
  for (guint x = 0; x < step->keys->len; x++)
    ff_sql_addf (sql, "%sd.x%u%s", x > 0 ? ", " : "", x + 1, after);
}

static void
add_place (FfSql        *sql,
           FfStep       *step,
           const FfWork *in)
{
  ff_sql_add (sql, "row_number () OVER (PARTITION BY ");
  add_compared_names (sql, step, "");
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &step->order, in->entity, "d");
  ff_sql_add (sql, ") AS place");
}

/* What parts groups, one row that is its own from another too, in an order of its own. */
static void
add_groups (FfSql        *sql,
            FfStep       *step,
            const FfWork *in,
            gboolean      ordered)
{
  const char *after = ordered ? " NULLS LAST" : "";

  add_compared_names (sql, step, after);
  for (guint k = 0; k < ff_work_get_n_keys (in) && !step->empty_equal; k++)
    {
      g_autofree char *key = g_strdup_printf ("d.k%u", k + 1);

      ff_sql_add (sql, ", CASE WHEN ");
      add_is_empty (sql, step);
      ff_sql_add (sql, " THEN ");
      sql->dialect->key (sql->text, key, ff_entity_find_column (in->entity, in->entity->key[k]));
      ff_sql_addf (sql, " END%s", after);
    }
}

static void
add_kept (FfSql        *sql,
          FfStep       *step,
          const FfWork *in)
{
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "n", in->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT d.*, ");
  add_place (sql, step, in);
  if (!step->empty_equal)
    {
      ff_sql_add (sql, ",\n    ");
      add_is_empty (sql, step);
      ff_sql_add (sql, " AS is_empty");
    }
  ff_sql_add (sql, "\n  FROM (\n");
  add_rows (sql, step, in);
  ff_sql_add (sql, "\n  ) AS d\n) AS n\nWHERE n.place <= ");
  ff_sql_integer (sql, step->keep);
  if (!step->empty_equal)
    ff_sql_add (sql, " OR n.is_empty");
}

/* All rows, each with the number of its group: groups count in the order of what is compared. */
static void
add_numbered (FfSql        *sql,
              FfStep       *step,
              const FfWork *in)
{
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "d", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "d", in->columns);
  ff_sql_add (sql, ", dense_rank () OVER (ORDER BY ");
  add_groups (sql, step, in, TRUE);
  ff_sql_add (sql, ")\nFROM (\n");
  add_rows (sql, step, in);
  ff_sql_add (sql, "\n) AS d");
}

static void
add_merged (FfSql        *sql,
            FfStep       *step,
            const FfWork *in,
            const FfWork *kept)
{
  g_autoptr (FfSql) by = ff_sql_new (sql->dialect);
  g_autoptr (FfSql) order = ff_sql_new (sql->dialect);
  g_autoptr (FfSql) keys = ff_sql_new (sql->dialect);
  FfGroups groups;

  add_groups (by, step, in, FALSE);
  ff_work_add_order_by (order, &step->order, in->entity, "d");
  ff_work_add_keys (keys, "h", ff_work_get_n_keys (in));
  groups = (FfGroups) { by->text->str, order->text->str, keys->text->str };

  ff_merge_begin (sql, step, kept, &groups);
  add_rows (sql, step, in);
  ff_merge_end (sql, step, kept, &groups);
}

gboolean
ff_sql_print_dedupe (FfStepRun  *self,
                     GError    **error)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  FfWork *kept = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (step->merges->len > 0)
    add_merged (sql, step, in, kept);
  else
    {
      ff_work_add_insert (sql, kept);
      if (step->keep == 0)
        add_numbered (sql, step, in);
      else
        add_kept (sql, step, in);
    }

  return ff_step_run_fill (self, kept, sql, error) &&
         ff_step_run_define_rest (self, self->outputs[1], in, kept, error);
}
