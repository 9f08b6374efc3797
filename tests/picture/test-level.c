/* What is shown at which zoom. */

#include "picture/ff-level.h"

typedef struct
{
  const char *what;
  double      zoom;
  FfLevel     level;
} Case;

static const Case cases[] = {
  { "whole", 1.0, { TRUE, TRUE, TRUE, TRUE, TRUE, 1 } },
  { "sixty", 0.6, { TRUE, TRUE, TRUE, TRUE, TRUE, 1 } },
  { "below-sixty", 0.59, { FALSE, TRUE, TRUE, TRUE, TRUE, 2 } },
  { "below-fifty", 0.49, { FALSE, FALSE, TRUE, TRUE, TRUE, 2 } },
  { "below-thirty", 0.29, { FALSE, FALSE, FALSE, TRUE, FALSE, 2 } },
  { "below-twenty-five", 0.24, { FALSE, FALSE, FALSE, TRUE, FALSE, 0 } },
  { "below-twelve", 0.11, { FALSE, FALSE, FALSE, FALSE, FALSE, 0 } },
};

static void
test_level (gconstpointer data)
{
  const Case *c = data;
  FfLevel level = ff_level_get (c->zoom);

  g_assert_cmpint (level.shows_port_labels, ==, c->level.shows_port_labels);
  g_assert_cmpint (level.shows_summaries, ==, c->level.shows_summaries);
  g_assert_cmpint (level.shows_titles, ==, c->level.shows_titles);
  g_assert_cmpint (level.shows_tile_counts, ==, c->level.shows_tile_counts);
  g_assert_cmpint (level.shows_chips, ==, c->level.shows_chips);
  g_assert_cmpuint (level.dot_step, ==, c->level.dot_step);
}

/* Tiles of neighbours one gap apart never touch, never grow past their size, and are alike. */
static void
test_tiles (void)
{
  const FfRect card = { 0, 0, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX };
  const FfRect beside = { FF_CARD_WIDTH_PX + FF_COLUMN_GAP_PX, 0, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX };
  const FfRect below = { 0, FF_CARD_HEAD_PX + FF_ROW_GAP_PX, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX };

  const FfRect wide = { 0, 0, FF_CARD_WIDE_WIDTH_PX, FF_CARD_HEAD_PX };
  const FfRect tall = { 0, 0, FF_CARD_WIDTH_PX, FF_CARD_HEAD_PX + 3 * FF_PORT_ROW_PX };

  for (double zoom = 0.05; zoom < 0.3; zoom += 0.01)
    {
      FfRect a = ff_level_get_tile (&card, zoom);
      FfRect b = ff_level_get_tile (&beside, zoom);
      FfRect c = ff_level_get_tile (&below, zoom);

      g_assert_false (ff_rect_meets (&a, &b));
      g_assert_false (ff_rect_meets (&a, &c));
      g_assert_cmpfloat (a.width * zoom, <=, FF_TILE_WIDTH_PX + 0.01);
      g_assert_cmpfloat (a.height * zoom, <=, FF_TILE_HEIGHT_PX + 0.01);
      g_assert_cmpfloat (ff_level_get_tile (&wide, zoom).width, ==, a.width);
      g_assert_cmpfloat (ff_level_get_tile (&tall, zoom).height, ==, a.height);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/level/", cases[i].what, NULL);
      g_test_add_data_func (path, &cases[i], test_level);
    }
  g_test_add_func ("/level/tiles", test_tiles);

  return g_test_run ();
}
