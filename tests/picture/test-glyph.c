/* Glyphs stay on their grid, and no two are taken for each other when small. */

#include "picture/ff-glyph.h"

#include <stdlib.h>
#include <string.h>

static const FfColor ink = { 0, 0, 0, 1 };

/* The coverage of a glyph in pixels, one byte each, with a margin around it. */
static guint8 *
paint (const FfGlyph *glyph,
       int            size,
       int            margin,
       gboolean       is_rtl)
{
  int side = size + 2 * margin;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, side, side);
  cairo_t *cr = cairo_create (surface);
  guint8 *pixels = g_malloc (side * side);

  ff_glyph_paint (glyph, cr, margin, margin, size, ink, NULL, is_rtl);
  cairo_surface_flush (surface);

  for (int y = 0; y < side; y++)
    memcpy (pixels + y * side,
            cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface), side);

  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return pixels;
}

static void
test_inside (void)
{
  const FfGlyph *glyph;
  const int size = 64;
  const int margin = 8;
  const int side = size + 2 * margin;

  for (guint i = 0; (glyph = ff_glyph_get (i)) != NULL; i++)
    {
      g_autofree guint8 *pixels = paint (glyph, size, margin, FALSE);
      guint n_inside = 0;

      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          {
            gboolean is_inside = x >= margin && y >= margin && x < margin + size && y < margin + size;

            if (pixels[y * side + x] == 0)
              continue;
            if (!is_inside)
              g_error ("%s leaves its grid at %d, %d", glyph->name, x - margin, y - margin);
            n_inside++;
          }

      g_assert_cmpuint (n_inside, >, 0);
    }
}

/* At 11 pixels, of what either shows at least this part must differ. */
#define LEAST_DIFFERENCE 0.2

static void
test_distinct (void)
{
  const FfGlyph *a, *b;
  const int size = 11;

  for (guint i = 0; (a = ff_glyph_get (i)) != NULL; i++)
    {
      g_autofree guint8 *left = paint (a, size, 0, FALSE);

      for (guint j = i + 1; (b = ff_glyph_get (j)) != NULL; j++)
        {
          g_autofree guint8 *right = paint (b, size, 0, FALSE);
          double differs = 0;
          double shows = 0;

          for (int k = 0; k < size * size; k++)
            {
              differs += abs (left[k] - right[k]);
              shows += MAX (left[k], right[k]);
            }

          if (differs / shows < LEAST_DIFFERENCE)
            g_error ("%s and %s differ by %.2f only", a->name, b->name, differs / shows);
        }
    }
}

static void
test_mirrored (void)
{
  const FfGlyph *glyph;
  const int size = 32;

  for (guint i = 0; (glyph = ff_glyph_get (i)) != NULL; i++)
    {
      g_autofree guint8 *straight = paint (glyph, size, 0, FALSE);
      g_autofree guint8 *turned = paint (glyph, size, 0, TRUE);
      gboolean is_same = memcmp (straight, turned, size * size) == 0;

      g_assert_cmpint (is_same, ==, !glyph->mirrors);
    }
}

static void
test_find (void)
{
  g_assert_nonnull (ff_glyph_find ("email"));
  g_assert_true (ff_glyph_find ("fanfare-email-symbolic") == ff_glyph_find ("email"));
  g_assert_true (ff_glyph_find ("combine-union") != ff_glyph_find ("combine-exclusion"));
  g_assert_null (ff_glyph_find ("emai"));
  g_assert_null (ff_glyph_find (NULL));
}

/* A ground colour gives the same picture on that ground as a real hole. */
static void
test_ground (void)
{
  const FfGlyph *glyph = ff_glyph_find ("problem");
  const FfColor white = { 1, 1, 1, 1 };
  guint32 middle[2];

  for (guint i = 0; i < G_N_ELEMENTS (middle); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 32, 32);
      cairo_t *cr = cairo_create (surface);

      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      ff_glyph_paint (glyph, cr, 0, 0, 32, ink, i == 0 ? &white : NULL, FALSE);
      cairo_surface_flush (surface);
      middle[i] = *(guint32 *) (gpointer) (cairo_image_surface_get_data (surface) +
                                           13 * cairo_image_surface_get_stride (surface) + 16 * 4) & 0xffffff;
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }

  g_assert_cmphex (middle[0], ==, 0xffffff);
  g_assert_cmphex (middle[0], ==, middle[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/glyph/inside", test_inside);
  g_test_add_func ("/glyph/distinct", test_distinct);
  g_test_add_func ("/glyph/mirrored", test_mirrored);
  g_test_add_func ("/glyph/find", test_find);
  g_test_add_func ("/glyph/ground", test_ground);

  return g_test_run ();
}
