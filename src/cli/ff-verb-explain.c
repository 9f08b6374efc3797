/* fanfarectl explain: why one person is, or is not, on each transition, down
 * to each condition and the value that it saw. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-explain.h"

static FfJson *
truth_to_json (FfTruth truth)
{
  return truth == FF_TRUTH_UNKNOWN ? ff_json_new_null () : ff_json_new_boolean (truth == FF_TRUTH_TRUE);
}

static FfJson *
verdict_to_json (const FfVerdict *verdict)
{
  FfJson *json = ff_json_new_object ();
  FfJson *items = ff_json_new_array ();

  ff_json_set_string (json, "words", verdict->words);
  if (verdict->except)
    ff_json_set_boolean (json, "except", TRUE);
  ff_json_take_member (json, "true", truth_to_json (verdict->truth));
  ff_json_set_string (json, "value", verdict->value);
  for (guint i = 0; i < verdict->items->len; i++)
    ff_json_take_element (items, verdict_to_json (verdict->items->pdata[i]));
  ff_json_take_member (json, "items", items);

  return json;
}

static void
print_json (const FfExplanation *explanation,
            const FfEntity      *entity,
            const char          *key)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autofree char *taken_at = ff_cli_dup_time (explanation->taken_at);
  FfJson *ports = ff_json_new_array ();
  FfJson *rules = ff_json_new_array ();

  ff_json_set_string (json, "entity", entity->name);
  ff_json_set_string (json, "key", key);
  ff_json_set_boolean (json, "exists", explanation->exists);
  ff_json_set_string (json, "taken_at", taken_at);

  for (guint i = 0; i < explanation->ports->len; i++)
    {
      const FfExplainedPort *port = explanation->ports->pdata[i];
      FfJson *item = ff_json_new_object ();

      ff_json_set_string (item, "activity", port->activity);
      ff_json_set_string (item, "port", port->port);
      ff_json_take_member (item, "here", truth_to_json (port->here));
      ff_json_set_string (item, "reason", port->reason);
      ff_json_take_element (ports, item);
    }

  for (guint i = 0; i < explanation->rules->len; i++)
    {
      const FfExplainedRule *rule = explanation->rules->pdata[i];
      FfJson *item = ff_json_new_object ();
      FfJson *verdicts = ff_json_new_array ();

      ff_json_set_string (item, "activity", rule->activity);
      ff_json_set_string (item, "pointer", rule->pointer);
      ff_json_set_boolean (item, "came", rule->came);
      for (guint v = 0; v < rule->verdicts->len; v++)
        ff_json_take_element (verdicts, verdict_to_json (rule->verdicts->pdata[v]));
      ff_json_take_member (item, "verdicts", verdicts);
      ff_json_take_element (rules, item);
    }

  ff_json_take_member (json, "ports", ports);
  ff_json_take_member (json, "rules", rules);
  ff_cli_print_json (json);
}

static const char *
get_truth_word (FfTruth truth)
{
  switch (truth)
    {
    case FF_TRUTH_TRUE:
      return _("yes");
    case FF_TRUTH_FALSE:
      return _("no");
    case FF_TRUTH_UNKNOWN:
    default:
      return _("unknown");
    }
}

static void
print_verdict (const FfVerdict *verdict,
               guint            depth)
{
  /* Translators: %s is a condition that takes people away. */
  g_autofree char *words = verdict->except ? g_strdup_printf (_("except: %s"), verdict->words) : g_strdup (verdict->words);

  printf ("%*s%s: %s", depth * 2, "", words, get_truth_word (verdict->truth));
  if (verdict->value != NULL)
    printf (" (%s)", verdict->value);
  printf ("\n");
  for (guint i = 0; i < verdict->items->len; i++)
    print_verdict (verdict->items->pdata[i], depth + 1);
}

static void
print_text (const FfExplanation *explanation,
            FfCampaign          *campaign,
            const FfEntity      *entity,
            const char          *key)
{
  if (!explanation->exists)
    /* Translators: an entity and a key. */
    printf (_("%s %s: the data has no such key.\n"), entity->label, key);

  for (guint i = 0; i < explanation->ports->len; i++)
    {
      const FfExplainedPort *port = explanation->ports->pdata[i];
      g_autofree char *title = ff_cli_dup_port_title (campaign, port->activity, port->port);

      printf ("%s: %s\n", title, port->reason != NULL ? port->reason : get_truth_word (port->here));
    }

  for (guint i = 0; i < explanation->rules->len; i++)
    {
      const FfExplainedRule *rule = explanation->rules->pdata[i];
      g_autofree char *title = ff_cli_dup_port_title (campaign, rule->activity, NULL);

      if (rule->came)
        {
          printf ("\n%s\n", title);
          for (guint v = 0; v < rule->verdicts->len; v++)
            print_verdict (rule->verdicts->pdata[v], 1);
        }
    }
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_autofree char *name = NULL;
  GOptionEntry entries[] = {
    { "entity", 'e', 0, G_OPTION_ARG_STRING, &name, N_("What the key is a key of (the profile)"), "ENTITY" },
    { NULL }
  };
  g_autoptr (FfExplanation) explanation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  const FfEntity *entity;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_explain, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc < 3)
    return ff_cli_usage (&ff_verb_explain, _("a campaign file and a key are needed; a key of several parts is several words"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  entity = name != NULL ? ff_schema_find_entity (opened.context->schema, name) : ff_schema_get_profile (opened.context->schema);
  if (entity == NULL || entity->key == NULL)
    {
      if (name != NULL)
        fprintf (stderr, _("fanfarectl: the data source has no entity “%s” with a key\n"), name);
      else
        fprintf (stderr, "%s\n", _("fanfarectl: the data source has no profile: name an entity with --entity"));
      return FF_EXIT_PROBLEMS;
    }

  key = g_strjoinv ("\x1f", argv + 2);
  explanation = ff_explain (opened.store, opened.plan, entity, key, opened.context->zone, ff_cli_get_cancellable (), &error);
  if (explanation == NULL)
    return ff_cli_fail (error);

  if (options.json)
    print_json (explanation, entity, key);
  else
    print_text (explanation, opened.campaign, entity, key);

  return FF_EXIT_DONE;
}

const FfVerb ff_verb_explain = {
  .name = "explain",
  .usage = "FILE KEY…",
  .summary = N_("Explain why one person is, or is not, on each transition"),
  .run = run,
};
