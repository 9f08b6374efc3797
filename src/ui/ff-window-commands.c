/* The commands of a window: each is an action of the command table, or of a button, a card or a toast. Main thread. */

#include "ui/ff-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-commands.h"
#include "ui/ff-import.h"
#include "ui/ff-rename-dialog.h"
#include "ui/library/ff-campaign-card.h"
#include "ui/sources/ff-model-window.h"
#include "ui/sources/ff-source-dialog.h"

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_keeper_new_async (self->keeper, target != NULL ? g_variant_get_string (target, NULL) : NULL, NULL, ff_window_opened_id_cb,
                       g_object_ref (self));
}

static void
explore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  ff_window_open_sample (FF_WINDOW (widget));
}

/* Of the name, or a new one. */
static void
source_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  const char *source = NULL;
  const char *url = NULL;

  if (target != NULL)
    g_variant_get (target, "(&s&s)", &source, &url);
  gtk_window_present (GTK_WINDOW (ff_source_dialog_new (GTK_WINDOW (self), self->keeper, source, url)));
}

/* Of the campaign that is shown. */
static void
show_source_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  FfCampaignTab *tab = ff_window_get_tab (self);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;

  if (draft != NULL)
    gtk_widget_activate_action (widget, "win.edit-source", "(ss)", ff_campaign_get_data_source (ff_draft_get_campaign (draft)),
                                ff_draft_get_store_url (draft));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);

  ff_import_choose (GTK_WINDOW (self), self->keeper, ff_window_imported_cb, self);
}

static void
show_data_model_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  FfCampaignTab *tab = ff_window_get_tab (self);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;

  if (draft == NULL)
    ff_window_tell (self, _("Open a campaign first: its data is shown"));
  else if (ff_draft_get_schema (draft) == NULL)
    ff_window_tell (self, _("The campaign’s data is not open yet"));
  else
    gtk_window_present (GTK_WINDOW (ff_model_window_new (GTK_WINDOW (self), draft)));
}

static void
import_data_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  ff_window_choose_rows (FF_WINDOW (widget));
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
  AdwTabPage *page = ff_window_find_page (self, id, &window);
  GtkWidget *card = ff_library_page_find_card (self->library, id);

  if (page != NULL)
    {
      FfDraft *draft = ff_campaign_tab_get_draft (ff_window_get_page_tab (page));

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

  rename_campaign (self, ff_campaign_tab_get_id (ff_window_get_tab (self)));
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
  ff_keeper_duplicate_async (self->keeper, ff_campaign_tab_get_id (ff_window_get_tab (self)), NULL, ff_window_opened_id_cb, g_object_ref (self));
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
  ff_window_close_campaign (self, id);
  ff_keeper_remove_async (self->keeper, id, NULL, removed_cb, named_new (self, id));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfWindow *self = FF_WINDOW (widget);
  g_autofree char *id = g_strdup (ff_campaign_tab_get_id (ff_window_get_tab (self)));

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

/* ---- All of them. */

void
ff_window_install_actions (GtkWidgetClass *widget_class)
{
  /* In the command table. */
  gtk_widget_class_install_action (widget_class, "win.new-campaign", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.connect-data", NULL, source_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.show-data-model", NULL, show_data_model_action);
  gtk_widget_class_install_action (widget_class, "win.import-data", NULL, import_data_action);
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
  gtk_widget_class_install_action (widget_class, "win.edit-source", "(ss)", source_action);
  gtk_widget_class_install_action (widget_class, "win.show-source", NULL, show_source_action);
  gtk_widget_class_install_action (widget_class, "win.use-template", "s", new_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.rename-id", "s", rename_id_action);
  gtk_widget_class_install_action (widget_class, "win.remove", "s", remove_id_action);
  gtk_widget_class_install_action (widget_class, "win.restore", "s", restore_action);
}
