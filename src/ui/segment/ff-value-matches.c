/* What a typed value may become, below its entry. The focus stays in the entry,
 * so that typing goes on. Made by each slot for one value. */

#include "ui/segment/ff-value-matches.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN   8
#define LIST_WIDTH  180

struct _FfValueMatches
{
  GtkPopover     parent_instance;

  FfValueFinder *finder;
  GtkWidget     *list;
  char          *typed;      /* NULL: nothing is asked */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfValueMatches, ff_value_matches, GTK_TYPE_POPOVER)

static void
close_list (FfValueMatches *self)
{
  g_clear_pointer (&self->typed, g_free);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
clear_list (FfValueMatches *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

/* What is typed whole already needs no completion. */
static void
found_cb (FfValueMatches *self)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);
  g_autofree char *as_of = ff_value_finder_dup_as_of (self->finder);

  if (self->typed == NULL)
    return;

  clear_list (self);
  for (guint i = 0; i < MIN (found->len, MAX_SHOWN); i++)
    {
      const FfFoundValue *value = g_ptr_array_index (found, i);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), ff_value_line_new (value->text, value->n_rows));
      ff_value_line_name (row, value->text, value->n_rows);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_widget_set_tooltip_text (self->list, as_of);

  if (found->len == 0 || (found->len == 1 && g_str_equal (((FfFoundValue *) found->pdata[0])->text, self->typed)))
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    gtk_popover_popup (GTK_POPOVER (self));
}

static void
take (FfValueMatches *self,
      GtkListBoxRow  *row)
{
  GPtrArray *found = ff_value_finder_get_found (self->finder);
  const guint index = (guint) gtk_list_box_row_get_index (row);

  close_list (self);
  if (index < found->len)
    g_signal_emit (self, signals[PICKED], 0, g_ptr_array_index (found, index));
}

static void
activated_cb (GtkListBox     *list,
              GtkListBoxRow  *row,
              FfValueMatches *self)
{
  take (self, row);
}

static gboolean
move_mark (FfValueMatches *self,
           gint            by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  const gint index = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0 : -1;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index) : NULL);

  return GDK_EVENT_STOP;
}

/* Down opens the list where it is closed. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        FfValueMatches        *self)
{
  gboolean is_open = gtk_widget_get_visible (GTK_WIDGET (self));
  GtkListBoxRow *row = is_open ? gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) : NULL;
  GtkWidget *editor = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (is_open)
        return move_mark (self, 1);
      ff_value_finder_renew (self->finder);
      ff_value_matches_typed (self, gtk_editable_get_text (GTK_EDITABLE (editor)));
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return is_open ? move_mark (self, -1) : GDK_EVENT_PROPAGATE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      take (self, row);
      return GDK_EVENT_STOP;

    case GDK_KEY_Escape:
      if (!is_open)
        return GDK_EVENT_PROPAGATE;
      close_list (self);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
ff_value_matches_dispose (GObject *object)
{
  g_clear_object (&FF_VALUE_MATCHES (object)->finder);

  G_OBJECT_CLASS (ff_value_matches_parent_class)->dispose (object);
}

static void
ff_value_matches_finalize (GObject *object)
{
  g_free (FF_VALUE_MATCHES (object)->typed);

  G_OBJECT_CLASS (ff_value_matches_parent_class)->finalize (object);
}

static void
ff_value_matches_class_init (FfValueMatchesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_value_matches_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_value_matches_finalize;

  signals[PICKED] = g_signal_new ("picked", FF_TYPE_VALUE_MATCHES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ff_value_matches_init (FfValueMatches *self)
{
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-picker");

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (self->list, "ff-menu");
  gtk_widget_set_size_request (self->list, LIST_WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Values in the Data"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self), self->list);
}

/**
 * ff_value_matches_new:
 * @parent: has the entry as a descendant, and unparents the list when it is disposed
 * @finder: of the attribute that the value is compared with
 *
 * Returns: (transfer none): the closed list
 */
GtkWidget *
ff_value_matches_new (GtkWidget     *parent,
                      FfValueFinder *finder)
{
  FfValueMatches *self = g_object_new (FF_TYPE_VALUE_MATCHES, NULL);

  self->finder = g_object_ref (finder);
  g_signal_connect_object (finder, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);

  return GTK_WIDGET (self);
}

/**
 * ff_value_matches_attach:
 * @editor: an entry below the parent
 *
 * When the focus leaves @editor, the list closes.
 */
void
ff_value_matches_attach (FfValueMatches *self,
                         GtkWidget      *editor)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (close_list), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (editor, keys);
  gtk_widget_add_controller (editor, focus);
}

void
ff_value_matches_typed (FfValueMatches *self,
                        const char     *text)
{
  g_free (self->typed);
  self->typed = g_strdup (text);
  ff_value_finder_find (self->finder, text);
}
