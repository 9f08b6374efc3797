#pragma once

#include <adwaita.h>

#include "ui/canvas/ff-canvas-view.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The campaign as a drawing that can be changed. Its commands are the actions
 * "canvas.*"; two take part in them from outside: "canvas.insert" with the id of
 * an activity type (or "note", "frame") adds after the selection, and the signals
 * "edit-requested", "overlap-requested" and "changes-requested" ask for what stands beside the canvas. */

#define FF_TYPE_CANVAS (ff_canvas_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvas, ff_canvas, FF, CANVAS, AdwBin)

GtkWidget    *ff_canvas_new         (FfDraft  *draft);
/* "canvas.*" of the command table; lent. The window puts them where its menus and keys find them. */
GActionGroup *ff_canvas_get_actions (FfCanvas *self);
FfCanvasView *ff_canvas_get_view    (FfCanvas *self);

G_END_DECLS
