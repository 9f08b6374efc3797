/* One state of a run's deliveries, and how many are in it. */

#include "ui/results/ff-tile.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

struct _FfTile
{
  GtkToggleButton  parent_instance;

  char            *title;
  char            *tint;
  gint64           n;
  GtkImage        *image;
  GtkLabel        *title_label;
  GtkLabel        *number_label;
  GtkLabel        *note_label;
};

enum
{
  PROP_TITLE = 1,
  PROP_IMAGE,
  PROP_TINT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FfTile, ff_tile, GTK_TYPE_TOGGLE_BUTTON)

/**
 * ff_tile_set:
 * @self: the tile
 * @n: exact
 * @note: what it means, in one line
 *
 * Shows another number.
 */
void
ff_tile_set (FfTile     *self,
             gint64      n,
             const char *note)
{
  g_autofree char *number = ff_count_format (n);
  g_autofree char *name = NULL;

  self->n = n;
  gtk_label_set_text (self->number_label, number);
  gtk_label_set_text (self->note_label, note);

  /* Translators: a state of messages, their number, and a remark: “Refused, 38, final”. */
  name = g_strdup_printf (_("%s, %s, %s"), self->title, number, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
ff_tile_get_title (FfTile *self)
{
  return self->title;
}

gint64
ff_tile_get_n (FfTile *self)
{
  return self->n;
}

static void
ff_tile_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  FfTile *self = FF_TILE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_label_set_text (self->title_label, self->title);
      break;
    case PROP_IMAGE:
      gtk_image_set_from_icon_name (self->image, g_value_get_string (value));
      break;
    case PROP_TINT:
      g_free (self->tint);
      self->tint = g_value_dup_string (value);
      gtk_widget_add_css_class (GTK_WIDGET (self->image), self->tint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ff_tile_finalize (GObject *object)
{
  FfTile *self = FF_TILE (object);

  g_free (self->title);
  g_free (self->tint);

  G_OBJECT_CLASS (ff_tile_parent_class)->finalize (object);
}

static void
ff_tile_class_init (FfTileClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = ff_tile_finalize;
  object_class->set_property = ff_tile_set_property;

  /**
   * FfTile:title:
   *
   * The state, as the lists name it.
   */
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfTile:image:
   *
   * Name of the icon before the title.
   */
  properties[PROP_IMAGE] =
    g_param_spec_string ("image", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /**
   * FfTile:tint:
   *
   * CSS class of the icon.
   */
  properties[PROP_TINT] =
    g_param_spec_string ("tint", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}

static void
ff_tile_init (FfTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-result-tile");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");

  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->image));
  self->title_label = add_label (head, NULL);
  gtk_box_append (GTK_BOX (box), head);
  self->number_label = add_label (box, "ff-tile-number");
  gtk_widget_add_css_class (GTK_WIDGET (self->number_label), "numeric");
  self->note_label = add_label (box, "ff-small");
  gtk_widget_add_css_class (GTK_WIDGET (self->note_label), "ff-dim");
  gtk_button_set_child (GTK_BUTTON (self), box);
}
