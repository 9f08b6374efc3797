#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ff_count_format (gint64 n);

G_END_DECLS
