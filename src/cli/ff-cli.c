/* What the verbs share. One thread. */

#include "cli/ff-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/ff-clock.h"
#include "base/ff-secret.h"
#include "cli/ff-cli-password.h"
#include "db/ff-sqlite.h"
#include "library/ff-library.h"
#include "model/ff-document.h"
#include "runner/ff-known-gateways.h"
#include "runner/ff-launch.h"
#include "send/ff-send-error.h"

/* ---- Words. */

static char *
dup_context_text (const FfVerb *verb)
{
  return g_strdup_printf ("%s %s\n\n%s", verb->name, verb->usage, _(verb->summary));
}

/**
 * ff_cli_parse:
 * @verb: whose words they are
 * @entries: (nullable): its own options
 * @options: (out): the options of every verb
 * @argc: (inout): of @argv
 * @argv: (inout): the verb's name and words; the options are taken out
 * @out_exit: (out): what to exit with when there is nothing to do
 *
 * Returns: %FALSE after wrong use, which was told
 */
gboolean
ff_cli_parse (const FfVerb   *verb,
              GOptionEntry   *entries,
              FfCliOptions   *options,
              int            *argc,
              char         ***argv,
              int            *out_exit)
{
  g_autofree char *now = NULL;
  g_autofree char *program = g_strdup_printf ("fanfarectl %s", verb->name);
  GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON for machines"), NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, N_("What relative dates count from, instead of the clock"), "TIME" },
    { NULL }
  };
  GOptionEntry with_store[] = {
    { "store", 's', 0, G_OPTION_ARG_STRING, &options->store, N_("Data source: sqlite:PATH, postgresql:URI, or its name in the library"), "URL" },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_("Its data model, as “fanfarectl schema --export” writes it"), "FILE" },
    { "password", 0, 0, G_OPTION_ARG_NONE, &options->password, N_("Ask for the data source's password, and keep it in the keyring"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (verb->usage);
  g_autoptr (GError) error = NULL;

  /* What --help calls the program. */
  g_set_prgname (program);
  g_option_context_set_summary (context, _(verb->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!verb->has_no_store)
    g_option_context_add_main_entries (context, with_store, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, FALSE);

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *out_exit = ff_cli_usage (verb, error->message);
      return FALSE;
    }

  if (options->store != NULL && (*options->store == '\0' || g_str_has_suffix (options->store, ":")))
    {
      *out_exit = ff_cli_usage (verb, _("--store takes sqlite:PATH or postgresql://USER@HOST/DATABASE"));
      return FALSE;
    }

  options->now_usec = ff_clock_get_now (ff_clock_get_wall ());
  if (now != NULL)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, utc);

      if (time == NULL)
        {
          *out_exit = ff_cli_usage (verb, _("--now takes a time such as 2026-07-21T14:02:00Z"));
          return FALSE;
        }

      options->now_usec = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
    }

  return TRUE;
}

/**
 * ff_cli_usage:
 * @verb: used wrongly
 * @message: what was wrong
 *
 * Returns: the exit code of wrong use
 */
int
ff_cli_usage (const FfVerb *verb,
              const char   *message)
{
  g_autofree char *text = dup_context_text (verb);

  fprintf (stderr, "fanfarectl: %s\n\n%s %s\n", message, _("Usage: fanfarectl"), text);
  return FF_EXIT_USAGE;
}

/**
 * ff_cli_options_clear:
 * @self: the options of a verb
 *
 * Frees what parsing allocated.
 */
void
ff_cli_options_clear (FfCliOptions *self)
{
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->model, g_free);
}

/* ---- Cancelling. */

static gboolean
signal_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static gpointer
watch_signals (gpointer user_data)
{
  g_autoptr (GMainContext) context = user_data;

  while (TRUE)
    g_main_context_iteration (context, TRUE);

  return NULL;
}

/**
 * ff_cli_get_cancellable:
 *
 * Returns: (transfer none): cancelled by SIGINT and SIGTERM from now on, which a thread of its own waits for
 */
GCancellable *
ff_cli_get_cancellable (void)
{
  static gsize cancellable = 0;

  if (g_once_init_enter (&cancellable))
    {
      GCancellable *made = g_cancellable_new ();
      GMainContext *context = g_main_context_new ();
      const int signals[] = { SIGINT, SIGTERM };

      /* Here and not on the thread, so that no signal is missed when this returns. */
      for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
        {
          g_autoptr (GSource) source = g_unix_signal_source_new (signals[i]);

          g_source_set_callback (source, signal_cb, made, NULL);
          g_source_attach (source, context);
        }

      g_thread_unref (g_thread_new ("signals", watch_signals, context));
      g_once_init_leave (&cancellable, (gsize) made);
    }

  return (GCancellable *) cancellable;
}

/* ---- Errors. */

static FfExit
exit_code_of_store (FfStoreError code)
{
  switch (code)
    {
    case FF_STORE_ERROR_MISSING:
    case FF_STORE_ERROR_UNREACHABLE:
    case FF_STORE_ERROR_INTERRUPTED:
    case FF_STORE_ERROR_REFUSED:
    case FF_STORE_ERROR_PASSWORD:
    case FF_STORE_ERROR_CORRUPT:
      return FF_EXIT_UNREACHABLE;
    case FF_STORE_ERROR_SCHEMA:
    case FF_STORE_ERROR_DATA:
    case FF_STORE_ERROR_BAD_QUERY:
    case FF_STORE_ERROR_FAILED:
    default:
      return FF_EXIT_PROBLEMS;
    }
}

static FfExit
exit_code_of_send (FfSendError code)
{
  switch (code)
    {
    case FF_SEND_ERROR_UNREACHABLE:
    case FF_SEND_ERROR_CREDENTIALS:
    case FF_SEND_ERROR_BUSY:
    case FF_SEND_ERROR_GATE:
      return FF_EXIT_UNREACHABLE;
    case FF_SEND_ERROR_REFUSALS:
    case FF_SEND_ERROR_BOOKS:
      return FF_EXIT_INCOMPLETE;
    case FF_SEND_ERROR_SETTINGS:
    case FF_SEND_ERROR_NOT_FOUND:
    case FF_SEND_ERROR_CONTENT:
    case FF_SEND_ERROR_MOVE:
    case FF_SEND_ERROR_FAILED:
    default:
      return FF_EXIT_PROBLEMS;
    }
}

/**
 * ff_cli_fail:
 * @error: what went wrong
 *
 * Returns: the exit code that it means; the sentence was printed
 */
int
ff_cli_fail (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fprintf (stderr, "fanfarectl: %s\n", _("cancelled"));
      return FF_EXIT_CANCELLED;
    }

  fprintf (stderr, "fanfarectl: %s\n", error->message);

  if (error->domain == FF_STORE_ERROR)
    return exit_code_of_store (error->code);
  if (error->domain == FF_SEND_ERROR)
    return exit_code_of_send (error->code);
  if (error->domain == FF_DB_ERROR)
    return FF_EXIT_UNREACHABLE;
  if (g_error_matches (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_CHANGED) || g_error_matches (error, FF_RUNNER_ERROR, FF_RUNNER_ERROR_GUARD))
    return FF_EXIT_INCOMPLETE;
  if (error->domain == G_OPTION_ERROR)
    return FF_EXIT_USAGE;

  return FF_EXIT_PROBLEMS;
}

/**
 * ff_cli_tell_failures:
 * @counts: of an evaluation
 *
 * Prints, each once, why a database could not answer.
 *
 * Returns: %FF_EXIT_DONE when it could
 */
int
ff_cli_tell_failures (FfCounts *counts)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  int exit_code = FF_EXIT_DONE;

  for (guint i = 0; i < ff_counts_get_n (counts); i++)
    {
      const FfCount *count = ff_counts_get (counts, i, NULL, NULL);

      if (!count->failed || !g_hash_table_add (told, count->reason))
        continue;
      fprintf (stderr, "fanfarectl: %s\n", count->reason);
      exit_code = MAX (exit_code, (int) exit_code_of_store (count->error_code));
    }

  return exit_code;
}

/* ---- Campaigns and stores. */

/* A keyring that is not there is told, and the password used all the same. */
static gboolean
ask_password (const char  *url,
              GError     **error)
{
  g_autoptr (GError) keyring = NULL;
  char *password = ff_cli_read_password (url, error);

  if (password == NULL)
    return FALSE;

  if (!ff_store_keep_password (url, password, TRUE, ff_cli_get_cancellable (), &keyring))
    fprintf (stderr, _("fanfarectl: the keyring does not keep the password (%s)\n"), keyring->message);
  ff_secret_free (password);

  return TRUE;
}

/* What of the model no longer holds is told, whatever the verb does then. */
static void
use_model (FfStore     *store,
           FfDataModel *model)
{
  GPtrArray *drifts;

  ff_store_use_model (store, model);
  drifts = ff_store_get_drifts (store);
  for (guint d = 0; drifts != NULL && d < drifts->len; d++)
    {
      g_autofree char *text = ff_drift_to_text (g_ptr_array_index (drifts, d));

      fprintf (stderr, "%s: %s\n", _("warning"), text);
    }
}

/**
 * ff_cli_open_store:
 * @options: where --store may name one
 * @error: an #FfStoreError
 *
 * Returns: (nullable): the store, opened on this thread
 */
FfStore *
ff_cli_open_store (FfCliOptions  *options,
                   GError       **error)
{
  const char *url = options->store != NULL ? options->store : g_getenv ("FANFARE_STORE");
  g_autofree char *sample = NULL;
  g_autofree char *named = NULL;
  g_autoptr (FfDataModel) model = NULL;
  FfStore *store;

  if (options->model != NULL)
    {
      model = ff_data_model_load (options->model, error);
      if (model == NULL)
        return NULL;
    }

  if (url == NULL)
    {
      g_autoptr (FfLibrary) library = ff_library_open (NULL, error);

      if (library == NULL)
        return NULL;

      sample = ff_library_dup_sample_path (library);
      if (!g_file_test (sample, G_FILE_TEST_EXISTS))
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               _("No data source: name one with --store sqlite:PATH, or make the sample with "
                                 "“fanfarectl sample PATH”"));
          return NULL;
        }
      url = sample;
    }

  /* A file of that name comes first. */
  if (strpbrk (url, ":/.") == NULL && !g_file_test (url, G_FILE_TEST_EXISTS))
    {
      g_autoptr (FfJson) sources = ff_library_read_sources (NULL, error);

      if (sources == NULL)
        return NULL;
      url = named = ff_library_dup_source_url (sources, url);
    }

  if (options->password && !ask_password (url, error))
    return NULL;

  store = ff_store_open (url, error);
  if (store != NULL)
    use_model (store, model);

  return store;
}

static FfJson *
dup_gateways (FfCampaign *campaign,
              gboolean    rehearse)
{
  FfJson *gateways = ff_known_gateways_new ();

  for (guint i = 0; rehearse && i < ff_campaign_get_n_activities (campaign); i++)
    {
      g_autoptr (FfJson) before = gateways;
      const char *id = ff_json_get_member_string (ff_campaign_get_activity (campaign, i)->settings, "gateway", "rehearsal");

      gateways = ff_known_gateways_rehearse (before, id);
    }

  return gateways;
}

/* Beside the campaign, then the library's. */
static char **
dup_file_folders (const char *path)
{
  g_autofree char *library = ff_library_dup_default_path ();
  char **folders = g_new0 (char *, 3);

  folders[0] = g_path_get_dirname (path);
  folders[1] = ff_library_dup_files_path_in (library);

  return folders;
}

/**
 * ff_cli_open:
 * @self: to be filled
 * @path: of a campaign file, read in place
 * @options: of the verb
 * @out_exit: (out): what to exit with on failure
 *
 * Returns: %FALSE when the error was printed
 */
gboolean
ff_cli_open (FfCliCampaign *self,
             const char    *path,
             FfCliOptions  *options,
             int           *out_exit)
{
  g_autoptr (GError) error = NULL;
  const char *zone;

  self->campaign = ff_document_load (path, &error);
  if (self->campaign == NULL)
    {
      *out_exit = ff_cli_fail (error);
      return FALSE;
    }

  if (self->store == NULL)
    self->store = ff_cli_open_store (options, &error);
  if (self->store == NULL)
    {
      *out_exit = ff_cli_fail (error);
      return FALSE;
    }

  self->context = ff_plan_context_new (ff_store_get_schema (self->store), options->now_usec);
  self->context->audiences = ff_store_list_audiences (self->store, &error);
  if (self->context->audiences != NULL)
    self->context->filters = ff_library_read_filters (NULL, &error);
  if (self->context->filters == NULL)
    {
      *out_exit = ff_cli_fail (error);
      return FALSE;
    }

  zone = ff_campaign_get_zone (self->campaign);
  if (*zone != '\0')
    {
      GTimeZone *named = g_time_zone_new_identifier (zone);

      if (named == NULL)
        {
          /* Translators: the first %s is a file, the second the name of a time zone. */
          fprintf (stderr, _("fanfarectl: %s: /zone: the time zone “%s” is unknown here\n"), path, zone);
          *out_exit = FF_EXIT_PROBLEMS;
          return FALSE;
        }

      g_time_zone_unref (self->context->zone);
      self->context->zone = named;
    }

  self->context->gateways = dup_gateways (self->campaign, options->rehearse);
  self->context->file_folders = dup_file_folders (path);
  self->plan = ff_planner_compile (self->campaign, self->context, &self->problems);
  return TRUE;
}

/**
 * ff_cli_open_beside:
 * @self: to be filled
 * @other: an opened campaign, whose store serves both
 * @path: of another campaign file
 * @out_exit: (out): what to exit with on failure
 *
 * Returns: %FALSE when the error was printed
 */
gboolean
ff_cli_open_beside (FfCliCampaign *self,
                    FfCliCampaign *other,
                    const char    *path,
                    FfCliOptions  *options,
                    int           *out_exit)
{
  self->store = g_object_ref (other->store);

  return ff_cli_open (self, path, options, out_exit);
}

/**
 * ff_cli_close:
 * @self: an opened campaign, or one whose opening failed half-way
 *
 * Closes the store, on the thread that opened it, and forgets the rest.
 */
void
ff_cli_close (FfCliCampaign *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->context, ff_plan_context_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->campaign);
}

/**
 * ff_cli_print_problems:
 * @self: an opened campaign
 *
 * Returns: whether one of them keeps it from running
 */
gboolean
ff_cli_print_problems (FfCliCampaign *self)
{
  const char *const words[] = { N_("note"), N_("warning"), N_("problem") };
  gboolean severe = FALSE;

  for (guint i = 0; i < self->problems->len; i++)
    {
      const FfProblem *problem = self->problems->pdata[i];
      const FfActivity *activity = ff_campaign_find_activity (self->campaign, problem->activity);
      g_autofree char *title = activity != NULL ? ff_activity_dup_title (activity) : NULL;

      severe = severe || problem->severity == FF_SEVERITY_PROBLEM;
      fprintf (stderr, "%s: %s%s%s%s: %s\n", _(words[problem->severity]),
               title != NULL ? title : ff_campaign_get_name (self->campaign),
               *problem->activity != '\0' ? " [" : "", problem->activity,
               *problem->activity != '\0' ? "]" : "", problem->message);
      if (*problem->pointer != '\0')
        fprintf (stderr, "  %s %s\n", _("at"), problem->pointer);
    }

  return severe;
}

/**
 * ff_cli_find_output:
 * @self: an opened campaign
 * @name: "ACTIVITY" (its first output) or "ACTIVITY:PORT"
 *
 * Returns: (nullable): the output; %NULL when there is none, which was told
 */
const FfPlanOutput *
ff_cli_find_output (FfCliCampaign *self,
                    const char    *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 2);
  const FfPlanOutput *found = NULL;

  if (parts[0] != NULL && parts[1] != NULL)
    found = ff_plan_find_output (self->plan, parts[0], parts[1]);
  else
    for (guint i = 0; found == NULL && i < ff_plan_get_n_outputs (self->plan); i++)
      {
        const FfPlanOutput *output = ff_plan_get_output (self->plan, i);

        if (parts[0] != NULL && g_str_equal (output->activity, parts[0]))
          found = output;
      }

  if (found == NULL)
    {
      fprintf (stderr, _("fanfarectl: the campaign has no output “%s”. It has:\n"), name);
      for (guint i = 0; i < ff_plan_get_n_outputs (self->plan); i++)
        fprintf (stderr, "  %s:%s\n", ff_plan_get_output (self->plan, i)->activity,
                 ff_plan_get_output (self->plan, i)->port);
    }
  else if (found->flow.step == NULL)
    {
      fprintf (stderr, _("fanfarectl: “%s” is not counted: %s\n"), name, found->reason != NULL ? found->reason : "");
      return NULL;
    }

  return found;
}

/**
 * ff_cli_dup_port_title:
 * @port: (nullable): of an output
 *
 * Returns: (transfer full): “Split · Gold”: the activity, and its port where it has several
 */
char *
ff_cli_dup_port_title (FfCampaign *campaign,
                       const char *id,
                       const char *port)
{
  const FfActivity *activity = ff_campaign_find_activity (campaign, id);

  if (activity == NULL)
    return g_strdup (id);

  return port != NULL ? ff_activity_dup_port_title (activity, port) : ff_activity_dup_title (activity);
}

/* ---- Printing. */

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789,.- —") == strlen (text);
}

/* Columns on a terminal: wide characters take two. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/**
 * ff_cli_print_table:
 * @cells: (element-type utf8): row after row, the first being titles
 * @n_columns: of each row
 *
 * Prints to stdout with columns aligned: numbers at their end.
 */
void
ff_cli_print_table (GPtrArray *cells,
                    guint      n_columns)
{
  g_autofree guint *widths = g_new0 (guint, n_columns);
  g_autofree gboolean *numbers = g_new (gboolean, n_columns);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < n_columns; c++)
    numbers[c] = TRUE;

  for (guint i = 0; i < cells->len; i++)
    {
      widths[i % n_columns] = MAX (widths[i % n_columns], measure (cells->pdata[i]));
      if (i >= n_columns && !is_number (cells->pdata[i]))
        numbers[i % n_columns] = FALSE;
    }

  for (guint i = 0; i < cells->len; i++)
    {
      const char *cell = cells->pdata[i];
      guint column = i % n_columns;
      int pad = widths[column] - measure (cell);

      if (numbers[column])
        g_string_append_printf (line, "%*s%s  ", pad, "", cell);
      else
        g_string_append_printf (line, "%s%*s  ", cell, pad, "");

      if (column + 1 == n_columns)
        {
          printf ("%s\n", g_strchomp (line->str));
          g_string_truncate (line, 0);
        }
    }
}

/**
 * ff_cli_print_json:
 * @json: an answer for machines; borrowed
 *
 * Prints it to stdout, indented, with a line's end.
 */
void
ff_cli_print_json (FfJson *json)
{
  g_autofree char *text = ff_json_print_pretty (json);

  fputs (text, stdout);
}

/**
 * ff_cli_dup_time:
 * @at_usec: µs UTC
 *
 * Returns: it as RFC 3339 in UTC
 */
char *
ff_cli_dup_time (gint64 at_usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at_usec / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}
