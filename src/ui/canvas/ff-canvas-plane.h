#pragma once

#include <gtk/gtk.h>

#include "picture/ff-painter.h"

G_BEGIN_DECLS

typedef struct _FfCanvasView FfCanvasView;

/* What the canvas draws, in pixels of the canvas times the zoom; the view
 * moves it as a whole when it scrolls. Its children are the cards, and the
 * handles of what else can have the focus. */

#define FF_TYPE_CANVAS_PLANE (ff_canvas_plane_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasPlane, ff_canvas_plane, FF, CANVAS_PLANE, GtkWidget)

GtkWidget *ff_canvas_plane_new      (FfCanvasView   *view);
/* A new scene, while the old one is still alive. */
void       ff_canvas_plane_follow   (FfCanvasPlane  *self,
                                     FfScene        *from,      /* nullable */
                                     FfScene        *to);
/* Zoom, colours or font are new. */
void       ff_canvas_plane_restyle  (FfCanvasPlane  *self);
/* Selection, hover or feedback are new. */
void       ff_canvas_plane_refresh  (FfCanvasPlane  *self);
/* Names for assistive tools are new. */
void       ff_canvas_plane_rename   (FfCanvasPlane  *self);
/* NULL when there is no such thing, or when it needs a handle and has none yet. */
GtkWidget *ff_canvas_plane_find     (FfCanvasPlane  *self,
                                     const char     *id);
/* Makes it when it is missing; NULL when there is nothing to stand for. */
GtkWidget *ff_canvas_plane_need     (FfCanvasPlane  *self,
                                     const char     *id);
/* Drops the handles of counts that are no neighbours of the focus, and makes those that are. */
void       ff_canvas_plane_tend     (FfCanvasPlane  *self);
const char *ff_canvas_plane_get_id  (GtkWidget      *child);

G_END_DECLS
