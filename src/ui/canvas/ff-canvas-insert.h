#pragma once

#include "picture/ff-scene.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* Adding to the canvas: alone, after an activity, before one, or into a transition. Each call is one undo step and
 * selects what it added. Places are of the document. No widgets. */

/* What the palette has beside activity types. */
#define FF_CANVAS_NOTE  "note"
#define FF_CANVAS_FRAME "frame"

/* One end of a new transition. */
typedef struct
{
  const char *activity;
  const char *port;
  gboolean    is_input;   /* of @activity: the new one comes before it */
} FfCanvasEnd;

typedef enum
{
  FF_CANVAS_FITS_ALONE,  /* anything */
  FF_CANVAS_FITS_AFTER,  /* takes people */
  FF_CANVAS_FITS_BEFORE, /* hands people on */
  FF_CANVAS_FITS_BETWEEN,
} FfCanvasFit;

gboolean     ff_canvas_type_fits          (const FfActivityType *type,
                                           FfCanvasFit           fit);
/* What a new one measures; of an activity type, a note or a frame. */
FfRect       ff_canvas_measure            (const char           *type,
                                           FfTypesetter         *typesetter);

/* The new element's id, lent by the campaign; NULL: refused. */
const char  *ff_canvas_insert_alone       (FfDraft              *draft,
                                           const char           *type,
                                           FfPoint               at);
const char  *ff_canvas_insert_joined      (FfDraft              *draft,
                                           const char           *type,
                                           FfPoint               at,
                                           const FfCanvasEnd    *end);
const char  *ff_canvas_insert_into        (FfDraft              *draft,
                                           FfScene              *scene,
                                           const char           *type,
                                           const FfRect         *size,
                                           const char           *transition);
/* After @activity: from its first free output, or else into the first transition on from it. */
const char  *ff_canvas_insert_after       (FfDraft              *draft,
                                           FfScene              *scene,
                                           const char           *type,
                                           const FfRect         *size,
                                           const char           *activity,
                                           const char           *port);      /* nullable: any */
/* An activity without transitions that was moved onto one; at the place of the drop. */
gboolean     ff_canvas_insert_moved       (FfDraft              *draft,
                                           FfScene              *scene,
                                           const char           *activity,
                                           const char           *transition);
gboolean     ff_canvas_can_insert_moved   (FfDraft              *draft,
                                           const char           *activity);
/* The nearest place below that no card, note or line's head covers; in the document. */
FfPoint      ff_canvas_find_room          (FfScene              *scene,
                                           const FfRect         *rect);

G_END_DECLS
