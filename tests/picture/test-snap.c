/* Snapping to the grid and to other cards. */

#include "picture/ff-snap.h"

static FfSnapBox
make_box (double x,
          double y,
          double width,
          double height)
{
  return (FfSnapBox) { { x, y, width, height }, y + MIN (height, 60) / 2 };
}

static void
test_grid (void)
{
  g_assert_cmpfloat (ff_snap_to_grid (0), ==, 0);
  g_assert_cmpfloat (ff_snap_to_grid (7.9), ==, 0);
  g_assert_cmpfloat (ff_snap_to_grid (8), ==, 16);
  g_assert_cmpfloat (ff_snap_to_grid (-7), ==, 0);
  g_assert_cmpfloat (ff_snap_to_grid (-9), ==, -16);
}

static void
test_alone (void)
{
  const FfSnapBox moved = make_box (101, 37, 160, 60);
  const FfSnap snap = ff_snap_box (&moved, NULL, 0, 6);

  g_assert_cmpfloat (snap.dx, ==, -5);
  g_assert_cmpfloat (snap.dy, ==, -5);
  g_assert_cmpuint (snap.n_guides, ==, 0);
}

/* A small card beside a card stands in line with its ports, although its top is off the grid. */
static void
test_level (void)
{
  const FfSnapBox other = make_box (0, 0, 160, 60);
  const FfSnapBox moved = { { 235, 9, 104, 48 }, 33 };
  const FfSnap snap = ff_snap_box (&moved, &other, 1, 6);

  g_assert_cmpfloat (snap.dy, ==, -3);
  g_assert_cmpfloat (snap.dx, ==, 5);
  g_assert_cmpuint (snap.n_guides, ==, 1);
  g_assert_false (snap.guides[0].is_vertical);
  g_assert_cmpfloat (snap.guides[0].from.y, ==, 30);
  g_assert_cmpfloat (snap.guides[0].from.x, ==, 0);
  g_assert_cmpfloat (snap.guides[0].to.x, ==, 344);
  g_assert_cmpfloat (snap.guides[0].distance, ==, 80);
}

static void
test_nearest_wins (void)
{
  const FfSnapBox others[] = { make_box (3, 400, 160, 60), make_box (5, 80, 160, 60) };
  const FfSnapBox moved = make_box (4, 0, 160, 60);
  const FfSnap snap = ff_snap_box (&moved, others, G_N_ELEMENTS (others), 6);

  g_assert_cmpfloat (snap.dx, ==, 1);
  g_assert_cmpuint (snap.n_guides, ==, 1);
  g_assert_true (snap.guides[0].is_vertical);
  g_assert_cmpfloat (snap.guides[0].distance, ==, 20);
}

static void
test_out_of_reach (void)
{
  const FfSnapBox other = make_box (23, 200, 160, 60);
  const FfSnapBox moved = make_box (16, 0, 160, 60);
  const FfSnap snap = ff_snap_box (&moved, &other, 1, 6);

  g_assert_cmpfloat (snap.dx, ==, 0);
  g_assert_cmpuint (snap.n_guides, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/snap/grid", test_grid);
  g_test_add_func ("/snap/alone", test_alone);
  g_test_add_func ("/snap/level", test_level);
  g_test_add_func ("/snap/nearest-wins", test_nearest_wins);
  g_test_add_func ("/snap/out-of-reach", test_out_of_reach);

  return g_test_run ();
}
