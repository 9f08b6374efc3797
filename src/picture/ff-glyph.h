#pragma once

#include <cairo.h>

#include "picture/ff-palette.h"

G_BEGIN_DECLS

/* The icons of Fanfare: one description for canvas, palette, lists and
 * exported pictures. A glyph is drawn on a grid of 16 with lines of 1.6 and
 * takes any size and colour. */

/**
 * FfGlyphInk:
 * @FF_GLYPH_END: no more layers
 * @FF_GLYPH_LINE: a line of 1.6 with round ends
 * @FF_GLYPH_BOLD: a line of 2.2
 * @FF_GLYPH_DASH: a line broken into dashes
 * @FF_GLYPH_FILL: a surface without a line
 * @FF_GLYPH_BODY: a surface with its line
 * @FF_GLYPH_CUT: a line of 1.7 in the colour of the ground
 * @FF_GLYPH_GAP: a line of 2.4 in the colour of the ground, to keep layers apart
 * @FF_GLYPH_HOLE: a surface in the colour of the ground
 */
typedef enum
{
  FF_GLYPH_END,
  FF_GLYPH_LINE,
  FF_GLYPH_BOLD,
  FF_GLYPH_DASH,
  FF_GLYPH_FILL,
  FF_GLYPH_BODY,
  FF_GLYPH_CUT,
  FF_GLYPH_GAP,
  FF_GLYPH_HOLE,
} FfGlyphInk;

typedef struct
{
  FfGlyphInk  ink;
  const char *path; /* see ff_glyph_paint () */
} FfGlyphLayer;

typedef struct
{
  const char  *name;    /* "build-audience" */
  gboolean     mirrors; /* points somewhere: turned around for right-to-left */
  FfGlyphLayer layers[5];
} FfGlyph;

const FfGlyph *ff_glyph_find  (const char     *name);
const FfGlyph *ff_glyph_get   (guint           index);
void           ff_glyph_paint (const FfGlyph  *self,
                               cairo_t        *cr,
                               double          x,
                               double          y,
                               double          size,
                               FfColor         color,
                               const FfColor  *ground,
                               gboolean        is_rtl);

G_END_DECLS
