#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Preferences; every change holds at once. */
GtkWidget *ff_preferences_new (GtkWindow *parent);

G_END_DECLS
