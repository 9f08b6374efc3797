#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* What would be sent, to whom and by whom; and the deed itself, after a confirmation and a hold. */

#define FF_TYPE_REVIEW_PAGE (ff_review_page_get_type ())
G_DECLARE_FINAL_TYPE (FfReviewPage, ff_review_page, FF, REVIEW_PAGE, AdwBin)

GtkWidget *ff_review_page_new         (FfDraft      *draft,
                                       FfKeeper     *keeper);
/* Seconds between confirming and the first message; -1: as the preferences say. */
void       ff_review_page_set_hold    (FfReviewPage *self,
                                       int           seconds);
/* Numbers and messages of the campaign as it is are there, or why they cannot be. */
gboolean   ff_review_page_is_ready    (FfReviewPage *self);
gint64     ff_review_page_get_planned (FfReviewPage *self);   /* -1: not known */
/* Nobody asks again: the hold begins. The alert calls it. */
void       ff_review_page_confirm     (FfReviewPage *self);

G_END_DECLS
