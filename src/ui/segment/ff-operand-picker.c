/* The menu of attributes as a popover, and the page of expressions behind it.
 * Keys: typing searches, Down goes to the list, Enter picks or opens, Backspace
 * in an empty search goes back. */

#include "ui/segment/ff-operand-picker.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-expression-page.h"

#define WIDTH            280
#define EXPRESSION_WIDTH 420
#define HEIGHT           340

struct _FfOperandPicker
{
  GtkPopover          parent_instance;

  FfOperandMenuFlags  flags;
  FfScopeFunc         func;
  gpointer            user_data;

  GPtrArray          *pages;     /* of FfOperandPage: opened, the last one is shown */
  GPtrArray          *lines;     /* of FfOperandLine: shown */
  GtkWidget          *back;
  GtkWidget          *title;
  GtkWidget          *search;
  GtkWidget          *list;
  GtkWidget          *empty;
  GtkWidget          *scroller;
  GtkWidget          *stack;
  GtkWidget          *menu;
  GtkWidget          *expression;  /* once it was wanted; nullable */
  char               *text;      /* of the expression that is shown when the popover opens; nullable */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfOperandPicker, ff_operand_picker, GTK_TYPE_POPOVER)

static GtkWidget *
new_row (const FfOperandLine *line)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (line->label);
  GtkWidget *detail = gtk_label_new (line->detail);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, line->label);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  if (line->page != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, line->label, -1);

  return row;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  FfOperandPicker *self = user_data;
  const FfOperandLine *line = self->lines->pdata[gtk_list_box_row_get_index (row)];
  const FfOperandLine *above = before != NULL ? self->lines->pdata[gtk_list_box_row_get_index (before)] : NULL;
  GtkWidget *label;

  if (line->section == NULL || (above != NULL && g_strcmp0 (above->section, line->section) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (line->section);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ff-menu-section");
  gtk_list_box_row_set_header (row, label);
}

static const FfOperandPage *
get_page (FfOperandPicker *self)
{
  return self->pages->len > 0 ? self->pages->pdata[self->pages->len - 1] : NULL;
}

static void
show_lines (FfOperandPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const FfOperandPage *page = get_page (self);
  FfScope scope;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  if (!self->func (&scope, self->user_data))
    self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_line_free);
  else if (*text != '\0')
    self->lines = ff_operand_menu_search (&scope, self->flags, text);
  else
    self->lines = ff_operand_menu_list (&scope, page, self->flags);

  for (guint i = 0; i < self->lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self->lines->pdata[i]));

  gtk_widget_set_visible (self->back, page != NULL && *text == '\0');
  gtk_widget_set_visible (self->title, page != NULL && *text == '\0');
  if (page != NULL)
    gtk_label_set_text (GTK_LABEL (self->title), page->title);
  gtk_widget_set_visible (self->scroller, self->lines->len > 0);
  gtk_widget_set_visible (self->empty, self->lines->len == 0);
  gtk_label_set_text (GTK_LABEL (self->empty), *text != '\0' ? _("Nothing is called that")
                                                              : _("Attributes appear once the data source is open"));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
focus_first (FfOperandPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
go_back (FfOperandPicker *self)
{
  if (self->pages->len == 0)
    return;

  g_ptr_array_set_size (self->pages, self->pages->len - 1);
  show_lines (self);
  gtk_widget_grab_focus (self->search);
}

static void
pick (FfOperandPicker *self,
      FfJson          *item)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, item);
}

static void show_menu (FfOperandPicker *self);

static void
applied_cb (FfOperandPicker *self,
            const char      *text)
{
  g_autoptr (FfJson) item = ff_operand_menu_new_expression (text);

  pick (self, item);
}

static void
build_expression (FfOperandPicker *self)
{
  self->expression = ff_expression_page_new (self->func, self->user_data);
  gtk_widget_set_size_request (self->expression, EXPRESSION_WIDTH, -1);
  g_signal_connect_swapped (self->expression, "back", G_CALLBACK (show_menu), self);
  g_signal_connect_swapped (self->expression, "applied", G_CALLBACK (applied_cb), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->expression);
}

static void
show_expression (FfOperandPicker *self,
                 const char      *text)
{
  if (self->expression == NULL)
    build_expression (self);
  ff_expression_page_set_text (FF_EXPRESSION_PAGE (self->expression), text);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->expression);
  gtk_widget_grab_focus (self->expression);
}

static void
show_menu (FfOperandPicker *self)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->menu);
  show_lines (self);
  gtk_widget_grab_focus (self->search);
}

static void
expression_cb (FfOperandPicker *self)
{
  show_expression (self, self->text != NULL ? self->text : "");
}

static void
activated_cb (GtkListBox      *list,
              GtkListBoxRow   *row,
              FfOperandPicker *self)
{
  FfOperandLine *line = self->lines->pdata[gtk_list_box_row_get_index (row)];
  g_autoptr (FfJson) item = NULL;

  if (line->page != NULL)
    {
      g_ptr_array_add (self->pages, g_steal_pointer (&line->page));
      show_lines (self);
      focus_first (self);
      return;
    }

  item = ff_json_ref (line->item);
  pick (self, item);
}

static void
search_changed_cb (GtkEditable     *editable,
                   FfOperandPicker *self)
{
  show_lines (self);
}

static void
search_activate_cb (GtkSearchEntry  *entry,
                    FfOperandPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);

  if (row != NULL)
    activated_cb (GTK_LIST_BOX (self->list), row, self);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  key,
               guint                  code,
               GdkModifierType        state,
               FfOperandPicker       *self)
{
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0';

  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    {
      focus_first (self);
      return GDK_EVENT_STOP;
    }

  if (is_empty && key == GDK_KEY_BackSpace && self->pages->len > 0)
    {
      go_back (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
list_key_cb (GtkEventControllerKey *controller,
             guint                  key,
             guint                  code,
             GdkModifierType        state,
             FfOperandPicker       *self)
{
  if (key == GDK_KEY_BackSpace && self->pages->len > 0)
    {
      go_back (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
stop_search_cb (GtkSearchEntry  *entry,
                FfOperandPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
map_cb (FfOperandPicker *self)
{
  g_ptr_array_set_size (self->pages, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->text != NULL)
    show_expression (self, self->text);
  else
    show_menu (self);
}

static void
ff_operand_picker_finalize (GObject *object)
{
  FfOperandPicker *self = FF_OPERAND_PICKER (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->text);

  G_OBJECT_CLASS (ff_operand_picker_parent_class)->finalize (object);
}

static void
ff_operand_picker_class_init (FfOperandPickerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_operand_picker_finalize;

  signals[PICKED] = g_signal_new ("picked", FF_TYPE_OPERAND_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static GtkWidget *
new_head (FfOperandPicker *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_tooltip_text (self->back, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (go_back), self);

  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "heading");

  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), self->title);

  return head;
}

static GtkWidget *
new_list (FfOperandPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "ff-menu");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Attributes"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (self->list, keys);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), HEIGHT);

  return self->scroller;
}

/* Below the list, whatever it shows. */
static GtkWidget *
new_foot (FfOperandPicker *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *button = gtk_button_new_with_label (_("Expression…"));

  gtk_widget_add_css_class (button, "ff-menu-item");
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (expression_cb), self);
  gtk_box_append (GTK_BOX (foot), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (foot), button);

  return foot;
}

static void
ff_operand_picker_init (FfOperandPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_page_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_operand_line_free);

  self->search = gtk_search_entry_new ();
  self->menu = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->menu);
  g_object_set (self->search, "placeholder-text", _("Find an Attribute"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find an Attribute"), -1);
  g_signal_connect (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);

  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_margin_top (self->empty, 12);
  gtk_widget_set_margin_bottom (self->empty, 12);

  gtk_widget_set_size_request (self->menu, WIDTH, -1);
  gtk_box_append (GTK_BOX (self->menu), self->search);
  gtk_box_append (GTK_BOX (self->menu), new_head (self));
  gtk_box_append (GTK_BOX (self->menu), new_list (self));
  gtk_box_append (GTK_BOX (self->menu), self->empty);

  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_child (GTK_STACK (self->stack), self->menu);
  gtk_popover_set_child (GTK_POPOVER (self), self->stack);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-picker");
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * ff_operand_picker_new:
 * @flags: whether conditions are wanted, or operands only
 * @func: tells what may be picked, each time the popover opens
 * @user_data: for @func; outlives the popover
 *
 * Returns: a popover for a menu button
 */
GtkWidget *
ff_operand_picker_new (FfOperandMenuFlags flags,
                       FfScopeFunc        func,
                       gpointer           user_data)
{
  FfOperandPicker *self = g_object_new (FF_TYPE_OPERAND_PICKER, NULL);

  self->flags = flags;
  self->func = func;
  self->user_data = user_data;

  if ((flags & FF_OPERAND_MENU_ATTRIBUTES) == 0)
    gtk_box_append (GTK_BOX (self->menu), new_foot (self));

  return GTK_WIDGET (self);
}

void
ff_operand_picker_set_expression (FfOperandPicker *self,
                                  const char      *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
}
