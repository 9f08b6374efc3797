/* The focusable, named stand-in for something the plane draws. Main thread. */

#include "ui/canvas/ff-canvas-handle.h"

struct _FfCanvasHandle
{
  GtkWidget  parent_instance;

  char      *id;
  char      *name;
};

G_DEFINE_FINAL_TYPE (FfCanvasHandle, ff_canvas_handle, GTK_TYPE_WIDGET)

static void
ff_canvas_handle_state_flags_changed (GtkWidget     *widget,
                                      GtkStateFlags  before)
{
  const GtkStateFlags seen = GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE;
  GtkWidget *plane = gtk_widget_get_parent (widget);

  if (plane != NULL && ((gtk_widget_get_state_flags (widget) ^ before) & seen))
    gtk_widget_queue_draw (plane);
}

static void
ff_canvas_handle_finalize (GObject *object)
{
  FfCanvasHandle *self = FF_CANVAS_HANDLE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (ff_canvas_handle_parent_class)->finalize (object);
}

static void
ff_canvas_handle_class_init (FfCanvasHandleClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_canvas_handle_finalize;
  widget_class->state_flags_changed = ff_canvas_handle_state_flags_changed;

  gtk_widget_class_set_css_name (widget_class, "handle");
}

static void
ff_canvas_handle_init (FfCanvasHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
ff_canvas_handle_new (const char        *id,
                      GtkAccessibleRole  role)
{
  FfCanvasHandle *self = g_object_new (FF_TYPE_CANVAS_HANDLE, "accessible-role", role, NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

const char *
ff_canvas_handle_get_id (FfCanvasHandle *self)
{
  return self->id;
}

void
ff_canvas_handle_set_name (FfCanvasHandle *self,
                           const char     *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
