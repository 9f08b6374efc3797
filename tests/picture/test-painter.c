/* The painter: every state looks different, and nothing goes wrong at any
 * zoom, theme and direction. */

#include "picture/ff-painter.h"

#include <string.h>

#include "picture/ff-level.h"
#include "sample-campaign.h"

#define SIDE 360

typedef struct
{
  FfCampaign   *campaign;
  FfTypesetter *typesetter;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->campaign = load_sample ();
  f->typesetter = ff_typesetter_new (NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->campaign);
  ff_typesetter_unref (f->typesetter);
}

static FfScene *
make_scene (Fixture      *f,
            FfCountState  state,
            gboolean      is_rtl)
{
  g_autoptr (FfCountLabels) counts = ff_count_labels_new ();

  ff_count_labels_set (counts, "all", "out", state, state == FF_COUNT_UNKNOWN ? -1 : 9114, "A reason");
  ff_count_labels_set_difference (counts, "all", "out", 212);

  return ff_scene_new (f->campaign, f->typesetter, counts, NULL, is_rtl);
}

static cairo_t *
begin (const FfPainter *painter,
       FfPoint          middle)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  double half = SIDE / 2 / painter->zoom;
  const FfRect ground = { middle.x - half, middle.y - half, 2 * half, 2 * half };

  cairo_surface_destroy (surface);
  cairo_scale (cr, painter->zoom, painter->zoom);
  cairo_translate (cr, -ground.x, -ground.y);
  ff_painter_draw_ground (painter, cr, &ground, FALSE);

  return cr;
}

/* The pixels of what was drawn; ends the drawing. */
static GBytes *
end (cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  GBytes *bytes;

  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), SIDE * cairo_image_surface_get_stride (surface));
  cairo_destroy (cr);

  return bytes;
}

static void
assert_distinct (GPtrArray *pictures)
{
  for (guint i = 0; i < pictures->len; i++)
    for (guint j = i + 1; j < pictures->len; j++)
      if (g_bytes_equal (pictures->pdata[i], pictures->pdata[j]))
        g_error ("states %u and %u look the same", i, j);
}

static FfPainter
make_painter (Fixture  *f,
              FfTheme   theme,
              double    zoom,
              gboolean  is_rtl)
{
  return (FfPainter) {
    .palette = ff_palette_get (theme),
    .typesetter = f->typesetter,
    .zoom = zoom,
    .is_rtl = is_rtl,
  };
}

static void
test_card_states (Fixture       *f,
                  gconstpointer  data)
{
  FfTheme theme = GPOINTER_TO_INT (data);
  static const FfDrawFlags states[] = { FF_DRAW_PLAIN, FF_DRAW_SELECTED, FF_DRAW_FOCUSED, FF_DRAW_FADED };
  g_autoptr (FfScene) scene = make_scene (f, FF_COUNT_FRESH, FALSE);
  const FfSceneCard *card = ff_scene_find_card (scene, "mail");
  FfPainter painter = make_painter (f, theme, 1.0, FALSE);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      cairo_t *cr = begin (&painter, ff_rect_get_center (&card->rect));

      ff_painter_draw_card (&painter, cr, card, states[i]);
      g_ptr_array_add (pictures, end (cr));
    }

  assert_distinct (pictures);
}

/* Each state has a shape of its own: in high contrast, where colours say nothing, they still differ. */
static void
test_count_states (Fixture       *f,
                   gconstpointer  data)
{
  FfTheme theme = GPOINTER_TO_INT (data);
  FfPainter painter = make_painter (f, theme, 1.0, FALSE);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (FfCountState state = FF_COUNT_FRESH; state <= FF_COUNT_FAILED; state++)
    {
      g_autoptr (FfScene) scene = make_scene (f, state, FALSE);
      const FfSceneTransition *transition = ff_scene_find_transition (scene, "t1");
      cairo_t *cr = begin (&painter, transition->route->middle);

      ff_painter_draw_chip (&painter, cr, transition, FF_DRAW_PLAIN);
      g_ptr_array_add (pictures, end (cr));
    }

  assert_distinct (pictures);
}

static void
test_port_states (Fixture       *f,
                  gconstpointer  data)
{
  static const FfDrawFlags states[] = { FF_DRAW_PLAIN, FF_DRAW_HOVER, FF_DRAW_TARGET, FF_DRAW_FOCUSED };
  g_autoptr (FfScene) scene = make_scene (f, FF_COUNT_FRESH, FALSE);
  const FfSceneCard *card = ff_scene_find_card (scene, "tier");
  const FfScenePort *port = ff_scene_card_find_port (card, "gold", FALSE);
  FfPainter painter = make_painter (f, FF_THEME_LIGHT, 1.0, FALSE);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      cairo_t *cr = begin (&painter, port->at);

      ff_painter_draw_port (&painter, cr, card, port, states[i]);
      g_ptr_array_add (pictures, end (cr));
    }

  assert_distinct (pictures);
}

/* The scene at every level of detail, in every theme and direction. */
static void
test_scenes (Fixture       *f,
             gconstpointer  data)
{
  static const double zooms[] = { 2.0, 1.0, 0.8, 0.55, 0.45, 0.29, 0.2, 0.1, 0.02 };

  for (guint rtl = 0; rtl < 2; rtl++)
    {
      g_autoptr (FfScene) scene = make_scene (f, FF_COUNT_WORKING, rtl);

      for (guint theme = 0; theme < FF_N_THEMES; theme++)
        for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
          {
            FfPainter painter = make_painter (f, theme, zooms[i], rtl);
            cairo_t *empty = begin (&painter, ff_rect_get_center (&scene->bounds));
            cairo_t *cr = begin (&painter, ff_rect_get_center (&scene->bounds));
            g_autoptr (GBytes) before = end (empty);
            g_autoptr (GBytes) after = NULL;

            painter.most_people = i % 2 == 0 ? scene->most_people : 0;
            ff_painter_draw_scene (&painter, cr, scene, NULL);
            after = end (cr);
            g_assert_false (g_bytes_equal (before, after));
          }
    }
}

/* What lies outside of the area is left out, and only that. */
static void
test_area (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_scene (f, FF_COUNT_FRESH, FALSE);
  FfPainter painter = make_painter (f, FF_THEME_LIGHT, 1.0, FALSE);
  const FfSceneCard *card = ff_scene_find_card (scene, "lapsed");
  FfPoint middle = ff_rect_get_center (&card->rect);
  const FfRect area = { middle.x - SIDE / 2, middle.y - SIDE / 2, SIDE, SIDE };
  const FfRect nowhere = { 100000, 100000, 10, 10 };
  cairo_t *whole = begin (&painter, middle);
  cairo_t *part = begin (&painter, middle);
  cairo_t *none = begin (&painter, middle);
  cairo_t *ground = begin (&painter, middle);
  g_autoptr (GBytes) a = NULL, b = NULL, c = NULL, d = NULL;

  ff_painter_draw_scene (&painter, whole, scene, NULL);
  ff_painter_draw_scene (&painter, part, scene, &area);
  ff_painter_draw_scene (&painter, none, scene, &nowhere);
  a = end (whole);
  b = end (part);
  c = end (none);
  d = end (ground);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_true (g_bytes_equal (c, d));
}

static void
test_drag_helpers (Fixture       *f,
                   gconstpointer  data)
{
  FfPainter painter = make_painter (f, FF_THEME_DARK, 0.8, FALSE);
  const FfRect rect = { 0, 0, 160, 60 };
  cairo_t *cr = begin (&painter, (FfPoint) { 80, 30 });
  cairo_t *empty = begin (&painter, (FfPoint) { 80, 30 });
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) before = end (empty);

  ff_painter_draw_band (&painter, cr, &rect);
  ff_painter_draw_slot (&painter, cr, &rect, "insert here");
  ff_painter_draw_guide (&painter, cr, (FfPoint) { 0, 30 }, (FfPoint) { 160, 30 }, "72");
  ff_painter_draw_bubble (&painter, cr, (FfPoint) { 80, 60 }, "It has no input");
  after = end (cr);

  g_assert_false (g_bytes_equal (before, after));
}

#define ADD(path, data, func) g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, func, tear_down)

/* ---- Words that are cut. */

typedef struct
{
  const char *title;
  guint       n_seen;
  gboolean    is_cut;
} Title;

static void
take_title (PangoLayout *layout,
            double       x,
            double       y,
            FfColor      color,
            gpointer     user_data)
{
  Title *title = user_data;
  const char *text = pango_layout_get_text (layout);

  if (!g_str_equal (text, title->title))
    return;

  title->n_seen++;
  title->is_cut = title->is_cut || pango_layout_is_ellipsized (layout);
  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    title->is_cut = title->is_cut || text[pango_layout_get_line_readonly (layout, i)->start_index - 1] != ' ';
}

/* Whoever opens a template reads every title whole: at 100 %, and at what shows all of it in a window of usual size.
 * Where summaries are gone, a title is whole or gives its room to the counts. */
static void
test_template_titles (gconstpointer data)
{
  static const double zooms[] = { 1.0, 0.8, 0.72, 0.64, 0.49, 0.4, 0.3 };
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "resources", "templates", data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_load (path, &error);
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfScene) scene = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);

  g_assert_no_error (error);
  scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);

  for (guint i = 0; i < scene->n_cards; i++)
    for (guint j = 0; j < G_N_ELEMENTS (zooms); j++)
      {
        Title title = { scene->cards[i]->title, 0, FALSE };
        FfPainter painter = { ff_palette_get (FF_THEME_LIGHT), typesetter, zooms[j], FALSE };

        painter.take_text = take_title;
        painter.text_data = &title;
        ff_painter_draw_card (&painter, cr, scene->cards[i], FF_DRAW_PLAIN);

        g_test_message ("%s at %g", title.title, zooms[j]);
        g_assert_true (title.n_seen > 0 || !ff_level_get (zooms[j]).shows_summaries);
        g_assert_false (title.is_cut);
      }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/painter/card-states/light", FF_THEME_LIGHT, test_card_states);
  ADD ("/painter/card-states/dark", FF_THEME_DARK, test_card_states);
  ADD ("/painter/card-states/contrast", FF_THEME_CONTRAST_LIGHT, test_card_states);
  ADD ("/painter/count-states/light", FF_THEME_LIGHT, test_count_states);
  ADD ("/painter/count-states/contrast", FF_THEME_CONTRAST_DARK, test_count_states);
  ADD ("/painter/port-states", 0, test_port_states);
  ADD ("/painter/scenes", 0, test_scenes);
  ADD ("/painter/area", 0, test_area);
  ADD ("/painter/drag-helpers", 0, test_drag_helpers);

  g_test_add_data_func ("/painter/titles/win-back", "win-back.fanfare", test_template_titles);
  g_test_add_data_func ("/painter/titles/product-launch", "product-launch.fanfare", test_template_titles);
  g_test_add_data_func ("/painter/titles/booking-reminder", "booking-reminder.fanfare", test_template_titles);
  g_test_add_data_func ("/painter/titles/reference-graph", "reference-graph.fanfare", test_template_titles);

  return g_test_run ();
}
