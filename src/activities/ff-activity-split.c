/* Split: subsets in order, each on what is left, and the rest. Its output
 * ports are its subsets, unless they all stay in one table. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice limit_choices[] = {
  { "none", N_("No Limit") },
  { "count", N_("A Number of People") },
  { "share", N_("% of the Inbound") },
  { "share-left", N_("% of What Is Left") },
  { NULL }
};

static const FfField group_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .required = TRUE },
  { NULL }
};

static const FfField subset_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .required = TRUE },
  { .key = "code", .kind = FF_FIELD_TEXT, .label = N_("Segment Code"), .help = N_("The label when it is empty") },
  { .key = "rule", .kind = FF_FIELD_RULE, .label = N_("Rule") },
  { .key = "limit", .kind = FF_FIELD_CHOICE, .label = N_("Limit"), .default_json = "\"none\"", .choices = limit_choices },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0,
    .max = G_MAXINT32, .visible_key = "limit", .visible_value = "count" },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Percent"), .default_json = "50", .min = 0, .max = 100,
    .visible_key = "limit", .visible_value = "share|share-left" },
  FF_ORDER_FIELDS ("random", "limit", "count|share|share-left"),
  { .key = "groups", .kind = FF_FIELD_LIST, .label = N_("For Each"), .fields = group_fields, .item_label = N_("Attribute"),
    .help = N_("The limit then holds for each group of equal values"),
    .visible_key = "limit", .visible_value = "count|share|share-left" },
  { NULL }
};

static const FfField fields[] = {
  { .key = "subsets", .kind = FF_FIELD_LIST, .label = N_("Subsets"), .fields = subset_fields,
    .item_label = N_("Subset"), .required = TRUE,
    .default_json = "[{\"id\": \"a\", \"label\": \"A\"}, {\"id\": \"b\", \"label\": \"B\"}]" },
  { .key = "overlapping", .kind = FF_FIELD_FLAG, .label = N_("Subsets May Overlap"), .default_json = "false",
    .help = N_("Off: a subset only gets people whom none before it took") },
  { .key = "one-table", .kind = FF_FIELD_FLAG, .label = N_("All in One"), .default_json = "false",
    .help = N_("One output with the segment code as a column, instead of one for each subset") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "rest", .label = N_("Rest"), .rest = TRUE },
  { NULL }
};

static gboolean
is_in_one (FfJson *settings)
{
  return ff_json_get_member_boolean (settings, "one-table", FALSE);
}

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  if (is_in_one (settings))
    {
      g_ptr_array_add (list, ff_output_new ("all", _("Segments"), FALSE));
      return;
    }

  ff_outputs_add_items (list, ff_json_get_member (settings, "subsets"));
}

/* Exact: a hundred millionth is what a share can say at most. */
static void
check_sum (FfPlanning *planning,
           FfJson     *subsets)
{
  const gint64 whole = 100000000;
  gint64 sum = 0;

  for (guint i = 0; i < ff_json_get_length (subsets); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/subsets/%u", i);
      FfQuota quota;

      if (g_str_equal (ff_json_get_member_string (ff_json_get_element (subsets, i), "limit", "none"), "share") &&
          ff_planning_parse_quota (planning, pointer, &quota))
        sum += quota.numerator * (whole / quota.denominator);
    }

  if (sum > whole)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/subsets", "%s",
                         _("The shares add up to more than 100 %: lower one of them"));
}

static void
validate (FfPlanning *planning)
{
  FfJson *subsets = ff_json_get_member (planning->settings, "subsets");

  ff_planning_check_item_ids (planning, "/subsets", "rest");
  if (!ff_json_get_member_boolean (planning->settings, "overlapping", FALSE))
    check_sum (planning, subsets);
}

static void
subset_clear (FfSubset *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->rule, ff_rule_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  ff_order_clear (&self->order);
}

/* Subsets start from a random order unless told otherwise: shares then are fair samples. */
static gboolean
parse_subset (FfPlanning *planning,
              FfFlow      input,
              guint       i,
              FfSubset   *subset)
{
  g_autofree char *pointer = g_strdup_printf ("/subsets/%u", i);
  g_autofree char *rule_pointer = g_strconcat (pointer, "/rule", NULL);
  g_autofree char *groups_pointer = g_strconcat (pointer, "/groups", NULL);
  FfJson *json = ff_json_get_at (planning->settings, pointer);
  const char *code = ff_json_get_member_string (json, "code", "");
  gboolean good = TRUE;

  subset->code = g_strdup (*code != '\0' ? code : ff_json_get_member_string (json, "label", ""));
  subset->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  if (ff_json_get_member (json, "rule") != NULL)
    {
      subset->rule = ff_planning_parse_rule (planning, rule_pointer, ff_flow_get_entity (input), input);
      good = subset->rule != NULL;
    }

  good = ff_planning_parse_quota (planning, pointer, &subset->quota) && good;
  if (subset->quota.kind == FF_QUOTA_ALL)
    return good;

  good = ff_planning_parse_operands (planning, groups_pointer, "key", input, subset->groups) && good;

  return ff_planning_parse_order (planning, pointer, "random", ff_flow_get_entity (input), input, &subset->order) && good;
}

static void
compile (FfPlanning *planning)
{
  FfJson *subsets = ff_json_get_member (planning->settings, "subsets");
  gboolean overlapping = ff_json_get_member_boolean (planning->settings, "overlapping", FALSE);
  FfSplitHow how = overlapping ? FF_SPLIT_OVERLAPPING : FF_SPLIT_IN_TURN;
  guint n = ff_json_get_length (subsets);
  g_autoptr (GArray) parsed = g_array_new (FALSE, TRUE, sizeof (FfSubset));
  const FfSubset *first;
  gboolean good = TRUE;
  FfFlow input, flow;

  g_array_set_clear_func (parsed, (GDestroyNotify) subset_clear);
  g_array_set_size (parsed, n);

  if (!ff_planning_get_input (planning, "in", &input))
    return;

  for (guint i = 0; i < n; i++)
    good = parse_subset (planning, input, i, &g_array_index (parsed, FfSubset, i)) && good;

  if (!good)
    return;

  first = &g_array_index (parsed, FfSubset, 0);
  ff_planning_set_reason (planning, _("In no subset"));
  if (is_in_one (planning->settings))
    {
      flow = ff_plan_builder_add_split_in_one (planning->builder, input, how, first, n, "segment", _("Segment"));
      ff_planning_set_output (planning, "all", flow);
      ff_planning_set_output (planning, "rest", ff_flow_output (flow, 1));
      return;
    }

  flow = ff_plan_builder_add_split (planning->builder, input, how, first, n);
  for (guint i = 0; i < n; i++)
    ff_planning_set_output (planning, ff_json_get_member_string (ff_json_get_element (subsets, i), "id", ""),
                            ff_flow_output (flow, i));
  ff_planning_set_output (planning, "rest", ff_flow_output (flow, n));
}

static char *
summarize (FfJson *settings)
{
  guint n = ff_json_get_length (ff_json_get_member (settings, "subsets"));

  return g_strdup_printf (ngettext ("%u subset", "%u subsets", n), n);
}

const FfActivityType ff_activity_split = {
  .id = "split",
  .name = N_("Split"),
  .description = N_("Divides people into subsets by rules, numbers or shares"),
  .glyph = "split",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .list_outputs = list_outputs,
  .validate = validate,
  .compile = compile,
  .summarize = summarize,
};
