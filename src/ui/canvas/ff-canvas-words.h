#pragma once

#include "picture/ff-scene.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* What assistive tools and tooltips say of the things on the canvas. Caller frees. */

char *ff_canvas_words_dup_card        (FfDraft                 *draft,
                                       const FfSceneCard       *card);
char *ff_canvas_words_dup_lines       (FfDraft                 *draft,
                                       const char              *activity);
char *ff_canvas_words_dup_transition  (FfDraft                 *draft,
                                       const FfSceneTransition *transition);
char *ff_canvas_words_dup_note        (const FfSceneNote       *note);
char *ff_canvas_words_dup_frame       (const FfSceneFrame      *frame);
/* Of any kind; NULL when it is not in the scene. */
char *ff_canvas_words_dup_name        (FfDraft                 *draft,
                                       const FfScene           *scene,
                                       const char              *id);
/* NULL: nothing to tell that is not seen. */
char *ff_canvas_words_dup_tooltip     (FfDraft                 *draft,
                                       const FfScene           *scene,
                                       const FfHit             *hit);

G_END_DECLS
