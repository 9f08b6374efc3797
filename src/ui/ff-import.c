/* Files from elsewhere: chosen, dropped or named on the command line. Main thread; reading is the keeper's worker's. */

#include "ui/ff-import.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GWeakRef         window;
  FfKeeper        *keeper;
  char            *path;
  FfLibraryImport  known;
  FfImported       func;
  gpointer         user_data;
} Import;

static Import *
import_new (GtkWindow  *window,
            FfKeeper   *keeper,
            const char *path,
            FfImported  func,
            gpointer    user_data)
{
  Import *self = g_new0 (Import, 1);

  g_weak_ref_init (&self->window, window);
  self->keeper = g_object_ref (keeper);
  self->path = g_strdup (path);
  self->func = func;
  self->user_data = user_data;
  return self;
}

static void
import_free (Import *self)
{
  g_weak_ref_clear (&self->window);
  g_object_unref (self->keeper);
  g_free (self->path);
  g_free (self);
}

static void start (Import *self);

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Import           *self)
{
  if (g_str_equal (response, "open"))
    self->known = FF_LIBRARY_IMPORT_OPEN;
  else if (g_str_equal (response, "copy"))
    self->known = FF_LIBRARY_IMPORT_COPY;
  else if (g_str_equal (response, "replace"))
    self->known = FF_LIBRARY_IMPORT_REPLACE;

  if (self->known != FF_LIBRARY_IMPORT_ASK)
    start (self);
  else
    import_free (self);
}

static void
ask (Import     *self,
     GtkWindow  *window,
     const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (window, _("Which Version?"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "open", _("_Open the One in the Library"),
                                    "copy", _("Import a Co_py"),
                                    "replace", _("_Replace With the File"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
refuse (GtkWindow  *window,
        const char *path,
        const char *message)
{
  g_autofree char *name = g_path_get_basename (path);
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, NULL);

  /* Translators: %s is the name of a file. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("“%s” Cannot Be Opened"), name);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Import *self = user_data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ff_keeper_id_finish (FF_KEEPER (source), result, &error);

  if (window != NULL && g_error_matches (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS))
    {
      ask (self, window, error->message);
      return;
    }

  if (window != NULL && id != NULL)
    self->func (id, self->known == FF_LIBRARY_IMPORT_REPLACE, self->user_data);
  else if (window != NULL)
    refuse (window, self->path, error->message);

  import_free (self);
}

static void
start (Import *self)
{
  ff_keeper_import_async (self->keeper, self->path, self->known, NULL, imported_cb, self);
}

void
ff_import_file (GtkWindow  *window,
                FfKeeper   *keeper,
                GFile      *file,
                FfImported  func,
                gpointer    user_data)
{
  g_autofree char *name = NULL;

  if (g_file_peek_path (file) != NULL)
    {
      start (import_new (window, keeper, g_file_peek_path (file), func, user_data));
      return;
    }

  name = g_file_get_parse_name (file);
  refuse (window, name, _("It is not on this computer. Download it first, then open it from there."));
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           Import          *self)
{
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GListModel) files = NULL;

  if (window != NULL && response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          ff_import_file (window, self->keeper, file, self->func, self->user_data);
        }
    }

  import_free (self);
  g_object_unref (dialog);
}

void
ff_import_choose (GtkWindow  *window,
                  FfKeeper   *keeper,
                  FfImported  func,
                  gpointer    user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open a Campaign"), window,
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) campaigns = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (campaigns, _("Campaigns"));
  gtk_file_filter_add_suffix (campaigns, "fanfare");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), campaigns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  g_signal_connect (dialog, "response", G_CALLBACK (chosen_cb), import_new (window, keeper, NULL, func, user_data));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
