/* One large count in the inspector and in the segment editor. */

#include "ui/inspector/ff-count-card.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "ui/ff-words.h"

struct _FfCountCard
{
  GtkBox        parent_instance;

  GtkWidget    *number;
  GtkWidget    *icon;
  GtkWidget    *spinner;
  GtkWidget    *button;
  GtkWidget    *of;
  GtkWidget    *time;
  GtkWidget    *bar;
  FfCountState  state;
};

enum
{
  RECOUNT,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfCountCard, ff_count_card, GTK_TYPE_BOX)

static void
clicked_cb (FfCountCard *self)
{
  g_signal_emit (self, signals[self->state == FF_COUNT_WORKING ? CANCEL : RECOUNT], 0);
}

static void
ff_count_card_class_init (FfCountCardClass *class)
{
  signals[RECOUNT] = g_signal_new ("recount", FF_TYPE_COUNT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", FF_TYPE_COUNT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_count_card_init (FfCountCard *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->state = FF_COUNT_UNKNOWN;
  self->number = gtk_label_new ("—");
  gtk_label_set_xalign (GTK_LABEL (self->number), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->number), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->number, "ff-number");
  self->icon = gtk_image_new ();
  self->spinner = gtk_spinner_new ();
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "ff-tiny");
  gtk_widget_set_valign (self->button, GTK_ALIGN_START);
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->button, TRUE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (top), self->number);
  gtk_box_append (GTK_BOX (top), self->icon);
  gtk_box_append (GTK_BOX (top), self->spinner);
  gtk_box_append (GTK_BOX (top), self->button);

  self->of = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->of), 0);
  gtk_label_set_wrap (GTK_LABEL (self->of), TRUE);
  gtk_widget_set_hexpand (self->of, TRUE);
  gtk_widget_add_css_class (self->of, "ff-note");
  self->time = gtk_label_new (NULL);
  gtk_widget_set_valign (self->time, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->time, "ff-note");
  gtk_box_append (GTK_BOX (bottom), self->of);
  gtk_box_append (GTK_BOX (bottom), self->time);

  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_add_css_class (self->bar, "ff-share");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Share"), -1);

  gtk_box_append (GTK_BOX (self), top);
  gtk_box_append (GTK_BOX (self), bottom);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-box");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-count-card");
}

GtkWidget *
ff_count_card_new (void)
{
  return g_object_new (FF_TYPE_COUNT_CARD, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2, NULL);
}

static const char *
get_icon (FfCountState state)
{
  switch (state)
    {
    case FF_COUNT_OUT_OF_DATE:
      return "document-open-recent-symbolic";
    case FF_COUNT_OFFLINE:
      return "network-offline-symbolic";
    case FF_COUNT_FAILED:
      return "dialog-warning-symbolic";
    case FF_COUNT_FRESH:
    case FF_COUNT_WORKING:
    case FF_COUNT_LOCAL_COPY:
    case FF_COUNT_UNKNOWN:
    default:
      return NULL;
    }
}

static void
show_state (FfCountCard *self,
            FfCountState state)
{
  gboolean is_working = state == FF_COUNT_WORKING;
  const char *tooltip = is_working ? _("Stop Counting") : state == FF_COUNT_FAILED ? _("Try Again") : _("Recount");

  self->state = state;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon (state));
  gtk_widget_set_visible (self->icon, get_icon (state) != NULL);
  gtk_widget_set_visible (self->spinner, is_working);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_working);
  gtk_button_set_icon_name (GTK_BUTTON (self->button), is_working ? "process-stop-symbolic" : "view-refresh-symbolic");
  gtk_widget_set_tooltip_text (self->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  if (state == FF_COUNT_FRESH || state == FF_COUNT_LOCAL_COPY)
    gtk_widget_remove_css_class (self->number, "ff-old");
  else
    gtk_widget_add_css_class (self->number, "ff-old");
}

/**
 * ff_count_card_update:
 * @self: the card
 * @view: the count
 * @of: (nullable): what it is part of, in words
 */
void
ff_count_card_update (FfCountCard       *self,
                      const FfCountView *view,
                      const char        *of)
{
  g_autofree char *number = ff_count_view_dup_text (view);
  g_autofree char *description = ff_count_view_dup_description (view);
  g_autofree char *time = NULL;
  g_autofree char *as_of = NULL;

  show_state (self, view->state);
  gtk_label_set_text (GTK_LABEL (self->number), number);
  gtk_widget_set_tooltip_text (self->number, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);

  if (view->has_value && view->taken_at > 0)
    {
      time = ff_words_dup_time (view->taken_at, ff_clock_get_now (ff_clock_get_wall ()));
      /* Translators: %s is a time. */
      as_of = g_strdup_printf (view->if_taken ? _("if taken, as of %s") : _("as of %s"), time);
    }
  gtk_label_set_text (GTK_LABEL (self->time), as_of != NULL ? as_of : "");
  gtk_label_set_text (GTK_LABEL (self->of), !view->has_value ? description : of != NULL ? of : "");
}

void
ff_count_card_set_share (FfCountCard *self,
                         double       share)
{
  gtk_widget_set_visible (self->bar, share >= 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (share, 0, 1));
}
