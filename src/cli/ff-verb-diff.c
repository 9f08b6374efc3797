/* fanfarectl diff: what two versions of a campaign do differently, and with
 * --counts for whom: before, after, joined and left of every port. */

#include <glib/gi18n.h>

#include "cli/ff-cli-people.h"
#include "engine/ff-difference.h"
#include "model/ff-changes.h"
#include "picture/ff-count-labels.h"

/* As --json prints them, and translated for people. */
static const char *const how_words[] = { N_("added"), N_("removed"), N_("changed") };
static const char *const kind_words[] = { N_("campaign"), N_("activity"), N_("transition"), N_("variable"), N_("note"), N_("frame") };

/* ---- The drawing. */

static FfJson *
changes_to_json (GPtrArray *changes)
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < changes->len; i++)
    {
      const FfChange *change = changes->pdata[i];
      FfJson *item = ff_json_new_object ();
      FfJson *places = ff_json_new_array ();

      ff_json_set_string (item, "change", how_words[change->how]);
      ff_json_set_string (item, "kind", kind_words[change->kind]);
      ff_json_set_string (item, "id", change->id);
      for (guint p = 0; change->pointers[p] != NULL; p++)
        ff_json_take_element (places, ff_json_new_string (change->pointers[p]));
      ff_json_take_member (item, "places", places);
      ff_json_take_element (list, item);
    }

  return list;
}

static void
print_changes (GPtrArray  *changes,
               FfCampaign *before,
               FfCampaign *after)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (changes->len == 0)
    {
      printf ("%s\n", _("Both versions say the same."));
      return;
    }

  g_ptr_array_add (cells, g_strdup (_("change")));
  g_ptr_array_add (cells, g_strdup (_("of")));
  g_ptr_array_add (cells, g_strdup (_("which")));
  g_ptr_array_add (cells, g_strdup (_("where")));
  for (guint i = 0; i < changes->len; i++)
    {
      const FfChange *change = changes->pdata[i];
      FfCampaign *campaign = change->how == FF_CHANGE_REMOVED ? before : after;
      g_autofree char *places = g_strjoinv (" ", change->pointers);
      g_autofree char *title = change->kind == FF_ELEMENT_ACTIVITY ? ff_cli_dup_port_title (campaign, change->id, NULL) : NULL;

      g_ptr_array_add (cells, g_strdup (_(how_words[change->how])));
      g_ptr_array_add (cells, g_strdup (_(kind_words[change->kind])));
      g_ptr_array_add (cells, title != NULL ? g_strdup_printf ("%s [%s]", title, change->id) : g_strdup (change->id));
      g_ptr_array_add (cells, g_steal_pointer (&places));
    }
  ff_cli_print_table (cells, 4);
}

/* ---- The people. */

static const FfCount *
find_count (FfCounts           *counts,
            const FfPlanOutput *output,
            FfDifference        difference)
{
  g_autofree char *port = ff_difference_dup_port (output->port, difference);

  return ff_counts_find (counts, output->activity, port);
}

/* The ports of either version, in the order of the later one. Lent. */
static GPtrArray *
list_ports (FfPlan *before,
            FfPlan *after)
{
  GPtrArray *ports = g_ptr_array_new ();

  for (guint i = 0; i < ff_plan_get_n_outputs (after); i++)
    g_ptr_array_add (ports, (gpointer) ff_plan_get_output (after, i));

  for (guint i = 0; i < ff_plan_get_n_outputs (before); i++)
    {
      const FfPlanOutput *output = ff_plan_get_output (before, i);

      if (ff_plan_find_output (after, output->activity, output->port) == NULL)
        g_ptr_array_add (ports, (gpointer) output);
    }

  return ports;
}

static FfJson *
counts_to_json (FfCounts  *counts,
                GPtrArray *ports)
{
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < ports->len; i++)
    {
      const FfPlanOutput *output = ports->pdata[i];
      FfJson *item = ff_json_new_object ();

      ff_json_set_string (item, "activity", output->activity);
      ff_json_set_string (item, "port", output->port);
      for (FfDifference d = FF_DIFFERENCE_BEFORE; d < FF_N_DIFFERENCES; d++)
        {
          const FfCount *count = find_count (counts, output, d);

          ff_json_take_member (item, ff_difference_get_name (d), count->known ? ff_json_new_integer (count->n_keys) : ff_json_new_null ());
        }
      ff_json_take_element (list, item);
    }

  return list;
}

static void
print_counts (FfCounts      *counts,
              GPtrArray     *ports,
              FfCliCampaign *before,
              FfCliCampaign *after)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (_("from")));
  g_ptr_array_add (cells, g_strdup (_("before")));
  g_ptr_array_add (cells, g_strdup (_("after")));
  g_ptr_array_add (cells, g_strdup (_("joined")));
  g_ptr_array_add (cells, g_strdup (_("left")));

  for (guint i = 0; i < ports->len; i++)
    {
      const FfPlanOutput *output = ports->pdata[i];
      FfCampaign *campaign = ff_campaign_find_activity (after->campaign, output->activity) != NULL ? after->campaign
                                                                                                  : before->campaign;

      g_ptr_array_add (cells, ff_cli_dup_port_title (campaign, output->activity, output->port));
      for (FfDifference d = FF_DIFFERENCE_BEFORE; d < FF_N_DIFFERENCES; d++)
        {
          const FfCount *count = find_count (counts, output, d);

          g_ptr_array_add (cells, count->known ? ff_count_format (count->n_keys) : g_strdup ("—"));
        }
    }

  printf ("\n");
  ff_cli_print_table (cells, 5);
}

static int
print_people (FfCliCampaign *after,
              FfCliOptions  *options,
              FfPlan        *plan,
              const char    *name,
              FfCliPeople   *people)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 2);
  const FfPlanOutput *output = parts[0] != NULL && parts[1] != NULL ? ff_plan_find_output (plan, parts[0], parts[1]) : NULL;

  if (output == NULL)
    return ff_cli_usage (&ff_verb_diff, _("--people takes ACTIVITY:PORT/joined, /left, /before or /after"));
  if (output->flow.step == NULL)
    {
      fprintf (stderr, _("fanfarectl: “%s” is not counted: %s\n"), name, output->reason);
      return FF_EXIT_PROBLEMS;
    }

  return ff_cli_print_people (after, options, plan, output, people);
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) after = { 0 };
  g_auto (FfCliCampaign) before = { 0 };
  g_auto (FfCliPeople) people = FF_CLI_PEOPLE_INIT;
  g_autofree char *name = NULL;
  gboolean with_counts = FALSE;
  GOptionEntry entries[] = {
    { "counts", 0, 0, G_OPTION_ARG_NONE, &with_counts, N_("Count both in one snapshot"), NULL },
    { "people", 'p', 0, G_OPTION_ARG_STRING, &name, N_("Show the people behind a difference"), "ACTIVITY:PORT/joined" },
    FF_CLI_PEOPLE_ENTRIES (people),
    { NULL }
  };
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) ports = NULL;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (FfJson) json = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_diff, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 3)
    return ff_cli_usage (&ff_verb_diff, _("two campaign files are needed: the version before and the one after"));
  if (people.limit < 1 || people.limit > 100000)
    return ff_cli_usage (&ff_verb_diff, _("--limit takes a number from 1 to 100000"));
  if (!ff_cli_open (&after, argv[2], &options, &exit_code) ||
      !ff_cli_open_beside (&before, &after, argv[1], &options, &exit_code))
    return exit_code;

  changes = ff_campaign_list_changes (before.campaign, after.campaign);
  if (with_counts || name != NULL)
    plan = ff_difference_plan_new (before.plan, after.plan);
  if (name != NULL)
    return print_people (&after, &options, plan, name, &people);

  if (with_counts)
    {
      counts = ff_evaluate (after.store, plan, NULL, NULL, ff_cli_get_cancellable (), &error);
      if (counts == NULL)
        return ff_cli_fail (error);
      ports = list_ports (before.plan, after.plan);
    }

  if (!options.json)
    {
      print_changes (changes, before.campaign, after.campaign);
      if (counts != NULL)
        print_counts (counts, ports, &before, &after);
      return counts != NULL ? ff_cli_tell_failures (counts) : FF_EXIT_DONE;
    }

  json = ff_json_new_object ();
  ff_json_take_member (json, "changes", changes_to_json (changes));
  if (counts != NULL)
    ff_json_take_member (json, "counts", counts_to_json (counts, ports));
  ff_cli_print_json (json);

  return counts != NULL ? ff_cli_tell_failures (counts) : FF_EXIT_DONE;
}

const FfVerb ff_verb_diff = {
  .name = "diff",
  .usage = "BEFORE AFTER",
  .summary = N_("Compare two versions of a campaign"),
  .run = run,
};
