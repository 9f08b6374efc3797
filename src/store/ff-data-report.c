/* What the data says of a data model, by a grouped scan of each table and link.
 * Called by the engine's worker and cli, on the store's thread. */

#include "store/ff-data-report.h"

#include "store/ff-step-sql.h"

typedef struct
{
  FfStore       *store;
  GCancellable  *cancellable;
  FfSchema      *schema;
} Asking;

static void
column_report_free (gpointer data)
{
  FfColumnReport *self = data;

  g_free (self->column);
  g_free (self);
}

static void
link_report_free (gpointer data)
{
  FfLinkReport *self = data;

  g_free (self->link);
  g_free (self->label);
  g_free (self->target);
  g_free (self->cardinality);
  g_free (self);
}

static void
table_report_free (gpointer data)
{
  FfTableReport *self = data;

  g_free (self->entity);
  g_free (self->label);
  g_free (self->key);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->links);
  g_free (self);
}

void
ff_data_report_free (FfDataReport *self)
{
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* The numbers of one row; NULL is 0. */
static gboolean
take_numbers_cb (const FfValue *values,
                 guint          n_values,
                 gpointer       data)
{
  gint64 *numbers = data;

  for (guint v = 0; v < n_values; v++)
    numbers[v] = values[v].kind == FF_VALUE_INTEGER ? values[v].integer : 0;

  return TRUE;
}

static gboolean
ask (Asking  *self,
     FfSql   *sql,
     gint64  *out_numbers,
     GError **error)
{
  return ff_store_ask (self->store, sql, take_numbers_cb, out_numbers, self->cancellable, error);
}

static FfSql *
sql_new (Asking *self)
{
  return ff_sql_new (ff_store_get_dialect (self->store));
}

static void
add_columns (FfSql       *sql,
             char       **columns,
             const char  *before,
             const char  *between,
             const char  *after)
{
  for (guint c = 0; columns[c] != NULL; c++)
    {
      ff_sql_add (sql, c == 0 ? before : between);
      ff_sql_name (sql, columns[c]);
      ff_sql_add (sql, after);
    }
}

/* ---- Rows and values. */

static FfOperand *
operand_new (FfSchema       *schema,
             const FfEntity *entity,
             const FfColumn *column)
{
  const FfScope scope = { .schema = schema, .entity = entity };
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *path = ff_json_new_array ();

  ff_json_take_element (path, ff_json_new_string (column->name));
  ff_json_take_member (json, "attribute", path);

  return ff_operand_parse (json, &scope, "", problems);
}

/* What stands there, less what its kind makes of it. */
static void
add_misfits (FfSql          *sql,
             FfSchema       *schema,
             const FfEntity *entity,
             const FfColumn *column)
{
  g_autoptr (FfOperand) operand = operand_new (schema, entity, column);
  const FfSqlPlace place = { .entity_alias = "e" };

  ff_sql_add (sql, ", count (e.");
  ff_sql_name (sql, column->name);
  ff_sql_add (sql, ") - count (");
  ff_operand_compile (operand, sql, &place);
  ff_sql_add (sql, ")");
}

static gboolean
can_misfit (const FfColumn *column)
{
  return column->type.loose || (column->type.own && column->type.kind != FF_KIND_TEXT && column->type.kind != FF_KIND_FLAG);
}

static gboolean
look_at_rows (Asking         *self,
              const FfEntity *entity,
              FfTableReport  *report,
              GError        **error)
{
  g_autoptr (FfSql) sql = sql_new (self);
  g_autofree gint64 *numbers = g_new0 (gint64, entity->columns->len + 1);
  guint n = 1;

  ff_sql_add (sql, "SELECT count (*)");
  for (guint c = 0; c < entity->columns->len; c++)
    if (can_misfit (g_ptr_array_index (entity->columns, c)))
      add_misfits (sql, self->schema, entity, g_ptr_array_index (entity->columns, c));
  ff_sql_add (sql, " FROM ");
  ff_work_add_table (sql, entity);
  ff_sql_add (sql, " AS e");

  if (!ask (self, sql, numbers, error))
    return FALSE;

  report->n_rows = numbers[0];
  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);
      FfColumnReport *misfit;

      if (!can_misfit (column) || numbers[n++] == 0)
        continue;

      misfit = g_new0 (FfColumnReport, 1);
      misfit->column = g_strdup (column->name);
      misfit->n_misfits = numbers[n - 1];
      g_ptr_array_add (report->columns, misfit);
    }

  return TRUE;
}

/* ---- Keys. */

static gboolean
look_at_key (Asking         *self,
             const FfEntity *entity,
             FfTableReport  *report,
             GError        **error)
{
  g_autoptr (FfSql) keyless = sql_new (self);
  g_autoptr (FfSql) repeated = sql_new (self);

  if (entity->key == NULL)
    return TRUE;

  report->key = g_strjoinv (", ", entity->key);
  ff_sql_add (keyless, "SELECT count (*) FROM ");
  ff_work_add_table (keyless, entity);
  add_columns (keyless, entity->key, " WHERE ", " OR ", " IS NULL");

  ff_sql_add (repeated, "SELECT CAST (sum (n) AS BIGINT) FROM (SELECT count (*) AS n FROM ");
  ff_work_add_table (repeated, entity);
  add_columns (repeated, entity->key, " WHERE ", " AND ", " IS NOT NULL");
  add_columns (repeated, entity->key, " GROUP BY ", ", ", "");
  ff_sql_add (repeated, " HAVING count (*) > 1) AS x");

  return ask (self, keyless, &report->n_keyless, error) && ask (self, repeated, &report->n_repeated, error);
}

/* ---- Links. */

/* How many rows have each value of the link's columns: k1 …, n. */
static void
add_groups (FfSql          *sql,
            const FfEntity *entity,
            char          **columns)
{
  ff_sql_add (sql, "(SELECT ");
  for (guint c = 0; columns[c] != NULL; c++)
    {
      ff_sql_name (sql, columns[c]);
      ff_sql_addf (sql, " AS k%u, ", c + 1);
    }
  ff_sql_add (sql, "count (*) AS n FROM ");
  ff_work_add_table (sql, entity);
  add_columns (sql, columns, " WHERE ", " AND ", " IS NOT NULL");
  add_columns (sql, columns, " GROUP BY ", ", ", "");
  ff_sql_add (sql, ")");
}

enum
{
  N_LINKING,   /* rows with values in the link's columns */
  N_PAIRS,
  LEAST,
  MOST,
  N_DANGLING,
  N_SEVERAL,
  N_SHARED,
  N_NUMBERS,
};

static void
print_link (FfSql          *sql,
            const FfEntity *entity,
            const FfEntity *target,
            const FfLink   *link)
{
  ff_sql_add (sql, "SELECT CAST (sum (a.n) AS BIGINT), CAST (sum (a.n * coalesce (b.n, 0)) AS BIGINT), min (coalesce (b.n, 0)), max (coalesce (b.n, 0)),"
                   " CAST (sum (CASE WHEN b.n IS NULL THEN a.n ELSE 0 END) AS BIGINT),"
                   " CAST (sum (CASE WHEN b.n > 1 THEN a.n ELSE 0 END) AS BIGINT),"
                   " CAST (sum (CASE WHEN b.n > 0 AND a.n > 1 THEN a.n ELSE 0 END) AS BIGINT) FROM ");
  add_groups (sql, entity, link->columns);
  ff_sql_add (sql, " AS a LEFT JOIN ");
  add_groups (sql, target, link->target_columns);
  ff_sql_add (sql, " AS b");
  for (guint c = 0; link->columns[c] != NULL; c++)
    ff_sql_addf (sql, "%s b.k%u = a.k%u", c == 0 ? " ON" : " AND", c + 1, c + 1);
}

static gboolean
look_at_link (Asking         *self,
              const FfEntity *entity,
              const FfLink   *link,
              FfTableReport  *report,
              GError        **error)
{
  const FfEntity *target = ff_schema_find_entity (self->schema, link->target);
  g_autoptr (FfSql) sql = sql_new (self);
  gint64 numbers[N_NUMBERS] = { 0 };
  FfLinkReport *found;

  if (target == NULL)
    return TRUE;

  print_link (sql, entity, target, link);
  if (!ask (self, sql, numbers, error))
    return FALSE;

  found = g_new0 (FfLinkReport, 1);
  found->link = g_strdup (link->name);
  found->label = g_strdup (link->label);
  found->target = g_strdup (link->target);
  found->cardinality = g_strdup (ff_link_get_cardinality_id (link));
  found->n_pairs = numbers[N_PAIRS];
  found->n_dangling = numbers[N_DANGLING];
  found->n_without = report->n_rows - numbers[N_LINKING] + numbers[N_DANGLING];
  found->least = found->n_without > 0 ? 0 : numbers[LEAST];
  found->most = numbers[MOST];
  found->n_several = numbers[N_SEVERAL];
  found->n_shared = numbers[N_SHARED];
  found->holds = (link->cardinality == FF_LINK_MANY || found->n_several == 0) &&
                 ((link->cardinality == FF_LINK_ONE && !link->exclusive) || found->n_shared == 0);
  g_ptr_array_add (report->links, found);

  return TRUE;
}

/* ---- The whole. */

static gboolean
look_at_table (Asking         *self,
               const FfEntity *entity,
               FfDataReport   *report,
               GError        **error)
{
  FfTableReport *table = g_new0 (FfTableReport, 1);

  table->entity = g_strdup (entity->name);
  table->label = g_strdup (entity->label_plural);
  table->columns = g_ptr_array_new_with_free_func (column_report_free);
  table->links = g_ptr_array_new_with_free_func (link_report_free);
  g_ptr_array_add (report->tables, table);

  if (!ff_store_read_changed_at (self->store, entity, &table->changed_at, error) ||
      !look_at_rows (self, entity, table, error) || !look_at_key (self, entity, table, error))
    return FALSE;

  for (guint l = 0; l < entity->links->len; l++)
    if (!look_at_link (self, entity, g_ptr_array_index (entity->links, l), table, error))
      return FALSE;

  return TRUE;
}

static FfDataReport *
look (Asking      *self,
      const char  *name,
      GError     **error)
{
  g_autoptr (FfDataReport) report = g_new0 (FfDataReport, 1);

  report->tables = g_ptr_array_new_with_free_func (table_report_free);
  for (guint e = 0; e < ff_schema_get_n_entities (self->schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (self->schema, e);

      if ((name == NULL || g_str_equal (name, entity->name)) && !look_at_table (self, entity, report, error))
        return NULL;
    }

  return g_steal_pointer (&report);
}

/**
 * ff_data_report_new:
 * @store: on its thread, not between ff_store_begin() and ff_store_end()
 * @entity: (nullable): one table, else all
 * @cancellable: (nullable): stops the question in the database
 * @error: return location for a #FfStoreError
 *
 * Reads every row of the tables, and those that their links lead to.
 *
 * Returns: (transfer full): what the data says, or %NULL
 */
FfDataReport *
ff_data_report_new (FfStore       *store,
                    const char    *entity,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Asking self = { store, cancellable, ff_store_get_schema (store) };
  g_auto (FfSnapshot) snapshot = { 0 };
  FfDataReport *report;

  if (!ff_store_begin (store, cancellable, &snapshot, error))
    return NULL;

  report = look (&self, entity, error);
  ff_store_end (store);
  if (report != NULL)
    report->taken_at = snapshot.taken_at;

  return report;
}

gboolean
ff_table_report_holds (const FfTableReport *self)
{
  gboolean holds = self->n_keyless == 0 && self->n_repeated == 0;

  for (guint l = 0; l < self->links->len; l++)
    holds = holds && ((FfLinkReport *) g_ptr_array_index (self->links, l))->holds;

  return holds;
}

/**
 * ff_data_report_holds:
 *
 * Returns: %TRUE if every key and cardinality of the model holds
 */
gboolean
ff_data_report_holds (FfDataReport *self)
{
  for (guint t = 0; t < self->tables->len; t++)
    if (!ff_table_report_holds (g_ptr_array_index (self->tables, t)))
      return FALSE;

  return TRUE;
}
