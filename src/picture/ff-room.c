/* Finds free room in a scene, for copies and what is pasted. Called by the
 * canvas, on any thread. */

#include "picture/ff-room.h"

#include <math.h>

/* What stays free around something new. */
#define CARD_CLEAR_PX 12.0
#define LINE_CLEAR_PX 8.0
/* So many steps of the grid are looked at in each direction. */
#define REACH 64
/* A step sideways is as far as so many down, and one up as so many. */
#define SIDEWAYS 1.5
#define UPWARDS 2.0

typedef struct
{
  double  cost;
  FfPoint by;
} Step;

static gboolean
meets_route (const FfRoute *route,
             const FfRect  *place)
{
  FfRect wide = ff_rect_inflate (place, LINE_CLEAR_PX);
  FfRect bounds = ff_rect_inflate (&route->bounds, 1.0);

  if (!ff_rect_meets (&bounds, &wide))
    return FALSE;

  for (guint i = 1; i < route->n_points; i++)
    if (ff_rect_meets_segment (&wide, route->points[i - 1], route->points[i]))
      return TRUE;

  return FALSE;
}

/* A frame may hold it or stand apart from it, and its title stays free. */
static gboolean
agrees_with_frame (const FfSceneFrame *frame,
                   const FfRect       *place)
{
  FfRect wide = ff_rect_inflate (place, CARD_CLEAR_PX);
  FfRect inner = frame->rect;

  if (!ff_rect_meets (&wide, &frame->rect))
    return TRUE;

  inner.y += FF_FRAME_HEAD_PX;
  inner.height -= FF_FRAME_HEAD_PX + CARD_CLEAR_PX;
  inner.x += CARD_CLEAR_PX;
  inner.width -= 2 * CARD_CLEAR_PX;

  return !frame->is_collapsed && ff_rect_contains_rect (&inner, place);
}

/**
 * ff_room_is_free:
 * @scene: a scene
 * @place: where something may stand
 *
 * Returns: whether nothing stands there or near: no card, no note, no line and
 *   no count on it, and neither the title nor the border of a frame
 */
gboolean
ff_room_is_free (const FfScene *scene,
                 const FfRect  *place)
{
  FfRect wide = ff_rect_inflate (place, CARD_CLEAR_PX);

  for (guint i = 0; i < scene->n_cards; i++)
    {
      FfRect card = scene->cards[i]->rect;

      if (scene->cards[i]->remark != NULL)
        card.height += FF_ROW_GAP_PX;
      if (ff_rect_meets (&wide, &card))
        return FALSE;
    }

  for (guint i = 0; i < scene->n_notes; i++)
    if (ff_rect_meets (&wide, &scene->notes[i]->rect))
      return FALSE;

  for (guint i = 0; i < scene->n_frames; i++)
    if (!agrees_with_frame (scene->frames[i], place))
      return FALSE;

  for (guint i = 0; i < scene->n_transitions; i++)
    {
      FfRect chip = ff_scene_transition_get_chip (scene->transitions[i], 1.0, scene->is_rtl);

      if (ff_rect_meets (&wide, &chip) || meets_route (scene->transitions[i]->route, place))
        return FALSE;
    }

  return TRUE;
}

static int
compare_costs (gconstpointer a,
               gconstpointer b)
{
  double difference = ((const Step *) a)->cost - ((const Step *) b)->cost;

  return (difference > 0) - (difference < 0);
}

/* All steps within reach, the nearest first. */
static GArray *
list_steps (void)
{
  GArray *steps = g_array_sized_new (FALSE, FALSE, sizeof (Step), (2 * REACH + 1) * (2 * REACH + 1));

  for (int y = -REACH; y <= REACH; y++)
    for (int x = -REACH; x <= REACH; x++)
      {
        Step step = { hypot (x * SIDEWAYS, y < 0 ? y * UPWARDS : y), { x * FF_GRID_PX, y * FF_GRID_PX } };

        g_array_append_val (steps, step);
      }
  g_array_sort (steps, compare_costs);

  return steps;
}

/**
 * ff_room_find:
 * @scene: a scene
 * @wanted: where something shall stand, as large as it is
 *
 * Prefers to go down, then sideways, in steps of the grid.
 *
 * Returns: @wanted itself when it is free, else the nearest place that is, or
 *   one below everything when there is none in reach
 */
FfRect
ff_room_find (const FfScene *scene,
              const FfRect  *wanted)
{
  g_autoptr (GArray) steps = NULL;
  FfRect place = *wanted;

  if (ff_room_is_free (scene, wanted))
    return *wanted;

  steps = list_steps ();
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      place.x = wanted->x + step->by.x;
      place.y = wanted->y + step->by.y;
      if (ff_room_is_free (scene, &place))
        return place;
    }

  place.x = wanted->x;
  place.y = ceil ((scene->bounds.y + scene->bounds.height + 2 * CARD_CLEAR_PX) / FF_GRID_PX) * FF_GRID_PX;
  return place;
}
