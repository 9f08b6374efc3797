#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

#define FF_TYPE_PALETTE_PANE (ff_palette_pane_get_type ())
G_DECLARE_FINAL_TYPE (FfPalettePane, ff_palette_pane, FF, PALETTE_PANE, AdwBin)

GtkWidget *ff_palette_pane_new (FfDraft *draft);

G_END_DECLS
