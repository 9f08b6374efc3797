/* A table over a list that grows page by page. Main thread. */

#include "ui/people/ff-record-view.h"

/* So near the end, in heights of what is visible, the next page is asked for. */
#define NEAR 2

struct _FfRecordView
{
  GtkWidget            parent_instance;

  FfRecordList        *list;
  GtkWidget           *scroller;
  GtkColumnView       *table;
  GtkSingleSelection  *selection;

  GPtrArray           *columns;      /* of Column; as added, not as shown */
  int                  asked;        /* the column whose sorter was asked last */
  gboolean             setting;      /* what changes comes from us */
};

typedef struct
{
  FfRecordView        *view;
  GtkColumnViewColumn *column;
  guint                cell;
  FfRecordColumnFlags  flags;
  int                  width_chars;
  FfRecordGetMark      get_mark;
} Column;

enum
{
  SORT_CHANGED,
  SELECTED,
  ACTIVATED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfRecordView, ff_record_view, GTK_TYPE_WIDGET)

/* ---- Cells. */

#define FF_TYPE_RECORD_CELL (ff_record_cell_get_type ())
G_DECLARE_FINAL_TYPE (FfRecordCell, ff_record_cell, FF, RECORD_CELL, GtkBox)

struct _FfRecordCell
{
  GtkBox        parent_instance;

  const Column *column;
  FfRecord     *record;
  GtkWidget    *icon;
  GtkLabel     *label;
  const char   *css_class;
};

G_DEFINE_FINAL_TYPE (FfRecordCell, ff_record_cell, GTK_TYPE_BOX)

static void
show_mark (FfRecordCell *self)
{
  FfRecordMark mark = { NULL, NULL };

  if (self->column->get_mark == NULL)
    return;

  if (ff_record_is_loaded (self->record))
    mark = self->column->get_mark (self->record);

  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->css_class);
  self->css_class = mark.css_class;
  if (mark.css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), mark.css_class);

  gtk_widget_set_visible (self->icon, mark.icon != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), mark.icon);
}

static void
show_record (FfRecordCell *self)
{
  gtk_label_set_text (self->label, ff_record_get_cell (self->record, self->column->cell));
  show_mark (self);
}

static void
release_record (FfRecordCell *self)
{
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_func (self->record, show_record, self);
  g_clear_object (&self->record);
}

static gboolean
query_tooltip_cb (GtkWidget    *widget,
                  int           x,
                  int           y,
                  gboolean      by_keyboard,
                  GtkTooltip   *tooltip,
                  FfRecordCell *self)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->label));
  return TRUE;
}

static void
ff_record_cell_dispose (GObject *object)
{
  release_record (FF_RECORD_CELL (object));

  G_OBJECT_CLASS (ff_record_cell_parent_class)->dispose (object);
}

static void
ff_record_cell_class_init (FfRecordCellClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_record_cell_dispose;
}

static void
ff_record_cell_init (FfRecordCell *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->icon = gtk_image_new ();
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (self), self->icon);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (self->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Column                   *column)
{
  FfRecordCell *cell = g_object_new (FF_TYPE_RECORD_CELL, NULL);

  cell->column = column;
  gtk_label_set_xalign (cell->label, column->flags & FF_RECORD_COLUMN_NUMBER ? 1 : 0);
  if (column->width_chars > 0)
    gtk_label_set_width_chars (cell->label, column->width_chars);
  if (column->flags & FF_RECORD_COLUMN_NUMBER)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "numeric");
  if (column->flags & FF_RECORD_COLUMN_DIMMED)
    gtk_widget_add_css_class (GTK_WIDGET (cell), "ff-dim");
  gtk_list_item_set_child (item, GTK_WIDGET (cell));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Column                   *column)
{
  FfRecordCell *cell = FF_RECORD_CELL (gtk_list_item_get_child (item));

  release_record (cell);
  cell->record = g_object_ref (gtk_list_item_get_item (item));
  g_signal_connect_swapped (cell->record, "notify::loaded", G_CALLBACK (show_record), cell);
  show_record (cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           Column                   *column)
{
  release_record (FF_RECORD_CELL (gtk_list_item_get_child (item)));
}

/* ---- Sorting. */

/* The table does not tell which of its columns it sorts by. So each column's sorter says that it was asked, and
 * answers that the first is smaller: what the table makes of that is the direction. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  Column *column = user_data;

  if (column->view->asked < 0)
    column->view->asked = (int) column->cell;

  return -1;
}

static void
sorter_changed_cb (GtkSorter       *sorter,
                   GtkSorterChange  change,
                   FfRecordView    *self)
{
  g_autoptr (FfRecord) one = ff_record_new_empty ();
  g_autoptr (FfRecord) other = ff_record_new_empty ();
  GtkOrdering ordering;

  if (self->setting)
    return;

  self->asked = -1;
  ordering = gtk_sorter_compare (sorter, one, other);
  g_signal_emit (self, signals[SORT_CHANGED], 0, self->asked, ordering == GTK_ORDERING_LARGER);
}

/* ---- Growing. */

static void
look_ahead_cb (FfRecordView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double page = gtk_adjustment_get_page_size (adjustment);
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment) - page;

  if (left < page * NEAR)
    ff_record_list_more (self->list);
}

static void
selected_cb (FfRecordView *self)
{
  g_signal_emit (self, signals[SELECTED], 0, gtk_single_selection_get_selected_item (self->selection));
}

static void
activated_cb (FfRecordView *self,
              guint         place)
{
  g_autoptr (FfRecord) record = g_list_model_get_item (G_LIST_MODEL (self->selection), place);

  if (record != NULL && ff_record_is_loaded (record))
    g_signal_emit (self, signals[ACTIVATED], 0, record);
}

static void
columns_changed_cb (FfRecordView *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[MOVED], 0);
}

/* ---- The table. */

/**
 * ff_record_view_clear_columns:
 * @self: the table
 *
 * Makes room for other columns.
 */
void
ff_record_view_clear_columns (FfRecordView *self)
{
  self->setting = TRUE;
  gtk_column_view_sort_by_column (self->table, NULL, GTK_SORT_ASCENDING);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->table, ((Column *) self->columns->pdata[i])->column);
  g_ptr_array_set_size (self->columns, 0);
  self->setting = FALSE;
}

static void
free_column (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

/* Numbers stand under their title. The header's widgets are the table's own: title, box, label. */
static void
align_last_title (FfRecordView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->table));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_LABEL (label))
    return;

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

/**
 * ff_record_view_add_column:
 * @self: the table
 * @title: of its header
 * @cell: of the records
 * @flags: how it looks
 * @width_chars: room for so many characters at least; 0: as its texts need
 * @get_mark: (nullable): the icon before a cell's text
 *
 * Adds a column after the others.
 */
void
ff_record_view_add_column (FfRecordView        *self,
                           const char          *title,
                           guint                cell,
                           FfRecordColumnFlags  flags,
                           int                  width_chars,
                           FfRecordGetMark      get_mark)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);

  column->view = self;
  column->cell = cell;
  column->flags = flags;
  column->width_chars = width_chars;
  column->get_mark = get_mark;
  column->column = gtk_column_view_column_new (title, factory);

  /* The factory may be asked once more after the column is gone from the table; it owns what it reads. */
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), column, free_column, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);

  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, (flags & FF_RECORD_COLUMN_WIDE) != 0);
  if (flags & FF_RECORD_COLUMN_SORTABLE)
    {
      GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
      g_object_unref (sorter);
    }

  self->setting = TRUE;
  gtk_column_view_append_column (self->table, column->column);
  self->setting = FALSE;
  if (flags & FF_RECORD_COLUMN_NUMBER)
    align_last_title (self);
  g_ptr_array_add (self->columns, column);
  g_object_unref (column->column);
}

/**
 * ff_record_view_dup_order:
 * @self: the table
 *
 * Returns: (element-type guint): the cells of its columns, in the order shown
 */
GArray *
ff_record_view_dup_order (FfRecordView *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->table);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      for (guint j = 0; j < self->columns->len; j++)
        if (((Column *) self->columns->pdata[j])->column == column)
          g_array_append_val (order, ((Column *) self->columns->pdata[j])->cell);
    }

  return order;
}

void
ff_record_view_set_reorderable (FfRecordView *self,
                                gboolean      reorderable)
{
  gtk_column_view_set_reorderable (self->table, reorderable);
}

void
ff_record_view_set_sort (FfRecordView *self,
                         int           cell,
                         gboolean      descending)
{
  GtkColumnViewColumn *column = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    if ((int) ((Column *) self->columns->pdata[i])->cell == cell)
      column = ((Column *) self->columns->pdata[i])->column;

  self->setting = TRUE;
  gtk_column_view_sort_by_column (self->table, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->setting = FALSE;
}

FfRecord *
ff_record_view_get_selected (FfRecordView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
ff_record_view_select (FfRecordView *self,
                       guint         position)
{
  gtk_single_selection_set_selected (self->selection, position);
}

void
ff_record_view_scroll_to_top (FfRecordView *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

gboolean
ff_record_view_is_at_top (FfRecordView *self)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller))) < 1;
}

static void
ff_record_view_dispose (GObject *object)
{
  FfRecordView *self = FF_RECORD_VIEW (object);

  self->setting = TRUE;
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ff_record_view_parent_class)->dispose (object);
}

static void
ff_record_view_finalize (GObject *object)
{
  g_ptr_array_unref (FF_RECORD_VIEW (object)->columns);

  G_OBJECT_CLASS (ff_record_view_parent_class)->finalize (object);
}

static void
ff_record_view_class_init (FfRecordViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ff_record_view_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_record_view_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SORT_CHANGED] = g_signal_new ("sort-changed", FF_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[SELECTED] =
    g_signal_new ("selected", FF_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, FF_TYPE_RECORD);
  signals[ACTIVATED] =
    g_signal_new ("activated", FF_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, FF_TYPE_RECORD);
  signals[MOVED] =
    g_signal_new ("moved", FF_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_record_view_init (FfRecordView *self)
{
  self->columns = g_ptr_array_new ();
}

/**
 * ff_record_view_new:
 * @list: what it shows
 * @label: its name for assistive tools
 *
 * Returns: a table without columns yet
 */
GtkWidget *
ff_record_view_new (FfRecordList *list,
                    const char   *label)
{
  FfRecordView *self = g_object_new (FF_TYPE_RECORD_VIEW, NULL);
  GtkAdjustment *adjustment;

  self->list = g_object_ref (list);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (self->selection)));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "ff-table");
  g_signal_connect_object (self->table, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed", G_CALLBACK (sorter_changed_cb), self, 0);
  g_signal_connect_object (gtk_column_view_get_columns (self->table), "items-changed", G_CALLBACK (columns_changed_cb),
                           self, G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->table));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (look_ahead_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (look_ahead_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "answered", G_CALLBACK (look_ahead_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return GTK_WIDGET (self);
}
