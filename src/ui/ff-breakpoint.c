/* Tells whether what it holds is narrow. What AdwBreakpoint does on newer platforms. */

#include "ui/ff-breakpoint.h"

#include "ui/ff-theme.h"

struct _FfBreakpoint
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  int        wide_from;
  gboolean   narrow;
  guint      idle;
};

enum
{
  PROP_NARROW = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FfBreakpoint, ff_breakpoint, GTK_TYPE_WIDGET)

static gboolean
is_narrow (FfBreakpoint *self,
           int           width)
{
  return width < ff_theme_scale (GTK_WIDGET (self), self->wide_from);
}

/* Nothing may move while places are given out. */
static gboolean
tell_cb (gpointer data)
{
  FfBreakpoint *self = data;
  gboolean narrow = is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->idle = 0;
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }

  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
ff_breakpoint_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (FF_BREAKPOINT (widget)->child);
}

static void
ff_breakpoint_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (FF_BREAKPOINT (widget)->child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
ff_breakpoint_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  FfBreakpoint *self = FF_BREAKPOINT (widget);

  if (is_narrow (self, width) != self->narrow && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_cb, self, NULL);

  gtk_widget_size_allocate (self->child, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
ff_breakpoint_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, FF_BREAKPOINT (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_breakpoint_dispose (GObject *object)
{
  FfBreakpoint *self = FF_BREAKPOINT (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_breakpoint_parent_class)->dispose (object);
}

static void
ff_breakpoint_class_init (FfBreakpointClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_breakpoint_dispose;
  object_class->get_property = ff_breakpoint_get_property;
  widget_class->get_request_mode = ff_breakpoint_get_request_mode;
  widget_class->measure = ff_breakpoint_measure;
  widget_class->size_allocate = ff_breakpoint_size_allocate;

  /**
   * FfBreakpoint:narrow:
   *
   * Whether there is less room than was asked for.
   */
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ff_breakpoint_init (FfBreakpoint *self)
{
}

/**
 * ff_breakpoint_new:
 * @wide_from_px: the width from which it is not narrow, with text of the usual size
 * @child: what it holds
 *
 * Returns: a widget that is as large as @child wants
 */
GtkWidget *
ff_breakpoint_new (int        wide_from_px,
                   GtkWidget *child)
{
  FfBreakpoint *self = g_object_new (FF_TYPE_BREAKPOINT, NULL);

  self->wide_from = wide_from_px;
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

gboolean
ff_breakpoint_is_narrow (FfBreakpoint *self)
{
  return self->narrow;
}
