/* A rule in a window of its own, over the window of its campaign. */

#include "ui/segment/ff-segment-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/inspector/ff-count-card.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-near-misses.h"
#include "ui/segment/ff-rule-counter.h"
#include "ui/segment/ff-rule-view.h"
#include "ui/segment/ff-segment-people.h"
#include "ui/segment/ff-sql-page.h"

#define SIDE_WIDTH 410

struct _FfSegmentEditor
{
  AdwWindow      parent_instance;

  FfRuleModel   *model;
  FfRuleCounter *counter;
  FfJson        *original;
  char          *begin_at;    /* place of the first focus */
  char          *entity;      /* its name: the schema may be renewed while the window is open */

  GtkWidget     *view;
  GtkWidget     *card;
  GtkWidget     *sentence;
  GtkWidget     *problems;    /* icon and words */
};

enum
{
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfSegmentEditor, ff_segment_editor, ADW_TYPE_WINDOW)

/* ---- Showing. */

static void
show_total (FfSegmentEditor *self)
{
  const FfEntity *entity = ff_rule_model_get_entity (self->model);
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
                           total.has_value && everyone.has_value && everyone.n_people > 0
                             ? (double) total.n_people / everyone.n_people : -1);
}

static void
show_problems (FfSegmentEditor *self)
{
  GPtrArray *problems = ff_rule_model_get_problems (self->model);
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
show (FfSegmentEditor *self)
{
  g_autofree char *sentence = ff_rule_model_dup_sentence (self->model);

  gtk_label_set_text (GTK_LABEL (self->sentence),
                      sentence != NULL ? sentence : _("The rule can be said once its problems are mended."));
  show_problems (self);
  show_total (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.undo", ff_rule_model_can_undo (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.redo", ff_rule_model_can_redo (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.apply",
                                 !ff_json_equal (self->original, ff_rule_model_get_rule (self->model)));
}

/* The data source may be opened again, or its clock go on, while the window is open. */
static void
planned_cb (FfSegmentEditor *self)
{
  FfDraft *draft = ff_rule_model_get_draft (self->model);
  FfSchema *schema = ff_draft_get_schema (draft);
  const FfEntity *entity = schema != NULL ? ff_schema_find_entity (schema, self->entity) : NULL;

  if (entity != NULL && entity != ff_rule_model_get_entity (self->model))
    ff_rule_model_set_place (self->model, entity, (FfFlow) { NULL, 0 });
}

/* ---- Doing. */

static void
apply_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (widget);

  g_signal_emit (self, signals[APPLIED], 0, ff_rule_model_get_rule (self->model));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
answered_cb (FfSegmentEditor *self,
             const char      *response)
{
  if (g_str_equal (response, "apply"))
    gtk_widget_activate_action (GTK_WIDGET (self), "segment.apply", NULL);
  else if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What was done here is lost with the window, so leaving it asks. */
static gboolean
ff_segment_editor_close_request (GtkWindow *window)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (window);
  GtkWidget *dialog;

  if (ff_json_equal (self->original, ff_rule_model_get_rule (self->model)))
    return GDK_EVENT_PROPAGATE;

  dialog = adw_message_dialog_new (window, _("Apply the Changes to This Segment?"),
                                   _("Changes that are not applied are lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Keep Editing"), "discard", _("_Discard"),
                                    "apply", _("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));

  return GDK_EVENT_STOP;
}

static void
cancel_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ff_rule_model_undo (FF_SEGMENT_EDITOR (widget)->model);
}

static void
redo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ff_rule_model_redo (FF_SEGMENT_EDITOR (widget)->model);
}

/* The keys of the rules hold wherever the focus is in the window. */
static void
forward_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  g_autofree char *action = g_strconcat ("rules.", strchr (name, '.') + 1, NULL);

  gtk_widget_activate_action (FF_SEGMENT_EDITOR (widget)->view, action, NULL);
}

static void
recount_cb (FfSegmentEditor *self)
{
  ff_rule_counter_recount (self->counter);
}

static void
stop_cb (FfSegmentEditor *self)
{
  ff_rule_counter_cancel (self->counter);
}

static void
miss_cb (FfSegmentEditor *self,
         const char      *place)
{
  ff_rule_view_focus (FF_RULE_VIEW (self->view), place);
}

static void
ff_segment_editor_dispose (GObject *object)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (object);

  if (self->counter != NULL)
    ff_rule_counter_set_active (self->counter, FALSE);
  g_clear_object (&self->counter);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (ff_segment_editor_parent_class)->dispose (object);
}

static void
ff_segment_editor_finalize (GObject *object)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (object);

  g_clear_pointer (&self->original, ff_json_unref);
  g_free (self->entity);
  g_free (self->begin_at);

  G_OBJECT_CLASS (ff_segment_editor_parent_class)->finalize (object);
}

static void
ff_segment_editor_class_init (FfSegmentEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_segment_editor_dispose;
  object_class->finalize = ff_segment_editor_finalize;
  GTK_WINDOW_CLASS (class)->close_request = ff_segment_editor_close_request;

  gtk_widget_class_install_action (widget_class, "segment.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "segment.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "segment.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "segment.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "segment.add-rule", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "segment.add-group", NULL, forward_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "segment.add-rule", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "segment.add-group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "segment.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "segment.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "segment.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "segment.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "segment.cancel", NULL);

  signals[APPLIED] = g_signal_new ("applied", FF_TYPE_SEGMENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ff_segment_editor_init (FfSegmentEditor *self)
{
}

/* ---- Building. */

static GtkWidget *
new_icon_button (const char *icon,
                 const char *label,
                 const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkWidget *
new_titles (const char     *title,
            const FfEntity *entity)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = gtk_label_new (title);
  g_autofree char *of = entity != NULL ? g_strdup_printf (_("Segment of %s"), entity->label) : NULL;
  GtkWidget *what = gtk_label_new (of);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "ff-bold");
  gtk_widget_add_css_class (what, "ff-note");
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (box, 6);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), what);

  return box;
}

static GtkWidget *
new_header (FfSegmentEditor *self,
            const FfSegment *segment,
            GtkWidget       *stack)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *apply = gtk_button_new_with_mnemonic (_("_Apply Segment"));
  GtkWidget *switcher = adw_view_switcher_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "segment.cancel");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (apply), "segment.apply");
  gtk_widget_add_css_class (apply, "suggested-action");
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_STACK (stack));
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_SWITCHER_POLICY_WIDE);

  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_titles (segment->title, segment->entity));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), apply);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_icon_button ("edit-redo-symbolic", _("Redo"), "segment.redo"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_icon_button ("edit-undo-symbolic", _("Undo"), "segment.undo"));

  return header;
}

static GtkWidget *
new_column_head (const char *label)
{
  GtkWidget *head = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (head), 1);
  gtk_widget_set_size_request (head, FF_COUNT_CELL_WIDE, -1);
  gtk_widget_set_valign (head, GTK_ALIGN_END);
  gtk_widget_add_css_class (head, "ff-note");
  return head;
}

static GtkWidget *
new_rules (FfSegmentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Rules"));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), new_column_head (_("matches alone")));
  gtk_box_append (GTK_BOX (head), new_column_head (_("alone removes")));
  gtk_widget_set_margin_end (head, 21);

  self->view = ff_rule_view_new (self->counter);
  gtk_widget_set_valign (self->view, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_widget_add_css_class (box, "ff-editor-page");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_hexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
new_side (FfSegmentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_label_new (_("In Words"));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *misses = ff_near_misses_new (self->counter);
  GtkWidget *problem = gtk_label_new (NULL);

  self->card = ff_count_card_new ();
  g_signal_connect_swapped (self->card, "recount", G_CALLBACK (recount_cb), self);
  g_signal_connect_swapped (self->card, "cancel", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (misses, "go-to", G_CALLBACK (miss_cb), self);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_add_css_class (words, "ff-section-title");
  gtk_widget_set_margin_top (words, 4);
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->sentence), TRUE);
  gtk_widget_set_can_focus (self->sentence, FALSE);
  gtk_widget_add_css_class (self->sentence, "ff-sentence");

  self->problems = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_label_set_xalign (GTK_LABEL (problem), 0);
  gtk_label_set_wrap (GTK_LABEL (problem), TRUE);
  gtk_box_append (GTK_BOX (self->problems), gtk_image_new ());
  gtk_box_append (GTK_BOX (self->problems), problem);

  gtk_box_append (GTK_BOX (box), self->card);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_box_append (GTK_BOX (box), misses);
  gtk_box_append (GTK_BOX (box), ff_segment_people_new (self->counter));
  gtk_box_append (GTK_BOX (box), self->problems);
  gtk_widget_add_css_class (box, "ff-side");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_size_request (scroller, SIDE_WIDTH, -1);
  gtk_widget_set_hexpand (scroller, FALSE);
  return scroller;
}

static void
build (FfSegmentEditor *self,
       const FfSegment *segment)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *rules = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (rules), new_rules (self));
  gtk_box_append (GTK_BOX (rules), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (rules), new_side (self));
  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), rules, "rules", _("Rules"), "view-list-bullet-symbolic");
  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), ff_sql_page_new (self->counter), "sql", _("SQL"),
                                       "format-justify-left-symbolic");
  gtk_widget_set_vexpand (stack, TRUE);

  gtk_box_append (GTK_BOX (content), new_header (self, segment, stack));
  gtk_box_append (GTK_BOX (content), stack);
  adw_window_set_content (ADW_WINDOW (self), content);
}

static gboolean
begin_cb (gpointer data)
{
  FfSegmentEditor *self = data;

  if (self->model != NULL)
    ff_rule_view_focus (FF_RULE_VIEW (self->view), self->begin_at);
  return G_SOURCE_REMOVE;
}

/**
 * ff_segment_editor_new:
 * @draft: the open campaign
 * @engine: beside the draft's; nobody else counts with it while this window is open
 * @segment: what to edit; copied
 *
 * Returns: a window to be made modal and presented
 */
GtkWidget *
ff_segment_editor_new (FfDraft         *draft,
                       FfEngine        *engine,
                       const FfSegment *segment)
{
  FfSegmentEditor *self = g_object_new (FF_TYPE_SEGMENT_EDITOR, "title", segment->title,
                                        "default-width", 1240, "default-height", 760, NULL);

  self->model = ff_rule_model_new (draft);
  ff_rule_model_set_rule (self->model, segment->rule);
  ff_rule_model_set_place (self->model, segment->entity, segment->input);
  self->entity = g_strdup (segment->entity != NULL ? segment->entity->name : "");
  self->original = ff_json_ref (ff_rule_model_get_rule (self->model));
  self->counter = ff_rule_counter_new (self->model, engine);

  build (self, segment);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->counter, "counted", G_CALLBACK (show_total), self, G_CONNECT_SWAPPED);
  if (segment->input.step == NULL)
    g_signal_connect_object (draft, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  ff_rule_counter_set_active (self->counter, TRUE);
  show (self);

  self->begin_at = g_strdup (segment->place != NULL ? segment->place : "");
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, begin_cb, g_object_ref (self), g_object_unref);
  return GTK_WIDGET (self);
}

FfJson *
ff_segment_editor_get_rule (FfSegmentEditor *self)
{
  return ff_rule_model_get_rule (self->model);
}

gboolean
ff_segment_editor_is_counted (FfSegmentEditor *self)
{
  return ff_rule_counter_is_complete (self->counter);
}
