/* The cards and frames that routes keep clear of, sorted by x so that a
 * question about a small area looks at few of them. Immutable once made. */

#include "picture/ff-obstacles-private.h"

static int
compare_by_x (gconstpointer a,
              gconstpointer b)
{
  const FfRect *left = a;
  const FfRect *right = b;

  return (left->x > right->x) - (left->x < right->x);
}

static FfRect *
copy (const FfRect *rects,
      guint         n)
{
  return g_memdup2 (rects, n * sizeof *rects);
}

/**
 * ff_obstacles_new:
 * @cards: (array length=n_cards) (nullable): rectangles no line may touch
 * @n_cards: their number
 * @frames: (array length=n_frames) (nullable): rectangles lines prefer to
 *   pass outside of
 * @n_frames: their number
 *
 * Returns: the obstacles, with copies of all rectangles
 */
FfObstacles *
ff_obstacles_new (const FfRect *cards,
                  guint         n_cards,
                  const FfRect *frames,
                  guint         n_frames)
{
  FfObstacles *self = g_new0 (FfObstacles, 1);

  self->cards = copy (cards, n_cards);
  self->n_cards = n_cards;
  self->frames = copy (frames, n_frames);
  self->n_frames = n_frames;

  if (n_cards > 0)
    qsort (self->cards, n_cards, sizeof *self->cards, compare_by_x);

  for (guint i = 0; i < n_cards; i++)
    self->widest = MAX (self->widest, self->cards[i].width);

  return self;
}

/**
 * ff_obstacles_free:
 * @self: (nullable): obstacles
 *
 * Frees @self. Routes that were found around them stay.
 */
void
ff_obstacles_free (FfObstacles *self)
{
  if (self == NULL)
    return;

  g_free (self->cards);
  g_free (self->frames);
  g_free (self);
}

/* The first card that may reach to x. */
static guint
find_first (const FfObstacles *self,
            double             x)
{
  guint low = 0;
  guint high = self->n_cards;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->cards[middle].x + self->widest < x)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
ff_obstacles_find (const FfObstacles *self,
                   const FfRect      *area,
                   GArray            *found)
{
  for (guint i = find_first (self, area->x); i < self->n_cards && self->cards[i].x < area->x + area->width; i++)
    if (ff_rect_meets (&self->cards[i], area))
      g_array_append_val (found, self->cards[i]);
}

/**
 * ff_obstacles_are_in:
 * @self: the obstacles
 * @area: a rectangle
 *
 * Returns: whether a card stands in @area, wholly or in part
 */
gboolean
ff_obstacles_are_in (const FfObstacles *self,
                     const FfRect      *area)
{
  for (guint i = find_first (self, area->x); i < self->n_cards && self->cards[i].x < area->x + area->width; i++)
    if (ff_rect_meets (&self->cards[i], area))
      return TRUE;

  return FALSE;
}
