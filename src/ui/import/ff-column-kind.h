#pragma once

#include "plan/ff-file-format.h"

G_BEGIN_DECLS

/* What a column of a file may be read as, for a list to choose from. No display is needed. */

#define FF_COLUMN_LEFT_OUT "left-out"

/* NULL-terminated, in one order; lent. The labels are translated. */
const char *const *ff_column_kinds_get_ids    (void);
const char *const *ff_column_kinds_get_labels (void);
const char        *ff_column_kind_get         (const FfFileColumn *column);
void               ff_column_kind_set         (FfFileColumn       *column,
                                               const char         *id);

G_END_DECLS
