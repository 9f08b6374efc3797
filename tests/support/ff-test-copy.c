/* Copies an SQLite file into a PostgreSQL database, table by table. */

#include "ff-test-copy.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "query/ff-sql.h"
#include "store/ff-store.h"

typedef struct
{
  sqlite3    *file;
  FfPostgres *db;
  FfSchema   *schema;
  gboolean    has_model;   /* the file says what its columns are, so they stay what they are */
} Copy;

static void
exec (Copy       *self,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  ff_postgres_exec (self->db, sql, &error);
  g_assert_no_error (error);
}

static sqlite3_stmt *
prepare (Copy       *self,
         const char *sql,
         const char *name)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (self->file, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (name != NULL)
    sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);

  return statement;
}

static const char *
get (sqlite3_stmt *statement,
     int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static void
add_name (GString    *sql,
          const char *before,
          const char *name)
{
  g_string_append (sql, before);
  ff_sql_quote_name (sql, name);
}

static void
add_type (Copy           *self,
          GString        *sql,
          const FfColumn *column)
{
  switch (column->type.kind)
    {
    case FF_KIND_REAL:
      g_string_append (sql, " double precision");
      break;
    case FF_KIND_TEXT:
      g_string_append (sql, " text");
      break;
    case FF_KIND_DATE:
      g_string_append (sql, self->has_model ? " text" : " date");
      break;
    case FF_KIND_DECIMAL:
      if (self->has_model)
        g_string_append (sql, " bigint");
      else
        g_string_append_printf (sql, " numeric(18,%u)", column->type.scale);
      break;
    case FF_KIND_FLAG:
      g_string_append (sql, self->has_model ? " bigint" : " boolean");
      break;
    case FF_KIND_INSTANT:
      g_string_append (sql, !self->has_model ? " timestamptz" : column->type.form == FF_INSTANT_TEXT ? " text" : " bigint");
      break;
    case FF_KIND_INTEGER:
    default:
      g_string_append (sql, " bigint");
      break;
    }
}

static void
create_table (Copy           *self,
              const FfEntity *entity)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE");

  add_name (sql, " ", entity->name);
  for (guint c = 0; c < entity->columns->len; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      add_name (sql, c == 0 ? " (" : ", ", column->name);
      add_type (self, sql, column);
      if (!column->nullable)
        g_string_append (sql, " NOT NULL");
    }
  g_string_append_c (sql, ')');
  exec (self, sql->str);
}

static gboolean
is_day (const char *text)
{
  int year, month, day, n = 0;

  return strlen (text) >= 10 && sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &n) == 3 && n == 10 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* What PostgreSQL reads; NULL for what does not fit the column's kind. */
static char *
dup_cell (Copy           *self,
          sqlite3_stmt   *row,
          int             place,
          const FfType   *type)
{
  int stored = sqlite3_column_type (row, place);
  const char *text = get (row, place);
  gboolean is_number = stored == SQLITE_INTEGER || stored == SQLITE_FLOAT;

  if (stored == SQLITE_NULL)
    return NULL;
  if (self->has_model)
    return g_strdup (text);

  switch (type->kind)
    {
    case FF_KIND_INTEGER:
      return stored == SQLITE_INTEGER ? g_strdup (text) : NULL;
    case FF_KIND_FLAG:
      return stored == SQLITE_INTEGER && sqlite3_column_int64 (row, place) / 2 == 0 ? g_strdup (text) : NULL;
    case FF_KIND_DECIMAL:
    case FF_KIND_REAL:
      return is_number ? g_strdup (text) : NULL;
    case FF_KIND_DATE:
      return stored == SQLITE_TEXT && strlen (text) == 10 && is_day (text) ? g_strdup (text) : NULL;
    case FF_KIND_INSTANT:
      if (type->form == FF_INSTANT_TEXT)
        return stored == SQLITE_TEXT && is_day (text) ? g_strconcat (text, "+00", NULL) : NULL;
      g_assert_cmpint (type->form, ==, FF_INSTANT_TEXT);
      return NULL;
    case FF_KIND_TEXT:
    default:
      return stored == SQLITE_TEXT ? g_strdup (text) : NULL;
    }
}

static void
copy_rows (Copy           *self,
           const FfEntity *entity)
{
  g_autoptr (GString) copy = g_string_new ("COPY");
  g_autoptr (GString) select = g_string_new ("SELECT");
  g_autoptr (GError) error = NULL;
  guint n = entity->columns->len;
  g_autofree const char **cells = g_new0 (const char *, n);
  sqlite3_stmt *row;

  add_name (copy, " ", entity->name);
  for (guint c = 0; c < n; c++)
    {
      const FfColumn *column = g_ptr_array_index (entity->columns, c);

      add_name (copy, c == 0 ? " (" : ", ", column->name);
      add_name (select, c == 0 ? " " : ", ", column->name);
    }
  g_string_append (copy, ") FROM STDIN");
  add_name (select, " FROM ", entity->name);

  row = prepare (self, select->str, NULL);
  ff_postgres_copy_begin (self->db, copy->str, &error);
  g_assert_no_error (error);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

      for (guint c = 0; c < n; c++)
        {
          g_ptr_array_add (texts, dup_cell (self, row, (int) c, &((FfColumn *) g_ptr_array_index (entity->columns, c))->type));
          cells[c] = g_ptr_array_index (texts, c);
        }
      ff_postgres_copy_row (self->db, cells, n, &error);
      g_assert_no_error (error);
    }
  ff_postgres_copy_end (self->db, NULL, &error);
  g_assert_no_error (error);
  sqlite3_finalize (row);
}

/* "(a, b)" of all rows of @sql, whose last column is a name. */
static char *
dup_columns (Copy       *self,
             const char *sql,
             const char *name)
{
  g_autoptr (GString) list = g_string_new ("(");
  sqlite3_stmt *row = prepare (self, sql, name);

  while (sqlite3_step (row) == SQLITE_ROW)
    add_name (list, list->len > 1 ? ", " : "", get (row, 0));
  sqlite3_finalize (row);
  g_string_append_c (list, ')');

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
copy_keys (Copy           *self,
           const FfEntity *entity)
{
  g_autoptr (GString) table = g_string_new (NULL);
  g_autofree char *key = dup_columns (self, "SELECT name FROM pragma_table_info (?) WHERE pk > 0 ORDER BY pk", entity->name);
  sqlite3_stmt *index = prepare (self, "SELECT name, \"unique\" FROM pragma_index_list (?) WHERE origin <> 'pk' AND NOT partial ORDER BY seq DESC", entity->name);

  ff_sql_quote_name (table, entity->name);
  if (!g_str_equal (key, "()"))
    {
      g_autofree char *sql = g_strdup_printf ("ALTER TABLE %s ADD PRIMARY KEY %s", table->str, key);

      exec (self, sql);
    }

  while (sqlite3_step (index) == SQLITE_ROW)
    {
      g_autofree char *columns = dup_columns (self, "SELECT name FROM pragma_index_info (?) ORDER BY seqno", get (index, 0));
      g_autofree char *sql = g_strdup_printf ("CREATE %sINDEX ON %s %s", sqlite3_column_int (index, 1) != 0 ? "UNIQUE " : "", table->str, columns);

      exec (self, sql);
    }
  sqlite3_finalize (index);
}

/* Links that lead nowhere are there on purpose, so the database does not look. */
static void
copy_links (Copy           *self,
            const FfEntity *entity)
{
  sqlite3_stmt *row = prepare (self, "SELECT DISTINCT id, \"table\", \"to\" FROM pragma_foreign_key_list (?) WHERE seq = 0 ORDER BY id DESC", entity->name);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      g_autoptr (GString) sql = g_string_new ("ALTER TABLE");
      g_autofree char *list = g_strdup_printf ("SELECT \"from\" FROM pragma_foreign_key_list (?) WHERE id = %d ORDER BY seq", sqlite3_column_int (row, 0));
      g_autofree char *other_list = g_strdup_printf ("SELECT \"to\" FROM pragma_foreign_key_list (?) WHERE id = %d ORDER BY seq", sqlite3_column_int (row, 0));
      g_autofree char *columns = dup_columns (self, list, entity->name);

      add_name (sql, " ", entity->name);
      g_string_append_printf (sql, " ADD FOREIGN KEY %s REFERENCES", columns);
      add_name (sql, " ", get (row, 1));
      if (get (row, 2) != NULL)
        {
          g_autofree char *others = dup_columns (self, other_list, entity->name);

          g_string_append_printf (sql, " %s", others);
        }
      g_string_append (sql, " NOT VALID");
      exec (self, sql->str);
    }
  sqlite3_finalize (row);
}

static void
copy_model (Copy *self)
{
  sqlite3_stmt *row = prepare (self, "SELECT entity, name, role, value FROM fanfare_model ORDER BY rowid", NULL);
  g_autoptr (GError) error = NULL;

  exec (self, "CREATE TABLE fanfare.model (place bigint GENERATED ALWAYS AS IDENTITY, entity text, name text, role text, value text)");
  ff_postgres_copy_begin (self->db, "COPY fanfare.model (entity, name, role, value) FROM STDIN", &error);
  g_assert_no_error (error);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const char *cells[] = { get (row, 0), get (row, 1), get (row, 2), get (row, 3) };

      ff_postgres_copy_row (self->db, cells, G_N_ELEMENTS (cells), &error);
      g_assert_no_error (error);
    }
  ff_postgres_copy_end (self->db, NULL, &error);
  g_assert_no_error (error);
  sqlite3_finalize (row);
}

void
ff_test_copy_file (FfTestDatabase *self,
                   const char     *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfStore) store = ff_store_open (path, &error);
  g_autoptr (FfPostgres) db = ff_test_database_open (self);
  g_autofree char *path_sql = NULL;
  Copy copy = { .db = db };
  sqlite3_stmt *model;

  g_assert_no_error (error);
  copy.schema = ff_store_get_schema (store);
  g_assert_cmpint (sqlite3_open_v2 (path, &copy.file, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  model = prepare (&copy, "SELECT 1 FROM sqlite_schema WHERE name = 'fanfare_model'", NULL);
  copy.has_model = sqlite3_step (model) == SQLITE_ROW;
  sqlite3_finalize (model);

  /* The server's user is called as a schema of ours is, and would find that first. */
  path_sql = g_strdup_printf ("ALTER DATABASE %s SET search_path = public; SET search_path = public", self->name);
  exec (&copy, path_sql);
  exec (&copy, "BEGIN; CREATE SCHEMA fanfare; CREATE SCHEMA fanfare_work");
  for (guint e = 0; e < ff_schema_get_n_entities (copy.schema); e++)
    create_table (&copy, ff_schema_get_entity (copy.schema, e));
  for (guint e = 0; e < ff_schema_get_n_entities (copy.schema); e++)
    {
      copy_rows (&copy, ff_schema_get_entity (copy.schema, e));
      copy_keys (&copy, ff_schema_get_entity (copy.schema, e));
    }
  for (guint e = 0; e < ff_schema_get_n_entities (copy.schema); e++)
    copy_links (&copy, ff_schema_get_entity (copy.schema, e));
  if (copy.has_model)
    copy_model (&copy);
  exec (&copy, "COMMIT");
  sqlite3_close (copy.file);
}
