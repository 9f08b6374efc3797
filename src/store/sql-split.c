/* Split: subsets in order, each on what is left, or overlapping. Rows stand
 * in one table by cell, one cell per subset and the last for the rest, so that
 * an output is a range of it. Where no quota cuts, or all cut from the front
 * of one order, that is a single pass; otherwise subsets draw one after the
 * other and the table is filled at the end. */

#include "store/ff-step-sql.h"

typedef struct
{
  FfStepRun      *run;
  const FfSubset *subsets;
  guint           n_subsets;
  const FfWork   *in;
  FfWork         *cells;   /* cell, k…, carried */
  FfSqlPlace      place;
  gint64         *sizes;   /* quotas of the shares of the inbound; NULL when it is not counted */
} Split;

static const FfWork *
get_rest (Split *self)
{
  return self->run->outputs[self->n_subsets];
}

static void
add_insert_cells (Split *self,
                  FfSql *sql)
{
  ff_sql_addf (sql, "INSERT INTO %s (cell, ", self->cells->name);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (self->in));
  ff_work_add_carried (sql, NULL, self->cells->columns);
  ff_sql_add (sql, ")\n");
}

static void
add_row (Split *self,
         FfSql *sql)
{
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried (sql, "i", self->cells->columns);
}

/* The quota of subset @s as a number, or a query where the inbound was not counted. */
static void
add_quota (Split        *self,
           FfSql        *sql,
           guint         s,
           gint64        n_left)
{
  const FfQuota *quota = &self->subsets[s].quota;
  FfWork left = { .name = self->in->name, .entity = self->in->entity, .n_keys = n_left };

  if (quota->kind == FF_QUOTA_SHARE && self->sizes != NULL)
    ff_sql_integer (sql, self->sizes[s]);
  else
    ff_work_add_quota (sql, quota, &left);
}

/* By rules alone: one CASE, the first true rule wins. */
static gboolean
print_by_rules (Split   *self,
                GError **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);
  guint last = self->n_subsets;

  add_insert_cells (self, sql);
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
  add_row (self, sql);
  ff_sql_add (sql, "\n");
  ff_work_add_from_work (sql, self->in);

  return self->run->execute (self->run, self->cells, sql, &self->cells->n_keys, error);
}

/* From the front of one order: places in it, cut into ranges. */
static gboolean
print_by_places (Split   *self,
                 GError **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
  gint64 n_left = self->in->n_keys;
  gint64 last = 0;

  add_insert_cells (self, sql);
  ff_sql_add (sql, "SELECT CASE");
  for (guint s = 0; s < self->n_subsets; s++)
    {
      const FfQuota *quota = &self->subsets[s].quota;
      gint64 size = quota->kind == FF_QUOTA_SHARE ? self->sizes[s] : ff_quota_share (quota, n_left);

      size = MIN (size, n_left);
      last += size;
      n_left -= size;
      ff_sql_add (sql, "\n    WHEN n.place <= ");
      ff_sql_integer (sql, last);
      ff_sql_addf (sql, " THEN %u", s);
    }
  ff_sql_addf (sql, "\n    ELSE %u END, ", self->n_subsets);
  ff_work_add_keys (sql, "n", ff_work_get_n_keys (self->in));
  for (guint c = 0; c < self->cells->columns->len; c++)
    ff_sql_addf (sql, ", n.c%u", c + 1);
  ff_sql_add (sql, "\nFROM (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  for (guint c = 0; c < self->cells->columns->len; c++)
    {
      ff_sql_add (sql, ", i.");
      ff_sql_name (sql, ((FfColumn *) g_ptr_array_index (self->cells->columns, c))->name);
      ff_sql_addf (sql, " AS c%u", c + 1);
    }
  ff_sql_add (sql, ",\n    row_number () OVER (ORDER BY ");
  ff_work_add_order (sql, &self->subsets[0].order, self->in->entity);
  ff_sql_add (sql, ") AS place\n  ");
  ff_work_add_from_order (sql, self->in, &self->subsets[0].order);
  ff_sql_add (sql, "\n) AS n");

  return run->execute (run, self->cells, sql, &self->cells->n_keys, error);
}

/* SELECT … of subset @s, from those not yet in @drawn (nullable). */
static void
add_draw (Split        *self,
          FfSql        *sql,
          guint         s,
          const FfWork *drawn,
          gint64        n_left)
{
  const FfSubset *subset = &self->subsets[s];
  gboolean cuts = subset->quota.kind != FF_QUOTA_ALL;
  const char *before = "\nWHERE ";

  ff_sql_add (sql, "\n");
  if (subset->rule != NULL)
    ff_work_add_from_work (sql, self->in);
  else if (cuts)
    ff_work_add_from_order (sql, self->in, &subset->order);
  else
    ff_work_add_from_keys (sql, self->in);

  if (drawn != NULL)
    {
      ff_sql_add (sql, before);
      ff_work_add_is_in (sql, drawn, "i", TRUE);
      before = "\nAND ";
    }
  if (subset->rule != NULL)
    {
      ff_sql_add (sql, before);
      ff_rule_compile (subset->rule, sql, &self->place);
    }
  if (cuts)
    {
      ff_sql_add (sql, "\nORDER BY ");
      ff_work_add_order (sql, &subset->order, self->in->entity);
      ff_sql_add (sql, "\nLIMIT ");
      add_quota (self, sql, s, n_left);
    }
}

/* One after the other: who was drawn stands in a table by key, then all are sorted into their cells. */
static gboolean
print_by_draws (Split   *self,
                GError **error)
{
  FfStepRun *run = self->run;
  FfWork *drawn = run->add_work (run, self->in->entity, NULL);
  guint n_keys = ff_work_get_n_keys (self->in);
  gint64 n_left = self->in->n_keys;
  g_autoptr (FfSql) sort = ff_sql_new (run->dialect);

  if (!run->create (run, drawn, FF_WORK_DRAWN, error))
    return FALSE;

  for (guint s = 0; s < self->n_subsets; s++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
      gint64 n_drawn = 0;

      ff_sql_addf (sql, "INSERT INTO %s (", drawn->name);
      ff_work_add_keys (sql, NULL, n_keys);
      ff_sql_add (sql, ", cell)\nSELECT ");
      ff_work_add_keys (sql, "i", n_keys);
      ff_sql_addf (sql, ", %u", s);
      add_draw (self, sql, s, s > 0 ? drawn : NULL, n_left);
      if (!run->execute (run, drawn, sql, &n_drawn, error))
        return FALSE;

      n_left = n_left < 0 || n_drawn < 0 ? -1 : n_left - n_drawn;
    }

  add_insert_cells (self, sort);
  ff_sql_addf (sort, "SELECT coalesce (d.cell, %u), ", self->n_subsets);
  add_row (self, sort);
  ff_sql_add (sort, "\n");
  ff_work_add_from_keys (sort, self->in);
  ff_sql_addf (sort, " LEFT JOIN %s AS d ON ", drawn->name);
  ff_work_add_same_key (sort, "d", "i", n_keys);

  return run->execute (run, self->cells, sort, &self->cells->n_keys, error);
}

static gboolean
print_overlapping (Split   *self,
                   GError **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) rest = ff_sql_new (run->dialect);

  for (guint s = 0; s < self->n_subsets; s++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

      add_insert_cells (self, sql);
      ff_sql_addf (sql, "SELECT %u, ", s);
      add_row (self, sql);
      add_draw (self, sql, s, NULL, self->in->n_keys);
      if (!run->execute (run, self->cells, sql, NULL, error))
        return FALSE;
    }

  add_insert_cells (self, rest);
  ff_sql_addf (rest, "SELECT %u, ", self->n_subsets);
  add_row (self, rest);
  ff_sql_add (rest, "\n");
  ff_work_add_from_keys (rest, self->in);
  for (guint s = 0; s < self->n_subsets; s++)
    {
      ff_sql_addf (rest, "%sNOT EXISTS (SELECT 1 FROM %s AS x WHERE x.cell = %u AND ",
                   s == 0 ? "\nWHERE " : "\nAND ", self->cells->name, s);
      ff_work_add_same_key (rest, "x", "i", ff_work_get_n_keys (self->in));
      ff_sql_add (rest, ")");
    }

  return run->execute (run, self->cells, rest, NULL, error);
}

static gboolean
define_outputs (Split   *self,
                GError **error)
{
  FfStepRun *run = self->run;
  g_autofree char *reason = ff_step_run_keep_reason (run, 0, error);

  for (guint s = 0; s <= self->n_subsets && reason != NULL; s++)
    {
      g_autoptr (FfSql) count = ff_sql_new (run->dialect);
      g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

      ff_sql_addf (count, "SELECT count (*) FROM %s AS i WHERE i.cell = %u", self->cells->name, s);
      if (!run->ask (run, count, &run->outputs[s]->n_keys, error))
        return FALSE;

      ff_sql_add (sql, "SELECT ");
      add_row (self, sql);
      if (s == self->n_subsets)
        ff_work_add_reason (sql, reason);
      ff_sql_addf (sql, " FROM %s AS i WHERE i.cell = %u", self->cells->name, s);
      if (!run->define (run, run->outputs[s], sql, error))
        return FALSE;
    }

  return reason != NULL;
}

static gboolean
is_same_order (const FfOrder *a,
               const FfOrder *b)
{
  guint n_a = a->operands != NULL ? a->operands->len : 0;
  guint n_b = b->operands != NULL ? b->operands->len : 0;

  if (a->random || b->random)
    return a->random && b->random && a->seed == b->seed;

  if (n_a != n_b)
    return FALSE;

  for (guint o = 0; o < n_a; o++)
    {
      g_autofree char *text_a = ff_operand_dup_canonical (g_ptr_array_index (a->operands, o));
      g_autofree char *text_b = ff_operand_dup_canonical (g_ptr_array_index (b->operands, o));

      if (!g_str_equal (text_a, text_b) ||
          (a->descending != NULL && a->descending[o]) != (b->descending != NULL && b->descending[o]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_quotas (Split *self)
{
  for (guint s = 0; s < self->n_subsets; s++)
    if (self->subsets[s].quota.kind != FF_QUOTA_ALL)
      return TRUE;

  return FALSE;
}

/* Without rules and from one order, every subset takes the next of it. */
static gboolean
has_one_order (Split *self)
{
  for (guint s = 0; s < self->n_subsets; s++)
    if (self->subsets[s].rule != NULL ||
        self->subsets[s].quota.kind == FF_QUOTA_ALL ||
        !is_same_order (&self->subsets[0].order, &self->subsets[s].order))
      return FALSE;

  return TRUE;
}

gboolean
ff_sql_print_split (FfStepRun  *self,
                    GError    **error)
{
  FfStep *step = self->step;
  g_autofree gint64 *sizes = g_new0 (gint64, step->subsets->len + 1);
  gboolean printed;
  Split split = {
    .run = self,
    .subsets = (const FfSubset *) (gpointer) step->subsets->data,
    .n_subsets = step->subsets->len,
    .in = self->inputs[0],
    .place = { "e", "i", self->has_few (self, self->inputs[0]->n_keys) },
    .cells = self->add_work (self, step->entity, self->outputs[0]->columns),
  };

  g_return_val_if_fail (split.n_subsets > 0, FALSE);
  g_assert (get_rest (&split) == self->outputs[step->n_outputs - 1]);

  if (!self->create (self, split.cells, FF_WORK_CELLS, error))
    return FALSE;

  if (split.in->n_keys >= 0 && !step->overlapping)
    {
      ff_quota_apportion (split.subsets, split.n_subsets, split.in->n_keys, sizes);
      split.sizes = sizes;
    }

  if (step->overlapping)
    printed = print_overlapping (&split, error);
  else if (!has_quotas (&split))
    printed = print_by_rules (&split, error);
  else if (has_one_order (&split) && split.sizes != NULL)
    printed = print_by_places (&split, error);
  else
    printed = print_by_draws (&split, error);

  return printed && define_outputs (&split, error);
}
