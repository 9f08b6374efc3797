#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

#define FF_TYPE_REVIEW_PAGE (ff_review_page_get_type ())
G_DECLARE_FINAL_TYPE (FfReviewPage, ff_review_page, FF, REVIEW_PAGE, AdwBin)

GtkWidget *ff_review_page_new (FfDraft  *draft,
                               FfKeeper *keeper);

G_END_DECLS
