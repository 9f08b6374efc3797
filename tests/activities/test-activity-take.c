/* Tests src/activities/ff-activity-take.c. */

#include "../support/ff-test-activity.h"

#define TIER "{'attribute': ['tier']}"
#define SCORE "{'attribute': ['score']}"
#define BY_SCORE "'by': [{'by': " SCORE ", 'descending': true}]"
#define FOR_EACH "'groups': [{'id': 'g', 'key': " TIER "}]"
#define GROUP(value, n) "{'id': 'q', 'values': [{'id': 'v', 'value': '" value "'}], 'count': " n "}"

static const FfTestActivity cases[] = {
  { "count", "'count': 3", "all>in", { "out=1 2 3", "rest=4|Over the limit 5|Over the limit 6|Over the limit 7|Over the limit 8|Over the limit" } },
  { "count/by-order", "'count': 3, " BY_SCORE, "all>in", { "out=3 4 8" } },
  { "share/half-goes-to-the-share", "'limit': 'share', 'percent': 31.25", "all>in", { "out=1 2 3" } },
  { "share/of-each", "'limit': 'share', 'percent': 50, " FOR_EACH, "all>in", { "out=1 2 3 4 5" } },
  { "random", "'count': 4, 'order': 'random', 'seed': '1'", "all>in", { "out=1 6 7 8" } },
  { "random/ties-only", "'count': 2, 'order': 'by-random', 'seed': '2', " BY_SCORE, "all>in", { "out=4 8" } },
  { "for-each", "'count': 1, " BY_SCORE ", " FOR_EACH, "all>in", { "out=2 3 5 8" } },
  { "other-limits", "'count': 1, " FOR_EACH ", 'quotas': [" GROUP ("gold", "2") ", " GROUP ("bronze", "0") ", " GROUP ("", "4") "]", "all>in",
    { "out=1 2 3 5", "rest=4|Over the limit 6|Over the limit 7|Over the limit 8|Over the limit" } },
  { "other-limits/of-shares", "'limit': 'share', 'percent': 100, " FOR_EACH ", 'quotas': [" GROUP ("gold", "1") "]", "all>in",
    { "out=1 2 4 5 6 8", "rest=3|Over the limit 7|Over the limit" } },

  { "nothing-groups", "'quotas': [" GROUP ("gold", "2") "]", "all>in", { "out?" }, "what makes a group", "/groups" },
  { "too-few-values", "'groups': [{'id': 'g', 'key': " TIER "}, {'id': 'h', 'key': " SCORE "}], 'quotas': [" GROUP ("gold", "2") "]", "all>in",
    { "out?" }, "number of values", "/quotas/0" },
  { "other-kind", "'groups': [{'id': 'g', 'key': " SCORE "}], 'quotas': [" GROUP ("gold", "2") "]", "all>in", { "out?" }, "whole number", "/quotas/0/values/0/value" },
  { "same-group", FOR_EACH ", 'quotas': [" GROUP ("gold", "2") ", " GROUP ("gold", "3") "]", "all>in", { "out?" }, "limit already", "/quotas/1" },
  { "unknown-attribute", "'by': [{'by': {'attribute': ['rank']}}]", "all>in", { "out?" }, "rank", "/by/0/by/attribute/0" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("take", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
