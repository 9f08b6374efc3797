/* Thumbnails: a block per activity in the colour of its category. */

#include "picture/ff-thumbnail.h"

#include "sample-campaign.h"

static void
test_blocks (void)
{
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfThumbnail) thumbnail = ff_thumbnail_new (campaign);
  guint n = ff_thumbnail_get_n_blocks (thumbnail);
  FfTint tint;

  g_assert_cmpuint (n, ==, ff_campaign_get_n_activities (campaign));

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        FfRect a = ff_thumbnail_get_block (thumbnail, i, NULL);
        FfRect b = ff_thumbnail_get_block (thumbnail, j, NULL);

        g_assert_false (ff_rect_meets (&a, &b));
      }

  ff_thumbnail_get_block (thumbnail, 0, &tint);
  g_assert_cmpint (tint, ==, FF_TINT_AUDIENCE);
  ff_thumbnail_get_block (thumbnail, 5, &tint);
  g_assert_cmpint (tint, ==, FF_TINT_SEND);
  ff_thumbnail_get_block (thumbnail, 8, &tint);
  g_assert_cmpint (tint, ==, FF_TINT_PLAIN);
}

/* Nothing is drawn outside of the room, however small. */
static void
test_draw (void)
{
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfThumbnail) thumbnail = ff_thumbnail_new (campaign);
  const int width = 120, height = 60;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 100);
  cairo_t *cr = cairo_create (surface);
  const guchar *pixels;
  guint n_inside = 0;

  ff_thumbnail_draw (thumbnail, cr, width, height, ff_palette_get (FF_THEME_LIGHT));
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; y < 100; y++)
    for (int x = 0; x < 200; x++)
      if (pixels[y * cairo_image_surface_get_stride (surface) + x * 4 + 3] != 0)
        {
          g_assert_cmpint (x, <, width);
          g_assert_cmpint (y, <, height);
          n_inside++;
        }

  g_assert_cmpuint (n_inside, >, 200);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_empty (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Empty");
  g_autoptr (FfThumbnail) thumbnail = ff_thumbnail_new (campaign);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 20, 10);
  cairo_t *cr = cairo_create (surface);

  ff_thumbnail_draw (thumbnail, cr, 20, 10, ff_palette_get (FF_THEME_DARK));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/thumbnail/blocks", test_blocks);
  g_test_add_func ("/thumbnail/draw", test_draw);
  g_test_add_func ("/thumbnail/empty", test_empty);

  return g_test_run ();
}
