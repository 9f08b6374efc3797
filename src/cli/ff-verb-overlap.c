/* fanfarectl overlap: how many are in which of several transitions, as exact
 * regions that sum to everybody. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-engine.h"
#include "engine/ff-overlap.h"
#include "picture/ff-count-labels.h"

static char *
dup_name (const FfPlanOutput *output)
{
  return g_strdup_printf ("%s:%s", output->activity, output->port);
}

/* "a:out + b:out": those in exactly these. */
static char *
dup_region (const FfPlanOutput *const *outputs,
            guint                      n_outputs,
            guint                      mask)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n_outputs; i++)
    if (mask & (1u << i))
      g_string_append_printf (names, "%s%s:%s", names->len > 0 ? " + " : "", outputs[i]->activity, outputs[i]->port);

  return g_string_free (names, FALSE);
}

static const FfCount *
find_region (FfCounts *counts,
             guint     mask)
{
  g_autofree char *port = ff_overlap_dup_port (mask);

  return ff_counts_find (counts, FF_OVERLAP_ACTIVITY, port);
}

static void
print_json (FfCounts                  *counts,
            const FfPlanOutput *const *outputs,
            guint                      n_outputs,
            gint64                     total)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *snapshot = ff_json_new_object ();
  FfJson *transitions = ff_json_new_array ();
  FfJson *regions = ff_json_new_array ();
  g_autofree char *taken_at = ff_cli_dup_time (ff_counts_get_taken_at (counts));

  ff_json_set_string (snapshot, "taken_at", taken_at);
  ff_json_set_string (snapshot, "data_version", ff_counts_get_data_version (counts));

  for (guint i = 0; i < n_outputs; i++)
    {
      g_autofree char *name = dup_name (outputs[i]);

      ff_json_take_element (transitions, ff_json_new_string (name));
    }

  for (guint mask = 1; mask < 1u << n_outputs; mask++)
    {
      FfJson *region = ff_json_new_object ();
      FfJson *in = ff_json_new_array ();

      for (guint i = 0; i < n_outputs; i++)
        if (mask & (1u << i))
          {
            g_autofree char *name = dup_name (outputs[i]);

            ff_json_take_element (in, ff_json_new_string (name));
          }
      ff_json_take_member (region, "in", in);
      ff_json_set_integer (region, "count", find_region (counts, mask)->n_keys);
      ff_json_take_element (regions, region);
    }

  ff_json_take_member (json, "snapshot", snapshot);
  ff_json_take_member (json, "transitions", transitions);
  ff_json_take_member (json, "regions", regions);
  ff_json_set_integer (json, "total", total);
  ff_cli_print_json (json);
}

static void
print_table (FfCounts                  *counts,
             const FfPlanOutput *const *outputs,
             guint                      n_outputs,
             gint64                     total)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (_("in exactly")));
  g_ptr_array_add (cells, g_strdup (_("count")));
  for (guint mask = 1; mask < 1u << n_outputs; mask++)
    {
      g_ptr_array_add (cells, dup_region (outputs, n_outputs, mask));
      g_ptr_array_add (cells, ff_count_format (find_region (counts, mask)->n_keys));
    }
  g_ptr_array_add (cells, g_strdup (_("= in any")));
  g_ptr_array_add (cells, ff_count_format (total));

  ff_cli_print_table (cells, 2);
}

/* Sums the regions; FALSE when one could not be counted, which was told. */
static gboolean
add_up (FfCounts *counts,
        guint     n_outputs,
        gint64   *out_total)
{
  *out_total = 0;
  for (guint mask = 1; mask < 1u << n_outputs; mask++)
    {
      const FfCount *count = find_region (counts, mask);

      if (!count->known)
        {
          fprintf (stderr, "fanfarectl: %s\n", count->reason);
          return FALSE;
        }
      *out_total += count->n_keys;
    }

  return TRUE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  const FfPlanOutput *outputs[FF_OVERLAP_MAX];
  guint n_outputs;
  g_autoptr (FfPlan) plan = NULL;
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  gint64 total = 0;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_overlap, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;
  n_outputs = argc - 2;
  if (argc < 4 || n_outputs > FF_OVERLAP_MAX)
    return ff_cli_usage (&ff_verb_overlap, _("a campaign file and two to six of ACTIVITY or ACTIVITY:PORT are needed"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  for (guint i = 0; i < n_outputs; i++)
    if (!(outputs[i] = ff_cli_find_output (&opened, argv[i + 2])))
      return FF_EXIT_PROBLEMS;

  plan = ff_overlap_plan_new (opened.plan, outputs, n_outputs, &error);
  if (plan == NULL)
    return ff_cli_fail (error);

  counts = ff_evaluate (opened.store, plan, NULL, NULL, ff_cli_get_cancellable (), &error);
  if (counts == NULL)
    return ff_cli_fail (error);
  if (!add_up (counts, n_outputs, &total))
    return FF_EXIT_PROBLEMS;

  if (options.json)
    print_json (counts, outputs, n_outputs, total);
  else
    print_table (counts, outputs, n_outputs, total);

  return FF_EXIT_DONE;
}

const FfVerb ff_verb_overlap = {
  .name = "overlap",
  .usage = "FILE ACTIVITY[:PORT] ACTIVITY[:PORT]…",
  .summary = N_("Count who is in which of two to six transitions"),
  .run = run,
};
