#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What is dragged from the palette to the canvas: the id of an activity type, or "note" or "frame". A value. */

typedef struct
{
  char *type;
} FfPaletteEntry;

#define FF_TYPE_PALETTE_ENTRY (ff_palette_entry_get_type ())
GType           ff_palette_entry_get_type (void);

FfPaletteEntry *ff_palette_entry_new      (const char           *type);
FfPaletteEntry *ff_palette_entry_copy     (const FfPaletteEntry *self);
void            ff_palette_entry_free     (FfPaletteEntry       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPaletteEntry, ff_palette_entry_free)

G_END_DECLS
