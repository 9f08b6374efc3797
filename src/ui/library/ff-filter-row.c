/* One row of the library's sidebar. Main thread. */

#include "ui/library/ff-filter-row.h"

#include <glib/gi18n-lib.h>

#include "picture/ff-count-labels.h"

struct _FfFilterRow
{
  GtkListBoxRow  parent_instance;

  GtkLabel      *label;
  GtkLabel      *number;
};

G_DEFINE_FINAL_TYPE (FfFilterRow, ff_filter_row, GTK_TYPE_LIST_BOX_ROW)

static void
ff_filter_row_class_init (FfFilterRowClass *class)
{
}

static void
ff_filter_row_init (FfFilterRow *self)
{
}

GtkWidget *
ff_filter_row_new (const char *icon,
                   const char *label)
{
  FfFilterRow *self = g_object_new (FF_TYPE_FILTER_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (label));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  self->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "dim-label");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->number));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  return GTK_WIDGET (self);
}

/**
 * ff_filter_row_set_count:
 * @self: a row
 * @n: how many it would show
 */
void
ff_filter_row_set_count (FfFilterRow *self,
                         guint        n)
{
  g_autofree char *number = ff_count_format (n);
  /* Translators: a filter and how many campaigns it shows, for screen readers: “Drafts, 11”. */
  g_autofree char *name = g_strdup_printf (_("%s, %s"), gtk_label_get_label (self->label), number);

  gtk_label_set_label (self->number, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
