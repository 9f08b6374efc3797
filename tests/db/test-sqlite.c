/* SQLite, tamed: what is refused on opening, cancelling, statements,
 * transactions, migrations, functions. On real files. */

#include "db/ff-sqlite.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/ff-hash.h"

/* Never ends by itself within a test's patience. */
#define ENDLESS \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT sum(i) FROM n"

typedef struct
{
  char *folder;
  char *path;    /* of a file that is not there yet */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("ff-test-sqlite-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "store.db", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }

  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static FfSqlite *
open_new (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FfSqlite *db = ff_sqlite_open (f->path, FF_SQLITE_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static void
exec (FfSqlite   *db,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  ff_sqlite_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
get_integer (FfSqlite   *db,
             const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  ff_sqlite_get_integer (db, &value, NULL, &error, sql, NULL);
  g_assert_no_error (error);

  return value;
}

static void
assert_exec_fails (FfSqlite   *db,
                   const char *sql,
                   FfDbError   code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_sqlite_exec (db, sql, &error));
  g_assert_error (error, FF_DB_ERROR, (gint) code);
  g_test_message ("%s", error->message);
}

static void
assert_open_fails (const char    *path,
                   FfSqliteFlags  flags,
                   FfDbError      code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (path, flags, &error);

  g_assert_null (db);
  g_assert_error (error, FF_DB_ERROR, (gint) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
}

static void
write_file (const char *path,
            const char *bytes,
            gsize       length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Another program, which does not use our code. */
static sqlite3 *
open_other (Fixture    *f,
            const char *sql)
{
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, sql, NULL, NULL, NULL), ==, SQLITE_OK);

  return other;
}

/* --- Opening --- */

static void
test_missing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = NULL;
  g_autofree char *folder = g_build_filename (f->folder, "absent", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);

  assert_open_fails (f->path, 0, FF_DB_ERROR_MISSING);
  assert_open_fails (f->path, FF_SQLITE_READ_ONLY, FF_DB_ERROR_MISSING);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));

  db = ff_sqlite_open (path, FF_SQLITE_CREATE, &error);
  g_assert_null (db);
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, folder));
}

static void
test_folder (Fixture       *f,
             gconstpointer  data)
{
  assert_open_fails (f->folder, FF_SQLITE_CREATE, FF_DB_ERROR_REFUSED);
}

static void
test_text_file (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  write_file (f->path, text, 5000);
  assert_open_fails (f->path, 0, FF_DB_ERROR_CORRUPT);
  assert_open_fails (f->path, FF_SQLITE_READ_ONLY, FF_DB_ERROR_CORRUPT);

  write_file (f->path, "short", 5);
  assert_open_fails (f->path, 0, FF_DB_ERROR_CORRUPT);
}

static void
test_truncated (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autofree char *bytes = NULL;
  gsize length;

  exec (db, "CREATE TABLE t (a TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO t SELECT 'a text that fills pages ' || i FROM n");
  g_clear_pointer (&db, ff_sqlite_free);

  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  write_file (f->path, bytes, length / 2);
  assert_open_fails (f->path, 0, FF_DB_ERROR_CORRUPT);
  write_file (f->path, bytes, 4096);
  assert_open_fails (f->path, 0, FF_DB_ERROR_CORRUPT);
  write_file (f->path, bytes, 100);
  assert_open_fails (f->path, 0, FF_DB_ERROR_CORRUPT);

  /* Damage that the header does not show is found by what reads it. */
  memset (bytes + 4096, 0xa5, length - 4096);
  write_file (f->path, bytes, length);
  db = open_new (f);
  assert_exec_fails (db, "SELECT count(*) FROM t", FF_DB_ERROR_CORRUPT);
}

static void
test_empty_file (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (FfSqlite) db = NULL;

  write_file (f->path, "", 0);
  db = open_new (f);
  exec (db, "CREATE TABLE t (a)");
}

static void
test_locked (Fixture       *f,
             gconstpointer  data)
{
  sqlite3 *other = open_other (f, "CREATE TABLE t (a); BEGIN EXCLUSIVE");
  g_autoptr (FfSqlite) db = NULL;

  assert_open_fails (f->path, 0, FF_DB_ERROR_LOCKED);
  assert_open_fails (f->path, FF_SQLITE_READ_ONLY, FF_DB_ERROR_LOCKED);
  sqlite3_close (other);

  db = open_new (f);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_write_lock (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = open_other (f, "CREATE TABLE t (a); BEGIN IMMEDIATE");

  /* Readers are not in the way of a writer. */
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
  g_assert_false (ff_sqlite_begin (db, TRUE, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_LOCKED);
  g_clear_error (&error);

  sqlite3_close (other);
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  g_assert_no_error (error);
  ff_sqlite_rollback (db);
}

static void
test_read_only (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfSqlite) writer = open_new (f);
  g_autoptr (FfSqlite) db = NULL;
  g_autoptr (GError) error = NULL;

  exec (writer, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  db = ff_sqlite_open (f->path, FF_SQLITE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 1);
  assert_exec_fails (db, "INSERT INTO t VALUES (2)", FF_DB_ERROR_REFUSED);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, length, NULL));
}

/* What a program leaves behind that dies while it writes: half of the change, and the journal that takes it back. */
static void
test_read_only_after_crash (Fixture       *f,
                            gconstpointer  data)
{
  g_autofree char *journal = g_strconcat (f->path, "-journal", NULL);
  g_autofree char *died = g_build_filename (f->folder, "died.db", NULL);
  g_autofree char *died_journal = g_strconcat (died, "-journal", NULL);
  g_autoptr (FfSqlite) db = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *writer = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &writer), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (writer,
                                 "PRAGMA cache_size = 2; CREATE TABLE t (a, filler);"
                                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                                 " INSERT INTO t SELECT 1, zeroblob (500) FROM n;"
                                 "BEGIN; UPDATE t SET a = 2", NULL, NULL, NULL), ==, SQLITE_OK);
  copy_file (f->path, died);
  copy_file (journal, died_journal);
  g_assert_cmpint (sqlite3_close (writer), ==, SQLITE_OK);

  db = ff_sqlite_open (died, FF_SQLITE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_integer (db, "SELECT sum (a) FROM t"), ==, 500);
  assert_exec_fails (db, "INSERT INTO t VALUES (2, 2)", FF_DB_ERROR_REFUSED);
}

static void
test_settings (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (FfSqlite) durable = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), ==, 1);
  g_assert_cmpint (get_integer (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (get_integer (db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (get_integer (db, "PRAGMA synchronous"), ==, 1);
  g_assert_cmpint (get_integer (db, "PRAGMA cache_size"), ==, -262144);
  g_assert_cmpint (get_integer (db, "PRAGMA mmap_size"), >, 1 << 30);

  exec (db, "CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
            "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id)) STRICT");
  assert_exec_fails (db, "INSERT INTO child VALUES (1, 7)", FF_DB_ERROR_CONSTRAINT);
  assert_exec_fails (db, "INSERT INTO parent VALUES ('text')", FF_DB_ERROR_CONSTRAINT);

  /* An unknown column is an error and not a text. */
  assert_exec_fails (db, "SELECT count(*) FROM parent WHERE \"city\" = 'x'", FF_DB_ERROR_BAD_SQL);
  assert_exec_fails (db, "CREATE INDEX i ON parent (\"city\")", FF_DB_ERROR_BAD_SQL);

  exec (db, "PRAGMA writable_schema = ON");
  assert_exec_fails (db, "DELETE FROM sqlite_schema", FF_DB_ERROR_BAD_SQL);

  durable = ff_sqlite_open (f->path, FF_SQLITE_DURABLE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_integer (durable, "PRAGMA synchronous"), ==, 2);
}

static void
test_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, &error);

  g_assert_no_error (error);
  exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 1);
  g_assert_nonnull (ff_sqlite_get_handle (db));
}

/* A name that SQLite could take for a URI is a file. */
static void
test_odd_name (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "file:a?mode=memory \"é\".db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (path, FF_SQLITE_CREATE, &error);

  g_assert_no_error (error);
  exec (db, "CREATE TABLE t (a)");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_full (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);

  exec (db, "CREATE TABLE t (a); PRAGMA max_page_count = 4");
  assert_exec_fails (db, "INSERT INTO t VALUES (randomblob (100000))", FF_DB_ERROR_FULL);
}

/* --- Statements --- */

static void
test_run (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *rows;
  gboolean has_row;
  gboolean found = TRUE;
  gint64 value = 7;

  exec (db, "CREATE TABLE t (i, t, d, n);; -- and no more\n");
  g_assert_true (ff_sqlite_run (db, &error, "INSERT INTO t VALUES (?, ?, ?, ?)", "itdn",
                                G_MININT64, "é “x” ' \"", 0.5));
  g_assert_true (ff_sqlite_run (db, &error, "INSERT INTO t VALUES (?, ?, ?, ?)", "ittt",
                                (gint64) 1, NULL, "two", "three"));
  g_assert_no_error (error);

  rows = ff_sqlite_prepare (db, "SELECT i, t, d, n FROM t ORDER BY i", &error);
  g_assert_no_error (error);
  g_assert_true (ff_sqlite_step (db, rows, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (sqlite3_column_int64 (rows, 0), ==, G_MININT64);
  g_assert_cmpstr ((const char *) sqlite3_column_text (rows, 1), ==, "é “x” ' \"");
  g_assert_cmpfloat (sqlite3_column_double (rows, 2), ==, 0.5);
  g_assert_cmpint (sqlite3_column_type (rows, 3), ==, SQLITE_NULL);
  g_assert_true (ff_sqlite_step (db, rows, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (sqlite3_column_type (rows, 1), ==, SQLITE_NULL);
  g_assert_true (ff_sqlite_step (db, rows, &has_row, &error));
  g_assert_false (has_row);

  g_assert_true (ff_sqlite_get_integer (db, &value, &found, &error, "SELECT i FROM t WHERE d = ?", "t", "two"));
  g_assert_true (found);
  g_assert_cmpint (value, ==, 1);
  g_assert_false (ff_sqlite_get_integer (db, &value, &found, &error, "SELECT i FROM t WHERE d = ?", "t", "x"));
  g_assert_no_error (error);
  g_assert_false (found);
  g_assert_false (ff_sqlite_get_integer (db, &value, &found, &error, "SELECT max(i) FROM t WHERE d = ?", "n"));
  g_assert_no_error (error);
  g_assert_false (found);
  g_assert_cmpint (value, ==, 1);
}

static void
test_bad_sql (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *const bad[] = { "SELEC 1", "SELECT a FROM absent", "SELECT 1; SELECT 2", "", " -- nothing", NULL };

  for (const char *const *sql = bad; *sql != NULL; sql++)
    {
      g_assert_null (ff_sqlite_prepare (db, *sql, &error));
      g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL);
      g_clear_error (&error);
    }

  g_assert_nonnull (ff_sqlite_prepare (db, "SELECT 1 ;\n", &error));
  g_assert_no_error (error);

  g_assert_false (ff_sqlite_run (db, &error, "SELECT ?", NULL));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL);
  g_clear_error (&error);
  g_assert_false (ff_sqlite_run (db, &error, "SELECT ?", "nn"));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL);

  /* A failure on data is none of the statement's. */
  assert_exec_fails (db, "SELECT sum(i) FROM (SELECT 9223372036854775807 AS i UNION ALL SELECT 1)", FF_DB_ERROR_FAILED);
}

static void
test_cache (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *busy = ff_sqlite_prepare (db, "VALUES (1), (2)", &error);
  sqlite3_stmt *statement = ff_sqlite_prepare (db, "SELECT ?", &error);
  gboolean has_row;

  g_assert_true (ff_sqlite_step (db, busy, &has_row, &error));
  sqlite3_bind_int64 (statement, 1, 7);
  g_assert_true (ff_sqlite_step (db, statement, &has_row, &error));

  /* The same again, reset and empty. */
  g_assert_true (ff_sqlite_prepare (db, "SELECT ?", &error) == statement);
  g_assert_false (sqlite3_stmt_busy (statement));
  g_assert_true (ff_sqlite_step (db, statement, &has_row, &error));
  g_assert_cmpint (sqlite3_column_type (statement, 0), ==, SQLITE_NULL);
  sqlite3_reset (statement);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (get_integer (db, sql), ==, i);
    }

  /* What is being read is never forgotten. */
  g_assert_true (ff_sqlite_step (db, busy, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (sqlite3_column_int64 (busy, 0), ==, 2);
  g_assert_true (ff_sqlite_step (db, busy, &has_row, &error));
  g_assert_false (has_row);
  g_assert_no_error (error);
}

/* --- Cancelling --- */

static gpointer
cancel_soon_thread (gpointer cancellable)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return NULL;
}

static void
test_cancelled_before (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  ff_sqlite_set_cancellable (db, cancellable);

  g_assert_false (ff_sqlite_exec (db, "CREATE TABLE t (a)", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ff_sqlite_prepare (db, ENDLESS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ff_sqlite_begin (db, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  ff_sqlite_set_cancellable (db, NULL);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM sqlite_schema"), ==, 0);
}

static void
test_cancelled_while_running (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      const gint64 start = g_get_monotonic_time ();
      GThread *thread;
      gint64 value;

      ff_sqlite_set_cancellable (db, cancellable);
      thread = g_thread_new ("cancel", cancel_soon_thread, cancellable);
      g_assert_false (ff_sqlite_get_integer (db, &value, NULL, &error, ENDLESS, NULL));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_test_message ("stopped after %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * (gint64) G_USEC_PER_SEC);
      g_thread_join (thread);
      ff_sqlite_set_cancellable (db, NULL);
      g_assert_cmpint (get_integer (db, "SELECT 42"), ==, 42);
    }
}

/* Cancelling at any moment, also between our check and SQLite's start. */
static void
test_cancelled_at_any_moment (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread;
      gint64 value;

      ff_sqlite_set_cancellable (db, cancellable);
      thread = g_thread_new ("cancel", cancel_thread, cancellable);
      g_assert_false (ff_sqlite_get_integer (db, &value, NULL, &error, ENDLESS, NULL));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      ff_sqlite_set_cancellable (db, NULL);
      g_thread_join (thread);
    }
}

static void
test_cancelled_while_waiting (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  sqlite3 *other = open_other (f, "CREATE TABLE t (a); BEGIN IMMEDIATE");
  GThread *thread;

  ff_sqlite_set_cancellable (db, cancellable);
  thread = g_thread_new ("cancel", cancel_soon_thread, cancellable);
  g_assert_false (ff_sqlite_begin (db, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  sqlite3_close (other);
}

static void
test_cancelled_transaction (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  exec (db, "CREATE TABLE t (a)");
  ff_sqlite_set_cancellable (db, cancellable);
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  exec (db, "INSERT INTO t VALUES (1)");
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  thread = g_thread_new ("cancel", cancel_soon_thread, cancellable);
  g_assert_false (ff_sqlite_exec (db, "INSERT INTO t " ENDLESS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ff_sqlite_commit (db, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ff_sqlite_rollback (db);
  ff_sqlite_rollback (db);
  g_thread_join (thread);

  ff_sqlite_set_cancellable (db, NULL);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
  exec (db, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 1);
}

/* Rolling back while a row of another statement is still being read. */
static void
test_rollback_while_reading (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *rows;
  gboolean has_row;

  exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  ff_sqlite_set_cancellable (db, cancellable);
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  exec (db, "DELETE FROM t WHERE a = 2");
  rows = ff_sqlite_prepare (db, "SELECT a FROM t", &error);
  g_assert_true (ff_sqlite_step (db, rows, &has_row, &error));
  g_cancellable_cancel (cancellable);
  ff_sqlite_rollback (db);

  ff_sqlite_set_cancellable (db, NULL);
  sqlite3_reset (rows);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 2);
}

/* --- Transactions and migrations --- */

static void
test_nested (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GError) error = NULL;

  exec (db, "CREATE TABLE t (a)");
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  exec (db, "INSERT INTO t VALUES (1)");

  g_assert_true (ff_sqlite_begin (db, FALSE, &error));
  exec (db, "INSERT INTO t VALUES (2)");
  g_assert_true (ff_sqlite_begin (db, FALSE, &error));
  exec (db, "INSERT INTO t VALUES (3)");
  ff_sqlite_rollback (db);
  g_assert_true (ff_sqlite_commit (db, &error));

  g_assert_true (ff_sqlite_begin (db, FALSE, &error));
  exec (db, "INSERT INTO t VALUES (4)");
  ff_sqlite_rollback (db);
  g_assert_true (ff_sqlite_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_integer (db, "SELECT sum(a) FROM t"), ==, 3);

  g_assert_true (ff_sqlite_begin (db, FALSE, &error));
  g_assert_true (ff_sqlite_begin (db, FALSE, &error));
  exec (db, "DELETE FROM t");
  g_assert_true (ff_sqlite_commit (db, &error));
  ff_sqlite_rollback (db);
  g_assert_cmpint (get_integer (db, "SELECT sum(a) FROM t"), ==, 3);
}

/* What follows must not be written when SQLite rolled back by itself. */
static void
test_rolled_back_by_itself (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GError) error = NULL;

  exec (db, "CREATE TABLE t (a UNIQUE)");
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  exec (db, "INSERT INTO t VALUES (1)");
  assert_exec_fails (db, "INSERT OR ROLLBACK INTO t VALUES (1)", FF_DB_ERROR_CONSTRAINT);
  ff_sqlite_rollback (db);
  assert_exec_fails (db, "INSERT INTO t VALUES (2)", FF_DB_ERROR_FAILED);
  g_assert_false (ff_sqlite_commit (db, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_FAILED);
  ff_sqlite_rollback (db);

  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
  exec (db, "INSERT INTO t VALUES (3)");
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 1);
}

static void
test_freed_inside (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GError) error = NULL;

  exec (db, "CREATE TABLE t (a)");
  g_assert_true (ff_sqlite_begin (db, TRUE, &error));
  exec (db, "INSERT INTO t VALUES (1)");
  g_clear_pointer (&db, ff_sqlite_free);

  db = open_new (f);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
}

static void
test_migrate (Fixture       *f,
              gconstpointer  data)
{
  const char *const first[] = { "CREATE TABLE t (a); INSERT INTO t VALUES (1)", NULL };
  const char *const second[] = { first[0], "ALTER TABLE t ADD COLUMN b; UPDATE t SET b = a + 1", NULL };
  const char *const wrong[] = { second[0], second[1], "DELETE FROM t", "DELETE FROM t; SELECT absent FROM t", NULL };
  g_autoptr (FfSqlite) db = open_new (f);
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_sqlite_migrate (db, first, &error));
  g_assert_true (ff_sqlite_migrate (db, first, &error));
  g_assert_cmpint (get_integer (db, "PRAGMA user_version"), ==, 1);
  g_assert_true (ff_sqlite_migrate (db, second, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_integer (db, "SELECT sum(b) FROM t"), ==, 2);

  g_assert_false (ff_sqlite_migrate (db, first, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_NEWER);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "version 2"));
  g_assert_nonnull (strstr (error->message, "up to 1"));
  g_clear_error (&error);

  /* Each step is whole or not there. */
  exec (db, "INSERT INTO t VALUES (8, 9)");
  g_assert_false (ff_sqlite_migrate (db, wrong, &error));
  g_assert_error (error, FF_DB_ERROR, FF_DB_ERROR_BAD_SQL);
  g_test_message ("%s", error->message);
  g_assert_cmpint (get_integer (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t"), ==, 0);
}

static gpointer
migrate_thread (gpointer data)
{
  const char *const migrations[] = { "CREATE TABLE a (i)", "CREATE TABLE b (i)", "CREATE TABLE c (i)", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (data, FF_SQLITE_CREATE, &error);

  g_assert_no_error (error);
  ff_sqlite_migrate (db, migrations, &error);
  g_assert_no_error (error);

  return NULL;
}

/* Two programs that start at once migrate once. */
static void
test_migrate_together (Fixture       *f,
                       gconstpointer  data)
{
  GThread *threads[4];

  g_clear_pointer (&(FfSqlite *){ open_new (f) }, ff_sqlite_free);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_thread, f->path);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* --- Functions --- */

static char *
dup_text (FfSqlite   *db,
          const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = ff_sqlite_prepare (db, sql, &error);
  gboolean has_row = FALSE;
  char *text;

  g_assert_no_error (error);
  g_assert_true (ff_sqlite_step (db, statement, &has_row, &error));
  g_assert_true (has_row);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);

  return text;
}

static void
test_functions (void)
{
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *const nulls[] = { "SELECT ff_hash (NULL, 1)", "SELECT ff_lower (NULL)",
                                "SELECT ff_lower (CAST (x'41ff' AS TEXT))",
                                "SELECT ff_like (NULL, 'a')", "SELECT ff_matches (CAST (x'41ff' AS TEXT), 'A')",
                                "SELECT ff_local_date (NULL, 'UTC')", NULL };
  g_autofree char *lower = NULL;

  g_assert_true (ff_sqlite_add_functions (db, &error));
  g_assert_no_error (error);

  g_assert_cmpint (get_integer (db, "SELECT ff_hash (42, 4711)"), ==, (gint64) ff_hash_integer (42, 4711));
  g_assert_cmpint (get_integer (db, "SELECT ff_hash (-1, -2)"), ==, (gint64) ff_hash_integer (-1, (guint64) -2));
  g_assert_cmpint (get_integer (db, "SELECT ff_hash ('김민준', 0)"), ==, (gint64) ff_hash_text ("김민준", -1, 0));
  g_assert_cmpint (get_integer (db, "SELECT ff_hash ('', 3)"), ==, (gint64) ff_hash_text ("", 0, 3));
  assert_exec_fails (db, "SELECT ff_hash (1.5, 0)", FF_DB_ERROR_FAILED);

  g_assert_cmpint (get_integer (db, "SELECT ff_local_date (-62135509987000001, 'Asia/Seoul') = '0001-01-02'"), ==, 1);
  g_assert_cmpint (get_integer (db, "SELECT ff_local_date (2477858399999999, 'Europe/Amsterdam') = '2048-07-08'"), ==, 1);
  g_assert_cmpint (get_integer (db, "SELECT ff_local_date (2477858400000000, 'Europe/Amsterdam') = '2048-07-09'"), ==, 1);

  lower = dup_text (db, "SELECT ff_lower ('ΟΔΥΣΣΕΥΣ É@Example.COM')");
  g_assert_cmpstr (lower, ==, "οδυσσευσ é@example.com");

  for (const char *const *sql = nulls; *sql != NULL; sql++)
    {
      g_autofree char *text = dup_text (db, *sql);

      g_assert_null (text);
    }

  exec (db, "CREATE TABLE t (email TEXT); CREATE INDEX i ON t (ff_lower (email)); INSERT INTO t VALUES ('A@B')");
  g_assert_cmpint (get_integer (db, "SELECT count(*) FROM t INDEXED BY i WHERE ff_lower (email) = 'a@b'"), ==, 1);
}

/* Sums that do not depend on their order, and small differences of great numbers. */
static void
test_aggregates (void)
{
  static const struct { const char *what; const char *values; const char *expected; } cases[] = {
    { "ff_sum (v)", "(9223372036854775807), (1), (-5)", "9223372036854775803" },
    { "ff_sum (v)", "(-9223372036854775807), (-1)", "-9223372036854775808" },
    { "ff_sum (v)", "(NULL), (NULL)", NULL },
    { "ff_sum (v)", "(1e100), (1.0), (-1e100)", "1.0" },
    { "ff_sum (v)", "('12'), (x'31'), (2)", "2" },
    { "ff_average (v, 1)", "(9223372036854775807), (9223372036854775807)", "9.22337203685478e+18" },
    { "ff_average (v, 100)", "(1), (2), (NULL)", "0.015" },
    { "ff_average (v, 1)", "(1e16), (1.0), (-1e16), (1.0)", "0.5" },
    { "ff_deviation (v, 1)", "(1000000000000000000), (1000000000000000001), (1000000000000000002)", "1.0" },
    { "ff_deviation (v, 10)", "(-9223372036854775807), (9223372036854775807)", "1.30438178253328e+18" },
    { "ff_deviation (v, 1)", "(1e15), (1000000000000000.5)", "0.353553390593274" },
    { "ff_deviation (v, 1)", "(3), (NULL)", NULL },
    { "ff_text_join (v, ', ')", "('b'), (NULL), (''), ('a')", "b, , a" },
    { "ff_text_join (v, '')", "(''), ('')", "" },
    { "ff_text_join (v, ', ')", "(NULL)", NULL },
    { "ff_text_join (v, '-') OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)", "('b'), ('a')", "a-b" },
  };
  g_autoptr (FfSqlite) db = ff_sqlite_open (":memory:", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_sqlite_add_functions (db, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("WITH t (v) AS (VALUES %s) SELECT %s FROM t", cases[i].values, cases[i].what);
      g_autofree char *text = dup_text (db, sql);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  assert_exec_fails (db, "WITH t (v) AS (VALUES (9223372036854775807), (1)) SELECT ff_sum (v) FROM t", FF_DB_ERROR_FAILED);
  assert_exec_fails (db, "WITH t (v) AS (VALUES (1e308), (1e308)) SELECT ff_sum (v) FROM t", FF_DB_ERROR_FAILED);
}

static void
test_quote_name (void)
{
  g_autofree char *plain = ff_sqlite_quote_name ("email");
  g_autofree char *odd = ff_sqlite_quote_name ("a\"b; --");

  g_assert_cmpstr (plain, ==, "\"email\"");
  g_assert_cmpstr (odd, ==, "\"a\"\"b; --\"");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/sqlite/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("missing", test_missing);
  ADD ("folder", test_folder);
  ADD ("text-file", test_text_file);
  ADD ("truncated", test_truncated);
  ADD ("empty-file", test_empty_file);
  ADD ("locked", test_locked);
  ADD ("write-lock", test_write_lock);
  ADD ("read-only", test_read_only);
  ADD ("read-only-after-crash", test_read_only_after_crash);
  ADD ("settings", test_settings);
  ADD ("odd-name", test_odd_name);
  ADD ("full", test_full);
  ADD ("cancelled/while-waiting", test_cancelled_while_waiting);
  ADD ("cancelled/transaction", test_cancelled_transaction);
  ADD ("cancelled/rollback-while-reading", test_rollback_while_reading);
  ADD ("transaction/nested", test_nested);
  ADD ("transaction/rolled-back-by-itself", test_rolled_back_by_itself);
  ADD ("transaction/freed-inside", test_freed_inside);
  ADD ("migrate/steps", test_migrate);
  ADD ("migrate/together", test_migrate_together);
  g_test_add_func ("/db/sqlite/memory", test_memory);
  g_test_add_func ("/db/sqlite/run", test_run);
  g_test_add_func ("/db/sqlite/bad-sql", test_bad_sql);
  g_test_add_func ("/db/sqlite/cache", test_cache);
  g_test_add_func ("/db/sqlite/cancelled/before", test_cancelled_before);
  g_test_add_func ("/db/sqlite/cancelled/while-running", test_cancelled_while_running);
  g_test_add_func ("/db/sqlite/cancelled/at-any-moment", test_cancelled_at_any_moment);
  g_test_add_func ("/db/sqlite/functions", test_functions);
  g_test_add_func ("/db/sqlite/aggregates", test_aggregates);
  g_test_add_func ("/db/sqlite/quote-name", test_quote_name);

  return g_test_run ();
}
