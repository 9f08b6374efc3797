#pragma once

#include "picture/ff-scene.h"

G_BEGIN_DECLS

/* Where the focus goes with an arrow key: pure functions of a scene. */

typedef enum
{
  FF_WALK_LEFT,
  FF_WALK_RIGHT,
  FF_WALK_UP,
  FF_WALK_DOWN,
} FfWalk;

/* Lent by the scene; NULL: nowhere to go. */
const char *ff_canvas_walk       (const FfScene *scene,
                                  const char    *from,
                                  FfWalk         way);
/* Where an element of any kind stands: of a transition the middle of its line. FALSE when it is not in the scene. */
gboolean    ff_canvas_find_place (const FfScene *scene,
                                  const char    *id,
                                  FfRect        *out_place);

G_END_DECLS
