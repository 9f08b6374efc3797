/* Text of a message with merge fields: a text that grows with its lines, and
 * the menu of fields that can be put in. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-operand-picker.h"

#define TEXT_PADDING 7   /* of the style */
#define MIN_HEIGHT 36
#define MAX_HEIGHT 180


static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
changed_cb (GtkTextBuffer *buffer,
            FfFieldRow    *row)
{
  g_autofree char *text = dup_text (buffer);
  g_autoptr (FfJson) value = ff_json_new_string (text);

  ff_field_row_write (row, value);
}

/* ---- Merge fields: what the person is, and what the row is where it is another. */

static gboolean
person_cb (FfScope  *out_scope,
           gpointer  user_data)
{
  if (!ff_field_row_scope_cb (out_scope, user_data))
    return FALSE;

  out_scope->entity = ff_schema_get_profile (out_scope->schema);
  return out_scope->entity != NULL;
}

/* As a template writes a name: what is no letter, digit or line below becomes one. */
static void
append_name (GString    *text,
             const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    g_string_append_c (text, g_ascii_isspace (*p) || g_ascii_ispunct (*p) ? '_' : *p);
}

static char *
dup_merge_field (FfJson     *operand,
                 const char *root)
{
  FfJson *path = ff_json_get_member (operand, "attribute");
  const char *carried = ff_json_get_member_string (operand, "column", NULL);
  g_autoptr (GString) text = g_string_new ("{{ ");

  if (path == NULL && carried == NULL)
    return NULL;

  g_string_append (text, carried != NULL ? "row" : root);
  for (guint i = 0; i < ff_json_get_length (path); i++)
    {
      g_string_append_c (text, '.');
      append_name (text, ff_json_get_string (ff_json_get_element (path, i)));
    }
  if (carried != NULL)
    {
      g_string_append_c (text, '.');
      append_name (text, carried);
    }
  g_string_append (text, " | default: \"\" }}");

  return g_strdup (text->str);
}

static void
insert (GtkWidget  *view,
        FfJson     *item,
        const char *root)
{
  g_autofree char *field = dup_merge_field (ff_json_get_member (item, "left"), root);

  if (field == NULL)
    return;

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), field, -1);
  gtk_widget_grab_focus (view);
}

static void
person_picked_cb (GtkWidget *view,
                  FfJson    *item)
{
  insert (view, item, "profile");
}

static void
row_picked_cb (GtkWidget *view,
               FfJson    *item)
{
  insert (view, item, "row");
}

static GtkWidget *
new_inserter (FfFieldRow  *row,
              GtkWidget   *view,
              const char  *label,
              const char  *icon,
              FfScopeFunc  func,
              GCallback    callback)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_ATTRIBUTES, func, row);

  g_signal_connect_object (picker, "picked", callback, view, G_CONNECT_SWAPPED);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

/* As high as the text, up to a limit: a scrolled window does not ask its child how high it is at its width. */
static void
fit_height (GtkTextView *view)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW);
  GtkTextIter end;
  GdkRectangle area;
  int height;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_iter_location (view, &end, &area);
  height = CLAMP (area.y + area.height + 2 * TEXT_PADDING, MIN_HEIGHT, MAX_HEIGHT);
  if (height != gtk_scrolled_window_get_min_content_height (GTK_SCROLLED_WINDOW (scroller)))
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), height);
}

static gboolean
fit_cb (gpointer data)
{
  GtkWidget *view = data;

  g_object_set_data (G_OBJECT (view), "fit", NULL);
  if (gtk_widget_get_mapped (view))
    fit_height (GTK_TEXT_VIEW (view));
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given out. */
static void
extent_cb (GtkWidget *view)
{
  guint id;

  if (g_object_get_data (G_OBJECT (view), "fit") != NULL)
    return;

  id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, g_object_ref (view), g_object_unref);
  g_object_set_data (G_OBJECT (view), "fit", GUINT_TO_POINTER (id));
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, ff_field_row_get_label (row), -1);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (changed_cb), row);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MIN_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), "changed",
                           G_CALLBACK (extent_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (extent_cb), view,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (scroller, "ff-text");
  gtk_box_append (GTK_BOX (box), scroller);

  g_object_set_data (G_OBJECT (box), "view", view);
  return box;
}

static void
add_inserters (FfFieldRow *row,
               GtkWidget  *control,
               GtkWidget  *view)
{
  GtkWidget *of_row = g_object_get_data (G_OBJECT (control), "of-row");
  FfScope scope;

  if (of_row == NULL)
    {
      ff_row_add_extra (FF_ROW (row), new_inserter (row, view, _("Insert a Field of the Person"), "avatar-default-symbolic",
                                                    person_cb, G_CALLBACK (person_picked_cb)));
      of_row = new_inserter (row, view, _("Insert a Field of the Row"), "view-list-symbolic", ff_field_row_scope_cb,
                             G_CALLBACK (row_picked_cb));
      ff_row_add_extra (FF_ROW (row), of_row);
      g_object_set_data (G_OBJECT (control), "of-row", of_row);
    }

  /* A person is its own row. */
  gtk_widget_set_visible (of_row, ff_field_row_scope_cb (&scope, row) && scope.entity != ff_schema_get_profile (scope.schema));
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  GtkWidget *view = g_object_get_data (G_OBJECT (control), "view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *shown = dup_text (buffer);
  const char *text = ff_json_get_string (value);

  add_inserters (row, control, view);
  if (g_strcmp0 (shown, text != NULL ? text : "") != 0)
    gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
}

static void
focus (FfFieldRow *row,
       GtkWidget  *control,
       const char *inside)
{
  gtk_widget_grab_focus (g_object_get_data (G_OBJECT (control), "view"));
}

const FfFieldEditor ff_field_template = { .is_wide = TRUE, .build = build, .update = update, .focus = focus };
