/* Makes the scene of a campaign: cards, notes and frames by its neighbours,
 * then the lines between them. Main thread, because it reads the campaign. */

#include "picture/ff-scene-build-private.h"

#include "activities/ff-planner.h"
#include "picture/ff-tidy.h"

static void
file_transition (GHashTable         *lists,
                 const char         *activity,
                 const FfTransition *transition)
{
  GPtrArray *list = g_hash_table_lookup (lists, activity);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (lists, (gpointer) activity, list);
    }
  g_ptr_array_add (list, (gpointer) transition);
}

static void
file_transitions (FfSceneBuild *build)
{
  for (guint i = 0; i < ff_campaign_get_n_transitions (build->campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (build->campaign, i);

      file_transition (build->outbound, transition->from, transition);
      file_transition (build->inbound, transition->to, transition);
    }
}

static void
file_problems (FfSceneBuild *build,
               GPtrArray    *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const FfProblem *problem = problems->pdata[i];
      const FfProblem *worst = g_hash_table_lookup (build->problems, problem->activity);

      if (worst == NULL || problem->severity > worst->severity)
        g_hash_table_insert (build->problems, problem->activity, (gpointer) problem);
    }
}

static FfSceneCount *
make_count (FfSceneBuild *build,
            const char   *activity,
            const char   *port)
{
  const FfCountLabel *label;
  FfSceneCount *count;

  if (build->counts == NULL)
    return NULL;

  label = ff_count_labels_find (build->counts, activity, port);
  count = g_new0 (FfSceneCount, 1);
  count->state = label != NULL ? label->state : FF_COUNT_UNKNOWN;
  count->text = g_strdup (label != NULL ? label->text : "—");
  count->text_width = ff_typesetter_measure (build->typesetter, FF_TEXT_COUNT, count->text);

  if (label != NULL)
    {
      count->has_value = label->has_value;
      count->n_people = label->n_people;
      count->reason = g_strdup (label->reason);
    }

  if (label != NULL && label->has_difference && label->difference != 0)
    {
      g_autofree char *number = ff_count_format (label->difference);

      count->difference = label->difference > 0 ? g_strconcat ("+", number, NULL) : g_steal_pointer (&number);
      count->difference_width = ff_typesetter_measure (build->typesetter, FF_TEXT_COUNT, count->difference);
    }

  return count;
}

/* Where a line leaves or arrives: a port, or the side of the frame that hides it. */
static gboolean
find_end (FfSceneBuild *build,
          const char   *activity,
          const char   *port_id,
          gboolean      is_input,
          FfPoint      *end)
{
  const FfSceneFrame *frame = g_hash_table_lookup (build->hidden_by, activity);
  const FfSceneCard *card = g_hash_table_lookup (build->by_id, activity);
  const FfScenePort *port;

  if (frame != NULL)
    {
      *end = (FfPoint) {
        is_input ? frame->rect.x : frame->rect.x + frame->rect.width,
        frame->rect.y + frame->rect.height / 2,
      };
      return TRUE;
    }

  port = card != NULL ? ff_scene_card_find_port (card, port_id, is_input) : NULL;
  if (port == NULL)
    return FALSE;

  *end = port->at;
  return TRUE;
}

static guint
count_lines (GHashTable *lists,
             const char *activity)
{
  GPtrArray *list = g_hash_table_lookup (lists, activity);

  return list != NULL ? list->len : 0;
}

/* Lines that part are apart at their ends, lines that meet at their starts. */
static double
find_lean (FfSceneBuild       *build,
           const FfTransition *transition)
{
  gboolean parts = count_lines (build->outbound, transition->from) > 1;
  gboolean meets = count_lines (build->inbound, transition->to) > 1;

  return (double) parts - (double) meets;
}

static FfSceneTransition *
make_transition (FfSceneBuild       *build,
                 const FfTransition *transition,
                 const FfObstacles  *obstacles)
{
  const FfSceneFrame *from_frame = g_hash_table_lookup (build->hidden_by, transition->from);
  const FfSceneFrame *to_frame = g_hash_table_lookup (build->hidden_by, transition->to);
  const FfSceneCard *from_card = g_hash_table_lookup (build->by_id, transition->from);
  const FfSceneCard *to_card = g_hash_table_lookup (build->by_id, transition->to);
  FfSceneTransition *self;
  FfPoint from, to;

  if (from_frame != NULL && from_frame == to_frame)
    return NULL;
  if (!find_end (build, transition->from, transition->from_port, FALSE, &from) ||
      !find_end (build, transition->to, transition->to_port, TRUE, &to))
    return NULL;

  self = g_atomic_rc_box_new0 (FfSceneTransition);
  self->id = g_strdup (transition->id);
  self->from = g_strdup (transition->from);
  self->from_port = g_strdup (transition->from_port);
  self->to = g_strdup (transition->to);
  self->to_port = g_strdup (transition->to_port);
  self->label = g_strdup (transition->label);
  self->route = ff_route_new (from, to, obstacles);
  self->from_side = from_card != NULL ? (FfPoint) { from.x, ff_rect_get_center (&from_card->rect).y } : from;
  self->to_side = to_card != NULL ? (FfPoint) { to.x, ff_rect_get_center (&to_card->rect).y } : to;
  self->lean = find_lean (build, transition);
  self->count = make_count (build, transition->from, transition->from_port);

  self->is_dimmed = from_card != NULL && to_card != NULL && to_card->is_dimmed &&
                    (from_card->is_dimmed || from_card->mode == FF_MODE_DISABLED);
  self->is_dashed = (self->count != NULL && self->count->state == FF_COUNT_UNKNOWN) ||
                    (from_card != NULL && from_card->mode == FF_MODE_DISABLED) ||
                    (to_card != NULL && to_card->mode == FF_MODE_DISABLED);

  return self;
}

static void
mirror_parts (GPtrArray *cards,
              GPtrArray *transitions,
              GPtrArray *frames,
              GPtrArray *notes)
{
  for (guint i = 0; i < cards->len; i++)
    ff_scene_card_mirror (cards->pdata[i]);

  for (guint i = 0; i < transitions->len; i++)
    {
      FfSceneTransition *transition = transitions->pdata[i];
      FfRoute *route = ff_route_new_mirrored (transition->route);

      ff_route_unref (transition->route);
      transition->route = route;
      transition->from_side = ff_point_mirror (transition->from_side);
      transition->to_side = ff_point_mirror (transition->to_side);
    }

  for (guint i = 0; i < frames->len; i++)
    {
      FfSceneFrame *frame = frames->pdata[i];

      frame->rect = ff_rect_mirror (&frame->rect);
    }

  for (guint i = 0; i < notes->len; i++)
    {
      FfSceneNote *note = notes->pdata[i];

      note->rect = ff_rect_mirror (&note->rect);
    }
}

static GHashTable *
new_lists (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
}

static FfScene *
make_scene (FfCampaign    *campaign,
            FfTypesetter  *typesetter,
            FfCountLabels *counts,
            GPtrArray     *problems,
            GHashTable    *places,
            gboolean       is_rtl)
{
  g_autoptr (GHashTable) inbound = new_lists ();
  g_autoptr (GHashTable) outbound = new_lists ();
  g_autoptr (GHashTable) worst = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) hidden_by = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autoptr (GPtrArray) transitions = g_ptr_array_new ();
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  g_autoptr (FfObstacles) obstacles = NULL;
  FfSceneBuild build = { campaign, typesetter, counts, places, inbound, outbound, worst, by_id, hidden_by };

  file_transitions (&build);
  file_problems (&build, problems);
  ff_scene_build_cards (&build, cards);
  ff_scene_build_notes (&build, notes);
  ff_scene_build_frames (&build, frames);
  ff_scene_build_hide (&build, cards, notes, frames);

  obstacles = ff_scene_new_obstacles (cards, frames, FALSE);
  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      FfSceneTransition *transition = make_transition (&build, ff_campaign_get_transition (campaign, i), obstacles);

      if (transition != NULL)
        g_ptr_array_add (transitions, transition);
    }

  if (is_rtl)
    mirror_parts (cards, transitions, frames, notes);

  return ff_scene_new_of_parts (cards, transitions, frames, notes, is_rtl);
}

/* A campaign from a script or another program may say nothing of places. */
static gboolean
lacks_places (FfCampaign *campaign)
{
  guint n = ff_campaign_get_n_activities (campaign);

  for (guint i = 1; i < n; i++)
    {
      const FfActivity *first = ff_campaign_get_activity (campaign, 0);
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);

      if (activity->x != first->x || activity->y != first->y)
        return FALSE;
    }

  return n > 1;
}

/**
 * ff_scene_new:
 * @campaign: a document
 * @typesetter: measures its texts
 * @counts: (nullable): what stands on transitions; %NULL shows none
 * @problems: (nullable) (element-type FfProblem): what activities get a badge for
 * @is_rtl: whether start is at the right
 *
 * A campaign whose activities all stand in one place is laid out first.
 *
 * Returns: (transfer full): the picture of @campaign as it is now
 */
FfScene *
ff_scene_new (FfCampaign    *campaign,
              FfTypesetter  *typesetter,
              FfCountLabels *counts,
              GPtrArray     *problems,
              gboolean       is_rtl)
{
  g_autoptr (GHashTable) places = NULL;

  if (lacks_places (campaign))
    {
      g_autoptr (FfScene) heap = make_scene (campaign, typesetter, NULL, NULL, NULL, FALSE);

      places = ff_tidy_dup_places (heap);
    }

  return make_scene (campaign, typesetter, counts, problems, places, is_rtl);
}
