/* The data model of any SQLite file: tables, keys and links as they are
 * declared, kinds from declared types and a look at the data. The file's own
 * model, where it has one, corrects them (ff-model.c). Called by
 * ff-store-sqlite.c when a store is opened. */

#include "store/ff-store-sqlite-private.h"

#include <string.h>

typedef struct
{
  FfSqlite        *db;
  GHashTable      *tables;
  FfIntrospection  found;
} Introspection;

FfSqliteTable *
ff_sqlite_table_new (void)
{
  FfSqliteTable *self = g_new0 (FfSqliteTable, 1);

  self->indexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->n_rows = -1;

  return self;
}

void
ff_sqlite_table_free (FfSqliteTable *self)
{
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

/**
 * ff_sqlite_table_is_indexed:
 *
 * Returns: %TRUE if an index of the table begins with @columns, in any order
 */
gboolean
ff_sqlite_table_is_indexed (FfSqliteTable  *self,
                            char          **columns)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (ff_columns_begin_with (g_ptr_array_index (self->indexes, i), columns))
      return TRUE;

  return FALSE;
}

/* A PRAGMA with a table's name, as a query. */
static sqlite3_stmt *
ask_about (FfSqlite    *db,
           const char  *sql,
           const char  *name,
           GError     **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (db, sql, error);

  if (statement != NULL)
    sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);

  return statement;
}

static const char *
get_text (sqlite3_stmt *statement,
          int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* A column whose text compares otherwise than by code point is not held to be plain text. */
static gboolean
is_folded (FfSqlite   *db,
           const char *table,
           const char *column)
{
  const char *collation = NULL;

  return sqlite3_table_column_metadata (ff_sqlite_get_handle (db), "main", table, column,
                                        NULL, &collation, NULL, NULL, NULL) == SQLITE_OK &&
         g_strcmp0 (collation, "BINARY") != 0;
}

typedef struct
{
  char     *name;
  char     *declared;
  gboolean  not_null;
  gint      key_place;   /* 1 …; 0: not of the key */
} DeclaredColumn;

static void
declared_column_clear (gpointer data)
{
  DeclaredColumn *self = data;

  g_free (self->name);
  g_free (self->declared);
}

static GArray *
read_columns (Introspection  *self,
              const char     *table,
              GError        **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (DeclaredColumn));
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  g_array_set_clear_func (columns, declared_column_clear);
  statement = ask_about (self->db, "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo (?, 'main') WHERE hidden <> 1 ORDER BY cid",
                         table, error);
  if (statement == NULL)
    return NULL;

  while (ff_sqlite_step (self->db, statement, &has_row, error))
    {
      DeclaredColumn column;

      if (!has_row)
        return g_steal_pointer (&columns);

      column.name = g_strdup (get_text (statement, 0));
      column.declared = g_ascii_strup (get_text (statement, 1) != NULL ? get_text (statement, 1) : "", -1);
      column.not_null = sqlite3_column_int (statement, 2) != 0;
      column.key_place = sqlite3_column_int (statement, 3);
      g_array_append_val (columns, column);
    }

  return NULL;
}

/* Whole indexes only: one on a part of the rows or on an expression promises nothing here. */
static gboolean
read_indexes (Introspection  *self,
              FfEntity       *entity,
              FfSqliteTable  *table,
              GPtrArray      *uniques,
              GError        **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;
  gboolean is_plain = TRUE;
  g_autofree char *index = NULL;
  gboolean is_unique = FALSE;

  statement = ask_about (self->db,
                         "SELECT l.name, l.\"unique\", i.name FROM pragma_index_list (?, 'main') AS l, pragma_index_info (l.name, 'main') AS i"
                         " WHERE l.partial = 0 ORDER BY l.seq, i.seqno", entity->name, error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;

      if (index != NULL && (!has_row || !g_str_equal (index, get_text (statement, 0))))
        {
          g_ptr_array_add (columns, NULL);
          if (is_plain && is_unique)
            g_ptr_array_add (uniques, g_strdupv ((char **) columns->pdata));
          if (is_plain)
            g_ptr_array_add (table->indexes, g_strdupv ((char **) columns->pdata));
          g_ptr_array_set_size (columns, 0);
          g_clear_pointer (&index, g_free);
          is_plain = TRUE;
        }

      if (has_row)
        {
          if (index == NULL)
            index = g_strdup (get_text (statement, 0));
          is_unique = sqlite3_column_int (statement, 1) != 0;
          is_plain = is_plain && get_text (statement, 2) != NULL;
          g_ptr_array_add (columns, g_strdup (get_text (statement, 2)));
        }
    }
  while (has_row);

  return TRUE;
}

/* SQLite lets a declared key be NULL outside of STRICT tables; a row without key makes the key none. */
static gboolean
has_empty_keys (Introspection  *self,
                FfEntity       *entity,
                gboolean       *out_has,
                GError        **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT EXISTS (SELECT 1 FROM main.");
  g_autofree char *table = ff_sqlite_quote_name (entity->name);
  gint64 value = 0;

  g_string_append_printf (sql, "%s WHERE ", table);
  for (guint k = 0; entity->key[k] != NULL; k++)
    {
      g_autofree char *column = ff_sqlite_quote_name (entity->key[k]);

      g_string_append_printf (sql, "%s%s IS NULL", k > 0 ? " OR " : "", column);
    }
  g_string_append (sql, ")");

  if (!ff_sqlite_get_integer (self->db, &value, NULL, error, sql->str, NULL))
    return FALSE;

  *out_has = value != 0;

  return TRUE;
}

/* The declared key; without one, columns that are unique together and never NULL. */
static char **
dup_key (Introspection *self,
         GArray        *columns,
         FfEntity      *entity)
{
  g_autoptr (GPtrArray) declared = g_ptr_array_new ();

  for (gint place = 1; place <= (gint) columns->len; place++)
    for (guint c = 0; c < columns->len; c++)
      if (g_array_index (columns, DeclaredColumn, c).key_place == place)
        g_ptr_array_add (declared, g_array_index (columns, DeclaredColumn, c).name);

  return ff_introspection_dup_key (&self->found, entity, declared);
}

static gboolean
read_table (Introspection  *self,
            const char     *name,
            gboolean        without_rowid,
            gboolean        strict,
            GError        **error)
{
  FfEntity *entity = ff_entity_new (name);
  FfSqliteTable *table = ff_sqlite_table_new ();
  GPtrArray *uniques = ff_introspection_add_entity (&self->found, entity);
  g_autoptr (GArray) columns = NULL;
  gboolean has_empty = FALSE;
  gboolean asks_empty = FALSE;
  guint n_keys = 0;

  g_hash_table_insert (self->tables, g_strdup (name), table);
  table->has_rowid = !without_rowid;

  columns = read_columns (self, name, error);
  if (columns == NULL || !read_indexes (self, entity, table, uniques, error))
    return FALSE;

  for (guint c = 0; c < columns->len; c++)
    n_keys += g_array_index (columns, DeclaredColumn, c).key_place > 0;

  for (guint c = 0; c < columns->len; c++)
    {
      DeclaredColumn *declared = &g_array_index (columns, DeclaredColumn, c);
      gboolean is_rowid = n_keys == 1 && declared->key_place == 1 && !without_rowid && g_str_equal (declared->declared, "INTEGER");
      gboolean is_key = declared->key_place > 0;
      FfType type = { FF_KIND_INTEGER };
      FfColumn *column;
      gboolean usable = TRUE;

      if (!is_rowid && !ff_sqlite_guess_type (self->db, name, declared->name, declared->declared, strict, &type, &usable, error))
        return FALSE;
      if (!usable)
        continue;

      type.loose = !is_rowid && (!strict || is_folded (self->db, name, declared->name));
      column = ff_entity_add_column (entity, declared->name, &type);
      column->nullable = !is_rowid && !declared->not_null && !(is_key && (strict || without_rowid));
      asks_empty = asks_empty || (is_key && column->nullable);

      if (is_rowid || (is_key && n_keys == 1 && strict && type.kind == FF_KIND_INTEGER))
        {
          char *own[] = { declared->name, NULL };

          table->integer_key = TRUE;
          g_ptr_array_add (uniques, g_strdupv (own));
          g_ptr_array_add (table->indexes, g_strdupv (own));
        }
    }

  ff_label_entity (entity);
  entity->key = dup_key (self, columns, entity);

  if (entity->key != NULL && asks_empty && !has_empty_keys (self, entity, &has_empty, error))
    return FALSE;
  if (has_empty)
    g_clear_pointer (&entity->key, g_strfreev);

  return TRUE;
}

static gboolean
read_tables (Introspection  *self,
             GError        **error)
{
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (int));

  statement = ff_sqlite_prepare (self->db,
                                 "SELECT name, wr, strict FROM pragma_table_list"
                                 " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                                 " AND name NOT LIKE 'fanfare\\_%' ESCAPE '\\' ORDER BY name", error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (has_row)
        {
          int fact = (sqlite3_column_int (statement, 1) != 0) | (sqlite3_column_int (statement, 2) != 0) << 1;

          g_ptr_array_add (names, g_strdup (get_text (statement, 0)));
          g_array_append_val (facts, fact);
        }
    }
  while (has_row);

  for (guint t = 0; t < names->len; t++)
    {
      int fact = g_array_index (facts, int, t);

      if (!read_table (self, g_ptr_array_index (names, t), (fact & 1) != 0, (fact & 2) != 0, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_foreign_keys (Introspection  *self,
                   FfEntity       *entity,
                   GError        **error)
{
  sqlite3_stmt *statement;
  FfForeignKey *key = NULL;
  gboolean has_row = FALSE;
  int last = -1;

  statement = ask_about (self->db,
                         "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list (?, 'main') ORDER BY id DESC, seq",
                         entity->name, error);
  if (statement == NULL)
    return FALSE;

  do
    {
      if (!ff_sqlite_step (self->db, statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      if (key == NULL || sqlite3_column_int (statement, 0) != last)
        {
          last = sqlite3_column_int (statement, 0);
          key = ff_introspection_add_foreign_key (&self->found, entity, get_text (statement, 1));
        }

      ff_foreign_key_add_column (key, get_text (statement, 2), get_text (statement, 3));
    }
  while (has_row);

  return TRUE;
}

gboolean
ff_store_sqlite_has_model (FfSqlite  *db,
                           gboolean  *out_has,
                           GError   **error)
{
  gint64 n = 0;

  if (!ff_sqlite_get_integer (db, &n, NULL, error,
                              "SELECT count (*) FROM main.sqlite_schema WHERE type = 'table' AND name = 'fanfare_model'", NULL))
    return FALSE;

  *out_has = n > 0;

  return TRUE;
}

static gboolean
read_model (FfSqlite   *db,
            FfModel    *model,
            GError    **error)
{
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  statement = ff_sqlite_prepare (db, "SELECT entity, name, role, value FROM main.fanfare_model ORDER BY name <> '', rowid", error);
  if (statement == NULL)
    return FALSE;

  while (ff_sqlite_step (db, statement, &has_row, error))
    {
      const char *cells[4];

      if (!has_row)
        return TRUE;

      for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
        cells[c] = sqlite3_column_type (statement, (int) c) == SQLITE_NULL ? "" : get_text (statement, (int) c);

      if (!ff_model_add_row (model, cells[0], cells[1], cells[2], cells[3], error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }

  return FALSE;
}

/**
 * ff_store_sqlite_introspect:
 * @tables: filled: entity's name → #FfSqliteTable
 * @error: return location for a #FfDbError
 *
 * Returns: (transfer full): the data model, or %NULL
 */
FfSchema *
ff_store_sqlite_introspect (FfSqlite    *db,
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
  read = read_tables (&self, error);

  /* The list gives them last declared first. */
  for (guint e = 0; read && e < self.found.entities->len; e++)
    read = read_foreign_keys (&self, g_ptr_array_index (self.found.entities, e), error);

  if (read)
    ff_introspection_add_links (&self.found);

  read = read && ff_store_sqlite_has_model (db, &has_model, error) &&
         (!has_model || read_model (db, model, error));
  if (read)
    ff_introspection_finish (&self.found, schema, model);
  ff_introspection_clear (&self.found);

  return read ? g_steal_pointer (&schema) : NULL;
}
