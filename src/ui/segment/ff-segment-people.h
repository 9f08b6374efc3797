#pragma once

#include <adwaita.h>

#include "ui/segment/ff-rule-counter.h"

G_BEGIN_DECLS

/* The first few rows that the rule takes, to see that they are the right ones.
 * Asked once the whole is counted. */

#define FF_TYPE_SEGMENT_PEOPLE (ff_segment_people_get_type ())
G_DECLARE_FINAL_TYPE (FfSegmentPeople, ff_segment_people, FF, SEGMENT_PEOPLE, GtkBox)

GtkWidget *ff_segment_people_new (FfRuleCounter *counter);

G_END_DECLS
