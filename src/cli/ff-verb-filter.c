/* fanfarectl filter: the library's saved filters: listed, shown, saved from a
 * file, removed; where they are used, and which give the same set today. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "engine/ff-twins.h"
#include "library/ff-library.h"
#include "query/ff-filter.h"

typedef struct
{
  FfCliOptions *options;
  FfLibrary    *library;
  FfJson       *filters;
  const char   *word;     /* after the verb of the verb; nullable */
} Asked;

/* The id of the filter of that name or id; NULL when the error was printed. */
static const char *
find_filter (Asked *self)
{
  for (guint f = 0; f < ff_json_get_length (self->filters); f++)
    {
      const char *name = ff_json_get_member_string (ff_json_get_value (self->filters, f), "name", "");

      if (g_str_equal (name, self->word) || g_str_equal (ff_json_get_name (self->filters, f), self->word))
        return ff_json_get_name (self->filters, f);
    }

  fprintf (stderr, _("fanfarectl: there is no saved filter “%s”\n"), self->word);

  return NULL;
}

static int
list (Asked   *self,
      GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  if (self->options->json)
    {
      ff_cli_print_json (self->filters);
      return FF_EXIT_DONE;
    }

  for (guint f = 0; f < ff_json_get_length (self->filters); f++)
    {
      FfJson *filter = ff_json_get_value (self->filters, f);

      g_ptr_array_add (cells, (gpointer) ff_json_get_member_string (filter, "name", ""));
      g_ptr_array_add (cells, (gpointer) ff_json_get_member_string (filter, "entity", ""));
      g_ptr_array_add (cells, (gpointer) ff_json_get_name (self->filters, f));
    }
  ff_cli_print_table (cells, 3);

  return FF_EXIT_DONE;
}

static int
show (Asked   *self,
      GError **error)
{
  const char *id = find_filter (self);
  g_autofree char *text = NULL;

  if (id == NULL)
    return FF_EXIT_PROBLEMS;

  text = ff_json_print_pretty (ff_json_get_member (self->filters, id));
  fputs (text, stdout);

  return FF_EXIT_DONE;
}

/* Under the name that stands in the file, in place of the one that had it. */
static int
save (Asked   *self,
      GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (FfJson) filter = NULL;
  const char *replaced = NULL;
  g_autofree char *id = NULL;
  gsize length;

  if (!g_file_get_contents (self->word, &text, &length, error))
    return FF_EXIT_PROBLEMS;

  filter = ff_json_parse (text, (gssize) length, &ff_json_document_limits, error);
  if (filter == NULL || !ff_filter_check (filter, error))
    return FF_EXIT_PROBLEMS;

  for (guint f = 0; f < ff_json_get_length (self->filters); f++)
    if (g_str_equal (ff_json_get_member_string (ff_json_get_value (self->filters, f), "name", ""), ff_json_get_member_string (filter, "name", "")))
      replaced = ff_json_get_name (self->filters, f);

  id = ff_library_save_filter (self->library, replaced, filter, error);
  if (id == NULL)
    return FF_EXIT_PROBLEMS;
  printf ("%s\n", id);

  return FF_EXIT_DONE;
}

static int
remove_filter (Asked   *self,
               GError **error)
{
  const char *id = find_filter (self);

  return id != NULL && ff_library_remove_filter (self->library, id, error) ? FF_EXIT_DONE : FF_EXIT_PROBLEMS;
}

static int
print_uses (Asked   *self,
            GError **error)
{
  const char *id = find_filter (self);
  g_autoptr (GPtrArray) uses = id != NULL ? ff_library_list_filter_uses (self->library, id, error) : NULL;
  g_autoptr (FfJson) json = ff_json_new_array ();

  if (uses == NULL)
    return FF_EXIT_PROBLEMS;

  for (guint u = 0; u < uses->len; u++)
    {
      const FfLibraryUse *use = g_ptr_array_index (uses, u);
      FfJson *item = ff_json_new_object ();

      if (!self->options->json)
        printf ("%s  %s\n", use->name, use->pointer);
      ff_json_set_string (item, "campaign", use->campaign);
      ff_json_set_string (item, "filter", use->filter);
      ff_json_set_string (item, "name", use->name);
      ff_json_set_string (item, "pointer", use->pointer);
      ff_json_take_element (json, item);
    }
  if (self->options->json)
    ff_cli_print_json (json);

  return FF_EXIT_DONE;
}

static int
print_twins (Asked   *self,
             GError **error)
{
  g_autoptr (FfStore) store = ff_cli_open_store (self->options, error);
  g_autoptr (FfJson) audiences = store != NULL ? ff_store_list_audiences (store, error) : NULL;
  g_autoptr (FfJson) json = ff_json_new_array ();
  g_autoptr (GPtrArray) lists = NULL;
  FfScope scope = { NULL };

  if (audiences == NULL)
    return FF_EXIT_PROBLEMS;

  scope.schema = ff_store_get_schema (store);
  scope.filters = self->filters;
  scope.audiences = audiences;
  scope.now_usec = self->options->now_usec;
  lists = ff_twins_find (store, &scope, ff_cli_get_cancellable (), error);
  if (lists == NULL)
    return FF_EXIT_PROBLEMS;

  for (guint l = 0; l < lists->len; l++)
    {
      char **ids = g_ptr_array_index (lists, l);
      FfJson *item = ff_json_new_array ();

      for (guint i = 0; ids[i] != NULL; i++)
        {
          const char *name = ff_json_get_member_string (ff_json_get_member (self->filters, ids[i]), "name", "");

          if (!self->options->json)
            printf ("%s%s", i > 0 ? "  =  " : "", name);
          ff_json_take_element (item, ff_json_new_string (name));
        }
      if (!self->options->json)
        printf ("\n");
      ff_json_take_element (json, item);
    }
  if (self->options->json)
    ff_cli_print_json (json);

  return FF_EXIT_DONE;
}

static const struct
{
  const char *name;
  gboolean    has_word;
  int       (*run) (Asked *self, GError **error);
} verbs[] = {
  { "list",   FALSE, list },
  { "show",   TRUE,  show },
  { "save",   TRUE,  save },
  { "remove", TRUE,  remove_filter },
  { "uses",   TRUE,  print_uses },
  { "twins",  FALSE, print_twins },
};

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLibrary) library = NULL;
  g_autoptr (FfJson) filters = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_filter, NULL, &options, &argc, &argv, &exit_code))
    return exit_code;

  for (guint v = 0; argc > 1 && v < G_N_ELEMENTS (verbs); v++)
    {
      Asked asked = { &options, NULL, NULL, argv[2] };

      if (!g_str_equal (verbs[v].name, argv[1]) || argc != (verbs[v].has_word ? 3 : 2))
        continue;

      library = ff_library_open (NULL, &error);
      filters = library != NULL ? ff_library_dup_filters (library, &error) : NULL;
      asked.library = library;
      asked.filters = filters;
      exit_code = filters != NULL ? verbs[v].run (&asked, &error) : FF_EXIT_PROBLEMS;

      return error != NULL ? ff_cli_fail (error) : exit_code;
    }

  return ff_cli_usage (&ff_verb_filter, _("what to do is missing: list, show NAME, save FILE, remove NAME, uses NAME or twins"));
}

const FfVerb ff_verb_filter = {
  .name = "filter",
  .usage = "list | show NAME | save FILE | remove NAME | uses NAME | twins",
  .summary = N_("Saved filters: keep them, and see where they are used"),
  .run = run,
};
