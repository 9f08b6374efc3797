/* One group of a rule as a card of the segment editor: how its rules are
 * joined, its numbers, its rows. It rebuilds its rows only when their kinds
 * change, so that typing stays where it is. */

#include "ui/segment/ff-rule-items.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-item-actions.h"
#include "ui/segment/ff-operand-picker.h"
#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

struct _FfGroupBox
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  FfItemActions *actions;
  char          *place;        /* of the item, which may be an exception */
  char          *bare_place;   /* of the group itself */
  guint          level;

  GtkWidget     *handle;
  GtkWidget     *except;
  GtkWidget     *how;
  GtkWidget     *help;
  GtkWidget     *add;
  GtkWidget     *more;
  GtkWidget     *cells;
  GtkWidget     *body;
  GtkWidget     *rows;
  GSimpleAction *how_action;
};

G_DEFINE_FINAL_TYPE (FfGroupBox, ff_group_box, GTK_TYPE_BOX)

static FfRuleModel *
get_model (FfGroupBox *self)
{
  return ff_rule_counter_get_model (self->counter);
}

static gboolean
scope_cb (FfScope  *out_scope,
          gpointer  user_data)
{
  FfGroupBox *self = user_data;

  return ff_rule_model_get_scope (get_model (self), self->bare_place, out_scope);
}

/* ---- Changing. */

void
ff_group_box_add (FfGroupBox *self,
                  FfJson     *picked,
                  gboolean    is_except)
{
  g_autoptr (FfJson) item = NULL;
  g_autoptr (FfJson) group = ff_rule_tree_dup_at (ff_rule_model_get_rule (get_model (self)), self->bare_place);
  g_autofree char *place = ff_rule_group_dup_place (group, self->bare_place,
                                                    ff_json_get_length (ff_rule_group_get_items (group)));
  FfScope scope;

  if (!scope_cb (&scope, self))
    return;

  item = ff_condition_new (picked, NULL, &scope);
  if (is_except)
    {
      FfJson *except = ff_json_new_object ();

      ff_json_take_member (except, "except", g_steal_pointer (&item));
      item = except;
    }

  if (ff_rule_model_take_edit (get_model (self),
                               ff_rule_tree_insert (ff_rule_model_get_rule (get_model (self)), self->bare_place, -1, item), NULL))
    ff_rule_model_go_to (get_model (self), place, TRUE);
}

void
ff_group_box_add_group (FfGroupBox *self)
{
  FfJson *rule = ff_rule_model_get_rule (get_model (self));
  g_autoptr (FfJson) group = ff_rule_tree_dup_at (rule, self->bare_place);
  g_autoptr (FfJson) added = ff_json_new_object ();

  /* Another way of joining than around it is the reason for a group. */
  ff_json_take_member (added, g_str_equal (ff_rule_group_get_how (group), "any") ? "all" : "any", ff_json_new_array ());
  ff_rule_model_take_edit (get_model (self), ff_rule_tree_insert (rule, self->bare_place, -1, added), NULL);
}

static void
picked_cb (FfGroupBox *self,
           FfJson     *picked)
{
  ff_group_box_add (self, picked, FALSE);
}

static void
how_cb (GSimpleAction *action,
        GVariant      *state,
        gpointer       data)
{
  FfGroupBox *self = data;

  ff_rule_model_take_edit (get_model (self),
                           ff_rule_tree_set_how (ff_rule_model_get_rule (get_model (self)), self->bare_place,
                                                 g_variant_get_string (state, NULL)), NULL);
}

static void
add_group_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  ff_group_box_add_group (data);
}

static void
add_rule_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (FF_GROUP_BOX (data)->add));
}

/* ---- Showing. */

static gboolean
fits (GtkWidget *row,
      FfJson    *item)
{
  gboolean is_group = ff_rule_item_get_kind (ff_rule_item_get_bare (item)) == FF_RULE_ITEM_GROUP;

  return is_group ? FF_IS_GROUP_BOX (row) : FF_IS_CONDITION_ROW (row);
}

static void
add_row (FfGroupBox *self,
         FfJson     *item)
{
  GtkWidget *row;

  if (ff_rule_item_get_kind (ff_rule_item_get_bare (item)) == FF_RULE_ITEM_GROUP)
    {
      row = ff_group_box_new (self->counter, self->level + 1);
      gtk_widget_set_margin_end (row, ff_rule_level_get_margin (self->level));
      gtk_widget_set_margin_top (row, 4);
      gtk_widget_set_margin_bottom (row, 4);
    }
  else
    row = ff_condition_row_new (self->counter, self->level);

  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
update_rows (FfGroupBox *self,
             FfJson     *group)
{
  FfJson *items = ff_rule_group_get_items (group);
  GtkWidget *row = gtk_widget_get_first_child (self->rows);
  guint n = ff_json_get_length (items);
  guint i = 0;

  /* The rows that still fit stay; from the first that does not, all are new. */
  while (i < n && row != NULL && fits (row, ff_json_get_element (items, i)))
    {
      row = gtk_widget_get_next_sibling (row);
      i++;
    }

  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (GTK_BOX (self->rows), row);
      row = next;
    }

  for (; i < n; i++)
    add_row (self, ff_json_get_element (items, i));

  row = gtk_widget_get_first_child (self->rows);
  for (i = 0; i < n; i++, row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *place = ff_rule_group_dup_place (group, self->bare_place, i);

      if (FF_IS_GROUP_BOX (row))
        ff_group_box_update (FF_GROUP_BOX (row), place);
      else
        ff_condition_row_update (FF_CONDITION_ROW (row), place);
    }

  gtk_widget_set_visible (self->body, n > 0);
}

static char *
dup_help (FfGroupBox *self,
          FfJson     *group)
{
  const char *how = ff_rule_group_get_how (group);
  FfScope scope;

  if (ff_json_get_length (ff_rule_group_get_items (group)) == 0)
    return g_strdup (g_str_has_suffix (self->bare_place, "/where") ? _("any row counts until a rule is added")
                                                                     : _("no rule yet, so it has no effect"));

  if (g_str_has_suffix (self->bare_place, "/where") && scope_cb (&scope, self))
    /* Translators: %s names one row of linked rows: “over Order”. */
    return g_strdup_printf (_("over %s"), scope.entity->label);

  return g_strdup (ff_rule_words_get_how_help (how));
}

/**
 * ff_group_box_update:
 * @self: the card
 * @place: of the group in the model's rule; of an inner rule also when there is none yet
 */
void
ff_group_box_update (FfGroupBox *self,
                     const char *place)
{
  FfJson *rule = ff_rule_model_get_rule (get_model (self));
  FfJson *item = ff_json_get_at (rule, place);
  g_autofree char *kept = g_strdup (place);
  g_autoptr (FfJson) group = NULL;
  g_autofree char *help = NULL;
  g_autofree char *name = NULL;
  gboolean is_item;
  const char *how;

  g_free (self->place);
  self->place = g_steal_pointer (&kept);
  g_free (self->bare_place);
  self->bare_place = item != NULL ? ff_rule_item_dup_bare_place (item, self->place) : g_strdup (self->place);
  group = ff_rule_tree_dup_at (rule, self->bare_place);
  if (group == NULL)
    return;

  how = ff_rule_group_get_how (group);
  help = dup_help (self, group);
  is_item = *self->place != '\0' && !g_str_has_suffix (self->place, "/where");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->how), ff_rule_words_get_how (how));
  gtk_label_set_text (GTK_LABEL (self->help), help);
  g_simple_action_set_state (self->how_action, g_variant_new_string (how));
  /* Translators: how rules are joined, and what that means: “All of: every rule below must hold”. */
  name = g_strdup_printf (_("%s: %s"), ff_rule_words_get_how (how), help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->how), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  gtk_widget_set_visible (self->handle, is_item);
  gtk_widget_set_visible (self->more, is_item);
  gtk_widget_set_visible (self->except, ff_rule_item_is_except (item));
  gtk_widget_set_visible (self->add, *self->place != '\0');
  if (is_item)
    ff_item_actions_set_place (self->actions, self->place);

  if (g_str_has_suffix (self->place, "/where") && ff_json_get_length (ff_rule_group_get_items (group)) == 0)
    gtk_widget_set_visible (self->cells, FALSE);
  else
    {
      gtk_widget_set_visible (self->cells, TRUE);
      ff_count_cells_update (FF_COUNT_CELLS (self->cells), self->place);
    }
  update_rows (self, group);
}

gboolean
ff_group_box_focus (FfGroupBox *self,
                    const char *place)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (FF_IS_GROUP_BOX (row) ? ff_group_box_focus (FF_GROUP_BOX (row), place)
                              : ff_condition_row_focus (FF_CONDITION_ROW (row), place))
      return TRUE;

  if (!g_str_equal (place, self->place))
    return FALSE;

  gtk_widget_grab_focus (self->how);
  return TRUE;
}

static void
ff_group_box_dispose (GObject *object)
{
  FfGroupBox *self = FF_GROUP_BOX (object);

  g_clear_object (&self->counter);
  g_clear_object (&self->actions);
  g_clear_object (&self->how_action);

  G_OBJECT_CLASS (ff_group_box_parent_class)->dispose (object);
}

static void
ff_group_box_finalize (GObject *object)
{
  FfGroupBox *self = FF_GROUP_BOX (object);

  g_free (self->place);
  g_free (self->bare_place);

  G_OBJECT_CLASS (ff_group_box_parent_class)->finalize (object);
}

static void
ff_group_box_class_init (FfGroupBoxClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_group_box_dispose;
  object_class->finalize = ff_group_box_finalize;
}

static void
ff_group_box_init (FfGroupBox *self)
{
  static const GActionEntry entries[] = {
    { "how", NULL, "s", "'all'", how_cb },
    { "add-rule", add_rule_cb },
    { "add-group", add_group_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->place = g_strdup ("");
  self->bare_place = g_strdup ("");
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  self->how_action = g_object_ref (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "how")));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "group", G_ACTION_GROUP (group));
}

static GtkWidget *
new_how (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("_All of"), "group.how::all");
  g_menu_append (menu, _("A_ny of"), "group.how::any");
  g_menu_append (menu, _("N_one of"), "group.how::none");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "ff-how");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

/* Rules are added most often, so the button opens the attributes at once. */
static GtkWidget *
new_add (FfGroupBox *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_CONDITIONS, scope_cb, self);

  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Add Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add Rule"), -1);

  return button;
}

static GtkWidget *
new_add_group (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("folder-new-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "group.add-group");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Add Group"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add Group"), -1);

  return button;
}

static GtkWidget *
new_head (FfGroupBox *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *add_group = new_add_group ();
  FfRuleModel *model = get_model (self);

  self->handle = ff_rule_drag_handle_new (model, &self->place);
  self->except = gtk_label_new (_("− Except"));
  gtk_widget_add_css_class (self->except, "ff-except");
  gtk_widget_set_valign (self->except, GTK_ALIGN_CENTER);
  self->how = new_how ();
  self->help = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->help), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->help), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->help, TRUE);
  gtk_widget_set_margin_start (self->help, 6);
  gtk_widget_add_css_class (self->help, "ff-note");
  self->add = new_add (self);
  self->more = ff_item_actions_new_button ();
  self->cells = ff_count_cells_new (self->counter, FF_COUNT_CELL_WIDE);
  ff_count_cells_set_bold (FF_COUNT_CELLS (self->cells), TRUE);

  gtk_box_append (GTK_BOX (head), self->handle);
  gtk_box_append (GTK_BOX (head), self->except);
  gtk_box_append (GTK_BOX (head), self->how);
  gtk_box_append (GTK_BOX (head), self->help);
  gtk_box_append (GTK_BOX (head), self->add);
  gtk_box_append (GTK_BOX (head), add_group);
  gtk_box_append (GTK_BOX (head), self->more);
  gtk_box_append (GTK_BOX (head), self->cells);
  gtk_widget_set_margin_start (head, self->level == 0 ? 12 : 0);
  gtk_widget_set_margin_end (head, ff_rule_level_get_inset (self->level));
  gtk_widget_add_css_class (head, "ff-condition");
  g_object_bind_property (self->add, "visible", add_group, "visible", G_BINDING_SYNC_CREATE);
  ff_rule_drop_attach (head, model, &self->place, TRUE);

  return head;
}

GtkWidget *
ff_group_box_new (FfRuleCounter *counter,
                  guint          level)
{
  FfGroupBox *self = g_object_new (FF_TYPE_GROUP_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  self->counter = g_object_ref (counter);
  self->level = level;
  self->actions = ff_item_actions_new (get_model (self));
  ff_item_actions_attach (self->actions, GTK_WIDGET (self));

  self->body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (self->rows, TRUE);
  gtk_widget_set_margin_start (line, level == 0 ? 18 : 8);
  gtk_widget_add_css_class (line, "ff-indent");
  gtk_box_append (GTK_BOX (self->body), line);
  gtk_box_append (GTK_BOX (self->body), self->rows);

  gtk_box_append (GTK_BOX (self), new_head (self));
  gtk_box_append (GTK_BOX (self), self->body);
  gtk_widget_add_css_class (GTK_WIDGET (self), level == 0 ? "ff-rule-root" : "ff-rule-group");
  if (level % 2 == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ff-even");

  return GTK_WIDGET (self);
}
