/* Tests src/ui/ff-draft.c: an open campaign plans, counts, and never shows a
 * superseded count. Needs no display. */

#include <glib/gstdio.h>

#include "model/ff-document.h"
#include "store/ff-sample.h"
#include "ui/ff-draft.h"

typedef struct
{
  char    *folder;
  char    *store_path;
  char    *url;
  FfDraft *draft;
} Fixture;

static FfCampaign *
load_template (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "resources", "templates", "win-back.fanfare", NULL);
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign = ff_document_load (path, &error);

  g_assert_no_error (error);
  return campaign;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FfSampleOptions options = { .n_people = 300, .seed = 7 };
  gboolean with_store = GPOINTER_TO_INT (data);
  g_autoptr (FfCampaign) campaign = load_template ();
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("fanfare-draft-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store_path = g_build_filename (fixture->folder, "sample.sqlite", NULL);
  fixture->url = g_strconcat ("sqlite:", fixture->store_path, NULL);
  if (with_store)
    {
      ff_sample_write (fixture->store_path, &options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  fixture->draft = ff_draft_new (campaign, fixture->url);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->draft), (gpointer *) &fixture->draft);
  g_object_unref (fixture->draft);
  for (guint i = 0; fixture->draft != NULL && i < 1000; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (fixture->draft);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->store_path);
  g_free (fixture->url);
}

/* Runs the main loop until the count is in @state; fails after ten seconds. */
static FfCountView
wait_for (Fixture      *fixture,
          const char   *activity,
          const char   *port,
          FfCountState  state)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  FfCountView view;

  do
    {
      ff_draft_get_count (fixture->draft, activity, port, &view);
      if (view.state == state)
        return view;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
  while (g_get_monotonic_time () < deadline);

  g_error ("“%s:%s” is in state %d, not %d", activity, port, view.state, state);
}

static void
set_days (Fixture *fixture,
          gint64   days)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Change Rule");
  g_autoptr (FfJson) amount = ff_json_new_integer (days);

  ff_edit_set_setting (edit, ff_draft_get_campaign (fixture->draft), "recent",
                       "/rule/all/0/where/all/0/right/duration/amount", amount);
  g_assert_true (ff_draft_apply (fixture->draft, edit, NULL));
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  FfCountView everyone = wait_for (fixture, "everyone", "out", FF_COUNT_FRESH);
  FfCountView recent = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  FfCountView lapsed = wait_for (fixture, "lapsed", "out", FF_COUNT_FRESH);
  FfCountView sent;
  g_autofree char *words = NULL;

  g_assert_cmpint (everyone.n_rows, >, 0);
  g_assert_cmpint (lapsed.n_rows, <=, everyone.n_rows);
  g_assert_cmpint (lapsed.n_rows, >=, everyone.n_rows - recent.n_rows);

  /* What a channel hands over is not known in a draft: a reason, never a guess. */
  ff_draft_get_count (fixture->draft, "mail-a", "out", &sent);
  g_assert_cmpint (sent.state, ==, FF_COUNT_UNKNOWN);
  g_assert_false (sent.has_value);
  g_assert_nonnull (sent.reason);

  words = ff_count_view_dup_description (&everyone);
  g_assert_nonnull (strstr (words, "people, as of"));
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  FfCountView before = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  FfCountView everyone = wait_for (fixture, "everyone", "out", FF_COUNT_FRESH);
  FfCountView view;

  wait_for (fixture, "ab", "control", FF_COUNT_FRESH);
  set_days (fixture, 3650);

  /* At once: what lies downstream is out of date with its old value, what does not is as fresh as before. */
  ff_draft_get_count (fixture->draft, "recent", "out", &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_OUT_OF_DATE);
  g_assert_true (view.has_value);
  g_assert_cmpint (view.n_rows, ==, before.n_rows);
  ff_draft_get_count (fixture->draft, "everyone", "out", &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_FRESH);
  g_assert_cmpint (view.n_rows, ==, everyone.n_rows);

  view = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  g_assert_cmpint (view.n_rows, >, before.n_rows);

  ff_draft_undo (fixture->draft);
  view = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  g_assert_cmpint (view.n_rows, ==, before.n_rows);
}

static void
count_cb (FfDraft *draft,
          guint   *n)
{
  (*n)++;
}

static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  FfCountView before, last;

  before = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  for (gint64 days = 1; days <= 30; days++)
    {
      FfCountView view;

      set_days (fixture, days * 100);
      ff_draft_get_count (fixture->draft, "recent", "out", &view);
      if (view.has_value)
        g_hash_table_add (seen, GINT_TO_POINTER ((int) view.n_rows));
      g_main_context_iteration (NULL, FALSE);
    }

  last = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  g_assert_cmpint (last.n_rows, >, before.n_rows);
  /* In between only the value of before was ever to be seen. */
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1);
}

/* An edit in the very moment in which the last count arrives is counted too. */
static void
test_undo_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  FfCountView before = wait_for (fixture, "ab", "control", FF_COUNT_FRESH);

  for (guint i = 0; i < 12; i++)
    {
      FfCountView after;

      set_days (fixture, 100 + i);
      wait_for (fixture, "ab", "control", FF_COUNT_FRESH);
      ff_draft_undo (fixture->draft);
      after = wait_for (fixture, "ab", "control", FF_COUNT_FRESH);
      g_assert_cmpint (after.n_rows, ==, before.n_rows);
    }
}

static void
test_move_keeps (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Move Activity");
  guint n_planned = 0;
  FfCountView view;

  wait_for (fixture, "ab", "control", FF_COUNT_FRESH);
  g_signal_connect (fixture->draft, "planned", G_CALLBACK (count_cb), &n_planned);
  ff_edit_move (edit, ff_draft_get_campaign (fixture->draft), "everyone", 320, 320);
  g_assert_true (ff_draft_apply (fixture->draft, edit, NULL));

  g_assert_cmpuint (n_planned, ==, 1);
  ff_draft_get_count (fixture->draft, "ab", "control", &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_FRESH);
}

static void
test_missing_store (Fixture       *fixture,
                    gconstpointer  data)
{
  FfSampleOptions options = { .n_people = 50, .seed = 7 };
  FfCountView view = wait_for (fixture, "everyone", "out", FF_COUNT_OFFLINE);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (view.has_value);
  g_assert_nonnull (view.reason);
  g_object_get (fixture->draft, "store-error", &message, NULL);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "sample.sqlite"));

  /* It can still be edited, and counts as soon as the store is there. */
  set_days (fixture, 30);
  ff_sample_write (fixture->store_path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ff_draft_recount (fixture->draft);
  wait_for (fixture, "everyone", "out", FF_COUNT_FRESH);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  FfCountView before = wait_for (fixture, "recent", "out", FF_COUNT_FRESH);
  FfCountView view;

  set_days (fixture, 3650);
  ff_draft_cancel (fixture->draft);
  for (guint i = 0; i < 200; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2500);
    }
  ff_draft_get_count (fixture->draft, "recent", "out", &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_OUT_OF_DATE);
  g_assert_cmpint (view.n_rows, ==, before.n_rows);
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const two[] = { "everyone", "recent", NULL };
  const char *const one[] = { "lapsed", NULL };
  guint n = 0;

  g_signal_connect (fixture->draft, "selection-changed", G_CALLBACK (count_cb), &n);
  ff_draft_select (fixture->draft, two, FALSE);
  ff_draft_select (fixture->draft, two, FALSE);
  g_assert_cmpuint (n, ==, 1);
  ff_draft_select (fixture->draft, one, TRUE);
  g_assert_cmpuint (g_strv_length ((char **) ff_draft_get_selection (fixture->draft)), ==, 3);
  g_assert_true (ff_draft_is_selected (fixture->draft, "lapsed"));
  ff_draft_select (fixture->draft, NULL, FALSE);
  g_assert_cmpuint (g_strv_length ((char **) ff_draft_get_selection (fixture->draft)), ==, 0);
  ff_draft_set_active (fixture->draft, "everyone", "out");
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (ff_draft_get_active_port (fixture->draft), ==, "out");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, store, func) g_test_add (path, Fixture, GINT_TO_POINTER (store), set_up, func, tear_down)
  ADD ("/draft/counts", TRUE, test_counts);
  ADD ("/draft/edit", TRUE, test_edit);
  ADD ("/draft/newest-wins", TRUE, test_newest_wins);
  ADD ("/draft/undo-at-once", TRUE, test_undo_at_once);
  ADD ("/draft/move-keeps", TRUE, test_move_keeps);
  ADD ("/draft/missing-store", FALSE, test_missing_store);
  ADD ("/draft/cancel", TRUE, test_cancel);
  ADD ("/draft/selection", TRUE, test_selection);
#undef ADD

  return g_test_run ();
}
