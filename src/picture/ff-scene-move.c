/* A scene with some parts elsewhere, for each motion of a drag. */

#include "picture/ff-scene-private.h"

static FfRoute *
reroute (FfPoint            from,
         FfPoint            to,
         const FfObstacles *obstacles,
         gboolean           is_rtl)
{
  g_autoptr (FfRoute) route = NULL;

  if (!is_rtl)
    return ff_route_new (from, to, obstacles);

  route = ff_route_new (ff_point_mirror (from), ff_point_mirror (to), obstacles);
  return ff_route_new_mirrored (route);
}

/* The transition with its ends where they are now: itself when neither moved. */
static FfSceneTransition *
follow (FfSceneTransition *transition,
        GHashTable        *moved,
        FfPoint            by,
        const FfObstacles *obstacles,
        gboolean           is_rtl)
{
  gboolean from_moved = g_hash_table_contains (moved, transition->from);
  gboolean to_moved = g_hash_table_contains (moved, transition->to);
  FfSceneTransition *copy;
  FfPoint from, to;

  if (!from_moved && !to_moved)
    return g_atomic_rc_box_acquire (transition);

  copy = ff_scene_transition_copy (transition);
  from = transition->route->from;
  to = transition->route->to;
  if (from_moved)
    {
      from = (FfPoint) { from.x + by.x, from.y + by.y };
      copy->from_side = (FfPoint) { copy->from_side.x + by.x, copy->from_side.y + by.y };
    }
  if (to_moved)
    {
      to = (FfPoint) { to.x + by.x, to.y + by.y };
      copy->to_side = (FfPoint) { copy->to_side.x + by.x, copy->to_side.y + by.y };
    }

  ff_route_unref (copy->route);
  copy->route = reroute (from, to, obstacles, is_rtl);

  return copy;
}

/**
 * ff_scene_new_moved:
 * @self: a scene
 * @ids: (array zero-terminated=1): of activities, notes and frames
 * @dx: how far, in canvas pixels
 * @dy: likewise
 *
 * For dragging: shares all that stays and finds new ways only for the
 * transitions of what moves. Lines between cards that stay keep their way
 * until the edit makes a new scene.
 *
 * Returns: (transfer full): the scene with these parts elsewhere
 */
FfScene *
ff_scene_new_moved (FfScene           *self,
                    const char *const *ids,
                    double             dx,
                    double             dy)
{
  g_autoptr (GHashTable) moved = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autoptr (GPtrArray) transitions = g_ptr_array_new ();
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  g_autoptr (FfObstacles) obstacles = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (moved, (gpointer) ids[i]);

  for (guint i = 0; i < self->n_cards; i++)
    {
      FfSceneCard *card = self->cards[i];

      if (g_hash_table_contains (moved, card->id))
        {
          card = ff_scene_card_copy (card);
          ff_scene_card_move (card, dx, dy);
        }
      else
        {
          g_atomic_rc_box_acquire (card);
        }
      g_ptr_array_add (cards, card);
    }

  for (guint i = 0; i < self->n_frames; i++)
    {
      FfSceneFrame *frame = self->frames[i];

      if (g_hash_table_contains (moved, frame->id))
        {
          frame = ff_scene_frame_copy (frame);
          frame->rect.x += dx;
          frame->rect.y += dy;
        }
      else
        {
          g_atomic_rc_box_acquire (frame);
        }
      g_ptr_array_add (frames, frame);
    }

  for (guint i = 0; i < self->n_notes; i++)
    {
      FfSceneNote *note = self->notes[i];

      if (g_hash_table_contains (moved, note->id))
        {
          note = ff_scene_note_copy (note);
          note->rect.x += dx;
          note->rect.y += dy;
        }
      else
        {
          g_atomic_rc_box_acquire (note);
        }
      g_ptr_array_add (notes, note);
    }

  obstacles = ff_scene_new_obstacles (cards, frames, self->is_rtl);
  for (guint i = 0; i < self->n_transitions; i++)
    g_ptr_array_add (transitions,
                     follow (self->transitions[i], moved, (FfPoint) { dx, dy }, obstacles, self->is_rtl));

  return ff_scene_new_of_parts (cards, transitions, frames, notes, self->is_rtl);
}
