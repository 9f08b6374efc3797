/* Tidy Up: arranges the cards of each frame, then frames and free cards as
 * boxes among each other. A pure function of the scene. */

#include "picture/ff-tidy.h"

#include "picture/ff-layout.h"

/* A chain wider than this goes on in the next row. */
#define WRAP_WIDTH_PX 1760.0
#define WRAP_FRAMES_WIDTH_PX 1200.0
#define WRAP_GAP_PX 72.0
#define FRAME_GAP_PX 32.0

typedef struct _Group Group;

/* A card, a frame or a note, in the smallest frame around it. */
typedef struct
{
  const char *id;
  FfRect      was;    /* not mirrored */
  FfRect      place;  /* within its group, then on the canvas */
  Group      *inside; /* of an open frame */
  gboolean    is_note;
} Thing;

struct _Group
{
  FfRect     area; /* of its frame; none for the canvas */
  GPtrArray *things;
};

typedef struct
{
  const FfScene *scene;
  GPtrArray     *groups; /* the outer before the inner; the canvas first */
  GHashTable    *things; /* card id → Thing */
  GPtrArray     *folded; /* Things of collapsed frames */
} Tidy;

static void
free_thing (Thing *self)
{
  g_free (self);
}

static void
free_group (Group *self)
{
  g_ptr_array_unref (self->things);
  g_free (self);
}

static Group *
add_group (Tidy   *tidy,
           FfRect  area)
{
  Group *group = g_new0 (Group, 1);

  group->area = area;
  group->things = g_ptr_array_new_with_free_func ((GDestroyNotify) free_thing);
  g_ptr_array_add (tidy->groups, group);

  return group;
}

static Group *
find_group (Tidy   *tidy,
            FfRect  rect)
{
  FfPoint center = ff_rect_get_center (&rect);

  for (guint i = tidy->groups->len; i-- > 1;)
    {
      Group *group = tidy->groups->pdata[i];

      if (ff_rect_contains (&group->area, center))
        return group;
    }

  return tidy->groups->pdata[0];
}

static Thing *
add_thing (Tidy       *tidy,
           const char *id,
           FfRect      rect,
           gboolean    is_note)
{
  Thing *thing = g_new0 (Thing, 1);

  thing->id = id;
  thing->was = tidy->scene->is_rtl ? ff_rect_mirror (&rect) : rect;
  thing->place = thing->was;
  thing->is_note = is_note;
  g_ptr_array_add (find_group (tidy, thing->was)->things, thing);

  return thing;
}

static void
collect (Tidy *tidy)
{
  const FfScene *scene = tidy->scene;

  add_group (tidy, (FfRect) { 0 });

  for (guint i = 0; i < scene->n_frames; i++)
    {
      const FfSceneFrame *frame = scene->frames[i];
      Thing *thing = add_thing (tidy, frame->id, frame->rect, FALSE);

      if (frame->is_collapsed)
        g_ptr_array_add (tidy->folded, thing);
      else
        thing->inside = add_group (tidy, thing->was);
    }

  for (guint i = 0; i < scene->n_cards; i++)
    {
      const FfSceneCard *card = scene->cards[i];

      g_hash_table_insert (tidy->things, card->id, add_thing (tidy, card->id, card->rect, FALSE));
    }

  for (guint i = 0; i < scene->n_notes; i++)
    add_thing (tidy, scene->notes[i]->id, scene->notes[i]->rect, TRUE);
}

/* The thing of a group that has a card, or a frame around it, in it. */
static int
find_index (Tidy       *tidy,
            Group      *group,
            const char *id,
            FfPoint     end,
            double     *y)
{
  const Thing *thing = g_hash_table_lookup (tidy->things, id);

  for (guint i = 0; thing == NULL && i < tidy->folded->len; i++)
    {
      const Thing *folded = tidy->folded->pdata[i];
      FfRect wide = ff_rect_inflate (&folded->was, 1.0);

      if (ff_rect_contains (&wide, end))
        thing = folded;
    }

  for (guint i = 0; thing != NULL && i < group->things->len; i++)
    {
      const Thing *candidate = group->things->pdata[i];
      FfPoint center = ff_rect_get_center (&thing->was);

      if (candidate == thing || (candidate->inside != NULL && ff_rect_contains (&candidate->was, center)))
        {
          *y = candidate == thing ? end.y - thing->was.y
                                  : (end.y - candidate->was.y) / candidate->was.height * candidate->place.height;
          return i;
        }
    }

  return -1;
}

static GArray *
list_lines (Tidy        *tidy,
            Group       *group,
            const guint *box_of)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (FfLayoutLine));

  for (guint i = 0; i < tidy->scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = tidy->scene->transitions[i];
      gboolean is_rtl = tidy->scene->is_rtl;
      FfPoint from = is_rtl ? ff_point_mirror (transition->route->from) : transition->route->from;
      FfPoint to = is_rtl ? ff_point_mirror (transition->route->to) : transition->route->to;
      double from_y, to_y;
      int a = find_index (tidy, group, transition->from, from, &from_y);
      int b = find_index (tidy, group, transition->to, to, &to_y);

      if (a >= 0 && b >= 0 && a != b)
        {
          FfLayoutLine line = { box_of[a], box_of[b], from_y, to_y };

          g_array_append_val (lines, line);
        }
    }

  return lines;
}

/* Notes stand below what they speak of, out of the way of lines. */
static void
place_notes (Group  *group,
             double *width,
             double *height)
{
  double x = 0;
  double y = *height > 0 ? *height + FRAME_GAP_PX : 0;

  for (guint i = 0; i < group->things->len; i++)
    {
      Thing *thing = group->things->pdata[i];

      if (!thing->is_note)
        continue;

      thing->place.x = x;
      thing->place.y = y;
      x += thing->place.width + FF_ROW_GAP_PX;
      *width = MAX (*width, x - FF_ROW_GAP_PX);
      *height = MAX (*height, y + thing->place.height);
    }
}

/* Places within the group, and the size of all of them together. */
static void
arrange (Tidy   *tidy,
         Group  *group,
         double *width,
         double *height)
{
  g_autofree FfLayoutBox *boxes = g_new0 (FfLayoutBox, group->things->len + 1);
  g_autofree guint *box_of = g_new0 (guint, group->things->len + 1);
  g_autoptr (GArray) lines = NULL;
  gboolean has_frames = FALSE;
  guint n_boxes = 0;

  *width = 0;
  *height = 0;

  for (guint i = 0; i < group->things->len; i++)
    {
      Thing *thing = group->things->pdata[i];

      if (thing->is_note)
        continue;

      if (thing->inside != NULL)
        {
          double inner_width, inner_height;

          arrange (tidy, thing->inside, &inner_width, &inner_height);
          thing->place.width = MAX (inner_width, FF_CARD_WIDTH_PX) + 2 * FF_FRAME_PADDING_PX;
          thing->place.height = MAX (inner_height, FF_CARD_HEAD_PX) + FF_FRAME_HEAD_PX + 8 + FF_FRAME_PADDING_PX;
          has_frames = TRUE;
        }

      box_of[i] = n_boxes;
      boxes[n_boxes++] = (FfLayoutBox) { thing->place.width, thing->place.height, thing->was.x, thing->was.y };
    }

  {
    const FfLayoutSpacing spacing = {
      .column_gap = FF_COLUMN_GAP_PX,
      .row_gap = has_frames ? FRAME_GAP_PX : FF_ROW_GAP_PX,
      .wrap_width = has_frames ? WRAP_FRAMES_WIDTH_PX : WRAP_WIDTH_PX,
      .wrap_gap = WRAP_GAP_PX,
    };

    lines = list_lines (tidy, group, box_of);
    ff_layout_arrange (boxes, n_boxes, (FfLayoutLine *) lines->data, lines->len, &spacing);
  }

  for (guint i = 0; i < group->things->len; i++)
    {
      Thing *thing = group->things->pdata[i];

      if (thing->is_note)
        continue;

      thing->place.x = boxes[box_of[i]].x;
      thing->place.y = boxes[box_of[i]].y;
      *width = MAX (*width, thing->place.x + thing->place.width);
      *height = MAX (*height, thing->place.y + thing->place.height);
    }

  place_notes (group, width, height);
}

static void
publish (Tidy       *tidy,
         Group      *group,
         FfPoint     origin,
         GHashTable *places)
{
  for (guint i = 0; i < group->things->len; i++)
    {
      Thing *thing = group->things->pdata[i];

      thing->place.x += origin.x;
      thing->place.y += origin.y;

      if (thing->inside != NULL)
        publish (tidy, thing->inside,
                 (FfPoint) { thing->place.x + FF_FRAME_PADDING_PX, thing->place.y + FF_FRAME_HEAD_PX + 8 }, places);

      g_hash_table_insert (places, g_strdup (thing->id), g_memdup2 (&thing->place, sizeof thing->place));
    }
}

/**
 * ff_tidy_dup_places:
 * @scene: the picture as it is
 *
 * Lays everything out anew from start to end. What stands in a frame stays
 * in it, and frames get the size they need. The whole keeps its start top
 * corner. Cards that a collapsed frame hides are not among the answers; they
 * move as far as their frame.
 *
 * Returns: (transfer full) (element-type utf8 FfRect): id to new place, of
 *   every activity, note and frame in sight, in places of the document, which
 *   are never mirrored
 */
GHashTable *
ff_tidy_dup_places (const FfScene *scene)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Tidy tidy = {
    .scene = scene,
    .groups = g_ptr_array_new_with_free_func ((GDestroyNotify) free_group),
    .things = g_hash_table_new (g_str_hash, g_str_equal),
    .folded = g_ptr_array_new (),
  };
  FfPoint origin = { G_MAXDOUBLE, G_MAXDOUBLE };
  double width, height;
  Group *canvas;

  collect (&tidy);
  canvas = tidy.groups->pdata[0];
  for (guint i = 0; i < canvas->things->len; i++)
    {
      const Thing *thing = canvas->things->pdata[i];

      origin = (FfPoint) { MIN (origin.x, thing->was.x), MIN (origin.y, thing->was.y) };
    }

  arrange (&tidy, canvas, &width, &height);
  publish (&tidy, canvas, origin, places);

  g_ptr_array_unref (tidy.groups);
  g_hash_table_unref (tidy.things);
  g_ptr_array_unref (tidy.folded);

  return places;
}
