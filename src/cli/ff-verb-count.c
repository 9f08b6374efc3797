/* fanfarectl count: the exact count of every transition, in one snapshot. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-engine.h"
#include "engine/ff-verify.h"
#include "picture/ff-count-labels.h"

static FfJson *
transition_to_json (const FfTransition *transition,
                    const FfCount      *count)
{
  FfJson *json = ff_json_new_object ();
  FfJson *from = ff_json_new_object ();
  FfJson *to = ff_json_new_object ();

  ff_json_set_string (from, "activity", transition->from);
  ff_json_set_string (from, "port", transition->from_port);
  ff_json_set_string (to, "activity", transition->to);
  ff_json_set_string (to, "port", transition->to_port);

  ff_json_set_string (json, "id", transition->id);
  ff_json_set_string (json, "label", transition->label != NULL ? transition->label : "");
  ff_json_take_member (json, "from", from);
  ff_json_take_member (json, "to", to);
  ff_json_take_member (json, "dimension", count != NULL && count->entity != NULL ? ff_json_new_string (count->entity)
                                                                                 : ff_json_new_null ());
  if (count != NULL && count->known)
    {
      ff_json_set_integer (json, "count", count->n_keys);
      ff_json_set_integer (json, "rows", count->n_rows);
      if (count->n_missing > 0)
        ff_json_set_integer (json, "missing", count->n_missing);
      ff_json_take_member (json, "milliseconds", ff_json_new_real (count->duration_usec / 1000.0));
      if (count->if_taken)
        ff_json_set_boolean (json, "if_taken", TRUE);
    }
  else
    {
      ff_json_take_member (json, "count", ff_json_new_null ());
      ff_json_take_member (json, "rows", ff_json_new_null ());
      ff_json_take_member (json, "milliseconds", ff_json_new_null ());
      ff_json_set_string (json, "reason", count != NULL && count->reason != NULL ? count->reason : "");
    }

  return json;
}

static void
print_json (FfCliCampaign *opened,
            FfCounts      *counts)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *snapshot = ff_json_new_object ();
  FfJson *transitions = ff_json_new_array ();
  g_autofree char *taken_at = ff_cli_dup_time (ff_counts_get_taken_at (counts));

  ff_json_set_string (snapshot, "taken_at", taken_at);
  ff_json_set_string (snapshot, "data_version", ff_counts_get_data_version (counts));
  ff_json_set_string (json, "campaign", ff_campaign_get_id (opened->campaign));
  ff_json_set_string (json, "name", ff_campaign_get_name (opened->campaign));
  ff_json_take_member (json, "snapshot", snapshot);
  if (ff_counts_was_interrupted (counts))
    ff_json_set_boolean (json, "interrupted", TRUE);

  for (guint i = 0; i < ff_campaign_get_n_transitions (opened->campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (opened->campaign, i);

      ff_json_take_element (transitions,
                            transition_to_json (transition, ff_counts_find (counts, transition->from,
                                                                            transition->from_port)));
    }

  ff_json_take_member (json, "transitions", transitions);
  ff_cli_print_json (json);
}

static void
print_table (FfCliCampaign *opened,
             FfCounts      *counts)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *taken_at = ff_cli_dup_time (ff_counts_get_taken_at (counts));

  g_ptr_array_add (cells, g_strdup (_("from")));
  g_ptr_array_add (cells, g_strdup (_("to")));
  g_ptr_array_add (cells, g_strdup (_("count")));
  g_ptr_array_add (cells, g_strdup (_("of")));
  g_ptr_array_add (cells, g_strdup (_("ms")));

  for (guint i = 0; i < ff_campaign_get_n_transitions (opened->campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (opened->campaign, i);
      const FfCount *count = ff_counts_find (counts, transition->from, transition->from_port);
      const FfEntity *entity = count != NULL && count->entity != NULL
                                 ? ff_schema_find_entity (opened->context->schema, count->entity) : NULL;

      g_ptr_array_add (cells, ff_cli_dup_port_title (opened->campaign, transition->from, transition->from_port));
      g_ptr_array_add (cells, ff_cli_dup_port_title (opened->campaign, transition->to, NULL));
      if (count != NULL && count->known)
        {
          g_ptr_array_add (cells, ff_count_format (count->n_keys));
          g_ptr_array_add (cells, g_strdup (entity != NULL ? entity->label_plural : ""));
          g_ptr_array_add (cells, g_strdup_printf ("%.1f", count->duration_usec / 1000.0));
        }
      else
        {
          g_ptr_array_add (cells, g_strdup ("—"));
          g_ptr_array_add (cells, g_strdup (count != NULL && count->reason != NULL ? count->reason : ""));
          g_ptr_array_add (cells, g_strdup ("—"));
        }
    }

  /* Translators: the first %s is a campaign, the second a time. */
  printf (_("%s, counted in one snapshot at %s\n\n"), ff_campaign_get_name (opened->campaign), taken_at);
  ff_cli_print_table (cells, 5);
  if (ff_counts_was_interrupted (counts))
    fputs (_("fanfarectl: the connection was lost on the way, and everything was counted once more\n"), stderr);
}

static void
tell_difference (const FfTransition   *transition,
                 gint64                before,
                 const FfVerification *again)
{
  g_autofree char *was = ff_count_format (before);
  g_autofree char *is = ff_count_format (again->n_keys);

  if (again->has_standing)
    /* Translators: the id of a transition and two numbers of people. */
    fprintf (stderr, _("fanfarectl: “%s” was %s and is %s of the same data: tell its developers\n"), transition->id, was, is);
  else
    /* Translators: the id of a transition and two numbers of people. */
    fprintf (stderr, _("fanfarectl: “%s” was %s and is %s: the data changed since\n"), transition->id, was, is);
}

/* Takes every count again, from nothing. Answers the exit code. */
static int
verify (FfCliCampaign *opened,
        FfCounts      *counts,
        gboolean       as_json)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();
  gboolean differs = FALSE;
  guint n_failed = 0;

  for (guint i = 0; i < ff_campaign_get_n_transitions (opened->campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (opened->campaign, i);
      const FfPlanOutput *output = ff_plan_find_output (opened->plan, transition->from, transition->from_port);
      const FfCount *count = ff_counts_find (counts, transition->from, transition->from_port);
      g_auto (FfVerification) again = { 0 };
      g_autoptr (GError) error = NULL;
      FfJson *item;

      if (count != NULL && count->failed)
        n_failed++;
      if (count == NULL || !count->known)
        continue;
      if (!ff_verify (opened->store, output->flow, &again, ff_cli_get_cancellable (), &error))
        return ff_cli_fail (error);

      item = ff_json_new_object ();
      ff_json_set_string (item, "id", transition->id);
      ff_json_set_integer (item, "count", count->n_keys);
      ff_json_set_integer (item, "again", again.n_keys);
      ff_json_set_boolean (item, "same_data", again.has_standing);
      ff_json_set_string (item, "query_hash", again.query_hash);
      ff_json_take_member (item, "milliseconds", ff_json_new_real (again.duration_usec / 1000.0));
      ff_json_take_element (list, item);

      if (again.n_keys == count->n_keys)
        continue;
      differs = TRUE;
      if (!as_json)
        tell_difference (transition, count->n_keys, &again);
    }

  if (as_json)
    {
      ff_json_take_member (json, "verified", list);
      ff_cli_print_json (json);
    }
  else
    {
      if (n_failed > 0)
        /* Translators: %u is a number of counts. */
        printf (ngettext ("\n%u count could not be taken, and so not verified.\n",
                          "\n%u counts could not be taken, and so not verified.\n", n_failed), n_failed);
      else if (!differs)
        printf ("\n%s\n", _("Every count was taken again from nothing: the same."));
      ff_json_unref (list);
    }

  return differs || n_failed > 0 ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_autoptr (FfCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean again = FALSE;
  GOptionEntry entries[] = {
    { "verify", 0, 0, G_OPTION_ARG_NONE, &again, N_("Take every count again from nothing and compare"), NULL },
    { NULL }
  };
  gboolean severe;
  int exit_code = FF_EXIT_DONE;
  int failure;

  if (!ff_cli_parse (&ff_verb_count, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return ff_cli_usage (&ff_verb_count, _("one campaign file is needed"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  severe = ff_cli_print_problems (&opened);
  counts = ff_evaluate (opened.store, opened.plan, NULL, NULL, ff_cli_get_cancellable (), &error);
  if (counts == NULL)
    return ff_cli_fail (error);

  failure = ff_cli_tell_failures (counts);
  if (again && options.json)
    exit_code = verify (&opened, counts, TRUE);
  else if (options.json)
    print_json (&opened, counts);
  else
    print_table (&opened, counts);

  if (again && !options.json)
    exit_code = verify (&opened, counts, FALSE);
  if (failure != FF_EXIT_DONE)
    return failure;
  if (exit_code != FF_EXIT_DONE)
    return exit_code;

  return severe ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

const FfVerb ff_verb_count = {
  .name = "count",
  .usage = "FILE",
  .summary = N_("Count the people on every transition, exactly"),
  .run = run,
};
