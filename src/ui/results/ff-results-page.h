#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

#define FF_TYPE_RESULTS_PAGE (ff_results_page_get_type ())
G_DECLARE_FINAL_TYPE (FfResultsPage, ff_results_page, FF, RESULTS_PAGE, AdwBin)

GtkWidget *ff_results_page_new (FfDraft  *draft,
                                FfKeeper *keeper);

G_END_DECLS
