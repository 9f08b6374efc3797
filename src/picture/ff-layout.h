#pragma once

#include "picture/ff-geometry.h"

G_BEGIN_DECLS

/* Places boxes joined by lines in columns, from start to end. Pure numbers. */

typedef struct
{
  double width;
  double height;
  double x; /* in: where it was, for order; out: where it goes */
  double y;
} FfLayoutBox;

typedef struct
{
  guint  from;
  guint  to;
  double from_y; /* of the port, below the box's top */
  double to_y;
} FfLayoutLine;

typedef struct
{
  double column_gap;
  double row_gap;
  double wrap_width; /* a chain longer than this goes on in the next row; 0: never */
  double wrap_gap;   /* between such rows */
} FfLayoutSpacing;

void ff_layout_arrange (FfLayoutBox           *boxes,
                        guint                  n_boxes,
                        const FfLayoutLine    *lines,
                        guint                  n_lines,
                        const FfLayoutSpacing *spacing);

G_END_DECLS
