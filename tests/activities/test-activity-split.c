/* Tests src/activities/ff-activity-split.c. */

#include "../support/ff-test-activity.h"

#define TIER "{'attribute': ['tier']}"
#define SCORE "{'attribute': ['score']}"
#define IS(tier) "'rule': {'all': [{'left': " TIER ", 'op': 'equals', 'right': {'value': '" tier "'}}]}"
#define ABOVE(score) "'rule': {'all': [{'left': " SCORE ", 'op': 'greater', 'right': {'value': " score "}}]}"
#define BY_SCORE "'order': 'by', 'by': [{'by': " SCORE ", 'descending': true}]"
#define BY_KEY "'order': 'by'"
#define A(...) "{'id': 'a', 'label': 'Aa'" __VA_ARGS__ "}"
#define B(...) "{'id': 'b', 'label': 'Bb'" __VA_ARGS__ "}"
#define C(...) "{'id': 'c', 'label': 'Cc'" __VA_ARGS__ "}"
#define SUBSETS(list) "'subsets': [" list "]"

static const FfTestActivity cases[] = {
  { "rules", SUBSETS (A (", " IS ("gold")) ", " B (", " ABOVE ("4"))), "all>in",
    { "a=1 3 7", "b=4 8", "rest=2|In no subset 5|In no subset 6|In no subset" } },
  { "without-rule-takes-the-rest", SUBSETS (A (", " IS ("gold")) ", " B ()), "all>in", { "a=1 3 7", "b=2 4 5 6 8", "rest=" } },
  { "count/by-order", SUBSETS (A (", 'limit': 'count', 'count': 2, " BY_SCORE)), "all>in", { "a=3 8" } },
  { "count/ties-at-random", SUBSETS (A (", " ABOVE ("6") ", 'limit': 'count', 'count': 2, 'order': 'by-random', 'seed': '1', 'by': [{'by': " SCORE ", 'descending': true}]")),
    "all>in", { "a=3 8" } },
  { "count/ties-at-random-of-another-seed",
    SUBSETS (A (", " ABOVE ("6") ", 'limit': 'count', 'count': 2, 'order': 'by-random', 'seed': '2', 'by': [{'by': " SCORE ", 'descending': true}]")),
    "all>in", { "a=4 8" } },
  { "count/more-than-there-are", SUBSETS (A (", " IS ("gold") ", 'limit': 'count', 'count': 5, " BY_KEY) ", " B (", 'limit': 'count', 'count': 2, " BY_KEY)),
    "all>in", { "a=1 3 7", "b=2 4" } },
  /* 8 × 33.3 % = 2.664 thrice, 0.008 for the rest: two and two of the largest fractions. */
  { "share/largest-fractions",
    SUBSETS (A (", 'limit': 'share', 'percent': 33.3, " BY_KEY) ", " B (", 'limit': 'share', 'percent': 33.3, " BY_KEY) ", " C (", 'limit': 'share', 'percent': 33.3, " BY_KEY)),
    "all>in", { "a=1 2 3", "b=4 5 6", "c=7 8", "rest=" } },
  { "share/of-those-that-pass", SUBSETS (A (", " IS ("gold") ", 'limit': 'share', 'percent': 25, " BY_KEY)), "all>in", { "a=1 3" } },
  { "share-left", SUBSETS (A (", 'limit': 'share', 'percent': 25, " BY_KEY) ", " B (", 'limit': 'share-left', 'percent': 50, " BY_KEY)),
    "all>in", { "a=1 2", "b=3 4 5" } },
  { "for-each", SUBSETS (A (", 'limit': 'count', 'count': 1, " BY_SCORE ", 'groups': [{'id': 'g', 'key': " TIER "}]")), "all>in", { "a=2 3 5 8" } },
  { "for-each/share", SUBSETS (A (", 'limit': 'share', 'percent': 34, " BY_KEY ", 'groups': [{'id': 'g', 'key': " TIER "}]")), "all>in", { "a=1 2 4" } },
  { "overlapping", "'overlapping': true, " SUBSETS (A (", " IS ("gold")) ", " B (", " ABOVE ("4"))), "all>in", { "a=1 3 7", "b=1 3 4 8" } },
  { "overlapping/shares-may-exceed", "'overlapping': true, " SUBSETS (A (", 'limit': 'share', 'percent': 75, " BY_KEY) ", " B (", 'limit': 'share', 'percent': 75, " BY_KEY)),
    "all>in", { "a=1 2 3 4 5 6", "b=1 2 3 4 5 6", "rest=7|In no subset 8|In no subset" } },
  { "one-table", "'one-table': true, " SUBSETS (A (", 'code': 'G', " IS ("gold")) ", " B (", " ABOVE ("4"))), "all>in",
    { "all=1|G 3|G 4|Bb 7|G 8|Bb", "rest=2|In no subset 5|In no subset 6|In no subset" } },
  { "one-table/overlapping", "'one-table': true, 'overlapping': true, " SUBSETS (A (", 'code': 'G', " IS ("gold")) ", " B (", " ABOVE ("4"))), "some>in",
    { "all=3|G, Bb 4|Bb", "rest=2|In no subset" } },
  { "one-table/beside-other-columns", "'one-table': true, " SUBSETS (A (", 'limit': 'count', 'count': 2, 'order': 'by', 'by': [{'by': {'column': 'score'}}]")), "tagged>in",
    { "all=5|-|1|Aa 7|gold|3|Aa" } },

  { "more-than-all", SUBSETS (A (", 'limit': 'share', 'percent': 60") ", " B (", 'limit': 'share', 'percent': 40.000001")), "all>in",
    { "a?", "b?", "rest?" }, "more than 100", "/subsets" },
  { "all-of-it", SUBSETS (A (", 'limit': 'share', 'percent': 59.999999, " BY_KEY) ", " B (", 'limit': 'share', 'percent': 40.000001, " BY_KEY)), "all>in",
    { "a=1 2 3 4 5", "b=6 7 8" } },
  { "too-fine", SUBSETS (A (", 'limit': 'share', 'percent': 0.0000001")), "all>in", { "a?" }, "six decimals", "/subsets/0/percent" },
  { "same-id", SUBSETS (A () ", " A ()), "all>in", { "a?" }, "no id of its own", "/subsets/1" },
  { "unknown-attribute", SUBSETS (A (", 'limit': 'count', 'count': 1, 'groups': [{'id': 'g', 'key': {'attribute': ['rank']}}]")), "all>in", { "a?" },
    "rank", "/subsets/0/groups/0/key/attribute/0" },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ff_test_activity_add ("split", cases, G_N_ELEMENTS (cases));

  return g_test_run ();
}
