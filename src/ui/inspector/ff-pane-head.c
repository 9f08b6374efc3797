/* The head of the inspector, for whatever is selected. */

#include "ui/inspector/ff-pane-head.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-glyph-tile.h"

#define TILE_SIZE 36

struct _FfPaneHead
{
  GtkBox     parent_instance;

  GtkWidget *tile;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *menu;
  gboolean   is_updating;
};

enum
{
  EDITED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfPaneHead, ff_pane_head, GTK_TYPE_BOX)

static void
changed_cb (FfPaneHead *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[EDITED], 0, gtk_editable_get_text (GTK_EDITABLE (self->title)));
}

static void
leave_cb (FfPaneHead *self)
{
  gtk_editable_select_region (GTK_EDITABLE (self->title), 0, 0);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
ff_pane_head_class_init (FfPaneHeadClass *class)
{
  signals[EDITED] = g_signal_new ("edited", FF_TYPE_PANE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", FF_TYPE_PANE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_pane_head_init (FfPaneHead *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->tile = ff_glyph_tile_new (TILE_SIZE);
  gtk_widget_set_visible (self->tile, FALSE);
  self->title = gtk_entry_new ();
  gtk_widget_add_css_class (self->title, "ff-title-entry");
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->title, focus);
  self->subtitle = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->subtitle, "ff-note");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->subtitle);

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-horizontal-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->menu, FALSE);
  gtk_widget_set_tooltip_text (self->menu, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);

  gtk_box_append (GTK_BOX (self), self->tile);
  gtk_box_append (GTK_BOX (self), words);
  gtk_box_append (GTK_BOX (self), self->menu);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-pane-head");
}

GtkWidget *
ff_pane_head_new (const char *title_label)
{
  FfPaneHead *self = g_object_new (FF_TYPE_PANE_HEAD, "spacing", 6, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, title_label, -1);
  return GTK_WIDGET (self);
}

void
ff_pane_head_set_tile (FfPaneHead    *self,
                       const FfGlyph *glyph,
                       FfTint         tint)
{
  ff_glyph_tile_set (FF_GLYPH_TILE (self->tile), glyph, tint);
  gtk_widget_set_visible (self->tile, TRUE);
}

void
ff_pane_head_set_title (FfPaneHead *self,
                        const char *title,
                        const char *placeholder,
                        gboolean    is_editable)
{
  self->is_updating = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->title)), title) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->title), placeholder);
  gtk_editable_set_editable (GTK_EDITABLE (self->title), is_editable);
  gtk_widget_set_can_focus (self->title, is_editable);
  gtk_widget_set_can_target (self->title, is_editable);
  gtk_widget_set_tooltip_text (self->title, title);
  self->is_updating = FALSE;
}

void
ff_pane_head_set_subtitle (FfPaneHead *self,
                           const char *subtitle)
{
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_widget_set_tooltip_text (self->subtitle, subtitle);
}

void
ff_pane_head_set_menu (FfPaneHead *self,
                       GMenuModel *menu)
{
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_widget_set_visible (self->menu, menu != NULL);
}

void
ff_pane_head_focus (FfPaneHead *self)
{
  gtk_widget_grab_focus (self->title);
}
