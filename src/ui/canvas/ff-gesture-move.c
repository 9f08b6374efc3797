/* Moves the selection. It comes to rest on the grid or in line with another
 * card, unless Alt is held; an activity without transitions that is held over
 * a transition is inserted there. */

#include "ui/canvas/ff-gesture.h"

#include <math.h>

#include "ui/canvas/ff-canvas-edits.h"
#include "ui/canvas/ff-canvas-insert.h"

/* How far other cards pull, on screen; and how near a line must be to take a card. */
#define PULL_PX 6.0
#define LINE_REACH_PX 18.0

typedef struct
{
  FfCanvasView *view;
  FfPoint       start;     /* of the canvas */
  char        **ids;       /* all that moves */
  char         *grabbed;
  FfSnapBox     box;       /* of what was grabbed */
  GArray       *others;    /* of FfSnapBox */
  gboolean      may_insert;
  double        dx;
  double        dy;
} Move;

static FfSnapBox
get_card_box (const FfSceneCard *card)
{
  return (FfSnapBox) { card->rect, card->rect.y + card->head / 2 };
}

static FfSnapBox
get_box (const FfRect *rect)
{
  return (FfSnapBox) { *rect, rect->y + rect->height / 2 };
}

/* What others may be in line with: cards and notes in view. */
static void
collect (Move    *self,
         FfScene *scene)
{
  FfRect visible = ff_canvas_view_get_visible (self->view);
  const char *const *ids = (const char *const *) self->ids;

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const FfSceneCard *card = scene->cards[i];
      FfSnapBox box = get_card_box (card);

      if (g_str_equal (card->id, self->grabbed))
        self->box = box;
      else if (!g_strv_contains (ids, card->id) && ff_rect_meets (&visible, &card->rect))
        g_array_append_val (self->others, box);
    }

  for (guint i = 0; i < scene->n_notes; i++)
    {
      FfSnapBox box = get_box (&scene->notes[i]->rect);

      if (g_str_equal (scene->notes[i]->id, self->grabbed))
        self->box = box;
      else if (!g_strv_contains (ids, scene->notes[i]->id) && ff_rect_meets (&visible, &box.rect))
        g_array_append_val (self->others, box);
    }

  for (guint i = 0; i < scene->n_frames; i++)
    if (g_str_equal (scene->frames[i]->id, self->grabbed))
      self->box = get_box (&scene->frames[i]->rect);
}

static gpointer
begin (FfCanvasView    *view,
       const FfHit     *hit,
       FfPoint          start,
       GdkModifierType  modifiers)
{
  FfDraft *draft = ff_canvas_view_get_draft (view);
  FfScene *scene = ff_canvas_view_get_scene (view);
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (view);
  const char *alone[] = { hit->id, NULL };
  Move *self;

  if (ff_canvas_view_is_read_only (view))
    return NULL;

  self = g_new0 (Move, 1);
  self->view = view;
  self->start = ff_canvas_view_to_canvas (view, start.x, start.y);
  self->grabbed = g_strdup (hit->id);
  self->ids = ff_canvas_edits_dup_moving (scene, ff_draft_is_selected (draft, hit->id)
                                                   ? ff_draft_get_selection (draft) : alone);
  self->others = g_array_new (FALSE, FALSE, sizeof (FfSnapBox));
  self->may_insert = g_strv_length (self->ids) == 1 && ff_canvas_can_insert_moved (draft, hit->id);
  collect (self, scene);

  feedback->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; self->ids[i] != NULL; i++)
    g_hash_table_add (feedback->held, g_strdup (self->ids[i]));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (view), "grabbing");

  return self;
}

static const char *
find_line (Move *self)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  double reach = LINE_REACH_PX / ff_canvas_view_get_zoom (self->view);
  FfRect rect = self->box.rect;
  FfPoint middle;

  rect.x += self->dx;
  rect.y += self->dy;
  middle = ff_rect_get_center (&rect);

  for (guint i = 0; i < scene->n_transitions; i++)
    if (ff_route_get_distance (scene->transitions[i]->route, middle) < reach)
      return scene->transitions[i]->id;

  return NULL;
}

static void
update (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Move *self = gesture;
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);
  FfPoint now = ff_canvas_view_to_canvas (self->view, at.x, at.y);

  self->dx = now.x - self->start.x;
  self->dy = now.y - self->start.y;
  feedback->n_guides = 0;

  if (!(modifiers & GDK_ALT_MASK))
    {
      FfSnapBox moved = self->box;
      FfSnap snap;

      moved.rect.x += self->dx;
      moved.rect.y += self->dy;
      moved.level += self->dy;
      snap = ff_snap_box (&moved, (const FfSnapBox *) self->others->data, self->others->len,
                          PULL_PX / ff_canvas_view_get_zoom (self->view));
      self->dx += snap.dx;
      self->dy += snap.dy;
      feedback->n_guides = snap.n_guides;
      memcpy (feedback->guides, snap.guides, sizeof snap.guides);
    }

  self->dx = round (self->dx);
  self->dy = round (self->dy);

  if (self->may_insert)
    {
      const char *line = find_line (self);

      g_free (feedback->target_transition);
      feedback->target_transition = g_strdup (line);
      if (line != NULL)
        feedback->n_guides = 0;
    }

  ff_canvas_view_hold (self->view, (const char *const *) self->ids, self->dx, self->dy);
}

static void
cancel (gpointer gesture)
{
  Move *self = gesture;

  ff_canvas_view_clear_feedback (self->view);
  gtk_widget_set_cursor (GTK_WIDGET (self->view), NULL);
  g_strfreev (self->ids);
  g_free (self->grabbed);
  g_array_unref (self->others);
  g_free (self);
}

static void
finish (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Move *self = gesture;
  FfCanvasView *view = self->view;
  FfDraft *draft = ff_canvas_view_get_draft (view);
  FfScene *scene = ff_canvas_view_get_scene (view);
  g_autofree char *line = NULL;
  g_auto (GStrv) ids = NULL;
  int dx, dy;

  update (self, at, modifiers);
  line = g_strdup (ff_canvas_view_get_feedback (view)->target_transition);
  ids = g_steal_pointer (&self->ids);
  dx = scene->is_rtl ? -self->dx : self->dx;
  dy = self->dy;
  cancel (self);

  if (line != NULL && ff_canvas_insert_moved (draft, scene, ids[0], line))
    return;

  if (dx != 0 || dy != 0)
    ff_canvas_edits_move (draft, (const char *const *) ids, dx, dy, NULL);
}

const FfGesture ff_gesture_move = {
  .begin = begin,
  .update = update,
  .finish = finish,
  .cancel = cancel,
  .scrolls = TRUE,
};
