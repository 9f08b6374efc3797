#pragma once

#include "ui/ff-keeper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Called once for each file that came in; @replaced: the campaign of that id is another now. */
typedef void (*FfImported) (const char *id,
                            gboolean    replaced,
                            gpointer    user_data);

/* Takes a file into the library; asks when another version of it is there; tells what is wrong with one that is no
 * campaign. @func is not called after @window is gone. */
void ff_import_file   (GtkWindow  *window,
                       FfKeeper   *keeper,
                       GFile      *file,
                       FfImported  func,
                       gpointer    user_data);
/* The same for files that the person chooses. */
void ff_import_choose (GtkWindow  *window,
                       FfKeeper   *keeper,
                       FfImported  func,
                       gpointer    user_data);

G_END_DECLS
