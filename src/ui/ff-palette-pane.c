/* What can be added to a campaign, by category, with a search. Rows are dragged
 * to the canvas, or added with a double click or Enter. Main thread. */

#include "ui/ff-palette-pane.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "ui/canvas/ff-canvas-insert.h"
#include "ui/ff-glyph-tile.h"
#include "ui/ff-palette-entry.h"

#define TILE_PX 22
#define ROW_HEIGHT_PX 26

typedef struct
{
  const char *type;         /* of an activity, or "note", "frame"; NULL: the title of a group */
  const char *name;         /* N_() */
  const char *description;  /* N_(), nullable */
  const char *glyph;
  FfTint      tint;
  guint       group;
} Row;

struct _FfPalettePane
{
  AdwBin     parent_instance;

  GtkWidget *search;
  GtkWidget *list;
  GArray    *rows;        /* of Row, as in the list */
  gboolean   folded[4];   /* by group */
};

G_DEFINE_FINAL_TYPE (FfPalettePane, ff_palette_pane, ADW_TYPE_BIN)

static const char *const group_names[] = { N_("Audience"), N_("Flow"), N_("Send"), N_("Notes") };

static const Row *
get_row (FfPalettePane *self,
         GtkListBoxRow *row)
{
  return &g_array_index (self->rows, Row, gtk_list_box_row_get_index (row));
}

/* ---- Search and groups. */

static gboolean
matches (FfPalettePane *self,
         const Row     *row)
{
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *wanted == '\0' || g_str_match_string (wanted, _(row->name), TRUE) ||
         (row->description != NULL && g_str_match_string (wanted, _(row->description), TRUE));
}

static gboolean
is_searching (FfPalettePane *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
}

static gboolean
filter_cb (GtkListBoxRow *list_row,
           gpointer       user_data)
{
  FfPalettePane *self = user_data;
  const Row *row = get_row (self, list_row);

  if (row->type != NULL)
    return matches (self, row) && (is_searching (self) || !self->folded[row->group]);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *other = &g_array_index (self->rows, Row, i);

      if (other->group == row->group && other->type != NULL && matches (self, other))
        return TRUE;
    }

  return FALSE;
}

static void
searched_cb (FfPalettePane *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

/* The first that matches, as Enter in the search takes it. */
static void
search_activated_cb (FfPalettePane *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (row->type != NULL && matches (self, row))
        {
          gtk_widget_activate_action (GTK_WIDGET (self), "canvas.insert", "s", row->type);
          return;
        }
    }
}

static void
set_folded (FfPalettePane *self,
            GtkListBoxRow *list_row,
            guint          group,
            gboolean       folded)
{
  GtkWidget *box = gtk_list_box_row_get_child (list_row);

  self->folded[group] = folded;
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_last_child (box)),
                                folded ? "go-next-symbolic" : "go-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_STATE_EXPANDED, !folded, -1);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
activated_cb (GtkListBox    *list,
              GtkListBoxRow *list_row,
              FfPalettePane *self)
{
  const Row *row = get_row (self, list_row);

  if (row->type == NULL)
    set_folded (self, list_row, row->group, !self->folded[row->group]);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "canvas.insert", "s", row->type);
}

/* Titles fold with one click; what can be added wants two. */
static void
title_clicked_cb (GtkGestureClick *gesture,
                  int              n_press,
                  double           x,
                  double           y,
                  FfPalettePane   *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  activated_cb (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row), self);
}

/* ---- Rows. */

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            const char    *type)
{
  g_autoptr (FfPaletteEntry) entry = ff_palette_entry_new (type);

  return gdk_content_provider_new_typed (FF_TYPE_PALETTE_ENTRY, entry);
}

static GtkWidget *
new_entry_content (const char *name,
                   const char *glyph,
                   FfTint      tint)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *tile = ff_glyph_tile_new (TILE_PX);
  GtkWidget *label = gtk_label_new (_(name));

  ff_glyph_tile_set (FF_GLYPH_TILE (tile), ff_glyph_find (glyph), tint);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               FfPalettePane *self)
{
  GtkWidget *list_row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  const Row *row = get_row (self, GTK_LIST_BOX_ROW (list_row));
  GtkWidget *icon = new_entry_content (row->name, row->glyph, row->tint);

  gtk_widget_add_css_class (icon, "ff-drag-icon");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

static GtkWidget *
new_entry_row (FfPalettePane *self,
               const Row     *row)
{
  GtkWidget *list_row = gtk_list_box_row_new ();
  GtkWidget *box = new_entry_content (row->name, row->glyph, row->tint);
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_set_size_request (box, -1, ROW_HEIGHT_PX);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), (gpointer) row->type);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (list_row, GTK_EVENT_CONTROLLER (source));

  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(row->name), -1);
  if (row->description != NULL)
    {
      gtk_widget_set_tooltip_text (list_row, _(row->description));
      gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _(row->description), -1);
    }

  return list_row;
}

static GtkWidget *
new_title_row (FfPalettePane *self,
               const Row     *row)
{
  GtkWidget *list_row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (_(row->name));
  GtkWidget *chevron = gtk_image_new_from_icon_name ("go-down-symbolic");
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "ff-group-title");
  gtk_image_set_pixel_size (GTK_IMAGE (chevron), 12);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), chevron);
  gtk_widget_set_size_request (box, -1, ROW_HEIGHT_PX);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_widget_add_css_class (list_row, "ff-palette-title");

  g_signal_connect (click, "pressed", G_CALLBACK (title_clicked_cb), self);
  gtk_widget_add_controller (list_row, GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(row->name), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);

  return list_row;
}

static void
add_row (FfPalettePane *self,
         Row            row)
{
  g_array_append_val (self->rows, row);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row.type != NULL ? new_entry_row (self, &row) : new_title_row (self, &row));
}

static void
add_types (FfPalettePane *self,
           FfCategory     category,
           FfTint         tint)
{
  guint n_types;
  const FfActivityType *const *types = ff_activity_types_get (&n_types);

  add_row (self, (Row) { .name = group_names[category], .group = category });
  for (guint i = 0; i < n_types; i++)
    if (types[i]->category == category)
      add_row (self, (Row) { types[i]->id, types[i]->name, types[i]->description, types[i]->glyph, tint, category });
}

static void
add_rows (FfPalettePane *self)
{
  const guint notes = G_N_ELEMENTS (group_names) - 1;

  add_types (self, FF_CATEGORY_AUDIENCE, FF_TINT_AUDIENCE);
  add_types (self, FF_CATEGORY_FLOW, FF_TINT_FLOW);
  add_types (self, FF_CATEGORY_SEND, FF_TINT_SEND);
  add_row (self, (Row) { .name = group_names[notes], .group = notes });
  add_row (self, (Row) { FF_CANVAS_NOTE, N_("Note"), N_("A remark beside the activities."), "note", FF_TINT_NOTES, notes });
  add_row (self, (Row) { FF_CANVAS_FRAME, N_("Frame"), N_("Holds activities together under a title."), "frame",
                         FF_TINT_NOTES, notes });
  /* A title shows while its group has something to show, which came after it. */
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
ff_palette_pane_finalize (GObject *object)
{
  g_array_unref (FF_PALETTE_PANE (object)->rows);

  G_OBJECT_CLASS (ff_palette_pane_parent_class)->finalize (object);
}

static void
ff_palette_pane_class_init (FfPalettePaneClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ff_palette_pane_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "ff-palette");
}

static void
ff_palette_pane_init (FfPalettePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *nothing = gtk_label_new (_("Nothing Found"));

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();

  g_object_set (self->search, "placeholder-text", _("Find"), NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find an activity"), -1);
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_widget_set_margin_top (nothing, 24);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), nothing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Activities"), -1);
  add_rows (self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);

  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (searched_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
}

/**
 * ff_palette_pane_new:
 * @draft: the open campaign
 *
 * Adding is the canvas's action "canvas.insert", which must be found from here.
 *
 * Returns: the pane at the start of Design
 */
GtkWidget *
ff_palette_pane_new (FfDraft *draft)
{
  return g_object_new (FF_TYPE_PALETTE_PANE, NULL);
}
