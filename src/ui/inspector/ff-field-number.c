/* Whole numbers and real ones, as exact as they are typed. What is out of
 * range is written all the same: the check says so at the field, and undo
 * brings it back. */

#include "ui/inspector/ff-field-row.h"
#include "ui/inspector/ff-number-entry.h"

static void
edited_cb (FfFieldRow *row,
           FfJson     *value)
{
  ff_field_row_write (row, value);
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
  gboolean is_whole = ff_field_row_get_field (row)->kind == FF_FIELD_INTEGER;
  GtkWidget *entry = ff_number_entry_new (ff_field_row_get_label (row), is_whole);

  g_signal_connect_swapped (entry, "edited", G_CALLBACK (edited_cb), row);
  g_signal_connect_swapped (entry, "refused", G_CALLBACK (refused_cb), row);
  return entry;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  ff_number_entry_set_value (FF_NUMBER_ENTRY (control), value);
}

const FfFieldEditor ff_field_integer = { .build = build, .update = update };
const FfFieldEditor ff_field_real = { .build = build, .update = update };
