#pragma once

#include <gtk/gtk.h>

#include "runner/ff-launch.h"

G_BEGIN_DECLS

/* From audience to messages, per send activity: every reason that left somebody out, and sums that close.
 *
 * Signals: "people" (uint channel, int reason): who stands behind a number is wanted, the channel as
 * ff_launch_get_channel () counts; @reason is an #FfReason, FF_REASON_NONE for who gets a message, or FF_LADDER_AUDIENCE */

#define FF_LADDER_AUDIENCE (-1)

#define FF_TYPE_LADDER (ff_ladder_get_type ())
G_DECLARE_FINAL_TYPE (FfLadder, ff_ladder, FF, LADDER, GtkWidget)

GtkWidget *ff_ladder_new (void);
void       ff_ladder_set (FfLadder *self,
                          FfLaunch *launch,
                          FfReview *review);

G_END_DECLS
