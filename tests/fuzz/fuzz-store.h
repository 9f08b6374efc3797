#pragma once

#include "activities/ff-planner.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* A store of twenty people that the whole run works on, in a folder removed at exit. */

FfStore       *fuzz_store_get         (void);
FfPlanContext *fuzz_store_get_context (void);
/* Plans @campaign; prints problems, summaries and SQL; counts what can be counted, where @evaluate. */
void           fuzz_store_try         (FfCampaign *campaign,
                                       gboolean    evaluate);

G_END_DECLS
