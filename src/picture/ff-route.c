/* The path of a transition: one curve forward, or level and upright pieces
 * around cards. Pure numbers; the scene makes routes, the painter draws them,
 * the canvas asks how far the pointer is. */

#include "picture/ff-obstacles-private.h"

#include <math.h>

#define HANDLE_MIN_PX 24.0
#define HANDLE_MAX_PX 160.0
/* Less room than this ahead, and the line goes around. */
#define FORWARD_MIN_PX 32.0
/* A curve this close to a card counts as blocked. */
#define CURVE_CLEAR_PX 6.0
#define POINTS_PER_CURVE 24
#define POINTS_PER_CORNER 6
/* The handles of a quarter circle, as a part of its radius. */
#define QUARTER 0.5522847498

static void
clear_route (FfRoute *self)
{
  g_free (self->pieces);
  g_free (self->points);
}

/**
 * ff_route_ref:
 * @self: a route; from any thread
 *
 * Returns: @self
 */
FfRoute *
ff_route_ref (FfRoute *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ff_route_unref:
 * @self: a route; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_route_unref (FfRoute *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_route);
}

static FfPoint
get_curve_point (FfPoint             start,
                 const FfRoutePiece *curve,
                 double              t)
{
  double u = 1 - t;
  double a = u * u * u;
  double b = 3 * u * u * t;
  double c = 3 * u * t * t;
  double d = t * t * t;

  return (FfPoint) {
    a * start.x + b * curve->handle_out.x + c * curve->handle_in.x + d * curve->end.x,
    a * start.y + b * curve->handle_out.y + c * curve->handle_in.y + d * curve->end.y,
  };
}

static FfPoint
find_at_length (const FfRoute *self,
                double         length)
{
  for (guint i = 1; i < self->n_points; i++)
    {
      FfPoint a = self->points[i - 1];
      FfPoint b = self->points[i];
      double step = ff_point_distance (a, b);

      if (step > 0 && length <= step)
        return (FfPoint) { a.x + (b.x - a.x) * length / step, a.y + (b.y - a.y) * length / step };
      length -= step;
    }

  return self->to;
}

/* The middle of the longest level piece, where a count reads best. */
static gboolean
find_level_middle (const FfRoute *self,
                   FfPoint       *middle)
{
  double longest = 2 * FF_CHIP_HEIGHT_PX;
  gboolean is_found = FALSE;

  for (guint i = 1; i < self->n_points; i++)
    {
      FfPoint a = self->points[i - 1];
      FfPoint b = self->points[i];

      if (fabs (a.y - b.y) > 0.01 || fabs (a.x - b.x) <= longest)
        continue;

      longest = fabs (a.x - b.x);
      *middle = (FfPoint) { (a.x + b.x) / 2, a.y };
      is_found = TRUE;
    }

  return is_found;
}

/* Fills in what follows from the pieces. */
static FfRoute *
finish (FfRoute *self,
        GArray  *pieces)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (FfPoint));
  FfPoint start = self->from;
  FfPoint low = self->from;
  FfPoint high = self->from;

  g_array_append_val (points, self->from);
  for (guint i = 0; i < pieces->len; i++)
    {
      const FfRoutePiece *piece = &g_array_index (pieces, FfRoutePiece, i);
      guint n = !piece->is_curve ? 1 : self->goes_around ? POINTS_PER_CORNER : POINTS_PER_CURVE;

      for (guint j = 1; j <= n; j++)
        {
          FfPoint point = piece->is_curve ? get_curve_point (start, piece, j / (double) n) : piece->end;

          g_array_append_val (points, point);
        }
      start = piece->end;
    }
  g_array_append_val (points, self->to);

  for (guint i = 0; i < points->len; i++)
    {
      FfPoint point = g_array_index (points, FfPoint, i);

      low = (FfPoint) { MIN (low.x, point.x), MIN (low.y, point.y) };
      high = (FfPoint) { MAX (high.x, point.x), MAX (high.y, point.y) };
      if (i > 0)
        self->length += ff_point_distance (g_array_index (points, FfPoint, i - 1), point);
    }

  self->bounds = (FfRect) { low.x, low.y, high.x - low.x, high.y - low.y };
  self->n_pieces = pieces->len;
  self->pieces = g_memdup2 (pieces->data, pieces->len * sizeof (FfRoutePiece));
  self->n_points = points->len;
  self->points = g_memdup2 (points->data, points->len * sizeof (FfPoint));

  if (!self->goes_around || !find_level_middle (self, &self->middle))
    self->middle = find_at_length (self, self->length / 2);

  return self;
}

static FfRoute *
allocate (FfPoint  from,
          FfPoint  to,
          gboolean goes_around)
{
  FfRoute *self = g_atomic_rc_box_new0 (FfRoute);

  self->from = from;
  self->to = to;
  self->line_end = (FfPoint) { to.x - FF_ROUTE_ARROW_PX + 1, to.y };
  self->goes_around = goes_around;

  return self;
}

static void
add_line (GArray *pieces,
          FfPoint end)
{
  FfRoutePiece piece = { .end = end };

  g_array_append_val (pieces, piece);
}

static void
add_curve (GArray *pieces,
           FfPoint handle_out,
           FfPoint handle_in,
           FfPoint end)
{
  FfRoutePiece piece = { TRUE, handle_out, handle_in, end };

  g_array_append_val (pieces, piece);
}

static FfRoute *
make_forward (FfPoint from,
              FfPoint to)
{
  FfRoute *self = allocate (from, to, FALSE);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (FfRoutePiece));
  double handle = CLAMP ((self->line_end.x - from.x) / 2, HANDLE_MIN_PX, HANDLE_MAX_PX);

  if (fabs (from.y - to.y) < 0.5)
    add_line (pieces, self->line_end);
  else
    add_curve (pieces,
               (FfPoint) { from.x + handle, from.y },
               (FfPoint) { self->line_end.x - handle, to.y },
               self->line_end);

  return finish (self, pieces);
}

/* The place on the way from one corner to another, so far from the first. */
static FfPoint
go (FfPoint from,
    FfPoint towards,
    double  by)
{
  double whole = ff_point_distance (from, towards);

  return (FfPoint) { from.x + (towards.x - from.x) * by / whole, from.y + (towards.y - from.y) * by / whole };
}

static FfRoute *
make_around (FfPoint        from,
             FfPoint        to,
             const FfPoint *corners,
             guint          n_corners)
{
  FfRoute *self = allocate (from, to, TRUE);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (FfRoutePiece));

  for (guint i = 1; i + 1 < n_corners; i++)
    {
      FfPoint before = corners[i - 1];
      FfPoint corner = corners[i];
      FfPoint after = corners[i + 1];
      double room_before = ff_point_distance (before, corner) / (i == 1 ? 1 : 2);
      double room_after = i + 2 == n_corners ? ff_point_distance (corner, after) - FF_ROUTE_ARROW_PX
                                             : ff_point_distance (corner, after) / 2;
      double radius = MAX (0.0, MIN (FF_ROUTE_RADIUS_PX, MIN (room_before, room_after)));
      double handle = radius * (1 - QUARTER);

      add_line (pieces, go (corner, before, radius));
      add_curve (pieces, go (corner, before, handle), go (corner, after, handle), go (corner, after, radius));
    }
  add_line (pieces, self->line_end);

  return finish (self, pieces);
}

static gboolean
is_blocked (const FfRoute     *route,
            const FfObstacles *obstacles)
{
  FfRect area = { route->from.x + CURVE_CLEAR_PX + 1, route->bounds.y,
                  route->to.x - route->from.x - 2 * (CURVE_CLEAR_PX + 1), route->bounds.height };
  g_autoptr (GArray) cards = NULL;

  /* Both own cards end where the line begins and ends, so they stay outside the area. */
  area = ff_rect_inflate (&area, CURVE_CLEAR_PX);
  cards = g_array_new (FALSE, FALSE, sizeof (FfRect));
  ff_obstacles_find (obstacles, &area, cards);

  for (guint i = 0; i < cards->len; i++)
    {
      FfRect wide = ff_rect_inflate (&g_array_index (cards, FfRect, i), CURVE_CLEAR_PX);

      for (guint j = 1; j < route->n_points; j++)
        if (ff_rect_meets_segment (&wide, route->points[j - 1], route->points[j]))
          return TRUE;
    }

  return FALSE;
}

/**
 * ff_route_new:
 * @from: the middle of the output port, at the end edge of its card
 * @to: the middle of the input port, at the start edge of its card
 * @obstacles: (nullable): what to keep clear of, both own cards among them
 *
 * One curve when @to lies ahead and no card stands between; otherwise level
 * and upright pieces at least %FF_ROUTE_CLEAR_PX clear of every card, or as
 * clear as there is room for.
 *
 * Returns: the route
 */
FfRoute *
ff_route_new (FfPoint            from,
              FfPoint            to,
              const FfObstacles *obstacles)
{
  FfPoint corners[6];
  guint n_corners;

  if (to.x - from.x >= FORWARD_MIN_PX)
    {
      g_autoptr (FfRoute) forward = make_forward (from, to);

      if (obstacles == NULL || !is_blocked (forward, obstacles))
        return g_steal_pointer (&forward);
    }

  n_corners = ff_detour_find (from, to, obstacles, corners);
  return make_around (from, to, corners, n_corners);
}

/**
 * ff_route_new_mirrored:
 * @self: a route of a left-to-right picture
 *
 * Returns: the same route in the mirrored picture
 */
FfRoute *
ff_route_new_mirrored (const FfRoute *self)
{
  FfRoute *mirrored = g_atomic_rc_box_new0 (FfRoute);

  *mirrored = *self;
  mirrored->from = ff_point_mirror (self->from);
  mirrored->to = ff_point_mirror (self->to);
  mirrored->line_end = ff_point_mirror (self->line_end);
  mirrored->middle = ff_point_mirror (self->middle);
  mirrored->bounds = ff_rect_mirror (&self->bounds);
  mirrored->pieces = g_memdup2 (self->pieces, self->n_pieces * sizeof *self->pieces);
  mirrored->points = g_memdup2 (self->points, self->n_points * sizeof *self->points);

  for (guint i = 0; i < self->n_pieces; i++)
    {
      FfRoutePiece *piece = &mirrored->pieces[i];

      piece->handle_out = ff_point_mirror (piece->handle_out);
      piece->handle_in = ff_point_mirror (piece->handle_in);
      piece->end = ff_point_mirror (piece->end);
    }

  for (guint i = 0; i < self->n_points; i++)
    mirrored->points[i] = ff_point_mirror (self->points[i]);

  return mirrored;
}

/**
 * ff_route_get_point:
 * @self: a route
 * @part: of its length, from 0 at its start to 1 at the tip of its arrow
 *
 * Returns: the place so far along the line
 */
FfPoint
ff_route_get_point (const FfRoute *self,
                    double         part)
{
  return find_at_length (self, self->length * part);
}

/**
 * ff_route_get_distance:
 * @self: a route
 * @point: a place on the canvas
 *
 * Returns: how far @point is from the nearest place on the line
 */
double
ff_route_get_distance (const FfRoute *self,
                       FfPoint        point)
{
  double least = G_MAXDOUBLE;

  for (guint i = 1; i < self->n_points; i++)
    least = MIN (least, ff_point_segment_distance (point, self->points[i - 1], self->points[i]));

  return least;
}

/**
 * ff_route_is_near:
 * @self: a route
 * @point: a place on the canvas
 * @reach_px: how near counts
 *
 * Quick for points that are far away.
 *
 * Returns: whether @point hits the line
 */
gboolean
ff_route_is_near (const FfRoute *self,
                  FfPoint        point,
                  double         reach_px)
{
  FfRect wide = ff_rect_inflate (&self->bounds, reach_px);

  return ff_rect_contains (&wide, point) && ff_route_get_distance (self, point) <= reach_px;
}
