/* A list of things that have fields of their own: each a card that opens, or
 * one row where it has a single field. Items keep their widgets by their id,
 * so that moving one does not disturb what is typed in another. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/ff-id.h"

/* ---- One item. */

#define FF_TYPE_LIST_ITEM (ff_list_item_get_type ())
G_DECLARE_FINAL_TYPE (FfListItem, ff_list_item, FF, LIST_ITEM, GtkBox)

struct _FfListItem
{
  GtkBox      parent_instance;

  FfFieldRow *row;       /* of the list; lent */
  char       *id;
  guint       index;
  GtkWidget  *head;      /* opens the form; NULL for items of one field */
  GtkWidget  *title;
  GtkWidget  *icon;
  GtkWidget  *revealer;
  GtkWidget  *form;
  GtkWidget  *up;
  GtkWidget  *down;
};

G_DEFINE_FINAL_TYPE (FfListItem, ff_list_item, GTK_TYPE_BOX)

static FfJson *
dup_list (FfFieldRow *row)
{
  g_autoptr (FfJson) object = ff_form_dup_object (ff_field_row_get_form (row));
  FfJson *list = ff_json_get_member (object, ff_field_row_get_field (row)->key);

  return ff_json_is_array (list) ? ff_json_ref (list) : ff_json_new_array ();
}

static void
move (FfListItem *self,
      gint        delta)
{
  g_autoptr (FfJson) list = dup_list (self->row);
  g_autoptr (FfJson) item = NULL;
  g_autoptr (FfJson) without = NULL;
  g_autoptr (FfJson) changed = NULL;
  gint to = (gint) self->index + delta;

  if (to < 0 || to >= (gint) ff_json_get_length (list))
    return;

  item = ff_json_ref (ff_json_get_element (list, self->index));
  without = ff_json_without_element (list, self->index);
  changed = ff_json_with_element (without, to, item, TRUE);
  ff_field_row_write_once (self->row, changed);
}

static void
up_cb (FfListItem *self)
{
  move (self, -1);
}

static void
down_cb (FfListItem *self)
{
  move (self, 1);
}

static void
remove_cb (FfListItem *self)
{
  g_autoptr (FfJson) list = dup_list (self->row);
  g_autoptr (FfJson) changed = ff_json_without_element (list, self->index);

  if (changed != NULL)
    ff_field_row_write_once (self->row, changed);
}

static void
set_open (FfListItem *self,
          gboolean    is_open)
{
  if (self->head == NULL)
    return;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), is_open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), is_open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
}

/* What still slides in takes no focus. */
static void
open_at_once (FfListItem *self)
{
  GtkRevealer *revealer;
  GtkRevealerTransitionType type;

  if (self->head == NULL)
    return;

  revealer = GTK_REVEALER (self->revealer);
  type = gtk_revealer_get_transition_type (revealer);
  gtk_revealer_set_transition_type (revealer, GTK_REVEALER_TRANSITION_TYPE_NONE);
  set_open (self, TRUE);
  gtk_revealer_set_transition_type (revealer, type);
}

static void
head_cb (FfListItem *self)
{
  set_open (self, !gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)));
}

static void
ff_list_item_finalize (GObject *object)
{
  g_free (FF_LIST_ITEM (object)->id);

  G_OBJECT_CLASS (ff_list_item_parent_class)->finalize (object);
}

static void
ff_list_item_class_init (FfListItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_list_item_finalize;
}

static void
ff_list_item_init (FfListItem *self)
{
}

static GtkWidget *
new_button (FfListItem *self,
            const char *icon,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_head (FfListItem *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = gtk_image_new_from_icon_name ("pan-end-symbolic");
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "ff-bold");
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->title);
  self->head = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->head), box);
  gtk_widget_set_hexpand (self->head, TRUE);
  gtk_widget_add_css_class (self->head, "flat");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_swapped (self->head, "clicked", G_CALLBACK (head_cb), self);

  return self->head;
}

static GtkWidget *
item_new (FfFieldRow *row,
          const char *id,
          const char *pointer)
{
  const FfField *fields = ff_field_row_get_field (row)->fields;
  FfListItem *self = g_object_new (FF_TYPE_LIST_ITEM, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->row = row;
  self->id = g_strdup (id);
  self->form = ff_form_new (ff_field_row_get_host (row), fields, pointer, FF_FORM_INNER);
  if (fields[1].key != NULL)
    {
      gtk_box_append (GTK_BOX (line), new_head (self));
      self->revealer = gtk_revealer_new ();
      gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->form);
    }
  else
    {
      gtk_widget_set_hexpand (self->form, TRUE);
      gtk_box_append (GTK_BOX (line), self->form);
    }

  self->up = new_button (self, "go-up-symbolic", _("Move Up"), G_CALLBACK (up_cb));
  self->down = new_button (self, "go-down-symbolic", _("Move Down"), G_CALLBACK (down_cb));
  gtk_box_append (GTK_BOX (line), self->up);
  gtk_box_append (GTK_BOX (line), self->down);
  gtk_box_append (GTK_BOX (line), new_button (self, "list-remove-symbolic", _("Remove"), G_CALLBACK (remove_cb)));

  gtk_box_append (GTK_BOX (self), line);
  if (self->revealer != NULL)
    gtk_box_append (GTK_BOX (self), self->revealer);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->head != NULL ? "ff-list-item" : "ff-list-line");

  return GTK_WIDGET (self);
}

static void
item_update (FfListItem *self,
             FfJson     *item,
             guint       index,
             guint       n,
             const char *list_pointer)
{
  const FfField *field = ff_field_row_get_field (self->row);
  g_autofree char *pointer = g_strdup_printf ("%s/%u", list_pointer, index);
  const char *label = ff_json_get_member_string (item, field->fields[0].key, NULL);
  g_autofree char *title = NULL;

  self->index = index;
  ff_form_set_pointer (FF_FORM (self->form), pointer);
  ff_form_update (FF_FORM (self->form));
  gtk_widget_set_sensitive (self->up, index > 0);
  gtk_widget_set_sensitive (self->down, index + 1 < n);
  gtk_widget_set_visible (self->up, n > 1);
  gtk_widget_set_visible (self->down, n > 1);
  if (self->head == NULL)
    return;

  if (label != NULL && *label != '\0')
    title = g_strdup (label);
  else
    /* Translators: what an item of a list is, such as “Subset”, and its number. */
    title = g_strdup_printf (_("%s %u"), _(field->item_label), index + 1);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  if (ff_form_host_find_problem (ff_field_row_get_host (self->row), pointer, TRUE) != NULL)
    gtk_widget_add_css_class (self->title, "ff-problem");
  else
    gtk_widget_remove_css_class (self->title, "ff-problem");
}

/* ---- The list. */

static gboolean
has_id (FfJson     *list,
        const char *id)
{
  for (guint i = 0; i < ff_json_get_length (list); i++)
    if (g_strcmp0 (ff_json_get_member_string (ff_json_get_element (list, i), "id", NULL), id) == 0)
      return TRUE;

  return FALSE;
}

/* Short, because people read it in files; long enough to be alone in its list. */
static char *
dup_new_id (FfJson *list)
{
  for (;;)
    {
      g_autofree char *whole = ff_id_new ();
      g_autofree char *id = g_ascii_strdown (whole + strlen (whole) - 6, -1);

      if (!has_id (list, id))
        return g_steal_pointer (&id);
    }
}

static void
add_cb (FfFieldRow *row)
{
  const FfField *field = ff_field_row_get_field (row);
  g_autoptr (FfJson) list = dup_list (row);
  g_autofree char *id = dup_new_id (list);
  guint n = ff_json_get_length (list);
  FfJson *item = ff_json_new_object ();
  g_autoptr (FfJson) kept = item;
  g_autoptr (FfJson) changed = NULL;
  g_autofree char *list_pointer = ff_field_row_dup_pointer (row);
  g_autofree char *pointer = g_strdup_printf ("%s/%u", list_pointer, n);

  ff_json_set_string (item, "id", id);
  if (field->fields[0].kind == FF_FIELD_TEXT)
    {
      g_autofree char *label = g_strdup_printf (_("%s %u"), _(field->item_label), n + 1);

      ff_json_set_string (item, field->fields[0].key, label);
    }

  changed = ff_json_with_element (list, -1, item, TRUE);
  ff_field_row_write_once (row, changed);
  ff_form_focus (ff_field_row_get_form (row), pointer);
}

static GtkWidget *
build (FfFieldRow *row)
{
  const FfField *field = ff_field_row_get_field (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *add = gtk_button_new ();
  /* Translators: %s is what an item of a list is, such as “Subset”. */
  g_autofree char *label = g_strdup_printf (_("Add %s"), _(field->item_label));

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (add), content);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_add_css_class (add, "ff-add");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), row);

  gtk_box_append (GTK_BOX (box), gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (box), add);
  return box;
}

/* An item without an id, from an older file, is known by its place. */
static char *
dup_item_id (FfJson *item,
             guint   index)
{
  const char *id = ff_json_get_member_string (item, "id", NULL);

  return id != NULL ? g_strdup (id) : g_strdup_printf ("#%u", index);
}

static GtkWidget *
find_item (GtkWidget  *items,
           const char *id)
{
  for (GtkWidget *item = gtk_widget_get_first_child (items); item != NULL; item = gtk_widget_get_next_sibling (item))
    if (g_str_equal (FF_LIST_ITEM (item)->id, id))
      return item;

  return NULL;
}

static void
remove_strangers (GtkWidget *items,
                  FfJson    *list)
{
  GtkWidget *item = gtk_widget_get_first_child (items);

  while (item != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (item);
      gboolean is_there = FALSE;

      for (guint i = 0; i < ff_json_get_length (list) && !is_there; i++)
        {
          g_autofree char *id = dup_item_id (ff_json_get_element (list, i), i);

          is_there = g_str_equal (id, FF_LIST_ITEM (item)->id);
        }

      if (!is_there)
        gtk_box_remove (GTK_BOX (items), item);
      item = next;
    }
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  GtkWidget *items = gtk_widget_get_first_child (control);
  g_autofree char *pointer = ff_field_row_dup_pointer (row);
  guint n = ff_json_get_length (value);
  GtkWidget *before = NULL;

  remove_strangers (items, value);
  for (guint i = 0; i < n; i++)
    {
      FfJson *json = ff_json_get_element (value, i);
      g_autofree char *id = dup_item_id (json, i);
      g_autofree char *item_pointer = g_strdup_printf ("%s/%u", pointer, i);
      GtkWidget *item = find_item (items, id);

      if (item == NULL)
        {
          item = item_new (row, id, item_pointer);
          gtk_box_insert_child_after (GTK_BOX (items), item, before);
        }
      else if (gtk_widget_get_prev_sibling (item) != before)
        gtk_box_reorder_child_after (GTK_BOX (items), item, before);

      item_update (FF_LIST_ITEM (item), json, i, n, pointer);
      before = item;
    }

  gtk_widget_set_visible (items, n > 0);
}

static void
focus (FfFieldRow *row,
       GtkWidget  *control,
       const char *inside)
{
  g_autofree char *list = ff_field_row_dup_pointer (row);
  g_autofree char *pointer = g_strconcat (list, inside, NULL);
  guint index = *inside == '/' ? (guint) strtoul (inside + 1, NULL, 10) : 0;
  GtkWidget *item = gtk_widget_get_first_child (gtk_widget_get_first_child (control));

  for (; item != NULL && FF_LIST_ITEM (item)->index != index; item = gtk_widget_get_next_sibling (item))
    ;

  if (item == NULL)
    {
      gtk_widget_grab_focus (gtk_widget_get_last_child (control));
      return;
    }

  open_at_once (FF_LIST_ITEM (item));
  if (!ff_form_focus (FF_FORM (FF_LIST_ITEM (item)->form), pointer))
    {
      g_autofree char *first = ff_json_pointer_join (ff_form_get_pointer (FF_FORM (FF_LIST_ITEM (item)->form)),
                                                     ff_field_row_get_field (row)->fields[0].key);

      ff_form_focus (FF_FORM (FF_LIST_ITEM (item)->form), first);
    }
}

const FfFieldEditor ff_field_list = {
  .is_wide = TRUE, .shows_inner = TRUE, .build = build, .update = update, .focus = focus
};
