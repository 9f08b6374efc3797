#pragma once

#include <adwaita.h>

#include "ui/segment/ff-operand-menu.h"
#include "ui/segment/ff-rule-model.h"

G_BEGIN_DECLS

/* The menu of attributes as a popover: pages that open one behind the other,
 * and a search over them all.
 *
 * Signal "picked" (FfJson *item): {"left": operand}, {"exists": …} or {"in-audience": …}; lent */

#define FF_TYPE_OPERAND_PICKER (ff_operand_picker_get_type ())
G_DECLARE_FINAL_TYPE (FfOperandPicker, ff_operand_picker, FF, OPERAND_PICKER, GtkPopover)

/* Fills the scope when the popover opens; FALSE while there is nothing to speak of. It is lent until it closes. */
typedef gboolean (*FfScopeFunc) (FfScope  *out_scope,
                                 gpointer  user_data);

GtkWidget *ff_operand_picker_new (FfOperandMenuFlags flags,
                                  FfScopeFunc        func,
                                  gpointer           user_data);
/* The picker opens with this expression; NULL: with the menu. */
void       ff_operand_picker_set_expression (FfOperandPicker *self,
                                             const char      *text);

G_END_DECLS
