#pragma once

#include "ui/segment/ff-rule-model.h"

G_BEGIN_DECLS

/* Counts the parts of a rule: each condition and group alone, and the rule
 * without it. It has an engine of its own beside the draft's, so that neither
 * cancels the other; several counters may share one, of which one is active.
 * Main thread.
 *
 * Signal "counted": values are new, or their state is */

#define FF_TYPE_RULE_COUNTER (ff_rule_counter_get_type ())
G_DECLARE_FINAL_TYPE (FfRuleCounter, ff_rule_counter, FF, RULE_COUNTER, GObject)

/**
 * FfRuleCount:
 * @FF_RULE_COUNT_ALONE: rows that match the item at a place alone; the whole rule at ""
 * @FF_RULE_COUNT_REMOVES: rows more that would match without the item; 0 or less for an item that adds
 * @FF_RULE_COUNT_ADDS: rows fewer that would match without it: an item of a group of alternatives
 * @FF_RULE_COUNT_EVERYONE: all rows that the rule chooses from
 */
typedef enum
{
  FF_RULE_COUNT_ALONE,
  FF_RULE_COUNT_REMOVES,
  FF_RULE_COUNT_ADDS,
  FF_RULE_COUNT_EVERYONE,
} FfRuleCount;

FfRuleCounter *ff_rule_counter_new        (FfRuleModel   *model,
                                           FfEngine      *engine);
FfRuleModel   *ff_rule_counter_get_model  (FfRuleCounter *self);
FfEngine      *ff_rule_counter_get_engine (FfRuleCounter *self);
/* An inactive one keeps its values and asks nothing. Inactive at first. */
void           ff_rule_counter_set_active (FfRuleCounter *self,
                                           gboolean       is_active);
void           ff_rule_counter_recount    (FfRuleCounter *self);
void           ff_rule_counter_cancel     (FfRuleCounter *self);
/* Whether an item removes or adds at @place: which of both to show. */
FfRuleCount    ff_rule_counter_get_effect (FfRuleCounter *self,
                                           const char    *place);
void           ff_rule_counter_get        (FfRuleCounter *self,
                                           const char    *place,
                                           FfRuleCount    what,
                                           FfCountView   *out_view);
/* Whether every value stands for the rule as it is. */
gboolean       ff_rule_counter_is_complete (FfRuleCounter *self);
/* The plan behind the values, for people and SQL: output @place, port "alone". NULL while there is none. */
FfPlan        *ff_rule_counter_get_plan   (FfRuleCounter *self);

G_END_DECLS
