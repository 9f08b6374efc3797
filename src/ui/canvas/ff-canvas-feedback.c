/* What a gesture shows while it goes on. Filled by gestures, drawn by the
 * plane, on the main thread. */

#include "ui/canvas/ff-canvas-feedback.h"

FfCanvasTarget *
ff_canvas_target_new (const char *card,
                      const char *port,
                      gboolean    is_input)
{
  FfCanvasTarget *self = g_new0 (FfCanvasTarget, 1);

  self->card = g_strdup (card);
  self->port = g_strdup (port);
  self->is_input = is_input;

  return self;
}

void
ff_canvas_target_free (FfCanvasTarget *self)
{
  g_free (self->card);
  g_free (self->port);
  g_free (self);
}

/**
 * ff_canvas_feedback_clear:
 * @self: feedback
 *
 * Shows nothing from now on.
 */
void
ff_canvas_feedback_clear (FfCanvasFeedback *self)
{
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->faded, g_hash_table_unref);
  g_clear_pointer (&self->line, ff_route_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self->line_card);
  g_free (self->slot_text);
  g_free (self->target_card);
  g_free (self->target_port);
  g_free (self->target_transition);
  g_free (self->refusal);

  *self = (FfCanvasFeedback) { 0 };
}
