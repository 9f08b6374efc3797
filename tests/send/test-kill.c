/* The second promise: nothing twice, nothing lost. A sender in a process of
 * its own, and then a gateway, is killed at random moments and started again;
 * in the end each delivery was accepted exactly once, by the gateway's own log,
 * and the books close. FF_KILLS, FF_DELIVERIES and FF_SEED make it larger or the same again. */

#include "send/ff-sender.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "send-prepared.h"

static const char *helper;

typedef struct
{
  char        *folder;
  char        *outbox_path;
  char        *log;
  GSubprocess *gateway;
  char        *url;
  char        *port;
  GRand       *rand;
} Fixture;

static gint64
get_number (const char *name,
            gint64      fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : fallback;
}

static void
start_gateway (Fixture    *f,
               const char *wanted_port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *port = NULL;

  f->gateway = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                 helper, "gateway", f->log, wanted_port, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (f->gateway));
  port = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (port);
  g_free (f->url);
  f->url = g_strdup_printf ("http://127.0.0.1:%s/v1/messages", port);
  g_free (f->port);
  f->port = g_steal_pointer (&port);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  guint32 seed = get_number ("FF_SEED", g_random_int ());

  g_test_message ("FF_SEED=%u", seed);
  f->rand = g_rand_new_with_seed (seed);
  f->folder = support_make_folder ();
  f->outbox_path = g_build_filename (f->folder, "outbox.db", NULL);
  f->log = g_build_filename (f->folder, "rehearsal.log", NULL);
  start_gateway (f, "0");
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (f->gateway), NULL, NULL);
  g_subprocess_wait (f->gateway, NULL, NULL);
  g_clear_object (&f->gateway);
  g_clear_pointer (&f->rand, g_rand_free);
  g_free (f->outbox_path);
  g_free (f->log);
  g_free (f->url);
  g_free (f->port);
  support_remove_folder (f->folder);
}

static GSubprocess *
start_sender (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *sender = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, helper, "send", f->outbox_path, "run-1",
                                          NULL);

  g_assert_no_error (error);
  return sender;
}

/* Lines of the gateway's log, counted on from where the last call stopped. */
static gint64
count_accepted (FILE   *file,
                gint64 *n_lines)
{
  int c;

  clearerr (file);
  while ((c = getc (file)) != EOF)
    *n_lines += c == '\n';

  return *n_lines;
}

/* Kills @sender when the gateway has @target messages, or, now and then, while
 * it is only just starting. Returns whether it was still alive. */
static gboolean
kill_sender (Fixture     *f,
             GSubprocess *sender,
             FILE        *log,
             gint64      *n_lines,
             gint64       target)
{
  gboolean is_early = g_rand_double (f->rand) < 0.25;
  pid_t pid = atoi (g_subprocess_get_identifier (sender));
  siginfo_t info = { 0 };

  while (!is_early && count_accepted (log, n_lines) < target && info.si_pid == 0)
    {
      g_usleep (500);
      waitid (P_PID, pid, &info, WEXITED | WNOHANG | WNOWAIT);
    }
  g_usleep (g_rand_int_range (f->rand, 0, is_early ? 30000 : 8000));

  g_subprocess_force_exit (sender);
  g_subprocess_wait (sender, NULL, NULL);
  return g_subprocess_get_if_signaled (sender);
}

static void
test_kill (Fixture       *f,
           gconstpointer  data)
{
  gint64 n_kills = get_number ("FF_KILLS", 6);
  gint64 n_deliveries = get_number ("FF_DELIVERIES", 2000);
  g_autoptr (FfRowSource) people = support_people_new (n_deliveries);
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GSubprocess) last = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_lines = 0;
  gint64 n_killed = 0;
  gint64 began = g_get_monotonic_time ();
  gint64 prepared;
  FILE *log;

  outbox = ff_outbox_open (f->outbox_path, FALSE, &error);
  g_assert_no_error (error);
  books = support_prepare (outbox, people, f->url, FF_REPEAT_KEYED);
  g_assert_cmpint (books->planned, ==, n_deliveries);
  g_clear_pointer (&books, ff_books_free);
  prepared = g_get_monotonic_time ();

  log = fopen (f->log, "r");
  g_assert_nonnull (log);
  for (gint64 i = 0; i < n_kills; i++)
    {
      g_autoptr (GSubprocess) sender = start_sender (f);
      gint64 target = n_deliveries * (i + g_rand_double (f->rand)) / (n_kills + 1);

      n_killed += kill_sender (f, sender, log, &n_lines, target);
      books = ff_outbox_get_books (outbox, "run-1", NULL, &error);
      g_assert_no_error (error);
      g_test_message ("Kill %" G_GINT64_FORMAT ": %" G_GINT64_FORMAT " accepted, %" G_GINT64_FORMAT " in flight, gateway "
                      "has %" G_GINT64_FORMAT, i + 1, books->states[FF_DELIVERY_ACCEPTED],
                      books->states[FF_DELIVERY_IN_FLIGHT], count_accepted (log, &n_lines));
      g_clear_pointer (&books, ff_books_free);
    }
  fclose (log);

  last = start_sender (f);
  g_assert_true (g_subprocess_wait_check (last, NULL, &error));
  g_assert_no_error (error);
  g_test_message ("%" G_GINT64_FORMAT " deliveries, %" G_GINT64_FORMAT " kills, prepared in %.2f s, sent in %.2f s",
                  n_deliveries, n_killed, (prepared - began) / 1e6, (g_get_monotonic_time () - prepared) / 1e6);

  books = ff_outbox_get_books (outbox, "run-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, n_deliveries);
  g_assert_cmpint (n_killed, ==, n_kills);
  support_assert_once (f->log, n_deliveries);
}

/* The gateway dies instead, and comes back with what its log still knows. */
static void
test_kill_gateway (Fixture       *f,
                   gconstpointer  data)
{
  const gint64 n_deliveries = 1000;
  const gint64 n_kills = 3;
  g_autoptr (FfRowSource) people = support_people_new (n_deliveries);
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GSubprocess) sender = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_lines = 0;
  FILE *log;

  outbox = ff_outbox_open (f->outbox_path, FALSE, &error);
  g_assert_no_error (error);
  books = support_prepare (outbox, people, f->url, FF_REPEAT_KEYED);
  g_clear_pointer (&books, ff_books_free);

  log = fopen (f->log, "r");
  g_assert_nonnull (log);
  sender = start_sender (f);
  for (gint64 i = 0; i < n_kills; i++)
    {
      g_autofree char *port = g_strdup (f->port);
      gint64 target = n_deliveries * (i + g_rand_double (f->rand)) / (n_kills + 1);

      while (count_accepted (log, &n_lines) < target)
        g_usleep (500);
      g_subprocess_force_exit (f->gateway);
      g_subprocess_wait (f->gateway, NULL, NULL);
      g_clear_object (&f->gateway);
      g_usleep (g_rand_int_range (f->rand, 0, 50000));
      start_gateway (f, port);
    }
  fclose (log);

  g_assert_true (g_subprocess_wait_check (sender, NULL, &error));
  g_assert_no_error (error);
  books = ff_outbox_get_books (outbox, "run-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (books->states[FF_DELIVERY_ACCEPTED], ==, n_deliveries);
  support_assert_once (f->log, n_deliveries);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("Give the path of kill-helper.");
  helper = argv[1];
  g_test_add ("/kill/sender", Fixture, NULL, set_up, test_kill, tear_down);
  g_test_add ("/kill/gateway", Fixture, NULL, set_up, test_kill_gateway, tear_down);
  return g_test_run ();
}
