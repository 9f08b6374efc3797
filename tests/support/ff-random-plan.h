#pragma once

/* Random data, rules and plans for one seed: the same seed, the same
 * campaign. */

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* SQL of a small shop with gaps, duplicates and dangling links. @strict: as a file of ours, else as a stranger's. */
char   *ff_random_data (GRand    *rand,
                        gboolean  strict);
/* A plan in the form of ff-test-plan.h. @audience: (nullable): name of one of people */
FfJson *ff_random_plan (GRand      *rand,
                        FfSchema   *schema,
                        const char *audience);

G_END_DECLS
