#pragma once

#include "picture/ff-geometry.h"

G_BEGIN_DECLS

/* Where a dragged card comes to rest: on the grid, or in line with another
 * card, then with a guide that says so. */

/* A card as snapping sees it. */
typedef struct
{
  FfRect rect;
  double level; /* y of its head's middle, where its lines arrive */
} FfSnapBox;

typedef struct
{
  gboolean is_vertical;
  FfPoint  from;
  FfPoint  to;
  double   distance; /* free room between both cards, in pixels */
} FfGuide;

typedef struct
{
  double  dx; /* to add to the moved box */
  double  dy;
  guint   n_guides;
  FfGuide guides[2];
} FfSnap;

double ff_snap_to_grid (double           value);
FfSnap ff_snap_box     (const FfSnapBox *moved,
                        const FfSnapBox *others,
                        guint            n_others,
                        double           reach_px);

G_END_DECLS
