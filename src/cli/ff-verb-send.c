/* fanfarectl send: goes on with what a run left waiting. */

#include <glib/gi18n.h>

#include "cli/ff-cli-sending.h"
#include "runner/ff-launch.h"
#include "runner/ff-run-state.h"

static char *
dup_newest_run (FfCliSending  *sending,
                GError       **error)
{
  g_autoptr (FfOutbox) outbox = ff_outbox_open (sending->outbox_path, FALSE, error);
  g_autoptr (GPtrArray) runs = outbox != NULL ? ff_outbox_list_runs (outbox, NULL, 0, 1, error) : NULL;

  if (runs == NULL)
    return NULL;

  if (runs->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The outbox holds no run yet"));
      return NULL;
    }

  return g_strdup (((FfRun *) runs->pdata[0])->id);
}

/* Going on needs what starting needs: the number, where a gateway reaches people. */
static gboolean
check_confirmed (FfCliSending  *sending,
                 const char    *run_id,
                 gint64         confirmed,
                 int           *out_exit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfOutbox) outbox = ff_outbox_open (sending->outbox_path, FALSE, &error);
  g_autoptr (FfRun) run = outbox != NULL ? ff_outbox_dup_run (outbox, run_id, &error) : NULL;
  g_autoptr (FfBooks) books = run != NULL ? ff_outbox_get_books (outbox, run_id, NULL, &error) : NULL;
  gboolean is_live = FALSE;

  if (books == NULL || !ff_run_is_live (outbox, run_id, &is_live, &error) ||
      !ff_launch_check_confirmed (books, confirmed, &error))
    {
      *out_exit = ff_cli_fail (error);
      return FALSE;
    }

  if (!is_live || confirmed >= 0)
    return TRUE;

  *out_exit = ff_cli_usage (&ff_verb_send, _("a gateway of this run reaches people: agree to the number with --confirm N"));
  return FALSE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliSending) sending = { 0 };
  g_auto (FfCliPace) pace = FF_CLI_PACE_DEFAULT;
  gint64 confirmed = -1;
  GOptionEntry entries[] = {
    { "confirm", 0, 0, G_OPTION_ARG_INT64, &confirmed, N_("The number of messages you agree to"), "N" },
    FF_CLI_PACE_ENTRIES (pace),
    { NULL }
  };
  g_autofree char *run_id = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_send, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 2)
    return ff_cli_usage (&ff_verb_send, _("one run at most"));
  if (ff_cli_pace_check (&pace) != NULL)
    return ff_cli_usage (&ff_verb_send, ff_cli_pace_check (&pace));
  if (!ff_cli_sending_open (&sending, pace.gateway_url, &error))
    return ff_cli_fail (error);

  run_id = argc == 2 ? g_strdup (argv[1]) : dup_newest_run (&sending, &error);
  if (run_id == NULL)
    return ff_cli_fail (error);
  if (!check_confirmed (&sending, run_id, confirmed, &exit_code))
    return exit_code;

  return ff_cli_sending_drain (&sending, run_id, &pace, options.json);
}

const FfVerb ff_verb_send = {
  .name = "send",
  .usage = "[RUN]",
  .summary = N_("Go on sending what a run left waiting"),
  .run = run,
};
