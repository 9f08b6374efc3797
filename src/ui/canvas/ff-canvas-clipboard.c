/* Activities on the clipboard: JSON as text, so that other windows and other
 * programs can take it. Main thread. */

#include <glib/gi18n-lib.h>

#include "model/ff-fragment.h"
#include "picture/ff-room.h"
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

/* How far what @text holds reaches from its start and top corner, as the document has it. */
static FfRect
measure (FfCanvas   *self,
         const char *text)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("");
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("");
  g_autoptr (FfScene) scene = NULL;

  if (!ff_fragment_paste (campaign, text, 0, 0, edit, NULL, NULL))
    return (FfRect) { 0, 0, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX };

  ff_history_apply (history, edit, NULL);
  scene = ff_scene_new (campaign, ff_canvas_view_get_typesetter (self->view), NULL, NULL, FALSE);

  return scene->bounds;
}

/* The corner in the document, on the grid, nearest to @at where what @text holds covers nothing. */
static FfPoint
find_corner (FfCanvas   *self,
             const char *text,
             FfPoint     at)
{
  FfRect size = measure (self, text);
  FfRect wanted = { ff_snap_to_grid (at.x) + size.x, ff_snap_to_grid (at.y) + size.y, size.width, size.height };
  FfRect free;

  wanted = ff_canvas_view_to_document (self->view, &wanted);
  free = ff_room_find (ff_canvas_view_get_scene (self->view), &wanted);
  free = ff_canvas_view_to_document (self->view, &free);

  return (FfPoint) { free.x - size.x, free.y - size.y };
}

/* The start and top corner of the document's place below @place of the canvas. */
static FfPoint
get_corner_below (FfCanvas *self,
                  FfRect    place)
{
  place = ff_canvas_view_to_document (self->view, &place);

  return (FfPoint) { place.x, place.y + place.height + STEP_PX };
}

/* At the pointer, or below the selection, or in the middle of the view. */
static FfPoint
find_place (FfCanvas *self)
{
  FfRect visible = ff_canvas_view_get_visible (self->view);
  FfRect place;
  FfPoint at;

  if (!ff_canvas_pointer_get_place (self->view, &at))
    {
      if (find_place_of (ff_canvas_view_get_scene (self->view), ff_draft_get_selection (self->draft), &place))
        return get_corner_below (self, place);
      at = ff_rect_get_center (&visible);
    }

  place = (FfRect) { at.x, at.y, 0, 0 };
  place = ff_canvas_view_to_document (self->view, &place);
  return (FfPoint) { place.x, place.y };
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
 * Puts copies below or near, where nothing stands, and selects them.
 */
void
ff_canvas_duplicate (FfCanvas          *self,
                     const char *const *ids)
{
  g_autofree char *text = ff_fragment_copy (ff_draft_get_campaign (self->draft), ids);
  FfRect place;

  if (find_place_of (ff_canvas_view_get_scene (self->view), ids, &place) &&
      ff_canvas_edits_duplicate (self->draft, ids, find_corner (self, text, get_corner_below (self, place))))
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

  if (self->draft == NULL)
    return;

  if (text == NULL)
    {
      ff_canvas_tell (self, _("The clipboard holds nothing that can be pasted here."));
      return;
    }

  if (!ff_canvas_edits_paste (self->draft, text, find_corner (self, text, find_place (self)), &error))
    ff_canvas_tell (self, error->message);
  else
    show_added (self);
}

void
ff_canvas_paste (FfCanvas *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, read_cb, g_object_ref (self));
}
