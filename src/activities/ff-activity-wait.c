/* Wait: the people go on later; their set stays. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfChoice how_choices[] = {
  { "for", N_("For Some Time") },
  { "until", N_("Until a Moment") },
  { "time", N_("Until a Time of Day") },
  { "weekday", N_("Until a Day of the Week") },
  { NULL }
};

static const FfChoice weekday_choices[] = {
  { "1", N_("Monday") },
  { "2", N_("Tuesday") },
  { "3", N_("Wednesday") },
  { "4", N_("Thursday") },
  { "5", N_("Friday") },
  { "6", N_("Saturday") },
  { "7", N_("Sunday") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "how", .kind = FF_FIELD_CHOICE, .label = N_("Waits"), .default_json = "\"for\"", .choices = how_choices },
  { .key = "duration", .kind = FF_FIELD_DURATION, .label = N_("For"), .required = TRUE, .max = 100000,
    .default_json = "{\"amount\": 1, \"unit\": \"day\"}", .visible_key = "how", .visible_value = "for" },
  { .key = "at", .kind = FF_FIELD_TEXT, .label = N_("Until"), .required = TRUE, .help = N_("2026-03-01 09:00"),
    .visible_key = "how", .visible_value = "until" },
  { .key = "weekday", .kind = FF_FIELD_CHOICE, .label = N_("Day"), .default_json = "\"1\"", .choices = weekday_choices,
    .visible_key = "how", .visible_value = "weekday" },
  { .key = "time", .kind = FF_FIELD_TEXT, .label = N_("Time"), .required = TRUE, .default_json = "\"09:00\"",
    .visible_key = "how", .visible_value = "time|weekday" },
  { .key = "zone", .kind = FF_FIELD_TEXT, .label = N_("Zone"), .help = N_("Such as Europe/Brussels; that of the campaign when it is empty") },
  { .key = "own-zone", .kind = FF_FIELD_FLAG, .label = N_("In Each Person’s Own Zone"), .default_json = "false",
    .help = N_("Where a channel follows; others wait in the zone above"), .visible_key = "how", .visible_value = "time|weekday" },
  { NULL }
};

static void
validate (FfPlanning *planning)
{
  const char *how = ff_json_get_member_string (planning->settings, "how", "for");

  ff_planning_check_zone (planning, "/zone");
  if (g_str_equal (how, "until"))
    ff_planning_check_moment (planning, "/at");
  else if (!g_str_equal (how, "for"))
    ff_planning_check_time (planning, "/time");
}

static char *
dup_pass_note (gulong n)
{
  return g_strdup_printf (ngettext ("%lu wait passes at once", "%lu waits pass at once", n), n);
}

static char *
summarize (FfJson *settings)
{
  const char *how = ff_json_get_member_string (settings, "how", "for");
  const char *weekday = ff_json_get_member_string (settings, "weekday", "1");

  if (g_str_equal (how, "until"))
    return g_strdup (ff_json_get_member_string (settings, "at", NULL));
  if (g_str_equal (how, "time"))
    return g_strdup (ff_json_get_member_string (settings, "time", "09:00"));

  for (guint i = 0; g_str_equal (how, "weekday") && weekday_choices[i].id != NULL; i++)
    if (g_str_equal (weekday_choices[i].id, weekday))
      /* Translators: a day of the week and a time, such as Monday 09:00. */
      return g_strdup_printf (_("%s %s"), _(weekday_choices[i].label), ff_json_get_member_string (settings, "time", "09:00"));

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
  .validate = validate,
  .compile = ff_planning_pass_to_all,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
