/* Save audience: keeps the inbound keys under a name; the rows go on
 * unchanged. Writing is the run's, a draft only passes through. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "replace", N_("Replace") },
  { "append", N_("Append") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "name", .kind = FF_FIELD_TEXT, .label = N_("Name"), .required = TRUE,
    .help = N_("Other campaigns read the audience by this name") },
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("When It Exists"), .default_json = "\"replace\"",
    .choices = how_choices },
  { NULL }
};

static void
compile (FfPlanning *planning)
{
  FfFlow input;

  if (ff_planning_get_input (planning, "in", &input))
    ff_planning_set_output (planning, "out", input);
}

static char *
summarize (FfJson *settings)
{
  return g_strdup (ff_json_get_member_string (settings, "name", NULL));
}

const FfActivityType ff_activity_save_audience = {
  .id = "save-audience",
  .name = N_("Save Audience"),
  .description = N_("Keeps the people under a name for other campaigns"),
  .glyph = "save-audience",
  .category = FF_CATEGORY_AUDIENCE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .compile = compile,
  .summarize = summarize,
};
