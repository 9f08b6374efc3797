/* The children of test-kill: a rehearsal gateway, and a sender that is going
 * to be killed.
 *
 *   kill-helper gateway LOG PORT    prints its port, serves until stdin ends
 *   kill-helper send OUTBOX RUN     exits with 0 when nothing waits any more
 */

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>

#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"

static int
serve (const char *log_path,
       guint16     port)
{
  g_autoptr (FfRehearsal) gateway = ff_rehearsal_new (log_path, FF_REPEAT_KEYED);
  g_autoptr (GError) error = NULL;

  if (!ff_rehearsal_start (gateway, port, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  printf ("%u\n", ff_rehearsal_get_port (gateway));
  fflush (stdout);
  while (getchar () != EOF)
    ;
  return 0;
}

static int
send (const char *outbox_path,
      const char *run_id)
{
  g_autoptr (GError) error = NULL;

  if (ff_sender_run_blocking (outbox_path, run_id, NULL, NULL, NULL, NULL, NULL, &error))
    return 0;

  g_printerr ("%s\n", error->message);
  return 1;
}

int
main (int    argc,
      char **argv)
{
  /* No leftovers, also when the test itself dies. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);

  if (argc == 4 && strcmp (argv[1], "gateway") == 0)
    return serve (argv[2], atoi (argv[3]));
  if (argc == 4 && strcmp (argv[1], "send") == 0)
    return send (argv[2], argv[3]);

  return 2;
}
