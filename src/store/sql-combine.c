/* Combine: union, intersection, exclusion and difference by key. Membership is
 * asked by EXISTS and NOT EXISTS against the other's key; a union is filled
 * input by input, so that a key keeps its first row. */

#include "store/sql-combine-private.h"

guint
ff_combine_get_n_keys (FfStepRun *self)
{
  return self->step->keys->len / self->step->n_inputs;
}

FfOperand *
ff_combine_get_key (FfStepRun *self,
                    guint      n,
                    guint      k)
{
  return g_ptr_array_index (self->step->keys, n * ff_combine_get_n_keys (self) + k);
}

void
ff_combine_add_columns (FfSql        *sql,
                        const FfWork *in,
                        GPtrArray    *columns)
{
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  for (guint c = 0; c < columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (columns, c);

      if (ff_columns_have (in->columns, column))
        {
          ff_sql_add (sql, ", i.");
          ff_sql_name (sql, column->name);
        }
      else
        {
          ff_sql_add (sql, ", ");
          sql->dialect->null (sql->text, &column->type);
        }
    }
}

static void
add_row_of (FfSql        *sql,
            const FfWork *in,
            GPtrArray    *columns,
            const char   *reason)
{
  ff_combine_add_columns (sql, in, columns);
  ff_work_add_reason (sql, reason);
  ff_sql_add (sql, "\n");
  ff_work_add_from_keys (sql, in);
}

/**
 * ff_combine_dup_reason:
 * @has: appends whether an other has the row at i
 *
 * Reasons are counted as the inputs are.
 *
 * Returns: (nullable): an expression for the row of the primary at i
 */
char *
ff_combine_dup_reason (FfStepRun     *self,
                       FfCombineHas   has,
                       gboolean       present,
                       GError       **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (self->step->reasons == NULL || self->step->n_inputs == 1)
    return ff_step_run_keep_reason (self, 0, error);

  ff_sql_add (sql, "CASE");
  for (guint n = 1; n < self->step->n_inputs; n++)
    {
      g_autofree char *reason = ff_step_run_keep_reason (self, n, error);

      if (reason == NULL)
        return NULL;

      ff_sql_add (sql, " WHEN ");
      has (self, sql, n, !present);
      ff_sql_addf (sql, " THEN %s", reason);
    }
  ff_sql_add (sql, " END");

  return g_strdup (sql->text->str);
}

static void
add_is_in_other (FfStepRun *self,
                 FfSql     *sql,
                 guint      n,
                 gboolean   negated)
{
  ff_work_add_is_in (sql, self->inputs[n], "i", negated);
}

static gboolean
print_union (FfStepRun  *self,
             GError    **error)
{
  FfWork *out = self->outputs[0];
  FfWork *none = self->outputs[1];
  g_autofree char *reason = ff_step_run_keep_reason (self, 0, error);
  g_autoptr (FfSql) empty = ff_sql_new (self->dialect);
  gint64 sum = 0;

  if (reason == NULL || !self->create (self, out, FF_WORK_KEYED, error))
    return FALSE;

  for (guint n = 0; n < self->step->n_inputs; n++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
      gint64 n_changed = -1;

      ff_work_add_insert (sql, out);
      add_row_of (sql, self->inputs[n], out->columns, "");
      if (n > 0)
        {
          ff_sql_add (sql, "\nWHERE ");
          ff_work_add_not_yet (sql, out, "i");
        }
      if (!self->execute (self, out, sql, &n_changed, error))
        return FALSE;

      sum = n_changed < 0 || sum < 0 ? -1 : sum + n_changed;
    }
  out->n_keys = sum;

  /* This union drops nobody. */
  add_row_of (empty, self->inputs[0], out->columns, reason);
  ff_sql_add (empty, " WHERE false");
  none->n_keys = 0;

  return self->define (self, none, empty, error);
}

/* Rows of input @n that no input before it has, and for which @not_in (nullable) holds nobody. */
static void
add_new_rows (FfStepRun    *self,
              FfSql        *sql,
              guint         n,
              const FfWork *not_in)
{
  const char *before = "\nWHERE ";

  if (not_in != NULL)
    {
      ff_sql_add (sql, before);
      ff_work_add_is_in (sql, not_in, "i", TRUE);
      before = "\nAND ";
    }

  for (guint other = 0; other < n; other++)
    {
      ff_sql_add (sql, before);
      ff_work_add_is_in (sql, self->inputs[other], "i", TRUE);
      before = "\nAND ";
    }
}

/* How many keys all inputs have together. */
static gboolean
count_union (FfStepRun  *self,
             gint64      n_common,
             gint64     *out_n,
             GError    **error)
{
  if (self->step->n_inputs <= 2)
    {
      *out_n = self->inputs[0]->n_keys;
      if (self->step->n_inputs == 2)
        *out_n += self->inputs[1]->n_keys - n_common;
      return TRUE;
    }

  *out_n = self->inputs[0]->n_keys;
  for (guint n = 1; n < self->step->n_inputs; n++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
      gint64 n_new = 0;

      ff_sql_add (sql, "SELECT count(*)\n");
      ff_work_add_from_keys (sql, self->inputs[n]);
      add_new_rows (self, sql, n, NULL);
      if (!self->ask (self, sql, &n_new, error))
        return FALSE;

      *out_n += n_new;
    }

  return TRUE;
}

static gboolean
print_against_others (FfStepRun  *self,
                      gboolean    exclude,
                      GError    **error)
{
  const FfWork *primary = self->inputs[0];
  FfWork *out = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, out);
  add_row_of (sql, primary, out->columns, "");
  for (guint n = 1; n < self->step->n_inputs; n++)
    {
      ff_sql_add (sql, n == 1 ? "\nWHERE " : "\nAND ");
      ff_work_add_is_in (sql, self->inputs[n], "i", exclude);
    }

  return ff_step_run_fill (self, out, sql, error);
}

static gboolean
print_intersection (FfStepRun  *self,
                    GError    **error)
{
  FfWork *out = self->outputs[0];
  FfWork *rest = self->outputs[1];
  g_autofree char *of_primary = ff_combine_dup_reason (self, add_is_in_other, FALSE, error);
  g_autofree char *of_others = ff_step_run_keep_reason (self, 0, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  gint64 n_union = 0;

  if (of_primary == NULL || of_others == NULL ||
      !print_against_others (self, FALSE, error) ||
      !count_union (self, out->n_keys, &n_union, error))
    return FALSE;

  for (guint n = 0; n < self->step->n_inputs; n++)
    {
      ff_sql_add (sql, n > 0 ? "\nUNION ALL\n" : "");
      add_row_of (sql, self->inputs[n], out->columns, n == 0 ? of_primary : of_others);
      add_new_rows (self, sql, n, n == 0 ? out : NULL);
    }
  rest->n_keys = n_union - out->n_keys;

  return self->define (self, rest, sql, error);
}

static gboolean
print_exclusion (FfStepRun  *self,
                 GError    **error)
{
  const FfWork *primary = self->inputs[0];
  FfWork *rest = self->outputs[1];
  g_autofree char *reason = ff_combine_dup_reason (self, add_is_in_other, TRUE, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (reason == NULL || !print_against_others (self, TRUE, error))
    return FALSE;

  add_row_of (sql, primary, primary->columns, reason);
  ff_sql_add (sql, "\nWHERE ");
  ff_work_add_is_in (sql, self->outputs[0], "i", TRUE);
  rest->n_keys = primary->n_keys >= 0 && self->outputs[0]->n_keys >= 0 ? primary->n_keys - self->outputs[0]->n_keys : -1;

  return self->define (self, rest, sql, error);
}

/* What is in one of the two and not in the other; what is in both is dropped. */
static gboolean
print_difference (FfStepRun  *self,
                  GError    **error)
{
  FfWork *out = self->outputs[0];
  FfWork *both = self->outputs[1];
  g_autofree char *reason = ff_step_run_keep_reason (self, 0, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  g_autoptr (FfSql) rest = ff_sql_new (self->dialect);

  if (reason == NULL)
    return FALSE;

  ff_work_add_insert (sql, out);
  for (guint n = 0; n < 2; n++)
    {
      ff_sql_add (sql, n > 0 ? "\nUNION ALL\n" : "");
      add_row_of (sql, self->inputs[n], out->columns, "");
      ff_sql_add (sql, "\nWHERE ");
      ff_work_add_is_in (sql, self->inputs[1 - n], "i", TRUE);
    }
  if (!ff_step_run_fill (self, out, sql, error))
    return FALSE;

  add_row_of (rest, self->inputs[0], out->columns, reason);
  ff_sql_add (rest, "\nWHERE ");
  ff_work_add_is_in (rest, self->inputs[1], "i", FALSE);
  both->n_keys = self->inputs[0]->n_keys < 0 || out->n_keys < 0 ? -1
                 : (self->inputs[0]->n_keys + self->inputs[1]->n_keys - out->n_keys) / 2;

  return self->define (self, both, rest, error);
}

gboolean
ff_sql_print_combine (FfStepRun  *self,
                      GError    **error)
{
  gboolean compares = ff_combine_get_n_keys (self) > 0;

  switch (self->step->how)
    {
    case FF_COMBINE_INTERSECTION:
      return compares ? ff_combine_print_by_columns (self, error) : print_intersection (self, error);
    case FF_COMBINE_EXCLUSION:
      return compares ? ff_combine_print_by_columns (self, error) : print_exclusion (self, error);
    case FF_COMBINE_DIFFERENCE:
      return compares ? ff_combine_print_by_columns (self, error) : print_difference (self, error);
    case FF_COMBINE_UNION:
    default:
      return compares || self->step->limit >= 0 || self->step->policy == FF_COLUMNS_ALL
             ? ff_combine_print_wide_union (self, error) : print_union (self, error);
    }
}
