/* A file of rows: looked at, corrected by a person, loaded. Every choice of how
 * it is read looks at it anew, and the newest choice wins. Main thread; the work
 * is done elsewhere (ff-import-work.h). */

#include "ui/import/ff-import-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-count.h"
#include "ui/import/ff-column-kind.h"
#include "ui/import/ff-import-work.h"
#include "ui/inspector/ff-drop-down.h"

#define MAX_COLUMNS 200
#define N_VALUES    4
#define MAX_CHARS 44
#define WIDTH       640
#define HEIGHT      680

static const char *const delimiters[] = { ",", ";", "\t", "|", NULL };
static const char *const header_ids[] = { "there", "none", NULL };
static const char *const mode_ids[] = { "new", "append", "replace", NULL };

struct _FfImportWindow
{
  AdwWindow        parent_instance;

  char            *path;
  char            *store;
  FfFileFormat    *wanted;        /* what a person chose of how it is read */
  GHashTable      *chosen;        /* column → kind that a person chose */
  FfImportPreview *preview;       /* nullable */
  GCancellable    *looking;
  GCancellable    *loading;
  gboolean         is_closed;

  GtkWidget       *title;
  GtkWidget       *import;
  GtkWidget       *close;
  GtkWidget       *stack;
  GtkWidget       *problem;       /* what is wrong, above the form */
  GtkWidget       *encoding;
  GtkWidget       *delimiter;
  GtkWidget       *header;
  GtkWidget       *about;         /* size of the file, and what was looked at */
  AdwPreferencesGroup *columns;
  GPtrArray       *column_rows;
  GtkWidget       *target;        /* group */
  GtkWidget       *table;
  GtkWidget       *mode;
  GtkWidget       *key;
  GtkWidget       *key_row;
  GtkWidget       *rejects;
  GtkWidget       *progress;
  GtkWidget       *result;
  AdwPreferencesGroup *reasons;
  GPtrArray       *reason_rows;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfImportWindow, ff_import_window, ADW_TYPE_WINDOW)

static void
tell_problem (FfImportWindow *self,
              const char     *message)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->problem)), message != NULL ? message : "");
  gtk_widget_set_visible (self->problem, message != NULL);
}

static gboolean
has_columns (FfImportWindow *self)
{
  for (guint c = 0; self->preview != NULL && c < self->preview->format->columns->len; c++)
    if (!((FfFileColumn *) self->preview->format->columns->pdata[c])->ignored)
      return TRUE;

  return FALSE;
}

static void
update_import (FfImportWindow *self)
{
  const char *table = gtk_editable_get_text (GTK_EDITABLE (self->table));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.start",
                                 self->looking == NULL && self->loading == NULL && has_columns (self) && *table != '\0');
}

/* ---- The columns. */

static void
clear_rows (AdwPreferencesGroup *group,
            GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         GtkWidget           *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (control != NULL)
    {
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
    }
  adw_preferences_group_add (group, row);

  return row;
}

static void
show_key (FfImportWindow *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (labels, (gpointer) _("Line Number"));
  for (guint c = 0; c < self->preview->format->columns->len; c++)
    {
      const FfFileColumn *column = self->preview->format->columns->pdata[c];

      if (column->ignored)
        continue;
      g_ptr_array_add (ids, column->name);
      g_ptr_array_add (labels, column->label != NULL ? column->label : column->name);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);

  ff_drop_down_set_choices (FF_DROP_DOWN (self->key), (const char *const *) ids->pdata, (const char *const *) labels->pdata);
  if (ff_drop_down_get_selected (FF_DROP_DOWN (self->key)) == NULL)
    ff_drop_down_set_selected (FF_DROP_DOWN (self->key), "");
}

static void
kind_cb (FfImportWindow *self,
         const char     *id,
         GtkWidget      *control)
{
  FfFileColumn *column = g_object_get_data (G_OBJECT (control), "column");

  ff_column_kind_set (column, id);
  g_hash_table_replace (self->chosen, g_strdup (column->name), g_strdup (id));
  show_key (self);
  update_import (self);
}

/* The first values, as they stand in the file. */
static char *
dup_values (FfImportWindow *self,
            guint           index)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint r = 0; r < MIN (self->preview->rows->len, N_VALUES); r++)
    {
      char **row = self->preview->rows->pdata[r];

      if (g_strv_length (row) <= index || *row[index] == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, row[index]);
    }
  g_strdelimit (text->str, "\r\n\t", ' ');
  if (text->len == 0)
    return g_strdup (_("Empty in the first rows"));
  if (g_utf8_strlen (text->str, -1) > MAX_CHARS)
    {
      g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, MAX_CHARS) - text->str));
      g_string_append (text, "…");
    }

  return g_strdup (text->str);
}

static void
add_column (FfImportWindow *self,
            guint           index)
{
  FfFileColumn *column = self->preview->format->columns->pdata[index];
  const char *chosen = g_hash_table_lookup (self->chosen, column->name);
  g_autofree char *values = dup_values (self, index);
  /* Translators: names a choice; %s is a column of a file. */
  g_autofree char *name = g_strdup_printf (_("Kind of %s"), column->name);
  GtkWidget *kind = ff_drop_down_new (name);
  GtkWidget *row;

  if (chosen != NULL)
    ff_column_kind_set (column, chosen);
  ff_drop_down_set_choices (FF_DROP_DOWN (kind), ff_column_kinds_get_ids (), ff_column_kinds_get_labels ());
  ff_drop_down_set_selected (FF_DROP_DOWN (kind), ff_column_kind_get (column));
  g_object_set_data (G_OBJECT (kind), "column", column);
  g_signal_connect_swapped (kind, "picked", G_CALLBACK (kind_cb), self);
  gtk_widget_add_css_class (kind, "flat");

  row = add_row (self->columns, column->name, values, kind);
  gtk_widget_set_tooltip_text (row, values);
  g_ptr_array_add (self->column_rows, row);
}

static void
show_columns (FfImportWindow *self)
{
  const guint n_columns = self->preview->format->columns->len;

  clear_rows (self->columns, self->column_rows);
  for (guint c = 0; c < MIN (n_columns, MAX_COLUMNS); c++)
    add_column (self, c);

  if (n_columns > MAX_COLUMNS)
    {
      const guint n_more = n_columns - MAX_COLUMNS;
      g_autofree char *more = g_strdup_printf (ngettext ("%u more column is imported as it was found",
                                                         "%u more columns are imported as they were found", n_more), n_more);

      g_ptr_array_add (self->column_rows, add_row (self->columns, more, NULL, NULL));
    }
}

/* ---- Looking. */

static void
show_file (FfImportWindow *self)
{
  const FfFileFormat *format = self->preview->format;
  const char delimiter[] = { format->delimiter, '\0' };
  g_autofree char *size = g_format_size ((guint64) self->preview->n_bytes);
  g_autofree char *n_rows = ff_count_format (self->preview->n_sampled);
  g_autofree char *about = NULL;

  ff_drop_down_set_selected (FF_DROP_DOWN (self->encoding), format->encoding);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->delimiter), delimiter);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->header), format->header == FF_HEADER_NONE ? "none" : "there");

  if (self->preview->is_whole)
    /* Translators: the size of a file, and a number of rows with separators. */
    about = g_strdup_printf (ngettext ("%s, %s row. The kinds are told from all of them.",
                                       "%s, %s rows. The kinds are told from all of them.", self->preview->n_sampled), size, n_rows);
  else
    about = g_strdup_printf (ngettext ("%s. The kinds are told from the first %s row; a later one that does not fit is rejected.",
                                       "%s. The kinds are told from the first %s rows; a later one that does not fit is rejected.",
                                       self->preview->n_sampled), size, n_rows);
  gtk_label_set_text (GTK_LABEL (self->about), about);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportPreview) preview = ff_import_work_preview_finish (result, &error);

  if (self->is_closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->looking);
  clear_rows (self->columns, self->column_rows);
  g_clear_pointer (&self->preview, ff_import_preview_free);
  self->preview = g_steal_pointer (&preview);
  tell_problem (self, error != NULL ? error->message : NULL);
  if (self->preview != NULL)
    {
      show_file (self);
      show_columns (self);
      show_key (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->columns), self->preview != NULL);
  gtk_widget_set_visible (self->target, self->preview != NULL);
  gtk_widget_set_visible (self->about, self->preview != NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
  update_import (self);
}

static void
look (FfImportWindow *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  ff_import_work_preview_async (self->path, self->wanted, self->looking, looked_cb, g_object_ref (self));
  update_import (self);
}

static void
encoding_cb (FfImportWindow *self,
             const char     *id)
{
  g_free (self->wanted->encoding);
  self->wanted->encoding = g_strdup (id);
  look (self);
}

static void
delimiter_cb (FfImportWindow *self,
              const char     *id)
{
  self->wanted->delimiter = *id;
  look (self);
}

static void
header_cb (FfImportWindow *self,
           const char     *id)
{
  self->wanted->header = g_str_equal (id, "none") ? FF_HEADER_NONE : FF_HEADER_THERE;
  look (self);
}

/* ---- Loading. */

static char *
dup_rejects_path (FfImportWindow *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  char *end = strrchr (name, '.');
  g_autofree char *rejects = NULL;

  if (end != NULL && end != name)
    *end = '\0';
  rejects = g_strconcat (name, "-rejects.csv", NULL);

  return g_build_filename (folder, rejects, NULL);
}

static void
show_result (FfImportWindow       *self,
             const FfImportReport *report)
{
  g_autofree char *rows = ff_count_format (report->n_rows);
  g_autofree char *rejected = ff_count_format (report->n_rejected);
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;

  /* Translators: a number with separators, and the name of a table. */
  title = g_strdup_printf (ngettext ("%s row is in “%s”", "%s rows are in “%s”", report->n_rows), rows, report->table);
  if (report->n_rejected > 0)
    description = g_strdup_printf (ngettext ("%s row was rejected", "%s rows were rejected", report->n_rejected), rejected);
  else
    description = g_strdup (_("No row was rejected"));
  escaped = g_markup_escape_text (title, -1);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->result), escaped);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->result), description);

  clear_rows (self->reasons, self->reason_rows);
  for (guint i = 0; i < report->rejects->len; i++)
    {
      const FfImportReject *reject = report->rejects->pdata[i];
      g_autofree char *number = ff_count_format (reject->line);
      /* Translators: %s is the number of a line in a file. */
      g_autofree char *line = g_strdup_printf (_("Line %s"), number);

      g_ptr_array_add (self->reason_rows, add_row (self->reasons, line, reject->reason, NULL));
    }
  if (report->n_rejected > 0 && gtk_switch_get_active (GTK_SWITCH (self->rejects)))
    {
      g_autofree char *path = dup_rejects_path (self);
      g_autofree char *name = g_filename_display_basename (path);
      /* Translators: %s is the name of a file. */
      g_autofree char *where = g_strdup_printf (_("All of them are in “%s”, beside the file"), name);
      g_autofree char *where_escaped = g_markup_escape_text (where, -1);

      adw_preferences_group_set_description (self->reasons, where_escaped);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), report->n_rejected > 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FfImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfImportReport) report = ff_import_work_run_finish (result, &error);

  if (self->is_closed)
    return;

  g_clear_object (&self->loading);
  if (report != NULL)
    {
      show_result (self, report);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "result");
      gtk_button_set_label (GTK_BUTTON (self->close), _("_Close"));
      gtk_widget_set_visible (self->import, FALSE);
      gtk_widget_grab_focus (self->close);
      g_signal_emit (self, signals[IMPORTED], 0, report->table);
      return;
    }

  tell_problem (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "form");
  update_import (self);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  FfImportWindow *self = user_data;

  if (!self->is_closed)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  FfImportWindow *self = FF_IMPORT_WINDOW (widget);
  const char *mode = ff_drop_down_get_selected (FF_DROP_DOWN (self->mode));
  const char *key = ff_drop_down_get_selected (FF_DROP_DOWN (self->key));
  g_autofree char *rejects = dup_rejects_path (self);
  FfImportJob job = {
    .store = self->store,
    .path = self->path,
    .table = gtk_editable_get_text (GTK_EDITABLE (self->table)),
    .rejects = gtk_switch_get_active (GTK_SWITCH (self->rejects)) ? rejects : NULL,
  };

  job.format = self->preview->format;
  job.mode = g_str_equal (mode, "append") ? FF_IMPORT_APPEND : g_str_equal (mode, "replace") ? FF_IMPORT_REPLACE : FF_IMPORT_NEW;
  job.key = job.mode == FF_IMPORT_NEW && key != NULL && *key != '\0' ? key : NULL;

  self->loading = g_cancellable_new ();
  tell_problem (self, NULL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  ff_import_work_run_async (&job, progress_cb, self->loading, loaded_cb, g_object_ref (self));
  update_import (self);
}

/* What goes on is stopped first; the form stands again then. */
static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  FfImportWindow *self = FF_IMPORT_WINDOW (widget);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Only a new table gets a key; another one has it. */
static void
mode_cb (FfImportWindow *self,
         const char     *id)
{
  gtk_widget_set_sensitive (self->key_row, g_str_equal (id, "new"));
}

/* ---- The form. */

static AdwPreferencesGroup *
add_group (GtkWidget  *box,
           const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));

  return group;
}

static GtkWidget *
add_choice (FfImportWindow      *self,
            AdwPreferencesGroup *group,
            const char          *title,
            const char *const   *ids,
            const char *const   *labels,
            GCallback            callback)
{
  GtkWidget *choice = ff_drop_down_new (title);

  if (ids != NULL)
    ff_drop_down_set_choices (FF_DROP_DOWN (choice), ids, labels);
  if (callback != NULL)
    g_signal_connect_swapped (choice, "picked", callback, self);
  gtk_widget_add_css_class (choice, "flat");
  add_row (group, title, NULL, choice);

  return choice;
}

static void
add_file_group (FfImportWindow *self,
                GtkWidget      *box)
{
  AdwPreferencesGroup *group = add_group (box, _("File"));
  const char *const delimiter_labels[] = { _("Comma"), _("Semicolon"), _("Tab"), _("Vertical Bar"), NULL };
  const char *const header_labels[] = { _("Names the Columns"), _("Holds Values"), NULL };
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint n_encodings;
  const FfEncoding *encodings = ff_encodings_get (&n_encodings);

  for (guint i = 0; i < n_encodings; i++)
    {
      g_ptr_array_add (ids, (gpointer) encodings[i].id);
      g_ptr_array_add (labels, (gpointer) _(encodings[i].label));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);

  self->encoding = add_choice (self, group, _("Encoding"), (const char *const *) ids->pdata,
                               (const char *const *) labels->pdata, G_CALLBACK (encoding_cb));
  self->delimiter = add_choice (self, group, _("Values Are Separated By"), delimiters, delimiter_labels, G_CALLBACK (delimiter_cb));
  self->header = add_choice (self, group, _("First Row"), header_ids, header_labels, G_CALLBACK (header_cb));

  self->about = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->about), 0);
  gtk_label_set_wrap (GTK_LABEL (self->about), TRUE);
  gtk_widget_add_css_class (self->about, "ff-dim");
  gtk_widget_add_css_class (self->about, "caption");
  gtk_box_append (GTK_BOX (box), self->about);
}

static void
add_target_group (FfImportWindow *self,
                  GtkWidget      *box)
{
  AdwPreferencesGroup *group = add_group (box, _("Table"));
  const char *const mode_labels[] = { _("Make a New Table"), _("Add to the Table"), _("Replace the Table’s Rows"), NULL };
  g_autofree char *rejects = dup_rejects_path (self);
  g_autofree char *rejects_name = g_filename_display_basename (rejects);
  /* Translators: %s is the name of a file. */
  g_autofree char *where = g_strdup_printf (_("With line and reason, in “%s” beside the file"), rejects_name);
  g_autofree char *store = g_path_get_basename (self->store);
  /* Translators: %s is the name of a file with a database. */
  g_autofree char *into = g_strdup_printf (_("In “%s”"), store);

  self->target = GTK_WIDGET (group);
  self->table = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->table), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the Table"), -1);
  g_signal_connect_swapped (self->table, "changed", G_CALLBACK (update_import), self);
  add_row (group, _("Name"), into, self->table);

  self->mode = add_choice (self, group, _("Rows"), mode_ids, mode_labels, G_CALLBACK (mode_cb));
  ff_drop_down_set_selected (FF_DROP_DOWN (self->mode), "new");

  self->key = add_choice (self, group, _("Key"), NULL, NULL, NULL);
  self->key_row = gtk_widget_get_ancestor (self->key, ADW_TYPE_ACTION_ROW);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->key_row), _("What tells one row from another"));

  self->rejects = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (self->rejects), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rejects), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep Rejected Rows"), -1);
  add_row (group, _("Keep Rejected Rows"), where, self->rejects);
}

static GtkWidget *
new_problem (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "ff-problem");
  gtk_widget_set_visible (box, FALSE);

  return box;
}

static GtkWidget *
new_scroller (GtkWidget *box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkWidget *
new_form (FfImportWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->problem = new_problem ();
  gtk_box_append (GTK_BOX (box), self->problem);
  add_file_group (self, box);
  self->columns = add_group (box, _("Columns"));
  self->column_rows = g_ptr_array_new ();
  add_target_group (self, box);

  return new_scroller (box);
}

static GtkWidget *
new_loading (FfImportWindow *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->progress = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Importing"), -1);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Importing…"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _("All rows are there at the end, or none when it is cancelled"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), self->progress);

  return page;
}

static GtkWidget *
new_result (FfImportWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->result = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->result), "object-select-symbolic");
  gtk_widget_add_css_class (self->result, "compact");
  gtk_box_append (GTK_BOX (box), self->result);
  self->reasons = add_group (box, _("Rejected Rows"));
  self->reason_rows = g_ptr_array_new ();

  return new_scroller (box);
}

static GtkWidget *
new_header (FfImportWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->title = adw_window_title_new (_("Import Data"), NULL);
  self->close = gtk_button_new_with_mnemonic (_("_Cancel"));
  self->import = gtk_button_new_with_mnemonic (_("_Import"));
  gtk_widget_add_css_class (self->import, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close), "import.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->import), "import.start");

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->close);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->import);

  return header;
}

/* ---- The window. */

static void
ff_import_window_dispose (GObject *object)
{
  FfImportWindow *self = FF_IMPORT_WINDOW (object);

  self->is_closed = TRUE;
  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->loading);

  G_OBJECT_CLASS (ff_import_window_parent_class)->dispose (object);
}

static void
ff_import_window_finalize (GObject *object)
{
  FfImportWindow *self = FF_IMPORT_WINDOW (object);

  g_free (self->path);
  g_free (self->store);
  ff_file_format_free (self->wanted);
  g_hash_table_unref (self->chosen);
  g_clear_pointer (&self->preview, ff_import_preview_free);
  g_clear_object (&self->looking);
  g_clear_object (&self->loading);
  g_ptr_array_unref (self->column_rows);
  g_ptr_array_unref (self->reason_rows);

  G_OBJECT_CLASS (ff_import_window_parent_class)->finalize (object);
}

static void
ff_import_window_class_init (FfImportWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_import_window_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_import_window_finalize;

  gtk_widget_class_install_action (widget_class, "import.start", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "import.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.close", NULL);

  signals[IMPORTED] = g_signal_new ("imported", FF_TYPE_IMPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_import_window_init (FfImportWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-data");
  self->wanted = ff_file_format_new ();
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
fill (FfImportWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *spinner = gtk_spinner_new ();
  g_autofree char *name = g_filename_display_basename (self->path);
  char *end = strrchr (name, '.');

  gtk_box_append (GTK_BOX (box), new_header (self));
  self->stack = gtk_stack_new ();
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "looking");
  gtk_stack_add_named (GTK_STACK (self->stack), new_form (self), "form");
  gtk_stack_add_named (GTK_STACK (self->stack), new_loading (self), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), new_result (self), "result");
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), name);
  if (end != NULL && end != name)
    *end = '\0';
  gtk_editable_set_text (GTK_EDITABLE (self->table), name);
}

/**
 * ff_import_window_new:
 * @parent: (nullable): the window it belongs to
 * @path: a file of rows
 * @store: where the rows go, "sqlite:PATH"
 *
 * Returns: the window, which looks at the file at once
 */
GtkWidget *
ff_import_window_new (GtkWindow  *parent,
                      const char *path,
                      const char *store)
{
  FfImportWindow *self = g_object_new (FF_TYPE_IMPORT_WINDOW, "title", _("Import Data"), "default-width", WIDTH,
                                       "default-height", HEIGHT, "modal", parent != NULL, "transient-for", parent, NULL);

  self->path = g_strdup (path);
  self->store = g_strdup (store);
  fill (self);
  look (self);

  return GTK_WIDGET (self);
}

gboolean
ff_import_window_is_idle (FfImportWindow *self)
{
  return self->looking == NULL && self->loading == NULL;
}

gboolean
ff_import_window_takes (const char *path)
{
  static const char *const endings[] = { ".csv", ".tsv", ".tab", ".txt" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;

  return FALSE;
}
