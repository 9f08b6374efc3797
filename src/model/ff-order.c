/* Sorts the nodes of a directed graph so that each comes after all it depends on, or finds a circle. Plain numbers: the
 * document's check and ff-graph.c share it. */

#include "model/ff-order-private.h"

static GArray *
find_circle (guint          n_nodes,
             const FfArrow *arrows,
             guint          n_arrows,
             const guint   *n_waiting)
{
  g_autofree guint *before = g_new (guint, n_nodes);
  g_autofree gboolean *seen = g_new0 (gboolean, n_nodes);
  GArray *circle = g_array_new (FALSE, FALSE, sizeof (guint));
  guint node = 0;
  guint first;

  for (guint i = 0; i < n_arrows; i++)
    if (n_waiting[arrows[i].from] > 0 && n_waiting[arrows[i].to] > 0)
      before[arrows[i].to] = arrows[i].from;

  while (n_waiting[node] == 0)
    node++;

  /* Every node that still waits has one before it that waits too, so walking back must meet itself. */
  for (; !seen[node]; node = before[node])
    seen[node] = TRUE;

  first = node;
  do
    {
      g_array_prepend_val (circle, node);
      node = before[node];
    }
  while (node != first);

  return circle;
}

/**
 * ff_order_sort:
 * @n_nodes: nodes are 0 … @n_nodes − 1
 * @arrows: each says that @to comes after @from
 * @out_order: (out caller-allocates): the nodes in order; where several could
 *   come next, the lowest number does
 * @out_circle: (out) (nullable): on failure the nodes of one circle, in the
 *   direction of the arrows
 *
 * Returns: %FALSE if the arrows close a circle
 */
gboolean
ff_order_sort (guint           n_nodes,
               const FfArrow  *arrows,
               guint           n_arrows,
               guint          *out_order,
               GArray        **out_circle)
{
  g_autofree guint *n_waiting = g_new0 (guint, n_nodes + 1);
  g_autofree guint *starts = g_new0 (guint, n_nodes + 2);
  g_autofree guint *targets = g_new (guint, n_arrows + 1);
  g_autofree gboolean *done = g_new0 (gboolean, n_nodes + 1);
  guint lowest = 0;
  guint n_done = 0;

  for (guint i = 0; i < n_arrows; i++)
    {
      n_waiting[arrows[i].to]++;
      starts[arrows[i].from + 2]++;
    }
  for (guint i = 2; i < n_nodes + 2; i++)
    starts[i] += starts[i - 1];
  for (guint i = 0; i < n_arrows; i++)
    targets[starts[arrows[i].from + 1]++] = arrows[i].to;

  while (lowest < n_nodes)
    {
      guint node = lowest++;

      if (done[node] || n_waiting[node] > 0)
        continue;

      done[node] = TRUE;
      out_order[n_done++] = node;
      for (guint i = starts[node]; i < starts[node + 1]; i++)
        if (--n_waiting[targets[i]] == 0)
          lowest = MIN (lowest, targets[i]);
    }

  if (n_done == n_nodes)
    return TRUE;

  if (out_circle != NULL)
    *out_circle = find_circle (n_nodes, arrows, n_arrows, n_waiting);

  return FALSE;
}
