/* Selects what lies wholly within a rectangle drawn on empty canvas; with
 * Shift or Ctrl in addition to what is selected already. */

#include "ui/canvas/ff-gesture.h"

typedef struct
{
  FfCanvasView *view;
  FfPoint       start;    /* of the canvas */
  char        **before;   /* the selection it began with */
  gboolean      adds;
} Band;

static gpointer
begin (FfCanvasView    *view,
       const FfHit     *hit,
       FfPoint          start,
       GdkModifierType  modifiers)
{
  Band *self = g_new0 (Band, 1);

  self->view = view;
  self->start = ff_canvas_view_to_canvas (view, start.x, start.y);
  self->before = g_strdupv ((char **) ff_draft_get_selection (ff_canvas_view_get_draft (view)));
  self->adds = (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;

  return self;
}

static void
update (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Band *self = gesture;
  FfDraft *draft = ff_canvas_view_get_draft (self->view);
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);
  FfPoint end = ff_canvas_view_to_canvas (self->view, at.x, at.y);
  g_autoptr (GPtrArray) ids = NULL;

  feedback->has_band = TRUE;
  feedback->band = (FfRect) { MIN (self->start.x, end.x), MIN (self->start.y, end.y), ABS (end.x - self->start.x),
                              ABS (end.y - self->start.y) };

  ids = ff_scene_dup_ids_in (ff_canvas_view_get_scene (self->view), &feedback->band);
  for (guint i = 0; self->adds && self->before[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (ids, self->before[i], g_str_equal, NULL))
      g_ptr_array_add (ids, self->before[i]);
  g_ptr_array_add (ids, NULL);

  ff_draft_select (draft, (const char *const *) ids->pdata, FALSE);
  ff_canvas_view_show_feedback (self->view);
}

static void
end_band (Band *self)
{
  ff_canvas_view_clear_feedback (self->view);
  g_strfreev (self->before);
  g_free (self);
}

static void
finish (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  end_band (gesture);
}

static void
cancel (gpointer gesture)
{
  Band *self = gesture;

  ff_draft_select (ff_canvas_view_get_draft (self->view), (const char *const *) self->before, FALSE);
  end_band (self);
}

const FfGesture ff_gesture_rubber_band = {
  .begin = begin,
  .update = update,
  .finish = finish,
  .cancel = cancel,
  .scrolls = TRUE,
};
