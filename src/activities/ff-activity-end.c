/* End: a branch ends here. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfPort inputs[] = {
  { .id = "in", .many = TRUE },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
}

const FfActivityType ff_activity_end = {
  .id = "end",
  .name = N_("End"),
  .description = N_("Ends a branch"),
  .glyph = "end",
  .category = FF_CATEGORY_FLOW,
  .small = TRUE,
  .inputs = inputs,
  .outputs = ff_ports_none,
  .compile = compile,
};
