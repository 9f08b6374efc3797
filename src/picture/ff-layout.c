/* Layered layout: boxes into columns by the longest way to them, an order in
 * each column with few crossings, then heights that keep lines straight.
 * Called by Tidy Up, thumbnails and drawings of campaigns without places. */

#include "picture/ff-layout.h"

#include <math.h>
#include <string.h>

/* Lines that pass a column get a place of their own in it, of this height. */
#define LANE_PX 8.0
#define N_ORDER_ROUNDS 12
#define N_HEIGHT_ROUNDS 14
/* A source further ahead of its first reader than this is moved up to it. */
#define MAX_LEAD 3

typedef struct
{
  int    box; /* -1 for a lane */
  guint  column;
  guint  order;
  double height;
  double y;
  double was_y;
  double key;
} Item;

typedef struct
{
  guint  from;
  guint  to;
  double from_y;
  double to_y;
  double weight;
} Link;

typedef struct
{
  GArray     *items;   /* of Item */
  GArray     *links;   /* of Link, each from one column to the next */
  GPtrArray  *columns; /* of GArray of guint, items in order */
  GPtrArray  *ins;     /* of GArray of guint, links by item */
  GPtrArray  *outs;
  double      row_gap;
} Work;

static Item *
get_item (Work *work,
          guint index)
{
  return &g_array_index (work->items, Item, index);
}

static Link *
get_link (Work *work,
          guint index)
{
  return &g_array_index (work->links, Link, index);
}

static GPtrArray *
new_lists (guint n)
{
  GPtrArray *lists = g_ptr_array_new_full (n, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (guint)));

  return lists;
}

static void
push (GPtrArray *lists,
      guint      index,
      guint      value)
{
  g_array_append_val ((GArray *) lists->pdata[index], value);
}

/* Columns: one more than the furthest box before. Lines that would close a
 * circle are left out of the count. */
static guint *
find_columns (guint               n_boxes,
              const FfLayoutLine *lines,
              guint               n_lines)
{
  guint *columns = g_new0 (guint, n_boxes);
  g_autofree guint *n_open = g_new0 (guint, n_boxes);
  g_autofree guint *queue = g_new (guint, n_boxes);
  g_autofree gboolean *is_done = g_new0 (gboolean, n_boxes);
  g_autoptr (GPtrArray) outs = new_lists (n_boxes);
  guint n_queued = 0;
  guint next = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      push (outs, lines[i].from, i);
      n_open[lines[i].to]++;
    }

  for (guint i = 0; i < n_boxes; i++)
    if (n_open[i] == 0)
      {
        is_done[i] = TRUE;
        queue[n_queued++] = i;
      }

  while (next < n_boxes)
    {
      /* Only boxes of a circle are left: the first of them breaks it. */
      for (guint i = 0; next == n_queued; i++)
        if (!is_done[i])
          {
            is_done[i] = TRUE;
            queue[n_queued++] = i;
          }

      for (; next < n_queued; next++)
        {
          GArray *out = outs->pdata[queue[next]];

          for (guint i = 0; i < out->len; i++)
            {
              guint to = lines[g_array_index (out, guint, i)].to;

              if (n_open[to] > 0)
                n_open[to]--;
              if (is_done[to])
                continue;
              columns[to] = MAX (columns[to], columns[queue[next]] + 1);
              if (n_open[to] == 0)
                {
                  is_done[to] = TRUE;
                  queue[n_queued++] = to;
                }
            }
        }
    }

  return columns;
}

/* Boxes that nothing leads to stand near the first box they lead to. */
static void
draw_sources_near (guint              *columns,
                   guint               n_boxes,
                   const FfLayoutLine *lines,
                   guint               n_lines)
{
  g_autofree gboolean *has_input = g_new0 (gboolean, n_boxes);
  g_autofree guint *nearest = g_new (guint, n_boxes);

  memset (nearest, 0xff, n_boxes * sizeof (guint));
  for (guint i = 0; i < n_lines; i++)
    {
      has_input[lines[i].to] = TRUE;
      nearest[lines[i].from] = MIN (nearest[lines[i].from], columns[lines[i].to]);
    }

  for (guint i = 0; i < n_boxes; i++)
    if (!has_input[i] && nearest[i] != G_MAXUINT && nearest[i] > columns[i] + MAX_LEAD)
      columns[i] = nearest[i] - 1;
}

static guint
add_item (Work  *work,
          int    box,
          guint  column,
          double height,
          double was_y)
{
  Item item = { .box = box, .column = column, .height = height, .was_y = was_y };

  g_array_append_val (work->items, item);
  while (work->columns->len <= column)
    g_ptr_array_add (work->columns, g_array_new (FALSE, FALSE, sizeof (guint)));
  push (work->columns, column, work->items->len - 1);

  return work->items->len - 1;
}

static void
add_link (Work  *work,
          guint  from,
          guint  to,
          double from_y,
          double to_y,
          double weight)
{
  Link link = { from, to, from_y, to_y, weight };

  g_array_append_val (work->links, link);
}

/* A line over several columns becomes links through a lane in each. */
static void
add_line (Work               *work,
          const FfLayoutLine *line,
          gboolean            is_chain)
{
  Item from = *get_item (work, line->from);
  Item to = *get_item (work, line->to);
  guint last = line->from;
  double last_y = line->from_y;

  if (to.column <= from.column)
    return;

  for (guint column = from.column + 1; column < to.column; column++)
    {
      double part = (column - from.column) / (double) (to.column - from.column);
      guint lane = add_item (work, -1, column, LANE_PX, from.was_y + (to.was_y - from.was_y) * part);

      add_link (work, last, lane, last_y, LANE_PX / 2, column == from.column + 1 ? 1.0 : 6.0);
      last = lane;
      last_y = LANE_PX / 2;
    }

  add_link (work, last, line->to, last_y, line->to_y, is_chain ? 4.0 : 1.0);
}

static void
list_links (Work *work)
{
  work->ins = new_lists (work->items->len);
  work->outs = new_lists (work->items->len);

  for (guint i = 0; i < work->links->len; i++)
    {
      push (work->outs, get_link (work, i)->from, i);
      push (work->ins, get_link (work, i)->to, i);
    }
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const Item *left = get_item (data, *(const guint *) a);
  const Item *right = get_item (data, *(const guint *) b);

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  return (left->order > right->order) - (left->order < right->order);
}

static void
number_column (Work   *work,
               GArray *column)
{
  for (guint i = 0; i < column->len; i++)
    get_item (work, g_array_index (column, guint, i))->order = i;
}

static void
sort_column (Work   *work,
             GArray *column)
{
  g_array_sort_with_data (column, compare_keys, work);
  number_column (work, column);
}

/* Where a link ends at the other side: the box's place in its column, and the port within it. */
static double
get_rank (Work    *work,
          Link    *link,
          gboolean at_from)
{
  Item *item = get_item (work, at_from ? link->from : link->to);
  double y = at_from ? link->from_y : link->to_y;

  return item->order + CLAMP (y / MAX (item->height, 1.0), 0.0, 0.99);
}

static void
order_column (Work    *work,
              GArray  *column,
              gboolean by_ins)
{
  for (guint i = 0; i < column->len; i++)
    {
      guint index = g_array_index (column, guint, i);
      GArray *links = by_ins ? work->ins->pdata[index] : work->outs->pdata[index];
      Item *item = get_item (work, index);
      double sum = 0;

      item->key = item->order;
      for (guint j = 0; j < links->len; j++)
        sum += get_rank (work, get_link (work, g_array_index (links, guint, j)), by_ins);
      if (links->len > 0)
        item->key = sum / links->len;
    }

  sort_column (work, column);
}

typedef struct
{
  double a;
  double b;
} Ends;

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  const Ends *left = a;
  const Ends *right = b;

  if (left->a != right->a)
    return left->a < right->a ? -1 : 1;

  return (left->b > right->b) - (left->b < right->b);
}

/* Crossings between neighbouring columns: pairs out of order at the far end, counted in a tree. */
static guint64
count_crossings (Work *work)
{
  guint64 n_crossings = 0;

  for (guint c = 0; c + 1 < work->columns->len; c++)
    {
      GArray *column = work->columns->pdata[c];
      GArray *next = work->columns->pdata[c + 1];
      g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (Ends));
      guint n_leaves = next->len * 32 + 1;
      g_autofree guint *tree = g_new0 (guint, n_leaves + 1);

      for (guint i = 0; i < column->len; i++)
        {
          GArray *outs = work->outs->pdata[g_array_index (column, guint, i)];

          for (guint j = 0; j < outs->len; j++)
            {
              Link *link = get_link (work, g_array_index (outs, guint, j));
              Ends pair = { get_rank (work, link, TRUE), get_rank (work, link, FALSE) };

              g_array_append_val (ends, pair);
            }
        }

      g_array_sort (ends, compare_ends);
      for (guint i = 0; i < ends->len; i++)
        {
          guint leaf = (guint) (g_array_index (ends, Ends, i).b * 32) + 1;
          guint n_before = 0;

          for (guint k = leaf; k > 0; k -= k & -k)
            n_before += tree[k];
          n_crossings += i - n_before;
          for (guint k = leaf; k <= n_leaves; k += k & -k)
            tree[k]++;
        }
    }

  return n_crossings;
}

static guint *
save_orders (Work *work)
{
  guint *orders = g_new (guint, work->items->len);

  for (guint i = 0; i < work->items->len; i++)
    orders[i] = get_item (work, i)->order;

  return orders;
}

static void
restore_orders (Work        *work,
                const guint *orders)
{
  for (guint i = 0; i < work->items->len; i++)
    get_item (work, i)->key = orders[i];

  for (guint i = 0; i < work->columns->len; i++)
    sort_column (work, work->columns->pdata[i]);
}

/* Starts from where everything was, so that tidying twice changes nothing,
 * and keeps the order with the fewest crossings found. */
static void
find_orders (Work *work)
{
  g_autofree guint *best = NULL;
  guint64 least;

  for (guint i = 0; i < work->items->len; i++)
    {
      Item *item = get_item (work, i);

      item->key = item->was_y + item->height / 2;
      item->order = i;
    }
  for (guint i = 0; i < work->columns->len; i++)
    sort_column (work, work->columns->pdata[i]);

  best = save_orders (work);
  least = count_crossings (work);

  for (guint round = 0; round < N_ORDER_ROUNDS && least > 0; round++)
    {
      guint64 now;

      if (round % 2 == 0)
        for (guint i = 1; i < work->columns->len; i++)
          order_column (work, work->columns->pdata[i], TRUE);
      else
        for (guint i = work->columns->len; i-- > 0;)
          order_column (work, work->columns->pdata[i], FALSE);

      now = count_crossings (work);
      if (now < least)
        {
          g_free (best);
          best = save_orders (work);
          least = now;
        }
    }

  restore_orders (work, best);
}

typedef struct
{
  double sum; /* of weighted wishes */
  double weight;
  guint  n;
} Block;

static double
get_gap (Work *work,
         Item *above,
         Item *below)
{
  return above->box >= 0 && below->box >= 0 ? work->row_gap : work->row_gap * 0.75;
}

/* The heights nearest to all wishes that keep order and gaps: wishes that
 * collide are pooled and settle at their common mean. */
static void
settle_column (Work         *work,
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
      Item *item = get_item (work, g_array_index (column, guint, i));

      if (i > 0)
        {
          Item *above = get_item (work, g_array_index (column, guint, i - 1));

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
        Item *item = get_item (work, g_array_index (column, guint, next++));

        item->y = item->key + blocks[i].sum / blocks[i].weight;
      }
}

/* What a box wishes: to stand where its lines arrive straight. */
static void
wish (Work    *work,
      guint    index,
      gboolean by_ins,
      gboolean by_outs,
      double  *sum,
      double  *weight)
{
  GArray *ins = work->ins->pdata[index];
  GArray *outs = work->outs->pdata[index];

  for (guint i = 0; by_ins && i < ins->len; i++)
    {
      Link *link = get_link (work, g_array_index (ins, guint, i));

      *sum += (get_item (work, link->from)->y + link->from_y - link->to_y) * link->weight;
      *weight += link->weight;
    }

  for (guint i = 0; by_outs && i < outs->len; i++)
    {
      Link *link = get_link (work, g_array_index (outs, guint, i));

      *sum += (get_item (work, link->to)->y + link->to_y - link->from_y) * link->weight;
      *weight += link->weight;
    }
}

static void
place_column (Work    *work,
              GArray  *column,
              gboolean by_ins,
              gboolean by_outs)
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

      wishes[i] = weight > 0 ? sum / weight : get_item (work, index)->y;
      weights[i] = weight > 0 ? weight : 0.01;
    }

  settle_column (work, column, wishes, weights);
}

static void
find_heights (Work *work)
{
  for (guint c = 0; c < work->columns->len; c++)
    {
      GArray *column = work->columns->pdata[c];
      double y = 0;

      for (guint i = 0; i < column->len; i++)
        {
          Item *item = get_item (work, g_array_index (column, guint, i));

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
}

/* Where a chain may be cut: one line alone goes on to the next column. */
static gboolean
is_narrow (Work *work,
           guint column)
{
  guint n_links = 0;

  for (guint i = 0; i < work->links->len; i++)
    if (get_item (work, get_link (work, i)->from)->column == column)
      n_links++;

  return n_links == 1 && ((GArray *) work->columns->pdata[column + 1])->len == 1;
}

static void
find_extent (Work   *work,
             guint   first,
             guint   last,
             double *top,
             double *bottom)
{
  *top = G_MAXDOUBLE;
  *bottom = -G_MAXDOUBLE;

  for (guint c = first; c <= last; c++)
    {
      GArray *column = work->columns->pdata[c];

      for (guint i = 0; i < column->len; i++)
        {
          Item *item = get_item (work, g_array_index (column, guint, i));

          *top = MIN (*top, item->y);
          *bottom = MAX (*bottom, item->y + item->height);
        }
    }
}

/* The last column of the row that starts with first. */
static guint
find_row_end (Work                  *work,
              const double          *widths,
              guint                  first,
              const FfLayoutSpacing *spacing)
{
  guint cut = work->columns->len - 1;
  gboolean is_cut_found = FALSE;
  double width = 0;

  if (spacing->wrap_width <= 0)
    return cut;

  for (guint c = first; c < work->columns->len; c++)
    {
      width += widths[c] + (c > first ? spacing->column_gap : 0);
      if (width > spacing->wrap_width && is_cut_found)
        return cut;
      if (c + 1 < work->columns->len && is_narrow (work, c))
        {
          cut = c;
          is_cut_found = TRUE;
        }
    }

  return work->columns->len - 1;
}

static void
place_boxes (Work                  *work,
             FfLayoutBox           *boxes,
             const FfLayoutSpacing *spacing)
{
  g_autofree double *widths = g_new0 (double, work->columns->len);
  double row_top = 0;
  guint first = 0;

  for (guint i = 0; i < work->items->len; i++)
    {
      Item *item = get_item (work, i);

      if (item->box >= 0)
        widths[item->column] = MAX (widths[item->column], boxes[item->box].width);
    }

  while (first < work->columns->len)
    {
      guint last = find_row_end (work, widths, first, spacing);
      double x = 0;
      double top, bottom;

      find_extent (work, first, last, &top, &bottom);
      for (guint c = first; c <= last; c++)
        {
          GArray *column = work->columns->pdata[c];

          for (guint i = 0; i < column->len; i++)
            {
              Item *item = get_item (work, g_array_index (column, guint, i));

              if (item->box < 0)
                continue;
              boxes[item->box].x = round (x);
              boxes[item->box].y = round (row_top + item->y - top);
            }
          x += widths[c] + spacing->column_gap;
        }

      row_top += bottom - top + spacing->wrap_gap;
      first = last + 1;
    }
}

/**
 * ff_layout_arrange:
 * @boxes: (array length=n_boxes) (inout): sizes and earlier places; new places
 * @n_boxes: their number
 * @lines: (array length=n_lines): what joins them; circles are allowed
 * @n_lines: their number
 * @spacing: the gaps to keep
 *
 * Lines run from start to end, ports keep their order, boxes that were above
 * others stay above them unless crossings tell otherwise. The same input
 * always gives the same places; the start top corner is 0, 0.
 */
void
ff_layout_arrange (FfLayoutBox           *boxes,
                   guint                  n_boxes,
                   const FfLayoutLine    *lines,
                   guint                  n_lines,
                   const FfLayoutSpacing *spacing)
{
  g_autofree guint *columns = NULL;
  g_autofree guint *n_ins = g_new0 (guint, n_boxes + 1);
  g_autofree guint *n_outs = g_new0 (guint, n_boxes + 1);
  Work work = { .row_gap = spacing->row_gap };

  if (n_boxes == 0)
    return;

  work.items = g_array_new (FALSE, FALSE, sizeof (Item));
  work.links = g_array_new (FALSE, FALSE, sizeof (Link));
  work.columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  columns = find_columns (n_boxes, lines, n_lines);
  draw_sources_near (columns, n_boxes, lines, n_lines);

  for (guint i = 0; i < n_boxes; i++)
    add_item (&work, i, columns[i], boxes[i].height, boxes[i].y);
  for (guint i = 0; i < n_lines; i++)
    {
      n_outs[lines[i].from]++;
      n_ins[lines[i].to]++;
    }
  for (guint i = 0; i < n_lines; i++)
    add_line (&work, &lines[i], n_outs[lines[i].from] == 1 && n_ins[lines[i].to] == 1);

  list_links (&work);
  find_orders (&work);
  find_heights (&work);
  place_boxes (&work, boxes, spacing);

  g_array_unref (work.items);
  g_array_unref (work.links);
  g_ptr_array_unref (work.columns);
  g_ptr_array_unref (work.ins);
  g_ptr_array_unref (work.outs);
}
