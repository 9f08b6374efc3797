/* Layered layout: boxes into columns by the longest way to them, an order in
 * each column with few crossings, then heights that keep lines straight.
 * Called by Tidy Up, thumbnails and drawings of campaigns without places. */

#include "picture/ff-layout-private.h"

#include <math.h>
#include <string.h>

/* Lines that pass a column get a place of their own in it, of this height. */
#define LANE_PX 8.0
/* A source further ahead of its first reader than this is moved up to it. */
#define MAX_LEAD 3
/* Less than this part of a row is not wrapped. */
#define SHORT_ROW_PART 0.3

FfLayoutItem *
ff_layout_get_item (FfLayoutWork *work,
                    guint         index)
{
  return &g_array_index (work->items, FfLayoutItem, index);
}

FfLayoutLink *
ff_layout_get_link (FfLayoutWork *work,
                    guint         index)
{
  return &g_array_index (work->links, FfLayoutLink, index);
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
add_item (FfLayoutWork *work,
          int           box,
          guint         column,
          double        height,
          double        was_y)
{
  FfLayoutItem item = { .box = box, .column = column, .height = height, .was_y = was_y };

  g_array_append_val (work->items, item);
  while (work->columns->len <= column)
    g_ptr_array_add (work->columns, g_array_new (FALSE, FALSE, sizeof (guint)));
  push (work->columns, column, work->items->len - 1);

  return work->items->len - 1;
}

static void
add_link (FfLayoutWork *work,
          guint         from,
          guint         to,
          double        from_y,
          double        to_y,
          double        weight)
{
  FfLayoutLink link = { from, to, from_y, to_y, weight };

  g_array_append_val (work->links, link);
}

/* A line over several columns becomes links through a lane in each. */
static void
add_line (FfLayoutWork       *work,
          const FfLayoutLine *line,
          gboolean            is_chain)
{
  FfLayoutItem from = *ff_layout_get_item (work, line->from);
  FfLayoutItem to = *ff_layout_get_item (work, line->to);
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
list_links (FfLayoutWork *work)
{
  work->ins = new_lists (work->items->len);
  work->outs = new_lists (work->items->len);

  for (guint i = 0; i < work->links->len; i++)
    {
      push (work->outs, ff_layout_get_link (work, i)->from, i);
      push (work->ins, ff_layout_get_link (work, i)->to, i);
    }
}

/* Where a chain may be cut: one line alone goes on to the next column. */
static gboolean
is_narrow (FfLayoutWork *work,
           guint         column)
{
  guint n_links = 0;

  for (guint i = 0; i < work->links->len; i++)
    if (ff_layout_get_item (work, ff_layout_get_link (work, i)->from)->column == column)
      n_links++;

  return n_links == 1 && ((GArray *) work->columns->pdata[column + 1])->len == 1;
}

static void
find_extent (FfLayoutWork *work,
             guint         first,
             guint         last,
             double       *top,
             double       *bottom)
{
  *top = G_MAXDOUBLE;
  *bottom = -G_MAXDOUBLE;

  for (guint c = first; c <= last; c++)
    {
      GArray *column = work->columns->pdata[c];

      for (guint i = 0; i < column->len; i++)
        {
          FfLayoutItem *item = ff_layout_get_item (work, g_array_index (column, guint, i));

          *top = MIN (*top, item->y);
          *bottom = MAX (*bottom, item->y + item->height);
        }
    }
}

/* A few columns left over are not worth a row of their own. */
static gboolean
is_short (const double          *widths,
          guint                  first,
          guint                  last,
          const FfLayoutSpacing *spacing)
{
  double width = 0;

  for (guint c = first; c <= last; c++)
    width += widths[c] + spacing->column_gap;

  return width < spacing->wrap_width * SHORT_ROW_PART;
}

/* The last column of the row that starts with first. */
static guint
find_row_end (FfLayoutWork          *work,
              const double          *widths,
              guint                  first,
              const FfLayoutSpacing *spacing)
{
  guint last = work->columns->len - 1;
  gboolean is_cut_found = FALSE;
  guint cut = last;
  double width = 0;

  if (spacing->wrap_width <= 0)
    return last;

  for (guint c = first; c <= last; c++)
    {
      width += widths[c] + (c > first ? spacing->column_gap : 0);
      if (width > spacing->wrap_width && is_cut_found)
        return is_short (widths, cut + 1, last, spacing) ? last : cut;
      if (c + 1 < work->columns->len && is_narrow (work, c))
        {
          cut = c;
          is_cut_found = TRUE;
        }
    }

  return last;
}

static void
place_boxes (FfLayoutWork          *work,
             FfLayoutBox           *boxes,
             const FfLayoutSpacing *spacing)
{
  g_autofree double *widths = g_new0 (double, work->columns->len);
  double row_top = 0;
  guint first = 0;

  for (guint i = 0; i < work->items->len; i++)
    {
      FfLayoutItem *item = ff_layout_get_item (work, i);

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
              FfLayoutItem *item = ff_layout_get_item (work, g_array_index (column, guint, i));

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
  FfLayoutWork work = { .row_gap = spacing->row_gap };

  if (n_boxes == 0)
    return;

  work.items = g_array_new (FALSE, FALSE, sizeof (FfLayoutItem));
  work.links = g_array_new (FALSE, FALSE, sizeof (FfLayoutLink));
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
  ff_layout_find_orders (&work);
  ff_layout_find_heights (&work);
  place_boxes (&work, boxes, spacing);

  g_array_unref (work.items);
  g_array_unref (work.links);
  g_ptr_array_unref (work.columns);
  g_ptr_array_unref (work.ins);
  g_ptr_array_unref (work.outs);
}
