/* Files of rows in a window: chosen or dropped, they go into the data of the shown campaign. Main thread. */

#include "ui/ff-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/import/ff-import-window.h"

/* The campaign's rules can speak of the new rows at once. */
static void
imported_cb (FfDraft *draft)
{
  ff_draft_reopen (draft);
}

void
ff_window_import_rows (FfWindow *self,
                       GFile    *file)
{
  FfCampaignTab *tab = ff_window_get_tab (self);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;
  GtkWidget *window;

  if (draft == NULL)
    ff_window_tell (self, _("Open a campaign first: the rows go to where its data is"));
  else if (!g_str_has_prefix (ff_draft_get_store_url (draft), "sqlite:"))
    ff_window_tell (self, _("This campaign’s data is on a server, into which no files are imported from here"));
  else if (g_file_peek_path (file) == NULL)
    ff_window_tell (self, _("The file is not on this computer. Download it first."));
  else
    {
      window = ff_import_window_new (GTK_WINDOW (self), g_file_peek_path (file), ff_draft_get_store_url (draft));
      g_signal_connect_object (window, "imported", G_CALLBACK (imported_cb), draft, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           FfWindow        *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && !self->closing)
    ff_window_import_rows (self, file);
  g_object_unref (dialog);
}

void
ff_window_choose_rows (FfWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Import Data"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) rows = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (rows, _("Files of Rows (CSV, TSV)"));
  for (const char *const *ending = (const char *const []) { "csv", "tsv", "tab", "txt", NULL }; *ending != NULL; ending++)
    gtk_file_filter_add_suffix (rows, *ending);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), rows);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
