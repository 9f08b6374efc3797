/* Writes scenes to files. Called by fanfarectl draw and by the window's export
 * and print; any thread, with a typesetter of its own. */

#include "picture/ff-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MARGIN_PX 32.0
/* A PNG larger than this is drawn smaller: cairo's limit, and memory. */
#define MAX_SIDE_PX 32000.0
#define MAX_AREA_PX 6.4e7
#define POINTS_PER_PX 0.75

G_DEFINE_QUARK (ff-export-error-quark, ff_export_error)

typedef cairo_surface_t CairoSurface;
typedef cairo_t CairoContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairoSurface, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairoContext, cairo_destroy)

static cairo_status_t
append_cb (gpointer             data,
           const unsigned char *bytes,
           unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static FfRect
find_page (const FfScene *scene)
{
  FfRect page = ff_rect_inflate (&scene->bounds, MARGIN_PX);

  page.x = floor (page.x);
  page.y = floor (page.y);
  page.width = ceil (page.width);
  page.height = ceil (page.height);

  return page;
}

static double
limit_scale (const FfRect *page,
             double        scale)
{
  scale = MIN (scale, MAX_SIDE_PX / MAX (page->width, page->height));
  return MIN (scale, sqrt (MAX_AREA_PX / (page->width * page->height)));
}

static cairo_status_t
draw (cairo_surface_t       *surface,
      FfScene               *scene,
      FfTypesetter          *typesetter,
      const FfRect          *page,
      double                 scale,
      double                 zoom,
      const FfExportOptions *options)
{
  g_autoptr (CairoContext) cr = cairo_create (surface);
  const FfPainter painter = {
    .palette = ff_palette_get (options->theme),
    .typesetter = typesetter,
    .zoom = zoom,
    .is_rtl = scene->is_rtl,
    .most_people = options->with_flow ? scene->most_people : 0,
  };
  const FfRect sheet = ff_rect_inflate (page, 1.0 / scale);

  /* The last pixel of a PNG may be covered in part only: the ground reaches beyond. */
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -page->x, -page->y);
  ff_painter_draw_ground (&painter, cr, &sheet, FALSE);
  ff_painter_draw_scene (&painter, cr, scene, NULL);
  cairo_show_page (cr);

  return cairo_status (cr);
}

static const char *
get_title (const FfScene *scene,
           const char    *id)
{
  const FfSceneCard *card = ff_scene_find_card (scene, id);

  return card != NULL ? card->title : id;
}

/* The same numbers in words, for those who do not see the picture. */
static char *
dup_description (const FfScene *scene)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = scene->transitions[i];

      g_string_append_printf (text, "%s → %s",
                              get_title (scene, transition->from), get_title (scene, transition->to));
      if (transition->count != NULL)
        g_string_append_printf (text, ": %s", transition->count->text);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* Cairo writes letters as shapes, so title and numbers are added as text. */
static void
describe_svg (GByteArray    *bytes,
              const FfScene *scene,
              const char    *title)
{
  const char *start = g_strstr_len ((const char *) bytes->data, bytes->len, "<svg");
  const char *end = start != NULL ? memchr (start, '>', (const char *) bytes->data + bytes->len - start) : NULL;
  g_autofree char *description = NULL;
  g_autofree char *words = NULL;
  gsize at, tail;

  if (end == NULL)
    return;

  at = end + 1 - (const char *) bytes->data;
  tail = bytes->len - at;
  description = dup_description (scene);
  words = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s</desc>", title != NULL ? title : "", description);

  g_byte_array_set_size (bytes, bytes->len + strlen (words));
  memmove (bytes->data + at + strlen (words), bytes->data + at, tail);
  memcpy (bytes->data + at, words, strlen (words));
}

static cairo_status_t
draw_png (FfScene               *scene,
          FfTypesetter          *typesetter,
          const FfExportOptions *options,
          GByteArray            *bytes)
{
  FfRect page = find_page (scene);
  double scale = limit_scale (&page, options->scale > 0 ? options->scale : 1.0);
  g_autoptr (CairoSurface) surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                                 ceil (page.width * scale), ceil (page.height * scale));
  cairo_status_t status = draw (surface, scene, typesetter, &page, scale, scale, options);

  if (status != CAIRO_STATUS_SUCCESS)
    return status;

  return cairo_surface_write_to_png_stream (surface, append_cb, bytes);
}

static cairo_status_t
draw_svg (FfScene               *scene,
          FfTypesetter          *typesetter,
          const FfExportOptions *options,
          GByteArray            *bytes)
{
  FfRect page = find_page (scene);
  g_autoptr (CairoSurface) surface = cairo_svg_surface_create_for_stream (append_cb, bytes, page.width, page.height);
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  status = draw (surface, scene, typesetter, &page, 1.0, 1.0, options);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    describe_svg (bytes, scene, options->title);

  return status;
}

static cairo_status_t
draw_pdf (FfScene               *scene,
          FfTypesetter          *typesetter,
          const FfExportOptions *options,
          GByteArray            *bytes)
{
  FfRect page = find_page (scene);
  g_autoptr (CairoSurface) surface = cairo_pdf_surface_create_for_stream (append_cb, bytes,
                                                                          page.width * POINTS_PER_PX,
                                                                          page.height * POINTS_PER_PX);
  cairo_status_t status;

  if (options->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, options->title);
  status = draw (surface, scene, typesetter, &page, POINTS_PER_PX, 1.0, options);
  cairo_surface_finish (surface);

  return status == CAIRO_STATUS_SUCCESS ? cairo_surface_status (surface) : status;
}

/**
 * ff_export_draw:
 * @scene: what to draw; the whole of it, with a margin
 * @typesetter: of this thread
 * @format: of the answer
 * @options: title and looks
 * @error: return location for a #FfExportError
 *
 * A PNG that would be too large for memory is drawn at a smaller scale.
 *
 * Returns: (transfer full): the bytes of the file, or %NULL
 */
GBytes *
ff_export_draw (FfScene                *scene,
                FfTypesetter           *typesetter,
                FfExportFormat          format,
                const FfExportOptions  *options,
                GError                **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  switch (format)
    {
    case FF_EXPORT_SVG:
      status = draw_svg (scene, typesetter, options, bytes);
      break;
    case FF_EXPORT_PNG:
      status = draw_png (scene, typesetter, options, bytes);
      break;
    case FF_EXPORT_PDF:
      status = draw_pdf (scene, typesetter, options, bytes);
      break;
    default:
      g_return_val_if_reached (NULL);
    }

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, FF_EXPORT_ERROR, FF_EXPORT_ERROR_DRAWING, _("The picture could not be drawn: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * ff_export_find_format:
 * @path: a file name
 * @out_format: (out): what its ending asks for
 * @error: return location for %FF_EXPORT_ERROR_FORMAT
 *
 * Returns: %TRUE if @out_format was set
 */
gboolean
ff_export_find_format (const char      *path,
                       FfExportFormat  *out_format,
                       GError         **error)
{
  static const struct
  {
    const char    *ending;
    FfExportFormat format;
  } endings[] = {
    { ".svg", FF_EXPORT_SVG },
    { ".png", FF_EXPORT_PNG },
    { ".pdf", FF_EXPORT_PDF },
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i].ending))
      {
        *out_format = endings[i].format;
        return TRUE;
      }

  g_set_error (error, FF_EXPORT_ERROR, FF_EXPORT_ERROR_FORMAT,
               _("“%s” names no format for a picture. Let it end in .svg, .png or .pdf."), path);
  return FALSE;
}

/**
 * ff_export_write:
 * @scene: what to draw
 * @typesetter: of this thread
 * @path: the file; its ending decides the format
 * @options: title and looks
 * @cancellable: (nullable): stops the writing
 * @error: return location for a #FfExportError or a #GIOErrorEnum
 *
 * Blocks. The file is replaced as a whole or not at all.
 *
 * Returns: %TRUE if the file was written
 */
gboolean
ff_export_write (FfScene                *scene,
                 FfTypesetter           *typesetter,
                 const char             *path,
                 const FfExportOptions  *options,
                 GCancellable           *cancellable,
                 GError                **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  FfExportFormat format;

  if (!ff_export_find_format (path, &format, error))
    return FALSE;

  bytes = ff_export_draw (scene, typesetter, format, options, error);
  if (bytes == NULL)
    return FALSE;

  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                  G_FILE_CREATE_NONE, NULL, cancellable, error);
}
