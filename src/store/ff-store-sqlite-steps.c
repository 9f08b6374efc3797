/* Steps on SQLite: their working tables, in the connection's temporary
 * database, are filled by the shared printers (sql-*.c). Called through the
 * interface, on the store's thread.
 *
 * Names of tables are never used twice, and a table is only dropped while no
 * statement reads, because SQLite refuses it otherwise: until then its DROP
 * waits among the doomed. */

#include "store/ff-store-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* Rows to look up are few when they are less than one in so many. */
#define FEW 4

typedef struct
{
  FfStepRun      run;
  FfStoreSqlite *store;
  FfSqliteStep  *step;
} Running;

static void
work_free (gpointer data)
{
  FfWork *work = data;

  g_free (work->name);
  g_clear_pointer (&work->columns, g_ptr_array_unref);
  g_free (work);
}

static FfSqliteStep *
sqlite_step_new (FfStep *step)
{
  FfSqliteStep *self = g_new0 (FfSqliteStep, 1);

  self->ref_count = 1;
  self->step = ff_step_ref (step);
  self->works = g_ptr_array_new_with_free_func (work_free);
  self->statements = g_ptr_array_new_with_free_func (g_free);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_sqlite_step_unref);

  return self;
}

void
ff_sqlite_step_unref (FfSqliteStep *self)
{
  self->ref_count -= 1;
  if (self->ref_count > 0)
    return;

  g_ptr_array_unref (self->works);
  g_ptr_array_unref (self->statements);
  g_ptr_array_unref (self->needs);
  ff_step_unref (self->step);
  g_free (self);
}

/* Views first, then the tables they read. */
static void
doom (FfStoreSqlite *self,
      FfSqliteStep  *step)
{
  for (guint s = step->statements->len; s-- > 0;)
    g_ptr_array_add (self->doomed, g_strdup (g_ptr_array_index (step->statements, s)));
  g_ptr_array_set_size (step->statements, 0);
}

/* Lets go of a step that nothing else reads any more, and of what it read. */
static void
let_go (FfStoreSqlite *self,
        FfSqliteStep  *step)
{
  if (step->ref_count == 1)
    {
      doom (self, step);
      while (step->needs->len > 0)
        let_go (self, g_ptr_array_steal_index (step->needs, step->needs->len - 1));
    }

  ff_sqlite_step_unref (step);
}

/**
 * ff_store_sqlite_sweep:
 *
 * Drops what waits to be dropped, if nothing reads.
 */
void
ff_store_sqlite_sweep (FfStoreSqlite *self)
{
  sqlite3 *db = ff_sqlite_get_handle (self->db);

  if (self->doomed->len == 0)
    return;

  for (sqlite3_stmt *s = sqlite3_next_stmt (db, NULL); s != NULL; s = sqlite3_next_stmt (db, s))
    if (sqlite3_stmt_busy (s))
      return;

  for (guint d = 0; d < self->doomed->len; d++)
    {
      g_autoptr (GError) error = NULL;

      if (!ff_sqlite_exec (self->db, g_ptr_array_index (self->doomed, d), &error))
        g_warning ("A working table stays: %s", error->message);
    }

  g_ptr_array_set_size (self->doomed, 0);
}

gint64
ff_store_sqlite_count_roughly (FfStoreSqlite  *self,
                               const FfEntity *entity)
{
  FfSqliteTable *table = g_hash_table_lookup (self->tables, entity->name);
  g_autofree char *name = ff_sqlite_quote_name (entity->name);
  g_autofree char *sql = NULL;
  gint64 n = 0;

  if (table == NULL)
    return 0;
  if (table->n_rows >= 0)
    return table->n_rows;

  /* The greatest row number is found at once, and more than the rows at worst. */
  sql = g_strdup_printf (table->has_rowid ? "SELECT max (rowid) FROM main.%s" : "SELECT count (*) FROM main.%s", name);
  ff_sqlite_get_integer (self->db, &n, NULL, NULL, sql, NULL);
  table->n_rows = MAX (n, 0);

  return table->n_rows;
}

void
ff_sqlite_bind_sql (sqlite3_stmt *statement,
                    FfSql        *sql)
{
  for (guint v = 0; v < sql->values->len; v++)
    {
      const FfValue *value = &g_array_index (sql->values, FfValue, v);
      int place = (int) v + 1;

      switch (value->kind)
        {
        case FF_VALUE_INTEGER:
          sqlite3_bind_int64 (statement, place, value->integer);
          break;
        case FF_VALUE_REAL:
          sqlite3_bind_double (statement, place, value->real);
          break;
        case FF_VALUE_TEXT:
          sqlite3_bind_text (statement, place, value->text, -1, SQLITE_TRANSIENT);
          break;
        case FF_VALUE_NULL:
        default:
          sqlite3_bind_null (statement, place);
          break;
        }
    }
}

/**
 * ff_store_sqlite_prepare:
 *
 * Returns: (transfer none): the statement of @sql with its values bound, as ff_sqlite_prepare()
 */
sqlite3_stmt *
ff_store_sqlite_prepare (FfStoreSqlite  *self,
                         FfSql          *sql,
                         GError        **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (self->db, sql->text->str, error);

  if (statement != NULL)
    ff_sqlite_bind_sql (statement, sql);

  return statement;
}

static char *
dup_create (Running      *running,
            const FfWork *work,
            FfWorkForm    form)
{
  FfSqliteTable *table = g_hash_table_lookup (running->store->tables, work->entity->name);
  gboolean integer_key = (ff_entity_is_file (work->entity) || (table != NULL && table->integer_key)) && form != FF_WORK_CELLS;
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  guint n_keys = ff_work_get_n_keys (work);

  ff_sql_addf (sql, "CREATE TEMP TABLE %s (", work->name);
  if (form == FF_WORK_CELLS)
    ff_sql_add (sql, "cell INTEGER NOT NULL, ");

  /* Without declared types keys stay what they are. */
  if (integer_key)
    ff_sql_add (sql, "k1 INTEGER PRIMARY KEY");
  else
    for (guint k = 0; k < n_keys; k++)
      ff_sql_addf (sql, "%sk%u NOT NULL", k > 0 ? ", " : "", k + 1);

  if (work->columns != NULL)
    ff_work_add_carried (sql, NULL, work->columns);
  if (form == FF_WORK_DRAWN)
    ff_sql_add (sql, ", cell INTEGER NOT NULL");

  if (!integer_key)
    {
      ff_sql_add (sql, form == FF_WORK_CELLS ? ", PRIMARY KEY (cell, " : ", PRIMARY KEY (");
      ff_work_add_keys (sql, NULL, n_keys);
      ff_sql_add (sql, ")) WITHOUT ROWID");
    }
  else
    {
      ff_sql_add (sql, ")");
    }

  return g_strdup (sql->text->str);
}

static void
remember (Running    *running,
          const char *what,
          const char *name)
{
  g_ptr_array_add (running->step->statements, g_strdup_printf ("DROP %s IF EXISTS temp.%s", what, name));
}

static gboolean
create_table (FfStepRun     *run,
              const FfWork  *work,
              FfWorkForm     form,
              GError       **error)
{
  Running *running = (Running *) run;
  g_autofree char *sql = dup_create (running, work, form);

  remember (running, "TABLE", work->name);

  return ff_sqlite_exec (running->store->db, sql, error);
}

static gboolean
define_view (FfStepRun     *run,
             const FfWork  *work,
             FfSql         *select,
             GError       **error)
{
  Running *running = (Running *) run;
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);

  g_return_val_if_fail (select->values->len == 0, FALSE);

  ff_sql_addf (sql, "CREATE TEMP VIEW %s (", work->name);
  ff_work_add_keys (sql, NULL, ff_work_get_n_keys (work));
  ff_work_add_carried (sql, NULL, work->columns);
  ff_sql_add (sql, ") AS ");
  ff_step_run_name_leaving (run, select);
  ff_sql_add (sql, select->text->str);
  remember (running, "VIEW", work->name);

  return ff_sqlite_exec (running->store->db, sql->text->str, error);
}

static gboolean
execute (FfStepRun     *run,
         const FfWork  *into,
         FfSql         *sql,
         gint64        *out_changed,
         GError       **error)
{
  Running *running = (Running *) run;
  FfSqlite *db = running->store->db;
  gint64 began = g_get_monotonic_time ();
  sqlite3_stmt *statement;

  ff_step_run_name_leaving (run, sql);
  statement = ff_store_sqlite_prepare (running->store, sql, error);
  if (statement == NULL || !ff_sqlite_step (db, statement, NULL, error))
    return FALSE;

  if (out_changed != NULL)
    *out_changed = sqlite3_changes64 (ff_sqlite_get_handle (db));

  g_debug ("%s: %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " ms", into->name,
           (gint64) sqlite3_changes64 (ff_sqlite_get_handle (db)), (g_get_monotonic_time () - began) / 1000);

  return TRUE;
}

static gboolean
ask (FfStepRun  *run,
     FfSql      *sql,
     gint64     *out_value,
     GError    **error)
{
  Running *running = (Running *) run;
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  ff_step_run_name_leaving (run, sql);
  statement = ff_store_sqlite_prepare (running->store, sql, error);
  if (statement == NULL || !ff_sqlite_step (running->store->db, statement, &has_row, error))
    return FALSE;

  *out_value = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
is_selective (FfStepRun       *run,
              const FfEntity  *entity,
              char           **columns,
              gint64           n_parents)
{
  Running *running = (Running *) run;
  FfSqliteTable *table = g_hash_table_lookup (running->store->tables, entity->name);

  return table != NULL && ff_sqlite_table_is_indexed (table, columns) &&
         n_parents * FEW <= ff_store_sqlite_count_roughly (running->store, entity);
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
  FfStoreSqlite *store = running->store;

  if (n_rows * FEW > ff_store_sqlite_count_roughly (store, run->inputs[0]->entity))
    return FALSE;

  for (guint e = 0; e < ff_schema_get_n_entities (store->schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (store->schema, e);

      if (!is_read (run->step, entity->name) && entity != run->inputs[0]->entity)
        continue;

      for (guint l = 0; l < entity->links->len; l++)
        {
          const FfLink *link = g_ptr_array_index (entity->links, l);
          FfSqliteTable *table = g_hash_table_lookup (store->tables, link->target);

          if (link->cardinality == FF_LINK_MANY && is_read (run->step, link->target) &&
              (table == NULL || !ff_sqlite_table_is_indexed (table, link->target_columns)))
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
  FfWork *work = g_new0 (FfWork, 1);

  running->store->n_names += 1;
  work->name = g_strdup_printf (FF_OWN_PREFIX "work_%u", running->store->n_names);
  work->entity = entity;
  work->columns = columns != NULL ? g_ptr_array_ref (columns) : g_ptr_array_new ();
  work->n_keys = -1;
  work->n_rows = -1;
  g_ptr_array_add (running->step->works, work);

  return work;
}

static char *
keep_value (FfStepRun      *run,
            const FfValue  *value,
            GError        **error)
{
  Running *running = (Running *) run;
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  gint64 id;

  running->store->n_names += 1;
  id = running->store->n_names;

  ff_sql_add (sql, "INSERT INTO temp.fanfare_value (id, value) VALUES (");
  ff_sql_integer (sql, id);
  ff_sql_add (sql, ", ");
  ff_sql_value (sql, value);
  ff_sql_add (sql, ")");
  g_ptr_array_add (running->step->statements,
                   g_strdup_printf ("DELETE FROM temp.fanfare_value WHERE id = %" G_GINT64_FORMAT, id));

  {
    sqlite3_stmt *statement = ff_store_sqlite_prepare (running->store, sql, error);

    if (statement == NULL || !ff_sqlite_step (running->store->db, statement, NULL, error))
      return NULL;
  }

  return g_strdup_printf ("(SELECT value FROM temp.fanfare_value WHERE id = %" G_GINT64_FORMAT ")", id);
}

static const FfEntity *
find_entity (FfStoreSqlite   *self,
             const FfEntity  *wanted,
             GError         **error)
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
init_run (Running       *self,
          FfStoreSqlite *store,
          FfStep        *step)
{
  self->store = store;
  self->step = sqlite_step_new (step);
  self->run = (FfStepRun) {
    .dialect = &ff_dialect_sqlite,
    .schema = store->schema,
    .step = step,
    .checked_links = store->checked_links,
    .create = create_table,
    .define = define_view,
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
  g_clear_pointer (&self->step, ff_sqlite_step_unref);
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

/* Views read the tables of the input steps, so those stay as long as this step does. */
static gboolean
add_inputs (Running            *self,
            const char *const  *inputs,
            GError            **error)
{
  FfStep *step = self->run.step;

  self->run.inputs = g_new0 (FfWork *, MAX (step->n_reads, 1));
  for (guint i = 0; i < step->n_reads; i++)
    {
      FfSqliteStep *input = g_hash_table_lookup (self->store->steps, inputs[i]);

      self->run.inputs[i] = ff_store_sqlite_find_work (self->store, step->inputs[i], inputs[i], error);
      if (self->run.inputs[i] == NULL)
        return FALSE;

      input->ref_count += 1;
      g_ptr_array_add (self->step->needs, input);
    }

  return TRUE;
}

/* Tables of their own need nobody. */
static void
forget_needs (Running *self)
{
  for (guint s = 0; s < self->step->statements->len; s++)
    if (g_str_has_prefix (g_ptr_array_index (self->step->statements, s), "DROP VIEW"))
      return;

  g_ptr_array_set_size (self->step->needs, 0);
}

static void
tell_counts (FfSqliteStep *step,
             GArray       *out_counts)
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
ff_store_sqlite_has_step (FfStore    *store,
                          const char *fingerprint,
                          GArray     *out_counts)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  FfSqliteStep *step = g_hash_table_lookup (self->steps, fingerprint);

  if (step == NULL)
    return FALSE;

  tell_counts (step, out_counts);

  return TRUE;
}

gboolean
ff_store_sqlite_run_step (FfStore            *store,
                          FfStep             *step,
                          const char         *fingerprint,
                          const char *const  *inputs,
                          GArray             *out_counts,
                          GCancellable       *cancellable,
                          GError            **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) db_error = NULL;
  Running running;
  gboolean done;

  g_return_val_if_fail (self->holder != NULL, FALSE);

  if (ff_store_sqlite_has_step (store, fingerprint, out_counts))
    return TRUE;

  init_run (&running, self, step);
  running.run.cancellable = cancellable;
  ff_sqlite_set_cancellable (self->db, cancellable);
  done = add_inputs (&running, inputs, &db_error) &&
         add_outputs (&running, &db_error) &&
         (step->op != FF_STEP_MEMBERS || ff_store_sqlite_check_audience (self, step, &db_error)) &&
         ff_step_run_print (&running.run, &db_error);
  ff_sqlite_set_cancellable (self->db, NULL);

  if (done)
    {
      forget_needs (&running);
      tell_counts (running.step, out_counts);
      g_hash_table_insert (self->steps, g_strdup (fingerprint), g_steal_pointer (&running.step));
    }
  else
    {
      let_go (self, g_steal_pointer (&running.step));
    }
  clear_run (&running);

  return done || ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
}

void
ff_store_sqlite_drop_step (FfStore    *store,
                           const char *fingerprint)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autofree char *name = NULL;
  FfSqliteStep *step = NULL;

  if (!g_hash_table_steal_extended (self->steps, fingerprint, (gpointer *) &name, (gpointer *) &step))
    return;

  let_go (self, step);
  ff_store_sqlite_sweep (self);
}

FfWork *
ff_store_sqlite_find_work (FfStoreSqlite  *self,
                           FfFlow          flow,
                           const char     *fingerprint,
                           GError        **error)
{
  FfSqliteStep *step = g_hash_table_lookup (self->steps, fingerprint);

  if (step != NULL && flow.output < step->step->n_outputs)
    return g_ptr_array_index (step->works, flow.output);

  g_set_error_literal (error, FF_STORE_ERROR, FF_STORE_ERROR_FAILED,
                       _("The working table is no longer there. Count again."));

  return NULL;
}

char *
ff_store_sqlite_dup_sql (FfStore *store,
                         FfStep  *step,
                         guint    output)
{
  return ff_step_to_text (&ff_dialect_sqlite, FF_STORE_SQLITE (store)->schema, step, output);
}
