/* One condition of a rule as a row of the segment editor, with the group over
 * linked rows that it may hold. */

#include "ui/segment/ff-rule-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-condition-editor.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-item-actions.h"
#include "ui/segment/ff-operand-picker.h"
#include "ui/segment/ff-rule-tree.h"

struct _FfConditionRow
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  FfItemActions *actions;
  char          *place;       /* of the item, which may be an exception */
  guint          level;

  GtkWidget     *except;
  GtkWidget     *editor;
  GtkWidget     *filter;      /* adds the first rule over linked rows */
  GtkWidget     *cells;
  GtkWidget     *problem;
  GtkWidget     *inner;       /* a group box; NULL while there is none */
};

G_DEFINE_FINAL_TYPE (FfConditionRow, ff_condition_row, GTK_TYPE_BOX)

static char *
dup_inner_place (FfConditionRow *self)
{
  FfJson *item = ff_json_get_at (ff_rule_model_get_rule (ff_rule_counter_get_model (self->counter)), self->place);
  g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, self->place);

  return ff_rule_item_dup_inner_place (ff_rule_item_get_bare (item), bare_place);
}

static gboolean
inner_scope_cb (FfScope  *out_scope,
                gpointer  user_data)
{
  FfConditionRow *self = user_data;
  g_autofree char *place = dup_inner_place (self);

  return place != NULL && ff_rule_model_get_scope (ff_rule_counter_get_model (self->counter), place, out_scope);
}

static void
filter_picked_cb (FfConditionRow *self,
                  FfJson         *picked)
{
  FfRuleModel *model = ff_rule_counter_get_model (self->counter);
  g_autofree char *place = dup_inner_place (self);
  g_autofree char *first = g_strconcat (place != NULL ? place : "", "/all/0", NULL);
  g_autoptr (FfJson) item = NULL;
  FfScope scope;

  if (!inner_scope_cb (&scope, self))
    return;

  item = ff_condition_new (picked, NULL, &scope);
  if (ff_rule_model_take_edit (model, ff_rule_tree_insert (ff_rule_model_get_rule (model), place, -1, item), NULL))
    ff_rule_model_go_to (model, first, TRUE);
}

/* A group over linked rows takes room only once there is something in it. */
static void
update_inner (FfConditionRow *self,
              const char     *place)
{
  FfJson *rule = ff_rule_model_get_rule (ff_rule_counter_get_model (self->counter));
  g_autoptr (FfJson) inner = place != NULL ? ff_rule_tree_dup_at (rule, place) : NULL;
  gboolean is_empty = ff_json_get_length (ff_rule_group_get_items (inner)) == 0;

  gtk_widget_set_visible (self->filter, place != NULL && is_empty);
  if (is_empty)
    {
      if (self->inner != NULL)
        gtk_box_remove (GTK_BOX (self), self->inner);
      self->inner = NULL;
      return;
    }

  if (self->inner == NULL)
    {
      self->inner = ff_group_box_new (self->counter, self->level + 1);
      gtk_widget_set_margin_start (self->inner, 44);
      gtk_widget_set_margin_end (self->inner, ff_rule_level_get_margin (self->level));
      gtk_box_append (GTK_BOX (self), self->inner);
    }
  ff_group_box_update (FF_GROUP_BOX (self->inner), place);
}

/**
 * ff_condition_row_update:
 * @self: the row
 * @place: of its item
 */
void
ff_condition_row_update (FfConditionRow *self,
                         const char     *place)
{
  FfRuleModel *model = ff_rule_counter_get_model (self->counter);
  FfJson *item = ff_json_get_at (ff_rule_model_get_rule (model), place);
  g_autofree char *kept = g_strdup (place);
  g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, place);
  g_autofree char *inner_place = ff_rule_item_dup_inner_place (ff_rule_item_get_bare (item), bare_place);
  const FfRuleProblem *problem = ff_rule_model_find_problem (model, place, FALSE);

  g_free (self->place);
  self->place = g_steal_pointer (&kept);

  gtk_widget_set_visible (self->except, ff_rule_item_is_except (item));
  ff_condition_editor_update (FF_CONDITION_EDITOR (self->editor), bare_place);
  ff_count_cells_update (FF_COUNT_CELLS (self->cells), self->place);
  ff_item_actions_set_place (self->actions, self->place);

  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->problem)), problem != NULL ? problem->message : "");
  gtk_widget_remove_css_class (self->problem, problem != NULL && problem->warning ? "ff-problem" : "ff-warning");
  gtk_widget_add_css_class (self->problem, problem != NULL && problem->warning ? "ff-warning" : "ff-problem");

  update_inner (self, inner_place);
}

gboolean
ff_condition_row_focus (FfConditionRow *self,
                        const char     *place)
{
  const char *inside;

  if (self->inner != NULL && ff_group_box_focus (FF_GROUP_BOX (self->inner), place))
    return TRUE;
  if (!g_str_has_prefix (place, self->place) || (place[strlen (self->place)] != '\0' && place[strlen (self->place)] != '/'))
    return FALSE;

  inside = place + strlen (self->place);
  if (g_str_has_prefix (inside, "/except"))
    inside += strlen ("/except");
  ff_condition_editor_focus (FF_CONDITION_EDITOR (self->editor), inside);
  return TRUE;
}

static void
ff_condition_row_dispose (GObject *object)
{
  FfConditionRow *self = FF_CONDITION_ROW (object);

  g_clear_object (&self->counter);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (ff_condition_row_parent_class)->dispose (object);
}

static void
ff_condition_row_finalize (GObject *object)
{
  g_free (FF_CONDITION_ROW (object)->place);

  G_OBJECT_CLASS (ff_condition_row_parent_class)->finalize (object);
}

static void
ff_condition_row_class_init (FfConditionRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_condition_row_dispose;
  object_class->finalize = ff_condition_row_finalize;
}

static void
ff_condition_row_init (FfConditionRow *self)
{
  self->place = g_strdup ("");
}

static GtkWidget *
new_problem (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_add_css_class (box, "ff-message");

  return box;
}

static GtkWidget *
new_filter (FfConditionRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_CONDITIONS, inner_scope_cb, self);

  g_signal_connect_swapped (picker, "picked", G_CALLBACK (filter_picked_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Add a Rule for the Linked Rows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a Rule for the Linked Rows"), -1);
  return button;
}

GtkWidget *
ff_condition_row_new (FfRuleCounter *counter,
                      guint          level)
{
  FfConditionRow *self = g_object_new (FF_TYPE_CONDITION_ROW, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  FfRuleModel *model = ff_rule_counter_get_model (counter);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *more = ff_item_actions_new_button ();

  self->counter = g_object_ref (counter);
  self->level = level;
  self->actions = ff_item_actions_new (model);
  ff_item_actions_attach (self->actions, GTK_WIDGET (self));

  /* Translators: marks what is taken away from the rules before. */
  self->except = gtk_label_new (_("− Except"));
  gtk_widget_add_css_class (self->except, "ff-except");
  gtk_widget_set_valign (self->except, GTK_ALIGN_CENTER);
  self->editor = ff_condition_editor_new (counter, GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (self->editor, TRUE);
  self->filter = new_filter (self);
  self->cells = ff_count_cells_new (counter, FF_COUNT_CELL_WIDE);
  self->problem = new_problem ();

  /* A note below the condition leaves what is beside it where it is. */
  gtk_box_append (GTK_BOX (line), ff_rule_drag_handle_new (model, &self->place));
  gtk_box_append (GTK_BOX (line), self->except);
  gtk_box_append (GTK_BOX (line), self->editor);
  gtk_box_append (GTK_BOX (line), self->filter);
  gtk_box_append (GTK_BOX (line), more);
  gtk_box_append (GTK_BOX (line), self->cells);
  for (GtkWidget *child = gtk_widget_get_first_child (line); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_valign (child, GTK_ALIGN_START);
  gtk_widget_set_margin_end (line, ff_rule_level_get_inset (level));
  gtk_widget_add_css_class (line, "ff-condition");
  ff_rule_drop_attach (line, model, &self->place, FALSE);

  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->problem);

  return GTK_WIDGET (self);
}
