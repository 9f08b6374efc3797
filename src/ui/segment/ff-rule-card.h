#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* A rule in the inspector: its groups and conditions in words with their
 * numbers, each edited in place.
 *
 * Signal "open-editor" (const char *place, FfJson *begun): the whole window is asked for; with @begun it starts with
 * that rule, which is not in the campaign yet. Both may be NULL. */

#define FF_TYPE_RULE_CARD (ff_rule_card_get_type ())
G_DECLARE_FINAL_TYPE (FfRuleCard, ff_rule_card, FF, RULE_CARD, GtkBox)

GtkWidget *ff_rule_card_new   (FfRuleCounter *counter);
/* Opens the condition at @place, or what is nearest to it. */
void       ff_rule_card_focus (FfRuleCard    *self,
                               const char    *place);
/* What the picker of the card's Rule button answers, as the last rule. */
void       ff_rule_card_add   (FfRuleCard    *self,
                               FfJson        *picked);

G_END_DECLS
