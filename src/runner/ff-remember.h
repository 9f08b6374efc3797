#pragma once

#include "activities/ff-planner.h"
#include "engine/ff-engine.h"

G_BEGIN_DECLS

/* What a run remembers of its activities, so that the next one does not take the same rows again. */

/* What there is to remember when @plan is carried out; main thread. Array of an opaque value, for another thread. */
GPtrArray *ff_remember_list (FfCampaign     *campaign,
                             FfPlanContext  *context,
                             FfPlan         *plan);
/* After an evaluation of the plan, the last before the run is committed; on the store's thread. */
gboolean   ff_remember_all  (GPtrArray      *list,
                             FfStore        *store,
                             FfCounts       *counts,
                             GCancellable   *cancellable,
                             GError        **error);

G_END_DECLS
