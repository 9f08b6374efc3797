/* Children side by side where there is room. What AdwBreakpoint and a grid would do on newer platforms. */

#include "ui/ff-reflow.h"

#include <stdlib.h>

#include "ui/ff-theme.h"

struct _FfReflow
{
  GtkWidget  parent_instance;

  int        wide_from;
  int        narrow_columns;
  int        spacing;
  char      *weights;
};

enum
{
  PROP_WIDE_FROM = 1,
  PROP_NARROW_COLUMNS,
  PROP_SPACING,
  PROP_WEIGHTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void buildable_init (GtkBuildableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FfReflow, ff_reflow, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

/* ---- Shares. */

typedef struct
{
  GtkWidget *widget;
  int        least;
  int        most;    /* natural */
  double     weight;
  int        width;
} Cell;

static GArray *
list_cells (FfReflow *self)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_auto (GStrv) weights = g_strsplit (self->weights != NULL ? self->weights : "", ",", -1);
  guint n_weights = g_strv_length (weights);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      Cell cell = { .widget = child, .weight = 1 };

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &cell.least, &cell.most, NULL, NULL);
      if (cells->len < n_weights)
        cell.weight = MAX (g_ascii_strtod (weights[cells->len], NULL), 0.01);
      g_array_append_val (cells, cell);
    }

  return cells;
}

/* Who needs more than his share gets it; the others share the rest. */
static void
share_row (Cell   *cells,
           guint   n,
           int     width,
           gboolean weighted)
{
  g_autofree gboolean *is_fixed = g_new0 (gboolean, n);
  gboolean again = TRUE;

  while (again)
    {
      double weights = 0;
      double before = 0;
      int left = width;

      again = FALSE;
      for (guint i = 0; i < n; i++)
        if (is_fixed[i])
          left -= cells[i].width;
        else
          weights += weighted ? cells[i].weight : 1;

      for (guint i = 0; i < n; i++)
        {
          double weight = weighted ? cells[i].weight : 1;

          if (is_fixed[i])
            continue;

          /* From edge to edge, so that no pixel is lost to rounding. */
          cells[i].width = (int) (left * (before + weight) / weights) - (int) (left * before / weights);
          before += weight;
          if (cells[i].width < cells[i].least)
            {
              cells[i].width = cells[i].least;
              is_fixed[i] = TRUE;
              again = TRUE;
            }
        }
    }
}

static guint
get_columns (FfReflow *self,
             GArray   *cells,
             int       width)
{
  int least = self->spacing * MAX ((int) cells->len - 1, 0);

  for (guint i = 0; i < cells->len; i++)
    least += g_array_index (cells, Cell, i).least;

  if (width >= ff_theme_scale (GTK_WIDGET (self), self->wide_from) && width >= least)
    return MAX (cells->len, 1);

  return (guint) self->narrow_columns;
}

static int
measure_row (Cell *cells,
             guint n,
             int  *out_least)
{
  int natural = 0;
  int least = 0;

  for (guint i = 0; i < n; i++)
    {
      int min, nat;

      gtk_widget_measure (cells[i].widget, GTK_ORIENTATION_VERTICAL, cells[i].width, &min, &nat, NULL, NULL);
      natural = MAX (natural, nat);
      least = MAX (least, min);
    }

  if (out_least != NULL)
    *out_least = least;
  return natural;
}

/* ---- The widget. */

static GtkSizeRequestMode
ff_reflow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (FfReflow *self,
               GArray   *cells,
               int      *minimum,
               int      *natural)
{
  guint columns = (guint) self->narrow_columns;

  *minimum = 0;
  *natural = self->spacing * MAX ((int) cells->len - 1, 0);
  for (guint first = 0; first < cells->len; first += columns)
    {
      int least = 0;
      guint n = MIN (columns, cells->len - first);

      for (guint i = first; i < first + n; i++)
        least += g_array_index (cells, Cell, i).least;
      *minimum = MAX (*minimum, least + self->spacing * (int) (n - 1));
    }

  for (guint i = 0; i < cells->len; i++)
    *natural += g_array_index (cells, Cell, i).most;
  *natural = MAX (*natural, *minimum);
}

static void
measure_height (FfReflow *self,
                GArray   *cells,
                int       width,
                int      *minimum,
                int      *natural)
{
  int wanted = width;
  int unused;
  guint columns;

  if (width < 0)
    measure_width (self, cells, &unused, &wanted);

  columns = get_columns (self, cells, wanted);
  *minimum = 0;
  *natural = 0;
  for (guint first = 0; first < cells->len; first += columns)
    {
      guint n = MIN (columns, cells->len - first);
      int least;

      share_row (&g_array_index (cells, Cell, first), n, wanted - self->spacing * (int) (n - 1), n == cells->len);
      *natural += measure_row (&g_array_index (cells, Cell, first), n, &least) + (first > 0 ? self->spacing : 0);
      *minimum += least + (first > 0 ? self->spacing : 0);
    }

  /* Rows below each other are as high as they want to be. */
  if (columns < cells->len)
    *minimum = *natural;
}

static void
ff_reflow_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  FfReflow *self = FF_REFLOW (widget);
  g_autoptr (GArray) cells = list_cells (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, cells, minimum, natural);
  else
    measure_height (self, cells, for_size, minimum, natural);
}

static void
ff_reflow_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  FfReflow *self = FF_REFLOW (widget);
  g_autoptr (GArray) cells = list_cells (self);
  guint columns = get_columns (self, cells, width);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (guint first = 0; first < cells->len; first += columns)
    {
      guint n = MIN (columns, cells->len - first);
      Cell *row = &g_array_index (cells, Cell, first);
      int row_height;
      int x = 0;

      share_row (row, n, width - self->spacing * (int) (n - 1), n == cells->len);
      row_height = n == cells->len ? height : measure_row (row, n, NULL);
      for (guint i = 0; i < n; i++)
        {
          GtkAllocation area = { is_rtl ? width - x - row[i].width : x, y, row[i].width, row_height };

          gtk_widget_size_allocate (row[i].widget, &area, -1);
          x += row[i].width + self->spacing;
        }
      y += row_height + self->spacing;
    }
}

static void
ff_reflow_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  FfReflow *self = FF_REFLOW (object);

  switch (id)
    {
    case PROP_WIDE_FROM:
      g_value_set_int (value, self->wide_from);
      break;
    case PROP_NARROW_COLUMNS:
      g_value_set_int (value, self->narrow_columns);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_WEIGHTS:
      g_value_set_string (value, self->weights);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_reflow_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  FfReflow *self = FF_REFLOW (object);

  switch (id)
    {
    case PROP_WIDE_FROM:
      self->wide_from = g_value_get_int (value);
      break;
    case PROP_NARROW_COLUMNS:
      self->narrow_columns = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_WEIGHTS:
      g_free (self->weights);
      self->weights = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
ff_reflow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ff_reflow_parent_class)->dispose (object);
}

static void
ff_reflow_finalize (GObject *object)
{
  g_free (FF_REFLOW (object)->weights);

  G_OBJECT_CLASS (ff_reflow_parent_class)->finalize (object);
}

static void
ff_reflow_class_init (FfReflowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_reflow_dispose;
  object_class->finalize = ff_reflow_finalize;
  object_class->get_property = ff_reflow_get_property;
  object_class->set_property = ff_reflow_set_property;
  widget_class->get_request_mode = ff_reflow_get_request_mode;
  widget_class->measure = ff_reflow_measure;
  widget_class->size_allocate = ff_reflow_size_allocate;

  /**
   * FfReflow:wide-from:
   *
   * The width from which all children stand in one row.
   */
  properties[PROP_WIDE_FROM] =
    g_param_spec_int ("wide-from", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * FfReflow:narrow-columns:
   *
   * How many children stand in a row below that width.
   */
  properties[PROP_NARROW_COLUMNS] =
    g_param_spec_int ("narrow-columns", NULL, NULL, 1, 100, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * FfReflow:spacing:
   *
   * Between children and between rows.
   */
  properties[PROP_SPACING] =
    g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * FfReflow:weights:
   *
   * How a row of all children shares its width: "3,2".
   */
  properties[PROP_WEIGHTS] =
    g_param_spec_string ("weights", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ff_reflow_init (FfReflow *self)
{
  self->narrow_columns = 1;
}

static void
ff_reflow_add_child (GtkBuildable *buildable,
                     GtkBuilder   *builder,
                     GObject      *child,
                     const char   *type)
{
  if (GTK_IS_WIDGET (child))
    ff_reflow_append (FF_REFLOW (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *interface)
{
  parent_buildable = g_type_interface_peek_parent (interface);
  interface->add_child = ff_reflow_add_child;
}

GtkWidget *
ff_reflow_new (void)
{
  return g_object_new (FF_TYPE_REFLOW, NULL);
}

void
ff_reflow_append (FfReflow  *self,
                  GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
