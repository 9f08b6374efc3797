/* Steps on PostgreSQL: their working tables are filled by the shared printers
 * (sql-*.c), each step under a savepoint, so that one which fails or is
 * cancelled leaves the earlier ones standing. Called through the interface, on
 * the store's thread. */

#include "store/ff-store-postgres-private.h"

#include <glib/gi18n-lib.h>

/* Looking up one row costs as much as reading so many. */
#define LOOK_UP 20

/* Queries inside of queries. */
#define MAX_DEPTH 3

typedef struct
{
  FfStepRun        run;
  FfStorePostgres *store;
  FfPostgresStep  *step;
  const char      *fingerprint;
} Running;

static gboolean
create_table (FfStepRun     *run,
              const FfWork  *work,
              FfWorkForm     form,
              GError       **error)
{
  return ff_store_postgres_create_work (((Running *) run)->store, (FfPostgresWork *) work, form, error);
}

static guint
deepest (Running *self)
{
  guint depth = 0;

  for (guint i = 0; i < self->run.step->n_reads; i++)
    depth = MAX (depth, ((FfPostgresWork *) self->run.inputs[i])->depth);

  return depth;
}

/* As a view would be: the columns get their names, whatever the query calls them. */
static gboolean
define_query (FfStepRun     *run,
              const FfWork  *work,
              FfSql         *select,
              GError       **error)
{
  Running *running = (Running *) run;
  FfPostgresWork *own = (FfPostgresWork *) work;
  g_autoptr (FfSql) sql = ff_sql_new (run->dialect);

  g_return_val_if_fail (select->values->len == 0, FALSE);

  ff_step_run_name_leaving (run, select);
  ff_sql_addf (sql, "(SELECT * FROM (%s) AS v (", select->text->str);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (work));
  ff_work_add_carried (sql, NULL, work->columns);
  ff_sql_add (sql, "))");
  g_free (own->work.name);
  own->work.name = g_strdup (sql->text->str);
  own->depth = deepest (running) + 1;

  return TRUE;
}

static gboolean
execute (FfStepRun     *run,
         const FfWork  *into,
         FfSql         *sql,
         gint64        *out_changed,
         GError       **error)
{
  Running *running = (Running *) run;
  FfPostgresWork *own = (FfPostgresWork *) into;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (PGresult) result = NULL;
  gint64 n;

  ff_step_run_name_leaving (run, sql);
  result = ff_store_postgres_query (running->store->db, sql, error);
  if (result == NULL)
    return FALSE;

  n = ff_postgres_get_changed (result);
  own->n_filled += n;
  if (out_changed != NULL)
    *out_changed = n;
  g_debug ("%s: %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " ms", into->name, n, (g_get_monotonic_time () - began) / 1000);

  return ff_store_postgres_take_statistics (running->store, own, error);
}

static gboolean
ask (FfStepRun  *run,
     FfSql      *sql,
     gint64     *out_value,
     GError    **error)
{
  Running *running = (Running *) run;
  g_autoptr (PGresult) result = NULL;

  ff_step_run_name_leaving (run, sql);
  result = ff_store_postgres_query (running->store->db, sql, error);
  if (result == NULL)
    return FALSE;

  *out_value = PQntuples (result) > 0 ? g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : 0;

  return TRUE;
}

static gboolean
is_selective (FfStepRun       *run,
              const FfEntity  *entity,
              char           **columns,
              gint64           n_parents)
{
  Running *running = (Running *) run;
  FfPostgresTable *table = g_hash_table_lookup (running->store->tables, entity->name);

  return table != NULL && n_parents >= 0 && ff_postgres_table_is_indexed (table, columns) && n_parents * LOOK_UP <= table->n_rows;
}

static gboolean
is_read (FfStep     *step,
         const char *table)
{
  return step->tables != NULL && g_strv_contains ((const char *const *) step->tables, table);
}

/* Looking up needs an index on every link that the rule may follow to many rows. */
static gboolean
has_few (FfStepRun *run,
         gint64     n_rows)
{
  Running *running = (Running *) run;
  FfStorePostgres *store = running->store;

  for (guint e = 0; e < ff_schema_get_n_entities (store->schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (store->schema, e);

      if (!is_read (run->step, entity->name) && entity != run->inputs[0]->entity)
        continue;

      for (guint l = 0; l < entity->links->len; l++)
        {
          const FfLink *link = g_ptr_array_index (entity->links, l);

          if (link->cardinality == FF_LINK_MANY && is_read (run->step, link->target) &&
              !is_selective (run, ff_schema_find_entity (store->schema, link->target), link->target_columns, n_rows))
            return FALSE;
        }
    }

  return TRUE;
}

static FfWork *
add_work (FfStepRun      *run,
          const FfEntity *entity,
          GPtrArray      *columns)
{
  Running *running = (Running *) run;
  FfPostgresWork *work = g_new0 (FfPostgresWork, 1);

  work->work = (FfWork) {
    .name = ff_store_postgres_dup_table_name (running->store, running->fingerprint),
    .entity = entity,
    .columns = columns != NULL ? g_ptr_array_ref (columns) : g_ptr_array_new (),
    .n_keys = -1,
    .n_rows = -1,
  };
  g_ptr_array_add (running->step->works, work);

  return &work->work;
}

/* A setting of the session under a name of ours: no table, no rights, and it goes back with the savepoint. */
static char *
keep_value (FfStepRun      *run,
            const FfValue  *value,
            GError        **error)
{
  Running *running = (Running *) run;
  g_autofree char *text = NULL;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *type = "TEXT";
  g_autofree char *name = NULL;

  switch (value->kind)
    {
    case FF_VALUE_INTEGER:
      text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
      type = "BIGINT";
      break;
    case FF_VALUE_REAL:
      text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value->real));
      type = "DOUBLE PRECISION";
      break;
    case FF_VALUE_TEXT:
      text = g_strdup (value->text);
      break;
    case FF_VALUE_NULL:
    default:
      return g_strdup ("CAST (NULL AS TEXT)");
    }

  running->store->n_names += 1;
  name = g_strdup_printf ("fanfare.value_%u", running->store->n_names);
  if (!ff_postgres_run (running->store->db, NULL, error, "SELECT set_config ($1, $2, false)", "tt", name, text))
    return NULL;

  return g_strdup_printf ("(SELECT CAST (current_setting ('%s') AS %s)%s)", name, type,
                          value->kind == FF_VALUE_TEXT ? running->store->dialect.by_code_point : "");
}

static const FfEntity *
find_entity (FfStorePostgres  *self,
             const FfEntity   *wanted,
             GError          **error)
{
  const FfEntity *entity = ff_schema_find_entity (self->schema, wanted->name);

  if (entity != NULL && entity->key != NULL)
    return entity;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
               entity == NULL ? _("The data has no table “%s”.") : _("The table “%s” has no key, so it cannot be counted."),
               wanted->name);

  return NULL;
}

static void
init_run (Running         *self,
          FfStorePostgres *store,
          FfStep          *step,
          const char      *fingerprint)
{
  self->store = store;
  self->fingerprint = fingerprint;
  self->step = ff_postgres_step_new (step);
  self->run = (FfStepRun) {
    .dialect = &store->dialect,
    .schema = store->schema,
    .step = step,
    .checked_links = store->checked_links,
    .create = create_table,
    .define = define_query,
    .execute = execute,
    .ask = ask,
    .is_selective = is_selective,
    .has_few = has_few,
    .add_work = add_work,
    .keep_value = keep_value,
  };
}

static void
clear_run (Running *self)
{
  g_clear_pointer (&self->step, ff_postgres_step_unref);
  g_free (self->run.inputs);
  g_free (self->run.outputs);
}

static gboolean
add_outputs (Running  *self,
             GError  **error)
{
  FfStep *step = self->run.step;

  self->run.outputs = g_new0 (FfWork *, step->n_outputs);
  for (guint o = 0; o < step->n_outputs; o++)
    {
      FfFlow flow = { step, o };
      const FfEntity *entity = find_entity (self->store, ff_flow_get_entity (flow), error);

      if (entity == NULL)
        return FALSE;

      self->run.outputs[o] = add_work (&self->run, entity, ff_flow_get_columns (flow));
    }

  return TRUE;
}

/* Tables of their own need nobody. */
static void
forget_needs (FfStorePostgres *self,
              FfPostgresStep  *step)
{
  for (guint w = 0; w < step->works->len; w++)
    if (!((FfPostgresWork *) g_ptr_array_index (step->works, w))->is_table)
      return;

  while (step->needs->len > 0)
    ff_store_postgres_let_go (self, g_ptr_array_steal_index (step->needs, step->needs->len - 1));
}

/* Queries read the tables of the input steps, so those stay as long as this step does. */
static gboolean
add_inputs (Running            *self,
            const char *const  *inputs,
            GError            **error)
{
  FfStep *step = self->run.step;

  self->run.inputs = g_new0 (FfWork *, MAX (step->n_reads, 1));
  for (guint i = 0; i < step->n_reads; i++)
    {
      FfPostgresStep *input = g_hash_table_lookup (self->store->steps, inputs[i]);
      FfPostgresWork *work = (FfPostgresWork *) ff_store_postgres_find_work (self->store, step->inputs[i], inputs[i], error);

      if (work == NULL)
        return FALSE;

      work->n_uses += 1;
      if (!work->is_table && (work->n_uses > 1 || work->depth >= MAX_DEPTH) && !ff_store_postgres_materialise (self->store, work, error))
        return FALSE;

      self->run.inputs[i] = &work->work;
      input->ref_count += 1;
      g_ptr_array_add (self->step->needs, input);
    }

  return TRUE;
}

/* A key that nobody holds to be unique may be there twice, and then no count is true. */
static gboolean
check_keys (Running  *self,
            GError  **error)
{
  for (guint w = 0; w < self->step->works->len; w++)
    {
      FfPostgresWork *work = g_ptr_array_index (self->step->works, w);

      if (work->is_table && work->is_checked && !ff_store_postgres_index_work (self->store, work, error))
        return FALSE;
    }

  return TRUE;
}

static void
tell_counts (FfPostgresStep *step,
             GArray         *out_counts)
{
  if (out_counts == NULL)
    return;

  g_array_set_size (out_counts, 0);
  for (guint o = 0; o < step->step->n_outputs; o++)
    {
      const FfWork *work = g_ptr_array_index (step->works, o);
      FfStepCount count = { work->n_keys, work->n_rows >= 0 ? work->n_rows : work->n_keys, MAX (work->n_missing, 0) };

      g_array_append_val (out_counts, count);
    }
}

gboolean
ff_store_postgres_has_step (FfStore    *store,
                            const char *fingerprint,
                            GArray     *out_counts)
{
  FfPostgresStep *step = g_hash_table_lookup (FF_STORE_POSTGRES (store)->steps, fingerprint);

  if (step == NULL)
    return FALSE;

  tell_counts (step, out_counts);

  return TRUE;
}

static gboolean
fill (Running  *self,
      GError  **error)
{
  FfPostgres *db = self->store->db;
  gboolean had_members = self->store->members != NULL;

  if (!ff_postgres_begin (db, NULL, error))
    return FALSE;
  if ((!ff_postgres_reads_audiences (self->run.step) || ff_store_postgres_find_members (self->store, error)) &&
      (self->run.step->op != FF_STEP_MEMBERS || ff_store_postgres_check_audience (self->store, self->run.step, error)) &&
      ff_step_run_print (&self->run, error) && check_keys (self, error) && ff_postgres_commit (db, error))
    return TRUE;

  ff_postgres_rollback (db);
  if (!had_members)
    ff_store_postgres_forget_members (self->store);

  return FALSE;
}

gboolean
ff_store_postgres_run_step (FfStore            *store,
                            FfStep             *step,
                            const char         *fingerprint,
                            const char *const  *inputs,
                            GArray             *out_counts,
                            GCancellable       *cancellable,
                            GError            **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  Running running;
  gboolean done;

  g_return_val_if_fail (self->is_evaluating, FALSE);

  if (ff_store_postgres_has_step (store, fingerprint, out_counts))
    return TRUE;

  ff_store_postgres_sweep (self);
  init_run (&running, self, step, fingerprint);
  running.run.cancellable = cancellable;
  ff_postgres_set_cancellable (self->db, cancellable);
  done = add_inputs (&running, inputs, &db_error) &&
         add_outputs (&running, &db_error) &&
         fill (&running, &db_error);
  ff_postgres_set_cancellable (self->db, NULL);

  if (done)
    {
      forget_needs (self, running.step);
      tell_counts (running.step, out_counts);
      g_hash_table_insert (self->steps, g_strdup (fingerprint), g_steal_pointer (&running.step));
    }
  clear_run (&running);
  self->used_usec = g_get_monotonic_time ();

  return done || ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
}

void
ff_store_postgres_drop_step (FfStore    *store,
                             const char *fingerprint)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autofree char *name = NULL;
  FfPostgresStep *step = NULL;

  if (!g_hash_table_steal_extended (self->steps, fingerprint, (gpointer *) &name, (gpointer *) &step))
    return;

  ff_store_postgres_let_go (self, step);
  ff_store_postgres_sweep (self);
}

FfWork *
ff_store_postgres_find_work (FfStorePostgres  *self,
                             FfFlow            flow,
                             const char       *fingerprint,
                             GError          **error)
{
  FfPostgresStep *step = g_hash_table_lookup (self->steps, fingerprint);

  if (step != NULL && flow.output < step->step->n_outputs)
    return g_ptr_array_index (step->works, flow.output);

  g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                       _("The working table is no longer there. Count again."));

  return NULL;
}

char *
ff_store_postgres_dup_sql (FfStore *store,
                           FfStep  *step,
                           guint    output)
{
  return ff_step_to_text (&ff_dialect_postgres, FF_STORE_POSTGRES (store)->schema, step, output);
}
