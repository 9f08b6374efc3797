/* The outbox: runs and tasks, the gate, moves and what they refuse, what a
 * person decides, recovery, the lock, and books. Some calls are of the room's
 * private header, because this is their neighbour. */

#include "send/ff-outbox.h"

#include "send/ff-outbox-private.h"
#include "send-support.h"

typedef struct
{
  char     *folder;
  char     *path;
  FfOutbox *outbox;
  gint64    task_id;
  GError   *error;
} Fixture;

/* A task "mail" of "run-1" with @n_deliveries that wait. */
static void
add_deliveries (Fixture *f,
                guint    n_deliveries)
{
  g_autoptr (FfJson) empty = ff_json_new_object ();
  const FfTask task = {
    .run_id = (char *) "run-1", .activity_id = (char *) "mail", .label = (char *) "Mail",
    .channel = (char *) "email", .gateway_id = (char *) "rehearsal", .gateway_type = (char *) "rehearsal",
    .gateway_settings = empty, .content = empty, .content_hash = (char *) "h",
  };

  support_add_run (f->outbox, "run-1");
  g_assert_true (ff_outbox_add_task (f->outbox, &task, &f->task_id, NULL));
  for (guint i = 1; i <= n_deliveries; i++)
    {
      g_autofree char *profile = g_strdup_printf ("%u", i);
      g_autofree char *address = g_strdup_printf ("p%u@example.com", i);
      const FfDelivery delivery = {
        .task_id = f->task_id, .key = profile, .profile_key = profile, .channel = (char *) "email",
        .address = address, .values = empty, .changed_at = 1,
      };
      gint64 id;

      g_assert_true (ff_outbox_add_delivery (f->outbox, &delivery, &id, NULL));
    }
  g_assert_true (ff_outbox_close_task (f->outbox, f->task_id, n_deliveries, n_deliveries, NULL));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = support_make_folder ();
  f->path = g_build_filename (f->folder, "outbox.db", NULL);
  f->outbox = ff_outbox_open (f->path, FALSE, &f->error);
  g_assert_no_error (f->error);
  add_deliveries (f, 4);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_error (&f->error);
  g_clear_pointer (&f->outbox, ff_outbox_free);
  g_free (f->path);
  support_remove_folder (f->folder);
}

static FfDelivery *
get (Fixture *f,
     guint    number)
{
  g_autoptr (GPtrArray) all = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, -1, 0, 1000, &f->error);

  g_assert_no_error (f->error);
  return g_ptr_array_steal_index (all, number);
}

static FfClaim
claim (Fixture    *f,
       guint       number,
       const char *hash)
{
  g_autoptr (FfDelivery) delivery = get (f, number);
  FfClaim result = FF_CLAIM_GONE;
  FfDeliveryState became;
  FfReason reason;

  g_assert_true (ff_outbox_claim (f->outbox, delivery, FALSE, hash, 5, &result, &became, &reason, &f->error));
  return result;
}

static gboolean
move (Fixture         *f,
      guint            number,
      FfDeliveryState  from,
      FfDeliveryState  to,
      FfMover          mover,
      gboolean         is_unclear)
{
  g_autoptr (FfDelivery) delivery = get (f, number);
  const FfMove m = { delivery->id, from, to, mover, .is_unclear = is_unclear, .answer = "words", .status = 200 };

  return ff_outbox_move (f->outbox, &m, 7, &f->error);
}

static gint64
count (Fixture         *f,
       FfDeliveryState  state)
{
  g_autoptr (FfBooks) books = ff_outbox_get_books (f->outbox, "run-1", "mail", &f->error);

  g_assert_no_error (f->error);
  return books->states[state];
}

static void
test_runs (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfRun) launch = ff_run_new ("run-2", "run-1", "Spring", 1, 1000, 2000, "UTC");
  g_autoptr (FfRun) run = NULL;
  g_autoptr (FfJson) facts = support_parse ("{\"confirmed\": 4}");
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (FfJson) journal = NULL;
  g_autofree char *text = NULL;

  /* The same campaign, version and nominal time. */
  g_assert_false (ff_outbox_add_run (f->outbox, launch, &f->error));
  g_assert_error (f->error, FF_DB_ERROR, FF_DB_ERROR_CONSTRAINT);
  g_clear_error (&f->error);
  launch->nominal_at = 2000;
  g_assert_true (ff_outbox_add_run (f->outbox, launch, &f->error));

  g_assert_true (ff_outbox_set_run (f->outbox, "run-2", "sending", facts, 3, &f->error));
  g_assert_true (ff_outbox_set_run (f->outbox, "run-2", "finished", NULL, 4, &f->error));
  run = ff_outbox_dup_run (f->outbox, "run-2", &f->error);
  g_assert_cmpstr (run->state, ==, "finished");
  g_assert_cmpstr (run->campaign_label, ==, "Spring");
  g_assert_cmpint (ff_json_get_member_integer (run->facts, "confirmed", 0), ==, 4);

  runs = ff_outbox_list_runs (f->outbox, NULL, 0, 10, &f->error);
  g_assert_cmpint (runs->len, ==, 2);
  g_assert_cmpstr (((FfRun *) runs->pdata[0])->id, ==, "run-2");
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = ff_outbox_list_runs (f->outbox, "run-1", run->number, 10, &f->error);
  g_assert_cmpint (runs->len, ==, 1);

  g_assert_false (ff_outbox_set_run (f->outbox, "nothing", "x", NULL, 4, &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
  g_clear_error (&f->error);
  g_assert_null (ff_outbox_get_books (f->outbox, "nothing", NULL, &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
  g_clear_error (&f->error);
  g_assert_null (ff_outbox_get_books (f->outbox, "run-1", "letter", &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
  g_clear_error (&f->error);

  g_assert_true (ff_outbox_set_journal (f->outbox, "run-2", "start", "running", -1, NULL, 1, &f->error));
  g_assert_true (ff_outbox_set_journal (f->outbox, "run-2", "split", "running", -1, facts, 1, &f->error));
  g_assert_true (ff_outbox_set_journal (f->outbox, "run-2", "start", "done", 7, NULL, 2, &f->error));
  journal = ff_outbox_dup_journal (f->outbox, "run-2", &f->error);
  text = ff_json_print (journal);
  g_assert_cmpint (ff_json_get_length (journal), ==, 2);
  g_assert_cmpstr (ff_json_get_member_string (ff_json_get_element (journal, 0), "state", NULL), ==, "done");
  g_assert_cmpint (ff_json_get_member_integer (ff_json_get_element (journal, 0), "rows", 0), ==, 7);
}

static void
test_moves (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (FfDelivery) delivery = NULL;

  g_assert_cmpint (claim (f, 0, "hash"), ==, FF_CLAIM_TAKEN);
  g_assert_cmpint (claim (f, 0, "hash"), ==, FF_CLAIM_GONE);
  g_assert_true (move (f, 0, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_ACCEPTED, FF_MOVER_SENDER, FALSE));
  g_assert_cmpint (count (f, FF_DELIVERY_ACCEPTED), ==, 1);

  /* Not in the table; and not where it is thought to be: a late answer changes nothing. */
  g_assert_false (move (f, 1, FF_DELIVERY_WAITING, FF_DELIVERY_ACCEPTED, FF_MOVER_SENDER, FALSE));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_MOVE);
  g_clear_error (&f->error);
  g_assert_false (move (f, 0, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_REFUSED, FF_MOVER_SENDER, FALSE));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_MOVE);
  g_clear_error (&f->error);

  delivery = get (f, 0);
  g_assert_cmpint (delivery->state, ==, FF_DELIVERY_ACCEPTED);
  g_assert_cmpint (delivery->n_attempts, ==, 1);
  g_assert_cmpstr (delivery->body_hash, ==, "hash");
  g_assert_cmpstr (delivery->answer, ==, "words");
}

static void
test_changed_body (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (FfDelivery) clear = NULL;
  g_autoptr (FfDelivery) unclear = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (claim (f, i, "hash"), ==, FF_CLAIM_TAKEN);
      g_assert_true (move (f, i, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_WAITING, FF_MOVER_SENDER, i == 1));
      g_assert_cmpint (claim (f, i, "other"), ==, FF_CLAIM_ENDED);
    }

  clear = get (f, 0);
  g_assert_cmpint (clear->state, ==, FF_DELIVERY_REFUSED);
  g_assert_cmpint (clear->reason, ==, FF_REASON_CHANGED);
  unclear = get (f, 1);
  g_assert_cmpint (unclear->state, ==, FF_DELIVERY_UNCONFIRMED);
  g_assert_cmpint (unclear->reason, ==, FF_REASON_CHANGED);
}

static void
test_gate (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfDelivery) by_address = NULL;
  g_autoptr (FfDelivery) by_profile = NULL;
  g_autoptr (FfBooks) books = NULL;

  support_close_gate (f->outbox, 0, "p1@example.com", "", FF_REASON_SUPPRESSED);
  support_close_gate (f->outbox, 1, "2", "email", FF_REASON_NO_CONSENT);
  support_close_gate (f->outbox, 1, "3", "sms", FF_REASON_NO_CONSENT);

  g_assert_cmpint (claim (f, 0, "h"), ==, FF_CLAIM_ENDED);
  g_assert_cmpint (claim (f, 1, "h"), ==, FF_CLAIM_ENDED);
  g_assert_cmpint (claim (f, 2, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_cmpint (claim (f, 3, "h"), ==, FF_CLAIM_TAKEN);

  by_address = get (f, 0);
  g_assert_cmpint (by_address->state, ==, FF_DELIVERY_NOT_SENT);
  g_assert_cmpint (by_address->reason, ==, FF_REASON_SUPPRESSED);
  by_profile = get (f, 1);
  g_assert_cmpint (by_profile->reason, ==, FF_REASON_NO_CONSENT);

  books = ff_outbox_get_books (f->outbox, "run-1", NULL, NULL);
  g_assert_cmpint (books->not_sent[FF_REASON_SUPPRESSED], ==, 1);
  g_assert_cmpint (books->not_sent[FF_REASON_NO_CONSENT], ==, 1);
}

/* After a crash, by the gateway's repeat class. */
static void
test_recovery (Fixture       *f,
               gconstpointer  data)
{
  FfRepeatClass repeat_class = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) look_up = NULL;

  g_assert_cmpint (claim (f, 0, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_cmpint (claim (f, 2, "h"), ==, FF_CLAIM_TAKEN);
  g_clear_pointer (&f->outbox, ff_outbox_free);
  f->outbox = ff_outbox_open (f->path, FALSE, &f->error);
  g_assert_cmpint (count (f, FF_DELIVERY_IN_FLIGHT), ==, 2);

  g_assert_true (ff_outbox_recover (f->outbox, f->task_id, repeat_class, 9, &look_up, &f->error));
  g_assert_cmpint (look_up->len, ==, repeat_class == FF_REPEAT_SEARCHABLE ? 2 : 0);
  g_assert_cmpint (count (f, FF_DELIVERY_IN_FLIGHT), ==, repeat_class == FF_REPEAT_SEARCHABLE ? 2 : 0);
  g_assert_cmpint (count (f, FF_DELIVERY_WAITING), ==, repeat_class == FF_REPEAT_KEYED ? 4 : 2);
  g_assert_cmpint (count (f, FF_DELIVERY_UNCONFIRMED), ==, repeat_class == FF_REPEAT_BLIND ? 2 : 0);

  if (repeat_class == FF_REPEAT_KEYED)
    {
      g_autoptr (FfDelivery) delivery = get (f, 0);

      g_assert_true (delivery->is_unclear);
      g_assert_cmpint (claim (f, 0, "h"), ==, FF_CLAIM_TAKEN);
    }
}

static void
test_decisions (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfDelivery) first = get (f, 0);
  g_autoptr (FfBooks) books = NULL;
  gint64 n_moved = 0;

  g_assert_false (ff_outbox_leave (f->outbox, "run-1", first->id, 9, &n_moved, &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_MOVE);
  g_clear_error (&f->error);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (claim (f, i, "h"), ==, FF_CLAIM_TAKEN);
      g_assert_true (move (f, i, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_UNCONFIRMED, FF_MOVER_SENDER, TRUE));
    }

  g_assert_true (ff_outbox_leave (f->outbox, "run-1", first->id, 9, &n_moved, &f->error));
  g_assert_cmpint (n_moved, ==, 1);
  g_assert_true (ff_outbox_send_again (f->outbox, "run-1", 0, 9, &n_moved, &f->error));
  g_assert_cmpint (n_moved, ==, 2);

  books = ff_outbox_get_books (f->outbox, "run-1", NULL, &f->error);
  g_assert_cmpint (books->states[FF_DELIVERY_WAITING], ==, 3);
  g_assert_cmpint (books->not_sent[FF_REASON_LEFT], ==, 1);
}

static void
test_stop (Fixture       *f,
           gconstpointer  data)
{
  gint64 n_moved = 0;

  g_assert_cmpint (claim (f, 0, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_cmpint (claim (f, 1, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_true (move (f, 1, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_WAITING, FF_MOVER_SENDER, TRUE));

  g_assert_true (ff_outbox_stop (f->outbox, "run-1", NULL, 9, &n_moved, &f->error));
  g_assert_cmpint (n_moved, ==, 3);
  g_assert_cmpint (count (f, FF_DELIVERY_IN_FLIGHT), ==, 1);
  g_assert_cmpint (count (f, FF_DELIVERY_NOT_SENT), ==, 2);
  /* It may have arrived, so it is not “not sent”. */
  g_assert_cmpint (count (f, FF_DELIVERY_UNCONFIRMED), ==, 1);
}

static void
test_deadline (Fixture       *f,
               gconstpointer  data)
{
  FfTask task = { .id = f->task_id, .deadline_at = 100 };
  gint64 n_moved;

  g_assert_true (ff_outbox_expire (f->outbox, &task, 100, &n_moved, &f->error));
  g_assert_cmpint (n_moved, ==, 0);
  g_assert_true (ff_outbox_expire (f->outbox, &task, 101, &n_moved, &f->error));
  g_assert_cmpint (n_moved, ==, 4);
  g_assert_cmpint (count (f, FF_DELIVERY_REFUSED), ==, 4);
}

static void
test_due (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (FfDelivery) first = get (f, 0);
  const FfMove later = { first->id, FF_DELIVERY_IN_FLIGHT, FF_DELIVERY_WAITING, FF_MOVER_SENDER, .not_before = 50 };
  g_autoptr (GPtrArray) due = NULL;
  gint64 when;

  g_assert_cmpint (claim (f, 0, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_true (ff_outbox_move (f->outbox, &later, 9, &f->error));
  due = ff_outbox_list_due (f->outbox, f->task_id, 49, 10, &f->error);
  g_assert_cmpint (due->len, ==, 3);
  g_clear_pointer (&due, g_ptr_array_unref);
  due = ff_outbox_list_due (f->outbox, f->task_id, 50, 10, &f->error);
  g_assert_cmpint (due->len, ==, 4);

  for (guint i = 1; i < 4; i++)
    g_assert_cmpint (claim (f, i, "h"), ==, FF_CLAIM_TAKEN);
  g_assert_true (ff_outbox_get_next_due (f->outbox, f->task_id, &when, NULL));
  g_assert_cmpint (when, ==, 50);
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) in_flight = NULL;
  g_autoptr (GPtrArray) excluded = NULL;
  const FfExcluded nobody = { .reason = FF_REASON_NO_ADDRESS, .profile_key = (char *) "9", .detail = (char *) "d" };
  gint64 id;

  page = ff_outbox_list_deliveries (f->outbox, "run-1", "mail", FF_DELIVERY_WAITING, 0, 3, NULL);
  g_assert_cmpint (page->len, ==, 3);
  id = ((FfDelivery *) page->pdata[2])->id;
  rest = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, -1, id, 3, NULL);
  g_assert_cmpint (rest->len, ==, 1);
  in_flight = ff_outbox_list_deliveries (f->outbox, "run-1", NULL, FF_DELIVERY_IN_FLIGHT, 0, 3, NULL);
  g_assert_cmpint (in_flight->len, ==, 0);

  g_assert_true (ff_outbox_add_excluded (f->outbox, f->task_id, &nobody, &id, NULL));
  excluded = ff_outbox_list_excluded (f->outbox, "run-1", "mail", FF_REASON_NO_ADDRESS, 0, 10, NULL);
  g_assert_cmpint (excluded->len, ==, 1);
  g_assert_cmpstr (((FfExcluded *) excluded->pdata[0])->detail, ==, "d");
  g_clear_pointer (&excluded, g_ptr_array_unref);
  excluded = ff_outbox_list_excluded (f->outbox, "run-1", NULL, FF_REASON_NONE, id, 10, NULL);
  g_assert_cmpint (excluded->len, ==, 0);

  /* One row more than the audience: the books say so. */
  g_assert_null (ff_outbox_get_books (f->outbox, "run-1", NULL, &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_BOOKS);
}

static void
test_lock (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfOutbox) other = ff_outbox_open (f->path, FALSE, NULL);
  g_autoptr (FfOutboxLock) lock = NULL;
  g_autoptr (FfOutboxLock) second = NULL;
  g_autoptr (FfOutboxLock) other_run = NULL;

  lock = ff_outbox_lock_run (f->outbox, "run-1", &f->error);
  g_assert_no_error (f->error);
  g_assert_null (ff_outbox_lock_run (other, "run-1", &f->error));
  g_assert_error (f->error, FF_SEND_ERROR, FF_SEND_ERROR_BUSY);
  g_clear_error (&f->error);
  support_add_run (f->outbox, "run-2");
  other_run = ff_outbox_lock_run (other, "run-2", &f->error);
  g_assert_no_error (f->error);

  g_clear_pointer (&lock, ff_outbox_lock_free);
  second = ff_outbox_lock_run (other, "run-1", &f->error);
  g_assert_no_error (f->error);
}

static void
test_open (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfOutbox) reader = ff_outbox_open (f->path, TRUE, &f->error);
  g_autofree char *missing = g_build_filename (f->folder, "missing.db", NULL);
  g_autoptr (FfBooks) books = NULL;

  g_assert_no_error (f->error);
  books = ff_outbox_get_books (reader, "run-1", NULL, &f->error);
  g_assert_no_error (f->error);
  g_assert_cmpint (books->planned, ==, 4);
  g_assert_false (ff_outbox_set_pause (reader, f->task_id, "person", NULL, NULL));

  g_assert_null (ff_outbox_open (missing, TRUE, &f->error));
  g_assert_error (f->error, FF_DB_ERROR, FF_DB_ERROR_MISSING);
  g_clear_error (&f->error);

  g_clear_pointer (&reader, ff_outbox_free);
  g_clear_pointer (&f->outbox, ff_outbox_free);
  g_assert_true (g_file_set_contents (f->path, "This is no database, but long enough to look like one.", -1, NULL));
  g_assert_null (ff_outbox_open (f->path, FALSE, &f->error));
  g_assert_error (f->error, FF_DB_ERROR, FF_DB_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (f->error->message, f->path));
}

static void
test_pause (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) tasks = NULL;
  FfTask *task;

  g_assert_true (ff_outbox_set_pause (f->outbox, f->task_id, "credentials", "wrong", NULL));
  g_assert_true (ff_outbox_set_not_before (f->outbox, f->task_id, 77, NULL));
  tasks = ff_outbox_list_tasks (f->outbox, "run-1", NULL, &f->error);
  g_assert_cmpint (tasks->len, ==, 1);
  task = tasks->pdata[0];
  g_assert_cmpstr (task->pause, ==, "credentials");
  g_assert_cmpstr (task->pause_text, ==, "wrong");
  g_assert_cmpint (task->not_before, ==, 77);
  g_assert_cmpint (task->now_at, ==, 1000);
  g_assert_cmpint (task->planned, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)
  ADD ("/outbox/open", 0, test_open);
  ADD ("/outbox/runs", 0, test_runs);
  ADD ("/outbox/pause", 0, test_pause);
  ADD ("/outbox/moves", 0, test_moves);
  ADD ("/outbox/changed-body", 0, test_changed_body);
  ADD ("/outbox/gate", 0, test_gate);
  ADD ("/outbox/recovery/keyed", FF_REPEAT_KEYED, test_recovery);
  ADD ("/outbox/recovery/searchable", FF_REPEAT_SEARCHABLE, test_recovery);
  ADD ("/outbox/recovery/blind", FF_REPEAT_BLIND, test_recovery);
  ADD ("/outbox/decisions", 0, test_decisions);
  ADD ("/outbox/stop", 0, test_stop);
  ADD ("/outbox/deadline", 0, test_deadline);
  ADD ("/outbox/due", 0, test_due);
  ADD ("/outbox/pages", 0, test_pages);
  ADD ("/outbox/lock", 0, test_lock);
  return g_test_run ();
}
