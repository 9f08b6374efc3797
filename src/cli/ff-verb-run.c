/* fanfarectl run: one pass of a campaign through its gateways. */

#include <glib/gi18n.h>

#include "cli/ff-cli-sending.h"
#include "runner/ff-launch.h"

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_auto (FfCliSending) sending = { 0 };
  gint64 confirmed = -1;
  g_auto (FfCliPace) pace = FF_CLI_PACE_DEFAULT;
  GOptionEntry entries[] = {
    { "rehearse", 0, 0, G_OPTION_ARG_NONE, &options.rehearse, N_("Send everything to the rehearsal gateway"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_INT64, &confirmed, N_("The number of messages you agree to"), "N" },
    FF_CLI_PACE_ENTRIES (pace),
    { NULL }
  };
  g_autoptr (FfLaunch) launch = NULL;
  g_autofree char *run_id = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_run, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return ff_cli_usage (&ff_verb_run, _("one campaign file is needed"));
  if (ff_cli_pace_check (&pace) != NULL)
    return ff_cli_usage (&ff_verb_run, ff_cli_pace_check (&pace));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;
  if (!ff_cli_sending_open (&sending, pace.gateway_url, &error))
    return ff_cli_fail (error);

  ff_cli_print_problems (&opened);
  launch = ff_launch_new (opened.campaign, opened.context, opened.plan, opened.problems, opened.context->gateways,
                          &error);
  if (launch == NULL)
    return ff_cli_fail (error);

  if (ff_launch_is_live (launch) && confirmed < 0)
    {
      fprintf (stderr, "fanfarectl: %s\n",
               _("a gateway of this campaign reaches people: agree to the number with --confirm N"));
      return FF_EXIT_USAGE;
    }

  for (guint i = 0; ff_launch_get_notes (launch)[i] != NULL; i++)
    fprintf (stderr, "%s: %s\n", _("note"), ff_launch_get_notes (launch)[i]);

  run_id = ff_launch_prepare (launch, opened.store, sending.outbox_path, options.now_usec, confirmed, NULL,
                              ff_cli_get_cancellable (), &error);
  if (run_id == NULL)
    return ff_cli_fail (error);

  return ff_cli_sending_drain (&sending, run_id, &pace, options.json);
}

const FfVerb ff_verb_run = {
  .name = "run",
  .usage = "FILE",
  .summary = N_("Run a campaign once: prepare, send, report. Waits pass at once"),
  .run = run,
};
