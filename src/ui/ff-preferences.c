/* The preferences window: each row is bound to its setting. Main thread. */

#include "ui/ff-preferences.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-settings.h"

static void
scheme_chosen_cb (AdwComboRow *row)
{
  g_settings_set_enum (ff_settings_get (), "color-scheme", (int) adw_combo_row_get_selected (row));
}

static void
add_appearance (AdwPreferencesGroup *group)
{
  const char *const schemes[] = { N_("Follow the System"), N_("Light"), N_("Dark"), NULL };
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; schemes[i] != NULL; i++)
    gtk_string_list_append (model, _(schemes[i]));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Colors"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) g_settings_get_enum (ff_settings_get (), "color-scheme"));
  g_signal_connect (row, "notify::selected", G_CALLBACK (scheme_chosen_cb), NULL);
  adw_preferences_group_add (group, row);
}

/* A number; libadwaita 1.2 has no row for it. */
static void
add_number (AdwPreferencesGroup *group,
            const char          *key,
            const char          *title,
            const char          *subtitle,
            double               least,
            double               most,
            double               step)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, step);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_settings_bind (ff_settings_get (), key, gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value",
                   G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, row);
}

static void
add_switch (AdwPreferencesGroup *group,
            const char          *key,
            const char          *title,
            const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_settings_bind (ff_settings_get (), key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  return group;
}

/**
 * ff_preferences_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: the preferences window, to be presented
 */
GtkWidget *
ff_preferences_new (GtkWindow *parent)
{
  GtkWidget *window = adw_preferences_window_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group;

  add_appearance (add_group (page, _("Appearance")));
  add_switch (add_group (page, _("Canvas")), "snap", _("Snap While Dragging"),
              _("To the grid and to other activities; Alt turns it off for one drag"));

  group = add_group (page, _("Sending"));
  add_number (group, "confirm-limit", _("Confirm by Typing Above"),
              _("To send more messages than this, their number must be typed"), 1, 1e9, 100);
  add_number (group, "hold-seconds", _("Hold"), _("Seconds between confirming and the first message"), 10, 600, 5);

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 520);
  return window;
}
