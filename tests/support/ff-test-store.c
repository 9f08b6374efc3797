/* A store for a test: an SQLite file in a temporary folder, or a copy of it in
 * a PostgreSQL database. */

#include "ff-test-store.h"

#include <glib/gstdio.h>

#include "db/ff-sqlite.h"

#ifdef FF_TEST_POSTGRES
#include "ff-test-copy.h"
#endif

const char ff_test_shop[] =
  "CREATE TABLE region (code TEXT PRIMARY KEY NOT NULL, name TEXT) STRICT;"
  "CREATE TABLE city (city_id INTEGER PRIMARY KEY, name TEXT, region_code TEXT REFERENCES region) STRICT;"
  "CREATE TABLE person (person_id INTEGER PRIMARY KEY, name TEXT, email TEXT, tier TEXT, score INTEGER,"
  "  city_id INTEGER REFERENCES city) STRICT;"
  "CREATE TABLE purchase (purchase_id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person, total INTEGER NOT NULL,"
  "  status TEXT) STRICT;"
  "CREATE TABLE line (purchase_id INTEGER NOT NULL REFERENCES purchase, line_no INTEGER NOT NULL, product TEXT,"
  "  PRIMARY KEY (purchase_id, line_no)) STRICT, WITHOUT ROWID;"
  "INSERT INTO region VALUES ('N', 'North'), ('S', 'South');"
  "INSERT INTO city VALUES (10, 'Gent', 'N'), (20, 'Mons', 'S'), (30, 'Nowhere', NULL);"
  "INSERT INTO person VALUES"
  "  (1, 'Ada', 'ada@x.org', 'gold', 5, 10), (2, 'Bob', 'BOB@x.org', 'silver', NULL, 10),"
  "  (3, 'Cy', ' bob@x.org ', 'gold', 7, 20), (4, 'Dan', '', 'bronze', 7, NULL),"
  "  (5, 'Eva', NULL, NULL, 1, 30), (6, 'Fay', 'ada@x.org', 'silver', NULL, 20),"
  "  (7, 'Gus', '', 'gold', 3, 10), (8, 'Hal', 'hal@x.org', 'bronze', 9, 99);"
  "INSERT INTO purchase VALUES (100, 1, 1000, 'paid'), (101, 1, 500, 'open'), (102, 3, 200, 'paid'), (103, 3, 300, NULL),"
  "  (104, 6, 50, 'paid'), (105, NULL, 9, 'paid'), (106, 77, 9, 'paid');"
  "INSERT INTO line VALUES (100, 1, 'tea'), (100, 2, 'jam'), (102, 1, 'tea'), (104, 1, NULL);"
  "CREATE INDEX purchase_person ON purchase (person_id);";

gboolean
ff_test_store_is_there (void)
{
#ifdef FF_TEST_POSTGRES
  if (!ff_test_postgres_is_there ())
    {
      g_print ("1..0 # SKIP There is no PostgreSQL server\n");
      return FALSE;
    }
#endif

  return TRUE;
}

static void
exec_in_file (FfTestFile *self,
              const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* The store is the file, or a copy of it. */
static void
take_store (FfTestFile *self)
{
#ifdef FF_TEST_POSTGRES
  FfTestDatabase *database = g_new0 (FfTestDatabase, 1);

  g_assert_true (ff_test_database_init (database));
  ff_test_copy_file (database, self->path);
  self->database = database;
  self->url = g_strdup (database->url);
  self->name = g_strdup (database->name);
#else
  self->database = NULL;
  self->url = g_strdup (self->path);
  self->name = g_path_get_basename (self->path);
#endif
}

static void
make_folder (FfTestFile *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("fanfare-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "data.sqlite", NULL);
}

void
ff_test_file_init (FfTestFile *self,
                   const char *sql)
{
  make_folder (self);
  exec_in_file (self, sql);
  take_store (self);
}

void
ff_test_file_copy (FfTestFile *self,
                   const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  make_folder (self);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (self->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  take_store (self);
}

void
ff_test_file_clear (FfTestFile *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

#ifdef FF_TEST_POSTGRES
  ff_test_database_clear (self->database);
  g_clear_pointer (&self->database, g_free);
#endif

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->name, g_free);
}

void
ff_test_file_exec (FfTestFile *self,
                   const char *sql)
{
#ifdef FF_TEST_POSTGRES
  ff_test_database_exec (self->database, sql);
#else
  exec_in_file (self, sql);
#endif
}

char *
ff_test_file_dup_column (FfTestFile *self,
                         const char *sql)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
#ifdef FF_TEST_POSTGRES
  g_autoptr (FfPostgres) db = ff_test_database_open (self->database);
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) result = ff_postgres_query (db, sql, NULL, 0, &error);

  g_assert_no_error (error);
  for (int r = 0; r < PQntuples (result); r++)
    g_ptr_array_add (cells, g_strdup (PQgetvalue (result, r, 0)));
#else
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (cells, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (db);
#endif
  g_ptr_array_add (cells, NULL);

  return g_strjoinv (" ", (char **) cells->pdata);
}

gint64
ff_test_file_ask (FfTestFile *self,
                  const char *sql)
{
  g_autofree char *cell = ff_test_file_dup_column (self, sql);

  return g_ascii_strtoll (cell, NULL, 10);
}

FfStore *
ff_test_file_open (FfTestFile *self)
{
  g_autoptr (GError) error = NULL;
  FfStore *store = ff_store_open (self->url, &error);

  g_assert_no_error (error);

  return store;
}

char *
ff_test_dup_dataset (const char *name)
{
  const char *shared = g_getenv ("FF_SHARED");
  g_autofree char *path = NULL;

  if (shared != NULL && *shared != '\0')
    path = g_build_filename (shared, "datasets", name, NULL);

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_test_skip ("The shared sample databases are not here (FF_SHARED)");

  return NULL;
}
