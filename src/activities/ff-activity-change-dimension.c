/* Change dimension: follows a link, from customers to their bookings or
 * back. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField fields[] = {
  { .key = "link", .kind = FF_FIELD_LINK, .label = N_("Along"), .required = TRUE,
    .help = N_("To one: each linked row once. To many: every linked row") },
  { .key = "multiply", .kind = FF_FIELD_FLAG, .label = N_("May Become More"), .default_json = "false",
    .help = N_("To many: one row becomes as many as are linked to it") },
  { .key = "merge", .kind = FF_FIELD_LIST, .label = N_("Columns from All Rows"), .fields = ff_merge_fields, .item_label = N_("Column"),
    .help = N_("Where several rows lead to one; other columns are those of the row with the lowest key") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = "out", .label = N_("Linked") },
  { .id = "unreachable", .label = N_("Unreachable"), .rest = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  const char *name = ff_json_get_member_string (planning->settings, "link", "");
  const FfEntity *target;
  const FfLink *link;
  g_autoptr (GArray) merges = ff_merges_new ();
  g_autofree char *reason = NULL;
  FfFlow input, flow;

  if (!ff_planning_get_input (planning, "in", &input))
    return;

  link = ff_entity_find_link (ff_flow_get_entity (input), name);
  if (link == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link", _("%s have no link “%s”: choose another"),
                           ff_flow_get_entity (input)->label_plural, name);
      return;
    }

  target = ff_schema_find_entity (planning->context->schema, link->target);
  if (target == NULL || target->key == NULL)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/link",
                           _("“%s” leads to a table without a key: name its key in the data model"), link->label);
      return;
    }

  if (!ff_planning_parse_merges (planning, "/merge", input, merges))
    return;

  if (merges->len > 0 && link->cardinality != FF_LINK_ONE)
    {
      ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "/merge",
                           _("“%s” leads from one row to many, and none of these comes from several: remove the columns"), link->label);
      return;
    }

  if (link->cardinality != FF_LINK_ONE && !ff_json_get_member_boolean (planning->settings, "multiply", FALSE))
    ff_planning_problem (planning, FF_SEVERITY_WARNING, "/multiply",
                         _("“%s” leads from one row to many: compare both numbers and say that they may become more"), link->label);

  /* Translators: why a row leads nowhere; %s is the label of a link, such as “Bookings”. */
  reason = g_strdup_printf (_("No %s"), link->label);
  ff_planning_set_reason (planning, reason);
  flow = ff_plan_builder_add_relate_with (planning->builder, input, link,
                                          (const FfMergeOptions *) (gpointer) merges->data, merges->len);
  ff_planning_set_output (planning, "out", flow);
  ff_planning_set_output (planning, "unreachable", ff_flow_output (flow, 1));
}

static char *
summarize (FfJson *settings)
{
  const char *link = ff_json_get_member_string (settings, "link", NULL);
  g_autofree char *title = NULL;

  if (link == NULL)
    return NULL;

  title = ff_summary_of_name (link);
  /* Translators: %s is the name of a link, such as “Bookings”. */
  return g_strdup_printf (_("To %s"), title);
}

const FfActivityType ff_activity_change_dimension = {
  .id = "change-dimension",
  .name = N_("Change Dimension"),
  .description = N_("Goes on with linked rows, such as the bookings of the people"),
  .glyph = "change-dimension",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .compile = compile,
  .summarize = summarize,
};
