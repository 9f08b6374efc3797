/* One line of a rule in the inspector. */

#include "ui/segment/ff-rule-card-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-condition-editor.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-item-actions.h"
#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

struct _FfRuleCardRow
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  FfItemActions *actions;
  GSimpleAction *how_action;
  char          *place;
  gboolean       is_group;

  GtkWidget     *how;       /* groups */
  GtkWidget     *except;
  GtkWidget     *button;    /* conditions */
  GtkWidget     *title;
  GtkWidget     *detail;
  GtkWidget     *cells;
  GtkWidget     *problem;
  GtkWidget     *revealer;
  GtkWidget     *editor;    /* NULL until it opens */
  GtkWidget     *inner;     /* to the rules over linked rows */
};

enum
{
  TOGGLED,
  OPEN_EDITOR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfRuleCardRow, ff_rule_card_row, GTK_TYPE_BOX)

static FfRuleModel *
get_model (FfRuleCardRow *self)
{
  return ff_rule_counter_get_model (self->counter);
}

static FfJson *
get_item (FfRuleCardRow *self)
{
  return ff_json_get_at (ff_rule_model_get_rule (get_model (self)), self->place);
}

static void
how_cb (GSimpleAction *action,
        GVariant      *state,
        gpointer       data)
{
  FfRuleCardRow *self = data;
  g_autofree char *place = ff_rule_item_dup_bare_place (get_item (self), self->place);

  ff_rule_model_take_edit (get_model (self),
                           ff_rule_tree_set_how (ff_rule_model_get_rule (get_model (self)), place,
                                                 g_variant_get_string (state, NULL)), NULL);
}

static void
clicked_cb (FfRuleCardRow *self)
{
  gboolean is_open = !gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));

  ff_rule_card_row_set_open (self, is_open);
  g_signal_emit (self, signals[TOGGLED], 0, is_open);
}

static void
update_group (FfRuleCardRow *self,
              FfJson        *item)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  const char *how = ff_rule_group_get_how (bare);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), ff_rule_words_get_how (how), ff_rule_words_get_how_help (how));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->how), ff_rule_words_get_how (how));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->how), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_simple_action_set_state (self->how_action, g_variant_new_string (how));
}

static void
update_condition (FfRuleCardRow *self,
                  FfJson        *item)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, self->place);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *name = NULL;
  FfScope scope;

  ff_rule_model_get_scope (get_model (self), self->place, &scope);
  title = ff_rule_words_dup_title (bare, &scope);
  detail = ff_rule_words_dup_detail (bare, &scope);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gtk_widget_set_tooltip_text (self->title, title);
  /* Translators: what a condition asks about, and what it asks. */
  name = g_strdup_printf (_("%s %s"), title, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  if (self->editor != NULL)
    {
      g_autofree char *inner_place = ff_rule_item_dup_inner_place (bare, bare_place);

      ff_condition_editor_update (FF_CONDITION_EDITOR (self->editor), bare_place);
      gtk_widget_set_visible (self->inner, inner_place != NULL);
    }
}

void
ff_rule_card_row_update (FfRuleCardRow *self,
                         const char    *place)
{
  const FfRuleProblem *problem;
  g_autofree char *kept = g_strdup (place);
  FfJson *item;

  g_free (self->place);
  self->place = g_steal_pointer (&kept);
  item = get_item (self);

  ff_item_actions_set_place (self->actions, self->place);
  gtk_widget_set_visible (self->except, ff_rule_item_is_except (item));
  if (self->is_group)
    update_group (self, item);
  else
    update_condition (self, item);
  ff_count_cells_update (FF_COUNT_CELLS (self->cells), self->place);

  problem = self->is_group ? NULL : ff_rule_model_find_problem (get_model (self), self->place, TRUE);
  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem->message : "");
  gtk_widget_set_css_classes (self->problem,
                              (const char *[]) { "ff-message", problem != NULL && problem->warning ? "ff-warning" : "ff-problem", NULL });
}

const char *
ff_rule_card_row_get_place (FfRuleCardRow *self)
{
  return self->place;
}

static void
inner_cb (FfRuleCardRow *self)
{
  g_signal_emit (self, signals[OPEN_EDITOR], 0);
}

static GtkWidget *
new_editor (FfRuleCardRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *more = ff_item_actions_new_button ();

  self->editor = ff_condition_editor_new (self->counter, GTK_ORIENTATION_VERTICAL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "item.remove");
  gtk_widget_set_tooltip_text (remove, _("Remove Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove Rule"), -1);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "ff-tiny");
  self->inner = gtk_button_new_with_label (_("Its Rules…"));
  gtk_widget_set_tooltip_text (self->inner, _("Edit the Rules for the Linked Rows"));
  gtk_widget_add_css_class (self->inner, "flat");
  gtk_widget_add_css_class (self->inner, "ff-link");
  gtk_widget_set_hexpand (self->inner, TRUE);
  gtk_widget_set_halign (self->inner, GTK_ALIGN_START);
  g_signal_connect_swapped (self->inner, "clicked", G_CALLBACK (inner_cb), self);
  gtk_widget_set_hexpand (remove, TRUE);
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (foot), self->inner);
  gtk_box_append (GTK_BOX (foot), remove);
  gtk_box_append (GTK_BOX (foot), more);

  gtk_box_append (GTK_BOX (box), self->editor);
  gtk_box_append (GTK_BOX (box), foot);
  gtk_widget_add_css_class (box, "ff-inline-editor");
  return box;
}

void
ff_rule_card_row_set_open (FfRuleCardRow *self,
                           gboolean       is_open)
{
  if (self->is_group || gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)) == is_open)
    return;

  if (is_open && self->editor == NULL)
    {
      gtk_revealer_set_child (GTK_REVEALER (self->revealer), new_editor (self));
      update_condition (self, get_item (self));
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), is_open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
  if (is_open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
}

/**
 * ff_rule_card_row_focus:
 * @self: the line
 * @inside: pointer into its item; of a condition that is open, the part there gets the focus
 */
void
ff_rule_card_row_focus (FfRuleCardRow *self,
                        const char    *inside)
{
  if (g_str_has_prefix (inside, "/except"))
    inside += strlen ("/except");

  if (self->is_group)
    gtk_widget_grab_focus (self->how);
  else if (self->editor != NULL && gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    ff_condition_editor_focus (FF_CONDITION_EDITOR (self->editor), inside);
  else
    gtk_widget_grab_focus (self->button);
}

static void
ff_rule_card_row_dispose (GObject *object)
{
  FfRuleCardRow *self = FF_RULE_CARD_ROW (object);

  g_clear_object (&self->counter);
  g_clear_object (&self->actions);
  g_clear_object (&self->how_action);

  G_OBJECT_CLASS (ff_rule_card_row_parent_class)->dispose (object);
}

static void
ff_rule_card_row_finalize (GObject *object)
{
  g_free (FF_RULE_CARD_ROW (object)->place);

  G_OBJECT_CLASS (ff_rule_card_row_parent_class)->finalize (object);
}

static void
ff_rule_card_row_class_init (FfRuleCardRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_rule_card_row_dispose;
  object_class->finalize = ff_rule_card_row_finalize;

  signals[TOGGLED] = g_signal_new ("toggled", FF_TYPE_RULE_CARD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[OPEN_EDITOR] = g_signal_new ("open-editor", FF_TYPE_RULE_CARD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
ff_rule_card_row_init (FfRuleCardRow *self)
{
  static const GActionEntry entries[] = {
    { "how", NULL, "s", "'all'", how_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->place = g_strdup ("");
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
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_hexpand (button, TRUE);

  return button;
}

static void
build_condition (FfRuleCardRow *self,
                 GtkWidget     *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "ff-bold");
  self->detail = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  gtk_label_set_wrap (GTK_LABEL (self->detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->detail), 3);
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->detail, "ff-dim");

  gtk_box_append (GTK_BOX (line), self->except);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->cells);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->detail);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "ff-rule-line");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);

  self->revealer = gtk_revealer_new ();
  gtk_box_append (GTK_BOX (content), self->button);
  gtk_box_append (GTK_BOX (content), self->problem);
  gtk_box_append (GTK_BOX (content), self->revealer);
}

static void
build_group (FfRuleCardRow *self,
             GtkWidget     *content,
             gboolean       is_root)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->how = new_how ();
  ff_count_cells_set_bold (FF_COUNT_CELLS (self->cells), TRUE);
  gtk_box_append (GTK_BOX (line), self->except);
  gtk_box_append (GTK_BOX (line), self->how);
  gtk_box_append (GTK_BOX (line), self->cells);
  if (!is_root)
    gtk_box_append (GTK_BOX (line), ff_item_actions_new_button ());
  gtk_widget_add_css_class (line, "ff-rule-head");
  gtk_box_append (GTK_BOX (content), line);
  gtk_box_append (GTK_BOX (content), self->problem);
}

GtkWidget *
ff_rule_card_row_new (FfRuleCounter *counter,
                      gboolean       is_group,
                      guint          depth)
{
  FfRuleCardRow *self = g_object_new (FF_TYPE_RULE_CARD_ROW, "orientation", GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->counter = g_object_ref (counter);
  self->is_group = is_group;
  gtk_widget_add_css_class (GTK_WIDGET (self), is_group ? "ff-rule-group-row" : "ff-rule-row");
  self->actions = ff_item_actions_new (get_model (self));
  ff_item_actions_attach (self->actions, GTK_WIDGET (self));

  /* Translators: marks what is taken away from the rules before. */
  self->except = gtk_label_new (_("− Except"));
  gtk_widget_set_valign (self->except, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->except, "ff-except");
  self->cells = ff_count_cells_new (counter, FF_COUNT_CELL_NARROW);
  gtk_widget_set_halign (self->cells, GTK_ALIGN_END);
  gtk_widget_set_valign (self->cells, is_group ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);

  for (guint i = 0; i < depth; i++)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

      gtk_widget_add_css_class (line, "ff-indent");
      gtk_widget_set_margin_start (line, i == 0 ? 16 : 8);
      gtk_box_append (GTK_BOX (self), line);
    }

  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self), content);
  if (is_group)
    build_group (self, content, depth == 0);
  else
    build_condition (self, content);

  return GTK_WIDGET (self);
}
