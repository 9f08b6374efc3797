#pragma once

#include <gtk/gtk.h>

#include "picture/ff-palette.h"

G_BEGIN_DECLS

/* Light, dark and high contrast for what is drawn rather than styled. Main thread. */

/* Lent; of the theme as it is now. */
const FfPalette *ff_theme_get_palette (void);
/* @widget is drawn again whenever the theme changes. */
void             ff_theme_watch       (GtkWidget *widget);
/* What @px are where text is larger than usual, so that as many words find room. */
int              ff_theme_scale       (GtkWidget *widget,
                                       int        px);

G_END_DECLS
