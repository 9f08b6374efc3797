/* Each send activity of a run, and how far it is. Main thread. */

#include "ui/results/ff-activity-table.h"

#include <glib/gi18n-lib.h>

#include "activities/ff-activity-type.h"
#include "picture/ff-count-labels.h"
#include "ui/ff-glyph-tile.h"

typedef struct
{
  gint64     task_id;
  GtkWidget *bar;
  GtkLabel  *planned;
  GtkLabel  *accepted;
  GtkLabel  *left;
} Row;

#define NUMBER_WIDTH 56

struct _FfActivityTable
{
  GtkWidget  parent_instance;

  GtkGrid   *grid;
  GArray    *rows;   /* of Row */
};

G_DEFINE_FINAL_TYPE (FfActivityTable, ff_activity_table, GTK_TYPE_WIDGET)

static GtkLabel *
attach_label (FfActivityTable *self,
              const char      *text,
              int              column,
              int              row,
              const char      *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_size_request (label, NUMBER_WIDTH, -1);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static void
attach_head (FfActivityTable *self)
{
  GtkWidget *title = gtk_label_new (_("Per Activity"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "ff-strong");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_grid_attach (self->grid, title, 0, 0, 3, 1);

  gtk_widget_add_css_class (GTK_WIDGET (attach_label (self, _("planned"), 3, 0, "ff-dim")), "ff-small");
  gtk_widget_add_css_class (GTK_WIDGET (attach_label (self, _("accepted"), 4, 0, "ff-dim")), "ff-small");
  gtk_widget_add_css_class (GTK_WIDGET (attach_label (self, _("to go"), 5, 0, "ff-dim")), "ff-small");
}

static void
attach_name (FfActivityTable      *self,
             const FfTask         *task,
             const FfActivityType *type,
             int                   row)
{
  GtkWidget *tile = ff_glyph_tile_new (28);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (task->label);
  GtkWidget *kind = gtk_label_new (type != NULL ? g_dgettext (GETTEXT_PACKAGE, type->name) : task->channel);

  ff_glyph_tile_set (FF_GLYPH_TILE (tile), ff_glyph_find (type != NULL ? type->glyph : "unknown"), FF_TINT_SEND);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "ff-strong");
  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_widget_add_css_class (kind, "ff-dim");
  gtk_widget_add_css_class (kind, "ff-small");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_size_request (box, 90, -1);

  gtk_grid_attach (self->grid, tile, 0, row, 1, 1);
  gtk_grid_attach (self->grid, box, 1, row, 1, 1);
}

/* By its channel: the activity itself may be gone from the document since. */
static const FfActivityType *
find_type (const char *channel)
{
  guint n;
  const FfActivityType *const *types = ff_activity_types_get (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (types[i]->channel, channel) == 0)
      return types[i];

  return NULL;
}

static void
add_row (FfActivityTable *self,
         const FfTask    *task)
{
  int place = (int) self->rows->len * 2 + 1;
  Row row = { .task_id = task->id };

  gtk_grid_attach (self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, place, 6, 1);
  attach_name (self, task, find_type (task->channel), place + 1);

  row.bar = gtk_progress_bar_new ();
  gtk_widget_set_valign (row.bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (row.bar, 72, -1);
  gtk_widget_add_css_class (row.bar, "ff-thick-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row.bar), GTK_ACCESSIBLE_PROPERTY_LABEL, task->label, -1);
  gtk_grid_attach (self->grid, row.bar, 2, place + 1, 1, 1);
  row.planned = attach_label (self, "", 3, place + 1, NULL);
  row.accepted = attach_label (self, "", 4, place + 1, "ff-strong");
  row.left = attach_label (self, "", 5, place + 1, NULL);
  g_array_append_val (self->rows, row);
}

static void
set_number (GtkLabel *label,
            gint64    n)
{
  g_autofree char *text = ff_count_format (n);

  gtk_label_set_text (label, text);
}

static gboolean
has_same_rows (FfActivityTable *self,
               GPtrArray       *tasks)
{
  if (tasks->len != self->rows->len)
    return FALSE;

  for (guint i = 0; i < tasks->len; i++)
    if (g_array_index (self->rows, Row, i).task_id != ((const FfTask *) tasks->pdata[i])->id)
      return FALSE;

  return TRUE;
}

/**
 * ff_activity_table_set:
 * @self: the table
 * @report: of a run
 *
 * Shows its numbers.
 */
void
ff_activity_table_set (FfActivityTable *self,
                       FfRunReport     *report)
{
  GtkWidget *child;

  if (!has_same_rows (self, report->tasks))
    {
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
        gtk_grid_remove (self->grid, child);
      g_array_set_size (self->rows, 0);
      attach_head (self);
      for (guint i = 0; i < report->tasks->len; i++)
        add_row (self, report->tasks->pdata[i]);
    }

  for (guint i = 0; i < report->tasks->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      const FfBooks *books = report->books->pdata[i];
      gint64 left = ff_books_get_left (books);

      set_number (row->planned, books->planned);
      set_number (row->accepted, books->states[FF_DELIVERY_ACCEPTED]);
      set_number (row->left, left);
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (row->bar),
                                     books->planned > 0 ? (double) (books->planned - left) / books->planned : 0);
    }
}

static void
ff_activity_table_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &FF_ACTIVITY_TABLE (object)->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (ff_activity_table_parent_class)->dispose (object);
}

static void
ff_activity_table_finalize (GObject *object)
{
  g_array_unref (FF_ACTIVITY_TABLE (object)->rows);

  G_OBJECT_CLASS (ff_activity_table_parent_class)->finalize (object);
}

static void
ff_activity_table_class_init (FfActivityTableClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ff_activity_table_dispose;
  G_OBJECT_CLASS (class)->finalize = ff_activity_table_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "ff-activity-table");
}

static void
ff_activity_table_init (FfActivityTable *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 10);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

GtkWidget *
ff_activity_table_new (void)
{
  return g_object_new (FF_TYPE_ACTIVITY_TABLE, NULL);
}
