/* Enrich: adds columns, an attribute through links or an aggregate over
 * a link each. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField column_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "columns", .kind = FF_FIELD_LIST, .label = N_("Columns"), .fields = column_fields,
    .item_label = N_("Column"), .required = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  FfJson *columns = ff_json_get_member (planning->settings, "columns");
  guint n = ff_json_get_length (columns);
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autofree const char **labels = g_new0 (const char *, n + 1);
  FfFlow input;

  if (!ff_planning_get_input (planning, "in", &input) ||
      !ff_planning_parse_operands (planning, "/columns", "value", input, operands))
    return;

  if (n == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/columns", "%s", _("Nothing is added: add a column"));
      return;
    }

  for (guint i = 0; i < n; i++)
    labels[i] = ff_json_get_member_string (ff_json_get_element (columns, i), "label", "");

  ff_planning_set_output (planning, "out",
                          ff_plan_builder_add_enrich (planning->builder, input, operands, labels, labels));
}

static char *
summarize (FfJson *settings)
{
  FfJson *columns = ff_json_get_member (settings, "columns");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ff_json_get_length (columns); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ff_json_get_member_string (ff_json_get_element (columns, i), "label", "…"));

  return g_strdup (text->str);
}

const FfActivityType ff_activity_enrich = {
  .id = "enrich",
  .name = N_("Enrich"),
  .description = N_("Adds columns that later activities and messages can use"),
  .glyph = "enrich",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .compile = compile,
  .summarize = summarize,
};
