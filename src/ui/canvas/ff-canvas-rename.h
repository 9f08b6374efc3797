#pragma once

#include "ui/canvas/ff-canvas-view.h"

G_BEGIN_DECLS

/* An entry over the title of an activity or a frame, or over the text of a
 * note, to write a new one where it stands. Enter keeps it, Escape does not;
 * leaving it keeps it. FALSE when @id has no name. */
gboolean ff_canvas_rename (GtkOverlay   *overlay,
                           FfCanvasView *view,
                           const char   *id);

G_END_DECLS
