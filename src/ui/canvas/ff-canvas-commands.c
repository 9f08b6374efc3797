/* The commands of the canvas, "canvas.*": what keys, menus, buttons and the
 * pointer run. Each is enabled only while it can. Main thread. */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/ff-graph.h"
#include "ui/canvas/ff-canvas-edits.h"
#include "ui/canvas/ff-canvas-pointer.h"
#include "ui/canvas/ff-canvas-private.h"
#include "ui/compare/ff-overlap-sheet.h"
#include "ui/canvas/ff-canvas-rename.h"
#include "ui/canvas/ff-canvas-walk.h"

/* One key press of zoom. */
#define ZOOM_STEP 1.25
/* Ten units at once with Shift. */
#define FAR 10

#define NUDGE_KEY "canvas.nudge"

/* ---- What a command is about. */

static char *
dup_only_target (FfCanvas *self)
{
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  return g_strv_length (targets) == 1 ? g_strdup (targets[0]) : NULL;
}

static void
select_all_of (FfCanvas          *self,
               const char *const *ids)
{
  ff_draft_select (self->draft, ids, FALSE);
}

/* ---- Adding and joining. */

static void
add_activity_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_autofree char *target = dup_only_target (self);
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);

  if (target != NULL && (ff_canvas_can_connect (self, target) || ff_campaign_find_transition (campaign, target) != NULL))
    ff_canvas_ask_after (self, target, NULL);
  else
    ff_canvas_ask_alone (self, (FfPoint) { gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0,
                                           gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0 });
}

/* After or before a port at a place of the view; an empty id: alone. A port that has a line already gives way to what is added. */
static void
add_at_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  const char *activity, *port;
  gboolean is_input;
  FfPoint at;
  FfHit hit;

  g_variant_get (parameter, "(&s&sbdd)", &activity, &port, &is_input, &at.x, &at.y);
  hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, at.x, at.y));

  if (*activity == '\0')
    ff_canvas_ask_alone (self, at);
  else if (hit.kind == FF_HIT_PORT && !is_input)
    ff_canvas_ask_after (self, activity, port);
  else
    ff_canvas_ask_joined (self, activity, port, is_input, at);
}

static void
insert_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  ff_canvas_insert (user_data, g_variant_get_string (parameter, NULL));
}

static void
connect_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_autofree char *target = dup_only_target (self);

  if (target != NULL)
    ff_canvas_ask_connect (self, target);
}

static void
disconnect_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_autofree char *target = dup_only_target (self);
  const char *ids[] = { target, NULL };

  if (target == NULL)
    return;

  if (ff_campaign_find_transition (ff_draft_get_campaign (self->draft), target) != NULL)
    ff_canvas_edits_delete (self->draft, ids, FALSE);
  else
    ff_canvas_ask_disconnect (self, target);
}

/* ---- Looking. */

static void
show_people_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  FfCanvas *self = user_data;
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  for (guint i = 0; targets[i] != NULL; i++)
    {
      const FfTransition *transition = ff_campaign_find_transition (campaign, targets[i]);
      const FfActivity *activity = ff_campaign_find_activity (campaign, targets[i]);
      g_autoptr (GPtrArray) outputs = activity != NULL ? ff_activity_dup_outputs (activity, FALSE) : NULL;

      if (transition != NULL)
        ff_draft_set_active (self->draft, transition->from, transition->from_port);
      else if (outputs != NULL && outputs->len > 0)
        ff_draft_set_active (self->draft, activity->id, ((FfOutput *) outputs->pdata[0])->id);
      else
        continue;
      return;
    }
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FfCanvas *self = user_data;
  const char *focused[] = { ff_canvas_view_get_focused (self->view), NULL };

  if (ff_draft_get_selection (self->draft)[0] == NULL)
    select_all_of (self, focused);
  g_signal_emit_by_name (self, "edit-requested");
}

static void
overlap_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_signal_emit_by_name (user_data, "overlap-requested");
}

static void
changes_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_signal_emit_by_name (user_data, "changes-requested");
}

static void
zoom_in_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ff_canvas_view_zoom_by (((FfCanvas *) user_data)->view, ZOOM_STEP);
}

static void
zoom_out_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ff_canvas_view_zoom_by (((FfCanvas *) user_data)->view, 1 / ZOOM_STEP);
}

static void
zoom_100_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ff_canvas_view_zoom_smoothly (((FfCanvas *) user_data)->view, 1.0);
}

static void
zoom_to_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  ff_canvas_view_zoom_smoothly (((FfCanvas *) user_data)->view, g_variant_get_int32 (parameter) / 100.0);
}

static void
zoom_fit_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ff_canvas_view_fit (((FfCanvas *) user_data)->view);
}

static void
minimap_cb (GSimpleAction *action,
            GVariant      *state,
            gpointer       user_data)
{
  FfCanvas *self = user_data;

  gtk_widget_set_visible (self->minimap, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

/* ---- Editing. */

static void
rename_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_autofree char *target = dup_only_target (self);

  if (target != NULL)
    ff_canvas_rename (GTK_OVERLAY (self->overlay), self->view, target);
}

static void
bypass_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  ff_canvas_edits_bypass (self->draft, (const char *const *) targets);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  ff_canvas_copy (self, (const char *const *) targets);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  ff_canvas_edits_delete (self->draft, (const char *const *) targets, FALSE);
}

static void
delete_and_reconnect_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  ff_canvas_edits_delete (self->draft, (const char *const *) targets, TRUE);
}

static void
cut_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  copy_cb (action, parameter, user_data);
  delete_cb (action, parameter, user_data);
}

static void
paste_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  ff_canvas_paste (user_data);
}

static void
duplicate_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  FfCanvas *self = user_data;
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  ff_canvas_duplicate (self, (const char *const *) targets);
}

static void
tidy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FfCanvas *self = user_data;

  ff_canvas_edits_tidy (self->draft, ff_canvas_view_get_scene (self->view));
  ff_canvas_view_fit (self->view);
}

/* ---- Selection and focus. */

static void
select_all_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  FfCanvas *self = user_data;
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < scene->n_cards; i++)
    g_ptr_array_add (ids, scene->cards[i]->id);
  for (guint i = 0; i < scene->n_notes; i++)
    g_ptr_array_add (ids, scene->notes[i]->id);
  for (guint i = 0; i < scene->n_frames; i++)
    g_ptr_array_add (ids, scene->frames[i]->id);
  g_ptr_array_add (ids, NULL);

  ff_draft_select (self->draft, (const char *const *) ids->pdata, FALSE);
}

static void
select_none_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  ff_draft_select (((FfCanvas *) user_data)->draft, NULL, FALSE);
}

static void
cancel_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  gboolean is_counting;

  if (ff_canvas_pointer_cancel (self->view))
    return;

  if (ff_draft_get_selection (self->draft)[0] != NULL)
    {
      ff_draft_select (self->draft, NULL, FALSE);
      return;
    }

  g_object_get (self->draft, "counting", &is_counting, NULL);
  if (is_counting)
    ff_draft_cancel (self->draft);
}

static FfWalk
get_way (GVariant *parameter)
{
  const char *way = g_variant_get_string (parameter, NULL);

  return g_str_equal (way, "left") ? FF_WALK_LEFT : g_str_equal (way, "right") ? FF_WALK_RIGHT
       : g_str_equal (way, "up") ? FF_WALK_UP : FF_WALK_DOWN;
}

static void
go_to (FfCanvas   *self,
       const char *id,
       gboolean    add)
{
  const char *ids[] = { id, NULL };

  if (id == NULL)
    return;

  ff_canvas_view_focus (self->view, id);
  ff_canvas_view_reveal_element (self->view, id);
  ff_draft_select (self->draft, ids, add);
}

static const char *
find_end (FfCanvas *self,
          gboolean  last)
{
  const char *const *order = ff_canvas_view_get_order (self->view);
  guint n = g_strv_length ((char **) order);

  return n == 0 ? NULL : order[last ? n - 1 : 0];
}

static const char *
find_next (FfCanvas *self,
           GVariant *parameter)
{
  const char *focused = ff_canvas_view_get_focused (self->view);

  if (*focused == '\0')
    return find_end (self, FALSE);

  return ff_canvas_walk (ff_canvas_view_get_scene (self->view), focused, get_way (parameter));
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  go_to (user_data, find_next (user_data, parameter), FALSE);
}

/* A selection of several has no counts in it: they could not be moved with it. */
static void
extend_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  FfCanvas *self = user_data;
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  const char *next = find_next (self, parameter);

  if (next != NULL && ff_scene_find_transition (scene, next) != NULL)
    next = ff_canvas_walk (scene, next, get_way (parameter));
  go_to (self, next, TRUE);
}

static void
first_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  go_to (user_data, find_end (user_data, FALSE), FALSE);
}

static void
last_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  go_to (user_data, find_end (user_data, TRUE), FALSE);
}

static void
nudge (FfCanvas *self,
       FfWalk    way,
       int       units)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);
  g_auto (GStrv) moving = ff_canvas_edits_dup_moving (scene, (const char *const *) targets);
  int step = units * FF_GRID_PX;
  int dx = way == FF_WALK_LEFT ? -step : way == FF_WALK_RIGHT ? step : 0;
  int dy = way == FF_WALK_UP ? -step : way == FF_WALK_DOWN ? step : 0;

  if (moving[0] == NULL)
    return;

  ff_canvas_edits_move (self->draft, (const char *const *) moving, scene->is_rtl ? -dx : dx, dy, NUDGE_KEY);
  ff_canvas_view_reveal_element (self->view, moving[0]);
}

static void
nudge_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  nudge (user_data, get_way (parameter), 1);
}

static void
nudge_far_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  nudge (user_data, get_way (parameter), FAR);
}

/* ---- Menus. */

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  FfCanvas *self = user_data;
  const char *focused = ff_canvas_view_get_focused (self->view);
  const char *ids[] = { focused, NULL };
  FfRect place;

  if (*focused == '\0' || !ff_canvas_find_place (ff_canvas_view_get_scene (self->view), focused, &place))
    {
      ff_canvas_open_menu (self, NULL, (FfPoint) { gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0,
                                                   gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0 });
      return;
    }

  if (!ff_draft_is_selected (self->draft, focused))
    select_all_of (self, ids);
  ff_canvas_view_reveal (self->view, &place);
  place = ff_canvas_view_from_canvas (self->view, &place);
  ff_canvas_open_menu (self, focused, (FfPoint) { place.x + place.width / 2, place.y + place.height });
}

static void
menu_at_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  FfCanvas *self = user_data;
  FfPoint at;
  FfHit hit;

  g_variant_get (parameter, "(dd)", &at.x, &at.y);
  hit = ff_canvas_view_hit (self->view, ff_canvas_view_to_canvas (self->view, at.x, at.y));
  ff_canvas_open_menu (self, hit.kind != FF_HIT_NOTHING ? hit.id : NULL, at);
}

static const GActionEntry entries[] = {
  { "add-activity", add_activity_cb },
  { "add-at", add_at_cb, "(ssbdd)" },
  { "insert", insert_cb, "s" },
  { "connect", connect_cb },
  { "disconnect", disconnect_cb },
  { "show-people", show_people_cb },
  { "overlap", overlap_cb },
  { "changes", changes_cb },
  { "edit", edit_cb },
  { "rename", rename_cb },
  { "bypass", bypass_cb },
  { "cut", cut_cb },
  { "copy", copy_cb },
  { "paste", paste_cb },
  { "duplicate", duplicate_cb },
  { "delete", delete_cb },
  { "delete-and-reconnect", delete_and_reconnect_cb },
  { "select-all", select_all_cb },
  { "select-none", select_none_cb },
  { "cancel", cancel_cb },
  { "go", go_cb, "s" },
  { "extend", extend_cb, "s" },
  { "first", first_cb },
  { "last", last_cb },
  { "nudge", nudge_cb, "s" },
  { "nudge-far", nudge_far_cb, "s" },
  { "menu", menu_cb },
  { "menu-at", menu_at_cb, "(dd)" },
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "zoom-100", zoom_100_cb },
  { "zoom-to", zoom_to_cb, "i" },
  { "zoom-fit", zoom_fit_cb },
  { "tidy", tidy_cb },
  { "minimap", NULL, NULL, "true", minimap_cb },
};

void
ff_canvas_add_commands (FfCanvas *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

static void
enable (FfCanvas   *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
has_transitions (FfCampaign *campaign,
                 const char *activity)
{
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (campaign, activity, NULL);
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (campaign, activity, NULL);

  return inbound->len + outbound->len > 0;
}

/**
 * ff_canvas_update_commands:
 * @self: the canvas
 *
 * Enables what can run now. Called when document, selection or focus are new.
 */
void
ff_canvas_update_commands (FfCanvas *self)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);
  g_autofree char *only = dup_only_target (self);
  gboolean can_edit = !ff_campaign_is_read_only (campaign);
  guint n_targets = g_strv_length (targets);
  guint n_activities = 0;
  guint n_transitions = 0;
  gboolean has_people = FALSE;
  gboolean is_joined;

  for (guint i = 0; targets[i] != NULL; i++)
    {
      gboolean is_activity = ff_campaign_find_activity (campaign, targets[i]) != NULL;
      gboolean is_transition = !is_activity && ff_campaign_find_transition (campaign, targets[i]) != NULL;

      n_activities += is_activity;
      n_transitions += is_transition;
      has_people = has_people || is_transition || (is_activity && ff_canvas_can_connect (self, targets[i]));
    }

  is_joined = only != NULL && (n_transitions == 1 || has_transitions (campaign, only));

  enable (self, "add-activity", can_edit);
  enable (self, "add-at", can_edit);
  enable (self, "insert", can_edit);
  enable (self, "paste", can_edit);
  enable (self, "tidy", can_edit && ff_canvas_view_get_scene (self->view)->n_cards > 0);
  enable (self, "connect", can_edit && only != NULL && ff_canvas_can_connect (self, only));
  enable (self, "disconnect", can_edit && is_joined);
  enable (self, "show-people", has_people);
  enable (self, "overlap", ff_overlap_sheet_can_new (self->draft));
  enable (self, "edit", n_targets > 0);
  enable (self, "rename", can_edit && only != NULL && n_transitions == 0);
  enable (self, "bypass", can_edit && n_activities > 0);
  enable (self, "copy", n_targets > n_transitions);
  enable (self, "cut", can_edit && n_targets > n_transitions);
  enable (self, "duplicate", can_edit && n_targets > n_transitions);
  enable (self, "delete", can_edit && n_targets > 0);
  enable (self, "delete-and-reconnect", can_edit && n_activities > 0);
  enable (self, "nudge", can_edit);
  enable (self, "nudge-far", can_edit);
}
