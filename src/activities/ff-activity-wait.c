/* Wait: the people go on later; their set stays. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField fields[] = {
  { .key = "duration", .kind = FF_FIELD_DURATION, .label = N_("For"), .required = TRUE, .max = 100000,
    .default_json = "{\"amount\": 1, \"unit\": \"day\"}" },
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
dup_pass_note (gulong n)
{
  return g_strdup_printf (ngettext ("%lu wait passes at once", "%lu waits pass at once", n), n);
}

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_duration (ff_json_get_member (settings, "duration"));
}

const FfActivityType ff_activity_wait = {
  .id = "wait",
  .name = N_("Wait"),
  .description = N_("Lets some time pass before the next activity"),
  .glyph = "wait",
  .category = FF_CATEGORY_FLOW,
  .small = TRUE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .compile = compile,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
