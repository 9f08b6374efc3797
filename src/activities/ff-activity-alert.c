/* Alert: tells somebody that a run came here. In a draft its input goes on. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField fields[] = {
  { .key = "message", .kind = FF_FIELD_LONG_TEXT, .label = N_("Message"), .required = TRUE,
    .help = N_("Shown as a notification and kept with the run") },
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
  return g_strdup_printf (ngettext ("%lu alert is passed by", "%lu alerts are passed by", n), n);
}

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_template (ff_json_get_member_string (settings, "message", NULL));
}

const FfActivityType ff_activity_alert = {
  .id = "alert",
  .name = N_("Alert"),
  .description = N_("Tells somebody that a run came here"),
  .glyph = "alert",
  .category = FF_CATEGORY_FLOW,
  .small = TRUE,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = ff_ports_out,
  .compile = compile,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
