/* Sizes and weights of text, relative to one font. */

#include "picture/ff-typesetter.h"

static void
test_sizes (void)
{
  g_autoptr (FfTypesetter) usual = ff_typesetter_new ("Sans 11");
  g_autoptr (FfTypesetter) large = ff_typesetter_new ("Sans 22");
  g_autoptr (FfTypesetter) absolute = ff_typesetter_new ("Sans 20px");

  g_assert_cmpfloat_with_epsilon (ff_typesetter_get_size (usual, FF_TEXT_TITLE), 11 * 96 / 72.0, 0.01);
  g_assert_cmpfloat_with_epsilon (ff_typesetter_get_size (usual, FF_TEXT_SUMMARY), 0.85 * 11 * 96 / 72.0, 0.01);
  g_assert_cmpfloat_with_epsilon (ff_typesetter_get_size (absolute, FF_TEXT_TITLE), 20, 0.01);
  g_assert_cmpfloat_with_epsilon (ff_typesetter_measure (large, FF_TEXT_TITLE, "Lapsed"),
                                  2 * ff_typesetter_measure (usual, FF_TEXT_TITLE, "Lapsed"), 0.5);
}

static void
test_measure (void)
{
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  double once = ff_typesetter_measure (typesetter, FF_TEXT_TITLE, "All customers");

  g_assert_cmpfloat (once, >, 40);
  g_assert_cmpfloat (ff_typesetter_measure (typesetter, FF_TEXT_TITLE, "All customers"), ==, once);
  g_assert_cmpfloat (ff_typesetter_measure (typesetter, FF_TEXT_SUMMARY, "All customers"), <, once);
  g_assert_cmpfloat (ff_typesetter_measure (typesetter, FF_TEXT_TITLE, ""), ==, 0);
}

/* Counts stand in columns: every digit is as wide as any other. */
static void
test_tabular (void)
{
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  double width = ff_typesetter_measure (typesetter, FF_TEXT_COUNT, "1,111");

  g_assert_cmpfloat_with_epsilon (ff_typesetter_measure (typesetter, FF_TEXT_COUNT, "8,048"), width, 0.01);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/typesetter/sizes", test_sizes);
  g_test_add_func ("/typesetter/measure", test_measure);
  g_test_add_func ("/typesetter/tabular", test_tabular);

  return g_test_run ();
}
