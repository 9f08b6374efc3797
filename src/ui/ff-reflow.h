#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side where there is room, and below each other where there is not.
 *
 * Properties (for templates): "wide-from" (px; from there all stand in one row), "narrow-columns" (so many in a row
 * below), "spacing" (px), "weights" (text: "3,2": how a row of all shares its width; equal shares when empty) */

#define FF_TYPE_REFLOW (ff_reflow_get_type ())
G_DECLARE_FINAL_TYPE (FfReflow, ff_reflow, FF, REFLOW, GtkWidget)

GtkWidget *ff_reflow_new    (void);
void       ff_reflow_append (FfReflow  *self,
                             GtkWidget *child);

G_END_DECLS
