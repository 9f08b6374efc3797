/* Arrow keys follow the flow: from an activity to the count on its way on, and
 * from there to the next activity; up and down go among siblings. What no line
 * leads to is found by its place. Called for each key on the main thread. */

#include "ui/canvas/ff-canvas-walk.h"

#include <math.h>

/* Sideways steps cost more than steps ahead, or one would jump between rows. */
#define ASIDE_COST 2.5

static const FfSceneNote *
find_note (const FfScene *scene,
           const char    *id)
{
  for (guint i = 0; i < scene->n_notes; i++)
    if (g_str_equal (scene->notes[i]->id, id))
      return scene->notes[i];

  return NULL;
}

static const FfSceneFrame *
find_frame (const FfScene *scene,
            const char    *id)
{
  for (guint i = 0; i < scene->n_frames; i++)
    if (g_str_equal (scene->frames[i]->id, id))
      return scene->frames[i];

  return NULL;
}

/* Of an open frame only its title counts: it contains what stands in it. */
static FfRect
get_frame_place (const FfSceneFrame *frame)
{
  FfRect place = frame->rect;

  if (!frame->is_collapsed)
    place.height = MIN (place.height, FF_FRAME_HEAD_PX);

  return place;
}

gboolean
ff_canvas_find_place (const FfScene *scene,
                      const char    *id,
                      FfRect        *out_place)
{
  const FfSceneCard *card = ff_scene_find_card (scene, id);
  const FfSceneTransition *transition = card == NULL ? ff_scene_find_transition (scene, id) : NULL;
  const FfSceneNote *note = find_note (scene, id);
  const FfSceneFrame *frame = find_frame (scene, id);

  if (card != NULL)
    *out_place = card->rect;
  else if (transition != NULL)
    *out_place = ff_scene_transition_get_chip (transition, 1.0, scene->is_rtl);
  else if (note != NULL)
    *out_place = note->rect;
  else if (frame != NULL)
    *out_place = get_frame_place (frame);
  else
    return FALSE;

  return TRUE;
}

/* Lines that leave or reach a card stand in the order of their ports, then of what they lead to. */
static gboolean
comes_before (const FfSceneTransition *a,
              const FfSceneTransition *b,
              gboolean                 leaving)
{
  FfPoint own_a = leaving ? a->route->from : a->route->to;
  FfPoint own_b = leaving ? b->route->from : b->route->to;
  FfPoint far_a = leaving ? a->route->to : a->route->from;
  FfPoint far_b = leaving ? b->route->to : b->route->from;

  if (fabs (own_a.y - own_b.y) > 0.5)
    return own_a.y < own_b.y;

  return far_a.y < far_b.y;
}

static const char *
find_first_line (const FfScene *scene,
                 const char    *card,
                 gboolean       leaving)
{
  const FfSceneTransition *first = NULL;

  for (guint i = 0; i < scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = scene->transitions[i];

      if (g_str_equal (leaving ? transition->from : transition->to, card) &&
          (first == NULL || comes_before (transition, first, leaving)))
        first = transition;
    }

  return first != NULL ? first->id : NULL;
}

/* Above or below among the lines of the same card. */
static const char *
find_sibling_line (const FfScene           *scene,
                   const FfSceneTransition *from,
                   gboolean                 down,
                   gboolean                 leaving)
{
  const FfSceneTransition *best = NULL;

  for (guint i = 0; i < scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = scene->transitions[i];

      if (transition == from ||
          !g_str_equal (leaving ? transition->from : transition->to, leaving ? from->from : from->to) ||
          comes_before (transition, from, leaving) == down)
        continue;

      if (best == NULL || comes_before (transition, best, leaving) == down)
        best = transition;
    }

  return best != NULL ? best->id : NULL;
}

typedef struct
{
  FfPoint     from;
  FfWalk      way;
  const char *own;
  const char *best;
  double      least;
} Search;

static void
offer (Search     *search,
       const char *id,
       FfRect      place)
{
  FfPoint at = ff_rect_get_center (&place);
  gboolean level = search->way == FF_WALK_LEFT || search->way == FF_WALK_RIGHT;
  double sign = search->way == FF_WALK_RIGHT || search->way == FF_WALK_DOWN ? 1 : -1;
  double ahead = sign * (level ? at.x - search->from.x : at.y - search->from.y);
  double aside = fabs (level ? at.y - search->from.y : at.x - search->from.x);
  double cost = ahead + ASIDE_COST * aside;

  if (g_str_equal (id, search->own) || ahead < 1 || (search->best != NULL && cost >= search->least))
    return;

  search->best = id;
  search->least = cost;
}

/* The title of a frame is a strip: one comes to it from anywhere below or above, and never sideways from within. */
static void
offer_frame (Search             *search,
             const FfSceneFrame *frame)
{
  FfRect place = get_frame_place (frame);
  gboolean level = search->way == FF_WALK_LEFT || search->way == FF_WALK_RIGHT;

  if (level && ff_rect_contains (&frame->rect, search->from))
    return;

  if (!level && search->from.x >= place.x && search->from.x <= place.x + place.width)
    place = (FfRect) { search->from.x, place.y, 0, place.height };
  offer (search, frame->id, place);
}

/* The nearest thing in one direction. */
static const char *
find_nearest (const FfScene *scene,
              const char    *from,
              FfRect         place,
              FfWalk         way)
{
  Search search = { .from = ff_rect_get_center (&place), .way = way, .own = from };

  for (guint i = 0; i < scene->n_cards; i++)
    offer (&search, scene->cards[i]->id, scene->cards[i]->rect);
  for (guint i = 0; i < scene->n_notes; i++)
    offer (&search, scene->notes[i]->id, scene->notes[i]->rect);
  for (guint i = 0; i < scene->n_frames; i++)
    offer_frame (&search, scene->frames[i]);

  return search.best;
}

/**
 * ff_canvas_walk:
 * @scene: what is drawn
 * @from: id of an activity, a transition, a note or a frame
 * @way: which arrow
 *
 * Returns: (nullable): id of what comes next, lent by @scene
 */
const char *
ff_canvas_walk (const FfScene *scene,
                const char    *from,
                FfWalk         way)
{
  const FfSceneTransition *transition = ff_scene_find_transition (scene, from);
  gboolean onwards = way == (scene->is_rtl ? FF_WALK_LEFT : FF_WALK_RIGHT);
  gboolean level = way == FF_WALK_LEFT || way == FF_WALK_RIGHT;
  const char *next = NULL;
  FfRect place;

  if (transition != NULL && level)
    return onwards ? transition->to : transition->from;

  if (transition != NULL)
    {
      next = find_sibling_line (scene, transition, way == FF_WALK_DOWN, TRUE);
      if (next == NULL)
        next = find_sibling_line (scene, transition, way == FF_WALK_DOWN, FALSE);
      return next;
    }

  if (level && ff_scene_find_card (scene, from) != NULL)
    next = find_first_line (scene, from, onwards);

  if (next == NULL && ff_canvas_find_place (scene, from, &place))
    next = find_nearest (scene, from, place, way);

  return next;
}
