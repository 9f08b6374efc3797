/* The main window: header, tabs, and the standing condition under them. What it can do are its actions; keys and menus
 * come from the command table. Main thread. */

#include "ui/ff-window.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-banner.h"
#include "ui/ff-commands.h"
#include "ui/ff-import.h"
#include "ui/ff-rename-dialog.h"
#include "ui/ff-settings.h"
#include "ui/ff-words.h"
#include "ui/library/ff-campaign-card.h"

struct _FfWindow
{
  AdwApplicationWindow  parent_instance;

  FfKeeper             *keeper;
  FfLibraryPage        *library;
  GSignalGroup         *draft_signals;     /* of the shown campaign */
  GSignalGroup         *history_signals;
  gboolean              closing;           /* what is open stays remembered */

  GtkStack             *title_stack;
  AdwWindowTitle       *title_label;
  AdwViewSwitcher      *switcher;
  GtkMenuButton        *new_button;
  GtkButton            *search_button;
  GtkMenuButton        *title_button;
  GtkLabel             *campaign_label;
  GtkMenuButton        *menu_button;
  GtkButton            *undo_button;
  GtkButton            *redo_button;
  AdwTabBar            *tab_bar;
  FfBanner             *banner;
  AdwToastOverlay      *toasts;
  AdwTabView           *tab_view;
};

G_DEFINE_FINAL_TYPE (FfWindow, ff_window, ADW_TYPE_APPLICATION_WINDOW)

static FfApplication *
get_application (FfWindow *self)
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

static FfCampaignTab *
get_tab (AdwTabPage *page)
{
  GtkWidget *child = page != NULL ? adw_tab_page_get_child (page) : NULL;

  return FF_IS_CAMPAIGN_TAB (child) ? FF_CAMPAIGN_TAB (child) : NULL;
}

static const char *
get_id (FfCampaignTab *tab)
{
  return ff_campaign_get_id (ff_draft_get_campaign (ff_campaign_tab_get_draft (tab)));
}

FfCampaignTab *
ff_window_get_tab (FfWindow *self)
{
  return get_tab (adw_tab_view_get_selected_page (self->tab_view));
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
      FfCampaignTab *tab = get_tab (adw_tab_view_get_nth_page (self->tab_view, i));

      if (tab != NULL)
        g_strv_builder_add (ids, get_id (tab));
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
      FfCampaignTab *tab = get_tab (page);

      if (tab != NULL && g_str_equal (get_id (tab), id))
        return page;
    }

  return NULL;
}

/* In any window. */
static AdwTabPage *
find_page (FfWindow   *self,
           const char *id,
           FfWindow  **out_window)
{
  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (get_application (self))); each != NULL;
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

static void
close_campaign (FfWindow   *self,
                const char *id)
{
  FfWindow *window;
  AdwTabPage *page = find_page (self, id, &window);

  if (page != NULL)
    adw_tab_view_close_page (window->tab_view, page);
}

/* ---- The standing condition. */

static gboolean
show_tab_condition (FfWindow      *self,
                    FfCampaignTab *tab)
{
  FfDraft *draft = ff_campaign_tab_get_draft (tab);
  g_autofree char *store_error = NULL;
  g_autofree char *text = NULL;
  gboolean read_only;

  g_object_get (draft, "read-only", &read_only, "store-error", &store_error, NULL);
  if (read_only)
    {
      ff_banner_show (self->banner, FF_BANNER_WARNING,
                      _("This campaign needs a newer version of Fanfare. It can be read here, not changed."), NULL, NULL);
      return TRUE;
    }

  if (store_error != NULL)
    {
      /* Translators: %s is a sentence that says why. */
      text = g_strdup_printf (_("The data source is offline. %s"), store_error);
      ff_banner_show (self->banner, FF_BANNER_WARNING, text, _("_Retry"), "win.retry");
      return TRUE;
    }

  if (ff_campaign_tab_get_restored_at (tab) != 0)
    {
      g_autofree char *time = ff_words_dup_time (ff_campaign_tab_get_restored_at (tab), g_get_real_time ());

      /* Translators: %s is a time or a day. */
      text = g_strdup_printf (_("Restored from %s, after Fanfare ended unexpectedly."), time);
      ff_banner_show (self->banner, FF_BANNER_NOTE, text, _("_Dismiss"), "win.dismiss");
      return TRUE;
    }

  return FALSE;
}

static gboolean
show_sample_condition (FfWindow *self)
{
  FfApplication *application = get_application (self);
  double progress = ff_application_get_sample_progress (application);
  const char *error = ff_application_get_sample_error (application);
  g_autofree char *text = NULL;

  if (progress >= 0)
    {
      ff_banner_show (self->banner, FF_BANNER_NOTE, _("The sample store is being written. Counts follow when it is ready."),
                      NULL, NULL);
      ff_banner_set_progress (self->banner, progress);
      return TRUE;
    }

  if (error != NULL && !ff_application_has_sample (application))
    {
      /* Translators: %s is a sentence that says why. */
      text = g_strdup_printf (_("The sample store could not be written. %s"), error);
      ff_banner_show (self->banner, FF_BANNER_PROBLEM, text, _("_Retry"), "win.retry");
      return TRUE;
    }

  return FALSE;
}

/* The most severe one first. */
static void
update_condition (FfWindow *self)
{
  FfCampaignTab *tab;
  const char *error;

  if (self->closing || get_application (self) == NULL)
    return;

  tab = ff_window_get_tab (self);
  error = ff_keeper_get_error (self->keeper);
  ff_banner_set_progress (self->banner, -1);
  if (error != NULL)
    {
      /* Translators: %s is a sentence that says why. */
      g_autofree char *text = g_strdup_printf (_("Changes are not being saved. %s"), error);

      ff_banner_show (self->banner, FF_BANNER_PROBLEM, text, _("_Retry"), "win.retry");
    }
  else if (!show_sample_condition (self) && (tab == NULL || !show_tab_condition (self, tab)))
    ff_banner_hide (self->banner);
}

const char *
ff_window_get_condition (FfWindow *self)
{
  return ff_banner_get_text (self->banner);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  FfCampaignTab *tab = ff_window_get_tab (self);

  if (ff_keeper_get_error (self->keeper) != NULL)
    ff_keeper_save_all (self->keeper);

  ff_application_ensure_sample (get_application (self));
  if (tab != NULL && ff_application_get_sample_progress (get_application (self)) < 0)
    ff_draft_reopen (ff_campaign_tab_get_draft (tab));
  update_condition (self);
}

static void
dismiss_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  FfCampaignTab *tab = ff_window_get_tab (self);

  if (tab != NULL)
    ff_campaign_tab_set_restored_at (tab, 0);
  update_condition (self);
}

/* ---- The sample store. */

static void
tell_library_of_sample (FfWindow *self)
{
  FfApplication *application = get_application (self);
  double progress = ff_application_get_sample_progress (application);
  g_autofree char *percent = NULL;

  if (progress >= 0)
    {
      /* Translators: how much of something is done. */
      percent = g_strdup_printf (_("%d %%"), (int) (progress * 100));
      ff_library_page_set_sample (self->library, percent, "dim-label");
    }
  else if (ff_application_has_sample (application))
    ff_library_page_set_sample (self->library, _("ready"), "ff-good");
  else if (ff_application_get_sample_error (application) != NULL)
    ff_library_page_set_sample (self->library, _("failed"), "ff-problem");
  else
    ff_library_page_set_sample (self->library, _("on first use"), "dim-label");
}

static void
sample_cb (FfWindow *self)
{
  FfApplication *application = get_application (self);

  if (self->closing || application == NULL)
    return;

  tell_library_of_sample (self);
  if (ff_application_get_sample_progress (application) < 0 && ff_application_has_sample (application))
    for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
      {
        FfCampaignTab *tab = get_tab (adw_tab_view_get_nth_page (self->tab_view, i));

        if (tab != NULL && ff_draft_get_schema (ff_campaign_tab_get_draft (tab)) == NULL)
          ff_draft_reopen (ff_campaign_tab_get_draft (tab));
      }

  update_condition (self);
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
  update_condition (self);
}

static void
pages_changed_cb (FfWindow *self)
{
  if (self->closing)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->tab_bar), adw_tab_view_get_n_pages (self->tab_view) > 1);
  if (get_application (self) != NULL)
    ff_application_save_session (get_application (self));
}

static gboolean
close_page_cb (AdwTabView *view,
               AdwTabPage *page,
               FfWindow   *self)
{
  FfCampaignTab *tab = get_tab (page);

  if (tab != NULL)
    ff_keeper_unwatch (self->keeper, ff_campaign_tab_get_draft (tab));
  adw_tab_view_close_page_finish (view, page, tab != NULL);
  return GDK_EVENT_STOP;
}

static AdwTabView *
create_window_cb (AdwTabView *view,
                  FfWindow   *self)
{
  FfWindow *window = ff_window_new (get_application (self));

  gtk_window_present (GTK_WINDOW (window));
  return window->tab_view;
}

/* ---- Opening. */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfWindow) self = user_data;
  FfKeeper *keeper = FF_KEEPER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfOpened) opened = ff_keeper_load_finish (keeper, result, &error);
  g_autoptr (FfDraft) draft = NULL;
  g_autoptr (FfJson) gateways = NULL;
  g_autofree char *url = NULL;
  FfWindow *other;
  GtkWidget *tab;
  AdwTabPage *page;

  if (self->closing || get_application (self) == NULL)
    return;

  if (opened == NULL)
    {
      ff_window_tell (self, error->message);
      return;
    }

  /* Asked for twice before the first answer. */
  page = find_page (self, ff_campaign_get_id (opened->campaign), &other);
  if (page != NULL)
    {
      adw_tab_view_set_selected_page (other->tab_view, page);
      return;
    }

  url = ff_application_dup_store_url (get_application (self), opened->campaign);
  gateways = ff_application_dup_gateways (get_application (self));
  draft = ff_draft_new (opened->campaign, url);
  ff_draft_set_gateways (draft, gateways);
  if (opened->history != NULL && !ff_history_load_json (ff_draft_get_history (draft), opened->history, &error))
    g_debug ("The undo log cannot be used: %s", error->message);

  tab = ff_campaign_tab_new (draft, keeper);
  ff_campaign_tab_set_restored_at (FF_CAMPAIGN_TAB (tab), opened->restored_at);
  page = adw_tab_view_append (self->tab_view, tab);
  g_object_bind_property (draft, "title", page, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (draft, "title", page, "tooltip", G_BINDING_SYNC_CREATE);
  adw_tab_view_set_selected_page (self->tab_view, page);
  ff_campaign_tab_focus_view (FF_CAMPAIGN_TAB (tab));
  update_condition (self);
}

/**
 * ff_window_open_campaign:
 * @self: the window
 * @id: of a campaign of the library
 *
 * Opens it in a tab, or shows the tab that has it, in whichever window.
 */
void
ff_window_open_campaign (FfWindow   *self,
                         const char *id)
{
  FfWindow *window;
  AdwTabPage *page = find_page (self, id, &window);

  if (page == NULL)
    {
      ff_keeper_load_async (self->keeper, id, NULL, loaded_cb, g_object_ref (self));
      return;
    }

  adw_tab_view_set_selected_page (window->tab_view, page);
  if (window != self)
    gtk_window_present (GTK_WINDOW (window));
}

static void
open_campaign_cb (FfWindow   *self,
                  const char *id)
{
  ff_window_open_campaign (self, id);
}

static void
opened_id_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FfWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ff_keeper_id_finish (FF_KEEPER (source), result, &error);

  if (self->closing)
    return;

  if (id != NULL)
    ff_window_open_campaign (self, id);
  else
    ff_window_tell (self, error->message);
}

void
ff_window_open_sample (FfWindow *self)
{
  ff_application_ensure_sample (get_application (self));
  ff_keeper_sample_async (self->keeper, NULL, opened_id_cb, g_object_ref (self));
}

static void
imported_cb (const char *id,
             gboolean    replaced,
             gpointer    user_data)
{
  FfWindow *self = user_data;

  if (self->closing)
    return;

  if (replaced)
    close_campaign (self, id);
  ff_window_open_campaign (self, id);
}

void
ff_window_open_file (FfWindow *self,
                     GFile    *file)
{
  ff_import_file (GTK_WINDOW (self), self->keeper, file, imported_cb, self);
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

/* ---- Commands. */

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_keeper_new_async (self->keeper, target != NULL ? g_variant_get_string (target, NULL) : NULL, NULL, opened_id_cb,
                       g_object_ref (self));
}

static void
explore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  ff_window_open_sample (FF_WINDOW (widget));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_import_choose (GTK_WINDOW (self), self->keeper, imported_cb, self);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  FfCampaignTab *tab = ff_window_get_tab (self);

  if (tab != NULL)
    ff_campaign_tab_focus_search (tab);
  else
    ff_library_page_focus_search (self->library);
}

static void
show_library_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, 0));
  ff_library_page_focus_cards (self->library);
}

static void
close_tab_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  if (ff_window_get_tab (self) != NULL)
    adw_tab_view_close_page (self->tab_view, adw_tab_view_get_selected_page (self->tab_view));
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  gtk_menu_button_popup (FF_WINDOW (widget)->menu_button);
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  GtkWidget *window = ff_commands_new_shortcuts_window ();

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (window));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  ff_draft_undo (ff_campaign_tab_get_draft (ff_window_get_tab (FF_WINDOW (widget))));
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  ff_draft_redo (ff_campaign_tab_get_draft (ff_window_get_tab (FF_WINDOW (widget))));
}

static void
recount_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  ff_draft_recount (ff_campaign_tab_get_draft (ff_window_get_tab (FF_WINDOW (widget))));
}

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  FfCampaignTab *tab = ff_window_get_tab (FF_WINDOW (widget));

  adw_view_stack_set_visible_child_name (ff_campaign_tab_get_stack (tab), g_variant_get_string (target, NULL));
  ff_campaign_tab_focus_view (tab);
}

static void
tell_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  ff_window_tell (FF_WINDOW (widget), g_variant_get_string (target, NULL));
}

/* ---- Renaming. */

static void
rename_draft_cb (const char *name,
                 gpointer    user_data)
{
  FfDraft *draft = user_data;
  g_autoptr (FfEdit) edit = ff_edit_new (_("Rename Campaign"));
  g_autoptr (FfJson) value = ff_json_new_string (name);

  ff_edit_set_member (edit, ff_draft_get_campaign (draft), "name", value);
  ff_draft_apply (draft, edit, NULL);
}

typedef struct
{
  FfWindow *window;
  char     *id;
} Named;

static Named *
named_new (FfWindow   *window,
           const char *id)
{
  Named *self = g_new0 (Named, 1);

  self->window = g_object_ref (window);
  self->id = g_strdup (id);
  return self;
}

static void
named_free (Named *self)
{
  g_object_unref (self->window);
  g_free (self->id);
  g_free (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FfWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ff_keeper_done_finish (FF_KEEPER (source), result, &error) && !self->closing)
    ff_window_tell (self, error->message);
}

static void
rename_file_cb (const char *name,
                gpointer    user_data)
{
  Named *named = user_data;

  ff_keeper_rename_async (named->window->keeper, named->id, name, NULL, done_cb, g_object_ref (named->window));
}

/* An open campaign is renamed by an edit, which can be undone; another in its file. */
static void
rename_campaign (FfWindow   *self,
                 const char *id)
{
  FfWindow *window;
  AdwTabPage *page = find_page (self, id, &window);
  GtkWidget *card = ff_library_page_find_card (self->library, id);

  if (page != NULL)
    {
      FfDraft *draft = ff_campaign_tab_get_draft (get_tab (page));

      ff_rename_dialog_show (GTK_WIDGET (self), ff_campaign_get_name (ff_draft_get_campaign (draft)), rename_draft_cb,
                             g_object_ref (draft), g_object_unref);
    }
  else if (card != NULL)
    ff_rename_dialog_show (GTK_WIDGET (self), ff_campaign_card_get_name (FF_CAMPAIGN_CARD (card)), rename_file_cb,
                           named_new (self, id), (GDestroyNotify) named_free);
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  rename_campaign (self, get_id (ff_window_get_tab (self)));
}

static void
rename_id_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  rename_campaign (FF_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_keeper_save_all (self->keeper);
  ff_keeper_duplicate_async (self->keeper, get_id (ff_window_get_tab (self)), NULL, opened_id_cb, g_object_ref (self));
}

/* ---- The bin. */

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Named *named = user_data;
  FfWindow *self = named->window;
  GtkWidget *card = ff_library_page_find_card (self->library, named->id);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (self->closing)
    ;
  else if (!ff_keeper_done_finish (FF_KEEPER (source), result, &error))
    ff_window_tell (self, error->message);
  else
    {
      /* Translators: %s is the name of a campaign. */
      text = g_strdup_printf (_("“%s” is in the bin"), card != NULL
                                                         ? ff_campaign_card_get_name (FF_CAMPAIGN_CARD (card))
                                                         : named->id);
      escaped = g_markup_escape_text (text, -1);
      toast = adw_toast_new (escaped);
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.restore");
      adw_toast_set_action_target (toast, "s", named->id);
      adw_toast_overlay_add_toast (self->toasts, toast);
    }

  named_free (named);
}

static void
remove_campaign (FfWindow   *self,
                 const char *id)
{
  close_campaign (self, id);
  ff_keeper_remove_async (self->keeper, id, NULL, removed_cb, named_new (self, id));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  g_autofree char *id = g_strdup (get_id (ff_window_get_tab (self)));

  remove_campaign (self, id);
}

static void
remove_id_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *target)
{
  remove_campaign (FF_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_keeper_restore_async (self->keeper, g_variant_get_string (target, NULL), NULL, done_cb, g_object_ref (self));
}

/* ---- Life. */

static gboolean
ff_window_close_request (GtkWindow *window)
{
  FfWindow *self = FF_WINDOW (window);

  if (!self->closing && get_application (self) != NULL)
    ff_application_save_session (get_application (self));
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
install_actions (GtkWidgetClass *widget_class)
{
  /* In the command table. */
  gtk_widget_class_install_action (widget_class, "win.new-campaign", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.close-tab", NULL, close_tab_action);
  gtk_widget_class_install_action (widget_class, "win.show-library", NULL, show_library_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "win.duplicate-campaign", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "win.remove-campaign", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "win.recount", NULL, recount_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);

  /* Of buttons, cards and toasts. */
  gtk_widget_class_install_action (widget_class, "win.explore", NULL, explore_action);
  gtk_widget_class_install_action (widget_class, "win.use-template", "s", new_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.rename-id", "s", rename_id_action);
  gtk_widget_class_install_action (widget_class, "win.remove", "s", remove_id_action);
  gtk_widget_class_install_action (widget_class, "win.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.dismiss", NULL, dismiss_action);
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
  install_actions (widget_class);
}

static void
add_menus (FfWindow *self)
{
  static const char *const campaign[] = { "win.rename", "win.duplicate-campaign", "", "win.remove-campaign", NULL };
  static const char *const primary[] = {
    "win.open", "win.show-library", "",
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
  g_signal_group_connect_swapped (self->draft_signals, "notify::store-error", G_CALLBACK (update_condition), self);
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
  g_signal_connect_object (self->keeper, "notify::error", G_CALLBACK (update_condition), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::sample-progress", G_CALLBACK (sample_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "notify::sample-error", G_CALLBACK (sample_cb), self, G_CONNECT_SWAPPED);

  page = adw_tab_view_append_pinned (self->tab_view, GTK_WIDGET (self->library));
  adw_tab_page_set_title (page, _("Library"));
  adw_tab_page_set_icon (page, g_themed_icon_new ("ff-library-symbolic"));
  tell_library_of_sample (self);
  selected_page_cb (self);

  return self;
}
