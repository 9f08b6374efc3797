#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A file of rows on its way into a data source of this computer: how it is read, its columns with their first values,
 * the table it becomes; then how far it is, and what was rejected.
 *
 * Signal "imported" (const char *table): rows are there */

#define FF_TYPE_IMPORT_WINDOW (ff_import_window_get_type ())
G_DECLARE_FINAL_TYPE (FfImportWindow, ff_import_window, FF, IMPORT_WINDOW, AdwWindow)

/* @store: "sqlite:PATH". To be presented. */
GtkWidget *ff_import_window_new       (GtkWindow      *parent,      /* nullable */
                                       const char     *path,
                                       const char     *store);
/* Neither looking nor loading: what it shows stands. */
gboolean   ff_import_window_is_idle   (FfImportWindow *self);
/* Whether the name is one of a file of rows. */
gboolean   ff_import_window_takes     (const char     *path);

G_END_DECLS
