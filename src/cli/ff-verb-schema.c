/* fanfarectl schema: what Fanfare needs of a server. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_autofree char *role = NULL;
  g_auto (GStrv) schemas = NULL;
  gboolean grants = FALSE;
  g_autofree char *text = NULL;
  static const char *const usual[] = { "public", NULL };
  int exit_code = FF_EXIT_DONE;
  GOptionEntry entries[] = {
    { "grants", 0, 0, G_OPTION_ARG_NONE, &grants, N_("Print what a PostgreSQL administrator runs for Fanfare"), NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("Who Fanfare is to the server (fanfare)"), "NAME" },
    { "data", 0, 0, G_OPTION_ARG_STRING_ARRAY, &schemas, N_("A schema with data; may be given again (public)"), "SCHEMA" },
    { NULL }
  };

  if (!ff_cli_parse (&ff_verb_schema, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 1 || !grants)
    return ff_cli_usage (&ff_verb_schema, _("--grants says what to print"));

  text = ff_store_dup_grants (role != NULL ? role : "fanfare", schemas != NULL ? (const char *const *) schemas : usual);
  fputs (text, stdout);

  return FF_EXIT_DONE;
}

const FfVerb ff_verb_schema = {
  .name = "schema",
  .usage = "--grants",
  .summary = N_("Print the rights that Fanfare needs on a server"),
  .has_no_store = TRUE,
  .run = run,
};
