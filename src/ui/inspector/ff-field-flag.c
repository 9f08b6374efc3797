/* Yes or no: a switch. */

#include "ui/inspector/ff-field-row.h"

static void
active_cb (GtkSwitch  *control,
           GParamSpec *pspec,
           FfFieldRow *row)
{
  g_autoptr (FfJson) value = ff_json_new_boolean (gtk_switch_get_active (control));

  ff_field_row_write_once (row, value);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, ff_field_row_get_label (row), -1);
  g_signal_connect (control, "notify::active", G_CALLBACK (active_cb), row);
  return control;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  gtk_switch_set_active (GTK_SWITCH (control), ff_json_get_boolean (value, FALSE));
}

const FfFieldEditor ff_field_flag = { .build = build, .update = update };
