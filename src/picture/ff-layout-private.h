#pragma once

#include "picture/ff-layout.h"

G_BEGIN_DECLS

/* What the files of the layout share while they arrange. */

typedef struct
{
  int    box; /* -1 for a lane */
  guint  column;
  guint  order;
  double height;
  double y;
  double was_y;
  double key;
} FfLayoutItem;

typedef struct
{
  guint  from;
  guint  to;
  double from_y;
  double to_y;
  double weight;
} FfLayoutLink;

typedef struct
{
  GArray     *items;   /* of FfLayoutItem */
  GArray     *links;   /* of FfLayoutLink, each from one column to the next */
  GPtrArray  *columns; /* of GArray of guint, items in order */
  GPtrArray  *ins;     /* of GArray of guint, links by item */
  GPtrArray  *outs;
  double      row_gap;
} FfLayoutWork;

FfLayoutItem *ff_layout_get_item     (FfLayoutWork *work,
                                      guint         index);
FfLayoutLink *ff_layout_get_link     (FfLayoutWork *work,
                                      guint         index);
/* An order in each column with few crossings. */
void          ff_layout_find_orders  (FfLayoutWork *work);
/* Heights that keep lines straight. */
void          ff_layout_find_heights (FfLayoutWork *work);

G_END_DECLS
