#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

#define FF_TYPE_CANVAS (ff_canvas_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvas, ff_canvas, FF, CANVAS, AdwBin)

GtkWidget    *ff_canvas_new         (FfDraft  *draft);
/* "canvas.*" of the command table; lent. The window puts them where its menus and keys find them. */
GActionGroup *ff_canvas_get_actions (FfCanvas *self);

G_END_DECLS
