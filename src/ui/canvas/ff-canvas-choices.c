/* Asks what to add, what to connect to, what to part from, and does it. Main
 * thread. */

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/ff-graph.h"
#include "picture/ff-snap.h"
#include "ui/canvas/ff-canvas-edits.h"
#include "ui/canvas/ff-canvas-insert.h"
#include "ui/canvas/ff-canvas-picker.h"
#include "ui/canvas/ff-canvas-private.h"
#include "ui/canvas/ff-canvas-walk.h"

/* What a picker was opened for. */
typedef struct
{
  FfCanvas *canvas;
  char     *activity;  /* to come after, before or from; a transition to go into; NULL: alone */
  char     *port;
  gboolean  is_input;
  FfPoint   at;        /* of the canvas */
} Asked;

static Asked *
new_asked (FfCanvas   *canvas,
           const char *activity,
           const char *port,
           gboolean    is_input,
           FfPoint     at)
{
  Asked *self = g_new0 (Asked, 1);

  self->canvas = canvas;
  self->activity = g_strdup (activity);
  self->port = g_strdup (port);
  self->is_input = is_input;
  self->at = at;

  return self;
}

static void
free_asked (gpointer data)
{
  Asked *self = data;

  g_free (self->activity);
  g_free (self->port);
  g_free (self);
}

static FfTint
get_tint (FfCategory category)
{
  return category == FF_CATEGORY_FLOW ? FF_TINT_FLOW : category == FF_CATEGORY_SEND ? FF_TINT_SEND : FF_TINT_AUDIENCE;
}

static GPtrArray *
list_types (FfCanvasFit fit)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_canvas_choice_free);
  guint n_types;
  const FfActivityType *const *types = ff_activity_types_get (&n_types);

  for (guint category = FF_CATEGORY_AUDIENCE; category <= FF_CATEGORY_SEND; category++)
    for (guint i = 0; i < n_types; i++)
      if (types[i]->category == category && ff_canvas_type_fits (types[i], fit))
        g_ptr_array_add (choices, ff_canvas_choice_new (types[i]->id, _(types[i]->name), NULL,
                                                        ff_glyph_find (types[i]->glyph), get_tint (types[i]->category)));

  if (fit == FF_CANVAS_FITS_ALONE)
    {
      g_ptr_array_add (choices, ff_canvas_choice_new (FF_CANVAS_NOTE, _("Note"), NULL, ff_glyph_find ("note"), FF_TINT_NOTES));
      g_ptr_array_add (choices,
                       ff_canvas_choice_new (FF_CANVAS_FRAME, _("Frame"), NULL, ff_glyph_find ("frame"), FF_TINT_NOTES));
    }

  return choices;
}

/* The new thing has the focus and is in view. */
static void
show_added (FfCanvas   *self,
            const char *id)
{
  g_autofree char *own = g_strdup (id);

  if (own == NULL)
    return;

  ff_canvas_view_focus (self->view, own);
  ff_canvas_view_reveal_element (self->view, own);
}

static void
open_picker (FfCanvas       *self,
             FfPoint         at,
             const char     *title,
             GPtrArray      *choices,
             FfCanvasPicked  picked,
             Asked          *asked)
{
  graphene_point_t there = GRAPHENE_POINT_INIT (at.x, at.y);
  GdkRectangle place;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &there, &there))
    there = GRAPHENE_POINT_INIT (at.x, at.y);

  place = (GdkRectangle) { there.x, there.y, 1, 1 };
  ff_canvas_picker_open (GTK_WIDGET (self), &place, title, choices, picked, asked, free_asked);
}

/* Below an element, in pixels of the view. */
static FfPoint
get_anchor (FfCanvas   *self,
            const char *id)
{
  FfRect place;
  FfRect area;

  if (!ff_canvas_find_place (ff_canvas_view_get_scene (self->view), id, &place))
    return (FfPoint) { gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0 };

  ff_canvas_view_reveal (self->view, &place);
  area = ff_canvas_view_from_canvas (self->view, &place);
  return (FfPoint) { area.x + area.width / 2, area.y + area.height };
}

static void
add_alone_cb (const char *type,
              gpointer    user_data)
{
  Asked *asked = user_data;
  FfCanvas *self = asked->canvas;
  FfRect size = ff_canvas_measure (type, ff_canvas_view_get_typesetter (self->view));
  FfRect place = { ff_snap_to_grid (asked->at.x - size.width / 2),
                   ff_snap_to_grid (asked->at.y - MIN (size.height, FF_CARD_HEAD_PX) / 2), size.width, size.height };

  place = ff_canvas_view_to_document (self->view, &place);
  show_added (self, ff_canvas_insert_alone (self->draft, type, (FfPoint) { place.x, place.y }));
}

void
ff_canvas_ask_alone (FfCanvas *self,
                     FfPoint   at)
{
  open_picker (self, at, _("Add Activity"), list_types (FF_CANVAS_FITS_ALONE), add_alone_cb,
               new_asked (self, NULL, NULL, FALSE, ff_canvas_view_to_canvas (self->view, at.x, at.y)));
}

static void
add_joined_cb (const char *type,
               gpointer    user_data)
{
  Asked *asked = user_data;
  FfCanvas *self = asked->canvas;
  FfRect size = ff_canvas_measure (type, ff_canvas_view_get_typesetter (self->view));
  const FfCanvasEnd end = { asked->activity, asked->port, asked->is_input };
  gboolean grows_left = asked->is_input != ff_canvas_view_get_painter (self->view)->is_rtl;
  /* The line ends at the pointer, and so does the port that takes it. */
  FfRect place = { ff_snap_to_grid (asked->at.x - (grows_left ? size.width : 0)),
                   ff_snap_to_grid (asked->at.y - MIN (size.height, FF_CARD_HEAD_PX) / 2), size.width, size.height };

  place = ff_canvas_view_to_document (self->view, &place);
  show_added (self, ff_canvas_insert_joined (self->draft, type, (FfPoint) { place.x, place.y }, &end));
}

void
ff_canvas_ask_joined (FfCanvas   *self,
                      const char *activity,
                      const char *port,
                      gboolean    is_input,
                      FfPoint     at)
{
  open_picker (self, at, is_input ? _("Add Activity Before") : _("Add Activity After"),
               list_types (is_input ? FF_CANVAS_FITS_BEFORE : FF_CANVAS_FITS_AFTER), add_joined_cb,
               new_asked (self, activity, port, is_input, ff_canvas_view_to_canvas (self->view, at.x, at.y)));
}

static const char *
insert_after (FfCanvas   *self,
              const char *type,
              const char *id,
              const char *port)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  FfRect size = ff_canvas_measure (type, ff_canvas_view_get_typesetter (self->view));

  if (ff_scene_find_transition (scene, id) != NULL)
    return ff_canvas_insert_into (self->draft, scene, type, &size, id);

  return ff_canvas_insert_after (self->draft, scene, type, &size, id, port);
}

static void
add_after_cb (const char *type,
              gpointer    user_data)
{
  Asked *asked = user_data;

  show_added (asked->canvas, insert_after (asked->canvas, type, asked->activity, asked->port));
}

void
ff_canvas_ask_after (FfCanvas   *self,
                     const char *id,
                     const char *port)
{
  gboolean is_between = ff_scene_find_transition (ff_canvas_view_get_scene (self->view), id) != NULL;

  open_picker (self, get_anchor (self, id), is_between ? _("Insert Activity") : _("Add Activity After"),
               list_types (is_between ? FF_CANVAS_FITS_BETWEEN : FF_CANVAS_FITS_AFTER), add_after_cb,
               new_asked (self, id, port, FALSE, (FfPoint) { 0, 0 }));
}

/* The one activity or transition that something can come after. */
static char *
dup_predecessor (FfCanvas *self)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_auto (GStrv) targets = ff_canvas_dup_targets (self);

  if (g_strv_length (targets) != 1)
    return NULL;

  if (ff_campaign_find_activity (campaign, targets[0]) == NULL && ff_campaign_find_transition (campaign, targets[0]) == NULL)
    return NULL;

  return g_strdup (targets[0]);
}

void
ff_canvas_insert (FfCanvas   *self,
                  const char *type)
{
  const FfActivityType *activity_type = ff_activity_type_find (type);
  FfRect visible = ff_canvas_view_get_visible (self->view);
  FfPoint middle = ff_rect_get_center (&visible);
  g_autofree char *before = dup_predecessor (self);
  const char *added = NULL;
  FfRect size, place;

  if (activity_type == NULL && !g_str_equal (type, FF_CANVAS_NOTE) && !g_str_equal (type, FF_CANVAS_FRAME))
    return;

  if (activity_type != NULL && before != NULL && ff_canvas_type_fits (activity_type, FF_CANVAS_FITS_AFTER))
    added = insert_after (self, type, before, NULL);

  if (added == NULL)
    {
      size = ff_canvas_measure (type, ff_canvas_view_get_typesetter (self->view));
      place = (FfRect) { ff_snap_to_grid (middle.x - size.width / 2), ff_snap_to_grid (middle.y - size.height / 2),
                         size.width, size.height };
      place = ff_canvas_view_to_document (self->view, &place);
      added = ff_canvas_insert_alone (self->draft, type,
                                      ff_canvas_find_room (ff_canvas_view_get_scene (self->view), &place));
    }

  show_added (self, added);
}

/* ---- Connecting. */

/* Ids of ports may hold anything but this. */
#define MARK "\x1f"

static void
add_targets (FfCanvas       *self,
             const char     *activity,
             const FfOutput *output,
             gboolean        is_only,
             GPtrArray      *choices)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_autoptr (GPtrArray) order = ff_graph_dup_order (campaign);

  for (guint i = 0; i < order->len; i++)
    {
      const FfActivity *target = order->pdata[i];
      const FfActivityType *type = ff_activity_type_find (target->type);
      g_autofree char *title = ff_activity_dup_title (target);

      for (const FfPort *port = type != NULL ? type->inputs : NULL; port != NULL && port->id != NULL; port++)
        {
          g_autofree char *refusal = ff_activity_dup_refusal (campaign, activity, output->id, target->id, port->id);
          g_autofree char *id = NULL;
          g_autofree char *detail = NULL;

          if (refusal != NULL)
            continue;

          id = g_strjoin (MARK, output->id, target->id, port->id, NULL);
          if (!is_only)
            /* Translators: %s is the name of an output of an activity. */
            detail = g_strdup_printf (_("from %s"), output->label);
          else if (port->label != NULL)
            detail = g_strdup (_(port->label));
          g_ptr_array_add (choices, ff_canvas_choice_new (id, title, detail, ff_glyph_find (ff_activity_get_glyph (target)),
                                                          get_tint (type->category)));
        }
    }
}

static GPtrArray *
list_targets (FfCanvas   *self,
              const char *activity)
{
  const FfActivity *element = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), activity);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_canvas_choice_free);
  g_autoptr (GPtrArray) outputs = element != NULL ? ff_activity_dup_outputs (element, FALSE) : NULL;

  for (guint i = 0; outputs != NULL && i < outputs->len; i++)
    add_targets (self, activity, outputs->pdata[i], outputs->len == 1, choices);

  return choices;
}

static void
connect_cb (const char *id,
            gpointer    user_data)
{
  Asked *asked = user_data;
  g_auto (GStrv) parts = g_strsplit (id, MARK, 3);

  ff_canvas_edits_connect (asked->canvas->draft, asked->activity, parts[0], parts[1], parts[2]);
  ff_canvas_view_focus (asked->canvas->view, asked->activity);
}

gboolean
ff_canvas_can_connect (FfCanvas   *self,
                       const char *activity)
{
  const FfActivity *element = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), activity);
  g_autoptr (GPtrArray) outputs = element != NULL ? ff_activity_dup_outputs (element, FALSE) : NULL;

  return outputs != NULL && outputs->len > 0;
}

void
ff_canvas_ask_connect (FfCanvas   *self,
                       const char *activity)
{
  open_picker (self, get_anchor (self, activity), _("Connect To"), list_targets (self, activity), connect_cb,
               new_asked (self, activity, NULL, FALSE, (FfPoint) { 0, 0 }));
}

static void
disconnect_cb (const char *id,
               gpointer    user_data)
{
  Asked *asked = user_data;
  const char *ids[] = { id, NULL };

  ff_canvas_edits_delete (asked->canvas->draft, ids, FALSE);
  ff_canvas_view_focus (asked->canvas->view, asked->activity);
}

static void
add_transitions (FfCanvas   *self,
                 GPtrArray  *transitions,
                 gboolean    are_inbound,
                 GPtrArray  *choices)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);

  for (guint i = 0; i < transitions->len; i++)
    {
      const FfTransition *transition = transitions->pdata[i];
      const FfActivity *other = ff_campaign_find_activity (campaign, are_inbound ? transition->from : transition->to);
      const FfActivityType *type = ff_activity_type_find (other->type);
      g_autofree char *title = ff_activity_dup_title (other);

      g_ptr_array_add (choices, ff_canvas_choice_new (transition->id, title,
                                                      /* Translators: which side of an activity another one is on. */
                                                      are_inbound ? C_("transition", "before") : C_("transition", "after"),
                                                      ff_glyph_find (ff_activity_get_glyph (other)),
                                                      type != NULL ? get_tint (type->category) : FF_TINT_PLAIN));
    }
}

void
ff_canvas_ask_disconnect (FfCanvas   *self,
                          const char *activity)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_autoptr (GPtrArray) inbound = ff_graph_dup_inbound (campaign, activity, NULL);
  g_autoptr (GPtrArray) outbound = ff_graph_dup_outbound (campaign, activity, NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_canvas_choice_free);

  add_transitions (self, inbound, TRUE, choices);
  add_transitions (self, outbound, FALSE, choices);
  open_picker (self, get_anchor (self, activity), _("Disconnect"), choices, disconnect_cb,
               new_asked (self, activity, NULL, FALSE, (FfPoint) { 0, 0 }));
}
