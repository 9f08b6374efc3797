/* The order of boxes in each column: by the mean of what they are joined to,
 * there and back, keeping the order with the fewest crossings. */

#include "picture/ff-layout-private.h"

#define N_ORDER_ROUNDS 12

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const FfLayoutItem *left = ff_layout_get_item (data, *(const guint *) a);
  const FfLayoutItem *right = ff_layout_get_item (data, *(const guint *) b);

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  return (left->order > right->order) - (left->order < right->order);
}

static void
number_column (FfLayoutWork *work,
               GArray       *column)
{
  for (guint i = 0; i < column->len; i++)
    ff_layout_get_item (work, g_array_index (column, guint, i))->order = i;
}

static void
sort_column (FfLayoutWork *work,
             GArray       *column)
{
  g_array_sort_with_data (column, compare_keys, work);
  number_column (work, column);
}

/* Where a link ends at the other side: the box's place in its column, and the port within it. */
static double
get_rank (FfLayoutWork *work,
          FfLayoutLink *link,
          gboolean      at_from)
{
  FfLayoutItem *item = ff_layout_get_item (work, at_from ? link->from : link->to);
  double y = at_from ? link->from_y : link->to_y;

  return item->order + CLAMP (y / MAX (item->height, 1.0), 0.0, 0.99);
}

static void
order_column (FfLayoutWork *work,
              GArray       *column,
              gboolean      by_ins)
{
  for (guint i = 0; i < column->len; i++)
    {
      guint index = g_array_index (column, guint, i);
      GArray *links = by_ins ? work->ins->pdata[index] : work->outs->pdata[index];
      FfLayoutItem *item = ff_layout_get_item (work, index);
      double sum = 0;

      item->key = item->order;
      for (guint j = 0; j < links->len; j++)
        sum += get_rank (work, ff_layout_get_link (work, g_array_index (links, guint, j)), by_ins);
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
count_crossings (FfLayoutWork *work)
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
              FfLayoutLink *link = ff_layout_get_link (work, g_array_index (outs, guint, j));
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
save_orders (FfLayoutWork *work)
{
  guint *orders = g_new (guint, work->items->len);

  for (guint i = 0; i < work->items->len; i++)
    orders[i] = ff_layout_get_item (work, i)->order;

  return orders;
}

static void
restore_orders (FfLayoutWork *work,
                const guint  *orders)
{
  for (guint i = 0; i < work->items->len; i++)
    ff_layout_get_item (work, i)->key = orders[i];

  for (guint i = 0; i < work->columns->len; i++)
    sort_column (work, work->columns->pdata[i]);
}

/* Starts from where everything was, so that tidying twice changes nothing,
 * and keeps the order with the fewest crossings found. */
void
ff_layout_find_orders (FfLayoutWork *work)
{
  g_autofree guint *best = NULL;
  guint64 least;

  for (guint i = 0; i < work->items->len; i++)
    {
      FfLayoutItem *item = ff_layout_get_item (work, i);

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
