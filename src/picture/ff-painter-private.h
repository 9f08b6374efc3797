#pragma once

#include "picture/ff-level.h"
#include "picture/ff-painter.h"

G_BEGIN_DECLS

/* What the files of the painter share. */

typedef enum
{
  FF_ALIGN_START,
  FF_ALIGN_MIDDLE,
  FF_ALIGN_END,
} FfAlign;

void   ff_paint_set_color    (cairo_t         *cr,
                              FfColor          color);
void   ff_paint_add_rect     (cairo_t         *cr,
                              const FfRect    *rect,
                              double           radius);
/* The rectangle whose lines of 1 px fall on whole pixels of the screen. */
FfRect ff_paint_snap         (cairo_t         *cr,
                              const FfRect    *rect);
void   ff_paint_shadow       (const FfPainter *painter,
                              cairo_t         *cr,
                              const FfRect    *rect,
                              double           radius,
                              FfDrawFlags      flags);
void   ff_paint_ring         (const FfPainter *painter,
                              cairo_t         *cr,
                              const FfRect    *rect,
                              double           radius);
/* A part of a card, its x counted from the start edge. */
FfRect ff_paint_place        (const FfPainter *painter,
                              const FfRect    *within,
                              double           start,
                              double           top,
                              double           width,
                              double           height);
/* One line of text in the room from x to x + width, around the height y. It
 * is never smaller than legible; where there is no room, it is left out. */
void   ff_paint_text         (const FfPainter *painter,
                              cairo_t         *cr,
                              FfTextRole       role,
                              const char      *text,
                              double           x,
                              double           width,
                              double           y,
                              FfAlign          align,
                              FfColor          color);
/* Whether so many lines of @width are enough for the whole text, without a word cut in two. */
gboolean ff_paint_fits       (const FfPainter *painter,
                              FfTextRole       role,
                              const char      *text,
                              guint            n_lines,
                              double           width);
/* ff_paint_text () on up to @n_lines, one below the other, where one is not enough. */
void   ff_paint_lines        (const FfPainter *painter,
                              cairo_t         *cr,
                              FfTextRole       role,
                              const char      *text,
                              guint            n_lines,
                              double           x,
                              double           width,
                              double           y,
                              FfAlign          align,
                              FfColor          color);
FfRect ff_paint_chip_rect    (const FfPainter         *painter,
                              const FfSceneTransition *transition);

G_END_DECLS
