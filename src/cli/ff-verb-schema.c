/* fanfarectl schema: the data model of a source, what the data says of it,
 * what of it no longer holds, and the rights that its server must give. */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/ff-cli-schema.h"

typedef struct
{
  char     *entity;
  char     *export;
  char     *values;
  char     *find;
  char     *role;
  char    **schemas;
  gint      limit;
  gboolean  check;
  gboolean  drift;
  gboolean  grants;
} Words;

static void
words_clear (Words *self)
{
  g_free (self->entity);
  g_free (self->export);
  g_free (self->values);
  g_free (self->find);
  g_free (self->role);
  g_strfreev (self->schemas);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static const FfEntity *
find_entity (FfStore    *store,
             const char *name)
{
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *entity = ff_schema_find_entity (schema, name);

  if (entity != NULL && !ff_entity_is_file (entity))
    return entity;

  fprintf (stderr, _("fanfarectl: the data source has no table “%s”. It has:\n"), name);
  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    fprintf (stderr, "  %s\n", ff_schema_get_entity (schema, e)->name);

  return NULL;
}

/* The table's name may have points in it too: the longest that is one. */
static const FfEntity *
split_path (FfStore     *store,
            const char  *path,
            const char **out_rest)
{
  FfSchema *schema = ff_store_get_schema (store);
  const FfEntity *found = NULL;
  g_autofree char *first = NULL;

  for (guint e = 0; e < ff_schema_get_n_entities (schema); e++)
    {
      const FfEntity *entity = ff_schema_get_entity (schema, e);
      gsize length = strlen (entity->name);

      if (g_str_has_prefix (path, entity->name) && path[length] == '.' &&
          (found == NULL || length > strlen (found->name)))
        found = entity;
    }

  if (found != NULL)
    {
      *out_rest = path + strlen (found->name) + 1;
      return found;
    }

  first = g_strndup (path, strcspn (path, "."));

  return find_entity (store, first);
}

/* LINK.LINK.COLUMN from @entity. */
static FfOperand *
parse_operand (FfStore        *store,
               const FfEntity *entity,
               const char     *path)
{
  const FfScope scope = { .schema = ff_store_get_schema (store), .entity = entity };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *names = ff_json_new_array ();
  FfOperand *operand;

  /* A column is called as it is, whatever points are in its name. */
  if (ff_entity_find_column (entity, path) != NULL)
    ff_json_take_element (names, ff_json_new_string (path));
  else
    for (guint p = 0; parts[p] != NULL; p++)
      ff_json_take_element (names, ff_json_new_string (parts[p]));
  ff_json_take_member (json, "attribute", names);

  operand = ff_operand_parse (json, &scope, "", problems);
  for (guint p = 0; operand == NULL && p < problems->len; p++)
    fprintf (stderr, "fanfarectl: %s\n", ((FfRuleProblem *) problems->pdata[p])->message);

  return operand;
}

static int
show_values (FfStore            *store,
             const FfCliOptions *options,
             const Words        *words)
{
  const char *rest = "";
  const FfEntity *entity = split_path (store, words->values, &rest);
  g_autoptr (FfOperand) operand = NULL;
  g_autoptr (FfValueCounts) list = NULL;
  g_autoptr (GError) error = NULL;

  if (entity == NULL)
    return FF_EXIT_PROBLEMS;
  operand = parse_operand (store, entity, rest);
  if (operand == NULL)
    return FF_EXIT_PROBLEMS;

  list = ff_value_counts_read (store, entity, operand, words->find, (guint) words->limit, ff_cli_get_cancellable (), &error);
  if (list == NULL)
    return ff_cli_fail (error);

  if (options->json)
    {
      g_autoptr (FfJson) json = ff_cli_values_to_json (list, ff_operand_get_type (operand));

      ff_cli_print_json (json);
    }
  else
    ff_cli_print_values (list, ff_operand_get_type (operand));

  return FF_EXIT_DONE;
}

static int
check (FfStore            *store,
       const FfCliOptions *options,
       const FfEntity     *only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfDataReport) report = ff_data_report_new (store, only != NULL ? only->name : NULL, ff_cli_get_cancellable (), &error);

  if (report == NULL)
    return ff_cli_fail (error);

  if (options->json)
    {
      g_autoptr (FfJson) json = ff_cli_data_report_to_json (report);

      ff_cli_print_json (json);
    }
  else
    ff_cli_print_data_report (report);

  return ff_data_report_holds (report) ? FF_EXIT_DONE : FF_EXIT_PROBLEMS;
}

static int
export (FfStore    *store,
        const char *path)
{
  g_autoptr (FfDataModel) model = ff_data_model_describe (ff_store_get_schema (store), ff_store_get_found_schema (store));
  g_autofree char *text = ff_data_model_print (model);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (path, "-"))
    {
      fputs (text, stdout);
      return FF_EXIT_DONE;
    }

  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &error))
    return ff_cli_fail (error);

  printf (_("The data model is in %s.\n"), path);
  return FF_EXIT_DONE;
}

/* ---- Drift. */

static FfJson *
drifted_to_json (FfCampaign *campaign,
                 const char *path,
                 GPtrArray  *activities)
{
  FfJson *json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();

  for (guint a = 0; a < activities->len; a++)
    {
      const FfDriftedActivity *activity = g_ptr_array_index (activities, a);
      FfJson *item = ff_json_new_object ();
      FfJson *pointers = ff_json_new_array ();

      for (guint d = 0; d < activity->drifts->len; d++)
        ff_json_take_element (pointers, ff_json_new_string (((FfDrift *) g_ptr_array_index (activity->drifts, d))->pointer));
      ff_json_set_string (item, "activity", activity->activity);
      ff_json_set_string (item, "title", activity->title);
      ff_json_take_member (item, "reads", pointers);
      ff_json_set_string (item, "problem", activity->problem);
      ff_json_take_element (list, item);
    }

  ff_json_set_string (json, "file", path);
  ff_json_set_string (json, "campaign", ff_campaign_get_name (campaign));
  ff_json_take_member (json, "activities", list);

  return json;
}

static void
print_drifted (FfCampaign *campaign,
               GPtrArray  *activities)
{
  printf ("\n%s: ", ff_campaign_get_name (campaign));
  if (activities->len == 0)
    printf ("%s\n", _("nothing that it reads has drifted"));
  else
    printf (ngettext ("%u activity is concerned\n", "%u activities are concerned\n", activities->len), activities->len);

  for (guint a = 0; a < activities->len; a++)
    {
      const FfDriftedActivity *activity = g_ptr_array_index (activities, a);

      printf ("  %s [%s]\n", activity->title, activity->activity);
      for (guint d = 0; d < activity->drifts->len; d++)
        {
          g_autofree char *text = ff_drift_to_text (g_ptr_array_index (activity->drifts, d));

          printf ("    %s\n", text);
        }
      if (activity->problem != NULL)
        printf ("    %s\n", activity->problem);
    }
}

static int
tell_drift (FfStore       *store,
            FfCliOptions  *options,
            char         **paths)
{
  GPtrArray *drifts = ff_store_get_drifts (store);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();
  FfJson *campaigns = ff_json_new_array ();

  ff_json_take_member (json, "drift", list);
  ff_json_take_member (json, "campaigns", campaigns);
  for (guint d = 0; d < drifts->len; d++)
    ff_json_take_element (list, ff_cli_drift_to_json (g_ptr_array_index (drifts, d)));
  if (!options->json)
    {
      /* Each was told to stderr when the source was opened. */
      if (drifts->len == 0)
        printf ("%s\n", _("The data is as the model says."));
      else
        printf (ngettext ("%u thing is no longer as the model says.\n", "%u things are no longer as the model says.\n", drifts->len), drifts->len);
    }

  for (guint p = 0; paths[p] != NULL; p++)
    {
      g_auto (FfCliCampaign) opened = { .store = g_object_ref (store) };
      g_autoptr (GPtrArray) activities = NULL;
      int exit_code = FF_EXIT_DONE;

      if (!ff_cli_open (&opened, paths[p], options, &exit_code))
        return exit_code;

      activities = ff_drift_report_new (opened.campaign, opened.context, ff_store_get_model (store), ff_store_get_found_schema (store), drifts);
      if (options->json)
        ff_json_take_element (campaigns, drifted_to_json (opened.campaign, paths[p], activities));
      else
        print_drifted (opened.campaign, activities);
    }

  if (options->json)
    ff_cli_print_json (json);

  return drifts->len > 0 ? FF_EXIT_PROBLEMS : FF_EXIT_DONE;
}

static int
show (FfStore            *store,
      const FfCliOptions *options,
      const FfEntity     *only)
{
  if (options->json)
    {
      g_autoptr (FfJson) json = ff_cli_schema_to_json (store, only);

      ff_cli_print_json (json);
    }
  else
    ff_cli_print_schema (store, only);

  return FF_EXIT_DONE;
}

/* Asks no server. */
static int
print_grants (const Words *words)
{
  static const char *const usual[] = { "public", NULL };
  g_autofree char *text = ff_store_dup_grants (words->role != NULL ? words->role : "fanfare",
                                               words->schemas != NULL ? (const char *const *) words->schemas : usual);

  fputs (text, stdout);

  return FF_EXIT_DONE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (Words) words = { .limit = 20 };
  GOptionEntry entries[] = {
    { "table", 't', 0, G_OPTION_ARG_STRING, &words.entity, N_("One table alone"), "NAME" },
    { "check", 'c', 0, G_OPTION_ARG_NONE, &words.check, N_("Look at keys, links and kinds in the data, with counts"), NULL },
    { "values", 'v', 0, G_OPTION_ARG_STRING, &words.values, N_("The values of a column, each with its number of rows"), "TABLE.COLUMN" },
    { "find", 0, 0, G_OPTION_ARG_STRING, &words.find, N_("Of the values those that contain it"), "TEXT" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &words.limit, N_("So many values at most (20)"), "N" },
    { "export", 'e', 0, G_OPTION_ARG_FILENAME, &words.export, N_("Write the data model there, to be corrected; - is here"), "FILE" },
    { "drift", 'd', 0, G_OPTION_ARG_NONE, &words.drift, N_("What of --model no longer holds, and what it breaks in the campaigns"), NULL },
    { "grants", 'g', 0, G_OPTION_ARG_NONE, &words.grants, N_("Print what a PostgreSQL administrator runs for Fanfare"), NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &words.role, N_("Who Fanfare is to the server (fanfare)"), "NAME" },
    { "data", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.schemas, N_("A schema with data; may be given again (public)"), "SCHEMA" },
    { NULL }
  };
  g_autoptr (FfStore) store = NULL;
  const FfEntity *only = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_schema, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 1 && !words.drift)
    return ff_cli_usage (&ff_verb_schema, _("campaign files go with --drift"));
  if (words.check + words.drift + words.grants + (words.values != NULL) + (words.export != NULL) > 1)
    return ff_cli_usage (&ff_verb_schema, _("one of --check, --values, --export, --drift and --grants at a time"));
  if ((words.role != NULL || words.schemas != NULL) && !words.grants)
    return ff_cli_usage (&ff_verb_schema, _("--role and --data go with --grants"));
  if (words.limit < 1 || words.limit > 100000)
    return ff_cli_usage (&ff_verb_schema, _("--limit takes a number from 1 to 100000"));

  if (words.grants)
    return print_grants (&words);

  store = ff_cli_open_store (&options, &error);
  if (store == NULL)
    return ff_cli_fail (error);
  if (words.drift && ff_store_get_model (store) == NULL)
    return ff_cli_usage (&ff_verb_schema, _("--drift compares with a model: --model FILE"));
  if (words.entity != NULL && (only = find_entity (store, words.entity)) == NULL)
    return FF_EXIT_PROBLEMS;

  if (words.export != NULL)
    return export (store, words.export);
  if (words.values != NULL)
    return show_values (store, &options, &words);
  if (words.check)
    return check (store, &options, only);
  if (words.drift)
    return tell_drift (store, &options, argv + 1);

  return show (store, &options, only);
}

const FfVerb ff_verb_schema = {
  .name = "schema",
  .usage = "[CAMPAIGN…]",
  .summary = N_("Show and check the data model of a source"),
  .run = run,
};
