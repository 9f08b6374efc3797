/* A run's report: its sums close with those of the outbox, before and after sending. */

#include "runner/ff-run-report.h"

#include "runner-support.h"
#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"

#define ADD(path, func) g_test_add (path, Fixture, NULL, support_set_up, func, support_tear_down)

static char *
prepare (Fixture *f)
{
  g_autoptr (FfLaunch) launch = NULL;
  g_autoptr (GError) error = NULL;
  char *run_id;

  support_open_template (f, "win-back");
  launch = support_launch (f);
  run_id = ff_launch_prepare (launch, f->store, f->outbox_path, SUPPORT_NOW, -1, NULL, NULL, &error);
  g_assert_no_error (error);

  return run_id;
}

static FfRunReport *
read_report (Fixture    *f,
             const char *run_id)
{
  g_autoptr (GError) error = NULL;
  FfRunReport *report = ff_run_report_read (f->outbox_path, run_id, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_closes (FfRunReport *report)
{
  g_autoptr (FfBooks) sum = g_new0 (FfBooks, 1);

  g_assert_cmpuint (report->tasks->len, ==, report->books->len);
  for (guint i = 0; i < report->books->len; i++)
    ff_books_add (sum, report->books->pdata[i]);
  g_assert_true (ff_books_equal (sum, report->total));
  g_assert_true (ff_books_check (report->total, NULL));
}

static FfJson *
resolve_cb (const FfTask  *task,
            gpointer       user_data,
            GError       **error)
{
  g_autoptr (FfJson) url = ff_json_new_string (user_data);

  return ff_json_with_member (task->gateway_settings, "url", url);
}

static void
test_sums (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *run_id = prepare (f);
  g_autoptr (FfRunReport) before = read_report (f, run_id);
  g_autofree char *log = g_build_filename (f->folder, "rehearsal.log", NULL);
  g_autoptr (FfRehearsal) rehearsal = ff_rehearsal_new (log, FF_REPEAT_KEYED);
  g_autoptr (FfRunReport) after = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  const FfProgress *last;

  assert_closes (before);
  g_assert_cmpint (before->total->states[FF_DELIVERY_WAITING], ==, before->total->planned);
  g_assert_cmpuint (before->progress->len, ==, 0);
  g_assert_cmpint (before->started_at, ==, SUPPORT_NOW);

  g_assert_true (ff_rehearsal_start (rehearsal, 0, &error));
  url = ff_rehearsal_dup_url (rehearsal);
  g_assert_true (ff_sender_run_blocking (f->outbox_path, run_id, NULL, resolve_cb, url, NULL, NULL, &error));
  g_assert_no_error (error);

  after = read_report (f, run_id);
  assert_closes (after);
  g_assert_cmpint (after->total->states[FF_DELIVERY_ACCEPTED], ==, before->total->planned);
  g_assert_cmpuint (after->progress->len, >, 0);
  last = &g_array_index (after->progress, FfProgress, after->progress->len - 1);
  g_assert_cmpint (last->n_done, ==, after->total->planned);
  for (guint i = 1; i < after->progress->len; i++)
    {
      g_assert_cmpint (g_array_index (after->progress, FfProgress, i).at, >=,
                       g_array_index (after->progress, FfProgress, i - 1).at);
      g_assert_cmpint (g_array_index (after->progress, FfProgress, i).n_done, >=,
                       g_array_index (after->progress, FfProgress, i - 1).n_done);
    }

  ff_rehearsal_stop (rehearsal);
}

static void
test_list (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = ff_run_report_list (f->outbox_path, "win-back", 10, &error);
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *run_id = NULL;

  /* No outbox yet is no error. */
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  run_id = prepare (f);
  runs = ff_run_report_list (f->outbox_path, ff_campaign_get_id (f->campaign), 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpstr (((FfRun *) runs->pdata[0])->id, ==, run_id);

  g_assert_null (ff_run_report_read (f->outbox_path, "no-such-run", &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/run-report/sums", test_sums);
  ADD ("/run-report/list", test_list);
  return g_test_run ();
}
