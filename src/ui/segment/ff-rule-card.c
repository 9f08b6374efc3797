/* A rule in the inspector: a flat list of lines, made anew only when the shape
 * of the tree changes, so that typing stays where it is. */

#include "ui/segment/ff-rule-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/segment/ff-condition.h"
#include "ui/segment/ff-operand-picker.h"
#include "ui/segment/ff-rule-card-row.h"
#include "ui/segment/ff-rule-tree.h"

struct _FfRuleCard
{
  GtkBox         parent_instance;

  FfRuleCounter *counter;
  GtkWidget     *rows;
  GtkWidget     *empty;
  char          *shape;       /* of what the rows show */
  char          *open;        /* place of the condition that is edited; nullable */
  char          *going_to;
  gboolean       going_to_edit;
  guint          idle;
};

enum
{
  OPEN_EDITOR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfRuleCard, ff_rule_card, GTK_TYPE_BOX)

static FfRuleModel *
get_model (FfRuleCard *self)
{
  return ff_rule_counter_get_model (self->counter);
}

/* ---- Lines of the tree. */

typedef struct
{
  char     *place;
  gboolean  is_group;
  guint     depth;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->place);
}

static void
add_lines (GArray     *lines,
           FfJson     *item,
           const char *place,
           guint       depth)
{
  FfJson *bare = ff_rule_item_get_bare (item);
  gboolean is_group = ff_rule_item_get_kind (bare) == FF_RULE_ITEM_GROUP;
  Line line = { g_strdup (place), is_group, depth };
  g_autofree char *bare_place = ff_rule_item_dup_bare_place (item, place);
  FfJson *items = is_group ? ff_rule_group_get_items (bare) : NULL;

  g_array_append_val (lines, line);
  for (guint i = 0; i < ff_json_get_length (items); i++)
    {
      g_autofree char *item_place = ff_rule_group_dup_place (bare, bare_place, i);

      add_lines (lines, ff_json_get_element (items, i), item_place, depth + 1);
    }
}

static GArray *
list_lines (FfRuleCard *self)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  add_lines (lines, ff_rule_model_get_rule (get_model (self)), "", 0);
  return lines;
}

/* Rows of the same shape are updated, not made. */
static char *
dup_shape (GArray *lines)
{
  g_autoptr (GString) shape = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (shape, "%c%u", g_array_index (lines, Line, i).is_group ? 'g' : 'c', g_array_index (lines, Line, i).depth);

  return g_strdup (shape->str);
}

/* ---- Showing. */

static void
toggled_cb (FfRuleCardRow *row,
            gboolean       is_open,
            FfRuleCard    *self)
{
  g_clear_pointer (&self->open, g_free);
  if (!is_open)
    return;

  self->open = g_strdup (ff_rule_card_row_get_place (row));
  for (GtkWidget *other = gtk_widget_get_first_child (self->rows); other != NULL; other = gtk_widget_get_next_sibling (other))
    if (other != GTK_WIDGET (row))
      ff_rule_card_row_set_open (FF_RULE_CARD_ROW (other), FALSE);
}

static void
open_cb (FfRuleCard *self)
{
  g_signal_emit (self, signals[OPEN_EDITOR], 0, self->open, NULL);
}

static void
rebuild (FfRuleCard *self,
         GArray     *lines)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      row = ff_rule_card_row_new (self->counter, line->is_group, line->depth);
      g_signal_connect (row, "toggled", G_CALLBACK (toggled_cb), self);
      g_signal_connect_swapped (row, "open-editor", G_CALLBACK (open_cb), self);
      gtk_box_append (GTK_BOX (self->rows), row);
    }
}

static void
show (FfRuleCard *self)
{
  g_autoptr (GArray) lines = list_lines (self);
  g_autofree char *shape = dup_shape (lines);
  GtkWidget *row;
  guint i = 0;

  if (g_strcmp0 (shape, self->shape) != 0)
    {
      g_clear_pointer (&self->open, g_free);
      rebuild (self, lines);
      g_free (self->shape);
      self->shape = g_steal_pointer (&shape);
    }

  for (row = gtk_widget_get_first_child (self->rows); row != NULL; row = gtk_widget_get_next_sibling (row), i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      ff_rule_card_row_update (FF_RULE_CARD_ROW (row), line->place);
      ff_rule_card_row_set_open (FF_RULE_CARD_ROW (row), g_strcmp0 (line->place, self->open) == 0);
    }

  gtk_widget_set_visible (self->empty, lines->len == 1);
}

static gsize
get_common (const char *a,
            const char *b)
{
  gsize length = strlen (a);

  return g_str_has_prefix (b, a) && (b[length] == '/' || b[length] == '\0') ? length : 0;
}

/* To the line whose place is nearest around @place. */
static void
go (FfRuleCard *self,
    const char *place,
    gboolean    to_edit)
{
  GtkWidget *nearest = gtk_widget_get_first_child (self->rows);
  gsize longest = 0;

  for (GtkWidget *row = nearest; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gsize common = get_common (ff_rule_card_row_get_place (FF_RULE_CARD_ROW (row)), place);

      if (common > longest)
        {
          longest = common;
          nearest = row;
        }
    }

  if (to_edit && longest > 0)
    {
      ff_rule_card_row_set_open (FF_RULE_CARD_ROW (nearest), TRUE);
      toggled_cb (FF_RULE_CARD_ROW (nearest), TRUE, self);
    }
  ff_rule_card_row_focus (FF_RULE_CARD_ROW (nearest), place + longest);
}

/**
 * ff_rule_card_focus:
 * @self: the card
 * @place: of an item, or inside of one
 *
 * Opens the condition there. Conditions on linked rows have no line of their own: for them the editor is opened.
 */
void
ff_rule_card_focus (FfRuleCard *self,
                    const char *place)
{
  go (self, place, TRUE);
  if (strstr (place, "/where/") != NULL)
    g_signal_emit (self, signals[OPEN_EDITOR], 0, place, NULL);
}

static gboolean
go_cb (gpointer data)
{
  FfRuleCard *self = data;
  g_autofree char *place = g_steal_pointer (&self->going_to);

  self->idle = 0;
  go (self, place, self->going_to_edit);
  return G_SOURCE_REMOVE;
}

/* After the popover that asked for it has given its focus back. */
static void
go_to_cb (FfRuleCard *self,
          const char *place,
          gboolean    to_edit)
{
  g_free (self->going_to);
  self->going_to = g_strdup (place);
  self->going_to_edit = to_edit;
  if (self->idle == 0)
    self->idle = g_idle_add (go_cb, self);
}

/* ---- Changing. */

static gboolean
scope_cb (FfScope  *out_scope,
          gpointer  user_data)
{
  return ff_rule_model_get_scope (get_model (user_data), "", out_scope);
}

void
ff_rule_card_add (FfRuleCard *self,
                  FfJson     *picked)
{
  FfJson *rule = ff_rule_model_get_rule (get_model (self));
  g_autofree char *place = ff_rule_group_dup_place (rule, "", ff_json_get_length (ff_rule_group_get_items (rule)));
  g_autoptr (FfJson) item = NULL;
  FfScope scope;

  if (!scope_cb (&scope, self))
    return;

  item = ff_condition_new (picked, NULL, &scope);
  if (ff_rule_model_take_edit (get_model (self), ff_rule_tree_insert (rule, "", -1, item), NULL))
    ff_rule_model_go_to (get_model (self), place, TRUE);
}

static void
picked_cb (FfRuleCard *self,
           FfJson     *picked)
{
  ff_rule_card_add (self, picked);
}

static void
group_cb (FfRuleCard *self)
{
  FfJson *rule = ff_rule_model_get_rule (get_model (self));
  g_autofree char *place = ff_rule_group_dup_place (rule, "", ff_json_get_length (ff_rule_group_get_items (rule)));
  g_autoptr (FfJson) group = ff_json_new_object ();
  g_autoptr (FfJson) begun = NULL;

  /* A group is filled where there is room for it, and reaches the campaign with what is in it. */
  ff_json_take_member (group, g_str_equal (ff_rule_group_get_how (rule), "any") ? "all" : "any", ff_json_new_array ());
  begun = ff_rule_tree_insert (rule, "", -1, group);
  if (begun != NULL)
    g_signal_emit (self, signals[OPEN_EDITOR], 0, place, begun);
}

static void
ff_rule_card_dispose (GObject *object)
{
  FfRuleCard *self = FF_RULE_CARD (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->counter);

  G_OBJECT_CLASS (ff_rule_card_parent_class)->dispose (object);
}

static void
ff_rule_card_finalize (GObject *object)
{
  FfRuleCard *self = FF_RULE_CARD (object);

  g_free (self->shape);
  g_free (self->open);
  g_free (self->going_to);

  G_OBJECT_CLASS (ff_rule_card_parent_class)->finalize (object);
}

static void
ff_rule_card_class_init (FfRuleCardClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_rule_card_dispose;
  object_class->finalize = ff_rule_card_finalize;

  signals[OPEN_EDITOR] = g_signal_new ("open-editor", FF_TYPE_RULE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
ff_rule_card_init (FfRuleCard *self)
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
new_foot (FfRuleCard *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *rule = gtk_menu_button_new ();
  GtkWidget *group = gtk_button_new ();
  GtkWidget *editor = gtk_button_new_with_label (_("Open Editor…"));
  GtkWidget *picker = ff_operand_picker_new (FF_OPERAND_MENU_CONDITIONS, scope_cb, self);

  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (rule), new_adder (_("Rule")));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (rule), picker);
  gtk_widget_set_tooltip_text (rule, _("Add Rule"));
  gtk_button_set_child (GTK_BUTTON (group), new_adder (_("Group")));
  gtk_widget_set_tooltip_text (group, _("Add Group"));
  g_signal_connect_swapped (group, "clicked", G_CALLBACK (group_cb), self);
  gtk_widget_add_css_class (editor, "ff-link");
  gtk_widget_set_hexpand (editor, TRUE);
  gtk_widget_set_halign (editor, GTK_ALIGN_END);
  g_signal_connect_swapped (editor, "clicked", G_CALLBACK (open_cb), self);

  gtk_widget_add_css_class (rule, "flat");
  gtk_widget_add_css_class (group, "flat");
  gtk_widget_add_css_class (editor, "flat");
  gtk_box_append (GTK_BOX (foot), rule);
  gtk_box_append (GTK_BOX (foot), group);
  gtk_box_append (GTK_BOX (foot), editor);
  gtk_widget_add_css_class (foot, "ff-foot");
  return foot;
}

GtkWidget *
ff_rule_card_new (FfRuleCounter *counter)
{
  FfRuleCard *self = g_object_new (FF_TYPE_RULE_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->counter = g_object_ref (counter);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->empty = gtk_label_new (_("No rule yet: everyone is taken"));
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "ff-note");
  gtk_widget_add_css_class (self->empty, "ff-rule-empty");

  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->empty);
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), new_foot (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-box");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ff-rule-card");

  g_signal_connect_object (get_model (self), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_model (self), "go-to", G_CALLBACK (go_to_cb), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}
