/* What lies under the pointer: pure functions of a scene, a point and the
 * zoom. A look at every part is quick enough for thousands. */

#include "picture/ff-level.h"
#include "picture/ff-scene-private.h"

#include <math.h>

/* Half of what a pointer may miss, on screen. */
#define LINE_REACH_PX 8.0
#define DISC_REACH_PX 7.0

static const FfScenePort *
find_port (const FfScene      *self,
           FfPoint             point,
           double              reach_px,
           const FfSceneCard **out_card)
{
  const FfScenePort *nearest = NULL;
  double least = reach_px;

  for (guint i = 0; i < self->n_cards; i++)
    {
      const FfSceneCard *card = self->cards[i];
      FfRect wide = ff_rect_inflate (&card->rect, reach_px);

      if (!ff_rect_contains (&wide, point))
        continue;

      for (guint j = 0; j < card->n_ports; j++)
        {
          double distance = ff_point_distance (card->ports[j].at, point);

          if (distance < least)
            {
              least = distance;
              nearest = &card->ports[j];
              *out_card = card;
            }
        }
    }

  return nearest;
}

static const FfSceneTransition *
find_chip (const FfScene *self,
           FfPoint        point,
           double         zoom)
{
  for (guint i = self->n_transitions; i-- > 0;)
    {
      FfRect chip;

      if (fabs (self->transitions[i]->route->middle.x - point.x) > 400 / zoom)
        continue;

      chip = ff_scene_transition_get_chip (self->transitions[i], zoom, self->is_rtl);
      if (ff_rect_contains (&chip, point))
        return self->transitions[i];
    }

  return NULL;
}

static const FfSceneCard *
find_card (const FfScene *self,
           FfPoint        point,
           double         zoom)
{
  gboolean are_tiles = !ff_level_get (zoom).shows_titles;

  for (guint i = self->n_cards; i-- > 0;)
    {
      FfRect rect = are_tiles ? ff_level_get_tile (&self->cards[i]->rect, zoom) : self->cards[i]->rect;

      if (ff_rect_contains (&rect, point))
        return self->cards[i];
    }

  return NULL;
}

static const FfSceneTransition *
find_line (const FfScene *self,
           FfPoint        point,
           double         reach_px)
{
  const FfSceneTransition *nearest = NULL;
  double least = reach_px;

  for (guint i = self->n_transitions; i-- > 0;)
    {
      const FfRoute *route = self->transitions[i]->route;
      double distance;

      if (!ff_route_is_near (route, point, least))
        continue;

      distance = ff_route_get_distance (route, point);
      if (nearest == NULL || distance < least)
        {
          least = distance;
          nearest = self->transitions[i];
        }
    }

  return nearest;
}

static const FfSceneFrame *
find_frame (const FfScene *self,
            FfPoint        point,
            double         zoom)
{
  for (guint i = self->n_frames; i-- > 0;)
    {
      const FfSceneFrame *frame = self->frames[i];
      FfRect rect = frame->rect;

      if (!frame->is_collapsed)
        rect.height = MIN (rect.height, FF_FRAME_HEAD_PX * ff_level_get_chip_scale (zoom));
      if (ff_rect_contains (&rect, point))
        return frame;
    }

  return NULL;
}

/**
 * ff_scene_hit:
 * @self: a scene
 * @point: a place on the canvas
 * @zoom: 1.0 at 100 %; small targets grow as the picture shrinks
 *
 * A port's disc wins over everything, then counts, then the area around
 * ports, cards, lines, notes and frames. The later drawn wins over the
 * earlier.
 *
 * Returns: what lies at @point, lent by @self
 */
FfHit
ff_scene_hit (const FfScene *self,
              FfPoint        point,
              double         zoom)
{
  FfLevel level = ff_level_get (zoom);
  const FfSceneCard *card = NULL;
  const FfScenePort *port = NULL;
  const FfSceneTransition *transition;
  const FfSceneFrame *frame;

  if (level.shows_titles && (port = find_port (self, point, DISC_REACH_PX, &card)) != NULL)
    return (FfHit) { FF_HIT_PORT, card->id, port };

  if (level.shows_chips && (transition = find_chip (self, point, zoom)) != NULL)
    return (FfHit) { FF_HIT_COUNT, transition->id, NULL };

  if (level.shows_titles && (port = find_port (self, point, FF_PORT_TARGET_PX / 2, &card)) != NULL)
    return (FfHit) { FF_HIT_PORT, card->id, port };

  if ((card = find_card (self, point, zoom)) != NULL)
    return (FfHit) { FF_HIT_CARD, card->id, NULL };

  for (guint i = self->n_notes; i-- > 0;)
    if (ff_rect_contains (&self->notes[i]->rect, point))
      return (FfHit) { FF_HIT_NOTE, self->notes[i]->id, NULL };

  if ((frame = find_frame (self, point, zoom)) != NULL && frame->is_collapsed)
    return (FfHit) { FF_HIT_FRAME, frame->id, NULL };

  if ((transition = find_line (self, point, LINE_REACH_PX / zoom)) != NULL)
    return (FfHit) { FF_HIT_TRANSITION, transition->id, NULL };

  if (frame != NULL)
    return (FfHit) { FF_HIT_FRAME, frame->id, NULL };

  return (FfHit) { FF_HIT_NOTHING, NULL, NULL };
}

/**
 * ff_scene_dup_ids_in:
 * @self: a scene
 * @area: of a rubber band
 *
 * Returns: (transfer full) (element-type utf8): lent ids of the activities,
 *   notes and frames wholly in @area
 */
GPtrArray *
ff_scene_dup_ids_in (const FfScene *self,
                     const FfRect  *area)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->n_cards; i++)
    if (ff_rect_contains_rect (area, &self->cards[i]->rect))
      g_ptr_array_add (ids, self->cards[i]->id);

  for (guint i = 0; i < self->n_notes; i++)
    if (ff_rect_contains_rect (area, &self->notes[i]->rect))
      g_ptr_array_add (ids, self->notes[i]->id);

  for (guint i = 0; i < self->n_frames; i++)
    if (ff_rect_contains_rect (area, &self->frames[i]->rect))
      g_ptr_array_add (ids, self->frames[i]->id);

  return ids;
}
