/* The rows behind a number on a terminal: a page as a table or JSON, or all
 * of them as CSV in constant memory. One thread. */

#include "cli/ff-cli-people.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "engine/ff-people-csv.h"

/**
 * ff_cli_people_clear:
 * @self: the options of people
 *
 * Frees what parsing allocated.
 */
void
ff_cli_people_clear (FfCliPeople *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->after, g_free);
  g_clear_pointer (&self->find, g_free);
}

static gboolean
is_carried (GPtrArray  *carried,
            const char *name)
{
  for (guint i = 0; i < carried->len; i++)
    if (g_str_equal (((const FfColumn *) carried->pdata[i])->name, name))
      return TRUE;

  return FALSE;
}

/* Columns that name a row to a person, or those asked for: what was added on the way, then attributes, through links with
 * a dot. */
static FfJson *
make_operands (const FfEntity *entity,
               GPtrArray      *carried,
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
      FfJson *path;

      if (is_carried (carried, names[i]))
        {
          ff_json_set_string (operand, "column", names[i]);
          ff_json_take_element (operands, operand);
          continue;
        }

      path = ff_json_new_array ();
      for (guint j = 0; parts[j] != NULL; j++)
        ff_json_take_element (path, ff_json_new_string (parts[j]));
      ff_json_take_member (operand, "attribute", path);
      ff_json_take_element (operands, operand);
    }

  return operands;
}

/* The last name of the path: what the column is called. */
static const char *
get_title (FfJson *operands,
           guint   column)
{
  FfJson *operand = ff_json_get_element (operands, column);
  FfJson *path = ff_json_get_member (operand, "attribute");

  if (path == NULL)
    return ff_json_get_member_string (operand, "column", "");

  return ff_json_get_string (ff_json_get_element (path, ff_json_get_length (path) - 1));
}

/* NULL when a column cannot be read, which was told. */
static GPtrArray *
parse_operands (FfJson        *json,
                const FfScope *scope)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);

  for (guint i = 0; i < ff_json_get_length (json); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
      FfOperand *operand = ff_operand_parse (ff_json_get_element (json, i), scope, "", problems);

      if (operand == NULL)
        {
          fprintf (stderr, "fanfarectl: %s\n", ((FfRuleProblem *) g_ptr_array_index (problems, 0))->message);
          return NULL;
        }
      g_ptr_array_add (operands, operand);
    }

  return g_steal_pointer (&operands);
}

static char *
dup_text (const FfValue *value,
          FfOperand     *operand,
          GTimeZone     *zone)
{
  return ff_value_to_text (value, ff_operand_get_type (operand), zone);
}

/* ---- A page. */

static void
print_page (const FfPage *page,
            FfJson       *titles,
            GPtrArray    *operands,
            GTimeZone    *zone,
            gboolean      as_json)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *rows = ff_json_new_array ();

  g_ptr_array_add (cells, g_strdup (_("key")));
  for (guint c = 0; c < page->n_columns; c++)
    g_ptr_array_add (cells, g_strdup (get_title (titles, c)));

  for (guint r = 0; r < page->n_rows; r++)
    {
      FfJson *values = ff_json_new_array ();
      FfJson *row = ff_json_new_object ();

      g_ptr_array_add (cells, g_strdup (page->keys->pdata[r]));
      ff_json_set_string (row, "key", page->keys->pdata[r]);
      for (guint c = 0; c < page->n_columns; c++)
        {
          const FfValue *value = &g_array_index (page->cells, FfValue, r * page->n_columns + c);
          g_autofree char *text = dup_text (value, g_ptr_array_index (operands, c), zone);

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

/* ---- All rows. */

static gboolean
print_csv (FfCliCampaign          *opened,
           FfPlan                 *plan,
           const FfPeopleRequest  *request,
           GError                **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (FfCsvColumn));
  g_autoptr (GOutputStream) terminal = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) out = g_buffered_output_stream_new (terminal);

  g_array_set_clear_func (columns, (GDestroyNotify) ff_csv_column_clear);
  for (guint c = 0; c < ff_json_get_length (request->operands); c++)
    {
      FfCsvColumn column = { g_strdup (get_title (request->operands, c)), 1 };

      g_array_append_val (columns, column);
    }

  return ff_evaluate_people_csv (opened->store, plan, request, columns, opened->context->zone, out, NULL,
                                 ff_cli_get_cancellable (), error) &&
         g_output_stream_flush (out, NULL, error);
}

/**
 * ff_cli_print_people:
 * @opened: whose store is asked
 * @options: of the verb
 * @plan: which @output is of
 *
 * Returns: the exit code
 */
int
ff_cli_print_people (FfCliCampaign      *opened,
                     FfCliOptions       *options,
                     FfPlan             *plan,
                     const FfPlanOutput *output,
                     const FfCliPeople  *people)
{
  g_autoptr (FfJson) titles = make_operands (ff_flow_get_entity (output->flow), ff_flow_get_columns (output->flow), people->columns);
  FfScope scope = {
    .schema = opened->context->schema,
    .entity = ff_flow_get_entity (output->flow),
    .carried = ff_flow_get_columns (output->flow),
    .zone = opened->context->zone,
    .now_usec = opened->context->now_usec,
  };
  g_autoptr (GPtrArray) operands = parse_operands (titles, &scope);
  FfPeopleRequest request = {
    .activity = output->activity,
    .port = output->port,
    .operands = titles,
    .after = people->after,
    .find = people->find,
    .limit = people->limit,
  };
  g_autoptr (FfPage) page = NULL;
  g_autoptr (GError) error = NULL;

  if (operands == NULL)
    return FF_EXIT_PROBLEMS;

  if (people->csv)
    return print_csv (opened, plan, &request, &error) ? FF_EXIT_DONE : ff_cli_fail (error);

  page = ff_evaluate_people (opened->store, plan, &request, ff_cli_get_cancellable (), &error);
  if (page == NULL)
    return ff_cli_fail (error);

  print_page (page, titles, operands, opened->context->zone, options->json);

  return FF_EXIT_DONE;
}
