#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* One row of the people panel beside the canvas: its path through the campaign, which is lit there as long as the
 * sheet stands, its fields, and what its 1-N links lead to: consents, messages, orders. */

#define FF_TYPE_PERSON_SHEET (ff_person_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FfPersonSheet, ff_person_sheet, FF, PERSON_SHEET, AdwBin)

GtkWidget *ff_person_sheet_new       (FfDraft       *draft,
                                      const char    *entity,   /* name */
                                      const char    *key);     /* canonical text */

G_END_DECLS
