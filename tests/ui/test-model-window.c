/* Tests src/ui/sources/ff-model-window.c: the data model is shown, and what the data says of it is told with exact numbers. */

#include "run-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "base/ff-count.h"
#include "ui/sources/ff-model-window.h"

typedef struct
{
  RunFixture  run;
  GtkWidget  *window;
} Fixture;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  run_fixture_set_up (&fixture->run, "win-back");
  run_fixture_count (&fixture->run);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  run_fixture_tear_down (&fixture->run);
}

static void
open_window (Fixture *fixture)
{
  fixture->window = ff_model_window_new (NULL, fixture->run.draft);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
}

static gboolean
is_idle (gpointer data)
{
  return ff_model_window_is_idle (data);
}

static void
check (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "model.check", NULL);
  g_assert_false (ff_model_window_is_idle (FF_MODEL_WINDOW (fixture->window)));
  run_until (is_idle, fixture->window);
  settle ();
}

/* The sample store, changed or asked behind the program's back. */
static gint64
run_sql (Fixture    *fixture,
         const char *sql)
{
  const char *path = strchr (ff_draft_get_store_url (fixture->run.draft), ':') + 1;
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  gint64 number = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  if (sqlite3_step (row) == SQLITE_ROW)
    number = sqlite3_column_int64 (row, 0);
  g_assert_cmpint (sqlite3_finalize (row), ==, SQLITE_OK);
  sqlite3_close (db);

  return number;
}

static GtkWidget *
find_table (Fixture    *fixture,
            const char *title)
{
  return gtk_widget_get_ancestor (run_find (fixture->window, GTK_TYPE_LABEL, "title", title), ADW_TYPE_EXPANDER_ROW);
}

static const char *
get_words (GtkWidget  *table,
           const char *title)
{
  GtkWidget *label = run_find (table, GTK_TYPE_LABEL, "title", title);

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW)));
}

static void
test_shown (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *customers;

  open_window (fixture);
  customers = find_table (fixture, "Customers");
  g_assert_true (g_str_has_prefix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (customers)), "key profile_id"));
  g_assert_cmpstr (get_words (customers, "Tier"), ==, "tier · text · 4 known values");
  g_assert_cmpstr (get_words (customers, "City"), ==, "city · text · personal data");
  g_assert_cmpstr (get_words (customers, "Orders"), ==, "1-N to Orders by profile_id");
  g_assert_cmpstr (get_words (fixture->window, "A Person Is"), ==, "Customer");
  g_assert_cmpstr (get_words (fixture->window, "Email Address"), ==, "Email");
  g_assert_nonnull (strstr (get_words (fixture->window, "Consent Stands In"), "not written to"));
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *people = ff_count_format (run_sql (fixture, "SELECT count (*) FROM profiles"));
  g_autofree char *rows = g_strdup_printf ("%s rows", people);
  g_autofree char *without = ff_count_format (run_sql (fixture, "SELECT count (*) FROM profiles WHERE profile_id NOT IN (SELECT profile_id FROM orders)"));
  g_autofree char *nowhere = g_strdup_printf ("%s rows lead nowhere", without);
  GtkWidget *customers;

  open_window (fixture);
  check (fixture);
  customers = find_table (fixture, "Customers");
  g_assert_true (g_str_has_prefix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (customers)), rows));
  g_assert_cmpstr (adw_expander_row_get_icon_name (ADW_EXPANDER_ROW (customers)), ==, "object-select-symbolic");
  g_assert_nonnull (strstr (get_words (customers, "Orders"), nowhere));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (run_find (fixture->window, GTK_TYPE_LABEL, "ff-dim", NULL))),
                                   "Keys and links hold, as of "));
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

/* Escape closes it while the data is being asked. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  open_window (fixture);
  gtk_widget_activate_action (fixture->window, "model.check", NULL);
  gtk_widget_activate_action (fixture->window, "model.close", NULL);
  run_until (is_gone, fixture);
}

int
main (int    argc,
      char **argv)
{
  if (!run_fixture_init (&argc, &argv))
    return 77;

#define ADD(path, func) g_test_add ("/ui/model-window/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("shown", test_shown);
  ADD ("check", test_check);
  ADD ("close", test_close);
#undef ADD

  return g_test_run ();
}
