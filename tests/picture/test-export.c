/* Pictures as files: each format can be read again and holds the counts. */

#include "picture/ff-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sample-campaign.h"

typedef struct
{
  FfScene      *scene;
  FfTypesetter *typesetter;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (FfCampaign) campaign = load_sample ();
  g_autoptr (FfCountLabels) counts = ff_count_labels_new ();

  ff_count_labels_set (counts, "all", "out", FF_COUNT_FRESH, 48210, NULL);
  f->typesetter = ff_typesetter_new (NULL);
  f->scene = ff_scene_new (campaign, f->typesetter, counts, NULL, FALSE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ff_scene_unref (f->scene);
  ff_typesetter_unref (f->typesetter);
}

static GBytes *
draw (Fixture        *f,
      FfExportFormat  format,
      double          scale)
{
  const FfExportOptions options = { .title = "Win <Back> & more", .scale = scale };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ff_export_draw (f->scene, f->typesetter, format, &options, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
note_text_cb (GMarkupParseContext  *context,
              const char           *text,
              gsize                 length,
              gpointer              user_data,
              GError              **error)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);

  if (g_str_equal (stack->data, "title") || g_str_equal (stack->data, "desc"))
    g_string_append_len (user_data, text, length);
}

static void
test_svg (Fixture       *f,
          gconstpointer  data)
{
  static const GMarkupParser parser = { .text = note_text_cb };
  g_autoptr (GBytes) bytes = draw (f, FF_EXPORT_SVG, 1);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, words, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_markup_parse_context_parse (context, text, size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);

  g_assert_nonnull (strstr (words->str, "Win <Back> & more"));
  g_assert_nonnull (strstr (words->str, "All customers → Lapsed: 48,210"));
}

static cairo_status_t
read_cb (gpointer       data,
         unsigned char *buffer,
         unsigned int   length)
{
  GBytes **rest = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (*rest, &size);
  GBytes *next;

  if (length > size)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (buffer, bytes, length);
  next = g_bytes_new_from_bytes (*rest, length, size - length);
  g_bytes_unref (*rest);
  *rest = next;

  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
read_png (GBytes *bytes)
{
  g_autoptr (GBytes) rest = g_bytes_ref (bytes);
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &rest);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

static void
test_png (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GBytes) bytes = draw (f, FF_EXPORT_PNG, 2);
  cairo_surface_t *surface = read_png (bytes);

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 2 * ((int) f->scene->bounds.width + 64));
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 2 * ((int) f->scene->bounds.height + 64));
  cairo_surface_destroy (surface);
}

/* At a scale that does not come out even, the last pixels are ground too. */
static void
test_png_edges (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GBytes) bytes = draw (f, FF_EXPORT_PNG, 0.37);
  cairo_surface_t *surface = read_png (bytes);
  const guint32 *pixels = (gpointer) cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);

  g_assert_cmphex (pixels[0] & 0xffffff, ==, 0xf3f3f5);
  g_assert_cmphex (pixels[(height - 1) * stride + width - 1] & 0xffffff, ==, 0xf3f3f5);
  cairo_surface_destroy (surface);
}

static void
test_png_huge (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GBytes) bytes = draw (f, FF_EXPORT_PNG, 1000);
  cairo_surface_t *surface = read_png (bytes);

  g_assert_cmpint (cairo_image_surface_get_width (surface), <, 32768);
  cairo_surface_destroy (surface);
}

static void
test_pdf (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GBytes) bytes = draw (f, FF_EXPORT_PDF, 1);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, >, 1000);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_true (memcmp (text + size - 6, "%%EOF\n", 6) == 0);
}

static void
test_write (Fixture       *f,
            gconstpointer  data)
{
  static const FfExportOptions options = { .title = "Win Back", .theme = FF_THEME_DARK, .with_flow = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fanfare-export-XXXXXX", &error);
  g_autofree char *picture = g_build_filename (folder, "picture.PNG", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "absent", "picture.svg", NULL);
  g_autofree char *strange = g_build_filename (folder, "picture.gif", NULL);

  g_assert_no_error (error);
  g_assert_true (ff_export_write (f->scene, f->typesetter, picture, &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));

  g_assert_false (ff_export_write (f->scene, f->typesetter, nowhere, &options, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (ff_export_write (f->scene, f->typesetter, strange, &options, NULL, &error));
  g_assert_error (error, FF_EXPORT_ERROR, FF_EXPORT_ERROR_FORMAT);

  g_assert_cmpint (g_unlink (picture), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* An empty campaign is an empty sheet, not an error. */
static void
test_empty (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Empty");
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfScene) scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);
  static const FfExportOptions options = { 0 };

  for (FfExportFormat format = FF_EXPORT_SVG; format <= FF_EXPORT_PDF; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = ff_export_draw (scene, typesetter, format, &options, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/export/svg", Fixture, NULL, set_up, test_svg, tear_down);
  g_test_add ("/export/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/export/png-edges", Fixture, NULL, set_up, test_png_edges, tear_down);
  g_test_add ("/export/png-huge", Fixture, NULL, set_up, test_png_huge, tear_down);
  g_test_add ("/export/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/export/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add_func ("/export/empty", test_empty);

  return g_test_run ();
}
