/* Children after each other, on as many lines as they need. What AdwWrapBox does on newer platforms. */

#include "ui/ff-wrap-box.h"

struct _FfWrapBox
{
  GtkWidget  parent_instance;

  int        spacing;
};

G_DEFINE_FINAL_TYPE (FfWrapBox, ff_wrap_box, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *widget;
  int        x;
  int        y;
  int        width;
  int        height;
} Cell;

/* Nobody is wider than the line, or narrower than he wants to be on it. */
static int
fit (GtkWidget *child,
     int        width)
{
  int least, wanted;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  return CLAMP (wanted, least, MAX (least, width));
}

/* Each in the middle of its line. */
static void
end_line (GArray *cells,
          guint   first,
          int     height)
{
  for (guint i = first; i < cells->len; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      cell->y += (height - cell->height) / 2;
    }
}

/* Where all stand at @width; the height of the whole comes back. */
static GArray *
place (FfWrapBox *self,
       int        width,
       int       *out_height)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  guint first = 0;
  int line_height = 0;
  int x = 0;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      Cell cell = { .widget = child };

      if (!gtk_widget_should_layout (child))
        continue;

      cell.width = fit (child, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, cell.width, NULL, &cell.height, NULL, NULL);
      if (x > 0 && x + cell.width > width)
        {
          end_line (cells, first, line_height);
          first = cells->len;
          y += line_height;
          line_height = 0;
          x = 0;
        }

      cell.x = x;
      cell.y = y;
      x += cell.width + self->spacing;
      line_height = MAX (line_height, cell.height);
      g_array_append_val (cells, cell);
    }

  end_line (cells, first, line_height);
  *out_height = y + line_height;
  return cells;
}

static GtkSizeRequestMode
ff_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (FfWrapBox *self,
               int       *minimum,
               int       *natural)
{
  *minimum = 0;
  *natural = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->spacing : 0);
    }
}

static void
ff_wrap_box_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  FfWrapBox *self = FF_WRAP_BOX (widget);
  g_autoptr (GArray) cells = NULL;
  int least;
  int wanted;

  measure_width (self, &least, &wanted);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = wanted;
      return;
    }

  cells = place (self, for_size >= 0 ? for_size : wanted, natural);
  *minimum = *natural;
}

static void
ff_wrap_box_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int wanted;
  g_autoptr (GArray) cells = place (FF_WRAP_BOX (widget), width, &wanted);

  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      GtkAllocation area = { is_rtl ? width - cell->x - cell->width : cell->x, cell->y, cell->width, cell->height };

      gtk_widget_size_allocate (cell->widget, &area, -1);
    }
}

static void
ff_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ff_wrap_box_parent_class)->dispose (object);
}

static void
ff_wrap_box_class_init (FfWrapBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_wrap_box_dispose;
  widget_class->get_request_mode = ff_wrap_box_get_request_mode;
  widget_class->measure = ff_wrap_box_measure;
  widget_class->size_allocate = ff_wrap_box_size_allocate;
}

static void
ff_wrap_box_init (FfWrapBox *self)
{
}

GtkWidget *
ff_wrap_box_new (int spacing_px)
{
  FfWrapBox *self = g_object_new (FF_TYPE_WRAP_BOX, NULL);

  self->spacing = spacing_px;
  return GTK_WIDGET (self);
}

void
ff_wrap_box_append (FfWrapBox *self,
                    GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
