/* fanfarectl gateway: serves the rehearsal gateway until it is interrupted. */

#include <glib/gi18n.h>

#include "cli/ff-cli.h"
#include "library/ff-library.h"
#include "send/ff-rehearsal.h"

static gboolean
play_script (FfRehearsal  *rehearsal,
             const char   *path,
             GError      **error)
{
  g_autofree char *text = NULL;
  g_autoptr (FfJson) script = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;

  script = ff_json_parse (text, length, &ff_json_document_limits, error);
  if (script != NULL && ff_rehearsal_set_script (rehearsal, script, error))
    return TRUE;

  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Also when the signal came before. */
static void
wait_for_signal (GCancellable *cancellable)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), loop, NULL);
  g_source_attach (source, NULL);
  g_main_loop_run (loop);
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_autofree char *class_id = NULL;
  g_autofree char *log_path = NULL;
  g_autofree char *script_path = NULL;
  gint port = 0;
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Port on 127.0.0.1 (a free one)"), "N" },
    { "class", 0, 0, G_OPTION_ARG_STRING, &class_id, N_("How repeats are taken: keyed, searchable or blind"), "CLASS" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &log_path, N_("Where to keep what comes (the library’s log)"), "PATH" },
    { "script", 0, 0, G_OPTION_ARG_FILENAME, &script_path, N_("Faults to play, as JSON"), "FILE" },
    { NULL }
  };
  FfRepeatClass repeat_class = FF_REPEAT_KEYED;
  g_autoptr (FfRehearsal) rehearsal = NULL;
  GCancellable *cancellable = ff_cli_get_cancellable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_gateway, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 1 || port < 0 || port > 65535)
    return ff_cli_usage (&ff_verb_gateway, _("only options are taken, and a port from 1 to 65535"));
  if (class_id != NULL && !ff_repeat_class_from_id (class_id, &repeat_class))
    return ff_cli_usage (&ff_verb_gateway, _("--class takes keyed, searchable or blind"));

  if (log_path == NULL)
    {
      g_autoptr (FfLibrary) library = ff_library_open (NULL, &error);

      if (library == NULL)
        return ff_cli_fail (error);
      log_path = ff_library_dup_rehearsal_path (library);
    }

  rehearsal = ff_rehearsal_new (log_path, repeat_class);
  if (script_path != NULL && !play_script (rehearsal, script_path, &error))
    return ff_cli_fail (error);

  if (!ff_rehearsal_start (rehearsal, port, &error))
    {
      ff_cli_fail (error);
      return FF_EXIT_UNREACHABLE;
    }

  url = ff_rehearsal_dup_url (rehearsal);
  if (options.json)
    printf ("{\"url\": \"%s\"}\n", url);
  else
    printf (_("The rehearsal gateway listens at %s and reaches nobody. Ctrl+C ends it.\n"), url);
  fflush (stdout);

  wait_for_signal (cancellable);
  ff_rehearsal_stop (rehearsal);
  return FF_EXIT_DONE;
}

const FfVerb ff_verb_gateway = {
  .name = "gateway",
  .usage = "",
  .summary = N_("Serve the rehearsal gateway"),
  .has_no_store = TRUE,
  .run = run,
};
