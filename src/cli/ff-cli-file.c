/* How a file of rows is described in words and told in JSON. One thread. */

#include "cli/ff-cli-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/ff-cli.h"

static const struct
{
  const char *name;
  char        sign;
} delimiters[] = {
  { "comma", ',' },
  { "semicolon", ';' },
  { "tab", '\t' },
  { "pipe", '|' },
};

static const char *const orders[] = { "ymd", "dmy", "mdy" };

void
ff_cli_file_words_clear (FfCliFileWords *self)
{
  g_clear_pointer (&self->encoding, g_free);
  g_clear_pointer (&self->delimiter, g_free);
  g_clear_pointer (&self->widths, g_free);
  g_clear_pointer (&self->zone, g_free);
}

static gboolean
set_delimiter (FfFileFormat *format,
               const char   *word)
{
  for (guint d = 0; d < G_N_ELEMENTS (delimiters); d++)
    if (g_str_equal (word, delimiters[d].name))
      {
        format->delimiter = delimiters[d].sign;
        return TRUE;
      }

  format->delimiter = word[0];

  return strlen (word) == 1 && g_ascii_isprint (word[0]) && !g_ascii_isalnum (word[0]) && strchr ("\"'.-+ ", word[0]) == NULL;
}

static gboolean
set_widths (FfFileFormat *format,
            const char   *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ",", -1);
  guint n = g_strv_length (parts);

  format->fixed_width = TRUE;
  for (guint p = 0; p < n; p++)
    {
      FfFileColumn *column = ff_file_column_new ("");
      guint64 width = 0;

      g_ptr_array_add (format->columns, column);
      if (!(p + 1 == n && g_str_equal (parts[p], "*")) && !g_ascii_string_to_unsigned (parts[p], 10, 1, 1000000, &width, NULL))
        return FALSE;
      column->width = (guint) width;
    }

  return n > 0;
}

/**
 * ff_cli_new_format:
 * @verb: whose words they are
 *
 * Returns: (nullable): what the words say, for ff_import_preview(); %NULL after wrong use, which was told
 */
FfFileFormat *
ff_cli_new_format (const FfVerb         *verb,
                   const FfCliFileWords *words,
                   int                  *out_exit)
{
  g_autoptr (FfFileFormat) format = ff_file_format_new ();
  const char *wrong = NULL;

  format->encoding = words->encoding != NULL ? g_ascii_strdown (words->encoding, -1) : NULL;
  format->zone = g_strdup (words->zone);
  format->header = words->header ? FF_HEADER_THERE : words->no_header ? FF_HEADER_NONE : FF_HEADER_FOUND_OUT;

  if (words->header && words->no_header)
    wrong = _("--header and --no-header exclude each other");
  else if (words->delimiter != NULL && words->widths != NULL)
    wrong = _("--delimiter and --widths exclude each other");
  else if (words->delimiter != NULL && !set_delimiter (format, words->delimiter))
    wrong = _("--delimiter takes comma, semicolon, tab, pipe or one sign");
  else if (words->widths != NULL && !set_widths (format, words->widths))
    wrong = _("--widths takes numbers of characters, such as 8,20,*");

  if (wrong == NULL)
    return g_steal_pointer (&format);

  *out_exit = ff_cli_usage (verb, wrong);

  return NULL;
}

/**
 * ff_cli_parse_kind:
 * @text: integer, decimal(2), real, text, flag, date, instant; with the order of the date where it is not ISO: date(dmy)
 *
 * Returns: %FALSE when it is none, which was told
 */
gboolean
ff_cli_parse_kind (const char   *text,
                   FfFileColumn *column)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "()", -1);
  const char *option = g_strv_length (parts) == 3 && *parts[2] == '\0' ? parts[1] : NULL;
  guint64 scale = 0;

  column->decimal_comma = FALSE;
  column->date_order = FF_DATE_YMD;

  for (guint k = FF_KIND_INTEGER; k <= FF_KIND_INSTANT; k++)
    {
      if (!g_str_equal (parts[0], ff_kind_get_id (k)))
        continue;

      column->type = (FfType) { .kind = k };
      if (parts[1] == NULL && k != FF_KIND_DECIMAL)
        return TRUE;

      if (k == FF_KIND_DECIMAL && option != NULL)
        {
          column->decimal_comma = g_str_has_suffix (option, ",");
          g_strdelimit (parts[1], ",", '\0');
          column->type.scaled_storage = TRUE;
          if (g_ascii_string_to_unsigned (option, 10, 0, 18, &scale, NULL))
            {
              column->type.scale = (guint) scale;
              return TRUE;
            }
        }

      for (guint o = 0; (k == FF_KIND_DATE || k == FF_KIND_INSTANT) && option != NULL && o < G_N_ELEMENTS (orders); o++)
        if (g_str_equal (option, orders[o]))
          {
            column->date_order = o;
            return TRUE;
          }
    }

  fprintf (stderr, _("fanfarectl: there is no kind “%s”: integer, decimal(2), decimal(2,) with a comma, real, text, flag, date, "
                     "date(dmy), instant or instant(mdy)\n"), text);

  return FALSE;
}

char *
ff_cli_dup_kind (const FfFileColumn *column)
{
  const char *kind = ff_kind_get_id (column->type.kind);

  if (column->type.kind == FF_KIND_DECIMAL)
    return g_strdup_printf ("%s(%u%s)", kind, column->type.scale, column->decimal_comma ? "," : "");
  if ((column->type.kind == FF_KIND_DATE || column->type.kind == FF_KIND_INSTANT) && column->date_order != FF_DATE_YMD)
    return g_strdup_printf ("%s(%s)", kind, orders[column->date_order]);

  return g_strdup (kind);
}

char *
ff_cli_dup_delimiter (const FfFileFormat *format)
{
  char sign[] = { format->delimiter, '\0' };

  if (format->fixed_width)
    return g_strdup ("fixed-width");

  for (guint d = 0; d < G_N_ELEMENTS (delimiters); d++)
    if (format->delimiter == delimiters[d].sign)
      return g_strdup (delimiters[d].name);

  return g_strdup (sign);
}

FfJson *
ff_cli_format_to_json (const FfFileFormat *format)
{
  FfJson *json = ff_json_new_object ();
  FfJson *columns = ff_json_new_array ();
  g_autofree char *delimiter = ff_cli_dup_delimiter (format);

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);
      g_autofree char *kind = ff_cli_dup_kind (column);
      FfJson *item = ff_json_new_object ();

      ff_json_set_string (item, "name", column->name);
      ff_json_set_string (item, "kind", kind);
      if (column->ignored)
        ff_json_set_boolean (item, "ignored", TRUE);
      ff_json_take_element (columns, item);
    }

  ff_json_set_string (json, "encoding", format->encoding);
  ff_json_set_string (json, "delimiter", delimiter);
  ff_json_set_boolean (json, "header", format->header == FF_HEADER_THERE);
  ff_json_take_member (json, "columns", columns);

  return json;
}
