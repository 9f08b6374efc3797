#pragma once

/* Random data, rules and plans for one seed: the same seed, the same
 * campaign. */

#include "query/ff-rule.h"

G_BEGIN_DECLS

/**
 * FfRandomKind:
 * @FF_RANDOM_STRICT: as a file of ours
 * @FF_RANDOM_LOOSE: as a stranger's
 * @FF_RANDOM_ODD: as ours, with names that look like SQL, and texts as keys
 */
typedef enum
{
  FF_RANDOM_STRICT,
  FF_RANDOM_LOOSE,
  FF_RANDOM_ODD,
} FfRandomKind;

/* SQL of a small shop with gaps, duplicates and dangling links. */
char   *ff_random_data (GRand        *rand,
                        FfRandomKind  kind);
/* By the word that its name begins with: "person". */
const FfEntity *ff_random_find_entity (FfSchema   *schema,
                                       const char *word);
/* A plan in the form of ff-test-plan.h. @audience: (nullable): name of one of people */
FfJson *ff_random_plan (GRand      *rand,
                        FfSchema   *schema,
                        const char *audience);

G_END_DECLS
