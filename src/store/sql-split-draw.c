/* Split by draws: each subset takes, from those that pass its rule, the first
 * of its order, of all or of each group. One after the other who was drawn
 * stands in a table by key, and all are sorted into their cells at the end;
 * overlapping, each draws from all into its cell. */

#include "store/sql-split-private.h"

/* The quota of subset @s as a number, or a query where the inbound was not counted. */
static void
add_quota (FfSplit *self,
           FfSql   *sql,
           guint    s,
           gint64   n_left)
{
  const FfQuota *quota = &self->subsets[s].quota;
  FfWork left = { .name = self->in->name, .entity = self->in->entity, .n_keys = n_left };

  if (quota->kind == FF_QUOTA_SHARE && self->sizes != NULL)
    ff_sql_integer (sql, self->sizes[s]);
  else
    ff_work_add_quota (sql, quota, &left);
}

/* FROM … of subset @s, from those not yet in @drawn (nullable), by the order of all. */
static void
add_draw (FfSplit      *self,
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

static void
add_group_names (FfSql      *sql,
                 const char *alias,
                 guint       n)
{
  for (guint g = 0; g < n; g++)
    ff_sql_addf (sql, "%s%s.g%u", g > 0 ? ", " : "", alias, g + 1);
}

/* What a share of each group is of: every row in, or what is left. */
static gboolean
is_of_left (const FfSubset *subset)
{
  return subset->quota.kind == FF_QUOTA_SHARE_LEFT;
}

static gboolean
is_of_groups (const FfSubset *subset)
{
  return subset->groups->len > 0 && subset->quota.kind != FF_QUOTA_ALL;
}

/* Before the statement of a draw of groups: the rows b, whether each is left and passes. At the top, because a rule that
 * stands inside of queries has less room in SQLite's parser. */
static void
add_rows_of_groups (FfSplit      *self,
                    FfSql        *sql,
                    guint         s,
                    const FfWork *drawn)
{
  const FfSubset *subset = &self->subsets[s];

  if (!is_of_groups (subset))
    return;

  ff_sql_add (sql, "WITH b AS (\n  SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried_numbered (sql, "i", self->cells->columns);
  for (guint g = 0; g < subset->groups->len; g++)
    {
      ff_sql_add (sql, ",\n  ");
      ff_work_add_rank_of (sql, g_ptr_array_index (subset->groups, g));
      ff_sql_addf (sql, " AS g%u", g + 1);
    }
  ff_work_add_order_values (sql, &subset->order, self->in->entity);
  if (drawn != NULL)
    {
      ff_sql_add (sql, ",\n  CASE WHEN ");
      ff_work_add_is_in (sql, drawn, "i", FALSE);
      ff_sql_add (sql, " THEN 0 ELSE 1 END AS is_left");
    }
  else
    ff_sql_add (sql, ",\n  1 AS is_left");
  if (subset->rule != NULL)
    {
      ff_sql_add (sql, ",\n  CASE WHEN ");
      ff_rule_compile (subset->rule, sql, &self->place);
      ff_sql_add (sql, " THEN 1 ELSE 0 END AS passes\n  ");
    }
  else
    ff_sql_add (sql, ",\n  1 AS passes\n  ");
  ff_work_add_from_work (sql, self->in);
  ff_sql_add (sql, "\n)\n");
}

/* FROM the rows n that pass, with their place in their group and the size of it. */
static void
add_draw_of_groups (FfSplit *self,
                    FfSql   *sql,
                    guint    s)
{
  const FfSubset *subset = &self->subsets[s];

  ff_sql_add (sql, "\nFROM (\n  SELECT w.*, row_number () OVER (PARTITION BY ");
  add_group_names (sql, "w", subset->groups->len);
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_order_by (sql, &subset->order, self->in->entity, "w");
  ff_sql_add (sql, ") AS place\n  FROM (\n    SELECT b.*, ");
  ff_sql_add (sql, is_of_left (subset) ? "sum (b.is_left)" : "count (*)");
  ff_sql_add (sql, " OVER (PARTITION BY ");
  add_group_names (sql, "b", subset->groups->len);
  ff_sql_add (sql, ") AS size\n    FROM b\n  ) AS w\n  WHERE w.is_left = 1 AND w.passes = 1\n) AS n\nWHERE n.place <= ");
  ff_work_add_group_quota (sql, self->subsets, self->n_subsets, s, self->run->step->split == FF_SPLIT_IN_TURN, "n.size");
}

/* How many the groups may have together, before subset @s draws. */
static gboolean
ask_wanted (FfSplit       *self,
            guint          s,
            const FfWork  *drawn,
            gint64        *out_wanted,
            GError       **error)
{
  const FfSubset *subset = &self->subsets[s];
  gsize start;
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);

  ff_sql_add (sql, "SELECT ");
  start = sql->text->len;
  ff_work_add_group_quota (sql, self->subsets, self->n_subsets, s, self->run->step->split == FF_SPLIT_IN_TURN, "n.size");
  ff_work_wrap_sum (sql, start);
  ff_sql_add (sql, " FROM (SELECT count (*) AS size ");
  ff_work_add_from_work (sql, self->in);
  if (drawn != NULL && is_of_left (subset))
    {
      ff_sql_add (sql, " WHERE ");
      ff_work_add_is_in (sql, drawn, "i", TRUE);
    }
  ff_sql_add (sql, " GROUP BY ");
  for (guint g = 0; g < subset->groups->len; g++)
    {
      ff_sql_add (sql, g > 0 ? ", " : "");
      ff_work_add_rank_of (sql, g_ptr_array_index (subset->groups, g));
    }
  ff_sql_add (sql, ") AS n");

  return self->run->ask (self->run, sql, out_wanted, error);
}

/* Runs the draw that @sql begins, and finds out what it took and what it lacks. */
static gboolean
draw (FfSplit       *self,
      FfSql         *sql,
      guint          s,
      const FfWork  *into,
      const FfWork  *drawn,
      gint64         n_left,
      gint64        *out_drawn,
      GError       **error)
{
  const FfSubset *subset = &self->subsets[s];
  const FfQuota *quota = &subset->quota;
  gboolean grouped = is_of_groups (subset);
  gint64 wanted = 0;

  if (grouped && !ask_wanted (self, s, drawn, &wanted, error))
    return FALSE;

  if (grouped)
    add_draw_of_groups (self, sql, s);
  else
    add_draw (self, sql, s, drawn, n_left);

  *out_drawn = -1;
  if (!self->run->execute (self->run, into, sql, out_drawn, error))
    return FALSE;

  if (!grouped && quota->kind == FF_QUOTA_COUNT)
    wanted = quota->count;
  else if (!grouped && quota->kind == FF_QUOTA_SHARE && self->sizes != NULL)
    wanted = self->sizes[s];
  else if (!grouped && n_left >= 0)
    wanted = ff_quota_share (quota, n_left);
  self->missing[s] = quota->kind == FF_QUOTA_ALL ? 0 : *out_drawn < 0 ? -1 : MAX (wanted - *out_drawn, 0);

  return TRUE;
}

/* The rows stand at i, or at n with their place in their group. */
static const char *
get_alias (const FfSubset *subset)
{
  return is_of_groups (subset) ? "n" : "i";
}

gboolean
ff_split_print_draws (FfSplit  *self,
                      GError  **error)
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
      gint64 n_drawn;

      add_rows_of_groups (self, sql, s, s > 0 ? drawn : NULL);
      ff_sql_addf (sql, "INSERT INTO %s (", drawn->name);
      ff_work_add_keys (sql, NULL, n_keys);
      ff_sql_add (sql, ", cell)\nSELECT ");
      ff_work_add_keys (sql, get_alias (&self->subsets[s]), n_keys);
      ff_sql_addf (sql, ", %u", s);
      if (!draw (self, sql, s, drawn, s > 0 ? drawn : NULL, n_left, &n_drawn, error))
        return FALSE;

      n_left = n_left < 0 || n_drawn < 0 ? -1 : n_left - n_drawn;
    }

  ff_split_add_insert (self, sort);
  ff_sql_addf (sort, "SELECT coalesce (d.cell, %u), ", self->n_subsets);
  ff_split_add_row (self, sort);
  ff_sql_add (sort, "\n");
  ff_work_add_from_keys (sort, self->in);
  ff_sql_addf (sort, " LEFT JOIN %s AS d ON ", drawn->name);
  ff_work_add_same_key (sort, "d", "i", n_keys);

  return run->execute (run, self->cells, sort, &self->cells->n_keys, error);
}

gboolean
ff_split_print_overlapping (FfSplit  *self,
                            GError  **error)
{
  FfStepRun *run = self->run;
  g_autoptr (FfSql) rest = ff_sql_new (run->dialect);

  for (guint s = 0; s < self->n_subsets; s++)
    {
      g_autoptr (FfSql) sql = ff_sql_new (run->dialect);
      const char *alias = get_alias (&self->subsets[s]);
      gint64 n_drawn;

      add_rows_of_groups (self, sql, s, NULL);
      ff_split_add_insert (self, sql);
      ff_sql_addf (sql, "SELECT %u, ", s);
      if (alias[0] == 'i')
        ff_split_add_row (self, sql);
      else
        {
          ff_work_add_keys (sql, alias, ff_work_get_n_keys (self->in));
          ff_work_add_numbered (sql, alias, self->cells->columns);
        }
      if (!draw (self, sql, s, self->cells, NULL, self->in->n_keys, &n_drawn, error))
        return FALSE;
    }

  ff_split_add_insert (self, rest);
  ff_sql_addf (rest, "SELECT %u, ", self->n_subsets);
  ff_split_add_row (self, rest);
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
