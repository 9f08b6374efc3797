/* fanfarectl sql: the statements behind a number, to read. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"

static void
print_output (FfCliCampaign      *opened,
              const FfPlanOutput *output)
{
  g_autofree char *sql = ff_store_dup_sql (opened->store, output->flow.step, output->flow.output);

  printf ("-- %s:%s (%s)\n%s\n\n", output->activity, output->port, ff_step_op_get_name (output->flow.step->op), sql);
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_sql, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc < 2 || argc > 3)
    return ff_cli_usage (&ff_verb_sql, _("a campaign file is needed, and one ACTIVITY or ACTIVITY:PORT at most"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  if (argc == 3)
    {
      const FfPlanOutput *output = ff_cli_find_output (&opened, argv[2]);

      if (output == NULL)
        return FF_EXIT_PROBLEMS;
      print_output (&opened, output);
      return FF_EXIT_DONE;
    }

  for (guint i = 0; i < ff_plan_get_n_outputs (opened.plan); i++)
    if (ff_plan_get_output (opened.plan, i)->flow.step != NULL)
      print_output (&opened, ff_plan_get_output (opened.plan, i));

  return ff_cli_print_problems (&opened) ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

const FfVerb ff_verb_sql = {
  .name = "sql",
  .usage = "FILE [ACTIVITY[:PORT]]",
  .summary = N_("Show the SQL behind a number"),
  .run = run,
};
