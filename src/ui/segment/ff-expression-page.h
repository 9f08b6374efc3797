#pragma once

#include "ui/segment/ff-operand-picker.h"

G_BEGIN_DECLS

/* Where the text of an expression is typed: what it gives or what is wrong with
 * it, marked at its place, and what may be written where the cursor stands.
 *
 * Signals:
 *   "back"            to the attributes instead
 *   "applied" (text)  a person is done with a text that is good */

#define FF_TYPE_EXPRESSION_PAGE (ff_expression_page_get_type ())
G_DECLARE_FINAL_TYPE (FfExpressionPage, ff_expression_page, FF, EXPRESSION_PAGE, GtkBox)

GtkWidget *ff_expression_page_new      (FfScopeFunc       func,       /* tells what it may speak of */
                                        gpointer          user_data);
void       ff_expression_page_set_text (FfExpressionPage *self,
                                        const char       *text);

G_END_DECLS
