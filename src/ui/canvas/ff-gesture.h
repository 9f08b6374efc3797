#pragma once

#include "ui/canvas/ff-canvas-view.h"

G_BEGIN_DECLS

/* What dragging the pointer does, one kind a file. Which kind begins is
 * decided in ff-canvas-pointer.c by what lies under the press. A gesture shows
 * what it would do as feedback of the view, and changes the document once, at
 * its end. Places are pixels of the view. Main thread. */

typedef struct
{
  /* NULL: nothing to drag here. @hit is of the press. */
  gpointer (*begin)  (FfCanvasView    *view,
                      const FfHit     *hit,
                      FfPoint          start,
                      GdkModifierType  modifiers);
  void     (*update) (gpointer         gesture,
                      FfPoint          at,
                      GdkModifierType  modifiers);
  /* Both free @gesture and clear its feedback. */
  void     (*finish) (gpointer         gesture,
                      FfPoint          at,
                      GdkModifierType  modifiers);
  void     (*cancel) (gpointer         gesture);
  /* Whether the view scrolls while the pointer is at its edge. */
  gboolean scrolls;
} FfGesture;

extern const FfGesture ff_gesture_move;
extern const FfGesture ff_gesture_connect;
extern const FfGesture ff_gesture_rubber_band;
extern const FfGesture ff_gesture_pan;

/* Those that are no drag of the first button. */
void ff_gesture_zoom_add (FfCanvasView *view);
void ff_gesture_drop_add (FfCanvasView *view);

G_END_DECLS
