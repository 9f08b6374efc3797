/* Tests src/ui/import/: a file is looked at, corrected by a person, loaded into the campaign's data, and what was
 * rejected is told. */

#include "run-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "ui/import/ff-column-kind.h"
#include "ui/import/ff-import-window.h"
#include "ui/inspector/ff-drop-down.h"

typedef struct
{
  RunFixture  run;
  GtkWidget  *window;
  char       *path;     /* of the file */
  char       *told;     /* the table that is there now */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  run_fixture_set_up (&fixture->run, "win-back");
  run_fixture_count (&fixture->run);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_pointer (&fixture->told, g_free);
  g_clear_pointer (&fixture->path, g_free);
  run_fixture_tear_down (&fixture->run);
}

static gboolean
is_idle (gpointer data)
{
  return ff_import_window_is_idle (data);
}

static void
imported_cb (Fixture    *fixture,
             const char *table)
{
  g_free (fixture->told);
  fixture->told = g_strdup (table);
}

static void
open_file (Fixture    *fixture,
           const char *name,
           const char *bytes,
           gssize      n)
{
  g_autoptr (GError) error = NULL;

  fixture->path = g_build_filename (fixture->run.folder, name, NULL);
  g_file_set_contents (fixture->path, bytes, n, &error);
  g_assert_no_error (error);
  fixture->window = ff_import_window_new (NULL, fixture->path, ff_draft_get_store_url (fixture->run.draft));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  g_signal_connect_swapped (fixture->window, "imported", G_CALLBACK (imported_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  run_until (is_idle, fixture->window);
  settle ();
}

/* The row of a setting or of a column. */
static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  GtkWidget *label = run_find (fixture->window, GTK_TYPE_LABEL, "title", title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

static FfDropDown *
find_choice (Fixture    *fixture,
             const char *title)
{
  GtkWidget *row = find_row (fixture, title);

  g_assert_nonnull (row);
  return FF_DROP_DOWN (run_find (row, FF_TYPE_DROP_DOWN, NULL, NULL));
}

static void
pick (Fixture    *fixture,
      const char *title,
      const char *id)
{
  ff_drop_down_pick (find_choice (fixture, title), id);
  run_until (is_idle, fixture->window);
  settle ();
}

static void
start (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "import.start", NULL);
  run_until (is_idle, fixture->window);
  settle ();
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (run_find (fixture->window, GTK_TYPE_STACK, NULL, NULL)));
}

static char *
dup_answer (Fixture    *fixture,
            const char *sql)
{
  const char *path = strchr (ff_draft_get_store_url (fixture->run.draft), ':') + 1;
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  char *text;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  sqlite3_close (db);

  return text;
}

static void
assert_answer (Fixture    *fixture,
               const char *sql,
               const char *expected)
{
  g_autofree char *answer = dup_answer (fixture, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* ---- Looking. */

typedef struct
{
  const char *what;
  const char *bytes;
  gssize      n;
  const char *encoding;
  const char *delimiter;
  const char *header;
  const char *column;    /* one of them */
  const char *kind;
  const char *values;
} Look;

static const Look looks[] = {
  { "comma", "id,city\n1,Gent\n2,Delft\n", -1, "utf-8", ",", "there", "id", "integer", "1 · 2" },
  { "mark", "\xef\xbb\xbfid,city\n1,Gent\n", -1, "utf-8", ",", "there", "city", "text", "Gent" },
  { "semicolon-decimal-comma", "id;total\n1;12,50\n2;3,00\n", -1, "utf-8", ";", "there", "total", "decimal-comma", "12,50 · 3,00" },
  { "tab-date", "id\tborn\n1\t1980-05-17\n2\t1991-01-31\n", -1, "utf-8", "\t", "there", "born", "date", "1980-05-17 · 1991-01-31" },
  { "bar-day-first", "id|born\n1|17/05/1980\n2|31/01/1991\n", -1, "utf-8", "|", "there", "born", "date-dmy", "17/05/1980 · 31/01/1991" },
  { "windows-1252", "id,city\n1,Li\xe8ge\n2,K\xf6ln\n", -1, "windows-1252", ",", "there", "city", "text", "Liège · Köln" },
  { "cp949", "id,city\n1,\xbc\xad\xbf\xef\n2,\xba\xce\xbb\xea\n3,\xb4\xeb\xb1\xb8\n", -1, "cp949", ",", "there", "city", "text", "서울 · 부산 · 대구" },
  { "utf-16", "\xff\xfei\0d\0,\0c\0\n\0" "1\0,\0G\0\n\0", 18, "utf-16le", ",", "there", "c", "text", "G" },
  { "quoted-newline", "id,note\n1,\"two\nlines\"\n2,\"a, b\"\n", -1, "utf-8", ",", "there", "note", "text", "two lines · a, b" },
  { "no-header", "1,2026-07-21T10:00:00Z\n2,2026-07-22T10:00:00Z\n", -1, "utf-8", ",", "none", "column_2", "instant",
    "2026-07-21T10:00:00Z · 2026-07-22T10:00:00Z" },
};

static void
test_look (Fixture       *fixture,
           gconstpointer  data)
{
  const Look *look = data;
  GtkWidget *row;

  open_file (fixture, "rows.csv", look->bytes, look->n);
  g_assert_cmpstr (get_page (fixture), ==, "form");
  g_assert_cmpstr (ff_drop_down_get_selected (find_choice (fixture, "Encoding")), ==, look->encoding);
  g_assert_cmpstr (ff_drop_down_get_selected (find_choice (fixture, "Values Are Separated By")), ==, look->delimiter);
  g_assert_cmpstr (ff_drop_down_get_selected (find_choice (fixture, "First Row")), ==, look->header);
  g_assert_cmpstr (ff_drop_down_get_selected (find_choice (fixture, look->column)), ==, look->kind);
  row = find_row (fixture, look->column);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, look->values);
}

/* What a person chooses of how it is read looks at the file anew; a kind that was chosen stays chosen. */
static void
test_look_again (Fixture       *fixture,
                 gconstpointer  data)
{
  open_file (fixture, "rows.csv", "id;a,b\n1;2,3\n4;5,6\n", -1);
  pick (fixture, "Values Are Separated By", ";");
  pick (fixture, "id", "text");
  pick (fixture, "Values Are Separated By", ",");
  g_assert_nonnull (find_row (fixture, "id;a"));
  g_assert_null (find_row (fixture, "id"));
  pick (fixture, "Values Are Separated By", ";");
  g_assert_null (find_row (fixture, "id;a"));
  g_assert_cmpstr (ff_drop_down_get_selected (find_choice (fixture, "id")), ==, "text");
  pick (fixture, "First Row", "none");
  g_assert_nonnull (find_row (fixture, "column_1"));
}

/* What cannot be read is told above the form, and another encoding may help. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *problem;

  open_file (fixture, "rows.csv", "id,\"never closed\n1,2\n", -1);
  problem = run_find (fixture->window, GTK_TYPE_BOX, "ff-problem", NULL);
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (problem))), !=, "");
  g_assert_false (gtk_widget_get_sensitive (run_find (fixture->window, GTK_TYPE_BUTTON, "suggested-action", NULL)));
}

/* ---- Loading. */

#define PEOPLE "id,name,total\n7,Ana,12.50\n8,Bo,x\n9,Chen,3.00\n"

static gboolean
has_entity (gpointer data)
{
  Fixture *fixture = data;
  FfSchema *schema = ff_draft_get_schema (fixture->run.draft);

  return schema != NULL && ff_schema_find_entity (schema, "visitors") != NULL;
}

static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *rejects = NULL;
  g_autofree char *text = NULL;
  GtkWidget *entry;
  GtkWidget *row;

  open_file (fixture, "visitors.csv", PEOPLE, -1);
  rejects = g_build_filename (fixture->run.folder, "visitors-rejects.csv", NULL);
  pick (fixture, "total", "decimal");
  pick (fixture, "name", FF_COLUMN_LEFT_OUT);
  pick (fixture, "Key", "id");

  /* Enter in the name of the table imports. */
  entry = run_find (find_row (fixture, "Name"), GTK_TYPE_ENTRY, NULL, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "visitors");
  g_assert_true (gtk_entry_get_activates_default (GTK_ENTRY (entry)));
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (fixture->window)) ==
                 run_find (fixture->window, GTK_TYPE_BUTTON, "suggested-action", NULL));
  start (fixture);

  g_assert_cmpstr (get_page (fixture), ==, "result");
  g_assert_cmpstr (fixture->told, ==, "visitors");
  g_assert_nonnull (run_find (fixture->window, GTK_TYPE_LABEL, NULL, "2 rows are in “visitors”"));
  g_assert_nonnull (run_find (fixture->window, GTK_TYPE_LABEL, NULL, "1 row was rejected"));
  row = find_row (fixture, "Line 3");
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "total"));
  assert_answer (fixture, "SELECT group_concat (id || ':' || total, ' ') FROM visitors", "7:1250 9:300");
  assert_answer (fixture, "SELECT group_concat (name) FROM pragma_table_info ('visitors')", "id,total");
  g_assert_true (g_file_get_contents (rejects, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"8\",\"Bo\",\"x\""));

  /* The campaign sees it when its data is opened again. */
  ff_draft_reopen (fixture->run.draft);
  run_until (has_entity, fixture);
}

/* A table that is there is not touched unless a person says so; then its rows are added or replaced. */
static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *problem;

  open_file (fixture, "visitors.csv", "id,name\n1,Ana\n", -1);
  start (fixture);
  assert_answer (fixture, "SELECT count (*) FROM visitors", "1");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  g_clear_pointer (&fixture->path, g_free);

  open_file (fixture, "visitors.csv", "id,name\n2,Bo\n3,Chen\n", -1);
  start (fixture);
  problem = run_find (fixture->window, GTK_TYPE_BOX, "ff-problem", NULL);
  g_assert_cmpstr (get_page (fixture), ==, "form");
  g_assert_true (gtk_widget_get_visible (problem));
  assert_answer (fixture, "SELECT count (*) FROM visitors", "1");

  pick (fixture, "Rows", "append");
  g_assert_false (gtk_widget_get_sensitive (find_row (fixture, "Key")));
  start (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "result");
  assert_answer (fixture, "SELECT group_concat (name) FROM visitors", "Ana,Bo,Chen");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle ();
  g_clear_pointer (&fixture->path, g_free);

  open_file (fixture, "visitors.csv", "id,name\n4,Dee\n", -1);
  pick (fixture, "Rows", "replace");
  start (fixture);
  assert_answer (fixture, "SELECT group_concat (name) FROM visitors", "Dee");
}

/* Nothing is there when it is cancelled, and the form stands again; Escape closes it then. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("id,name\n");

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "%u,name %u\n", i, i);
  open_file (fixture, "visitors.csv", text->str, -1);
  gtk_widget_activate_action (fixture->window, "import.start", NULL);
  g_assert_cmpstr (get_page (fixture), ==, "loading");
  gtk_widget_activate_action (fixture->window, "import.close", NULL);
  run_until (is_idle, fixture->window);
  settle ();
  g_assert_cmpstr (get_page (fixture), ==, "form");
  g_assert_null (fixture->told);
  g_assert_false (gtk_widget_get_visible (run_find (fixture->window, GTK_TYPE_BOX, "ff-problem", NULL)));
  assert_answer (fixture, "SELECT count (*) FROM sqlite_schema WHERE name = 'visitors'", "0");

  gtk_widget_activate_action (fixture->window, "import.close", NULL);
  settle ();
  g_assert_null (fixture->window);
}

/* ---- Kinds. */

static void
test_kinds (void)
{
  const char *const *ids = ff_column_kinds_get_ids ();
  const char *const *labels = ff_column_kinds_get_labels ();

  g_assert_cmpuint (g_strv_length ((char **) ids), ==, g_strv_length ((char **) labels));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      FfFileColumn *column = ff_file_column_new ("c");

      ff_column_kind_set (column, ids[i]);
      g_assert_cmpstr (ff_column_kind_get (column), ==, ids[i]);
      ff_column_kind_set (column, "text");
      g_assert_false (column->ignored);
      ff_file_column_free (column);
    }
}

int
main (int    argc,
      char **argv)
{
  if (!run_fixture_init (&argc, &argv))
    return 77;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/import-window/look/", looks[i].what, NULL);

      g_test_add (path, Fixture, &looks[i], set_up, test_look, tear_down);
    }
#define ADD(path, func) g_test_add ("/ui/import-window/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("look-again", test_look_again);
  ADD ("unreadable", test_unreadable);
  ADD ("load", test_load);
  ADD ("modes", test_modes);
  ADD ("cancel", test_cancel);
#undef ADD
  g_test_add_func ("/ui/import-window/kinds", test_kinds);

  return g_test_run ();
}
