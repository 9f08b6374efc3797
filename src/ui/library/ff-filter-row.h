#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One row of the library's sidebar: icon, words, number. */

#define FF_TYPE_FILTER_ROW (ff_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (FfFilterRow, ff_filter_row, FF, FILTER_ROW, GtkListBoxRow)

GtkWidget *ff_filter_row_new       (const char  *icon,
                                    const char  *label);
void       ff_filter_row_set_count (FfFilterRow *self,
                                    guint        n);

G_END_DECLS
