/* The message of one send activity as real people would get it. Main thread; it is rendered on the engine's worker. */

#include "ui/review/ff-preview-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "message/ff-sms.h"
#include "ui/ff-rich-text.h"

#define EMAIL_WIDTH 640   /* emails are made for about as much */

struct _FfPreviewPane
{
  GtkWidget   parent_instance;

  FfLaunch   *launch;       /* nullable */
  GPtrArray  *previews;     /* of FfPreview; nullable */
  gboolean    are_all;      /* of those who get a message */
  int         index;
  char       *activity;     /* chosen; nullable */
  gboolean    setting;

  GtkWidget  *box;
  GtkWidget  *channel_drop;
  GtkStack   *stack;
  GtkLabel   *words_label;
  GtkWidget  *previous_button;
  GtkWidget  *next_button;
  GtkLabel   *place_label;
  GtkLabel   *name_label;
  GtkLabel   *to_label;
  GtkLabel   *subject_title;
  GtkLabel   *subject_label;
  GtkWidget  *paper_bin;
};

enum
{
  CHANNEL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfPreviewPane, ff_preview_pane, GTK_TYPE_WIDGET)

static void
show_words (FfPreviewPane *self,
            const char    *text)
{
  gtk_label_set_text (self->words_label, text);
  gtk_stack_set_visible_child_name (self->stack, "words");
}

/* ---- One message. */

static void
append_sms_size (GtkWidget  *box,
                 const char *text)
{
  g_autofree char *words = NULL;
  FfSmsSize size;
  GtkWidget *label;

  ff_sms_measure (text, &size);
  /* Translators: %u is how many parts a text message is billed as. */
  words = g_strdup_printf (ngettext ("%u part", "%u parts", size.n_parts), size.n_parts);
  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ff-dim");
  gtk_widget_add_css_class (label, "ff-small");
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
create_paper (const FfPreview *preview)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *paper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body;

  gtk_widget_add_css_class (paper, "ff-paper");
  gtk_box_append (GTK_BOX (box), paper);
  if (preview->message == NULL)
    {
      body = ff_rich_text_new_text (preview->reason);
      gtk_widget_add_css_class (body, "ff-problem");
      gtk_box_append (GTK_BOX (paper), body);
      return box;
    }

  if (preview->message->html != NULL)
    body = ff_rich_text_new_html (preview->message->html);
  else
    body = ff_rich_text_new_text (preview->message->text != NULL ? preview->message->text : "");
  gtk_box_append (GTK_BOX (paper), body);

  if (preview->message->html == NULL && preview->message->subject == NULL)
    {
      gtk_widget_add_css_class (paper, "ff-bubble");
      gtk_widget_set_halign (paper, GTK_ALIGN_START);
      append_sms_size (box, preview->message->text);
    }
  else
    {
      GtkWidget *clamp = adw_clamp_new ();

      gtk_widget_add_css_class (paper, "ff-email");
      adw_clamp_set_maximum_size (ADW_CLAMP (clamp), EMAIL_WIDTH);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), EMAIL_WIDTH);
      adw_clamp_set_child (ADW_CLAMP (clamp), box);
      return clamp;
    }

  return box;
}

static void
show_person (FfPreviewPane *self)
{
  const FfPreview *preview = self->previews->pdata[self->index];
  const char *subject = preview->message != NULL ? preview->message->subject : NULL;
  g_autofree char *place = g_strdup_printf (self->are_all ? _("%d of %u") : _("%d of the first %u"), self->index + 1, self->previews->len);

  gtk_label_set_text (self->place_label, place);
  gtk_label_set_text (self->name_label, preview->name);
  gtk_label_set_text (self->to_label, preview->address);
  gtk_label_set_text (self->subject_label, subject != NULL ? subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject_label), subject != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_title), subject != NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->paper_bin), create_paper (preview));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous", self->index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next", self->index + 1 < (int) self->previews->len);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/**
 * ff_preview_pane_set:
 * @self: the pane
 * @previews: (nullable) (element-type FfPreview): messages of the chosen activity
 * @are_all: whether nobody else gets one
 *
 * Shows the first of them.
 */
void
ff_preview_pane_set (FfPreviewPane *self,
                     GPtrArray     *previews,
                     gboolean       are_all)
{
  if (previews != NULL)
    g_ptr_array_ref (previews);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  self->previews = previews;
  self->are_all = are_all;
  self->index = 0;

  if (previews == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (previews->len == 0)
    show_words (self, _("Nobody here can be written to, so there is no message to show."));
  else
    show_person (self);
}

void
ff_preview_pane_set_error (FfPreviewPane *self,
                           const char    *text)
{
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  show_words (self, text);
}

int
ff_preview_pane_get_index (FfPreviewPane *self)
{
  return self->previews != NULL && self->previews->len > 0 ? self->index : -1;
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FfPreviewPane *self = FF_PREVIEW_PANE (widget);
  int index = self->index + (g_str_equal (name, "preview.next") ? 1 : -1);

  if (self->previews == NULL || index < 0 || index >= (int) self->previews->len)
    return;

  self->index = index;
  show_person (self);
}

/* ---- Which activity. */

FfChannel *
ff_preview_pane_get_channel (FfPreviewPane *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->channel_drop));

  if (self->launch == NULL || selected >= ff_launch_get_n_channels (self->launch))
    return NULL;

  return ff_launch_get_channel (self->launch, selected);
}

static void
channel_chosen_cb (FfPreviewPane *self)
{
  FfChannel *channel = ff_preview_pane_get_channel (self);

  if (self->setting || channel == NULL)
    return;

  g_free (self->activity);
  self->activity = g_strdup (channel->activity);
  g_signal_emit (self, signals[CHANNEL_CHANGED], 0);
}

static const char *
get_type_name (const char *channel)
{
  guint n;
  const FfActivityType *const *types = ff_activity_types_get (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (types[i]->channel, channel) == 0)
      return g_dgettext (GETTEXT_PACKAGE, types[i]->name);

  return channel;
}

/**
 * ff_preview_pane_set_launch:
 * @self: the pane
 * @launch: (nullable): what is to be done
 *
 * Offers its activities.
 */
void
ff_preview_pane_set_launch (FfPreviewPane *self,
                            FfLaunch      *launch)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n = launch != NULL ? ff_launch_get_n_channels (launch) : 0;
  guint selected = 0;

  if (launch != NULL)
    ff_launch_ref (launch);
  g_clear_pointer (&self->launch, ff_launch_unref);
  self->launch = launch;

  for (guint i = 0; i < n; i++)
    {
      FfChannel *channel = ff_launch_get_channel (launch, i);
      /* Translators: the title of an activity and its kind: “Come back · Email”. */
      g_autofree char *title = g_strdup_printf (_("%s · %s"), channel->title, get_type_name (channel->channel));

      gtk_string_list_append (titles, title);
      if (g_strcmp0 (channel->activity, self->activity) == 0)
        selected = i;
    }

  self->setting = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->channel_drop), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->channel_drop), selected);
  gtk_widget_set_visible (self->channel_drop, n > 0);
  self->setting = FALSE;

  if (n == 0)
    ff_preview_pane_set_error (self, _("The messages are shown here once the campaign can be sent."));
}

/* ---- Life. */

static void
ff_preview_pane_dispose (GObject *object)
{
  FfPreviewPane *self = FF_PREVIEW_PANE (object);

  self->setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), FF_TYPE_PREVIEW_PANE);
  g_clear_pointer (&self->launch, ff_launch_unref);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  g_clear_pointer (&self->activity, g_free);

  G_OBJECT_CLASS (ff_preview_pane_parent_class)->dispose (object);
}

static void
ff_preview_pane_class_init (FfPreviewPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_preview_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "preview-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, box);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, channel_drop);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, stack);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, words_label);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, next_button);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, place_label);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, name_label);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, to_label);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, subject_title);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, subject_label);
  gtk_widget_class_bind_template_child (widget_class, FfPreviewPane, paper_bin);
  gtk_widget_class_bind_template_callback (widget_class, channel_chosen_cb);

  gtk_widget_class_install_action (widget_class, "preview.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "preview.next", NULL, step_action);

  signals[CHANNEL_CHANGED] =
    g_signal_new ("channel-changed", FF_TYPE_PREVIEW_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_preview_pane_init (FfPreviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ff_preview_pane_new (void)
{
  return g_object_new (FF_TYPE_PREVIEW_PANE, NULL);
}
