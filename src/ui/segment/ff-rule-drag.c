/* Dragging items of a rule by their handles, and where they may go. The keys
 * for the same are those of FfItemActions. */

#include "ui/segment/ff-rule-items.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ui/segment/ff-rule-tree.h"
#include "ui/segment/ff-rule-words.h"

/* Of what is dragged, from the pointer. */
#define ICON_OFFSET 12

typedef struct
{
  GtkWidget   *widget;
  FfRuleModel *model;    /* lives as long as the widget */
  char       **place;
  gboolean     is_group;
} Drop;

/* What is dragged: which editor's, and where it stands. A text entry takes no such thing. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            Drop          *drop)
{
  g_autofree char *owner = g_strdup_printf ("%p", (gpointer) drop->model);
  const char *content[] = { owner, *drop->place, NULL };

  return gdk_content_provider_new_typed (G_TYPE_STRV, content);
}

static char *
dup_title (Drop *drop)
{
  FfJson *bare = ff_rule_item_get_bare (ff_json_get_at (ff_rule_model_get_rule (drop->model), *drop->place));
  FfScope scope;

  if (ff_rule_item_get_kind (bare) == FF_RULE_ITEM_GROUP || !ff_rule_model_get_scope (drop->model, *drop->place, &scope))
    return g_strdup (ff_rule_words_get_how (ff_rule_group_get_how (bare)));

  return ff_rule_words_dup_title (bare, &scope);
}

/* Beside the pointer, so that what is under it can be seen. */
static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               Drop          *drop)
{
  g_autofree char *title = dup_title (drop);
  GtkWidget *icon = gtk_label_new (title);

  gtk_widget_add_css_class (icon, "ff-drag-icon");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
  gdk_drag_set_hotspot (drag, -ICON_OFFSET, -ICON_OFFSET);
}

/* Before or after an item by the half under the pointer; at the end of a group by its head. */
static FfJson *
dup_moved (Drop       *drop,
           const char *from,
           double      y)
{
  FfJson *rule = ff_rule_model_get_rule (drop->model);
  g_autofree char *group = g_strdup (*drop->place);
  char *slash = strrchr (group, '/');
  guint index;

  if (drop->is_group)
    {
      g_autoptr (FfJson) there = ff_rule_tree_dup_at (rule, group);
      FfJson *bare = ff_rule_item_get_bare (there);
      g_autofree char *bare_place = there != NULL ? ff_rule_item_dup_bare_place (there, group) : g_strdup (group);

      return ff_rule_tree_move_to (rule, from, bare_place, ff_json_get_length (ff_rule_group_get_items (bare)), NULL);
    }

  index = (guint) strtoul (slash + 1, NULL, 10) + (y > gtk_widget_get_height (drop->widget) / 2.0 ? 1 : 0);
  *slash = '\0';
  *strrchr (group, '/') = '\0';
  return ff_rule_tree_move_to (rule, from, group, index, NULL);
}

/* The rule as it would be; NULL for what comes from elsewhere, or would change nothing. */
static FfJson *
dup_dropped (Drop         *drop,
             const GValue *value,
             double        y)
{
  char **content = g_value_get_boxed (value);
  g_autofree char *owner = g_strdup_printf ("%p", (gpointer) drop->model);
  g_autoptr (FfJson) moved = NULL;

  if (content == NULL || g_strv_length (content) != 2 || !g_str_equal (content[0], owner))
    return NULL;

  moved = dup_moved (drop, content[1], y);
  if (moved == NULL || ff_json_equal (moved, ff_rule_model_get_rule (drop->model)))
    return NULL;

  return g_steal_pointer (&moved);
}

static void
show_place (Drop       *drop,
            const char *place)
{
  static const char *const places[] = { "ff-drop-before", "ff-drop-after", "ff-drop-into" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (place, places[i]) == 0)
      gtk_widget_add_css_class (drop->widget, places[i]);
    else
      gtk_widget_remove_css_class (drop->widget, places[i]);
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           Drop          *drop)
{
  const GValue *value = gtk_drop_target_get_value (target);
  g_autoptr (FfJson) dropped = NULL;

  /* What is dragged is not known at once. */
  if (value == NULL)
    return GDK_ACTION_MOVE;

  dropped = dup_dropped (drop, value, y);
  show_place (drop, dropped == NULL ? NULL :
                    drop->is_group ? "ff-drop-into" :
                    y > gtk_widget_get_height (drop->widget) / 2.0 ? "ff-drop-after" : "ff-drop-before");
  return dropped != NULL ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (GtkDropTarget *target,
          Drop          *drop)
{
  show_place (drop, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         Drop          *drop)
{
  show_place (drop, NULL);
  return ff_rule_model_take_edit (drop->model, dup_dropped (drop, value, y), NULL);
}

static void
drop_free (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

static Drop *
new_drop (GtkWidget    *widget,
          FfRuleModel  *model,
          char        **place,
          gboolean      is_group)
{
  Drop *drop = g_new0 (Drop, 1);

  drop->widget = widget;
  drop->model = model;
  drop->place = place;
  drop->is_group = is_group;
  return drop;
}

GtkWidget *
ff_rule_drag_handle_new (FfRuleModel  *model,
                         char        **place)
{
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_data (source, "prepare", G_CALLBACK (prepare_cb), new_drop (handle, model, place, FALSE), drop_free, 0);
  g_signal_connect_data (source, "drag-begin", G_CALLBACK (drag_begin_cb), new_drop (handle, model, place, FALSE), drop_free, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_css_class (handle, "ff-handle");
  gtk_widget_set_tooltip_text (handle, _("Drag to Move (Alt+Up, Alt+Down)"));

  return handle;
}

void
ff_rule_drop_attach (GtkWidget    *widget,
                     FfRuleModel  *model,
                     char        **place,
                     gboolean      is_group)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_data (target, "motion", G_CALLBACK (motion_cb), new_drop (widget, model, place, is_group), drop_free, 0);
  g_signal_connect_data (target, "leave", G_CALLBACK (leave_cb), new_drop (widget, model, place, is_group), drop_free, 0);
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_cb), new_drop (widget, model, place, is_group), drop_free, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* The margins of cards in cards add up with their borders, so that numbers stand below each other on every level. */
static const int margins[] = { 8, 4, 3, 1, 0 };
static const int insets[] = { 20, 11, 6, 2, 0, 0 };

int
ff_rule_level_get_margin (guint level)
{
  return margins[MIN (level, G_N_ELEMENTS (margins) - 1)];
}

int
ff_rule_level_get_inset (guint level)
{
  return insets[MIN (level, G_N_ELEMENTS (insets) - 1)];
}
