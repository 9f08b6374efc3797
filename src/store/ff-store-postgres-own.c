/* Fanfare's own tables on a PostgreSQL server: in the schema “fanfare”, where
 * an administrator gave us one. Here are saved audiences, read in the snapshot
 * and written over a connection of their own, and suppressed addresses. Called
 * through the interface, on the store's thread.
 *
 *   suppression  address, as it is written in messages; channel, the one that
 *                it is closed for, or '' for every one; expires_at, µs UTC,
 *                from when on it does not hold any more, NULL: never */

#include "store/ff-store-postgres-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-clock.h"

#define AUDIENCE FF_POSTGRES_OWN ".audience"
#define MEMBER FF_POSTGRES_OWN ".audience_member"
#define MEMBERS FF_POSTGRES_OWN "." FF_TABLE_AUDIENCE_MEMBER
#define NUMBER(k) "CASE WHEN " k " ~ '^(0|-?[1-9]\\d{0,17})$' THEN CAST (" k " AS BIGINT)" \
                  " WHEN " k " ~ '^-?[1-9]\\d{18}$' AND CAST (" k " AS NUMERIC) BETWEEN -9223372036854775808 AND 9223372036854775807" \
                  " THEN CAST (" k " AS BIGINT) END"

/* Unused parts of a key are empty texts: a primary key has no NULL. */
const char ff_postgres_own_tables[] =
  "CREATE TABLE IF NOT EXISTS " AUDIENCE " ("
  "audience_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT COLLATE \"C\" NOT NULL UNIQUE, entity TEXT NOT NULL,"
  " kind TEXT NOT NULL, people BIGINT NOT NULL, saved_at BIGINT NOT NULL, generation BIGINT NOT NULL);\n"
  "CREATE TABLE IF NOT EXISTS " MEMBER " ("
  "audience_id BIGINT NOT NULL REFERENCES " AUDIENCE ", k1 TEXT COLLATE \"C\" NOT NULL, k2 TEXT COLLATE \"C\" NOT NULL,"
  " k3 TEXT COLLATE \"C\" NOT NULL, k4 TEXT COLLATE \"C\" NOT NULL, PRIMARY KEY (audience_id, k1, k2, k3, k4));\n"
  "CREATE OR REPLACE VIEW " MEMBERS " AS SELECT a.name AS audience, m.k1, m.k2, m.k3, m.k4, " NUMBER ("m.k1") " AS n1, "
  NUMBER ("m.k2") " AS n2, " NUMBER ("m.k3") " AS n3, " NUMBER ("m.k4") " AS n4"
  " FROM " AUDIENCE " AS a JOIN " MEMBER " AS m ON m.audience_id = a.audience_id;\n"
  "CREATE TABLE IF NOT EXISTS " FF_POSTGRES_OWN ".suppression ("
  "address TEXT NOT NULL, channel TEXT NOT NULL DEFAULT '', expires_at BIGINT);\n";

/* Members of nothing, as long as nobody can save an audience. */
static const char no_members[] =
  "(audience TEXT COLLATE \"C\", k1 TEXT COLLATE \"C\", k2 TEXT COLLATE \"C\", k3 TEXT COLLATE \"C\", k4 TEXT COLLATE \"C\","
  " n1 BIGINT, n2 BIGINT, n3 BIGINT, n4 BIGINT)";

/* Whether the relation of ours is there and may be read. */
static gboolean
can_read (FfPostgres  *db,
          const char  *name,
          gboolean    *out_can,
          GError     **error)
{
  g_autoptr (PGresult) result = NULL;

  result = ff_postgres_ask (db, error,
                            "SELECT coalesce ((SELECT has_schema_privilege (n.oid, 'USAGE') AND has_table_privilege (c.oid, 'SELECT')"
                            " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                            " WHERE n.nspname = '" FF_POSTGRES_OWN "' AND c.relname = $1), false)", "t", name);
  *out_can = result != NULL && *PQgetvalue (result, 0, 0) == 't';

  return result != NULL;
}

gboolean
ff_postgres_reads_audiences (FfStep *step)
{
  return step->op == FF_STEP_MEMBERS ||
         (step->tables != NULL && g_strv_contains ((const char *const *) step->tables, FF_TABLE_AUDIENCE_MEMBER));
}

/**
 * ff_store_postgres_find_members:
 * @error: return location for a #FfDbError
 *
 * Sees to it that rules can ask for members, within the snapshot, also when
 * there are no audiences.
 *
 * Returns: %TRUE if they can
 */
gboolean
ff_store_postgres_find_members (FfStorePostgres  *self,
                                GError          **error)
{
  gboolean can = FALSE;
  g_autofree char *create = NULL;

  if (self->members != NULL)
    return TRUE;
  if (!can_read (self->db, FF_TABLE_AUDIENCE_MEMBER, &can, error))
    return FALSE;

  self->has_audiences = can;
  self->members = can ? g_strdup (MEMBERS) : ff_store_postgres_dup_table_name (self, "members");
  self->dialect.members = self->members;
  if (can)
    return TRUE;

  create = g_strdup_printf ("CREATE %s TABLE %s %s", self->has_work ? "UNLOGGED" : "TEMP", self->members, no_members);

  return ff_postgres_exec (self->db, create, error);
}

/* Where they were went with the snapshot, or with a step that failed. */
void
ff_store_postgres_forget_members (FfStorePostgres *self)
{
  self->dialect.members = ff_dialect_postgres.members;
  self->has_audiences = FALSE;
  g_clear_pointer (&self->members, g_free);
}

/**
 * ff_store_postgres_dup_audience_version:
 *
 * Returns: (transfer full): moves with every audience that anyone saves; of the snapshot
 */
char *
ff_store_postgres_dup_audience_version (FfStorePostgres *self)
{
  g_autoptr (FfSql) sql = ff_sql_new (&self->dialect);
  g_autoptr (PGresult) result = NULL;
  gboolean can = FALSE;

  if (!can_read (self->db, "audience", &can, NULL) || !can)
    return g_strdup ("");

  ff_sql_add (sql, "SELECT coalesce (string_agg (audience_id || ' ' || saved_at || ' ' || generation, ' ' ORDER BY audience_id), '') FROM " AUDIENCE);
  result = ff_store_postgres_ask_safely (self, sql, NULL);

  return g_strdup (result != NULL ? PQgetvalue (result, 0, 0) : "");
}

/**
 * ff_store_postgres_check_audience:
 * @step: a step that reads the members of an audience
 *
 * Returns: %TRUE if the audience is there and of the step's dimension
 */
gboolean
ff_store_postgres_check_audience (FfStorePostgres  *self,
                                  FfStep           *step,
                                  GError          **error)
{
  g_autoptr (PGresult) result = NULL;
  gboolean has_row = FALSE;

  if (self->has_audiences)
    {
      result = ff_postgres_ask (self->db, error, "SELECT entity FROM " AUDIENCE " WHERE name = $1", "t", step->audience);
      if (result == NULL)
        return FALSE;
      has_row = PQntuples (result) > 0;
    }

  if (has_row && g_str_equal (PQgetvalue (result, 0, 0), step->entity->name))
    return TRUE;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA,
               has_row ? _("The saved audience “%s” holds other rows than the campaign expects.")
                       : _("There is no saved audience “%s”."), step->audience);

  return FALSE;
}

FfJson *
ff_store_postgres_list_audiences (FfStore  *store,
                                  GError  **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (FfJson) list = ff_json_new_object ();
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GError) db_error = NULL;
  FfPostgres *db = ff_store_postgres_get_side (self, &db_error);
  gboolean can = FALSE;

  if (db != NULL && can_read (db, "audience", &can, &db_error))
    {
      if (!can)
        return g_steal_pointer (&list);
      result = ff_postgres_ask (db, &db_error, "SELECT name, entity, people, saved_at FROM " AUDIENCE " ORDER BY name", NULL);
    }

  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      FfJson *audience = ff_json_new_object ();

      ff_json_set_string (audience, "entity", PQgetvalue (result, r, 1));
      ff_json_set_integer (audience, "people", g_ascii_strtoll (PQgetvalue (result, r, 2), NULL, 10));
      ff_json_set_integer (audience, "saved-at", g_ascii_strtoll (PQgetvalue (result, r, 3), NULL, 10));
      ff_json_take_member (list, PQgetvalue (result, r, 0), audience);
    }

  if (result != NULL)
    return g_steal_pointer (&list);

  ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);

  return NULL;
}

/* The tables are made by the first who saves and may make them. */
static gboolean
ensure_tables (FfPostgres  *db,
               GError     **error)
{
  g_autoptr (PGresult) result = NULL;
  gboolean can = FALSE;

  if (!can_read (db, FF_TABLE_AUDIENCE_MEMBER, &can, error))
    return FALSE;
  if (can)
    return TRUE;

  result = ff_postgres_ask (db, error, "SELECT coalesce ((SELECT has_schema_privilege (oid, 'USAGE') AND has_schema_privilege (oid, 'CREATE')"
                                       " FROM pg_namespace WHERE nspname = '" FF_POSTGRES_OWN "'), false)", NULL);
  if (result == NULL)
    return FALSE;
  if (*PQgetvalue (result, 0, 0) == 't')
    return ff_postgres_exec (db, ff_postgres_own_tables, error);

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
               /* Translators: a database, the name of a schema in it. */
               _("Audiences cannot be saved in %s. Ask its administrator for the schema “%s” (fanfarectl schema --grants prints how)."),
               ff_postgres_get_place (db), FF_POSTGRES_OWN);

  return FALSE;
}

/* The id of the audience, whose row says what it will be when all is committed. */
static gboolean
put_audience (FfPostgres      *db,
              const char      *name,
              const FfEntity  *entity,
              gboolean         replace,
              gint64          *out_id,
              GError         **error)
{
  g_autoptr (PGresult) result = NULL;

  result = ff_postgres_ask (db, error,
                            "INSERT INTO " AUDIENCE " AS a (name, entity, kind, people, saved_at, generation) VALUES ($1, $2, 'fixed', 0, $3, 1)"
                            " ON CONFLICT (name) DO UPDATE SET saved_at = excluded.saved_at, generation = a.generation + 1"
                            " RETURNING audience_id, entity", "tti", name, entity->name, ff_clock_get_now (ff_clock_get_wall ()));
  if (result == NULL)
    return FALSE;

  *out_id = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  if (replace)
    return ff_postgres_run (db, NULL, error, "UPDATE " AUDIENCE " SET entity = $1 WHERE audience_id = $2", "ti", entity->name, *out_id) &&
           ff_postgres_run (db, NULL, error, "DELETE FROM " MEMBER " WHERE audience_id = $1", "i", *out_id);

  if (g_str_equal (PQgetvalue (result, 0, 1), entity->name))
    return TRUE;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_DATA,
               _("The saved audience “%s” holds other rows than %s: replace it or choose another name."), name, entity->label_plural);

  return FALSE;
}

/* The keys go through this process: what fills them is in a transaction that is never committed. */
static gboolean
copy_keys (FfStore        *store,
           FfStoreReader  *reader,
           FfPostgres     *db,
           GError        **error)
{
  for (;;)
    {
      g_autofree char *key = NULL;
      g_auto (GStrv) parts = NULL;
      const char *cells[FF_WORK_MAX_KEYS] = { "", "", "", "" };
      gboolean has_row = FALSE;

      if (!ff_store_postgres_read_row (store, reader, &key, NULL, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      parts = g_strsplit (key, FF_POSTGRES_KEY_JOINT, FF_WORK_MAX_KEYS);
      for (guint k = 0; parts[k] != NULL; k++)
        cells[k] = parts[k];
      if (!ff_postgres_copy_row (db, cells, FF_WORK_MAX_KEYS, error))
        return FALSE;
    }
}

static gboolean
copy_members (FfStorePostgres  *self,
              FfStoreReader    *reader,
              FfPostgres       *db,
              gint64            id,
              GError          **error)
{
  g_autofree char *name = ff_store_postgres_dup_table_name (self, "save");
  g_autofree char *create = g_strdup_printf ("CREATE %s TABLE %s (k1 TEXT, k2 TEXT, k3 TEXT, k4 TEXT)", self->has_work ? "UNLOGGED" : "TEMP", name);
  g_autofree char *copy = g_strdup_printf ("COPY %s FROM STDIN", name);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO " MEMBER " (audience_id, k1, k2, k3, k4) SELECT $1, k1, k2, k3, k4 FROM %s"
                                             " ON CONFLICT DO NOTHING", name);
  g_autofree char *drop = g_strdup_printf ("DROP TABLE %s", name);

  if (!ff_postgres_exec (db, create, error) || !ff_postgres_copy_begin (db, copy, error))
    return FALSE;

  if (!copy_keys (FF_STORE (self), reader, db, error))
    {
      ff_postgres_copy_abort (db);
      return FALSE;
    }

  return ff_postgres_copy_end (db, NULL, error) &&
         ff_postgres_run (db, NULL, error, insert, "i", id) &&
         ff_postgres_exec (db, drop, error);
}

static gboolean
save (FfStorePostgres  *self,
      FfStoreReader    *reader,
      FfPostgres       *db,
      const FfEntity   *entity,
      const char       *name,
      gboolean          replace,
      gint64           *out_n,
      GError          **error)
{
  gint64 id = 0;

  return ensure_tables (db, error) &&
         put_audience (db, name, entity, replace, &id, error) &&
         copy_members (self, reader, db, id, error) &&
         ff_postgres_get_integer (db, out_n, NULL, error, "SELECT count (*) FROM " MEMBER " WHERE audience_id = $1", "i", id) &&
         ff_postgres_run (db, NULL, error, "UPDATE " AUDIENCE " SET people = $1 WHERE audience_id = $2", "ii", *out_n, id);
}

gboolean
ff_store_postgres_write_audience (FfStore       *store,
                                  FfFlow         flow,
                                  const char    *fingerprint,
                                  const char    *name,
                                  gboolean       replace,
                                  gint64        *out_n,
                                  GCancellable  *cancellable,
                                  GError       **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  FfPostgres *db = ff_store_postgres_get_side (self, &db_error);
  FfStoreReader *reader;
  gboolean saved = FALSE;

  g_return_val_if_fail (!self->is_evaluating, FALSE);

  if (db == NULL)
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);

  reader = ff_store_postgres_open_reader (store, flow, fingerprint, NULL, cancellable, error);
  if (reader == NULL)
    return FALSE;

  ff_postgres_set_cancellable (db, cancellable);
  if (ff_postgres_begin (db, NULL, &db_error))
    {
      saved = save (self, reader, db, ff_flow_get_entity (flow), name, replace, out_n, &db_error) && ff_postgres_commit (db, &db_error);
      if (!saved)
        ff_postgres_rollback (db);
    }
  ff_postgres_set_cancellable (db, NULL);
  ff_store_postgres_close_reader (store, reader);
  self->is_stale = self->is_stale || saved;

  return saved || ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
}

gboolean
ff_store_postgres_drop_audience (FfStore     *store,
                                 const char  *name,
                                 GError     **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  FfPostgres *db = ff_store_postgres_get_side (self, &db_error);
  gboolean dropped = FALSE;
  gboolean can = FALSE;

  g_return_val_if_fail (!self->is_evaluating, FALSE);

  if (db == NULL || !can_read (db, "audience", &can, &db_error))
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
  if (!can)
    return TRUE;

  if (ff_postgres_begin (db, NULL, &db_error))
    {
      dropped = ff_postgres_run (db, NULL, &db_error, "DELETE FROM " MEMBER " WHERE audience_id IN (SELECT audience_id FROM " AUDIENCE " WHERE name = $1)",
                                 "t", name) &&
                ff_postgres_run (db, NULL, &db_error, "DELETE FROM " AUDIENCE " WHERE name = $1", "t", name) && ff_postgres_commit (db, &db_error);
      if (!dropped)
        ff_postgres_rollback (db);
    }
  self->is_stale = self->is_stale || dropped;

  return dropped || ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
}

typedef struct
{
  FfSuppressedFunc func;
  gpointer         user_data;
  gboolean         is_enough;
} Telling;

static gboolean
tell_suppressed (PGresult  *row,
                 gpointer   user_data,
                 GError   **error)
{
  Telling *self = user_data;

  self->is_enough = !self->func (PQgetvalue (row, 0, 0), PQgetvalue (row, 0, 1), self->user_data);
  if (self->is_enough)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "");

  return !self->is_enough;
}

gboolean
ff_store_postgres_read_suppressed (FfStore           *store,
                                   gint64             now_usec,
                                   FfSuppressedFunc   func,
                                   gpointer           user_data,
                                   GCancellable      *cancellable,
                                   GError           **error)
{
  FfStorePostgres *self = FF_STORE_POSTGRES (store);
  g_autoptr (GError) db_error = NULL;
  FfPostgres *db = ff_store_postgres_get_side (self, &db_error);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, now_usec);
  const FfPostgresValue value = { FF_POSTGRES_INTEGER, now };
  Telling telling = { func, user_data, FALSE };
  gboolean can = FALSE;
  gboolean done;

  if (db == NULL || !can_read (db, "suppression", &can, &db_error))
    return ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
  if (!can)
    return TRUE;

  ff_postgres_set_cancellable (db, cancellable);
  done = ff_postgres_stream (db, "SELECT coalesce (channel, ''), address FROM " FF_POSTGRES_OWN ".suppression"
                                 " WHERE address IS NOT NULL AND (expires_at IS NULL OR expires_at > $1)",
                             &value, 1, tell_suppressed, &telling, &db_error);
  ff_postgres_set_cancellable (db, NULL);

  return done || telling.is_enough || ff_store_postgres_fail (self, g_steal_pointer (&db_error), error);
}
