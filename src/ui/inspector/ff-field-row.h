#pragma once

#include "ui/inspector/ff-form.h"
#include "ui/inspector/ff-row.h"

G_BEGIN_DECLS

/* The row of one field. What it is edited with depends on the field's kind:
 * one editor a kind, one file each (ff-field-NAME.c). */

#define FF_TYPE_FIELD_ROW (ff_field_row_get_type ())
G_DECLARE_FINAL_TYPE (FfFieldRow, ff_field_row, FF, FIELD_ROW, FfRow)

/**
 * FfFieldEditor:
 * @is_wide: stands below its label
 * @shows_inner: problems inside the value are shown by the editor itself
 * @build: the control; signals write through the row
 * @update: shows @value (nullable), and what may be chosen now; leaves what is the same alone
 * @focus: (nullable): to the place at the JSON pointer inside of the value; else the control gets the focus
 */
typedef struct
{
  gboolean    is_wide;
  gboolean    shows_inner;
  GtkWidget *(*build)  (FfFieldRow *row);
  void       (*update) (FfFieldRow *row, GtkWidget *control, FfJson *value);
  void       (*focus)  (FfFieldRow *row, GtkWidget *control, const char *inside);
} FfFieldEditor;

GtkWidget     *ff_field_row_new          (FfForm        *form,
                                          const FfField *field);
void           ff_field_row_update       (FfFieldRow    *self,
                                          FfJson        *value);
gboolean       ff_field_row_focus        (FfFieldRow    *self,
                                          const char    *pointer);

/* For editors. */
FfFormHost    *ff_field_row_get_host     (FfFieldRow    *self);
FfForm        *ff_field_row_get_form     (FfFieldRow    *self);
const FfField *ff_field_row_get_field    (FfFieldRow    *self);
const char    *ff_field_row_get_label    (FfFieldRow    *self);   /* translated */
char          *ff_field_row_dup_pointer  (FfFieldRow    *self);
/* While the row is being updated, writing does nothing. Both borrow @value. */
void           ff_field_row_write        (FfFieldRow    *self,
                                          FfJson        *value);
void           ff_field_row_write_once   (FfFieldRow    *self,
                                          FfJson        *value);
/* What was typed and could not be written; NULL when it can again. */
void           ff_field_row_set_refused  (FfFieldRow    *self,
                                          const char    *message);
/* For ff_operand_button_new () and the like: @user_data is the row. */
gboolean       ff_field_row_scope_cb     (FfScope       *out_scope,
                                          gpointer       user_data);

const FfFieldEditor *ff_field_editor_find (FfFieldKind   kind);

extern const FfFieldEditor ff_field_text;
extern const FfFieldEditor ff_field_long_text;
extern const FfFieldEditor ff_field_integer;
extern const FfFieldEditor ff_field_real;
extern const FfFieldEditor ff_field_flag;
extern const FfFieldEditor ff_field_choice;
extern const FfFieldEditor ff_field_duration;
extern const FfFieldEditor ff_field_entity;
extern const FfFieldEditor ff_field_link;
extern const FfFieldEditor ff_field_operand;
extern const FfFieldEditor ff_field_rule;
extern const FfFieldEditor ff_field_order;
extern const FfFieldEditor ff_field_audience;
extern const FfFieldEditor ff_field_port;
extern const FfFieldEditor ff_field_gateway;
extern const FfFieldEditor ff_field_template;
extern const FfFieldEditor ff_field_list;
extern const FfFieldEditor ff_field_secret;

G_END_DECLS
