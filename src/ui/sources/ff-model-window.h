#pragma once

#include "ui/ff-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The data model of a campaign's data: who a person is, tables with their columns and links, and what the data says of
 * them when it is asked. */

#define FF_TYPE_MODEL_WINDOW (ff_model_window_get_type ())
G_DECLARE_FINAL_TYPE (FfModelWindow, ff_model_window, FF, MODEL_WINDOW, AdwWindow)

/* @draft has a schema. To be presented. */
GtkWidget *ff_model_window_new     (GtkWindow     *parent,   /* nullable */
                                    FfDraft       *draft);
/* The data is not being asked. */
gboolean   ff_model_window_is_idle (FfModelWindow *self);

G_END_DECLS
