/* What a rule comes to, beside the rules in the segment editor: the total, the
 * rule in words, near misses, people, problems. */

#include "ui/segment/ff-segment-result.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-count-card.h"
#include "ui/segment/ff-near-misses.h"
#include "ui/segment/ff-segment-people.h"

struct _FfSegmentResult
{
  AdwBin         parent_instance;

  FfRuleCounter *counter;
  GtkWidget     *card;
  GtkWidget     *sentence;
  GtkWidget     *problems;    /* icon and words */
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfSegmentResult, ff_segment_result, ADW_TYPE_BIN)

static FfRuleModel *
get_model (FfSegmentResult *self)
{
  return ff_rule_counter_get_model (self->counter);
}

static void
show_total (FfSegmentResult *self)
{
  const FfEntity *entity = ff_rule_model_get_entity (get_model (self));
  FfCountView total, everyone;
  g_autofree char *number = NULL;
  g_autofree char *of = NULL;

  ff_rule_counter_get (self->counter, "", FF_RULE_COUNT_ALONE, &total);
  ff_rule_counter_get (self->counter, "", FF_RULE_COUNT_EVERYONE, &everyone);
  if (everyone.has_value && entity != NULL)
    {
      number = ff_count_view_dup_text (&everyone);
      /* Translators: how many rows there are to choose from, and what they are: “of 86,400 Customers”. */
      of = g_strdup_printf (_("of %s %s"), number, entity->label_plural);
    }

  ff_count_card_update (FF_COUNT_CARD (self->card), &total, of);
  ff_count_card_set_share (FF_COUNT_CARD (self->card),
                           total.has_value && everyone.has_value && everyone.n_rows > 0
                             ? (double) total.n_rows / everyone.n_rows : -1);
}

static void
show_problems (FfSegmentResult *self)
{
  GPtrArray *problems = ff_rule_model_get_problems (get_model (self));
  GtkWidget *icon = gtk_widget_get_first_child (self->problems);
  GtkWidget *label = gtk_widget_get_last_child (self->problems);
  guint n_problems = 0;
  guint n_warnings = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < problems->len; i++)
    if (((const FfRuleProblem *) problems->pdata[i])->warning)
      n_warnings++;
    else
      n_problems++;

  if (n_problems > 0)
    text = g_strdup_printf (ngettext ("%u problem in these rules", "%u problems in these rules", n_problems), n_problems);
  else if (n_warnings > 0)
    text = g_strdup (((const FfRuleProblem *) problems->pdata[0])->message);
  else
    text = g_strdup (_("No problems in these rules"));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), n_problems > 0 ? "dialog-error-symbolic" :
                                                  n_warnings > 0 ? "dialog-warning-symbolic" : "object-select-symbolic");
  gtk_widget_set_css_classes (icon, (const char *[]) { n_problems > 0 ? "ff-problem" : n_warnings > 0 ? "ff-warning" : "ff-good", NULL });
}

static void
show (FfSegmentResult *self)
{
  g_autofree char *sentence = ff_rule_model_dup_sentence (get_model (self));

  gtk_label_set_text (GTK_LABEL (self->sentence),
                      sentence != NULL ? sentence : _("The rule can be said once its problems are mended."));
  show_problems (self);
  show_total (self);
}

static void
recount_cb (FfSegmentResult *self)
{
  ff_rule_counter_recount (self->counter);
}

static void
cancel_cb (FfSegmentResult *self)
{
  ff_rule_counter_cancel (self->counter);
}

static void
go_to_cb (FfSegmentResult *self,
          const char      *place)
{
  g_signal_emit (self, signals[GO_TO], 0, place);
}

static void
ff_segment_result_dispose (GObject *object)
{
  g_clear_object (&FF_SEGMENT_RESULT (object)->counter);

  G_OBJECT_CLASS (ff_segment_result_parent_class)->dispose (object);
}

static void
ff_segment_result_class_init (FfSegmentResultClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_segment_result_dispose;

  signals[GO_TO] = g_signal_new ("go-to", FF_TYPE_SEGMENT_RESULT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ff_segment_result_init (FfSegmentResult *self)
{
}

static GtkWidget *
new_sentence (void)
{
  GtkWidget *sentence = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (sentence), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (sentence), TRUE);
  gtk_widget_set_can_focus (sentence, FALSE);
  gtk_widget_add_css_class (sentence, "ff-sentence");
  return sentence;
}

static GtkWidget *
new_problems (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * ff_segment_result_new:
 * @counter: of the rule
 *
 * Returns: a pane that scrolls
 */
GtkWidget *
ff_segment_result_new (FfRuleCounter *counter)
{
  FfSegmentResult *self = g_object_new (FF_TYPE_SEGMENT_RESULT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_label_new (_("In Words"));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *misses = ff_near_misses_new (counter);

  self->counter = g_object_ref (counter);
  self->card = ff_count_card_new ();
  self->sentence = new_sentence ();
  self->problems = new_problems ();
  g_signal_connect_swapped (self->card, "recount", G_CALLBACK (recount_cb), self);
  g_signal_connect_swapped (self->card, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (misses, "go-to", G_CALLBACK (go_to_cb), self);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_add_css_class (words, "ff-section-title");
  gtk_widget_set_margin_top (words, 4);

  gtk_box_append (GTK_BOX (box), self->card);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_box_append (GTK_BOX (box), misses);
  gtk_box_append (GTK_BOX (box), ff_segment_people_new (counter));
  gtk_box_append (GTK_BOX (box), self->problems);
  gtk_widget_add_css_class (box, "ff-side");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);

  g_signal_connect_object (get_model (self), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (counter, "counted", G_CALLBACK (show_total), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
