#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The way to doubt a count: a button takes it again from nothing, and says below whether it is the same, of which
 * snapshot and by which query. */

#define FF_TYPE_VERIFY_BOX (ff_verify_box_get_type ())
G_DECLARE_FINAL_TYPE (FfVerifyBox, ff_verify_box, FF, VERIFY_BOX, GtkBox)

GtkWidget *ff_verify_box_new    (FfDraft     *draft);
/* Which output's count; forgets what was said about another table. "": none. */
void       ff_verify_box_update (FfVerifyBox *self,
                                 const char  *activity,
                                 const char  *port);

G_END_DECLS
