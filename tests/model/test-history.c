/* The history: entries, bursts that join, notifications, and the undo log that survives a save. */

#include "model/ff-edit.h"

#include <string.h>

#include "model-fixtures.h"

typedef struct
{
  FfCampaign *campaign;
  FfHistory  *history;
  FfClock    *clock;
  GString    *log;      /* notifications */
} Fixture;

static void
notify_cb (FfHistory  *history,
           GParamSpec *pspec,
           GString    *log)
{
  g_string_append_printf (log, "%s ", pspec->name);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->campaign = new_sample ();
  fixture->history = ff_history_new (fixture->campaign);
  fixture->clock = ff_clock_new_test (G_USEC_PER_SEC);
  fixture->log = g_string_new (NULL);
  ff_history_set_clock (fixture->history, fixture->clock);
  g_signal_connect (fixture->history, "notify", G_CALLBACK (notify_cb), fixture->log);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->history);
  g_object_unref (fixture->campaign);
  g_object_unref (fixture->clock);
  g_string_free (fixture->log, TRUE);
}

static void
type_label (Fixture    *fixture,
            const char *activity,
            const char *label,
            const char *merge_key)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Rename");
  g_autoptr (FfJson) text = ff_json_new_string (label);

  ff_edit_set_activity (edit, fixture->campaign, activity, "label", text);
  g_assert_true (ff_history_apply (fixture->history, edit, merge_key));
}

static void
move (Fixture *fixture,
      int      x)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Move");

  ff_edit_move (edit, fixture->campaign, "mail", x, 0);
  g_assert_true (ff_history_apply (fixture->history, edit, NULL));
}

static guint
count_undos (Fixture *fixture)
{
  guint n = 0;

  for (; ff_history_get_undo_name (fixture->history) != NULL; n++)
    ff_history_undo (fixture->history);

  return n;
}

static const char *
get_label (Fixture *fixture)
{
  return ff_campaign_find_activity (fixture->campaign, "mail")->label;
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_null (ff_history_get_undo_name (fixture->history));
  g_assert_null (ff_history_get_redo_name (fixture->history));
  ff_history_undo (fixture->history);
  ff_history_redo (fixture->history);
  g_assert_cmpuint (ff_history_get_serial (fixture->history), ==, 0);

  move (fixture, 1);
  type_label (fixture, "mail", "L", NULL);
  g_assert_cmpstr (ff_history_get_undo_name (fixture->history), ==, "Rename");

  ff_history_undo (fixture->history);
  g_assert_cmpstr (ff_history_get_undo_name (fixture->history), ==, "Move");
  g_assert_cmpstr (ff_history_get_redo_name (fixture->history), ==, "Rename");

  /* A new edit ends what could be made again. */
  move (fixture, 2);
  g_assert_null (ff_history_get_redo_name (fixture->history));
  g_assert_cmpuint (count_undos (fixture), ==, 2);
}

static void
test_notifications (Fixture       *fixture,
                    gconstpointer  data)
{
  guint64 serial = ff_history_get_serial (fixture->history);

  move (fixture, 1);
  g_assert_cmpstr (fixture->log->str, ==, "undo-name can-undo modified-serial ");
  g_assert_cmpuint (ff_history_get_serial (fixture->history), !=, serial);

  g_string_truncate (fixture->log, 0);
  move (fixture, 2);
  g_assert_cmpstr (fixture->log->str, ==, "modified-serial ");

  g_string_truncate (fixture->log, 0);
  ff_history_undo (fixture->history);
  g_assert_cmpstr (fixture->log->str, ==, "redo-name can-redo modified-serial ");

  g_string_truncate (fixture->log, 0);
  move (fixture, 1);
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_merge (Fixture       *fixture,
            gconstpointer  data)
{
  type_label (fixture, "mail", "L", "label:mail");
  ff_clock_advance (fixture->clock, 2 * G_USEC_PER_SEC);
  type_label (fixture, "mail", "Le", "label:mail");
  ff_clock_advance (fixture->clock, 2 * G_USEC_PER_SEC);
  type_label (fixture, "mail", "Let", "label:mail");
  g_assert_cmpstr (get_label (fixture), ==, "Let");

  ff_history_undo (fixture->history);
  g_assert_cmpstr (get_label (fixture), ==, "Mail");
  g_assert_null (ff_history_get_undo_name (fixture->history));

  ff_history_redo (fixture->history);
  g_assert_cmpstr (get_label (fixture), ==, "Let");
}

static void
test_merge_ends (Fixture       *fixture,
                 gconstpointer  data)
{
  type_label (fixture, "mail", "L", "label:mail");
  ff_clock_advance (fixture->clock, 2 * G_USEC_PER_SEC + 1);
  type_label (fixture, "mail", "Le", "label:mail");      /* too late */
  type_label (fixture, "text", "T", "label:text");       /* another field */
  type_label (fixture, "mail", "Let", "label:mail");     /* not the last entry's */
  ff_history_end_merge (fixture->history);
  type_label (fixture, "mail", "Lett", "label:mail");    /* the focus left */
  move (fixture, 1);                                     /* no key */
  move (fixture, 2);
  ff_history_undo (fixture->history);
  ff_history_redo (fixture->history);
  type_label (fixture, "mail", "Lette", "label:mail");
  ff_history_undo (fixture->history);
  ff_history_redo (fixture->history);
  type_label (fixture, "mail", "Letter", "label:mail");  /* undo and redo end a burst */

  g_assert_cmpuint (count_undos (fixture), ==, 9);
  g_assert_cmpstr (get_label (fixture), ==, "Mail");
}

static void
test_merge_to_nothing (Fixture       *fixture,
                       gconstpointer  data)
{
  move (fixture, 1);
  type_label (fixture, "mail", "Mails", "label:mail");
  type_label (fixture, "mail", "Mail", "label:mail");
  g_assert_cmpstr (ff_history_get_undo_name (fixture->history), ==, "Move");
  g_assert_cmpuint (count_undos (fixture), ==, 1);
}

static void
test_length (Fixture       *fixture,
             gconstpointer  data)
{
  for (int i = 1; i <= 1100; i++)
    move (fixture, i);

  g_assert_cmpuint (count_undos (fixture), ==, 1000);
  g_assert_cmpint (ff_campaign_find_activity (fixture->campaign, "mail")->x, ==, 100);
}

/* Through text, as the library keeps it. */
static FfJson *
store_and_read (FfJson *json)
{
  g_autofree char *text = ff_json_print (json);
  g_autoptr (GError) error = NULL;
  FfJson *read = ff_json_parse (text, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);
  return read;
}

static void
test_survives (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *first = ff_document_print (fixture->campaign);
  g_autofree char *saved = NULL;
  g_autofree char *last = NULL;
  g_autoptr (FfEdit) removal = ff_edit_new ("Delete");
  g_autoptr (FfJson) log = NULL;
  g_autoptr (FfJson) stored = NULL;
  g_autoptr (FfCampaign) reopened = NULL;
  g_autoptr (FfHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  ff_edit_remove_activity (removal, fixture->campaign, "split", TRUE);
  g_assert_true (ff_history_apply (fixture->history, removal, NULL));
  type_label (fixture, "mail", "Letter", NULL);
  saved = ff_document_print (fixture->campaign);
  move (fixture, 77);
  last = ff_document_print (fixture->campaign);
  ff_history_undo (fixture->history);

  stored = ff_history_to_json (fixture->history);
  log = store_and_read (stored);
  reopened = parse_campaign (saved);
  history = ff_history_new (reopened);
  g_assert_true (ff_history_load_json (history, log, &error));
  g_assert_no_error (error);

  g_assert_cmpstr (ff_history_get_undo_name (history), ==, "Rename");
  g_assert_cmpstr (ff_history_get_redo_name (history), ==, "Move");
  ff_history_redo (history);
  assert_document (reopened, last);
  ff_history_undo (history);
  ff_history_undo (history);
  ff_history_undo (history);
  assert_document (reopened, first);
  g_assert_null (ff_history_get_undo_name (history));
}

static void
assert_log_refused (FfCampaign *campaign,
                    FfJson     *log)
{
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_history_load_json (history, log, &error));
  g_assert_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_BAD_DOCUMENT);
  g_assert_null (ff_history_get_undo_name (history));
}

static void
test_bad_logs (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (FfCampaign) other = new_sample ();
  g_autoptr (FfJson) log = NULL;
  g_autoptr (FfJson) empty = ff_json_new_object ();
  g_autoptr (FfJson) too_many = NULL;
  g_autoptr (FfJson) doubled = NULL;
  g_autoptr (FfJson) loose = NULL;
  g_autoptr (FfJson) wrong = ff_json_new_integer (9);
  g_autoptr (FfJson) removal = NULL;

  move (fixture, 3);
  log = ff_history_to_json (fixture->history);

  assert_log_refused (other, log);                       /* of another state */
  assert_log_refused (fixture->campaign, NULL);
  assert_log_refused (fixture->campaign, empty);

  too_many = ff_json_with_member (log, "done", wrong);
  assert_log_refused (fixture->campaign, too_many);

  /* An entry that does not fit: the same move twice. */
  doubled = ff_json_with_at (log, "/entries/-", ff_json_get_at (log, "/entries/0"));
  assert_log_refused (fixture->campaign, doubled);

  /* An entry to be made again that would leave transitions to nowhere. */
  removal = ff_json_parse ("{\"name\": \"x\", \"changes\": [{\"kind\": \"activity\", \"id\": \"source\", \"index\": 0, "
                           "\"before\": {}}]}", -1, &ff_json_document_limits, NULL);
  {
    g_autoptr (FfJson) full = ff_json_with_at (removal, "/changes/0/before",
                                               ff_campaign_get_element (fixture->campaign, FF_ELEMENT_ACTIVITY, "source"));

    loose = ff_json_with_at (log, "/entries/-", full);
  }
  assert_log_refused (fixture->campaign, loose);
}

/* A log that would not go through the JSON door leaves the oldest entries out. */
static void
test_large_log (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autoptr (FfJson) log = NULL;
  g_autoptr (FfJson) stored = NULL;
  g_autoptr (FfHistory) again = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 20; i++)
    {
      filler[0] = (char) ('a' + i);
      type_label (fixture, "mail", filler, NULL);
    }

  stored = ff_history_to_json (fixture->history);
  log = store_and_read (stored);
  again = ff_history_new (fixture->campaign);
  g_assert_true (ff_history_load_json (again, log, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ff_json_get_member_integer (log, "done", 0), ==, 5);

  ff_history_undo (again);
  g_assert_cmpint (get_label (fixture)[0], ==, 'a' + 18);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/history/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/history/notifications", Fixture, NULL, set_up, test_notifications, tear_down);
  g_test_add ("/history/merge", Fixture, NULL, set_up, test_merge, tear_down);
  g_test_add ("/history/merge-ends", Fixture, NULL, set_up, test_merge_ends, tear_down);
  g_test_add ("/history/merge-to-nothing", Fixture, NULL, set_up, test_merge_to_nothing, tear_down);
  g_test_add ("/history/length", Fixture, NULL, set_up, test_length, tear_down);
  g_test_add ("/history/survives", Fixture, NULL, set_up, test_survives, tear_down);
  g_test_add ("/history/bad-logs", Fixture, NULL, set_up, test_bad_logs, tear_down);
  g_test_add ("/history/large-log", Fixture, NULL, set_up, test_large_log, tear_down);

  return g_test_run ();
}
