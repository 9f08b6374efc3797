/* Design: palette, canvas, inspector and the people below, in panes that resize and hide. */

#include "ui/ff-design-page.h"

#include <glib/gi18n-lib.h>

#include "ui/ff-commands.h"
#include "ui/ff-palette-pane.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/people/ff-people-panel.h"

#define PALETTE_WIDTH   156
#define INSPECTOR_WIDTH 280
#define PEOPLE_HEIGHT   176

struct _FfDesignPage
{
  AdwBin     parent_instance;

  GtkWidget *palette;
  GtkWidget *canvas;
  GtkWidget *inspector;
  GtkWidget *people;
};

G_DEFINE_FINAL_TYPE (FfDesignPage, ff_design_page, ADW_TYPE_BIN)

static GtkWidget *
join (GtkOrientation  orientation,
      GtkWidget      *start,
      GtkWidget      *end,
      gboolean        start_grows)
{
  GtkWidget *paned = gtk_paned_new (orientation);

  gtk_paned_set_start_child (GTK_PANED (paned), start);
  gtk_paned_set_end_child (GTK_PANED (paned), end);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), start_grows);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), !start_grows);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);

  return paned;
}

static void
ff_design_page_class_init (FfDesignPageClass *class)
{
}

static void
ff_design_page_init (FfDesignPage *self)
{
}

/**
 * ff_design_page_new:
 * @draft: the open campaign
 *
 * Returns: its Design view
 */
GtkWidget *
ff_design_page_new (FfDraft *draft)
{
  FfDesignPage *self = g_object_new (FF_TYPE_DESIGN_PAGE, NULL);
  GtkWidget *top;
  GtkWidget *left;

  self->palette = ff_palette_pane_new (draft);
  self->canvas = ff_canvas_new (draft);
  self->inspector = ff_inspector_new (draft);
  self->people = ff_people_panel_new (draft);

  gtk_widget_set_size_request (self->palette, PALETTE_WIDTH, -1);
  gtk_widget_set_size_request (self->inspector, INSPECTOR_WIDTH, -1);
  gtk_widget_set_size_request (self->people, -1, PEOPLE_HEIGHT);
  gtk_widget_add_controller (self->canvas, ff_commands_new_keys (FF_COMMAND_ON_CANVAS));

  top = join (GTK_ORIENTATION_HORIZONTAL, self->palette, self->canvas, FALSE);
  left = join (GTK_ORIENTATION_VERTICAL, top, self->people, TRUE);
  adw_bin_set_child (ADW_BIN (self), join (GTK_ORIENTATION_HORIZONTAL, left, self->inspector, TRUE));

  return GTK_WIDGET (self);
}

FfCanvas *
ff_design_page_get_canvas (FfDesignPage *self)
{
  return FF_CANVAS (self->canvas);
}
