/* The main window: header, tabs, and the standing condition under them. */

#include "ui/ff-window.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-commands.h"

struct _FfWindow
{
  AdwApplicationWindow  parent_instance;

  GtkStack             *title_stack;
  AdwWindowTitle       *title_label;
  AdwViewSwitcher      *switcher;
  GtkMenuButton        *menu_button;
  AdwTabBar            *tab_bar;
  AdwToastOverlay      *toasts;
  AdwTabView           *tab_view;
};

G_DEFINE_FINAL_TYPE (FfWindow, ff_window, ADW_TYPE_APPLICATION_WINDOW)

static FfKeeper *
get_keeper (FfWindow *self)
{
  return ff_application_get_keeper (FF_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

static void
selected_page_cb (FfWindow *self)
{
  FfCampaignTab *tab = ff_window_get_tab (self);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "canvas",
                                  tab != NULL ? ff_canvas_get_actions (ff_campaign_tab_get_canvas (tab)) : NULL);
  adw_view_switcher_set_stack (self->switcher, tab != NULL ? ff_campaign_tab_get_stack (tab) : NULL);
  gtk_stack_set_visible_child (self->title_stack,
                               tab != NULL ? GTK_WIDGET (self->switcher) : GTK_WIDGET (self->title_label));
}

static void
toast (FfWindow   *self,
       const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
ff_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FF_TYPE_WINDOW);

  G_OBJECT_CLASS (ff_window_parent_class)->dispose (object);
}

static void
ff_window_class_init (FfWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "window.ui");
  gtk_widget_class_bind_template_child (widget_class, FfWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FfWindow, tab_view);
}

static void
ff_window_init (FfWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), ff_commands_new_keys (FF_COMMAND_ANYWHERE));
  g_signal_connect_object (self->tab_view, "notify::selected-page", G_CALLBACK (selected_page_cb), self,
                           G_CONNECT_SWAPPED);
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
  return g_object_new (FF_TYPE_WINDOW, "application", application, NULL);
}

FfCampaignTab *
ff_window_get_tab (FfWindow *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tab_view);
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;

  return FF_IS_CAMPAIGN_TAB (child) ? FF_CAMPAIGN_TAB (child) : NULL;
}

static AdwTabPage *
find_page (FfWindow   *self,
           const char *id)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->tab_view, i);
      GtkWidget *child = adw_tab_page_get_child (page);

      if (FF_IS_CAMPAIGN_TAB (child) &&
          g_str_equal (ff_campaign_get_id (ff_draft_get_campaign (ff_campaign_tab_get_draft (FF_CAMPAIGN_TAB (child)))), id))
        return page;
    }

  return NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfWindow) self = user_data;
  FfKeeper *keeper = FF_KEEPER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) history = NULL;
  g_autoptr (FfCampaign) campaign = ff_keeper_load_finish (keeper, result, &history, &error);
  g_autoptr (FfDraft) draft = NULL;
  g_autofree char *store = NULL;
  g_autofree char *url = NULL;
  AdwTabPage *page;

  if (campaign == NULL)
    {
      toast (self, error->message);
      return;
    }

  store = ff_keeper_dup_sample_path (keeper);
  url = g_strconcat ("sqlite:", store, NULL);
  draft = ff_draft_new (campaign, url);
  if (history != NULL && !ff_history_load_json (ff_draft_get_history (draft), history, &error))
    g_debug ("The undo log cannot be used: %s", error->message);

  page = adw_tab_view_append (self->tab_view, ff_campaign_tab_new (draft, keeper));
  g_object_bind_property (draft, "title", page, "title", G_BINDING_SYNC_CREATE);
  adw_tab_view_set_selected_page (self->tab_view, page);
}

void
ff_window_open_campaign (FfWindow   *self,
                         const char *id)
{
  AdwTabPage *page = find_page (self, id);

  if (page != NULL)
    adw_tab_view_set_selected_page (self->tab_view, page);
  else
    ff_keeper_load_async (get_keeper (self), id, NULL, loaded_cb, g_object_ref (self));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FfWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ff_keeper_id_finish (FF_KEEPER (source), result, &error);

  if (id != NULL)
    ff_window_open_campaign (self, id);
  else
    toast (self, error->message);
}

void
ff_window_open_file (FfWindow *self,
                     GFile    *file)
{
  ff_keeper_import_async (get_keeper (self), g_file_peek_path (file), FF_LIBRARY_IMPORT_ASK, NULL, imported_cb, g_object_ref (self));
}
