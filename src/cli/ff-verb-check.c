/* fanfarectl check: the problems of a campaign. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"

static FfJson *
problem_to_json (const FfProblem *problem)
{
  const char *const severities[] = { "note", "warning", "problem" };
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "severity", severities[problem->severity]);
  ff_json_set_string (json, "activity", problem->activity);
  ff_json_set_string (json, "pointer", problem->pointer);
  ff_json_set_string (json, "message", problem->message);
  return json;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  gboolean severe = FALSE;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_check, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return ff_cli_usage (&ff_verb_check, _("one campaign file is needed"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  for (guint i = 0; i < opened.problems->len; i++)
    severe = severe || ((FfProblem *) opened.problems->pdata[i])->severity == FF_SEVERITY_PROBLEM;

  if (options.json)
    {
      g_autoptr (FfJson) json = ff_json_new_object ();
      FfJson *list = ff_json_new_array ();

      for (guint i = 0; i < opened.problems->len; i++)
        ff_json_take_element (list, problem_to_json (opened.problems->pdata[i]));
      ff_json_set_string (json, "campaign", ff_campaign_get_name (opened.campaign));
      ff_json_take_member (json, "problems", list);
      ff_cli_print_json (json);
    }
  else
    {
      ff_cli_print_problems (&opened);
      if (!severe)
        printf (_("%s: no problems\n"), ff_campaign_get_name (opened.campaign));
    }

  return severe ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

const FfVerb ff_verb_check = {
  .name = "check",
  .usage = "FILE",
  .summary = N_("Tell the problems of a campaign"),
  .run = run,
};
