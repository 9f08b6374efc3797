/* One activity in the inspector. Everything that differs between types comes
 * from the type's table. */

#include "ui/ff-words.h"
#include "ui/inspector/ff-activity-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ff-graph.h"
#include "ui/ff-commands.h"
#include "ui/inspector/ff-count-card.h"
#include "ui/inspector/ff-form.h"
#include "ui/inspector/ff-mode-rows.h"
#include "ui/inspector/ff-pane-head.h"
#include "ui/inspector/ff-port-list.h"
#include "ui/inspector/ff-problem-list.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-rule-card.h"
#include "ui/segment/ff-segment-editor.h"

struct _FfActivityPane
{
  GtkBox         parent_instance;

  FfDraft       *draft;
  FfEngine      *engine;       /* nullable */
  char          *activity;
  FfFormHost    *host;

  GtkWidget     *head;
  GtkWidget     *card;
  GtkWidget     *ports;
  GtkWidget     *rule_head;    /* the rule's section; NULL where the type has no rule of its own */
  GtkWidget     *rule_waits;   /* says so while there is nothing to count with */
  GtkWidget     *rule_card;
  GtkWidget     *sentence;
  char          *rule_key;
  FfRuleModel   *model;
  FfRuleCounter *counter;      /* NULL until there is an engine */
  GtkWidget     *form;
  GtkWidget     *modes;
  GtkWidget     *problems;
  GtkWidget     *editor;       /* the window of a rule while it is open; lent */
};

G_DEFINE_FINAL_TYPE (FfActivityPane, ff_activity_pane, GTK_TYPE_BOX)

static const FfActivity *
find_activity (FfActivityPane *self)
{
  return ff_campaign_find_activity (ff_draft_get_campaign (self->draft), self->activity);
}

/* ---- The head. */

static FfTint
get_tint (const FfActivityType *type)
{
  if (type == NULL)
    return FF_TINT_PLAIN;

  switch (type->category)
    {
    case FF_CATEGORY_FLOW:
      return FF_TINT_FLOW;
    case FF_CATEGORY_SEND:
      return FF_TINT_SEND;
    case FF_CATEGORY_AUDIENCE:
    default:
      return FF_TINT_AUDIENCE;
    }
}

static char *
dup_subtitle (FfActivityPane       *self,
              const FfActivity     *activity,
              const FfActivityType *type)
{
  const FfEntity *entity = ff_form_host_find_entity (self->host);

  if (type == NULL)
    return g_strdup (activity->type);
  if (entity == NULL)
    return g_strdup (_(type->name));

  /* Translators: the kind of an activity, and what its rows are: “Build Audience · Customer”. */
  return g_strdup_printf (_("%s · %s"), _(type->name), entity->label);
}

static void
update_head (FfActivityPane       *self,
             const FfActivity     *activity,
             const FfActivityType *type)
{
  g_autofree char *subtitle = dup_subtitle (self, activity, type);

  ff_pane_head_set_tile (FF_PANE_HEAD (self->head), ff_glyph_find (ff_activity_get_glyph (activity)), get_tint (type));
  ff_pane_head_set_title (FF_PANE_HEAD (self->head), activity->label, type != NULL ? _(type->name) : activity->type,
                          !ff_form_host_is_read_only (self->host));
  ff_pane_head_set_subtitle (FF_PANE_HEAD (self->head), subtitle);
}

static void
title_cb (FfActivityPane *self,
          const char     *title)
{
  FfCampaign *campaign = ff_draft_get_campaign (self->draft);
  g_autoptr (FfEdit) edit = ff_edit_new (_("Rename Activity"));
  g_autoptr (FfJson) value = *title != '\0' ? ff_json_new_string (title) : NULL;
  g_autofree char *key = g_strconcat ("label:", self->activity, NULL);

  ff_edit_set_activity (edit, campaign, self->activity, "label", value);
  ff_draft_apply (self->draft, edit, key);
}

static void
end_merge_cb (FfActivityPane *self)
{
  ff_form_host_end_merge (self->host);
}

/* ---- The count. */

/* What comes in where there is an input, else all rows of the dimension. */
static gboolean
get_whole (FfActivityPane       *self,
           const FfActivityType *type,
           FfCountView          *out_view)
{
  g_autoptr (GPtrArray) inbound = NULL;
  const FfTransition *transition;

  if (type->inputs[0].id == NULL || type->inputs[0].optional)
    {
      if (self->counter == NULL || ff_rule_counter_get_plan (self->counter) == NULL)
        return FALSE;
      ff_rule_counter_get (self->counter, "", FF_RULE_COUNT_EVERYONE, out_view);
      return TRUE;
    }

  inbound = ff_graph_dup_inbound (ff_draft_get_campaign (self->draft), self->activity, type->inputs[0].id);
  if (inbound->len == 0)
    return FALSE;

  transition = inbound->pdata[0];
  ff_draft_get_count (self->draft, transition->from, transition->from_port, out_view);
  return TRUE;
}

static char *
dup_of (const FfCountView *whole)
{
  g_autofree char *rows = NULL;

  if (!whole->has_value)
    return NULL;

  rows = ff_words_dup_rows (whole->n_rows, whole->rows_of);
  /* Translators: how many there are to choose from: “of 9,114 people”. */
  return g_strdup_printf (_("of %s"), rows);
}

/* After the number of those that arrive. */
static char *
dup_arrival (const FfCountView *view,
             gboolean           is_end)
{
  g_autofree char *noun = ff_words_dup_noun (view->n_rows, view->rows_of);

  if (is_end)
    /* Translators: after a number: “9,114”, “people end here”. */
    return g_strdup_printf (ngettext ("%s ends here", "%s end here", (gulong) view->n_rows), noun);

  /* Translators: after a number: “328”, “bookings come in”. */
  return g_strdup_printf (ngettext ("%s comes in", "%s come in", (gulong) view->n_rows), noun);
}

static void
update_count (FfActivityPane       *self,
              const FfActivity     *activity,
              const FfActivityType *type)
{
  g_autoptr (GPtrArray) outputs = ff_activity_dup_outputs (activity, FALSE);
  FfCountView view = { .state = FF_COUNT_UNKNOWN };
  FfCountView whole = { .state = FF_COUNT_UNKNOWN };
  gboolean has_whole = type != NULL && get_whole (self, type, &whole);
  g_autofree char *of = NULL;

  /* Who is left of them is known once their consent is looked at, which Review does. */
  if (outputs->len == 1 && (type == NULL || type->channel == NULL))
    {
      ff_draft_get_count (self->draft, self->activity, ((FfOutput *) outputs->pdata[0])->id, &view);
      of = has_whole ? dup_of (&whole) : NULL;
    }
  else if (has_whole)
    {
      view = whole;
      of = dup_arrival (&whole, outputs->len == 0);
    }

  ff_count_card_update (FF_COUNT_CARD (self->card), &view, of);
  ff_port_list_update (FF_PORT_LIST (self->ports));
  gtk_widget_set_visible (self->ports, outputs->len > 1);
}

static void
recount_cb (FfActivityPane *self)
{
  ff_draft_recount (self->draft);
  if (self->counter != NULL)
    ff_rule_counter_recount (self->counter);
}

static void
cancel_cb (FfActivityPane *self)
{
  ff_draft_cancel (self->draft);
  if (self->counter != NULL)
    ff_rule_counter_cancel (self->counter);
}

/* ---- The rule. */

static FfJson *
get_rule (FfActivityPane *self)
{
  const FfActivity *activity = find_activity (self);

  return activity != NULL && self->rule_key != NULL ? ff_json_get_member (activity->settings, self->rule_key) : NULL;
}

static void
update_rule (FfActivityPane *self)
{
  g_autofree char *sentence = NULL;

  if (self->model == NULL)
    return;

  ff_rule_model_set_rule (self->model, get_rule (self));
  ff_rule_model_set_place (self->model, ff_form_host_find_entity (self->host), ff_form_host_get_input (self->host));
  sentence = ff_rule_model_dup_sentence (self->model);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->sentence, sentence != NULL);
}

static void
rule_edited_cb (FfActivityPane *self,
                const char     *merge_key)
{
  g_autofree char *pointer = g_strconcat ("/", self->rule_key, NULL);
  FfJson *rule = ff_rule_model_get_rule (self->model);

  if (merge_key != NULL)
    {
      g_autofree char *key = g_strconcat ("rule:", self->activity, merge_key, NULL);
      g_autoptr (FfEdit) edit = ff_edit_new (_("Change Rule"));

      ff_edit_set_setting (edit, ff_draft_get_campaign (self->draft), self->activity, pointer, rule);
      ff_draft_apply (self->draft, edit, key);
    }
  else
    ff_form_host_write_once (self->host, pointer, rule, _("Rule"));
}

void
ff_activity_pane_update_counts (FfActivityPane *self)
{
  const FfActivity *activity = find_activity (self);

  if (activity != NULL)
    update_count (self, activity, ff_activity_type_find (activity->type));
}

static void
open_editor_cb (FfActivityPane *self,
                const char     *place,
                FfJson         *begun)
{
  g_autofree char *pointer = g_strconcat ("/", self->rule_key, NULL);

  ff_activity_pane_open_editor (self, pointer, place, begun);
}

static void
open_segment_cb (FfActivityPane *self,
                 const char     *pointer,
                 const char     *place)
{
  ff_activity_pane_open_editor (self, pointer, place, NULL);
}

static GtkWidget *
new_rule_head (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Rule"));
  const char *columns[] = { _("alone"), _("removes") };

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_box_append (GTK_BOX (head), title);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkWidget *label = gtk_label_new (columns[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_set_size_request (label, FF_COUNT_CELL_NARROW, -1);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      gtk_widget_add_css_class (label, "ff-note");
      gtk_box_append (GTK_BOX (head), label);
    }
  gtk_widget_add_css_class (head, "ff-rule-title");

  return head;
}

/* The card needs something to count with; until then the section waits. */
static void
build_rule_card (FfActivityPane *self)
{
  if (self->rule_head == NULL || self->engine == NULL || self->counter != NULL)
    return;

  self->counter = ff_rule_counter_new (self->model, self->engine);
  g_signal_connect_object (self->counter, "counted", G_CALLBACK (ff_activity_pane_update_counts), self, G_CONNECT_SWAPPED);
  self->rule_card = ff_rule_card_new (self->counter);
  g_signal_connect_object (self->rule_card, "open-editor", G_CALLBACK (open_editor_cb), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (GTK_BOX (self), self->rule_card, self->rule_head);
  gtk_widget_set_visible (self->rule_head, TRUE);
  gtk_widget_set_visible (self->rule_waits, FALSE);
  ff_rule_counter_set_active (self->counter, TRUE);
}

static const FfField *
find_rule_field (const FfActivityType *type)
{
  for (const FfField *field = type != NULL ? type->fields : NULL; field != NULL && field->key != NULL; field++)
    if (field->kind == FF_FIELD_RULE)
      return field;

  return NULL;
}

static void
build_rule (FfActivityPane       *self,
            const FfActivityType *type)
{
  const FfField *field = find_rule_field (type);

  if (field == NULL)
    return;

  self->rule_key = g_strdup (field->key);
  self->model = ff_rule_model_new (self->draft);
  g_signal_connect_object (self->model, "edited", G_CALLBACK (rule_edited_cb), self, G_CONNECT_SWAPPED);

  self->rule_head = new_rule_head ();
  gtk_widget_set_visible (self->rule_head, FALSE);
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->sentence), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->sentence, "ff-sentence");
  self->rule_waits = gtk_label_new (_("The rule appears here once the data source is open."));
  gtk_label_set_xalign (GTK_LABEL (self->rule_waits), 0);
  gtk_label_set_wrap (GTK_LABEL (self->rule_waits), TRUE);
  gtk_widget_add_css_class (self->rule_waits, "ff-sentence");
  gtk_widget_add_css_class (self->rule_waits, "ff-dim");
  gtk_box_append (GTK_BOX (self), self->rule_head);
  gtk_box_append (GTK_BOX (self), self->rule_waits);
  gtk_box_append (GTK_BOX (self), self->sentence);
}

/* ---- The window of a rule. */

typedef struct
{
  FfActivityPane *pane;
  char           *pointer;
} Opened;

static void
opened_free (gpointer  data,
             GClosure *closure)
{
  Opened *opened = data;

  g_object_unref (opened->pane);
  g_free (opened->pointer);
  g_free (opened);
}

static void
applied_cb (GtkWidget *editor,
            FfJson    *rule,
            Opened    *opened)
{
  if (opened->pane->host != NULL)
    ff_form_host_write_once (opened->pane->host, opened->pointer, rule, _("Rule"));
}

static void
editor_gone_cb (FfActivityPane *self)
{
  self->editor = NULL;
  if (self->counter != NULL)
    ff_rule_counter_set_active (self->counter, TRUE);
}

static char *
dup_segment_title (FfActivityPane *self,
                   const char     *pointer)
{
  g_autofree char *item = g_path_get_dirname (pointer);
  g_autoptr (FfJson) settings = ff_form_host_dup_settings (self->host);
  const char *label = ff_json_get_member_string (ff_json_get_at (settings, g_str_equal (item, "/") ? "" : item), "label", NULL);

  return label != NULL ? g_strdup (label) : ff_activity_dup_title (find_activity (self));
}

GtkWidget *
ff_activity_pane_open_editor (FfActivityPane *self,
                              const char     *pointer,
                              const char     *place,
                              FfJson         *begun)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (FfJson) settings = ff_form_host_dup_settings (self->host);
  g_autofree char *title = NULL;
  FfSegment segment;
  Opened *opened;

  if (self->editor != NULL || self->engine == NULL || find_activity (self) == NULL)
    return self->editor;

  if (self->counter != NULL)
    ff_rule_counter_set_active (self->counter, FALSE);

  title = dup_segment_title (self, pointer);
  segment = (FfSegment) {
    .title = title,
    .entity = ff_form_host_find_entity (self->host),
    .input = ff_form_host_get_input (self->host),
    .rule = ff_json_get_at (settings, pointer),
    .begun = begun,
    .place = place,
  };
  self->editor = ff_segment_editor_new (self->draft, self->engine, &segment);

  opened = g_new0 (Opened, 1);
  opened->pane = g_object_ref (self);
  opened->pointer = g_strdup (pointer);
  g_signal_connect_data (self->editor, "applied", G_CALLBACK (applied_cb), opened, opened_free, 0);
  g_signal_connect_object (self->editor, "destroy", G_CALLBACK (editor_gone_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_modal (GTK_WINDOW (self->editor), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self->editor), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self->editor));

  return self->editor;
}

/* ---- The pane. */

static void
fix_cb (FfActivityPane *self,
        const char     *activity,
        const char     *pointer)
{
  ff_activity_pane_focus (self, pointer);
}

static void
ff_activity_pane_dispose (GObject *object)
{
  FfActivityPane *self = FF_ACTIVITY_PANE (object);

  if (self->counter != NULL)
    ff_rule_counter_set_active (self->counter, FALSE);
  g_clear_object (&self->counter);
  g_clear_object (&self->model);
  g_clear_object (&self->host);
  g_clear_object (&self->engine);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (ff_activity_pane_parent_class)->dispose (object);
}

static void
ff_activity_pane_finalize (GObject *object)
{
  FfActivityPane *self = FF_ACTIVITY_PANE (object);

  g_free (self->activity);
  g_free (self->rule_key);

  G_OBJECT_CLASS (ff_activity_pane_parent_class)->finalize (object);
}

static void
ff_activity_pane_class_init (FfActivityPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_activity_pane_dispose;
  object_class->finalize = ff_activity_pane_finalize;
}

static void
ff_activity_pane_init (FfActivityPane *self)
{
}

static void
build_head (FfActivityPane *self)
{
  static const char *const actions[] = {
    "canvas.show-people", "canvas.bypass", "", "canvas.duplicate", "canvas.delete", NULL
  };
  g_autoptr (GMenuModel) menu = ff_commands_new_menu (actions);

  self->head = ff_pane_head_new (_("Title of the Activity"));
  ff_pane_head_set_menu (FF_PANE_HEAD (self->head), menu);
  g_signal_connect_object (self->head, "edited", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->head, "left", G_CALLBACK (end_merge_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->head);

  self->card = ff_count_card_new ();
  g_signal_connect_object (self->card, "recount", G_CALLBACK (recount_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->card);
  self->ports = ff_port_list_new (self->draft, self->activity);
  gtk_box_append (GTK_BOX (self), self->ports);
}

static void
build_settings (FfActivityPane       *self,
                const FfActivityType *type)
{
  GtkWidget *title = gtk_label_new (_("Settings"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "ff-section-title");
  gtk_widget_add_css_class (title, "ff-section");
  self->form = ff_form_new (self->host, type != NULL ? type->fields : NULL, "", FF_FORM_NO_RULES);
  self->modes = ff_mode_rows_new (self->draft, self->activity);
  gtk_box_append (GTK_BOX (self), title);
  if (ff_form_is_empty (FF_FORM (self->form)))
    gtk_widget_set_visible (self->form, FALSE);
  gtk_box_append (GTK_BOX (self), self->form);
  gtk_box_append (GTK_BOX (self), self->modes);

  self->problems = ff_problem_list_new (self->draft, self->activity);
  g_signal_connect_object (self->problems, "fix", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->problems);
}

GtkWidget *
ff_activity_pane_new (FfDraft    *draft,
                      FfEngine   *engine,
                      const char *activity)
{
  FfActivityPane *self = g_object_new (FF_TYPE_ACTIVITY_PANE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, NULL);
  const FfActivityType *type;

  self->draft = g_object_ref (draft);
  self->activity = g_strdup (activity);
  self->host = ff_form_host_new (draft, activity);
  g_signal_connect_object (self->host, "open-segment", G_CALLBACK (open_segment_cb), self, G_CONNECT_SWAPPED);
  type = ff_form_host_get_type_of (self->host);

  build_head (self);
  build_rule (self, type);
  build_settings (self, type);
  ff_activity_pane_set_engine (self, engine);
  ff_activity_pane_update (self);

  return GTK_WIDGET (self);
}

void
ff_activity_pane_set_engine (FfActivityPane *self,
                             FfEngine       *engine)
{
  if (engine == NULL || self->engine != NULL)
    return;

  self->engine = g_object_ref (engine);
  update_rule (self);
  build_rule_card (self);
}

void
ff_activity_pane_update (FfActivityPane *self)
{
  const FfActivity *activity = find_activity (self);
  const FfActivityType *type;

  if (activity == NULL)
    return;

  type = ff_activity_type_find (activity->type);
  update_head (self, activity, type);
  update_count (self, activity, type);
  update_rule (self);
  ff_form_update (FF_FORM (self->form));
  ff_mode_rows_update (FF_MODE_ROWS (self->modes));
  ff_problem_list_update (FF_PROBLEM_LIST (self->problems));
}

void
ff_activity_pane_focus (FfActivityPane *self,
                        const char     *pointer)
{
  gsize length = self->rule_key != NULL ? strlen (self->rule_key) : 0;

  if (length > 0 && self->rule_card != NULL && g_str_has_prefix (pointer + (*pointer == '/'), self->rule_key) &&
      (pointer[length + 1] == '/' || pointer[length + 1] == '\0'))
    {
      ff_rule_card_focus (FF_RULE_CARD (self->rule_card), pointer + length + 1);
      return;
    }

  if (*pointer == '\0' || !ff_form_focus (FF_FORM (self->form), pointer))
    ff_pane_head_focus (FF_PANE_HEAD (self->head));
}

gboolean
ff_activity_pane_is_counted (FfActivityPane *self)
{
  return self->rule_head == NULL || (self->counter != NULL && ff_rule_counter_is_complete (self->counter));
}
