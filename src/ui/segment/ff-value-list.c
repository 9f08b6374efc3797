/* A list of values of a condition. Values that are no text, such as
 * variables and relative dates, are kept as they are. */

#include "ui/segment/ff-value-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/ff-fold.h"
#include "ui/ff-focus.h"
#include "ui/segment/ff-rule-words.h"

#define MENU_HEIGHT 280

struct _FfValueList
{
  AdwBin     parent_instance;

  FfValueFinder *finder;
  FfKind     kind;
  GStrv      choices;    /* nullable */
  FfJson    *values;     /* array */
  char      *what;

  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *entry;
  GtkWidget *checks;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfValueList, ff_value_list, ADW_TYPE_BIN)

static void
write_values (FfValueList *self,
              FfJson      *take_values)
{
  g_autoptr (FfJson) values = take_values;

  g_clear_pointer (&self->values, ff_json_unref);
  self->values = ff_json_ref (values);
  g_signal_emit (self, signals[EDITED], 0, values);
}

static gint
find_value (FfValueList *self,
            FfJson      *value)
{
  for (guint i = 0; i < ff_json_get_length (self->values); i++)
    if (ff_json_equal (ff_json_get_element (self->values, i), value))
      return (gint) i;

  return -1;
}

static char *
dup_text (FfJson *value)
{
  return ff_json_is_string (value) ? g_strdup (ff_json_get_string (value)) : ff_rule_words_dup_right (value, &(FfScope) { NULL });
}

static void
toggled_cb (GtkCheckButton *check,
            FfValueList    *self)
{
  FfJson *value = g_object_get_data (G_OBJECT (check), "value");
  gint index = find_value (self, value);

  if (gtk_check_button_get_active (check) && index < 0)
    write_values (self, ff_json_with_element (self->values, -1, value, TRUE));
  else if (!gtk_check_button_get_active (check) && index >= 0)
    write_values (self, ff_json_without_element (self->values, (guint) index));
}

/* How many rows of the data have @value; negative: nobody knows. */
static gint64
get_rows (FfValueList *self,
          FfJson      *value)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);

  for (guint i = 0; i < found->len; i++)
    if (ff_json_equal (((FfFoundValue *) found->pdata[i])->value, value))
      return ((FfFoundValue *) found->pdata[i])->n_rows;

  return -1;
}

static gboolean
is_searched (FfValueList *self,
             const char  *text)
{
  g_autofree char *folded = ff_fold_lower (text, -1);
  g_autofree char *typed = ff_fold_lower (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);

  return strstr (folded, typed) != NULL;
}

static void
add_check (FfValueList *self,
           FfJson      *value)
{
  g_autofree char *text = dup_text (value);
  GtkWidget *check;

  if (!is_searched (self, text))
    return;

  check = gtk_check_button_new ();
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), ff_value_line_new (text, get_rows (self, value)));
  ff_value_line_name (check, text, get_rows (self, value));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), find_value (self, value) >= 0);
  g_object_set_data_full (G_OBJECT (check), "value", ff_json_ref (value), (GDestroyNotify) ff_json_unref);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self->checks), check);
}

static gboolean
is_choice (FfValueList *self,
           FfJson      *value)
{
  const char *text = ff_json_get_string (value);

  return text != NULL && self->choices != NULL && g_strv_contains ((const char *const *) self->choices, text);
}

/* The known values in their order, then the others of the list, then what else is in the data. */
static void
show_checks (FfValueList *self)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);
  g_autofree char *as_of = ff_value_finder_dup_as_of (self->finder);
  GtkWidget *child;

  gtk_widget_set_tooltip_text (self->checks, as_of);
  while ((child = gtk_widget_get_first_child (self->checks)) != NULL)
    gtk_box_remove (GTK_BOX (self->checks), child);

  for (guint i = 0; self->choices != NULL && self->choices[i] != NULL; i++)
    {
      g_autoptr (FfJson) value = ff_json_new_string (self->choices[i]);

      add_check (self, value);
    }

  for (guint i = 0; i < ff_json_get_length (self->values); i++)
    {
      FfJson *value = ff_json_get_element (self->values, i);

      if (!is_choice (self, value))
        add_check (self, value);
    }

  for (guint i = 0; i < found->len; i++)
    {
      FfJson *value = ((FfFoundValue *) found->pdata[i])->value;

      if (!is_choice (self, value) && find_value (self, value) < 0)
        add_check (self, value);
    }
}

static void
found_cb (FfValueList *self)
{
  if (gtk_widget_get_mapped (self->checks))
    show_checks (self);
}

static void
typed_cb (FfValueList *self)
{
  show_checks (self);
  ff_value_finder_find (self->finder, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
add_cb (FfValueList *self)
{
  if (ff_value_list_add (self, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
show_cb (FfValueList *self)
{
  ff_value_finder_renew (self->finder);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  typed_cb (self);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FF_VALUE_LIST (widget)->button);
}

static void
ff_value_list_dispose (GObject *object)
{
  g_clear_object (&FF_VALUE_LIST (object)->finder);

  G_OBJECT_CLASS (ff_value_list_parent_class)->dispose (object);
}

static void
ff_value_list_finalize (GObject *object)
{
  FfValueList *self = FF_VALUE_LIST (object);

  g_strfreev (self->choices);
  g_clear_pointer (&self->values, ff_json_unref);
  g_free (self->what);

  G_OBJECT_CLASS (ff_value_list_parent_class)->finalize (object);
}

static void
ff_value_list_class_init (FfValueListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_value_list_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_value_list_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[EDITED] = g_signal_new ("edited", FF_TYPE_VALUE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static GtkWidget *
new_popover (FfValueList *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Find or Add a Value"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, "list-add-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _("Find or Add a Value"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find or Add a Value"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (self->entry, "icon-press", G_CALLBACK (add_cb), self);

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MENU_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->checks);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "ff-picker");
  g_signal_connect_swapped (popover, "show", G_CALLBACK (show_cb), self);

  return popover;
}

static void
ff_value_list_init (FfValueList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->values = ff_json_new_array ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  /* The toolkit centres what stands in a menu button. */
  gtk_widget_set_halign (gtk_widget_get_parent (box), GTK_ALIGN_FILL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), new_popover (self));
  gtk_widget_add_css_class (self->button, "ff-value");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

/**
 * ff_value_list_new:
 * @accessible_label: which values
 * @finder: of the attribute that they are compared with
 *
 * Returns: a list without values until ff_value_list_update()
 */
GtkWidget *
ff_value_list_new (const char    *accessible_label,
                   FfValueFinder *finder)
{
  FfValueList *self = g_object_new (FF_TYPE_VALUE_LIST, NULL);

  self->what = g_strdup (accessible_label);
  self->finder = g_object_ref (finder);
  g_signal_connect_object (finder, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
ff_value_list_update (FfValueList       *self,
                      FfKind             kind,
                      const char *const *choices,
                      FfJson            *values)
{
  g_autoptr (FfJson) right = ff_json_new_object ();
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  FfJson *kept = ff_json_is_array (values) ? ff_json_ref (values) : ff_json_new_array ();

  self->kind = kind;
  g_strfreev (self->choices);
  self->choices = g_strdupv ((char **) choices);
  g_clear_pointer (&self->values, ff_json_unref);
  self->values = kept;

  ff_json_take_member (right, "values", ff_json_ref (self->values));
  text = ff_json_get_length (self->values) > 0 ? ff_rule_words_dup_right (right, &(FfScope) { NULL }) : g_strdup (_("Choose Values"));
  name = g_strdup_printf ("%s: %s", self->what, text);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (self->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

gboolean
ff_value_list_add (FfValueList *self,
                   const char  *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr (FfJson) value = NULL;

  if (ff_kind_is_number (self->kind))
    value = ff_json_parse (trimmed, -1, NULL, NULL);
  else if (*trimmed != '\0')
    value = ff_json_new_string (trimmed);

  if (value == NULL || (ff_kind_is_number (self->kind) && !ff_json_is_number (value)) || find_value (self, value) >= 0)
    return FALSE;

  write_values (self, ff_json_with_element (self->values, -1, value, TRUE));
  return TRUE;
}
