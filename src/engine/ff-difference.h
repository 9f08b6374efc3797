#pragma once

#include "plan/ff-plan.h"

G_BEGIN_DECLS

/* Two versions of a campaign held against each other in one snapshot: a plan
 * of its own with four outputs for each port that both or one of them have. */

typedef enum
{
  FF_DIFFERENCE_BEFORE,
  FF_DIFFERENCE_AFTER,
  FF_DIFFERENCE_JOINED,   /* after and not before */
  FF_DIFFERENCE_LEFT,     /* before and not after */
  FF_N_DIFFERENCES
} FfDifference;

FfPlan     *ff_difference_plan_new (FfPlan       *before,
                                    FfPlan       *after);
/* "after", … as --json prints. */
const char *ff_difference_get_name (FfDifference  difference);
/* What the port is called in the plan; its activity keeps its id. */
char       *ff_difference_dup_port (const char   *port,
                                    FfDifference  difference);

G_END_DECLS
