#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The colours of the canvas, one table per theme. The window takes window,
 * view and accent from its toolkit; these are for what is drawn. */

typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} FfColor;

typedef enum
{
  FF_THEME_LIGHT,
  FF_THEME_DARK,
  FF_THEME_CONTRAST_LIGHT,
  FF_THEME_CONTRAST_DARK,
} FfTheme;

#define FF_N_THEMES 4

/**
 * FfTint:
 * @FF_TINT_AUDIENCE: who
 * @FF_TINT_FLOW: when and whether
 * @FF_TINT_SEND: through which channel
 * @FF_TINT_NOTES: remarks
 * @FF_TINT_PLAIN: bypassed, disabled or of an unknown type
 *
 * The colour family of a tile.
 */
typedef enum
{
  FF_TINT_AUDIENCE,
  FF_TINT_FLOW,
  FF_TINT_SEND,
  FF_TINT_NOTES,
  FF_TINT_PLAIN,
} FfTint;

#define FF_N_TINTS 5

typedef struct
{
  FfColor glyph;
  FfColor tile;
  FfColor border; /* of a tile below 30 %; in high contrast of every tile */
} FfTintColors;

/* A state that wants attention: its icon, words about it, and the fill behind them. */
typedef struct
{
  FfColor icon;
  FfColor text;
  FfColor fill;
} FfStateColors;

typedef struct
{
  FfTheme       theme;
  gboolean      is_dark;
  gboolean      is_high_contrast; /* tiles get outlines, the canvas no dots, cards no shadow */
  FfColor       canvas;
  FfColor       dot;
  FfColor       card;
  FfColor       card_border;
  FfColor       card_border_hover;
  FfColor       card_line;        /* between head and rows */
  FfColor       shadow;
  FfColor       frame;
  FfColor       frame_border;
  FfColor       text;
  FfColor       text_dimmed;
  FfColor       transition;       /* lines and ports */
  FfColor       accent;           /* fills and rings */
  FfColor       accent_on;        /* text on accent */
  FfColor       accent_text;
  FfColor       accent_soft;
  FfTintColors  tints[FF_N_TINTS];
  FfColor       note_text;
  FfColor       note_paper;
  FfColor       note_border;
  FfStateColors warning;
  FfStateColors problem;
  FfStateColors good;
  FfColor       bubble;           /* dark tooltip on light and the reverse */
  FfColor       bubble_text;
} FfPalette;

const FfPalette *ff_palette_get        (FfTheme  theme);
double           ff_color_get_contrast (FfColor  a,
                                        FfColor  b);
FfColor          ff_color_mix          (FfColor  a,
                                        FfColor  b,
                                        double   part_of_b);
FfColor          ff_color_with_alpha   (FfColor  color,
                                        double   alpha);

G_END_DECLS
