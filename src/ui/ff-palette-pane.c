/* What can be added to a campaign, by category, with a search. */

#include "ui/ff-palette-pane.h"

#include <glib/gi18n-lib.h>

struct _FfPalettePane
{
  AdwBin   parent_instance;

  FfDraft *draft;
};

G_DEFINE_FINAL_TYPE (FfPalettePane, ff_palette_pane, ADW_TYPE_BIN)

static void
ff_palette_pane_dispose (GObject *object)
{
  FfPalettePane *self = FF_PALETTE_PANE (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_palette_pane_parent_class)->dispose (object);
}

static void
ff_palette_pane_class_init (FfPalettePaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_palette_pane_dispose;
}

static void
ff_palette_pane_init (FfPalettePane *self)
{
}

/**
 * ff_palette_pane_new:
 * @draft: the open campaign
 *
 * Returns: the pane at the start of Design
 */
GtkWidget *
ff_palette_pane_new (FfDraft *draft)
{
  FfPalettePane *self = g_object_new (FF_TYPE_PALETTE_PANE, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
