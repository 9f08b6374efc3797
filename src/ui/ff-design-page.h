#pragma once

#include <adwaita.h>

#include "ui/canvas/ff-canvas.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* Design: palette, canvas, inspector and the people below. */

#define FF_TYPE_DESIGN_PAGE (ff_design_page_get_type ())
G_DECLARE_FINAL_TYPE (FfDesignPage, ff_design_page, FF, DESIGN_PAGE, AdwBin)

GtkWidget *ff_design_page_new        (FfDraft      *draft);
FfCanvas  *ff_design_page_get_canvas (FfDesignPage *self);
void       ff_design_page_focus_search (FfDesignPage *self);
/* Selects @activity and leads to what stands at @pointer in its settings; "" is its title. */
void       ff_design_page_show_setting (FfDesignPage *self,
                                        const char   *activity,
                                        const char   *pointer);

G_END_DECLS
