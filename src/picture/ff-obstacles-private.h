#pragma once

#include "picture/ff-route.h"

G_BEGIN_DECLS

struct _FfObstacles
{
  FfRect *cards; /* by x */
  guint   n_cards;
  double  widest;
  FfRect *frames;
  guint   n_frames;
};

/* Appends to @found (of FfRect) the cards that meet @area. */
void     ff_obstacles_find      (const FfObstacles *self,
                                 const FfRect      *area,
                                 GArray            *found);
/* The level and upright way around cards; its corners, not yet rounded. */
guint    ff_detour_find         (FfPoint            from,
                                 FfPoint            to,
                                 const FfObstacles *obstacles,
                                 FfPoint            corners[6]);

G_END_DECLS
