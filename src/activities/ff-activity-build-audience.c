/* Build audience: the keys of an entity for which a rule holds. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField fields[] = {
  { .key = "entity", .kind = FF_FIELD_ENTITY, .label = N_("Dimension"),
    .help = N_("What a row is: a customer, an order, a booking") },
  { .key = "rule", .kind = FF_FIELD_RULE, .label = N_("Rule") },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  const FfEntity *entity = ff_planning_find_entity (planning, "/entity");
  g_autoptr (FfRule) rule = NULL;

  if (entity == NULL)
    return;

  rule = ff_planning_parse_rule (planning, "/rule", entity, (FfFlow) { NULL, 0 });
  if (rule != NULL)
    ff_planning_set_output (planning, "out", ff_plan_builder_add_select (planning->builder, entity, rule));
}

static char *
summarize (FfJson *settings)
{
  g_autofree char *brief = ff_summary_of_rule (ff_json_get_member (settings, "rule"));

  return brief != NULL ? g_steal_pointer (&brief) : g_strdup (_("Everyone"));
}

const FfActivityType ff_activity_build_audience = {
  .id = "build-audience",
  .name = N_("Build Audience"),
  .description = N_("Selects the people for whom a rule holds"),
  .glyph = "build-audience",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_order_only,
  .outputs = ff_ports_out,
  .compile = compile,
  .summarize = summarize,
};
