/* The heights of boxes: each wishes to stand where its lines run level, and
 * the wishes of a column are pooled so that order and gaps stay. */

#include "picture/ff-layout-private.h"

#include <math.h>

#define N_HEIGHT_ROUNDS 14
/* A slope up to this is taken out where there is room. */
#define NEARLY_LEVEL_PX 40.0

typedef struct
{
  double sum; /* of weighted wishes */
  double weight;
  guint  n;
} Block;

static double
get_gap (FfLayoutWork *work,
         FfLayoutItem *above,
         FfLayoutItem *below)
{
  return above->box >= 0 && below->box >= 0 ? work->row_gap : work->row_gap * 0.75;
}

/* The heights nearest to all wishes that keep order and gaps: wishes that
 * collide are pooled and settle at their common mean. */
static void
settle_column (FfLayoutWork *work,
               GArray       *column,
               const double *wishes,
               const double *weights)
{
  g_autofree Block *blocks = g_new (Block, column->len);
  guint n_blocks = 0;
  double offset = 0;
  guint next = 0;

  for (guint i = 0; i < column->len; i++)
    {
      FfLayoutItem *item = ff_layout_get_item (work, g_array_index (column, guint, i));

      if (i > 0)
        {
          FfLayoutItem *above = ff_layout_get_item (work, g_array_index (column, guint, i - 1));

          offset += above->height + get_gap (work, above, item);
        }
      item->key = offset;

      blocks[n_blocks++] = (Block) { (wishes[i] - offset) * weights[i], weights[i], 1 };
      while (n_blocks > 1 && blocks[n_blocks - 2].sum / blocks[n_blocks - 2].weight >=
                               blocks[n_blocks - 1].sum / blocks[n_blocks - 1].weight)
        {
          blocks[n_blocks - 2].sum += blocks[n_blocks - 1].sum;
          blocks[n_blocks - 2].weight += blocks[n_blocks - 1].weight;
          blocks[n_blocks - 2].n += blocks[n_blocks - 1].n;
          n_blocks--;
        }
    }

  for (guint i = 0; i < n_blocks; i++)
    for (guint j = 0; j < blocks[i].n; j++)
      {
        FfLayoutItem *item = ff_layout_get_item (work, g_array_index (column, guint, next++));

        item->y = item->key + blocks[i].sum / blocks[i].weight;
      }
}

/* What a box wishes: to stand where its lines arrive straight. */
static void
wish (FfLayoutWork *work,
      guint         index,
      gboolean      by_ins,
      gboolean      by_outs,
      double       *sum,
      double       *weight)
{
  GArray *ins = work->ins->pdata[index];
  GArray *outs = work->outs->pdata[index];

  for (guint i = 0; by_ins && i < ins->len; i++)
    {
      FfLayoutLink *link = ff_layout_get_link (work, g_array_index (ins, guint, i));

      *sum += (ff_layout_get_item (work, link->from)->y + link->from_y - link->to_y) * link->weight;
      *weight += link->weight;
    }

  for (guint i = 0; by_outs && i < outs->len; i++)
    {
      FfLayoutLink *link = ff_layout_get_link (work, g_array_index (outs, guint, i));

      *sum += (ff_layout_get_item (work, link->to)->y + link->to_y - link->from_y) * link->weight;
      *weight += link->weight;
    }
}

static void
place_column (FfLayoutWork *work,
              GArray       *column,
              gboolean      by_ins,
              gboolean      by_outs)
{
  g_autofree double *wishes = g_new (double, column->len);
  g_autofree double *weights = g_new (double, column->len);

  for (guint i = 0; i < column->len; i++)
    {
      guint index = g_array_index (column, guint, i);
      double sum = 0;
      double weight = 0;

      wish (work, index, by_ins, by_outs, &sum, &weight);
      if (weight == 0 && by_ins != by_outs)
        wish (work, index, !by_ins, !by_outs, &sum, &weight);

      wishes[i] = weight > 0 ? sum / weight : ff_layout_get_item (work, index)->y;
      weights[i] = weight > 0 ? weight : 0.01;
    }

  settle_column (work, column, wishes, weights);
}

/* How far an item may move up (first) and down before it meets its neighbour. */
static void
find_room (FfLayoutWork *work,
           FfLayoutItem *item,
           double       *up,
           double       *down)
{
  GArray *column = work->columns->pdata[item->column];

  *up = G_MAXDOUBLE;
  *down = G_MAXDOUBLE;

  if (item->order > 0)
    {
      FfLayoutItem *above = ff_layout_get_item (work, g_array_index (column, guint, item->order - 1));

      *up = item->y - (above->y + above->height + get_gap (work, above, item));
    }
  if (item->order + 1 < column->len)
    {
      FfLayoutItem *below = ff_layout_get_item (work, g_array_index (column, guint, item->order + 1));

      *down = below->y - get_gap (work, item, below) - (item->y + item->height);
    }
}

/* How far the item must move for this link to run level. */
static double
get_slope (FfLayoutWork *work,
           FfLayoutLink *link,
           gboolean      by_ins)
{
  double from = ff_layout_get_item (work, link->from)->y + link->from_y;
  double to = ff_layout_get_item (work, link->to)->y + link->to_y;

  return by_ins ? from - to : to - from;
}

/* The least slope among an item's links on one side. */
static double
find_least_slope (FfLayoutWork *work,
                  guint         index,
                  gboolean      by_ins)
{
  GArray *links = by_ins ? work->ins->pdata[index] : work->outs->pdata[index];
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < links->len; i++)
    {
      double slope = get_slope (work, ff_layout_get_link (work, g_array_index (links, guint, i)), by_ins);

      if (fabs (slope) < fabs (least))
        least = slope;
    }

  return least;
}

/* A line that is nearly level looks like a mistake: it is made level where there is room. */
static void
straighten (FfLayoutWork *work,
            guint         index,
            gboolean      by_ins)
{
  FfLayoutItem *item = ff_layout_get_item (work, index);
  double slope = find_least_slope (work, index, by_ins);
  double other = find_least_slope (work, index, !by_ins);
  double up, down;

  if (fabs (slope) < 0.5 || fabs (slope) > NEARLY_LEVEL_PX || fabs (other) < 0.5)
    return;

  find_room (work, item, &up, &down);
  if ((slope < 0 && -slope <= up) || (slope > 0 && slope <= down))
    item->y += slope;
}

static void
straighten_all (FfLayoutWork *work)
{
  for (guint i = 1; i < work->columns->len; i++)
    {
      GArray *column = work->columns->pdata[i];

      for (guint j = 0; j < column->len; j++)
        straighten (work, g_array_index (column, guint, j), TRUE);
    }

  for (guint i = work->columns->len - 1; i-- > 0;)
    {
      GArray *column = work->columns->pdata[i];

      for (guint j = 0; j < column->len; j++)
        straighten (work, g_array_index (column, guint, j), FALSE);
    }
}

void
ff_layout_find_heights (FfLayoutWork *work)
{
  for (guint c = 0; c < work->columns->len; c++)
    {
      GArray *column = work->columns->pdata[c];
      double y = 0;

      for (guint i = 0; i < column->len; i++)
        {
          FfLayoutItem *item = ff_layout_get_item (work, g_array_index (column, guint, i));

          item->y = y;
          y += item->height + work->row_gap;
        }
    }

  for (guint round = 0; round < N_HEIGHT_ROUNDS; round++)
    {
      gboolean settles = round + 3 > N_HEIGHT_ROUNDS;

      if (round % 2 == 0)
        for (guint i = 0; i < work->columns->len; i++)
          place_column (work, work->columns->pdata[i], TRUE, settles);
      else
        for (guint i = work->columns->len; i-- > 0;)
          place_column (work, work->columns->pdata[i], settles, TRUE);
    }
  straighten_all (work);
}
