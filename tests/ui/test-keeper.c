/* Tests src/ui/ff-keeper*.c: asking and answering, autosave, and what a kill leaves. Needs no display. The program runs
 * itself as “test-keeper --victim FOLDER ID” to be killed. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>

#include "model/ff-document.h"
#include "ui/ff-keeper.h"

typedef struct
{
  char     *folder;
  FfKeeper *keeper;
} Fixture;

static const char *program;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("fanfare-keeper-XXXXXX", NULL);
  f->keeper = ff_keeper_new (f->folder);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ff_keeper_close (f->keeper);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->keeper);
  g_chmod (f->folder, 0700);
  remove_tree (f->folder);
  g_free (f->folder);
}

/* ---- Asking, and waiting for the answer. */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static char *
make (FfKeeper   *keeper,
      const char *template_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  ff_keeper_new_async (keeper, template_id, NULL, answered_cb, &result);
  id = ff_keeper_id_finish (keeper, wait_for (&result), &error);
  g_assert_no_error (error);
  return id;
}

static FfOpened *
load (FfKeeper   *keeper,
      const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FfOpened *opened;

  ff_keeper_load_async (keeper, id, NULL, answered_cb, &result);
  opened = ff_keeper_load_finish (keeper, wait_for (&result), &error);
  g_assert_no_error (error);
  return opened;
}

static GPtrArray *
list (FfKeeper *keeper,
      gboolean  removed)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  ff_keeper_list_async (keeper, removed, NULL, answered_cb, &result);
  entries = ff_keeper_list_finish (keeper, wait_for (&result), &error);
  g_assert_no_error (error);
  return entries;
}

static void
finish (FfKeeper      *keeper,
        GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  ff_keeper_done_finish (keeper, wait_for (result), &error);
  g_assert_no_error (error);
  g_clear_object (result);
}

/* A store that is not there: keeping does not need one. */
static FfDraft *
open_draft (FfKeeper *keeper,
            FfOpened *opened)
{
  FfDraft *draft = ff_draft_new (opened->campaign, "sqlite:/nowhere/store.sqlite");

  if (opened->history != NULL)
    ff_history_load_json (ff_draft_get_history (draft), opened->history, NULL);
  ff_keeper_watch (keeper, draft);
  return draft;
}

static void
rename_draft (FfDraft    *draft,
              const char *name)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Rename Campaign");
  g_autoptr (FfJson) value = ff_json_new_string (name);

  ff_edit_set_member (edit, ff_draft_get_campaign (draft), "name", value);
  g_assert_true (ff_draft_apply (draft, edit, NULL));
}

static char *
dup_path (const char *folder,
          const char *id)
{
  g_autofree char *name = g_strconcat (id, ".fanfare", NULL);

  return g_build_filename (folder, "campaigns", name, NULL);
}

static gboolean
file_says (const char *path,
           const char *text)
{
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) && strstr (content, text) != NULL;
}

/* ---- The cases. */

static void
test_asking (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *id = make (f->keeper, "win-back");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *copy = NULL;

  ff_keeper_duplicate_async (f->keeper, id, NULL, answered_cb, &result);
  copy = ff_keeper_id_finish (f->keeper, wait_for (&result), NULL);
  g_clear_object (&result);
  ff_keeper_rename_async (f->keeper, copy, "Copy", NULL, answered_cb, &result);
  finish (f->keeper, &result);
  ff_keeper_remove_async (f->keeper, id, NULL, answered_cb, &result);
  finish (f->keeper, &result);

  entries = list (f->keeper, FALSE);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((FfLibraryEntry *) entries->pdata[0])->name, ==, "Copy");
  g_clear_pointer (&entries, g_ptr_array_unref);

  ff_keeper_restore_async (f->keeper, id, NULL, answered_cb, &result);
  finish (f->keeper, &result);
  entries = list (f->keeper, FALSE);
  g_assert_cmpuint (entries->len, ==, 2);
}

static void
test_sample (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  ff_keeper_sample_async (f->keeper, NULL, answered_cb, &first);
  ff_keeper_sample_async (f->keeper, NULL, answered_cb, &second);
  one = ff_keeper_id_finish (f->keeper, wait_for (&first), NULL);
  other = ff_keeper_id_finish (f->keeper, wait_for (&second), NULL);
  g_assert_nonnull (one);
  g_assert_cmpstr (one, ==, other);
}

static void
test_errors (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ff_keeper_load_async (f->keeper, "none", NULL, answered_cb, &result);
  g_assert_null (ff_keeper_load_finish (f->keeper, wait_for (&result), &error));
  g_assert_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_clear_object (&result);

  ff_keeper_close (f->keeper);
  ff_keeper_list_async (f->keeper, FALSE, NULL, answered_cb, &result);
  g_assert_null (ff_keeper_list_finish (f->keeper, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
count_cb (FfKeeper *keeper,
          guint    *n)
{
  *n += 1;
}

static void
test_autosave (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *id = make (f->keeper, "win-back");
  g_autofree char *path = dup_path (f->folder, id);
  g_autoptr (FfOpened) opened = load (f->keeper, id);
  g_autoptr (FfDraft) draft = open_draft (f->keeper, opened);
  gint64 since = g_get_monotonic_time ();
  guint n_changed = 0;

  g_signal_connect (f->keeper, "changed", G_CALLBACK (count_cb), &n_changed);
  rename_draft (draft, "Written Soon");
  while (!file_says (path, "Written Soon"))
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
      g_assert_cmpint (g_get_monotonic_time () - since, <, 2 * G_USEC_PER_SEC);
    }

  while (n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ff_keeper_get_error (f->keeper));
}

/* Closing writes at once, undo log and all, and the next opening is no recovery. */
static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *id = make (f->keeper, "win-back");
  g_autoptr (FfOpened) opened = load (f->keeper, id);
  g_autoptr (FfDraft) draft = open_draft (f->keeper, opened);
  g_autoptr (FfOpened) again = NULL;
  g_autoptr (FfDraft) second = NULL;

  rename_draft (draft, "Closed");
  ff_keeper_unwatch (f->keeper, draft);
  again = load (f->keeper, id);
  g_assert_cmpstr (ff_campaign_get_name (again->campaign), ==, "Closed");
  g_assert_cmpint (again->restored_at, ==, 0);

  second = open_draft (f->keeper, again);
  g_assert_cmpstr (ff_history_get_undo_name (ff_draft_get_history (second)), ==, "Rename Campaign");
  ff_draft_undo (second);
  g_assert_cmpstr (ff_campaign_get_name (again->campaign), ==, "Win Back Lapsed Buyers");
}

/* A folder that cannot be written: the window is told, and Retry works. */
static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *id = make (f->keeper, "win-back");
  g_autofree char *path = dup_path (f->folder, id);
  g_autofree char *campaigns = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (campaigns, ".aside", NULL);
  g_autoptr (FfOpened) opened = load (f->keeper, id);
  g_autoptr (FfDraft) draft = open_draft (f->keeper, opened);

  g_assert_cmpint (g_rename (campaigns, aside), ==, 0);
  rename_draft (draft, "After Retry");
  while (ff_keeper_get_error (f->keeper) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (g_rename (aside, campaigns), ==, 0);
  ff_keeper_save_all (f->keeper);
  while (ff_keeper_get_error (f->keeper) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (file_says (path, "After Retry"));
}

/* ---- Killed. */

G_GNUC_NORETURN static void
be_victim (const char *folder,
           const char *id)
{
  g_autoptr (FfKeeper) keeper = ff_keeper_new (folder);
  g_autoptr (FfOpened) opened = load (keeper, id);
  g_autoptr (FfDraft) draft = open_draft (keeper, opened);

  rename_draft (draft, "Before the Kill");
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_kill (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *id = make (f->keeper, "win-back");
  g_autofree char *path = dup_path (f->folder, id);
  const char *argv[] = { program, "--victim", f->folder, id, NULL };
  g_autoptr (FfOpened) opened = NULL;
  g_autoptr (FfDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since;
  GPid pid;

  ff_keeper_close (f->keeper);
  g_clear_object (&f->keeper);

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  since = g_get_monotonic_time ();
  while (!file_says (path, "Before the Kill"))
    {
      g_usleep (5000);
      g_assert_cmpint (g_get_monotonic_time () - since, <, 30 * G_USEC_PER_SEC);
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);

  f->keeper = ff_keeper_new (f->folder);
  opened = load (f->keeper, id);
  g_assert_cmpint (opened->restored_at, >, 0);
  g_assert_cmpstr (ff_campaign_get_name (opened->campaign), ==, "Before the Kill");
  draft = open_draft (f->keeper, opened);
  g_assert_cmpstr (ff_history_get_undo_name (ff_draft_get_history (draft)), ==, "Rename Campaign");
  ff_draft_undo (draft);
  g_assert_cmpstr (ff_campaign_get_name (opened->campaign), ==, "Win Back Lapsed Buyers");
}

#define ADD(path, func) g_test_add ("/keeper/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--victim"))
    be_victim (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  ADD ("asking", test_asking);
  ADD ("sample", test_sample);
  ADD ("errors", test_errors);
  ADD ("autosave", test_autosave);
  ADD ("close", test_close);
  ADD ("failure", test_failure);
  ADD ("kill", test_kill);

  return g_test_run ();
}
