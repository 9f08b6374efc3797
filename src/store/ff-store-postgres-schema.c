/* The data model of a PostgreSQL database: every table, view and partitioned
 * table that the role may read, with keys and links as they are declared and
 * kinds from the columns' types. Called by ff-store-postgres.c when a store is
 * opened.
 *
 * A table is called by its name, and with its schema where the name alone is
 * not unique; those of “public” keep theirs. In statements the schema is always
 * written. */

#include "store/ff-store-postgres-private.h"

#include <stdlib.h>
#include <string.h>

/* What the role may read, without what belongs to extensions and to ourselves. Partitions are read through their table. */
#define READABLE \
  " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace" \
  " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition" \
  " AND n.nspname NOT IN ('information_schema', '" FF_POSTGRES_OWN "', '" FF_POSTGRES_WORK "') AND n.nspname !~ '^pg_'" \
  " AND pg_catalog.has_schema_privilege (n.oid, 'USAGE') AND pg_catalog.has_any_column_privilege (c.oid, 'SELECT')" \
  " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"

static const char tables_sql[] =
  "SELECT c.oid, n.nspname, c.relname,"
  " CASE WHEN c.relkind = 'p' THEN (SELECT sum (greatest (p.reltuples, 0)) FROM pg_catalog.pg_partition_tree (c.oid) AS t"
  "   JOIN pg_catalog.pg_class AS p ON p.oid = t.relid WHERE t.isleaf)"
  " WHEN c.reltuples > 0 OR c.relkind IN ('v', 'f') THEN c.reltuples ELSE pg_catalog.pg_relation_size (c.oid) / 100 END::bigint"
  READABLE " ORDER BY n.nspname = 'public' DESC, n.nspname, c.relname";

/* A column of a domain is of the domain's base type. */
static const char columns_sql[] =
  "SELECT a.attrelid, a.attname, pg_catalog.format_type (a.atttypid, a.atttypmod), t.typname, t.typcategory,"
  " CASE WHEN o.typtype = 'd' THEN o.typtypmod ELSE a.atttypmod END, a.attnotnull OR (o.typtype = 'd' AND o.typnotnull),"
  " CASE WHEN a.attcollation <> o.typcollation THEN"
  "   (SELECT pg_catalog.quote_ident (m.nspname) || '.' || pg_catalog.quote_ident (l.collname) FROM pg_catalog.pg_collation AS l"
  "    JOIN pg_catalog.pg_namespace AS m ON m.oid = l.collnamespace WHERE l.oid = a.attcollation) END,"
  " CASE WHEN t.typtype = 'e' THEN (SELECT pg_catalog.array_to_string (pg_catalog.array_agg (e.enumlabel ORDER BY e.enumsortorder), E'\\x1f')"
  "   FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid) END"
  " FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS o ON o.oid = a.atttypid"
  " JOIN pg_catalog.pg_type AS t ON t.oid = CASE WHEN o.typtype = 'd' THEN o.typbasetype ELSE o.oid END"
  " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT c.oid" READABLE ")"
  " AND pg_catalog.has_column_privilege (a.attrelid, a.attnum, 'SELECT') ORDER BY a.attrelid, a.attnum";

/* Whole indexes only: one on a part of the rows or on an expression promises nothing here. */
static const char indexes_sql[] =
  "SELECT i.indrelid, i.indexrelid, i.indisprimary, i.indisunique AND i.indimmediate, a.attname"
  " FROM pg_catalog.pg_index AS i CROSS JOIN LATERAL pg_catalog.unnest (i.indkey) WITH ORDINALITY AS k (attnum, place)"
  " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
  " WHERE i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts"
  " AND i.indrelid IN (SELECT c.oid" READABLE ")"
  " ORDER BY i.indrelid, i.indisprimary DESC, i.indexrelid, k.place";

static const char foreign_keys_sql[] =
  "SELECT f.conrelid, f.oid, f.confrelid, a.attname, b.attname"
  " FROM pg_catalog.pg_constraint AS f CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest (f.conkey), pg_catalog.unnest (f.confkey))"
  "   WITH ORDINALITY AS k (own, other, place)"
  " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.own"
  " JOIN pg_catalog.pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = k.other"
  " WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid IN (SELECT c.oid" READABLE ")"
  " ORDER BY f.conrelid, f.oid, k.place";

typedef struct
{
  FfPostgres      *db;
  GHashTable      *tables;     /* entity's name → FfPostgresTable */
  FfIntrospection  found;
  GHashTable      *by_oid;     /* as text → FfEntity, lent */
  GHashTable      *primary;    /* entity's name → GPtrArray of char*: the declared key */
} Introspection;

void
ff_postgres_table_free (FfPostgresTable *self)
{
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

gboolean
ff_postgres_table_is_indexed (FfPostgresTable  *self,
                              char            **columns)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (ff_columns_begin_with (g_ptr_array_index (self->indexes, i), columns))
      return TRUE;

  return FALSE;
}

static const char *
get (PGresult *result,
     int       row,
     int       column)
{
  return PQgetisnull (result, row, column) ? NULL : PQgetvalue (result, row, column);
}

static FfEntity *
find (Introspection *self,
      PGresult      *result,
      int            row,
      int            column)
{
  return g_hash_table_lookup (self->by_oid, PQgetvalue (result, row, column));
}

static gboolean
read_tables (Introspection  *self,
             GError        **error)
{
  g_autoptr (PGresult) result = ff_postgres_ask (self->db, error, tables_sql, NULL);

  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      const char *schema = PQgetvalue (result, r, 1);
      g_autofree char *name = g_strdup (PQgetvalue (result, r, 2));
      FfPostgresTable *table = g_new0 (FfPostgresTable, 1);
      FfEntity *entity;

      if (g_hash_table_contains (self->tables, name))
        {
          g_autofree char *plain = name;

          name = g_strconcat (schema, ".", plain, NULL);
        }

      entity = ff_entity_new (name);
      entity->schema_name = g_strdup (schema);
      entity->table_name = g_strdup (PQgetvalue (result, r, 2));
      table->indexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      table->n_rows = g_ascii_strtoll (PQgetvalue (result, r, 3), NULL, 10);
      ff_introspection_add_entity (&self->found, entity);
      g_hash_table_insert (self->tables, g_strdup (name), table);
      g_hash_table_insert (self->by_oid, g_strdup (PQgetvalue (result, r, 0)), entity);
    }

  return result != NULL;
}

/* Numbers that were declared without digits: as many as there are, as far as one looks. */
static gboolean
look_at_scale (Introspection  *self,
               FfEntity       *entity,
               const char     *name,
               FfType         *type,
               GError        **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_postgres);
  gint64 scale = 0;
  gboolean found = FALSE;
  g_autoptr (GError) db_error = NULL;

  ff_sql_add (sql, "SELECT max (pg_catalog.scale (x.v)) FROM (SELECT ");
  ff_sql_name (sql, name);
  ff_sql_add (sql, " AS v FROM ");
  ff_work_add_table (sql, entity);
  ff_sql_add (sql, " LIMIT 1000) AS x WHERE x.v NOT IN ('NaN', 'Infinity', '-Infinity')");

  ff_postgres_get_integer (self->db, &scale, &found, &db_error, sql->text->str, NULL);
  if (db_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&db_error));
      return FALSE;
    }

  if (!found || scale > 18)
    type->kind = FF_KIND_REAL;
  else if (scale == 0)
    type->kind = FF_KIND_INTEGER;
  else
    type->scale = (guint) scale;

  return TRUE;
}

static gboolean
read_columns (Introspection  *self,
              GError        **error)
{
  g_autoptr (PGresult) result = ff_postgres_ask (self->db, error, columns_sql, NULL);

  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      FfEntity *entity = find (self, result, r, 0);
      const char *name = PQgetvalue (result, r, 1);
      const char *collation = get (result, r, 7);
      const char *choices = get (result, r, 8);
      gint modifier = atoi (PQgetvalue (result, r, 5));
      FfType type;
      FfColumn *column;

      if (entity == NULL || !ff_postgres_guess_type (PQgetvalue (result, r, 3), PQgetvalue (result, r, 4), modifier, &type))
        continue;
      if (g_str_equal (PQgetvalue (result, r, 3), "numeric") && modifier < 0 && !look_at_scale (self, entity, name, &type, error))
        return FALSE;

      column = ff_entity_add_column (entity, name, &type);
      column->nullable = *PQgetvalue (result, r, 6) != 't';
      column->sql_type = g_strconcat (PQgetvalue (result, r, 2), collation != NULL ? " COLLATE " : "", collation, NULL);
      if (choices != NULL)
        column->choices = g_strsplit (choices, "\x1f", -1);
    }

  return result != NULL;
}

static void
take_index (Introspection *self,
            FfEntity      *entity,
            GPtrArray     *columns,
            gboolean       is_primary,
            gboolean       is_unique)
{
  FfPostgresTable *table = g_hash_table_lookup (self->tables, entity->name);

  g_ptr_array_add (columns, NULL);
  g_ptr_array_add (table->indexes, g_strdupv ((char **) columns->pdata));
  if (is_unique)
    g_ptr_array_add (g_hash_table_lookup (self->found.uniques, entity->name), g_strdupv ((char **) columns->pdata));
  g_ptr_array_set_size (columns, (gint) columns->len - 1);

  if (is_primary)
    {
      GPtrArray *key = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; c < columns->len; c++)
        g_ptr_array_add (key, g_strdup (g_ptr_array_index (columns, c)));
      g_hash_table_insert (self->primary, g_strdup (entity->name), key);
    }
}

static gboolean
read_indexes (Introspection  *self,
              GError        **error)
{
  g_autoptr (PGresult) result = ff_postgres_ask (self->db, error, indexes_sql, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  int n = result != NULL ? PQntuples (result) : 0;

  for (int r = 0; r < n; r++)
    {
      FfEntity *entity = find (self, result, r, 0);

      g_ptr_array_add (columns, g_strdup (PQgetvalue (result, r, 4)));
      if (r + 1 < n && g_str_equal (PQgetvalue (result, r, 1), PQgetvalue (result, r + 1, 1)))
        continue;

      if (entity != NULL)
        take_index (self, entity, columns, *PQgetvalue (result, r, 2) == 't', *PQgetvalue (result, r, 3) == 't');
      g_ptr_array_set_size (columns, 0);
    }

  return result != NULL;
}

static gboolean
read_foreign_keys (Introspection  *self,
                   GError        **error)
{
  g_autoptr (PGresult) result = ff_postgres_ask (self->db, error, foreign_keys_sql, NULL);
  FfForeignKey *key = NULL;

  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      FfEntity *child = find (self, result, r, 0);
      FfEntity *parent = find (self, result, r, 2);

      if (child == NULL || parent == NULL)
        continue;

      if (key == NULL || r == 0 || !g_str_equal (PQgetvalue (result, r, 1), PQgetvalue (result, r - 1, 1)))
        key = ff_introspection_add_foreign_key (&self->found, child, parent->name);
      ff_foreign_key_add_column (key, PQgetvalue (result, r, 3), PQgetvalue (result, r, 4));
    }

  return result != NULL;
}

static void
take_keys (Introspection *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint e = 0; e < self->found.entities->len; e++)
    {
      FfEntity *entity = g_ptr_array_index (self->found.entities, e);
      FfPostgresTable *table = g_hash_table_lookup (self->tables, entity->name);
      GPtrArray *declared = g_hash_table_lookup (self->primary, entity->name);

      entity->key = ff_introspection_dup_key (&self->found, entity, declared != NULL ? declared : none);
      table->is_keyed = entity->key != NULL;
      ff_label_entity (entity);
    }
}

/* The model that a store of ours carries, where an administrator put it: in the schema of Fanfare's own tables. */
static gboolean
read_model (Introspection  *self,
            FfModel        *model,
            gboolean       *out_has,
            GError        **error)
{
  g_autoptr (PGresult) has = NULL;
  g_autoptr (PGresult) rows = NULL;

  has = ff_postgres_ask (self->db, error,
                         "SELECT c.oid FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                         " WHERE n.nspname = '" FF_POSTGRES_OWN "' AND c.relname = 'model'"
                         " AND pg_catalog.has_schema_privilege (n.oid, 'USAGE') AND pg_catalog.has_table_privilege (c.oid, 'SELECT')", NULL);
  if (has == NULL)
    return FALSE;

  *out_has = PQntuples (has) > 0;
  if (!*out_has)
    return TRUE;

  rows = ff_postgres_ask (self->db, error,
                          "SELECT coalesce (entity, ''), coalesce (name, ''), role, coalesce (value, '') FROM \"" FF_POSTGRES_OWN "\".model"
                          " WHERE role IS NOT NULL ORDER BY coalesce (name, '') <> '', place", NULL);
  for (int r = 0; rows != NULL && r < PQntuples (rows); r++)
    if (!ff_model_add_row (model, PQgetvalue (rows, r, 0), PQgetvalue (rows, r, 1), PQgetvalue (rows, r, 2), PQgetvalue (rows, r, 3), error))
      return FALSE;

  return rows != NULL;
}

/**
 * ff_store_postgres_introspect:
 * @tables: filled: entity's name → #FfPostgresTable
 * @error: return location for a #FfDbError or #FfStoreError
 *
 * Returns: (transfer full): the data model, or %NULL
 */
FfSchema *
ff_store_postgres_introspect (FfPostgres  *db,
                              GHashTable  *tables,
                              GError     **error)
{
  g_autoptr (FfSchema) schema = ff_schema_new ();
  Introspection self = { db, tables, { NULL } };
  g_autoptr (FfModel) model = NULL;
  gboolean has_model = FALSE;
  gboolean read;

  ff_introspection_init (&self.found);
  model = ff_model_new (self.found.entities, schema);
  self.by_oid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.primary = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  read = read_tables (&self, error) && read_columns (&self, error) && read_indexes (&self, error);
  if (read)
    take_keys (&self);
  read = read && read_foreign_keys (&self, error);
  if (read)
    ff_introspection_add_links (&self.found);
  read = read && read_model (&self, model, &has_model, error);
  if (read)
    ff_introspection_finish (&self.found, schema, model);

  ff_introspection_clear (&self.found);
  g_hash_table_unref (self.by_oid);
  g_hash_table_unref (self.primary);

  return read ? g_steal_pointer (&schema) : NULL;
}
