/* Tests the activities of the flow whose input goes on unchanged in a draft:
 * src/activities/ff-activity-{test,guard,approval,signal,alert}.c. */

#include "../support/ff-test-activity.h"

#define CONDITION(id, more) "{'id': '" id "', 'label': '" id "'" more "}"
#define CONDITIONS(items) "'conditions': [" items "]"

#define ANSWERS "'answers': [{'id': 'yes', 'label': 'Approve'}, {'id': 'no', 'label': 'Decline'}]"

static const FfTestActivity tests[] = {
  { "every-way", CONDITIONS (CONDITION ("many", ", 'value': '5'") ", " CONDITION ("none", ", 'op': 'equals', 'value': '0'")), "gold>in",
    { "many~1 3 7", "none~1 3 7", "otherwise~1 3 7" } },
  { "run", CONDITIONS (CONDITION ("first", ", 'what': 'run', 'op': 'equals', 'value': '1'")), "gold>in", { "first~1 3 7" } },
  { "nobody", CONDITIONS (CONDITION ("many", ", 'value': '5'")), "nobody>in", { "many~", "otherwise~" } },

  { "no-number", CONDITIONS (CONDITION ("many", ", 'value': 'lots'")), "gold>in", { "many?", "otherwise?" }, "no whole number", "/conditions/0/value" },
  { "below-nothing", CONDITIONS (CONDITION ("many", ", 'value': '-1'")), "gold>in", { "many?" }, "no whole number", "/conditions/0/value" },
  { "unknown-variable", CONDITIONS (CONDITION ("x", ", 'what': 'variable', 'variable': 'season', 'value': 'summer'")), "gold>in", { "x?" },
    "no variable “season”", "/conditions/0/variable" },
  { "same-id", CONDITIONS (CONDITION ("a", ", 'value': '5'") ", " CONDITION ("a", ", 'value': '5'")), "gold>in", { "a?" }, "no id of its own", "/conditions/1" },
  { "id-of-otherwise", CONDITIONS (CONDITION ("otherwise", ", 'value': '5'")), "gold>in", { "otherwise?" }, "no id of its own", "/conditions/0" },
};

static const FfTestActivity guards[] = {
  { "passes", "'min': 1, 'max': 10", "gold>in", { "out=1 3 7" } },
  /* What a run would stop at is still counted in a draft. */
  { "outside", "'min': 100", "gold>in", { "out=1 3 7" } },
  { "no-number-fits", "'min': 10, 'max': 5", "gold>in", { "out?" }, "raise this limit", "/max" },
};

static const FfTestActivity approvals[] = {
  { "every-answer", ANSWERS, "gold>in", { "yes~1 3 7", "no~1 3 7" } },
  { "own-answers", "'question': 'Which?', 'answers': [{'id': 'a', 'label': 'Now'}, {'id': 'b', 'label': 'Later'}, {'id': 'c', 'label': 'Never'}]", "gold>in",
    { "a~1 3 7", "b~1 3 7", "c~1 3 7" } },
  { "no-question", "'question': '', " ANSWERS, "gold>in", { "yes?" }, "Question", "/question" },
  { "same-id", "'answers': [{'id': 'a', 'label': 'A'}, {'id': 'a', 'label': 'B'}]", "gold>in", { "a?" }, "no id of its own", "/answers/1" },
};

static const FfTestActivity signals[] = {
  { "passes", "'campaign': 'Summer'", "gold>in", { "out~1 3 7" } },
  { "no-campaign", "", "gold>in", { "out?" }, "Campaign", "/campaign" },
};

static const FfTestActivity alerts[] = {
  { "passes", "'message': 'Here we are'", "gold>in", { "out~1 3 7" } },
  { "no-message", "", "gold>in", { "out?" }, "Message", "/message" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("test", tests, G_N_ELEMENTS (tests));
  ff_test_activity_add ("guard", guards, G_N_ELEMENTS (guards));
  ff_test_activity_add ("approval", approvals, G_N_ELEMENTS (approvals));
  ff_test_activity_add ("signal", signals, G_N_ELEMENTS (signals));
  ff_test_activity_add ("alert", alerts, G_N_ELEMENTS (alerts));

  return g_test_run ();
}
