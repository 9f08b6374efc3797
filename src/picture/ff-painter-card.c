/* Draws cards in all their states, their ports and, below 30 %, their tiles. */

#include "picture/ff-painter-private.h"

#include <math.h>

#define TILE_RADIUS_PX 9.0
#define GLYPH_PX 20.0
#define SMALL_GLYPH_PX 18.0
#define HALO_PX 4.0
#define BADGE_PX 16.0
#define BADGE_CUT_PX 10.0 /* radius of what is cut out of the canvas around it */
#define PORT_RADIUS_PX 4.5
#define PORT_HOVER_RADIUS_PX 7.0
#define COUNT_WIDTH_PX 64.0 /* of a usual one, at 100 % */
#define TILE_PADDING_PX 3.0 /* of a tile, on screen */
#define LINE_HEIGHT 1.2 /* of the size of its text */
#define FADED 0.45

/* Bypassed, disabled and unknown ones carry no shadow and no colour. */
static gboolean
is_plain (const FfSceneCard *card)
{
  return card->mode != FF_MODE_NORMAL || card->is_unknown;
}

static FfColor
get_ground (const FfPainter   *self,
            const FfSceneCard *card)
{
  return card->is_framed && self->palette->frame.alpha > 0 ? self->palette->frame : self->palette->canvas;
}

static void
draw_body (const FfPainter   *self,
           cairo_t           *cr,
           const FfSceneCard *card,
           const FfRect      *rect,
           FfDrawFlags        flags)
{
  const FfPalette *palette = self->palette;
  static const double dashes[] = { 4.0, 3.0 };
  gboolean is_selected = (flags & FF_DRAW_SELECTED) != 0;
  double width = is_selected ? 2.0 : 1.0;
  FfRect border = ff_rect_inflate (rect, -width / 2);
  FfColor fill = palette->card;
  FfColor line = (flags & FF_DRAW_HOVER) ? palette->card_border_hover : palette->card_border;

  if (is_plain (card))
    {
      fill = palette->frame.alpha > 0 ? palette->frame : palette->canvas;
      line = palette->card_border_hover;
    }
  if (is_selected)
    line = palette->accent;

  if (is_selected && palette->accent_soft.alpha > 0)
    {
      FfRect halo = ff_rect_inflate (rect, HALO_PX);

      ff_paint_set_color (cr, palette->accent_soft);
      ff_paint_add_rect (cr, &halo, FF_CARD_RADIUS_PX + HALO_PX);
      cairo_fill (cr);
    }

  if (!is_plain (card))
    ff_paint_shadow (self, cr, rect, FF_CARD_RADIUS_PX, flags);

  ff_paint_set_color (cr, fill);
  ff_paint_add_rect (cr, rect, FF_CARD_RADIUS_PX);
  cairo_fill (cr);

  ff_paint_set_color (cr, line);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dashes, is_plain (card) && !is_selected ? 2 : 0, 0);
  ff_paint_add_rect (cr, &border, FF_CARD_RADIUS_PX - width / 2);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, rect, FF_CARD_RADIUS_PX);
}

/* A disabled one's tile is crossed through. */
static void
draw_cross (cairo_t      *cr,
            const FfRect *tile,
            FfColor       color,
            FfColor       ground)
{
  const double by = 3.0;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < 2; i++)
    {
      ff_paint_set_color (cr, i == 0 ? ground : color);
      cairo_set_line_width (cr, i == 0 ? 5.0 : 2.0);
      cairo_move_to (cr, tile->x + by, tile->y + tile->height - by);
      cairo_line_to (cr, tile->x + tile->width - by, tile->y + by);
      cairo_stroke (cr);
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_tile (const FfPainter   *self,
           cairo_t           *cr,
           const FfSceneCard *card,
           const FfRect      *rect,
           gboolean           is_alone)
{
  const FfTintColors *colors = &self->palette->tints[is_plain (card) ? FF_TINT_PLAIN : card->tint];
  double side = ff_card_form_get_tile (&card->form);
  double size = card->form.is_small ? SMALL_GLYPH_PX : GLYPH_PX;
  double start = is_alone ? (rect->width - side) / 2 : ff_card_form_get_tile_start (&card->form);
  FfRect tile = ff_paint_place (self, rect, start, card->head / 2 - side / 2, side, side);

  ff_paint_set_color (cr, colors->tile);
  ff_paint_add_rect (cr, &tile, TILE_RADIUS_PX);
  cairo_fill (cr);

  if (self->palette->is_high_contrast)
    {
      FfRect outline = ff_rect_inflate (&tile, -0.5);

      ff_paint_set_color (cr, colors->border);
      cairo_set_line_width (cr, 1.0);
      ff_paint_add_rect (cr, &outline, TILE_RADIUS_PX);
      cairo_stroke (cr);
    }

  ff_glyph_paint (card->glyph, cr, tile.x + (side - size) / 2, tile.y + (side - size) / 2, size, colors->glyph,
                  &colors->tile, self->is_rtl);

  if (card->mode == FF_MODE_DISABLED)
    draw_cross (cr, &tile, colors->glyph, colors->tile);
}

static double
get_text_size (const FfPainter *self,
               FfTextRole       role)
{
  return MAX (ff_typesetter_get_size (self->typesetter, role), FF_TEXT_LEAST_PX / self->zoom);
}

static double
get_room (const FfSceneCard *card,
          const FfRect      *rect)
{
  return rect->width - ff_card_form_get_text_start (&card->form) - FF_CARD_TEXT_END_PX;
}

/* What the counts before and after a card take of its sides, in the smallest gap: they shrink less than it does. */
static double
get_room_of_counts (const FfPainter *self)
{
  return MAX (0.0, (COUNT_WIDTH_PX * ff_level_get_chip_scale (self->zoom) - FF_COLUMN_GAP_PX) / 2);
}

/* On how many lines the title of @card stands. Where summaries are gone, the counts need the room of a title that would
 * be cut: then 0. */
static guint
count_title_lines (const FfPainter   *self,
                   const FfSceneCard *card,
                   const FfRect      *rect)
{
  double room = get_room (card, rect);
  double least = room - get_room_of_counts (self);
  gboolean has_two = 2 * get_text_size (self, FF_TEXT_TITLE) * LINE_HEIGHT <= card->head;

  if (ff_level_get (self->zoom).shows_summaries)
    return has_two && !ff_paint_fits (self, FF_TEXT_TITLE, card->title, 1, room) ? 2 : 1;
  if (ff_paint_fits (self, FF_TEXT_TITLE, card->title, 1, least))
    return 1;

  return has_two && ff_paint_fits (self, FF_TEXT_TITLE, card->title, 2, least) ? 2 : 0;
}

/* The summary gives way where it has no place below two lines. */
static void
draw_words (const FfPainter   *self,
            cairo_t           *cr,
            const FfSceneCard *card,
            const FfRect      *rect,
            guint              n_lines)
{
  const FfPalette *palette = self->palette;
  FfRect room = ff_paint_place (self, rect, ff_card_form_get_text_start (&card->form), 0, get_room (card, rect),
                                card->head);
  double middle = room.y + card->head / 2;
  double title = get_text_size (self, FF_TEXT_TITLE) * LINE_HEIGHT;
  double summary = get_text_size (self, FF_TEXT_SUMMARY) * LINE_HEIGHT;
  gboolean has_summary = *card->summary != '\0' && ff_level_get (self->zoom).shows_summaries &&
                         n_lines * title + summary <= card->head;

  ff_paint_lines (self, cr, FF_TEXT_TITLE, card->title, n_lines, room.x, room.width,
                  middle - (has_summary ? summary / 2 : 0), FF_ALIGN_START,
                  is_plain (card) ? palette->text_dimmed : palette->text);
  if (has_summary)
    ff_paint_text (self, cr, FF_TEXT_SUMMARY, card->summary, room.x, room.width, middle + n_lines * title / 2,
                   FF_ALIGN_START, palette->text_dimmed);
}

static void
draw_rows (const FfPainter   *self,
           cairo_t           *cr,
           const FfSceneCard *card,
           const FfRect      *rect,
           FfDrawFlags        flags)
{
  gboolean shows_labels = ff_level_get (self->zoom).shows_port_labels ||
                          (flags & (FF_DRAW_HOVER | FF_DRAW_FOCUSED | FF_DRAW_SELECTED));
  double y = rect->y + card->head;

  if (card->form.n_rows == 0)
    return;

  ff_paint_set_color (cr, self->palette->card_line);
  cairo_set_line_width (cr, 1.0);
  cairo_move_to (cr, rect->x + 1, floor (y) + 0.5);
  cairo_line_to (cr, rect->x + rect->width - 1, floor (y) + 0.5);
  cairo_stroke (cr);

  for (guint i = 0; i < card->n_ports && shows_labels; i++)
    {
      const FfScenePort *port = &card->ports[i];
      FfRect room = ff_paint_place (self, rect, FF_CARD_PADDING_PX, 0, rect->width - 2 * FF_CARD_PADDING_PX, 0);

      if (port->is_row)
        ff_paint_text (self, cr, FF_TEXT_PORT, port->label, room.x, room.width, port->at.y, FF_ALIGN_END,
                       is_plain (card) ? self->palette->text_dimmed : self->palette->text);
    }
}

static void
draw_disc (cairo_t *cr,
           FfPoint  at,
           double   radius,
           FfColor  color)
{
  ff_paint_set_color (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, at.x, at.y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

/**
 * ff_painter_draw_port:
 * @self: a painter
 * @cr: where to draw
 * @card: the card it belongs to
 * @port: the port
 * @flags: hover offers to add after it, target shows that a line may end
 *   here, focus puts a ring around it
 *
 * A connected input shows nothing of its own: the arrow ends there. Nor does
 * an optional one, until it is a target.
 */
void
ff_painter_draw_port (const FfPainter   *self,
                      cairo_t           *cr,
                      const FfSceneCard *card,
                      const FfScenePort *port,
                      FfDrawFlags        flags)
{
  const FfPalette *palette = self->palette;

  if (flags & FF_DRAW_TARGET)
    {
      draw_disc (cr, port->at, 8.0, get_ground (self, card));
      ff_paint_set_color (cr, palette->accent);
      cairo_set_line_width (cr, 2.0);
      cairo_new_sub_path (cr);
      cairo_arc (cr, port->at.x, port->at.y, 8.0, 0, 2 * G_PI);
      cairo_stroke (cr);
      draw_disc (cr, port->at, PORT_RADIUS_PX, palette->accent);
    }
  else if ((flags & FF_DRAW_HOVER) && !port->is_input)
    {
      const FfGlyph *plus = ff_glyph_find ("plus");

      draw_disc (cr, port->at, PORT_HOVER_RADIUS_PX + 1, get_ground (self, card));
      draw_disc (cr, port->at, PORT_HOVER_RADIUS_PX, palette->accent);
      ff_glyph_paint (plus, cr, port->at.x - 5, port->at.y - 5, 10, palette->accent_on, &palette->accent, FALSE);
    }
  else if (!port->is_connected && !port->is_optional)
    {
      draw_disc (cr, port->at, PORT_RADIUS_PX, get_ground (self, card));
      ff_paint_set_color (cr, palette->transition);
      cairo_set_line_width (cr, 1.5);
      cairo_new_sub_path (cr);
      cairo_arc (cr, port->at.x, port->at.y, PORT_RADIUS_PX - 0.75, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
  else if (port->is_connected && !port->is_input)
    {
      draw_disc (cr, port->at, PORT_RADIUS_PX, palette->transition);
    }

  if (flags & FF_DRAW_FOCUSED)
    {
      const FfRect middle = { port->at.x, port->at.y, 0, 0 };
      FfRect around = ff_rect_inflate (&middle, PORT_RADIUS_PX);

      ff_paint_ring (self, cr, &around, PORT_RADIUS_PX);
    }
}

/* A place over the top end corner, cut out of the canvas; each next one stands before the last. */
static FfPoint
cut_badge (const FfPainter   *self,
           cairo_t           *cr,
           const FfSceneCard *card,
           const FfRect      *rect,
           guint             *n_badges)
{
  double start = rect->width - 2 - *n_badges * (2 * BADGE_CUT_PX + 2);
  FfRect place = ff_paint_place (self, rect, start, 2, 0, 0);
  FfPoint at = { place.x, place.y };

  draw_disc (cr, at, BADGE_CUT_PX, get_ground (self, card));
  (*n_badges)++;

  return at;
}

static void
draw_glyph_badge (cairo_t    *cr,
                  FfPoint     at,
                  const char *glyph,
                  double      size,
                  FfColor     color,
                  FfColor     ground)
{
  ff_glyph_paint (ff_glyph_find (glyph), cr, at.x - size / 2, at.y - size / 2, size, color, &ground, FALSE);
}

static void
draw_spinner (const FfPainter *self,
              cairo_t         *cr,
              FfPoint          at,
              double           size,
              FfColor          color)
{
  cairo_save (cr);
  cairo_translate (cr, at.x, at.y);
  cairo_rotate (cr, self->turn * 2 * G_PI);
  draw_glyph_badge (cr, (FfPoint) { 0, 0 }, "spinner", size, color, color);
  cairo_restore (cr);
}

static void
draw_badges (const FfPainter   *self,
             cairo_t           *cr,
             const FfSceneCard *card,
             const FfRect      *rect)
{
  const FfPalette *palette = self->palette;
  FfColor ground = get_ground (self, card);
  guint n_badges = 0;

  if (card->badge != FF_BADGE_NONE)
    {
      gboolean is_problem = card->badge == FF_BADGE_PROBLEM;
      FfPoint at = cut_badge (self, cr, card, rect, &n_badges);

      draw_glyph_badge (cr, at, is_problem ? "problem" : "warning", BADGE_PX,
                        is_problem ? palette->problem.icon : palette->warning.icon, ground);
    }

  if (card->is_paused && card->mode == FF_MODE_NORMAL)
    {
      FfPoint at = cut_badge (self, cr, card, rect, &n_badges);

      draw_disc (cr, at, BADGE_PX / 2, palette->text);
      draw_glyph_badge (cr, at, "pause", 10.0, palette->card, palette->text);
    }

  if (card->is_working)
    draw_spinner (self, cr, cut_badge (self, cr, card, rect, &n_badges), BADGE_PX, palette->accent);
}

static void
draw_remark (const FfPainter   *self,
             cairo_t           *cr,
             const FfSceneCard *card,
             const FfRect      *rect)
{
  const double beyond = FF_COLUMN_GAP_PX / 2 - 4;

  if (card->remark != NULL && ff_level_get (self->zoom).shows_summaries)
    ff_paint_text (self, cr, FF_TEXT_SUMMARY, card->remark, rect->x - beyond, rect->width + 2 * beyond,
                   rect->y + rect->height + FF_ROW_GAP_PX * 0.6, FF_ALIGN_MIDDLE, self->palette->text_dimmed);
}

/* Below 30 %: what it is and how many go on, at a size that stays the same on screen. */
static void
draw_as_tile (const FfPainter   *self,
              cairo_t           *cr,
              const FfSceneCard *card,
              FfDrawFlags        flags)
{
  const FfPalette *palette = self->palette;
  const FfTintColors *colors = &palette->tints[is_plain (card) ? FF_TINT_PLAIN : card->tint];
  double px = 1.0 / self->zoom;
  FfRect where = ff_level_get_tile (&card->rect, self->zoom);
  FfRect tile = ff_paint_snap (cr, &where);
  FfRect border = ff_rect_inflate (&tile, -px / 2);
  double radius = MIN (5 * px, tile.height / 2);
  gboolean shows_count = ff_level_get (self->zoom).shows_tile_counts && tile.height >= 13 * px;
  gboolean is_selected = (flags & FF_DRAW_SELECTED) != 0;
  double room = tile.width - 2 * TILE_PADDING_PX * px;
  double number = 0;

  if (is_selected && palette->accent_soft.alpha > 0)
    {
      FfRect halo = ff_rect_inflate (&tile, 3 * px);

      ff_paint_set_color (cr, palette->accent_soft);
      ff_paint_add_rect (cr, &halo, radius + 3 * px);
      cairo_fill (cr);
    }

  ff_paint_set_color (cr, colors->tile);
  ff_paint_add_rect (cr, &tile, radius);
  cairo_fill (cr);
  ff_paint_set_color (cr, is_selected ? palette->accent : colors->border);
  cairo_set_line_width (cr, is_selected ? 2 * px : px);
  ff_paint_add_rect (cr, &border, radius);
  cairo_stroke (cr);

  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, &tile, radius);
  if (!shows_count)
    return;

  if (card->handed_on != NULL)
    number = ff_typesetter_measure (self->typesetter, FF_TEXT_COUNT, card->handed_on) * FF_TEXT_LEAST_PX * px /
             ff_typesetter_get_size (self->typesetter, FF_TEXT_COUNT);

  /* The number goes last: without room for both, the glyph gives way. */
  if (number > room)
    number = 0;
  if (room - number >= 12 * px)
    {
      FfRect place = ff_paint_place (self, &tile, number > 0 ? TILE_PADDING_PX * px : (tile.width - 11 * px) / 2,
                                     (tile.height - 11 * px) / 2, 11 * px, 11 * px);

      ff_glyph_paint (card->glyph, cr, place.x, place.y, 11 * px, colors->glyph, &colors->tile, self->is_rtl);
    }
  if (number > 0)
    ff_paint_text (self, cr, FF_TEXT_COUNT, card->handed_on, tile.x + TILE_PADDING_PX * px, room, tile.y + tile.height / 2,
                   FF_ALIGN_END, palette->text);
}

/**
 * ff_painter_draw_card:
 * @self: a painter
 * @cr: where to draw
 * @card: a card
 * @flags: how it stands to pointer, keyboard and selection
 *
 * Draws @card with its ports and badges, as much of it as the zoom shows.
 */
void
ff_painter_draw_card (const FfPainter   *self,
                      cairo_t           *cr,
                      const FfSceneCard *card,
                      FfDrawFlags        flags)
{
  double strength = 1.0;
  FfPainter faded = *self;

  if ((flags & FF_DRAW_FADED) || card->is_dimmed)
    strength = FADED;
  else if (flags & FF_DRAW_DRAGGED)
    strength = 0.85;

  if (strength < 1.0)
    {
      faded.text_fade = 1.0 - strength;
      self = &faded;
      cairo_push_group (cr);
    }

  if (!ff_level_get (self->zoom).shows_titles)
    {
      draw_as_tile (self, cr, card, flags);
    }
  else
    {
      FfRect rect = ff_paint_snap (cr, &card->rect);
      guint n_lines = count_title_lines (self, card, &rect);

      draw_body (self, cr, card, &rect, flags);
      draw_tile (self, cr, card, &rect, n_lines == 0);
      if (n_lines > 0)
        draw_words (self, cr, card, &rect, n_lines);
      draw_rows (self, cr, card, &rect, flags);
      for (guint i = 0; i < card->n_ports; i++)
        ff_painter_draw_port (self, cr, card, &card->ports[i], FF_DRAW_PLAIN);
      draw_badges (self, cr, card, &rect);
      draw_remark (self, cr, card, &rect);
    }

  if (strength < 1.0)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, strength);
    }
}
