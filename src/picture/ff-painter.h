#pragma once

#include "picture/ff-scene.h"

G_BEGIN_DECLS

/* Draws scenes and their parts with cairo: for SVG, PNG, PDF and thumbnails,
 * and for the window's canvas, which calls the same functions for each part.
 * All draw in canvas pixels at 100 %; the caller has scaled the context by
 * the painter's zoom. */

/**
 * FfDrawFlags:
 * @FF_DRAW_HOVER: the pointer is over it
 * @FF_DRAW_SELECTED: selected
 * @FF_DRAW_FOCUSED: has the keyboard's focus
 * @FF_DRAW_ACTIVE: of a transition: its people are shown
 * @FF_DRAW_FADED: not a valid target, or off the lit path
 * @FF_DRAW_DRAGGED: in the air
 * @FF_DRAW_TARGET: what is held would be dropped into it
 */
typedef enum
{
  FF_DRAW_PLAIN = 0,
  FF_DRAW_HOVER = 1 << 0,
  FF_DRAW_SELECTED = 1 << 1,
  FF_DRAW_FOCUSED = 1 << 2,
  FF_DRAW_ACTIVE = 1 << 3,
  FF_DRAW_FADED = 1 << 4,
  FF_DRAW_DRAGGED = 1 << 5,
  FF_DRAW_TARGET = 1 << 6,
} FfDrawFlags;

/* A line of text for a screen: laid out at its size there, its top start
 * corner on whole pixels of the surface that is drawn to. */
typedef void (*FfTakeText) (PangoLayout *layout,
                            double       x,
                            double       y,
                            FfColor      color,
                            gpointer     user_data);

typedef struct
{
  const FfPalette *palette;
  FfTypesetter    *typesetter;
  double           zoom;
  gboolean         is_rtl;
  gint64           most_people; /* above 0: lines are as wide as their people are many */
  double           turn;        /* of spinners, from 0 to 1 */
  FfTakeText       take_text;   /* draws lines of text in the painter's stead; nullable */
  gpointer         text_data;
  double           text_fade;   /* what taken text loses of its strength; 0 but inside a faded part */
} FfPainter;

void ff_painter_draw_ground     (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfRect            *area,
                                 gboolean                 with_dots);
void ff_painter_draw_scene      (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfScene           *scene,
                                 const FfRect            *area);

void ff_painter_draw_frame      (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneFrame      *frame,
                                 FfDrawFlags              flags);
void ff_painter_draw_note       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneNote       *note,
                                 FfDrawFlags              flags);
void ff_painter_draw_transition (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneTransition *transition,
                                 FfDrawFlags              flags);
void ff_painter_draw_route      (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfRoute           *route,
                                 FfColor                  color,
                                 double                   width,
                                 gboolean                 is_dashed);
void ff_painter_draw_chip       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneTransition *transition,
                                 FfDrawFlags              flags);
void ff_painter_draw_card       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneCard       *card,
                                 FfDrawFlags              flags);
void ff_painter_draw_port       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfSceneCard       *card,
                                 const FfScenePort       *port,
                                 FfDrawFlags              flags);
void ff_painter_draw_guide      (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 FfPoint                  from,
                                 FfPoint                  to,
                                 const char              *distance);
void ff_painter_draw_band       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfRect            *area);
void ff_painter_draw_slot       (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 const FfRect            *rect,
                                 const char              *text);
void ff_painter_draw_bubble     (const FfPainter         *self,
                                 cairo_t                 *cr,
                                 FfPoint                  below,
                                 const char              *text);

G_END_DECLS
