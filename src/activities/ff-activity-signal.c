/* Signal: starts another campaign when a run comes here. In a draft its input
 * goes on. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField parameter_fields[] = {
  { .key = "name", .kind = FF_FIELD_TEXT, .label = N_("Variable"), .required = TRUE },
  { .key = "value", .kind = FF_FIELD_TEXT, .label = N_("Value") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "campaign", .kind = FF_FIELD_TEXT, .label = N_("Campaign"), .required = TRUE, .help = N_("The name or id of the one to start") },
  { .key = "parameters", .kind = FF_FIELD_LIST, .label = N_("With"), .fields = parameter_fields, .item_label = N_("Variable") },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  FfFlow input;

  if (ff_planning_get_input (planning, "in", &input))
    ff_planning_set_if_taken (planning, "out", input);
}

static char *
summarize (FfJson *settings)
{
  return g_strdup (ff_json_get_member_string (settings, "campaign", NULL));
}

const FfActivityType ff_activity_signal = {
  .id = "signal",
  .name = N_("Signal"),
  .description = N_("Starts another campaign"),
  .glyph = "signal",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .compile = compile,
  .decides = TRUE,
  .summarize = summarize,
};
