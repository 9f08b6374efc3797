#pragma once

#include "query/ff-rule.h"

G_BEGIN_DECLS

/* What helps a person to write the text of an expression: all functions with
 * what they mean, and what may be written where the cursor stands. The grammar
 * is told in ff-rule.h. Any thread. */

typedef enum
{
  FF_EXPRESSION_VALUES,
  FF_EXPRESSION_NUMBERS,
  FF_EXPRESSION_TEXTS,
  FF_EXPRESSION_TIMES,
  FF_EXPRESSION_CONVERSIONS,
  FF_EXPRESSION_WORDS,         /* of the grammar, no functions */
} FfExpressionGroup;

typedef struct
{
  const char        *name;
  FfExpressionGroup  group;
  const char        *usage;     /* N_(); “round (number [, digits])” */
  const char        *meaning;   /* N_(); without a point at its end */
} FfExpressionHelp;

/* The @index-th, group by group; NULL after the last. */
const FfExpressionHelp *ff_expression_help_get       (guint                   index);
gboolean                ff_expression_help_is_word   (const FfExpressionHelp *self);
const char             *ff_expression_group_get_name (FfExpressionGroup       group);

/* Something that may be written. */
typedef struct
{
  char *text;      /* goes into the expression; a function with its bracket: “round (” */
  char *label;     /* what it is called: “Last order › ”, “round (number [, digits])” */
  char *detail;    /* what it is: “Decimal number”, “Rounded, half away from zero” */
} FfExpressionChoice;

void       ff_expression_choice_free (FfExpressionChoice *self);
/* Of FfExpressionChoice: columns, links, variables and functions that go on from what stands before @cursor, best first.
 * They replace what stands from @out_start to @cursor, all in bytes. */
GPtrArray *ff_expression_complete    (const char         *text,
                                      gsize               cursor,
                                      const FfScope      *scope,
                                      gsize              *out_start);

G_END_DECLS
