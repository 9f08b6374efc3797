/* From audience to messages, per send activity. Main thread. */

#include "ui/review/ff-ladder.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "picture/ff-count-labels.h"
#include "ui/ff-fit-scroller.h"
#include "ui/ff-glyph-tile.h"
#include "ui/ff-theme.h"

/* Numbers of the whole stand as far from those before as these from each other, more or less. */
#define ALL_WIDTH 56

struct _FfLadder
{
  GtkWidget  parent_instance;

  GtkWidget    *scroller;
  GtkGrid      *grid;
  GtkSizeGroup *columns;    /* of activities: as wide as each other */
};

enum
{
  PEOPLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfLadder, ff_ladder, GTK_TYPE_WIDGET)

/* ---- Bars: which part of the audience a row is about. Decoration; the numbers say the same. */

#define FF_TYPE_LADDER_BAR (ff_ladder_bar_get_type ())
G_DECLARE_FINAL_TYPE (FfLadderBar, ff_ladder_bar, FF, LADDER_BAR, GtkWidget)

typedef enum
{
  BAR_AUDIENCE,
  BAR_REASON,
  BAR_MESSAGES,
} BarKind;

struct _FfLadderBar
{
  GtkWidget  parent_instance;

  BarKind    kind;
  double     from;
  double     to;
};

G_DEFINE_FINAL_TYPE (FfLadderBar, ff_ladder_bar, GTK_TYPE_WIDGET)

static void
ff_ladder_bar_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FfLadderBar *self = FF_LADDER_BAR (widget);
  const FfPalette *palette = ff_theme_get_palette ();
  const FfColor colors[] = { ff_color_mix (palette->card, palette->text_dimmed, 0.4), palette->warning.icon, palette->accent };
  const FfColor color = colors[self->kind];
  const GdkRGBA rgba = { color.red, color.green, color.blue, color.alpha };
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double start = self->from * width;
  double size = MAX ((self->to - self->from) * width, 2);
  GskRoundedRect outline;

  if (self->to <= self->from)
    return;

  start = MIN (start, width - size);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    start = width - start - size;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (start, 0, size, height), MIN (size / 2, 3));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &rgba, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
ff_ladder_bar_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 52 : 11;
  *natural = *minimum;
}

static void
ff_ladder_bar_class_init (FfLadderBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->snapshot = ff_ladder_bar_snapshot;
  widget_class->measure = ff_ladder_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ff_ladder_bar_init (FfLadderBar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  ff_theme_watch (GTK_WIDGET (self));
}

static GtkWidget *
create_bar (BarKind kind,
            gint64  from,
            gint64  to,
            gint64  whole)
{
  FfLadderBar *self = g_object_new (FF_TYPE_LADDER_BAR, NULL);

  self->kind = kind;
  self->from = whole > 0 ? (double) from / whole : 0;
  self->to = whole > 0 ? (double) to / whole : 0;

  return GTK_WIDGET (self);
}

/* ---- Cells. */

static void
attach_title (FfLadder   *self,
              const char *text,
              int         row,
              gboolean    strong)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 13);
  if (strong)
    gtk_widget_add_css_class (label, "ff-strong");
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
}

static void
attach_number (FfLadder   *self,
               gint64      n,
               int         column,
               int         row,
               const char *css_class)
{
  g_autofree char *text = ff_count_format (n);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (css_class == NULL && n == 0)
    gtk_widget_add_css_class (label, "ff-dim");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* What a number opens. */
typedef struct
{
  FfLadder *ladder;
  guint     channel;
  int       reason;   /* FF_LADDER_AUDIENCE: all who come; FF_REASON_NONE: all who get a message */
} Opens;

static void
people_clicked_cb (GtkButton *button,
                   Opens     *opens)
{
  g_signal_emit (opens->ladder, signals[PEOPLE], 0, opens->channel, opens->reason);
}

/* @what: translated: “No consent” */
static void
attach_people (FfLadder   *self,
               FfLaunch   *launch,
               guint       channel,
               int         reason,
               const char *what,
               gint64      n,
               int         row,
               const char *css_class)
{
  g_autofree char *text = ff_count_format (n);
  g_autofree char *name = NULL;
  g_autofree char *tooltip = g_strdup_printf (_("Show the People: %s"), what);
  GtkWidget *button = gtk_button_new_with_label (text);
  Opens *opens = g_new0 (Opens, 1);

  /* Translators: a number of people; why they are apart, such as “No consent”; the title of an activity. */
  name = g_strdup_printf (_("%s, %s, show the people of %s"), text, what, ff_launch_get_channel (launch, channel)->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 1);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_add_css_class (button, "ff-number-button");
  *opens = (Opens) { self, channel, reason };
  g_signal_connect_data (button, "clicked", G_CALLBACK (people_clicked_cb), opens, (GClosureNotify) (GCallback) g_free, 0);
  gtk_grid_attach (self->grid, button, (int) channel + 2, row, 1, 1);
}

static const char *
find_glyph (const char *channel)
{
  guint n;
  const FfActivityType *const *types = ff_activity_types_get (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (types[i]->channel, channel) == 0)
      return types[i]->glyph;

  return "unknown";
}

static void
attach_head (FfLadder  *self,
             FfChannel *channel,
             int        column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *tile = ff_glyph_tile_new (18);
  GtkWidget *label = gtk_label_new (channel->title);

  ff_glyph_tile_set (FF_GLYPH_TILE (tile), ff_glyph_find (find_glyph (channel->channel)), FF_TINT_SEND);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_width_chars (GTK_LABEL (label), 7);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_tooltip_text (label, channel->title);
  gtk_widget_add_css_class (label, "ff-strong");
  gtk_widget_add_css_class (label, "ff-small");
  gtk_widget_add_css_class (label, "ff-dim");
  gtk_widget_set_halign (tile, GTK_ALIGN_END);
  gtk_widget_set_hexpand (tile, TRUE);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), label);
  gtk_size_group_add_widget (self->columns, box);
  gtk_grid_attach (self->grid, box, column, 0, 1, 1);
}

static void
attach_line (FfLadder   *self,
             int         row,
             int         n_columns,
             const char *css_class)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  if (css_class != NULL)
    gtk_widget_add_css_class (line, css_class);
  gtk_grid_attach (self->grid, line, 0, row, n_columns, 1);
}

/* ---- The ladder. */

static void
attach_reasons (FfLadder      *self,
                FfLaunch      *launch,
                FfReview      *review,
                guint          n_channels,
                const FfBooks *total,
                int           *row)
{
  gint64 left = total->audience;

  for (int reason = 1; reason <= FF_LAST_PREPARED_REASON; reason++)
    {
      g_autofree char *title = NULL;

      if (total->excluded[reason] == 0)
        continue;

      /* Translators: %s is why people get no message: “− No consent”. */
      title = g_strdup_printf (_("− %s"), ff_reason_get_label (reason));
      attach_title (self, title, *row, FALSE);
      gtk_grid_attach (self->grid, create_bar (BAR_REASON, left - total->excluded[reason], left, total->audience),
                       1, *row, 1, 1);
      for (guint i = 0; i < n_channels; i++)
        {
          gint64 n = ff_review_get_books (review, i)->excluded[reason];

          if (n > 0)
            attach_people (self, launch, i, reason, ff_reason_get_label (reason), n, *row, "ff-reason");
          else
            attach_number (self, n, (int) i + 2, *row, NULL);
        }
      if (n_channels > 1)
        attach_number (self, total->excluded[reason], (int) n_channels + 2, *row, "ff-strong");

      left -= total->excluded[reason];
      (*row)++;
    }
}

/**
 * ff_ladder_set:
 * @self: the ladder
 * @launch: what is to be done
 * @review: its numbers
 *
 * Shows every reason that left somebody out somewhere.
 */
void
ff_ladder_set (FfLadder *self,
               FfLaunch *launch,
               FfReview *review)
{
  const FfBooks *total = ff_review_get_total (review);
  guint n = ff_launch_get_n_channels (launch);
  gboolean has_all = n > 1;
  int n_columns = (int) n + 2 + (has_all ? 1 : 0);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);

  for (guint i = 0; i < n; i++)
    attach_head (self, ff_launch_get_channel (launch, i), (int) i + 2);
  if (has_all)
    {
      GtkWidget *all = gtk_label_new (C_("column", "All"));

      gtk_label_set_xalign (GTK_LABEL (all), 1);
      gtk_widget_set_size_request (all, ALL_WIDTH, -1);
      gtk_widget_set_hexpand (all, TRUE);
      gtk_widget_add_css_class (all, "ff-strong");
      gtk_widget_add_css_class (all, "ff-small");
      gtk_widget_add_css_class (all, "ff-dim");
      gtk_grid_attach (self->grid, all, (int) n + 2, 0, 1, 1);
    }
  row++;
  attach_line (self, row++, n_columns, NULL);

  attach_title (self, _("Audience"), row, TRUE);
  gtk_grid_attach (self->grid, create_bar (BAR_AUDIENCE, 0, 1, 1), 1, row, 1, 1);
  for (guint i = 0; i < n; i++)
    attach_people (self, launch, i, FF_LADDER_AUDIENCE, _("Audience"), ff_review_get_books (review, i)->audience, row, NULL);
  if (has_all)
    attach_number (self, total->audience, (int) n + 2, row, "ff-strong");
  row++;

  attach_reasons (self, launch, review, n, total, &row);

  attach_line (self, row++, n_columns, "ff-sum-line");
  attach_title (self, _("= Messages"), row, TRUE);
  gtk_grid_attach (self->grid, create_bar (BAR_MESSAGES, 0, total->planned, total->audience), 1, row, 1, 1);
  for (guint i = 0; i < n; i++)
    attach_people (self, launch, i, FF_REASON_NONE, _("Messages"), ff_review_get_books (review, i)->planned, row, "ff-sum");
  if (has_all)
    attach_number (self, total->planned, (int) n + 2, row, "ff-sum");
}

static void
ff_ladder_dispose (GObject *object)
{
  FfLadder *self = FF_LADDER (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (ff_ladder_parent_class)->dispose (object);
}

static void
ff_ladder_class_init (FfLadderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_ladder_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "ff-ladder");

  signals[PEOPLE] =
    g_signal_new ("people", FF_TYPE_LADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);
}

static void
ff_ladder_init (FfLadder *self)
{
  self->columns = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 7);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "ff-ladder");

  self->scroller = ff_fit_scroller_new (GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
ff_ladder_new (void)
{
  return g_object_new (FF_TYPE_LADDER, NULL);
}
