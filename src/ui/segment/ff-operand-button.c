/* A button that shows an operand and opens the menu of attributes. Used by
 * conditions, and by forms for fields that are operands. */

#include "ui/segment/ff-operand-button.h"

#include "ui/ff-focus.h"

struct _FfOperandButton
{
  AdwBin     parent_instance;

  GtkWidget *button;
  GtkWidget *label;
  char      *what;     /* accessible label */
  int        whole;    /* characters */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfOperandButton, ff_operand_button, ADW_TYPE_BIN)

static void
picked_cb (FfOperandButton *self,
           FfJson          *item)
{
  g_signal_emit (self, signals[PICKED], 0, item);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FF_OPERAND_BUTTON (widget)->button);
}

static void
ff_operand_button_finalize (GObject *object)
{
  g_free (FF_OPERAND_BUTTON (object)->what);

  G_OBJECT_CLASS (ff_operand_button_parent_class)->finalize (object);
}

static void
ff_operand_button_class_init (FfOperandButtonClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_operand_button_finalize;
  ff_focus_class_pass (GTK_WIDGET_CLASS (class), grab_focus);

  signals[PICKED] = g_signal_new ("picked", FF_TYPE_OPERAND_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ff_operand_button_init (FfOperandButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

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
  gtk_widget_add_css_class (self->button, "ff-operand");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

/**
 * ff_operand_button_new:
 * @accessible_label: what the attribute is for
 * @flags: whether conditions are wanted, or operands only
 * @func: tells what may be picked
 * @user_data: for @func; outlives the button
 *
 * Returns: a button without an operand
 */
GtkWidget *
ff_operand_button_new (const char         *accessible_label,
                       FfOperandMenuFlags  flags,
                       FfScopeFunc         func,
                       gpointer            user_data)
{
  FfOperandButton *self = g_object_new (FF_TYPE_OPERAND_BUTTON, NULL);
  GtkWidget *picker = ff_operand_picker_new (flags, func, user_data);

  self->what = g_strdup (accessible_label);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), picker);

  return GTK_WIDGET (self);
}

void
ff_operand_button_set_label (FfOperandButton *self,
                             const char      *label)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->what, label);

  gtk_label_set_text (GTK_LABEL (self->label), label);
  if (self->whole > 0)
    {
      gboolean is_long = g_utf8_strlen (label, -1) > self->whole;

      gtk_label_set_ellipsize (GTK_LABEL (self->label), is_long ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_label_set_width_chars (GTK_LABEL (self->label), is_long ? self->whole / 2 : -1);
    }
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
ff_operand_button_set_expression (FfOperandButton *self,
                                  const char      *text)
{
  ff_operand_picker_set_expression (FF_OPERAND_PICKER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->button))), text);
}

void
ff_operand_button_set_whole (FfOperandButton *self,
                             int              n_chars)
{
  self->whole = n_chars;
}

void
ff_operand_button_set_flat (FfOperandButton *self)
{
  gtk_widget_add_css_class (self->button, "flat");
  gtk_label_set_xalign (GTK_LABEL (self->label), 1);
}

void
ff_operand_button_popup (FfOperandButton *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
