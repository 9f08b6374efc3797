/* Activities on the clipboard: JSON as text, so that other windows and other
 * programs can take it. Main thread. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/ff-fragment.h"
#include "picture/ff-snap.h"
#include "ui/canvas/ff-canvas-edits.h"
#include "ui/canvas/ff-canvas-pointer.h"
#include "ui/canvas/ff-canvas-private.h"
#include "ui/canvas/ff-canvas-walk.h"

#define STEP_PX 32

void
ff_canvas_copy (FfCanvas          *self,
                const char *const *ids)
{
  g_autofree char *text = ff_fragment_copy (ff_draft_get_campaign (self->draft), ids);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  self->pasted_at = (FfPoint) { G_MAXINT, G_MAXINT };
}

/* Where @ids stand together, on the canvas. */
static gboolean
find_place_of (FfScene           *scene,
               const char *const *ids,
               FfRect            *out_place)
{
  gboolean has_place = FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FfRect place;

      if (!ff_canvas_find_place (scene, ids[i], &place))
        continue;

      *out_place = has_place ? ff_rect_union (out_place, &place) : place;
      has_place = TRUE;
    }

  return has_place;
}

static const FfRect *
find_in_the_way (FfScene      *scene,
                 const FfRect *place)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (ff_rect_meets (place, &scene->cards[i]->rect))
      return &scene->cards[i]->rect;

  for (guint i = 0; i < scene->n_notes; i++)
    if (ff_rect_meets (place, &scene->notes[i]->rect))
      return &scene->notes[i]->rect;

  return NULL;
}

/* Below @place, where nothing stands. */
static FfRect
find_free_place_below (FfScene *scene,
                       FfRect   place)
{
  const FfRect *other;

  place.y += place.height + STEP_PX;
  while ((other = find_in_the_way (scene, &place)) != NULL)
    place.y = other->y + other->height + STEP_PX;

  return place;
}

/* The start and top corner in the document, on the grid. */
static FfPoint
get_corner (FfCanvas *self,
            FfRect    place)
{
  place = ff_canvas_view_to_document (self->view, &place);

  return (FfPoint) { ff_snap_to_grid (place.x), ff_snap_to_grid (place.y) };
}

/* At the pointer, or below the selection, or in the middle of the view. */
static FfPoint
find_place (FfCanvas *self)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  FfRect visible = ff_canvas_view_get_visible (self->view);
  FfRect place;
  FfPoint at;

  if (ff_canvas_pointer_get_place (self->view, &at))
    return get_corner (self, (FfRect) { at.x, at.y, 0, 0 });

  if (find_place_of (scene, ff_draft_get_selection (self->draft), &place))
    return get_corner (self, find_free_place_below (scene, place));

  at = ff_rect_get_center (&visible);
  return get_corner (self, (FfRect) { at.x, at.y, 0, 0 });
}

/* Scrolls to what was just added and is selected now. */
static void
show_added (FfCanvas *self)
{
  const char *const *selection = ff_draft_get_selection (self->draft);
  FfRect place;

  if (selection[0] == NULL)
    return;

  if (find_place_of (ff_canvas_view_get_scene (self->view), selection, &place))
    ff_canvas_view_reveal (self->view, &place);
  ff_canvas_view_focus (self->view, selection[0]);
}

/**
 * ff_canvas_duplicate:
 * @ids: of activities, notes and frames
 *
 * Puts copies below, where nothing stands, and selects them.
 */
void
ff_canvas_duplicate (FfCanvas          *self,
                     const char *const *ids)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  FfRect place;

  if (find_place_of (scene, ids, &place) &&
      ff_canvas_edits_duplicate (self->draft, ids, get_corner (self, find_free_place_below (scene, place))))
    show_added (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FfCanvas) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  FfPoint at;

  if (self->draft == NULL)
    return;

  if (text == NULL)
    {
      ff_canvas_tell (self, _("The clipboard holds nothing that can be pasted here."));
      return;
    }

  at = find_place (self);
  if (at.x == self->pasted_at.x && at.y == self->pasted_at.y)
    at = (FfPoint) { at.x + STEP_PX, at.y + STEP_PX };
  self->pasted_at = at;

  if (!ff_canvas_edits_paste (self->draft, text, at, &error))
    ff_canvas_tell (self, error->message);
  else
    show_added (self);
}

void
ff_canvas_paste (FfCanvas *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, read_cb, g_object_ref (self));
}
