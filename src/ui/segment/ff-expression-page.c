/* The text of an expression, typed within the picker of operands. Keys: Tab
 * takes the marked choice, Up and Down mark another, Enter is done, Shift and
 * Enter begin a line. */

#include "ui/segment/ff-expression-page.h"

#include <glib/gi18n-lib.h>

#include "query/ff-expression.h"

#define TEXT_HEIGHT   62
#define STATUS_HEIGHT 34
#define LIST_HEIGHT   216

struct _FfExpressionPage
{
  GtkBox         parent_instance;

  FfScopeFunc    func;
  gpointer       user_data;

  GtkWidget     *view;
  GtkTextBuffer *buffer;    /* of the view */
  GtkTextTag    *wrong;
  GtkWidget     *status;
  GtkWidget     *list;
  GtkWidget     *scroller;
  GtkWidget     *done;

  GPtrArray     *choices;   /* of FfExpressionChoice: listed */
  gsize          start;     /* of what they replace, in bytes */
  gboolean       is_good;
};

enum
{
  BACK,
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfExpressionPage, ff_expression_page, GTK_TYPE_BOX)

static char *
dup_text (FfExpressionPage *self,
          gboolean          to_cursor)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  if (to_cursor)
    gtk_text_buffer_get_iter_at_mark (self->buffer, &end, gtk_text_buffer_get_insert (self->buffer));

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* ---- What it gives. */

/* From the character at fault to the end of its word; the last one where the text ends too early. */
static void
mark_fault (FfExpressionPage *self,
            guint             position)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) position - 1);
  if (gtk_text_iter_is_end (&start))
    gtk_text_iter_backward_char (&start);
  end = start;
  if (!gtk_text_iter_inside_word (&end) || !gtk_text_iter_forward_word_end (&end))
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_apply_tag (self->buffer, self->wrong, &start, &end);
}

static void
say (FfExpressionPage *self,
     const char       *text,
     gboolean          is_wrong)
{
  gtk_label_set_text (GTK_LABEL (self->status), text);
  if (is_wrong)
    gtk_widget_add_css_class (self->status, "error");
  else
    gtk_widget_remove_css_class (self->status, "error");
}

static void
judge (FfExpressionPage *self,
       const char       *text)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_rule_problem_free);
  g_autoptr (FfJson) json = ff_json_new_object ();
  g_autoptr (FfOperand) operand = NULL;
  g_autofree char *result = NULL;
  GtkTextIter start, end;
  FfScope scope;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->wrong, &start, &end);
  self->is_good = FALSE;

  ff_json_set_string (json, "expression", text);
  if (*text == '\0')
    say (self, _("Such as round (total / 3)"), FALSE);
  else if (!self->func (&scope, self->user_data))
    say (self, _("Attributes appear once the data source is open"), FALSE);
  else if ((operand = ff_operand_parse (json, &scope, "", problems)) != NULL)
    {
      /* Translators: %s is a kind of value, such as “decimal number”. */
      result = g_strdup_printf (_("Gives a %s"), ff_kind_get_name (ff_operand_get_type (operand)->kind));
      say (self, result, FALSE);
      self->is_good = TRUE;
    }
  else
    {
      const FfRuleProblem *problem = g_ptr_array_index (problems, 0);

      say (self, problem->message, TRUE);
      if (problem->position > 0)
        mark_fault (self, problem->position);
    }

  gtk_widget_set_sensitive (self->done, self->is_good);
}

/* ---- What may be written. */

static GtkWidget *
new_row (const FfExpressionChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (choice->label);
  GtkWidget *detail = gtk_label_new (choice->detail);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 1);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_widget_add_css_class (detail, "ff-dim");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_set_tooltip_text (row, choice->detail);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->label, -1);

  return row;
}

/* The first is marked only where something was begun: then Tab goes on with it. */
static void
list_choices (FfExpressionPage *self,
              const char       *text)
{
  g_autofree char *before = dup_text (self, TRUE);
  const gsize cursor = strlen (before);
  GtkListBoxRow *row;
  FfScope scope;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->start = cursor;

  if (self->func (&scope, self->user_data))
    self->choices = ff_expression_complete (text, cursor, &scope, &self->start);
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (g_ptr_array_index (self->choices, i)));
  if (self->start < cursor)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
update (FfExpressionPage *self)
{
  g_autofree char *text = dup_text (self, FALSE);

  judge (self, text);
  list_choices (self, text);
}

/* Nothing but the place of the cursor is new. */
static void
cursor_cb (FfExpressionPage *self)
{
  g_autofree char *text = dup_text (self, FALSE);

  list_choices (self, text);
}

static void
take_choice (FfExpressionPage *self,
             guint             index)
{
  const FfExpressionChoice *choice = g_ptr_array_index (self->choices, index);
  g_autofree char *text = g_strdup (choice->text);
  g_autofree char *before = dup_text (self, TRUE);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) g_utf8_pointer_to_offset (before, before + self->start));
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (self->view);
}

static void
activated_cb (GtkListBox       *list,
              GtkListBoxRow    *row,
              FfExpressionPage *self)
{
  take_choice (self, (guint) gtk_list_box_row_get_index (row));
}

/* ---- Keys. */

static void
scroll_to (FfExpressionPage *self,
           GtkWidget        *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static gboolean
move_mark (FfExpressionPage *self,
           gint              by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  const gint index = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0 : -1;

  row = index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index) : NULL;
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  scroll_to (self, GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

static void
apply (FfExpressionPage *self)
{
  g_autofree char *text = dup_text (self, FALSE);

  if (self->is_good)
    g_signal_emit (self, signals[APPLIED], 0, text);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        FfExpressionPage      *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Tab:
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      take_choice (self, (guint) gtk_list_box_row_get_index (row));
      return GDK_EVENT_STOP;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move_mark (self, 1);

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move_mark (self, -1);

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      apply (self);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- The page. */

static void
back_cb (FfExpressionPage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FF_EXPRESSION_PAGE (widget)->view);
}

static void
ff_expression_page_finalize (GObject *object)
{
  g_clear_pointer (&FF_EXPRESSION_PAGE (object)->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (ff_expression_page_parent_class)->finalize (object);
}

static void
ff_expression_page_class_init (FfExpressionPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_expression_page_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = grab_focus;

  signals[BACK] = g_signal_new ("back", FF_TYPE_EXPRESSION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[APPLIED] = g_signal_new ("applied", FF_TYPE_EXPRESSION_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_head (FfExpressionPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *title = gtk_label_new (_("Expression"));

  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");

  self->done = gtk_button_new_with_label (_("Done"));
  gtk_widget_add_css_class (self->done, "suggested-action");
  g_signal_connect_swapped (self->done, "clicked", G_CALLBACK (apply), self);

  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->done);

  return head;
}

static GtkWidget *
new_text (FfExpressionPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  self->wrong = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_input_hints (GTK_TEXT_VIEW (self->view), GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Expression"), -1);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->view, keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_size_request (scroller, -1, TEXT_HEIGHT);
  gtk_widget_add_css_class (scroller, "ff-text");

  return scroller;
}

/* Where no name fits. */
static GtkWidget *
new_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_("Between values: + - * / = <> < <= > >= and or"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 5);
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_add_css_class (label, "ff-dim");
  gtk_widget_add_css_class (label, "caption");

  return label;
}

static GtkWidget *
new_list (FfExpressionPage *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), new_placeholder ());
  gtk_widget_add_css_class (self->list, "ff-menu");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Attributes and Functions"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_set_size_request (self->scroller, -1, LIST_HEIGHT);

  return self->scroller;
}

static void
ff_expression_page_init (FfExpressionPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);

  self->status = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->status), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (self->status), 40);
  /* Room for two lines, so that nothing jumps while a person types. */
  gtk_label_set_yalign (GTK_LABEL (self->status), 0);
  gtk_widget_set_size_request (self->status, -1, STATUS_HEIGHT);
  gtk_widget_add_css_class (self->status, "ff-note");

  gtk_box_append (GTK_BOX (self), new_head (self));
  gtk_box_append (GTK_BOX (self), new_text (self));
  gtk_box_append (GTK_BOX (self), self->status);
  gtk_box_append (GTK_BOX (self), new_list (self));
}

/**
 * ff_expression_page_new:
 * @func: tells what the expression may speak of, each time the text changes
 * @user_data: for @func; outlives the page
 *
 * Returns: a page without a text
 */
GtkWidget *
ff_expression_page_new (FfScopeFunc func,
                        gpointer    user_data)
{
  FfExpressionPage *self = g_object_new (FF_TYPE_EXPRESSION_PAGE, NULL);

  self->func = func;
  self->user_data = user_data;

  return GTK_WIDGET (self);
}

/**
 * ff_expression_page_set_text:
 * @text: what stands there now; it cannot be undone
 */
void
ff_expression_page_set_text (FfExpressionPage *self,
                             const char       *text)
{
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  update (self);
}
