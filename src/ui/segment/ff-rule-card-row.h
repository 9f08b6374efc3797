#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* One line of a rule in the inspector: a group's way of joining, or a
 * condition in words that opens to be edited in place.
 *
 * Signals: "toggled" (gboolean is_open), "open-editor": its rules over linked rows are wanted */

#define FF_TYPE_RULE_CARD_ROW (ff_rule_card_row_get_type ())
G_DECLARE_FINAL_TYPE (FfRuleCardRow, ff_rule_card_row, FF, RULE_CARD_ROW, GtkBox)

GtkWidget  *ff_rule_card_row_new       (FfRuleCounter *counter,
                                        gboolean       is_group,
                                        guint          depth);    /* groups around it */
void        ff_rule_card_row_update    (FfRuleCardRow *self,
                                        const char    *place);
const char *ff_rule_card_row_get_place (FfRuleCardRow *self);
void        ff_rule_card_row_set_open  (FfRuleCardRow *self,
                                        gboolean       is_open);
void        ff_rule_card_row_focus     (FfRuleCardRow *self,
                                        const char    *inside);

G_END_DECLS
