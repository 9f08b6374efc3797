#pragma once

#include "query/ff-rule-time.h"
#include "query/ff-rule.h"

G_BEGIN_DECLS

/* Short words about one condition, for rows and buttons. The whole sentence of
 * a rule is query's (ff_rule_to_sentence). */

/* What the condition asks about: "Last order › Total". */
char       *ff_rule_words_dup_title    (FfJson           *bare,
                                        const FfScope    *scope);
/* What it asks: "is in the last 2 years". */
char       *ff_rule_words_dup_detail   (FfJson           *bare,
                                        const FfScope    *scope);
/* "since 21 July 2024": what a length of time comes to today; NULL when there is none. */
char       *ff_rule_words_dup_resolved (FfJson           *bare,
                                        const FfScope    *scope);

/* "is after" for a date where a number "is greater than". */
const char *ff_rule_words_get_operator (const FfOperator *op,
                                        FfKind            kind);
const char *ff_rule_words_get_unit     (FfUnit            unit,
                                        gulong            n);
/* "All of" and what it means: "every rule below must hold". */
const char *ff_rule_words_get_how      (const char       *how);
const char *ff_rule_words_get_how_help (const char       *how);
char       *ff_rule_words_dup_duration (FfJson           *duration);
/* A value, a list, a range, another attribute. */
char       *ff_rule_words_dup_right    (FfJson           *right,
                                        const FfScope    *scope);

G_END_DECLS
