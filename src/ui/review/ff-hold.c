/* The seconds between confirming and the first message. Main thread. */

#include "ui/review/ff-hold.h"

#include <glib/gi18n-lib.h>

struct _FfHold
{
  GtkWidget       parent_instance;

  GtkWidget      *box;
  GtkLabel       *label;
  GtkProgressBar *bar;
  GtkWidget      *undo_button;

  char           *deed;
  int             seconds;
  int             left;
  guint           source;
};

enum
{
  ENDED,
  UNDONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfHold, ff_hold, GTK_TYPE_WIDGET)

static void
show (FfHold *self)
{
  /* Translators: the first %s is a deed, “Rehearse 11,975 Emails”; then the seconds left. */
  g_autofree char *text = g_strdup_printf (ngettext ("%s in %d second — nothing has left yet",
                                                     "%s in %d seconds — nothing has left yet", (gulong) self->left),
                                           self->deed, self->left);

  gtk_label_set_text (self->label, text);
  gtk_progress_bar_set_fraction (self->bar, self->seconds > 0 ? 1 - (double) self->left / self->seconds : 1);
}

static gboolean
tick_cb (gpointer user_data)
{
  FfHold *self = user_data;

  if (--self->left > 0)
    {
      show (self);
      return G_SOURCE_CONTINUE;
    }

  self->source = 0;
  g_signal_emit (self, signals[ENDED], 0);
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer user_data)
{
  FfHold *self = user_data;

  self->source = 0;
  g_signal_emit (self, signals[ENDED], 0);
  return G_SOURCE_REMOVE;
}

/**
 * ff_hold_start:
 * @self: the hold
 * @deed: what will happen at its end
 * @seconds: how long it is
 *
 * Begins to count.
 */
void
ff_hold_start (FfHold     *self,
               const char *deed,
               int         seconds)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self->deed);
  self->deed = g_strdup (deed);
  self->seconds = seconds;
  self->left = seconds;
  show (self);
  self->source = seconds > 0 ? g_timeout_add_seconds (1, tick_cb, self) : g_idle_add (end_cb, self);
  gtk_widget_grab_focus (self->undo_button);
}

void
ff_hold_undo (FfHold *self)
{
  if (self->source == 0)
    return;

  g_clear_handle_id (&self->source, g_source_remove);
  g_signal_emit (self, signals[UNDONE], 0);
}

gboolean
ff_hold_is_running (FfHold *self)
{
  return self->source != 0;
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ff_hold_undo (FF_HOLD (widget));
}

static void
ff_hold_dispose (GObject *object)
{
  FfHold *self = FF_HOLD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_hold_parent_class)->dispose (object);
}

static void
ff_hold_finalize (GObject *object)
{
  g_free (FF_HOLD (object)->deed);

  G_OBJECT_CLASS (ff_hold_parent_class)->finalize (object);
}

static void
ff_hold_class_init (FfHoldClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_hold_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_hold_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "hold.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "hold.undo", NULL);

  signals[ENDED] = g_signal_new ("ended", FF_TYPE_HOLD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNDONE] = g_signal_new ("undone", FF_TYPE_HOLD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_hold_init (FfHold *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "ff-strong");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");

  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "ff-thick-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time until the first message"), -1);

  self->undo_button = gtk_button_new_with_mnemonic (_("_Undo"));
  gtk_widget_set_valign (self->undo_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->undo_button, "ff-deed-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo_button), "hold.undo");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->bar));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (self->box), self->undo_button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ff_hold_new (void)
{
  return g_object_new (FF_TYPE_HOLD, NULL);
}
