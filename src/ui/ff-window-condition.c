/* What stands under the header of a window: one condition at a time, the most severe first, and what can be done about
 * it. Main thread. */

#include "ui/ff-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-words.h"

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
      if (ff_draft_needs_password (draft))
        {
          ff_banner_show (self->banner, FF_BANNER_WARNING, text, _("Type _Password…"), "win.show-source");
          return TRUE;
        }
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
  FfApplication *application = ff_window_get_app (self);
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

/**
 * ff_window_update_condition:
 * @self: the window
 *
 * Shows the most severe condition that holds for what is shown, or none.
 */
void
ff_window_update_condition (FfWindow *self)
{
  FfCampaignTab *tab;
  const char *error;

  if (self->closing || ff_window_get_app (self) == NULL)
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

  ff_application_ensure_sample (ff_window_get_app (self));
  if (tab != NULL && ff_application_get_sample_progress (ff_window_get_app (self)) < 0)
    ff_draft_reopen (ff_campaign_tab_get_draft (tab));
  ff_window_update_condition (self);
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
  ff_window_update_condition (self);
}

/* ---- The sample store. */

static void
tell_library_of_sample (FfWindow *self)
{
  FfApplication *application = ff_window_get_app (self);
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

/**
 * ff_window_update_sample:
 * @self: the window
 *
 * Tells how far the sample store is, and opens the drafts that waited for it.
 */
void
ff_window_update_sample (FfWindow *self)
{
  FfApplication *application = ff_window_get_app (self);

  if (self->closing || application == NULL)
    return;

  tell_library_of_sample (self);
  if (ff_application_get_sample_progress (application) < 0 && ff_application_has_sample (application))
    for (int i = 0; i < adw_tab_view_get_n_pages (self->tab_view); i++)
      {
        FfCampaignTab *tab = ff_window_get_page_tab (adw_tab_view_get_nth_page (self->tab_view, i));

        if (tab != NULL && ff_draft_get_schema (ff_campaign_tab_get_draft (tab)) == NULL)
          ff_draft_reopen (ff_campaign_tab_get_draft (tab));
      }

  ff_window_update_condition (self);
}

void
ff_window_install_condition_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "win.dismiss", NULL, dismiss_action);
}
