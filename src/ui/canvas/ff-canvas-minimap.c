/* The minimap over the canvas: blocks in the colour of their category and a
 * rectangle around what is in view. A press or drag goes there. For the pointer
 * only: the keyboard has Zoom to Fit, and arrows that bring what they reach into
 * view. Main thread. */

#include "ui/canvas/ff-canvas-minimap.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH_PX 150
#define HEIGHT_PX 88
#define RADIUS_PX 10
#define MARGIN_PX 8.0
#define STRENGTH 0.55

struct _FfCanvasMinimap
{
  GtkWidget     parent_instance;

  FfCanvasView    *view;    /* a sibling below the same canvas, which outlives it */
  GskRenderNode   *blocks;  /* with these colours, this origin and scale; NULL: to be drawn */
  const FfPalette *palette;
  FfPoint          origin;
  double           scale;
};

G_DEFINE_FINAL_TYPE (FfCanvasMinimap, ff_canvas_minimap, GTK_TYPE_WIDGET)

static GdkRGBA
get_rgba (FfColor color)
{
  return (GdkRGBA) { color.red, color.green, color.blue, color.alpha };
}

/* How canvas pixels become pixels of the map. */
static double
get_scale (FfCanvasMinimap *self,
           FfPoint         *out_origin)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  FfRect visible = ff_canvas_view_get_visible (self->view);
  FfRect all = scene->n_cards > 0 ? ff_rect_union (&scene->bounds, &visible) : visible;
  double scale = MIN ((WIDTH_PX - 2 * MARGIN_PX) / MAX (1, all.width), (HEIGHT_PX - 2 * MARGIN_PX) / MAX (1, all.height));

  out_origin->x = all.x - ((WIDTH_PX / scale) - all.width) / 2;
  out_origin->y = all.y - ((HEIGHT_PX / scale) - all.height) / 2;

  return scale;
}

static graphene_rect_t
place (const FfRect *rect,
       FfPoint       origin,
       double        scale)
{
  return GRAPHENE_RECT_INIT ((rect->x - origin.x) * scale, (rect->y - origin.y) * scale, MAX (2, rect->width * scale),
                             MAX (2, rect->height * scale));
}

static void
draw_border (GtkSnapshot    *snapshot,
             GskRoundedRect *outline,
             float           width,
             FfColor         color)
{
  GdkRGBA rgba = get_rgba (color);

  gtk_snapshot_append_border (snapshot, outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { rgba, rgba, rgba, rgba });
}

static void
fill_block (cairo_t      *cr,
            const FfRect *rect,
            FfColor       color,
            FfPoint       origin,
            double        scale)
{
  graphene_rect_t block = place (rect, origin, scale);

  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
  cairo_rectangle (cr, block.origin.x, block.origin.y, block.size.width, block.size.height);
  cairo_fill (cr);
}

/* One node for all blocks, kept while neither they nor the part of the canvas on the map are other ones. */
static void
draw_blocks (FfCanvasMinimap *self,
             GtkSnapshot     *snapshot,
             FfPoint          origin,
             double           scale)
{
  FfScene *scene = ff_canvas_view_get_shown (self->view);
  const FfPalette *palette = ff_canvas_view_get_painter (self->view)->palette;
  cairo_t *cr;

  if (self->blocks != NULL && self->palette == palette && self->origin.x == origin.x && self->origin.y == origin.y &&
      self->scale == scale)
    {
      gtk_snapshot_append_node (snapshot, self->blocks);
      return;
    }

  g_clear_pointer (&self->blocks, gsk_render_node_unref);
  self->blocks = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, WIDTH_PX, HEIGHT_PX));
  self->palette = palette;
  self->origin = origin;
  self->scale = scale;
  cr = gsk_cairo_node_get_draw_context (self->blocks);

  for (guint i = 0; i < scene->n_notes; i++)
    fill_block (cr, &scene->notes[i]->rect, palette->note_border, origin, scale);

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const FfSceneCard *card = scene->cards[i];
      FfTint tint = card->mode != FF_MODE_NORMAL || card->is_unknown ? FF_TINT_PLAIN : card->tint;

      fill_block (cr, &card->rect, ff_color_with_alpha (palette->tints[tint].glyph, STRENGTH), origin, scale);
    }

  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, self->blocks);
}

static void
ff_canvas_minimap_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  FfCanvasMinimap *self = FF_CANVAS_MINIMAP (widget);
  const FfPalette *palette = ff_canvas_view_get_painter (self->view)->palette;
  FfRect visible = ff_canvas_view_get_visible (self->view);
  GdkRGBA paper = get_rgba (palette->card);
  GdkRGBA shadow = get_rgba (palette->shadow);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, WIDTH_PX, HEIGHT_PX);
  graphene_rect_t seen;
  GskRoundedRect outline;
  GskRoundedRect window;
  FfPoint origin;
  double scale = get_scale (self, &origin);

  gsk_rounded_rect_init_from_rect (&outline, &area, RADIUS_PX);
  /* Two sharp ones look like a soft one, and need no blur in every frame of a pan. */
  shadow.alpha *= 0.5;
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 1, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 2, 0);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, &area);
  draw_blocks (self, snapshot, origin, scale);
  gtk_snapshot_pop (snapshot);
  draw_border (snapshot, &outline, 1, palette->card_border);

  seen = place (&visible, origin, scale);
  graphene_rect_intersection (&seen, &GRAPHENE_RECT_INIT (3, 3, WIDTH_PX - 6, HEIGHT_PX - 6), &seen);
  gsk_rounded_rect_init_from_rect (&window, &seen, 6);
  draw_border (snapshot, &window, 1.5, palette->accent);
}

static void
ff_canvas_minimap_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_PX : HEIGHT_PX;
  *natural = *minimum;
}

static void
go_to (FfCanvasMinimap *self,
       double           x,
       double           y)
{
  FfPoint origin;
  double scale = get_scale (self, &origin);

  ff_canvas_view_center_on (self->view, (FfPoint) { origin.x + x / scale, origin.y + y / scale });
}

static void
drag_begin_cb (GtkGestureDrag  *drag,
               double           x,
               double           y,
               FfCanvasMinimap *self)
{
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  go_to (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag  *drag,
                double           dx,
                double           dy,
                FfCanvasMinimap *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    go_to (self, x + dx, y + dy);
}

static void
scene_cb (FfCanvasMinimap *self)
{
  g_clear_pointer (&self->blocks, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ff_canvas_minimap_finalize (GObject *object)
{
  g_clear_pointer (&FF_CANVAS_MINIMAP (object)->blocks, gsk_render_node_unref);

  G_OBJECT_CLASS (ff_canvas_minimap_parent_class)->finalize (object);
}

static void
ff_canvas_minimap_class_init (FfCanvasMinimapClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_canvas_minimap_finalize;
  widget_class->measure = ff_canvas_minimap_measure;
  widget_class->snapshot = ff_canvas_minimap_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "minimap");
}

static void
ff_canvas_minimap_init (FfCanvasMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Minimap"), -1);
}

GtkWidget *
ff_canvas_minimap_new (FfCanvasView *view)
{
  FfCanvasMinimap *self = g_object_new (FF_TYPE_CANVAS_MINIMAP, NULL);

  self->view = view;
  g_signal_connect_object (view, "view-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "scene-changed", G_CALLBACK (scene_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
