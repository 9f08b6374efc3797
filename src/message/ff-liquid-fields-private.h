#pragma once

#include "message/ff-liquid-tree-private.h"

G_BEGIN_DECLS

/* What a program reads of the data: dotted paths in order of appearance.
 * @out_bare are those of them that are printed without a default. Both are
 * NULL-terminated arrays of strings. */
void ff_liquid_program_dup_fields (FfLiquidProgram   *self,
                                   char            ***out_fields,
                                   char            ***out_bare);

G_END_DECLS
