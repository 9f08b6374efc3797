/* Incremental query: the rows for which a rule holds that no run took before:
 * those after the last mark of a moment, or with a key that is not remembered.
 * What is remembered are saved audiences that no person sees; drafts read
 * them, a run moves them. Main thread. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "activities/ff-activities-private.h"
#include "query/ff-rule-time.h"

static const FfChoice by_choices[] = {
  { "keys", N_("Never Taken Before") },
  { "moment", N_("After the Last One Taken") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "entity", .kind = FF_FIELD_ENTITY, .label = N_("Dimension"),
    .help = N_("What a row is: a customer, an order, a booking") },
  { .key = "rule", .kind = FF_FIELD_RULE, .label = N_("Rule"), .over_entity = "entity" },
  { .key = "by", .kind = FF_FIELD_CHOICE, .label = N_("New Are Those"), .default_json = "\"keys\"", .choices = by_choices },
  { .key = "days", .kind = FF_FIELD_INTEGER, .label = N_("Days Until Taken Again"), .default_json = "0", .min = 0, .max = 366,
    .help = N_("0: never again"), .visible_key = "by", .visible_value = "keys" },
  { .key = "moment", .kind = FF_FIELD_OPERAND, .label = N_("By"), .required = TRUE, .over_entity = "entity",
    .help = N_("A date or a moment, such as when an order was placed"), .visible_key = "by", .visible_value = "moment" },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("New") },
  { .id = "seen", .label = N_("Seen"), .rest = TRUE },
  { NULL }
};

static gboolean
is_by_moment (FfJson *settings)
{
  return g_str_equal (ff_json_get_member_string (settings, "by", "keys"), "moment");
}

/* One way of remembering never reads what another has kept. */
static char *
dup_prefix (FfCampaign       *campaign,
            const FfActivity *activity,
            FfJson           *settings)
{
  const char *way = is_by_moment (settings) ? "moment" : ff_json_get_member_integer (settings, "days", 0) > 0 ? "days" : "keys";

  return g_strdup_printf (FF_AUDIENCE_MEMORY "%s\037%s\037%s\037", ff_campaign_get_id (campaign), activity->id, way);
}

/* The first day that is still remembered; NULL: every one is. */
static char *
dup_first_day (FfJson        *settings,
               FfPlanContext *context)
{
  gint64 days = ff_json_get_member_integer (settings, "days", 0);

  return days > 0 && !is_by_moment (settings) ? ff_time_day_to_text (ff_time_get_day (context->now_usec, context->zone) - days + 1) : NULL;
}

static FfMemory *
new_memory (FfCampaign       *campaign,
            const FfActivity *activity,
            FfPlanContext    *context)
{
  FfJson *moment = ff_json_get_member (activity->settings, "moment");
  FfMemory *memory = g_new0 (FfMemory, 1);

  memory->prefix = dup_prefix (campaign, activity, activity->settings);
  memory->first = dup_first_day (activity->settings, context);
  if (is_by_moment (activity->settings))
    memory->moment = ff_json_ref (moment);
  else if (memory->first != NULL)
    memory->part = ff_time_day_to_text (ff_time_get_day (context->now_usec, context->zone));
  else
    memory->part = g_strdup ("all");

  return memory;
}

/* The names that are remembered, of rows of @entity. */
static GPtrArray *
dup_names (FfPlanning     *planning,
           const FfEntity *entity,
           const char     *prefix)
{
  FfJson *audiences = planning->context->audiences;
  g_autofree char *first = dup_first_day (planning->settings, planning->context);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < ff_json_get_length (audiences); i++)
    {
      const char *name = ff_json_get_name (audiences, i);

      if (g_str_has_prefix (name, prefix) && g_strcmp0 (first, name + strlen (prefix)) <= 0 &&
          g_str_equal (ff_json_get_member_string (ff_json_get_value (audiences, i), "entity", ""), entity->name))
        g_ptr_array_add (names, (gpointer) name);
    }

  return names;
}

static FfJson *
new_group (const char *how)
{
  FfJson *group = ff_json_new_object ();

  ff_json_take_member (group, how, ff_json_new_array ());

  return group;
}

static void
add_to_group (FfJson     *group,
              const char *how,
              FfJson     *item)
{
  ff_json_take_element (ff_json_get_member (group, how), item);
}

static FfJson *
new_not_in (const char *audience)
{
  FfJson *json = ff_json_new_object ();

  ff_json_set_string (json, "not-in-audience", audience);

  return json;
}

static FfJson *
new_comparison (FfPlanning *planning,
                const char *op,
                const char *value)
{
  FfJson *json = ff_json_new_object ();
  FfJson *right = ff_json_new_object ();

  ff_json_set_string (right, "value", value);
  ff_json_take_member (json, "left", ff_json_ref (ff_json_get_member (planning->settings, "moment")));
  ff_json_set_string (json, "op", op);
  ff_json_take_member (json, "right", right);

  return json;
}

/* Only rows whose moment has come: a missing one never does. FALSE with the problems recorded. */
static gboolean
keep_past (FfPlanning *planning,
           FfFlow     *flow)
{
  const FfEntity *entity = ff_flow_get_entity (*flow);
  g_autoptr (FfOperand) moment = ff_planning_parse_operand (planning, "/moment", entity, (FfFlow) { NULL });
  FfKind kind = moment != NULL ? ff_operand_get_type (moment)->kind : FF_KIND_TEXT;
  g_autoptr (FfJson) json = NULL;
  g_autoptr (FfRule) rule = NULL;
  g_autofree char *now = NULL;

  if (moment == NULL)
    return FALSE;

  if (kind != FF_KIND_INSTANT && kind != FF_KIND_DATE)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/moment", _("A %s is no moment: choose a date"), ff_kind_get_name (kind));
      return FALSE;
    }

  now = kind == FF_KIND_DATE ? ff_time_day_to_text (ff_time_get_day (planning->context->now_usec, planning->context->zone))
                             : ff_memory_dup_instant (planning->context->now_usec);
  json = new_group ("all");
  add_to_group (json, "all", new_comparison (planning, "at-most", now));
  rule = ff_planning_parse_rule_json (planning, json, "/moment", entity, *flow);
  if (rule != NULL)
    *flow = ff_plan_builder_add_filter (planning->builder, *flow, rule);

  return rule != NULL;
}

/* That a row was not taken before; NULL when none was. */
static FfJson *
new_test (FfPlanning     *planning,
          const FfEntity *entity)
{
  g_autofree char *prefix = dup_prefix (planning->campaign, planning->activity, planning->settings);
  g_autoptr (GPtrArray) names = dup_names (planning, entity, prefix);
  FfJson *json;

  if (names->len == 0)
    return NULL;

  /* The greatest is the mark. */
  if (is_by_moment (planning->settings))
    {
      const char *name = names->pdata[0];
      FfJson *ties = new_group ("all");

      for (guint i = 1; i < names->len; i++)
        name = strcmp (names->pdata[i], name) > 0 ? names->pdata[i] : name;
      json = new_group ("any");
      add_to_group (ties, "all", new_comparison (planning, "equals", name + strlen (prefix)));
      add_to_group (ties, "all", new_not_in (name));
      add_to_group (json, "any", new_comparison (planning, "greater", name + strlen (prefix)));
      add_to_group (json, "any", ties);
      return json;
    }

  json = new_group ("all");
  for (guint i = 0; i < names->len; i++)
    add_to_group (json, "all", new_not_in (names->pdata[i]));

  return json;
}

static void
compile (FfPlanning *planning)
{
  const FfEntity *entity = ff_planning_find_entity (planning, "/entity");
  g_autoptr (FfRule) rule = entity != NULL ? ff_planning_parse_rule (planning, "/rule", entity, (FfFlow) { NULL }) : NULL;
  g_autoptr (FfJson) json = NULL;
  g_autoptr (FfRule) test = NULL;
  FfFlow flow;

  if (rule == NULL)
    return;

  flow = ff_plan_builder_add_select (planning->builder, entity, rule);
  if (is_by_moment (planning->settings) && !keep_past (planning, &flow))
    return;

  json = new_test (planning, entity);
  if (json == NULL)
    {
      FfFlow twice[2] = { flow, flow };

      ff_planning_set_output (planning, "out", flow);
      ff_planning_set_output (planning, "seen", ff_plan_builder_add_combine (planning->builder, FF_COMBINE_EXCLUSION, twice, 2));
      return;
    }

  test = ff_planning_parse_rule_json (planning, json, "/by", entity, flow);
  if (test == NULL)
    return;

  ff_planning_set_reason (planning, _("Taken before"));
  flow = ff_plan_builder_add_filter (planning->builder, flow, test);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "seen", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_rule (ff_json_get_member (settings, "rule"));
}

const FfActivityType ff_activity_incremental_query = {
  .id = "incremental-query",
  .name = N_("Incremental Query"),
  .description = N_("Selects the people whom no run took before"),
  .glyph = "incremental-query",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_order_only,
  .outputs = outputs,
  .compile = compile,
  .new_memory = new_memory,
  .summarize = summarize,
};
