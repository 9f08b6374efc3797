/* fanfarectl people: the rows behind a number, page by page. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-engine.h"

/* Columns that name a row to a person, or those asked for; attributes through links with a dot. */
static FfJson *
make_operands (const FfEntity *entity,
               const char     *columns)
{
  g_auto (GStrv) names = NULL;
  FfJson *operands = ff_json_new_array ();

  if (columns != NULL)
    names = g_strsplit (columns, ",", -1);
  else if (entity->display != NULL)
    names = g_strdupv (entity->display);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], ".", -1);
      FfJson *operand = ff_json_new_object ();
      FfJson *path = ff_json_new_array ();

      for (guint j = 0; parts[j] != NULL; j++)
        ff_json_take_element (path, ff_json_new_string (parts[j]));
      ff_json_take_member (operand, "attribute", path);
      ff_json_take_element (operands, operand);
    }

  return operands;
}

static char *
cell_text (const FfPage  *page,
           FfJson        *operands,
           FfScope       *scope,
           guint          row,
           guint          column)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfOperand) operand = ff_operand_parse (ff_json_get_element (operands, column), scope, "", problems);

  return ff_value_to_text (&g_array_index (page->cells, FfValue, row * page->n_columns + column),
                           ff_operand_get_type (operand), scope->zone);
}

static void
print_page (const FfPage *page,
            FfJson       *operands,
            FfScope      *scope,
            gboolean      as_json)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *rows = ff_json_new_array ();

  g_ptr_array_add (cells, g_strdup (_("key")));
  for (guint c = 0; c < page->n_columns; c++)
    {
      FfJson *path = ff_json_get_member (ff_json_get_element (operands, c), "attribute");

      g_ptr_array_add (cells, g_strdup (ff_json_get_string (ff_json_get_element (path, ff_json_get_length (path) - 1))));
    }

  for (guint r = 0; r < page->n_rows; r++)
    {
      FfJson *values = ff_json_new_array ();
      FfJson *row = ff_json_new_object ();

      g_ptr_array_add (cells, g_strdup (page->keys->pdata[r]));
      ff_json_set_string (row, "key", page->keys->pdata[r]);
      for (guint c = 0; c < page->n_columns; c++)
        {
          const FfValue *value = &g_array_index (page->cells, FfValue, r * page->n_columns + c);
          g_autofree char *text = cell_text (page, operands, scope, r, c);

          ff_json_take_element (values, value->kind == FF_VALUE_NULL ? ff_json_new_null () : ff_json_new_string (text));
          g_ptr_array_add (cells, g_steal_pointer (&text));
        }
      ff_json_take_member (row, "values", values);
      ff_json_take_element (rows, row);
    }

  ff_json_take_member (json, "rows", rows);
  ff_json_take_member (json, "next", page->next != NULL ? ff_json_new_string (page->next) : ff_json_new_null ());
  if (as_json)
    ff_cli_print_json (json);
  else
    {
      ff_cli_print_table (cells, page->n_columns + 1);
      if (page->next != NULL)
        printf (_("\nThere is more: --after '%s'\n"), page->next);
    }
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliCampaign) opened = { 0 };
  g_autofree char *columns = NULL;
  FfPeopleRequest request = { 0 };
  gint limit = 50;
  g_autofree char *after = NULL;
  g_autofree char *find = NULL;
  GOptionEntry entries[] = {
    { "columns", 'c', 0, G_OPTION_ARG_STRING, &columns, N_("Attributes, through links with a dot"), "A,B,…" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("Rows of a page (50)"), "N" },
    { "after", 0, 0, G_OPTION_ARG_STRING, &after, N_("Where the last page ended"), "PLACE" },
    { "find", 0, 0, G_OPTION_ARG_STRING, &find, N_("Only rows whose name contains it"), "TEXT" },
    { NULL }
  };
  const FfPlanOutput *output;
  g_autoptr (FfJson) operands = NULL;
  g_autoptr (FfPage) page = NULL;
  g_autoptr (GError) error = NULL;
  FfScope scope = { 0 };
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_people, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 3)
    return ff_cli_usage (&ff_verb_people, _("a campaign file and an ACTIVITY or ACTIVITY:PORT are needed"));
  if (limit < 1 || limit > 100000)
    return ff_cli_usage (&ff_verb_people, _("--limit takes a number from 1 to 100000"));
  if (!ff_cli_open (&opened, argv[1], &options, &exit_code))
    return exit_code;

  output = ff_cli_find_output (&opened, argv[2]);
  if (output == NULL)
    return FF_EXIT_PROBLEMS;

  operands = make_operands (ff_flow_get_entity (output->flow), columns);
  request = (FfPeopleRequest) {
    .activity = output->activity,
    .port = output->port,
    .operands = operands,
    .after = after,
    .find = find,
    .limit = limit,
  };
  page = ff_evaluate_people (opened.store, opened.plan, &request, ff_cli_get_cancellable (), &error);
  if (page == NULL)
    return ff_cli_fail (error);

  scope.schema = opened.context->schema;
  scope.entity = ff_flow_get_entity (output->flow);
  scope.carried = ff_flow_get_columns (output->flow);
  scope.zone = opened.context->zone;
  scope.now_usec = opened.context->now_usec;
  print_page (page, operands, &scope, options.json);
  return FF_EXIT_DONE;
}

const FfVerb ff_verb_people = {
  .name = "people",
  .usage = "FILE ACTIVITY[:PORT]",
  .summary = N_("Show the people behind a number"),
  .run = run,
};
