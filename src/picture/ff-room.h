#pragma once

#include "picture/ff-scene.h"

G_BEGIN_DECLS

/* Where something new can stand without covering what is there: pure
 * functions of a scene. Places are of the scene, mirrored with it. */

gboolean ff_room_is_free (const FfScene *scene,
                          const FfRect  *place);
FfRect   ff_room_find    (const FfScene *scene,
                          const FfRect  *wanted);

G_END_DECLS
