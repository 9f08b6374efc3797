/* Test: the first condition that holds when a run comes here decides which way
 * the people go. Main thread. */

#include <glib/gi18n-lib.h>

#include "activities/ff-activities-private.h"

#define OTHERWISE "otherwise"

static const FfChoice what_choices[] = {
  { "count", N_("Number of People") },
  { "variable", N_("Variable") },
  { "run", N_("Number of This Run") },
  { NULL }
};

static const FfChoice op_choices[] = {
  { "at-least", N_("Is At Least") },
  { "at-most", N_("Is At Most") },
  { "equals", N_("Equals") },
  { "not-equals", N_("Does Not Equal") },
  { NULL }
};

static const FfField condition_fields[] = {
  { .key = "label", .kind = FF_FIELD_TEXT, .label = N_("Label"), .required = TRUE },
  { .key = "what", .kind = FF_FIELD_CHOICE, .label = N_("What"), .default_json = "\"count\"", .choices = what_choices },
  { .key = "variable", .kind = FF_FIELD_TEXT, .label = N_("Variable"), .visible_key = "what", .visible_value = "variable" },
  { .key = "op", .kind = FF_FIELD_CHOICE, .label = N_("Condition"), .default_json = "\"at-least\"", .choices = op_choices },
  { .key = "value", .kind = FF_FIELD_TEXT, .label = N_("Value"), .default_json = "\"1000\"", .required = TRUE },
  { NULL }
};

static const FfField fields[] = {
  { .key = "conditions", .kind = FF_FIELD_LIST, .label = N_("Conditions"), .fields = condition_fields, .item_label = N_("Condition"), .required = TRUE,
    .default_json = "[{\"id\": \"many\", \"label\": \"Many\", \"what\": \"count\", \"op\": \"at-least\", \"value\": \"1000\"}]",
    .help = N_("The first that holds decides") },
  { NULL }
};

static const FfPort outputs[] = {
  { .id = OTHERWISE, .label = N_("Otherwise") },
  { NULL }
};

static void
list_outputs (FfJson    *settings,
              GPtrArray *list)
{
  ff_outputs_add_items (list, ff_json_get_member (settings, "conditions"));
}

static void
check_value (FfPlanning *planning,
             FfJson     *condition,
             const char *pointer)
{
  const char *what = ff_json_get_member_string (condition, "what", "count");
  const char *value = ff_json_get_member_string (condition, "value", "");
  const char *variable = ff_json_get_member_string (condition, "variable", "");
  g_autoptr (FfJson) variables = ff_campaign_dup_variables (planning->campaign);
  g_autofree char *value_pointer = g_strconcat (pointer, "/value", NULL);
  g_autofree char *variable_pointer = g_strconcat (pointer, "/variable", NULL);

  if (!g_str_equal (what, "variable"))
    {
      if (!g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, NULL, NULL))
        ff_planning_problem (planning, FF_SEVERITY_PROBLEM, value_pointer, _("“%s” is no whole number"), value);
    }
  else if (ff_json_get_member (variables, variable) == NULL)
    ff_planning_problem (planning, FF_SEVERITY_PROBLEM, variable_pointer,
                         _("The campaign has no variable “%s”: choose another, or add it"), variable);
}

static void
validate (FfPlanning *planning)
{
  FfJson *conditions = ff_json_get_member (planning->settings, "conditions");

  ff_planning_check_item_ids (planning, "/conditions", OTHERWISE);
  for (guint i = 0; i < ff_json_get_length (conditions); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/conditions/%u", i);

      check_value (planning, ff_json_get_element (conditions, i), pointer);
    }
}

static void
compile (FfPlanning *planning)
{
  ff_planning_pass_to_all (planning);
}

static char *
summarize (FfJson *settings)
{
  guint n = ff_json_get_length (ff_json_get_member (settings, "conditions"));

  return g_strdup_printf (ngettext ("%u condition", "%u conditions", n), n);
}

const FfActivityType ff_activity_test = {
  .id = "test",
  .name = N_("Test"),
  .description = N_("Decides when a run comes here which way the people go"),
  .glyph = "test",
  .category = FF_CATEGORY_FLOW,
  .fields = fields,
  .inputs = ff_ports_in,
  .outputs = outputs,
  .list_outputs = list_outputs,
  .validate = validate,
  .compile = compile,
  .decides = TRUE,
  .summarize = summarize,
};
