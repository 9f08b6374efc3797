#pragma once

#include <adwaita.h>

#include "base/ff-json.h"

G_BEGIN_DECLS

/* An entry for one number, as exact as it is typed. Up and Down step by one.
 *
 * Signals:
 *   "edited" (FfJson *value)   a person typed a number; lent
 *   "refused" (const char *)   what stands there is none; why, translated, or NULL when it is again */

#define FF_TYPE_NUMBER_ENTRY (ff_number_entry_get_type ())
G_DECLARE_FINAL_TYPE (FfNumberEntry, ff_number_entry, FF, NUMBER_ENTRY, AdwBin)

GtkWidget *ff_number_entry_new       (const char    *accessible_label,
                                      gboolean       is_whole);
/* Leaves what is being typed alone where it means the same number. NULL: empty. */
void       ff_number_entry_set_value (FfNumberEntry *self,
                                      FfJson        *value);
GtkWidget *ff_number_entry_get_entry (FfNumberEntry *self);

G_END_DECLS
