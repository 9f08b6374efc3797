#pragma once

#include <adwaita.h>

#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* The Library: what a person keeps, as cards, filtered and searched.
 *
 * Actions, all with an id as target: "library.open", "library.rename", "library.duplicate", "library.remove",
 * "library.restore", "library.use-template". Opening is the window's: signal "open-campaign" (const char *id). */

#define FF_TYPE_LIBRARY_PAGE (ff_library_page_get_type ())
G_DECLARE_FINAL_TYPE (FfLibraryPage, ff_library_page, FF, LIBRARY_PAGE, AdwBin)

GtkWidget *ff_library_page_new          (FfKeeper      *keeper);
void       ff_library_page_focus_search (FfLibraryPage *self);
void       ff_library_page_focus_cards  (FfLibraryPage *self);
/* "all", "draft", "running", "finished", "template", "bin". */
void       ff_library_page_show         (FfLibraryPage *self,
                                         const char    *filter);
/* As the current list has it; NULL when it has not. */
GtkWidget *ff_library_page_find_card    (FfLibraryPage *self,
                                         const char    *id);
/* The state of the sample store, in words, for the list of data. */
void       ff_library_page_set_sample   (FfLibraryPage *self,
                                         const char    *state,
                                         const char    *style);   /* class: "ff-good", "ff-warning", "dim-label" */

G_END_DECLS
