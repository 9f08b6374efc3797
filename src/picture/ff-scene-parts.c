/* The parts of a scene: cards, transitions, frames and notes, counted so that
 * a moved copy of a scene shares what stays. Changed only before a scene holds
 * them. */

#include "picture/ff-scene-private.h"

#include <glib/gi18n-lib.h>

static void
clear_card (FfSceneCard *self)
{
  for (guint i = 0; i < self->n_ports; i++)
    {
      g_free (self->ports[i].id);
      g_free (self->ports[i].label);
    }
  g_free (self->ports);
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->remark);
  g_free (self->problem);
  g_free (self->handed_on);
}

void
ff_scene_card_unref (FfSceneCard *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_card);
}

FfSceneCard *
ff_scene_card_copy (const FfSceneCard *self)
{
  FfSceneCard *copy = g_atomic_rc_box_new (FfSceneCard);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->summary = g_strdup (self->summary);
  copy->remark = g_strdup (self->remark);
  copy->problem = g_strdup (self->problem);
  copy->handed_on = g_strdup (self->handed_on);
  copy->ports = g_memdup2 (self->ports, self->n_ports * sizeof *self->ports);

  for (guint i = 0; i < self->n_ports; i++)
    {
      copy->ports[i].id = g_strdup (self->ports[i].id);
      copy->ports[i].label = g_strdup (self->ports[i].label);
    }

  return copy;
}

void
ff_scene_card_move (FfSceneCard *self,
                    double       dx,
                    double       dy)
{
  self->rect.x += dx;
  self->rect.y += dy;

  for (guint i = 0; i < self->n_ports; i++)
    {
      self->ports[i].at.x += dx;
      self->ports[i].at.y += dy;
    }
}

void
ff_scene_card_mirror (FfSceneCard *self)
{
  self->rect = ff_rect_mirror (&self->rect);

  for (guint i = 0; i < self->n_ports; i++)
    self->ports[i].at = ff_point_mirror (self->ports[i].at);
}

static void
clear_transition (FfSceneTransition *self)
{
  g_free (self->id);
  g_free (self->from);
  g_free (self->from_port);
  g_free (self->to);
  g_free (self->to_port);
  g_free (self->label);
  g_clear_pointer (&self->route, ff_route_unref);

  if (self->count != NULL)
    {
      g_free (self->count->text);
      g_free (self->count->reason);
      g_free (self->count->difference);
      g_free (self->count);
    }
}

void
ff_scene_transition_unref (FfSceneTransition *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_transition);
}

FfSceneTransition *
ff_scene_transition_copy (const FfSceneTransition *self)
{
  FfSceneTransition *copy = g_atomic_rc_box_new (FfSceneTransition);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->from = g_strdup (self->from);
  copy->from_port = g_strdup (self->from_port);
  copy->to = g_strdup (self->to);
  copy->to_port = g_strdup (self->to_port);
  copy->label = g_strdup (self->label);
  copy->route = ff_route_ref (self->route);

  if (self->count != NULL)
    {
      copy->count = g_memdup2 (self->count, sizeof *self->count);
      copy->count->text = g_strdup (self->count->text);
      copy->count->reason = g_strdup (self->count->reason);
      copy->count->difference = g_strdup (self->count->difference);
    }

  return copy;
}

static void
clear_frame (FfSceneFrame *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->people_in);
  g_free (self->people_out);
}

void
ff_scene_frame_unref (FfSceneFrame *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_frame);
}

FfSceneFrame *
ff_scene_frame_copy (const FfSceneFrame *self)
{
  FfSceneFrame *copy = g_atomic_rc_box_new (FfSceneFrame);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->people_in = g_strdup (self->people_in);
  copy->people_out = g_strdup (self->people_out);

  return copy;
}

char *
ff_scene_frame_dup_activities (const FfSceneFrame *self)
{
  g_autofree char *number = ff_count_format (self->n_activities);

  /* Translators: %s is a number, with separators. */
  return g_strdup_printf (ngettext ("%s activity", "%s activities", self->n_activities), number);
}

double
ff_scene_frame_measure (const FfSceneFrame *self,
                        FfTypesetter       *typesetter)
{
  g_autofree char *activities = ff_scene_frame_dup_activities (self);
  double width = FF_FOLDED_TEXT_PX + ff_typesetter_measure (typesetter, FF_TEXT_FRAME, self->title) + FF_FOLDED_GAP_PX +
                 ff_typesetter_measure (typesetter, FF_TEXT_SUMMARY, activities);

  if (self->people_in != NULL)
    width += 2 * FF_FOLDED_GAP_PX + ff_typesetter_measure (typesetter, FF_TEXT_COUNT, self->people_in) +
             ff_typesetter_measure (typesetter, FF_TEXT_SUMMARY, C_("people into a frame", "in"));
  if (self->people_out != NULL)
    width += 2 * FF_FOLDED_GAP_PX + ff_typesetter_measure (typesetter, FF_TEXT_COUNT, self->people_out) +
             ff_typesetter_measure (typesetter, FF_TEXT_SUMMARY, C_("people out of a frame", "out"));

  return width + FF_FOLDED_GAP_PX + FF_CARD_PADDING_PX;
}

static void
clear_note (FfSceneNote *self)
{
  g_free (self->id);
  g_free (self->text);
}

void
ff_scene_note_unref (FfSceneNote *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_note);
}

FfSceneNote *
ff_scene_note_copy (const FfSceneNote *self)
{
  FfSceneNote *copy = g_atomic_rc_box_new (FfSceneNote);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->text = g_strdup (self->text);

  return copy;
}
