#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* Who is in which of the transitions that are selected, as exact regions; each opens in the people panel. */

#define FF_TYPE_OVERLAP_SHEET (ff_overlap_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FfOverlapSheet, ff_overlap_sheet, FF, OVERLAP_SHEET, AdwBin)

GtkWidget *ff_overlap_sheet_new     (FfDraft *draft);
/* Whether what is selected now can be held against each other. */
gboolean   ff_overlap_sheet_can_new (FfDraft *draft);

G_END_DECLS
