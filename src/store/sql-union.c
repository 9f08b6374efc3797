/* Union with more than keys to it: rows that are the same by columns, a limit,
 * columns of several inputs. Every key stands first in a table with the input
 * that has it first and what it is compared by; what is kept of them is then
 * joined to the inputs for its columns. */

#include "store/sql-combine-private.h"

typedef struct
{
  FfStepRun *run;
  FfWork    *all;    /* k…, input, x…: each key once */
  FfWork    *kept;   /* k…, input: without the same rows; @all when nothing is compared */
} Union;

static void
add_staged_column (GPtrArray    *columns,
                   char         *name,
                   const FfType *type)
{
  FfColumn *column = g_new0 (FfColumn, 1);

  column->name = name;
  column->label = g_strdup (name);
  column->type = *type;
  column->nullable = TRUE;
  g_ptr_array_add (columns, column);
}

static FfWork *
new_stage (FfStepRun *self,
           gboolean   compared)
{
  static const FfType integer = { .kind = FF_KIND_INTEGER };
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_column_free);

  add_staged_column (columns, g_strdup ("input"), &integer);
  for (guint k = 0; compared && k < ff_combine_get_n_keys (self); k++)
    add_staged_column (columns, g_strdup_printf ("x%u", k + 1), ff_operand_get_type (ff_combine_get_key (self, 0, k)));

  return self->add_work (self, self->step->entity, columns);
}

/* Each key of the inputs, of the first that has it. */
static gboolean
fill_all (Union   *self,
          GError **error)
{
  FfStepRun *run = self->run;
  gint64 sum = 0;

  if (!run->create (run, self->all, FF_WORK_KEYED, error))
    return FALSE;

  for (guint n = 0; n < run->step->n_inputs; n++)
    {
      const FfWork *in = run->inputs[n];
      g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
      gint64 n_changed = -1;

      ff_work_add_insert (sql, self->all);
      ff_sql_add (sql, "SELECT ");
      ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
      ff_sql_addf (sql, ", %u", n);
      for (guint k = 0; k < ff_combine_get_n_keys (run); k++)
        {
          ff_sql_add (sql, ", ");
          ff_work_add_value_of (sql, ff_combine_get_key (run, n, k));
        }
      ff_sql_add (sql, "\n");
      if (ff_combine_get_n_keys (run) > 0)
        ff_work_add_from_work (sql, in);
      else
        ff_work_add_from_keys (sql, in);
      ff_sql_add (sql, "\nWHERE ");
      ff_work_add_not_yet (sql, self->all, "i");
      if (!run->execute (run, self->all, sql, &n_changed, error))
        return FALSE;

      sum = n_changed < 0 || sum < 0 ? -1 : sum + n_changed;
    }
  self->all->n_keys = sum;

  return TRUE;
}

/* The first of the same rows: by input, then by key. */
static gboolean
fill_kept (Union   *self,
           GError **error)
{
  FfStepRun *run = self->run;
  guint n_keys = ff_work_get_n_keys (self->all);
  guint n_compared = ff_combine_get_n_keys (run);
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  if (n_compared == 0)
    {
      self->kept = self->all;
      return TRUE;
    }

  self->kept = new_stage (run, FALSE);
  ff_work_add_insert (sql, self->kept);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "n", n_keys);
  ff_sql_add (sql, ", n.input\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "s", n_keys);
  ff_sql_add (sql, ", s.input");
  for (guint k = 0; k < n_compared; k++)
    ff_sql_addf (sql, ", s.x%u", k + 1);
  ff_sql_add (sql, ", row_number () OVER (PARTITION BY ");
  for (guint k = 0; k < n_compared; k++)
    ff_sql_addf (sql, "%ss.x%u", k > 0 ? ", " : "", k + 1);
  ff_sql_add (sql, " ORDER BY s.input, ");
  ff_work_add_key_order (sql, "s", self->all->entity);
  ff_sql_addf (sql, ") AS place\n  FROM %s AS s\n) AS n\nWHERE n.place = 1", self->all->name);
  for (guint k = 0; k < n_compared; k++)
    ff_sql_addf (sql, " OR n.x%u IS NULL", k + 1);

  return ff_step_run_fill (run, self->kept, sql, error);
}

/* A column of the row at s: of the first input that has the row, or, of all columns, of the first that carries it too. */
static void
add_value (Union          *self,
           FfSql          *sql,
           const FfColumn *column)
{
  gboolean any = self->run->step->policy == FF_COLUMNS_ALL;

  ff_sql_add (sql, "CASE");
  for (guint n = 0; n < self->run->step->n_inputs; n++)
    if (ff_columns_have (self->run->inputs[n]->columns, column))
      {
        if (any)
          ff_sql_addf (sql, " WHEN a%u.k1 IS NOT NULL THEN a%u.", n, n);
        else
          ff_sql_addf (sql, " WHEN s.input = %u THEN a%u.", n, n);
        ff_sql_name (sql, column->name);
      }
  ff_sql_add (sql, " END");
}

/* SELECT … FROM @from AS s and the inputs beside it. */
static void
add_rows (Union        *self,
          FfSql        *sql,
          const FfWork *from,
          const char   *reason)
{
  FfStepRun *run = self->run;
  GPtrArray *columns = run->outputs[0]->columns;
  guint n_keys = ff_work_get_n_keys (from);

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "s", n_keys);
  for (guint c = 0; c < columns->len; c++)
    {
      ff_sql_add (sql, ", ");
      add_value (self, sql, g_ptr_array_index (columns, c));
    }
  ff_work_add_reason (sql, reason);
  ff_sql_addf (sql, "\nFROM %s AS s", from->name);
  for (guint n = 0; n < run->step->n_inputs && columns->len > 0; n++)
    {
      g_autofree char *alias = g_strdup_printf ("a%u", n);

      ff_sql_addf (sql, "\nLEFT JOIN %s AS %s ON ", run->inputs[n]->name, alias);
      ff_work_add_same_key (sql, alias, "s", n_keys);
    }
}

static gboolean
fill_out (Union   *self,
          GError **error)
{
  FfStepRun *run = self->run;
  FfWork *out = run->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  ff_work_add_insert (sql, out);
  add_rows (self, sql, self->kept, "");
  if (run->step->limit >= 0)
    {
      ff_sql_add (sql, "\nORDER BY s.input, ");
      ff_work_add_key_order (sql, "s", out->entity);
      ff_sql_add (sql, "\nLIMIT ");
      ff_sql_integer (sql, run->step->limit);
    }

  return ff_step_run_fill (run, out, sql, error);
}

/* Who is not the same as another is over the limit. */
static char *
dup_reason (Union   *self,
            GError **error)
{
  FfStepRun *run = self->run;
  g_autofree char *same = ff_step_run_keep_reason (run, 0, error);
  g_autofree char *over = ff_step_run_keep_reason (run, 1, error);
  g_autoptr (FfSql) sql = NULL;

  if (same == NULL || over == NULL || run->step->reasons == NULL)
    return g_steal_pointer (&over);

  if (self->kept == self->all)
    return g_steal_pointer (&over);

  sql = ff_sql_new (run->dialect);
  ff_sql_add (sql, "CASE WHEN ");
  ff_work_add_is_in (sql, self->kept, "s", FALSE);
  ff_sql_addf (sql, " THEN %s ELSE %s END", over, same);

  return g_strdup (sql->text->str);
}

static gboolean
define_rest (Union   *self,
             GError **error)
{
  FfStepRun *run = self->run;
  FfWork *rest = run->outputs[1];
  const FfWork *out = run->outputs[0];
  g_autofree char *reason = dup_reason (self, error);
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  if (reason == NULL)
    return FALSE;

  add_rows (self, sql, self->all, reason);
  ff_sql_add (sql, "\nWHERE ");
  ff_work_add_is_in (sql, out, "s", TRUE);
  rest->n_keys = self->all->n_keys >= 0 && out->n_keys >= 0 ? self->all->n_keys - out->n_keys : -1;

  return run->define (run, rest, sql, error);
}

gboolean
ff_combine_print_wide_union (FfStepRun  *self,
                             GError    **error)
{
  Union all = { .run = self, .all = new_stage (self, TRUE) };

  return fill_all (&all, error) && fill_kept (&all, error) && fill_out (&all, error) && define_rest (&all, error);
}
