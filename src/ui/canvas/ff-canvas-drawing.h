#pragma once

#include <gtk/gtk.h>

#include "picture/ff-painter.h"

G_BEGIN_DECLS

/* What the painter draws, as nodes: its shapes as one cairo node, each line of
 * text above them as a text node, as crisp as any other text of the window. */

typedef void (*FfCanvasDraw) (const FfPainter *painter,
                              cairo_t         *cr,
                              gconstpointer    part,
                              FfDrawFlags      flags);

/* @bounds in pixels of @snapshot; @draw is called at once, with @cr scaled by the zoom and 0, 0 at @origin of the canvas. */
void ff_canvas_append_drawing (GtkSnapshot           *snapshot,
                               const FfPainter       *painter,
                               const graphene_rect_t *bounds,
                               FfPoint                origin,
                               FfCanvasDraw           draw,
                               gconstpointer          part,
                               FfDrawFlags            flags);

G_END_DECLS
