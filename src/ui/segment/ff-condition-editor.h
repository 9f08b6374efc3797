#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* Attribute, operator and value of one condition of a rule: beside each other
 * in the segment editor, below each other in the inspector. */

#define FF_TYPE_CONDITION_EDITOR (ff_condition_editor_get_type ())
G_DECLARE_FINAL_TYPE (FfConditionEditor, ff_condition_editor, FF, CONDITION_EDITOR, GtkBox)

GtkWidget *ff_condition_editor_new       (FfRuleCounter     *counter,      /* whose rule; its engine tells values of the data */
                                          GtkOrientation     orientation);
/* Shows the condition at @place, which is without its exception. */
void       ff_condition_editor_update    (FfConditionEditor *self,
                                          const char        *place);
/* To where something is to be typed, else to the attribute. */
/* To the part at @inside: "/left/attribute/0", "/right/to"; "" is the value. */
void       ff_condition_editor_focus       (FfConditionEditor *self,
                                            const char        *inside);

G_END_DECLS
