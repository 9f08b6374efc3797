/* Opening campaigns in a window: from the library, from files, and the first one. Main thread. */

#include "ui/ff-window-private.h"

#include "runner/ff-known-gateways.h"
#include "ui/ff-import.h"
#include "ui/import/ff-import-window.h"

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

  if (self->closing || ff_window_get_app (self) == NULL)
    return;

  if (opened == NULL)
    {
      ff_window_tell (self, error->message);
      return;
    }

  /* Asked for twice before the first answer. */
  page = ff_window_find_page (self, ff_campaign_get_id (opened->campaign), &other);
  if (page != NULL)
    {
      adw_tab_view_set_selected_page (other->tab_view, page);
      return;
    }

  url = opened->source_url != NULL ? g_strdup (opened->source_url) : ff_application_dup_sample_url (ff_window_get_app (self));
  gateways = ff_known_gateways_new ();
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
  ff_window_update_condition (self);
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
  AdwTabPage *page = ff_window_find_page (self, id, &window);

  if (page == NULL)
    {
      ff_keeper_load_async (self->keeper, id, NULL, loaded_cb, g_object_ref (self));
      return;
    }

  adw_tab_view_set_selected_page (window->tab_view, page);
  if (window != self)
    gtk_window_present (GTK_WINDOW (window));
}

void
ff_window_opened_id_cb (GObject      *source,
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
  ff_application_ensure_sample (ff_window_get_app (self));
  ff_keeper_sample_async (self->keeper, NULL, ff_window_opened_id_cb, g_object_ref (self));
}

void
ff_window_imported_cb (const char *id,
                       gboolean    replaced,
                       gpointer    user_data)
{
  FfWindow *self = user_data;

  if (self->closing)
    return;

  if (replaced)
    ff_window_close_campaign (self, id);
  ff_window_open_campaign (self, id);
}

void
ff_window_open_file (FfWindow *self,
                     GFile    *file)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL && ff_import_window_takes (path))
    ff_window_import_rows (self, file);
  else
    ff_import_file (GTK_WINDOW (self), self->keeper, file, ff_window_imported_cb, self);
}
