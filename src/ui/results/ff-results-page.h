#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* What a run did, and what can be done about it. */

#define FF_TYPE_RESULTS_PAGE (ff_results_page_get_type ())
G_DECLARE_FINAL_TYPE (FfResultsPage, ff_results_page, FF, RESULTS_PAGE, AdwBin)

GtkWidget  *ff_results_page_new         (FfDraft       *draft,
                                         FfKeeper      *keeper);
const char *ff_results_page_get_run     (FfResultsPage *self);   /* id of the run shown; NULL when there is none */
gboolean    ff_results_page_is_up_to_date (FfResultsPage *self); /* nothing is being read */

G_END_DECLS
