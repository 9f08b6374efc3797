#pragma once

#include <adwaita.h>

#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* A rule in a window of its own: nested groups with their numbers, the whole
 * in words, near misses, SQL. What is done here has its own undo and reaches
 * the campaign as one edit, when it is applied.
 *
 * Actions: segment.apply, segment.cancel, segment.undo, segment.redo.
 *
 * Signal "applied" (FfJson *rule); lent */

#define FF_TYPE_SEGMENT_EDITOR (ff_segment_editor_get_type ())
G_DECLARE_FINAL_TYPE (FfSegmentEditor, ff_segment_editor, FF, SEGMENT_EDITOR, AdwWindow)

typedef struct
{
  const char     *title;    /* of the segment */
  const FfEntity *entity;   /* of the draft's schema */
  FfFlow          input;    /* what the rule filters; without a step when it selects from all */
  FfJson         *rule;     /* nullable */
  FfJson         *begun;    /* the rule with a first step done, which undo takes back; nullable */
  const char     *place;    /* to begin at; nullable */
} FfSegment;

GtkWidget   *ff_segment_editor_new       (FfDraft         *draft,
                                          FfEngine        *engine,     /* beside the draft's */
                                          const FfSegment *segment);   /* copied */
FfJson      *ff_segment_editor_get_rule  (FfSegmentEditor *self);
/* Whether every number stands for the rule as it is. */
gboolean     ff_segment_editor_is_counted (FfSegmentEditor *self);

G_END_DECLS
