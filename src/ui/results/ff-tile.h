#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One state of a run's deliveries: how many, in large figures. Pressed, the list below shows only those. */

#define FF_TYPE_TILE (ff_tile_get_type ())
G_DECLARE_FINAL_TYPE (FfTile, ff_tile, FF, TILE, GtkToggleButton)

/* Properties (for templates): "title", "image" (an icon), "tint" (a CSS class of the icon) */
void        ff_tile_set       (FfTile     *self,
                               gint64      n,
                               const char *note);   /* one line */
const char *ff_tile_get_title (FfTile     *self);
gint64      ff_tile_get_n     (FfTile     *self);

G_END_DECLS
