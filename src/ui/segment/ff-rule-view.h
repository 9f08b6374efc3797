#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* The whole rule as a card of nested groups, with the buttons that add to it.
 * Actions of the widget: rules.add-rule, rules.add-group, rules.add-except. */

#define FF_TYPE_RULE_VIEW (ff_rule_view_get_type ())
G_DECLARE_FINAL_TYPE (FfRuleView, ff_rule_view, FF, RULE_VIEW, GtkBox)

GtkWidget *ff_rule_view_new   (FfRuleCounter *counter);
/* To where the item at @place is edited. */
void       ff_rule_view_focus (FfRuleView    *self,
                               const char    *place);

G_END_DECLS
