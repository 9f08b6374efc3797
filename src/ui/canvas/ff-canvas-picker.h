#pragma once

#include <gtk/gtk.h>

#include "picture/ff-glyph.h"

G_BEGIN_DECLS

/* A small list to choose one thing from, with a search: which activity to add,
 * what to connect to. It goes away by itself. */

typedef struct
{
  char          *id;
  char          *title;
  char          *detail;   /* dimmed behind it; nullable */
  const FfGlyph *glyph;
  FfTint         tint;
} FfCanvasChoice;

typedef void (*FfCanvasPicked) (const char *id,
                                gpointer    user_data);

#define FF_TYPE_CANVAS_PICKER (ff_canvas_picker_get_type ())
G_DECLARE_FINAL_TYPE (FfCanvasPicker, ff_canvas_picker, FF, CANVAS_PICKER, GtkPopover)

FfCanvasChoice *ff_canvas_choice_new   (const char         *id,
                                        const char         *title,
                                        const char         *detail,
                                        const FfGlyph      *glyph,
                                        FfTint              tint);
void            ff_canvas_choice_free  (FfCanvasChoice     *self);

/* Takes over @choices. Shown at @at of @parent at once; @picked is called at most once, @destroy always. */
GtkWidget      *ff_canvas_picker_open  (GtkWidget          *parent,
                                        const GdkRectangle *at,
                                        const char         *title,
                                        GPtrArray          *choices,    /* of FfCanvasChoice */
                                        FfCanvasPicked      picked,
                                        gpointer            user_data,
                                        GDestroyNotify      destroy);

G_END_DECLS
