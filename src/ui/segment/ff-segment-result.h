#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* What a rule comes to: the total, the rule in words, near misses, people, problems.
 *
 * Signals:
 *   "go-to" (char *place): an item of the rule is to be edited */

#define FF_TYPE_SEGMENT_RESULT (ff_segment_result_get_type ())
G_DECLARE_FINAL_TYPE (FfSegmentResult, ff_segment_result, FF, SEGMENT_RESULT, AdwBin)

GtkWidget *ff_segment_result_new (FfRuleCounter *counter);

G_END_DECLS
