/* Fork: all outputs carry the same people. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField fields[] = {
  { .key = "branches", .kind = FF_FIELD_INTEGER, .label = N_("Branches"), .default_json = "2", .min = 2, .max = 20 },
  { NULL }
};

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  gint64 n = CLAMP (ff_json_get_member_integer (settings, "branches", 2), 2, 20);

  for (gint64 i = 1; i <= n; i++)
    {
      g_autofree char *id = g_strdup_printf ("branch-%" G_GINT64_FORMAT, i);
      g_autofree char *label = g_strdup_printf ("%" G_GINT64_FORMAT, i);

      g_ptr_array_add (list, ff_output_new (id, label, FALSE));
    }
}

static void
compile (FfPlanning *planning)
{
  ff_planning_pass_to_all (planning);
}

const FfActivityType ff_activity_fork = {
  .id = "fork",
  .name = N_("Fork"),
  .description = N_("Sends the same people into several branches"),
  .glyph = "fork",
  .category = FF_CATEGORY_FLOW,
  .small = TRUE,
  .fields = fields,
  .inputs = ff_ports_in,
  .list_outputs = list_outputs,
  .compile = compile,
};
