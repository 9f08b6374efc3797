/* Draws frames, open and collapsed, and notes. */

#include "picture/ff-painter-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "picture/ff-scene-private.h"

#define FRAME_TITLE_START_PX 20.0
#define TITLE_LEAST_HEAD_PX 7.8 /* on screen; in a lower head the title would lie under cards */
#define SHEET_STEP_PX 4.0
#define NOTE_RADIUS_PX 4.0
#define FOLD_PX 14.0

static double
draw_word (const FfPainter *self,
           cairo_t         *cr,
           const FfRect    *rect,
           double           start,
           FfTextRole       role,
           const char      *text,
           FfColor          color)
{
  double width = ff_typesetter_measure (self->typesetter, role, text);
  FfRect place = ff_paint_place (self, rect, start, 0, MIN (width + 1, rect->width - start), rect->height);

  ff_paint_text (self, cr, role, text, place.x, place.width, place.y + place.height / 2, FF_ALIGN_START, color);
  return start + width + FF_FOLDED_GAP_PX;
}

/* One card with two sheets behind it. */
static void
draw_collapsed (const FfPainter    *self,
                cairo_t            *cr,
                const FfSceneFrame *frame,
                FfDrawFlags         flags)
{
  const FfPalette *palette = self->palette;
  g_autofree char *activities = ff_scene_frame_dup_activities (frame);
  FfRect rect = ff_paint_snap (cr, &frame->rect);
  gboolean is_selected = (flags & FF_DRAW_SELECTED) != 0;
  double start = FF_FOLDED_TEXT_PX;
  FfRect glyph = ff_paint_place (self, &rect, 14, rect.height / 2 - 9, 18, 18);

  for (guint i = 3; i-- > 0;)
    {
      FfRect sheet = { rect.x + i * SHEET_STEP_PX, rect.y + i * SHEET_STEP_PX, rect.width - 2 * i * SHEET_STEP_PX,
                       rect.height };
      double width = is_selected && i == 0 ? 2.0 : 1.0;
      FfRect border = ff_rect_inflate (&sheet, -width / 2);

      if (i == 0)
        ff_paint_shadow (self, cr, &sheet, FF_CARD_RADIUS_PX, flags);
      ff_paint_set_color (cr, palette->card);
      ff_paint_add_rect (cr, &sheet, FF_CARD_RADIUS_PX);
      cairo_fill (cr);
      ff_paint_set_color (cr, is_selected && i == 0 ? palette->accent : palette->card_border);
      cairo_set_line_width (cr, width);
      ff_paint_add_rect (cr, &border, FF_CARD_RADIUS_PX - width / 2);
      cairo_stroke (cr);
    }

  ff_glyph_paint (ff_glyph_find ("stack"), cr, glyph.x, glyph.y, 18, palette->text_dimmed, &palette->card, FALSE);
  start = draw_word (self, cr, &rect, start, FF_TEXT_FRAME, frame->title, palette->text);
  start = draw_word (self, cr, &rect, start, FF_TEXT_SUMMARY, activities, palette->text_dimmed);

  if (frame->people_in != NULL)
    {
      start = draw_word (self, cr, &rect, start + FF_FOLDED_GAP_PX, FF_TEXT_COUNT, frame->people_in, palette->text);
      start = draw_word (self, cr, &rect, start, FF_TEXT_SUMMARY, C_("people into a frame", "in"),
                         palette->text_dimmed);
    }
  if (frame->people_out != NULL)
    {
      start = draw_word (self, cr, &rect, start + FF_FOLDED_GAP_PX, FF_TEXT_COUNT, frame->people_out, palette->text);
      draw_word (self, cr, &rect, start, FF_TEXT_SUMMARY, C_("people out of a frame", "out"), palette->text_dimmed);
    }

  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, &rect, FF_CARD_RADIUS_PX);
}

/**
 * ff_painter_draw_frame:
 * @self: a painter
 * @cr: where to draw
 * @frame: a frame, open or collapsed
 * @flags: how it stands to pointer, keyboard and selection
 *
 * An open frame lies below all lines and cards.
 */
void
ff_painter_draw_frame (const FfPainter    *self,
                       cairo_t            *cr,
                       const FfSceneFrame *frame,
                       FfDrawFlags         flags)
{
  const FfPalette *palette = self->palette;
  gboolean is_selected = (flags & (FF_DRAW_SELECTED | FF_DRAW_TARGET)) != 0;
  double width = is_selected ? 2.0 : 1.0 / MIN (1.0, self->zoom);
  FfRect rect, border, room;

  if (frame->is_collapsed)
    {
      draw_collapsed (self, cr, frame, flags);
      return;
    }

  rect = ff_paint_snap (cr, &frame->rect);
  border = ff_rect_inflate (&rect, -width / 2);
  room = ff_paint_place (self, &rect, FRAME_TITLE_START_PX, 0, rect.width - 2 * FRAME_TITLE_START_PX,
                         FF_FRAME_HEAD_PX);

  if (palette->frame.alpha > 0)
    {
      ff_paint_set_color (cr, palette->frame);
      ff_paint_add_rect (cr, &rect, FF_FRAME_RADIUS_PX);
      cairo_fill (cr);
    }
  ff_paint_set_color (cr, is_selected ? palette->accent
                          : (flags & FF_DRAW_HOVER) ? palette->card_border_hover : palette->frame_border);
  cairo_set_line_width (cr, width);
  ff_paint_add_rect (cr, &border, FF_FRAME_RADIUS_PX - width / 2);
  cairo_stroke (cr);

  if (FF_FRAME_HEAD_PX * self->zoom >= TITLE_LEAST_HEAD_PX)
    ff_paint_text (self, cr, FF_TEXT_FRAME, frame->title, room.x, room.width, room.y + room.height / 2 + 2,
                   FF_ALIGN_START, palette->text_dimmed);

  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, &rect, FF_FRAME_RADIUS_PX);
}

/* The outline of a sheet with one corner folded over, at the bottom end. */
static void
add_sheet (const FfPainter *self,
           cairo_t         *cr,
           const FfRect    *rect)
{
  double right = rect->x + rect->width;
  double bottom = rect->y + rect->height;
  double r = NOTE_RADIUS_PX;

  cairo_new_path (cr);
  cairo_arc (cr, rect->x + r, rect->y + r, r, G_PI, 3 * G_PI_2);
  cairo_arc (cr, right - r, rect->y + r, r, -G_PI_2, 0);
  if (self->is_rtl)
    {
      cairo_arc (cr, right - r, bottom - r, r, 0, G_PI_2);
      cairo_line_to (cr, rect->x + FOLD_PX, bottom);
      cairo_line_to (cr, rect->x, bottom - FOLD_PX);
    }
  else
    {
      cairo_line_to (cr, right, bottom - FOLD_PX);
      cairo_line_to (cr, right - FOLD_PX, bottom);
      cairo_arc (cr, rect->x + r, bottom - r, r, G_PI_2, G_PI);
    }
  cairo_close_path (cr);
}

static void
draw_fold (const FfPainter *self,
           cairo_t         *cr,
           const FfRect    *rect)
{
  FfRect fold = ff_paint_place (self, rect, rect->width - FOLD_PX, rect->height - FOLD_PX, FOLD_PX, FOLD_PX);
  double near = self->is_rtl ? fold.x + FOLD_PX : fold.x;
  double far = self->is_rtl ? fold.x : fold.x + FOLD_PX;
  double inwards = self->is_rtl ? -NOTE_RADIUS_PX : NOTE_RADIUS_PX;

  cairo_new_path (cr);
  cairo_move_to (cr, near, fold.y + FOLD_PX);
  cairo_line_to (cr, near, fold.y + NOTE_RADIUS_PX);
  cairo_curve_to (cr, near, fold.y + 1, near + inwards / 4, fold.y, near + inwards, fold.y);
  cairo_line_to (cr, far, fold.y);
  cairo_close_path (cr);
  ff_paint_set_color (cr, ff_color_mix (self->palette->note_paper, self->palette->note_border, 0.35));
  cairo_fill_preserve (cr);
  ff_paint_set_color (cr, self->palette->note_border);
  cairo_stroke (cr);
}

/* The first line of several is a title. */
static void
draw_note_text (const FfPainter   *self,
                cairo_t           *cr,
                const FfSceneNote *note,
                const FfRect      *rect)
{
  double size = ff_typesetter_get_size (self->typesetter, FF_TEXT_NOTE);
  const char *end = strchr (note->text, '\n');
  g_autoptr (PangoLayout) layout = NULL;

  if (size * self->zoom < FF_TEXT_LEAST_PX * 0.75)
    return;

  layout = ff_typesetter_dup_layout (self->typesetter, FF_TEXT_NOTE, note->text, 1.0);
  pango_layout_set_width (layout, (rect->width - 2 * FF_CARD_PADDING_PX) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, TRUE);

  if (end != NULL)
    {
      PangoAttrList *attributes = pango_attr_list_new ();
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = 0;
      bold->end_index = end - note->text;
      pango_attr_list_insert (attributes, bold);
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }

  cairo_save (cr);
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  cairo_clip (cr);
  ff_paint_set_color (cr, self->palette->note_text);
  cairo_move_to (cr, rect->x + FF_CARD_PADDING_PX, rect->y + FF_CARD_PADDING_PX);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/**
 * ff_painter_draw_note:
 * @self: a painter
 * @cr: where to draw
 * @note: a note
 * @flags: how it stands to pointer, keyboard and selection
 */
void
ff_painter_draw_note (const FfPainter   *self,
                      cairo_t           *cr,
                      const FfSceneNote *note,
                      FfDrawFlags        flags)
{
  const FfPalette *palette = self->palette;
  gboolean is_selected = (flags & FF_DRAW_SELECTED) != 0;
  double width = is_selected ? 2.0 : 1.0;
  FfRect rect = ff_paint_snap (cr, &note->rect);
  FfRect border = ff_rect_inflate (&rect, -width / 2);

  ff_paint_shadow (self, cr, &rect, NOTE_RADIUS_PX, flags);

  add_sheet (self, cr, &border);
  ff_paint_set_color (cr, palette->note_paper);
  cairo_fill_preserve (cr);
  ff_paint_set_color (cr, is_selected ? palette->accent : palette->note_border);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
  draw_fold (self, cr, &border);
  draw_note_text (self, cr, note, &rect);

  if (flags & FF_DRAW_FOCUSED)
    ff_paint_ring (self, cr, &rect, NOTE_RADIUS_PX);
}
