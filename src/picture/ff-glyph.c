/* The icons of Fanfare as a const table of small path programs, and the
 * painter that runs them. Called by the scene's painter, by the window's
 * icon paintable and by exports; any thread with its own cairo context. */

#include "picture/ff-glyph.h"

#include <math.h>
#include <string.h>

/* Two circles of radius 4.4 around (5.4, 8) and (10.6, 8) cross at 53.8°. */
#define BOTH_CIRCLES "O5.4 8 4.4 O10.6 8 4.4"
#define LENS "W5.4 8 4.4 -53.8 53.8 W10.6 8 4.4 126.2 233.8 Z"
#define LEFT_CRESCENT "W5.4 8 4.4 53.8 306.2 W10.6 8 4.4 233.8 126.2 Z"

#define ENVELOPE "R1.8 3.4 12.4 9.2 1.8"
#define CLOCK "O8 8 6 M8 4.6 V8 L10.4 9.6"

static const FfGlyph glyphs[] = {
  /* Audience. */
  { "build-audience", TRUE,
    { { FF_GLYPH_LINE, "O6 5.2 2.6 M1.4 13.6 C1.4 10.7 3.4 9.1 6 9.1 C8.6 9.1 10.6 10.7 10.6 13.6" },
      { FF_GLYPH_LINE, "W10.1 5.2 2.4 -78 78 M12.4 9.4 C13.8 10.1 14.6 11.5 14.6 13.6" } } },
  { "read-audience", FALSE,
    { { FF_GLYPH_LINE, "O8 4.6 2.6 M3.4 11 C3.9 9 5.6 8.2 8 8.2 C10.4 8.2 12.1 9 12.6 11 M2.2 14 H13.8" } } },
  { "incremental-query", TRUE,
    { { FF_GLYPH_LINE, "O6 4.4 2.4 M1.8 10.8 C2.2 8.9 3.8 8.1 6 8.1 C8.2 8.1 9.8 8.9 10.2 10.8 M1.8 13.9 H14.2" },
      { FF_GLYPH_LINE, "M12.2 2.4 V7 M9.9 4.7 H14.5" } } },
  { "load-file", FALSE,
    { { FF_GLYPH_LINE, "M3.6 1.9 H9 L12.6 5.5 V14.1 H3.6 Z" },
      { FF_GLYPH_BODY, "M9 1.9 V5.5 H12.6 Z" } } },
  { "combine-union", FALSE,
    { { FF_GLYPH_BODY, "O5.4 8 4.4" },
      { FF_GLYPH_BODY, "O10.6 8 4.4" } } },
  { "combine-intersection", FALSE,
    { { FF_GLYPH_LINE, BOTH_CIRCLES },
      { FF_GLYPH_FILL, LENS } } },
  { "combine-exclusion", FALSE,
    { { FF_GLYPH_LINE, BOTH_CIRCLES },
      { FF_GLYPH_FILL, LEFT_CRESCENT } } },
  { "combine-symmetric-difference", FALSE,
    { { FF_GLYPH_BODY, "O5.9 8 4.4" },
      { FF_GLYPH_BODY, "O10.1 8 4.4" },
      { FF_GLYPH_HOLE, "W5.9 8 4.4 -61.5 61.5 W10.1 8 4.4 118.5 241.5 Z" } } },
  { "deduplicate", FALSE,
    { { FF_GLYPH_BODY, "R2 6 8 8 2" },
      { FF_GLYPH_DASH, "M5.6 2.4 H11.4 C12.6 2.4 13.6 3.4 13.6 4.6 V10.6" } } },
  { "split", TRUE,
    { { FF_GLYPH_LINE, "M1.8 8 H14 M5.2 8 C8.4 8 8 3 11.2 3 H14 M5.2 8 C8.4 8 8 13 11.2 13 H14" } } },
  { "ab-test", FALSE,
    { { FF_GLYPH_LINE, "O8 8 6" },
      { FF_GLYPH_FILL, "W8 8 6 90 270 Z" } } },
  { "take", TRUE,
    { { FF_GLYPH_LINE, "M2.2 3.8 H13.8 M2.2 8 H10 M2.2 12.2 H6" } } },
  { "enrich", TRUE,
    { { FF_GLYPH_LINE, "M2 3.6 H13.6 M2 8 H7 M2 12.4 H7" },
      { FF_GLYPH_LINE, "M11.4 7.6 V13.8 M8.3 10.7 H14.5" } } },
  { "change-dimension", TRUE,
    { { FF_GLYPH_LINE, "R1.8 1.8 5.2 5.2 1.2 M9.8 3.4 H10.6 C11.4 3.4 11.8 3.8 11.8 4.6 V5.4" },
      { FF_GLYPH_BODY, "R9.2 9.8 5 4.4 1.2" },
      { FF_GLYPH_FILL, "M8.9 4.8 H14.7 L11.8 8.2 Z" } } },
  { "reconcile", FALSE,
    { { FF_GLYPH_LINE, "M2 2.8 H5.8 V13.2 H2 M14 2.8 H10.2 V13.2 H14 M5.8 8 H10.2" } } },
  { "save-audience", FALSE,
    { { FF_GLYPH_LINE, "M8 1.9 V8.5 M5.2 6 L8 8.8 L10.8 6" },
      { FF_GLYPH_LINE, "M2.4 9.4 V12.3 C2.4 13.1 3.1 13.8 3.9 13.8 H12.1 C12.9 13.8 13.6 13.1 13.6 12.3 V9.4" } } },
  { "update-data", FALSE,
    { { FF_GLYPH_LINE, "E6.6 3.8 4.8 1.9 M1.8 3.8 V12 C1.8 13.1 3.6 13.9 6 13.9 M11.4 3.8 V6.2 "
                       "M1.8 7.9 C1.8 9 3.6 9.8 6 9.8" },
      { FF_GLYPH_BODY, "M8.8 14 L9.4 11.8 L12.9 8.3 L14.4 9.8 L10.9 13.3 Z" } } },
  /* Flow. */
  { "start", TRUE,
    { { FF_GLYPH_LINE, "M4.4 2.6 L13 8 L4.4 13.4 Z" } } },
  { "schedule", FALSE,
    { { FF_GLYPH_LINE, "R2 3 12 11 2 M5.2 1.6 V4.2 M10.8 1.6 V4.2" },
      { FF_GLYPH_FILL, "M2 7.4 V5 C2 3.9 2.9 3 4 3 H12 C13.1 3 14 3.9 14 5 V7.4 Z" } } },
  { "fork", TRUE,
    { { FF_GLYPH_LINE, "M1.8 8 H7.4 M14.2 3.4 H7.4 V12.6 H14.2" } } },
  { "and-join", TRUE,
    { { FF_GLYPH_LINE, "M1.8 4.4 H7.6 M1.8 11.6 H7.6 M9 8 H14.2" },
      { FF_GLYPH_BOLD, "M8.3 2 V14" } } },
  { "wait", FALSE,
    { { FF_GLYPH_LINE, CLOCK } } },
  { "test", FALSE,
    { { FF_GLYPH_LINE, "M8 1.4 L14.6 8 L8 14.6 L1.4 8 Z" },
      { FF_GLYPH_LINE, "M6.2 6.7 C6.3 5.6 7 5 8 5 C9 5 9.7 5.6 9.7 6.5 C9.7 7.7 8 7.8 8 8.9 M8 10.9 V11" } } },
  { "approval", FALSE,
    { { FF_GLYPH_LINE, "M13.2 8.6 V12 C13.2 12.9 12.5 13.6 11.6 13.6 H4 C3.1 13.6 2.4 12.9 2.4 12 V4.2 "
                       "C2.4 3.3 3.1 2.6 4 2.6 H8.6" },
      { FF_GLYPH_LINE, "M5.4 7 L7.8 9.4 L14.2 2.8" } } },
  { "signal", TRUE,
    { { FF_GLYPH_BODY, "O3.6 8 1.3" },
      { FF_GLYPH_LINE, "W3.6 8 5.6 -48 48 M11 2 C12.6 3.6 13.5 5.7 13.5 8 C13.5 10.3 12.6 12.4 11 14" } } },
  { "alert", TRUE,
    { { FF_GLYPH_BODY, "M2 6.2 H4.8 L10.6 3 V13 L4.8 9.8 H2 Z" },
      { FF_GLYPH_LINE, "M4.4 10 V13.6 M13.4 6 V10" } } },
  { "guard", FALSE,
    { { FF_GLYPH_LINE, "M8 1.6 L13.2 3.5 V7.6 C13.2 10.9 11 13.2 8 14.4 C5 13.2 2.8 10.9 2.8 7.6 V3.5 Z" } } },
  { "jump", FALSE,
    { { FF_GLYPH_LINE, "M9.6 4.4 H11 W11 8 3.6 -90 90 H9.6 M6.4 11.6 H5 W5 8 3.6 90 270 H6.4" },
      { FF_GLYPH_LINE, "M5.4 8 H10.6" } } },
  { "end", FALSE,
    { { FF_GLYPH_BODY, "R3.2 3.2 9.6 9.6 2.4" } } },
  { "sub-campaign", TRUE,
    { { FF_GLYPH_LINE, "R1.6 2 12.8 12 2.6 M5 8 H11" },
      { FF_GLYPH_FILL, "R3.8 6.3 3.4 3.4 1 R8.8 6.3 3.4 3.4 1" } } },
  { "waterfall", TRUE,
    { { FF_GLYPH_LINE, "M1.6 2.8 H5.4 V7.8 H10 V12.8 H14.4" } } },
  /* Send. */
  { "email", FALSE,
    { { FF_GLYPH_LINE, ENVELOPE " M2.3 4.8 L8 9.2 L13.7 4.8" } } },
  { "sms", FALSE,
    { { FF_GLYPH_LINE, "M4 2.7 H12 C13.1 2.7 14 3.6 14 4.7 V9.1 C14 10.2 13.1 11.1 12 11.1 H8.2 L5 13.9 V11.1 H4 "
                       "C2.9 11.1 2 10.2 2 9.1 V4.7 C2 3.6 2.9 2.7 4 2.7 Z" },
      { FF_GLYPH_FILL, "O5.1 6.9 1 O8 6.9 1 O10.9 6.9 1" } } },
  { "push", FALSE,
    { { FF_GLYPH_LINE, "M8 2 C5.3 2 3.9 3.9 3.9 6.3 V8.9 L2.4 11.3 H13.6 L12.1 8.9 V6.3 C12.1 3.9 10.7 2 8 2 Z" },
      { FF_GLYPH_LINE, "M6.4 13.4 C6.6 14.1 7.2 14.4 8 14.4 C8.8 14.4 9.4 14.1 9.6 13.4" } } },
  { "direct-mail", FALSE,
    { { FF_GLYPH_LINE, "R1.6 3 12.8 10 1.4 M4 8 H7.8 M4 10.6 H6.6" },
      { FF_GLYPH_FILL, "R9.4 4.9 3.4 3.4 0.4" } } },
  { "custom", FALSE,
    { { FF_GLYPH_LINE, "M5.6 1.8 V5.2 M10.4 1.8 V5.2 M2.8 5.2 H13.2 M8 11.4 V14.2" },
      { FF_GLYPH_LINE, "M4.2 5.2 V7.6 C4.2 9.8 5.9 11.4 8 11.4 C10.1 11.4 11.8 9.8 11.8 7.6 V5.2" } } },
  /* Notes, and what we do not know. */
  { "note", TRUE,
    { { FF_GLYPH_LINE, "M4.2 2.4 H11.8 C12.9 2.4 13.6 3.1 13.6 4.2 V9 L9 13.6 H4.2 C3.1 13.6 2.4 12.9 2.4 11.8 V4.2 "
                       "C2.4 3.1 3.1 2.4 4.2 2.4 Z" },
      { FF_GLYPH_BODY, "M13.6 9 H9 V13.6 Z" } } },
  { "frame", FALSE,
    { { FF_GLYPH_DASH, "R1.8 2.8 12.4 10.4 2.4" } } },
  { "unknown", FALSE,
    { { FF_GLYPH_LINE, "M2.4 5.2 H5.3 W6.8 3.9 1.985 139.1 400.9 H10.8 V7.9 W12.1 9.4 1.985 229.1 490.9 "
                       "V13.8 H2.4 Z" } } },
  /* States and the canvas's own. */
  { "warning", FALSE,
    { { FF_GLYPH_BODY, "M8 2.4 L14.2 13 H1.8 Z" },
      { FF_GLYPH_CUT, "M8 6.2 V9.2 M8 11.3 V11.4" } } },
  { "problem", FALSE,
    { { FF_GLYPH_BODY, "O8 8 6.2" },
      { FF_GLYPH_CUT, "M8 4.7 V8.5 M8 11.1 V11.2" } } },
  { "good", FALSE,
    { { FF_GLYPH_LINE, "O8 8 6.2 M5.2 8.2 L7.2 10.2 L10.8 6.2" } } },
  { "question", FALSE,
    { { FF_GLYPH_LINE, "O8 8 6.2 M6.3 6.5 C6.4 5.5 7.1 5 8 5 C8.9 5 9.7 5.5 9.7 6.4 C9.7 7.6 8 7.6 8 8.7 "
                       "M8 11 V11.1" } } },
  { "pause", FALSE,
    { { FF_GLYPH_BOLD, "M5.6 3.6 V12.4 M10.4 3.6 V12.4" } } },
  { "cloud-off", FALSE,
    { { FF_GLYPH_LINE, "M4.9 12.6 C3 12.6 1.8 11.4 1.8 9.8 C1.8 8.3 3 7.2 4.5 7.1 C5 5 6.5 3.8 8.4 3.8 "
                       "C10.4 3.8 12 5.2 12.2 7.2 C13.5 7.4 14.3 8.4 14.3 9.8 C14.3 11.4 13.2 12.6 11.5 12.6 Z" },
      { FF_GLYPH_GAP, "M2.6 2.2 L13.8 13.4" },
      { FF_GLYPH_LINE, "M2.2 2.6 L13.4 13.8" } } },
  { "copy", FALSE,
    { { FF_GLYPH_LINE, "R5.6 5.6 8.4 8.4 2" },
      { FF_GLYPH_LINE, "M3.6 10.4 C2.7 10.2 2 9.4 2 8.4 V4 C2 2.9 2.9 2 4 2 H8.4 C9.4 2 10.2 2.7 10.4 3.6" } } },
  { "spinner", FALSE,
    { { FF_GLYPH_BOLD, "W8 8 5.8 -90 180" } } },
  { "plus", FALSE,
    { { FF_GLYPH_BOLD, "M8 3 V13 M3 8 H13" } } },
  { "tick", FALSE,
    { { FF_GLYPH_BOLD, "M3.2 8.4 L6.2 11.4 L12.8 4.6" } } },
  { "stack", FALSE,
    { { FF_GLYPH_LINE, "M8 1.8 L14.2 5 L8 8.2 L1.8 5 Z M2 8.4 L8 11.4 L14 8.4 M2 11.4 L8 14.4 L14 11.4" } } },
};

/**
 * ff_glyph_get:
 * @index: a number from 0
 *
 * Returns: (nullable): the glyph of that number, or %NULL past the last
 */
const FfGlyph *
ff_glyph_get (guint index)
{
  return index < G_N_ELEMENTS (glyphs) ? &glyphs[index] : NULL;
}

/**
 * ff_glyph_find:
 * @name: (nullable): a glyph's name, or the name of its icon:
 *   "email" and "fanfare-email-symbolic" are the same
 *
 * Returns: (nullable): the glyph, or %NULL when there is none of that name
 */
const FfGlyph *
ff_glyph_find (const char *name)
{
  gsize length;

  if (name == NULL)
    return NULL;

  if (g_str_has_prefix (name, "fanfare-"))
    name += strlen ("fanfare-");

  length = strlen (name);
  if (g_str_has_suffix (name, "-symbolic"))
    length -= strlen ("-symbolic");

  for (guint i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (strlen (glyphs[i].name) == length && strncmp (glyphs[i].name, name, length) == 0)
      return &glyphs[i];

  return NULL;
}

/* Reads the next n numbers of a path program. */
static void
read_numbers (const char **at,
              double      *numbers,
              guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      char *end;

      numbers[i] = g_ascii_strtod (*at, &end);
      g_assert (end != *at);
      *at = end;
    }
}

static void
add_round_rect (cairo_t *cr,
                double   x,
                double   y,
                double   width,
                double   height,
                double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
add_ellipse (cairo_t *cr,
             double   x,
             double   y,
             double   radius_x,
             double   radius_y)
{
  cairo_new_sub_path (cr);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, radius_x, radius_y);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_close_path (cr);
}

/* An arc with angles in degrees; it runs the other way when the second is the smaller. */
static void
add_arc (cairo_t *cr,
         double   x,
         double   y,
         double   radius,
         double   from,
         double   to)
{
  if (to >= from)
    cairo_arc (cr, x, y, radius, from * G_PI / 180, to * G_PI / 180);
  else
    cairo_arc_negative (cr, x, y, radius, from * G_PI / 180, to * G_PI / 180);
}

static void
add_path (cairo_t    *cr,
          const char *path)
{
  double n[6];
  double x, y;
  const char *at = path;

  while (*at != '\0')
    {
      char letter = *at++;

      switch (letter)
        {
        case ' ':
          break;
        case 'M':
          read_numbers (&at, n, 2);
          cairo_move_to (cr, n[0], n[1]);
          break;
        case 'L':
          read_numbers (&at, n, 2);
          cairo_line_to (cr, n[0], n[1]);
          break;
        case 'H':
          read_numbers (&at, n, 1);
          cairo_get_current_point (cr, &x, &y);
          cairo_line_to (cr, n[0], y);
          break;
        case 'V':
          read_numbers (&at, n, 1);
          cairo_get_current_point (cr, &x, &y);
          cairo_line_to (cr, x, n[0]);
          break;
        case 'C':
          read_numbers (&at, n, 6);
          cairo_curve_to (cr, n[0], n[1], n[2], n[3], n[4], n[5]);
          break;
        case 'W':
          read_numbers (&at, n, 5);
          add_arc (cr, n[0], n[1], n[2], n[3], n[4]);
          break;
        case 'O':
          read_numbers (&at, n, 3);
          add_ellipse (cr, n[0], n[1], n[2], n[2]);
          break;
        case 'E':
          read_numbers (&at, n, 4);
          add_ellipse (cr, n[0], n[1], n[2], n[3]);
          break;
        case 'R':
          read_numbers (&at, n, 5);
          add_round_rect (cr, n[0], n[1], n[2], n[3], n[4]);
          break;
        case 'Z':
          cairo_close_path (cr);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static double
get_line_width (FfGlyphInk ink)
{
  switch (ink)
    {
    case FF_GLYPH_BOLD:
      return 2.2;
    case FF_GLYPH_CUT:
      return 1.7;
    case FF_GLYPH_GAP:
      return 2.4;
    default:
      return 1.6;
    }
}

static void
paint_layer (cairo_t            *cr,
             const FfGlyphLayer *layer)
{
  static const double dashes[] = { 2.2, 2.6 };

  cairo_new_path (cr);
  add_path (cr, layer->path);
  cairo_set_line_width (cr, get_line_width (layer->ink));
  cairo_set_dash (cr, dashes, layer->ink == FF_GLYPH_DASH ? 2 : 0, 0);

  if (layer->ink == FF_GLYPH_FILL || layer->ink == FF_GLYPH_HOLE)
    {
      cairo_fill (cr);
      return;
    }

  if (layer->ink == FF_GLYPH_BODY)
    cairo_fill_preserve (cr);

  cairo_stroke (cr);
}

static void
set_color (cairo_t *cr,
           FfColor  color)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

static gboolean
is_cut (const FfGlyphLayer *layer)
{
  return layer->ink >= FF_GLYPH_CUT;
}

static gboolean
has_cut (const FfGlyph *self)
{
  for (guint i = 0; self->layers[i].ink != FF_GLYPH_END; i++)
    if (is_cut (&self->layers[i]))
      return TRUE;

  return FALSE;
}

/**
 * ff_glyph_paint:
 * @self: a glyph
 * @cr: where to draw
 * @x: start of its square
 * @y: top of its square
 * @size: side of its square
 * @color: the ink
 * @ground: (nullable): colour of what lies below, for the parts that are cut
 *   out; %NULL cuts real holes, which costs an extra surface
 * @is_rtl: turns glyphs that point somewhere around
 *
 * Paints @self. A path program is a text of letters and numbers, all
 * absolute on the grid of 16: M, L, H, V, C and Z as in SVG; O x y r is a
 * circle, E x y rx ry an ellipse, R x y width height r a rectangle with round
 * corners, and W x y r from to an arc with its angles in degrees, joined to
 * what stands before it.
 */
void
ff_glyph_paint (const FfGlyph *self,
                cairo_t       *cr,
                double         x,
                double         y,
                double         size,
                FfColor        color,
                const FfColor *ground,
                gboolean       is_rtl)
{
  gboolean cuts_holes = ground == NULL && has_cut (self);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / 16, size / 16);

  if (is_rtl && self->mirrors)
    {
      cairo_translate (cr, 16, 0);
      cairo_scale (cr, -1, 1);
    }

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  if (cuts_holes)
    cairo_push_group (cr);

  for (guint i = 0; self->layers[i].ink != FF_GLYPH_END; i++)
    {
      const FfGlyphLayer *layer = &self->layers[i];
      gboolean is_hole = is_cut (layer) && cuts_holes;

      cairo_set_operator (cr, is_hole ? CAIRO_OPERATOR_DEST_OUT : CAIRO_OPERATOR_OVER);
      set_color (cr, is_cut (layer) && ground != NULL ? *ground : color);
      paint_layer (cr, layer);
    }

  if (cuts_holes)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint (cr);
    }

  cairo_restore (cr);
}
