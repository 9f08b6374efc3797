/* Reconcile: finds the rows of an entity that loaded rows mean, by attributes
 * that must be equal. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField pair_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Of the Rows"), .required = TRUE },
  { .key = "other", .kind = FF_FIELD_OPERAND, .label = N_("Of Those Looked For"), .required = TRUE, .over_entity = "entity" },
  { NULL }
};

/* In the order of FfManyPolicy. */
static const FfChoice many_choices[] = {
  { "first", N_("The First by Order") },
  { "all", N_("All of Them") },
  { "unmatched", N_("None of Them") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "entity", .kind = FF_FIELD_ENTITY, .label = N_("Look For") },
  { .key = "pairs", .kind = FF_FIELD_LIST, .label = N_("Which Are Equal In"), .fields = pair_fields, .item_label = N_("Attribute"), .required = TRUE,
    .help = N_("An empty value equals nothing") },
  { .key = "many", .kind = FF_FIELD_CHOICE, .label = N_("Where Several Are"), .default_json = "\"first\"", .choices = many_choices },
  { .key = "by", .kind = FF_FIELD_ORDER, .label = N_("Which Come First"), .over_entity = "entity", .visible_key = "many", .visible_value = "first",
    .help = N_("Ties are decided by the key, empty values come last") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Found") },
  { .id = "unmatched", .label = N_("Unmatched"), .rest = TRUE },
  { NULL }
};

static FfManyPolicy
get_many (FfJson *settings)
{
  const char *many = ff_json_get_member_string (settings, "many", "first");

  for (guint i = 0; many_choices[i].id != NULL; i++)
    if (g_str_equal (many_choices[i].id, many))
      return (FfManyPolicy) i;

  return FF_MANY_FIRST;
}

static void
compile (FfPlanning *planning)
{
  const char *reasons[] = { _("Found nobody"), _("Found several"), NULL };
  const FfEntity *entity = ff_planning_find_entity (planning, "/entity");
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_auto (FfOrder) order = { 0 };
  FfFlow input, flow;

  if (entity == NULL || !ff_planning_get_input (planning, "in", &input) ||
      !ff_planning_parse_pairs (planning, "/pairs", input, entity, (FfFlow) { NULL }, keys) ||
      !ff_planning_parse_order (planning, "", "by", entity, (FfFlow) { NULL }, &order))
    return;

  ff_plan_builder_set_reasons (planning->builder, reasons);
  flow = ff_plan_builder_add_match (planning->builder, input, &(FfMatchOptions) {
    .entity = entity, .keys = keys, .order = &order, .many = get_many (planning->settings),
  });
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "unmatched", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  FfJson *pairs = ff_json_get_member (settings, "pairs");
  g_autofree char *first = ff_summary_of_operand (ff_json_get_member (ff_json_get_element (pairs, 0), "key"));

  /* Translators: %s is what rows are found by, such as “Email”. */
  return first != NULL ? g_strdup_printf (_("By %s"), first) : NULL;
}

const FfActivityType ff_activity_reconcile = {
  .id = "reconcile",
  .name = N_("Reconcile"),
  .description = N_("Finds the people that the rows of a file mean"),
  .glyph = "reconcile",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};
