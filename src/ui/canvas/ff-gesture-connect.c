/* Draws a transition from port to port. Activities that cannot take it fade,
 * and say why under the pointer; let go on empty canvas, it asks what to add. */

#include "ui/canvas/ff-gesture.h"

#include "activities/ff-activity-type.h"
#include "ui/canvas/ff-canvas-edits.h"

/* So near to a card its port pulls, on screen. */
#define PULL_PX 20.0

typedef struct
{
  FfCanvasView *view;
  char         *card;     /* where it started */
  char         *port;
  gboolean      is_input; /* started at an input: it ends where people come from */
  FfPoint       from;
} Connect;

static char *
dup_refusal (Connect    *self,
             const char *card,
             const char *port)
{
  FfCampaign *campaign = ff_canvas_view_get_campaign (self->view);

  if (self->is_input)
    return ff_activity_dup_refusal (campaign, card, port, self->card, self->port);

  return ff_activity_dup_refusal (campaign, self->card, self->port, card, port);
}

/* Adds the ports of @card that take the line; FALSE when none does. */
static gboolean
offer (Connect           *self,
       const FfSceneCard *card,
       GPtrArray         *targets)
{
  gboolean takes = FALSE;

  for (guint i = 0; i < card->n_ports; i++)
    {
      const FfScenePort *port = &card->ports[i];
      g_autofree char *refusal = NULL;

      if (port->is_input == self->is_input)
        continue;

      refusal = dup_refusal (self, card->id, port->id);
      if (refusal != NULL)
        continue;

      takes = TRUE;
      g_ptr_array_add (targets, ff_canvas_target_new (card->id, port->id, port->is_input));
    }

  return takes;
}

static gpointer
begin (FfCanvasView    *view,
       const FfHit     *hit,
       FfPoint          start,
       GdkModifierType  modifiers)
{
  FfScene *scene = ff_canvas_view_get_scene (view);
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (view);
  Connect *self;

  if (ff_canvas_view_is_read_only (view))
    return NULL;

  self = g_new0 (Connect, 1);
  self->view = view;
  self->card = g_strdup (hit->id);
  self->port = g_strdup (hit->port->id);
  self->is_input = hit->port->is_input;
  self->from = hit->port->at;

  feedback->faded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  feedback->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_canvas_target_free);
  for (guint i = 0; i < scene->n_cards; i++)
    if (!offer (self, scene->cards[i], feedback->targets) && !g_str_equal (scene->cards[i]->id, self->card))
      g_hash_table_add (feedback->faded, g_strdup (scene->cards[i]->id));

  return self;
}

static const FfSceneCard *
find_card_near (Connect *self,
                FfPoint  at)
{
  FfScene *scene = ff_canvas_view_get_scene (self->view);
  double pull = PULL_PX / ff_canvas_view_get_zoom (self->view);

  for (guint i = scene->n_cards; i-- > 0;)
    {
      FfRect wide = ff_rect_inflate (&scene->cards[i]->rect, pull);

      if (ff_rect_contains (&wide, at))
        return scene->cards[i];
    }

  return NULL;
}

/* The nearest port of @card that takes the line. */
static const FfScenePort *
find_target (FfCanvasFeedback  *feedback,
             const FfSceneCard *card,
             FfPoint            at)
{
  const FfScenePort *nearest = NULL;

  for (guint i = 0; i < feedback->targets->len; i++)
    {
      const FfCanvasTarget *target = feedback->targets->pdata[i];
      const FfScenePort *port;

      if (!g_str_equal (target->card, card->id))
        continue;

      port = ff_scene_card_find_port (card, target->port, target->is_input);
      if (port != NULL &&
          (nearest == NULL || ff_point_distance (port->at, at) < ff_point_distance (nearest->at, at)))
        nearest = port;
    }

  return nearest;
}

/* What the card would say to a line: the reason of its first port on this side, or that there is none. */
static char *
dup_card_refusal (Connect           *self,
                  const FfSceneCard *card)
{
  for (guint i = 0; i < card->n_ports; i++)
    if (card->ports[i].is_input != self->is_input)
      return dup_refusal (self, card->id, card->ports[i].id);

  return dup_refusal (self, card->id, "");
}

static FfRoute *
make_line (Connect *self,
           FfPoint  at)
{
  gboolean is_rtl = ff_canvas_view_get_painter (self->view)->is_rtl;
  FfPoint from = self->is_input ? at : self->from;
  FfPoint to = self->is_input ? self->from : at;
  g_autoptr (FfRoute) route = NULL;

  if (!is_rtl)
    return ff_route_new (from, to, NULL);

  route = ff_route_new (ff_point_mirror (from), ff_point_mirror (to), NULL);
  return ff_route_new_mirrored (route);
}

static void
update (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Connect *self = gesture;
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (self->view);
  FfPoint now = ff_canvas_view_to_canvas (self->view, at.x, at.y);
  const FfSceneCard *card = find_card_near (self, now);
  const FfScenePort *port = card != NULL ? find_target (feedback, card, now) : NULL;

  g_clear_pointer (&feedback->line, ff_route_unref);
  g_clear_pointer (&feedback->target_card, g_free);
  g_clear_pointer (&feedback->target_port, g_free);
  g_clear_pointer (&feedback->refusal, g_free);

  if (port != NULL)
    {
      feedback->target_card = g_strdup (card->id);
      feedback->target_port = g_strdup (port->id);
    }
  else if (card != NULL && !g_str_equal (card->id, self->card))
    {
      feedback->refusal = dup_card_refusal (self, card);
      feedback->refusal_at = now;
    }

  feedback->line = make_line (self, port != NULL ? port->at : now);
  ff_canvas_view_show_feedback (self->view);
}

static void
cancel (gpointer gesture)
{
  Connect *self = gesture;

  ff_canvas_view_clear_feedback (self->view);
  g_free (self->card);
  g_free (self->port);
  g_free (self);
}

static void
finish (gpointer         gesture,
        FfPoint          at,
        GdkModifierType  modifiers)
{
  Connect *self = gesture;
  FfCanvasView *view = self->view;
  FfCanvasFeedback *feedback = ff_canvas_view_get_feedback (view);
  FfDraft *draft = ff_canvas_view_get_draft (view);
  gboolean is_refused;
  g_autofree char *target_card = NULL;
  g_autofree char *target_port = NULL;
  g_autofree char *card = NULL;
  g_autofree char *port = NULL;
  gboolean is_input;
  FfPoint now;

  update (self, at, modifiers);
  now = ff_canvas_view_to_canvas (view, at.x, at.y);
  target_card = g_strdup (feedback->target_card);
  target_port = g_strdup (feedback->target_port);
  is_refused = find_card_near (self, now) != NULL;
  card = g_steal_pointer (&self->card);
  port = g_steal_pointer (&self->port);
  is_input = self->is_input;
  cancel (self);

  if (target_card != NULL && is_input)
    ff_canvas_edits_connect (draft, target_card, target_port, card, port);
  else if (target_card != NULL)
    ff_canvas_edits_connect (draft, card, port, target_card, target_port);
  else if (!is_refused)
    gtk_widget_activate_action (GTK_WIDGET (view), "canvas.add-at", "(ssbdd)", card, port, is_input, at.x, at.y);
}

const FfGesture ff_gesture_connect = {
  .begin = begin,
  .update = update,
  .finish = finish,
  .cancel = cancel,
  .scrolls = TRUE,
};
