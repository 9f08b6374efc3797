/* Adds activities, notes and frames, joins them, and makes room for them.
 * Main thread, no widgets. */

#include "ui/canvas/ff-canvas-insert.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/ff-graph.h"
#include "picture/ff-snap.h"

#define NOTE_WIDTH_PX 176
#define NOTE_HEIGHT_PX 96
#define FRAME_WIDTH_PX 480
#define FRAME_HEIGHT_PX 240
/* Cards keep so clear of each other when one is added. */
#define CLEAR_PX 12.0

/* ---- Types. */

static FfJson *
new_settings (const FfActivityType *type)
{
  return type->fields != NULL ? ff_fields_new_settings (type->fields) : ff_json_new_object ();
}

/* Optional inputs only give an order; people arrive at the others. */
static const FfPort *
find_main_input (const FfActivityType *type)
{
  for (const FfPort *port = type->inputs; port != NULL && port->id != NULL; port++)
    if (!port->optional)
      return port;

  return NULL;
}

/* The first way on that a new activity of @type has; a new text, or NULL. */
static char *
dup_main_output (const FfActivityType *type,
                 FfJson               *settings)
{
  g_autoptr (GPtrArray) outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_output_free);

  if (type->list_outputs != NULL)
    type->list_outputs (settings, outputs);
  if (outputs->len > 0)
    return g_strdup (((FfOutput *) outputs->pdata[0])->id);

  for (const FfPort *port = type->outputs; port != NULL && port->id != NULL; port++)
    if (!port->rest)
      return g_strdup (port->id);

  return NULL;
}

static gboolean
has_output (const FfActivityType *type)
{
  g_autoptr (FfJson) settings = new_settings (type);
  g_autofree char *output = dup_main_output (type, settings);

  return output != NULL;
}

gboolean
ff_canvas_type_fits (const FfActivityType *type,
                     FfCanvasFit           fit)
{
  switch (fit)
    {
    case FF_CANVAS_FITS_AFTER:
      return find_main_input (type) != NULL;
    case FF_CANVAS_FITS_BEFORE:
      return has_output (type);
    case FF_CANVAS_FITS_BETWEEN:
      return find_main_input (type) != NULL && has_output (type);
    case FF_CANVAS_FITS_ALONE:
    default:
      return TRUE;
    }
}

FfRect
ff_canvas_measure (const char   *type,
                   FfTypesetter *typesetter)
{
  const FfActivityType *activity_type = ff_activity_type_find (type);
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (FfHistory) history = NULL;
  g_autoptr (FfEdit) edit = NULL;
  g_autoptr (FfJson) settings = NULL;
  g_autoptr (FfScene) scene = NULL;
  g_autofree char *id = NULL;

  if (activity_type == NULL)
    return g_str_equal (type, FF_CANVAS_FRAME) ? (FfRect) { 0, 0, FRAME_WIDTH_PX, FRAME_HEIGHT_PX }
                                               : (FfRect) { 0, 0, NOTE_WIDTH_PX, NOTE_HEIGHT_PX };

  /* Only the picture knows what a card measures, so it draws one alone. */
  campaign = ff_campaign_new ("");
  history = ff_history_new (campaign);
  edit = ff_edit_new ("");
  settings = new_settings (activity_type);
  id = ff_edit_add_activity (edit, campaign, type, NULL, settings, 0, 0);
  ff_history_apply (history, edit, NULL);
  scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);

  return ff_scene_find_card (scene, id)->rect;
}

/* ---- Room. */

static FfRect
to_document (FfScene *scene,
             FfRect   rect)
{
  return scene->is_rtl ? ff_rect_mirror (&rect) : rect;
}

static gboolean
is_taken (FfScene      *scene,
          const FfRect *rect)
{
  FfRect wide = ff_rect_inflate (rect, CLEAR_PX);

  for (guint i = 0; i < scene->n_cards; i++)
    {
      FfRect other = to_document (scene, scene->cards[i]->rect);

      if (ff_rect_meets (&wide, &other))
        return TRUE;
    }

  for (guint i = 0; i < scene->n_notes; i++)
    {
      FfRect other = to_document (scene, scene->notes[i]->rect);

      if (ff_rect_meets (&wide, &other))
        return TRUE;
    }

  return FALSE;
}

FfPoint
ff_canvas_find_room (FfScene      *scene,
                     const FfRect *rect)
{
  FfRect place = *rect;

  for (guint i = 0; i < 200 && is_taken (scene, &place); i++)
    place.y += FF_GRID_PX;

  return (FfPoint) { place.x, place.y };
}

/* What comes after @first and lies ahead of it: a line that goes back to another row ends the walk. */
static GHashTable *
list_ahead (FfCampaign *campaign,
            const char *first)
{
  GHashTable *ahead = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, (gpointer) ff_campaign_find_activity (campaign, first));
  while (waiting->len > 0)
    {
      const FfActivity *activity = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (campaign, activity->id, NULL);

      if (!g_hash_table_add (ahead, (gpointer) activity->id))
        continue;

      for (guint i = 0; i < outbound->len; i++)
        {
          const FfActivity *next = ff_campaign_find_activity (campaign, ((const FfTransition *) outbound->pdata[i])->to);

          if (next->x > activity->x)
            g_ptr_array_add (waiting, (gpointer) next);
        }
    }

  return ahead;
}

static gboolean
holds (const FfFrame *frame,
       int            x,
       int            y,
       double         width,
       double         height)
{
  FfRect area = { frame->x, frame->y, frame->width, frame->height };

  return ff_rect_contains (&area, (FfPoint) { x + width / 2, y + height / 2 });
}

static gboolean
holds_any (const FfFrame *frame,
           FfCampaign    *campaign,
           GHashTable    *shifted)
{
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);

      if (g_hash_table_contains (shifted, activity->id) &&
          holds (frame, activity->x, activity->y, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX))
        return TRUE;
    }

  return FALSE;
}

/* A frame that holds something shifted grows with it, and its notes beyond make room too; one that starts beyond goes along. */
static void
shift_frames (FfEdit     *edit,
              FfCampaign *campaign,
              GHashTable *shifted,
              int         from_x,
              int         by)
{
  for (guint i = 0; i < ff_campaign_get_n_frames (campaign); i++)
    {
      const FfFrame *frame = ff_campaign_get_frame (campaign, i);
      g_autoptr (FfJson) width = ff_json_new_integer (frame->width + by);
      g_autoptr (FfJson) after = NULL;

      if (!holds_any (frame, campaign, shifted))
        continue;

      for (guint j = 0; j < ff_campaign_get_n_notes (campaign); j++)
        {
          const FfNote *note = ff_campaign_get_note (campaign, j);

          if (note->x >= from_x && holds (frame, note->x, note->y, note->width, note->height))
            ff_edit_move (edit, campaign, note->id, note->x + by, note->y);
        }

      after = ff_json_with_member (frame->json, "width", width);
      if (frame->x >= from_x || frame->collapsed)
        ff_edit_move (edit, campaign, frame->id, frame->x + by, frame->y);
      else
        ff_edit_set_element (edit, campaign, FF_ELEMENT_FRAME, frame->id, after);
    }
}

static void
shift_ahead (FfEdit     *edit,
             FfCampaign *campaign,
             const char *first,
             int         by)
{
  g_autoptr (GHashTable) shifted = list_ahead (campaign, first);

  shift_frames (edit, campaign, shifted, ff_campaign_find_activity (campaign, first)->x, by);
  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);

      if (g_hash_table_contains (shifted, activity->id))
        ff_edit_move (edit, campaign, activity->id, activity->x + by, activity->y);
    }
}

/* Where something of @size stands in a transition, with what comes after it shifted as far as that needs. */
static FfPoint
make_room (FfEdit                  *edit,
           FfCampaign              *campaign,
           FfScene                 *scene,
           const FfSceneTransition *transition,
           const FfRect            *size)
{
  const FfSceneCard *from_card = ff_scene_find_card (scene, transition->from);
  const FfSceneCard *to_card = ff_scene_find_card (scene, transition->to);
  double head = MIN (size->height, FF_CARD_HEAD_PX);
  double level = (transition->route->from.y + transition->route->to.y) / 2;
  double needed = size->width + 2 * FF_COLUMN_GAP_PX;
  FfRect from, to;
  double start, gap;

  if (from_card == NULL || to_card == NULL)
    {
      FfPoint middle = scene->is_rtl ? ff_point_mirror (transition->route->middle) : transition->route->middle;

      return (FfPoint) { ff_snap_to_grid (middle.x - size->width / 2), ff_snap_to_grid (middle.y - head / 2) };
    }

  from = to_document (scene, from_card->rect);
  to = to_document (scene, to_card->rect);
  start = from.x + from.width;
  gap = to.x - start;

  /* A line that goes back to another row: after its start is the best there is. */
  if (gap < 0)
    {
      FfRect wanted = { start + FF_COLUMN_GAP_PX, transition->route->from.y - head / 2, size->width, size->height };
      FfPoint room = ff_canvas_find_room (scene, &wanted);

      return (FfPoint) { round (room.x), round (room.y) };
    }

  if (gap < needed)
    {
      int by = ceil ((needed - gap) / FF_GRID_PX) * FF_GRID_PX;

      shift_ahead (edit, campaign, transition->to, by);
      gap += by;
    }

  return (FfPoint) { round (start + (gap - size->width) / 2), round (level - head / 2) };
}

/* ---- Adding. */

static char *
add (FfEdit     *edit,
     FfCampaign *campaign,
     const char *type,
     FfPoint     at)
{
  const FfActivityType *activity_type = ff_activity_type_find (type);
  g_autoptr (FfJson) settings = NULL;

  if (activity_type != NULL)
    {
      settings = new_settings (activity_type);
      return ff_edit_add_activity (edit, campaign, type, NULL, settings, round (at.x), round (at.y));
    }

  if (g_str_equal (type, FF_CANVAS_FRAME))
    return ff_edit_add_frame (edit, campaign, _("Frame"), round (at.x), round (at.y), FRAME_WIDTH_PX, FRAME_HEIGHT_PX);

  return ff_edit_add_note (edit, campaign, _("Note"), round (at.x), round (at.y), NOTE_WIDTH_PX, NOTE_HEIGHT_PX);
}

static FfEdit *
new_edit (const char *type)
{
  const FfActivityType *activity_type = ff_activity_type_find (type);
  g_autofree char *name = NULL;

  if (activity_type == NULL)
    return ff_edit_new (g_str_equal (type, FF_CANVAS_FRAME) ? _("Add Frame") : _("Add Note"));

  /* Translators: %s is the name of an activity type. */
  name = g_strdup_printf (_("Add %s"), _(activity_type->name));
  return ff_edit_new (name);
}

/* Applies and selects; the id as the campaign lends it. */
static const char *
finish (FfDraft    *draft,
        FfEdit     *edit,
        const char *id)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfActivity *activity;
  const char *ids[] = { id, NULL };

  if (!ff_draft_apply (draft, edit, NULL))
    return NULL;

  ff_draft_select (draft, ids, FALSE);
  activity = ff_campaign_find_activity (campaign, id);
  if (activity != NULL)
    return activity->id;

  return ff_draft_get_selection (draft)[0];
}

const char *
ff_canvas_insert_alone (FfDraft    *draft,
                        const char *type,
                        FfPoint     at)
{
  g_autoptr (FfEdit) edit = new_edit (type);
  g_autofree char *id = add (edit, ff_draft_get_campaign (draft), type, at);

  return finish (draft, edit, id);
}

/* The ports of a new activity by which people come in and go on. */
static void
join (FfEdit               *edit,
      FfCampaign           *campaign,
      const FfActivityType *type,
      const char           *id,
      const FfCanvasEnd    *end)
{
  g_autoptr (FfJson) settings = new_settings (type);
  g_autofree char *output = dup_main_output (type, settings);
  const FfPort *input = find_main_input (type);
  g_autofree char *transition = NULL;

  if (end->is_input && output != NULL)
    transition = ff_edit_connect (edit, campaign, id, output, end->activity, end->port);
  else if (!end->is_input && input != NULL)
    transition = ff_edit_connect (edit, campaign, end->activity, end->port, id, input->id);
}

const char *
ff_canvas_insert_joined (FfDraft           *draft,
                         const char        *type,
                         FfPoint            at,
                         const FfCanvasEnd *end)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  g_autoptr (FfEdit) edit = new_edit (type);
  g_autofree char *id = add (edit, campaign, type, at);
  const FfActivityType *activity_type = ff_activity_type_find (type);

  if (activity_type != NULL)
    join (edit, campaign, activity_type, id, end);

  return finish (draft, edit, id);
}

/* Lets @activity stand between both ends of @transition. */
static gboolean
splice (FfEdit             *edit,
        FfCampaign         *campaign,
        const char         *activity,
        const char         *input,
        const char         *output,
        const FfTransition *transition)
{
  g_autofree char *from = g_strdup (transition->from);
  g_autofree char *from_port = g_strdup (transition->from_port);
  g_autofree char *to = g_strdup (transition->to);
  g_autofree char *to_port = g_strdup (transition->to_port);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ff_edit_disconnect (edit, campaign, transition->id);
  first = ff_edit_connect (edit, campaign, from, from_port, activity, input);
  second = ff_edit_connect (edit, campaign, activity, output, to, to_port);

  return first != NULL && second != NULL;
}

const char *
ff_canvas_insert_into (FfDraft      *draft,
                       FfScene      *scene,
                       const char   *type,
                       const FfRect *size,
                       const char   *transition)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfSceneTransition *line = ff_scene_find_transition (scene, transition);
  const FfTransition *element = ff_campaign_find_transition (campaign, transition);
  const FfActivityType *activity_type = ff_activity_type_find (type);
  g_autoptr (FfJson) settings = NULL;
  g_autofree char *output = NULL;
  g_autoptr (FfEdit) edit = new_edit (type);
  g_autofree char *id = NULL;

  if (line == NULL || element == NULL || activity_type == NULL ||
      !ff_canvas_type_fits (activity_type, FF_CANVAS_FITS_BETWEEN))
    return NULL;

  settings = new_settings (activity_type);
  output = dup_main_output (activity_type, settings);
  id = add (edit, campaign, type, make_room (edit, campaign, scene, line, size));
  if (!splice (edit, campaign, id, find_main_input (activity_type)->id, output, element))
    return NULL;

  return finish (draft, edit, id);
}

/* The output a new activity comes after: the one asked for, else the first without a transition. */
static const FfScenePort *
find_free_output (const FfSceneCard *card,
                  const char        *port)
{
  for (guint i = 0; i < card->n_ports; i++)
    if (!card->ports[i].is_input && (port != NULL ? g_str_equal (card->ports[i].id, port) : !card->ports[i].is_connected))
      return &card->ports[i];

  return NULL;
}

static const char *
find_way_on (FfCampaign *campaign,
             const char *activity,
             const char *port)
{
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (campaign, activity, port);

  return outbound->len > 0 ? ((const FfTransition *) outbound->pdata[0])->id : NULL;
}

const char *
ff_canvas_insert_after (FfDraft      *draft,
                        FfScene      *scene,
                        const char   *type,
                        const FfRect *size,
                        const char   *activity,
                        const char   *port)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfSceneCard *card = ff_scene_find_card (scene, activity);
  const FfActivityType *activity_type = ff_activity_type_find (type);
  const FfScenePort *output = card != NULL ? find_free_output (card, port) : NULL;
  const char *way_on = find_way_on (campaign, activity, port);
  double head = MIN (size->height, FF_CARD_HEAD_PX);
  FfRect own, wanted;
  FfPoint at;

  if (card == NULL)
    return NULL;

  if (activity_type != NULL && way_on != NULL && (output == NULL || output->is_connected) &&
      ff_canvas_type_fits (activity_type, FF_CANVAS_FITS_BETWEEN))
    return ff_canvas_insert_into (draft, scene, type, size, way_on);

  own = to_document (scene, card->rect);
  wanted = (FfRect) { own.x + own.width + FF_COLUMN_GAP_PX,
                      (output != NULL ? output->at.y : own.y + card->head / 2) - head / 2, size->width, size->height };
  at = ff_canvas_find_room (scene, &wanted);

  if (activity_type == NULL || output == NULL || !ff_canvas_type_fits (activity_type, FF_CANVAS_FITS_AFTER))
    return ff_canvas_insert_alone (draft, type, at);

  return ff_canvas_insert_joined (draft, type, at, &(FfCanvasEnd) { activity, output->id, FALSE });
}

gboolean
ff_canvas_can_insert_moved (FfDraft    *draft,
                            const char *activity)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfActivity *element = ff_campaign_find_activity (campaign, activity);
  const FfActivityType *type = element != NULL ? ff_activity_type_find (element->type) : NULL;
  g_autoptr (GPtrArray) inbound = NULL;
  g_autoptr (GPtrArray) outbound = NULL;

  if (type == NULL || !ff_canvas_type_fits (type, FF_CANVAS_FITS_BETWEEN))
    return FALSE;

  inbound = ff_graph_dup_inbound (campaign, activity, NULL);
  outbound = ff_graph_dup_outbound (campaign, activity, NULL);

  return inbound->len == 0 && outbound->len == 0;
}

gboolean
ff_canvas_insert_moved (FfDraft    *draft,
                        FfScene    *scene,
                        const char *activity,
                        const char *transition)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfSceneTransition *line = ff_scene_find_transition (scene, transition);
  const FfTransition *way = ff_campaign_find_transition (campaign, transition);
  const FfSceneCard *card = ff_scene_find_card (scene, activity);
  const FfActivity *element = ff_campaign_find_activity (campaign, activity);
  g_autoptr (FfEdit) edit = ff_edit_new (_("Insert Activity"));
  g_autoptr (GPtrArray) outputs = NULL;
  const FfActivityType *type;
  FfPoint at;

  if (line == NULL || way == NULL || card == NULL || !ff_canvas_can_insert_moved (draft, activity))
    return FALSE;

  type = ff_activity_type_find (element->type);
  outputs = ff_activity_dup_outputs (element, TRUE);
  at = make_room (edit, campaign, scene, line, &card->rect);
  ff_edit_move (edit, campaign, activity, at.x, at.y);
  if (!splice (edit, campaign, activity, find_main_input (type)->id, ((FfOutput *) outputs->pdata[0])->id, way))
    return FALSE;

  return ff_draft_apply (draft, edit, NULL);
}
