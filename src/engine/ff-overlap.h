#pragma once

#include "plan/ff-plan.h"

G_BEGIN_DECLS

/* Who is in which of several transitions: a plan of its own whose outputs are
 * the regions, disjoint and together everybody. Counts and people behind each
 * region come like those of any plan. */

#define FF_OVERLAP_MAX 6
#define FF_OVERLAP_ACTIVITY "overlap"

FfPlan *ff_overlap_plan_new (FfPlan                    *plan,
                             const FfPlanOutput *const *outputs,
                             guint                      n_outputs,
                             GError                   **error);
/* The port of the region of those in exactly the outputs whose bits are set; bit 0 is the first. */
char   *ff_overlap_dup_port (guint                      mask);

G_END_DECLS
