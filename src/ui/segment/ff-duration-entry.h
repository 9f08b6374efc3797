#pragma once

#include <adwaita.h>

#include "base/ff-json.h"

G_BEGIN_DECLS

/* A number and its unit of time, {"amount", "unit"}.
 *
 * Signal "edited" (FfJson *duration); lent */

#define FF_TYPE_DURATION_ENTRY (ff_duration_entry_get_type ())
G_DECLARE_FINAL_TYPE (FfDurationEntry, ff_duration_entry, FF, DURATION_ENTRY, AdwBin)

GtkWidget *ff_duration_entry_new    (const char      *accessible_label);
/* @duration is nullable. @days_only: no minutes and hours, for dates without a time. */
void       ff_duration_entry_update (FfDurationEntry *self,
                                     FfJson          *duration,
                                     gboolean         days_only);

G_END_DECLS
