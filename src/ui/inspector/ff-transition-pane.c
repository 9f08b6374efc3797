/* One transition in the inspector: where from, where to, how many. */

#include "ui/ff-words.h"
#include "ui/inspector/ff-other-panes.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-count-card.h"
#include "ui/inspector/ff-pane-head.h"
#include "ui/inspector/ff-row.h"
#include "ui/inspector/ff-verify-box.h"

struct _FfTransitionPane
{
  GtkBox     parent_instance;

  FfDraft   *draft;
  char      *id;
  GtkWidget *head;
  GtkWidget *card;
  GtkWidget *show;
  GtkWidget *verify;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *columns;
};

G_DEFINE_FINAL_TYPE (FfTransitionPane, ff_transition_pane, GTK_TYPE_BOX)

static const FfTransition *
find_transition (FfTransitionPane *self)
{
  return ff_campaign_find_transition (ff_draft_get_campaign (self->draft), self->id);
}

static void
label_cb (FfTransitionPane *self,
          const char       *label)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  FfJson *element = ff_campaign_get_element (campaign, FF_ELEMENT_TRANSITION, self->id);
  g_autoptr (FfEdit) edit = ff_edit_new (_("Rename Transition"));
  g_autoptr (FfJson) value = ff_json_new_string (label);
  g_autoptr (FfJson) changed = NULL;
  g_autofree char *key = g_strconcat ("label:", self->id, NULL);

  if (element == NULL)
    return;

  changed = *label != '\0' ? ff_json_with_member (element, "label", value) : ff_json_without_member (element, "label");
  ff_edit_set_element (edit, campaign, FF_ELEMENT_TRANSITION, self->id, changed);
  ff_draft_apply (self->draft, edit, key);
}

static void
left_cb (FfTransitionPane *self)
{
  if (self->draft != NULL)
    ff_history_end_merge (ff_draft_get_history (self->draft));
}

static void
show_cb (FfTransitionPane *self)
{
  const FfTransition *transition = find_transition (self);

  if (transition != NULL)
    ff_draft_set_active (self->draft, transition->from, transition->from_port);
}

static void
recount_cb (FfTransitionPane *self)
{
  ff_draft_recount (self->draft);
}

static void
cancel_cb (FfTransitionPane *self)
{
  ff_draft_cancel (self->draft);
}

static void
ff_transition_pane_dispose (GObject *object)
{
  g_clear_object (&FF_TRANSITION_PANE (object)->draft);

  G_OBJECT_CLASS (ff_transition_pane_parent_class)->dispose (object);
}

static void
ff_transition_pane_finalize (GObject *object)
{
  g_free (FF_TRANSITION_PANE (object)->id);

  G_OBJECT_CLASS (ff_transition_pane_parent_class)->finalize (object);
}

static void
ff_transition_pane_class_init (FfTransitionPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_transition_pane_dispose;
  object_class->finalize = ff_transition_pane_finalize;
}

static void
ff_transition_pane_init (FfTransitionPane *self)
{
}

static GtkWidget *
new_value (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "ff-dim");
  return label;
}

GtkWidget *
ff_transition_pane_new (FfDraft    *draft,
                        const char *transition)
{
  FfTransitionPane *self = g_object_new (FF_TYPE_TRANSITION_PANE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  GtkWidget *rows = ff_rows_new ();

  self->draft = g_object_ref (draft);
  self->id = g_strdup (transition);
  self->head = ff_pane_head_new (_("Label of the Transition"));
  g_signal_connect_swapped (self->head, "edited", G_CALLBACK (label_cb), self);
  g_signal_connect_swapped (self->head, "left", G_CALLBACK (left_cb), self);
  self->card = ff_count_card_new ();
  g_signal_connect_swapped (self->card, "recount", G_CALLBACK (recount_cb), self);
  g_signal_connect_swapped (self->card, "cancel", G_CALLBACK (cancel_cb), self);
  self->show = gtk_button_new_with_label (_("Show People"));
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (show_cb), self);
  self->verify = ff_verify_box_new (draft);

  self->from = new_value ();
  self->to = new_value ();
  self->columns = new_value ();
  ff_rows_add (rows, ff_row_new (_("From"), self->from, FALSE));
  ff_rows_add (rows, ff_row_new (_("To"), self->to, FALSE));
  ff_rows_add (rows, ff_row_new (_("Columns Carried"), self->columns, FALSE));

  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), self->card);
  gtk_box_append (GTK_BOX (self), self->show);
  gtk_box_append (GTK_BOX (self), self->verify);
  gtk_box_append (GTK_BOX (self), rows);
  ff_transition_pane_update (self);

  return GTK_WIDGET (self);
}

static char *
dup_title (FfTransitionPane *self,
           const char       *id)
{
  const FfActivity *activity = ff_campaign_find_activity (ff_draft_get_campaign (self->draft), id);

  return activity != NULL ? ff_activity_dup_title (activity) : g_strdup ("");
}

static char *
dup_columns (const FfPlanOutput *output)
{
  GPtrArray *columns = output != NULL && output->flow.step != NULL ? ff_flow_get_columns (output->flow) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", ((const FfColumn *) columns->pdata[i])->label);

  /* Translators: no columns are carried. */
  return g_strdup (text->len > 0 ? text->str : _("None"));
}

void
ff_transition_pane_update (FfTransitionPane *self)
{
  const FfTransition *transition = find_transition (self);
  FfPlan *plan = ff_draft_get_plan (self->draft);
  const FfPlanOutput *output;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *noun = NULL;
  g_autofree char *show = NULL;
  FfCountView view;

  if (transition == NULL)
    return;

  output = plan != NULL ? ff_plan_find_output (plan, transition->from, transition->from_port) : NULL;
  from = dup_title (self, transition->from);
  to = dup_title (self, transition->to);
  columns = dup_columns (output);
  /* Translators: where a transition begins and ends. */
  subtitle = g_strdup_printf (_("%s → %s"), from, to);
  ff_pane_head_set_title (FF_PANE_HEAD (self->head), transition->label, _("Transition"),
                          !ff_campaign_is_read_only (ff_draft_get_campaign (self->draft)));
  ff_pane_head_set_subtitle (FF_PANE_HEAD (self->head), subtitle);
  gtk_label_set_text (GTK_LABEL (self->from), from);
  gtk_label_set_text (GTK_LABEL (self->to), to);
  gtk_label_set_text (GTK_LABEL (self->columns), columns);
  gtk_widget_set_tooltip_text (self->columns, columns);

  ff_draft_get_count (self->draft, transition->from, transition->from_port, &view);
  noun = ff_words_dup_noun (view.n_rows, view.rows_of);
  ff_count_card_update (FF_COUNT_CARD (self->card), &view, noun);
  /* Translators: %s is what is counted: “Show Bookings”. */
  show = view.rows_of != NULL ? g_strdup_printf (_("Show %s"), view.rows_of->label_plural) : g_strdup (_("Show People"));
  gtk_button_set_label (GTK_BUTTON (self->show), show);
  gtk_widget_set_sensitive (self->show, view.has_value);
  ff_verify_box_update (FF_VERIFY_BOX (self->verify), transition->from, transition->from_port);
}
