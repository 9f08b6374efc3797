/* fanfarectl send: goes on with what a run left waiting. */

#include <glib/gi18n.h>

#include "cli/ff-cli-sending.h"

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

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliSending) sending = { 0 };
  g_auto (FfCliPace) pace = { 0 };
  GOptionEntry entries[] = {
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

  return ff_cli_sending_drain (&sending, run_id, &pace, options.json);
}

const FfVerb ff_verb_send = {
  .name = "send",
  .usage = "[RUN]",
  .summary = N_("Go on sending what a run left waiting"),
  .run = run,
};
