#pragma once

#include <gtk/gtk.h>

#include "picture/ff-painter.h"
#include "ui/canvas/ff-canvas-feedback.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The surface of the canvas: which part of the campaign is in view and how
 * large, what has focus and hover, and what a gesture shows. It scrolls inside
 * a GtkScrolledWindow; its child is the plane, which draws.
 *
 * Three kinds of places: of the document (whole pixels at 100 %), of the
 * canvas (the same, mirrored when the text runs right to left), and of the
 * view (pixels of the widget).
 *
 * Signals:
 *   "view-changed"   zoom or place is new
 *   "scene-changed"  what is drawn is new
 *   "focus-changed"  another element has the focus, or none
 * Property: "zoom", 1.0 at 100 % */

#define FF_CANVAS_LEAST_ZOOM 0.1
#define FF_CANVAS_MOST_ZOOM  4.0

#define FF_TYPE_CANVAS_VIEW (ff_canvas_view_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasView, ff_canvas_view, FF, CANVAS_VIEW, GtkWidget)

GtkWidget        *ff_canvas_view_new            (FfDraft          *draft);
FfDraft          *ff_canvas_view_get_draft      (FfCanvasView     *self);
FfCampaign       *ff_canvas_view_get_campaign   (FfCanvasView     *self);
gboolean          ff_canvas_view_is_read_only   (FfCanvasView     *self);
const FfPainter  *ff_canvas_view_get_painter    (FfCanvasView     *self);
FfTypesetter     *ff_canvas_view_get_typesetter (FfCanvasView     *self);
void              ff_canvas_view_turn           (FfCanvasView     *self,
                                                 double            part);      /* of a turn of its spinners */

/* The campaign as it is, and as it is drawn: with what is held where it is held. Lent until the next change. */
FfScene          *ff_canvas_view_get_scene      (FfCanvasView     *self);
FfScene          *ff_canvas_view_get_shown      (FfCanvasView     *self);
/* What is held goes so far; NULL ids: nothing is held. */
void              ff_canvas_view_hold           (FfCanvasView     *self,
                                                 const char *const *ids,
                                                 double            dx,
                                                 double            dy);

double            ff_canvas_view_get_zoom       (FfCanvasView     *self);
void              ff_canvas_view_zoom           (FfCanvasView     *self,
                                                 double            zoom,
                                                 const FfPoint    *around);   /* of the view; nullable: its middle */
void              ff_canvas_view_zoom_smoothly  (FfCanvasView     *self,
                                                 double            zoom);
void              ff_canvas_view_zoom_by        (FfCanvasView     *self,
                                                 double            factor);
void              ff_canvas_view_fit            (FfCanvasView     *self);
void              ff_canvas_view_scroll_by      (FfCanvasView     *self,
                                                 double            dx,
                                                 double            dy);
void              ff_canvas_view_center_on      (FfCanvasView     *self,
                                                 FfPoint           at);       /* of the canvas */
void              ff_canvas_view_reveal         (FfCanvasView     *self,
                                                 const FfRect     *rect);     /* of the canvas */

FfRect            ff_canvas_view_get_visible    (FfCanvasView     *self);     /* of the canvas */
FfPoint           ff_canvas_view_to_canvas      (FfCanvasView     *self,
                                                 double            x,
                                                 double            y);
FfRect            ff_canvas_view_from_canvas    (FfCanvasView     *self,
                                                 const FfRect     *rect);
FfRect            ff_canvas_view_to_document    (FfCanvasView     *self,
                                                 const FfRect     *rect);     /* of the canvas */
FfHit             ff_canvas_view_hit            (FfCanvasView     *self,
                                                 FfPoint           at);       /* of the canvas */

/* Id of what has the focus, "" when nothing has; and of what arrow keys start from. */
const char       *ff_canvas_view_get_focused    (FfCanvasView     *self);
gboolean          ff_canvas_view_focus          (FfCanvasView     *self,
                                                 const char       *id);
void              ff_canvas_view_reveal_element (FfCanvasView     *self,
                                                 const char       *id);
/* For the plane: the focus has come to one of its children. */
void              ff_canvas_view_take_focus     (FfCanvasView     *self,
                                                 const char       *id);
/* Ids of the activities that are shown, each after what it depends on; NULL-terminated. */
const char *const *ff_canvas_view_get_order     (FfCanvasView     *self);

FfDrawFlags       ff_canvas_view_get_flags      (FfCanvasView     *self,
                                                 const char       *id);
const FfHit      *ff_canvas_view_get_hover      (FfCanvasView     *self);
void              ff_canvas_view_set_hover      (FfCanvasView     *self,
                                                 FfHit             hit);

FfCanvasFeedback *ff_canvas_view_get_feedback   (FfCanvasView     *self);
void              ff_canvas_view_show_feedback  (FfCanvasView     *self);     /* after a change of it */
void              ff_canvas_view_clear_feedback (FfCanvasView     *self);     /* also lets go of what is held */

G_END_DECLS
