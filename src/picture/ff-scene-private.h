#pragma once

#include "picture/ff-scene.h"

G_BEGIN_DECLS

/* Parts are counted and shared between a scene and its moved copies. */
FfSceneCard       *ff_scene_card_copy       (const FfSceneCard *self);
FfSceneTransition *ff_scene_transition_copy (const FfSceneTransition *self);
FfSceneFrame      *ff_scene_frame_copy      (const FfSceneFrame *self);
FfSceneNote       *ff_scene_note_copy       (const FfSceneNote *self);
void               ff_scene_card_move       (FfSceneCard       *self,
                                             double             dx,
                                             double             dy);
void               ff_scene_card_mirror     (FfSceneCard       *self);
void               ff_scene_card_unref      (FfSceneCard       *self);
void               ff_scene_transition_unref (FfSceneTransition *self);
void               ff_scene_frame_unref     (FfSceneFrame      *self);
void               ff_scene_note_unref      (FfSceneNote       *self);

/* How wide a collapsed frame must be to say all it says. */
double             ff_scene_frame_measure   (const FfSceneFrame *self,
                                             FfTypesetter      *typesetter);
/* "9 activities" */
char              *ff_scene_frame_dup_activities (const FfSceneFrame *self);

/* Fills in bounds and the rest that follows from the parts. */
FfScene           *ff_scene_new_of_parts    (GPtrArray         *cards,
                                             GPtrArray         *transitions,
                                             GPtrArray         *frames,
                                             GPtrArray         *notes,
                                             gboolean           is_rtl);
/* What routes keep clear of, in places that are not mirrored. */
FfObstacles       *ff_scene_new_obstacles   (GPtrArray         *cards,
                                             GPtrArray         *frames,
                                             gboolean           is_rtl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSceneCard, ff_scene_card_unref)

G_END_DECLS
