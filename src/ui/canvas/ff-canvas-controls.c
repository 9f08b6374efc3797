/* The floating controls of the canvas. Each button names a command; the percent
 * opens a menu of zooms and the switch of the minimap. Main thread. */

#include "ui/canvas/ff-canvas-controls.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/ff-commands.h"

static GtkWidget *
new_button (const char *action,
            const char *icon)
{
  const FfCommand *command = ff_commands_find (action);
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *tooltip = ff_command_dup_tooltip (command);
  g_autofree char *title = ff_command_dup_title (command);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GMenuModel *
new_zoom_menu (void)
{
  static const int steps[] = { 50, 100, 200, 400 };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) zooms = g_menu_new ();
  g_autoptr (GMenu) views = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      /* Translators: a zoom in percent. */
      g_autofree char *label = g_strdup_printf (_("%d %%"), steps[i]);
      g_autofree char *action = g_strdup_printf ("canvas.zoom-to(%d)", steps[i]);

      g_menu_append (zooms, label, action);
    }
  g_menu_append (views, _("Zoom to _Fit"), "canvas.zoom-fit");
  g_menu_append (views, _("Show _Minimap"), "canvas.minimap");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (zooms));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
zoom_cb (FfCanvasView *view,
         GParamSpec   *pspec,
         GtkLabel     *label)
{
  /* Translators: a zoom in percent. */
  g_autofree char *text = g_strdup_printf (_("%d %%"), (int) round (ff_canvas_view_get_zoom (view) * 100));

  gtk_label_set_text (label, text);
}

static GtkWidget *
new_percent (FfCanvasView *view)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GMenuModel) menu = new_zoom_menu ();

  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, "numeric");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Zoom"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Zoom"), -1);
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (zoom_cb), label, 0);
  zoom_cb (view, NULL, GTK_LABEL (label));

  return button;
}

GtkWidget *
ff_canvas_controls_new (FfCanvasView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_add_css_class (box, "ff-canvas-controls");
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), new_button ("canvas.zoom-out", "list-remove-symbolic"));
  gtk_box_append (GTK_BOX (box), new_percent (view));
  gtk_box_append (GTK_BOX (box), new_button ("canvas.zoom-in", "list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), separator);
  gtk_box_append (GTK_BOX (box), new_button ("canvas.zoom-fit", "ff-fit-symbolic"));
  gtk_box_append (GTK_BOX (box), new_button ("canvas.tidy", "ff-tidy-symbolic"));

  return box;
}
