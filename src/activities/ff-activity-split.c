/* Split: subsets in order, each on what is left, and the rest. Its
 * output ports are its subsets. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice limit_choices[] = {
  { "none", N_("No Limit") },
  { "count", N_("A Number of People") },
  { "share", N_("% of the Inbound") },
  { "share-left", N_("% of What Is Left") },
  { NULL }
};

static const FfField subset_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .required = TRUE },
  { .key = "rule", .kind = FF_FIELD_RULE, .label = N_("Rule") },
  { .key = "limit", .kind = FF_FIELD_CHOICE, .label = N_("Limit"), .default_json = "\"none\"", .choices = limit_choices },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0,
    .max = G_MAXINT32, .visible_key = "limit", .visible_value = "count" },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Percent"), .default_json = "50", .min = 0, .max = 100,
    .visible_key = "limit", .visible_value = "share|share-left" },
  { .key = "order", .kind = FF_FIELD_CHOICE, .label = N_("Which Come First"), .default_json = "\"random\"",
    .choices = ff_order_choices, .visible_key = "limit", .visible_value = "count|share|share-left" },
  { .key = "by", .kind = FF_FIELD_ORDER, .label = N_("Order By"), .visible_key = "order", .visible_value = "by" },
  { .key = "seed", .kind = FF_FIELD_TEXT, .label = N_("Seed"), .default_json = "\"1\"",
    .help = N_("The same seed picks the same people"), .visible_key = "order", .visible_value = "random" },
  { NULL }
};

static const FfField fields[] = {
  { .key = "subsets", .kind = FF_FIELD_LIST, .label = N_("Subsets"), .fields = subset_fields,
    .item_label = N_("Subset"), .required = TRUE,
    .default_json = "[{\"id\": \"a\", \"label\": \"A\"}, {\"id\": \"b\", \"label\": \"B\"}]" },
  { .key = "overlapping", .kind = FF_FIELD_FLAG, .label = N_("Subsets May Overlap"), .default_json = "false",
    .help = N_("Off: a subset only gets people whom none before it took") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "rest", .label = N_("Rest"), .rest = TRUE },
  { NULL }
};

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  FfJson *subsets = ff_json_get_member (settings, "subsets");

  for (guint i = 0; i < ff_json_get_length (subsets); i++)
    {
      FfJson *subset = ff_json_get_element (subsets, i);
      const char *id = ff_json_get_member_string (subset, "id", NULL);

      if (id != NULL)
        g_ptr_array_add (list, ff_output_new (id, ff_json_get_member_string (subset, "label", id), FALSE));
    }
}

static void
validate (FfPlanning *planning)
{
  FfJson *subsets = ff_json_get_member (planning->settings, "subsets");
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  double sum = 0;

  for (guint i = 0; i < ff_json_get_length (subsets); i++)
    {
      FfJson *subset = ff_json_get_element (subsets, i);
      const char *id = ff_json_get_member_string (subset, "id", "");
      g_autofree char *pointer = g_strdup_printf ("/subsets/%u", i);

      if (*id == '\0' || g_str_equal (id, "rest") || !g_hash_table_add (ids, (gpointer) id))
        ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer,
                             _("Subset %u has no id of its own: remove it and add it again"), i + 1);

      if (g_str_equal (ff_json_get_member_string (subset, "limit", "none"), "share"))
        sum += ff_json_get_member_real (subset, "percent", 50);
    }

  if (sum > 100.0000001 && !ff_json_get_member_boolean (planning->settings, "overlapping", FALSE))
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/subsets", "%s",
                         _("The shares add up to more than 100 %: lower one of them"));
}

static gboolean
parse_quota (FfPlanning *planning,
             FfJson     *subset,
             const char *pointer,
             FfQuota    *out_quota)
{
  const char *limit = ff_json_get_member_string (subset, "limit", "none");
  g_autofree char *place = g_strconcat (pointer, "/percent", NULL);
  g_autoptr (FfJson) fallback = ff_json_new_integer (50);
  FfJson *percent = ff_json_get_member (subset, "percent");

  *out_quota = (FfQuota) { .kind = FF_QUOTA_ALL };
  if (g_str_equal (limit, "none"))
    return TRUE;

  if (g_str_equal (limit, "count"))
    {
      out_quota->kind = FF_QUOTA_COUNT;
      out_quota->count = ff_json_get_member_integer (subset, "count", 1000);
      return TRUE;
    }

  out_quota->kind = g_str_equal (limit, "share") ? FF_QUOTA_SHARE : FF_QUOTA_SHARE_LEFT;
  if (ff_share_parse (percent != NULL ? percent : fallback, &out_quota->numerator, &out_quota->denominator))
    return TRUE;

  ff_planning_problem (planning, FF_SEVERITY_PROBLEM, place, "%s",
                       _("A share is a number from 0 to 100 with at most six decimals"));
  return FALSE;
}

static void
subset_clear (FfSubset *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->rule, ff_rule_unref);
  ff_order_clear (&self->order);
}

/* Subsets start from a random order unless told otherwise: shares then are fair samples. */
static FfJson *
dup_subset (FfJson *subset)
{
  g_autoptr (FfJson) random = ff_json_new_string ("random");

  if (ff_json_get_member (subset, "order") != NULL)
    return ff_json_ref (subset);

  return ff_json_with_member (subset, "order", random);
}

static void
compile (FfPlanning *planning)
{
  FfJson *subsets = ff_json_get_member (planning->settings, "subsets");
  guint n = ff_json_get_length (subsets);
  g_autoptr (GArray) parsed = g_array_new (FALSE, TRUE, sizeof (FfSubset));
  gboolean good = TRUE;
  FfFlow input, flow;

  g_array_set_clear_func (parsed, (GDestroyNotify) subset_clear);

  if (!ff_planning_get_input (planning, "in", &input))
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FfJson) json = dup_subset (ff_json_get_element (subsets, i));
      g_autofree char *pointer = g_strdup_printf ("/subsets/%u", i);
      g_autofree char *rule_pointer = g_strconcat (pointer, "/rule", NULL);
      FfSubset subset = { 0 };

      subset.label = g_strdup (ff_json_get_member_string (json, "label", ""));
      if (ff_json_get_member (json, "rule") != NULL)
        {
          subset.rule = ff_planning_parse_rule (planning, rule_pointer, ff_flow_get_entity (input), input);
          good = good && subset.rule != NULL;
        }

      good = parse_quota (planning, json, pointer, &subset.quota) && good;
      if (g_str_equal (ff_json_get_member_string (json, "order", "random"), "random"))
        ff_order_init_random (&subset.order, ff_json_get_member_string (json, "seed", "1"));
      else
        good = ff_planning_parse_order (planning, pointer, ff_flow_get_entity (input), input, &subset.order) && good;

      g_array_append_val (parsed, subset);
    }

  if (!good)
    return;

  ff_planning_set_reason (planning, _("In no subset"));
  flow = ff_plan_builder_add_split (planning->builder, input, (const FfSubset *) (gpointer) parsed->data, n,
                                    ff_json_get_member_boolean (planning->settings, "overlapping", FALSE));

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
