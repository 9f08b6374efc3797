/* Split: subsets in order, each on what is left, or overlapping. Rows stand
 * in one table by cell, one cell per subset and the last for the rest, so that
 * an output is a range of it. Where no quota cuts, or all cut from the front
 * of one order, that is a single pass; otherwise subsets draw one after the
 * other (sql-split-draw.c), or take their shares of a hash (sql-split-hash.c). */

#include "store/sql-split-private.h"

void
ff_split_add_insert (FfSplit *self,
                     FfSql   *sql)
{
  ff_sql_addf (sql, "INSERT INTO %s (cell, ", self->cells->name);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (self->in));
  ff_work_add_carried (sql, NULL, self->cells->columns);
  ff_sql_add (sql, ")\n");
}

void
ff_split_add_row (FfSplit *self,
                  FfSql   *sql)
{
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried (sql, "i", self->cells->columns);
}

/* By rules alone: one CASE, the first true rule wins. */
static gboolean
print_by_rules (FfSplit *self,
                GError **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);
  guint last = self->n_subsets;

  ff_split_add_insert (self, sql);
  ff_sql_add (sql, "SELECT CASE");
  for (guint s = 0; s < self->n_subsets && last == self->n_subsets; s++)
    {
      if (self->subsets[s].rule == NULL)
        {
          last = s;
          break;
        }

      ff_sql_add (sql, "\n    WHEN ");
      ff_rule_compile (self->subsets[s].rule, sql, &self->place);
      ff_sql_addf (sql, " THEN %u", s);
    }
  if (last == 0)
    ff_sql_add (sql, " WHEN false THEN 0");
  ff_sql_addf (sql, "\n    ELSE %u END, ", last);
  ff_split_add_row (self, sql);
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, self->in);

  return self->run->execute (self->run, self->cells, sql, &self->cells->n_keys, error);
}

/* From the front of one order: places in it, cut into ranges. */
static gboolean
print_by_places (FfSplit *self,
                 GError **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
  gint64 n_left = self->in->n_keys;
  gint64 last = 0;

  ff_split_add_insert (self, sql);
  ff_sql_add (sql, "SELECT CASE");
  for (guint s = 0; s < self->n_subsets; s++)
    {
      const FfQuota *quota = &self->subsets[s].quota;
      gint64 wanted = quota->kind == FF_QUOTA_SHARE ? self->sizes[s]
                      : quota->kind == FF_QUOTA_COUNT ? quota->count : ff_quota_share (quota, n_left);
      gint64 size = CLAMP (wanted, 0, n_left);

      self->missing[s] = wanted - size;
      last += size;
      n_left -= size;
      ff_sql_add (sql, "\n    WHEN n.place <= ");
      ff_sql_integer (sql, last);
      ff_sql_addf (sql, " THEN %u", s);
    }
  ff_sql_addf (sql, "\n    ELSE %u END, ", self->n_subsets);
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (self->in));
  ff_work_add_numbered (sql, "n", self->cells->columns);
  ff_sql_add (sql, "\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried_numbered (sql, "i", self->cells->columns);
  ff_sql_add (sql, ",\n    row_number () OVER (ORDER BY ");
  ff_work_add_order (sql, &self->subsets[0].order, self->in->entity);
  ff_sql_add (sql, ") AS place\n  ");
  ff_work_add_from_order (sql, self->in, &self->subsets[0].order);
  ff_sql_add (sql, "\n) AS n");

  return run->execute (run, self->cells, sql, &self->cells->n_keys, error);
}

/* @output is the rows of one cell, with why they are dropped (""). */
static gboolean
define_cell (FfSplit     *self,
             FfWork      *output,
             guint        cell,
             const char  *reason,
             GError     **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) count = ff_sql_new (run->dialect);
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  ff_sql_addf (count, "SELECT count (*) FROM %s AS i WHERE i.cell = %u", self->cells->name, cell);
  if (!run->ask (run, count, &output->n_keys, error))
    return FALSE;

  ff_sql_add (sql, "SELECT ");
  ff_split_add_row (self, sql);
  ff_work_add_reason (sql, reason);
  ff_sql_addf (sql, " FROM %s AS i WHERE i.cell = %u", self->cells->name, cell);

  return run->define (run, output, sql, error);
}

/* The code of the row's cell. */
static void
add_code (FfSplit *self,
          FfSql   *sql)
{
  ff_sql_add (sql, "CASE i.cell");
  for (guint s = 0; s < self->n_subsets; s++)
    {
      ff_sql_addf (sql, " WHEN %u THEN ", s);
      ff_sql_text (sql, self->subsets[s].code);
    }
  ff_sql_add (sql, " END");
}

/* The codes of every cell that has the row. */
static void
add_codes (FfSplit *self,
           FfSql   *sql)
{
  ff_sql_add (sql, "substr (");
  for (guint s = 0; s < self->n_subsets; s++)
    {
      ff_sql_addf (sql, "%sCASE WHEN EXISTS (SELECT 1 FROM %s AS x WHERE x.cell = %u AND ", s > 0 ? "\n    || " : "", self->cells->name, s);
      ff_work_add_same_key (sql, "x", "i", ff_work_get_n_keys (self->in));
      ff_sql_add (sql, ") THEN ', ' || ");
      ff_sql_text (sql, self->subsets[s].code);
      ff_sql_add (sql, " ELSE '' END");
    }
  ff_sql_add (sql, ", 3)");
}

static gboolean
fill_one_table (FfSplit  *self,
                GError  **error)
{
  FfStepRun *run = self->run;
  FfWork *out = run->outputs[0];
  gboolean overlaps = run->step->split == FF_SPLIT_OVERLAPPING;
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  ff_work_add_insert (sql, out);
  ff_sql_add (sql, "SELECT ");
  ff_split_add_row (self, sql);
  ff_sql_add (sql, ", ");
  if (overlaps)
    {
      add_codes (self, sql);
      ff_sql_add (sql, "\n");
      ff_work_add_from_keys (sql, self->in);
      ff_sql_addf (sql, "\nWHERE NOT EXISTS (SELECT 1 FROM %s AS x WHERE x.cell = %u AND ", self->cells->name, self->n_subsets);
      ff_work_add_same_key (sql, "x", "i", ff_work_get_n_keys (self->in));
      ff_sql_add (sql, ")");
    }
  else
    {
      add_code (self, sql);
      ff_sql_addf (sql, "\nFROM %s AS i WHERE i.cell < %u", self->cells->name, self->n_subsets);
    }

  return ff_step_run_fill (run, out, sql, error);
}

static gboolean
define_outputs (FfSplit  *self,
                GError  **error)
{
  FfStepRun *run = self->run;
  guint n_outputs = run->step->n_outputs;
  g_autofree char *reason = ff_step_run_keep_reason (run, 0, error);

  if (reason == NULL || !define_cell (self, run->outputs[n_outputs - 1], self->n_subsets, reason, error))
    return FALSE;

  for (guint s = 0; s < self->n_subsets; s++)
    {
      FfWork *output = run->outputs[run->step->one_table ? 0 : s];

      output->n_missing = self->missing[s] < 0 || output->n_missing < 0 ? -1 : output->n_missing + self->missing[s];
      if (!run->step->one_table && !define_cell (self, output, s, "", error))
        return FALSE;
    }

  return !run->step->one_table || fill_one_table (self, error);
}

static gboolean
has_quotas (FfSplit *self)
{
  for (guint s = 0; s < self->n_subsets; s++)
    if (self->subsets[s].quota.kind != FF_QUOTA_ALL)
      return TRUE;

  return FALSE;
}

/* Without rules and from one order, every subset takes the next of it. */
static gboolean
has_one_order (FfSplit *self)
{
  for (guint s = 0; s < self->n_subsets; s++)
    if (self->subsets[s].rule != NULL ||
        self->subsets[s].groups->len > 0 ||
        self->subsets[s].quota.kind == FF_QUOTA_ALL ||
        (s > 0 && !ff_order_is_same (&self->subsets[0].order, &self->subsets[s].order)))
      return FALSE;

  return TRUE;
}

static gboolean
print_cells (FfSplit  *self,
             GError  **error)
{
  if (self->run->step->split == FF_SPLIT_OVERLAPPING)
    return ff_split_print_overlapping (self, error);
  if (self->run->step->split == FF_SPLIT_HASHED)
    return ff_split_print_hashed (self, error);
  if (!has_quotas (self))
    return print_by_rules (self, error);

  return has_one_order (self) && self->sizes != NULL ? print_by_places (self, error) : ff_split_print_draws (self, error);
}

gboolean
ff_sql_print_split (FfStepRun  *self,
                    GError    **error)
{
  FfStep *step = self->step;
  g_autofree gint64 *sizes = g_new0 (gint64, step->subsets->len + 1);
  g_autofree gint64 *missing = g_new0 (gint64, step->subsets->len + 1);
  FfSplit split = {
    .run = self,
    .subsets = (const FfSubset *) (gpointer) step->subsets->data,
    .n_subsets = step->subsets->len,
    .in = self->inputs[0],
    .place = { "e", "i", self->has_few (self, self->inputs[0]->n_keys) },
    .cells = self->add_work (self, step->entity, self->inputs[0]->columns),
    .missing = missing,
  };

  g_return_val_if_fail (split.n_subsets > 0, FALSE);

  if (!self->create (self, split.cells, FF_WORK_CELLS, error))
    return FALSE;

  if (split.in->n_keys >= 0 && step->split == FF_SPLIT_IN_TURN)
    {
      ff_quota_apportion (split.subsets, split.n_subsets, split.in->n_keys, sizes);
      split.sizes = sizes;
    }

  return print_cells (&split, error) && define_outputs (&split, error);
}
