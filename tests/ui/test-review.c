#include "run-fixture.h"

#include "model/ff-edit.h"
#include "picture/ff-count-labels.h"
#include "ui/results/ff-dispatch.h"
#include "ui/results/ff-results-page.h"
#include "ui/results/ff-tile.h"
#include "ui/review/ff-check-list.h"
#include "ui/review/ff-confirm.h"
#include "ui/review/ff-hold.h"
#include "ui/review/ff-ladder.h"
#include "ui/review/ff-preview-pane.h"
#include "ui/review/ff-reason-window.h"
#include "ui/review/ff-review-page.h"
#include "ui/review/ff-review-words.h"

static gboolean
is_ready (gpointer data)
{
  return ff_review_page_is_ready (data);
}

static GtkWidget *
open_review (RunFixture *f,
             const char *template_id)
{
  GtkWidget *page;

  run_fixture_set_up (f, template_id);
  page = ff_review_page_new (f->draft, f->keeper);
  ff_review_page_set_hold (FF_REVIEW_PAGE (page), 0);
  run_fixture_show (f, page, 1280, 715);
  run_fixture_count (f);
  run_until (is_ready, page);

  return page;
}

/* ---- The ladder, as it is read: every cell of the grid. */

static gint64
get_cell (GtkGrid *grid,
          int      column,
          int      row)
{
  GtkWidget *cell = gtk_grid_get_child_at (grid, column, row);
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *text;

  if (cell == NULL)
    return -1;

  text = GTK_IS_BUTTON (cell) ? gtk_button_get_label (GTK_BUTTON (cell)) : gtk_label_get_text (GTK_LABEL (cell));
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);

  return g_ascii_strtoll (digits->str, NULL, 10);
}

static gboolean
is_line (GtkGrid *grid,
         int      row)
{
  return GTK_IS_SEPARATOR (gtk_grid_get_child_at (grid, 0, row));
}

/* Audience minus each reason is the number of messages, in every column; and the columns sum to the last. */
static void
test_ladder_closes (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  GtkGrid *grid = GTK_GRID (run_find (run_find (page, FF_TYPE_LADDER, NULL, NULL), GTK_TYPE_GRID, NULL, NULL));
  int n_columns = 2;
  int last = 2;

  while (gtk_grid_get_child_at (grid, n_columns, 2) != NULL)
    n_columns++;
  while (gtk_grid_get_child_at (grid, 0, last + 1) != NULL)
    last++;
  g_assert_cmpint (n_columns, ==, 7);

  for (int column = 2; column < n_columns; column++)
    {
      gint64 left = get_cell (grid, column, 2);

      for (int row = 3; row < last; row++)
        if (!is_line (grid, row))
          left -= get_cell (grid, column, row);
      g_assert_cmpint (left, ==, get_cell (grid, column, last));
    }

  for (int row = 2; row <= last; row++)
    {
      gint64 sum = 0;

      if (is_line (grid, row))
        continue;
      for (int column = 2; column < n_columns - 1; column++)
        sum += get_cell (grid, column, row);
      g_assert_cmpint (sum, ==, get_cell (grid, n_columns - 1, row));
    }

  g_assert_cmpint (get_cell (grid, n_columns - 1, last), ==, ff_review_page_get_planned (FF_REVIEW_PAGE (page)));
  run_fixture_shoot (&f, "review");
  run_fixture_tear_down (&f);
}

static FfReasonWindow *
find_reason_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (FF_IS_REASON_WINDOW (each->data))
      return each->data;

  return NULL;
}

static gboolean
is_listed (gpointer data)
{
  FfReasonWindow *window = find_reason_window ();

  return window != NULL && g_list_model_get_n_items (G_LIST_MODEL (ff_reason_window_get_list (window))) == GPOINTER_TO_UINT (data);
}

/* Behind each number there are so many, and each of them can be read, the last ones too. */
static void
test_people_of_numbers (void)
{
  RunFixture f;
  GtkWidget *page = open_review (&f, "win-back");
  GtkGrid *grid = GTK_GRID (run_find (run_find (page, FF_TYPE_LADDER, NULL, NULL), GTK_TYPE_GRID, NULL, NULL));
  guint n_opened = 0;

  for (int row = 3; row < 10; row++)
    for (int column = 2; column < 6; column++)
      {
        GtkWidget *cell = gtk_grid_get_child_at (grid, column, row);
        gint64 n = cell != NULL && GTK_IS_BUTTON (cell) ? get_cell (grid, column, row) : 0;
        FfRecordList *list;

        if (n == 0)
          continue;

        g_test_message ("%d %d: %d", column, row, (int) n);
        g_signal_emit_by_name (cell, "clicked");
        run_until (is_listed, GUINT_TO_POINTER ((guint) n));
        list = ff_reason_window_get_list (find_reason_window ());
        g_assert_cmpstr (ff_record_get_cell (run_read_row (list, 0), 0), !=, "");
        g_assert_nonnull (ff_record_get_key (run_read_row (list, (guint) n - 1)));
        gtk_window_destroy (GTK_WINDOW (find_reason_window ()));
        n_opened += 1;
      }

  g_assert_cmpuint (n_opened, >=, 6);
  run_fixture_tear_down (&f);
}

static void
test_preview (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  FfPreviewPane *pane = FF_PREVIEW_PANE (run_find (page, FF_TYPE_PREVIEW_PANE, NULL, NULL));

  g_assert_cmpint (ff_preview_pane_get_index (pane), ==, 0);
  g_assert_nonnull (run_find (GTK_WIDGET (pane), GTK_TYPE_LABEL, "ff-message-heading", NULL));

  /* The last activity writes to most people. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (run_find (GTK_WIDGET (pane), GTK_TYPE_DROP_DOWN, NULL, NULL)), 3);
  g_assert_cmpint (ff_preview_pane_get_index (pane), ==, -1);
  run_until (is_ready, page);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (pane), "preview.next", NULL));
  g_assert_cmpint (ff_preview_pane_get_index (pane), ==, 1);

  run_fixture_tear_down (&f);
}

/* ---- The deed. */

static char *started;

static void
started_cb (FfDispatch *dispatch,
            const char *run_id,
            const char *campaign_id,
            gpointer    user_data)
{
  g_free (started);
  started = g_strdup (run_id);
}

static gboolean
is_started (gpointer data)
{
  return started != NULL;
}

static gboolean
is_finished (gpointer data)
{
  return ff_sender_get_state (data) == FF_SENDER_FINISHED;
}

/* Confirmed, held, frozen, sent: what arrives is what was shown. */
static void
test_deed (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  FfDispatch *dispatch = ff_dispatch_get (f.keeper);
  gint64 planned = ff_review_page_get_planned (FF_REVIEW_PAGE (page));
  FfSender *sender;

  g_clear_pointer (&started, g_free);
  g_signal_connect (dispatch, "started", G_CALLBACK (started_cb), NULL);
  ff_review_page_confirm (FF_REVIEW_PAGE (page));
  run_until (is_started, NULL);

  sender = ff_dispatch_find (dispatch, started);
  run_until (is_finished, sender);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED], ==, planned);

  run_fixture_tear_down (&f);
}

static void
test_undo (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  FfHold *hold = FF_HOLD (run_find (page, FF_TYPE_HOLD, NULL, NULL));

  g_clear_pointer (&started, g_free);
  g_signal_connect (ff_dispatch_get (f.keeper), "started", G_CALLBACK (started_cb), NULL);
  ff_review_page_set_hold (FF_REVIEW_PAGE (page), 10);
  ff_review_page_confirm (FF_REVIEW_PAGE (page));
  g_assert_true (ff_hold_is_running (hold));
  run_fixture_shoot (&f, "review-hold");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (hold), "hold.undo", NULL));
  g_assert_false (ff_hold_is_running (hold));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (started);
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "Undone. Nothing was sent."));

  run_fixture_tear_down (&f);
}

/* A page that is not shown holds nothing. */
static void
test_hidden_hold (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  FfHold *hold = FF_HOLD (run_find (page, FF_TYPE_HOLD, NULL, NULL));

  ff_review_page_set_hold (FF_REVIEW_PAGE (page), 10);
  ff_review_page_confirm (FF_REVIEW_PAGE (page));
  g_assert_true (ff_hold_is_running (hold));
  gtk_widget_set_visible (page, FALSE);
  g_assert_false (ff_hold_is_running (hold));

  run_fixture_tear_down (&f);
}

/* The data changed after the confirmation: nothing is sent, and the difference is told. */
static gboolean
has_notice (gpointer data)
{
  GtkWidget *notice = run_find (data, GTK_TYPE_REVEALER, NULL, NULL);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (notice));
}

static void
test_changed (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  g_autofree char *path = g_build_filename (f.folder, "sample.sqlite", NULL);
  g_autoptr (FfSqlite) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 planned = ff_review_page_get_planned (FF_REVIEW_PAGE (page));
  g_autofree char *change = NULL;
  g_autofree char *text = NULL;

  db = ff_sqlite_open (path, 0, &error);
  g_assert_no_error (error);
  ff_sqlite_exec (db, "DELETE FROM consents", &error);
  g_assert_no_error (error);

  g_clear_pointer (&started, g_free);
  g_signal_connect (ff_dispatch_get (f.keeper), "started", G_CALLBACK (started_cb), NULL);
  ff_review_page_confirm (FF_REVIEW_PAGE (page));
  run_until (has_notice, page);
  run_until (is_ready, page);
  g_assert_null (started);
  g_assert_cmpint (ff_review_page_get_planned (FF_REVIEW_PAGE (page)), ==, 0);

  change = ff_review_words_dup_change (planned, 0);
  text = g_strdup_printf ("The number of messages changed after you confirmed: %s. Nothing was sent. Look at the numbers again.",
                          change);
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, text));

  run_fixture_tear_down (&f);
}

/* ---- Checks. */

static char *shown;

static void
show_setting_cb (FfCheckList *checks,
                 const char  *activity,
                 const char  *pointer,
                 gpointer     user_data)
{
  g_free (shown);
  shown = g_strconcat (activity, pointer, NULL);
}

static void
test_problem (void)
{
  RunFixture f = { 0 };
  GtkWidget *page = open_review (&f, "win-back");
  FfCheckList *checks = FF_CHECK_LIST (run_find (page, FF_TYPE_CHECK_LIST, NULL, NULL));
  g_autoptr (FfEdit) edit = ff_edit_new ("Break");
  g_autoptr (FfJson) broken = ff_json_new_string ("{{ profile.no_such_field }}");

  g_assert_cmpuint (ff_check_list_get_n_problems (checks), ==, 0);
  ff_edit_set_setting (edit, ff_draft_get_campaign (f.draft), "mail-a", "/subject", broken);
  g_assert_true (ff_draft_apply (f.draft, edit, NULL));
  run_fixture_count (&f);
  run_until (is_ready, page);

  g_assert_cmpuint (ff_check_list_get_n_problems (checks), ==, 1);
  g_assert_cmpint (ff_review_page_get_planned (FF_REVIEW_PAGE (page)), ==, -1);
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "Fix 1 problem first"));
  run_fixture_shoot (&f, "review-problem");

  g_signal_connect (checks, "show-setting", G_CALLBACK (show_setting_cb), NULL);
  g_signal_emit_by_name (run_find (GTK_WIDGET (checks), GTK_TYPE_BUTTON, NULL, "Fix"), "clicked");
  g_assert_cmpstr (shown, ==, "mail-a/subject");

  ff_draft_undo (f.draft);
  run_fixture_count (&f);
  run_until (is_ready, page);
  g_assert_cmpint (ff_review_page_get_planned (FF_REVIEW_PAGE (page)), >, 0);

  run_fixture_tear_down (&f);
}

/* ---- Words. */

static void
test_typed_number (void)
{
  g_assert_true (ff_confirm_is_number ("11975", 11975));
  g_assert_true (ff_confirm_is_number ("11,975", 11975));
  g_assert_true (ff_confirm_is_number (" 11 975 ", 11975));
  g_assert_false (ff_confirm_is_number ("11974", 11975));
  g_assert_false (ff_confirm_is_number ("", 11975));
  g_assert_false (ff_confirm_is_number ("11975 emails", 11975));
  g_assert_false (ff_confirm_is_number ("119750", 11975));
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

  g_test_add_func ("/review/ladder-closes", test_ladder_closes);
  g_test_add_func ("/review/people-of-numbers", test_people_of_numbers);
  g_test_add_func ("/review/preview", test_preview);
  g_test_add_func ("/review/deed", test_deed);
  g_test_add_func ("/review/undo", test_undo);
  g_test_add_func ("/review/hidden-hold", test_hidden_hold);
  g_test_add_func ("/review/changed", test_changed);
  g_test_add_func ("/review/problem", test_problem);
  g_test_add_func ("/review/typed-number", test_typed_number);

  return g_test_run ();
}
