#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Text folding that no database decides for us: the root locale's lower case
 * with final sigma read as sigma; no normalisation. */
char *ff_fold_lower (const char *text,
                     gssize      length);
gunichar ff_fold_lower_character (gunichar c);

G_END_DECLS
