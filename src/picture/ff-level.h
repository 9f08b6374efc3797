#pragma once

#include "picture/ff-geometry.h"

G_BEGIN_DECLS

/* What is shown at which zoom, and how large. Zoom is 1.0 at 100 %. */

typedef struct
{
  gboolean shows_port_labels; /* else only on hover, focus and selection */
  gboolean shows_summaries;
  gboolean shows_titles;      /* else cards are tiles */
  gboolean shows_tile_counts;
  gboolean shows_chips;       /* else only those with focus or selected */
  guint    dot_step;          /* every how manieth crossing has a dot; 0: none */
} FfLevel;

FfLevel ff_level_get           (double        zoom);
double  ff_level_get_chip_scale (double       zoom);
FfRect  ff_level_get_tile      (const FfRect *card,
                                double        zoom);

G_END_DECLS
