/* Start: where the campaign begins and when. What it joins has no rows of it.
 * Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice when_choices[] = {
  { "now", N_("When a Person Says So") },
  { "once", N_("Once") },
  { "signal", N_("By a Signal") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "when", .kind = FF_FIELD_CHOICE, .label = N_("Starts"), .default_json = "\"now\"", .choices = when_choices },
  { .key = "at", .kind = FF_FIELD_TEXT, .label = N_("On"), .required = TRUE, .help = N_("2026-03-01 09:00, in the campaign’s zone"),
    .visible_key = "when", .visible_value = "once" },
  { .key = "signal", .kind = FF_FIELD_TEXT, .label = N_("Signal"), .required = TRUE, .visible_key = "when", .visible_value = "signal" },
  { NULL }
};

/* A campaign begins at one place. */
static gboolean
is_first (FfPlanning *planning)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (planning->campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (planning->campaign, i);

      if (g_str_equal (activity->type, planning->activity->type))
        return g_str_equal (activity->id, planning->activity->id);
    }

  return TRUE;
}

static void
validate (FfPlanning *planning)
{
  const char *at = ff_json_get_member_string (planning->settings, "at", "");

  if (!is_first (planning))
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, "", "%s", _("The campaign has a start already: remove one of them"));

  if (g_str_equal (ff_json_get_member_string (planning->settings, "when", "now"), "once") && *at != '\0')
    ff_planning_check_moment (planning, "/at");
}

static void
compile (FfPlanning *planning)
{
  ff_planning_set_unknown (planning, "out", _("the campaign starts here"));
}

static char *
dup_pass_note (gulong n)
{
  return g_strdup (_("One pass begins now, whatever the start says"));
}

static char *
summarize (FfJson *settings)
{
  const char *when = ff_json_get_member_string (settings, "when", "now");

  if (g_str_equal (when, "once"))
    return g_strdup (ff_json_get_member_string (settings, "at", NULL));
  if (g_str_equal (when, "signal"))
    return g_strdup (ff_json_get_member_string (settings, "signal", NULL));

  return NULL;
}

const FfActivityType ff_activity_start = {
  .id = "start",
  .name = N_("Start"),
  .description = N_("Says when the campaign begins"),
  .glyph = "start",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_none,
  .outputs = ff_ports_out,
  .validate = validate,
  .compile = compile,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
