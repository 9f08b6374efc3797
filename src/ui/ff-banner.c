/* One standing condition under the header. Libadwaita 1.2 has no banner; this one also shows progress. Main thread. */

#include "ui/ff-banner.h"

#include <glib/gi18n-lib.h>

struct _FfBanner
{
  GtkWidget       parent_instance;

  GtkRevealer    *revealer;
  GtkBox         *box;
  GtkImage       *icon;
  GtkLabel       *label;
  GtkButton      *button;
  GtkProgressBar *progress;
  const char     *style;     /* class of the kind that is shown */
};

G_DEFINE_FINAL_TYPE (FfBanner, ff_banner, GTK_TYPE_WIDGET)

static const struct
{
  const char *style;
  const char *icon;
} kinds[] = {
  [FF_BANNER_NOTE] = { "note", "dialog-information-symbolic" },
  [FF_BANNER_WARNING] = { "warning", "ff-warning-symbolic" },
  [FF_BANNER_PROBLEM] = { "problem", "ff-problem-symbolic" },
};

static void
ff_banner_dispose (GObject *object)
{
  FfBanner *self = FF_BANNER (object);

  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_banner_parent_class)->dispose (object);
}

static void
ff_banner_class_init (FfBannerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_banner_dispose;
  gtk_widget_class_set_css_name (widget_class, "ff-banner");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
ff_banner_init (FfBanner *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
  gtk_revealer_set_child (self->revealer, column);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "content");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->box));

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (self->box, GTK_WIDGET (self->icon));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->label, 3);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (self->box, GTK_WIDGET (self->label));

  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_box_append (self->box, GTK_WIDGET (self->button));

  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "osd");
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->progress));
}

GtkWidget *
ff_banner_new (void)
{
  return g_object_new (FF_TYPE_BANNER, NULL);
}

/**
 * ff_banner_show:
 * @self: the banner
 * @kind: how bad it is
 * @text: a sentence
 * @button: (nullable): what can be done, with mnemonic
 * @action: (nullable): the action of the button
 *
 * Takes the place of what is shown.
 */
void
ff_banner_show (FfBanner     *self,
                FfBannerKind  kind,
                const char   *text,
                const char   *button,
                const char   *action)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), self->style);
  self->style = kinds[kind].style;
  gtk_widget_add_css_class (GTK_WIDGET (self->box), self->style);

  gtk_image_set_from_icon_name (self->icon, kinds[kind].icon);
  if (!g_str_equal (gtk_label_get_label (self->label), text))
    {
      gtk_label_set_label (self->label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
ff_banner_set_progress (FfBanner *self,
                        double    fraction)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

void
ff_banner_hide (FfBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  ff_banner_set_progress (self, -1);
}

const char *
ff_banner_get_text (FfBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_label (self->label) : NULL;
}
