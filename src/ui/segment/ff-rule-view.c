/* The whole rule as a card of nested groups. It follows the model; what stands
 * in it is ff-group-box.c and ff-condition-row.c. */

#include "ui/segment/ff-rule-view.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-fit-scroller.h"
#include "ui/segment/ff-operand-picker.h"
#include "ui/segment/ff-rule-items.h"
#include "ui/segment/ff-rule-tree.h"

struct _FfRuleView
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  GtkWidget     *root;
  GtkWidget     *add_rule;
  GtkWidget     *add_except;
  char          *going_to;    /* where the focus goes next; nullable */
  guint          idle;
};

G_DEFINE_FINAL_TYPE (FfRuleView, ff_rule_view, GTK_TYPE_BOX)

static FfRuleModel *
get_model (FfRuleView *self)
{
  return ff_rule_counter_get_model (self->counter);
}

static void
show (FfRuleView *self)
{
  FfJson *rule = ff_rule_model_get_rule (get_model (self));

  ff_group_box_update (FF_GROUP_BOX (self->root), "");
  gtk_widget_set_sensitive (self->add_except, ff_json_get_length (ff_rule_group_get_items (rule)) > 0);
}

/* An item that is gone leaves the focus to the one before it, the first to its group. */
void
ff_rule_view_focus (FfRuleView *self,
                    const char *place)
{
  g_autofree char *nearest = g_strdup (place);

  while (!ff_group_box_focus (FF_GROUP_BOX (self->root), nearest) && *nearest != '\0')
    {
      char *slash = g_strrstr (nearest, "/");
      guint64 index = g_ascii_strtoull (slash + 1, NULL, 10);

      if (index > 0)
        {
          g_autofree char *list = g_strndup (nearest, slash - nearest);

          g_free (nearest);
          nearest = g_strdup_printf ("%s/%" G_GUINT64_FORMAT, list, index - 1);
          continue;
        }

      *slash = '\0';
      slash = g_strrstr (nearest, "/");
      if (slash == NULL)
        return;
      *slash = '\0';
    }
}

static gboolean
go_cb (gpointer data)
{
  FfRuleView *self = data;
  g_autofree char *place = g_steal_pointer (&self->going_to);

  self->idle = 0;
  ff_rule_view_focus (self, place);
  return G_SOURCE_REMOVE;
}

/* After the popover that asked for it has given its focus back. */
static void
go_to_cb (FfRuleView *self,
          const char *place,
          gboolean    to_edit)
{
  g_free (self->going_to);
  self->going_to = g_strdup (place);
  if (self->idle == 0)
    self->idle = g_idle_add (go_cb, self);
}

static gboolean
scope_cb (FfScope  *out_scope,
          gpointer  user_data)
{
  FfRuleView *self = user_data;

  return ff_rule_model_get_scope (get_model (self), "", out_scope);
}

static void
rule_picked_cb (FfRuleView *self,
                FfJson     *picked)
{
  ff_group_box_add (FF_GROUP_BOX (self->root), picked, FALSE);
}

static void
except_picked_cb (FfRuleView *self,
                  FfJson     *picked)
{
  ff_group_box_add (FF_GROUP_BOX (self->root), picked, TRUE);
}

static void
add_rule_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (FF_RULE_VIEW (widget)->add_rule));
}

static void
add_group_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ff_group_box_add_group (FF_GROUP_BOX (FF_RULE_VIEW (widget)->root));
}

static void
add_except_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FfRuleView *self = FF_RULE_VIEW (widget);

  if (gtk_widget_get_sensitive (self->add_except))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->add_except));
}

static void
ff_rule_view_dispose (GObject *object)
{
  FfRuleView *self = FF_RULE_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->counter);

  G_OBJECT_CLASS (ff_rule_view_parent_class)->dispose (object);
}

static void
ff_rule_view_finalize (GObject *object)
{
  g_free (FF_RULE_VIEW (object)->going_to);

  G_OBJECT_CLASS (ff_rule_view_parent_class)->finalize (object);
}

static void
ff_rule_view_class_init (FfRuleViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = ff_rule_view_dispose;
  object_class->finalize = ff_rule_view_finalize;

  gtk_widget_class_install_action (widget_class, "rules.add-rule", NULL, add_rule_cb);
  gtk_widget_class_install_action (widget_class, "rules.add-group", NULL, add_group_cb);
  gtk_widget_class_install_action (widget_class, "rules.add-except", NULL, add_except_cb);
}

static void
ff_rule_view_init (FfRuleView *self)
{
}

static GtkWidget *
new_adder (const char *label)
{
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  return content;
}

static GtkWidget *
new_picking (FfRuleView *self,
             const char *label,
             GCallback   callback)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_CONDITIONS, scope_cb, self);

  g_signal_connect_swapped (picker, "picked", callback, self);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), new_adder (label));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

GtkWidget *
ff_rule_view_new (FfRuleCounter *counter)
{
  FfRuleView *self = g_object_new (FF_TYPE_RULE_VIEW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *add_group = gtk_button_new ();

  self->counter = g_object_ref (counter);
  self->root = ff_group_box_new (counter, 0);

  self->add_rule = new_picking (self, _("Rule"), G_CALLBACK (rule_picked_cb));
  gtk_widget_set_tooltip_text (self->add_rule, _("Add Rule (Ctrl+Return)"));
  gtk_button_set_child (GTK_BUTTON (add_group), new_adder (_("Group")));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add_group), "rules.add-group");
  gtk_widget_add_css_class (add_group, "flat");
  gtk_widget_set_tooltip_text (add_group, _("Add Group (Ctrl+G)"));
  /* Translators: adds what is taken away from the rules before. */
  self->add_except = new_picking (self, _("Except"), G_CALLBACK (except_picked_cb));
  gtk_widget_set_tooltip_text (self->add_except, _("Add What Is Taken Away"));
  gtk_box_append (GTK_BOX (foot), self->add_rule);
  gtk_box_append (GTK_BOX (foot), add_group);
  gtk_box_append (GTK_BOX (foot), self->add_except);
  gtk_widget_add_css_class (foot, "ff-foot");

  /* As high as the rules, and where they are higher than the window, its foot is still there. */
  gtk_box_append (GTK_BOX (self), ff_fit_scroller_new (self->root));
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), foot);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-box");

  g_signal_connect_object (get_model (self), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_model (self), "go-to", G_CALLBACK (go_to_cb), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
