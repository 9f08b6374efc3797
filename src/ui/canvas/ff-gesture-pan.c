/* Moves the canvas under the hand: middle button, or Ctrl on empty canvas. */

#include "ui/canvas/ff-gesture.h"

typedef struct
{
  FfCanvasView *view;
  FfPoint       last;
} Pan;

static gpointer
begin (FfCanvasView    *view,
       const FfHit     *hit,
       FfPoint          start,
       GdkModifierType  modifiers)
{
  Pan *self = g_new0 (Pan, 1);

  self->view = view;
  self->last = start;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (view), "grabbing");

  return self;
}

static void
update (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Pan *self = gesture;

  ff_canvas_view_scroll_by (self->view, self->last.x - at.x, self->last.y - at.y);
  self->last = at;
}

static void
cancel (gpointer gesture)
{
  Pan *self = gesture;

  gtk_widget_set_cursor (GTK_WIDGET (self->view), NULL);
  g_free (self);
}

static void
finish (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  update (gesture, at, modifiers);
  cancel (gesture);
}

const FfGesture ff_gesture_pan = {
  .begin = begin,
  .update = update,
  .finish = finish,
  .cancel = cancel,
};
