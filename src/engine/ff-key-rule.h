#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* Inside of the room: “these columns have these values” as a rule, for one row and for what hangs on it. */

/* @parts: texts as in canonical keys, as many as @columns of @over. NULL, with the error, when they cannot be such values. */
FfRule *ff_key_rule_new (FfSchema            *schema,
                         const FfEntity      *over,
                         const char *const   *columns,
                         const char *const   *parts,
                         GError             **error);
/* Canonical text into its parts; NULL, with the error, when @entity's key has not as many. */
char  **ff_key_split    (const FfEntity      *entity,
                         const char          *key,
                         GError             **error);

G_END_DECLS
