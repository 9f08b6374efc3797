/* The session of a PostgreSQL store and its one transaction: what the server
 * is told when a connection stands, and when a snapshot begins and ends.
 * Called by the backend's other files, on the store's thread.
 *
 * Working tables are made inside of the transaction whose snapshot fills them,
 * so they last as long as it does: until the next evaluation, or, while a
 * person drafts, through several. It is rolled back in the end, which drops
 * them all at no cost. */

#include "store/ff-store-postgres-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-clock.h"
#include "base/ff-secret.h"

/* A draft's snapshot is renewed after so long, or when nobody asked for a while: an open transaction keeps the server
 * from tidying up. */
#define DRAFT_USEC (10 * 60 * (gint64) G_USEC_PER_SEC)
#define IDLE_USEC (2 * 60 * (gint64) G_USEC_PER_SEC)

/* The server's own clock, for a machine that was put to sleep. Whoever reads rows may take as long as it wants. */
#define IDLE_TIMEOUT "3min"

/* Each table holds a lock of the server's to the end of the transaction; it has about 6,400 of them for everybody. */
#define MAX_TABLES 800

/* One round trip. What is asked for is what every statement of ours relies on. Just-in-time compilation takes longer
 * than it saves; cursors are read to their end. */
static const char settings[] =
  "SET search_path = pg_catalog;"
  "SET DateStyle = 'ISO, YMD';"
  "SET IntervalStyle = 'postgres';"
  "SET TimeZone = 'UTC';"
  "SET extra_float_digits = 1;"
  "SET standard_conforming_strings = on;"
  "SET client_min_messages = 'warning';"
  "SET jit = off;"
  "SET cursor_tuple_fraction = 1.0;"
  "SET default_statistics_target = 20;"
  "SET statement_timeout = '1h';"
  "SET lock_timeout = '10s';"
  "SET idle_in_transaction_session_timeout = '" IDLE_TIMEOUT "'";

static gboolean
check_server (FfPostgres  *db,
              GError     **error)
{
  const char *encoding = PQparameterStatus (ff_postgres_get_handle (db), "server_encoding");

  if (PQserverVersion (ff_postgres_get_handle (db)) < 130000)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
                 /* Translators: a database, the version of its server. */
                 _("The server of %s is PostgreSQL %d, and Fanfare needs 13 or newer."), ff_postgres_get_place (db),
                 PQserverVersion (ff_postgres_get_handle (db)) / 10000);
  else if (g_strcmp0 (encoding, "UTF8") != 0)
    g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
                 /* Translators: a database, an encoding such as LATIN1. */
                 _("Texts in %s are encoded in %s. Fanfare needs a database in UTF-8, or counts would differ."),
                 ff_postgres_get_place (db), encoding);
  else
    return TRUE;

  return FALSE;
}

/* Where working tables go: the schema that an administrator gave us, else the session's own. */
static gboolean
find_room (FfStorePostgres  *self,
           FfPostgres       *db,
           GError          **error)
{
  g_autoptr (PGresult) result = NULL;

  result = ff_postgres_ask (db, error,
                            "SELECT coalesce ((SELECT has_schema_privilege (oid, 'USAGE') AND has_schema_privilege (oid, 'CREATE')"
                            " FROM pg_namespace WHERE nspname = '" FF_POSTGRES_WORK "'), false),"
                            " has_database_privilege (current_database (), 'TEMP')", NULL);
  if (result == NULL)
    return FALSE;

  self->has_work = *PQgetvalue (result, 0, 0) == 't';
  if (self->has_work || *PQgetvalue (result, 0, 1) == 't')
    return TRUE;

  g_set_error (error, FF_STORE_ERROR, FF_STORE_ERROR_REFUSED,
               /* Translators: a database, the name of a schema in it. */
               _("Fanfare has no room for working tables in %s. Ask its administrator for the schema “%s” (fanfarectl schema --grants prints how)."),
               ff_postgres_get_place (db), FF_POSTGRES_WORK);

  return FALSE;
}

/* With what is kept for this server, when it asks for a password and libpq knows none. */
static FfPostgres *
open_server (const char  *address,
             GError     **error)
{
  g_autoptr (GError) local = NULL;
  FfPostgres *db = ff_postgres_open (address, NULL, NULL, &local);
  char *secret = NULL;

  if (g_error_matches (local, FF_DB_ERROR, FF_DB_ERROR_PASSWORD))
    secret = ff_secret_read (address, NULL, NULL);
  if (secret != NULL)
    {
      g_clear_error (&local);
      db = ff_postgres_open (address, secret, NULL, &local);
      ff_secret_free (secret);
    }
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return db;
}

/**
 * ff_store_postgres_connect:
 * @error: return location for a #FfDbError or #FfStoreError
 *
 * Returns: (transfer full): a connection of its own with the session set, or %NULL
 */
FfPostgres *
ff_store_postgres_connect (FfStorePostgres  *self,
                           GError          **error)
{
  g_autoptr (FfPostgres) db = open_server (self->address, error);

  if (db == NULL || !check_server (db, error) || !ff_postgres_exec (db, settings, error) || !find_room (self, db, error))
    return NULL;

  return g_steal_pointer (&db);
}

/**
 * ff_store_postgres_get_side:
 * @error: return location for a #FfDbError or #FfStoreError
 *
 * Returns: (transfer none): the second connection, or %NULL
 */
FfPostgres *
ff_store_postgres_get_side (FfStorePostgres  *self,
                            GError          **error)
{
  g_autoptr (PGresult) alive = NULL;

  /* A server that was restarted says so only when it is asked. */
  if (self->side != NULL)
    alive = ff_postgres_ask (self->side, NULL, "SELECT 1", NULL);
  if (alive == NULL)
    {
      g_clear_pointer (&self->side, ff_postgres_free);
      self->side = ff_store_postgres_connect (self, error);
    }

  return self->side;
}

/* The working tables are gone, or go now. */
static void
forget (FfStorePostgres *self)
{
  g_hash_table_remove_all (self->steps);
  g_hash_table_remove_all (self->checked_links);
  ff_store_postgres_forget_members (self);
  g_ptr_array_set_size (self->doomed, 0);
  self->began_usec = 0;
  self->n_tables = 0;
  self->is_stale = FALSE;
  g_clear_pointer (&self->version, g_free);
}

void
ff_store_postgres_end_snapshot (FfStorePostgres *self)
{
  while (self->db != NULL && ff_postgres_get_depth (self->db) > 0)
    ff_postgres_rollback (self->db);
  forget (self);
}

/* Transactions that were not over when the snapshot was taken and have been committed since. More than so many are never
 * nothing. */
static const char nothing_since[] =
  "SELECT pg_snapshot_xmax (s.now)::text::bigint - pg_snapshot_xmax (s.then)::text::bigint < 100000"
  " AND NOT EXISTS (SELECT 1 FROM (SELECT pg_snapshot_xip (s.then) UNION ALL"
  "   SELECT n::text::xid8 FROM generate_series (pg_snapshot_xmax (s.then)::text::bigint, pg_snapshot_xmax (s.now)::text::bigint - 1) AS n) AS t (id)"
  "   WHERE pg_xact_status (t.id) IS DISTINCT FROM 'aborted' AND pg_xact_status (t.id) IS DISTINCT FROM 'in progress')"
  " FROM (SELECT $1::pg_snapshot AS then, pg_current_snapshot () AS now) AS s";

/**
 * ff_store_postgres_is_nothing_since:
 * @version: of a snapshot
 *
 * Returns: %TRUE if nobody has committed anything since; on the second connection, because the first one sees no later
 */
gboolean
ff_store_postgres_is_nothing_since (FfStorePostgres *self,
                                    const char      *version)
{
  FfPostgres *db = ff_store_postgres_get_side (self, NULL);
  g_autoptr (PGresult) result = NULL;

  if (db != NULL)
    result = ff_postgres_ask (db, NULL, nothing_since, "t", version);

  return result != NULL && *PQgetvalue (result, 0, 0) == 't';
}

static gboolean
is_spent (FfStorePostgres *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->n_readers > 0)
    return FALSE;

  return self->is_stale || self->n_tables >= MAX_TABLES || now - self->began_usec >= DRAFT_USEC || now - self->used_usec >= IDLE_USEC ||
         (!self->is_drafting && !ff_store_postgres_is_nothing_since (self, self->version));
}

static gboolean
begin (FfStorePostgres  *self,
       GError          **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!ff_postgres_begin (self->db, "ISOLATION LEVEL REPEATABLE READ", error))
    return FALSE;

  /* The first statement takes the snapshot; its text says which transactions it sees, so equal texts see the same. */
  result = ff_postgres_ask (self->db, error, "SELECT pg_current_snapshot ()", NULL);
  if (result == NULL)
    {
      ff_postgres_rollback (self->db);
      return FALSE;
    }

  self->version = g_strdup (PQgetvalue (result, 0, 0));
  self->taken_at = ff_clock_get_now (ff_clock_get_wall ());
  self->began_usec = g_get_monotonic_time ();

  return TRUE;
}

static gboolean
reconnect (FfStorePostgres  *self,
           GError          **error)
{
  FfPostgres *again = ff_store_postgres_connect (self, error);

  if (again == NULL)
    return FALSE;

  g_debug ("Connected again to %s", ff_postgres_get_place (again));
  ff_postgres_free (self->db);
  self->db = again;

  return TRUE;
}

/* A server that went away while we were idle says so only when it is asked. */
static gboolean
is_gone (FfStorePostgres *self)
{
  g_autoptr (PGresult) alive = ff_postgres_ask (self->db, NULL, "SELECT 1", NULL);

  return alive == NULL;
}

/**
 * ff_store_postgres_let_read:
 * @reading: somebody reads rows, at whatever pace
 *
 * Tells the server how long it is to wait for us.
 */
void
ff_store_postgres_let_read (FfStorePostgres *self,
                            gboolean         reading)
{
  if (!ff_postgres_is_lost (self->db) && ff_postgres_get_depth (self->db) > 0)
    ff_postgres_exec (self->db, reading ? "SET LOCAL idle_in_transaction_session_timeout = 0"
                                        : "SET LOCAL idle_in_transaction_session_timeout = '" IDLE_TIMEOUT "'", NULL);
}

/**
 * ff_store_postgres_ensure_snapshot:
 * @error: return location for a #FfDbError or #FfStoreError
 *
 * Goes on with the snapshot that there is, where that may be, or takes
 * another. Connects again when the server went away.
 *
 * Returns: %TRUE if there is a snapshot
 */
gboolean
ff_store_postgres_ensure_snapshot (FfStorePostgres  *self,
                                   GError          **error)
{
  gboolean again = FALSE;

  if (self->began_usec > 0 && (is_gone (self) || is_spent (self)))
    ff_store_postgres_end_snapshot (self);

  while (self->began_usec == 0)
    {
      g_autoptr (GError) db_error = NULL;

      if (ff_postgres_is_lost (self->db) && !reconnect (self, error))
        return FALSE;
      if (begin (self, &db_error))
        break;
      if (again || !ff_postgres_is_lost (self->db))
        {
          g_propagate_error (error, g_steal_pointer (&db_error));
          return FALSE;
        }
      again = TRUE;
    }

  self->used_usec = g_get_monotonic_time ();

  return TRUE;
}
