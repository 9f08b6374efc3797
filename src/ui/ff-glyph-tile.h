#pragma once

#include <gtk/gtk.h>

#include "picture/ff-glyph.h"

G_BEGIN_DECLS

/* The coloured tile with the icon of an activity type, as the palette, pickers and the inspector show it. */

#define FF_TYPE_GLYPH_TILE (ff_glyph_tile_get_type ())
G_DECLARE_FINAL_TYPE (FfGlyphTile, ff_glyph_tile, FF, GLYPH_TILE, GtkWidget)

GtkWidget *ff_glyph_tile_new   (int            size_px);
void       ff_glyph_tile_set   (FfGlyphTile   *self,
                                const FfGlyph *glyph,    /* nullable: the empty tile */
                                FfTint         tint);

G_END_DECLS
