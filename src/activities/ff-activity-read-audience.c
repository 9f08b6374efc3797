/* Read audience: a saved set of keys. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField column_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Column Name"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_OPERAND, .label = N_("Value"), .required = TRUE, .over_audience = "audience" },
  { NULL }
};

static const FfField fields[] = {
  { .key = "audience", .kind = FF_FIELD_AUDIENCE, .label = N_("Audience"), .required = TRUE },
  { .key = "columns", .kind = FF_FIELD_LIST, .label = N_("More Columns"), .fields = column_fields, .item_label = N_("Column") },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  const char *name = ff_json_get_member_string (planning->settings, "audience", "");
  FfJson *audience = ff_json_get_member (planning->context->audiences, name);
  const FfEntity *entity;
  FfFlow flow;

  if (audience == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/audience",
                           _("There is no saved audience “%s”: save it first or choose another"), name);
      return;
    }

  entity = ff_schema_find_entity (planning->context->schema, ff_json_get_member_string (audience, "entity", ""));
  if (entity == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/audience",
                           _("The audience “%s” holds rows of a table that this data source does not have"), name);
      return;
    }

  flow = ff_plan_builder_add_members (planning->builder, entity, name);
  if (ff_planning_add_columns (planning, "/columns", &flow))
    ff_planning_set_output (planning, "out", flow);
}

static char *
summarize (FfJson *settings)
{
  return g_strdup (ff_json_get_member_string (settings, "audience", NULL));
}

const FfActivityType ff_activity_read_audience = {
  .id = "read-audience",
  .name = N_("Read Audience"),
  .description = N_("Takes the people of a saved audience"),
  .glyph = "read-audience",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_order_only,
  .outputs = ff_ports_out,
  .compile = compile,
  .summarize = summarize,
};
