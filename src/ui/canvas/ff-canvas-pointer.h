#pragma once

#include "ui/canvas/ff-canvas-view.h"

G_BEGIN_DECLS

/* What the pointer does on the canvas. */

void     ff_canvas_pointer_add    (FfCanvasView *view);
/* Ends a drag as if it had not been; FALSE when there is none. */
gboolean ff_canvas_pointer_cancel (FfCanvasView *view);

/* Where the pointer is on the canvas; FALSE while it is elsewhere. */
gboolean ff_canvas_pointer_get_place (FfCanvasView *view,
                                      FfPoint      *out_at);

G_END_DECLS
