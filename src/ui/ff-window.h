#pragma once

#include "ui/ff-application.h"
#include "ui/ff-campaign-tab.h"

G_BEGIN_DECLS

/* The main window: header, tabs, and the standing condition under them. */

#define FF_TYPE_WINDOW (ff_window_get_type ())
G_DECLARE_FINAL_TYPE (FfWindow, ff_window, FF, WINDOW, AdwApplicationWindow)

FfWindow      *ff_window_new           (FfApplication *application);
/* Opens a campaign of the library in a tab, or shows the tab that has it. */
void           ff_window_open_campaign (FfWindow      *self,
                                        const char    *id);
/* Imports a file and opens it. */
void           ff_window_open_file     (FfWindow      *self,
                                        GFile         *file);
FfCampaignTab *ff_window_get_tab       (FfWindow      *self);   /* the shown one; NULL on the library */

G_END_DECLS
