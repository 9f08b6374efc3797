#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Passwords and keys, by the place that they open: an address without a
 * password, the id of a gateway. They stand in the person's keyring or in the
 * memory of this process, never in a file of ours, a log or an error. All of
 * it blocks: on a worker. */

/* Free with ff_secret_free (). NULL without an error where there is none, or no keyring. */
char     *ff_secret_read (const char    *place,
                          GCancellable  *cancellable,
                          GError       **error);
/* Until the process ends, whatever comes of the keyring; @label tells a person what it is. */
gboolean  ff_secret_keep (const char    *place,
                          const char    *label,
                          const char    *secret,
                          gboolean       in_keyring,
                          GCancellable  *cancellable,
                          GError       **error);
void      ff_secret_free (char          *secret);

G_END_DECLS
