/* The strokes all parts of the painter are made of: rounded rectangles,
 * shadows, rings and lines of text. */

#include "picture/ff-painter-private.h"

#include <math.h>

#define RING_GAP_PX 3.0
#define RING_WIDTH_PX 2.0
/* Words are not cut to less room than this on screen. */
#define TEXT_LEAST_ROOM_PX 16.0
#define TEXT_AIR_PX 3.0
/* By so much of its length at most a line differs on a screen from what was measured. */
#define CLOSE 0.2

void
ff_paint_set_color (cairo_t *cr,
                    FfColor  color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

void
ff_paint_add_rect (cairo_t      *cr,
                   const FfRect *rect,
                   double        radius)
{
  double right = rect->x + rect->width;
  double bottom = rect->y + rect->height;

  radius = MAX (0.0, MIN (radius, MIN (rect->width, rect->height) / 2));
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, rect->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI_2);
  cairo_arc (cr, rect->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, rect->x + radius, rect->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

FfRect
ff_paint_snap (cairo_t      *cr,
               const FfRect *rect)
{
  double x0 = rect->x, y0 = rect->y;
  double x1 = rect->x + rect->width, y1 = rect->y + rect->height;

  cairo_user_to_device (cr, &x0, &y0);
  cairo_user_to_device (cr, &x1, &y1);
  x0 = round (x0), y0 = round (y0), x1 = round (x1), y1 = round (y1);
  cairo_device_to_user (cr, &x0, &y0);
  cairo_device_to_user (cr, &x1, &y1);

  return (FfRect) { x0, y0, x1 - x0, y1 - y0 };
}

/* Cairo has no blur: a few fainter and wider rectangles look the same. */
void
ff_paint_shadow (const FfPainter *painter,
                 cairo_t         *cr,
                 const FfRect    *rect,
                 double           radius,
                 FfDrawFlags      flags)
{
  FfColor color = painter->palette->shadow;
  double reach = (flags & FF_DRAW_DRAGGED) ? 16.0 : (flags & FF_DRAW_HOVER) ? 6.0 : 3.0;
  double drop = (flags & FF_DRAW_DRAGGED) ? 8.0 : (flags & FF_DRAW_HOVER) ? 3.0 : 1.0;
  guint n_layers = (flags & FF_DRAW_DRAGGED) ? 8 : (flags & FF_DRAW_HOVER) ? 5 : 3;

  if (color.alpha == 0)
    return;

  for (guint i = 0; i < n_layers; i++)
    {
      double by = reach * (n_layers - i) / n_layers;
      FfRect layer = ff_rect_inflate (rect, by);

      layer.y += drop;
      ff_paint_set_color (cr, ff_color_with_alpha (color, 1.2 / n_layers));
      ff_paint_add_rect (cr, &layer, radius + by);
      cairo_fill (cr);
    }
}

void
ff_paint_ring (const FfPainter *painter,
               cairo_t         *cr,
               const FfRect    *rect,
               double           radius)
{
  double scale = MAX (1.0, 0.6 / painter->zoom);
  double away = (RING_GAP_PX + RING_WIDTH_PX / 2) * scale;
  FfRect ring = ff_rect_inflate (rect, away);

  ff_paint_set_color (cr, painter->palette->accent);
  cairo_set_line_width (cr, RING_WIDTH_PX * scale);
  ff_paint_add_rect (cr, &ring, radius + away);
  cairo_stroke (cr);
}

FfRect
ff_paint_place (const FfPainter *painter,
                const FfRect    *within,
                double           start,
                double           top,
                double           width,
                double           height)
{
  return (FfRect) {
    painter->is_rtl ? within->x + within->width - start - width : within->x + start,
    within->y + top,
    width,
    height,
  };
}

/* Where text of @text_width starts in a room of @width at @x. */
static double
align_text (const FfPainter *painter,
            FfAlign          align,
            double           x,
            double           width,
            double           text_width)
{
  if (align == FF_ALIGN_MIDDLE)
    return x + (width - text_width) / 2;
  if ((align == FF_ALIGN_END) != painter->is_rtl)
    return x + width - text_width;

  return x;
}

/* Gives a text that is too long for @width up to @n_lines, and cuts what is left over. */
static void
fit_layout (PangoLayout *layout,
            guint        n_lines,
            double       width)
{
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -(int) n_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
}

/* Capitals and digits of a single line stand around y: their height is about 0.7 of @size. Several lines do as a whole. */
static double
get_top (PangoLayout *layout,
         double       y,
         double       size)
{
  PangoRectangle lines;

  if (pango_layout_get_line_count (layout) == 1)
    return y + size * 0.35 - pango_layout_get_baseline (layout) / (double) PANGO_SCALE;

  pango_layout_get_extents (layout, NULL, &lines);
  return y - lines.height / (2.0 * PANGO_SCALE);
}

/* On a screen glyphs stand on whole pixels, so text is laid out at its size there. A line may then come out a little
 * longer than it was measured; as long as there is air around it, that is no reason to cut it, only to take a second. */
static void
hand_over_text (const FfPainter *painter,
                cairo_t         *cr,
                FfTextRole       role,
                const char      *text,
                guint            n_lines,
                double           x,
                double           width,
                double           y,
                FfAlign          align,
                FfColor          color)
{
  double size = ff_typesetter_get_size (painter->typesetter, role);
  double scale = MAX (painter->zoom, FF_TEXT_LEAST_PX / size);
  g_autoptr (PangoLayout) layout = ff_typesetter_dup_screen_layout (painter->typesetter, role, text, scale);
  PangoRectangle line;

  cairo_user_to_device (cr, &x, &y);
  width *= painter->zoom;
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_extents (layout, NULL, &line);
  if (line.width > (width + (n_lines == 1 ? TEXT_AIR_PX : 0)) * PANGO_SCALE)
    {
      if (width < TEXT_LEAST_ROOM_PX)
        return;
      fit_layout (layout, n_lines, width);
      pango_layout_get_extents (layout, NULL, &line);
    }

  x = align_text (painter, align, x, width, line.width / (double) PANGO_SCALE) - line.x / (double) PANGO_SCALE;
  y = get_top (layout, y, size * scale);
  painter->take_text (layout, round (x), round (y), ff_color_with_alpha (color, color.alpha * (1 - painter->text_fade)),
                      painter->text_data);
}

gboolean
ff_paint_fits (const FfPainter *painter,
               FfTextRole       role,
               const char      *text,
               guint            n_lines,
               double           width)
{
  gboolean is_on_screen = painter->take_text != NULL;
  double scale = MAX (1.0, FF_TEXT_LEAST_PX / (ff_typesetter_get_size (painter->typesetter, role) * painter->zoom));
  double room = is_on_screen ? width * painter->zoom + (n_lines == 1 ? TEXT_AIR_PX : 0) : width;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle lines;

  if (n_lines == 1)
    {
      double part = ff_typesetter_measure (painter->typesetter, role, text) * scale / width;

      /* On a screen only what is nearly as long as there is room must be laid out to know. */
      if (!is_on_screen || fabs (part - 1) > CLOSE)
        return part <= 1;
    }

  layout = is_on_screen ? ff_typesetter_dup_screen_layout (painter->typesetter, role, text, scale * painter->zoom)
                        : ff_typesetter_dup_layout (painter->typesetter, role, text, scale);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (n_lines > 1)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      pango_layout_set_width (layout, room * PANGO_SCALE);
    }
  pango_layout_get_extents (layout, NULL, &lines);

  return lines.width <= room * PANGO_SCALE && (guint) pango_layout_get_line_count (layout) <= n_lines;
}

void
ff_paint_lines (const FfPainter *painter,
                cairo_t         *cr,
                FfTextRole       role,
                const char      *text,
                guint            n_lines,
                double           x,
                double           width,
                double           y,
                FfAlign          align,
                FfColor          color)
{
  double size = ff_typesetter_get_size (painter->typesetter, role);
  double scale = MAX (1.0, FF_TEXT_LEAST_PX / (size * painter->zoom));
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle line;
  double left;

  if (*text == '\0')
    return;

  if (painter->take_text != NULL)
    {
      hand_over_text (painter, cr, role, text, n_lines, x, width, y, align, color);
      return;
    }

  layout = ff_typesetter_dup_layout (painter->typesetter, role, text, scale);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_get_extents (layout, NULL, &line);
  if (line.width > width * PANGO_SCALE)
    {
      if (width * painter->zoom < TEXT_LEAST_ROOM_PX)
        return;
      fit_layout (layout, n_lines, width);
      pango_layout_get_extents (layout, NULL, &line);
    }

  left = align_text (painter, align, x, width, line.width / (double) PANGO_SCALE);
  ff_paint_set_color (cr, color);
  cairo_move_to (cr, left - line.x / (double) PANGO_SCALE, get_top (layout, y, size * scale));
  pango_cairo_show_layout (cr, layout);
}

void
ff_paint_text (const FfPainter *painter,
               cairo_t         *cr,
               FfTextRole       role,
               const char      *text,
               double           x,
               double           width,
               double           y,
               FfAlign          align,
               FfColor          color)
{
  ff_paint_lines (painter, cr, role, text, 1, x, width, y, align, color);
}
