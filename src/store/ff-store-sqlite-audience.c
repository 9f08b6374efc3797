/* Saved audiences: sets of keys by name. They live in the file itself when it
 * is ours to write, else in a companion file beside it, PATH.fanfare, which is
 * attached for reading and written through a connection of its own. Rules and
 * steps read them by the names of two temporary views, so that they need not
 * know where. Called through the interface, on the store's thread. */

#include "store/ff-store-sqlite-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"

#define COMPANION "fanfare_companion"

/* Unused parts of a key are empty texts: a primary key has no NULL. */
static const char tables[] =
  "CREATE TABLE IF NOT EXISTS main.fanfare_audience ("
  "  audience_id INTEGER PRIMARY KEY,"
  "  name        TEXT NOT NULL UNIQUE,"
  "  entity      TEXT NOT NULL,"
  "  kind        TEXT NOT NULL,"
  "  people      INTEGER NOT NULL,"
  "  saved_at    INTEGER NOT NULL,"
  "  generation  INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE IF NOT EXISTS main.fanfare_audience_member ("
  "  audience_id INTEGER NOT NULL REFERENCES fanfare_audience (audience_id),"
  "  k1 ANY NOT NULL,"
  "  k2 ANY NOT NULL DEFAULT '',"
  "  k3 ANY NOT NULL DEFAULT '',"
  "  k4 ANY NOT NULL DEFAULT '',"
  "  PRIMARY KEY (audience_id, k1, k2, k3, k4)"
  ") STRICT, WITHOUT ROWID;";

static char *
dup_companion_path (FfStoreSqlite *self)
{
  return g_strconcat (self->path, ".fanfare", NULL);
}

static gboolean
is_attached (FfStoreSqlite *self)
{
  gint64 n = 0;

  return ff_sqlite_get_integer (self->db, &n, NULL, NULL,
                                "SELECT count (*) FROM pragma_database_list WHERE name = '" COMPANION "'", NULL) && n > 0;
}

const char *
ff_store_sqlite_get_own_schema (FfStoreSqlite *self)
{
  if (self->is_ours)
    return "main";

  return is_attached (self) ? COMPANION : NULL;
}

/* Points the views at where the audiences are; at nothing while there are none. */
static gboolean
point_views (FfStoreSqlite  *self,
             const char     *schema,
             GError        **error)
{
  g_autofree char *sql = NULL;

  self->has_audiences = schema != NULL;
  if (schema != NULL)
    sql = g_strdup_printf ("CREATE TEMP VIEW fanfare_audience AS SELECT * FROM %s.fanfare_audience;"
                           "CREATE TEMP VIEW " FF_TABLE_AUDIENCE_MEMBER " (audience, k1, k2, k3, k4) AS"
                           " SELECT a.name, m.k1, m.k2, m.k3, m.k4 FROM %s.fanfare_audience AS a"
                           " JOIN %s.fanfare_audience_member AS m ON m.audience_id = a.audience_id", schema, schema, schema);
  else
    sql = g_strdup ("CREATE TEMP VIEW fanfare_audience (audience_id, name, entity, kind, people, saved_at, generation) AS"
                    " SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE false;"
                    "CREATE TEMP VIEW " FF_TABLE_AUDIENCE_MEMBER " (audience, k1, k2, k3, k4) AS"
                    " SELECT NULL, NULL, NULL, NULL, NULL WHERE false");

  return ff_sqlite_exec (self->db,
                         "DROP VIEW IF EXISTS temp.fanfare_audience;"
                         "DROP VIEW IF EXISTS temp." FF_TABLE_AUDIENCE_MEMBER, error) &&
         ff_sqlite_exec (self->db, sql, error);
}

static gboolean
has_tables (FfSqlite    *db,
            const char  *schema,
            gboolean    *out_has,
            GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s.sqlite_schema WHERE type = 'table'"
                                          " AND name IN ('fanfare_audience', 'fanfare_audience_member')", schema);
  gint64 n = 0;

  if (!ff_sqlite_get_integer (db, &n, NULL, error, sql, NULL))
    return FALSE;

  *out_has = n == 2;

  return TRUE;
}

/**
 * ff_store_sqlite_attach_audiences:
 * @error: return location for a #FfDbError
 *
 * Finds the saved audiences. Nothing is written before the first is saved.
 *
 * Returns: %TRUE if rules can ask for them, also when there are none
 */
gboolean
ff_store_sqlite_attach_audiences (FfStoreSqlite  *self,
                                  GError        **error)
{
  g_autofree char *path = dup_companion_path (self);
  gboolean has = FALSE;

  if (self->is_ours)
    return has_tables (self->db, "main", &has, error) && point_views (self, has ? "main" : NULL, error);

  if (!is_attached (self) && g_file_test (path, G_FILE_TEST_EXISTS) &&
      !ff_sqlite_run (self->db, error, "ATTACH ? AS " COMPANION, "t", path))
    {
      g_prefix_error (error, _("The saved audiences in “%s” cannot be read: "), path);
      return FALSE;
    }

  if (is_attached (self) && !has_tables (self->db, COMPANION, &has, error))
    return FALSE;

  return point_views (self, has ? COMPANION : NULL, error);
}

/**
 * ff_store_sqlite_dup_audience_version:
 *
 * Returns: (transfer full): moves with every audience that anyone saves
 */
char *
ff_store_sqlite_dup_audience_version (FfStoreSqlite *self)
{
  g_autoptr (GString) version = g_string_new (NULL);
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  statement = ff_sqlite_prepare (self->db, "SELECT audience_id, saved_at, generation FROM temp.fanfare_audience ORDER BY audience_id", NULL);
  while (statement != NULL && ff_sqlite_step (self->db, statement, &has_row, NULL) && has_row)
    g_string_append_printf (version, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            (gint64) sqlite3_column_int64 (statement, 0), (gint64) sqlite3_column_int64 (statement, 1),
                            (gint64) sqlite3_column_int64 (statement, 2));

  return g_string_free (g_steal_pointer (&version), FALSE);
}

/**
 * ff_store_sqlite_check_audience:
 * @step: a step that reads the members of an audience
 *
 * Returns: %TRUE if the audience is there and of the step's dimension
 */
gboolean
ff_store_sqlite_check_audience (FfStoreSqlite  *self,
                                FfStep         *step,
                                GError        **error)
{
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;
  gboolean same;

  statement = ff_sqlite_prepare (self->db, "SELECT entity FROM temp.fanfare_audience WHERE name = ?", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, step->audience, -1, SQLITE_TRANSIENT);
  if (!ff_sqlite_step (self->db, statement, &has_row, error))
    return FALSE;

  same = has_row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), step->entity->name) == 0;
  sqlite3_reset (statement);
  if (same)
    return TRUE;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
               has_row ? _("The saved audience “%s” holds other rows than the campaign expects.")
                       : _("There is no saved audience “%s”."), step->audience);

  return FALSE;
}

FfJson *
ff_store_sqlite_list_audiences (FfStore  *store,
                                GError  **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (FfJson) list = ff_json_new_object ();
  g_autoptr (GError) db_error = NULL;
  sqlite3_stmt *statement;
  gboolean has_row = FALSE;

  /* Another program may have saved the first one. */
  if (self->holder == NULL && !ff_store_sqlite_attach_audiences (self, &db_error))
    {
      ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
      return NULL;
    }

  statement = ff_sqlite_prepare (self->db, "SELECT name, entity, people, saved_at FROM temp.fanfare_audience ORDER BY name", &db_error);
  while (statement != NULL && ff_sqlite_step (self->db, statement, &has_row, &db_error))
    {
      FfJson *audience;

      if (!has_row)
        return g_steal_pointer (&list);

      audience = ff_json_new_object ();
      ff_json_set_string (audience, "entity", (const char *) sqlite3_column_text (statement, 1));
      ff_json_set_integer (audience, "people", sqlite3_column_int64 (statement, 2));
      ff_json_set_integer (audience, "saved-at", sqlite3_column_int64 (statement, 3));
      ff_json_take_member (list, (const char *) sqlite3_column_text (statement, 0), audience);
    }

  ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  return NULL;
}

/* The connection that writes, with its tables. */
static FfSqlite *
open_writer (FfStoreSqlite  *self,
             GError        **error)
{
  g_autofree char *path = dup_companion_path (self);

  if (!self->is_ours && self->companion == NULL)
    self->companion = ff_sqlite_open (path, FF_SQLITE_CREATE, error);

  return self->is_ours ? self->db : self->companion;
}

/* The id of the audience, whose row says what it will be when all is committed. */
static gboolean
put_audience (FfSqlite        *writer,
              const char      *name,
              const FfEntity  *entity,
              gboolean         replace,
              gint64          *out_id,
              GError         **error)
{
  gint64 other = 0;

  if (!ff_sqlite_run (writer, error,
                      "INSERT INTO main.fanfare_audience (name, entity, kind, people, saved_at, generation) VALUES (?, ?, 'fixed', 0, ?, 1)"
                      " ON CONFLICT (name) DO UPDATE SET saved_at = excluded.saved_at, generation = generation + 1",
                      "tti", name, entity->name, ff_clock_get_now (ff_clock_get_wall ())) ||
      !ff_sqlite_get_integer (writer, out_id, NULL, error, "SELECT audience_id FROM main.fanfare_audience WHERE name = ?", "t", name))
    return FALSE;

  if (replace)
    return ff_sqlite_run (writer, error, "UPDATE main.fanfare_audience SET entity = ? WHERE audience_id = ?", "ti", entity->name, *out_id) &&
           ff_sqlite_run (writer, error, "DELETE FROM main.fanfare_audience_member WHERE audience_id = ?", "i", *out_id);

  if (!ff_sqlite_get_integer (writer, &other, NULL, error,
                              "SELECT count (*) FROM main.fanfare_audience WHERE audience_id = ? AND entity <> ?", "it", *out_id, entity->name))
    return FALSE;

  if (other > 0)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
                 _("The saved audience “%s” holds other rows than %s: replace it or choose another name."), name, entity->label_plural);

  return other == 0;
}

static gboolean
copy_members (FfStoreSqlite  *self,
              FfSqlite       *writer,
              const FfWork   *work,
              gint64          id,
              GError        **error)
{
  g_autoptr (FfSql) sql = ff_sql_new (&ff_dialect_sqlite);
  guint n_keys = ff_work_get_n_keys (work);
  sqlite3_stmt *rows;
  sqlite3_stmt *insert;
  gboolean has_row = FALSE;
  gboolean copied;

  ff_sql_add (sql, "SELECT ");
  ff_work_add_keys (sql, "i", n_keys);
  ff_sql_add (sql, " ");
  ff_work_add_from_keys (sql, work);
  ff_sql_add (sql, " ORDER BY ");
  ff_work_add_keys (sql, "i", n_keys);

  rows = ff_store_sqlite_prepare (self, sql, error);
  insert = ff_sqlite_prepare (writer, "INSERT INTO main.fanfare_audience_member (audience_id, k1, k2, k3, k4) VALUES (?, ?, ?, ?, ?)"
                                      " ON CONFLICT DO NOTHING", error);
  if (rows == NULL || insert == NULL)
    return FALSE;

  while ((copied = ff_sqlite_step (self->db, rows, &has_row, error)) && has_row)
    {
      sqlite3_bind_int64 (insert, 1, id);
      for (guint k = 0; k < FF_WORK_MAX_KEYS; k++)
        if (k < n_keys)
          sqlite3_bind_value (insert, (int) k + 2, sqlite3_column_value (rows, (int) k));
        else
          sqlite3_bind_text (insert, (int) k + 2, "", 0, SQLITE_STATIC);

      if (!ff_sqlite_step (writer, insert, NULL, error))
        {
          sqlite3_reset (rows);
          return FALSE;
        }
    }

  return copied;
}

static gboolean
save (FfStoreSqlite  *self,
      FfSqlite       *writer,
      const FfWork   *work,
      const char     *name,
      gboolean        replace,
      gint64         *out_n,
      GError        **error)
{
  gint64 id = 0;

  return ff_sqlite_exec (writer, tables, error) &&
         put_audience (writer, name, work->entity, replace, &id, error) &&
         copy_members (self, writer, work, id, error) &&
         ff_sqlite_get_integer (writer, out_n, NULL, error,
                                "SELECT count (*) FROM main.fanfare_audience_member WHERE audience_id = ?", "i", id) &&
         ff_sqlite_run (writer, error, "UPDATE main.fanfare_audience SET people = ? WHERE audience_id = ?", "ii", *out_n, id);
}

gboolean
ff_store_sqlite_write_audience (FfStore       *store,
                                FfFlow         flow,
                                const char    *fingerprint,
                                const char    *name,
                                gboolean       replace,
                                gint64        *out_n,
                                GCancellable  *cancellable,
                                GError       **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  FfWork *work = ff_store_sqlite_find_work (self, flow, fingerprint, error);
  g_autoptr (GError) db_error = NULL;
  FfSqlite *writer;
  gboolean saved = FALSE;
  gint64 n = 0;

  g_return_val_if_fail (self->holder == NULL, FALSE);

  if (work == NULL)
    return FALSE;

  writer = open_writer (self, &db_error);
  if (writer == NULL)
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  ff_sqlite_set_cancellable (self->db, cancellable);
  if (ff_sqlite_begin (writer, TRUE, &db_error))
    {
      saved = save (self, writer, work, name, replace, &n, &db_error) && ff_sqlite_commit (writer, &db_error);
      if (!saved)
        ff_sqlite_rollback (writer);
    }
  ff_sqlite_set_cancellable (self->db, NULL);

  /* The views may have pointed at nothing until now. */
  saved = saved && ff_store_sqlite_attach_audiences (self, &db_error);
  if (!saved)
    return ff_store_sqlite_fail (g_steal_pointer (&db_error), error);

  *out_n = n;

  return TRUE;
}

static gboolean
drop (FfSqlite    *writer,
      const char  *name,
      GError     **error)
{
  return ff_sqlite_run (writer, error,
                        "DELETE FROM main.fanfare_audience_member WHERE audience_id IN (SELECT audience_id FROM main.fanfare_audience WHERE name = ?)",
                        "t", name) &&
         ff_sqlite_run (writer, error, "DELETE FROM main.fanfare_audience WHERE name = ?", "t", name);
}

gboolean
ff_store_sqlite_drop_audience (FfStore     *store,
                               const char  *name,
                               GError     **error)
{
  FfStoreSqlite *self = FF_STORE_SQLITE (store);
  g_autoptr (GError) db_error = NULL;
  FfSqlite *writer;
  gboolean dropped = FALSE;

  g_return_val_if_fail (self->holder == NULL, FALSE);

  if (!self->has_audiences)
    return TRUE;

  writer = open_writer (self, &db_error);
  if (writer != NULL && ff_sqlite_begin (writer, TRUE, &db_error))
    {
      dropped = drop (writer, name, &db_error) && ff_sqlite_commit (writer, &db_error);
      if (!dropped)
        ff_sqlite_rollback (writer);
    }

  return dropped || ff_store_sqlite_fail (g_steal_pointer (&db_error), error);
}
