/* Draws transitions, the counts on them, and what a drag shows: guides, the
 * rubber band, the place where something would land. */

#include "picture/ff-painter-private.h"

#include <math.h>

#define LINE_WIDTH_PX 2.0
#define LINE_ACTIVE_WIDTH_PX 3.0
#define LINE_TARGET_WIDTH_PX 4.0
#define FLOW_LEAST_PX 1.2
#define FLOW_MOST_PX 10.0
#define FLOW_STRENGTH 0.7
#define FADED 0.35
#define DIMMED 0.45

static void
add_route (cairo_t       *cr,
           const FfRoute *route)
{
  cairo_new_path (cr);
  cairo_move_to (cr, route->from.x, route->from.y);

  for (guint i = 0; i < route->n_pieces; i++)
    {
      const FfRoutePiece *piece = &route->pieces[i];

      if (piece->is_curve)
        cairo_curve_to (cr, piece->handle_out.x, piece->handle_out.y, piece->handle_in.x, piece->handle_in.y,
                        piece->end.x, piece->end.y);
      else
        cairo_line_to (cr, piece->end.x, piece->end.y);
    }
}

static void
draw_arrow (cairo_t       *cr,
            const FfRoute *route,
            double         size)
{
  double back = route->to.x > route->line_end.x ? -size : size;

  cairo_new_path (cr);
  cairo_move_to (cr, route->to.x, route->to.y);
  cairo_line_to (cr, route->to.x + back, route->to.y - size / 2);
  cairo_line_to (cr, route->to.x + back, route->to.y + size / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/**
 * ff_painter_draw_route:
 * @self: a painter
 * @cr: where to draw
 * @route: a path; of a connection being dragged it ends at the pointer
 * @color: of line and arrow head
 * @width: of the line, in canvas pixels
 * @is_dashed: whether the line is broken
 */
void
ff_painter_draw_route (const FfPainter *self,
                       cairo_t         *cr,
                       const FfRoute   *route,
                       FfColor          color,
                       double           width,
                       gboolean         is_dashed)
{
  static const double dashes[] = { 6.0, 4.0 };

  ff_paint_set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, is_dashed ? 2 : 0, 0);
  add_route (cr, route);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_arrow (cr, route, FF_ROUTE_ARROW_PX + (width - LINE_WIDTH_PX));
}

/* As wide as its people are many, the same on screen at every zoom below 100 %. */
static double
get_flow_width (const FfPainter         *self,
                const FfSceneTransition *transition)
{
  double part = 0;

  if (transition->count != NULL && transition->count->has_value)
    part = transition->count->n_people / (double) self->most_people;

  return MAX (FLOW_LEAST_PX, FLOW_MOST_PX * pow (part, 0.6)) / MIN (self->zoom, 1.0);
}

/* Between tiles a line runs from the middle of one side to the middle of the other. */
static void
add_tile_route (cairo_t                 *cr,
                const FfSceneTransition *transition)
{
  FfPoint from = transition->from_side;
  FfPoint to = transition->to_side;
  double half = (to.x - from.x) / 2;

  if (transition->route->goes_around)
    {
      add_route (cr, transition->route);
      cairo_line_to (cr, transition->route->to.x, transition->route->to.y);
      return;
    }

  cairo_new_path (cr);
  cairo_move_to (cr, from.x, from.y);
  cairo_curve_to (cr, from.x + half, from.y, to.x - half, to.y, to.x, to.y);
}

/* Without arrow head and ports. */
static void
draw_plain (const FfPainter         *self,
            cairo_t                 *cr,
            const FfSceneTransition *transition,
            FfColor                  color,
            double                   width)
{
  static const double dashes[] = { 6.0, 4.0 };

  ff_paint_set_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, transition->is_dashed ? 2 : 0, 0);
  if (ff_level_get (self->zoom).shows_titles)
    {
      add_route (cr, transition->route);
      cairo_line_to (cr, transition->route->to.x, transition->route->to.y);
    }
  else
    {
      add_tile_route (cr, transition);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/**
 * ff_painter_draw_transition:
 * @self: a painter; with most_people set, lines show how many they carry
 * @cr: where to draw
 * @transition: a transition
 * @flags: how it stands to pointer, keyboard and selection
 *
 * Draws the line only; the count on it is ff_painter_draw_chip ().
 */
void
ff_painter_draw_transition (const FfPainter         *self,
                            cairo_t                 *cr,
                            const FfSceneTransition *transition,
                            FfDrawFlags              flags)
{
  const FfPalette *palette = self->palette;
  gboolean is_lit = (flags & (FF_DRAW_SELECTED | FF_DRAW_ACTIVE | FF_DRAW_TARGET)) != 0;
  FfColor color = is_lit ? palette->accent : palette->transition;
  gboolean is_small = !ff_level_get (self->zoom).shows_titles;
  double width = LINE_WIDTH_PX;

  if (flags & FF_DRAW_TARGET)
    width = LINE_TARGET_WIDTH_PX;
  else if (is_lit || (flags & FF_DRAW_HOVER))
    width = LINE_ACTIVE_WIDTH_PX;

  if (flags & FF_DRAW_FADED)
    color = ff_color_with_alpha (color, FADED);
  else if (transition->is_dimmed)
    color = ff_color_with_alpha (color, DIMMED);

  if (self->most_people > 0)
    {
      FfColor faint = is_lit ? color : ff_color_with_alpha (color, FLOW_STRENGTH);

      draw_plain (self, cr, transition, faint, get_flow_width (self, transition));
    }
  else if (is_small)
    {
      draw_plain (self, cr, transition, color, MAX (width, 1.2 / self->zoom));
    }
  else
    {
      ff_painter_draw_route (self, cr, transition->route, color, MAX (width, 1.0 / self->zoom), transition->is_dashed);
    }

  if (flags & FF_DRAW_FOCUSED)
    ff_painter_draw_route (self, cr, transition->route, ff_color_with_alpha (palette->accent, 0.35), width + 8, FALSE);
}

FfRect
ff_paint_chip_rect (const FfPainter         *painter,
                    const FfSceneTransition *transition)
{
  return ff_scene_transition_get_chip (transition, painter->zoom, painter->is_rtl);
}

static const char *
get_state_glyph (FfCountState state)
{
  switch (state)
    {
    case FF_COUNT_WORKING:
      return "spinner";
    case FF_COUNT_OUT_OF_DATE:
      return "wait";
    case FF_COUNT_OFFLINE:
      return "cloud-off";
    case FF_COUNT_LOCAL_COPY:
      return "copy";
    case FF_COUNT_FAILED:
      return "warning";
    case FF_COUNT_FRESH:
    case FF_COUNT_UNKNOWN:
    default:
      return NULL;
    }
}

static void
draw_state_glyph (const FfPainter    *self,
                  cairo_t            *cr,
                  const FfSceneCount *count,
                  const FfRect       *chip,
                  double              scale,
                  FfColor             color,
                  FfColor             ground)
{
  const FfGlyph *glyph = ff_glyph_find (get_state_glyph (count->state));
  double size = FF_CHIP_ICON_PX * scale;
  FfRect place;

  if (glyph == NULL)
    return;

  place = ff_paint_place (self, chip, 4.0 * scale, (chip->height - size) / 2, size, size);
  cairo_save (cr);
  cairo_translate (cr, place.x + size / 2, place.y + size / 2);
  if (count->state == FF_COUNT_WORKING)
    cairo_rotate (cr, self->turn * 2 * G_PI);
  ff_glyph_paint (glyph, cr, -size / 2, -size / 2, size, color, &ground, self->is_rtl);
  cairo_restore (cr);
}

static void
draw_difference (const FfPainter    *self,
                 cairo_t            *cr,
                 const FfSceneCount *count,
                 const FfRect       *chip,
                 double              scale)
{
  double width = (count->difference_width + 2 * FF_CHIP_PADDING_PX) * scale;
  FfRect half = ff_paint_place (self, chip, chip->width + 4 * scale, 0, width, chip->height);
  FfRect border = ff_rect_inflate (&half, -0.75 * scale);

  ff_paint_set_color (cr, self->palette->card);
  ff_paint_add_rect (cr, &half, half.height / 2);
  cairo_fill (cr);
  ff_paint_set_color (cr, self->palette->accent);
  cairo_set_line_width (cr, 1.5 * scale);
  ff_paint_add_rect (cr, &border, border.height / 2);
  cairo_stroke (cr);
  ff_paint_text (self, cr, FF_TEXT_COUNT, count->difference, half.x, half.width, half.y + half.height / 2,
                 FF_ALIGN_MIDDLE, self->palette->accent_text);
}

/**
 * ff_painter_draw_chip:
 * @self: a painter
 * @cr: where to draw
 * @transition: a transition; without counts nothing is drawn
 * @flags: active fills it with the accent, focus puts a ring around it
 */
void
ff_painter_draw_chip (const FfPainter         *self,
                      cairo_t                 *cr,
                      const FfSceneTransition *transition,
                      FfDrawFlags              flags)
{
  static const double dashes[] = { 3.0, 2.0 };
  const FfPalette *palette = self->palette;
  const FfSceneCount *count = transition->count;
  double scale = ff_level_get_chip_scale (self->zoom);
  FfPainter faded = *self;
  gboolean is_active = (flags & FF_DRAW_ACTIVE) != 0;
  gboolean is_unknown;
  FfColor fill, line, ink, icon;
  FfRect chip, border, number;

  if (count == NULL)
    return;

  is_unknown = count->state == FF_COUNT_UNKNOWN;
  fill = is_active ? palette->accent : is_unknown ? palette->canvas : palette->card;
  line = is_active ? palette->accent : is_unknown ? palette->transition : palette->card_border;
  ink = is_active ? palette->accent_on
      : count->state == FF_COUNT_FRESH || count->state == FF_COUNT_LOCAL_COPY ? palette->text : palette->text_dimmed;
  icon = is_active ? palette->accent_on
       : count->state == FF_COUNT_WORKING ? palette->accent
       : count->state == FF_COUNT_FAILED ? palette->warning.icon : palette->text_dimmed;

  if ((flags & FF_DRAW_HOVER) && !is_active)
    line = palette->card_border_hover;

  chip = ff_paint_chip_rect (self, transition);
  chip = ff_paint_snap (cr, &chip);
  border = ff_rect_inflate (&chip, -0.5 * scale);

  if ((flags & FF_DRAW_FADED) || transition->is_dimmed)
    {
      /* The line must not show through a faint number. */
      ff_paint_set_color (cr, palette->canvas);
      ff_paint_add_rect (cr, &chip, chip.height / 2);
      cairo_fill (cr);
      cairo_push_group (cr);
      faded.text_fade = 1.0 - ((flags & FF_DRAW_FADED) ? FADED : DIMMED);
      self = &faded;
    }

  ff_paint_set_color (cr, fill);
  ff_paint_add_rect (cr, &chip, chip.height / 2);
  cairo_fill (cr);
  ff_paint_set_color (cr, line);
  cairo_set_line_width (cr, scale);
  cairo_set_dash (cr, dashes, is_unknown && !is_active ? 2 : 0, 0);
  ff_paint_add_rect (cr, &border, border.height / 2);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  draw_state_glyph (self, cr, count, &chip, scale, icon, fill);

  /* The number keeps its place at the end, whatever stands before it. */
  number = ff_paint_place (self, &chip, chip.width - (count->text_width + 2 * FF_CHIP_PADDING_PX) * scale, 0,
                           (count->text_width + 2 * FF_CHIP_PADDING_PX) * scale, chip.height);
  ff_paint_text (self, cr, FF_TEXT_COUNT, count->text, number.x, number.width, number.y + number.height / 2,
                 FF_ALIGN_MIDDLE, ink);

  if (count->difference != NULL)
    draw_difference (self, cr, count, &chip, scale);
  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, &chip, chip.height / 2);

  if ((flags & FF_DRAW_FADED) || transition->is_dimmed)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, (flags & FF_DRAW_FADED) ? FADED : DIMMED);
    }
}

/**
 * ff_painter_draw_guide:
 * @self: a painter
 * @cr: where to draw
 * @from: one end, see ff_snap_box ()
 * @to: the other
 * @distance: (nullable): the free room between both cards, in words
 */
void
ff_painter_draw_guide (const FfPainter *self,
                       cairo_t         *cr,
                       FfPoint          from,
                       FfPoint          to,
                       const char      *distance)
{
  double scale = ff_level_get_chip_scale (self->zoom);
  const FfRect line = { MIN (from.x, to.x), MIN (from.y, to.y), fabs (to.x - from.x), fabs (to.y - from.y) };
  FfRect crisp = ff_paint_snap (cr, &line);

  crisp.width = MAX (crisp.width, 1.0 / self->zoom);
  crisp.height = MAX (crisp.height, 1.0 / self->zoom);
  ff_paint_set_color (cr, self->palette->accent);
  cairo_rectangle (cr, crisp.x, crisp.y, crisp.width, crisp.height);
  cairo_fill (cr);

  if (distance != NULL)
    {
      double width = (ff_typesetter_measure (self->typesetter, FF_TEXT_COUNT, distance) + 12) * scale;
      FfRect chip = { (from.x + to.x - width) / 2, (from.y + to.y) / 2 - 9 * scale, width, 18 * scale };

      ff_paint_set_color (cr, self->palette->accent);
      ff_paint_add_rect (cr, &chip, chip.height / 2);
      cairo_fill (cr);
      ff_paint_text (self, cr, FF_TEXT_COUNT, distance, chip.x, chip.width, chip.y + chip.height / 2, FF_ALIGN_MIDDLE,
                     self->palette->accent_on);
    }
}

/**
 * ff_painter_draw_band:
 * @self: a painter
 * @cr: where to draw
 * @area: of the rubber band
 */
void
ff_painter_draw_band (const FfPainter *self,
                      cairo_t         *cr,
                      const FfRect    *area)
{
  FfRect snapped = ff_paint_snap (cr, area);
  FfRect border = ff_rect_inflate (&snapped, -0.5 / self->zoom);

  ff_paint_set_color (cr, ff_color_with_alpha (self->palette->accent, 0.12));
  ff_paint_add_rect (cr, &snapped, 0);
  cairo_fill (cr);
  ff_paint_set_color (cr, self->palette->accent);
  cairo_set_line_width (cr, 1.0 / self->zoom);
  ff_paint_add_rect (cr, &border, 0);
  cairo_stroke (cr);
}

/**
 * ff_painter_draw_slot:
 * @self: a painter
 * @cr: where to draw
 * @rect: where a card would land
 * @text: (nullable): what would happen
 */
void
ff_painter_draw_slot (const FfPainter *self,
                      cairo_t         *cr,
                      const FfRect    *rect,
                      const char      *text)
{
  static const double dashes[] = { 6.0, 4.0 };
  FfRect border = ff_rect_inflate (rect, -1);

  ff_paint_set_color (cr, self->palette->accent);
  cairo_set_line_width (cr, 2.0);
  cairo_set_dash (cr, dashes, 2, 0);
  ff_paint_add_rect (cr, &border, FF_CARD_RADIUS_PX);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  if (text != NULL)
    ff_paint_text (self, cr, FF_TEXT_SUMMARY, text, rect->x + 8, rect->width - 16, rect->y + rect->height / 2,
                   FF_ALIGN_MIDDLE, self->palette->accent_text);
}

/**
 * ff_painter_draw_bubble:
 * @self: a painter
 * @cr: where to draw
 * @below: the place it speaks of, usually the pointer
 * @text: a reason
 */
void
ff_painter_draw_bubble (const FfPainter *self,
                        cairo_t         *cr,
                        FfPoint          below,
                        const char      *text)
{
  double scale = 1.0 / self->zoom;
  FfPainter on_screen = *self;
  double width = ff_typesetter_measure (self->typesetter, FF_TEXT_PORT, text) + 24;
  FfRect bubble = { below.x * self->zoom - width / 2, below.y * self->zoom + 12, width, 30 };

  on_screen.zoom = 1.0;
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  ff_paint_set_color (cr, self->palette->bubble);
  ff_paint_add_rect (cr, &bubble, 8);
  cairo_fill (cr);
  ff_paint_text (&on_screen, cr, FF_TEXT_PORT, text, bubble.x + 8, bubble.width - 16, bubble.y + bubble.height / 2,
                 FF_ALIGN_MIDDLE, self->palette->bubble_text);
  cairo_restore (cr);
}
