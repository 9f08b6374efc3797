/* fanfarectl import: a file of rows into a store, or only a look at it. */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activities/ff-load-file.h"
#include "cli/ff-cli.h"
#include "cli/ff-cli-file.h"
#include "store/ff-import.h"

typedef struct
{
  char     *table;
  char    **key;
  char    **indexes;
  char    **ignored;
  char    **kinds;
  char     *rejects;
  gboolean  preview;
  gboolean  append;
  gboolean  replace;
} Words;

static void
words_clear (Words *self)
{
  g_free (self->table);
  g_strfreev (self->key);
  g_strfreev (self->indexes);
  g_strfreev (self->ignored);
  g_strfreev (self->kinds);
  g_free (self->rejects);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static FfFileColumn *
find_column (FfFileFormat *format,
             const char   *name)
{
  for (guint c = 0; c < format->columns->len; c++)
    {
      FfFileColumn *column = g_ptr_array_index (format->columns, c);

      if (g_str_equal (column->name, name))
        return column;
    }

  fprintf (stderr, _("fanfarectl: the file has no column “%s”. It has:\n"), name);
  for (guint c = 0; c < format->columns->len; c++)
    fprintf (stderr, "  %s\n", ((FfFileColumn *) g_ptr_array_index (format->columns, c))->name);

  return NULL;
}

/* What a person says of columns, over what was found. */
static gboolean
correct (FfFileFormat *format,
         const Words  *words,
         int          *out_exit)
{
  for (guint i = 0; words->ignored != NULL && words->ignored[i] != NULL; i++)
    {
      FfFileColumn *column = find_column (format, words->ignored[i]);

      *out_exit = FF_EXIT_PROBLEMS;
      if (column == NULL)
        return FALSE;
      column->ignored = TRUE;
    }

  for (guint i = 0; words->kinds != NULL && words->kinds[i] != NULL; i++)
    {
      char *sign = strrchr (words->kinds[i], '=');
      g_autofree char *name = NULL;
      FfFileColumn *column;

      *out_exit = FF_EXIT_USAGE;
      if (sign == NULL)
        {
          fprintf (stderr, "fanfarectl: %s\n", _("--kind takes COLUMN=KIND, such as total=decimal(2)"));
          return FALSE;
        }

      name = g_strndup (words->kinds[i], (gsize) (sign - words->kinds[i]));
      column = find_column (format, name);
      if (column == NULL || !ff_cli_parse_kind (sign + 1, column))
        return FALSE;
    }

  return TRUE;
}

static void
print_preview (const FfImportPreview *preview)
{
  FfFileFormat *format = preview->format;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *size = g_format_size ((guint64) preview->n_bytes);
  g_autofree char *delimiter = ff_cli_dup_delimiter (format);

  printf (_("Encoding %s%s, delimiter %s, %s, %s\n\n"), format->encoding, preview->has_bom ? _(" with a mark") : "", delimiter,
          format->header == FF_HEADER_THERE ? _("with a header") : _("without a header"), size);

  g_ptr_array_add (cells, g_strdup (_("column")));
  g_ptr_array_add (cells, g_strdup (_("kind")));
  for (guint r = 0; r < 3; r++)
    g_ptr_array_add (cells, g_strdup_printf (_("row %u"), r + 1));

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);

      g_ptr_array_add (cells, g_strdup (column->name));
      g_ptr_array_add (cells, column->ignored ? g_strdup (_("left out")) : ff_cli_dup_kind (column));
      for (guint r = 0; r < 3; r++)
        {
          char **row = r < preview->rows->len ? g_ptr_array_index (preview->rows, r) : NULL;

          g_ptr_array_add (cells, g_strdup (row != NULL && g_strv_length (row) > c ? row[c] : ""));
        }
    }

  ff_cli_print_table (cells, 5);
}

static FfJson *
preview_to_json (const FfImportPreview *preview,
                 const char            *path)
{
  FfJson *json = ff_cli_format_to_json (preview->format);
  FfJson *rows = ff_json_new_array ();
  g_autofree char *name = g_path_get_basename (path);

  ff_json_set_boolean (json, "bom", preview->has_bom);
  ff_json_set_integer (json, "bytes", preview->n_bytes);
  ff_json_set_integer (json, "sampled", preview->n_sampled);
  ff_json_set_boolean (json, "whole", preview->is_whole);
  for (guint r = 0; r < preview->rows->len; r++)
    {
      char **texts = g_ptr_array_index (preview->rows, r);
      FfJson *row = ff_json_new_array ();

      for (guint f = 0; texts[f] != NULL; f++)
        ff_json_take_element (row, ff_json_new_string (texts[f]));
      ff_json_take_element (rows, row);
    }
  ff_json_take_member (json, "rows", rows);
  ff_json_take_member (json, "load-file", ff_load_file_new_settings (name, preview->format));

  return json;
}

static void
progress_cb (gint64   n_bytes_read,
             gint64   n_bytes,
             gpointer data)
{
  gint64 *told_at = data;
  gint64 now = g_get_monotonic_time ();

  if (now - *told_at < G_USEC_PER_SEC / 5)
    return;

  *told_at = now;
  fprintf (stderr, "\r%3d %%", n_bytes > 0 ? (int) (100 * n_bytes_read / n_bytes) : 100);
}

static void
print_report (const FfImportReport *report,
              const char           *path,
              const char           *rejects,
              gint64                duration_usec)
{
  printf (ngettext ("%s: %" G_GINT64_FORMAT " row loaded into “%s” in %.1f s\n",
                    "%s: %" G_GINT64_FORMAT " rows loaded into “%s” in %.1f s\n", (gulong) report->n_rows),
          path, report->n_rows, report->table, (double) duration_usec / 1e6);
  if (report->n_rejected == 0)
    return;

  fprintf (stderr, ngettext ("%" G_GINT64_FORMAT " row was rejected:\n", "%" G_GINT64_FORMAT " rows were rejected:\n",
                             (gulong) report->n_rejected), report->n_rejected);
  for (guint i = 0; i < report->rejects->len; i++)
    {
      const FfImportReject *reject = g_ptr_array_index (report->rejects, i);

      fprintf (stderr, _("  line %" G_GINT64_FORMAT ": %s\n"), reject->line, reject->reason);
    }

  if (rejects != NULL)
    fprintf (stderr, _("All of them are in %s.\n"), rejects);
  else if (report->n_rejected > report->rejects->len)
    fprintf (stderr, "%s\n", _("  …; --rejects FILE writes all of them."));
}

static FfJson *
report_to_json (const FfImportReport *report,
                const FfFileFormat   *format,
                const char           *path,
                gint64                duration_usec)
{
  FfJson *json = ff_json_new_object ();
  FfJson *list = ff_json_new_array ();

  for (guint i = 0; i < report->rejects->len; i++)
    {
      const FfImportReject *reject = g_ptr_array_index (report->rejects, i);
      FfJson *item = ff_json_new_object ();

      ff_json_set_integer (item, "line", reject->line);
      ff_json_set_string (item, "reason", reject->reason);
      ff_json_take_element (list, item);
    }

  ff_json_set_string (json, "file", path);
  ff_json_set_string (json, "table", report->table);
  ff_json_set_integer (json, "rows", report->n_rows);
  ff_json_set_integer (json, "rejected", report->n_rejected);
  ff_json_take_member (json, "rejects", list);
  ff_json_set_integer (json, "milliseconds", duration_usec / 1000);
  ff_json_take_member (json, "format", ff_cli_format_to_json (format));

  return json;
}

static int
load (const FfCliOptions *options,
      const Words        *words,
      const char         *path,
      const FfFileFormat *format)
{
  const char *store = options->store != NULL ? options->store : g_getenv ("FANFARE_STORE");
  const FfImportOptions wanted = {
    .table = words->table,
    .key = (const char *const *) words->key,
    .indexes = (const char *const *) words->indexes,
    .mode = words->append ? FF_IMPORT_APPEND : words->replace ? FF_IMPORT_REPLACE : FF_IMPORT_NEW,
    .rejects = words->rejects,
  };
  gboolean tells = !options->json && isatty (STDERR_FILENO);
  gint64 began = g_get_monotonic_time ();
  gint64 told_at = began;
  g_autoptr (FfImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = ff_import_run (store, path, format, &wanted, tells ? progress_cb : NULL, &told_at, ff_cli_get_cancellable (), &error);
  if (tells)
    fprintf (stderr, "\r      \r");
  if (report == NULL)
    return ff_cli_fail (error);

  if (options->json)
    {
      g_autoptr (FfJson) json = report_to_json (report, format, path, g_get_monotonic_time () - began);

      ff_cli_print_json (json);
    }
  else
    print_report (report, path, words->rejects, g_get_monotonic_time () - began);

  return report->n_rejected > 0 ? FF_EXIT_INCOMPLETE : FF_EXIT_DONE;
}

static int
run (int    argc,
     char **argv)
{
  g_auto (FfCliOptions) options = { 0 };
  g_auto (FfCliFileWords) file = { 0 };
  g_auto (Words) words = { 0 };
  GOptionEntry entries[] = {
    FF_CLI_FILE_ENTRIES (file),
    { "table", 't', 0, G_OPTION_ARG_STRING, &words.table, N_("The table (named after the file)"), "NAME" },
    { "key", 'k', 0, G_OPTION_ARG_STRING_ARRAY, &words.key, N_("A column of the key (line numbers); may be repeated"), "COLUMN" },
    { "index", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.indexes, N_("A column to build an index on; may be repeated"), "COLUMN" },
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.kinds, N_("Another kind than the one found; may be repeated"), "COLUMN=KIND" },
    { "ignore", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.ignored, N_("A column to leave out; may be repeated"), "COLUMN" },
    { "append", 0, 0, G_OPTION_ARG_NONE, &words.append, N_("Add to the table"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &words.replace, N_("Replace the rows of the table"), NULL },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &words.rejects, N_("Write rejected rows there, with line and reason"), "FILE" },
    { "preview", 'p', 0, G_OPTION_ARG_NONE, &words.preview, N_("Only show what the file looks like"), NULL },
    { NULL }
  };
  g_autoptr (FfFileFormat) wanted = NULL;
  g_autoptr (FfImportPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = FF_EXIT_DONE;

  if (!ff_cli_parse (&ff_verb_import, entries, &options, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return ff_cli_usage (&ff_verb_import, _("one file is needed"));
  if (words.append && words.replace)
    return ff_cli_usage (&ff_verb_import, _("--append and --replace exclude each other"));
  if (!words.preview && options.store == NULL && g_getenv ("FANFARE_STORE") == NULL)
    return ff_cli_usage (&ff_verb_import, _("--store sqlite:PATH says into which store; --preview needs none"));

  wanted = ff_cli_new_format (&ff_verb_import, &file, &exit_code);
  if (wanted == NULL)
    return exit_code;

  preview = ff_import_preview (argv[1], wanted, ff_cli_get_cancellable (), &error);
  if (preview == NULL)
    return ff_cli_fail (error);
  if (!correct (preview->format, &words, &exit_code))
    return exit_code;

  if (!words.preview)
    return load (&options, &words, argv[1], preview->format);

  if (options.json)
    {
      g_autoptr (FfJson) json = preview_to_json (preview, argv[1]);

      ff_cli_print_json (json);
    }
  else
    print_preview (preview);

  return FF_EXIT_DONE;
}

const FfVerb ff_verb_import = {
  .name = "import",
  .usage = "FILE",
  .summary = N_("Load a file of rows into a store"),
  .run = run,
};
