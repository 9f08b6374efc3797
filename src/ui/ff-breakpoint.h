#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Holds one widget and tells whether it is narrow, so that its owner can arrange what is in it.
 *
 * Properties: "narrow" (flag; told after the layout, so that widgets may move) */

#define FF_TYPE_BREAKPOINT (ff_breakpoint_get_type ())
G_DECLARE_FINAL_TYPE (FfBreakpoint, ff_breakpoint, FF, BREAKPOINT, GtkWidget)

GtkWidget *ff_breakpoint_new       (int           wide_from_px,
                                    GtkWidget    *child);
gboolean   ff_breakpoint_is_narrow (FfBreakpoint *self);

G_END_DECLS
