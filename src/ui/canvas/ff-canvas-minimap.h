#pragma once

#include "ui/canvas/ff-canvas-view.h"

G_BEGIN_DECLS

/* The whole campaign, small, and which part of it is in view. */

#define FF_TYPE_CANVAS_MINIMAP (ff_canvas_minimap_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasMinimap, ff_canvas_minimap, FF, CANVAS_MINIMAP, GtkWidget)

GtkWidget *ff_canvas_minimap_new (FfCanvasView *view);

G_END_DECLS
