/* Edits of what stands on the canvas: moved, deleted, joined, copied, renamed.
 * Adding is in ff-canvas-insert.c. Main thread, no widgets. */

#include "ui/canvas/ff-canvas-edits.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/ff-fragment.h"
#include "picture/ff-tidy.h"

static gboolean
find_kind (FfCampaign    *campaign,
           const char    *id,
           FfElementKind *out_kind)
{
  static const FfElementKind kinds[] = { FF_ELEMENT_ACTIVITY, FF_ELEMENT_TRANSITION, FF_ELEMENT_NOTE, FF_ELEMENT_FRAME };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (ff_campaign_get_element (campaign, kinds[i], id) != NULL)
      {
        *out_kind = kinds[i];
        return TRUE;
      }

  return FALSE;
}

static guint
count_kind (FfCampaign        *campaign,
            const char *const *ids,
            FfElementKind      wanted)
{
  guint n = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FfElementKind kind;

      n += find_kind (campaign, ids[i], &kind) && kind == wanted;
    }

  return n;
}

static gboolean
get_place (FfCampaign *campaign,
           const char *id,
           int        *out_x,
           int        *out_y)
{
  FfElementKind kind;
  FfJson *element;

  if (!find_kind (campaign, id, &kind) || kind == FF_ELEMENT_TRANSITION)
    return FALSE;

  element = ff_campaign_get_element (campaign, kind, id);
  *out_x = ff_json_get_member_integer (element, "x", 0);
  *out_y = ff_json_get_member_integer (element, "y", 0);
  return TRUE;
}

/* The one that fits what is meant; takes over both. */
static char *
take_name (FfCampaign        *campaign,
           const char *const *ids,
           char              *of_activities,
           char              *of_elements)
{
  gboolean are_activities = count_kind (campaign, ids, FF_ELEMENT_ACTIVITY) == g_strv_length ((char **) ids);

  g_free (are_activities ? of_elements : of_activities);
  return are_activities ? of_activities : of_elements;
}

static void
add_id (GPtrArray  *ids,
        const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_str_equal (ids->pdata[i], id))
      return;

  g_ptr_array_add (ids, g_strdup (id));
}

static void
add_inside (FfScene            *scene,
            const FfSceneFrame *frame,
            GPtrArray          *ids)
{
  for (guint i = 0; i < scene->n_cards; i++)
    if (ff_rect_contains (&frame->rect, ff_rect_get_center (&scene->cards[i]->rect)))
      add_id (ids, scene->cards[i]->id);

  for (guint i = 0; i < scene->n_notes; i++)
    if (ff_rect_contains (&frame->rect, ff_rect_get_center (&scene->notes[i]->rect)))
      add_id (ids, scene->notes[i]->id);

  for (guint i = 0; i < scene->n_frames; i++)
    if (scene->frames[i] != frame && ff_rect_contains_rect (&frame->rect, &scene->frames[i]->rect))
      add_id (ids, scene->frames[i]->id);
}

char **
ff_canvas_edits_dup_moving (FfScene           *scene,
                            const char *const *ids)
{
  GPtrArray *moving = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    if (ff_scene_find_transition (scene, ids[i]) == NULL)
      add_id (moving, ids[i]);

  for (guint i = 0; i < scene->n_frames; i++)
    if (g_strv_contains (ids, scene->frames[i]->id))
      add_inside (scene, scene->frames[i], moving);

  g_ptr_array_add (moving, NULL);
  return (char **) g_ptr_array_free (moving, FALSE);
}

gboolean
ff_canvas_edits_move (FfDraft           *draft,
                      const char *const *ids,
                      int                dx,
                      int                dy,
                      const char        *merge_key)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  guint n = g_strv_length ((char **) ids);
  g_autofree char *name = take_name (campaign, ids,
                                     g_strdup_printf (ngettext ("Move Activity", "Move %u Activities", n), n),
                                     g_strdup_printf (ngettext ("Move Element", "Move %u Elements", n), n));
  g_autoptr (FfEdit) edit = ff_edit_new (name);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int x, y;

      if (get_place (campaign, ids[i], &x, &y))
        ff_edit_move (edit, campaign, ids[i], x + dx, y + dy);
    }

  return ff_draft_apply (draft, edit, merge_key);
}

gboolean
ff_canvas_edits_delete (FfDraft           *draft,
                        const char *const *ids,
                        gboolean           reconnect)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  guint n = g_strv_length ((char **) ids);
  g_autofree char *name = NULL;
  g_autoptr (FfEdit) edit = NULL;
  g_auto (GStrv) own = g_strdupv ((char **) ids);

  if (n > 0 && count_kind (campaign, ids, FF_ELEMENT_TRANSITION) == n)
    name = g_strdup_printf (ngettext ("Disconnect", "Remove %u Transitions", n), n);
  else if (reconnect)
    name = take_name (campaign, ids,
                      g_strdup_printf (ngettext ("Delete Activity and Reconnect", "Delete %u Activities and Reconnect", n), n),
                      g_strdup_printf (ngettext ("Delete Element and Reconnect", "Delete %u Elements and Reconnect", n), n));
  else
    name = take_name (campaign, ids, g_strdup_printf (ngettext ("Delete Activity", "Delete %u Activities", n), n),
                      g_strdup_printf (ngettext ("Delete Element", "Delete %u Elements", n), n));
  edit = ff_edit_new (name);

  for (guint i = 0; own[i] != NULL; i++)
    {
      FfElementKind kind;

      if (!find_kind (campaign, own[i], &kind))
        continue;

      if (kind == FF_ELEMENT_ACTIVITY)
        ff_edit_remove_activity (edit, campaign, own[i], reconnect);
      else if (kind == FF_ELEMENT_TRANSITION)
        ff_edit_disconnect (edit, campaign, own[i]);
      else
        ff_edit_set_element (edit, campaign, kind, own[i], NULL);
    }

  if (!ff_draft_apply (draft, edit, NULL))
    return FALSE;

  ff_draft_select (draft, NULL, FALSE);
  return TRUE;
}

gboolean
ff_canvas_edits_connect (FfDraft    *draft,
                         const char *from,
                         const char *from_port,
                         const char *to,
                         const char *to_port)
{
  g_autoptr (FfEdit) edit = ff_edit_new (_("Connect"));
  g_autofree char *refusal = ff_activity_dup_refusal (ff_draft_get_campaign (draft), from, from_port, to, to_port);
  g_autofree char *id = NULL;

  if (refusal != NULL)
    return FALSE;

  id = ff_edit_connect (edit, ff_draft_get_campaign (draft), from, from_port, to, to_port);
  return id != NULL && ff_draft_apply (draft, edit, NULL);
}

static gboolean
paste (FfDraft     *draft,
       const char  *text,
       const char  *name,
       FfPoint      at,
       GError     **error)
{
  g_autoptr (FfEdit) edit = ff_edit_new (name);
  g_auto (GStrv) ids = NULL;

  if (!ff_fragment_paste (ff_draft_get_campaign (draft), text, at.x, at.y, edit, &ids, error))
    return FALSE;

  if (!ff_draft_apply (draft, edit, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, _("This campaign cannot be changed."));
      return FALSE;
    }

  ff_draft_select (draft, (const char *const *) ids, FALSE);
  return TRUE;
}

gboolean
ff_canvas_edits_duplicate (FfDraft           *draft,
                           const char *const *ids,
                           FfPoint            at)
{
  g_autofree char *text = ff_fragment_copy (ff_draft_get_campaign (draft), ids);

  return paste (draft, text, _("Duplicate"), at, NULL);
}

gboolean
ff_canvas_edits_paste (FfDraft     *draft,
                       const char  *text,
                       FfPoint      at,
                       GError     **error)
{
  return paste (draft, text, _("Paste"), at, error);
}

gboolean
ff_canvas_edits_bypass (FfDraft           *draft,
                        const char *const *ids)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  gboolean all_bypassed = TRUE;
  g_autoptr (FfEdit) edit = NULL;
  g_autoptr (FfJson) mode = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const FfActivity *activity = ff_campaign_find_activity (campaign, ids[i]);

      all_bypassed = all_bypassed && (activity == NULL || activity->mode == FF_MODE_BYPASSED);
    }

  edit = ff_edit_new (all_bypassed ? _("Include Activity") : _("Bypass Activity"));
  if (!all_bypassed)
    mode = ff_json_new_string ("bypassed");

  for (guint i = 0; ids[i] != NULL; i++)
    if (ff_campaign_find_activity (campaign, ids[i]) != NULL)
      ff_edit_set_activity (edit, campaign, ids[i], "mode", mode);

  return ff_draft_apply (draft, edit, NULL);
}

/* Activities and transitions have a label, notes a text, frames a title. */
static const char *
get_name_member (FfElementKind kind)
{
  switch (kind)
    {
    case FF_ELEMENT_NOTE:
      return "text";
    case FF_ELEMENT_FRAME:
      return "title";
    case FF_ELEMENT_ACTIVITY:
    case FF_ELEMENT_TRANSITION:
    default:
      return "label";
    }
}

gboolean
ff_canvas_edits_rename (FfDraft    *draft,
                        const char *id,
                        const char *name)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  g_autoptr (FfEdit) edit = NULL;
  g_autoptr (FfJson) value = ff_json_new_string (name);
  g_autoptr (FfJson) after = NULL;
  FfElementKind kind;
  FfJson *before;

  if (!find_kind (campaign, id, &kind))
    return FALSE;

  before = ff_campaign_get_element (campaign, kind, id);
  if (g_str_equal (ff_json_get_member_string (before, get_name_member (kind), ""), name))
    return TRUE;

  edit = ff_edit_new (kind == FF_ELEMENT_NOTE ? _("Edit Note") : _("Rename"));
  after = *name == '\0' && kind != FF_ELEMENT_NOTE ? ff_json_without_member (before, get_name_member (kind))
                                                   : ff_json_with_member (before, get_name_member (kind), value);
  ff_edit_set_element (edit, campaign, kind, id, after);

  return ff_draft_apply (draft, edit, NULL);
}

static void
place_frame (FfEdit       *edit,
             FfCampaign   *campaign,
             const char   *id,
             const FfRect *place)
{
  FfJson *frame = ff_campaign_get_element (campaign, FF_ELEMENT_FRAME, id);
  g_autoptr (FfJson) width = ff_json_new_integer (ceil (place->width));
  g_autoptr (FfJson) height = ff_json_new_integer (ceil (place->height));
  g_autoptr (FfJson) wider = NULL;
  g_autoptr (FfJson) after = NULL;

  if (!ff_json_get_member_boolean (frame, "collapsed", FALSE))
    {
      wider = ff_json_with_member (frame, "width", width);
      after = ff_json_with_member (wider, "height", height);
      ff_edit_set_element (edit, campaign, FF_ELEMENT_FRAME, id, after);
    }
  ff_edit_move (edit, campaign, id, round (place->x), round (place->y));
}

/* What a collapsed frame hides goes as far as the frame. */
static void
carry_hidden (FfEdit        *edit,
              FfCampaign    *campaign,
              const FfFrame *frame,
              const FfRect  *place,
              GHashTable    *places)
{
  FfRect area = { frame->x, frame->y, frame->width, frame->height };

  for (guint i = 0; i < ff_campaign_get_n_activities (campaign); i++)
    {
      const FfActivity *activity = ff_campaign_get_activity (campaign, i);
      FfPoint middle = { activity->x + FF_CARD_WIDTH_PX / 2, activity->y + FF_CARD_HEAD_PX / 2 };

      if (!g_hash_table_contains (places, activity->id) && ff_rect_contains (&area, middle))
        ff_edit_move (edit, campaign, activity->id, activity->x + round (place->x) - frame->x,
                      activity->y + round (place->y) - frame->y);
    }
}

gboolean
ff_canvas_edits_tidy (FfDraft *draft,
                      FfScene *scene)
{
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  g_autoptr (GHashTable) places = ff_tidy_dup_places (scene);
  g_autoptr (FfEdit) edit = ff_edit_new (_("Tidy Up"));
  GHashTableIter iter;
  gpointer id, place;

  for (guint i = 0; i < ff_campaign_get_n_frames (campaign); i++)
    {
      const FfFrame *frame = ff_campaign_get_frame (campaign, i);
      const FfRect *to = g_hash_table_lookup (places, frame->id);

      if (frame->collapsed && to != NULL)
        carry_hidden (edit, campaign, frame, to, places);
    }

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &id, &place))
    {
      const FfRect *to = place;
      FfElementKind kind;

      if (!find_kind (campaign, id, &kind))
        continue;

      if (kind == FF_ELEMENT_FRAME)
        place_frame (edit, campaign, id, to);
      else
        ff_edit_move (edit, campaign, id, round (to->x), round (to->y));
    }

  return ff_draft_apply (draft, edit, NULL);
}
