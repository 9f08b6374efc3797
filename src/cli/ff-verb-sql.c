/* fanfarectl sql: the statements behind a number, to read. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"

/* The outputs that are counted: the only one that was asked for, or all. */
static GPtrArray *
list_outputs (FfCliCampaign      *opened,
              const FfPlanOutput *only)
{
  GPtrArray *outputs = g_ptr_array_new ();

  if (only != NULL)
    g_ptr_array_add (outputs, (gpointer) only);

  for (guint i = 0; only == NULL && i < ff_plan_get_n_outputs (opened->plan); i++)
    if (ff_plan_get_output (opened->plan, i)->flow.step != NULL)
      g_ptr_array_add (outputs, (gpointer) ff_plan_get_output (opened->plan, i));

  return outputs;
}

static void
print_text (FfCliCampaign *opened,
            GPtrArray     *outputs)
{
  for (guint i = 0; i < outputs->len; i++)
    {
      const FfPlanOutput *output = outputs->pdata[i];
      g_autofree char *sql = ff_store_dup_sql (opened->store, output->flow.step, output->flow.output);

      printf ("-- %s:%s (%s)\n%s\n\n", output->activity, output->port, ff_step_op_get_name (output->flow.step->op), sql);
    }
}

static void
print_json (FfCliCampaign *opened,
            GPtrArray     *outputs)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < outputs->len; i++)
    {
      const FfPlanOutput *output = outputs->pdata[i];
      g_autofree char *sql = ff_store_dup_sql (opened->store, output->flow.step, output->flow.output);
      FfJson *item = ff_json_new_object ();

      ff_json_set_string (item, "activity", output->activity);
      ff_json_set_string (item, "port", output->port);
      ff_json_set_string (item, "step", ff_step_op_get_name (output->flow.step->op));
      ff_json_set_string (item, "sql", sql);
      ff_json_take_element (list, item);
    }

  ff_json_take_member (json, "statements", list);
  ff_cli_print_json (json);
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_autoptr (GPtrArray) outputs = NULL;
  const FfPlanOutput *only = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_sql, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc < 2 || argc > 3)
    return ff_cli_usage (&ff_verb_sql, _("a campaign file is needed, and one ACTIVITY or ACTIVITY:PORT at most"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  if (argc == 3)
    {
      only = ff_cli_find_output (&opened, argv[2]);
      if (only == NULL)
        return FF_EXIT_PROBLEMS;
    }

  outputs = list_outputs (&opened, only);
  if (options.json)
    print_json (&opened, outputs);
  else
    print_text (&opened, outputs);

  return only == NULL && ff_cli_print_problems (&opened) ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

const FfVerb ff_verb_sql = {
  .name = "sql",
  .usage = "FILE [ACTIVITY[:PORT]]",
  .summary = N_("Show the SQL behind a number"),
  .run = run,
};
