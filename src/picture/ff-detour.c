/* Finds the way around: out to an upright channel, along a level one, and in
 * again through an upright channel, clear of all cards. Pure numbers, called
 * by ff_route_new () for transitions that go back or whose curve is blocked. */

#include "picture/ff-obstacles-private.h"

#include <math.h>

/* How far around both ends cards are looked at. */
#define NEIGHBOURHOOD_PX 480.0
/* Upright channels tried at each end. */
#define MAX_UPRIGHTS 5
/* A level channel wider than this is used near its edge, not in its middle. */
#define WIDE_CHANNEL_PX 160.0
#define COST_OF_BEND_PX 32.0
#define COST_OF_FRAME_PX 160.0
/* Along the border of a frame a line looks like a part of it. */
#define NEAR_FRAME_PX 10.0
#define COST_OF_NEAR_FRAME_PX 40.0

typedef struct
{
  FfPoint       from;
  FfPoint       to;
  double        clear_px;
  const FfRect *cards; /* of the neighbourhood */
  guint         n_cards;
  const FfRect *frames;
  guint         n_frames;
} Search;

typedef struct
{
  double x1;
  double y;
  double x2;
  double cost;
} Way;

typedef struct
{
  double low;
  double high;
} Span;

/* The card a port belongs to is no obstacle to the first step away from it. */
static gboolean
is_own (const FfRect *card,
        FfPoint       port,
        gboolean      is_input)
{
  double edge = is_input ? card->x : card->x + card->width;

  return fabs (edge - port.x) < 0.5 && port.y >= card->y && port.y <= card->y + card->height;
}

static gboolean
is_clear (const Search *search,
          FfPoint       a,
          FfPoint       b,
          gboolean      leaves,
          gboolean      arrives)
{
  for (guint i = 0; i < search->n_cards; i++)
    {
      const FfRect *card = &search->cards[i];
      FfRect wide = ff_rect_inflate (card, search->clear_px);

      if (leaves && is_own (card, search->from, FALSE))
        continue;
      if (arrives && is_own (card, search->to, TRUE))
        continue;
      if (ff_rect_meets_segment (&wide, a, b))
        return FALSE;
    }

  return TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  return compare_doubles (&((const Span *) a)->low, &((const Span *) b)->low);
}

/* Upright channels beside a port, the nearest first: just clear of its card,
 * and just clear of each card that may stand in the way. */
static guint
find_uprights (const Search *search,
               FfPoint       port,
               gboolean      is_input,
               double        uprights[MAX_UPRIGHTS])
{
  double direction = is_input ? -1.0 : 1.0;
  g_autoptr (GArray) away = g_array_new (FALSE, FALSE, sizeof (double));
  double first = search->clear_px;
  guint n = 0;

  g_array_append_val (away, first);
  for (guint i = 0; i < search->n_cards; i++)
    {
      const FfRect *card = &search->cards[i];
      double edges[] = {
        direction * (card->x - search->clear_px - port.x),
        direction * (card->x + card->width + search->clear_px - port.x),
      };

      for (guint j = 0; j < G_N_ELEMENTS (edges); j++)
        if (edges[j] > first)
          g_array_append_val (away, edges[j]);
    }

  g_array_sort (away, compare_doubles);
  for (guint i = 0; i < away->len && n < MAX_UPRIGHTS; i++)
    {
      double x = port.x + direction * g_array_index (away, double, i);
      FfPoint turn = { x, port.y };

      if (n > 0 && fabs (uprights[n - 1] - x) < 1.0)
        continue;
      if (!is_clear (search, port, turn, !is_input, is_input))
        break;
      uprights[n++] = x;
    }

  return n;
}

static void
offer_level (GArray *levels,
             double  y)
{
  g_array_append_val (levels, y);
}

/* Level channels between spans: the middle of narrow ones, near the edges of wide ones. */
static void
offer_gaps (GArray *levels,
            GArray *spans,
            double  margin_px)
{
  double bottom;

  if (spans->len == 0)
    return;

  g_array_sort (spans, compare_spans);
  offer_level (levels, g_array_index (spans, Span, 0).low - margin_px);
  bottom = g_array_index (spans, Span, 0).high;

  for (guint i = 1; i < spans->len; i++)
    {
      Span span = g_array_index (spans, Span, i);

      if (span.low - bottom > WIDE_CHANNEL_PX)
        {
          offer_level (levels, bottom + margin_px);
          offer_level (levels, span.low - margin_px);
        }
      else if (span.low > bottom)
        {
          offer_level (levels, (bottom + span.low) / 2);
        }
      bottom = MAX (bottom, span.high);
    }

  offer_level (levels, bottom + margin_px);
}

static void
collect_spans (GArray       *spans,
               const FfRect *rects,
               guint         n,
               double        left,
               double        right)
{
  for (guint i = 0; i < n; i++)
    if (rects[i].x < right && rects[i].x + rects[i].width > left)
      {
        Span span = { rects[i].y, rects[i].y + rects[i].height };

        g_array_append_val (spans, span);
      }
}

static void
collect_levels (const Search *search,
                double        x1,
                double        x2,
                GArray       *levels)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  double left = MIN (x1, x2) - search->clear_px + 0.5;
  double right = MAX (x1, x2) + search->clear_px - 0.5;

  g_array_set_size (levels, 0);
  offer_level (levels, search->from.y);
  offer_level (levels, search->to.y);

  collect_spans (spans, search->cards, search->n_cards, left, right);
  offer_gaps (levels, spans, search->clear_px);
  collect_spans (spans, search->frames, search->n_frames, left, right);
  offer_gaps (levels, spans, search->clear_px);
}

static double
measure (const Search *search,
         double        x1,
         double        y,
         double        x2)
{
  double cost = fabs (x1 - search->from.x) + fabs (y - search->from.y) + fabs (x2 - x1) +
                fabs (search->to.y - y) + fabs (search->to.x - x2);

  if (fabs (y - search->from.y) > 0.5)
    cost += 2 * COST_OF_BEND_PX;
  if (fabs (y - search->to.y) > 0.5)
    cost += 2 * COST_OF_BEND_PX;

  for (guint i = 0; i < search->n_frames; i++)
    {
      FfRect wide = ff_rect_inflate (&search->frames[i], NEAR_FRAME_PX);
      FfPoint a = { x1, y };
      FfPoint b = { x2, y };

      if (ff_rect_meets_segment (&search->frames[i], a, b))
        cost += COST_OF_FRAME_PX;
      else if (ff_rect_meets_segment (&wide, a, b))
        cost += COST_OF_NEAR_FRAME_PX;
    }

  return cost;
}

static gboolean
is_way_clear (const Search *search,
              double        x1,
              double        y,
              double        x2)
{
  const FfPoint a = { x1, search->from.y };
  const FfPoint b = { x1, y };
  const FfPoint c = { x2, y };
  const FfPoint d = { x2, search->to.y };

  return is_clear (search, a, b, FALSE, FALSE) && is_clear (search, b, c, FALSE, FALSE) &&
         is_clear (search, c, d, FALSE, FALSE);
}

static gboolean
find_way (const Search *search,
          Way          *best)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (double));
  double out[MAX_UPRIGHTS], in[MAX_UPRIGHTS];
  guint n_out = find_uprights (search, search->from, FALSE, out);
  guint n_in = find_uprights (search, search->to, TRUE, in);

  best->cost = G_MAXDOUBLE;
  for (guint i = 0; i < n_out; i++)
    for (guint j = 0; j < n_in; j++)
      {
        collect_levels (search, out[i], in[j], levels);
        for (guint k = 0; k < levels->len; k++)
          {
            double y = g_array_index (levels, double, k);
            double cost = measure (search, out[i], y, in[j]);

            if (cost < best->cost && is_way_clear (search, out[i], y, in[j]))
              *best = (Way) { out[i], y, in[j], cost };
          }
      }

  return best->cost < G_MAXDOUBLE;
}

static gboolean
search_area (FfPoint            from,
             FfPoint            to,
             const FfObstacles *obstacles,
             double             around_px,
             double             clear_px,
             Way               *way)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FfRect));
  FfRect area = { MIN (from.x, to.x), MIN (from.y, to.y), fabs (to.x - from.x), fabs (to.y - from.y) };
  Search search = { .from = from, .to = to, .clear_px = clear_px };

  area = ff_rect_inflate (&area, around_px);
  if (obstacles != NULL)
    {
      ff_obstacles_find (obstacles, &area, cards);
      search.frames = obstacles->frames;
      search.n_frames = obstacles->n_frames;
    }
  search.cards = (const FfRect *) cards->data;
  search.n_cards = cards->len;

  return find_way (&search, way);
}

/* Leaves out corners where nothing turns. */
static guint
simplify (const FfPoint *points,
          guint          n,
          FfPoint       *corners)
{
  guint n_corners = 0;

  for (guint i = 0; i < n; i++)
    {
      if (n_corners > 0 && ff_point_distance (corners[n_corners - 1], points[i]) < 0.5)
        continue;
      if (n_corners > 1 && ((fabs (corners[n_corners - 1].x - points[i].x) < 0.5 &&
                             fabs (corners[n_corners - 2].x - points[i].x) < 0.5) ||
                            (fabs (corners[n_corners - 1].y - points[i].y) < 0.5 &&
                             fabs (corners[n_corners - 2].y - points[i].y) < 0.5)))
        n_corners--;
      corners[n_corners++] = points[i];
    }

  return n_corners;
}

guint
ff_detour_find (FfPoint            from,
                FfPoint            to,
                const FfObstacles *obstacles,
                FfPoint            corners[6])
{
  static const double clears_px[] = { FF_ROUTE_CLEAR_PX, FF_ROUTE_CLEAR_PX / 2, 4.0 };
  Way way = { from.x + FF_ROUTE_CLEAR_PX, (from.y + to.y) / 2, to.x - FF_ROUTE_CLEAR_PX, 0 };
  gboolean is_found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (clears_px) && !is_found; i++)
    {
      Way found;

      is_found = search_area (from, to, obstacles, NEIGHBOURHOOD_PX, clears_px[i], &found);
      if (is_found)
        way = found;
    }

  {
    const FfPoint points[] = {
      from, { way.x1, from.y }, { way.x1, way.y }, { way.x2, way.y }, { way.x2, to.y }, to,
    };

    return simplify (points, G_N_ELEMENTS (points), corners);
  }
}
