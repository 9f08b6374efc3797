/* The table that a file is loaded into: made anew, emptied, or added to, then
 * made fit for use: unique key, indexes, data model, generation. All inside
 * the importer's transaction, on its thread. */

#include "store/ff-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-clock.h"
#include "store/ff-introspection.h"
#include "store/ff-store-sqlite-private.h"

#define LINE "line"

/* When and from what each table was loaded; the number moves with every load. */
static const char generation_table[] =
  "CREATE TABLE IF NOT EXISTS main." FF_TABLE_GENERATION " ("
  "  entity     TEXT PRIMARY KEY,"
  "  generation INTEGER NOT NULL,"
  "  loaded_at  INTEGER NOT NULL,"
  "  source     TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID";

void
ff_import_table_free (FfImportTable *self)
{
  g_free (self->name);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_strfreev (self->key);
  g_free (self->insert);
  g_free (self);
}

static gboolean fail (GError     **error,
                      const char  *format,
                      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);
  g_set_error_literal (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_TARGET, message);

  return FALSE;
}

static void
add_name (GString    *sql,
          const char *name)
{
  g_autofree char *quoted = ff_sqlite_quote_name (name);

  g_string_append (sql, quoted);
}

static void
add_names (GString            *sql,
           const char *const  *names)
{
  for (guint n = 0; names[n] != NULL; n++)
    {
      g_string_append (sql, n > 0 ? ", " : "");
      add_name (sql, names[n]);
    }
}

/* ---- Names. */

/* "Customers 2026.csv" is loaded into "Customers 2026". */
static char *
dup_table_name (const char  *path,
                const char  *wished,
                GError     **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';

  name = g_utf8_make_valid (wished != NULL ? wished : base, -1);
  g_strstrip (name);

  if (*name == '\0' || g_ascii_strncasecmp (name, "sqlite_", 7) == 0 ||
      g_ascii_strncasecmp (name, FF_OWN_PREFIX, strlen (FF_OWN_PREFIX)) == 0)
    {
      fail (error, _("A table cannot be called “%s”: choose another name."), name);
      return NULL;
    }

  return g_steal_pointer (&name);
}

static FfFileColumn *
find_file_column (const FfFileFormat *format,
                  const char         *name)
{
  for (guint c = 0; c < format->columns->len; c++)
    {
      FfFileColumn *column = g_ptr_array_index (format->columns, c);

      if (!column->ignored && strcmp (column->name, name) == 0)
        return column;
    }

  return NULL;
}

static gboolean
check_columns (const FfFileFormat *format,
               const char *const  *names,
               GError            **error)
{
  for (guint n = 0; names != NULL && names[n] != NULL; n++)
    if (find_file_column (format, names[n]) == NULL)
      return fail (error, _("The file has no column “%s”."), names[n]);

  return TRUE;
}

/* ---- A new table. */

static const char *
get_declared (const FfType *type)
{
  switch (type->kind)
    {
    case FF_KIND_REAL:
      return "REAL";
    case FF_KIND_TEXT:
    case FF_KIND_DATE:
      return "TEXT";
    case FF_KIND_INTEGER:
    case FF_KIND_DECIMAL:
    case FF_KIND_FLAG:
    case FF_KIND_INSTANT:
    default:
      return "INTEGER";
    }
}

static char *
dup_line_name (const FfFileFormat *format)
{
  char *name = g_strdup (LINE);

  for (guint n = 2;; n++)
    {
      gboolean taken = FALSE;

      for (guint c = 0; c < format->columns->len; c++)
        taken = taken || g_ascii_strcasecmp (((FfFileColumn *) g_ptr_array_index (format->columns, c))->name, name) == 0;
      if (!taken)
        return name;

      g_free (name);
      name = g_strdup_printf (LINE "_%u", n);
    }
}

static gboolean
is_key (FfImportTable *self,
        const char    *name)
{
  return self->key != NULL && g_strv_contains ((const char *const *) self->key, name);
}

/* STRICT, as all that we make; a key of one whole number is the row's number, others get their index after the load. */
static gboolean
create (FfImportTable       *self,
        FfSqlite            *db,
        const FfFileFormat  *format,
        const char          *line,
        GError             **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE main.");
  const char *before = "";

  add_name (sql, self->name);
  g_string_append (sql, " (");
  if (line != NULL)
    {
      add_name (sql, line);
      g_string_append (sql, " INTEGER PRIMARY KEY");
      before = ", ";
    }

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);

      if (column->ignored)
        continue;

      g_string_append (sql, before);
      add_name (sql, column->name);
      g_string_append_printf (sql, " %s", get_declared (&column->type));
      if (is_key (self, column->name))
        g_string_append (sql, self->needs_index ? " NOT NULL" : " PRIMARY KEY");
      before = ", ";
    }
  g_string_append (sql, ") STRICT");

  return ff_sqlite_exec (db, sql->str, error);
}

static char *
dup_insert (FfImportTable *self,
            const char    *line)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO main.");
  guint n = 0;

  add_name (sql, self->name);
  g_string_append (sql, " (");
  for (guint c = 0; c < self->columns->len; c++)
    if (g_ptr_array_index (self->columns, c) != NULL)
      {
        g_string_append (sql, n++ > 0 ? ", " : "");
        add_name (sql, g_ptr_array_index (self->columns, c));
      }
  if (line != NULL)
    {
      g_string_append (sql, n++ > 0 ? ", " : "");
      add_name (sql, line);
    }

  g_string_append (sql, ") VALUES");

  return g_strdup (sql->str);
}

static gboolean
open_new (FfImportTable          *self,
          FfSqlite               *db,
          const FfFileFormat     *format,
          const FfImportOptions  *options,
          GError                **error)
{
  gboolean is_line_key = options->key == NULL || options->key[0] == NULL;
  g_autofree char *line = is_line_key ? dup_line_name (format) : NULL;
  guint n = 0;

  if (!check_columns (format, options->key, error) || !check_columns (format, options->indexes, error))
    return FALSE;

  if (!is_line_key)
    {
      const FfFileColumn *first = find_file_column (format, options->key[0]);

      if (g_strv_length ((char **) options->key) > FF_WORK_MAX_KEYS)
        return fail (error, _("A key has at most %d columns."), FF_WORK_MAX_KEYS);
      self->key = g_strdupv ((char **) options->key);
      self->needs_index = options->key[1] != NULL || first->type.kind != FF_KIND_INTEGER;
    }

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);

      g_ptr_array_add (self->columns, column->ignored ? NULL : g_strdup (column->name));
      n += !column->ignored;
    }
  if (n == 0)
    return fail (error, _("No column is left to be loaded."));

  self->is_new = TRUE;
  self->has_line = is_line_key || self->needs_index;
  self->insert = dup_insert (self, is_line_key ? line : self->needs_index ? "rowid" : NULL);

  return create (self, db, format, line, error);
}

/* ---- A table that is there. */

static const FfColumn *
find_column (const FfEntity *entity,
             const char     *name)
{
  const FfColumn *column = ff_entity_find_column (entity, name);

  for (guint c = 0; column == NULL && c < entity->columns->len; c++)
    if (g_ascii_strcasecmp (((FfColumn *) g_ptr_array_index (entity->columns, c))->name, name) == 0)
      column = g_ptr_array_index (entity->columns, c);

  return column;
}

static gboolean
take_column (FfImportTable   *self,
             const FfEntity  *entity,
             FfFileColumn    *column,
             GError         **error)
{
  const FfColumn *found = find_column (entity, column->name);

  if (found == NULL)
    return fail (error, _("The table “%s” has no column “%s”: leave that column of the file out, or choose another table."),
                 self->name, column->name);

  if ((found->type.kind == FF_KIND_DECIMAL && !found->type.scaled_storage) ||
      (found->type.kind == FF_KIND_INSTANT && found->type.form != FF_INSTANT_USEC))
    return fail (error, _("The column “%s” of the table “%s” is not stored as Fanfare stores it, and cannot be added to."),
                 found->name, self->name);

  column->type = found->type;
  g_ptr_array_add (self->columns, g_strdup (found->name));

  return TRUE;
}

/* Every column that must not be empty is in the file; a row's number is given when the file has none. */
static gboolean
check_missing (FfImportTable   *self,
               FfSqlite        *db,
               const FfEntity  *entity,
               GError         **error)
{
  sqlite3_stmt *statement = ff_sqlite_prepare (db, "SELECT name FROM pragma_table_xinfo (?, 'main') WHERE hidden = 0"
                                                   " AND dflt_value IS NULL AND (\"notnull\" OR pk > 0)"
                                                   " AND NOT (pk > 0 AND upper (type) = 'INTEGER')", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, self->name, -1, SQLITE_TRANSIENT);
  while (ff_sqlite_step (db, statement, &has_row, error))
    {
      const char *name;

      if (!has_row)
        return TRUE;

      name = (const char *) sqlite3_column_text (statement, 0);
      if (!g_ptr_array_find_with_equal_func (self->columns, name, (GEqualFunc) g_str_equal, NULL))
        {
          fail (error, _("The table “%s” needs a value for “%s”, and the file has no such column."), self->name, name);
          sqlite3_reset (statement);
          return FALSE;
        }
    }

  return FALSE;
}

static gboolean
open_there (FfImportTable          *self,
            FfSqlite               *db,
            FfFileFormat           *format,
            const FfEntity         *entity,
            GError                **error)
{
  for (guint c = 0; c < format->columns->len; c++)
    {
      FfFileColumn *column = g_ptr_array_index (format->columns, c);

      if (column->ignored)
        g_ptr_array_add (self->columns, NULL);
      else if (!take_column (self, entity, column, error))
        return FALSE;
    }

  if (!check_missing (self, db, entity, error))
    return FALSE;

  for (guint k = 0; entity->key != NULL && entity->key[k] != NULL; k++)
    if (!g_ptr_array_find_with_equal_func (self->columns, entity->key[k], (GEqualFunc) g_str_equal, NULL))
      break;
    else if (entity->key[k + 1] == NULL)
      self->key = g_strdupv (entity->key);

  self->insert = dup_insert (self, NULL);

  return TRUE;
}

static gboolean
empty (FfImportTable  *self,
       FfSqlite       *db,
       GError        **error)
{
  g_autoptr (GString) sql = g_string_new ("DELETE FROM main.");

  /* Other tables refer to rows that come back before the end. */
  add_name (sql, self->name);

  return ff_sqlite_exec (db, "PRAGMA defer_foreign_keys = ON", error) && ff_sqlite_exec (db, sql->str, error);
}

static const FfEntity *
find_entity (FfSchema   *schema,
             const char *name)
{
  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    if (g_ascii_strcasecmp (ff_schema_get_entity (schema, e)->name, name) == 0)
      return ff_schema_get_entity (schema, e);

  return NULL;
}

/**
 * ff_import_table_open:
 * @db: inside a transaction
 * @format: of the file; its kinds become those of a table that is there
 * @path: of the file, which may name the table
 * @error: return location for %FF_IMPORT_ERROR_TARGET or a #FfDbError
 *
 * Returns: (transfer full): the table, ready to be filled
 */
FfImportTable *
ff_import_table_open (FfSqlite               *db,
                      FfFileFormat           *format,
                      const FfImportOptions  *options,
                      const char             *path,
                      GError                **error)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ff_sqlite_table_free);
  g_autoptr (FfImportTable) self = g_new0 (FfImportTable, 1);
  g_autoptr (FfSchema) schema = NULL;
  const FfEntity *entity;

  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->name = dup_table_name (path, options->table, error);
  if (self->name == NULL)
    return NULL;

  schema = ff_store_sqlite_introspect (db, tables, error);
  if (schema == NULL)
    return NULL;

  entity = find_entity (schema, self->name);
  if (entity == NULL && options->mode == FF_IMPORT_APPEND)
    {
      fail (error, _("There is no table “%s” to append to."), self->name);
      return NULL;
    }
  if (entity != NULL && options->mode == FF_IMPORT_NEW)
    {
      fail (error, _("There is a table “%s” already: append to it, replace its rows, or choose another name."), self->name);
      return NULL;
    }

  if (entity == NULL)
    return open_new (self, db, format, options, error) ? g_steal_pointer (&self) : NULL;

  if (options->key != NULL && options->key[0] != NULL)
    {
      fail (error, _("The table “%s” has its key already: a key can only be chosen for a new table."), self->name);
      return NULL;
    }

  g_free (self->name);
  self->name = g_strdup (entity->name);
  if ((options->mode == FF_IMPORT_REPLACE && !empty (self, db, error)) || !open_there (self, db, format, entity, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* ---- After the load. */

static gboolean
build_index (FfImportTable      *self,
             FfSqlite           *db,
             const char *const  *columns,
             gboolean            is_unique,
             GError            **error)
{
  g_autofree char *joined = g_strjoinv ("_", (char **) columns);
  g_autofree char *name = g_strconcat (self->name, is_unique ? "_key_" : "_by_", joined, NULL);
  g_autoptr (GString) sql = g_string_new (is_unique ? "CREATE UNIQUE INDEX main." : "CREATE INDEX main.");

  add_name (sql, name);
  g_string_append (sql, " ON ");
  add_name (sql, self->name);
  g_string_append (sql, " (");
  add_names (sql, columns);
  g_string_append (sql, ")");

  return ff_sqlite_exec (db, sql->str, error);
}

/* The rows whose key an earlier line has. */
static gboolean
find_repeated (FfImportTable  *self,
               FfSqlite       *db,
               GError        **error)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TEMP TABLE fanfare_repeated AS SELECT line FROM (SELECT rowid AS line, row_number () OVER (PARTITION BY ");

  add_names (sql, (const char *const *) self->key);
  g_string_append (sql, " ORDER BY rowid) AS place FROM main.");
  add_name (sql, self->name);
  g_string_append (sql, ") WHERE place > 1 ORDER BY line");

  return ff_sqlite_exec (db, "DROP TABLE IF EXISTS temp.fanfare_repeated", error) && ff_sqlite_exec (db, sql->str, error);
}

static gboolean
reject_repeated (FfImportTable    *self,
                 FfSqlite         *db,
                 FfImportRejects  *rejects,
                 GError          **error)
{
  g_autoptr (GString) sql = g_string_new ("DELETE FROM main.");
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  if (!find_repeated (self, db, error))
    return FALSE;

  statement = ff_sqlite_prepare (db, "SELECT line FROM temp.fanfare_repeated ORDER BY line", error);
  if (statement == NULL)
    return FALSE;

  do
    {
      FfImportRow row = { 0 };

      if (!ff_sqlite_step (db, statement, &has_row, error))
        return FALSE;

      row.line = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      if (has_row && !ff_import_rejects_add (rejects, &row, _("The key stands in an earlier line already"), error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  while (has_row);

  add_name (sql, self->name);
  g_string_append (sql, " WHERE rowid IN (SELECT line FROM temp.fanfare_repeated)");

  return ff_sqlite_exec (db, sql->str, error) && ff_sqlite_exec (db, "DROP TABLE temp.fanfare_repeated", error);
}

static gboolean
make_unique (FfImportTable    *self,
             FfSqlite         *db,
             FfImportRejects  *rejects,
             GError          **error)
{
  g_autoptr (GError) local = NULL;

  if (build_index (self, db, (const char *const *) self->key, TRUE, &local))
    return TRUE;

  if (!g_error_matches (local, FF_DB_ERROR, FF_DB_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return reject_repeated (self, db, rejects, error) && build_index (self, db, (const char *const *) self->key, TRUE, error);
}

static gboolean
put_model (FfSqlite    *db,
           const char  *table,
           const char  *column,
           const char  *role,
           const char  *value,
           GError     **error)
{
  return ff_sqlite_run (db, error, "INSERT OR IGNORE INTO main.fanfare_model (entity, name, role, value) VALUES (?, ?, ?, ?)", "tttt",
                        table, column, role, value);
}

static char *
dup_kind (const FfType *type)
{
  if (type->kind == FF_KIND_DECIMAL)
    return g_strdup_printf ("decimal(%u)", type->scale);
  if (type->kind == FF_KIND_INSTANT)
    return g_strdup ("instant_us");

  return g_strdup (ff_kind_get_id (type->kind));
}

/* What the table's columns are, which its integers do not tell. */
static gboolean
teach_model (FfImportTable       *self,
             FfSqlite            *db,
             const FfFileFormat  *format,
             GError             **error)
{
  g_autofree char *words = ff_label_from_name (self->name);
  g_autofree char *label = ff_label_singular (words);
  g_autofree char *plural = ff_label_plural (label);

  if (!ff_sqlite_run (db, error, "DELETE FROM main.fanfare_model WHERE entity = ?", "t", self->name) ||
      !put_model (db, self->name, "", "label", label, error) || !put_model (db, self->name, "", "label-plural", plural, error) ||
      !put_model (db, self->name, "", "dimension", "1", error))
    return FALSE;

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);
      g_autofree char *kind = dup_kind (&column->type);
      g_autofree char *column_label = g_strcmp0 (column->label, column->name) == 0 ? ff_label_from_name (column->name)
                                                                                   : g_strdup (column->label);

      if (!column->ignored && (!put_model (db, self->name, column->name, "kind", kind, error) ||
                               !put_model (db, self->name, column->name, "label", column_label, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
move_generation (FfImportTable  *self,
                 FfSqlite       *db,
                 const char     *path,
                 GError        **error)
{
  g_autofree char *source = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (source, -1);

  return ff_sqlite_exec (db, generation_table, error) &&
         ff_sqlite_run (db, error,
                        "INSERT INTO main." FF_TABLE_GENERATION " (entity, generation, loaded_at, source) VALUES (?1, 1, ?2, ?3)"
                        " ON CONFLICT (entity) DO UPDATE SET generation = generation + 1, loaded_at = excluded.loaded_at,"
                        " source = excluded.source", "tit",
                        self->name, ff_clock_get_now (ff_clock_get_wall ()), valid);
}

/**
 * ff_import_table_finish:
 * @rejects: gets the rows whose key was there before
 * @error: return location for a #FfImportError, #FfDbError or cancelled
 *
 * Returns: %TRUE if the table can be committed
 */
gboolean
ff_import_table_finish (FfImportTable          *self,
                        FfSqlite               *db,
                        const FfFileFormat     *format,
                        const FfImportOptions  *options,
                        const char             *path,
                        FfImportRejects        *rejects,
                        GError                **error)
{
  if (self->needs_index && !make_unique (self, db, rejects, error))
    return FALSE;

  for (guint i = 0; self->is_new && options->indexes != NULL && options->indexes[i] != NULL; i++)
    {
      const char *const columns[] = { options->indexes[i], NULL };

      if (!build_index (self, db, columns, FALSE, error))
        return FALSE;
    }

  return (!self->is_new || teach_model (self, db, format, error)) && move_generation (self, db, path, error);
}
