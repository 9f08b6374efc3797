/* What can be done with one item of a rule. Each row of an editor has one. */

#include "ui/segment/ff-item-actions.h"

#include <glib/gi18n-lib.h>

#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-rule-tree.h"

struct _FfItemActions
{
  GObject             parent_instance;

  FfRuleModel        *model;
  char               *place;
  GSimpleActionGroup *group;
};

G_DEFINE_FINAL_TYPE (FfItemActions, ff_item_actions, G_TYPE_OBJECT)

static const struct
{
  const char *action;
  const char *keys;
} keys[] = {
  { "item.move-up",   "<Alt>Up" },
  { "item.move-down", "<Alt>Down" },
  { "item.remove",    "<Alt>Delete" },
};

static FfJson *
get_rule (FfItemActions *self)
{
  return ff_rule_model_get_rule (self->model);
}

static void
move (FfItemActions *self,
      gboolean       down)
{
  g_autofree char *place = NULL;
  g_autoptr (FfRuleModel) model = g_object_ref (self->model);
  FfJson *moved = ff_rule_tree_move (get_rule (self), self->place, down, &place);

  if (ff_rule_model_take_edit (model, moved, NULL))
    ff_rule_model_go_to (model, place, FALSE);
}

static void
move_up_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  move (data, FALSE);
}

static void
move_down_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  move (data, TRUE);
}

static void
duplicate_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  FfItemActions *self = data;

  ff_rule_model_take_edit (self->model, ff_rule_tree_duplicate (get_rule (self), self->place), NULL);
}

static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  FfItemActions *self = data;
  g_autoptr (FfRuleModel) model = g_object_ref (self->model);
  g_autofree char *place = g_strdup (self->place);

  if (ff_rule_model_take_edit (model, ff_rule_tree_remove (get_rule (self), self->place), NULL))
    ff_rule_model_go_to (model, place, FALSE);
}

static void
wrap_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  FfItemActions *self = data;

  ff_rule_model_take_edit (self->model,
                           ff_rule_tree_wrap (get_rule (self), self->place, g_variant_get_string (parameter, NULL)), NULL);
}

static void
except_cb (GSimpleAction *action,
           GVariant      *state,
           gpointer       data)
{
  FfItemActions *self = data;

  ff_rule_model_take_edit (self->model,
                           ff_rule_tree_set_except (get_rule (self), self->place, g_variant_get_boolean (state)), NULL);
}

/* A member of the condition that is either there and true, or absent. */
static void
set_flag (FfItemActions *self,
          const char    *member,
          gboolean       is_on)
{
  FfJson *item = ff_json_get_at (get_rule (self), self->place);
  g_autofree char *place = ff_rule_item_dup_bare_place (item, self->place);
  g_autoptr (FfJson) yes = ff_json_new_boolean (TRUE);
  g_autoptr (FfJson) changed = NULL;
  FfJson *bare = ff_rule_item_get_bare (item);

  if (bare == NULL)
    return;

  changed = is_on ? ff_json_with_member (bare, member, yes) : ff_json_without_member (bare, member);
  ff_rule_model_take_edit (self->model, ff_rule_tree_replace (get_rule (self), place, changed), NULL);
}

static void
ignore_case_cb (GSimpleAction *action,
                GVariant      *state,
                gpointer       data)
{
  set_flag (data, "ignore-case", g_variant_get_boolean (state));
}

static void
empty_differs_cb (GSimpleAction *action,
                  GVariant      *state,
                  gpointer       data)
{
  set_flag (data, "empty-differs", g_variant_get_boolean (state));
}

static const GActionEntry entries[] = {
  { "move-up", move_up_cb },
  { "move-down", move_down_cb },
  { "duplicate", duplicate_cb },
  { "remove", remove_cb },
  { "wrap", wrap_cb, "s" },
  { "except", NULL, NULL, "false", except_cb },
  { "ignore-case", NULL, NULL, "false", ignore_case_cb },
  { "empty-differs", NULL, NULL, "false", empty_differs_cb },
};

static void
ff_item_actions_dispose (GObject *object)
{
  FfItemActions *self = FF_ITEM_ACTIONS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (ff_item_actions_parent_class)->dispose (object);
}

static void
ff_item_actions_finalize (GObject *object)
{
  g_free (FF_ITEM_ACTIONS (object)->place);

  G_OBJECT_CLASS (ff_item_actions_parent_class)->finalize (object);
}

static void
ff_item_actions_class_init (FfItemActionsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_item_actions_dispose;
  object_class->finalize = ff_item_actions_finalize;
}

static void
ff_item_actions_init (FfItemActions *self)
{
  self->place = g_strdup ("");
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
}

FfItemActions *
ff_item_actions_new (FfRuleModel *model)
{
  FfItemActions *self = g_object_new (FF_TYPE_ITEM_ACTIONS, NULL);

  self->model = g_object_ref (model);
  return self;
}

void
ff_item_actions_attach (FfItemActions *self,
                        GtkWidget     *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_widget_insert_action_group (widget, "item", G_ACTION_GROUP (self->group));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].keys),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (widget, controller);
}

static void
set_enabled (FfItemActions *self,
             const char    *name,
             gboolean       is_enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name)), is_enabled);
}

static void
set_state (FfItemActions *self,
           const char    *name,
           gboolean       is_on)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name)),
                             g_variant_new_boolean (is_on));
}

static gboolean
can (FfJson *take_rule)
{
  gboolean it_can = take_rule != NULL;

  g_clear_pointer (&take_rule, ff_json_unref);
  return it_can;
}

/**
 * ff_item_actions_set_place:
 * @self: the actions
 * @place: of the item they are about
 *
 * What cannot be done there is disabled.
 */
void
ff_item_actions_set_place (FfItemActions *self,
                           const char    *place)
{
  g_autofree char *kept = g_strdup (place);
  FfJson *item = ff_json_get_at (get_rule (self), place);
  FfJson *bare = ff_rule_item_get_bare (item);
  FfScope scope;

  g_free (self->place);
  self->place = g_steal_pointer (&kept);
  ff_rule_model_get_scope (self->model, self->place, &scope);

  set_enabled (self, "move-up", can (ff_rule_tree_move (get_rule (self), self->place, FALSE, NULL)));
  set_enabled (self, "move-down", can (ff_rule_tree_move (get_rule (self), self->place, TRUE, NULL)));
  set_enabled (self, "duplicate", can (ff_rule_tree_duplicate (get_rule (self), self->place)));
  set_enabled (self, "wrap", can (ff_rule_tree_wrap (get_rule (self), self->place, "any")));
  set_enabled (self, "except", can (ff_rule_tree_set_except (get_rule (self), self->place, !ff_rule_item_is_except (item))));
  set_enabled (self, "ignore-case", ff_condition_takes_case (bare, &scope));
  set_enabled (self, "empty-differs", ff_condition_takes_empty (bare));
  set_state (self, "except", ff_rule_item_is_except (item));
  set_state (self, "ignore-case", ff_json_get_member_boolean (bare, "ignore-case", FALSE));
  set_state (self, "empty-differs", ff_json_get_member_boolean (bare, "empty-differs", FALSE));
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].action, action))
      g_menu_item_set_attribute (item, "accel", "s", keys[i].keys);
  if (g_str_equal (action, "item.ignore-case") || g_str_equal (action, "item.empty-differs"))
    g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
add_section (GMenu      *menu,
             const char *title,
             GMenu      *take_section)
{
  g_menu_append_section (menu, title, G_MENU_MODEL (take_section));
  g_object_unref (take_section);
}

GtkWidget *
ff_item_actions_new_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenu *options = g_menu_new ();
  GMenu *order = g_menu_new ();
  GMenu *wrap = g_menu_new ();
  GMenu *end = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  add_item (options, _("Ignore _Case"), "item.ignore-case");
  add_item (options, _("_Empty Counts as Different"), "item.empty-differs");
  add_item (options, _("Take _Away (Except)"), "item.except");
  add_section (menu, NULL, options);
  add_item (order, _("Move _Up"), "item.move-up");
  add_item (order, _("Move _Down"), "item.move-down");
  add_item (order, _("D_uplicate"), "item.duplicate");
  add_section (menu, NULL, order);
  g_menu_append (wrap, _("All of"), "item.wrap::all");
  g_menu_append (wrap, _("Any of"), "item.wrap::any");
  g_menu_append (wrap, _("None of"), "item.wrap::none");
  add_section (menu, _("Put in a Group"), wrap);
  add_item (end, _("_Remove"), "item.remove");
  add_section (menu, NULL, end);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ff-tiny");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);

  return button;
}
