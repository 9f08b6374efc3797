/* The colours of the canvas: one const table per theme, and the measure of
 * contrast that the tests hold them against. Read from any thread. */

#include "picture/ff-palette.h"

#include <math.h>

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) & 0xff) / 255.0, 1.0                         \
  }
#define BLACK(a) { 0.0, 0.0, 0.0, (a) }
#define NONE { 0.0, 0.0, 0.0, 0.0 }

static const FfPalette palettes[FF_N_THEMES] = {
  [FF_THEME_LIGHT] = {
    .theme = FF_THEME_LIGHT,
    .canvas = RGB (0xf3f3f5),
    .dot = RGB (0xd9d9df),
    .card = RGB (0xffffff),
    .card_border = RGB (0xd3d3d8),
    .card_border_hover = RGB (0x85858e),
    .card_line = RGB (0xdcdce0),
    .shadow = BLACK (0.10),
    .frame = RGB (0xebebef),
    .frame_border = RGB (0xd8d8df),
    .text = RGB (0x2b2b30),
    .text_dimmed = RGB (0x5d5d66),
    .transition = RGB (0x787882),
    .accent = RGB (0x1c6bcf),
    .accent_on = RGB (0xffffff),
    .accent_text = RGB (0x1a5fb4),
    .accent_soft = RGB (0xdfeafa),
    .tints = {
      [FF_TINT_AUDIENCE] = { RGB (0x0a6c64), RGB (0xd5eeea), RGB (0x0a6c64) },
      [FF_TINT_FLOW] = { RGB (0x74399a), RGB (0xeee0f6), RGB (0x74399a) },
      [FF_TINT_SEND] = { RGB (0xa84300), RGB (0xfde5d3), RGB (0xa84300) },
      [FF_TINT_NOTES] = { RGB (0x5c4a00), RGB (0xfdf4c9), RGB (0xe6cf6a) },
      [FF_TINT_PLAIN] = { RGB (0x4b4b54), RGB (0xe7e7eb), RGB (0x85858e) },
    },
    .note_text = RGB (0x5c4a00),
    .note_paper = RGB (0xfdf4c9),
    .note_border = RGB (0xe6cf6a),
    .warning = { RGB (0xb67700), RGB (0x8a5a00), RGB (0xfbe6b4) },
    .problem = { RGB (0xc01c28), RGB (0xb3121f), RGB (0xfbdfe0) },
    .good = { RGB (0x17683a), RGB (0x17683a), RGB (0xd8f1e1) },
    .bubble = RGB (0x2b2b30),
    .bubble_text = RGB (0xffffff),
  },
  [FF_THEME_DARK] = {
    .theme = FF_THEME_DARK,
    .is_dark = TRUE,
    .canvas = RGB (0x1d1d20),
    .dot = RGB (0x34343a),
    .card = RGB (0x36363a),
    .card_border = RGB (0x4a4a50),
    .card_border_hover = RGB (0x8b8b96),
    .card_line = RGB (0x4a4a50),
    .shadow = BLACK (0.45),
    .frame = RGB (0x252529),
    .frame_border = RGB (0x3a3a41),
    .text = RGB (0xf4f4f6),
    .text_dimmed = RGB (0xb9b9c1),
    .transition = RGB (0x8b8b96),
    .accent = RGB (0x2a74d6),
    .accent_on = RGB (0xffffff),
    .accent_text = RGB (0x8fc0ff),
    .accent_soft = RGB (0x22395a),
    .tints = {
      [FF_TINT_AUDIENCE] = { RGB (0x80dcd1), RGB (0x1e4843), RGB (0x80dcd1) },
      [FF_TINT_FLOW] = { RGB (0xdcb0f4), RGB (0x4a2e5a), RGB (0xdcb0f4) },
      [FF_TINT_SEND] = { RGB (0xffb888), RGB (0x5a3516), RGB (0xffb888) },
      [FF_TINT_NOTES] = { RGB (0xf5e6a8), RGB (0x463d16), RGB (0x7d6b22) },
      [FF_TINT_PLAIN] = { RGB (0xc6c6cd), RGB (0x45454b), RGB (0x8b8b96) },
    },
    .note_text = RGB (0xf5e6a8),
    .note_paper = RGB (0x463d16),
    .note_border = RGB (0x7d6b22),
    .warning = { RGB (0xf0b93a), RGB (0xf8d27c), RGB (0x4d3b10) },
    .problem = { RGB (0xff9d9d), RGB (0xff9d9d), RGB (0x552226) },
    .good = { RGB (0x8be0ab), RGB (0x8be0ab), RGB (0x1d4630) },
    .bubble = RGB (0xf4f4f6),
    .bubble_text = RGB (0x1d1d20),
  },
  [FF_THEME_CONTRAST_LIGHT] = {
    .theme = FF_THEME_CONTRAST_LIGHT,
    .is_high_contrast = TRUE,
    .canvas = RGB (0xffffff),
    .dot = NONE,
    .card = RGB (0xffffff),
    .card_border = RGB (0x000000),
    .card_border_hover = RGB (0x000000),
    .card_line = RGB (0x000000),
    .shadow = NONE,
    .frame = NONE,
    .frame_border = RGB (0x000000),
    .text = RGB (0x000000),
    .text_dimmed = RGB (0x000000),
    .transition = RGB (0x3d3d45),
    .accent = RGB (0x0b4aa0),
    .accent_on = RGB (0xffffff),
    .accent_text = RGB (0x0b4aa0),
    .accent_soft = NONE,
    .tints = {
      [FF_TINT_AUDIENCE] = { RGB (0x004d47), RGB (0xffffff), RGB (0x004d47) },
      [FF_TINT_FLOW] = { RGB (0x4f1a75), RGB (0xffffff), RGB (0x4f1a75) },
      [FF_TINT_SEND] = { RGB (0x7a2e00), RGB (0xffffff), RGB (0x7a2e00) },
      [FF_TINT_NOTES] = { RGB (0x3d3000), RGB (0xfff7d1), RGB (0x3d3000) },
      [FF_TINT_PLAIN] = { RGB (0x000000), RGB (0xffffff), RGB (0x000000) },
    },
    .note_text = RGB (0x3d3000),
    .note_paper = RGB (0xfff7d1),
    .note_border = RGB (0x3d3000),
    .warning = { RGB (0x000000), RGB (0x000000), RGB (0xffffff) },
    .problem = { RGB (0x000000), RGB (0x000000), RGB (0xffffff) },
    .good = { RGB (0x000000), RGB (0x000000), RGB (0xffffff) },
    .bubble = RGB (0x000000),
    .bubble_text = RGB (0xffffff),
  },
  [FF_THEME_CONTRAST_DARK] = {
    .theme = FF_THEME_CONTRAST_DARK,
    .is_dark = TRUE,
    .is_high_contrast = TRUE,
    .canvas = RGB (0x000000),
    .dot = NONE,
    .card = RGB (0x000000),
    .card_border = RGB (0xffffff),
    .card_border_hover = RGB (0xffffff),
    .card_line = RGB (0xffffff),
    .shadow = NONE,
    .frame = NONE,
    .frame_border = RGB (0xffffff),
    .text = RGB (0xffffff),
    .text_dimmed = RGB (0xffffff),
    .transition = RGB (0xd0d0d6),
    .accent = RGB (0x9cc8ff),
    .accent_on = RGB (0x000000),
    .accent_text = RGB (0x9cc8ff),
    .accent_soft = NONE,
    .tints = {
      [FF_TINT_AUDIENCE] = { RGB (0xa6f4ea), RGB (0x000000), RGB (0xa6f4ea) },
      [FF_TINT_FLOW] = { RGB (0xefd3ff), RGB (0x000000), RGB (0xefd3ff) },
      [FF_TINT_SEND] = { RGB (0xffd0ae), RGB (0x000000), RGB (0xffd0ae) },
      [FF_TINT_NOTES] = { RGB (0xfff7d1), RGB (0x000000), RGB (0xfff7d1) },
      [FF_TINT_PLAIN] = { RGB (0xffffff), RGB (0x000000), RGB (0xffffff) },
    },
    .note_text = RGB (0xfff7d1),
    .note_paper = RGB (0x000000),
    .note_border = RGB (0xfff7d1),
    .warning = { RGB (0xffffff), RGB (0xffffff), RGB (0x000000) },
    .problem = { RGB (0xffffff), RGB (0xffffff), RGB (0x000000) },
    .good = { RGB (0xffffff), RGB (0xffffff), RGB (0x000000) },
    .bubble = RGB (0xffffff),
    .bubble_text = RGB (0x000000),
  },
};

/**
 * ff_palette_get:
 * @theme: which colours
 *
 * Returns: (transfer none): a constant table, for any thread; that of the light
 *   theme when there is no such theme
 */
const FfPalette *
ff_palette_get (FfTheme theme)
{
  g_return_val_if_fail ((guint) theme < FF_N_THEMES, &palettes[FF_THEME_LIGHT]);

  return &palettes[theme];
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (FfColor color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

/**
 * ff_color_get_contrast:
 * @a: an opaque colour
 * @b: another
 *
 * Returns: the contrast of both as WCAG 2 defines it, from 1 to 21
 */
double
ff_color_get_contrast (FfColor a,
                       FfColor b)
{
  double la = luminance (a);
  double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/**
 * ff_color_mix:
 * @a: a colour
 * @b: another
 * @part_of_b: from 0, which is @a, to 1, which is @b
 *
 * Returns: the colour between both, channel by channel
 */
FfColor
ff_color_mix (FfColor a,
              FfColor b,
              double  part_of_b)
{
  double part_of_a = 1.0 - part_of_b;

  return (FfColor) {
    a.red * part_of_a + b.red * part_of_b,
    a.green * part_of_a + b.green * part_of_b,
    a.blue * part_of_a + b.blue * part_of_b,
    a.alpha * part_of_a + b.alpha * part_of_b,
  };
}

/**
 * ff_color_with_alpha:
 * @color: a colour
 * @alpha: from 0 to 1
 *
 * Returns: @color, so much more transparent than it was
 */
FfColor
ff_color_with_alpha (FfColor color,
                     double  alpha)
{
  color.alpha *= alpha;
  return color;
}
