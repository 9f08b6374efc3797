#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The person's preferences and the window's habits (data/app.fanfare.Fanfare.gschema.xml). Lent; main thread. */
GSettings *ff_settings_get (void);

G_END_DECLS
