/* The server of a test program: tests/support/postgres-server, which ends
 * when the pipe to it does, whatever became of the program. */

#include "ff-test-postgres.h"

#include <string.h>

static char *server;              /* address of its first database, without the name */
static char *why_not;             /* there is none */
static GSubprocess *process;
static GDataInputStream *output;
static guint n_databases;

static void
end_server (void)
{
  /* Closing its input ends it; waiting keeps the folder from outliving the test. */
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_clear_object (&output);
  g_clear_object (&process);
  g_clear_pointer (&server, g_free);
}

static void
start_server (void)
{
  const char *given = g_getenv ("FF_TEST_POSTGRESQL");
  g_autofree char *script = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "support", "postgres-server", NULL);
  g_autoptr (GError) error = NULL;
  char *line;

  if (server != NULL || why_not != NULL)
    return;

  if (given != NULL && *given != '\0')
    {
      server = g_strdup (given);
      return;
    }

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, script, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);

  if (line != NULL && g_str_has_prefix (line, "host="))
    {
      server = line;
      atexit (end_server);
      return;
    }

  why_not = line != NULL ? line : g_strdup ("The PostgreSQL server for tests did not start");
  g_subprocess_wait (process, NULL, NULL);
  if (g_getenv ("CI") != NULL || line == NULL)
    g_error ("%s", why_not);
}

gboolean
ff_test_postgres_is_there (void)
{
  start_server ();

  return server != NULL;
}

static FfPostgres *
open_server (void)
{
  g_autoptr (GError) error = NULL;
  FfPostgres *db = ff_postgres_open (server, g_getenv ("FF_TEST_POSTGRESQL_PASSWORD"), NULL, &error);

  g_assert_no_error (error);

  return db;
}

gboolean
ff_test_database_init (FfTestDatabase *self)
{
  g_autoptr (FfPostgres) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;

  *self = (FfTestDatabase) { NULL };
  start_server ();
  if (server == NULL)
    {
      g_test_skip (why_not);
      return FALSE;
    }

  n_databases += 1;
  self->name = g_strdup_printf ("ff_test_%d_%u", (int) getpid (), n_databases);
  db = open_server ();
  sql = g_strdup_printf ("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'", self->name);
  ff_postgres_exec (db, sql, &error);
  g_assert_no_error (error);

  /* The last word of an address counts. */
  if (strstr (server, "://") != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (server, "?", 2);
      const char *slash = strchr (strstr (parts[0], "://") + 3, '/');
      g_autofree char *host = slash != NULL ? g_strndup (parts[0], (gsize) (slash - parts[0])) : g_strdup (parts[0]);

      self->address = g_strdup_printf ("%s/%s%s%s", host, self->name, parts[1] != NULL ? "?" : "", parts[1] != NULL ? parts[1] : "");
      self->url = g_strdup (self->address);
    }
  else
    {
      self->address = g_strdup_printf ("%s dbname=%s", server, self->name);
      self->url = g_strconcat ("postgresql:", self->address, NULL);
    }

  return TRUE;
}

void
ff_test_database_clear (FfTestDatabase *self)
{
  if (self->name != NULL)
    {
      g_autoptr (FfPostgres) db = open_server ();
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = g_strdup_printf ("DROP DATABASE %s WITH (FORCE)", self->name);

      ff_postgres_exec (db, sql, &error);
      g_assert_no_error (error);
    }

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->name, g_free);
}

FfPostgres *
ff_test_database_open (FfTestDatabase *self)
{
  g_autoptr (GError) error = NULL;
  FfPostgres *db = ff_postgres_open (self->address, g_getenv ("FF_TEST_POSTGRESQL_PASSWORD"), NULL, &error);

  g_assert_no_error (error);

  return db;
}

void
ff_test_database_exec (FfTestDatabase *self,
                       const char     *sql)
{
  g_autoptr (FfPostgres) db = ff_test_database_open (self);
  g_autoptr (GError) error = NULL;

  ff_postgres_exec (db, sql, &error);
  g_assert_no_error (error);
}

gint64
ff_test_database_ask (FfTestDatabase *self,
                      const char     *sql)
{
  g_autoptr (FfPostgres) db = ff_test_database_open (self);
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  ff_postgres_get_integer (db, &value, NULL, &error, sql, NULL);
  g_assert_no_error (error);

  return value;
}

gboolean
ff_test_postgres_crash (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (process == NULL)
    return FALSE;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "crash\n", 6, NULL, NULL, &error);
  g_assert_no_error (error);
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, server);

  return TRUE;
}
