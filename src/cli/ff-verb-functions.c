/* fanfarectl functions: what expressions may call. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "query/ff-expression.h"

static gboolean
is_wanted (const FfExpressionHelp *help,
           const char             *words)
{
  g_autofree char *name = words != NULL ? g_ascii_strdown (words, -1) : NULL;

  return name == NULL || strstr (help->name, name) != NULL;
}

static guint
print_text (const char *words)
{
  const FfExpressionHelp *help;
  const char *group = NULL;
  guint n_printed = 0;

  for (guint i = 0; (help = ff_expression_help_get (i)) != NULL; i++)
    {
      const char *next = ff_expression_group_get_name (help->group);

      if (!is_wanted (help, words))
        continue;

      if (next != group)
        printf ("%s%s\n", group != NULL ? "\n" : "", next);
      group = next;
      printf ("  %s\n      %s\n", _(help->usage), _(help->meaning));
      n_printed++;
    }

  return n_printed;
}

static guint
print_json (const char *words)
{
  g_autoptr (FfJson) json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();
  const FfExpressionHelp *help;

  for (guint i = 0; (help = ff_expression_help_get (i)) != NULL; i++)
    {
      FfJson *item;

      if (!is_wanted (help, words))
        continue;

      item = ff_json_new_object ();
      ff_json_set_string (item, "name", help->name);
      ff_json_set_string (item, "group", ff_expression_group_get_name (help->group));
      ff_json_set_string (item, "usage", _(help->usage));
      ff_json_set_string (item, "meaning", _(help->meaning));
      ff_json_take_element (list, item);
    }

  ff_json_take_member (json, "functions", list);
  ff_cli_print_json (json);

  return ff_json_get_length (list);
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  const char *words = NULL;
  int exit_code = FF_EXIT_DONE;
  guint n;

  if (!ff_cli_parse (&ff_verb_functions, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 2)
    return ff_cli_usage (&ff_verb_functions, _("one NAME at most"));

  words = argc == 2 ? argv[1] : NULL;
  n = options.json ? print_json (words) : print_text (words);
  if (n > 0)
    return FF_EXIT_DONE;

  fprintf (stderr, _("fanfarectl: there is no function “%s”\n"), words);
  return FF_EXIT_PROBLEMS;
}

const FfVerb ff_verb_functions = {
  .name = "functions",
  .usage = "[NAME]",
  .summary = N_("List what expressions may call"),
  .run = run,
};
