#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* The rows of the segment editor: a group is a card of rows and groups, a
 * condition is a row that may hold a group over linked rows. */

#define FF_TYPE_GROUP_BOX (ff_group_box_get_type ())
G_DECLARE_FINAL_TYPE (FfGroupBox, ff_group_box, FF, GROUP_BOX, GtkBox)

#define FF_TYPE_CONDITION_ROW (ff_condition_row_get_type ())
G_DECLARE_FINAL_TYPE (FfConditionRow, ff_condition_row, FF, CONDITION_ROW, GtkBox)

/* @level: 0 for the root; how many cards deep. */
GtkWidget *ff_group_box_new          (FfRuleCounter  *counter,
                                      guint           level);
void       ff_group_box_update       (FfGroupBox     *self,
                                      const char     *place);   /* of the group as an item; "" for the root */
/* Adds what the picker answers, at the end. */
void       ff_group_box_add          (FfGroupBox     *self,
                                      FfJson         *picked,
                                      gboolean        is_except);
void       ff_group_box_add_group    (FfGroupBox     *self);
/* To where the item at @place is edited; FALSE when it is not here. */
gboolean   ff_group_box_focus        (FfGroupBox     *self,
                                      const char     *place);

GtkWidget *ff_condition_row_new      (FfRuleCounter  *counter,
                                      guint           level);
void       ff_condition_row_update   (FfConditionRow *self,
                                      const char     *place);   /* of the item */
gboolean   ff_condition_row_focus    (FfConditionRow *self,
                                      const char     *place);

/* How far the numbers of a row, and the edge of a card inside, stand from the edge of the card of @level. */
int        ff_rule_level_get_margin  (guint           level);
int        ff_rule_level_get_inset   (guint           level);
/* A handle by which the item is dragged, and a place where others are dropped. */
GtkWidget *ff_rule_drag_handle_new   (FfRuleModel    *model,
                                      char          **place);   /* looked at when a drag begins */
void       ff_rule_drop_attach       (GtkWidget      *widget,
                                      FfRuleModel    *model,
                                      char          **place,
                                      gboolean        is_group);

G_END_DECLS
