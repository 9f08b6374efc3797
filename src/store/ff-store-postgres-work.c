/* Working tables of steps on PostgreSQL: names, statistics, indexes, and when
 * they go. Called by the backend's other files, on the store's thread.
 *
 * What is only defined, such as a rest, is no table: its query stands in
 * brackets where the table's name would. It becomes a table when a second step
 * reads it, when queries nest too deeply, or when somebody pages through it. */

#include "store/ff-store-postgres-private.h"

/* Without statistics the planner takes a new table for a few pages: right for so few rows. */
#define FEW_ROWS 1000

/* Above it a dropped table's room is given back at once, and not when the transaction ends. */
#define MANY_ROWS 10000

static void
work_free (gpointer data)
{
  FfPostgresWork *self = data;

  g_free (self->work.name);
  g_clear_pointer (&self->work.columns, g_ptr_array_unref);
  g_free (self);
}

FfPostgresStep *
ff_postgres_step_new (FfStep *step)
{
  FfPostgresStep *self = g_new0 (FfPostgresStep, 1);

  self->ref_count = 1;
  self->step = ff_step_ref (step);
  self->works = g_ptr_array_new_with_free_func (work_free);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_postgres_step_unref);

  return self;
}

void
ff_postgres_step_unref (FfPostgresStep *self)
{
  self->ref_count -= 1;
  if (self->ref_count > 0)
    return;

  g_ptr_array_unref (self->works);
  g_ptr_array_unref (self->needs);
  ff_step_unref (self->step);
  g_free (self);
}

/* Lets go of a step that nothing else reads any more, and of what it read. */
void
ff_store_postgres_let_go (FfStorePostgres *self,
                          FfPostgresStep  *step)
{
  if (step->ref_count == 1)
    {
      for (guint w = 0; w < step->works->len; w++)
        {
          FfPostgresWork *work = g_ptr_array_index (step->works, w);

          if (!work->is_table)
            continue;
          if (work->n_filled > MANY_ROWS)
            g_ptr_array_add (self->doomed, g_strdup_printf ("TRUNCATE %s", work->work.name));
          g_ptr_array_add (self->doomed, g_strdup_printf ("DROP TABLE %s", work->work.name));
        }
      while (step->needs->len > 0)
        ff_store_postgres_let_go (self, g_ptr_array_steal_index (step->needs, step->needs->len - 1));
    }

  ff_postgres_step_unref (step);
}

/**
 * ff_store_postgres_sweep:
 *
 * Drops what waits to be dropped, if nobody reads.
 */
void
ff_store_postgres_sweep (FfStorePostgres *self)
{
  g_autoptr (GError) error = NULL;
  gboolean swept = TRUE;

  if (self->doomed->len == 0 || self->n_readers > 0 || self->began_usec == 0 || !ff_postgres_begin (self->db, NULL, NULL))
    return;

  for (guint d = 0; swept && d < self->doomed->len; d++)
    swept = ff_postgres_exec (self->db, g_ptr_array_index (self->doomed, d), &error);

  if (!swept || !ff_postgres_commit (self->db, &error))
    {
      if (!ff_postgres_is_lost (self->db))
        g_warning ("Working tables stay: %s", error->message);
      ff_postgres_rollback (self->db);
    }
  g_ptr_array_set_size (self->doomed, 0);
}

char *
ff_store_postgres_dup_table_name (FfStorePostgres *self,
                                  const char      *what)
{
  self->n_names += 1;

  return g_strdup_printf ("%s.%s_%u_%.12s", self->has_work ? FF_POSTGRES_WORK : "pg_temp", self->tag, self->n_names, what);
}

static char *
dup_create (FfStorePostgres *self,
            const FfWork    *work,
            FfWorkForm       form)
{
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);

  ff_sql_addf (sql, "CREATE %s TABLE %s (", self->has_work ? "UNLOGGED" : "TEMP", work->name);
  if (form == FF_WORK_CELLS)
    ff_sql_add (sql, "cell integer NOT NULL, ");
  for (guint k = 0; work->entity->key[k] != NULL; k++)
    {
      const FfColumn *column = ff_entity_find_column (work->entity, work->entity->key[k]);

      ff_sql_addf (sql, "%sk%u %s NOT NULL", k > 0 ? ", " : "", k + 1, column->sql_type != NULL ? column->sql_type : "bigint");
    }
  for (guint c = 0; c < work->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (work->columns, c);

      ff_sql_add (sql, ", ");
      ff_sql_name (sql, column->name);
      sql->dialect->type (sql->text, &column->type);
    }
  ff_sql_add (sql, form == FF_WORK_DRAWN ? ", cell integer NOT NULL)" : ")");

  return g_strdup (sql->text->str);
}

/**
 * ff_store_postgres_create_work:
 * @error: return location for a #FfDbError
 *
 * Returns: %TRUE if there is the empty table of @work
 */
gboolean
ff_store_postgres_create_work (FfStorePostgres  *self,
                               FfPostgresWork   *work,
                               FfWorkForm        form,
                               GError          **error)
{
  FfPostgresTable *table = g_hash_table_lookup (self->tables, work->work.entity->name);
  g_autofree char *sql = dup_create (self, &work->work, form);

  work->is_table = TRUE;
  work->is_checked = form == FF_WORK_KEYED && (table == NULL || !table->is_keyed);
  self->n_tables += 1;

  return ff_postgres_exec (self->db, sql, error);
}

/* The planner's guesses about a new table are blind; with statistics it finds the join. */
gboolean
ff_store_postgres_take_statistics (FfStorePostgres  *self,
                                   FfPostgresWork   *work,
                                   GError          **error)
{
  g_autofree char *sql = NULL;

  if (work->n_filled < FEW_ROWS || work->n_filled < work->n_known * 2)
    return TRUE;

  work->n_known = work->n_filled;
  sql = g_strdup_printf ("ANALYZE %s", work->work.name);

  return ff_postgres_exec (self->db, sql, error);
}

/**
 * ff_store_postgres_materialise:
 * @error: return location for a #FfDbError
 *
 * Makes a table of what was a query. Those who read the query before still
 * do, so what it reads stays.
 *
 * Returns: %TRUE if @work is a table
 */
gboolean
ff_store_postgres_materialise (FfStorePostgres  *self,
                               FfPostgresWork   *work,
                               GError          **error)
{
  g_autofree char *query = work->work.name;
  FfPostgresWork table = *work;
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);
  g_autoptr (PGresult) result = NULL;

  table.work.name = ff_store_postgres_dup_table_name (self, "rest");
  table.depth = 0;
  ff_work_add_insert (sql, &table.work);
  ff_sql_addf (sql, "SELECT * FROM %s AS i", query);

  if (ff_postgres_begin (self->db, NULL, error))
    {
      if (ff_store_postgres_create_work (self, &table, FF_WORK_KEYED, error) &&
          (result = ff_store_postgres_query (self->db, sql, error)) != NULL)
        table.n_filled = ff_postgres_get_changed (result);

      if (result != NULL && ff_store_postgres_take_statistics (self, &table, error) && ff_postgres_commit (self->db, error))
        {
          *work = table;
          return TRUE;
        }
      ff_postgres_rollback (self->db);
    }

  g_free (table.work.name);
  work->work.name = g_steal_pointer (&query);

  return FALSE;
}

/**
 * ff_store_postgres_index_work:
 * @error: return location for a #FfDbError
 *
 * Sees to an index on the key of a table, in the order of pages. It fails when
 * a key is there twice.
 *
 * Returns: %TRUE if there is one
 */
gboolean
ff_store_postgres_index_work (FfStorePostgres  *self,
                              FfPostgresWork   *work,
                              GError          **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);

  if (work->is_indexed)
    return TRUE;

  ff_sql_addf (sql, "CREATE UNIQUE INDEX ON %s (", work->work.name);
  for (guint k = 0; work->work.entity->key[k] != NULL; k++)
    {
      const FfColumn *column = ff_entity_find_column (work->work.entity, work->work.entity->key[k]);

      ff_sql_addf (sql, "%sk%u%s", k > 0 ? ", " : "", k + 1,
                   column->type.kind == FF_KIND_TEXT && !column->type.loose ? sql->dialect->by_code_point : "");
    }
  ff_sql_add (sql, ")");
  if (!ff_postgres_exec (self->db, sql->text->str, error))
    return FALSE;

  work->is_indexed = TRUE;

  return TRUE;
}

/**
 * ff_store_postgres_make_pageable:
 * @error: return location for a #FfDbError
 *
 * The first rows of an order are found at once where an index has them; the
 * planner must not try to find them by reading an outer table in that order
 * and asking for each row whether it is in a query.
 *
 * Returns: %TRUE if pages of @work can be read
 */
gboolean
ff_store_postgres_make_pageable (FfStorePostgres  *self,
                                 FfPostgresWork   *work,
                                 GError          **error)
{
  gboolean made;

  if (work->work.n_keys >= 0 && work->work.n_keys < FEW_ROWS)
    return TRUE;
  if (!work->is_table && !ff_store_postgres_materialise (self, work, error))
    return FALSE;
  /* A table that is being read takes no index. */
  if (work->is_indexed || self->n_readers > 0)
    return TRUE;

  if (!ff_postgres_begin (self->db, NULL, error))
    return FALSE;
  made = ff_store_postgres_index_work (self, work, error) && ff_postgres_commit (self->db, error);
  if (!made)
    {
      work->is_indexed = FALSE;
      ff_postgres_rollback (self->db);
    }

  return made;
}
