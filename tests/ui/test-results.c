#include "run-fixture.h"

#include "picture/ff-count-labels.h"
#include "runner/ff-known-gateways.h"
#include "ui/people/ff-record-view.h"
#include "ui/results/ff-dispatch.h"
#include "ui/results/ff-inbox-view.h"
#include "ui/results/ff-results-page.h"
#include "ui/results/ff-tile.h"
#include "ui/review/ff-launch-work.h"

/* ---- A run, without the Review page. */

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = ff_launch_work_prepare_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static char *
prepare_with (RunFixture *f,
              FfJson     *gateways)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLaunch) launch = NULL;
  char *run_id = NULL;

  run_fixture_count (f);
  launch = ff_launch_new (ff_draft_get_campaign (f->draft), ff_draft_get_context (f->draft), ff_draft_get_plan (f->draft),
                          ff_draft_get_problems (f->draft), gateways, &error);
  g_assert_no_error (error);
  ff_launch_work_prepare_async (ff_draft_get_engine (f->draft), launch,
                                ff_dispatch_get_outbox_path (ff_dispatch_get (f->keeper)), g_get_real_time (), -1, NULL, NULL,
                                prepared_cb, &run_id);
  run_until (is_set, &run_id);
  return run_id;
}

static char *
prepare (RunFixture *f)
{
  g_autoptr (FfJson) gateways = ff_known_gateways_new ();

  return prepare_with (f, gateways);
}

static const char *
get_campaign_id (RunFixture *f)
{
  return ff_campaign_get_id (ff_draft_get_campaign (f->draft));
}

static gboolean
is_over (gpointer data)
{
  FfSenderState state = ff_sender_get_state (data);

  return state == FF_SENDER_FINISHED || state == FF_SENDER_FAILED || state == FF_SENDER_STOPPED ||
         state == FF_SENDER_PAUSED;
}

static gboolean
is_up_to_date (gpointer data)
{
  return ff_results_page_is_up_to_date (data) && ff_results_page_get_run (data) != NULL;
}

/* ---- What the page says. */

static FfTile *
find_tile (GtkWidget  *page,
           const char *title)
{
  if (FF_IS_TILE (page) && g_str_equal (ff_tile_get_title (FF_TILE (page)), title))
    return FF_TILE (page);

  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      FfTile *found = find_tile (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gint64
get_tile (GtkWidget  *page,
          const char *title)
{
  FfTile *tile = find_tile (page, title);

  g_assert_nonnull (tile);
  return ff_tile_get_n (tile);
}

static gint64
get_sum (GtkWidget *page)
{
  return get_tile (page, "Accepted") + get_tile (page, "Refused") + get_tile (page, "Unconfirmed") +
         get_tile (page, "Waiting") + get_tile (page, "Not sent");
}

static void
assert_planned (GtkWidget *page,
                gint64     n)
{
  g_autofree char *number = ff_count_format (n);
  g_autofree char *of = g_strdup_printf ("of %s", number);

  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, of));
}

/* What the table of recipients has read. */
static GListModel *
find_rows (GtkWidget *page)
{
  GtkWidget *lists = run_find (page, GTK_TYPE_STACK, "ff-list-card", NULL);
  GtkWidget *table = run_find (lists, GTK_TYPE_COLUMN_VIEW, NULL, NULL);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static void
test_finished (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;
  FfSender *sender;
  g_autofree char *run_id = NULL;

  run_fixture_set_up (&f, "win-back");
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  run_id = prepare (&f);

  if (g_getenv ("FF_SHOTS") != NULL)
    ff_dispatch_set_rate (ff_dispatch_get (f.keeper), 300);
  sender = ff_dispatch_start (ff_dispatch_get (f.keeper), run_id, get_campaign_id (&f));
  if (g_getenv ("FF_SHOTS") != NULL)
    {
      for (guint i = 0; i < 6; i++)
        run_fixture_shoot (&f, "results-running");
      ff_dispatch_set_rate (ff_dispatch_get (f.keeper), 0);
    }
  run_until (is_over, sender);
  g_assert_cmpint (ff_sender_get_state (sender), ==, FF_SENDER_FINISHED);
  run_until (is_up_to_date, page);
  run_fixture_shoot (&f, "results");

  g_assert_cmpstr (ff_results_page_get_run (FF_RESULTS_PAGE (page)), ==, run_id);
  g_assert_cmpint (get_tile (page, "Accepted"), >, 0);
  g_assert_cmpint (get_tile (page, "Waiting"), ==, 0);
  assert_planned (page, get_sum (page));
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "Finished"));
  g_assert_cmpint (g_list_model_get_n_items (find_rows (page)), ==, MIN (get_sum (page), 100));

  run_fixture_tear_down (&f);
}

/* A run that a crash interrupted waits for a person, goes on, and nobody gets a message twice. */
static void
test_resume (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;
  FfSender *sender;
  g_autofree char *run_id = NULL;
  gint64 planned;

  run_fixture_set_up (&f, "win-back");
  run_id = prepare (&f);
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  run_until (is_up_to_date, page);
  run_fixture_shoot (&f, "results-interrupted");

  planned = get_sum (page);
  assert_planned (page, planned);
  g_assert_cmpint (get_tile (page, "Waiting"), ==, planned);
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "Not running"));
  g_assert_null (run_find (page, GTK_TYPE_LABEL, NULL, "Finished"));

  g_assert_true (gtk_widget_activate_action (page, "results.resume", NULL));
  sender = ff_dispatch_find (ff_dispatch_get (f.keeper), run_id);
  g_assert_nonnull (sender);
  run_until (is_over, sender);
  run_until (is_up_to_date, page);
  g_assert_cmpint (get_tile (page, "Accepted"), ==, planned);

  run_fixture_tear_down (&f);
}

/* A gateway that refuses, and now and then ends without an answer: every message is in one state, and what nobody
 * knows about waits for a person. */
static void
test_troubles (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;
  FfSender *sender;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) gateways = ff_known_gateways_new ();
  g_autoptr (FfJson) blind = ff_json_new_string ("blind");
  g_autoptr (FfJson) with_blind = ff_json_with_at (gateways, "/rehearsal/settings/repeat", blind);
  g_autoptr (FfJson) script =
    ff_json_parse ("{\"refuse_rate\": 0.2, \"seed\": 7, \"faults\": [{\"kind\": \"reset\", \"every\": 9}]}", -1,
                   &ff_json_document_limits, &error);
  g_autofree char *run_id = NULL;
  gint64 planned;
  gint64 n_unclear;

  g_assert_no_error (error);
  g_assert_nonnull (with_blind);
  run_fixture_set_up (&f, "win-back");
  g_assert_true (ff_dispatch_set_faults (ff_dispatch_get (f.keeper), script, NULL));
  run_id = prepare_with (&f, with_blind);
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  sender = ff_dispatch_start (ff_dispatch_get (f.keeper), run_id, get_campaign_id (&f));
  run_until (is_over, sender);
  run_until (is_up_to_date, page);

  planned = get_sum (page);
  n_unclear = get_tile (page, "Unconfirmed");
  assert_planned (page, planned);
  g_assert_cmpint (get_tile (page, "Refused"), >, 0);
  g_assert_cmpint (n_unclear, >, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_tile (page, "Refused")), TRUE);
  run_until (is_up_to_date, page);
  g_assert_cmpint (g_list_model_get_n_items (find_rows (page)), ==, MIN (get_tile (page, "Refused"), 100));
  run_fixture_shoot (&f, "results-troubles");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_tile (page, "Unconfirmed")), TRUE);
  run_until (is_up_to_date, page);
  g_assert_cmpint (g_list_model_get_n_items (find_rows (page)), ==, MIN (n_unclear, 100));
  g_assert_nonnull (run_find (page, GTK_TYPE_BUTTON, NULL, "Send All Again…"));
  run_fixture_shoot (&f, "results-unconfirmed");

  run_fixture_tear_down (&f);
}

/* Stopped: what waited is not sent, and says why. */
static void
test_stop (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;
  FfSender *sender;
  g_autofree char *run_id = NULL;
  gint64 planned;

  run_fixture_set_up (&f, "win-back");
  run_id = prepare (&f);
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  run_until (is_up_to_date, page);
  planned = get_sum (page);

  sender = ff_dispatch_stop (ff_dispatch_get (f.keeper), run_id, get_campaign_id (&f));
  run_until (is_over, sender);
  g_assert_cmpint (ff_sender_get_state (sender), ==, FF_SENDER_STOPPED);
  gtk_widget_activate_action (page, "results.refresh", NULL);
  run_until (is_up_to_date, page);
  g_assert_cmpint (get_sum (page), ==, planned);
  g_assert_cmpint (get_tile (page, "Not sent"), ==, planned);

  run_fixture_tear_down (&f);
}

static gboolean
has_inbox (gpointer data)
{
  return ff_inbox_view_get_n (data) >= 0;
}

static void
test_lists (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;
  GtkWidget *inbox;
  FfSender *sender;
  g_autofree char *run_id = NULL;
  gint64 planned;

  run_fixture_set_up (&f, "win-back");
  run_id = prepare (&f);
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  sender = ff_dispatch_start (ff_dispatch_get (f.keeper), run_id, get_campaign_id (&f));
  run_until (is_over, sender);
  run_until (is_up_to_date, page);
  planned = get_sum (page);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_tile (page, "Refused")), TRUE);
  run_until (is_up_to_date, page);
  g_assert_cmpint (g_list_model_get_n_items (find_rows (page)), ==, 0);
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "No message is in this state."));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_tile (page, "Accepted")), TRUE);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_tile (page, "Refused"))));
  run_until (is_up_to_date, page);
  g_assert_cmpint (g_list_model_get_n_items (find_rows (page)), ==, MIN (planned, 100));
  run_fixture_shoot (&f, "results-filter");

  /* What the gateway received. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (run_find (page, GTK_TYPE_TOGGLE_BUTTON, NULL, "Messages Received")), TRUE);
  inbox = run_find (page, FF_TYPE_INBOX_VIEW, NULL, NULL);
  run_until (has_inbox, inbox);
  g_assert_cmpint (ff_inbox_view_get_n (FF_INBOX_VIEW (inbox)), ==, planned);
  run_fixture_shoot (&f, "results-inbox");

  run_fixture_tear_down (&f);
}

static void
test_empty (void)
{
  RunFixture f = { 0 };
  GtkWidget *page;

  run_fixture_set_up (&f, "win-back");
  page = ff_results_page_new (f.draft, f.keeper);
  run_fixture_show (&f, page, 1280, 715);
  while (!ff_results_page_is_up_to_date (FF_RESULTS_PAGE (page)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ff_results_page_get_run (FF_RESULTS_PAGE (page)));
  g_assert_nonnull (run_find (page, GTK_TYPE_LABEL, NULL, "No Runs Yet"));
  run_fixture_shoot (&f, "results-empty");

  run_fixture_tear_down (&f);
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

  g_test_add_func ("/results/finished", test_finished);
  g_test_add_func ("/results/resume", test_resume);
  g_test_add_func ("/results/lists", test_lists);
  g_test_add_func ("/results/troubles", test_troubles);
  g_test_add_func ("/results/stop", test_stop);
  g_test_add_func ("/results/empty", test_empty);

  return g_test_run ();
}
