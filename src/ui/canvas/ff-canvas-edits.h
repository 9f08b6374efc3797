#pragma once

#include "picture/ff-scene.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What a person does on the canvas, as edits of the open campaign: each call is one undo step with a name, and selects
 * what it leaves behind. Ids are NULL-terminated lists of elements of any kind. No widgets. */

/* What stands in a frame goes with it: the ids, and those in their frames. Caller frees with g_strfreev (). */
char   **ff_canvas_edits_dup_moving   (FfScene            *scene,
                                       const char *const  *ids);
gboolean ff_canvas_edits_move         (FfDraft            *draft,
                                       const char *const  *ids,
                                       int                 dx,
                                       int                 dy,
                                       const char         *merge_key);   /* nullable */
gboolean ff_canvas_edits_delete       (FfDraft            *draft,
                                       const char *const  *ids,
                                       gboolean            reconnect);
gboolean ff_canvas_edits_connect      (FfDraft            *draft,
                                       const char         *from,
                                       const char         *from_port,
                                       const char         *to,
                                       const char         *to_port);
gboolean ff_canvas_edits_duplicate    (FfDraft            *draft,
                                       const char *const  *ids,
                                       FfPoint             at);          /* of the document */
gboolean ff_canvas_edits_paste        (FfDraft            *draft,
                                       const char         *text,
                                       FfPoint             at,           /* of the document */
                                       GError            **error);
/* Bypassed, unless all are already: then included again. */
gboolean ff_canvas_edits_bypass       (FfDraft            *draft,
                                       const char *const  *ids);
gboolean ff_canvas_edits_rename       (FfDraft            *draft,
                                       const char         *id,
                                       const char         *name);
gboolean ff_canvas_edits_tidy         (FfDraft            *draft,
                                       FfScene            *scene);

G_END_DECLS
