#pragma once

#include <gtk/gtk.h>

#include "picture/ff-painter.h"

G_BEGIN_DECLS

/* One activity on the canvas: a light widget that can take the focus and has a
 * name for assistive tools. It draws itself and nothing else; the pointer is
 * the canvas's business. A child of the plane. */

#define FF_TYPE_CANVAS_CARD (ff_canvas_card_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasCard, ff_canvas_card, FF, CANVAS_CARD, GtkWidget)

GtkWidget         *ff_canvas_card_new       (const FfPainter   *painter);   /* lent for good */
/* @card is lent until the next call. */
void               ff_canvas_card_set_card  (FfCanvasCard      *self,
                                             const FfSceneCard *card);
const FfSceneCard *ff_canvas_card_get_card  (FfCanvasCard      *self);
void               ff_canvas_card_set_flags (FfCanvasCard      *self,
                                             FfDrawFlags        flags);
void               ff_canvas_card_set_words (FfCanvasCard      *self,
                                             const char        *name,
                                             const char        *description);

G_END_DECLS
