#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The keyed hash behind everything that is random: PostgreSQL's published
 * hashint8extended and hashtextextended (C collation), re-implemented so that
 * every backend agrees. */

guint64 ff_hash_integer (gint64      key,
                         guint64     seed);
guint64 ff_hash_text    (const char *key,
                         gssize      length,
                         guint64     seed);
/* The seed of a documents' text seed: ff_hash_text (text, -1, 0). */
guint64 ff_hash_seed    (const char *text);

G_END_DECLS
