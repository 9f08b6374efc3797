#pragma once

#include "ui/segment/ff-operand-picker.h"

G_BEGIN_DECLS

/* Shows an operand by its name and lets another be picked.
 *
 * Signal "picked" (FfJson *item), as the picker's */

#define FF_TYPE_OPERAND_BUTTON (ff_operand_button_get_type ())
G_DECLARE_FINAL_TYPE (FfOperandButton, ff_operand_button, FF, OPERAND_BUTTON, AdwBin)

GtkWidget *ff_operand_button_new       (const char         *accessible_label,
                                        FfOperandMenuFlags  flags,
                                        FfScopeFunc         func,
                                        gpointer            user_data);
void       ff_operand_button_set_label (FfOperandButton    *self,
                                        const char         *label);
/* With which expression the menu opens; NULL: with attributes. */
void       ff_operand_button_set_expression (FfOperandButton *self,
                                        const char         *text);
/* A label of up to so many characters is always seen whole; 0: it need not be. */
void       ff_operand_button_set_whole (FfOperandButton    *self,
                                        int                 n_chars);
/* Without a frame, as the value of a row. */
void       ff_operand_button_set_flat  (FfOperandButton    *self);
void       ff_operand_button_popup     (FfOperandButton    *self);

G_END_DECLS
