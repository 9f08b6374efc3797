/* Intersection, exclusion and difference that compare columns: what the others
 * hold is read once, as the list of a membership. An empty value is in no
 * list, so it matches nothing. */

#include "store/sql-combine-private.h"

/* The values compared of the row at e and i, which is one of input @n or has its columns. */
static void
add_values (FfStepRun *self,
            FfSql     *sql,
            guint      n)
{
  for (guint k = 0; k < ff_combine_get_n_keys (self); k++)
    {
      ff_sql_add (sql, k > 0 ? ", " : "");
      ff_work_add_value_of (sql, ff_combine_get_key (self, n, k));
    }
}

/* Whether the row of input @own has the same values as some row of @in, which has the columns of input @n. */
static void
add_matches (FfStepRun    *self,
             FfSql        *sql,
             guint         own,
             guint         n,
             const FfWork *in,
             gboolean      negated)
{
  ff_sql_add (sql, "(");
  if (ff_combine_get_n_keys (self) > 1)
    ff_sql_add (sql, "(");
  add_values (self, sql, own);
  if (ff_combine_get_n_keys (self) > 1)
    ff_sql_add (sql, ")");
  ff_sql_add (sql, " IN (SELECT ");
  add_values (self, sql, n);
  ff_sql_add (sql, " ");
  ff_work_add_from_work (sql, in);
  ff_sql_add (sql, negated ? ")) IS NOT TRUE" : ")) IS TRUE");
}

static void
add_is_in_other (FfStepRun *self,
                 FfSql     *sql,
                 guint      n,
                 gboolean   negated)
{
  add_matches (self, sql, 0, n, self->inputs[n], negated);
}

static void
add_rows_of (FfStepRun    *self,
             FfSql        *sql,
             guint         n,
             const FfWork *into,
             const char   *reason)
{
  ff_work_add_insert (sql, into);
  ff_combine_add_columns (sql, self->inputs[n], self->outputs[0]->columns);
  ff_work_add_reason (sql, reason);
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, self->inputs[n]);
}

/* Rows of input @n that are neither kept nor, of the others, the same as a row kept. */
static gboolean
fill_rest_of (FfStepRun   *self,
              guint        n,
              const char  *reason,
              GError     **error)
{
  FfWork *rest = self->outputs[1];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
  gint64 n_changed = -1;

  add_rows_of (self, sql, n, rest, reason);
  ff_sql_add (sql, "\nWHERE ");
  ff_work_add_is_in (sql, self->outputs[0], "i", TRUE);
  if (n > 0 && self->step->how == FF_COMBINE_INTERSECTION)
    {
      ff_sql_add (sql, " AND ");
      add_matches (self, sql, n, 0, self->outputs[0], TRUE);
    }
  ff_sql_add (sql, " AND ");
  ff_work_add_not_yet (sql, rest, "i");
  if (!self->execute (self, rest, sql, &n_changed, error))
    return FALSE;

  rest->n_keys = n_changed < 0 ? -1 : MAX (rest->n_keys, 0) + n_changed;

  return TRUE;
}

static gboolean
print_against_others (FfStepRun  *self,
                      gboolean    exclude,
                      GError    **error)
{
  g_autofree char *of_primary = ff_combine_dup_reason (self, add_is_in_other, exclude, error);
  g_autofree char *of_others = ff_step_run_keep_reason (self, 0, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (of_primary == NULL || of_others == NULL)
    return FALSE;

  add_rows_of (self, sql, 0, self->outputs[0], "");
  for (guint n = 1; n < self->step->n_inputs; n++)
    {
      ff_sql_add (sql, n == 1 ? "\nWHERE " : "\nAND ");
      add_is_in_other (self, sql, n, exclude);
    }
  if (!ff_step_run_fill (self, self->outputs[0], sql, error) ||
      !self->create (self, self->outputs[1], FF_WORK_KEYED, error) ||
      !fill_rest_of (self, 0, of_primary, error))
    return FALSE;

  /* Rows of another dimension have no place beside the primary's. */
  for (guint n = 1; n < self->step->n_inputs && !exclude; n++)
    if (self->inputs[n]->entity == self->inputs[0]->entity && !fill_rest_of (self, n, of_others, error))
      return FALSE;

  return TRUE;
}

static gboolean
print_difference (FfStepRun  *self,
                  GError    **error)
{
  FfWork *out = self->outputs[0];
  g_autofree char *reason = ff_step_run_keep_reason (self, 0, error);
  gint64 sum = 0;

  if (reason == NULL || !self->create (self, out, FF_WORK_KEYED, error))
    return FALSE;

  for (guint n = 0; n < 2; n++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (self->dialect);
      gint64 n_changed = -1;

      add_rows_of (self, sql, n, out, "");
      ff_sql_add (sql, "\nWHERE ");
      add_matches (self, sql, n, 1 - n, self->inputs[1 - n], TRUE);
      ff_sql_add (sql, " AND ");
      ff_work_add_not_yet (sql, out, "i");
      if (!self->execute (self, out, sql, &n_changed, error))
        return FALSE;

      sum = n_changed < 0 || sum < 0 ? -1 : sum + n_changed;
    }
  out->n_keys = sum;

  return self->create (self, self->outputs[1], FF_WORK_KEYED, error) &&
         fill_rest_of (self, 0, reason, error) &&
         fill_rest_of (self, 1, reason, error);
}

gboolean
ff_combine_print_by_columns (FfStepRun  *self,
                             GError    **error)
{
  if (self->step->how == FF_COMBINE_DIFFERENCE)
    return print_difference (self, error);

  return print_against_others (self, self->step->how == FF_COMBINE_EXCLUSION, error);
}
