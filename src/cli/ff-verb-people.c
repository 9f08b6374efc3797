/* fanfarectl people: the rows behind a number, page by page or all as CSV. */

#include <glib/gi18n.h>

#include "cli/ff-cli-people.h"

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_auto (FfCliPeople) people = FF_CLI_PEOPLE_INIT;
  GOptionEntry entries[] = {
    FF_CLI_PEOPLE_ENTRIES (people),
    { NULL }
  };
  const FfPlanOutput *output;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_people, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 3)
    return ff_cli_usage (&ff_verb_people, _("a campaign file and an ACTIVITY or ACTIVITY:PORT are needed"));
  if (people.limit < 1 || people.limit > 100000)
    return ff_cli_usage (&ff_verb_people, _("--limit takes a number from 1 to 100000"));
  if (people.csv && (options.json || people.after != NULL || people.find != NULL))
    return ff_cli_usage (&ff_verb_people, _("--csv prints every row: it goes with --columns alone"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  output = ff_cli_find_output (&opened, argv[2]);
  if (output == NULL)
    return FF_EXIT_PROBLEMS;

  return ff_cli_print_people (&opened, &options, opened.plan, output, &people);
}

const FfVerb ff_verb_people = {
  .name = "people",
  .usage = "FILE ACTIVITY[:PORT]",
  .summary = N_("Show the people behind a number"),
  .run = run,
};
