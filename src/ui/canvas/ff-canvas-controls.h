#pragma once

#include "ui/canvas/ff-canvas-view.h"

G_BEGIN_DECLS

/* The floating controls: zoom out, percent, zoom in, fit, tidy up. */
GtkWidget *ff_canvas_controls_new (FfCanvasView *view);

G_END_DECLS
