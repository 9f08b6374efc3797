#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* Every output whose people are others than in an earlier version of the campaign: before, after, who joined, who left.
 * Each number opens in the people panel. */

#define FF_TYPE_CHANGES_SHEET (ff_changes_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FfChangesSheet, ff_changes_sheet, FF, CHANGES_SHEET, AdwBin)

GtkWidget *ff_changes_sheet_new (FfDraft *draft);

G_END_DECLS
