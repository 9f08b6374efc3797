#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands for a count, a note or a frame where the keyboard and assistive
 * tools need a widget: it has focus, role and name, and draws nothing; the
 * plane draws the thing with its ring. */

#define FF_TYPE_CANVAS_HANDLE (ff_canvas_handle_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasHandle, ff_canvas_handle, FF, CANVAS_HANDLE, GtkWidget)

GtkWidget  *ff_canvas_handle_new      (const char        *id,      /* of the element */
                                       GtkAccessibleRole  role);
const char *ff_canvas_handle_get_id   (FfCanvasHandle    *self);
void        ff_canvas_handle_set_name (FfCanvasHandle    *self,
                                       const char        *name);

G_END_DECLS
