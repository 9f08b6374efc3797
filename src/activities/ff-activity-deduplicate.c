/* Deduplicate: rows that are equal on given expressions, and which of
 * them stay. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField key_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "keys", .kind = FF_FIELD_LIST, .label = N_("Same When Equal"), .fields = key_fields,
    .item_label = N_("Attribute"), .required = TRUE },
  { .key = "ignore-case", .kind = FF_FIELD_FLAG, .label = N_("Ignore Case"), .default_json = "true" },
  { .key = "trim", .kind = FF_FIELD_FLAG, .label = N_("Ignore Outer Spaces"), .default_json = "true" },
  { .key = "empty-equal", .kind = FF_FIELD_FLAG, .label = N_("Empty Values Are Equal"), .default_json = "false",
    .help = N_("Off: a row without a value is never a duplicate") },
  { .key = "keep", .kind = FF_FIELD_INTEGER, .label = N_("Keep"), .default_json = "1", .min = 1, .max = 1000 },
  FF_ORDER_FIELDS ("by", NULL, NULL),
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Kept") },
  { .id = "duplicates", .label = N_("Duplicates"), .rest = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_auto (FfOrder) order = { 0 };
  FfDedupeOptions options = { 0 };
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input) ||
      !ff_planning_parse_operands (planning, "/keys", "key", input, keys) ||
      !ff_planning_parse_order (planning, "", "by", ff_flow_get_entity (input), input, &order))
    return;

  if (keys->len == 0)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/keys", "%s",
                           _("Nothing says what makes two rows the same: add an attribute"));
      return;
    }

  options.keys = keys;
  options.ignore_case = ff_json_get_member_boolean (planning->settings, "ignore-case", TRUE);
  options.trim = ff_json_get_member_boolean (planning->settings, "trim", TRUE);
  options.empty_equal = ff_json_get_member_boolean (planning->settings, "empty-equal", FALSE);
  options.keep = ff_json_get_member_integer (planning->settings, "keep", 1);
  options.order = &order;

  ff_planning_set_reason (planning, _("Duplicate"));
  flow = ff_plan_builder_add_dedupe (planning->builder, input, &options);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "duplicates", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  FfJson *keys = ff_json_get_member (settings, "keys");
  g_autofree char *first = ff_summary_of_operand (ff_json_get_member (ff_json_get_element (keys, 0), "key"));

  if (first == NULL)
    return NULL;

  /* Translators: %s is what makes two rows the same, such as “Email”. */
  return g_strdup_printf (_("By %s"), first);
}

const FfActivityType ff_activity_deduplicate = {
  .id = "deduplicate",
  .name = N_("Deduplicate"),
  .description = N_("Keeps one of several rows that are the same"),
  .glyph = "deduplicate",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};
