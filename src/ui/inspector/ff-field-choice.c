/* One of the choices of the field's own table. */

#include "ui/inspector/ff-field-row.h"

#include <glib/gi18n-lib.h>

#include "ui/inspector/ff-drop-down.h"

static void
picked_cb (FfFieldRow *row,
           const char *id)
{
  g_autoptr (FfJson) value = ff_json_new_string (id);

  ff_field_row_write_once (row, value);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *control = ff_drop_down_new (ff_field_row_get_label (row));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (const FfChoice *choice = ff_field_row_get_field (row)->choices; choice->id != NULL; choice++)
    {
      g_ptr_array_add (ids, (gpointer) choice->id);
      g_ptr_array_add (labels, (gpointer) _(choice->label));
    }

  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  ff_drop_down_set_choices (FF_DROP_DOWN (control), (const char *const *) ids->pdata, (const char *const *) labels->pdata);
  gtk_widget_add_css_class (control, "flat");
  g_signal_connect_swapped (control, "picked", G_CALLBACK (picked_cb), row);
  return control;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  ff_drop_down_set_selected (FF_DROP_DOWN (control), ff_json_get_string (value));
}

const FfFieldEditor ff_field_choice = { .build = build, .update = update };
