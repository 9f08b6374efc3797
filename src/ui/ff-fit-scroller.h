#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls what it holds, and is as high as that wants to be where there is room. */

#define FF_TYPE_FIT_SCROLLER (ff_fit_scroller_get_type ())
G_DECLARE_FINAL_TYPE (FfFitScroller, ff_fit_scroller, FF, FIT_SCROLLER, GtkWidget)

GtkWidget *ff_fit_scroller_new (GtkWidget *content);

G_END_DECLS
