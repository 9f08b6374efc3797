#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* Conditions as they come to be and change: what a picked attribute, a chosen
 * operator makes of the document form. Pure; no display is needed. */

/* Of what the picker answers. @old (nullable) is the condition whose attribute is replaced: what still fits stays. */
FfJson           *ff_condition_new           (FfJson        *picked,
                                              FfJson        *old,
                                              const FfScope *scope);
/* Another operator; the right side stays where it still fits. */
FfJson           *ff_condition_with_operator (FfJson        *condition,
                                              const char    *id);
/* The operators for a kind, in the order of the table. Array of const FfOperator*. */
GPtrArray        *ff_condition_list_operators (FfKind        kind);
/* Whether an empty value may count as different. */
gboolean          ff_condition_takes_empty   (FfJson        *condition);
/* Whether upper and lower case may count as the same. */
gboolean          ff_condition_takes_case    (FfJson        *condition,
                                              const FfScope *scope);

G_END_DECLS
