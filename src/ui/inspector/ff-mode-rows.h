#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What every activity has beside its settings: its mode, whether a run stops
 * before it, which rest ports are shown. */

#define FF_TYPE_MODE_ROWS (ff_mode_rows_get_type ())
G_DECLARE_FINAL_TYPE (FfModeRows, ff_mode_rows, FF, MODE_ROWS, AdwBin)

/* @activity NULL: of all that are selected, what they have in common. */
GtkWidget *ff_mode_rows_new    (FfDraft    *draft,
                                const char *activity);
void       ff_mode_rows_update (FfModeRows *self);

G_END_DECLS
