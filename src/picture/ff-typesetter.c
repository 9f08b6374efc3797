/* Makes and measures the texts of the canvas with Pango. One typesetter
 * belongs to the thread that made it; the window makes one from its own
 * context, exports make one of their own. */

#include "picture/ff-typesetter.h"

#define DEFAULT_FONT "Cantarell, Sans 11"
#define PX_PER_POINT (96.0 / 72.0)

struct _FfTypesetter
{
  PangoContext         *context;
  PangoContext         *screen;   /* of the window; NULL for exports */
  PangoFontDescription *font;
  double                font_px;
  GHashTable           *widths[FF_N_TEXT_ROLES]; /* text → width in Pango units + 1 */
};

typedef struct
{
  double   size; /* of the font's */
  gboolean is_bold;
  gboolean has_tabular_digits;
} RoleStyle;

static const RoleStyle styles[FF_N_TEXT_ROLES] = {
  [FF_TEXT_TITLE] = { 1.0, TRUE, FALSE },
  [FF_TEXT_SUMMARY] = { 0.85, FALSE, FALSE },
  [FF_TEXT_PORT] = { 0.9, FALSE, FALSE },
  [FF_TEXT_COUNT] = { 0.9, TRUE, TRUE },
  [FF_TEXT_FRAME] = { 0.9, TRUE, FALSE },
  [FF_TEXT_NOTE] = { 0.9, FALSE, FALSE },
  [FF_TEXT_NOTE_TITLE] = { 0.9, TRUE, FALSE },
};

/* Takes over the context. */
static FfTypesetter *
make (PangoContext               *context,
      const PangoFontDescription *font)
{
  FfTypesetter *self = g_atomic_rc_box_new0 (FfTypesetter);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (size <= 0)
    size = 11.0;

  self->context = context;
  self->font = pango_font_description_copy (font);
  self->font_px = pango_font_description_get_size_is_absolute (font) ? size : size * PX_PER_POINT;

  for (guint i = 0; i < FF_N_TEXT_ROLES; i++)
    self->widths[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * ff_typesetter_new:
 * @font: (nullable): a font and size as Pango reads it; %NULL for the usual
 *
 * For pictures outside a window. Text is measured without hints, so that a
 * picture is the same at every zoom.
 *
 * Returns: (transfer full): a typesetter for this thread
 */
FfTypesetter *
ff_typesetter_new (const char *font)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *description = pango_font_description_from_string (font != NULL ? font : DEFAULT_FONT);
  cairo_font_options_t *options = cairo_font_options_create ();
  FfTypesetter *self;

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);

  self = make (context, description);
  cairo_font_options_destroy (options);
  pango_font_description_free (description);

  return self;
}

/**
 * ff_typesetter_new_for_context:
 * @context: the context of a widget, with its font; borrowed
 *
 * Returns: (transfer full): a typesetter with the font, language and
 *   direction of @context
 */
FfTypesetter *
ff_typesetter_new_for_context (PangoContext *context)
{
  PangoContext *own = pango_font_map_create_context (pango_context_get_font_map (context));
  FfTypesetter *self;

  pango_context_set_language (own, pango_context_get_language (context));
  pango_context_set_base_dir (own, pango_context_get_base_dir (context));
  pango_context_set_round_glyph_positions (own, FALSE);
  pango_cairo_context_set_font_options (own, pango_cairo_context_get_font_options (context));

  self = make (own, pango_context_get_font_description (context));
  self->screen = g_object_ref (context);

  return self;
}

/**
 * ff_typesetter_ref:
 * @self: a typesetter, on its thread
 *
 * Returns: @self
 */
FfTypesetter *
ff_typesetter_ref (FfTypesetter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_typesetter (FfTypesetter *self)
{
  g_object_unref (self->context);
  g_clear_object (&self->screen);
  pango_font_description_free (self->font);
  for (guint i = 0; i < FF_N_TEXT_ROLES; i++)
    g_hash_table_unref (self->widths[i]);
}

/**
 * ff_typesetter_unref:
 * @self: a typesetter, on its thread
 *
 * Frees it with its last reference.
 */
void
ff_typesetter_unref (FfTypesetter *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_typesetter);
}

/**
 * ff_typesetter_get_size:
 * @self: a typesetter
 * @role: what the text is
 *
 * Returns: the size of its font in pixels at 100 %
 */
double
ff_typesetter_get_size (FfTypesetter *self,
                        FfTextRole    role)
{
  return self->font_px * styles[role].size;
}

static PangoLayout *
make_layout (FfTypesetter *self,
             PangoContext *context,
             FfTextRole    role,
             const char   *text,
             double        scale)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_copy_static (self->font);

  pango_font_description_set_absolute_size (font, ff_typesetter_get_size (self, role) * scale * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[role].is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  if (styles[role].has_tabular_digits)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }

  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * ff_typesetter_dup_layout:
 * @self: a typesetter
 * @role: what the text is
 * @text: it
 * @scale: of its size at 100 %
 *
 * Returns: (transfer full): a layout of one or more lines
 */
PangoLayout *
ff_typesetter_dup_layout (FfTypesetter *self,
                          FfTextRole    role,
                          const char   *text,
                          double        scale)
{
  return make_layout (self, self->context, role, text, scale);
}

/**
 * ff_typesetter_dup_screen_layout:
 * @self: a typesetter, on its thread
 * @role: what the text is for: its font and weight
 * @text: one paragraph or more, in UTF-8
 * @scale: the zoom; 1 is 100 %
 *
 * Every glyph stands on whole pixels, as sharp as the text of widgets, when the
 * typesetter was made for the context of a screen; else it is set as on paper.
 *
 * Returns: (transfer full): the layout, without a width
 */
PangoLayout *
ff_typesetter_dup_screen_layout (FfTypesetter *self,
                                 FfTextRole    role,
                                 const char   *text,
                                 double        scale)
{
  return make_layout (self, self->screen != NULL ? self->screen : self->context, role, text, scale);
}

/**
 * ff_typesetter_measure:
 * @self: a typesetter
 * @role: what the text is
 * @text: it
 *
 * Remembers what it measured, so that a scene can be made anew after every
 * edit.
 *
 * Returns: its width in pixels at 100 %
 */
double
ff_typesetter_measure (FfTypesetter *self,
                       FfTextRole    role,
                       const char   *text)
{
  gpointer known = g_hash_table_lookup (self->widths[role], text);
  int width;

  if (known != NULL)
    return (GPOINTER_TO_INT (known) - 1) / (double) PANGO_SCALE;

  {
    g_autoptr (PangoLayout) layout = ff_typesetter_dup_layout (self, role, text, 1.0);

    pango_layout_get_size (layout, &width, NULL);
  }

  if (g_hash_table_size (self->widths[role]) > 20000)
    g_hash_table_remove_all (self->widths[role]);
  g_hash_table_insert (self->widths[role], g_strdup (text), GINT_TO_POINTER (width + 1));

  return width / (double) PANGO_SCALE;
}
