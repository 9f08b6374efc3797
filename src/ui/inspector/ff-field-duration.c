/* A number and its unit of time. */

#include "ui/inspector/ff-field-row.h"
#include "ui/segment/ff-duration-entry.h"

static void
edited_cb (FfFieldRow *row,
           FfJson     *duration)
{
  ff_field_row_write (row, duration);
}

static void
refused_cb (FfFieldRow *row,
            const char *message)
{
  ff_field_row_set_refused (row, message);
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *control = ff_duration_entry_new (ff_field_row_get_label (row));

  g_signal_connect_swapped (control, "edited", G_CALLBACK (edited_cb), row);
  g_signal_connect_swapped (control, "refused", G_CALLBACK (refused_cb), row);
  return control;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  ff_duration_entry_update (FF_DURATION_ENTRY (control), value, FALSE);
}

const FfFieldEditor ff_field_duration = { .build = build, .update = update };
