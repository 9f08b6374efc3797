/* The campaign as a drawing that can be changed. */

#include "ui/canvas/ff-canvas.h"

#include <glib/gi18n-lib.h>

struct _FfCanvas
{
  AdwBin              parent_instance;

  FfDraft            *draft;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (FfCanvas, ff_canvas, ADW_TYPE_BIN)

static void
ff_canvas_dispose (GObject *object)
{
  FfCanvas *self = FF_CANVAS (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (ff_canvas_parent_class)->dispose (object);
}

static void
ff_canvas_class_init (FfCanvasClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_canvas_dispose;
}

static void
ff_canvas_init (FfCanvas *self)
{
  self->actions = g_simple_action_group_new ();
}

/**
 * ff_canvas_new:
 * @draft: the open campaign
 *
 * Returns: the canvas of a campaign
 */
GtkWidget *
ff_canvas_new (FfDraft *draft)
{
  FfCanvas *self = g_object_new (FF_TYPE_CANVAS, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}

GActionGroup *
ff_canvas_get_actions (FfCanvas *self)
{
  return G_ACTION_GROUP (self->actions);
}
