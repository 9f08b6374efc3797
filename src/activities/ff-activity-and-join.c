/* And-join: waits for every branch; the primary's people go on. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfPort inputs[] = {
  { .id = "primary", .label = N_("Primary") },
  { .id = "others", .label = N_("Others"), .many = TRUE, .ended = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  FfFlow input;

  if (ff_planning_get_input (planning, "primary", &input))
    ff_planning_set_output (planning, "out", input);
}

const FfActivityType ff_activity_and_join = {
  .id = "and-join",
  .name = N_("And-Join"),
  .description = N_("Waits for several branches and goes on with the primary’s people"),
  .glyph = "and-join",
  .category = FF_CATEGORY_FLOW,
  .small = TRUE,
  .inputs = inputs,
  .outputs = ff_ports_out,
  .compile = compile,
};
