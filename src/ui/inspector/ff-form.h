#pragma once

#include "ui/inspector/ff-form-host.h"

G_BEGIN_DECLS

/* Rows made from a table of fields. A form shows what the document has; a row
 * writes what a person does. Updating it changes what differs and leaves the
 * focus alone. */

#define FF_TYPE_FORM (ff_form_get_type ())
G_DECLARE_FINAL_TYPE (FfForm, ff_form, FF, FORM, GtkBox)

/**
 * FfFormFlags:
 * @FF_FORM_NO_RULES: rules are shown elsewhere
 * @FF_FORM_INNER: inside a row of another form: no card of its own
 */
typedef enum
{
  FF_FORM_NONE     = 0,
  FF_FORM_NO_RULES = 1 << 0,
  FF_FORM_INNER    = 1 << 1,
} FfFormFlags;

/* @fields lives forever. @pointer: of the object they describe in the settings; "" for all of them. */
GtkWidget  *ff_form_new         (FfFormHost    *host,
                                 const FfField *fields,
                                 const char    *pointer,
                                 FfFormFlags    flags);
FfFormHost *ff_form_get_host    (FfForm        *self);
const char *ff_form_get_pointer (FfForm        *self);
/* Items of a list move. */
void        ff_form_set_pointer (FfForm        *self,
                                 const char    *pointer);
/* The object that the fields describe, with defaults; a new reference. */
FfJson     *ff_form_dup_object  (FfForm        *self);
void        ff_form_update      (FfForm        *self);
/* To the row at @pointer or nearest around it; FALSE when there is none. */
gboolean    ff_form_focus       (FfForm        *self,
                                 const char    *pointer);
/* More rows at the end, such as the mode of an activity. */
void        ff_form_add_row     (FfForm        *self,
                                 GtkWidget     *row);
gboolean    ff_form_is_empty    (FfForm        *self);
/* The row of one field; NULL when there is none. */
GtkWidget  *ff_form_find_row    (FfForm        *self,
                                 const char    *key);

G_END_DECLS
