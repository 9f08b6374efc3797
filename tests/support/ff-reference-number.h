#pragma once

/* Inside of the reference: numbers of expressions. */

#include "ff-reference-expression-private.h"

G_BEGIN_DECLS

/* All become of one kind and scale. */
void      ff_ref_unify_numbers   (FfRefTerm       *terms,
                                  guint            n);
gint      ff_ref_compare_numbers (const FfRefTerm *a,
                                  const FfRefTerm *b);
/* @sign: + - * / */
FfRefTerm ff_ref_calculate       (char             sign,
                                  const FfRefTerm *a,
                                  const FfRefTerm *b);
char     *ff_ref_number_to_text  (const FfRefTerm *term);
/* FALSE when the function is none of theirs. */
gboolean  ff_ref_call_number     (const char      *name,
                                  const FfRefTerm *arguments,
                                  guint            n,
                                  FfRefTerm       *out);

G_END_DECLS
