/* Tests src/activities/ff-activity-deduplicate.c. */

#include "../support/ff-test-activity.h"

#define TIER "{'attribute': ['tier']}"
#define SCORE "{'attribute': ['score']}"
#define EMAIL "{'attribute': ['email']}"
#define KEY(operand, more) "{'id': 'k', 'key': " operand more "}"
#define BY_TIER "'keys': [" KEY (TIER, "") "]"
#define BY_EMAIL(ignore) "'keys': [" KEY (EMAIL, ", 'ignore': '" ignore "'") "]"
#define VALUE(text) "{'id': 'v', 'value': '" text "'}"
#define COLUMN(how, value) "{'id': 'm', 'label': 'm', 'value': " value ", 'how': '" how "'}"

static const FfTestActivity cases[] = {
  { "exact", BY_EMAIL ("nothing"), "all>in", { "out=1 2 3 4 5 7 8", "duplicates=6|Duplicate" } },
  { "case", BY_EMAIL ("case"), "all>in", { "out=1 2 3 4 5 7 8", "duplicates=6|Duplicate" } },
  { "spaces", BY_EMAIL ("spaces"), "all>in", { "out=1 2 3 4 5 7 8", "duplicates=6|Duplicate" } },
  { "case-and-spaces", BY_EMAIL ("both"), "all>in", { "out=1 2 4 5 7 8", "duplicates=3|Duplicate 6|Duplicate" } },
  { "addresses-ignore-both", "'keys': [" KEY (EMAIL, "") "]", "all>in", { "out=1 2 4 5 7 8", "duplicates=3|Duplicate 6|Duplicate" } },
  { "others-ignore-nothing", "'keys': [{'id': 'k', 'key': {'expression': 'coalesce (email, name)'}}]", "all>in", { "out=1 2 3 4 5 7 8" } },
  { "empty-equal", BY_EMAIL ("both") ", 'empty-equal': true", "all>in", { "out=1 2 4 8", "duplicates=3|Duplicate 5|Duplicate 6|Duplicate 7|Duplicate" } },
  { "two-keys", "'keys': [" KEY (TIER, "") ", {'id': 'l', 'key': " SCORE "}]", "all>in", { "out=1 2 3 4 5 6 7 8" } },
  { "keep-two", BY_TIER ", 'keep': 2", "all>in", { "out=1 2 3 4 5 6 8", "duplicates=7|Duplicate" } },
  /* bronze, gold, silver, and the one without a tier. */
  { "keep-all", BY_TIER ", 'keep': 0", "all>in", { "out=1|2 2|3 3|2 4|1 5|4 6|3 7|2 8|1", "duplicates=" } },
  { "by-order", BY_TIER ", 'by': [{'by': " SCORE ", 'descending': true}]", "all>in", { "out=2 3 5 8" } },
  { "random", BY_TIER ", 'order': 'random', 'seed': '2'", "gold>in", { "out=7" } },
  { "listed-values-first", BY_TIER ", 'order': 'priority', 'first': " SCORE ", 'values': [" VALUE ("3") ", " VALUE ("9") "]", "all>in", { "out=2 5 7 8" } },
  { "listed-then-by-order", BY_TIER ", 'order': 'priority', 'first': " SCORE ", 'values': [" VALUE ("100") "], 'by': [{'by': " SCORE ", 'descending': true}]", "all>in",
    { "out=2 3 5 8" } },
  { "not-empty-first", "'keys': [" KEY ("{'attribute': ['city_id']}", "") "], 'order': 'filled', 'first': " SCORE ", 'by': [{'by': {'attribute': ['person_id']}, 'descending': true}]", "all>in",
    { "out=3 4 5 7 8" } },
  { "merge", BY_TIER ", 'merge': [" COLUMN ("sum", SCORE) ", " COLUMN ("count", SCORE) ", " COLUMN ("max", EMAIL) ", " COLUMN ("filled", EMAIL) "]", "all>in",
    { "out=1|15|3|ada@x.org|ada@x.org 2|0|0|ada@x.org|BOB@x.org 4|16|2|hal@x.org|hal@x.org 5|1|1|-|-" } },
  { "merge/average-and-joined", BY_TIER ", 'by': [{'by': " SCORE "}], 'merge': [" COLUMN ("average", SCORE) ", " COLUMN ("join", "{'attribute': ['name']}") "]", "all>in",
    { "out=2|-|Bob, Fay 4|8|Dan, Hal 5|1|Eva 7|5|Gus, Ada, Cy" } },
  { "merge/carried-column", BY_TIER ", 'merge': [" COLUMN ("min", "{'column': 'score'}") "]", "tagged>in",
    { "out=1|gold|3 2|silver|- 4|bronze|7 5|-|1", "duplicates=3|gold|7|Duplicate 6|silver|-|Duplicate 7|gold|3|Duplicate 8|bronze|9|Duplicate" } },

  { "nothing-compared", "'keys': []", "all>in", { "out?" }, "is not set", "/keys" },
  { "no-value-first", BY_TIER ", 'order': 'priority', 'first': " SCORE, "all>in", { "out?" }, "No value", "/values" },
  { "value-of-another-kind", BY_TIER ", 'order': 'priority', 'first': " SCORE ", 'values': [" VALUE ("gold") "]", "all>in", { "out?" }, "whole number", "/values/0/value" },
  { "merge/more-than-one-stays", BY_TIER ", 'keep': 2, 'merge': [" COLUMN ("sum", SCORE) "]", "all>in", { "out?" }, "keep 1", "/keep" },
  { "merge/no-number", BY_TIER ", 'merge': [" COLUMN ("sum", EMAIL) "]", "all>in", { "out?" }, "The Sum", "/merge/0/how" },
  { "merge/said-twice", BY_TIER ", 'merge': [" COLUMN ("min", "{'column': 'score'}") ", " COLUMN ("max", "{'column': 'score'}") "]", "tagged>in", { "out?" },
    "said already", "/merge/1/value" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("deduplicate", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
