#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* Who fails exactly one part of a rule whose parts must all hold: one row for
 * each part. Hides itself where there are fewer than two.
 *
 * Signal "go-to" (const char *place) */

#define FF_TYPE_NEAR_MISSES (ff_near_misses_get_type ())
G_DECLARE_FINAL_TYPE (FfNearMisses, ff_near_misses, FF, NEAR_MISSES, GtkBox)

GtkWidget *ff_near_misses_new (FfRuleCounter *counter);

G_END_DECLS
