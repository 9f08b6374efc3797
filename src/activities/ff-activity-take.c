/* Take: a number or a share of the rows, by order or at random. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"
#include "base/ff-count.h"

static const FfChoice limit_choices[] = {
  { "count", N_("A Number of People") },
  { "share", N_("% of the Inbound") },
  { NULL }
};

static const FfField group_fields[] = {
  { .key = "key", .kind = FF_FIELD_OPERAND, .label = N_("Attribute"), .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "limit", .kind = FF_FIELD_CHOICE, .label = N_("Take"), .default_json = "\"count\"", .choices = limit_choices },
  { .key = "count", .kind = FF_FIELD_INTEGER, .label = N_("People"), .default_json = "1000", .min = 0,
    .max = G_MAXINT32, .visible_key = "limit", .visible_value = "count" },
  { .key = "percent", .kind = FF_FIELD_REAL, .label = N_("Percent"), .default_json = "10", .min = 0, .max = 100,
    .visible_key = "limit", .visible_value = "share" },
  FF_ORDER_FIELDS (NULL, NULL),
  { .key = "groups", .kind = FF_FIELD_LIST, .label = N_("For Each"), .fields = group_fields,
    .item_label = N_("Attribute"), .help = N_("The limit then holds for each group of equal values") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Taken") },
  { .id = "rest", .label = N_("Rest"), .rest = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_unref);
  g_auto (FfOrder) order = { 0 };
  FfQuota quota = { 0 };
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input) ||
      !ff_planning_parse_operands (planning, "/groups", "key", input, groups) ||
      !ff_planning_parse_order (planning, "", ff_flow_get_entity (input), input, &order))
    return;

  if (g_str_equal (ff_json_get_member_string (planning->settings, "limit", "count"), "count"))
    {
      quota.kind = FF_QUOTA_COUNT;
      quota.count = ff_json_get_member_integer (planning->settings, "count", 1000);
    }
  else
    {
      quota.kind = FF_QUOTA_SHARE;
      if (!ff_share_parse (ff_json_get_member (planning->settings, "percent"), &quota.numerator, &quota.denominator))
        {
          ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/percent", "%s",
                               _("A share is a number from 0 to 100 with at most six decimals"));
          return;
        }
    }

  ff_planning_set_reason (planning, _("Over the limit"));
  flow = ff_plan_builder_add_take (planning->builder, input, &quota, &order, groups->len > 0 ? groups : NULL);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "rest", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  gboolean random = g_str_equal (ff_json_get_member_string (settings, "order", "by"), "random");

  if (g_str_equal (ff_json_get_member_string (settings, "limit", "count"), "share"))
    {
      const char *percent = ff_json_get_number_text (ff_json_get_member (settings, "percent"));

      /* Translators: %s is a number of percent. */
      return g_strdup_printf (random ? _("%s %% at random") : _("First %s %%"), percent != NULL ? percent : "10");
    }
  else
    {
      gint64 n = ff_json_get_member_integer (settings, "count", 1000);
      g_autofree char *number = ff_count_format (n);

      /* Translators: %s is a number with separators. */
      return g_strdup_printf (random ? ngettext ("%s at random", "%s at random", n) : ngettext ("First %s", "First %s", n), number);
    }
}

const FfActivityType ff_activity_take = {
  .id = "take",
  .name = N_("Take"),
  .description = N_("Takes a number or a share of the people"),
  .glyph = "take",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};
