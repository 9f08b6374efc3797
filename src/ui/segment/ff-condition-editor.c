/* Attribute, operator and value of one condition. It keeps nothing: what it
 * shows is the model's, what a person does goes to the model. */

#include "ui/segment/ff-condition-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/ff-wrap-box.h"
#include "ui/inspector/ff-drop-down.h"
#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-duration-entry.h"
#include "ui/segment/ff-operand-button.h"
#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"
#include "ui/segment/ff-value-list.h"
#include "ui/segment/ff-value-slot.h"

#define WHOLE_CHARS 28

struct _FfConditionEditor
{
  GtkBox        parent_instance;

  FfRuleModel  *model;
  FfValueFinder *finder;      /* of the attribute */
  char         *place;
  gboolean      is_updating;

  GtkWidget    *operand;
  GtkWidget    *operator;
  FfRightShape  shape;
  GtkWidget    *right;        /* holds what the shape needs */
  GtkWidget    *slots[2];     /* value, or from and to */
  GtkWidget    *and;          /* between from and to */
  GtkWidget    *list;
  GtkWidget    *duration;
  GtkWidget    *such_that;
  GtkWidget    *note;         /* the resolved date, what else is asked */
  GtkWidget    *refused;      /* what is wrong with a value that is typed */
  gboolean      is_vertical;
};

G_DEFINE_FINAL_TYPE (FfConditionEditor, ff_condition_editor, GTK_TYPE_BOX)

static gboolean
scope_cb (FfScope  *out_scope,
          gpointer  user_data)
{
  FfConditionEditor *self = user_data;

  return ff_rule_model_get_scope (self->model, self->place, out_scope);
}

static FfJson *
get_condition (FfConditionEditor *self)
{
  return ff_json_get_at (ff_rule_model_get_rule (self->model), self->place);
}

static void
write_condition (FfConditionEditor *self,
                 FfJson            *take_condition,
                 const char        *part)
{
  g_autoptr (FfJson) condition = take_condition;
  g_autofree char *key = part != NULL ? g_strconcat (self->place, "/", part, NULL) : NULL;

  if (self->is_updating || condition == NULL)
    return;

  ff_rule_model_take_edit (self->model,
                           ff_rule_tree_replace (ff_rule_model_get_rule (self->model), self->place, condition), key);
}

static void
write_right (FfConditionEditor *self,
             FfJson            *take_right,
             const char        *part)
{
  g_autoptr (FfJson) right = take_right;

  write_condition (self, ff_json_with_member (get_condition (self), "right", right), part);
}

static void
operand_cb (FfConditionEditor *self,
            FfJson            *picked)
{
  g_autoptr (FfRuleModel) model = g_object_ref (self->model);
  g_autofree char *place = g_strdup (self->place);
  FfScope scope;

  if (!scope_cb (&scope, self))
    return;

  /* What comes next is the value. */
  write_condition (self, ff_condition_new (picked, get_condition (self), &scope), NULL);
  ff_rule_model_go_to (model, place, TRUE);
}

/* For linked rows and audiences, the operator is the name of the member. */
static FfJson *
rename_member (FfJson     *condition,
               const char *to)
{
  const char *from = ff_json_get_name (condition, 0);
  FfJson *where = ff_json_get_member (condition, "where");
  FfJson *renamed = ff_json_new_object ();

  ff_json_set_string (renamed, to, ff_json_get_member_string (condition, from, ""));
  if (where != NULL)
    ff_json_take_member (renamed, "where", ff_json_ref (where));
  return renamed;
}

static void
operator_cb (FfConditionEditor *self,
             const char        *id)
{
  FfJson *condition = get_condition (self);

  if (ff_rule_item_get_kind (condition) == FF_RULE_ITEM_COMPARISON)
    write_condition (self, ff_condition_with_operator (condition, id), NULL);
  else
    write_condition (self, rename_member (condition, id), NULL);
}

/* A literal stands in {"value": …}, everything else is the right side itself. */
static void
value_cb (FfConditionEditor *self,
          FfJson            *value)
{
  FfJson *right;

  if (ff_json_is_object (value))
    {
      write_right (self, ff_json_ref (value), "right");
      return;
    }

  right = ff_json_new_object ();
  ff_json_take_member (right, "value", ff_json_ref (value));
  write_right (self, right, "right");
}

static void
write_end (FfConditionEditor *self,
           const char        *end,
           FfJson            *value)
{
  FfJson *right = ff_json_get_member (get_condition (self), "right");
  g_autoptr (FfJson) empty = ff_json_new_object ();

  write_right (self, ff_json_with_member (right != NULL ? right : empty, end, value), end);
}

static void
from_cb (FfConditionEditor *self,
         FfJson            *value)
{
  write_end (self, "from", value);
}

static void
to_cb (FfConditionEditor *self,
       FfJson            *value)
{
  write_end (self, "to", value);
}

static void
list_cb (FfConditionEditor *self,
         FfJson            *values)
{
  FfJson *right = ff_json_new_object ();

  ff_json_take_member (right, "values", ff_json_ref (values));
  write_right (self, right, "right");
}

static void
duration_cb (FfConditionEditor *self,
             FfJson            *duration)
{
  FfJson *right = ff_json_new_object ();

  ff_json_take_member (right, "duration", ff_json_ref (duration));
  write_right (self, right, "right");
}

static void
refused_cb (FfConditionEditor *self,
            const char        *message)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->refused)), message != NULL ? message : "");
  gtk_widget_set_visible (self->refused, message != NULL);
}

/* ---- Showing. */

static void
clear_right (FfConditionEditor *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->right)) != NULL)
    gtk_box_remove (GTK_BOX (self->right), child);
  self->slots[0] = self->slots[1] = self->and = self->list = self->duration = NULL;
  refused_cb (self, NULL);
}

static GtkWidget *
add_slot (FfConditionEditor *self,
          const char        *label,
          GCallback          callback)
{
  GtkWidget *slot = ff_value_slot_new (label, self->finder, scope_cb, self);

  g_signal_connect_swapped (slot, "edited", callback, self);
  g_signal_connect_swapped (slot, "refused", G_CALLBACK (refused_cb), self);
  gtk_box_append (GTK_BOX (self->right), slot);
  return slot;
}

static void
build_right (FfConditionEditor *self,
             FfRightShape       shape)
{
  clear_right (self);
  self->shape = shape;

  switch (shape)
    {
    case FF_RIGHT_VALUE:
      self->slots[0] = add_slot (self, _("Value"), G_CALLBACK (value_cb));
      break;

    case FF_RIGHT_RANGE:
      self->slots[0] = add_slot (self, _("Lowest Value"), G_CALLBACK (from_cb));
      /* Translators: between the two ends of a range. */
      self->and = gtk_label_new (_("and"));
      gtk_widget_add_css_class (self->and, "dim-label");
      gtk_box_append (GTK_BOX (self->right), self->and);
      self->slots[1] = add_slot (self, _("Highest Value"), G_CALLBACK (to_cb));
      break;

    case FF_RIGHT_LIST:
      self->list = ff_value_list_new (_("Values"), self->finder);
      g_signal_connect_swapped (self->list, "edited", G_CALLBACK (list_cb), self);
      gtk_box_append (GTK_BOX (self->right), self->list);
      break;

    case FF_RIGHT_DURATION:
      self->duration = ff_duration_entry_new (_("Length of Time"));
      g_signal_connect_swapped (self->duration, "edited", G_CALLBACK (duration_cb), self);
      g_signal_connect_swapped (self->duration, "refused", G_CALLBACK (refused_cb), self);
      gtk_box_append (GTK_BOX (self->right), self->duration);
      break;

    case FF_RIGHT_NONE:
    default:
      break;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (self->right); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child != self->and && self->is_vertical)
      gtk_widget_set_hexpand (child, TRUE);
}

static void
update_operators (FfConditionEditor *self,
                  FfKind             kind)
{
  g_autoptr (GPtrArray) operators = ff_condition_list_operators (kind);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < operators->len; i++)
    {
      const FfOperator *op = operators->pdata[i];

      g_ptr_array_add (ids, (gpointer) op->id);
      g_ptr_array_add (labels, (gpointer) ff_rule_words_get_operator (op, kind));
    }

  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  ff_drop_down_set_choices (FF_DROP_DOWN (self->operator), (const char *const *) ids->pdata, (const char *const *) labels->pdata);
}

static void
update_slot (FfConditionEditor  *self,
             GtkWidget          *slot,
             const FfValueWants *wants,
             FfJson             *value)
{
  if (slot != NULL)
    ff_value_slot_update (FF_VALUE_SLOT (slot), wants, value);
}

static void
update_right (FfConditionEditor *self,
              FfJson            *condition,
              FfKind             kind,
              const FfScope     *scope)
{
  const char *id = ff_json_get_member_string (condition, "op", "");
  const FfOperator *op = ff_operator_find (id);
  FfRightShape shape = op != NULL ? op->right : FF_RIGHT_NONE;
  FfJson *right = ff_json_get_member (condition, "right");
  FfJson *literal = ff_json_get_member (right, "value");
  const FfColumn *column = ff_operand_menu_find_column (ff_json_get_member (condition, "left"), scope);
  FfValueWants wants = { .kind = kind, .day_only = g_str_equal (id, "on-day") };

  ff_value_finder_set_operand (self->finder, ff_json_get_member (condition, "left"));
  if (shape != self->shape)
    build_right (self, shape);

  wants.choices = column != NULL && kind == FF_KIND_TEXT ? (const char *const *) column->choices : NULL;
  if (shape == FF_RIGHT_VALUE)
    {
      wants.takes_operand = TRUE;
      update_slot (self, self->slots[0], &wants, literal != NULL ? literal : right);
    }
  else if (shape == FF_RIGHT_RANGE)
    {
      update_slot (self, self->slots[0], &wants, ff_json_get_member (right, "from"));
      update_slot (self, self->slots[1], &wants, ff_json_get_member (right, "to"));
    }
  else if (shape == FF_RIGHT_LIST)
    ff_value_list_update (FF_VALUE_LIST (self->list), kind, wants.choices, ff_json_get_member (right, "values"));
  else if (shape == FF_RIGHT_DURATION)
    ff_duration_entry_update (FF_DURATION_ENTRY (self->duration), ff_json_get_member (right, "duration"),
                              kind == FF_KIND_DATE || g_str_equal (id, "anniversary-within"));

  gtk_widget_set_visible (self->right, shape != FF_RIGHT_NONE);
}

static void
update_note (FfConditionEditor *self,
             FfJson            *condition,
             const FfScope     *scope)
{
  g_autofree char *resolved = scope->entity != NULL ? ff_rule_words_dup_resolved (condition, scope) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  FfJson *where = ff_json_get_member (ff_json_get_member (condition, "left"), "where");
  g_autofree char *text = NULL;

  if (resolved != NULL)
    g_ptr_array_add (parts, resolved);
  if (ff_json_get_member_boolean (condition, "ignore-case", FALSE))
    g_ptr_array_add (parts, (gpointer) _("ignoring case"));
  if (ff_json_get_member_boolean (condition, "empty-differs", FALSE) && ff_condition_takes_empty (condition))
    g_ptr_array_add (parts, (gpointer) _("or empty"));
  g_ptr_array_add (parts, NULL);

  text = g_strjoinv (_(", "), (char **) parts->pdata);
  gtk_label_set_text (GTK_LABEL (self->note), text);
  gtk_widget_set_tooltip_text (self->note, text);
  gtk_widget_set_visible (self->note, *text != '\0');
  gtk_widget_set_visible (self->such_that, !self->is_vertical && ff_json_get_length (ff_rule_group_get_items (where)) > 0);
}

static void
update_comparison (FfConditionEditor *self,
                   FfJson            *condition,
                   const FfScope     *scope)
{
  FfType type = { .kind = FF_KIND_TEXT };
  gboolean known = ff_operand_menu_get_type (ff_json_get_member (condition, "left"), scope, &type);

  update_operators (self, type.kind);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->operator), ff_json_get_member_string (condition, "op", NULL));
  gtk_widget_set_sensitive (self->operator, known);
  update_right (self, condition, type.kind, scope);
}

static void
update_two (FfConditionEditor *self,
            FfJson            *condition,
            const char *const *ids,
            const char *const *labels)
{
  ff_drop_down_set_choices (FF_DROP_DOWN (self->operator), ids, labels);
  ff_drop_down_set_selected (FF_DROP_DOWN (self->operator),
                             ff_json_get_member (condition, ids[0]) != NULL ? ids[0] : ids[1]);
  gtk_widget_set_sensitive (self->operator, TRUE);
  if (self->shape != FF_RIGHT_NONE)
    build_right (self, FF_RIGHT_NONE);
  gtk_widget_set_visible (self->right, FALSE);
}

/**
 * ff_condition_editor_update:
 * @self: the editor
 * @place: of a condition in the model's rule
 */
void
ff_condition_editor_update (FfConditionEditor *self,
                            const char        *place)
{
  static const char *const exists_ids[] = { "exists", "not-exists", NULL };
  static const char *const audience_ids[] = { "in-audience", "not-in-audience", NULL };
  g_autofree char *kept = g_strdup (place);
  FfJson *condition = ff_json_get_at (ff_rule_model_get_rule (self->model), place);
  gboolean has_where = ff_json_get_length (ff_rule_group_get_items (ff_json_get_member (condition, "where"))) > 0;
  const char *exists_labels[] = { has_where ? _("at least one such that") : _("at least one"),
                                  has_where ? _("none such that") : _("none"), NULL };
  const char *audience_labels[] = { _("is a member"), _("is not a member"), NULL };
  g_autofree char *title = NULL;
  FfScope scope;

  if (condition == NULL)
    return;

  g_free (self->place);
  self->place = g_steal_pointer (&kept);

  self->is_updating = TRUE;
  scope_cb (&scope, self);
  title = ff_rule_words_dup_title (condition, &scope);
  ff_operand_button_set_label (FF_OPERAND_BUTTON (self->operand), title);
  ff_operand_button_set_expression (FF_OPERAND_BUTTON (self->operand), ff_operand_menu_get_expression (ff_json_get_member (condition, "left")));

  gtk_widget_set_visible (self->operator, ff_rule_item_get_kind (condition) != FF_RULE_ITEM_OTHER);
  switch (ff_rule_item_get_kind (condition))
    {
    case FF_RULE_ITEM_EXISTS:
      update_two (self, condition, exists_ids, exists_labels);
      break;
    case FF_RULE_ITEM_AUDIENCE:
      update_two (self, condition, audience_ids, audience_labels);
      break;
    case FF_RULE_ITEM_OTHER:
      if (self->shape != FF_RIGHT_NONE)
        build_right (self, FF_RIGHT_NONE);
      gtk_widget_set_visible (self->right, FALSE);
      break;
    case FF_RULE_ITEM_GROUP:
    case FF_RULE_ITEM_COMPARISON:
    default:
      update_comparison (self, condition, &scope);
      break;
    }

  update_note (self, condition, &scope);
  self->is_updating = FALSE;
}

static gboolean
is_in (const char *inside,
       const char *part)
{
  gsize length = strlen (part);

  return g_str_has_prefix (inside, part) && (inside[length] == '/' || inside[length] == '\0');
}

static GtkWidget *
find_part (FfConditionEditor *self,
           const char        *inside)
{
  static const char *const operands[] = { "/left", "/exists", "/not-exists", "/in-audience", "/not-in-audience" };

  for (guint i = 0; i < G_N_ELEMENTS (operands); i++)
    if (is_in (inside, operands[i]))
      return self->operand;
  if (is_in (inside, "/op"))
    return self->operator;
  if (is_in (inside, "/right/to"))
    return self->slots[1];

  return NULL;
}

/**
 * ff_condition_editor_focus:
 * @self: the editor
 * @inside: pointer into the condition, such as that of a problem
 *
 * Puts the focus to the part at @inside; to the value where it is none of them.
 */
void
ff_condition_editor_focus (FfConditionEditor *self,
                           const char        *inside)
{
  GtkWidget *const order[] = { find_part (self, inside), self->slots[0], self->list, self->duration, self->operator, self->operand };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] != NULL && gtk_widget_grab_focus (order[i]))
      return;
}

static void
leave_cb (FfConditionEditor *self)
{
  ff_rule_model_end_merge (self->model);
}

static void
ff_condition_editor_dispose (GObject *object)
{
  FfConditionEditor *self = FF_CONDITION_EDITOR (object);

  if (self->finder != NULL)
    ff_value_finder_set_operand (self->finder, NULL);
  g_clear_object (&self->finder);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (ff_condition_editor_parent_class)->dispose (object);
}

static void
ff_condition_editor_finalize (GObject *object)
{
  g_free (FF_CONDITION_EDITOR (object)->place);

  G_OBJECT_CLASS (ff_condition_editor_parent_class)->finalize (object);
}

static void
ff_condition_editor_class_init (FfConditionEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_condition_editor_dispose;
  object_class->finalize = ff_condition_editor_finalize;
}

static void
ff_condition_editor_init (FfConditionEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->place = g_strdup ("");
  self->shape = FF_RIGHT_NONE;
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* What is told about the value stands beside it where there is room. */
static void
put_in_line (FfConditionEditor *self)
{
  GtkWidget *const parts[] = { self->operand, self->operator, self->right, self->note, self->such_that };
  GtkWidget *line = ff_wrap_box_new (6);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    ff_wrap_box_append (FF_WRAP_BOX (line), parts[i]);
  gtk_box_append (GTK_BOX (self), line);
}

static void
put_in_column (FfConditionEditor *self)
{
  GtkWidget *const parts[] = { self->operand, self->operator, self->right, self->such_that };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (line), parts[i]);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->note);
}

static GtkWidget *
new_refused (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_visible (box, FALSE);
  gtk_widget_add_css_class (box, "ff-refused");
  gtk_widget_add_css_class (box, "ff-problem");

  return box;
}

/**
 * ff_condition_editor_new:
 * @counter: of the rule
 * @orientation: horizontal in the segment editor, vertical in the inspector
 *
 * Returns: an editor that shows nothing until it is updated
 */
GtkWidget *
ff_condition_editor_new (FfRuleCounter  *counter,
                         GtkOrientation  orientation)
{
  FfConditionEditor *self = g_object_new (FF_TYPE_CONDITION_EDITOR, "orientation", GTK_ORIENTATION_VERTICAL,
                                          "spacing", orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : 6, NULL);

  self->model = g_object_ref (ff_rule_counter_get_model (counter));
  self->finder = ff_value_finder_new (ff_rule_counter_get_engine (counter), scope_cb, self);
  self->is_vertical = orientation == GTK_ORIENTATION_VERTICAL;
  self->operand = ff_operand_button_new (_("Attribute"), FF_OPERAND_MENU_CONDITIONS, scope_cb, self);
  self->operator = ff_drop_down_new (_("Comparison"));
  self->right = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->note = gtk_label_new (NULL);
  g_signal_connect_swapped (self->operand, "picked", G_CALLBACK (operand_cb), self);
  g_signal_connect_swapped (self->operator, "picked", G_CALLBACK (operator_cb), self);

  /* Beside each other, nothing takes more room than it needs, and all of it is seen. */
  ff_drop_down_set_whole (FF_DROP_DOWN (self->operator));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      ff_operand_button_set_whole (FF_OPERAND_BUTTON (self->operand), WHOLE_CHARS);
      gtk_widget_set_hexpand (self->operand, FALSE);
      gtk_widget_set_hexpand (self->right, FALSE);
    }

  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->note, "ff-note");
  gtk_widget_add_css_class (self->operator, "flat");

  /* Translators: before conditions on the rows that are counted. */
  self->such_that = gtk_label_new (_("such that"));
  gtk_widget_add_css_class (self->such_that, "ff-note");

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    put_in_line (self);
  else
    put_in_column (self);
  self->refused = new_refused ();
  gtk_box_append (GTK_BOX (self), self->refused);

  return GTK_WIDGET (self);
}
