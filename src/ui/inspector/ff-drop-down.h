#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One of several things with an id, chosen from a list. What is set by code is
 * not told; what a person picks is.
 *
 * Signal "picked" (const char *id) */

#define FF_TYPE_DROP_DOWN (ff_drop_down_get_type ())
G_DECLARE_FINAL_TYPE (FfDropDown, ff_drop_down, FF, DROP_DOWN, AdwBin)

GtkWidget  *ff_drop_down_new          (const char        *accessible_label);
/* Arrays of one length that end with NULL; copied. Keeps what is selected where the new list has it. */
void        ff_drop_down_set_choices  (FfDropDown        *self,
                                       const char *const *ids,
                                       const char *const *labels);
/* An id that is not in the list is added to it, so that nothing is hidden; NULL selects nothing. */
void        ff_drop_down_set_selected (FfDropDown        *self,
                                       const char        *id);
const char *ff_drop_down_get_selected (FfDropDown        *self);   /* NULL: nothing */
/* The button is as wide as its label; before it is filled. */
void        ff_drop_down_set_whole    (FfDropDown        *self);
/* As a person would. */
void        ff_drop_down_pick         (FfDropDown        *self,
                                       const char        *id);

G_END_DECLS
