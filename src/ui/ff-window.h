#pragma once

#include "ui/ff-application.h"
#include "ui/ff-campaign-tab.h"
#include "ui/library/ff-library-page.h"

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
/* Opens the win-back campaign on the sample store, made from its template the first time. */
void           ff_window_open_sample   (FfWindow      *self);
FfCampaignTab *ff_window_get_tab       (FfWindow      *self);   /* the shown one; NULL on the library */
FfLibraryPage *ff_window_get_library   (FfWindow      *self);
void           ff_window_tell          (FfWindow      *self,    /* a toast, plain text */
                                        const char    *text);
/* The standing condition that is shown; NULL when there is none. */
const char    *ff_window_get_condition (FfWindow      *self);
/* Ids of the open campaigns in order of tabs; NULL-terminated. */
char         **ff_window_dup_open      (FfWindow      *self);

G_END_DECLS
