/* Zooms at the pointer: Ctrl and the wheel, or two fingers. Without Ctrl the
 * wheel scrolls, which the scrolled window around the view does. */

#include "ui/canvas/ff-gesture.h"

#include <math.h>

/* One notch of a wheel. */
#define STEP 1.15

typedef struct
{
  FfPoint pointer; /* of the view */
  double  before;  /* zoom when two fingers came down */
} Zoom;

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           Zoom                     *self)
{
  self->pointer = (FfPoint) { x, y };
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           Zoom                     *self)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (scroll);
  FfCanvasView *view = FF_CANVAS_VIEW (gtk_event_controller_get_widget (controller));

  if (!(gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  ff_canvas_view_zoom (view, ff_canvas_view_get_zoom (view) * pow (STEP, -dy), &self->pointer);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                Zoom             *self)
{
  self->before = ff_canvas_view_get_zoom (FF_CANVAS_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))));
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          Zoom           *self)
{
  FfCanvasView *view = FF_CANVAS_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  FfPoint middle;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &middle.x, &middle.y))
    ff_canvas_view_zoom (view, self->before * scale, &middle);
}

void
ff_gesture_zoom_add (FfCanvasView *view)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  Zoom *self = g_new0 (Zoom, 1);

  g_object_set_data_full (G_OBJECT (view), "ff-gesture-zoom", self, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}
