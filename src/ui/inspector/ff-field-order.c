/* What comes first: attributes, each upwards or downwards. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-operand-button.h"

/* One line knows its index by its place among its siblings. */
static FfJson *
dup_order (FfFieldRow *row)
{
  g_autoptr (FfJson) object = ff_form_dup_object (ff_field_row_get_form (row));
  FfJson *order = ff_json_get_member (object, ff_field_row_get_field (row)->key);

  return ff_json_is_array (order) ? ff_json_ref (order) : ff_json_new_array ();
}

static guint
get_index (GtkWidget *line)
{
  guint index = 0;

  while ((line = gtk_widget_get_prev_sibling (line)) != NULL)
    index++;

  return index;
}

static void
write_member (FfFieldRow *row,
              GtkWidget  *line,
              const char *member,
              FfJson     *value)
{
  g_autoptr (FfJson) order = dup_order (row);
  FfJson *old = ff_json_get_element (order, get_index (line));
  g_autoptr (FfJson) item = old != NULL ? ff_json_with_member (old, member, value) : NULL;
  g_autoptr (FfJson) changed = item != NULL ? ff_json_with_element (order, (gint) get_index (line), item, FALSE) : NULL;

  if (changed != NULL)
    ff_field_row_write_once (row, changed);
}

static FfFieldRow *
get_row (GtkWidget *widget)
{
  return FF_FIELD_ROW (gtk_widget_get_ancestor (widget, FF_TYPE_FIELD_ROW));
}

static void
picked_cb (GtkWidget *line,
           FfJson    *item)
{
  write_member (get_row (line), line, "by", ff_json_get_member (item, "left"));
}

static void
direction_cb (GtkToggleButton *button,
              GtkWidget       *line)
{
  g_autoptr (FfJson) value = ff_json_new_boolean (gtk_toggle_button_get_active (button));

  write_member (get_row (line), line, "descending", value);
}

static void
remove_cb (GtkWidget *line)
{
  FfFieldRow *row = get_row (line);
  g_autoptr (FfJson) order = dup_order (row);
  g_autoptr (FfJson) changed = ff_json_without_element (order, get_index (line));

  if (changed != NULL)
    ff_field_row_write_once (row, changed);
}

static void
add_cb (FfFieldRow *row,
        FfJson     *picked)
{
  g_autoptr (FfJson) order = dup_order (row);
  g_autoptr (FfJson) item = ff_json_new_object ();
  g_autoptr (FfJson) changed = NULL;

  ff_json_take_member (item, "by", ff_json_ref (ff_json_get_member (picked, "left")));
  ff_json_set_boolean (item, "descending", FALSE);
  changed = ff_json_with_element (order, -1, item, TRUE);
  ff_field_row_write_once (row, changed);
}

static GtkWidget *
new_line (FfFieldRow *row)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *operand = ff_operand_button_new (_("Order By"), FF_OPERAND_MENU_NONE, ff_field_row_scope_cb, row);
  GtkWidget *direction = gtk_toggle_button_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_hexpand (operand, TRUE);
  g_signal_connect_object (operand, "picked", G_CALLBACK (picked_cb), line, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (direction, "flat");
  g_signal_connect (direction, "toggled", G_CALLBACK (direction_cb), line);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove"), -1);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), line);
  gtk_box_append (GTK_BOX (line), operand);
  gtk_box_append (GTK_BOX (line), direction);
  gtk_box_append (GTK_BOX (line), remove);

  return line;
}

static void
update_line (FfFieldRow *row,
             GtkWidget  *line,
             FfJson     *item)
{
  GtkWidget *operand = gtk_widget_get_first_child (line);
  GtkWidget *direction = gtk_widget_get_next_sibling (operand);
  gboolean is_descending = ff_json_get_member_boolean (item, "descending", FALSE);
  const char *tooltip = is_descending ? _("Largest First") : _("Smallest First");
  g_autofree char *label = NULL;
  FfScope scope;

  ff_field_row_scope_cb (&scope, row);
  label = ff_operand_menu_dup_label (ff_json_get_member (item, "by"), &scope);
  ff_operand_button_set_label (FF_OPERAND_BUTTON (operand), label);
  ff_operand_button_set_expression (FF_OPERAND_BUTTON (operand), ff_operand_menu_get_expression (ff_json_get_member (item, "by")));
  g_signal_handlers_block_by_func (direction, direction_cb, line);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (direction), is_descending);
  g_signal_handlers_unblock_by_func (direction, direction_cb, line);
  gtk_button_set_icon_name (GTK_BUTTON (direction), is_descending ? "view-sort-descending-symbolic" : "view-sort-ascending-symbolic");
  gtk_widget_set_tooltip_text (direction, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (direction), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *add = gtk_menu_button_new ();
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_NONE, ff_field_row_scope_cb, row);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Add Attribute"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (add), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), picker);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (add, "ff-add");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (add_cb), row);
  gtk_box_append (GTK_BOX (box), gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (box), add);
  return box;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  GtkWidget *lines = gtk_widget_get_first_child (control);
  guint n = ff_json_get_length (value);
  GtkWidget *line;
  guint i;

  for (i = 0, line = gtk_widget_get_first_child (lines); line != NULL; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (line);

      if (i >= n)
        gtk_box_remove (GTK_BOX (lines), line);
      line = next;
    }
  for (; i < n; i++)
    gtk_box_append (GTK_BOX (lines), new_line (row));

  for (i = 0, line = gtk_widget_get_first_child (lines); line != NULL; i++, line = gtk_widget_get_next_sibling (line))
    update_line (row, line, ff_json_get_element (value, i));
  gtk_widget_set_visible (lines, n > 0);
}

const FfFieldEditor ff_field_order = { .is_wide = TRUE, .build = build, .update = update };
