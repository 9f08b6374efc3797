/* Every pair of colours that meets on the canvas reaches its contrast. */

#include "picture/ff-palette.h"

#define TEXT 4.5
#define GLYPH 3.0

#define COLOR(member) G_STRUCT_OFFSET (FfPalette, member)
#define TINT(tint, member) (COLOR (tints) + (tint) * sizeof (FfTintColors) + G_STRUCT_OFFSET (FfTintColors, member))

typedef struct
{
  const char *what;
  gsize       front;
  gsize       ground;
  double      least;
} Case;

static const Case cases[] = {
  { "text-on-card", COLOR (text), COLOR (card), TEXT },
  { "text-on-canvas", COLOR (text), COLOR (canvas), TEXT },
  { "dimmed-on-card", COLOR (text_dimmed), COLOR (card), TEXT },
  { "dimmed-on-canvas", COLOR (text_dimmed), COLOR (canvas), TEXT },
  { "dimmed-on-frame", COLOR (text_dimmed), COLOR (frame), TEXT },
  { "accent-on", COLOR (accent_on), COLOR (accent), TEXT },
  { "accent-text-on-card", COLOR (accent_text), COLOR (card), TEXT },
  { "accent-text-on-canvas", COLOR (accent_text), COLOR (canvas), TEXT },
  { "accent-text-on-soft", COLOR (accent_text), COLOR (accent_soft), TEXT },
  { "accent-ring-on-canvas", COLOR (accent), COLOR (canvas), GLYPH },
  { "accent-ring-on-frame", COLOR (accent), COLOR (frame), GLYPH },
  { "transition-on-canvas", COLOR (transition), COLOR (canvas), GLYPH },
  { "transition-on-frame", COLOR (transition), COLOR (frame), GLYPH },
  { "transition-on-card", COLOR (transition), COLOR (card), GLYPH },
  { "audience-glyph", TINT (FF_TINT_AUDIENCE, glyph), TINT (FF_TINT_AUDIENCE, tile), GLYPH },
  { "flow-glyph", TINT (FF_TINT_FLOW, glyph), TINT (FF_TINT_FLOW, tile), GLYPH },
  { "send-glyph", TINT (FF_TINT_SEND, glyph), TINT (FF_TINT_SEND, tile), GLYPH },
  { "notes-glyph", TINT (FF_TINT_NOTES, glyph), TINT (FF_TINT_NOTES, tile), GLYPH },
  { "plain-glyph", TINT (FF_TINT_PLAIN, glyph), TINT (FF_TINT_PLAIN, tile), GLYPH },
  { "audience-tile-border", TINT (FF_TINT_AUDIENCE, border), COLOR (canvas), GLYPH },
  { "flow-tile-border", TINT (FF_TINT_FLOW, border), COLOR (canvas), GLYPH },
  { "send-tile-border", TINT (FF_TINT_SEND, border), COLOR (canvas), GLYPH },
  { "text-on-audience-tile", COLOR (text), TINT (FF_TINT_AUDIENCE, tile), TEXT },
  { "text-on-flow-tile", COLOR (text), TINT (FF_TINT_FLOW, tile), TEXT },
  { "text-on-send-tile", COLOR (text), TINT (FF_TINT_SEND, tile), TEXT },
  { "dimmed-on-plain-tile", COLOR (text_dimmed), TINT (FF_TINT_PLAIN, tile), TEXT },
  { "note-text", COLOR (note_text), COLOR (note_paper), TEXT },
  { "warning-icon-on-canvas", COLOR (warning.icon), COLOR (canvas), GLYPH },
  { "warning-icon-on-card", COLOR (warning.icon), COLOR (card), GLYPH },
  { "warning-text", COLOR (warning.text), COLOR (warning.fill), TEXT },
  { "problem-icon-on-canvas", COLOR (problem.icon), COLOR (canvas), GLYPH },
  { "problem-icon-on-frame", COLOR (problem.icon), COLOR (frame), GLYPH },
  { "problem-text", COLOR (problem.text), COLOR (problem.fill), TEXT },
  { "good-text", COLOR (good.text), COLOR (good.fill), TEXT },
  { "bubble", COLOR (bubble_text), COLOR (bubble), TEXT },
};

static FfColor
get_color (const FfPalette *palette,
           gsize            offset)
{
  FfColor color = G_STRUCT_MEMBER (FfColor, palette, offset);

  /* A ground that is not drawn is the canvas. */
  return color.alpha == 0 ? palette->canvas : color;
}

static void
test_contrast (gconstpointer data)
{
  const Case *c = data;

  for (guint theme = 0; theme < FF_N_THEMES; theme++)
    {
      const FfPalette *palette = ff_palette_get (theme);
      double got = ff_color_get_contrast (get_color (palette, c->front), get_color (palette, c->ground));

      g_test_message ("theme %u: %.2f", theme, got);
      g_assert_cmpfloat (got, >=, c->least);
    }
}

static void
test_measure (void)
{
  const FfColor black = { 0, 0, 0, 1 };
  const FfColor white = { 1, 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (ff_color_get_contrast (black, white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (ff_color_get_contrast (white, white), 1, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/palette/measure", test_measure);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/palette/contrast/", cases[i].what, NULL);
      g_test_add_data_func (path, &cases[i], test_contrast);
    }

  return g_test_run ();
}
