/* Points, rectangles and the measures of a card. */

#include "picture/ff-geometry.h"

static void
test_distance (void)
{
  const FfPoint a = { 0, 0 };
  const FfPoint b = { 100, 0 };

  g_assert_cmpfloat_with_epsilon (ff_point_distance (a, (FfPoint) { 3, 4 }), 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (ff_point_segment_distance ((FfPoint) { 50, 7 }, a, b), 7, 1e-9);
  g_assert_cmpfloat_with_epsilon (ff_point_segment_distance ((FfPoint) { 103, 4 }, a, b), 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (ff_point_segment_distance ((FfPoint) { 3, 4 }, a, a), 5, 1e-9);
}

static void
test_rect (void)
{
  const FfRect rect = { 10, 20, 100, 50 };
  const FfRect beside = { 110, 20, 5, 5 };
  const FfRect inside = { 20, 30, 5, 5 };
  const FfRect mirrored = ff_rect_mirror (&rect);
  const FfRect both = ff_rect_union (&rect, &beside);

  g_assert_true (ff_rect_contains (&rect, (FfPoint) { 10, 20 }));
  g_assert_false (ff_rect_contains (&rect, (FfPoint) { 110, 20 }));
  g_assert_false (ff_rect_meets (&rect, &beside));
  g_assert_true (ff_rect_meets (&rect, &inside));
  g_assert_true (ff_rect_contains_rect (&rect, &inside));
  g_assert_false (ff_rect_contains_rect (&rect, &beside));
  g_assert_cmpfloat (mirrored.x, ==, -110);
  g_assert_cmpfloat (both.width, ==, 105);
}

typedef struct
{
  const char *what;
  FfPoint     a;
  FfPoint     b;
  gboolean    meets;
} SegmentCase;

static const SegmentCase segments[] = {
  { "through", { 0, 45 }, { 200, 45 }, TRUE },
  { "starts-inside", { 50, 45 }, { 500, 45 }, TRUE },
  { "whole-inside", { 50, 45 }, { 60, 46 }, TRUE },
  { "along-the-top", { 0, 20 }, { 200, 20 }, FALSE },
  { "ends-at-the-edge", { 0, 45 }, { 10, 45 }, FALSE },
  { "past-the-corner", { 0, 66 }, { 40, 96 }, FALSE },
  { "across-the-corner", { 0, 60 }, { 40, 75 }, TRUE },
  { "a-point-inside", { 50, 45 }, { 50, 45 }, TRUE },
  { "a-point-outside", { 5, 45 }, { 5, 45 }, FALSE },
};

static void
test_segment (gconstpointer data)
{
  const SegmentCase *c = data;
  const FfRect rect = { 10, 20, 100, 50 };

  g_assert_cmpint (ff_rect_meets_segment (&rect, c->a, c->b), ==, c->meets);
  g_assert_cmpint (ff_rect_meets_segment (&rect, c->b, c->a), ==, c->meets);
}

typedef struct
{
  const char *what;
  FfCardForm  form;
  double      width;
  double      height;
  double      first_input_y;
} FormCase;

static const FormCase forms[] = {
  { "plain", { .n_inputs = 1, .n_head_outputs = 1 }, 160, 60, 30 },
  { "source", { .n_head_outputs = 1 }, 160, 60, 30 },
  { "small", { .is_small = TRUE, .n_inputs = 1, .n_head_outputs = 1 }, 104, 48, 24 },
  { "wide", { .is_wide = TRUE, .n_inputs = 1 }, 224, 60, 30 },
  { "two-inputs", { .n_inputs = 2, .n_head_outputs = 1 }, 160, 60, 18 },
  { "three-inputs", { .n_inputs = 3, .n_head_outputs = 1 }, 160, 60, 10 },
  { "five-inputs", { .n_inputs = 5, .n_head_outputs = 1 }, 160, 100, 10 },
  { "three-rows", { .n_inputs = 1, .n_rows = 3 }, 160, 140, 30 },
};

static void
test_form (gconstpointer data)
{
  const FormCase *c = data;

  g_assert_cmpfloat (ff_card_form_get_width (&c->form), ==, c->width);
  g_assert_cmpfloat (ff_card_form_get_height (&c->form), ==, c->height);
  g_assert_cmpfloat (ff_card_form_get_input (&c->form, 0).y, ==, c->first_input_y);
  g_assert_cmpfloat (ff_card_form_get_input (&c->form, 0).x, ==, 0);

  for (guint i = 0; i < c->form.n_rows; i++)
    {
      FfPoint port = ff_card_form_get_row_output (&c->form, i);

      g_assert_cmpfloat (port.x, ==, c->width);
      g_assert_cmpfloat (port.y, >, ff_card_form_get_head (&c->form));
      g_assert_cmpfloat (port.y, <, c->height);
    }

  if (c->form.n_head_outputs == 1)
    g_assert_cmpfloat (ff_card_form_get_head_output (&c->form, 0).y, ==, ff_card_form_get_head (&c->form) / 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geometry/distance", test_distance);
  g_test_add_func ("/geometry/rect", test_rect);

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      g_autofree char *path = g_strconcat ("/geometry/segment/", segments[i].what, NULL);
      g_test_add_data_func (path, &segments[i], test_segment);
    }

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strconcat ("/geometry/form/", forms[i].what, NULL);
      g_test_add_data_func (path, &forms[i], test_form);
    }

  return g_test_run ();
}
