/* Deduplicate: rows that are equal on given expressions, and which of
 * them stay. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice ignore_choices[] = {
  { "auto", N_("Case and Outer Spaces of Addresses") },
  { "nothing", N_("Nothing") },
  { "case", N_("Case") },
  { "spaces", N_("Outer Spaces") },
  { "both", N_("Case and Outer Spaces") },
  { NULL }
};

static const FfField key_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .required = TRUE },
  { .key = "ignore", .kind = FF_FIELD_CHOICE, .label = N_("Ignore"), .default_json = "\"auto\"", .choices = ignore_choices },
  { NULL }
};

/* More than ff_order_choices. */
static const FfChoice order_choices[] = {
  { "by", N_("By Order") },
  { "random", N_("Random") },
  { "by-random", N_("By Order, Ties at Random") },
  { "priority", N_("By a List of Values") },
  { "filled", N_("Not Empty First") },
  { NULL }
};

static const FfField value_fields[] = {
  { .key = "value", .kind = FF_FIELD_TEXT, .label = N_("Value"), .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "keys", .kind = FF_FIELD_LIST, .label = N_("Same When Equal"), .fields = key_fields,
    .item_label = N_("Attribute"), .required = TRUE },
  { .key = "empty-equal", .kind = FF_FIELD_FLAG, .label = N_("Empty Values Are Equal"), .default_json = "false",
    .help = N_("Off: a row without a value is never a duplicate") },
  { .key = "keep", .kind = FF_FIELD_INTEGER, .label = N_("Keep"), .default_json = "1", .min = 0, .max = 1000,
    .help = N_("Of each group; 0 keeps all, with the number of their group as a column") },
  { .key = "order", .kind = FF_FIELD_CHOICE, .label = N_("Which Come First"), .default_json = "\"by\"", .choices = order_choices },
  { .key = "first", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .visible_key = "order", .visible_value = "priority|filled" },
  { .key = "values", .kind = FF_FIELD_LIST, .label = N_("Values, First to Last"), .fields = value_fields, .item_label = N_("Value"),
    .visible_key = "order", .visible_value = "priority" },
  { .key = "by", .kind = FF_FIELD_ORDER, .label = N_("Order By"), .visible_key = "order", .visible_value = "by|by-random|priority|filled",
    .help = N_("Ties are decided by the key unless by chance, empty values come last") },
  { .key = "seed", .kind = FF_FIELD_TEXT, .label = N_("Seed"), .default_json = "\"1\"",
    .help = N_("The same seed picks the same people"), .visible_key = "order", .visible_value = "random|by-random" },
  { .key = "merge", .kind = FF_FIELD_LIST, .label = N_("Columns from All Rows"), .fields = ff_merge_fields, .item_label = N_("Column"),
    .help = N_("Of a group that becomes one row; other columns are those of the row that stays") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Kept") },
  { .id = "duplicates", .label = N_("Duplicates"), .rest = TRUE },
  { NULL }
};

static guint
get_flags (FfPlanning *planning,
           guint       i,
           FfOperand  *key)
{
  FfJson *item = ff_json_get_element (ff_json_get_member (planning->settings, "keys"), i);
  const char *ignore = ff_json_get_member_string (item, "ignore", "auto");
  const FfColumn *column = ff_operand_get_column (key);
  gboolean is_address = column != NULL && ff_schema_is_address (planning->context->schema, column);
  gboolean both = g_str_equal (ignore, "both") || (g_str_equal (ignore, "auto") && is_address);

  return (both || g_str_equal (ignore, "case") ? FF_KEY_IGNORE_CASE : FF_KEY_EXACT) |
         (both || g_str_equal (ignore, "spaces") ? FF_KEY_TRIM : FF_KEY_EXACT);
}

static gboolean
check (FfPlanning *planning)
{
  if (ff_json_get_length (ff_json_get_member (planning->settings, "merge")) > 0 &&
      ff_json_get_member_integer (planning->settings, "keep", 1) != 1)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/keep", "%s",
                           _("Columns come from all rows only where one row stays: keep 1, or remove the columns"));
      return FALSE;
    }

  return TRUE;
}

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_autoptr (GArray) merges = ff_merges_new ();
  g_autofree guint *flags = NULL;
  g_auto (FfOrder) order = { 0 };
  FfDedupeOptions options;
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input) || !check (planning) ||
      !ff_planning_parse_operands (planning, "/keys", "key", input, keys) ||
      !ff_planning_parse_order (planning, "", "by", ff_flow_get_entity (input), input, &order) ||
      !ff_planning_parse_merges (planning, "/merge", input, merges))
    return;

  flags = g_new0 (guint, keys->len);
  for (guint i = 0; i < keys->len; i++)
    flags[i] = get_flags (planning, i, keys->pdata[i]);

  options = (FfDedupeOptions) {
    .keys = keys,
    .key_flags = flags,
    .empty_equal = ff_json_get_member_boolean (planning->settings, "empty-equal", FALSE),
    .keep = ff_json_get_member_integer (planning->settings, "keep", 1),
    .order = &order,
    .merges = (const FfMergeOptions *) (gpointer) merges->data,
    .n_merges = merges->len,
  };

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
