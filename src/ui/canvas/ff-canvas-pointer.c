/* Turns presses, drags and clicks on the canvas into selection, gestures and
 * commands. Which gesture begins depends on what lies under the press. Main
 * thread. */

#include "ui/canvas/ff-canvas-pointer.h"

#include "ui/canvas/ff-gesture.h"

/* Within so many pixels of its edge the view scrolls while something is dragged. */
#define EDGE_PX 32.0
#define EDGE_SPEED_PX 14.0
#define EDGE_MSEC 16

typedef struct
{
  FfCanvasView    *view;
  GtkGesture      *drag;       /* of the first button */
  gboolean         is_pressed; /* and not yet let go */
  FfHitKind        pressed;    /* what the press was on */
  char            *pressed_id;
  char            *pressed_port;
  gboolean         is_input;
  gboolean         was_selected;
  FfPoint          start;
  FfPoint          at;
  gboolean         is_here;    /* the pointer is over the view, ... */
  FfPoint          here;       /* ... there */
  GdkModifierType  modifiers;
  const FfGesture *kind;       /* NULL: nothing is dragged */
  gpointer         gesture;
  guint            edge_source;
  gboolean         was_inside; /* the pointer has been clear of the edge since the press */
} Pointer;

static Pointer *
get_pointer (FfCanvasView *view)
{
  return g_object_get_data (G_OBJECT (view), "ff-canvas-pointer");
}

static GdkModifierType
get_modifiers (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (controller);
}

/* ---- At the edge. */

static double
get_push (double at,
          double length)
{
  if (at < EDGE_PX)
    return -EDGE_SPEED_PX * MIN (1, (EDGE_PX - at) / EDGE_PX);
  if (at > length - EDGE_PX)
    return EDGE_SPEED_PX * MIN (1, (at - length + EDGE_PX) / EDGE_PX);

  return 0;
}

static gboolean
edge_cb (gpointer user_data)
{
  Pointer *self = user_data;
  double dx = get_push (self->at.x, gtk_widget_get_width (GTK_WIDGET (self->view)));
  double dy = get_push (self->at.y, gtk_widget_get_height (GTK_WIDGET (self->view)));

  /* What was taken at the edge shall not run away at once. */
  if (dx == 0 && dy == 0)
    self->was_inside = TRUE;
  else if (self->was_inside)
    {
      ff_canvas_view_scroll_by (self->view, dx, dy);
      self->kind->update (self->gesture, self->at, self->modifiers);
    }

  return G_SOURCE_CONTINUE;
}

static void
let_go (Pointer *self)
{
  self->kind = NULL;
  self->gesture = NULL;
  g_clear_handle_id (&self->edge_source, g_source_remove);
}

/* ---- Selection by press and release. */

static gboolean
is_element (FfHitKind kind)
{
  return kind != FF_HIT_NOTHING && kind != FF_HIT_PORT;
}

static void
toggle (FfDraft    *draft,
        const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *const *selection = ff_draft_get_selection (draft);
  const char *alone[] = { id, NULL };

  if (!ff_draft_is_selected (draft, id))
    {
      ff_draft_select (draft, alone, TRUE);
      return;
    }

  for (guint i = 0; selection[i] != NULL; i++)
    if (!g_str_equal (selection[i], id))
      g_ptr_array_add (ids, (gpointer) selection[i]);
  g_ptr_array_add (ids, NULL);
  ff_draft_select (draft, (const char *const *) ids->pdata, FALSE);
}

static void
press (Pointer         *self,
       FfHit            hit,
       GdkModifierType  modifiers)
{
  FfDraft *draft = ff_canvas_view_get_draft (self->view);
  const char *alone[] = { hit.id, NULL };

  self->is_pressed = TRUE;
  self->pressed = hit.kind;
  g_free (self->pressed_id);
  g_free (self->pressed_port);
  self->pressed_id = g_strdup (hit.id);
  self->pressed_port = hit.port != NULL ? g_strdup (hit.port->id) : NULL;
  self->is_input = hit.port != NULL && hit.port->is_input;
  self->was_selected = FALSE;

  if (!is_element (hit.kind))
    {
      if (!gtk_widget_get_focus_child (GTK_WIDGET (self->view)))
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return;
    }

  self->was_selected = ff_draft_is_selected (draft, hit.id);
  ff_canvas_view_focus (self->view, self->pressed_id);

  if (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    toggle (draft, hit.id);
  else if (!self->was_selected)
    ff_draft_select (draft, alone, FALSE);
}

/* A press that was no drag. */
static void
click (Pointer *self)
{
  FfDraft *draft = ff_canvas_view_get_draft (self->view);
  const FfSceneTransition *transition;
  const char *alone[] = { self->pressed_id, NULL };

  if (self->modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    return;

  switch (self->pressed)
    {
    case FF_HIT_NOTHING:
      ff_draft_select (draft, NULL, FALSE);
      break;

    case FF_HIT_PORT:
      if (!self->is_input)
        gtk_widget_activate_action (GTK_WIDGET (self->view), "canvas.add-at", "(ssbdd)", self->pressed_id,
                                    self->pressed_port, FALSE, self->at.x, self->at.y);
      break;

    case FF_HIT_COUNT:
      transition = ff_scene_find_transition (ff_canvas_view_get_scene (self->view), self->pressed_id);
      if (transition != NULL)
        ff_draft_set_active (draft, transition->from, transition->from_port);
      ff_draft_select (draft, alone, FALSE);
      break;

    case FF_HIT_CARD:
    case FF_HIT_TRANSITION:
    case FF_HIT_NOTE:
    case FF_HIT_FRAME:
    default:
      ff_draft_select (draft, alone, FALSE);
      break;
    }
}

/* ---- Dragging. */

static const FfGesture *
choose (Pointer         *self,
        GtkGesture      *drag,
        GdkModifierType  modifiers)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (drag));

  switch (self->pressed)
    {
    case FF_HIT_PORT:
      return &ff_gesture_connect;
    case FF_HIT_CARD:
    case FF_HIT_NOTE:
    case FF_HIT_FRAME:
      return &ff_gesture_move;
    case FF_HIT_NOTHING:
      if ((modifiers & GDK_CONTROL_MASK) || (device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN))
        return &ff_gesture_pan;
      return &ff_gesture_rubber_band;
    case FF_HIT_COUNT:
    case FF_HIT_TRANSITION:
    default:
      return NULL;
    }
}

static void
begin (Pointer         *self,
       const FfGesture *kind,
       FfHit            hit,
       GdkModifierType  modifiers)
{
  self->gesture = kind != NULL ? kind->begin (self->view, &hit, self->start, modifiers) : NULL;
  if (self->gesture == NULL)
    return;

  self->kind = kind;
  self->was_inside = FALSE;
  ff_canvas_view_set_hover (self->view, (FfHit) { FF_HIT_NOTHING, NULL, NULL });
  if (kind->scrolls)
    self->edge_source = g_timeout_add (EDGE_MSEC, edge_cb, self);
}

static void
drag_begin_cb (GtkGestureDrag *drag,
               double          x,
               double          y,
               Pointer        *self)
{
  self->start = (FfPoint) { x, y };
  self->at = self->start;
  self->modifiers = get_modifiers (drag);
  press (self, ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, x, y)), self->modifiers);
}

static void
drag_update_cb (GtkGestureDrag *drag,
                double          dx,
                double          dy,
                Pointer        *self)
{
  self->at = (FfPoint) { self->start.x + dx, self->start.y + dy };
  self->modifiers = get_modifiers (drag);

  if (self->kind == NULL)
    {
      FfHit hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, self->start.x, self->start.y));

      if (!gtk_drag_check_threshold (GTK_WIDGET (self->view), self->start.x, self->start.y, self->at.x, self->at.y))
        return;

      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      if (!self->is_pressed)
        return;

      self->is_pressed = FALSE;
      if (hit.kind == self->pressed && g_strcmp0 (hit.id, self->pressed_id) == 0)
        begin (self, choose (self, GTK_GESTURE (drag), self->modifiers), hit, self->modifiers);
    }

  if (self->kind != NULL)
    self->kind->update (self->gesture, self->at, self->modifiers);
}

static void
drag_end_cb (GtkGestureDrag *drag,
             double          dx,
             double          dy,
             Pointer        *self)
{
  const FfGesture *kind = self->kind;
  gpointer gesture = self->gesture;
  gboolean is_click = self->is_pressed;

  self->is_pressed = FALSE;
  self->at = (FfPoint) { self->start.x + dx, self->start.y + dy };

  if (kind != NULL)
    {
      let_go (self);
      kind->finish (gesture, self->at, self->modifiers);
    }
  else if (is_click)
    {
      click (self);
    }
}

static void
drag_cancel_cb (GtkGesture       *drag,
                GdkEventSequence *sequence,
                Pointer          *self)
{
  const FfGesture *kind = self->kind;
  gpointer gesture = self->gesture;

  self->is_pressed = FALSE;
  if (kind == NULL)
    return;

  let_go (self);
  kind->cancel (gesture);
}

/* The middle button moves the canvas wherever it is pressed. */
static void
pan_begin_cb (GtkGestureDrag *drag,
              double          x,
              double          y,
              Pointer        *self)
{
  if (self->kind != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  self->start = (FfPoint) { x, y };
  self->pressed = FF_HIT_NOTHING;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  begin (self, &ff_gesture_pan, (FfHit) { FF_HIT_NOTHING, NULL, NULL }, 0);
}

static void
pan_update_cb (GtkGestureDrag *drag,
               double          dx,
               double          dy,
               Pointer        *self)
{
  self->at = (FfPoint) { self->start.x + dx, self->start.y + dy };
  if (self->kind == &ff_gesture_pan)
    self->kind->update (self->gesture, self->at, 0);
}

static void
pan_end_cb (GtkGestureDrag *drag,
            double          dx,
            double          dy,
            Pointer        *self)
{
  const FfGesture *kind = self->kind;
  gpointer gesture = self->gesture;

  if (kind != &ff_gesture_pan)
    return;

  let_go (self);
  kind->finish (gesture, (FfPoint) { self->start.x + dx, self->start.y + dy }, 0);
}

/* ---- Clicks and hover. */

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            Pointer         *self)
{
  FfHit hit;

  if (n_press != 2)
    return;

  hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, x, y));
  switch (hit.kind)
    {
    case FF_HIT_NOTHING:
      gtk_widget_activate_action (GTK_WIDGET (self->view), "canvas.add-at", "(ssbdd)", "", "", FALSE, x, y);
      break;
    case FF_HIT_CARD:
      gtk_widget_activate_action (GTK_WIDGET (self->view), "canvas.edit", NULL);
      break;
    case FF_HIT_NOTE:
    case FF_HIT_FRAME:
      gtk_widget_activate_action (GTK_WIDGET (self->view), "canvas.rename", NULL);
      break;
    case FF_HIT_PORT:
    case FF_HIT_COUNT:
    case FF_HIT_TRANSITION:
    default:
      break;
    }
}

static void
menu_cb (GtkGestureClick *gesture,
         int              n_press,
         double           x,
         double           y,
         Pointer         *self)
{
  FfDraft *draft = ff_canvas_view_get_draft (self->view);
  FfHit hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, x, y));
  const char *alone[] = { hit.id, NULL };

  if (self->kind != NULL)
    return;

  if (hit.kind == FF_HIT_NOTHING)
    ff_draft_select (draft, NULL, FALSE);
  else if (!ff_draft_is_selected (draft, hit.id))
    ff_draft_select (draft, alone, FALSE);

  if (hit.kind != FF_HIT_NOTHING)
    ff_canvas_view_focus (self->view, hit.id);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "canvas.menu-at", "(dd)", x, y);
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           Pointer                  *self)
{
  FfHit hit;

  self->is_here = TRUE;
  self->here = (FfPoint) { x, y };
  if (self->kind != NULL)
    return;

  hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, x, y));
  ff_canvas_view_set_hover (self->view, hit);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), hit.kind == FF_HIT_PORT    ? "crosshair"
                                                            : hit.kind == FF_HIT_COUNT ? "pointer"
                                                                                       : NULL);
}

static void
leave_cb (GtkEventControllerMotion *motion,
          Pointer                  *self)
{
  self->is_here = FALSE;
  ff_canvas_view_set_hover (self->view, (FfHit) { FF_HIT_NOTHING, NULL, NULL });
}

static void
free_pointer (Pointer *self)
{
  g_clear_handle_id (&self->edge_source, g_source_remove);
  g_free (self->pressed_id);
  g_free (self->pressed_port);
  g_free (self);
}

static void
add_drag (Pointer *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->drag = drag;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
}

static void
add_pan (Pointer *self)
{
  GtkGesture *pan = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect (pan, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect (pan, "drag-end", G_CALLBACK (pan_end_cb), self);
  g_signal_connect (pan, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (pan));
}

static void
add_click (Pointer   *self,
           guint      button,
           GCallback  pressed)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  g_signal_connect (gesture, "pressed", pressed, self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * ff_canvas_pointer_add:
 * @view: a view
 *
 * Lets the pointer select, move, connect, pan, zoom and drop on @view. What
 * needs more than the view is asked for as an action: canvas.add-at,
 * canvas.menu-at, canvas.edit, canvas.rename.
 */
void
ff_canvas_pointer_add (FfCanvasView *view)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  Pointer *self = g_new0 (Pointer, 1);

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), "ff-canvas-pointer", self, (GDestroyNotify) free_pointer);

  add_click (self, GDK_BUTTON_PRIMARY, G_CALLBACK (pressed_cb));
  add_click (self, GDK_BUTTON_SECONDARY, G_CALLBACK (menu_cb));
  add_drag (self);
  add_pan (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), motion);

  ff_gesture_zoom_add (view);
  ff_gesture_drop_add (view);
}

gboolean
ff_canvas_pointer_cancel (FfCanvasView *view)
{
  Pointer *self = get_pointer (view);

  if (self->kind == NULL)
    return FALSE;

  drag_cancel_cb (self->drag, NULL, self);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
  return TRUE;
}

gboolean
ff_canvas_pointer_get_place (FfCanvasView *view,
                             FfPoint      *out_at)
{
  Pointer *self = get_pointer (view);

  if (self->is_here)
    *out_at = ff_canvas_view_to_canvas (view, self->here.x, self->here.y);

  return self->is_here;
}
