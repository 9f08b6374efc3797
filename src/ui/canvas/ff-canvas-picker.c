/* A popover with a search and a list. Main thread. */

#include "ui/canvas/ff-canvas-picker.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-glyph-tile.h"

#define TILE_PX 22
#define LIST_HEIGHT_PX 264
#define LIST_WIDTH_PX 220

struct _FfCanvasPicker
{
  GtkPopover      parent_instance;

  GtkWidget      *search;
  GtkWidget      *list;
  GPtrArray      *choices;  /* of FfCanvasChoice, in the order of the rows */
  FfCanvasPicked  picked;
  gpointer        user_data;
  GDestroyNotify  destroy;
};

G_DEFINE_FINAL_TYPE (FfCanvasPicker, ff_canvas_picker, GTK_TYPE_POPOVER)

FfCanvasChoice *
ff_canvas_choice_new (const char    *id,
                      const char    *title,
                      const char    *detail,
                      const FfGlyph *glyph,
                      FfTint         tint)
{
  FfCanvasChoice *self = g_new0 (FfCanvasChoice, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->glyph = glyph;
  self->tint = tint;

  return self;
}

void
ff_canvas_choice_free (FfCanvasChoice *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static gboolean
matches_cb (GtkListBoxRow *row,
            gpointer       user_data)
{
  FfCanvasPicker *self = user_data;
  const FfCanvasChoice *choice = self->choices->pdata[gtk_list_box_row_get_index (row)];
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return g_str_match_string (wanted, choice->title, TRUE) ||
         (choice->detail != NULL && g_str_match_string (wanted, choice->detail, TRUE)) || *wanted == '\0';
}

static GtkListBoxRow *
find_first (FfCanvasPicker *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i);

      if (matches_cb (row, self))
        return row;
    }

  return NULL;
}

static void
searched_cb (FfCanvasPicker *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), find_first (self));
}

static void
pick (FfCanvasPicker *self,
      GtkListBoxRow  *row)
{
  const FfCanvasChoice *choice = self->choices->pdata[gtk_list_box_row_get_index (row)];
  FfCanvasPicked picked = g_steal_pointer (&self->picked);
  g_autofree char *id = g_strdup (choice->id);

  /* The popover gives the focus back before the choice moves it on. */
  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  if (picked != NULL)
    picked (id, self->user_data);
  g_object_unref (self);
}

static void
activated_cb (GtkListBox     *list,
              GtkListBoxRow  *row,
              FfCanvasPicker *self)
{
  pick (self, row);
}

static void
search_activated_cb (FfCanvasPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL && matches_cb (row, self))
    pick (self, row);
}

/* Up and down go through the list while the text stays in hand. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  value,
        guint                  code,
        GdkModifierType        state,
        FfCanvasPicker        *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = value == GDK_KEY_Down || value == GDK_KEY_KP_Down ? 1 : value == GDK_KEY_Up || value == GDK_KEY_KP_Up ? -1 : 0;
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) : -1;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;

  for (index += step; index >= 0 && index < (int) self->choices->len; index += step)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);
      GtkAdjustment *adjustment;
      graphene_rect_t bounds;

      if (!matches_cb (row, self))
        continue;

      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      adjustment = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->list));
      if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
        gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
      break;
    }

  return GDK_EVENT_STOP;
}

static gboolean
leave_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));
  return G_SOURCE_REMOVE;
}

static void
closed_cb (FfCanvasPicker *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, leave_cb, g_object_ref (self), g_object_unref);
}

static GtkWidget *
new_row (const FfCanvasChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *tile = ff_glyph_tile_new (TILE_PX);
  GtkWidget *title = gtk_label_new (choice->title);

  ff_glyph_tile_set (FF_GLYPH_TILE (tile), choice->glyph, choice->tint);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), title);

  if (choice->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (choice->detail);

      gtk_widget_set_hexpand (detail, TRUE);
      gtk_label_set_xalign (GTK_LABEL (detail), 1);
      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "ff-small");
      gtk_box_append (GTK_BOX (box), detail);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title, -1);
  return row;
}

static void
ff_canvas_picker_dispose (GObject *object)
{
  FfCanvasPicker *self = FF_CANVAS_PICKER (object);
  GDestroyNotify destroy = g_steal_pointer (&self->destroy);

  self->picked = NULL;
  if (destroy != NULL)
    destroy (self->user_data);

  G_OBJECT_CLASS (ff_canvas_picker_parent_class)->dispose (object);
}

static void
ff_canvas_picker_finalize (GObject *object)
{
  g_clear_pointer (&FF_CANVAS_PICKER (object)->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (ff_canvas_picker_parent_class)->finalize (object);
}

static void
ff_canvas_picker_class_init (FfCanvasPickerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_canvas_picker_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_canvas_picker_finalize;
}

static void
ff_canvas_picker_init (FfCanvasPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *nothing = gtk_label_new (_("Nothing fits"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();

  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_widget_set_margin_top (nothing, 12);
  gtk_widget_set_margin_bottom (nothing, 12);
  gtk_widget_add_css_class (self->list, "ff-picker-list");
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), nothing);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), matches_cb, self, NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT_PX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH_PX, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search, keys);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  /* At once: whoever types fast and presses Enter means what is typed. */
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (searched_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

GtkWidget *
ff_canvas_picker_open (GtkWidget          *parent,
                       const GdkRectangle *at,
                       const char         *title,
                       GPtrArray          *choices,
                       FfCanvasPicked      picked,
                       gpointer            user_data,
                       GDestroyNotify      destroy)
{
  FfCanvasPicker *self = g_object_new (FF_TYPE_CANVAS_PICKER, NULL);

  self->choices = choices;
  self->picked = picked;
  self->user_data = user_data;
  self->destroy = destroy;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set (self->search, "placeholder-text", title, NULL);
  for (guint i = 0; i < choices->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (choices->pdata[i]));

  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), at);
  searched_cb (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->search);

  return GTK_WIDGET (self);
}
