/* Dragging items of a rule by their handles, and where they may go. The keys
 * for the same are those of FfItemActions. */

#include "ui/segment/ff-rule-items.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ui/segment/ff-rule-tree.h"

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
  GtkWidget *row = gtk_widget_get_parent (drop->widget);
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
  return gdk_content_provider_new_typed (G_TYPE_STRV, content);
}

/* Before or after an item by the half under the pointer; at the end of a group by its head. */
static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         Drop          *drop)
{
  char **content = g_value_get_boxed (value);
  g_autofree char *owner = g_strdup_printf ("%p", (gpointer) drop->model);
  FfJson *rule = ff_rule_model_get_rule (drop->model);
  g_autofree char *group = g_strdup (*drop->place);
  g_autofree char *moved_to = NULL;
  guint index;
  FfJson *moved;

  if (content == NULL || g_strv_length (content) != 2 || !g_str_equal (content[0], owner))
    return FALSE;

  if (drop->is_group)
    {
      g_autoptr (FfJson) there = ff_rule_tree_dup_at (rule, group);
      FfJson *bare = ff_rule_item_get_bare (there);
      g_autofree char *bare_place = there != NULL ? ff_rule_item_dup_bare_place (there, group) : g_strdup (group);

      moved = ff_rule_tree_move_to (rule, content[1], bare_place, ff_json_get_length (ff_rule_group_get_items (bare)), &moved_to);
    }
  else
    {
      char *slash = strrchr (group, '/');

      index = (guint) strtoul (slash + 1, NULL, 10) + (y > gtk_widget_get_height (drop->widget) / 2.0 ? 1 : 0);
      *slash = '\0';
      *strrchr (group, '/') = '\0';
      moved = ff_rule_tree_move_to (rule, content[1], group, index, &moved_to);
    }

  return ff_rule_model_take_edit (drop->model, moved, NULL);
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
