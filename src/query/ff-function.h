#pragma once

#include "query/ff-type.h"

G_BEGIN_DECLS

/* The functions that expressions are made of, as pure functions of values:
 * SQLite gets them as SQL functions of their names, and rows in memory can
 * call them directly. Decimals come as scaled integers, dates as ISO text,
 * instants as µs UTC; the scale or unit is an argument where it matters.
 * Deterministic; any thread. */

typedef struct
{
  const char *name;       /* in SQL: "ff_add" */
  /* One letter for each argument: i whole number, n whole or approximate number, t text, a anything. A star at the
   * end: the last one any number of times, and NULLs are given to @call; else a NULL among them gives NULL. */
  const char *arguments;
  /* @out is NULL when it is called. Arguments are lent, also their texts. */
  void      (*call)       (const FfValue *arguments,
                           guint          n_arguments,
                           FfValue       *out);
} FfFunction;

/* The @index-th; NULL after the last. */
const FfFunction *ff_function_get      (guint             index);
gint              ff_function_get_n_arguments (const FfFunction *self);  /* -1: any number */
/* What does not fit an argument gives NULL: another kind, a text that is not UTF-8. */
void              ff_function_call     (const FfFunction *self,
                                        const FfValue    *arguments,
                                        guint             n_arguments,
                                        FfValue          *out);   /* overwritten, not freed first */

G_END_DECLS
