/* Snapping of dragged cards to the grid and to each other: pure numbers,
 * called by the canvas for each motion of the pointer. */

#include "picture/ff-snap.h"

#include <math.h>

/**
 * ff_snap_to_grid:
 * @value: a coordinate
 *
 * Returns: the nearest line of the grid; halfway goes up
 */
double
ff_snap_to_grid (double value)
{
  return floor (value / FF_GRID_PX + 0.5) * FF_GRID_PX;
}

/* The best line found so far for one direction. */
typedef struct
{
  double           offset;
  const FfSnapBox *with;
} Match;

/* Takes the smaller offset, and of equal ones the nearer box. */
static void
offer (Match           *match,
       const FfSnapBox *moved,
       const FfSnapBox *other,
       double           mine,
       double           theirs,
       double           reach_px)
{
  double offset = theirs - mine;
  FfPoint center = ff_rect_get_center (&moved->rect);

  if (fabs (offset) > reach_px)
    return;

  if (match->with != NULL)
    {
      double difference = fabs (offset) - fabs (match->offset);

      if (difference > 0.01)
        return;

      if (difference > -0.01 && ff_point_distance (center, ff_rect_get_center (&other->rect)) >=
                                  ff_point_distance (center, ff_rect_get_center (&match->with->rect)))
        return;
    }

  match->offset = offset;
  match->with = other;
}

/* Free room between two spans, 0 when they overlap. */
static double
room (double a,
      double a_size,
      double b,
      double b_size)
{
  return MAX (0.0, MAX (b - (a + a_size), a - (b + b_size)));
}

/* The level at which both boxes stand, or their common top, middle or bottom. */
static double
find_common_y (const FfSnapBox *a,
               const FfSnapBox *b)
{
  const double mine[] = { a->level, a->rect.y, a->rect.y + a->rect.height };
  const double theirs[] = { b->level, b->rect.y, b->rect.y + b->rect.height };

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    if (fabs (mine[i] - theirs[i]) < 0.01)
      return mine[i];

  return a->level;
}

static double
find_common_x (const FfSnapBox *a,
               const FfSnapBox *b)
{
  const double parts[] = { 0.0, 0.5, 1.0 };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      double mine = a->rect.x + parts[i] * a->rect.width;

      if (fabs (mine - (b->rect.x + parts[i] * b->rect.width)) < 0.01)
        return mine;
    }

  return a->rect.x;
}

static void
add_level_guide (FfSnap          *snap,
                 const FfSnapBox *at,
                 const FfSnapBox *with)
{
  const FfRect both = ff_rect_union (&at->rect, &with->rect);
  double y = find_common_y (at, with);

  snap->guides[snap->n_guides++] = (FfGuide) {
    .from = { both.x, y },
    .to = { both.x + both.width, y },
    .distance = room (at->rect.x, at->rect.width, with->rect.x, with->rect.width),
  };
}

static void
add_upright_guide (FfSnap          *snap,
                   const FfSnapBox *at,
                   const FfSnapBox *with)
{
  const FfRect both = ff_rect_union (&at->rect, &with->rect);
  double x = find_common_x (at, with);

  snap->guides[snap->n_guides++] = (FfGuide) {
    .is_vertical = TRUE,
    .from = { x, both.y },
    .to = { x, both.y + both.height },
    .distance = room (at->rect.y, at->rect.height, with->rect.y, with->rect.height),
  };
}

/**
 * ff_snap_box:
 * @moved: the dragged card, where the pointer has it
 * @others: (array length=n_others): the cards that stay
 * @n_others: their number
 * @reach_px: how far a line of another card pulls; the grid pulls always
 *
 * Lines of other cards win over the grid: their edges and middles sideways,
 * their tops, bottoms and the level of their ports up and down. The grid
 * takes the direction in which no card pulls.
 *
 * Returns: the way to go, and the guides to draw once it is gone
 */
FfSnap
ff_snap_box (const FfSnapBox *moved,
             const FfSnapBox *others,
             guint            n_others,
             double           reach_px)
{
  const FfRect *rect = &moved->rect;
  FfSnap snap = { 0 };
  Match sideways = { 0 };
  Match updown = { 0 };
  FfSnapBox at = *moved;

  for (guint i = 0; i < n_others; i++)
    {
      const FfSnapBox *other = &others[i];
      const FfRect *theirs = &other->rect;

      for (double part = 0.0; part <= 1.0; part += 0.5)
        offer (&sideways, moved, other, rect->x + part * rect->width, theirs->x + part * theirs->width, reach_px);

      offer (&updown, moved, other, moved->level, other->level, reach_px);
      offer (&updown, moved, other, rect->y, theirs->y, reach_px);
      offer (&updown, moved, other, rect->y + rect->height, theirs->y + theirs->height, reach_px);
    }

  snap.dx = sideways.with != NULL ? sideways.offset : ff_snap_to_grid (rect->x) - rect->x;
  snap.dy = updown.with != NULL ? updown.offset : ff_snap_to_grid (rect->y) - rect->y;

  at.rect.x += snap.dx;
  at.rect.y += snap.dy;
  at.level += snap.dy;

  if (sideways.with != NULL)
    add_upright_guide (&snap, &at, sideways.with);
  if (updown.with != NULL)
    add_level_guide (&snap, &at, updown.with);

  return snap;
}
