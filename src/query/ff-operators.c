/* The operators of conditions, in the order in which an editor offers them. */

#include "query/ff-rule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KIND(name) (1u << FF_KIND_##name)
#define NUMBERS (KIND (INTEGER) | KIND (DECIMAL) | KIND (REAL))
#define TIMES (KIND (DATE) | KIND (INSTANT))
#define ORDERED (NUMBERS | TIMES | KIND (TEXT))
#define FOLDS FF_OPERATOR_FOLDS
#define DENIES (FF_OPERATOR_FOLDS | FF_OPERATOR_NEGATIVE)

static const FfOperator operators[] = {
  [FF_OP_EQUALS]          = { "equals",          N_("equals"),                ORDERED,      FF_RIGHT_VALUE, FOLDS },
  [FF_OP_NOT_EQUALS]      = { "not-equals",      N_("does not equal"),        ORDERED,      FF_RIGHT_VALUE, DENIES },
  [FF_OP_GREATER]         = { "greater",         N_("is greater than"),       ORDERED,      FF_RIGHT_VALUE, FOLDS },
  [FF_OP_LESS]            = { "less",            N_("is less than"),          ORDERED,      FF_RIGHT_VALUE, FOLDS },
  [FF_OP_AT_LEAST]        = { "at-least",        N_("is at least"),           ORDERED,      FF_RIGHT_VALUE, FOLDS },
  [FF_OP_AT_MOST]         = { "at-most",         N_("is at most"),            ORDERED,      FF_RIGHT_VALUE, FOLDS },
  [FF_OP_BETWEEN]         = { "between",         N_("is between"),            ORDERED,      FF_RIGHT_RANGE, FOLDS },
  [FF_OP_IN_LIST]         = { "in-list",         N_("is one of"),             ORDERED,      FF_RIGHT_LIST, FOLDS },
  [FF_OP_NOT_IN_LIST]     = { "not-in-list",     N_("is none of"),            ORDERED,      FF_RIGHT_LIST, DENIES },
  [FF_OP_IS_EMPTY]        = { "is-empty",        N_("is empty"),              ORDERED,      FF_RIGHT_NONE },
  [FF_OP_IS_NOT_EMPTY]    = { "is-not-empty",    N_("is not empty"),          ORDERED,      FF_RIGHT_NONE },
  [FF_OP_STARTS_WITH]     = { "starts-with",     N_("starts with"),           KIND (TEXT),  FF_RIGHT_VALUE, FOLDS },
  [FF_OP_NOT_STARTS_WITH] = { "not-starts-with", N_("does not start with"),   KIND (TEXT),  FF_RIGHT_VALUE, DENIES },
  [FF_OP_CONTAINS]        = { "contains",        N_("contains"),              KIND (TEXT),  FF_RIGHT_VALUE, FOLDS },
  [FF_OP_NOT_CONTAINS]    = { "not-contains",    N_("does not contain"),      KIND (TEXT),  FF_RIGHT_VALUE, DENIES },
  [FF_OP_ENDS_WITH]       = { "ends-with",       N_("ends with"),             KIND (TEXT),  FF_RIGHT_VALUE, FOLDS },
  [FF_OP_NOT_ENDS_WITH]   = { "not-ends-with",   N_("does not end with"),     KIND (TEXT),  FF_RIGHT_VALUE, DENIES },
  [FF_OP_LIKE]            = { "like",            N_("is like"),               KIND (TEXT),  FF_RIGHT_VALUE, FOLDS },
  [FF_OP_NOT_LIKE]        = { "not-like",        N_("is not like"),           KIND (TEXT),  FF_RIGHT_VALUE, DENIES },
  [FF_OP_MATCHES]         = { "matches",         N_("matches the pattern"),   KIND (TEXT),  FF_RIGHT_VALUE },
  [FF_OP_IS_TRUE]         = { "is-true",         N_("is true"),               KIND (FLAG),  FF_RIGHT_NONE },
  [FF_OP_IS_FALSE]        = { "is-false",        N_("is false"),              KIND (FLAG),  FF_RIGHT_NONE },
  [FF_OP_IS_UNKNOWN]      = { "is-unknown",      N_("is not known"),          KIND (FLAG),  FF_RIGHT_NONE },
  [FF_OP_IN_LAST]         = { "in-last",         N_("is in the last"),        TIMES,        FF_RIGHT_DURATION },
  [FF_OP_IN_NEXT]         = { "in-next",         N_("is in the next"),        TIMES,        FF_RIGHT_DURATION },
  [FF_OP_MORE_THAN_AGO]   = { "more-than-ago",   N_("is further back than"),  TIMES,        FF_RIGHT_DURATION },
  [FF_OP_ON_DAY]          = { "on-day",          N_("is on the day"),         TIMES,        FF_RIGHT_VALUE },
  [FF_OP_THIS_WEEK]       = { "this-week",       N_("is this week"),          TIMES,        FF_RIGHT_NONE },
  [FF_OP_LAST_WEEK]       = { "last-week",       N_("is last week"),          TIMES,        FF_RIGHT_NONE },
  [FF_OP_THIS_MONTH]      = { "this-month",      N_("is this month"),         TIMES,        FF_RIGHT_NONE },
  [FF_OP_LAST_MONTH]      = { "last-month",      N_("is last month"),         TIMES,        FF_RIGHT_NONE },
  [FF_OP_THIS_QUARTER]    = { "this-quarter",    N_("is this quarter"),       TIMES,        FF_RIGHT_NONE },
  [FF_OP_LAST_QUARTER]    = { "last-quarter",    N_("is last quarter"),       TIMES,        FF_RIGHT_NONE },
  [FF_OP_THIS_YEAR]       = { "this-year",       N_("is this year"),          TIMES,        FF_RIGHT_NONE },
  [FF_OP_LAST_YEAR]       = { "last-year",       N_("is last year"),          TIMES,        FF_RIGHT_NONE },
  [FF_OP_ANNIVERSARY]     = { "anniversary-within", N_("has its anniversary within"), TIMES, FF_RIGHT_DURATION },
};

/**
 * ff_operators_get:
 *
 * Returns: (transfer none) (array length=out_n): every operator
 */
const FfOperator *
ff_operators_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (operators);

  return operators;
}

/**
 * ff_operator_find:
 *
 * Returns: (nullable) (transfer none): the operator that documents call @id
 */
const FfOperator *
ff_operator_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strcmp (operators[i].id, id) == 0)
      return &operators[i];

  return NULL;
}

/* Operators that a missing value may satisfy when "empty-differs" is on. */
gboolean
ff_op_is_negative (FfOp op)
{
  return (operators[op].flags & FF_OPERATOR_NEGATIVE) != 0;
}
