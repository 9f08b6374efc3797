/* The painter's shapes and words as nodes for a snapshot. Main thread.
 *
 * Nodes are made with gsk_cairo_node_new (), because GTK 4.8 misplaces
 * gtk_snapshot_append_cairo () below a transform. */

#include "ui/canvas/ff-canvas-drawing.h"

typedef struct
{
  PangoLayout *layout;
  double       x;
  double       y;
  GdkRGBA      color;
} Line;

static void
clear_line (gpointer data)
{
  g_object_unref (((Line *) data)->layout);
}

static void
take_text (PangoLayout *layout,
           double       x,
           double       y,
           FfColor      color,
           gpointer     user_data)
{
  GArray *lines = user_data;
  const Line line = { g_object_ref (layout), x, y, { color.red, color.green, color.blue, color.alpha } };

  g_array_append_val (lines, line);
}

void
ff_canvas_append_drawing (GtkSnapshot           *snapshot,
                          const FfPainter       *painter,
                          const graphene_rect_t *bounds,
                          FfPoint                origin,
                          FfCanvasDraw           draw,
                          gconstpointer          part,
                          FfDrawFlags            flags)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  GskRenderNode *shapes = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (shapes);
  FfPainter own = *painter;

  g_array_set_clear_func (lines, clear_line);
  own.take_text = take_text;
  own.text_data = lines;
  cairo_scale (cr, painter->zoom, painter->zoom);
  cairo_translate (cr, -origin.x, -origin.y);
  draw (&own, cr, part, flags);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, shapes);
  gsk_render_node_unref (shapes);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (line->x, line->y));
      gtk_snapshot_append_layout (snapshot, line->layout, &line->color);
      gtk_snapshot_restore (snapshot);
    }
}
