/* The scene as a value: what holds its parts, and finding them by id. Making
 * one of a campaign is in ff-scene-build.c, moving parts in ff-scene-move.c,
 * hit tests in ff-scene-hit.c. Read from any thread. */

#include "picture/ff-scene-private.h"

#include "picture/ff-level.h"

/* Counts leave the middle of lines that part or meet below this zoom, */
#define LEAN_ZOOM 0.7
/* and from here on by so much of the length. */
#define LEAN_MOST_ZOOM 0.3
#define LEAN_MOST 0.12

static void
clear_scene (FfScene *self)
{
  for (guint i = 0; i < self->n_cards; i++)
    ff_scene_card_unref (self->cards[i]);
  for (guint i = 0; i < self->n_transitions; i++)
    ff_scene_transition_unref (self->transitions[i]);
  for (guint i = 0; i < self->n_frames; i++)
    ff_scene_frame_unref (self->frames[i]);
  for (guint i = 0; i < self->n_notes; i++)
    ff_scene_note_unref (self->notes[i]);

  g_free (self->cards);
  g_free (self->transitions);
  g_free (self->frames);
  g_free (self->notes);
}

/**
 * ff_scene_ref:
 * @self: a scene; from any thread
 *
 * Returns: @self
 */
FfScene *
ff_scene_ref (FfScene *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ff_scene_unref:
 * @self: a scene; from any thread
 *
 * Frees it with its last reference.
 */
void
ff_scene_unref (FfScene *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_scene);
}

static void
include (FfRect       *bounds,
         gboolean     *has_bounds,
         const FfRect *rect)
{
  *bounds = *has_bounds ? ff_rect_union (bounds, rect) : *rect;
  *has_bounds = TRUE;
}

static FfRect
find_bounds (const FfScene *self)
{
  FfRect bounds = { 0 };
  gboolean has_bounds = FALSE;

  for (guint i = 0; i < self->n_cards; i++)
    {
      FfRect rect = self->cards[i]->rect;

      if (self->cards[i]->remark != NULL)
        rect.height += FF_ROW_GAP_PX;
      include (&bounds, &has_bounds, &rect);
    }
  for (guint i = 0; i < self->n_frames; i++)
    include (&bounds, &has_bounds, &self->frames[i]->rect);
  for (guint i = 0; i < self->n_notes; i++)
    include (&bounds, &has_bounds, &self->notes[i]->rect);
  for (guint i = 0; i < self->n_transitions; i++)
    include (&bounds, &has_bounds, &self->transitions[i]->route->bounds);

  return bounds;
}

/* Takes over the elements of an array. */
static gpointer
steal_parts (GPtrArray *parts,
             guint     *n_parts)
{
  gsize n;
  gpointer *stolen;

  g_ptr_array_set_free_func (parts, NULL);
  stolen = g_ptr_array_steal (parts, &n);
  *n_parts = n;

  return stolen;
}

FfScene *
ff_scene_new_of_parts (GPtrArray *cards,
                       GPtrArray *transitions,
                       GPtrArray *frames,
                       GPtrArray *notes,
                       gboolean   is_rtl)
{
  FfScene *self = g_atomic_rc_box_new0 (FfScene);

  self->is_rtl = is_rtl;
  self->cards = steal_parts (cards, &self->n_cards);
  self->transitions = steal_parts (transitions, &self->n_transitions);
  self->frames = steal_parts (frames, &self->n_frames);
  self->notes = steal_parts (notes, &self->n_notes);
  self->bounds = find_bounds (self);

  for (guint i = 0; i < self->n_transitions; i++)
    if (self->transitions[i]->count != NULL && self->transitions[i]->count->has_value)
      self->most_people = MAX (self->most_people, self->transitions[i]->count->n_people);

  return self;
}

FfObstacles *
ff_scene_new_obstacles (GPtrArray *cards,
                        GPtrArray *frames,
                        gboolean   is_rtl)
{
  g_autoptr (GArray) closed = g_array_new (FALSE, FALSE, sizeof (FfRect));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (FfRect));

  for (guint i = 0; i < cards->len; i++)
    {
      const FfSceneCard *card = cards->pdata[i];
      FfRect rect = is_rtl ? ff_rect_mirror (&card->rect) : card->rect;

      g_array_append_val (closed, rect);
    }

  for (guint i = 0; i < frames->len; i++)
    {
      const FfSceneFrame *frame = frames->pdata[i];
      FfRect rect = is_rtl ? ff_rect_mirror (&frame->rect) : frame->rect;

      g_array_append_val (frame->is_collapsed ? closed : open, rect);
    }

  return ff_obstacles_new ((FfRect *) closed->data, closed->len, (FfRect *) open->data, open->len);
}

/**
 * ff_scene_find_card:
 * @self: a scene
 * @id: of an activity
 *
 * Returns: (nullable): its card, lent; %NULL when there is none or a
 *   collapsed frame hides it
 */
const FfSceneCard *
ff_scene_find_card (const FfScene *self,
                    const char    *id)
{
  for (guint i = 0; i < self->n_cards; i++)
    if (g_str_equal (self->cards[i]->id, id))
      return self->cards[i];

  return NULL;
}

/**
 * ff_scene_find_transition:
 * @self: a scene
 * @id: of a transition
 *
 * Returns: (transfer none) (nullable): the transition as it is drawn, or %NULL
 *   when the scene draws none of that id
 */
const FfSceneTransition *
ff_scene_find_transition (const FfScene *self,
                          const char    *id)
{
  for (guint i = 0; i < self->n_transitions; i++)
    if (g_str_equal (self->transitions[i]->id, id))
      return self->transitions[i];

  return NULL;
}

/**
 * ff_scene_card_find_port:
 * @card: of a scene
 * @id: of a port
 * @is_input: whether one of the inputs is meant: an output may have the same id
 *
 * Returns: (transfer none) (nullable): the port, or %NULL when the card shows
 *   none of that id on that side
 */
const FfScenePort *
ff_scene_card_find_port (const FfSceneCard *card,
                         const char        *id,
                         gboolean           is_input)
{
  for (guint i = 0; i < card->n_ports; i++)
    if (card->ports[i].is_input == is_input && g_str_equal (card->ports[i].id, id))
      return &card->ports[i];

  return NULL;
}

/* In the middle of the line; below LEAN_ZOOM, where counts are large beside the cards, off it to where lines are apart. */
static FfPoint
find_chip_middle (const FfSceneTransition *self,
                  double                   zoom)
{
  double lean = CLAMP ((LEAN_ZOOM - zoom) / (LEAN_ZOOM - LEAN_MOST_ZOOM), 0, 1) * LEAN_MOST;

  if (self->lean == 0 || lean == 0 || self->route->goes_around)
    return self->route->middle;

  return ff_route_get_point (self->route, 0.5 + self->lean * lean);
}

/**
 * ff_scene_transition_get_chip:
 * @self: a transition
 * @zoom: 1.0 at 100 %
 * @is_rtl: of its scene
 *
 * The number stands in the middle of the path in every state. A state that
 * needs an icon makes room for it at the start side only, so that neither
 * the number nor the end of the chip moves when the state changes.
 *
 * Returns: where its count stands on the canvas; empty without counts
 */
FfRect
ff_scene_transition_get_chip (const FfSceneTransition *self,
                              double                   zoom,
                              gboolean                 is_rtl)
{
  double scale = ff_level_get_chip_scale (zoom);
  double width, height, icon;
  gboolean has_icon;
  FfPoint middle;

  if (self->count == NULL)
    return (FfRect) { 0 };

  width = (self->count->text_width + 2 * FF_CHIP_PADDING_PX) * scale;
  height = FF_CHIP_HEIGHT_PX * scale;
  middle = find_chip_middle (self, zoom);
  has_icon = self->count->state != FF_COUNT_FRESH && self->count->state != FF_COUNT_UNKNOWN;
  icon = has_icon ? FF_CHIP_ICON_ROOM_PX * scale : 0;

  return (FfRect) {
    middle.x - width / 2 - (is_rtl ? 0 : icon),
    middle.y - height / 2,
    width + icon,
    height,
  };
}
