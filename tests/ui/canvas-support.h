#pragma once

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What the tests of the canvas share: a draft of a template, without a data source. */

FfDraft *canvas_support_new_draft  (const char  *template_name);
/* Ends it, and waits until nothing of it is left. */
void     canvas_support_free_draft (FfDraft     *draft);
char    *canvas_support_print      (FfDraft     *draft);
gboolean canvas_support_is_joined  (FfDraft     *draft,
                                    const char  *from,
                                    const char  *to);

G_END_DECLS
