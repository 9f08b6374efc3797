#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Ids that never change: 26 characters, time-ordered, letters and digits only. */
char    *ff_id_new      (void);
/* What a document may use as an id: 1 to 64 of A-Z a-z 0-9 _ - . */
gboolean ff_id_is_valid (const char *id);

G_END_DECLS
