#pragma once

#include "picture/ff-scene.h"

G_BEGIN_DECLS

/* Tidy Up: new places for everything in a scene. */
GHashTable *ff_tidy_dup_places (const FfScene *scene);

G_END_DECLS
