/* What stands in the inspector's place for a while. Main thread. */

#include "ui/ff-side-sheet.h"

#include <glib/gi18n-lib.h>

#define CLOSE_ACTION "design.close-side"

struct _FfSideSheet
{
  AdwBin     parent_instance;

  GtkWidget *title;
  GtkWidget *page;     /* a box of sections */
};

G_DEFINE_FINAL_TYPE (FfSideSheet, ff_side_sheet, ADW_TYPE_BIN)

GtkWidget *
ff_side_sheet_new_label (const char *text,
                         const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
ff_side_sheet_class_init (FfSideSheetClass *class)
{
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, CLOSE_ACTION, NULL);
}

static void
ff_side_sheet_init (FfSideSheet *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->title = ff_side_sheet_new_label (NULL, "ff-section-title");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_valign (self->title, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), CLOSE_ACTION);
  gtk_widget_set_tooltip_text (close, _("Close"));
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "ff-small-button");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), close);

  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->page, "ff-sheet");
  gtk_box_append (GTK_BOX (self->page), head);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->page);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-inspector");
}

GtkWidget *
ff_side_sheet_new (const char *title,
                   const char *name)
{
  FfSideSheet *self = g_object_new (FF_TYPE_SIDE_SHEET, NULL);

  ff_side_sheet_set_title (self, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

void
ff_side_sheet_set_title (FfSideSheet *self,
                         const char  *title)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
}

GtkWidget *
ff_side_sheet_add_section (FfSideSheet *self,
                           const char  *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (section), ff_side_sheet_new_label (title, "ff-section-title"));
  ff_side_sheet_append (self, section);

  return section;
}

void
ff_side_sheet_append (FfSideSheet *self,
                      GtkWidget   *widget)
{
  gtk_box_append (GTK_BOX (self->page), widget);
}
