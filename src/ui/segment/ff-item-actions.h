#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-model.h"

G_BEGIN_DECLS

/* What can be done with one item of a rule, as actions that its menu, its keys
 * and tests name: item.move-up, item.move-down, item.duplicate, item.remove,
 * item.wrap (how), item.except, item.ignore-case, item.empty-differs. */

#define FF_TYPE_ITEM_ACTIONS (ff_item_actions_get_type ())
G_DECLARE_FINAL_TYPE (FfItemActions, ff_item_actions, FF, ITEM_ACTIONS, GObject)

FfItemActions *ff_item_actions_new       (FfRuleModel   *model);
/* Puts the actions, their keys and nothing else on @widget. */
void           ff_item_actions_attach    (FfItemActions *self,
                                          GtkWidget     *widget);
void           ff_item_actions_set_place (FfItemActions *self,
                                          const char    *place);
/* A button that opens the menu of them. */
GtkWidget     *ff_item_actions_new_button (void);

G_END_DECLS
