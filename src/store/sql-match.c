/* Match: the rows of an entity that are equal to the input's in what is
 * compared. A missing value is equal to nothing. */

#include "store/ff-step-sql.h"

static guint
get_n_compared (FfStep *step)
{
  return step->keys->len / 2;
}

static void
add_compared (FfSql  *sql,
              FfStep *step,
              gboolean of_entity)
{
  guint n = get_n_compared (step);

  for (guint c = 0; c < n; c++)
    {
      ff_sql_add (sql, c > 0 ? ", " : "");
      ff_work_add_value_of (sql, g_ptr_array_index (step->keys, of_entity ? n + c : c));
      ff_sql_addf (sql, " AS x%u", c + 1);
    }
}

/* The input's rows with what is compared, as s. */
static void
add_source (FfStepRun *self,
            FfSql     *sql)
{
  const FfWork *in = self->inputs[0];

  ff_sql_add (sql, "(\n    SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (in));
  ff_work_add_carried_numbered (sql, "i", in->columns);
  ff_sql_add (sql, ", ");
  add_compared (sql, self->step, FALSE);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, in);
  ff_sql_add (sql, "\n  ) AS s");
}

static void
add_is_equal (FfSql  *sql,
              FfStep *step)
{
  for (guint c = 0; c < get_n_compared (step); c++)
    ff_sql_addf (sql, "%st.x%u = s.x%u", c > 0 ? " AND " : "", c + 1, c + 1);
}

static void
add_found_keys (FfSql        *sql,
                const FfWork *out,
                const char   *alias)
{
  for (guint k = 1; k <= ff_work_get_n_keys (out); k++)
    ff_sql_addf (sql, "%s%s.g%u", k > 1 ? ", " : "", alias, k);
}

/* Every pair, with its place among those of the row, and their number. */
static void
add_pairs (FfStepRun *self,
           FfSql     *sql)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  const FfWork *out = self->outputs[0];
  guint n_keys = ff_work_get_n_keys (in);

  ff_sql_add (sql, "SELECT s.*, ");
  add_found_keys (sql, out, "t");
  ff_sql_add (sql, ", count (*) OVER (PARTITION BY ");
  ff_work_add_keys (sql, "s", n_keys);
  ff_sql_add (sql, ") AS n, row_number () OVER (PARTITION BY ");
  ff_work_add_keys (sql, "s", n_keys);
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &step->order, out->entity, "t");
  ff_sql_add (sql, ") AS place\n  FROM ");
  add_source (self, sql);
  ff_sql_add (sql, "\n  JOIN (\n    SELECT ");
  for (guint k = 0; out->entity->key[k] != NULL; k++)
    {
      ff_sql_add (sql, "e.");
      ff_sql_name (sql, out->entity->key[k]);
      ff_sql_addf (sql, " AS g%u, e.", k + 1);
      ff_sql_name (sql, out->entity->key[k]);
      ff_sql_addf (sql, " AS k%u, ", k + 1);
    }
  add_compared (sql, step, TRUE);
  ff_work_add_order_values (sql, &step->order, out->entity);
  ff_sql_add (sql, "\n    FROM ");
  ff_work_add_table (sql, out->entity);
  ff_sql_add (sql, " AS e\n  ) AS t ON ");
  add_is_equal (sql, step);
}

/* Several rows may find the same: its columns are those of the lowest source key. */
static gboolean
fill_matched (FfStepRun  *self,
              GError    **error)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  FfWork *out = self->outputs[0];
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  ff_work_add_insert (sql, out);
  ff_sql_add (sql, "SELECT ");
  add_found_keys (sql, out, "f");
  ff_work_add_numbered (sql, "f", in->columns);
  ff_sql_add (sql, ", f.n\nFROM (\n  SELECT p.*, row_number () OVER (PARTITION BY ");
  add_found_keys (sql, out, "p");
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_key_order (sql, "p", in->entity);
  ff_sql_add (sql, ") AS turn\n  FROM (\n  ");
  add_pairs (self, sql);
  ff_sql_add (sql, "\n  ) AS p");
  if (step->many != FF_MANY_ALL)
    ff_sql_add (sql, step->many == FF_MANY_FIRST ? "\n  WHERE p.place = 1" : "\n  WHERE p.n = 1");
  ff_sql_add (sql, "\n) AS f\nWHERE f.turn = 1");

  return ff_step_run_fill (self, out, sql, error);
}

static gboolean
fill_unmatched (FfStepRun  *self,
                GError    **error)
{
  FfStep *step = self->step;
  const FfWork *in = self->inputs[0];
  FfWork *unmatched = self->outputs[1];
  g_autofree char *none = ff_step_run_keep_reason (self, 0, error);
  g_autofree char *several = none != NULL ? ff_step_run_keep_reason (self, 1, error) : NULL;
  g_autoptr (FfSql) sql = ff_sql_new (self->dialect);

  if (several == NULL)
    return FALSE;

  ff_work_add_insert (sql, unmatched);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "s", ff_work_get_n_keys (in));
  ff_work_add_numbered (sql, "s", in->columns);
  if (none[0] != '\0')
    ff_sql_addf (sql, ", CASE WHEN t.n IS NULL THEN %s ELSE %s END", none, several);
  ff_sql_add (sql, "\nFROM ");
  add_source (self, sql);
  ff_sql_add (sql, "\nLEFT JOIN (\n  SELECT ");
  for (guint c = 1; c <= get_n_compared (step); c++)
    ff_sql_addf (sql, "y.x%u, ", c);
  ff_sql_add (sql, "count (*) AS n FROM (SELECT ");
  add_compared (sql, step, TRUE);
  ff_sql_add (sql, " FROM ");
  ff_work_add_table (sql, self->outputs[0]->entity);
  ff_sql_add (sql, " AS e) AS y GROUP BY ");
  for (guint c = 1; c <= get_n_compared (step); c++)
    ff_sql_addf (sql, "%sy.x%u", c > 1 ? ", " : "", c);
  ff_sql_add (sql, "\n) AS t ON ");
  add_is_equal (sql, step);
  ff_sql_add (sql, step->many == FF_MANY_UNMATCHED ? "\nWHERE t.n IS NULL OR t.n > 1" : "\nWHERE t.n IS NULL");

  return ff_step_run_fill (self, unmatched, sql, error);
}

gboolean
ff_sql_print_match (FfStepRun  *self,
                    GError    **error)
{
  return fill_matched (self, error) && fill_unmatched (self, error);
}
