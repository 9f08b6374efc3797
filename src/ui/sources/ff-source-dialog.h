#pragma once

#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* Connects a data source, or changes one: its name, where it is, and a try. What comes of it stands in the library. */

#define FF_TYPE_SOURCE_DIALOG (ff_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FfSourceDialog, ff_source_dialog, FF, SOURCE_DIALOG, AdwWindow)

GtkWidget *ff_source_dialog_new (GtkWindow  *parent,
                                 FfKeeper   *keeper,
                                 const char *name,    /* NULL: a new one */
                                 const char *url);

G_END_DECLS
