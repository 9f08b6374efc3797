#pragma once

#include <gtk/gtk.h>

#include "picture/ff-painter.h"

G_BEGIN_DECLS

/* What is drawn of lines, counts, notes and frames, kept until it changes. */

typedef enum
{
  FF_CANVAS_NODE_FRAME,
  FF_CANVAS_NODE_TRANSITION,
  FF_CANVAS_NODE_CHIP,
  FF_CANVAS_NODE_NOTE,
  FF_CANVAS_N_NODES,
} FfCanvasNodeKind;

typedef struct _FfCanvasNodes FfCanvasNodes;

FfCanvasNodes *ff_canvas_nodes_new     (void);
void           ff_canvas_nodes_free    (FfCanvasNodes      *self);
/* Forgets everything: zoom, colours or font changed. */
void           ff_canvas_nodes_clear   (FfCanvasNodes      *self);
/* Forgets what looks otherwise in @to. */
void           ff_canvas_nodes_follow  (FfCanvasNodes      *self,
                                        const FfScene      *from,
                                        const FfScene      *to);
/* Forgets the counts whose spinner turns. */
void           ff_canvas_nodes_turn    (FfCanvasNodes      *self,
                                        const FfScene      *scene);
void           ff_canvas_nodes_append  (FfCanvasNodes      *self,
                                        GtkSnapshot        *snapshot,
                                        const FfPainter    *painter,
                                        FfCanvasNodeKind    kind,
                                        gconstpointer       part,    /* of the scene, as @kind says */
                                        FfDrawFlags         flags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfCanvasNodes, ff_canvas_nodes_free)

G_END_DECLS
