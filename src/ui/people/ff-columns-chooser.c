/* A popover that chooses columns and what the rows are sorted by. Main thread. */

#include "ui/people/ff-columns-chooser.h"

#include <glib/gi18n-lib.h>

struct _FfColumnsChooser
{
  GtkPopover       parent_instance;

  GPtrArray       *columns;     /* nullable; of FfPeopleColumn */
  GPtrArray       *ids;         /* of char*: shown, in order */
  GtkDropDown     *sort_drop;
  GtkToggleButton *descending_button;
  GtkWidget       *search_entry;
  GtkListBox      *list;
  gboolean         setting;
};

enum
{
  CHANGED,
  SORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FfColumnsChooser, ff_columns_chooser, GTK_TYPE_POPOVER)

static char *
dup_whole_title (const FfPeopleColumn *column)
{
  if (*column->group == '\0' || g_str_equal (column->group, column->title))
    return g_strdup (column->title);

  return g_strdup_printf ("%s › %s", column->group, column->title);
}

static void
toggled_cb (GtkCheckButton   *check,
            FfColumnsChooser *self)
{
  const FfPeopleColumn *column = g_object_get_data (G_OBJECT (check), "column");
  guint index;

  if (self->setting)
    return;

  if (gtk_check_button_get_active (check))
    g_ptr_array_add (self->ids, g_strdup (column->id));
  else if (g_ptr_array_find_with_equal_func (self->ids, column->id, g_str_equal, &index))
    g_ptr_array_remove_index (self->ids, index);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sort_changed_cb (FfColumnsChooser *self)
{
  guint selected = gtk_drop_down_get_selected (self->sort_drop);
  const FfPeopleColumn *column = NULL;

  if (self->setting || self->columns == NULL)
    return;

  if (selected > 0 && selected <= self->columns->len)
    column = self->columns->pdata[selected - 1];
  g_signal_emit (self, signals[SORTED], 0, column != NULL ? column->id : NULL,
                 gtk_toggle_button_get_active (self->descending_button));
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  FfColumnsChooser *self = user_data;
  const FfPeopleColumn *column = g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "column");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *title = dup_whole_title (column);

  return *text == '\0' || g_str_match_string (text, title, TRUE);
}

static void
show_heading (GtkListBoxRow *row,
              GtkListBoxRow *before,
              gpointer       user_data)
{
  const FfPeopleColumn *column = g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "column");
  const FfPeopleColumn *last =
    before != NULL ? g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (before)), "column") : NULL;
  GtkWidget *label;

  if (*column->group == '\0' || (last != NULL && g_str_equal (last->group, column->group)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (column->group);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ff-group-title");
  gtk_widget_add_css_class (label, "ff-small");
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_start (label, 4);
  gtk_list_box_row_set_header (row, label);
}

static void
add_row (FfColumnsChooser     *self,
         const FfPeopleColumn *column)
{
  GtkWidget *check = gtk_check_button_new_with_label (column->title);

  g_object_set_data (G_OBJECT (check), "column", (gpointer) column);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_ptr_array_find_with_equal_func (self->ids, column->id, g_str_equal, NULL));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (check)), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
}

/**
 * ff_columns_chooser_fill:
 * @self: the popover
 * @columns: (element-type FfPeopleColumn): what there is
 * @ids: what is shown, in order
 * @sort_id: (nullable): what the rows are sorted by
 * @descending: which way round
 *
 * Shows another state.
 */
void
ff_columns_chooser_fill (FfColumnsChooser  *self,
                         GPtrArray         *columns,
                         const char *const *ids,
                         const char        *sort_id,
                         gboolean           descending)
{
  g_autoptr (GtkStringList) sorts = gtk_string_list_new (NULL);
  GtkWidget *row;
  guint selected = 0;

  self->setting = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  g_ptr_array_ref (columns);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = columns;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (self->ids, g_strdup (ids[i]));

  /* Translators: the rows are in the order in which they are stored. */
  gtk_string_list_append (sorts, _("Not Sorted"));
  for (guint i = 0; i < columns->len; i++)
    {
      const FfPeopleColumn *column = columns->pdata[i];
      g_autofree char *title = dup_whole_title (column);

      add_row (self, column);
      gtk_string_list_append (sorts, title);
      if (g_strcmp0 (sort_id, column->id) == 0)
        selected = i + 1;
    }

  gtk_drop_down_set_model (self->sort_drop, G_LIST_MODEL (sorts));
  gtk_drop_down_set_selected (self->sort_drop, selected);
  gtk_toggle_button_set_active (self->descending_button, descending);
  self->setting = FALSE;
}

char **
ff_columns_chooser_dup_ids (FfColumnsChooser *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->ids->len; i++)
    g_strv_builder_add (ids, self->ids->pdata[i]);

  return g_strv_builder_end (ids);
}

static void
ff_columns_chooser_finalize (GObject *object)
{
  FfColumnsChooser *self = FF_COLUMNS_CHOOSER (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_ptr_array_unref (self->ids);

  G_OBJECT_CLASS (ff_columns_chooser_parent_class)->finalize (object);
}

static void
ff_columns_chooser_class_init (FfColumnsChooserClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = ff_columns_chooser_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, FF_UI "columns-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, FfColumnsChooser, sort_drop);
  gtk_widget_class_bind_template_child (widget_class, FfColumnsChooser, descending_button);
  gtk_widget_class_bind_template_child (widget_class, FfColumnsChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FfColumnsChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed_cb);

  signals[CHANGED] =
    g_signal_new ("changed", FF_TYPE_COLUMNS_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORTED] = g_signal_new ("sorted", FF_TYPE_COLUMNS_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
ff_columns_chooser_init (FfColumnsChooser *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_list_box_set_header_func (self->list, show_heading, self, NULL);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter), self->list,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ff_columns_chooser_new (void)
{
  return g_object_new (FF_TYPE_COLUMNS_CHOOSER, NULL);
}
