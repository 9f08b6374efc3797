/* The gate: what it answers, that it says what the store says, and that the
 * sender asks it before anything leaves. On a sample store whose consents the
 * tests rewrite; the people of the run are its profiles 1, 2, 3 … */

#include "send/ff-gate-private.h"

#include <glib/gstdio.h>

#include "send-prepared.h"
#include "send/ff-sender.h"
#include "store/ff-sample.h"

#define N_PEOPLE 40
#define SAID(given) \
  "{\"aggregate\": \"max\", \"link\": [\"consents\"], \"of\": {\"attribute\": [\"changed_at\"]}, \"where\": {\"all\": [" \
  "{\"left\": {\"attribute\": [\"channel\"]}, \"op\": \"equals\", \"right\": {\"value\": \"email\"}}," \
  "{\"left\": {\"attribute\": [\"given\"]}, \"op\": \"" given "\"}]}}"
/* Everyone whose last word is not a yes. */
#define OPTED_OUT \
  "{\"any\": [{\"left\": " SAID ("is-true") ", \"op\": \"is-empty\"}, {\"all\": [" \
  "{\"left\": " SAID ("is-false") ", \"op\": \"is-not-empty\"}," \
  "{\"left\": " SAID ("is-false") ", \"op\": \"at-least\", \"right\": " SAID ("is-true") "}]}]}"

typedef struct
{
  char        *folder;
  char        *path;
  char        *log;
  char        *store_path;
  char        *store_url;
  FfOutbox    *outbox;
  FfStore     *store;
  FfRehearsal *gateway;
} Fixture;

static const FfSenderSettings quick = { .backoff_usec = 5000, .backoff_max_usec = 20000, .max_failures = 3 };

/* Straight to the store's file, as another program would. */
static void
exec (Fixture    *f,
      const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = ff_sqlite_open (f->store_path, 0, &error);

  g_assert_no_error (error);
  ff_sqlite_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const FfSampleOptions options = { .n_people = N_PEOPLE, .seed = 7, .as_of_usec = G_GINT64_CONSTANT (1782864000000000) };
  g_autoptr (GError) error = NULL;

  f->folder = support_make_folder ();
  f->path = g_build_filename (f->folder, "outbox.db", NULL);
  f->log = g_build_filename (f->folder, "rehearsal.log", NULL);
  f->store_path = g_build_filename (f->folder, "sample.sqlite", NULL);
  f->outbox = ff_outbox_open (f->path, FALSE, &error);
  g_assert_no_error (error);
  ff_sample_write (f->store_path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  exec (f, "DELETE FROM consents;"
           "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
           " SELECT profile_id, 'email', 'offers', 1, 'test', 10 FROM profiles");
  f->store = ff_store_open (f->store_path, &error);
  g_assert_no_error (error);
  f->store_url = ff_store_dup_url (f->store);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  g_clear_pointer (&f->outbox, ff_outbox_free);
  g_clear_object (&f->gateway);
  g_free (f->path);
  g_free (f->log);
  g_free (f->store_path);
  g_free (f->store_url);
  support_remove_folder (f->folder);
}

static FfReason
ask (Fixture    *f,
     const char *channel,
     const char *address,
     const char *profile_key,
     gint64      task_id,
     gboolean    is_transactional)
{
  const FfGateQuestion question = { channel, address, profile_key, task_id, is_transactional };
  g_autoptr (GError) error = NULL;
  FfReason reason = FF_N_REASONS;

  g_assert_true (ff_gate_ask (f->outbox, &question, &reason, &error));
  g_assert_no_error (error);
  return reason;
}

static void
synchronise (Fixture    *f,
             const char *run_id,
             gint64      now)
{
  g_autoptr (GError) error = NULL;

  ff_gate_synchronise (f->outbox, f->store, run_id, now, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_ask (Fixture       *f,
          gconstpointer  data)
{
  support_close_gate (f->outbox, 0, "both@example.com", "", FF_REASON_SUPPRESSED);
  support_close_gate (f->outbox, 0, "both@example.com", "email", FF_REASON_NO_CONSENT);
  support_close_gate (f->outbox, 0, "+4915", "sms", FF_REASON_QUARANTINED);
  support_close_gate (f->outbox, 1, "9", "email", FF_REASON_NO_CONSENT);

  g_assert_cmpint (ask (f, "email", "one@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);
  g_assert_cmpint (ask (f, "email", " Both@Example.com", "1", 0, FALSE), ==, FF_REASON_NO_CONSENT);
  g_assert_cmpint (ask (f, "email", "both@example.com", "1", 0, TRUE), ==, FF_REASON_SUPPRESSED);
  g_assert_cmpint (ask (f, "sms", "+4915", "1", 0, TRUE), ==, FF_REASON_QUARANTINED);
  g_assert_cmpint (ask (f, "push", "+4915", "1", 0, FALSE), ==, FF_REASON_NONE);
  g_assert_cmpint (ask (f, "email", "nine@example.com", "9", 0, FALSE), ==, FF_REASON_NO_CONSENT);
  g_assert_cmpint (ask (f, "email", "nine@example.com", "9", 0, TRUE), ==, FF_REASON_NONE);
  g_assert_cmpint (ask (f, "sms", "+4916", "9", 0, FALSE), ==, FF_REASON_NONE);
}

#define SUPPRESSION \
  "CREATE TABLE fanfare_suppression (address TEXT NOT NULL, channel TEXT NOT NULL DEFAULT '', expires_at INTEGER) STRICT;"

/* The store's list comes and goes; what others closed stays. */
static void
test_suppressed (Fixture       *f,
                 gconstpointer  data)
{
  support_close_gate (f->outbox, 0, "byhand@example.com", "", FF_REASON_SUPPRESSED);
  synchronise (f, NULL, 100);
  g_assert_cmpint (ask (f, "email", "list@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);

  exec (f, SUPPRESSION
           "INSERT INTO fanfare_suppression VALUES (' List@Example.com', '', NULL), ('byhand@example.com', '', NULL),"
           " ('mail@example.com', 'email', NULL), ('soon@example.com', '', 200), ('gone@example.com', '', 100)");
  for (guint i = 0; i < 2; i++)
    {
      synchronise (f, NULL, 100);
      g_assert_cmpint (ask (f, "email", "list@example.com", "1", 0, TRUE), ==, FF_REASON_SUPPRESSED);
      g_assert_cmpint (ask (f, "email", "mail@example.com", "1", 0, FALSE), ==, FF_REASON_SUPPRESSED);
      g_assert_cmpint (ask (f, "sms", "mail@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);
      g_assert_cmpint (ask (f, "email", "soon@example.com", "1", 0, FALSE), ==, FF_REASON_SUPPRESSED);
      g_assert_cmpint (ask (f, "email", "gone@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);
    }

  exec (f, "DELETE FROM fanfare_suppression WHERE address NOT LIKE 'soon%'");
  synchronise (f, NULL, 200);
  g_assert_cmpint (ask (f, "email", "list@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);
  g_assert_cmpint (ask (f, "email", "soon@example.com", "1", 0, FALSE), ==, FF_REASON_NONE);
  g_assert_cmpint (ask (f, "email", "byhand@example.com", "1", 0, FALSE), ==, FF_REASON_SUPPRESSED);
}

/* A file that is not ours to write: the list stands beside it. */
static void
test_companion (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *own = g_steal_pointer (&f->store_path);
  g_autofree char *foreign = g_build_filename (f->folder, "foreign.sqlite", NULL);
  g_autofree char *companion = g_strconcat (foreign, ".fanfare", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfSqlite) db = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&db, ff_sqlite_free);
      db = ff_sqlite_open (i == 0 ? foreign : companion, FF_SQLITE_CREATE, &error);
      g_assert_no_error (error);
      ff_sqlite_exec (db, i == 0 ? "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT)"
                                 : SUPPRESSION "INSERT INTO fanfare_suppression (address) VALUES ('list@example.com')", &error);
      g_assert_no_error (error);
    }

  g_clear_object (&f->store);
  f->store = ff_store_open (foreign, &error);
  g_assert_no_error (error);
  synchronise (f, NULL, 100);
  g_assert_cmpint (ask (f, "email", "list@example.com", "1", 0, FALSE), ==, FF_REASON_SUPPRESSED);
  f->store_path = g_steal_pointer (&own);
}

/* ---- A run. */

static void
begin (Fixture    *f,
       const char *opted_out,
       const char *script)
{
  g_autoptr (FfRowSource) people = support_people_new (N_PEOPLE);
  g_autoptr (FfJson) rule = opted_out != NULL ? support_parse (opted_out) : NULL;
  g_autoptr (FfJson) faults = script != NULL ? support_parse (script) : NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  f->gateway = ff_rehearsal_new (f->log, FF_REPEAT_KEYED);
  g_assert_true (ff_rehearsal_set_script (f->gateway, faults, &error));
  g_assert_true (ff_rehearsal_start (f->gateway, 0, &error));
  url = ff_rehearsal_dup_url (f->gateway);
  books = support_prepare_on (f->outbox, people, url, FF_REPEAT_KEYED, f->store_url, rule);
  g_assert_cmpint (books->planned, ==, N_PEOPLE);
}

static gint64
get_gate_at (Fixture *f)
{
  g_autoptr (FfRun) run = ff_outbox_dup_run (f->outbox, "run-1", NULL);

  return run->gate_at;
}

/* 3 said no last, 4 a yes and a no at once, 5 never said anything, 6 came back; 7's no is of another channel. */
#define CHANGES \
  "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at) VALUES" \
  " (3, 'email', 'offers', 0, 'test', 20), (4, 'email', 'offers', 0, 'test', 10)," \
  " (6, 'email', 'offers', 0, 'test', 20), (6, 'email', 'offers', 1, 'test', 30), (7, 'sms', 'offers', 0, 'test', 20);" \
  "DELETE FROM consents WHERE profile_id = 5"

static void
assert_not_sent (Fixture    *f,
                 const char *profiles,
                 FfReason    reason)
{
  g_autoptr (GPtrArray) all = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, FF_DELIVERY_NOT_SENT, 0, 1000, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const FfDelivery *delivery = all->pdata[i];

      g_assert_cmpint (delivery->reason, ==, reason);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", delivery->profile_key);
    }
  g_assert_cmpstr (found->str, ==, profiles);
}

static void
test_opt_outs (Fixture       *f,
               gconstpointer  data)
{
  static const char *const closed[] = { "3", "4", "5", NULL };
  g_autoptr (GPtrArray) tasks = NULL;
  gint64 task_id;

  begin (f, OPTED_OUT, NULL);
  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  task_id = ((FfTask *) tasks->pdata[0])->id;
  g_assert_cmpint (get_gate_at (f), ==, 0);
  synchronise (f, "run-1", 100);
  g_assert_cmpint (get_gate_at (f), ==, 100);
  g_assert_cmpint (ask (f, "email", "p3@example.com", "3", task_id, FALSE), ==, FF_REASON_NONE);

  exec (f, CHANGES);
  synchronise (f, "run-1", 200);
  g_assert_cmpint (get_gate_at (f), ==, 200);
  for (gint64 i = 1; i <= N_PEOPLE; i++)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, i);

      g_assert_cmpint (ask (f, "email", "p@example.com", key, task_id, FALSE), ==,
                       g_strv_contains (closed, key) ? FF_REASON_NO_CONSENT : FF_REASON_NONE);
      g_assert_cmpint (ask (f, "email", "p@example.com", key, task_id, TRUE), ==, FF_REASON_NONE);
      g_assert_cmpint (ask (f, "email", "p@example.com", key, task_id + 1, FALSE), ==, FF_REASON_NONE);
    }

  /* What cannot be asked changes nothing. */
  exec (f, "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at) VALUES (3, 'email', 'offers', 1, 'test', 90);"
           "ALTER TABLE consents RENAME COLUMN given TO taken");
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (ff_gate_synchronise (f->outbox, f->store, "run-1", 300, NULL, NULL, &error));
    g_assert_error (error, FF_STORE_ERROR, FF_STORE_ERROR_SCHEMA);
  }
  g_assert_cmpint (get_gate_at (f), ==, 200);
  g_assert_cmpint (ask (f, "email", "p3@example.com", "3", task_id, FALSE), ==, FF_REASON_NO_CONSENT);

  exec (f, "ALTER TABLE consents RENAME COLUMN taken TO given");
  synchronise (f, "run-1", 400);
  g_assert_cmpint (ask (f, "email", "p3@example.com", "3", task_id, FALSE), ==, FF_REASON_NONE);
}

/* ---- The sender. */

static FfBooks *
run (Fixture  *f,
     GError  **error)
{
  FfBooks *books = NULL;

  ff_sender_run_blocking (f->path, "run-1", &quick, NULL, NULL, &books, NULL, error);
  g_assert_nonnull (books);
  return books;
}

/* Who opted out after the preparation gets nothing. */
static void
test_at_the_door (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;

  begin (f, OPTED_OUT, NULL);
  exec (f, CHANGES);
  books = run (f, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, N_PEOPLE - 3);
  assert_not_sent (f, "3 4 5", FF_REASON_NO_CONSENT);
  support_assert_once (f->log, N_PEOPLE - 3);
  g_assert_cmpint (get_gate_at (f), >, 0);
}

static void
wait_for (FfSender      *sender,
          FfSenderState  state)
{
  while (ff_sender_get_state (sender) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_accepted (FfSender *sender,
                   gint64    n_accepted)
{
  while (ff_sender_get_books (sender) == NULL ||
         ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED] < n_accepted)
    g_main_context_iteration (NULL, TRUE);
}

/* Who opts out while it is being sent, too, a moment later and long before a minute is over. */
static void
test_meanwhile (Fixture       *f,
                gconstpointer  data)
{
  FfSenderSettings settings = quick;
  g_autoptr (FfSender) sender = NULL;
  gint64 gate_at;

  begin (f, OPTED_OUT, NULL);
  settings.rate = 5;
  sender = ff_sender_new (f->path, "run-1", &settings);
  ff_sender_start (sender);
  wait_for_accepted (sender, 2);

  gate_at = get_gate_at (f);
  exec (f, "INSERT INTO consents (profile_id, channel, topic, given, source, changed_at)"
           " VALUES (38, 'email', 'offers', 0, 'test', 20)");
  while (get_gate_at (f) == gate_at)
    g_main_context_iteration (NULL, TRUE);
  ff_sender_set_rate (sender, 0);
  wait_for (sender, FF_SENDER_FINISHED);
  assert_not_sent (f, "38", FF_REASON_NO_CONSENT);
}

/* What is transactional passes consent, never suppression. */
static void
test_transactional (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;

  begin (f, NULL, NULL);
  exec (f, "DELETE FROM consents;" SUPPRESSION "INSERT INTO fanfare_suppression (address) VALUES ('P8@example.com')");
  support_close_gate (f->outbox, 1, "8", "", FF_REASON_NO_CONSENT);
  support_close_gate (f->outbox, 1, "9", "", FF_REASON_NO_CONSENT);
  books = run (f, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, N_PEOPLE - 1);
  assert_not_sent (f, "8", FF_REASON_SUPPRESSED);
}

/* Without an answer of the store nothing leaves, and it goes on when it answers again. */
static void
test_no_answer (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *away = g_strconcat (f->store_path, ".away", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (FfSender) sender = NULL;

  begin (f, OPTED_OUT, NULL);
  g_clear_object (&f->store);
  g_assert_cmpint (g_rename (f->store_path, away), ==, 0);
  books = run (f, &error);
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_GATE);
  g_assert_nonnull (strstr (error->message, f->store_path));
  g_assert_cmpint (books->states[FF_DELIVERY_WAITING], ==, N_PEOPLE);
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, 0);
  g_assert_cmpint (get_gate_at (f), ==, 0);
  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  g_assert_cmpstr (((FfTask *) tasks->pdata[0])->pause, ==, "gate");
  g_assert_cmpstr (((FfTask *) tasks->pdata[0])->pause_text, ==, error->message);

  /* Another process is told the same. */
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_start (sender);
  wait_for (sender, FF_SENDER_PAUSED);
  g_assert_error ((GError *) ff_sender_get_error (sender), FF_SEND_ERROR, FF_SEND_ERROR_GATE);

  g_assert_cmpint (g_rename (away, f->store_path), ==, 0);
  ff_sender_resume (sender);
  wait_for (sender, FF_SENDER_FINISHED);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED], ==, N_PEOPLE);
}

/* It stops answering in the middle. */
static void
test_no_answer_meanwhile (Fixture       *f,
                          gconstpointer  data)
{
  FfSenderSettings settings = quick;
  g_autoptr (FfSender) sender = NULL;
  gint64 n_accepted;

  begin (f, OPTED_OUT, NULL);
  settings.rate = 5;
  sender = ff_sender_new (f->path, "run-1", &settings);
  ff_sender_start (sender);
  wait_for_accepted (sender, 2);

  exec (f, "ALTER TABLE consents RENAME COLUMN given TO taken");
  wait_for (sender, FF_SENDER_PAUSED);
  g_assert_error ((GError *) ff_sender_get_error (sender), FF_SEND_ERROR, FF_SEND_ERROR_GATE);
  n_accepted = ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED];
  g_assert_cmpint (n_accepted, <, N_PEOPLE);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_WAITING], ==, N_PEOPLE - n_accepted);
  support_assert_once (f->log, n_accepted);
}

/* By the clock it is never older than a minute when something leaves, changed or not. */
static void
test_age (Fixture       *f,
          gconstpointer  data)
{
  const gint64 now = g_get_real_time ();
  const gint64 wait_usec = GPOINTER_TO_INT (data) * G_TIME_SPAN_SECOND;
  g_autofree char *script = g_strdup_printf ("{\"faults\": [{\"kind\": \"status\", \"status\": 429, \"retry_after\": %d, "
                                             "\"count\": 1}]}", GPOINTER_TO_INT (data));
  g_autoptr (FfClock) clock = ff_clock_new_test (now);
  g_autoptr (FfSender) sender = NULL;

  begin (f, OPTED_OUT, script);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_set_clock (sender, clock);
  ff_sender_start (sender);
  while (ff_rehearsal_get_n_requests (f->gateway) == 0 || ff_sender_get_books (sender) == NULL ||
         ff_sender_get_books (sender)->states[FF_DELIVERY_IN_FLIGHT] > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ff_books_get_left (ff_sender_get_books (sender)), >, 0);
  g_assert_cmpint (get_gate_at (f), ==, now);

  ff_clock_advance (clock, wait_usec);
  wait_for (sender, FF_SENDER_FINISHED);
  g_assert_cmpint (get_gate_at (f), ==, wait_usec >= G_TIME_SPAN_MINUTE ? now + wait_usec : now);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/gate/ask", NULL, test_ask);
  ADD ("/gate/suppressed", NULL, test_suppressed);
  ADD ("/gate/companion", NULL, test_companion);
  ADD ("/gate/opt-outs", NULL, test_opt_outs);
  ADD ("/gate/at-the-door", NULL, test_at_the_door);
  ADD ("/gate/meanwhile", NULL, test_meanwhile);
  ADD ("/gate/transactional", NULL, test_transactional);
  ADD ("/gate/no-answer", NULL, test_no_answer);
  ADD ("/gate/no-answer-meanwhile", NULL, test_no_answer_meanwhile);
  ADD ("/gate/age/half-a-minute", GINT_TO_POINTER (30), test_age);
  ADD ("/gate/age/a-minute", GINT_TO_POINTER (60), test_age);

  return g_test_run ();
}
