/* What the tests of this room share. */

#include "runner-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "model/ff-document.h"
#include "store/ff-sample.h"

void
support_set_up (Fixture       *f,
                gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = 300, .seed = 7, .as_of_usec = SUPPORT_AS_OF };
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("ff-test-runner-XXXXXX", &error);
  g_assert_no_error (error);
  f->store_path = g_build_filename (f->folder, "sample.sqlite", NULL);
  f->outbox_path = g_build_filename (f->folder, "outbox.db", NULL);
  ff_sample_write (f->store_path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  f->store = ff_store_open (f->store_path, &error);
  g_assert_no_error (error);
  f->gateways = ff_json_parse ("{\"rehearsal\": {\"type\": \"rehearsal\", \"name\": \"Rehearsal\", \"live\": false, "
                               "\"settings\": {\"url\": \"http://127.0.0.1:9/v1/messages\"}}}", -1,
                               &ff_json_document_limits, &error);
  g_assert_no_error (error);
}

static void
close_campaign (Fixture *f)
{
  g_clear_pointer (&f->problems, g_ptr_array_unref);
  g_clear_pointer (&f->plan, ff_plan_unref);
  g_clear_pointer (&f->context, ff_plan_context_unref);
  g_clear_object (&f->campaign);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_assert_cmpint (g_remove (path), ==, 0);
}

void
support_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  close_campaign (f);
  g_clear_object (&f->store);
  g_clear_pointer (&f->gateways, ff_json_unref);

  remove_tree (f->folder);
  g_free (f->folder);
  g_free (f->store_path);
  g_free (f->outbox_path);
}

static void
plan_campaign (Fixture    *f,
               FfCampaign *campaign)
{
  const char *zone = ff_campaign_get_zone (campaign);
  g_autoptr (GError) error = NULL;

  close_campaign (f);
  f->campaign = campaign;
  f->context = ff_plan_context_new (ff_store_get_schema (f->store), SUPPORT_NOW);
  f->context->audiences = ff_store_list_audiences (f->store, &error);
  g_assert_no_error (error);
  if (*zone != '\0')
    {
      g_time_zone_unref (f->context->zone);
      f->context->zone = g_time_zone_new_identifier (zone);
      g_assert_nonnull (f->context->zone);
    }
  f->plan = ff_planner_compile (campaign, f->context, &f->problems);
}

void
support_open_template (Fixture    *f,
                       const char *name)
{
  g_autofree char *file = g_strconcat (name, ".fanfare", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "resources", "templates", file, NULL);
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_load (path, &error);

  g_assert_no_error (error);
  plan_campaign (f, campaign);
}

void
support_open (Fixture    *f,
              const char *activities,
              const char *transitions)
{
  g_autofree char *text = g_strdup_printf ("{\"fanfare\": 1, \"needs\": [], \"id\": \"test\", \"name\": \"Test\", "
                                           "\"activities\": [%s], \"transitions\": [%s]}", activities, transitions);
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_parse (text, -1, &error);

  g_assert_no_error (error);
  plan_campaign (f, campaign);
}

FfLaunch *
support_launch (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  FfLaunch *launch = ff_launch_new (f->campaign, f->context, f->plan, f->problems, f->gateways, &error);

  g_assert_no_error (error);
  return launch;
}

/* ---- The file. */

static sqlite3 *
open_file (Fixture *f)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->store_path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  return db;
}

void
support_exec (Fixture    *f,
              const char *sql)
{
  sqlite3 *db = open_file (f);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static char *
ask (Fixture    *f,
     const char *sql,
     va_list     values)
{
  sqlite3 *db = open_file (f);
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;
  const char *value;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  for (int i = 1; (value = va_arg (values, const char *)) != NULL; i++)
    sqlite3_bind_text (statement, i, value, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));

  sqlite3_finalize (statement);
  sqlite3_close (db);
  return answer;
}

gint64
support_ask (Fixture    *f,
             const char *sql,
             ...)
{
  g_autofree char *answer = NULL;
  va_list values;

  va_start (values, sql);
  answer = ask (f, sql, values);
  va_end (values);
  g_assert_nonnull (answer);
  return g_ascii_strtoll (answer, NULL, 10);
}

char *
support_ask_text (Fixture    *f,
                  const char *sql,
                  ...)
{
  char *answer;
  va_list values;

  va_start (values, sql);
  answer = ask (f, sql, values);
  va_end (values);
  return answer;
}
