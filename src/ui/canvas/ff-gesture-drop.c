/* Takes what is dragged from the palette: an outline shows where it would
 * stand; over a transition it would be inserted. */

#include "ui/canvas/ff-gesture.h"

#include <glib/gi18n-lib.h>

#include "ui/canvas/ff-canvas-insert.h"
#include "ui/ff-palette-entry.h"

/* So near to the pointer a transition takes the drop, on screen. */
#define LINE_REACH_PX 24.0

typedef struct
{
  char  *type;  /* of what hovers; NULL: nothing does */
  FfRect size;
} Drop;

static void
free_drop (Drop *self)
{
  g_free (self->type);
  g_free (self);
}

static FfCanvasView *
get_view (GtkDropTarget *target)
{
  return FF_CANVAS_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
}

static gboolean
learn (Drop         *self,
       FfCanvasView *view,
       const GValue *value)
{
  const FfPaletteEntry *entry = value != NULL ? g_value_get_boxed (value) : NULL;

  if (entry == NULL)
    return FALSE;

  if (g_strcmp0 (self->type, entry->type) != 0)
    {
      g_free (self->type);
      self->type = g_strdup (entry->type);
      self->size = ff_canvas_measure (entry->type, ff_canvas_view_get_typesetter (view));
    }

  return TRUE;
}

static const FfSceneTransition *
find_line (Drop         *self,
           FfCanvasView *view,
           FfPoint       at)
{
  FfScene *scene = ff_canvas_view_get_scene (view);
  const FfActivityType *type = ff_activity_type_find (self->type);
  const FfSceneTransition *nearest = NULL;
  double least = LINE_REACH_PX / ff_canvas_view_get_zoom (view);

  if (type == NULL || !ff_canvas_type_fits (type, FF_CANVAS_FITS_BETWEEN))
    return NULL;

  for (guint i = 0; i < scene->n_transitions; i++)
    {
      double distance = ff_route_get_distance (scene->transitions[i]->route, at);

      if (distance < least)
        {
          least = distance;
          nearest = scene->transitions[i];
        }
    }

  return nearest;
}

/* Centred under the pointer, on the grid. */
static FfRect
find_place (Drop    *self,
            FfPoint  at)
{
  FfRect place = self->size;

  place.x = ff_snap_to_grid (at.x - place.width / 2);
  place.y = ff_snap_to_grid (at.y - MIN (place.height, FF_CARD_HEAD_PX) / 2);

  return place;
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           Drop          *self)
{
  FfCanvasView *view = get_view (target);
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (view);
  FfPoint at = ff_canvas_view_to_canvas (view, x, y);
  const FfSceneTransition *line;

  if (ff_canvas_view_is_read_only (view))
    return 0;
  if (!learn (self, view, gtk_drop_target_get_value (target)))
    return GDK_ACTION_COPY;

  line = find_line (self, view, at);
  ff_canvas_feedback_clear (feedback);
  feedback->has_slot = TRUE;
  feedback->slot = find_place (self, line != NULL ? line->route->middle : at);
  if (line != NULL)
    {
      feedback->target_transition = g_strdup (line->id);
      feedback->slot_text = g_strdup (_("insert here"));
    }
  ff_canvas_view_show_feedback (view);

  return GDK_ACTION_COPY;
}

static GdkDragAction
enter_cb (GtkDropTarget *target,
          double         x,
          double         y,
          Drop          *self)
{
  return motion_cb (target, x, y, self);
}

static void
leave_cb (GtkDropTarget *target,
          Drop          *self)
{
  ff_canvas_view_clear_feedback (get_view (target));
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         Drop          *self)
{
  FfCanvasView *view = get_view (target);
  FfDraft *draft = ff_canvas_view_get_draft (view);
  FfPoint at = ff_canvas_view_to_canvas (view, x, y);
  const FfSceneTransition *line;
  const char *added;
  FfRect place;

  if (ff_canvas_view_is_read_only (view) || !learn (self, view, value))
    return FALSE;

  line = find_line (self, view, at);
  place = find_place (self, at);
  place = ff_canvas_view_to_document (view, &place);
  ff_canvas_view_clear_feedback (view);

  if (line != NULL)
    added = ff_canvas_insert_into (draft, ff_canvas_view_get_scene (view), self->type, &self->size, line->id);
  else
    added = ff_canvas_insert_alone (draft, self->type, (FfPoint) { place.x, place.y });

  if (added != NULL)
    ff_canvas_view_focus (view, added);

  return added != NULL;
}

void
ff_gesture_drop_add (FfCanvasView *view)
{
  GtkDropTarget *target = gtk_drop_target_new (FF_TYPE_PALETTE_ENTRY, GDK_ACTION_COPY);
  Drop *self = g_new0 (Drop, 1);

  gtk_drop_target_set_preload (target, TRUE);
  g_object_set_data_full (G_OBJECT (view), "ff-gesture-drop", self, (GDestroyNotify) free_drop);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (target));
}
