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

/* At the pointer, or below the selection, or in the middle of the view. */
static FfPoint
find_place (FfCanvas *self)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  const char *const *selection = ff_draft_get_selection (self->draft);
  FfRect all = { 0 };
  gboolean has_place = FALSE;
  FfPoint at;

  if (ff_canvas_pointer_get_place (self->view, &at))
    {
      FfRect rect = { at.x, at.y, 0, 0 };

      rect = ff_canvas_view_to_document (self->view, &rect);
      return (FfPoint) { ff_snap_to_grid (rect.x), ff_snap_to_grid (rect.y) };
    }

  for (guint i = 0; selection[i] != NULL; i++)
    {
      FfRect place;

      if (!ff_canvas_find_place (scene, selection[i], &place))
        continue;

      all = has_place ? ff_rect_union (&all, &place) : place;
      has_place = TRUE;
    }

  if (!has_place)
    {
      FfRect visible = ff_canvas_view_get_visible (self->view);
      FfPoint middle = ff_rect_get_center (&visible);

      all = (FfRect) { middle.x, middle.y, 0, 0 };
    }

  all = ff_canvas_view_to_document (self->view, &all);
  return (FfPoint) { ff_snap_to_grid (all.x), ff_snap_to_grid (all.y + all.height + (has_place ? STEP_PX : 0)) };
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
  else if (ff_draft_get_selection (self->draft)[0] != NULL)
    ff_canvas_view_focus (self->view, ff_draft_get_selection (self->draft)[0]);
}

void
ff_canvas_paste (FfCanvas *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, read_cb, g_object_ref (self));
}
