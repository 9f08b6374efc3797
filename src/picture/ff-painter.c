/* Draws the ground and a whole scene, each part in its order: frames, lines,
 * cards, notes, and counts on top. */

#include "picture/ff-painter-private.h"

#include <math.h>

/**
 * ff_painter_draw_ground:
 * @self: a painter
 * @cr: where to draw
 * @area: what to cover
 * @with_dots: whether the grid shows, as the zoom allows
 */
void
ff_painter_draw_ground (const FfPainter *self,
                        cairo_t         *cr,
                        const FfRect    *area,
                        gboolean         with_dots)
{
  guint step = ff_level_get (self->zoom).dot_step;
  double apart = step * FF_GRID_PX;
  double side = 1.0 / MIN (self->zoom, 1.0);

  ff_paint_set_color (cr, self->palette->canvas);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_fill (cr);

  if (!with_dots || step == 0 || self->palette->dot.alpha == 0)
    return;

  for (double y = ceil (area->y / apart) * apart; y < area->y + area->height; y += apart)
    for (double x = ceil (area->x / apart) * apart; x < area->x + area->width; x += apart)
      cairo_rectangle (cr, x - side / 2, y - side / 2, side, side);

  ff_paint_set_color (cr, self->palette->dot);
  cairo_fill (cr);
}

static gboolean
is_seen (const FfRect *rect,
         const FfRect *area,
         double        margin)
{
  FfRect wide = ff_rect_inflate (rect, margin);

  return area == NULL || ff_rect_meets (&wide, area);
}

/**
 * ff_painter_draw_scene:
 * @self: a painter
 * @cr: where to draw
 * @scene: what to draw, nothing selected
 * @area: (nullable): parts wholly outside of it are left out
 */
void
ff_painter_draw_scene (const FfPainter *self,
                       cairo_t         *cr,
                       const FfScene   *scene,
                       const FfRect    *area)
{
  FfLevel level = ff_level_get (self->zoom);
  double margin = 24.0 / MIN (self->zoom, 1.0);

  for (guint i = 0; i < scene->n_frames; i++)
    if (!scene->frames[i]->is_collapsed && is_seen (&scene->frames[i]->rect, area, margin))
      ff_painter_draw_frame (self, cr, scene->frames[i], FF_DRAW_PLAIN);

  for (guint i = 0; i < scene->n_transitions; i++)
    if (is_seen (&scene->transitions[i]->route->bounds, area, margin))
      ff_painter_draw_transition (self, cr, scene->transitions[i], FF_DRAW_PLAIN);

  for (guint i = 0; i < scene->n_frames; i++)
    if (scene->frames[i]->is_collapsed && is_seen (&scene->frames[i]->rect, area, margin))
      ff_painter_draw_frame (self, cr, scene->frames[i], FF_DRAW_PLAIN);

  for (guint i = 0; i < scene->n_cards; i++)
    if (is_seen (&scene->cards[i]->rect, area, margin))
      ff_painter_draw_card (self, cr, scene->cards[i], FF_DRAW_PLAIN);

  for (guint i = 0; i < scene->n_notes; i++)
    if (is_seen (&scene->notes[i]->rect, area, margin))
      ff_painter_draw_note (self, cr, scene->notes[i], FF_DRAW_PLAIN);

  for (guint i = 0; level.shows_chips && i < scene->n_transitions; i++)
    {
      FfRect chip = ff_paint_chip_rect (self, scene->transitions[i]);

      if (is_seen (&chip, area, margin))
        ff_painter_draw_chip (self, cr, scene->transitions[i], FF_DRAW_PLAIN);
    }
}
