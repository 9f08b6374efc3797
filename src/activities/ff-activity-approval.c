/* Approval: a run waits here until a person answers; each answer has its port.
 * Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

static const FfField answer_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Answer"), .required = TRUE },
  { NULL }
};

static const FfChoice silence_choices[] = {
  { "stop", N_("The Run Stops") },
  { "first", N_("The First Answer") },
  { "last", N_("The Last Answer") },
  { NULL }
};

static const FfField fields[] = {
  { .key = "question", .kind = FF_FIELD_LONG_TEXT, .label = N_("Question"), .required = TRUE,
    .default_json = "\"Send to these people?\"" },
  { .key = "who", .kind = FF_FIELD_TEXT, .label = N_("Who Answers"), .help = N_("Anybody when it is empty") },
  { .key = "answers", .kind = FF_FIELD_LIST, .label = N_("Answers"), .fields = answer_fields, .item_label = N_("Answer"), .required = TRUE,
    .default_json = "[{\"id\": \"yes\", \"label\": \"Approve\"}, {\"id\": \"no\", \"label\": \"Decline\"}]" },
  { .key = "has-deadline", .kind = FF_FIELD_FLAG, .label = N_("Deadline"), .default_json = "false" },
  { .key = "deadline", .kind = FF_FIELD_DURATION, .label = N_("Within"), .max = 100000, .visible_key = "has-deadline", .visible_value = "true",
    .default_json = "{\"amount\": 1, \"unit\": \"day\"}" },
  { .key = "silence", .kind = FF_FIELD_CHOICE, .label = N_("Silence Means"), .default_json = "\"stop\"", .choices = silence_choices,
    .visible_key = "has-deadline", .visible_value = "true" },
  { NULL }
};

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  ff_outputs_add_items (list, ff_json_get_member (settings, "answers"));
}

static void
validate (FfPlanning *planning)
{
  ff_planning_check_item_ids (planning, "/answers", NULL);
}

static void
compile (FfPlanning *planning)
{
  ff_planning_pass_to_all (planning);
}

static char *
dup_pass_note (gulong n)
{
  return g_strdup_printf (ngettext ("%lu approval is given at once, by its first answer", "%lu approvals are given at once, by their first answers", n), n);
}

static char *
summarize (FfJson *settings)
{
  return ff_summary_of_template (ff_json_get_member_string (settings, "question", NULL));
}

const FfActivityType ff_activity_approval = {
  .id = "approval",
  .name = N_("Approval"),
  .description = N_("Waits until somebody answers"),
  .glyph = "approval",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_in,
  .list_outputs = list_outputs,
  .validate = validate,
  .compile = compile,
  .decides = TRUE,
  .dup_pass_note = dup_pass_note,
  .summarize = summarize,
};
