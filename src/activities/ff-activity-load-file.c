/* Load file: rows of a file, each with its line as the key, and the rejected
 * ones with their reason. The document names the file and never where it
 * stands. Main thread. */

#include "activities/ff-load-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activities-private.h"

static const FfChoice formats[] = {
  { "delimited", N_("Delimited (CSV, TSV)") },
  { "fixed", N_("Fixed Width") },
  { NULL }
};

static const FfChoice encodings[] = {
  { "auto", N_("Found Out") },
  { "utf-8", N_("Unicode (UTF-8)") },
  { "utf-16le", N_("Unicode (UTF-16, little-endian)") },
  { "utf-16be", N_("Unicode (UTF-16, big-endian)") },
  { "windows-1252", N_("Western (Windows-1252)") },
  { "cp949", N_("Korean (CP949)") },
  { "big5", N_("Traditional Chinese (Big5)") },
  { NULL }
};

static const FfChoice delimiters[] = {
  { "auto", N_("Found Out") },
  { "comma", N_("Comma") },
  { "semicolon", N_("Semicolon") },
  { "tab", N_("Tab") },
  { "pipe", N_("Vertical Bar") },
  { NULL }
};

/* In the order of the delimiters above. */
static const char signs[] = { '\0', ',', ';', '\t', '|' };

static const FfChoice kinds[] = {
  { "text", N_("Text") },
  { "integer", N_("Whole Number") },
  { "decimal", N_("Decimal Number") },
  { "real", N_("Approximate Number") },
  { "flag", N_("Yes or No") },
  { "date", N_("Date") },
  { "instant", N_("Date and Time") },
  { NULL }
};

static const FfKind kind_of_choice[] = {
  FF_KIND_TEXT, FF_KIND_INTEGER, FF_KIND_DECIMAL, FF_KIND_REAL, FF_KIND_FLAG, FF_KIND_DATE, FF_KIND_INSTANT,
};

static const FfChoice marks[] = {
  { "point", N_("Point") },
  { "comma", N_("Comma") },
  { NULL }
};

/* In the order of FfDateOrder, FfEmptyPolicy and FfMisfitPolicy. */
static const FfChoice orders[] = {
  { "ymd", N_("Year, Month, Day") },
  { "dmy", N_("Day, Month, Year") },
  { "mdy", N_("Month, Day, Year") },
  { NULL }
};

static const FfChoice empties[] = {
  { "empty", N_("Stays Empty") },
  { "default", N_("Becomes the Default") },
  { "reject", N_("Rejects the Row") },
  { NULL }
};

static const FfChoice misfits[] = {
  { "reject", N_("Rejects the Row") },
  { "empty", N_("Becomes Empty") },
  { "default", N_("Becomes the Default") },
  { NULL }
};

static const FfField remap_fields[] = {
  { .key = "from", .kind = FF_FIELD_TEXT, .label = N_("In the File") },
  { .key = "to", .kind = FF_FIELD_TEXT, .label = N_("Read As") },
  { NULL }
};

static const FfField column_fields[] = {
  { .key = "name", .kind = FF_FIELD_TEXT, .label = N_("Column"), .required = TRUE,
    .help = N_("As the header of the file spells it; without a header columns count by their order") },
  { .key = "ignore", .kind = FF_FIELD_FLAG, .label = N_("Leave Out"), .default_json = "false" },
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .visible_key = "ignore", .visible_value = "false" },
  { .key = "width", .kind = FF_FIELD_INTEGER, .label = N_("Width"), .min = 0, .max = 1000000, .default_json = "0",
    .help = N_("Characters, of a file of fixed width; 0 reaches to the end of the line") },
  { .key = "kind", .kind = FF_FIELD_CHOICE, .label = N_("Kind"), .default_json = "\"text\"", .choices = kinds,
    .visible_key = "ignore", .visible_value = "false" },
  { .key = "scale", .kind = FF_FIELD_INTEGER, .label = N_("Digits After the Point"), .default_json = "2", .min = 0, .max = 18,
    .visible_key = "kind", .visible_value = "decimal" },
  { .key = "mark", .kind = FF_FIELD_CHOICE, .label = N_("Decimal Mark"), .default_json = "\"point\"", .choices = marks,
    .visible_key = "kind", .visible_value = "decimal|real" },
  { .key = "order", .kind = FF_FIELD_CHOICE, .label = N_("Order of the Date"), .default_json = "\"ymd\"", .choices = orders,
    .visible_key = "kind", .visible_value = "date|instant" },
  { .key = "empty", .kind = FF_FIELD_CHOICE, .label = N_("An Empty Value"), .default_json = "\"empty\"", .choices = empties,
    .visible_key = "ignore", .visible_value = "false" },
  { .key = "misfit", .kind = FF_FIELD_CHOICE, .label = N_("A Value That Does Not Fit"), .default_json = "\"reject\"",
    .choices = misfits, .visible_key = "ignore", .visible_value = "false" },
  { .key = "default", .kind = FF_FIELD_TEXT, .label = N_("Default"), .visible_key = "ignore", .visible_value = "false",
    .help = N_("As the file would spell it") },
  { .key = "remap", .kind = FF_FIELD_LIST, .label = N_("Replace"), .fields = remap_fields, .item_label = N_("Value"),
    .visible_key = "ignore", .visible_value = "false" },
  { NULL }
};

static const FfField fields[] = {
  { .key = "file", .kind = FF_FIELD_TEXT, .label = N_("File"), .required = TRUE,
    .help = N_("Its name; it stands in the folder “files” of the library, or beside the campaign") },
  { .key = "format", .kind = FF_FIELD_CHOICE, .label = N_("Format"), .default_json = "\"delimited\"", .choices = formats },
  { .key = "encoding", .kind = FF_FIELD_CHOICE, .label = N_("Encoding"), .default_json = "\"auto\"", .choices = encodings },
  { .key = "delimiter", .kind = FF_FIELD_CHOICE, .label = N_("Delimiter"), .default_json = "\"auto\"", .choices = delimiters,
    .visible_key = "format", .visible_value = "delimited" },
  { .key = "header", .kind = FF_FIELD_FLAG, .label = N_("First Row Names the Columns"), .default_json = "true" },
  { .key = "zone", .kind = FF_FIELD_TEXT, .label = N_("Time Zone"),
    .help = N_("Of times that are written without one; the campaign’s when empty") },
  { .key = "columns", .kind = FF_FIELD_LIST, .label = N_("Columns"), .fields = column_fields, .item_label = N_("Column"),
    .required = TRUE },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Rows") },
  { .id = "rejected", .label = N_("Rejected"), .rest = TRUE },
  { NULL }
};

/* The place of what the settings hold among the choices; the first when it is none, which the fields' check tells. */
static guint
find_choice (FfJson         *settings,
             const char     *key,
             const FfChoice *choices)
{
  const char *id = ff_json_get_member_string (settings, key, "");

  for (guint c = 0; choices[c].id != NULL; c++)
    if (g_str_equal (choices[c].id, id))
      return c;

  return 0;
}

static GHashTable *
read_remapping (FfJson *list)
{
  GHashTable *remapping;

  if (ff_json_get_length (list) == 0)
    return NULL;

  remapping = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < ff_json_get_length (list); i++)
    {
      FfJson *item = ff_json_get_element (list, i);

      g_hash_table_insert (remapping, g_strdup (ff_json_get_member_string (item, "from", "")),
                           g_strdup (ff_json_get_member_string (item, "to", "")));
    }

  return remapping;
}

static FfFileColumn *
read_column (FfJson *settings)
{
  g_autoptr (FfJson) item = ff_fields_fill_settings (column_fields, settings);
  FfFileColumn *column = ff_file_column_new (ff_json_get_member_string (item, "name", ""));
  const char *label = ff_json_get_member_string (item, "label", "");
  const char *fallback = ff_json_get_member_string (item, "default", NULL);

  if (*label != '\0')
    {
      g_free (column->label);
      column->label = g_strdup (label);
    }

  column->ignored = ff_json_get_member_boolean (item, "ignore", FALSE);
  column->width = (guint) ff_json_get_member_integer (item, "width", 0);
  column->type.kind = kind_of_choice[find_choice (item, "kind", kinds)];
  column->type.form = FF_INSTANT_USEC;
  if (column->type.kind == FF_KIND_DECIMAL)
    {
      column->type.scale = (guint) ff_json_get_member_integer (item, "scale", 2);
      column->type.scaled_storage = TRUE;
    }
  column->decimal_comma = find_choice (item, "mark", marks) == 1;
  column->date_order = find_choice (item, "order", orders);
  column->empty = find_choice (item, "empty", empties);
  column->misfit = find_choice (item, "misfit", misfits);
  column->fallback = fallback != NULL && *fallback != '\0' ? g_strdup (fallback) : NULL;
  column->remapping = read_remapping (ff_json_get_member (item, "remap"));

  return column;
}

static FfFileFormat *
read_format (FfPlanning *planning)
{
  FfJson *settings = planning->settings;
  FfJson *columns = ff_json_get_member (settings, "columns");
  FfFileFormat *format = ff_file_format_new ();
  guint encoding = find_choice (settings, "encoding", encodings);
  const char *zone = ff_json_get_member_string (settings, "zone", "");

  if (*zone == '\0')
    zone = ff_campaign_get_zone (planning->campaign);

  format->encoding = encoding > 0 ? g_strdup (encodings[encoding].id) : NULL;
  format->fixed_width = find_choice (settings, "format", formats) == 1;
  format->delimiter = format->fixed_width ? '\0' : signs[find_choice (settings, "delimiter", delimiters)];
  format->header = ff_json_get_member_boolean (settings, "header", TRUE) ? FF_HEADER_THERE : FF_HEADER_NONE;
  format->zone = *zone != '\0' ? g_strdup (zone) : NULL;
  for (guint c = 0; c < ff_json_get_length (columns); c++)
    g_ptr_array_add (format->columns, read_column (ff_json_get_element (columns, c)));

  return format;
}

static void
check_columns (FfPlanning         *planning,
               const FfFileFormat *format)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_read = 0;

  for (guint c = 0; c < format->columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (format->columns, c);
      g_autofree char *place = g_strdup_printf ("/columns/%u", c);

      n_read += !column->ignored;
      if (!g_hash_table_add (names, column->name))
        ff_planning_problem (planning, FF_SEVERITY_PROBLEM, place, _("There are two columns “%s”: take one away"), column->name);
      if (format->fixed_width && column->width == 0 && c + 1 < format->columns->len)
        ff_planning_problem (planning, FF_SEVERITY_PROBLEM, place, _("The column “%s” has no width"), column->name);
      if (column->fallback == NULL && !column->ignored &&
          (column->empty == FF_EMPTY_IS_DEFAULT || column->misfit == FF_MISFIT_IS_DEFAULT))
        ff_planning_problem (planning, FF_SEVERITY_WARNING, place, _("The column “%s” has no default: it becomes empty"), column->name);
    }

  if (n_read == 0)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/columns", "%s", _("No column is read: describe the file’s columns"));
}

static void
check_zone (FfPlanning         *planning,
            const FfFileFormat *format)
{
  g_autoptr (GTimeZone) zone = format->zone != NULL ? g_time_zone_new_identifier (format->zone) : NULL;

  if (format->zone != NULL && zone == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/zone", _("The time zone “%s” is unknown here"), format->zone);
}

static void
compile (FfPlanning *planning)
{
  const char *name = ff_json_get_member_string (planning->settings, "file", "");
  g_autoptr (FfFileFormat) format = read_format (planning);
  g_autofree char *path = NULL;
  FfFlow flow;

  check_columns (planning, format);
  check_zone (planning, format);
  if (strchr (name, G_DIR_SEPARATOR) != NULL || g_str_equal (name, ".") || g_str_equal (name, ".."))
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/file", "%s",
                           _("Name the file alone, without its folder: a campaign can then go to another machine"));
      return;
    }

  path = ff_plan_context_dup_file (planning->context, name);
  if (path == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/file",
                         _("There is no file “%s”: put it into the folder “files” of the library, or beside the campaign"), name);
  if (planning->failed)
    return;

  flow = ff_plan_builder_add_load (planning->builder, name, path, format);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "rejected", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  return g_strdup (ff_json_get_member_string (settings, "file", NULL));
}

const FfActivityType ff_activity_load_file = {
  .id = "load-file",
  .name = N_("Load File"),
  .description = N_("Reads the rows of a file"),
  .glyph = "load-file",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_order_only,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};

static FfJson *
new_column (const FfFileFormat *format,
            const FfFileColumn *column)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "name", column->name);
  if (column->ignored)
    ff_json_set_boolean (json, "ignore", TRUE);
  if (format->fixed_width)
    ff_json_set_integer (json, "width", column->width);
  for (guint k = 0; k < G_N_ELEMENTS (kind_of_choice); k++)
    if (kind_of_choice[k] == column->type.kind)
      ff_json_set_string (json, "kind", kinds[k].id);
  if (column->type.kind == FF_KIND_DECIMAL)
    ff_json_set_integer (json, "scale", column->type.scale);
  if (column->decimal_comma)
    ff_json_set_string (json, "mark", "comma");
  if (column->date_order != FF_DATE_YMD)
    ff_json_set_string (json, "order", orders[column->date_order].id);

  return json;
}

/**
 * ff_load_file_new_settings:
 * @file: its name
 * @format: all of it decided
 *
 * Returns: (transfer full): settings of a load-file activity that reads the file so
 */
FfJson *
ff_load_file_new_settings (const char         *file,
                           const FfFileFormat *format)
{
  FfJson *json = ff_json_new_object ();
  FfJson *columns = ff_json_new_array ();

  ff_json_set_string (json, "file", file);
  ff_json_set_string (json, "format", formats[format->fixed_width].id);
  for (guint e = 1; encodings[e].id != NULL; e++)
    if (g_strcmp0 (encodings[e].id, format->encoding) == 0)
      ff_json_set_string (json, "encoding", encodings[e].id);
  for (guint d = 1; d < G_N_ELEMENTS (signs); d++)
    if (signs[d] == format->delimiter)
      ff_json_set_string (json, "delimiter", delimiters[d].id);
  ff_json_set_boolean (json, "header", format->header == FF_HEADER_THERE);
  ff_json_set_string (json, "zone", format->zone);
  for (guint c = 0; c < format->columns->len; c++)
    ff_json_take_element (columns, new_column (format, g_ptr_array_index (format->columns, c)));
  ff_json_take_member (json, "columns", columns);

  return json;
}
