/* A scrolled window that is as high as its content. GTK's own does not ask its
 * child how high it is at its width, so a text or a row that wraps is cut. */

#include "ui/ff-fit-scroller.h"

struct _FfFitScroller
{
  GtkWidget  parent_instance;

  GtkWidget *scroller;
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (FfFitScroller, ff_fit_scroller, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
ff_fit_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ff_fit_scroller_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  FfFitScroller *self = FF_FIT_SCROLLER (widget);
  int least, wanted;

  gtk_widget_measure (self->scroller, orientation, for_size, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->content, orientation, for_size >= 0 ? MAX (for_size, least) : wanted, NULL, &wanted, NULL, NULL);

  *natural = MAX (*minimum, wanted);
}

static void
ff_fit_scroller_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gtk_widget_size_allocate (FF_FIT_SCROLLER (widget)->scroller, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
ff_fit_scroller_dispose (GObject *object)
{
  g_clear_pointer (&FF_FIT_SCROLLER (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_fit_scroller_parent_class)->dispose (object);
}

static void
ff_fit_scroller_class_init (FfFitScrollerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_fit_scroller_dispose;
  widget_class->get_request_mode = ff_fit_scroller_get_request_mode;
  widget_class->measure = ff_fit_scroller_measure;
  widget_class->size_allocate = ff_fit_scroller_size_allocate;
}

static void
ff_fit_scroller_init (FfFitScroller *self)
{
}

GtkWidget *
ff_fit_scroller_new (GtkWidget *content)
{
  FfFitScroller *self = g_object_new (FF_TYPE_FIT_SCROLLER, NULL);

  self->content = content;
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
