/* A rule in a window of its own, over the window of its campaign. */

#include "ui/segment/ff-segment-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/ff-breakpoint.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-rule-counter.h"
#include "ui/segment/ff-rule-view.h"
#include "ui/segment/ff-segment-result.h"
#include "ui/segment/ff-sql-page.h"

/* The result gives way to the rules until these have what two levels take. */
#define SIDE_WIDTH 410
#define RULES_WIDTH 490

/* Below, what stands beside the rules becomes a page. */
#define WIDE_FROM 860

struct _FfSegmentEditor
{
  AdwWindow      parent_instance;

  FfRuleModel   *model;
  FfRuleCounter *counter;
  FfJson        *original;
  FfJson        *begun;       /* what it was opened with: nothing is lost with that */
  char          *begin_at;    /* place of the first focus */
  char          *entity;      /* its name: the schema may be renewed while the window is open */

  GtkWidget     *view;
  GtkWidget     *result;      /* beside the rules, or in the page of its own */
  GtkWidget     *breakpoint;
  GtkWidget     *apply;
  GtkWidget     *switcher;    /* in the header */
  GtkWidget     *bar;         /* the same at the foot, while it is narrow */
  AdwViewStack  *stack;       /* "rules", "result" while it is narrow, "sql" */
  GtkWidget     *beside;      /* holds @result */
  GtkWidget     *page;        /* or this does */
};

enum
{
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfSegmentEditor, ff_segment_editor, ADW_TYPE_WINDOW)

/* ---- Showing. */

static gboolean
is_changed (FfSegmentEditor *self)
{
  FfJson *rule = ff_rule_model_get_rule (self->model);

  return !ff_json_equal (rule, self->original) && !ff_json_equal (rule, self->begun);
}

static void
show (FfSegmentEditor *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.undo", ff_rule_model_can_undo (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.redo", ff_rule_model_can_redo (self->model));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "segment.apply", is_changed (self));
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
answered_cb (GtkWindow       *dialog,
             const char      *response,
             FfSegmentEditor *self)
{
  if (g_str_equal (response, "cancel"))
    return;

  /* The dialog lets go of its parent when it closes, which is too late for a parent that goes first. */
  gtk_window_set_transient_for (dialog, NULL);
  if (g_str_equal (response, "apply"))
    gtk_widget_activate_action (GTK_WIDGET (self), "segment.apply", NULL);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What was done here is lost with the window, so leaving it asks. */
static gboolean
ff_segment_editor_close_request (GtkWindow *window)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (window);
  GtkWidget *dialog;

  if (!is_changed (self))
    return GDK_EVENT_PROPAGATE;

  dialog = adw_message_dialog_new (window, _("Apply the Changes to This Segment?"),
                                   _("Changes that are not applied are lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Keep Editing"), "discard", _("_Discard"),
                                    "apply", _("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
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
show_page_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FfSegmentEditor *self = FF_SEGMENT_EDITOR (widget);
  const char *page = g_variant_get_string (parameter, NULL);
  gboolean is_beside = g_str_equal (page, "result") && !ff_breakpoint_is_narrow (FF_BREAKPOINT (self->breakpoint));

  adw_view_stack_set_visible_child_name (self->stack, is_beside ? "rules" : page);
  gtk_widget_child_focus (is_beside ? self->result : adw_view_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* Where there is no room for two columns, the second is a page. */
static void
narrow_cb (FfSegmentEditor *self)
{
  gboolean is_narrow = ff_breakpoint_is_narrow (FF_BREAKPOINT (self->breakpoint));
  GtkWidget *result = g_object_ref (self->result);

  if (!is_narrow && adw_view_stack_get_visible_child (self->stack) == self->page)
    adw_view_stack_set_visible_child_name (self->stack, "rules");

  if (is_narrow)
    adw_clamp_set_child (ADW_CLAMP (self->beside), NULL);
  adw_bin_set_child (ADW_BIN (self->page), is_narrow ? result : NULL);
  if (!is_narrow)
    adw_clamp_set_child (ADW_CLAMP (self->beside), result);
  gtk_widget_set_visible (self->beside, !is_narrow);
  gtk_widget_set_size_request (self->view, is_narrow ? -1 : RULES_WIDTH, -1);
  gtk_button_set_label (GTK_BUTTON (self->apply), is_narrow ? _("_Apply") : _("_Apply Segment"));
  gtk_widget_set_visible (self->switcher, !is_narrow);
  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (self->bar), is_narrow);
  adw_view_stack_page_set_visible (adw_view_stack_get_page (self->stack, self->page), is_narrow);
  g_object_unref (result);
}

static void
go_to_cb (FfSegmentEditor *self,
          const char      *place)
{
  adw_view_stack_set_visible_child_name (self->stack, "rules");
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
  g_clear_pointer (&self->begun, ff_json_unref);
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
  gtk_widget_class_install_action (widget_class, "segment.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (widget_class, "segment.add-rule", NULL, forward_cb);
  gtk_widget_class_install_action (widget_class, "segment.add-group", NULL, forward_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "segment.show-page", "s", "rules");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "segment.show-page", "s", "result");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "segment.show-page", "s", "sql");
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
            const FfSegment *segment)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "segment.cancel");
  self->apply = gtk_button_new_with_mnemonic (_("_Apply Segment"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->apply), "segment.apply");
  gtk_widget_add_css_class (self->apply, "suggested-action");
  self->switcher = adw_view_switcher_new ();
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (self->switcher), self->stack);
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (self->switcher), ADW_VIEW_SWITCHER_POLICY_WIDE);

  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_titles (segment->title, segment->entity));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->switcher);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
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

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), new_column_head (_("matches alone")));
  gtk_box_append (GTK_BOX (head), new_column_head (_("alone removes")));
  gtk_widget_set_margin_end (head, 21);

  self->view = ff_rule_view_new (self->counter);
  gtk_widget_set_size_request (self->view, RULES_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_widget_add_css_class (box, "ff-editor-page");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
new_beside (FfSegmentEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->result = ff_segment_result_new (self->counter);
  g_signal_connect_swapped (self->result, "go-to", G_CALLBACK (go_to_cb), self);
  self->beside = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->beside), SIDE_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->beside), SIDE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (self->beside), self->result);
  gtk_widget_set_hexpand (self->beside, FALSE);
  gtk_widget_add_css_class (self->beside, "ff-beside");
  gtk_box_append (GTK_BOX (box), new_rules (self));
  gtk_box_append (GTK_BOX (box), self->beside);
  return box;
}

static void
build (FfSegmentEditor *self,
       const FfSegment *segment)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  self->page = adw_bin_new ();
  adw_view_stack_add_titled_with_icon (self->stack, new_beside (self), "rules", _("Rules"), "view-list-bullet-symbolic");
  adw_view_stack_page_set_visible (adw_view_stack_add_titled_with_icon (self->stack, self->page, "result", _("Result"),
                                                                        "ff-results-symbolic"), FALSE);
  adw_view_stack_add_titled_with_icon (self->stack, ff_sql_page_new (self->counter), "sql", _("SQL"),
                                       "format-justify-left-symbolic");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);

  gtk_box_append (GTK_BOX (content), new_header (self, segment));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  self->bar = adw_view_switcher_bar_new ();
  adw_view_switcher_bar_set_stack (ADW_VIEW_SWITCHER_BAR (self->bar), self->stack);
  gtk_box_append (GTK_BOX (content), self->bar);
  self->breakpoint = ff_breakpoint_new (WIDE_FROM, content);
  g_signal_connect_swapped (self->breakpoint, "notify::narrow", G_CALLBACK (narrow_cb), self);
  adw_window_set_content (ADW_WINDOW (self), self->breakpoint);
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
  if (segment->begun != NULL)
    ff_rule_model_take_edit (self->model, ff_json_ref (segment->begun), NULL);
  self->begun = ff_json_ref (ff_rule_model_get_rule (self->model));
  self->counter = ff_rule_counter_new (self->model, engine);

  build (self, segment);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
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
