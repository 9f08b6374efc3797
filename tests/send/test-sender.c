/* The sender against the rehearsal gateway over real HTTP: every kind of
 * answer and of trouble, pauses, stops and resumes. */

#include "send/ff-sender.h"

#include <libsoup/soup.h>

#include "send-prepared.h"

/* Impatient after failures, but not with a busy machine. */
static const FfSenderSettings quick = {
  .deadline_usec = 20 * G_USEC_PER_SEC, .backoff_usec = 5000, .backoff_max_usec = 20000, .max_failures = 3, .max_attempts = 5,
};

typedef struct
{
  char          *folder;
  char          *path;
  char          *log;
  char          *url;
  FfOutbox      *outbox;
  FfRehearsal   *gateway;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = support_make_folder ();
  f->path = g_build_filename (f->folder, "outbox.db", NULL);
  f->log = g_build_filename (f->folder, "rehearsal.log", NULL);
  f->outbox = ff_outbox_open (f->path, FALSE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->outbox, ff_outbox_free);
  g_clear_object (&f->gateway);
  g_free (f->path);
  g_free (f->log);
  g_free (f->url);
  support_remove_folder (f->folder);
}

/* The gateway with a script, and @n_people prepared for it. */
static void
begin (Fixture       *f,
       FfRepeatClass  repeat_class,
       const char    *script,
       guint          n_people)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfRowSource) people = support_people_new (n_people);
  g_autoptr (FfBooks) books = NULL;

  f->gateway = ff_rehearsal_new (f->log, repeat_class);
  g_assert_true (ff_rehearsal_start (f->gateway, 0, &error));
  g_assert_no_error (error);
  f->url = ff_rehearsal_dup_url (f->gateway);
  if (script != NULL)
    {
      g_autoptr (FfJson) json = support_parse (script);

      ff_rehearsal_set_script (f->gateway, json, &error);
      g_assert_no_error (error);
    }

  books = support_prepare (f->outbox, people, f->url, repeat_class);
  g_assert_cmpint (books->planned, ==, n_people);
}

static FfBooks *
run (Fixture                 *f,
     const FfSenderSettings  *settings,
     GError                 **error)
{
  FfBooks *books = NULL;
  g_autoptr (FfBooks) counted = NULL;

  ff_sender_run_blocking (f->path, "run-1", settings, NULL, NULL, &books, NULL, error);
  g_assert_nonnull (books);
  counted = ff_outbox_get_books (f->outbox, "run-1", NULL, NULL);
  g_assert_nonnull (counted);
  g_assert_true (ff_books_equal (books, counted));
  return books;
}

static void
test_accepted (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FfJson) page = NULL;
  FfDelivery *delivery;
  FfJson *entry;

  begin (f, FF_REPEAT_KEYED, NULL, 300);
  books = run (f, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 300);
  support_assert_once (f->log, 300);

  all = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, FF_DELIVERY_ACCEPTED, 0, 1, NULL);
  delivery = all->pdata[0];
  g_assert_true (g_str_has_prefix (delivery->gateway_message, "r-"));
  g_assert_cmpint (delivery->n_attempts, ==, 1);

  page = ff_rehearsal_dup_messages (f->gateway, 0, 1, NULL);
  entry = ff_json_get_element (ff_json_get_member (page, "messages"), 0);
  g_assert_true (g_str_has_prefix (ff_json_get_string (ff_json_get_at (entry, "/message/message/subject")),
                                   "Hello Person "));

  /* Nothing is left to do. */
  g_clear_pointer (&books, ff_books_free);
  books = run (f, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, 300);
}

typedef struct
{
  const char    *what;
  FfRepeatClass  repeat_class;
  const char    *script;
  guint          n_people;
  gint64         n_accepted;
  gint64         n_refused;      /* -1: the rest */
  gint64         n_unconfirmed;
  gint64         n_kept;         /* at the gateway; -1: as accepted */
} Case;

#define FAULT(text) "{\"faults\": [{" text "}]}"

static const Case cases[] = {
  { "refused",             FF_REPEAT_KEYED, "{\"refuse_rate\": 0.2, \"seed\": \"x\"}", 100, -1, -1, 0, -1 },
  { "refused-400",         FF_REPEAT_KEYED, FAULT ("\"kind\": \"status\", \"status\": 400, \"count\": 3"), 20, 17, 3, 0, -1 },
  { "keyed-reset",         FF_REPEAT_KEYED, FAULT ("\"kind\": \"reset\", \"every\": 5"), 100, 100, 0, 0, -1 },
  { "keyed-reset-taken",   FF_REPEAT_KEYED, FAULT ("\"kind\": \"reset\", \"every\": 5, \"taken\": true"), 100, 100, 0, 0, -1 },
  { "keyed-500-taken",     FF_REPEAT_KEYED, FAULT ("\"kind\": \"status\", \"every\": 4, \"taken\": true"), 100, 100, 0, 0, -1 },
  { "keyed-truncated",     FF_REPEAT_KEYED, FAULT ("\"kind\": \"truncate\", \"every\": 5, \"taken\": true"), 100, 100, 0, 0, -1 },
  { "keyed-garbage",       FF_REPEAT_KEYED, FAULT ("\"kind\": \"garbage\", \"every\": 5, \"taken\": true"), 100, 100, 0, 0, -1 },
  { "keyed-silence",       FF_REPEAT_KEYED, FAULT ("\"kind\": \"silence\", \"count\": 3, \"taken\": true"), 40, 40, 0, 0, -1 },
  { "keyed-slow",          FF_REPEAT_KEYED, FAULT ("\"kind\": \"delay\", \"delay_ms\": 50, \"every\": 3"), 40, 40, 0, 0, -1 },
  { "blind-reset",         FF_REPEAT_BLIND, FAULT ("\"kind\": \"reset\", \"count\": 4"), 40, 36, 0, 4, -1 },
  { "blind-reset-taken",   FF_REPEAT_BLIND, FAULT ("\"kind\": \"reset\", \"count\": 4, \"taken\": true"), 40, 36, 0, 4, 40 },
  { "blind-500",           FF_REPEAT_BLIND, FAULT ("\"kind\": \"status\", \"count\": 4, \"taken\": true"), 40, 36, 0, 4, 40 },
  { "blind-garbage",       FF_REPEAT_BLIND, FAULT ("\"kind\": \"garbage\", \"count\": 4, \"taken\": true"), 40, 36, 0, 4, 40 },
  { "blind-truncated",     FF_REPEAT_BLIND, FAULT ("\"kind\": \"truncate\", \"count\": 4, \"taken\": true"), 40, 36, 0, 4, 40 },
  { "blind-silence",       FF_REPEAT_BLIND, FAULT ("\"kind\": \"silence\", \"count\": 4, \"taken\": true"), 40, 36, 0, 4, 40 },
  { "blind-throttled",     FF_REPEAT_BLIND, FAULT ("\"kind\": \"status\", \"status\": 429, \"count\": 4"), 40, 40, 0, 0, -1 },
  { "searchable-taken",    FF_REPEAT_SEARCHABLE, FAULT ("\"kind\": \"reset\", \"count\": 4, \"taken\": true"), 40, 40, 0, 0, -1 },
  { "searchable-absent",   FF_REPEAT_SEARCHABLE, FAULT ("\"kind\": \"reset\", \"count\": 4"), 40, 40, 0, 0, -1 },
  { "searchable-garbage",  FF_REPEAT_SEARCHABLE, FAULT ("\"kind\": \"garbage\", \"every\": 5, \"taken\": true"), 40, 40, 0, 0, -1 },
};

static void
test_case (Fixture       *f,
           gconstpointer  data)
{
  const Case *c = data;
  FfSenderSettings settings = quick;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  gint64 n_accepted;

  /* Only who waits for silence has to wait at all. */
  if (strstr (c->script, "silence") != NULL)
    settings.deadline_usec = G_USEC_PER_SEC;

  begin (f, c->repeat_class, c->script, c->n_people);
  books = run (f, &settings, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ff_books_get_left (books), ==, 0);

  n_accepted = books->states[FF_DELIVERY_ACCEPTED];
  if (c->n_accepted >= 0)
    g_assert_cmpint (n_accepted, ==, c->n_accepted);
  if (c->n_refused >= 0)
    g_assert_cmpint (books->states[FF_DELIVERY_REFUSED], ==, c->n_refused);
  else
    g_assert_cmpint (books->states[FF_DELIVERY_REFUSED], >, 0);
  g_assert_cmpint (books->states[FF_DELIVERY_UNCONFIRMED], ==, c->n_unconfirmed);
  support_assert_once (f->log, c->n_kept >= 0 ? c->n_kept : n_accepted);
}

/* The gateway's own time is obeyed, by the clock, and written down. */
static void
test_retry_after (Fixture       *f,
                  gconstpointer  data)
{
  gint64 now = g_get_real_time ();
  g_autoptr (FfClock) clock = ff_clock_new_test (now);
  g_autoptr (FfSender) sender = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  gint64 n_requests;

  begin (f, FF_REPEAT_KEYED, FAULT ("\"kind\": \"status\", \"status\": 429, \"retry_after\": 3600, \"count\": 1"), 100);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_set_clock (sender, clock);
  ff_sender_start (sender);
  while (ff_sender_get_books (sender) == NULL || ff_sender_get_books (sender)->states[FF_DELIVERY_IN_FLIGHT] > 0 ||
         ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED] == 0)
    g_main_context_iteration (NULL, TRUE);

  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  g_assert_cmpint (((FfTask *) tasks->pdata[0])->not_before, ==, now + G_TIME_SPAN_HOUR);
  n_requests = ff_rehearsal_get_n_requests (f->gateway);
  g_assert_cmpint (n_requests, <, 100);

  /* Another process waits for the same time. */
  g_clear_object (&sender);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_set_clock (sender, clock);
  ff_sender_resume (sender);
  while (ff_sender_get_books (sender) == NULL)
    g_main_context_iteration (NULL, TRUE);
  ff_clock_advance (clock, G_TIME_SPAN_HOUR - G_TIME_SPAN_SECOND);
  for (guint i = 0; i < 3; i++)
    {
      g_usleep (100000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, n_requests);

  ff_clock_advance (clock, G_TIME_SPAN_SECOND);
  while (ff_sender_get_state (sender) != FF_SENDER_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED], ==, 100);
}

typedef struct
{
  const char  *what;
  const char  *script;
  FfSendError  code;
} PauseCase;

static const PauseCase pauses[] = {
  { "credentials",  FAULT ("\"kind\": \"status\", \"status\": 401"), FF_SEND_ERROR_CREDENTIALS },
  { "forbidden",    FAULT ("\"kind\": \"status\", \"status\": 403"), FF_SEND_ERROR_CREDENTIALS },
  { "wrong-place",  FAULT ("\"kind\": \"status\", \"status\": 404"), FF_SEND_ERROR_SETTINGS },
  { "redirected",   FAULT ("\"kind\": \"status\", \"status\": 302"), FF_SEND_ERROR_SETTINGS },
  { "refusals",     "{\"refuse_rate\": 1}",                          FF_SEND_ERROR_REFUSALS },
  { "always-500",   FAULT ("\"kind\": \"status\""),                  FF_SEND_ERROR_UNREACHABLE },
  { "always-reset", FAULT ("\"kind\": \"reset\""),                   FF_SEND_ERROR_UNREACHABLE },
};

/* It pauses itself and says why; when the trouble is over it goes on. */
static void
test_pauses_itself (Fixture       *f,
                    gconstpointer  data)
{
  const PauseCase *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (FfBooks) later = NULL;
  g_autoptr (GPtrArray) tasks = NULL;

  begin (f, FF_REPEAT_KEYED, c->script, 200);
  books = run (f, &quick, &error);
  g_assert_error (error, FF_SEND_ERROR, (int) c->code);
  g_assert_true (g_str_has_prefix (error->message, "Mail: "));
  g_assert_cmpint (books->states[FF_DELIVERY_IN_FLIGHT], ==, 0);
  g_assert_cmpint (books->states[FF_DELIVERY_WAITING], >, 0);
  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, NULL);
  g_assert_nonnull (((FfTask *) tasks->pdata[0])->pause);
  g_clear_error (&error);

  ff_rehearsal_set_script (f->gateway, NULL, NULL);
  later = run (f, &quick, &error);
  g_assert_no_error (error);
  g_assert_cmpint (later->states[FF_DELIVERY_ACCEPTED], ==, 200 - books->states[FF_DELIVERY_REFUSED]);
  support_assert_once (f->log, later->states[FF_DELIVERY_ACCEPTED]);
}

static void
test_unreachable (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  guint16 port;

  /* Blind, because a refused connection is clear even then. */
  begin (f, FF_REPEAT_BLIND, NULL, 50);
  port = ff_rehearsal_get_port (f->gateway);
  ff_rehearsal_stop (f->gateway);
  books = run (f, &quick, &error);
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_UNREACHABLE);
  g_assert_cmpint (books->states[FF_DELIVERY_WAITING], ==, 50);
  g_clear_error (&error);
  g_clear_pointer (&books, ff_books_free);

  g_assert_true (ff_rehearsal_start (f->gateway, port, &error));
  books = run (f, &quick, &error);
  g_assert_no_error (error);
  support_assert_once (f->log, 50);
}

static FfJson *
resolve_cb (const FfTask  *task,
            gpointer       user_data,
            GError       **error)
{
  g_assert_cmpstr (task->gateway_id, ==, "rehearsal");
  if (user_data != NULL)
    {
      g_autoptr (FfJson) url = ff_json_new_string (user_data);

      return ff_json_with_member (task->gateway_settings, "url", url);
    }

  g_set_error_literal (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS, "No such gateway");
  return NULL;
}

/* Settings come from outside, and bad ones are told at once. */
static void
test_resolver (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autofree char *url = NULL;

  begin (f, FF_REPEAT_KEYED, NULL, 20);
  g_assert_false (ff_sender_run_blocking (f->path, "run-1", &quick, resolve_cb, NULL, NULL, NULL, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS);
  g_clear_error (&error);
  g_assert_false (ff_sender_run_blocking (f->path, "run-1", &quick, resolve_cb, (gpointer) "gopher://x", NULL, NULL,
                                          &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS);
  g_clear_error (&error);

  /* The gateway moved to another port. */
  g_clear_object (&f->gateway);
  f->gateway = ff_rehearsal_new (f->log, FF_REPEAT_KEYED);
  g_assert_true (ff_rehearsal_start (f->gateway, 0, NULL));
  url = ff_rehearsal_dup_url (f->gateway);
  g_assert_true (ff_sender_run_blocking (f->path, "run-1", &quick, resolve_cb, url, &books, NULL, &error));
  g_assert_no_error (error);
  support_assert_once (f->log, 20);
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

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  *(guint *) user_data += 1;
}

static void
test_pause_resume (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (FfSender) sender = NULL;
  g_autoptr (FfSender) other = NULL;
  guint n_notified = 0;
  gint64 n_requests;

  begin (f, FF_REPEAT_BLIND, "{\"delay_ms\": 20}", 300);
  sender = ff_sender_new (f->path, "run-1", &quick);
  g_signal_connect (sender, "notify::books", G_CALLBACK (count_cb), &n_notified);
  g_assert_cmpint (ff_sender_get_state (sender), ==, FF_SENDER_IDLE);
  ff_sender_start (sender);
  g_assert_cmpint (ff_sender_get_state (sender), ==, FF_SENDER_SENDING);
  wait_for_accepted (sender, 1);

  /* Somebody else sends it already. */
  other = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_start (other);
  wait_for (other, FF_SENDER_FAILED);
  g_assert_error (ff_sender_get_error (other), FF_SEND_ERROR, FF_SEND_ERROR_BUSY);

  ff_sender_pause (sender);
  wait_for (sender, FF_SENDER_PAUSED);
  n_requests = ff_rehearsal_get_n_requests (f->gateway);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_IN_FLIGHT], ==, 0);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED], ==, n_requests);
  g_assert_cmpint (n_requests, <, 300);

  /* A start leaves paused what a person paused, a resume does not. */
  ff_sender_start (sender);
  wait_for (sender, FF_SENDER_PAUSED);
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, n_requests);
  ff_sender_resume (sender);
  wait_for (sender, FF_SENDER_FINISHED);
  g_assert_cmpint (ff_sender_get_books (sender)->states[FF_DELIVERY_ACCEPTED], ==, 300);
  g_assert_cmpuint (n_notified, <, 40);
  support_assert_once (f->log, 300);
}

static void
test_stop (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfSender) sender = NULL;
  const FfBooks *books;

  begin (f, FF_REPEAT_BLIND, "{\"delay_ms\": 20}", 300);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_start (sender);
  wait_for_accepted (sender, 1);
  ff_sender_stop (sender);
  wait_for (sender, FF_SENDER_STOPPED);
  books = ff_sender_get_books (sender);
  g_assert_cmpint (ff_books_get_left (books), ==, 0);
  g_assert_cmpint (books->not_sent[FF_REASON_STOPPED], >, 0);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED] + books->not_sent[FF_REASON_STOPPED], ==, 300);
  support_assert_once (f->log, books->states[FF_DELIVERY_ACCEPTED]);
}

/* Stopping one that does not run, after a crash left some in flight. */
static void
test_stop_idle (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfSender) sender = NULL;

  begin (f, FF_REPEAT_KEYED, NULL, 30);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_stop (sender);
  wait_for (sender, FF_SENDER_STOPPED);
  g_assert_cmpint (ff_sender_get_books (sender)->not_sent[FF_REASON_STOPPED], ==, 30);
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, 0);
}

/* Let go in the middle: what is in flight may end, nothing is lost. */
static void
test_dropped (Fixture       *f,
              gconstpointer  data)
{
  FfSender *sender;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;

  begin (f, FF_REPEAT_BLIND, "{\"delay_ms\": 20}", 200);
  sender = ff_sender_new (f->path, "run-1", &quick);
  ff_sender_start (sender);
  wait_for_accepted (sender, 1);
  g_object_unref (sender);

  books = run (f, &quick, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 200);
  support_assert_once (f->log, 200);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (60000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (FfBooks) rest = NULL;
  GThread *thread;

  begin (f, FF_REPEAT_BLIND, "{\"delay_ms\": 20}", 500);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (ff_sender_run_blocking (f->path, "run-1", &quick, NULL, NULL, &books, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (books->states[FF_DELIVERY_IN_FLIGHT], ==, 0);
  g_assert_cmpint (books->states[FF_DELIVERY_WAITING], >, 0);
  g_clear_error (&error);

  rest = run (f, &quick, &error);
  g_assert_no_error (error);
  support_assert_once (f->log, 500);
}

static void
test_rate (Fixture       *f,
           gconstpointer  data)
{
  FfSenderSettings settings = quick;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  gint64 began = g_get_monotonic_time ();

  begin (f, FF_REPEAT_KEYED, NULL, 60);
  settings.rate = 100;
  books = run (f, &settings, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - began, >, 400000);
}

/* The gate closes after the preparation. */
static void
test_gate (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;

  begin (f, FF_REPEAT_KEYED, NULL, 50);
  support_close_gate (f->outbox, 0, "p7@example.com", "", FF_REASON_SUPPRESSED);
  support_close_gate (f->outbox, 1, "9", "email", FF_REASON_NO_CONSENT);
  books = run (f, &quick, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 48);
  g_assert_cmpint (books->not_sent[FF_REASON_SUPPRESSED], ==, 1);
  g_assert_cmpint (books->not_sent[FF_REASON_NO_CONSENT], ==, 1);
}

static void
test_unknown_run (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ff_sender_run_blocking (f->path, "nothing", &quick, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
}

/* One person's values break the subject line: only that one is left out, and says why. */
static void
test_not_rendered (Fixture       *f,
                   gconstpointer  data)
{
  static const SupportRow rows[] = {
    { "1", NULL, "one@example.com", FF_CONSENT_YES, NULL },
    { "2", NULL, "two@example.com", FF_CONSENT_YES, "{\"profile\": {\"first_name\": \"B\\r\\nBcc: c@example.com\"}}" },
    { "3", NULL, "three@example.com", FF_CONSENT_YES, NULL },
  };
  g_autoptr (FfRowSource) source = support_rows_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (FfBooks) prepared = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  f->gateway = ff_rehearsal_new (f->log, FF_REPEAT_KEYED);
  g_assert_true (ff_rehearsal_start (f->gateway, 0, &error));
  f->url = ff_rehearsal_dup_url (f->gateway);
  prepared = support_prepare (f->outbox, source, f->url, FF_REPEAT_KEYED);
  books = run (f, &quick, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 2);
  g_assert_cmpint (books->not_sent[FF_REASON_NOT_RENDERED], ==, 1);
  left = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, FF_DELIVERY_NOT_SENT, 0, 10, NULL);
  g_assert_cmpstr (((FfDelivery *) left->pdata[0])->profile_key, ==, "2");
  g_assert_nonnull (((FfDelivery *) left->pdata[0])->answer);
}

/* A person sends unconfirmed ones again: only these. */
static void
test_send_again (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfBooks) books = NULL;
  gint64 n_moved;

  begin (f, FF_REPEAT_BLIND, FAULT ("\"kind\": \"reset\", \"count\": 3"), 30);
  books = run (f, &quick, &error);
  g_assert_cmpint (books->states[FF_DELIVERY_UNCONFIRMED], ==, 3);
  g_clear_pointer (&books, ff_books_free);
  g_assert_true (ff_outbox_send_again (f->outbox, "run-1", 0, 1, &n_moved, &error));
  books = run (f, &quick, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 30);
  support_assert_once (f->log, 30);
}

typedef struct
{
  GSocketListener *listener;
  GCancellable    *cancellable;
} Nonsense;

/* Answers with anything that is no HTTP at all. */
static gpointer
talk_nonsense (gpointer data)
{
  static const char text[] = "\x16\x03 what?\r\n\r\n";
  Nonsense *nonsense = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (nonsense->listener, NULL, nonsense->cancellable, NULL)) != NULL)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                                 NULL, NULL, NULL);
      g_object_unref (connection);
    }

  return NULL;
}

static void
test_no_http (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Nonsense nonsense = { listener, cancellable };
  g_autoptr (FfRowSource) people = support_people_new (10);
  g_autoptr (FfBooks) prepared = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  GThread *thread;

  g_assert_no_error (error);
  thread = g_thread_new ("nonsense", talk_nonsense, &nonsense);
  f->url = g_strdup_printf ("http://127.0.0.1:%u/v1/messages", port);
  prepared = support_prepare (f->outbox, people, f->url, FF_REPEAT_BLIND);
  books = run (f, &quick, &error);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);

  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, 0);
  g_assert_cmpint (books->states[FF_DELIVERY_UNCONFIRMED], ==, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/sender/accepted", NULL, test_accepted);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sender/answers/", cases[i].what, NULL);

      ADD (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_autofree char *path = g_strconcat ("/sender/pauses-itself/", pauses[i].what, NULL);

      ADD (path, &pauses[i], test_pauses_itself);
    }
  ADD ("/sender/retry-after", NULL, test_retry_after);
  ADD ("/sender/unreachable", NULL, test_unreachable);
  ADD ("/sender/resolver", NULL, test_resolver);
  ADD ("/sender/pause-resume", NULL, test_pause_resume);
  ADD ("/sender/stop", NULL, test_stop);
  ADD ("/sender/stop-idle", NULL, test_stop_idle);
  ADD ("/sender/dropped", NULL, test_dropped);
  ADD ("/sender/cancelled", NULL, test_cancelled);
  ADD ("/sender/rate", NULL, test_rate);
  ADD ("/sender/gate", NULL, test_gate);
  ADD ("/sender/unknown-run", NULL, test_unknown_run);
  ADD ("/sender/not-rendered", NULL, test_not_rendered);
  ADD ("/sender/send-again", NULL, test_send_again);
  ADD ("/sender/no-http", NULL, test_no_http);
  return g_test_run ();
}
