#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The pane at the end of Design: the settings of what is selected, and those
 * of the campaign when nothing is. */

#define FF_TYPE_INSPECTOR (ff_inspector_get_type ())
G_DECLARE_FINAL_TYPE (FfInspector, ff_inspector, FF, INSPECTOR, AdwBin)

GtkWidget *ff_inspector_new           (FfDraft     *draft);
/* Selects @activity and puts the focus to what stands at @pointer in its settings; "" is its title. */
void       ff_inspector_show          (FfInspector *self,
                                       const char  *activity,
                                       const char  *pointer);
/* To the title, or the text, of what is shown: Enter on the canvas. */
void       ff_inspector_focus         (FfInspector *self);
/* What is shown now; lent. */
GtkWidget *ff_inspector_get_pane      (FfInspector *self);

G_END_DECLS
