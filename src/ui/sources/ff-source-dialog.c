/* The form of a data source. Main thread; what it tries runs elsewhere. */

#include <adwaita.h>

#include "ui/sources/ff-source-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/sources/ff-source-address.h"
#include "ui/sources/ff-source-test.h"

struct _FfSourceDialog
{
  AdwWindow     parent_instance;

  FfKeeper     *keeper;
  char         *replaced;      /* name that it had; NULL: a new one */
  char         *file;
  GCancellable *cancellable;   /* of a try that runs; nullable */
  gboolean      tried;         /* as it stands: a failure may be saved all the same */
  gboolean      saves;         /* when the try ends well */

  GtkWidget    *name;
  GtkWidget    *kind;
  GtkWidget    *groups[FF_N_SOURCE_KINDS];
  GtkWidget    *file_row;
  GtkWidget    *host;
  GtkWidget    *port;
  GtkWidget    *database;
  GtkWidget    *user;
  GtkWidget    *address;
  GtkWidget    *secret_group;
  GtkWidget    *password;
  GtkWidget    *keeps;
  GtkWidget    *result;
  GtkWidget    *result_icon;
  GtkWidget    *spinner;
  GtkWidget    *test;
  GtkWidget    *connect;
};

G_DEFINE_FINAL_TYPE (FfSourceDialog, ff_source_dialog, ADW_TYPE_WINDOW)

static const char *const kind_names[FF_N_SOURCE_KINDS] = { N_("SQLite File"), N_("PostgreSQL Server"), N_("Address") };

/* ---- What stands in the form. */

static FfSourceKind
get_kind (FfSourceDialog *self)
{
  return (FfSourceKind) adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind));
}

static char *
dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static char *
dup_url (FfSourceDialog  *self,
         const char     **out_problem)
{
  g_auto (FfSourceAddress) address = {
    .kind = get_kind (self), .file = g_strdup (self->file), .host = dup_text (self->host), .port = dup_text (self->port),
    .database = dup_text (self->database), .user = dup_text (self->user), .address = dup_text (self->address),
  };

  return ff_source_address_dup_url (&address, out_problem);
}

static void
set_result (FfSourceDialog *self,
            const char     *text,
            const char     *icon,
            const char     *css_class)
{
  static const char *const styles[] = { "ff-good", "ff-problem" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->result_icon, styles[i]);
  if (css_class != NULL)
    gtk_widget_add_css_class (self->result_icon, css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->result_icon), icon);
  gtk_widget_set_visible (self->result_icon, icon != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), text);
}

/* Buttons by what the form has; a try of something else says nothing. */
static void
update (FfSourceDialog *self)
{
  const char *problem;
  g_autofree char *url = dup_url (self, &problem);
  g_autofree char *name = dup_text (self->name);
  gboolean is_trying = self->cancellable != NULL;

  if (*name == '\0')
    problem = _("Type a name for it");

  for (guint k = 0; k < FF_N_SOURCE_KINDS; k++)
    gtk_widget_set_visible (self->groups[k], k == get_kind (self));
  gtk_widget_set_visible (self->secret_group, get_kind (self) != FF_SOURCE_FILE);
  gtk_widget_set_sensitive (self->test, url != NULL && !is_trying);
  gtk_widget_set_sensitive (self->connect, problem == NULL && !is_trying);
  gtk_widget_set_visible (self->spinner, is_trying);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_trying);
  gtk_button_set_label (GTK_BUTTON (self->connect), self->tried ? _("_Save Anyway") : self->replaced != NULL ? _("_Save") : _("_Connect"));

  if (is_trying)
    set_result (self, _("Trying…"), NULL, NULL);
  else if (!self->tried)
    set_result (self, problem != NULL ? problem : _("Not tried yet"), NULL, NULL);
}

static void
changed_cb (FfSourceDialog *self)
{
  self->tried = FALSE;
  update (self);
}

/* ---- Saving. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FfSourceDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ff_keeper_done_finish (FF_KEEPER (source), result, &error))
    gtk_window_destroy (GTK_WINDOW (self));
  else
    set_result (self, error->message, "ff-problem-symbolic", "ff-problem");
}

static void
save (FfSourceDialog *self)
{
  const char *problem;
  g_autofree char *url = dup_url (self, &problem);
  g_autofree char *name = dup_text (self->name);

  ff_keeper_save_source_async (self->keeper, self->replaced, name, url, NULL, saved_cb, g_object_ref (self));
}

/* ---- Trying. */

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfSourceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *facts = ff_source_test_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->tried = facts == NULL;
  update (self);
  if (facts != NULL)
    set_result (self, facts, "object-select-symbolic", "ff-good");
  else
    set_result (self, error->message, "ff-problem-symbolic", "ff-problem");

  if (facts != NULL && self->saves)
    save (self);
}

static void
try (FfSourceDialog *self,
     gboolean        saves)
{
  const char *problem;
  g_autofree char *url = dup_url (self, &problem);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  if (url == NULL || self->cancellable != NULL)
    return;

  self->saves = saves;
  self->cancellable = g_cancellable_new ();
  update (self);
  ff_source_test_async (url, *password != '\0' ? password : NULL, gtk_switch_get_active (GTK_SWITCH (self->keeps)), self->cancellable,
                        tested_cb, g_object_ref (self));
}

static void
test_cb (FfSourceDialog *self)
{
  try (self, FALSE);
}

static void
connect_cb (FfSourceDialog *self)
{
  if (self->tried)
    save (self);
  else
    try (self, TRUE);
}

/* ---- Removing. */

static void
remove_cb (FfSourceDialog *self)
{
  ff_keeper_remove_source_async (self->keeper, self->replaced, NULL, saved_cb, g_object_ref (self));
}

static void
ask_remove_cb (FfSourceDialog *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  /* Translators: %s is the name of a data source. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Remove “%s”?"), self->replaced);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _("Its data stays where it is. Campaigns that use it cannot be counted until another source has this name."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- The form. */

static void
set_file (FfSourceDialog *self,
          const char     *path)
{
  g_autofree char *name = *path != '\0' ? g_path_get_basename (path) : g_strdup (_("None"));

  g_free (self->file);
  self->file = g_strdup (path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row), name);
  gtk_widget_set_tooltip_text (self->file_row, *path != '\0' ? path : NULL);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           FfSourceDialog  *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    {
      set_file (self, path);
      changed_cb (self);
    }
  gtk_native_dialog_destroy (chooser);
}

static void
choose_cb (FfSourceDialog *self)
{
  g_autoptr (GtkFileChooserNative) chooser =
    gtk_file_chooser_native_new (_("Choose a Database File"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  g_signal_connect_object (g_object_ref (chooser), "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkWidget *
add_group (AdwPreferencesPage *page,
           const char         *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return group;
}

static GtkWidget *
add_entry (FfSourceDialog *self,
           GtkWidget      *group,
           GtkWidget      *entry,
           const char     *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (connect_cb), self);

  return entry;
}

static GtkWidget *
add_button (GtkWidget  *row,
            const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return button;
}

static void
add_what (FfSourceDialog     *self,
          AdwPreferencesPage *page)
{
  GtkWidget *group = add_group (page, NULL);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  for (guint k = 0; k < FF_N_SOURCE_KINDS; k++)
    gtk_string_list_append (kinds, _(kind_names[k]));

  self->name = add_entry (self, group, adw_entry_row_new (), _("Name"));
  self->kind = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _("Kind"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->kind), G_LIST_MODEL (kinds));
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kind);
}

static void
add_where (FfSourceDialog     *self,
           AdwPreferencesPage *page)
{
  GtkWidget *button;
  GtkWidget *row;

  self->groups[FF_SOURCE_FILE] = add_group (page, NULL);
  self->file_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), _("File"));
  button = add_button (self->file_row, _("_Choose…"));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->file_row), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->groups[FF_SOURCE_FILE]), self->file_row);

  self->groups[FF_SOURCE_SERVER] = add_group (page, NULL);
  self->host = add_entry (self, self->groups[FF_SOURCE_SERVER], adw_entry_row_new (), _("Server"));
  self->port = add_entry (self, self->groups[FF_SOURCE_SERVER], adw_entry_row_new (), _("Port (5432 When Empty)"));
  self->database = add_entry (self, self->groups[FF_SOURCE_SERVER], adw_entry_row_new (), _("Database"));
  self->user = add_entry (self, self->groups[FF_SOURCE_SERVER], adw_entry_row_new (), _("User Name"));

  self->groups[FF_SOURCE_ADDRESS] = add_group (page, NULL);
  self->address = add_entry (self, self->groups[FF_SOURCE_ADDRESS], adw_entry_row_new (), _("Address"));

  self->secret_group = add_group (page, NULL);
  self->password = add_entry (self, self->secret_group, adw_password_entry_row_new (), _("Password"));
  row = adw_action_row_new ();
  self->keeps = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->keeps), TRUE);
  gtk_widget_set_valign (self->keeps, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Keep the Password in the Keyring"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Off: until Fanfare ends. No file of a campaign ever has it"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->keeps);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->keeps);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keeps), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep the Password in the Keyring"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->secret_group), row);
}

static void
add_trial (FfSourceDialog     *self,
           AdwPreferencesPage *page)
{
  GtkWidget *group = add_group (page, NULL);

  self->result = adw_action_row_new ();
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self->result), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->result), FALSE);
  self->result_icon = gtk_image_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->result_icon);
  self->spinner = gtk_spinner_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), self->spinner);
  self->test = add_button (self->result, _("_Test"));
  g_signal_connect_swapped (self->test, "clicked", G_CALLBACK (test_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->result);
}

static GtkWidget *
new_header (FfSourceDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  self->connect = gtk_button_new_with_mnemonic (_("_Connect"));
  gtk_widget_add_css_class (self->connect, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->connect);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  g_signal_connect_swapped (self->connect, "clicked", G_CALLBACK (connect_cb), self);

  return header;
}

static void
ff_source_dialog_dispose (GObject *object)
{
  FfSourceDialog *self = FF_SOURCE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (ff_source_dialog_parent_class)->dispose (object);
}

static void
ff_source_dialog_finalize (GObject *object)
{
  FfSourceDialog *self = FF_SOURCE_DIALOG (object);

  g_free (self->replaced);
  g_free (self->file);

  G_OBJECT_CLASS (ff_source_dialog_parent_class)->finalize (object);
}

static void
ff_source_dialog_class_init (FfSourceDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_source_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_source_dialog_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ff_source_dialog_init (FfSourceDialog *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-data");
}

static void
fill (FfSourceDialog *self,
      const char     *url)
{
  g_auto (FfSourceAddress) address;

  ff_source_address_init (&address, url);
  set_file (self, address.file);
  gtk_editable_set_text (GTK_EDITABLE (self->host), address.host);
  gtk_editable_set_text (GTK_EDITABLE (self->port), address.port);
  gtk_editable_set_text (GTK_EDITABLE (self->database), address.database);
  gtk_editable_set_text (GTK_EDITABLE (self->user), address.user);
  gtk_editable_set_text (GTK_EDITABLE (self->address), address.address);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind), address.kind);
}

/**
 * ff_source_dialog_new:
 * @parent: a window
 * @keeper: the library
 * @name: (nullable): of a data source of it
 * @url: (nullable): where that is
 *
 * Returns: a window, to be presented
 */
GtkWidget *
ff_source_dialog_new (GtkWindow  *parent,
                      FfKeeper   *keeper,
                      const char *name,
                      const char *url)
{
  FfSourceDialog *self = g_object_new (FF_TYPE_SOURCE_DIALOG, "transient-for", parent, "modal", TRUE, "default-width", 460,
                                       "default-height", 680, "title", name != NULL ? _("Data Source") : _("Connect Your Data"), NULL);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->keeper = g_object_ref (keeper);
  self->replaced = g_strdup (name);
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);

  add_what (self, ADW_PREFERENCES_PAGE (page));
  add_where (self, ADW_PREFERENCES_PAGE (page));
  add_trial (self, ADW_PREFERENCES_PAGE (page));
  if (name != NULL)
    {
      GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove Data Source…"));

      gtk_widget_add_css_class (remove, "destructive-action");
      gtk_widget_set_halign (remove, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (remove, "clicked", G_CALLBACK (ask_remove_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (add_group (ADW_PREFERENCES_PAGE (page), NULL)), remove);
    }

  fill (self, url);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  update (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->name);

  return GTK_WIDGET (self);
}
