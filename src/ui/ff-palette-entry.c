/* What is dragged from the palette. A type of its own, so that no text from
 * elsewhere can pass for it. */

#include "ui/ff-palette-entry.h"

G_DEFINE_BOXED_TYPE (FfPaletteEntry, ff_palette_entry, ff_palette_entry_copy, ff_palette_entry_free)

FfPaletteEntry *
ff_palette_entry_new (const char *type)
{
  FfPaletteEntry *self = g_new0 (FfPaletteEntry, 1);

  self->type = g_strdup (type);
  return self;
}

FfPaletteEntry *
ff_palette_entry_copy (const FfPaletteEntry *self)
{
  return ff_palette_entry_new (self->type);
}

void
ff_palette_entry_free (FfPaletteEntry *self)
{
  g_free (self->type);
  g_free (self);
}
