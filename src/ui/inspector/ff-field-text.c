/* Text of one line, of several lines, and what no document may hold. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>

#define LINES_HEIGHT 84

static void
changed_cb (GtkEditable *editable,
            FfFieldRow  *row)
{
  g_autoptr (FfJson) value = ff_json_new_string (gtk_editable_get_text (editable));

  ff_field_row_write (row, value);
}

static GtkWidget *
build_text (FfFieldRow *row)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, ff_field_row_get_label (row), -1);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), row);
  return entry;
}

static void
update_text (FfFieldRow *row,
             GtkWidget  *control,
             FfJson     *value)
{
  const char *text = ff_json_get_string (value);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (control)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (control), text != NULL ? text : "");
}

const FfFieldEditor ff_field_text = { .is_wide = TRUE, .build = build_text, .update = update_text };

static char *
dup_buffer (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
lines_changed_cb (GtkTextBuffer *buffer,
                  FfFieldRow    *row)
{
  g_autofree char *text = dup_buffer (buffer);
  g_autoptr (FfJson) value = ff_json_new_string (text);

  ff_field_row_write (row, value);
}

static GtkWidget *
build_long_text (FfFieldRow *row)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, ff_field_row_get_label (row), -1);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (lines_changed_cb), row);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LINES_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "ff-text");
  return scroller;
}

static void
update_long_text (FfFieldRow *row,
                  GtkWidget  *control,
                  FfJson     *value)
{
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (control));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *shown = dup_buffer (buffer);
  const char *text = ff_json_get_string (value);

  if (g_strcmp0 (shown, text != NULL ? text : "") != 0)
    gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
}

const FfFieldEditor ff_field_long_text = { .is_wide = TRUE, .build = build_long_text, .update = update_long_text };

/* A credential is kept by the system, so an activity's form only says where it is. */
static GtkWidget *
build_secret (FfFieldRow *row)
{
  GtkWidget *label = gtk_label_new (_("Kept in the system’s keyring"));

  gtk_widget_add_css_class (label, "ff-dim");
  return label;
}

static void
update_secret (FfFieldRow *row,
               GtkWidget  *control,
               FfJson     *value)
{
}

const FfFieldEditor ff_field_secret = { .is_wide = TRUE, .build = build_secret, .update = update_secret };
