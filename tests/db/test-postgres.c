/* The tamed PostgreSQL connection against a server of its own. */

#include "../support/ff-test-postgres.h"
#include "db/ff-postgres-connect.h"

#include <string.h>

static FfTestDatabase database;

/* Made by the first test that asks; FALSE, and that test is skipped, where there is no server. */
static gboolean
has_database (void)
{
  if (database.name != NULL)
    return TRUE;
  if (!ff_test_database_init (&database))
    return FALSE;

  ff_test_database_exec (&database, "CREATE TABLE t (n bigint PRIMARY KEY); INSERT INTO t VALUES (1), (2);"
                                    "DROP ROLE IF EXISTS ff_guest; CREATE ROLE ff_guest");

  return TRUE;
}

typedef struct
{
  const char *what;
  const char *sql;
  FfDbError   code;
} Failure;

static const Failure failures[] = {
  { "no-table",        "SELECT 1 FROM nowhere.nothing",                       FF_DB_ERROR_GONE },
  { "no-column",       "SELECT nothing FROM t",                               FF_DB_ERROR_GONE },
  { "no-schema",       "CREATE TABLE nowhere.x ()",                           FF_DB_ERROR_GONE },
  { "syntax",          "SELEC 1",                                             FF_DB_ERROR_BAD_SQL },
  { "no-function",     "SELECT nothing (1)",                                  FF_DB_ERROR_BAD_SQL },
  { "too-great",       "SELECT 9223372036854775807::bigint + 1",              FF_DB_ERROR_DATA },
  { "wrong-form",      "SELECT 'x'::bigint",                                  FF_DB_ERROR_DATA },
  { "by-zero",         "SELECT 1 / 0",                                        FF_DB_ERROR_DATA },
  { "several-rows",    "SELECT (SELECT n FROM t)",                            FF_DB_ERROR_DATA },
  { "twice",           "INSERT INTO t VALUES (1)",                            FF_DB_ERROR_CONSTRAINT },
  { "no-right",        "SET ROLE ff_guest; SELECT 1 FROM t",                  FF_DB_ERROR_REFUSED },
  { "read-only",       "BEGIN READ ONLY; INSERT INTO t VALUES (9)",           FF_DB_ERROR_REFUSED },
  { "too-long",        "SET statement_timeout = 20; SELECT pg_sleep (20)",    FF_DB_ERROR_TIMEOUT },
};

static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);
  g_assert_false (ff_postgres_exec (db, failure->sql, &error));
  g_assert_error (error, FF_DB_ERROR, (gint) failure->code);
  g_assert_false (ff_postgres_is_lost (db));

  /* The connection is of use afterwards. */
  g_clear_error (&error);
  g_assert_true (ff_postgres_exec (db, "ROLLBACK; RESET ROLE; SELECT 1", &error));
  g_assert_no_error (error);
}

static void
test_values (void)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = NULL;
  gint64 value = 7;
  gboolean found = TRUE;
  gint64 n = 0;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  result = ff_postgres_ask (db, &error, "SELECT $1, $2, $3, $4", "ittd", G_MININT64, "a'b\\c; DROP TABLE t --", NULL, 0.1);
  g_assert_no_error (error);
  g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, "-9223372036854775808");
  g_assert_cmpstr (PQgetvalue (result, 0, 1), ==, "a'b\\c; DROP TABLE t --");
  g_assert_true (PQgetisnull (result, 0, 2));
  g_assert_cmpstr (PQgetvalue (result, 0, 3), ==, "0.1");

  g_assert_true (ff_postgres_get_integer (db, &value, &found, &error, "SELECT $1 + 1", "i", G_GINT64_CONSTANT (41)));
  g_assert_cmpint (value, ==, 42);
  g_assert_false (ff_postgres_get_integer (db, &value, &found, &error, "SELECT 1 WHERE false", NULL));
  g_assert_no_error (error);
  g_assert_false (found);
  g_assert_cmpint (value, ==, 42);

  g_assert_true (ff_postgres_run (db, &n, &error, "INSERT INTO t SELECT i FROM generate_series (100, $1) AS i", "i", G_GINT64_CONSTANT (149)));
  g_assert_cmpint (n, ==, 50);
  g_assert_true (ff_postgres_run (db, &n, &error, "DELETE FROM t WHERE n >= 100", NULL));
  g_assert_cmpint (n, ==, 50);
}

typedef struct
{
  gint64 n;
  gint64 last;
  gint64 stop_at;
} Seen;

static gboolean
see_row (PGresult  *result,
         gpointer   user_data,
         GError   **error)
{
  Seen *seen = user_data;

  seen->n += 1;
  seen->last = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  if (seen->n == seen->stop_at)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "enough");

  return seen->n != seen->stop_at;
}

static void
test_stream (void)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;
  FfPostgresValue to = { FF_POSTGRES_INTEGER, "200000" };
  Seen seen = { 0, 0, -1 };
  gint64 value = 0;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  g_assert_true (ff_postgres_stream (db, "SELECT i FROM generate_series (1, $1) AS i", &to, 1, see_row, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seen.n, ==, 200000);
  g_assert_cmpint (seen.last, ==, 200000);

  seen = (Seen) { 0, 0, 10 };
  g_assert_false (ff_postgres_stream (db, "SELECT i FROM generate_series (1, $1) AS i", &to, 1, see_row, &seen, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  seen = (Seen) { 0, 0, -1 };
  g_assert_false (ff_postgres_stream (db, "SELECT 10 / (5 - i) FROM generate_series (1, 9) AS i", NULL, 0, see_row, &seen, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_DATA);
  g_assert_cmpint (seen.n, ==, 4);
  g_clear_error (&error);

  g_assert_true (ff_postgres_get_integer (db, &value, NULL, &error, "SELECT 5", NULL));
  g_assert_no_error (error);
}

static gboolean
add_bytes (const char  *bytes,
           gsize        length,
           gpointer     user_data,
           GError     **error)
{
  g_string_append_len (user_data, bytes, (gssize) length);

  return TRUE;
}

static void
test_copy (void)
{
  static const char *const rows[][2] = {
    { "1", "plain" }, { "2", "tab\tnew\nline\rback\\slash" }, { "3", NULL }, { "4", "" }, { "5", "\\N" }, { "6", "여보세요" },
  };
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  g_assert_true (ff_postgres_exec (db, "CREATE TEMP TABLE c (n int, word text)", &error));
  g_assert_true (ff_postgres_copy_begin (db, "COPY c FROM STDIN", &error));
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    g_assert_true (ff_postgres_copy_row (db, rows[r], 2, &error));
  g_assert_true (ff_postgres_copy_end (db, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, G_N_ELEMENTS (rows));

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      g_autoptr (PGresult) result = ff_postgres_ask (db, &error, "SELECT word FROM c WHERE n = $1", "i", (gint64) r + 1);

      g_assert_no_error (error);
      if (rows[r][1] == NULL)
        g_assert_true (PQgetisnull (result, 0, 0));
      else
        g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, rows[r][1]);
    }

  g_assert_true (ff_postgres_copy_out (db, "COPY (SELECT n FROM c ORDER BY n) TO STDOUT", add_bytes, out, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, "1\n2\n3\n4\n5\n6\n");

  /* What the server refuses is told, and what is given up is not there. */
  g_assert_true (ff_postgres_copy_begin (db, "COPY c FROM STDIN", &error));
  ff_postgres_copy_row (db, (const char *const[]) { "seven", "x" }, 2, &error);
  g_assert_false (ff_postgres_copy_end (db, NULL, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_DATA);
  g_clear_error (&error);

  g_assert_true (ff_postgres_copy_begin (db, "COPY c FROM STDIN", &error));
  ff_postgres_copy_row (db, rows[0], 2, &error);
  ff_postgres_copy_abort (db);
  g_assert_true (ff_postgres_get_integer (db, &n, NULL, &error, "SELECT count (*) FROM c", NULL));
  g_assert_cmpint (n, ==, 6);
}

static void
test_transactions (void)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  g_assert_true (ff_postgres_begin (db, "ISOLATION LEVEL REPEATABLE READ", &error));
  g_assert_true (ff_postgres_run (db, NULL, &error, "INSERT INTO t VALUES (50)", NULL));
  g_assert_true (ff_postgres_begin (db, NULL, &error));
  g_assert_true (ff_postgres_run (db, NULL, &error, "INSERT INTO t VALUES (51)", NULL));
  g_assert_false (ff_postgres_run (db, NULL, NULL, "INSERT INTO t VALUES (51)", NULL));
  ff_postgres_rollback (db);
  g_assert_true (ff_postgres_begin (db, NULL, &error));
  g_assert_true (ff_postgres_run (db, NULL, &error, "INSERT INTO t VALUES (52)", NULL));
  g_assert_true (ff_postgres_commit (db, &error));
  g_assert_cmpuint (ff_postgres_get_depth (db), ==, 1);
  g_assert_true (ff_postgres_commit (db, &error));
  g_assert_no_error (error);
  g_assert_true (ff_postgres_get_integer (db, &n, NULL, &error, "SELECT sum (n) FROM t WHERE n >= 50", NULL));
  g_assert_cmpint (n, ==, 102);
  g_assert_true (ff_postgres_run (db, NULL, &error, "DELETE FROM t WHERE n >= 50", NULL));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);

  return NULL;
}

/* Stops it in the server, quickly, and the transaction's earlier work stands. */
static void
test_cancel (void)
{
  static const char *const statements[] = {
    "SELECT pg_sleep (30)",
    "INSERT INTO t SELECT i FROM generate_series (1000, 2000000000) AS i",
    "COPY (SELECT i FROM generate_series (1, 2000000000) AS i) TO STDOUT",
  };
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  for (guint s = 0; s < G_N_ELEMENTS (statements); s++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
      g_autoptr (GString) out = g_string_new (NULL);
      gint64 n = 0;
      gint64 began;

      g_assert_true (ff_postgres_begin (db, NULL, &error));
      g_assert_true (ff_postgres_run (db, NULL, &error, "INSERT INTO t VALUES (60)", NULL));
      g_assert_true (ff_postgres_begin (db, NULL, &error));
      ff_postgres_set_cancellable (db, cancellable);
      began = g_get_monotonic_time ();
      if (g_str_has_prefix (statements[s], "COPY"))
        g_assert_false (ff_postgres_copy_out (db, statements[s], add_bytes, out, &error));
      else
        g_assert_false (ff_postgres_run (db, NULL, &error, statements[s], NULL));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - began, <, 3 * G_USEC_PER_SEC);
      g_clear_error (&error);
      g_assert_false (ff_postgres_run (db, NULL, &error, "SELECT 1", NULL));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      ff_postgres_rollback (db);
      ff_postgres_set_cancellable (db, NULL);
      g_thread_join (thread);

      g_assert_false (ff_postgres_is_lost (db));
      g_assert_true (ff_postgres_get_integer (db, &n, NULL, &error, "SELECT count (*) FROM t WHERE n >= 60", NULL));
      g_assert_cmpint (n, ==, 1);
      ff_postgres_rollback (db);
      g_assert_cmpint (ff_test_database_ask (&database, "SELECT count (*) FROM pg_stat_activity WHERE state = 'active' AND query ~ '2000000000|sleep' AND pid <> pg_backend_pid ()"), ==, 0);
    }
}

static void
test_lost (void)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 pid = 0;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  g_assert_true (ff_postgres_get_integer (db, &pid, NULL, &error, "SELECT pg_backend_pid ()", NULL));
  g_assert_true (ff_postgres_begin (db, NULL, &error));
  sql = g_strdup_printf ("SELECT pg_terminate_backend (%d)::int", (int) pid);
  ff_test_database_ask (&database, sql);

  g_assert_false (ff_postgres_run (db, NULL, &error, "SELECT 1", NULL));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_UNREACHABLE);
  g_assert_true (ff_postgres_is_lost (db));
  g_clear_error (&error);
  ff_postgres_rollback (db);
  g_assert_false (ff_postgres_run (db, NULL, &error, "SELECT 1", NULL));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_UNREACHABLE);
}

static void
test_crash (void)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (FfPostgres) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_database ())
    return;

  db = ff_test_database_open (&database);

  if (!ff_test_postgres_crash ())
    {
      g_test_skip ("FF_TEST_POSTGRESQL is not ours to stop");
      return;
    }

  g_assert_false (ff_postgres_run (db, NULL, &error, "SELECT 1", NULL));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_UNREACHABLE);
  again = ff_test_database_open (&database);
  g_clear_error (&error);
  g_assert_true (ff_postgres_run (again, NULL, &error, "SELECT 1", NULL));
}

typedef struct
{
  const char *what;
  const char *address;
  FfDbError   code;
} Refused;

static const Refused refused[] = {
  { "password-in-uri",   "postgresql://ada:s3cret@localhost/shop",              FF_DB_ERROR_REFUSED },
  { "password-in-words", "host=localhost password=s3cret",                      FF_DB_ERROR_REFUSED },
  { "broken-uri",        "postgresql://ada:s3cret@[localhost/shop",             FF_DB_ERROR_REFUSED },
  { "broken-words",      "host = = localhost",                                  FF_DB_ERROR_REFUSED },
  { "unknown-word",      "postgresql://localhost/shop?s3cret=1",                FF_DB_ERROR_REFUSED },
  { "nobody-listens",    "postgresql://ada@127.0.0.1:1/shop",                   FF_DB_ERROR_UNREACHABLE },
  { "no-socket",         "host=/nowhere dbname=shop",                           FF_DB_ERROR_UNREACHABLE },
};

static void
test_refused (gconstpointer data)
{
  const Refused *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPostgres) db = ff_postgres_open (c->address, "t0psecret", NULL, &error);

  g_assert_null (db);
  g_assert_error (error, FF_DB_ERROR, (gint) c->code);
  g_assert_null (strstr (error->message, "t0psecret"));
  if (strstr (c->what, "unknown") == NULL)
    g_assert_null (strstr (error->message, "s3cret"));
}

/* Whether one is missing or wrong: another one may do. */
static void
test_password (void)
{
  g_autofree char *address = NULL;
  static const struct
  {
    const char *password;
    gboolean    opens;
  } tries[] = { { NULL, FALSE }, { "wr0ng", FALSE }, { "r1ght", TRUE } };

  ff_test_database_exec (&database, "DO $$ BEGIN CREATE ROLE guarded LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                                    "ALTER ROLE guarded PASSWORD 'r1ght'");
  address = g_strconcat (database.address, " user=guarded", NULL);

  for (guint t = 0; t < G_N_ELEMENTS (tries); t++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FfPostgres) db = ff_postgres_open (address, tries[t].password, NULL, &error);

      g_assert_true ((db != NULL) == tries[t].opens);
      if (tries[t].opens)
        continue;
      g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_PASSWORD);
      if (tries[t].password != NULL)
        g_assert_null (strstr (error->message, tries[t].password));
    }
}

static void
test_no_database (void)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  if (!has_database ())
    return;


  address = g_strconcat (database.address, " dbname=nothing_like_it", NULL);
  db = ff_postgres_open (address, NULL, NULL, &error);
  g_assert_null (db);
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_MISSING);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  db = ff_postgres_open (database.address, NULL, cancelled, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  const char *what;
  const char *address;
  gboolean    safe;
} Way;

static const Way ways[] = {
  { "socket",        "host=/run dbname=x",                          TRUE },
  { "localhost",     "postgresql://localhost/x",                    TRUE },
  { "loopback",      "host=127.0.0.1",                              TRUE },
  { "network",       "hostaddr=192.0.2.1",                          FALSE },
  { "one-of-two",    "hostaddr=127.0.0.1,192.0.2.1",                FALSE },
  { "chosen",        "hostaddr=192.0.2.1 sslmode=require",          TRUE },
  { "chosen-unsafe", "hostaddr=192.0.2.1 sslmode=disable",          TRUE },
  { "verified",      "hostaddr=192.0.2.1 sslmode=verify-full",      TRUE },
};

static void
test_way (gconstpointer data)
{
  const Way *way = data;
  g_auto (FfPostgresAddress) address = { NULL };
  g_autoptr (GError) error = NULL;
  PGconn *handle;
  PGconn *forced;
  g_autoptr (PQconninfoOption) options = NULL;

  g_assert_true (ff_postgres_address_read (way->address, NULL, &address, &error));
  handle = ff_postgres_address_start (&address, NULL);
  g_assert_cmpint (ff_postgres_is_safe_enough (handle), ==, way->safe);
  PQfinish (handle);

  forced = ff_postgres_address_start (&address, "verify-full");
  g_assert_true (ff_postgres_is_safe_enough (forced));
  PQfinish (forced);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/db/postgres/failure/", failures[i].what, NULL);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/db/postgres/refused/", refused[i].what, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/db/postgres/way/", ways[i].what, NULL);

      g_test_add_data_func (path, &ways[i], test_way);
    }
  g_test_add_func ("/db/postgres/values", test_values);
  g_test_add_func ("/db/postgres/stream", test_stream);
  g_test_add_func ("/db/postgres/copy", test_copy);
  g_test_add_func ("/db/postgres/transactions", test_transactions);
  g_test_add_func ("/db/postgres/cancel", test_cancel);
  g_test_add_func ("/db/postgres/lost", test_lost);
  g_test_add_func ("/db/postgres/password", test_password);
  g_test_add_func ("/db/postgres/no-database", test_no_database);
  g_test_add_func ("/db/postgres/crash", test_crash);

  status = g_test_run ();
  ff_test_database_clear (&database);

  return status;
}
