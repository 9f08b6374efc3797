/* Routes: their shape, their middle, and that they keep clear of cards. */

#include "picture/ff-route.h"

#include <math.h>

#define COLUMN_PX 232.0
#define ROW_PX 132.0

static void
test_level (void)
{
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 0, 50 }, (FfPoint) { 72, 50 }, NULL);

  g_assert_false (route->goes_around);
  g_assert_cmpuint (route->n_pieces, ==, 1);
  g_assert_cmpfloat_with_epsilon (route->length, 72, 1e-9);
  g_assert_cmpfloat_with_epsilon (route->middle.x, 36, 1e-9);
  g_assert_cmpfloat_with_epsilon (route->middle.y, 50, 1e-9);
}

typedef struct
{
  const char *what;
  FfPoint     to;
  double      handle;
} CurveCase;

static const CurveCase curves[] = {
  { "short", { 40, 100 }, 24 },
  { "usual", { 107, 100 }, 50 },
  { "long", { 907, 300 }, 160 },
};

static void
test_curve (gconstpointer data)
{
  const CurveCase *c = data;
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 0, 0 }, c->to, NULL);
  const FfRoutePiece *curve = &route->pieces[0];

  g_assert_cmpuint (route->n_pieces, ==, 1);
  g_assert_true (curve->is_curve);
  g_assert_cmpfloat_with_epsilon (curve->handle_out.x, c->handle, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve->handle_out.y, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve->end.x - curve->handle_in.x, c->handle, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve->handle_in.y, c->to.y, 1e-9);
  g_assert_cmpfloat (route->length, >=, ff_point_distance (route->from, route->to));
  g_assert_cmpfloat (ff_route_get_distance (route, route->middle), <, 1e-6);
}

/* As far along from the middle to either end. */
static void
test_middle (void)
{
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 0, 0 }, (FfPoint) { 300, 120 }, NULL);
  double before = 0;

  for (guint i = 1; i < route->n_points; i++)
    {
      FfPoint a = route->points[i - 1];
      FfPoint b = route->points[i];

      if (ff_point_segment_distance (route->middle, a, b) < 1e-6)
        {
          before += ff_point_distance (a, route->middle);
          break;
        }
      before += ff_point_distance (a, b);
    }

  g_assert_cmpfloat_with_epsilon (before, route->length / 2, 1e-6);
}

static void
test_hit (void)
{
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 0, 0 }, (FfPoint) { 300, 120 }, NULL);
  const FfPoint beside = { route->middle.x, route->middle.y + 40 };

  g_assert_true (ff_route_is_near (route, route->middle, 4));
  g_assert_true (ff_route_is_near (route, (FfPoint) { -3, 0 }, 4));
  g_assert_false (ff_route_is_near (route, beside, 4));
  g_assert_false (ff_route_is_near (route, (FfPoint) { -30, 0 }, 4));
}

static double
measure_to_rect (const FfRect *rect,
                 FfPoint       point)
{
  double dx = MAX (MAX (rect->x - point.x, point.x - rect->x - rect->width), 0.0);
  double dy = MAX (MAX (rect->y - point.y, point.y - rect->y - rect->height), 0.0);

  return hypot (dx, dy);
}

/* Whether the line stays clear of a card, apart from its steps away from its own cards. */
static gboolean
is_clear_of (const FfRoute *route,
             const FfRect  *card,
             double         clear_px)
{
  gboolean is_source = measure_to_rect (card, route->from) == 0;
  gboolean is_target = measure_to_rect (card, route->to) == 0;

  for (guint i = 1; i < route->n_points; i++)
    for (double t = 0; t <= 1; t += 0.125)
      {
        FfPoint a = route->points[i - 1];
        FfPoint b = route->points[i];
        FfPoint at = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
        gboolean leaves = is_source && at.x >= route->from.x && at.x < route->from.x + clear_px;
        gboolean arrives = is_target && at.x <= route->to.x && at.x > route->to.x - clear_px;

        if (!leaves && !arrives && measure_to_rect (card, at) < clear_px)
          return FALSE;
      }

  return TRUE;
}

static void
assert_pieces_are_straight (const FfRoute *route)
{
  FfPoint start = route->from;

  for (guint i = 0; i < route->n_pieces; i++)
    {
      const FfRoutePiece *piece = &route->pieces[i];

      if (!piece->is_curve)
        g_assert_true (fabs (start.x - piece->end.x) < 0.01 || fabs (start.y - piece->end.y) < 0.01);
      else
        g_assert_cmpfloat (ff_point_distance (start, piece->end), <=, FF_ROUTE_RADIUS_PX * G_SQRT2 + 0.01);
      start = piece->end;
    }
}

/* The line of a wrapped chain: from the end of one row to the start of the next. */
static void
test_back (void)
{
  const FfRect cards[] = { { 0, 0, 160, 60 }, { 232, 0, 160, 60 }, { 464, 0, 160, 60 }, { 0, 200, 160, 60 } };
  g_autoptr (FfObstacles) obstacles = ff_obstacles_new (cards, G_N_ELEMENTS (cards), NULL, 0);
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 624, 30 }, (FfPoint) { 0, 230 }, obstacles);

  g_assert_true (route->goes_around);
  assert_pieces_are_straight (route);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    g_assert_true (is_clear_of (route, &cards[i], FF_ROUTE_CLEAR_PX - 0.01));

  g_assert_cmpfloat_with_epsilon (route->middle.y, 130, 0.01);
  g_assert_cmpfloat_with_epsilon (route->middle.x, 312, 0.01);
}

/* Between two frames, not through one of them. */
static void
test_between_frames (void)
{
  const FfRect cards[] = { { 20, 40, 160, 60 }, { 252, 40, 160, 60 }, { 20, 340, 160, 60 } };
  const FfRect frames[] = { { 0, 0, 700, 140 }, { 0, 180, 700, 260 } };
  g_autoptr (FfObstacles) obstacles = ff_obstacles_new (cards, G_N_ELEMENTS (cards), frames, G_N_ELEMENTS (frames));
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 412, 70 }, (FfPoint) { 20, 370 }, obstacles);

  g_assert_true (route->goes_around);
  g_assert_cmpfloat_with_epsilon (route->middle.y, 160, 0.01);
}

static void
test_blocked (void)
{
  const FfRect cards[] = { { 0, 0, 160, 60 }, { 300, 0, 160, 60 }, { 600, 0, 160, 60 } };
  g_autoptr (FfObstacles) obstacles = ff_obstacles_new (cards, G_N_ELEMENTS (cards), NULL, 0);
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 160, 30 }, (FfPoint) { 600, 30 }, obstacles);
  g_autoptr (FfRoute) open = ff_route_new ((FfPoint) { 160, 30 }, (FfPoint) { 300, 30 }, obstacles);

  g_assert_true (route->goes_around);
  g_assert_false (open->goes_around);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    g_assert_true (is_clear_of (route, &cards[i], FF_ROUTE_CLEAR_PX - 0.01));
}

/* Any two cards of a loose field can be joined without touching a third. */
static void
test_field (void)
{
  enum { COLUMNS = 8, ROWS = 6 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  FfRect cards[COLUMNS * ROWS];
  guint n_cards = 0;
  guint n_around = 0;
  g_autoptr (FfObstacles) obstacles = NULL;

  for (int i = 0; i < COLUMNS; i++)
    for (int j = 0; j < ROWS; j++)
      if (g_rand_double (rand) < 0.7)
        cards[n_cards++] = (FfRect) { i * COLUMN_PX, j * ROW_PX + g_rand_int_range (rand, 0, 8), 160, 60 };

  obstacles = ff_obstacles_new (cards, n_cards, NULL, 0);

  for (guint i = 0; i < n_cards; i++)
    for (guint j = 0; j < n_cards; j++)
      {
        g_autoptr (FfRoute) route = NULL;

        if (i == j)
          continue;

        route = ff_route_new ((FfPoint) { cards[i].x + 160, cards[i].y + 30 },
                              (FfPoint) { cards[j].x, cards[j].y + 30 }, obstacles);
        n_around += route->goes_around;
        if (route->goes_around)
          assert_pieces_are_straight (route);

        for (guint k = 0; k < n_cards; k++)
          if (!is_clear_of (route, &cards[k], route->goes_around ? FF_ROUTE_CLEAR_PX - 0.01 : 1))
            g_error ("from card %u to card %u the line comes too near to card %u", i, j, k);
      }

  g_assert_cmpuint (n_around, >, n_cards * n_cards / 2);
}

static void
test_mirrored (void)
{
  g_autoptr (FfRoute) route = ff_route_new ((FfPoint) { 10, 0 }, (FfPoint) { 300, 120 }, NULL);
  g_autoptr (FfRoute) mirrored = ff_route_new_mirrored (route);

  g_assert_cmpfloat (mirrored->to.x, ==, -300);
  g_assert_cmpfloat (mirrored->bounds.x, ==, -300);
  g_assert_cmpfloat (mirrored->middle.x, ==, -route->middle.x);
  g_assert_true (ff_route_is_near (mirrored, mirrored->middle, 1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route/level", test_level);
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      g_autofree char *path = g_strconcat ("/route/curve/", curves[i].what, NULL);
      g_test_add_data_func (path, &curves[i], test_curve);
    }
  g_test_add_func ("/route/middle", test_middle);
  g_test_add_func ("/route/hit", test_hit);
  g_test_add_func ("/route/back", test_back);
  g_test_add_func ("/route/between-frames", test_between_frames);
  g_test_add_func ("/route/blocked", test_blocked);
  g_test_add_func ("/route/field", test_field);
  g_test_add_func ("/route/mirrored", test_mirrored);

  return g_test_run ();
}
