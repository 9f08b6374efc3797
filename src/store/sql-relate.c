/* Change of dimension: the rows that a link leads to, and the source rows
 * that it leads nowhere from. The linked table is read once or looked up,
 * whichever reads less. */

#include "store/ff-step-sql.h"

typedef struct
{
  FfStepRun      *run;
  const FfWork   *in;
  FfWork         *out;
  FfWork         *unreachable;
  const FfEntity *source;
  const FfEntity *target;
  const FfLink   *link;
  gboolean        from_key;   /* the link's own columns are the source's key: its row is not needed */
} Relate;

/* A column of the link at the source: of the key, or of the row. */
static void
add_source_column (Relate *self,
                   FfSql  *sql,
                   guint   c)
{
  if (self->from_key)
    {
      for (guint k = 0; self->source->key[k] != NULL; k++)
        if (g_str_equal (self->source->key[k], self->link->columns[c]))
          ff_sql_addf (sql, "i.k%u", k + 1);
      return;
    }

  ff_sql_add (sql, "e.");
  ff_sql_name (sql, self->link->columns[c]);
}

static void
add_linked (Relate *self,
            FfSql  *sql)
{
  for (guint c = 0; self->link->columns[c] != NULL; c++)
    {
      ff_sql_add (sql, c > 0 ? " AND t." : "t.");
      ff_sql_name (sql, self->link->target_columns[c]);
      ff_sql_add (sql, " = ");
      add_source_column (self, sql, c);
    }
}

static void
add_source (Relate *self,
            FfSql  *sql)
{
  if (self->from_key)
    ff_work_add_from_keys (sql, self->in);
  else
    ff_work_add_from_work (sql, self->in);
}

/* FROM source and target, the source first. */
static void
add_from_source (Relate *self,
                 FfSql  *sql)
{
  add_source (self, sql);
  ff_sql_add (sql, sql->dialect->join);
  ff_work_add_table (sql, self->target);
  ff_sql_add (sql, " AS t ON ");
  add_linked (self, sql);
}

/* FROM target and source, the target first: it is read once from end to end. */
static void
add_from_target (Relate *self,
                 FfSql  *sql)
{
  ff_sql_add (sql, "FROM ");
  ff_work_add_table (sql, self->target);
  ff_sql_addf (sql, " AS t%s%s AS i ON ", sql->dialect->join, self->in->name);
  add_linked (self, sql);
}

static void
add_insert (Relate     *self,
            FfSql      *sql,
            const char *distinct)
{
  ff_work_add_insert (sql, self->out);
  ff_sql_addf (sql, "SELECT %s", distinct);
  ff_work_add_entity_keys (sql, "t", self->target);
  ff_work_add_carried (sql, "i", self->out->columns);
  ff_sql_add (sql, "\n");
}

/* Source rows without a linked row, kept as rows: there are few of them, as a rule. */
static gboolean
fill_unreachable (Relate  *self,
                  GError **error)
{
  g_autofree char *reason = ff_step_run_keep_reason (self->run, 0, error);
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);

  if (reason == NULL)
    return FALSE;

  ff_work_add_insert (sql, self->unreachable);
  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried (sql, "i", self->in->columns);
  ff_work_add_reason (sql, reason);
  ff_sql_add (sql, "\n");
  add_source (self, sql);
  ff_sql_add (sql, "\nWHERE NOT EXISTS (SELECT 1 FROM ");
  ff_work_add_table (sql, self->target);
  ff_sql_add (sql, " AS t WHERE ");
  add_linked (self, sql);
  ff_sql_add (sql, ")");

  return ff_step_run_fill (self->run, self->unreachable, sql, error);
}

/* The same where the linked rows cannot be looked up: all minus who is met while reading them once. */
static gboolean
define_unreachable (Relate  *self,
                    GError **error)
{
  FfStepRun *run = self->run;
  FfWork *reached = run->add_work (run, self->source, NULL);
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  ff_work_add_insert (sql, reached);
  ff_sql_add (sql, sql->dialect->has_distinct_on ? "SELECT DISTINCT " : "SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_sql_add (sql, "\n");
  add_from_target (self, sql);
  ff_sql_add (sql, sql->dialect->has_distinct_on ? "" : "\nWHERE true ON CONFLICT DO NOTHING");

  return ff_step_run_fill (run, reached, sql, error) &&
         ff_step_run_define_rest (run, self->unreachable, self->in, reached, error);
}

/* Several source rows may lead to one: its columns are those of the lowest source key. */
static gboolean
fill_first (Relate  *self,
            GError **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);

  if (sql->dialect->has_distinct_on)
    {
      g_autoptr (FfSql) keys = ff_sql_new (sql->dialect);
      g_autofree char *distinct = NULL;

      ff_work_add_entity_keys (keys, "t", self->target);
      distinct = g_strdup_printf ("DISTINCT ON (%s) ", keys->text->str);
      add_insert (self, sql, distinct);
      add_from_source (self, sql);
      ff_sql_addf (sql, "\nORDER BY %s, ", keys->text->str);
      ff_work_add_key_order (sql, "i", self->source);
    }
  else
    {
      add_insert (self, sql, "");
      add_from_source (self, sql);
      ff_sql_add (sql, "\nWHERE true\nORDER BY ");
      ff_work_add_key_order (sql, "i", self->source);
      ff_sql_add (sql, "\nON CONFLICT DO NOTHING");
    }

  return ff_step_run_fill (self->run, self->out, sql, error);
}

/* Several source rows may lead to one, which takes values from all of them. */
static gboolean
fill_merged (Relate  *self,
             GError **error)
{
  FfStep *step = self->run->step;
  guint n_keys = ff_work_get_n_keys (self->out);
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);
  g_autoptr (FfSql) order = ff_sql_new (sql->dialect);
  g_autoptr (GString) by = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (NULL);
  FfGroups groups;

  ff_work_add_key_order (order, "d", self->source);
  for (guint k = 1; k <= n_keys; k++)
    {
      g_string_append_printf (by, "%sd.g%u", k > 1 ? ", " : "", k);
      g_string_append_printf (keys, "%sh.g%u", k > 1 ? ", " : "", k);
    }
  groups = (FfGroups) { by->str, order->text->str, keys->str };

  ff_merge_begin (sql, step, self->out, &groups);
  ff_sql_add (sql, "    SELECT ");
  ff_work_add_keys (sql, "i", ff_work_get_n_keys (self->in));
  ff_work_add_carried_numbered (sql, "i", self->in->columns);
  for (guint k = 0; k < n_keys; k++)
    {
      ff_sql_add (sql, ", t.");
      ff_sql_name (sql, self->target->key[k]);
      ff_sql_addf (sql, " AS g%u", k + 1);
    }
  ff_merge_add_values (sql, step);
  ff_sql_add (sql, "\n    ");
  ff_work_add_from_work (sql, self->in);
  ff_sql_add (sql, sql->dialect->join);
  ff_work_add_table (sql, self->target);
  ff_sql_add (sql, " AS t ON ");
  add_linked (self, sql);
  ff_merge_end (sql, step, self->out, &groups);

  return ff_step_run_fill (self->run, self->out, sql, error);
}

/* From the source's key every linked row has one source row. */
static gboolean
fill_all (Relate   *self,
          gboolean  read_once,
          GError  **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);

  add_insert (self, sql, "");
  if (read_once)
    add_from_target (self, sql);
  else
    add_from_source (self, sql);

  return ff_step_run_fill (self->run, self->out, sql, error);
}

static gboolean
count_met (Relate  *self,
           GError **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (self->run->dialect);

  ff_sql_add (sql, "SELECT count (*)\n");
  add_from_source (self, sql);

  return self->run->ask (self->run, sql, &self->out->n_rows, error);
}

gboolean
ff_sql_print_relate (FfStepRun  *self,
                     GError    **error)
{
  FfStep *step = self->step;
  gboolean looked_up;
  Relate relate = {
    .run = self,
    .in = self->inputs[0],
    .out = self->outputs[0],
    .unreachable = self->outputs[1],
    .source = self->inputs[0]->entity,
    .target = self->outputs[0]->entity,
    .link = step->link,
  };

  relate.from_key = g_strv_length (step->link->columns) == g_strv_length (relate.source->key);
  for (guint c = 0; step->link->columns[c] != NULL; c++)
    relate.from_key = relate.from_key && g_strv_contains ((const char *const *) relate.source->key, step->link->columns[c]);

  if (step->link->cardinality == FF_LINK_ONE)
    {
      if (!fill_unreachable (&relate, error) ||
          !(step->merges->len > 0 ? fill_merged (&relate, error) : fill_first (&relate, error)))
        return FALSE;

      /* Every source row that is not unreachable met exactly one. */
      relate.out->n_rows = relate.in->n_keys >= 0 ? relate.in->n_keys - relate.unreachable->n_keys : -1;
      return TRUE;
    }

  looked_up = self->is_selective (self, relate.target, step->link->target_columns, relate.in->n_keys);
  if (relate.from_key)
    return fill_all (&relate, !looked_up, error) &&
           (looked_up ? fill_unreachable (&relate, error) : define_unreachable (&relate, error));

  return fill_first (&relate, error) && count_met (&relate, error) && fill_unreachable (&relate, error);
}
