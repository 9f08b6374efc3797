#pragma once

#include <adwaita.h>

#include "ui/ff-count-view.h"

G_BEGIN_DECLS

/* One large count: the number, what it is part of, when it was taken, and the
 * way to count again.
 *
 * Signals: "recount", "cancel" */

#define FF_TYPE_COUNT_CARD (ff_count_card_get_type ())
G_DECLARE_FINAL_TYPE (FfCountCard, ff_count_card, FF, COUNT_CARD, GtkBox)

GtkWidget *ff_count_card_new       (void);
/* @of: “of 86,400 people”; nullable. */
void       ff_count_card_update    (FfCountCard       *self,
                                    const FfCountView *view,
                                    const char        *of);
/* A bar below; negative: none. */
void       ff_count_card_set_share (FfCountCard       *self,
                                    double             share);

G_END_DECLS
