/* fanfarectl: everything without a window. Finds the verb and runs it. */

#include <locale.h>
#include <stdlib.h>

#include <glib/gi18n.h>

#include "cli/ff-verb.h"

static const FfVerb *const verbs[] = {
  &ff_verb_sample,
  &ff_verb_import,
  &ff_verb_schema,
  &ff_verb_check,
  &ff_verb_count,
  &ff_verb_people,
  &ff_verb_explain,
  &ff_verb_filter,
  &ff_verb_overlap,
  &ff_verb_diff,
  &ff_verb_sql,
  &ff_verb_functions,
  &ff_verb_draw,
  &ff_verb_run,
  &ff_verb_send,
  &ff_verb_outbox,
  &ff_verb_gateway,
};

static void
print_help (FILE *out)
{
  fprintf (out, "%s\n\n", _("fanfarectl VERB …: everything that Fanfare does without a window"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (out, "  %-9s %s\n", verbs[i]->name, _(verbs[i]->summary));
  fprintf (out, "\n%s\n", _("fanfarectl VERB --help tells more. Exit codes: 0 done, 1 problems found, 2 wrong use, "
                            "3 store or gateway unreachable, 4 something was refused, unconfirmed or stopped, 130 cancelled."));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, FF_LOCALE_FOLDER);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    {
      print_help (stderr);
      return FF_EXIT_USAGE;
    }

  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return FF_EXIT_DONE;
    }

  if (g_str_equal (argv[1], "--version"))
    {
      printf ("fanfarectl %s\n", FF_VERSION);
      return FF_EXIT_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, argv[1]))
      return verbs[i]->run (argc - 1, argv + 1);

  fprintf (stderr, _("fanfarectl: there is no verb “%s”\n"), argv[1]);
  print_help (stderr);
  return FF_EXIT_USAGE;
}
