/* Messages over time, painted. Main thread. */

#include "ui/results/ff-progress-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "picture/ff-count-labels.h"
#include "ui/ff-theme.h"

#define MAX_LINES 4
#define N_TIMES   4

/* Of the lines behind the curve, which stays louder in every contrast. */
#define LINE_STRENGTH 0.3
#define GAP       8
#define SAMPLE    24   /* of a line, before its name */

struct _FfProgressChart
{
  GtkWidget  parent_instance;

  GArray    *points;      /* of FfProgress */
  gint64     started_at;
  gint64     planned;
  gint64     ends_at;
};

G_DEFINE_FINAL_TYPE (FfProgressChart, ff_progress_chart, GTK_TYPE_WIDGET)

/* Where what lies. */
typedef struct
{
  double x, y, width, height;   /* of the curve */
  gint64 first, last;           /* times at both ends */
  gint64 top;                   /* number at the upper edge */
  gint64 step;
} Plot;

/* 1, 2 or 5 times a power of ten, so that a few lines reach @planned. */
static gint64
get_step (gint64 planned)
{
  gint64 power = 1;

  while (TRUE)
    {
      const gint64 factors[] = { 1, 2, 5 };

      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        if (factors[i] * power * (MAX_LINES - 1) >= planned)
          return factors[i] * power;

      power *= 10;
    }
}

static PangoLayout *
create_label (FfProgressChart *self,
              const char      *text,
              gboolean         is_strong)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  if (is_strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  return layout;
}

static GdkRGBA
get_rgba (FfColor color)
{
  return (GdkRGBA) { color.red, color.green, color.blue, color.alpha };
}

static void
append_layout (GtkSnapshot *snapshot,
               PangoLayout *layout,
               double       x,
               double       y,
               double       align,
               FfColor      color)
{
  const GdkRGBA rgba = get_rgba (color);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (x - width * align), round (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
}

static void
append_label (FfProgressChart *self,
              GtkSnapshot     *snapshot,
              const char      *text,
              double           x,
              double           y,
              double           align,
              FfColor          color)
{
  g_autoptr (PangoLayout) layout = create_label (self, text, FALSE);

  append_layout (snapshot, layout, x, y, align, color);
}

static char *
dup_time (gint64 at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return g_date_time_format (then, "%H:%M:%S");
}

static void
plan_plot (FfProgressChart *self,
           Plot            *plot)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *widest = NULL;
  int label_width, label_height;
  const FfProgress *last = self->points != NULL && self->points->len > 0
                             ? &g_array_index (self->points, FfProgress, self->points->len - 1) : NULL;

  plot->step = get_step (MAX (self->planned, 1));
  plot->top = (MAX (self->planned, 1) + plot->step - 1) / plot->step * plot->step;
  widest = ff_count_format (plot->top);
  layout = create_label (self, widest, FALSE);
  pango_layout_get_pixel_size (layout, &label_width, &label_height);

  plot->x = label_width + GAP;
  plot->y = label_height / 2.0 + 2;
  plot->width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - plot->x - GAP);
  plot->height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)) - plot->y - label_height - GAP);
  plot->first = self->started_at;
  plot->last = MAX (self->ends_at, last != NULL ? last->at : 0);
  if (plot->last < plot->first + G_USEC_PER_SEC)
    plot->last = plot->first + G_USEC_PER_SEC;
}

static double
get_x (const FfProgressChart *self,
       const Plot            *plot,
       gint64                 at)
{
  double part = CLAMP ((double) (at - plot->first) / (plot->last - plot->first), 0, 1);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    part = 1 - part;
  return plot->x + plot->width * part;
}

static double
get_y (const Plot *plot,
       gint64      n)
{
  return plot->y + plot->height * (1 - (double) n / plot->top);
}

static void
set_color (cairo_t *cr,
           FfColor  color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

static void
set_dashes (cairo_t         *cr,
            const FfPalette *palette)
{
  const double dashes[] = { 6, 4 };

  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1.5);
  set_color (cr, palette->text_dimmed);
}

static void
paint_curve (FfProgressChart *self,
             cairo_t         *cr,
             const Plot      *plot,
             const FfPalette *palette)
{
  const FfProgress *last;
  cairo_path_t *curve;
  double x;
  double y;

  if (self->points == NULL || self->points->len == 0)
    return;

  last = &g_array_index (self->points, FfProgress, self->points->len - 1);
  x = get_x (self, plot, last->at);
  y = get_y (plot, last->n_done);

  cairo_move_to (cr, get_x (self, plot, self->started_at), get_y (plot, 0));
  for (guint i = 0; i < self->points->len; i++)
    {
      const FfProgress *point = &g_array_index (self->points, FfProgress, i);

      cairo_line_to (cr, get_x (self, plot, point->at), get_y (plot, point->n_done));
    }

  curve = cairo_copy_path (cr);
  cairo_line_to (cr, x, get_y (plot, 0));
  cairo_close_path (cr);
  set_color (cr, palette->accent_soft);
  cairo_fill (cr);

  cairo_append_path (cr, curve);
  cairo_path_destroy (curve);
  cairo_set_line_width (cr, 2.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_color (cr, palette->accent);
  cairo_stroke (cr);

  if (self->ends_at > last->at)
    {
      set_dashes (cr, palette);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, get_x (self, plot, self->ends_at), get_y (plot, self->planned));
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }

  cairo_arc (cr, x, y, 4, 0, 2 * G_PI);
  set_color (cr, palette->accent);
  cairo_fill (cr);
}

/* How many there are by now, and which line is which, where no curve of growing numbers passes. */
static void
append_words (FfProgressChart *self,
              GtkSnapshot     *snapshot,
              cairo_t         *cr,
              const Plot      *plot,
              const FfPalette *palette)
{
  const FfProgress *last = self->points != NULL && self->points->len > 0
                             ? &g_array_index (self->points, FfProgress, self->points->len - 1) : NULL;
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const char *words[] = { C_("line of a chart", "handled"), C_("line of a chart", "expected") };
  double onward = is_rtl ? -1 : 1;
  double x = is_rtl ? plot->x + plot->width - GAP : plot->x + GAP;
  double y = plot->y + plot->height * plot->step / plot->top / 2;
  g_autoptr (PangoLayout) number = NULL;
  g_autofree char *n_done = NULL;
  int width;

  if (last == NULL || self->ends_at <= last->at)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (PangoLayout) word = create_label (self, words[i], FALSE);

      cairo_set_line_width (cr, 2.5);
      set_color (cr, palette->accent);
      if (i == 1)
        set_dashes (cr, palette);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + SAMPLE * onward, y);
      cairo_stroke (cr);
      x += (SAMPLE + GAP) * onward;
      append_layout (snapshot, word, x, y, is_rtl ? 1 : 0, palette->text_dimmed);
      pango_layout_get_pixel_size (word, &width, NULL);
      x += (width + 2 * GAP) * onward;
    }

  n_done = ff_count_format (last->n_done);
  number = create_label (self, n_done, TRUE);
  pango_layout_get_pixel_size (number, &width, NULL);
  x = get_x (self, plot, last->at) + GAP * onward;
  if (fabs (get_x (self, plot, plot->last) - x) > width)
    append_layout (snapshot, number, x, MIN (get_y (plot, last->n_done) + 12, plot->y + plot->height - 10),
                   is_rtl ? 1 : 0, palette->text);
}

static void
ff_progress_chart_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  FfProgressChart *self = FF_PROGRESS_CHART (widget);
  const FfPalette *palette = ff_theme_get_palette ();
  const GdkRGBA line = get_rgba (ff_color_mix (palette->card, palette->text_dimmed, LINE_STRENGTH));
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Plot plot;
  GskRenderNode *node;
  g_autofree char *told = NULL;   /* a short run has several times in a second */
  cairo_t *cr;

  plan_plot (self, &plot);
  if (is_rtl)
    plot.x = GAP;

  for (gint64 n = 0; n <= plot.top; n += plot.step)
    {
      g_autofree char *number = ff_count_format (n);
      double y = round (get_y (&plot, n));

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (plot.x, y, plot.width, 1));
      append_label (self, snapshot, number, is_rtl ? plot.x + plot.width + GAP : plot.x - GAP, y, is_rtl ? 0 : 1,
                    palette->text_dimmed);
    }

  for (guint i = 0; self->points != NULL && self->points->len > 0 && i < N_TIMES; i++)
    {
      gint64 at = plot.first + (plot.last - plot.first) * i / (N_TIMES - 1);
      g_autofree char *time = dup_time (at);
      double align = i == 0 ? 0 : i == N_TIMES - 1 ? 1 : 0.5;

      if (g_strcmp0 (time, told) == 0)
        continue;

      append_label (self, snapshot, time, get_x (self, &plot, at), plot.y + plot.height + GAP + 6,
                    is_rtl ? 1 - align : align, palette->text_dimmed);
      g_free (told);
      told = g_steal_pointer (&time);
    }

  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  cr = gsk_cairo_node_get_draw_context (node);
  paint_curve (self, cr, &plot, palette);
  append_words (self, snapshot, cr, &plot, palette);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

static void
ff_progress_chart_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 110;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 400 : 130;
}

/**
 * ff_progress_chart_set:
 * @self: the chart
 * @points: (nullable) (element-type FfProgress): handled by when
 * @started_at: where the curve begins
 * @planned: how many there are in all
 * @ends_at: when the rest would be done; 0: nobody knows, or nothing goes on
 *
 * Shows another state of the run.
 */
void
ff_progress_chart_set (FfProgressChart *self,
                       GArray          *points,
                       gint64           started_at,
                       gint64           planned,
                       gint64           ends_at)
{
  gint64 n_done = points != NULL && points->len > 0 ? g_array_index (points, FfProgress, points->len - 1).n_done : 0;
  g_autofree char *done = ff_count_format (n_done);
  g_autofree char *all = ff_count_format (planned);
  g_autofree char *name = NULL;

  if (points != NULL)
    g_array_ref (points);
  g_clear_pointer (&self->points, g_array_unref);
  self->points = points;
  self->started_at = started_at;
  self->planned = planned;
  self->ends_at = ends_at;

  /* Translators: both %s are numbers of messages. */
  name = g_strdup_printf (_("Messages over time: %s of %s handled"), done, all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ff_progress_chart_finalize (GObject *object)
{
  g_clear_pointer (&FF_PROGRESS_CHART (object)->points, g_array_unref);

  G_OBJECT_CLASS (ff_progress_chart_parent_class)->finalize (object);
}

static void
ff_progress_chart_class_init (FfProgressChartClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_progress_chart_finalize;
  widget_class->measure = ff_progress_chart_measure;
  widget_class->snapshot = ff_progress_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "ff-progress-chart");
}

static void
ff_progress_chart_init (FfProgressChart *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  ff_theme_watch (GTK_WIDGET (self));
}

GtkWidget *
ff_progress_chart_new (void)
{
  return g_object_new (FF_TYPE_PROGRESS_CHART, NULL);
}
