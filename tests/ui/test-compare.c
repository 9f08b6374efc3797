/* Tests src/ui/compare: overlaps and changes beside the canvas, and the people behind their numbers. */

#include "run-fixture.h"

#include "base/ff-count.h"
#include "engine/ff-difference.h"
#include "engine/ff-overlap.h"
#include "ui/compare/ff-changes-sheet.h"
#include "ui/compare/ff-overlap-sheet.h"
#include "ui/ff-design-page.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/people/ff-people-panel.h"

static gboolean
has_aside (gpointer data)
{
  return ff_draft_get_aside (data) != NULL;
}

static gboolean
is_complete (gpointer data)
{
  ff_record_list_more (data);
  return g_list_model_get_n_items (data) > 0 && ff_record_list_is_complete (data);
}

static GtkWidget *
show_design (RunFixture *f)
{
  GtkWidget *page;

  run_fixture_set_up (f, "win-back");
  page = ff_design_page_new (f->draft);
  run_fixture_show (f, page, 1280, 800);
  run_fixture_count (f);

  return page;
}

static gint64
get_people (FfDraft    *draft,
            const char *activity,
            const char *port)
{
  FfCountView view;

  ff_draft_get_count (draft, activity, port, &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_FRESH);
  return view.n_rows;
}

/* As many rows below the canvas as the number says. */
static void
assert_opens (RunFixture *f,
              GtkWidget  *page,
              const char *activity,
              const char *port)
{
  GtkWidget *panel = run_find (page, FF_TYPE_PEOPLE_PANEL, NULL, NULL);
  FfRecordList *list = ff_people_panel_get_list (FF_PEOPLE_PANEL (panel));
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ff_draft_set_active (f->draft, activity, port);
  g_assert_cmpuint (run_count_text (panel, ff_aside_get_title (ff_draft_get_aside (f->draft), activity, port)), ==, 1);
  run_until (is_complete, list);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, get_people (f->draft, activity, port));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_assert_true (g_hash_table_add (keys, g_strdup (ff_record_get_key (run_read_row (list, i)))));
}

/* ---- Overlap. */

static void
test_overlap (void)
{
  static const char *const both[] = { "everyone", "recent", NULL };
  RunFixture f = { 0 };
  GtkWidget *page = show_design (&f);
  gint64 only_first, only_second, in_both;

  ff_draft_select (f.draft, both, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (ff_design_page_get_canvas (FF_DESIGN_PAGE (page))), "canvas.overlap", NULL);
  g_assert_nonnull (run_find (page, FF_TYPE_OVERLAP_SHEET, NULL, NULL));
  run_until (has_aside, f.draft);

  only_first = get_people (f.draft, FF_OVERLAP_ACTIVITY, "1");
  only_second = get_people (f.draft, FF_OVERLAP_ACTIVITY, "2");
  in_both = get_people (f.draft, FF_OVERLAP_ACTIVITY, "3");
  g_assert_cmpint (only_first, >, 0);
  g_assert_cmpint (in_both, >, 0);
  g_assert_cmpint (only_first + in_both, ==, get_people (f.draft, "everyone", "out"));
  g_assert_cmpint (only_second + in_both, ==, get_people (f.draft, "recent", "out"));
  assert_opens (&f, page, FF_OVERLAP_ACTIVITY, "1");
  run_fixture_shoot (&f, "overlap");

  /* What was open there is gone with the sheet. */
  gtk_widget_activate_action (run_find (page, FF_TYPE_OVERLAP_SHEET, NULL, NULL), "design.close-side", NULL);
  g_assert_null (ff_draft_get_aside (f.draft));
  g_assert_cmpstr (ff_draft_get_active_activity (f.draft), ==, "");

  run_fixture_tear_down (&f);
}

typedef struct
{
  const char *what;
  const char *ids[8];
  gboolean    can;
} Choice;

static const Choice choices[] = {
  { "nothing",     { NULL }, FALSE },
  { "one",         { "everyone", NULL }, FALSE },
  { "two",         { "everyone", "recent", NULL }, TRUE },
  { "same-twice",  { "everyone", "t1", NULL }, FALSE },
  { "six",         { "everyone", "recent", "lapsed", "unique", "tier", "ab", NULL }, TRUE },
};

static void
test_choices (void)
{
  RunFixture f = { 0 };

  show_design (&f);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_test_message ("%s", choices[i].what);
      ff_draft_select (f.draft, choices[i].ids, FALSE);
      g_assert_cmpint (ff_overlap_sheet_can_new (f.draft), ==, choices[i].can);
    }
  run_fixture_tear_down (&f);
}

/* ---- Changes. */

static gboolean
has_joined (gpointer data)
{
  FfAside *aside = ff_draft_get_aside (data);
  const FfCount *count = aside != NULL ? ff_counts_find (aside->counts, "everyone", "out/joined") : NULL;

  return count != NULL && count->known && count->n_keys > 0;
}

static gboolean
is_silent (gpointer data)
{
  return run_count_text (data, "Every count holds the same people as before.") == 1;
}

/* Everyone, whatever they bought. */
static void
select_all (FfDraft *draft)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Change Rule");
  g_autoptr (FfJson) rule = ff_json_new_object ();

  ff_json_take_member (rule, "all", ff_json_new_array ());
  ff_edit_set_setting (edit, ff_draft_get_campaign (draft), "everyone", "/rule", rule);
  g_assert_true (ff_draft_apply (draft, edit, NULL));
}

static void
test_changes (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = show_design (&f);
  GtkWidget *sheet;
  gint64 before = get_people (f.draft, "everyone", "out");
  gint64 joined, left;

  gtk_widget_activate_action (GTK_WIDGET (ff_design_page_get_canvas (FF_DESIGN_PAGE (page))), "canvas.changes", NULL);
  sheet = run_find (page, FF_TYPE_CHANGES_SHEET, NULL, NULL);
  g_assert_nonnull (sheet);
  run_until (is_silent, sheet);

  select_all (f.draft);
  run_until (has_joined, f.draft);
  run_fixture_count (&f);
  joined = get_people (f.draft, "everyone", "out/joined");
  left = get_people (f.draft, "everyone", "out/left");
  g_assert_cmpint (get_people (f.draft, "everyone", "out/before"), ==, before);
  g_assert_cmpint (left, ==, 0);
  g_assert_cmpint (before + joined - left, ==, get_people (f.draft, "everyone", "out"));
  assert_opens (&f, page, "everyone", "out/joined");
  run_fixture_shoot (&f, "changes");

  /* From now on nothing has changed. */
  gtk_widget_activate (run_find (sheet, GTK_TYPE_BUTTON, NULL, "Compare from Now On"));
  run_until (is_silent, sheet);

  run_fixture_tear_down (&f);
}

/* ---- Verify. */

typedef struct
{
  GtkWidget *pane;
  char      *words;
} Saying;

static gboolean
is_said (gpointer data)
{
  const Saying *saying = data;

  return run_count_text (saying->pane, saying->words) == 1;
}

static void
test_verify (void)
{
  static const char *const transition[] = { "t4", NULL };
  RunFixture f = { 0 };
  GtkWidget *page = show_design (&f);
  g_autofree char *number = ff_count_format (get_people (f.draft, "unique", "out"));
  g_autofree char *words = g_strdup_printf ("Counted again from nothing: %s, the same.", number);
  Saying saying = { run_find (page, FF_TYPE_INSPECTOR, NULL, NULL), words };

  ff_draft_select (f.draft, transition, FALSE);
  gtk_widget_activate (run_find (saying.pane, GTK_TYPE_BUTTON, NULL, "Verify Count"));
  run_until (is_said, &saying);
  run_fixture_shoot (&f, "verify");

  run_fixture_tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  if (!run_fixture_init (&argc, &argv))
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  g_test_add_func ("/compare/overlap", test_overlap);
  g_test_add_func ("/compare/choices", test_choices);
  g_test_add_func ("/compare/changes", test_changes);
  g_test_add_func ("/compare/verify", test_verify);

  return g_test_run ();
}
