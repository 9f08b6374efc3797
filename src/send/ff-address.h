#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be an address at all, by channel. Whether somebody answers there
 * is for the gateway to find out. */
gboolean ff_address_is_valid (const char *channel,
                              const char *address);

G_END_DECLS
