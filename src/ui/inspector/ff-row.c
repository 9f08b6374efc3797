/* One row of a card of settings, as every form of the inspector shows them. */

#include "ui/inspector/ff-row.h"

typedef struct
{
  GtkWidget  *head;
  GtkWidget  *label;
  GtkWidget  *control;
  GtkWidget  *icon;
  GtkWidget  *message;
  GtkWidget  *below;      /* icon and message */
  char       *help;
  FfRowState  state;
} FfRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (FfRow, ff_row, GTK_TYPE_BOX)

static FfRowPrivate *
get_private (FfRow *self)
{
  return ff_row_get_instance_private (self);
}

static void
ff_row_finalize (GObject *object)
{
  g_free (get_private (FF_ROW (object))->help);

  G_OBJECT_CLASS (ff_row_parent_class)->finalize (object);
}

static void
ff_row_class_init (FfRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_row_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "ff-row");
}

static void
ff_row_init (FfRow *self)
{
  FfRowPrivate *private = get_private (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);

  private->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (private->label), 0);
  gtk_label_set_wrap (GTK_LABEL (private->label), TRUE);
  gtk_widget_set_hexpand (private->label, TRUE);
  private->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (private->head), private->label);

  private->below = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  private->icon = gtk_image_new ();
  gtk_widget_set_valign (private->icon, GTK_ALIGN_START);
  private->message = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (private->message), 0);
  gtk_label_set_wrap (GTK_LABEL (private->message), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (private->message), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (private->message, TRUE);
  gtk_box_append (GTK_BOX (private->below), private->icon);
  gtk_box_append (GTK_BOX (private->below), private->message);
  gtk_widget_set_visible (private->below, FALSE);
  gtk_widget_add_css_class (private->below, "ff-message");
}

void
ff_row_set_up (FfRow      *self,
               const char *label,
               GtkWidget  *control,
               gboolean    is_wide)
{
  FfRowPrivate *private = get_private (self);

  gtk_label_set_text (GTK_LABEL (private->label), label);
  private->control = control;
  gtk_box_append (GTK_BOX (self), private->head);
  if (is_wide)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "wide");
      gtk_box_append (GTK_BOX (self), control);
    }
  else
    {
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      gtk_widget_set_halign (control, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (private->head), control);
    }
  gtk_box_append (GTK_BOX (self), private->below);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

GtkWidget *
ff_row_new (const char *label,
            GtkWidget  *control,
            gboolean    is_wide)
{
  FfRow *self = g_object_new (FF_TYPE_ROW, NULL);

  ff_row_set_up (self, label, control, is_wide);
  return GTK_WIDGET (self);
}

GtkWidget *
ff_row_get_control (FfRow *self)
{
  return get_private (self)->control;
}

void
ff_row_add_extra (FfRow     *self,
                  GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (get_private (self)->head), widget);
}

static void
show_message (FfRow      *self,
              const char *message)
{
  FfRowPrivate *private = get_private (self);
  const char *text = private->state != FF_ROW_PLAIN ? message : private->help;
  static const char *const classes[] = { "ff-note", "ff-warning", "ff-problem" };

  gtk_label_set_text (GTK_LABEL (private->message), text != NULL ? text : "");
  gtk_widget_set_visible (private->below, text != NULL && *text != '\0');
  gtk_widget_set_visible (private->icon, private->state != FF_ROW_PLAIN);
  gtk_image_set_from_icon_name (GTK_IMAGE (private->icon),
                                private->state == FF_ROW_PROBLEM ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (private->below, (const char *[]) { "ff-message", classes[private->state], NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

void
ff_row_set_help (FfRow      *self,
                 const char *help)
{
  FfRowPrivate *private = get_private (self);

  g_free (private->help);
  private->help = g_strdup (help);
  if (private->state == FF_ROW_PLAIN)
    show_message (self, NULL);
}

void
ff_row_set_state (FfRow      *self,
                  FfRowState  state,
                  const char *message)
{
  FfRowPrivate *private = get_private (self);

  private->state = state;
  show_message (self, message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               state == FF_ROW_PROBLEM ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

GtkWidget *
ff_rows_new (void)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (rows, "ff-box");
  gtk_widget_set_overflow (rows, GTK_OVERFLOW_HIDDEN);
  return rows;
}

void
ff_rows_add (GtkWidget *rows,
             GtkWidget *row)
{
  gtk_box_append (GTK_BOX (rows), row);
  ff_rows_update (rows);
}

void
ff_rows_update (GtkWidget *rows)
{
  gboolean is_first = TRUE;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      if (!gtk_widget_get_visible (row))
        continue;

      if (is_first)
        gtk_widget_remove_css_class (row, "ff-after");
      else
        gtk_widget_add_css_class (row, "ff-after");
      is_first = FALSE;
    }
}
