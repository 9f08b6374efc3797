/* The values of a column, counted by the database. Called by the engine's worker
 * and cli, on the store's thread. */

#include "store/ff-value-counts.h"

#include "base/ff-fold.h"
#include "store/ff-step-sql.h"

static void
clear_count (gpointer data)
{
  ff_value_clear (&((FfValueCount *) data)->value);
}

void
ff_value_counts_free (FfValueCounts *self)
{
  ff_value_clear (&self->least);
  ff_value_clear (&self->greatest);
  g_array_unref (self->values);
  g_free (self);
}

/* FROM (SELECT … AS v FROM the entity) AS x */
static void
add_from (FfSql          *sql,
          const FfEntity *entity,
          FfOperand      *operand)
{
  const FfSqlPlace place = { .entity_alias = "e" };

  ff_sql_add (sql, " FROM (SELECT ");
  ff_operand_compile_rank (operand, sql, &place);
  ff_sql_add (sql, " AS v FROM ");
  ff_work_add_table (sql, entity);
  ff_sql_add (sql, " AS e) AS x");
}

static void
add_find (FfSql      *sql,
          const char *find)
{
  g_autofree char *folded = ff_fold_lower (find, -1);

  ff_sql_addf (sql, " AND %s (", sql->dialect->position);
  sql->dialect->fold (sql->text, "v");
  ff_sql_add (sql, ", ");
  ff_sql_text (sql, folded);
  ff_sql_add (sql, ") > 0");
}

static gboolean
take_totals_cb (const FfValue *values,
                guint          n_values,
                gpointer       data)
{
  FfValueCounts *self = data;

  self->n_rows = values[0].integer;
  self->n_missing = values[0].integer - values[1].integer;
  self->n_distinct = values[2].integer;
  ff_value_copy (&values[3], &self->least);
  ff_value_copy (&values[4], &self->greatest);

  return TRUE;
}

static gboolean
take_value_cb (const FfValue *values,
               guint          n_values,
               gpointer       data)
{
  FfValueCounts *self = data;
  FfValueCount count = { .n_rows = values[1].integer };

  ff_value_copy (&values[0], &count.value);
  g_array_append_val (self->values, count);

  return TRUE;
}

static gboolean
read_all (FfValueCounts     *self,
          FfStore         *store,
          const FfEntity  *entity,
          FfOperand       *operand,
          const char      *find,
          guint            limit,
          GCancellable    *cancellable,
          GError         **error)
{
  const FfDialect *dialect = ff_store_get_dialect (store);
  g_autoptr (FfSql) totals = ff_sql_new (dialect);
  g_autoptr (FfSql) values = ff_sql_new (dialect);

  ff_sql_add (totals, "SELECT count (*), count (v), count (DISTINCT v), min (v), max (v)");
  add_from (totals, entity, operand);

  ff_sql_add (values, "SELECT v, count (*)");
  add_from (values, entity, operand);
  ff_sql_add (values, " WHERE v IS NOT NULL");
  if (find != NULL && ff_operand_get_type (operand)->kind == FF_KIND_TEXT)
    add_find (values, find);
  ff_sql_addf (values, " GROUP BY v ORDER BY count (*) DESC, v LIMIT %u", limit);

  return ff_store_ask (store, totals, take_totals_cb, self, cancellable, error) &&
         ff_store_ask (store, values, take_value_cb, self, cancellable, error);
}

/* A link to one row that leads to several would count rows twice. */
static gboolean
check_links (FfStore       *store,
             FfOperand     *operand,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new ();
  const FfVisit visit = ff_visit_followed (links);

  ff_operand_visit (operand, &visit);

  return ff_store_check_links (store, links, cancellable, error);
}

/**
 * ff_value_counts_read:
 * @store: on its thread, not between ff_store_begin() and ff_store_end()
 * @entity: whose rows are looked at
 * @operand: over @entity, without carried columns
 * @find: (nullable): only texts that contain it, case ignored
 * @limit: as many values at most
 * @cancellable: (nullable): stops the question in the database
 * @error: return location for a #FfStoreError
 *
 * Returns: (transfer full): the values in one snapshot, or %NULL
 */
FfValueCounts *
ff_value_counts_read (FfStore         *store,
                    const FfEntity  *entity,
                    FfOperand       *operand,
                    const char      *find,
                    guint            limit,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr (FfValueCounts) self = g_new0 (FfValueCounts, 1);
  g_auto (FfSnapshot) snapshot = { 0 };
  gboolean done;

  self->values = g_array_new (FALSE, TRUE, sizeof (FfValueCount));
  g_array_set_clear_func (self->values, clear_count);
  if (!ff_store_begin (store, cancellable, &snapshot, error))
    return NULL;

  done = check_links (store, operand, cancellable, error) &&
         read_all (self, store, entity, operand, find, limit, cancellable, error);
  ff_store_end (store);
  self->taken_at = snapshot.taken_at;

  return done ? g_steal_pointer (&self) : NULL;
}
