/* Where a run stands, from its books: a table of books with state and words,
 * and that settling writes what the outbox holds. */

#include "runner/ff-run-state.h"

#include "model/ff-document.h"
#include "runner/ff-run-report.h"
#include "runner-support.h"

typedef struct
{
  const char *what;
  gint64      states[FF_N_DELIVERY_STATES];  /* waiting, in flight, accepted, refused, unconfirmed, not sent */
  FfReason    not_sent;                      /* why all of these were not */
  FfRunState  state;
  const char *text;
} Case;

static const Case cases[] = {
  { "nothing",               { 0 },                     FF_REASON_NONE,         FF_RUN_FINISHED, "Finished" },
  { "all-accepted",          { 0, 0, 7, 0, 0, 0 },      FF_REASON_NONE,         FF_RUN_FINISHED, "Finished" },
  { "waiting",               { 3, 0, 4, 0, 0, 0 },      FF_REASON_NONE,         FF_RUN_SENDING,  "Sending — 3 to go" },
  { "in-flight",             { 0, 2, 5, 0, 0, 0 },      FF_REASON_NONE,         FF_RUN_SENDING,  "Sending — 2 to go" },
  { "both",                  { 3, 2, 0, 0, 0, 0 },      FF_REASON_NONE,         FF_RUN_SENDING,  "Sending — 5 to go" },
  { "refused",               { 0, 0, 5, 2, 0, 0 },      FF_REASON_NONE,         FF_RUN_FINISHED, "Finished — 2 refused" },
  { "unconfirmed",           { 0, 0, 5, 0, 2, 0 },      FF_REASON_NONE,         FF_RUN_FINISHED, "Finished — 2 unconfirmed" },
  { "unconfirmed-first",     { 0, 0, 5, 3, 2, 0 },      FF_REASON_NONE,         FF_RUN_FINISHED, "Finished — 2 unconfirmed" },
  { "stopped",               { 0, 0, 5, 0, 0, 2 },      FF_REASON_STOPPED,      FF_RUN_STOPPED,  "Stopped — 2 not sent" },
  { "left-by-a-person",      { 0, 0, 5, 0, 0, 2 },      FF_REASON_LEFT,         FF_RUN_FINISHED, "Finished" },
  { "stopping",              { 0, 1, 5, 0, 0, 2 },      FF_REASON_STOPPED,      FF_RUN_SENDING,  "Sending — 1 to go" },
};

static FfBooks
make_books (const Case *c)
{
  FfBooks books = { 0 };

  for (guint i = 0; i < FF_N_DELIVERY_STATES; i++)
    {
      books.states[i] = c->states[i];
      books.planned += c->states[i];
    }
  books.audience = books.planned;
  books.not_sent[c->not_sent] = c->states[FF_DELIVERY_NOT_SENT];
  return books;
}

static void
test_state (gconstpointer data)
{
  const Case *c = data;
  FfBooks books = make_books (c);
  g_autofree char *text = ff_run_dup_state_text (&books);

  g_assert_cmpint (ff_run_state_of_books (&books), ==, c->state);
  g_assert_cmpstr (text, ==, c->text);
}

static void
test_ids (void)
{
  g_assert_cmpstr (ff_run_state_get_id (FF_RUN_SENDING), ==, "sending");
  g_assert_cmpstr (ff_run_state_get_id (FF_RUN_FINISHED), ==, "finished");
  g_assert_cmpstr (ff_run_state_get_id (FF_RUN_STOPPED), ==, "stopped");
}

/* ---- Settling. */

static char *
dup_state (FfOutbox   *outbox,
           const char *run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfRun) run = ff_outbox_dup_run (outbox, run_id, &error);

  g_assert_no_error (error);
  return g_strdup (run->state);
}

static void
test_settle (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run_id = NULL;
  g_autofree char *sending = NULL;
  g_autofree char *stopped = NULL;
  gint64 n_stopped;

  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  launch = support_launch (f);
  run_id = ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  outbox = ff_outbox_open (f->outbox_path, FALSE, &error);
  g_assert_no_error (error);

  g_assert_true (ff_run_settle (f->outbox_path, run_id, 2, &error));
  sending = dup_state (outbox, run_id);
  g_assert_cmpstr (sending, ==, "sending");

  g_assert_true (ff_outbox_stop (outbox, run_id, NULL, 3, &n_stopped, &error));
  g_assert_cmpint (n_stopped, >, 0);
  g_assert_true (ff_run_settle (f->outbox_path, run_id, 4, &error));
  stopped = dup_state (outbox, run_id);
  g_assert_cmpstr (stopped, ==, "stopped");

  g_assert_false (ff_run_settle (f->outbox_path, "run-2", 5, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
}

/* ---- The campaign's card. */

static char *
dup_card (FfLibrary *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ff_library_list (library, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  return g_strdup (((FfLibraryEntry *) entries->pdata[0])->state);
}

static void
assert_card (FfLibrary  *library,
             const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  g_assert_true (ff_run_tell_library (library, "test", &error));
  g_assert_no_error (error);
  told = dup_card (library);
  g_assert_cmpstr (told, ==, state);
}

static char *
launch_with (Fixture    *f,
             const char *type,
             gint64      nominal_at)
{
  g_autofree char *text = g_strdup_printf ("{\"rehearsal\": {\"type\": \"%s\", \"settings\": {}}}", type);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLaunch) launch = NULL;
  char *run_id;

  ff_json_unref (f->gateways);
  f->gateways = ff_json_parse (text, -1, &ff_json_document_limits, &error);
  g_assert_no_error (error);
  launch = support_launch (f);
  run_id = ff_launch_prepare (launch, f->store, f->outbox_path, nominal_at, -1, NULL, NULL, &error);
  g_assert_no_error (error);
  return run_id;
}

static void
stop (Fixture    *f,
      const char *run_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfOutbox) outbox = ff_outbox_open (f->outbox_path, FALSE, &error);
  gint64 n_stopped;

  g_assert_true (ff_outbox_stop (outbox, run_id, NULL, 3, &n_stopped, &error));
  g_assert_cmpint (n_stopped, >, 0);
}

/* However often it is rehearsed, a draft stays one, and the rehearsals can be looked at. */
static void
test_library (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "library", NULL);
  g_autofree char *document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLibrary) library = ff_library_open (path, &error);
  g_autofree char *rehearsal = NULL;
  g_autofree char *live = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_no_error (error);
  g_free (f->outbox_path);
  f->outbox_path = ff_library_dup_outbox_path (library);
  support_open (f, ALL_PROFILES "," EMAIL, JOIN ("t", "who", "mail"));
  document = ff_document_print (f->campaign);
  g_assert_true (ff_library_save (library, "test", document, NULL, &error));
  assert_card (library, "draft");

  rehearsal = launch_with (f, "rehearsal", SUPPORT_NOW);
  assert_card (library, "draft");
  stop (f, rehearsal);
  assert_card (library, "draft");
  runs = ff_run_report_list (f->outbox_path, "test", 10, &error);
  g_assert_cmpuint (runs->len, ==, 1);

  live = launch_with (f, "postman", SUPPORT_NOW + 1);
  assert_card (library, "running");
  later = launch_with (f, "rehearsal", SUPPORT_NOW + 2);
  assert_card (library, "running");
  stop (f, live);
  assert_card (library, "stopped");
  stop (f, later);
  assert_card (library, "stopped");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/run-state/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_state);
    }
  g_test_add_func ("/run-state/ids", test_ids);
  g_test_add ("/run-state/settle", Fixture, NULL, support_set_up, test_settle, support_tear_down);

  g_test_add ("/run-state/library", Fixture, NULL, support_set_up, test_library, support_tear_down);

  return g_test_run ();
}
