#pragma once

#include "picture/ff-scene.h"
#include "picture/ff-snap.h"

G_BEGIN_DECLS

/* What a gesture shows while it goes on, drawn by the plane over the scene.
 * All zero: nothing. Places are canvas pixels. Owned by the view. */

typedef struct
{
  GHashTable *held;             /* set of ids in the air; nullable */
  GHashTable *faded;            /* set of ids of activities that are no target; nullable */
  guint       n_guides;
  FfGuide     guides[2];
  gboolean    has_band;
  FfRect      band;
  gboolean    has_slot;         /* where a card would land */
  FfRect      slot;
  char       *slot_text;        /* nullable */
  FfRoute    *line;             /* a connection in the making; nullable */
  char       *line_card;        /* the activity whose port it starts from or would reach; nullable */
  GPtrArray  *targets;          /* of FfCanvasTarget: inputs that take it; nullable */
  char       *target_card;      /* what is held would be joined to this port; nullable */
  char       *target_port;
  char       *target_transition; /* or inserted here; nullable */
  char       *refusal;          /* why not; nullable */
  FfPoint     refusal_at;
} FfCanvasFeedback;

/* A port that a line may end at. */
typedef struct
{
  char    *card;
  char    *port;
  gboolean is_input;
} FfCanvasTarget;

FfCanvasTarget *ff_canvas_target_new     (const char       *card,
                                          const char       *port,
                                          gboolean          is_input);
void            ff_canvas_target_free    (FfCanvasTarget   *self);
void            ff_canvas_feedback_clear (FfCanvasFeedback *self);

G_END_DECLS
