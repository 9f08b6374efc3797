/* Points, rectangles and the measures of a card: pure numbers, used by the
 * scene, the layout and the window's canvas alike, on any thread. */

#include "picture/ff-geometry.h"

#include <math.h>

/* From one port in the head to the next. Two stand a little further apart,
 * so that both lines end well inside the card's straight side. */
#define PORT_STEP_TWO_PX 24.0
#define PORT_STEP_PX 20.0

/**
 * ff_point_distance:
 * @a: a point
 * @b: another
 *
 * Returns: the length of the straight line between them
 */
double
ff_point_distance (FfPoint a,
                   FfPoint b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

/**
 * ff_point_segment_distance:
 * @point: a point
 * @a: one end of a straight piece
 * @b: its other end, which may be the same place
 *
 * Returns: how far @point is from the nearest place between @a and @b
 */
double
ff_point_segment_distance (FfPoint point,
                           FfPoint a,
                           FfPoint b)
{
  double dx = b.x - a.x;
  double dy = b.y - a.y;
  double square = dx * dx + dy * dy;
  double t = 0.0;

  if (square > 0.0)
    t = CLAMP (((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0.0, 1.0);

  return hypot (point.x - (a.x + t * dx), point.y - (a.y + t * dy));
}

/**
 * ff_point_mirror:
 * @point: a point
 *
 * Returns: where it is when start and end change sides, about x = 0
 */
FfPoint
ff_point_mirror (FfPoint point)
{
  return (FfPoint) { -point.x, point.y };
}

/**
 * ff_rect_contains:
 * @rect: a rectangle
 * @point: a point
 *
 * The start and top edges belong to @rect, the end and bottom edges do not,
 * so that of two touching rectangles exactly one has the point.
 *
 * Returns: whether @point lies in @rect
 */
gboolean
ff_rect_contains (const FfRect *rect,
                  FfPoint       point)
{
  return point.x >= rect->x && point.x < rect->x + rect->width &&
         point.y >= rect->y && point.y < rect->y + rect->height;
}

/**
 * ff_rect_contains_rect:
 * @rect: a rectangle
 * @inner: another
 *
 * Returns: whether no part of @inner is outside; edges may touch
 */
gboolean
ff_rect_contains_rect (const FfRect *rect,
                       const FfRect *inner)
{
  return inner->x >= rect->x && inner->x + inner->width <= rect->x + rect->width &&
         inner->y >= rect->y && inner->y + inner->height <= rect->y + rect->height;
}

/**
 * ff_rect_meets:
 * @a: a rectangle
 * @b: another
 *
 * Returns: whether they share an area; touching edges share none
 */
gboolean
ff_rect_meets (const FfRect *a,
               const FfRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width &&
         a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Narrows [*t0, *t1] to where from + t × delta lies between low and high. */
static gboolean
clip (double  from,
      double  delta,
      double  low,
      double  high,
      double *t0,
      double *t1)
{
  double a, b;

  if (delta == 0.0)
    return from > low && from < high;

  a = (low - from) / delta;
  b = (high - from) / delta;
  *t0 = MAX (*t0, MIN (a, b));
  *t1 = MIN (*t1, MAX (a, b));
  return *t0 < *t1;
}

/**
 * ff_rect_meets_segment:
 * @rect: a rectangle
 * @a: one end of a straight piece
 * @b: its other end
 *
 * Running along an edge is not meeting.
 *
 * Returns: whether some place between @a and @b lies inside @rect
 */
gboolean
ff_rect_meets_segment (const FfRect *rect,
                       FfPoint       a,
                       FfPoint       b)
{
  double t0 = 0.0;
  double t1 = 1.0;

  if (a.x == b.x && a.y == b.y)
    return a.x > rect->x && a.x < rect->x + rect->width &&
           a.y > rect->y && a.y < rect->y + rect->height;

  return clip (a.x, b.x - a.x, rect->x, rect->x + rect->width, &t0, &t1) &&
         clip (a.y, b.y - a.y, rect->y, rect->y + rect->height, &t0, &t1);
}

/**
 * ff_rect_inflate:
 * @rect: a rectangle
 * @by: how far each edge moves outwards; inwards when negative
 *
 * Returns: the other rectangle around the same middle
 */
FfRect
ff_rect_inflate (const FfRect *rect,
                 double        by)
{
  return (FfRect) { rect->x - by, rect->y - by, rect->width + 2 * by, rect->height + 2 * by };
}

/**
 * ff_rect_union:
 * @a: a rectangle
 * @b: another
 *
 * Returns: the smallest rectangle that holds both
 */
FfRect
ff_rect_union (const FfRect *a,
               const FfRect *b)
{
  double x = MIN (a->x, b->x);
  double y = MIN (a->y, b->y);

  return (FfRect) {
    x,
    y,
    MAX (a->x + a->width, b->x + b->width) - x,
    MAX (a->y + a->height, b->y + b->height) - y,
  };
}

/**
 * ff_rect_get_center:
 * @rect: a rectangle
 *
 * Returns: its middle
 */
FfPoint
ff_rect_get_center (const FfRect *rect)
{
  return (FfPoint) { rect->x + rect->width / 2, rect->y + rect->height / 2 };
}

/**
 * ff_rect_mirror:
 * @rect: a rectangle
 *
 * Returns: where it is when start and end change sides, about x = 0
 */
FfRect
ff_rect_mirror (const FfRect *rect)
{
  return (FfRect) { -(rect->x + rect->width), rect->y, rect->width, rect->height };
}

/**
 * ff_card_form_get_width:
 * @form: a card's form
 *
 * Returns: its width in px
 */
double
ff_card_form_get_width (const FfCardForm *form)
{
  if (form->is_small)
    return form->is_wide ? FF_CARD_SMALL_WIDE_WIDTH_PX : FF_CARD_SMALL_WIDTH_PX;

  return form->is_wide ? FF_CARD_WIDE_WIDTH_PX : FF_CARD_WIDTH_PX;
}

/**
 * ff_card_form_get_head:
 * @form: what stands on a card
 *
 * The head holds tile, title and the unnamed ports; many of these make it
 * grow.
 *
 * Returns: the head's height in pixels
 */
double
ff_card_form_get_head (const FfCardForm *form)
{
  double least = form->is_small ? FF_CARD_SMALL_HEIGHT_PX : FF_CARD_HEAD_PX;
  guint n = MAX (form->n_inputs, form->n_head_outputs);

  return MAX (least, n * PORT_STEP_PX);
}

/**
 * ff_card_form_get_height:
 * @form: a card's form
 *
 * Returns: its height in px, with the rows of ports below the head
 */
double
ff_card_form_get_height (const FfCardForm *form)
{
  double head = ff_card_form_get_head (form);

  if (form->n_rows == 0)
    return head;

  return head + form->n_rows * FF_PORT_ROW_PX + 2 * FF_PORT_ROWS_PADDING_PX;
}

/**
 * ff_card_form_get_tile:
 * @form: a card's form
 *
 * Returns: the side of the square below the glyph, in px
 */
double
ff_card_form_get_tile (const FfCardForm *form)
{
  return form->is_small ? FF_CARD_SMALL_TILE_PX : FF_CARD_TILE_PX;
}

/**
 * ff_card_form_get_tile_start:
 * @form: a card's form
 *
 * Returns: how far the tile stands from the card's start edge, in px
 */
double
ff_card_form_get_tile_start (const FfCardForm *form)
{
  return form->is_small ? (FF_CARD_SMALL_HEIGHT_PX - FF_CARD_SMALL_TILE_PX) / 2 : FF_CARD_PADDING_PX;
}

/**
 * ff_card_form_get_text_start:
 * @form: what stands on a card
 *
 * Returns: how far its title stands from the start edge
 */
double
ff_card_form_get_text_start (const FfCardForm *form)
{
  return ff_card_form_get_tile_start (form) + ff_card_form_get_tile (form) +
         (form->is_small ? FF_CARD_TEXT_PX - 2 : FF_CARD_TEXT_PX);
}

/* The y of one of n ports spread evenly around the middle of the head. */
static double
spread (const FfCardForm *form,
        guint             index,
        guint             n)
{
  double step = n == 2 ? PORT_STEP_TWO_PX : PORT_STEP_PX;

  return ff_card_form_get_head (form) / 2 + (index - (n - 1) / 2.0) * step;
}

/**
 * ff_card_form_get_input:
 * @form: what stands on a card
 * @index: which input, 0 is the primary
 *
 * Returns: the middle of the port, measured from the card's start top corner
 */
FfPoint
ff_card_form_get_input (const FfCardForm *form,
                        guint             index)
{
  return (FfPoint) { 0, spread (form, index, MAX (form->n_inputs, index + 1)) };
}

/**
 * ff_card_form_get_head_output:
 * @form: a card's form
 * @index: of an output that stands on the head; beyond the last it gets a place too
 *
 * Returns: the middle of the port, in px from the card's top start corner
 */
FfPoint
ff_card_form_get_head_output (const FfCardForm *form,
                              guint             index)
{
  return (FfPoint) {
    ff_card_form_get_width (form),
    spread (form, index, MAX (form->n_head_outputs, index + 1)),
  };
}

/**
 * ff_card_form_get_row_output:
 * @form: a card's form
 * @index: of a row
 *
 * Returns: the middle of that row's port, in px from the card's top start corner
 */
FfPoint
ff_card_form_get_row_output (const FfCardForm *form,
                             guint             index)
{
  return (FfPoint) {
    ff_card_form_get_width (form),
    ff_card_form_get_head (form) + FF_PORT_ROWS_PADDING_PX + (index + 0.5) * FF_PORT_ROW_PX,
  };
}
