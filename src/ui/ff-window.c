/* The main window: header and tabs. What it can do is in ff-window-commands.c, what it opens in ff-window-open.c, what
 * stands under its header in ff-window-condition.c. Main thread. */

#include "ui/ff-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-commands.h"
#include "ui/ff-settings.h"

G_DEFINE_FINAL_TYPE (FfWindow, ff_window, ADW_TYPE_APPLICATION_WINDOW)

FfApplication *
ff_window_get_app (FfWindow *self)
{
  return FF_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/**
 * ff_window_tell:
 * @self: the window
 * @text: one line, plain
 *
 * Tells that something finished or failed that needs no answer.
 */
void
ff_window_tell (FfWindow   *self,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* ---- Pages. */

FfCampaignTab *
ff_window_get_page_tab (AdwTabPage *page)
{
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;

  return FF_IS_CAMPAIGN_TAB (child) ? FF_CAMPAIGN_TAB (child) : NULL;
}

FfCampaignTab *
ff_window_get_tab (FfWindow *self)
{
  return ff_window_get_page_tab (adw_tab_view_get_selected_page (self->tab_view));
}

FfLibraryPage *
ff_window_get_library (FfWindow *self)
{
  return self->library;
}

char **
ff_window_dup_open (FfWindow *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      FfCampaignTab *tab = ff_window_get_page_tab (adw_tab_view_get_nth_page (self->tab_view, i));

      if (tab != NULL)
        g_strv_builder_add (ids, ff_campaign_tab_get_id (tab));
    }

  return g_strv_builder_end (ids);
}

static AdwTabPage *
find_page_here (FfWindow   *self,
                const char *id)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);
      FfCampaignTab *tab = ff_window_get_page_tab (page);

      if (tab != NULL && g_str_equal (ff_campaign_tab_get_id (tab), id))
        return page;
    }

  return NULL;
}

AdwTabPage *
ff_window_find_page (FfWindow    *self,
                     const char  *id,
                     FfWindow   **out_window)
{
  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (ff_window_get_app (self))); each != NULL;
       each = each->next)
    {
      AdwTabPage *page = FF_IS_WINDOW (each->data) ? find_page_here (each->data, id) : NULL;

      if (page != NULL)
        {
          *out_window = each->data;
          return page;
        }
    }

  return NULL;
}

void
ff_window_close_campaign (FfWindow   *self,
                          const char *id)
{
  FfWindow *window;
  AdwTabPage *page = ff_window_find_page (self, id, &window);

  if (page != NULL)
    adw_tab_view_close_page (window->tab_view, page);
}

/* ---- What the header shows. */

static void
set_tooltip (GtkButton  *button,
             const char *action,
             const char *edit)
{
  g_autofree char *tooltip = ff_command_dup_tooltip (ff_commands_find (action));
  g_autofree char *named = NULL;

  if (edit == NULL)
    {
      gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
      return;
    }

  /* Translators: the first %s is “Undo (Ctrl+Z)”, the second what would be undone: “Move Activity”. */
  named = g_strdup_printf (_("%s: %s"), tooltip, edit);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), named);
}

static void
update_history (FfWindow *self)
{
  FfCampaignTab *tab = ff_window_get_tab (self);
  FfHistory *history = tab != NULL ? ff_draft_get_history (ff_campaign_tab_get_draft (tab)) : NULL;
  const char *undo = history != NULL ? ff_history_get_undo_name (history) : NULL;
  const char *redo = history != NULL ? ff_history_get_redo_name (history) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL);
  set_tooltip (self->undo_button, "win.undo", undo);
  set_tooltip (self->redo_button, "win.redo", redo);
}

static void
update_title (FfWindow *self)
{
  FfCampaignTab *tab = ff_window_get_tab (self);
  const char *name = tab != NULL ? ff_campaign_get_name (ff_draft_get_campaign (ff_campaign_tab_get_draft (tab))) : NULL;
  g_autofree char *title = NULL;

  if (name == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Fanfare"));
      return;
    }

  gtk_label_set_label (self->campaign_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_button), name);
  /* Translators: the title of a window; %s is the name of a campaign. */
  title = g_strdup_printf (_("%s — Fanfare"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
selected_page_cb (FfWindow *self)
{
  static const char *const campaign_actions[] = {
    "win.rename", "win.duplicate-campaign", "win.remove-campaign", "win.recount", "win.show-view",
  };
  FfCampaignTab *tab = ff_window_get_tab (self);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;

  if (self->closing)
    return;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "canvas",
                                  tab != NULL ? ff_canvas_get_actions (ff_campaign_tab_get_canvas (tab)) : NULL);
  g_signal_group_set_target (self->draft_signals, draft);
  g_signal_group_set_target (self->history_signals, draft != NULL ? ff_draft_get_history (draft) : NULL);

  adw_view_switcher_set_stack (self->switcher, tab != NULL ? ff_campaign_tab_get_stack (tab) : NULL);
  gtk_stack_set_visible_child (self->title_stack,
                               tab != NULL ? GTK_WIDGET (self->switcher) : GTK_WIDGET (self->title_label));
  gtk_widget_set_visible (GTK_WIDGET (self->title_button), tab != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), tab != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->redo_button), tab != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (campaign_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), campaign_actions[i], tab != NULL);

  update_title (self);
  update_history (self);
  ff_window_update_condition (self);
}

static void
pages_changed_cb (FfWindow *self)
{
  if (self->closing)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->tab_bar), adw_tab_view_get_n_pages (self->tab_view) > 1);
  if (ff_window_get_app (self) != NULL)
    ff_application_save_session (ff_window_get_app (self));
}

static void
focus_page (FfWindow *self)
{
  FfCampaignTab *tab = ff_window_get_tab (self);

  if (tab != NULL)
    ff_campaign_tab_focus_view (tab);
  else
    ff_library_page_focus_cards (self->library);
}

static gboolean
close_page_cb (AdwTabView *view,
               AdwTabPage *page,
               FfWindow   *self)
{
  FfCampaignTab *tab = ff_window_get_page_tab (page);
  gboolean was_shown = adw_tab_page_get_selected (page);

  if (tab != NULL)
    ff_keeper_unwatch (self->keeper, ff_campaign_tab_get_draft (tab));
  adw_tab_view_close_page_finish (view, page, tab != NULL);

  /* It took the focus with it. */
  if (tab != NULL && was_shown && !self->closing)
    focus_page (self);
  return GDK_EVENT_STOP;
}

static AdwTabView *
create_window_cb (AdwTabView *view,
                  FfWindow   *self)
{
  FfWindow *window = ff_window_new (ff_window_get_app (self));

  gtk_window_present (GTK_WINDOW (window));
  return window->tab_view;
}

/* ---- Life. */

static void
open_campaign_cb (FfWindow   *self,
                  const char *id)
{
  ff_window_open_campaign (self, id);
}

static gboolean
dropped_cb (GtkDropTarget *drop,
            const GValue  *value,
            double         x,
            double         y,
            FfWindow      *self)
{
  for (GSList *each = g_value_get_boxed (value); each != NULL; each = each->next)
    ff_window_open_file (self, each->data);

  return TRUE;
}

static gboolean
ff_window_close_request (GtkWindow *window)
{
  FfWindow *self = FF_WINDOW (window);

  if (!self->closing && ff_window_get_app (self) != NULL)
    ff_application_save_session (ff_window_get_app (self));
  self->closing = TRUE;
  ff_keeper_save_all (self->keeper);

  return GTK_WINDOW_CLASS (ff_window_parent_class)->close_request (window);
}

static void
ff_window_dispose (GObject *object)
{
  FfWindow *self = FF_WINDOW (object);

  self->closing = TRUE;
  g_clear_object (&self->draft_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->keeper);
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_WINDOW);

  G_OBJECT_CLASS (ff_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FfWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, title_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, campaign_label);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, tab_view);
  gtk_widget_class_bind_template_callback (widget_class, selected_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_window_cb);
  gtk_widget_class_bind_template_callback (widget_class, pages_changed_cb);
}

static void
ff_window_class_init (FfWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = ff_window_close_request;

  g_type_ensure (FF_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "window.ui");
  bind_children (widget_class);
  ff_window_install_actions (widget_class);
  ff_window_install_condition_actions (widget_class);
}

static void
add_menus (FfWindow *self)
{
  static const char *const campaign[] = { "win.rename", "win.duplicate-campaign", "", "canvas.changes", "", "win.remove-campaign", NULL };
  static const char *const primary[] = {
    "win.open", "win.import-data", "win.show-data-model", "win.show-library", "",
    "view.show-palette", "view.show-inspector", "view.show-people", "",
    "canvas.zoom-in", "canvas.zoom-out", "canvas.zoom-100", "canvas.zoom-fit", "canvas.tidy", "",
    "app.preferences", "win.shortcuts", "app.about", "app.quit", NULL
  };
  g_autoptr (GMenuModel) campaign_menu = ff_commands_new_menu (campaign);
  g_autoptr (GMenuModel) primary_menu = ff_commands_new_menu (primary);
  g_autoptr (GPtrArray) templates = ff_library_list_templates ();
  g_autoptr (GMenu) new_menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) blank = g_menu_item_new (_("_Blank Campaign"), "win.new-campaign");

  g_menu_item_set_attribute (blank, "accel", "s", "<Control>n");
  g_menu_append_item (new_menu, blank);
  for (guint i = 0; i < templates->len; i++)
    {
      const FfLibraryEntry *entry = templates->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (entry->name, NULL);

      g_menu_item_set_action_and_target (item, "win.use-template", "s", entry->id);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (new_menu, _("From a Template"), G_MENU_MODEL (section));

  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (new_menu));
  gtk_menu_button_set_menu_model (self->title_button, campaign_menu);
  gtk_menu_button_set_menu_model (self->menu_button, primary_menu);
}

/* What is shown, the same in every window. */
static void
add_view_actions (FfWindow *self)
{
  static const char *const keys[] = { "show-palette", "show-inspector", "show-people" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (ff_settings_get (), keys[i]);

      g_action_map_add_action (G_ACTION_MAP (group), action);
    }

  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (group));
}

static void
add_drop_target (FfWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* A button that is only an icon still has a name. */
static void
name_button (GtkButton  *button,
             const char *action)
{
  g_autofree char *title = ff_command_dup_title (ff_commands_find (action));
  g_autofree char *tooltip = ff_command_dup_tooltip (ff_commands_find (action));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
}

static void
ff_window_init (FfWindow *self)
{
  GSettings *settings = ff_settings_get ();

  self->draft_signals = g_signal_group_new (FF_TYPE_DRAFT);
  g_signal_group_connect_swapped (self->draft_signals, "notify::title", G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->draft_signals, "notify::store-error", G_CALLBACK (ff_window_update_condition), self);
  self->history_signals = g_signal_group_new (FF_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify", G_CALLBACK (update_history), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_menus (self);
  add_view_actions (self);
  add_drop_target (self);
  gtk_widget_add_controller (GTK_WIDGET (self), ff_commands_new_keys (FF_COMMAND_ANYWHERE));

  name_button (self->search_button, "win.search");
  name_button (self->undo_button, "win.undo");
  name_button (self->redo_button, "win.redo");

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/**
 * ff_window_new:
 * @application: the running program
 *
 * Returns: a window that shows the library
 */
FfWindow *
ff_window_new (FfApplication *application)
{
  FfWindow *self = g_object_new (FF_TYPE_WINDOW, "application", application, NULL);
  AdwTabPage *page;

  self->keeper = g_object_ref (ff_application_get_keeper (application));
  self->library = FF_LIBRARY_PAGE (ff_library_page_new (self->keeper));
  g_signal_connect_object (self->library, "open-campaign", G_CALLBACK (open_campaign_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "notify::error", G_CALLBACK (ff_window_update_condition), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::sample-progress", G_CALLBACK (ff_window_update_sample), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::sample-error", G_CALLBACK (ff_window_update_sample), self, G_CONNECT_SWAPPED);

  page = adw_tab_view_append_pinned (self->tab_view, GTK_WIDGET (self->library));
  adw_tab_page_set_title (page, _("Library"));
  adw_tab_page_set_icon (page, g_themed_icon_new ("ff-library-symbolic"));
  ff_window_update_sample (self);
  selected_page_cb (self);
  focus_page (self);

  return self;
}
