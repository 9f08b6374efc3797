/* The coloured tile with an activity type's icon. Decoration: whoever shows it
 * has the words beside it. Main thread. */

#include "ui/ff-glyph-tile.h"

#include <math.h>

#include "ui/ff-theme.h"

struct _FfGlyphTile
{
  GtkWidget      parent_instance;

  int            size;
  const FfGlyph *glyph;
  FfTint         tint;
};

G_DEFINE_FINAL_TYPE (FfGlyphTile, ff_glyph_tile, GTK_TYPE_WIDGET)

static void
ff_glyph_tile_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = FF_GLYPH_TILE (widget)->size;
  *natural = *minimum;
}

static void
ff_glyph_tile_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FfGlyphTile *self = FF_GLYPH_TILE (widget);
  const FfPalette *palette = ff_theme_get_palette ();
  const FfTintColors *colors = &palette->tints[self->tint];
  GdkRGBA tile = { colors->tile.red, colors->tile.green, colors->tile.blue, colors->tile.alpha };
  GdkRGBA border = { colors->border.red, colors->border.green, colors->border.blue, colors->border.alpha };
  double glyph_size = round (self->size * 0.625);
  double start = (self->size - glyph_size) / 2;
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, self->size, self->size);
  GskRoundedRect outline;
  GskRenderNode *node;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&outline, &area, round (self->size * 0.28));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &tile, &area);
  gtk_snapshot_pop (snapshot);
  if (palette->is_high_contrast)
    gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                (GdkRGBA[4]) { border, border, border, border });

  if (self->glyph == NULL)
    return;

  node = gsk_cairo_node_new (&area);
  cr = gsk_cairo_node_get_draw_context (node);
  ff_glyph_paint (self->glyph, cr, start, start, glyph_size, colors->glyph, &colors->tile,
                  gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

static void
ff_glyph_tile_class_init (FfGlyphTileClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->measure = ff_glyph_tile_measure;
  widget_class->snapshot = ff_glyph_tile_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "ff-glyph-tile");
}

static void
ff_glyph_tile_init (FfGlyphTile *self)
{
  self->tint = FF_TINT_PLAIN;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  ff_theme_watch (GTK_WIDGET (self));
}

/**
 * ff_glyph_tile_new:
 * @size_px: of its sides: 22 in lists, 36 in the inspector
 *
 * Returns: an empty tile
 */
GtkWidget *
ff_glyph_tile_new (int size_px)
{
  FfGlyphTile *self = g_object_new (FF_TYPE_GLYPH_TILE, NULL);

  self->size = size_px;
  return GTK_WIDGET (self);
}

void
ff_glyph_tile_set (FfGlyphTile   *self,
                   const FfGlyph *glyph,
                   FfTint         tint)
{
  self->glyph = glyph;
  self->tint = tint;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
