#include "run-fixture.h"

#include "ui/ff-design-page.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/people/ff-people-panel.h"
#include "ui/people/ff-person-sheet.h"
#include "ui/people/ff-record-view.h"

static gboolean
has_rows (gpointer data)
{
  return g_list_model_get_n_items (data) > 0 && !ff_record_list_is_loading (data);
}

static char *
dup_shown_count (FfDraft    *draft,
                 const char *activity,
                 const char *port)
{
  FfCountView count;

  ff_draft_get_count (draft, activity, port, &count);
  g_assert_cmpint (count.state, ==, FF_COUNT_FRESH);
  return ff_count_view_dup_text (&count);
}

/* The number in the header is the number of rows, each person once. */
static void
test_rows (void)
{
  RunFixture f = { 0 };
  GtkWidget *panel;
  FfRecordList *list;
  g_autofree char *count = NULL;
  g_autofree char *rows = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  run_fixture_set_up (&f, "win-back");
  panel = ff_people_panel_new (f.draft);
  list = ff_people_panel_get_list (FF_PEOPLE_PANEL (panel));
  run_fixture_show (&f, panel, 1000, 300);
  g_assert_cmpuint (run_count_text (panel, "No Transition Chosen"), <=, 1);

  run_fixture_count (&f);
  ff_draft_set_active (f.draft, "everyone", "out");
  run_until (has_rows, list);
  run_fixture_shoot (&f, "people");

  count = dup_shown_count (f.draft, "everyone", "out");
  rows = ff_count_format (g_list_model_get_n_items (G_LIST_MODEL (list)));
  g_assert_cmpstr (rows, ==, count);
  g_assert_cmpuint (run_count_text (panel, count), ==, 1);
  g_assert_cmpuint (run_count_text (panel, "All customers → Lapsed"), ==, 1);
  for (guint i = 0; g_getenv ("FF_SHOTS") == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_assert_true (g_hash_table_add (keys, g_strdup (ff_record_get_key (run_read_row (list, i)))));

  run_fixture_tear_down (&f);
}

/* What is counted has the name of its own dimension everywhere: bookings are not people. */
static void
test_nouns (void)
{
  const char *sms[] = { "sms", NULL };
  const char *transition[] = { "t2", NULL };
  RunFixture f = { 0 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *panel, *inspector;
  FfCountView view;
  g_autofree char *words = NULL;

  run_fixture_set_up (&f, "booking-reminder");
  panel = ff_people_panel_new (f.draft);
  inspector = ff_inspector_new (f.draft);
  gtk_box_append (GTK_BOX (box), panel);
  gtk_box_append (GTK_BOX (box), inspector);
  run_fixture_show (&f, box, 1000, 600);
  run_fixture_count (&f);

  ff_draft_get_count (f.draft, "phone", "phone", &view);
  words = ff_count_view_dup_description (&view);
  g_assert_cmpint (view.n_rows, >, 1);
  g_assert_nonnull (strstr (words, " bookings, as of "));

  ff_draft_set_active (f.draft, "phone", "phone");
  g_assert_nonnull (run_find (panel, GTK_TYPE_LABEL, NULL, "bookings"));
  ff_draft_select (f.draft, sms, FALSE);
  g_assert_nonnull (run_find (inspector, GTK_TYPE_LABEL, NULL, "bookings come in"));
  ff_draft_select (f.draft, transition, FALSE);
  g_assert_nonnull (run_find (inspector, GTK_TYPE_LABEL, NULL, "bookings"));
  g_assert_nonnull (run_find (inspector, GTK_TYPE_BUTTON, NULL, "Show Bookings"));

  run_fixture_tear_down (&f);
}

static void
test_states (void)
{
  RunFixture f = { 0 };
  GtkWidget *panel;

  run_fixture_set_up (&f, "win-back");
  panel = ff_people_panel_new (f.draft);
  run_fixture_show (&f, panel, 1000, 300);
  run_fixture_count (&f);

  /* A channel's output is known after sending: the reason stands where the rows would. */
  ff_draft_set_active (f.draft, "mail-a", "out");
  g_assert_nonnull (run_find (panel, GTK_TYPE_LABEL, NULL, "known after sending"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ff_people_panel_get_list (FF_PEOPLE_PANEL (panel)))), ==, 0);

  ff_draft_set_active (f.draft, "", "");
  g_assert_nonnull (run_find (panel, GTK_TYPE_LABEL, NULL, "No Transition Chosen"));

  run_fixture_tear_down (&f);
}

static void
test_sort (void)
{
  RunFixture f = { 0 };
  GtkWidget *panel;
  GtkWidget *view;
  FfRecordList *list;
  g_autofree char *last = NULL;

  run_fixture_set_up (&f, "win-back");
  panel = ff_people_panel_new (f.draft);
  list = ff_people_panel_get_list (FF_PEOPLE_PANEL (panel));
  run_fixture_show (&f, panel, 1000, 300);
  run_fixture_count (&f);
  ff_draft_set_active (f.draft, "everyone", "out");
  run_until (has_rows, list);

  /* The second column is the address; what a header does comes as this signal. */
  view = run_find (panel, FF_TYPE_RECORD_VIEW, NULL, NULL);
  g_signal_emit_by_name (view, "sort-changed", 1, TRUE);
  run_until (has_rows, list);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      const char *address = ff_record_get_cell (run_read_row (list, i), 1);

      if (last != NULL)
        g_assert_cmpstr (last, >=, address);
      g_free (last);
      last = g_strdup (address);
    }

  run_fixture_tear_down (&f);
}

/* ---- One person. */

static gboolean
is_lit (gpointer data)
{
  return ff_draft_get_lit (data) != NULL;
}

static gboolean
has_title (gpointer data)
{
  return run_find (data, GTK_TYPE_LABEL, NULL, "Fields") != NULL && run_find (data, GTK_TYPE_GRID, NULL, NULL) != NULL;
}

/* Design with the first person of @activity's output opened. */
static GtkWidget *
open_person (RunFixture *f,
             const char *activity)
{
  GtkWidget *page = ff_design_page_new (f->draft);
  GtkWidget *panel, *sheet;
  FfRecordList *list;

  run_fixture_show (f, page, 1280, 800);
  run_fixture_count (f);
  panel = run_find (page, FF_TYPE_PEOPLE_PANEL, NULL, NULL);
  list = ff_people_panel_get_list (FF_PEOPLE_PANEL (panel));
  ff_draft_set_active (f->draft, activity, "out");
  run_until (has_rows, list);

  g_signal_emit_by_name (run_find (panel, FF_TYPE_RECORD_VIEW, NULL, NULL), "activated", run_read_row (list, 0));
  run_until (is_lit, f->draft);
  sheet = run_find (page, FF_TYPE_PERSON_SHEET, NULL, NULL);
  g_assert_nonnull (sheet);
  run_until (has_title, sheet);
  g_assert_cmpuint (run_count_text (sheet, ff_record_get_cell (run_read_row (list, 0), 0)), >=, 1);

  return page;
}

/* The path lights what the person is on and nothing else, and goes with the sheet. */
static void
test_person (void)
{
  RunFixture f = { 0 };
  const char *wanted[] = { "everyone", NULL };
  GtkWidget *page;
  GHashTable *lit;
  guint n_lit = 0;

  run_fixture_set_up (&f, "win-back");
  page = open_person (&f, "recent");
  run_fixture_shoot (&f, "person");

  lit = ff_draft_get_lit (f.draft);
  g_assert_true (g_hash_table_contains (lit, "recent"));
  for (guint i = 0; i < ff_campaign_get_n_activities (ff_draft_get_campaign (f.draft)); i++)
    n_lit += g_hash_table_contains (lit, ff_campaign_get_activity (ff_draft_get_campaign (f.draft), i)->id);
  g_assert_cmpuint (n_lit, <, ff_campaign_get_n_activities (ff_draft_get_campaign (f.draft)));

  /* Whoever selects something sees its settings again. */
  ff_draft_select (f.draft, wanted, FALSE);
  g_assert_null (ff_draft_get_lit (f.draft));
  g_assert_null (run_find (page, FF_TYPE_PERSON_SHEET, NULL, NULL));

  run_fixture_tear_down (&f);
}

static void
test_person_closed (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;

  run_fixture_set_up (&f, "win-back");
  page = open_person (&f, "everyone");
  gtk_widget_activate_action (run_find (page, FF_TYPE_PERSON_SHEET, NULL, NULL), "design.close-side", NULL);
  g_assert_null (ff_draft_get_lit (f.draft));
  g_assert_null (run_find (page, FF_TYPE_PERSON_SHEET, NULL, NULL));

  run_fixture_tear_down (&f);
}

/* Rows let go come again, the same. */
static void
answer_numbers (FfRecordAsk *ask,
                gpointer     user_data)
{
  const char *after = ff_record_ask_get_after (ask);
  guint first = after != NULL ? (guint) atoi (after) : 0;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *next = g_strdup_printf ("%u", first + ff_record_ask_get_limit (ask));

  for (guint i = first; i < first + ff_record_ask_get_limit (ask) && i < 1005; i++)
    {
      char **cells = g_new0 (char *, 2);

      cells[0] = g_strdup_printf ("%u", i);
      g_ptr_array_add (records, ff_record_new (i, NULL, 0, cells, NULL));
    }

  ff_record_ask_answer (ask, records, first + 10 < 1005 ? next : NULL, NULL);
}

/* With its total it has its length at once, and what is asked for in its middle comes from whichever place is near. */
static void
answer_anywhere (FfRecordAsk *ask,
                 gpointer     user_data)
{
  guint *most_skipped = user_data;
  const char *after = ff_record_ask_get_after (ask);
  guint limit = ff_record_ask_get_limit (ask);
  guint skip = ff_record_ask_get_skip (ask);
  guint first = (after != NULL ? (guint) atoi (after) : 0) + skip;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *next = NULL;

  *most_skipped = MAX (*most_skipped, skip);
  if (ff_record_ask_is_from_end (ask))
    first = 1005 - skip - limit;
  for (guint i = first; i < first + limit && i < 1005; i++)
    {
      char **cells = g_new0 (char *, 2);

      cells[0] = g_strdup_printf ("%u", i);
      g_ptr_array_add (records, ff_record_new (i, NULL, 0, cells, NULL));
    }

  if (first + limit < 1005 && !ff_record_ask_is_from_end (ask))
    next = g_strdup_printf ("%u", first + limit);
  ff_record_ask_answer (ask, records, next, NULL);
}

static void
test_anywhere (void)
{
  static const struct { guint position; guint most; } looks[] = {
    { 1004, 0 },      /* the last page: from the end */
    { 990, 5 },       /* the one before */
    { 500, 500 },
    { 510, 0 },       /* begins where the last ended */
    { 250, 250 },
    { 0, 0 },
    { 3, 0 },
    { 745, 255 },
  };
  guint most_skipped = 0;
  g_autoptr (FfRecordList) list = ff_record_list_new (answer_anywhere, &most_skipped, 10);

  ff_record_list_set_total (list, 1005);
  ff_record_list_restart (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1005);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (FfRecord) record = g_list_model_get_item (G_LIST_MODEL (list), looks[i].position);
      g_autofree char *number = g_strdup_printf ("%u", looks[i].position);

      g_assert_cmpstr (ff_record_get_cell (record, 0), ==, number);
      g_assert_cmpuint (most_skipped, <=, looks[i].most);
      most_skipped = 0;
    }
  for (guint i = 0; i < 1005; i++)
    {
      g_autoptr (FfRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (ff_record_get_id (record), ==, i);
    }
  g_assert_cmpuint (ff_record_list_get_n_kept (list), <=, 80);

  /* Without the total it grows again. */
  ff_record_list_set_total (list, -1);
  ff_record_list_restart (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 10);
}

static void
test_few_in_memory (void)
{
  g_autoptr (FfRecordList) list = ff_record_list_new (answer_numbers, NULL, 10);

  ff_record_list_restart (list);
  while (!ff_record_list_is_complete (list))
    ff_record_list_more (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1005);
  g_assert_cmpuint (ff_record_list_get_n_kept (list), <=, 80);

  for (guint i = 0; i < 1005; i += 3)
    {
      g_autoptr (FfRecord) record = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_assert_cmpstr (ff_record_get_cell (record, 0), ==, number);
    }
  g_assert_cmpuint (ff_record_list_get_n_kept (list), <=, 80);
}

int
main (int   argc,
      char *argv[])
{
  if (!run_fixture_init (&argc, &argv))
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  g_test_add_func ("/people/rows", test_rows);
  g_test_add_func ("/people/nouns", test_nouns);
  g_test_add_func ("/people/states", test_states);
  g_test_add_func ("/people/sort", test_sort);
  g_test_add_func ("/people/person", test_person);
  g_test_add_func ("/people/person-closed", test_person_closed);
  g_test_add_func ("/people/few-in-memory", test_few_in_memory);
  g_test_add_func ("/people/anywhere", test_anywhere);

  return g_test_run ();
}
