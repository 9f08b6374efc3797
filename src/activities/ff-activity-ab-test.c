/* A/B test: arms of people at random, and a control group of those whom none
 * took. Every row carries the code of its arm. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "shares", N_("Shares") },
  { "sizes", N_("Exact Sizes") },
  { NULL }
};

static const FfField arm_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .required = TRUE },
  { .key = "code", .kind = FF_FIELD_TEXT, .label = N_("Code"), .help = N_("The label when it is empty") },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Percent"), .default_json = "10", .min = 0, .max = 100,
    .help = N_("Of an arm by shares") },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0, .max = G_MAXINT32,
    .help = N_("Of an arm by exact sizes") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("Arms By"), .default_json = "\"shares\"", .choices = how_choices,
    .help = N_("Shares: whoever comes or goes moves nobody else, and sizes come near. Exact sizes: the numbers, drawn anew each time") },
  { .key = "arms", .kind = FF_FIELD_LIST, .label = N_("Arms"), .fields = arm_fields, .item_label = N_("Arm"), .required = TRUE,
    .default_json = "[{\"id\": \"a\", \"label\": \"A\", \"percent\": 45}, {\"id\": \"b\", \"label\": \"B\", \"percent\": 45}]" },
  { .key = "salt", .kind = FF_FIELD_TEXT, .label = N_("Salt"),
    .help = N_("The same salt and shares give the same arms in another campaign; empty: those of this one") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "control", .label = N_("Control") },
  { NULL }
};

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  ff_outputs_add_items (list, ff_json_get_member (settings, "arms"));
}

static gboolean
has_sizes (FfJson *settings)
{
  return g_str_equal (ff_json_get_member_string (settings, "how", "shares"), "sizes");
}

static gboolean
parse_quota (FfPlanning *planning,
             guint       i,
             FfQuota    *out_quota)
{
  FfJson *arm = ff_json_get_element (ff_json_get_member (planning->settings, "arms"), i);
  g_autofree char *pointer = g_strdup_printf ("/arms/%u/percent", i);
  g_autoptr (FfJson) tenth = ff_json_new_integer (10);
  FfJson *percent = ff_json_get_member (arm, "percent");

  if (has_sizes (planning->settings))
    {
      *out_quota = (FfQuota) { FF_QUOTA_COUNT, .count = ff_json_get_member_integer (arm, "count", 1000) };
      return TRUE;
    }

  *out_quota = (FfQuota) { FF_QUOTA_SHARE };
  if (ff_share_parse (percent != NULL ? percent : tenth, &out_quota->numerator, &out_quota->denominator))
    return TRUE;

  ff_planning_problem (planning, FF_SEVERITY_PROBLEM, pointer, "%s", _("A share is a number from 0 to 100 with at most six decimals"));
  return FALSE;
}

static void
validate (FfPlanning *planning)
{
  const gint64 whole = 100000000;
  guint n = ff_json_get_length (ff_json_get_member (planning->settings, "arms"));
  gint64 sum = 0;

  ff_planning_check_item_ids (planning, "/arms", "control");
  for (guint i = 0; i < n; i++)
    {
      FfQuota quota;

      if (parse_quota (planning, i, &quota) && quota.kind == FF_QUOTA_SHARE)
        sum += quota.numerator * (whole / quota.denominator);
    }

  if (sum > whole)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/arms", "%s", _("The shares add up to more than 100 %: lower one of them"));
}

static char *
dup_salt (FfPlanning *planning)
{
  const char *salt = ff_json_get_member_string (planning->settings, "salt", "");

  return *salt != '\0' ? g_strdup (salt)
                       : g_strdup_printf ("%s/%s", ff_campaign_get_id (planning->campaign), planning->activity->id);
}

/* @flow leaves through @port, each row with the code of its arm. */
static void
leave (FfPlanning *planning,
       const char *port,
       FfFlow      flow,
       const char *code)
{
  static const FfType text = { .kind = FF_KIND_TEXT };
  FfValue value = { .kind = FF_VALUE_TEXT, .text = (char *) code };

  ff_planning_set_output (planning, port, ff_plan_builder_add_mark (planning->builder, flow, "arm", _("Arm"), &text, &value));
}

static void
compile (FfPlanning *planning)
{
  FfJson *arms = ff_json_get_member (planning->settings, "arms");
  guint n = ff_json_get_length (arms);
  g_autofree FfSubset *subsets = g_new0 (FfSubset, n);
  g_autofree char *salt = dup_salt (planning);
  g_auto (FfOrder) order = { .random = TRUE, .seed = ff_hash_seed (salt) };
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input))
    return;

  for (guint i = 0; i < n; i++)
    {
      subsets[i].order = order;
      if (!parse_quota (planning, i, &subsets[i].quota))
        return;
    }

  flow = ff_plan_builder_add_split (planning->builder, input, has_sizes (planning->settings) ? FF_SPLIT_IN_TURN : FF_SPLIT_HASHED, subsets, n);
  for (guint i = 0; i < n; i++)
    {
      FfJson *arm = ff_json_get_element (arms, i);
      const char *code = ff_json_get_member_string (arm, "code", "");

      leave (planning, ff_json_get_member_string (arm, "id", ""), ff_flow_output (flow, i),
             *code != '\0' ? code : ff_json_get_member_string (arm, "label", ""));
    }
  leave (planning, "control", ff_flow_output (flow, n), "control");
}

static char *
summarize (FfJson *settings)
{
  guint n = ff_json_get_length (ff_json_get_member (settings, "arms"));

  return g_strdup_printf (ngettext ("%u arm and control", "%u arms and control", n), n);
}

const FfActivityType ff_activity_ab_test = {
  .id = "ab-test",
  .name = N_("A/B Test"),
  .description = N_("Divides people at random into arms to compare, and a control group"),
  .glyph = "ab-test",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .list_outputs = list_outputs,
  .validate = validate,
  .compile = compile,
  .summarize = summarize,
};
