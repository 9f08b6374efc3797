#pragma once

/* What must hold of every evaluation, whatever the data: nothing is lost between a step's inputs and outputs, sets obey
 * inclusion and exclusion, and whoever is dropped is told why. */

#include "engine/ff-engine.h"

G_BEGIN_DECLS

/* NULL when all of it holds; else what does not. @json: the plan in the form of ff-test-plan.h. */
char *ff_test_dup_broken_invariant (FfStore *store,
                                    FfPlan  *plan,
                                    FfJson  *json);

G_END_DECLS
