/* Layered layout: no overlaps, order from start to end, straight chains,
 * wrapping, and the same places when nothing changed. */

#include "picture/ff-layout.h"

static const FfLayoutSpacing spacing = { FF_COLUMN_GAP_PX, FF_ROW_GAP_PX, 0, 0 };

static FfLayoutBox
make_box (double height)
{
  return (FfLayoutBox) { .width = 160, .height = height };
}

static void
assert_apart (const FfLayoutBox *boxes,
              guint              n_boxes)
{
  for (guint i = 0; i < n_boxes; i++)
    for (guint j = i + 1; j < n_boxes; j++)
      {
        const FfRect a = { boxes[i].x, boxes[i].y, boxes[i].width, boxes[i].height };
        const FfRect b = { boxes[j].x, boxes[j].y, boxes[j].width, boxes[j].height };
        const FfRect wide = ff_rect_inflate (&a, FF_ROW_GAP_PX - 1);

        g_assert_false (ff_rect_meets (&wide, &b));
      }
}

static void
test_empty (void)
{
  ff_layout_arrange (NULL, 0, NULL, 0, &spacing);
}

static void
test_chain (void)
{
  FfLayoutBox boxes[] = { make_box (60), make_box (140), make_box (60) };
  const FfLayoutLine lines[] = { { 1, 2, 80, 30 }, { 0, 1, 30, 30 } };

  ff_layout_arrange (boxes, 3, lines, 2, &spacing);

  g_assert_cmpfloat (boxes[1].x - boxes[0].x, ==, 160 + FF_COLUMN_GAP_PX);
  g_assert_cmpfloat (boxes[2].x - boxes[1].x, ==, 160 + FF_COLUMN_GAP_PX);
  g_assert_cmpfloat_with_epsilon (boxes[0].y + 30, boxes[1].y + 30, 1.01);
  g_assert_cmpfloat_with_epsilon (boxes[1].y + 80, boxes[2].y + 30, 1.01);
}

/* What leaves the first port stands above what leaves the second. */
static void
test_ports (void)
{
  FfLayoutBox boxes[] = { make_box (140), make_box (60), make_box (60), make_box (60) };
  const FfLayoutLine lines[] = { { 0, 3, 76, 30 }, { 0, 1, 100, 30 }, { 0, 2, 124, 30 } };

  ff_layout_arrange (boxes, 4, lines, 3, &spacing);

  assert_apart (boxes, 4);
  g_assert_cmpfloat (boxes[3].y, <, boxes[1].y);
  g_assert_cmpfloat (boxes[1].y, <, boxes[2].y);
}

static void
test_circle (void)
{
  FfLayoutBox boxes[] = { make_box (60), make_box (60), make_box (60) };
  const FfLayoutLine lines[] = { { 0, 1, 30, 30 }, { 1, 2, 30, 30 }, { 2, 1, 30, 30 }, { 2, 0, 30, 30 } };

  ff_layout_arrange (boxes, 3, lines, 4, &spacing);
  assert_apart (boxes, 3);
}

static void
test_wrap (void)
{
  const FfLayoutSpacing wrapped = { FF_COLUMN_GAP_PX, FF_ROW_GAP_PX, 1000, 64 };
  FfLayoutBox boxes[10];
  FfLayoutLine lines[9];

  for (guint i = 0; i < 10; i++)
    boxes[i] = make_box (60);
  for (guint i = 0; i < 9; i++)
    lines[i] = (FfLayoutLine) { i, i + 1, 30, 30 };

  ff_layout_arrange (boxes, 10, lines, 9, &wrapped);

  assert_apart (boxes, 10);
  g_assert_cmpfloat (boxes[3].x, ==, 3 * (160 + FF_COLUMN_GAP_PX));
  g_assert_cmpfloat (boxes[4].x, ==, 0);
  g_assert_cmpfloat (boxes[4].y, ==, 60 + 64);
}

/* Seeded random campaigns: apart, forward, and stable when tidied again. */
static void
test_random (void)
{
  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint n_boxes = 5 + seed * 3;
      g_autofree FfLayoutBox *boxes = g_new0 (FfLayoutBox, n_boxes);
      g_autofree FfLayoutBox *again = NULL;
      g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FfLayoutLine));

      for (guint i = 0; i < n_boxes; i++)
        {
          boxes[i] = make_box (g_rand_boolean (rand) ? 60 : 116);
          boxes[i].y = i * 10;
          for (guint k = g_rand_int_range (rand, 0, 3); i > 0 && k > 0; k--)
            {
              FfLayoutLine line = { g_rand_int_range (rand, MAX (0, (int) i - 12), i), i, 30, 30 };

              g_array_append_val (lines, line);
            }
        }

      ff_layout_arrange (boxes, n_boxes, (FfLayoutLine *) lines->data, lines->len, &spacing);
      assert_apart (boxes, n_boxes);
      for (guint i = 0; i < lines->len; i++)
        {
          const FfLayoutLine *line = &g_array_index (lines, FfLayoutLine, i);

          g_assert_cmpfloat (boxes[line->from].x, <, boxes[line->to].x);
        }

      again = g_memdup2 (boxes, n_boxes * sizeof *boxes);
      ff_layout_arrange (again, n_boxes, (FfLayoutLine *) lines->data, lines->len, &spacing);
      assert_apart (again, n_boxes);
      for (guint i = 0; i < n_boxes; i++)
        g_assert_cmpfloat (again[i].x, ==, boxes[i].x);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/layout/empty", test_empty);
  g_test_add_func ("/layout/chain", test_chain);
  g_test_add_func ("/layout/ports", test_ports);
  g_test_add_func ("/layout/circle", test_circle);
  g_test_add_func ("/layout/wrap", test_wrap);
  g_test_add_func ("/layout/random", test_random);

  return g_test_run ();
}
