/* Makes the frames and notes of a scene, and takes out of sight what collapsed
 * frames hide. Main thread. */

#include "picture/ff-scene-build-private.h"

#include <glib/gi18n-lib.h>

#define COLLAPSED_HEIGHT_PX 36.0
#define COLLAPSED_LEAST_PX 224.0

static FfSceneNote *
make_note (FfSceneBuild *build,
           const FfNote *note)
{
  FfSceneNote *self = g_atomic_rc_box_new0 (FfSceneNote);
  const FfRect *place = build->places != NULL ? g_hash_table_lookup (build->places, note->id) : NULL;
  g_autoptr (PangoLayout) layout = ff_typesetter_dup_layout (build->typesetter, FF_TEXT_NOTE, note->text, 1.0);
  double width = MAX (note->width, 4 * FF_GRID_PX);
  int text_height;

  pango_layout_set_width (layout, (width - 2 * FF_CARD_PADDING_PX) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &text_height);

  self->id = g_strdup (note->id);
  self->text = g_strdup (note->text);
  self->rect = (FfRect) {
    place != NULL ? place->x : note->x,
    place != NULL ? place->y : note->y,
    width,
    MAX (note->height, text_height + 2 * FF_CARD_PADDING_PX),
  };

  return self;
}

static FfSceneFrame *
make_frame (FfSceneBuild  *build,
            const FfFrame *frame)
{
  FfSceneFrame *self = g_atomic_rc_box_new0 (FfSceneFrame);
  const FfRect *place = build->places != NULL ? g_hash_table_lookup (build->places, frame->id) : NULL;

  self->id = g_strdup (frame->id);
  self->title = g_strdup (frame->title);
  self->rect = place != NULL ? *place : (FfRect) { frame->x, frame->y, frame->width, frame->height };
  self->is_collapsed = frame->collapsed;

  return self;
}

static gboolean
holds (const FfSceneFrame *frame,
       const FfRect       *rect)
{
  return ff_rect_contains (&frame->rect, ff_rect_get_center (rect));
}

/* The people who cross the border of a frame; none when one number is missing. */
static char *
sum_across (FfSceneBuild       *build,
            const FfSceneFrame *frame,
            gboolean            inwards)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 sum = 0;
  guint n = 0;

  for (guint i = 0; build->counts != NULL && i < ff_campaign_get_n_transitions (build->campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (build->campaign, i);
      gboolean from_here = g_hash_table_lookup (build->hidden_by, transition->from) == frame;
      gboolean to_here = g_hash_table_lookup (build->hidden_by, transition->to) == frame;
      const FfCountLabel *label;

      if (from_here == to_here || to_here != inwards)
        continue;
      if (!g_hash_table_add (seen, g_strconcat (transition->from, "\x1f", transition->from_port, NULL)))
        continue;

      label = ff_count_labels_find (build->counts, transition->from, transition->from_port);
      if (label == NULL || !label->has_value)
        return NULL;
      sum += label->n_people;
      n++;
    }

  return n > 0 ? ff_count_format (sum) : NULL;
}

static int
compare_areas (gconstpointer a,
               gconstpointer b)
{
  const FfSceneFrame *left = *(FfSceneFrame *const *) a;
  const FfSceneFrame *right = *(FfSceneFrame *const *) b;
  double difference = right->rect.width * right->rect.height - left->rect.width * left->rect.height;

  return (difference > 0) - (difference < 0);
}

static gboolean
is_in_collapsed (GPtrArray     *frames,
                 gconstpointer  self,
                 const FfRect  *rect)
{
  for (guint i = 0; i < frames->len; i++)
    {
      const FfSceneFrame *frame = frames->pdata[i];

      if (frame != self && frame->is_collapsed && holds (frame, rect))
        return TRUE;
    }

  return FALSE;
}

static void
remove_hidden_frames (GPtrArray *frames)
{
  for (guint i = frames->len; i-- > 0;)
    {
      FfSceneFrame *frame = frames->pdata[i];

      if (is_in_collapsed (frames, frame, &frame->rect))
        {
          g_ptr_array_remove_index (frames, i);
          ff_scene_frame_unref (frame);
        }
    }
}

static void
remove_hidden_notes (GPtrArray *notes,
                     GPtrArray *frames)
{
  for (guint i = notes->len; i-- > 0;)
    {
      FfSceneNote *note = notes->pdata[i];

      if (is_in_collapsed (frames, NULL, &note->rect))
        {
          g_ptr_array_remove_index (notes, i);
          ff_scene_note_unref (note);
        }
    }
}

/* Cards in a collapsed frame go out of sight; the frame becomes a card. */
static void
hide_cards (FfSceneBuild *build,
            GPtrArray    *cards,
            GPtrArray    *frames)
{
  for (guint i = cards->len; i-- > 0;)
    {
      FfSceneCard *card = cards->pdata[i];

      for (guint j = frames->len; j-- > 0;)
        {
          FfSceneFrame *frame = frames->pdata[j];

          if (!holds (frame, &card->rect))
            continue;

          card->is_framed = TRUE;
          frame->n_activities++;
          if (!frame->is_collapsed)
            continue;

          g_hash_table_insert (build->hidden_by, (gpointer) ff_campaign_find_activity (build->campaign, card->id)->id,
                               frame);
          g_hash_table_remove (build->by_id, card->id);
          g_ptr_array_remove_index (cards, i);
          ff_scene_card_unref (card);
          break;
        }
    }

  for (guint i = 0; i < frames->len; i++)
    {
      FfSceneFrame *frame = frames->pdata[i];

      if (!frame->is_collapsed)
        continue;

      frame->people_in = sum_across (build, frame, TRUE);
      frame->people_out = sum_across (build, frame, FALSE);
      frame->rect.width = MAX (COLLAPSED_LEAST_PX, ff_scene_frame_measure (frame, build->typesetter));
      frame->rect.height = COLLAPSED_HEIGHT_PX;
    }
}

void
ff_scene_build_notes (FfSceneBuild *build,
                      GPtrArray    *notes)
{
  for (guint i = 0; i < ff_campaign_get_n_notes (build->campaign); i++)
    g_ptr_array_add (notes, make_note (build, ff_campaign_get_note (build->campaign, i)));
}

void
ff_scene_build_frames (FfSceneBuild *build,
                       GPtrArray    *frames)
{
  for (guint i = 0; i < ff_campaign_get_n_frames (build->campaign); i++)
    g_ptr_array_add (frames, make_frame (build, ff_campaign_get_frame (build->campaign, i)));

  g_ptr_array_sort (frames, compare_areas);
}

void
ff_scene_build_hide (FfSceneBuild *build,
                     GPtrArray    *cards,
                     GPtrArray    *notes,
                     GPtrArray    *frames)
{
  remove_hidden_frames (frames);
  remove_hidden_notes (notes, frames);
  hide_cards (build, cards, frames);
}
