/* An attribute, or whatever else may stand at the start of a condition. */

#include "ui/inspector/ff-field-row.h"
#include "ui/segment/ff-operand-button.h"

static void
picked_cb (FfFieldRow *row,
           FfJson     *item)
{
  ff_field_row_write_once (row, ff_json_get_member (item, "left"));
}

static GtkWidget *
build (FfFieldRow *row)
{
  GtkWidget *control = ff_operand_button_new (ff_field_row_get_label (row), FF_OPERAND_MENU_NONE, ff_field_row_scope_cb, row);

  ff_operand_button_set_flat (FF_OPERAND_BUTTON (control));
  g_signal_connect_swapped (control, "picked", G_CALLBACK (picked_cb), row);
  return control;
}

static void
update (FfFieldRow *row,
        GtkWidget  *control,
        FfJson     *value)
{
  g_autofree char *label = NULL;
  FfScope scope;

  ff_field_row_scope_cb (&scope, row);
  label = ff_operand_menu_dup_label (value, &scope);
  ff_operand_button_set_label (FF_OPERAND_BUTTON (control), label);
  ff_operand_button_set_expression (FF_OPERAND_BUTTON (control), ff_operand_menu_get_expression (value));
}

const FfFieldEditor ff_field_operand = { .build = build, .update = update };
