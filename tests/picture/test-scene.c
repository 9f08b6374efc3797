/* Scenes: what a card says, where lines end, what is hit, what moves. */

#include "picture/ff-scene.h"

#include "activities/ff-planner.h"
#include "picture/ff-level.h"
#include "sample-campaign.h"

typedef struct
{
  FfCampaign    *campaign;
  FfTypesetter  *typesetter;
  FfCountLabels *counts;
  FfScene       *scene;
} Fixture;

static FfCountLabels *
make_counts (void)
{
  FfCountLabels *counts = ff_count_labels_new ();

  ff_count_labels_set (counts, "all", "out", FF_COUNT_FRESH, 48210, NULL);
  ff_count_labels_set (counts, "recent", "out", FF_COUNT_WORKING, 18646, NULL);
  ff_count_labels_set (counts, "lapsed", "out", FF_COUNT_OUT_OF_DATE, 29564, NULL);
  ff_count_labels_set (counts, "pass", "out", FF_COUNT_FRESH, 29152, NULL);
  ff_count_labels_set (counts, "tier", "gold", FF_COUNT_FRESH, 2316, NULL);
  ff_count_labels_set (counts, "tier", "silver", FF_COUNT_FRESH, 8904, NULL);
  ff_count_labels_set (counts, "tier", "rest", FF_COUNT_FRESH, 17932, NULL);
  ff_count_labels_set (counts, "text", "out", FF_COUNT_UNKNOWN, -1, "Disabled");

  return counts;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data);

  f->campaign = load_sample ();
  f->typesetter = ff_typesetter_new (NULL);
  f->counts = make_counts ();
  f->scene = ff_scene_new (f->campaign, f->typesetter, f->counts, NULL, is_rtl);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  ff_scene_unref (f->scene);
  ff_count_labels_unref (f->counts);
  ff_typesetter_unref (f->typesetter);
  g_object_unref (f->campaign);
}

static void
test_cards (Fixture       *f,
            gconstpointer  data)
{
  const FfSceneCard *tier = ff_scene_find_card (f->scene, "tier");
  const FfSceneCard *pass = ff_scene_find_card (f->scene, "pass");
  const FfSceneCard *strange = ff_scene_find_card (f->scene, "strange");
  const FfSceneCard *after = ff_scene_find_card (f->scene, "after");

  g_assert_cmpuint (f->scene->n_cards, ==, 9);
  g_assert_cmpuint (f->scene->n_transitions, ==, 8);
  g_assert_cmpint (f->scene->most_people, ==, 48210);

  g_assert_cmpstr (tier->title, ==, "Split by tier");
  g_assert_cmpuint (tier->form.n_rows, ==, 3);
  g_assert_cmpint (tier->tint, ==, FF_TINT_AUDIENCE);
  g_assert_cmpstr (tier->handed_on, ==, "29,152");
  g_assert_cmpstr (ff_scene_find_card (f->scene, "mail")->handed_on, ==, "2,316");
  g_assert_true (tier->is_framed);

  g_assert_true (pass->form.is_small);
  g_assert_cmpstr (pass->summary, ==, "");
  g_assert_cmpstr (pass->remark, ==, "Bypassed");
  g_assert_cmpint (pass->tint, ==, FF_TINT_FLOW);

  g_assert_true (strange->is_unknown);
  g_assert_cmpstr (strange->glyph->name, ==, "unknown");
  g_assert_cmpstr (strange->summary, ==, "vendor.loyalty");
  g_assert_nonnull (ff_scene_card_find_port (strange, "points", TRUE));

  g_assert_true (after->is_dimmed);
  g_assert_cmpstr (after->title, ==, "End");
  g_assert_true (ff_scene_find_card (f->scene, "recent")->is_working);
  g_assert_null (ff_scene_find_card (f->scene, "nobody"));
}

static void
test_transitions (Fixture       *f,
                  gconstpointer  data)
{
  const FfSceneTransition *back = ff_scene_find_transition (f->scene, "t4");
  const FfSceneTransition *silver = ff_scene_find_transition (f->scene, "t6");

  g_assert_true (back->route->goes_around);
  g_assert_cmpstr (back->count->text, ==, "29,152");
  /* Between both frames. */
  g_assert_cmpfloat (back->route->middle.y, >, 224);
  g_assert_cmpfloat (back->route->middle.y, <, 264);

  g_assert_true (silver->is_dashed);
  g_assert_false (silver->is_dimmed);
  g_assert_true (ff_scene_find_transition (f->scene, "t7")->is_dimmed);
  g_assert_cmpstr (ff_scene_find_transition (f->scene, "t7")->count->reason, ==, "Disabled");

  for (guint i = 0; i < f->scene->n_transitions; i++)
    {
      const FfSceneTransition *transition = f->scene->transitions[i];
      const FfSceneCard *from = ff_scene_find_card (f->scene, transition->from);
      const FfSceneCard *to = ff_scene_find_card (f->scene, transition->to);
      const FfScenePort *out = ff_scene_card_find_port (from, transition->from_port, FALSE);
      const FfScenePort *in = ff_scene_card_find_port (to, transition->to_port, TRUE);

      g_assert_cmpfloat (ff_point_distance (transition->route->from, out->at), <, 0.01);
      g_assert_cmpfloat (ff_point_distance (transition->route->to, in->at), <, 0.01);
    }
}

/* The number and the end of its chip stay where they are, whatever the state. */
static void
test_chip_stays (Fixture       *f,
                 gconstpointer  data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data);
  FfRect fresh = { 0 };

  for (FfCountState state = FF_COUNT_FRESH; state <= FF_COUNT_FAILED; state++)
    {
      g_autoptr (FfCountLabels) counts = ff_count_labels_new ();
      g_autoptr (FfScene) scene = NULL;
      FfRect chip;

      ff_count_labels_set (counts, "all", "out", state, 9114, "A reason");
      scene = ff_scene_new (f->campaign, f->typesetter, counts, NULL, is_rtl);
      chip = ff_scene_transition_get_chip (ff_scene_find_transition (scene, "t1"), 1.0, is_rtl);

      if (state == FF_COUNT_FRESH)
        fresh = chip;
      if (is_rtl)
        g_assert_cmpfloat_with_epsilon (chip.x, fresh.x, 0.01);
      else
        g_assert_cmpfloat_with_epsilon (chip.x + chip.width, fresh.x + fresh.width, 0.01);
      g_assert_cmpfloat (chip.height, ==, FF_CHIP_HEIGHT_PX);
    }
}

/* Every count of a template, five digits long, stands clear of the others at every zoom that shows it, and covers no glyph. */
static void
test_chips_apart (gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "resources", "templates", data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = ff_document_load (path, &error);
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfCountLabels) counts = ff_count_labels_new ();
  g_autoptr (FfScene) scene = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      ff_count_labels_set (counts, transition->from, transition->from_port, FF_COUNT_FRESH, 19996, NULL);
    }
  scene = ff_scene_new (campaign, typesetter, counts, NULL, FALSE);

  for (double zoom = 0.3; zoom < 1.01; zoom += 0.05)
    for (guint i = 0; i < scene->n_transitions; i++)
      {
        FfRect chip = ff_scene_transition_get_chip (scene->transitions[i], zoom, FALSE);

        g_test_message ("%s at %g", scene->transitions[i]->id, zoom);
        for (guint j = 0; j < i; j++)
          {
            FfRect other = ff_scene_transition_get_chip (scene->transitions[j], zoom, FALSE);
            FfRect wide = ff_rect_inflate (&other, 2 / zoom);

            g_assert_false (ff_rect_meets (&chip, &wide));
          }
        for (guint j = 0; j < scene->n_cards; j++)
          g_assert_false (ff_rect_contains (&chip, (FfPoint) { ff_rect_get_center (&scene->cards[j]->rect).x,
                                                               scene->cards[j]->rect.y + scene->cards[j]->head / 2 }));
      }
}

typedef struct
{
  double      x, y;
  FfHitKind   kind;
  const char *id;
  const char *port;
} HitCase;

static void
test_hits (Fixture       *f,
           gconstpointer  data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data);
  const HitCase hits[] = {
    { 100, 60, FF_HIT_CARD, "all", NULL },
    { 208, 78, FF_HIT_PORT, "all", "out" },
    { 217, 68, FF_HIT_PORT, "all", "out" },
    { 288, 82, FF_HIT_PORT, "lapsed", "primary" },
    { 208, 412, FF_HIT_PORT, "tier", "gold" },
    { 208, 436, FF_HIT_PORT, "tier", "silver" },
    { 750, 80, FF_HIT_NOTE, "n1", NULL },
    { 850, 10, FF_HIT_FRAME, "f1", NULL },
    { 850, 200, FF_HIT_NOTHING, NULL, NULL },
    { -400, -400, FF_HIT_NOTHING, NULL, NULL },
  };
  const FfSceneTransition *back = ff_scene_find_transition (f->scene, "t4");
  FfHit hit = ff_scene_hit (f->scene, back->route->middle, 1.0);

  g_assert_cmpint (hit.kind, ==, FF_HIT_COUNT);
  g_assert_cmpstr (hit.id, ==, "t4");

  hit = ff_scene_hit (f->scene, (FfPoint) { back->route->middle.x + 90, back->route->middle.y + 3 }, 1.0);
  g_assert_cmpint (hit.kind, ==, FF_HIT_TRANSITION);
  g_assert_cmpstr (hit.id, ==, "t4");

  for (guint i = 0; i < G_N_ELEMENTS (hits); i++)
    {
      const HitCase *c = &hits[i];

      hit = ff_scene_hit (f->scene, (FfPoint) { is_rtl ? -c->x : c->x, c->y }, 1.0);
      g_test_message ("at %g, %g", c->x, c->y);
      g_assert_cmpint (hit.kind, ==, c->kind);
      g_assert_cmpstr (hit.id, ==, c->id);
      if (c->port != NULL)
        g_assert_cmpstr (hit.port->id, ==, c->port);
    }
}

/* Below 30 % a card is hit where its tile stands, and ports not at all. */
static void
test_hit_tiles (Fixture       *f,
                gconstpointer  data)
{
  const FfSceneCard *all = ff_scene_find_card (f->scene, "all");
  FfRect tile = ff_level_get_tile (&all->rect, 0.2);
  FfHit hit = ff_scene_hit (f->scene, (FfPoint) { tile.x + 1, tile.y + 1 }, 0.2);

  g_assert_cmpint (hit.kind, ==, FF_HIT_CARD);
  g_assert_cmpstr (hit.id, ==, "all");
}

static void
test_band (Fixture       *f,
           gconstpointer  data)
{
  const FfRect area = { 40, 40, 190, 180 };
  g_autoptr (GPtrArray) ids = ff_scene_dup_ids_in (f->scene, &area);

  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (ids->pdata[0], ==, "all");
  g_assert_cmpstr (ids->pdata[1], ==, "recent");
}

static void
test_move (Fixture       *f,
           gconstpointer  data)
{
  gboolean is_rtl = GPOINTER_TO_INT (data);
  const char *const ids[] = { "lapsed", "n1", NULL };
  const double dx = is_rtl ? -16 : 16;
  g_autoptr (FfScene) moved = ff_scene_new_moved (f->scene, ids, dx, 32);
  const FfSceneCard *before = ff_scene_find_card (f->scene, "lapsed");
  const FfSceneCard *after = ff_scene_find_card (moved, "lapsed");
  const FfScenePort *port = ff_scene_card_find_port (after, "primary", TRUE);

  g_assert_cmpfloat (after->rect.x, ==, before->rect.x + dx);
  g_assert_cmpfloat (after->rect.y, ==, before->rect.y + 32);
  g_assert_cmpfloat (ff_point_distance (ff_scene_find_transition (moved, "t1")->route->to, port->at), <, 0.01);
  g_assert_cmpfloat (moved->notes[0]->rect.y, ==, f->scene->notes[0]->rect.y + 32);

  /* What stays is shared. */
  g_assert_true (ff_scene_find_card (moved, "tier") == ff_scene_find_card (f->scene, "tier"));
  g_assert_true (ff_scene_find_transition (moved, "t5") == ff_scene_find_transition (f->scene, "t5"));
}

static void
test_problems (Fixture       *f,
               gconstpointer  data)
{
  FfProblem problems[] = {
    { FF_SEVERITY_WARNING, (char *) "mail", (char *) "", (char *) "No text version" },
    { FF_SEVERITY_PROBLEM, (char *) "mail", (char *) "", (char *) "No subject" },
    { FF_SEVERITY_NOTE, (char *) "tier", (char *) "", (char *) "A note" },
  };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (FfScene) scene = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    g_ptr_array_add (list, &problems[i]);

  scene = ff_scene_new (f->campaign, f->typesetter, NULL, list, FALSE);
  g_assert_cmpint (ff_scene_find_card (scene, "mail")->badge, ==, FF_BADGE_PROBLEM);
  g_assert_cmpstr (ff_scene_find_card (scene, "mail")->problem, ==, "No subject");
  g_assert_cmpint (ff_scene_find_card (scene, "tier")->badge, ==, FF_BADGE_NONE);
  g_assert_null (ff_scene_find_transition (scene, "t1")->count);
}

/* Changes a piece of the sample's text and makes its scene. */
static FfScene *
make_changed (Fixture    *f,
              const char *what,
              const char *by)
{
  g_autoptr (GString) text = g_string_new (sample_campaign);
  g_autoptr (GError) error = NULL;
  g_autoptr (FfCampaign) campaign = NULL;

  g_assert_cmpuint (g_string_replace (text, what, by, 1), ==, 1);
  campaign = ff_document_parse (text->str, text->len, &error);
  g_assert_no_error (error);

  return ff_scene_new (campaign, f->typesetter, f->counts, NULL, FALSE);
}

static void
test_collapsed (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_changed (f, "\"title\": \"How we reach them\",",
                                            "\"title\": \"How we reach them\", \"collapsed\": true,");
  const FfSceneFrame *frame = NULL;
  const FfSceneTransition *into = ff_scene_find_transition (scene, "t4");

  for (guint i = 0; i < scene->n_frames; i++)
    if (scene->frames[i]->is_collapsed)
      frame = scene->frames[i];

  g_assert_nonnull (frame);
  g_assert_cmpuint (frame->n_activities, ==, 5);
  g_assert_cmpstr (frame->people_in, ==, "29,152");
  g_assert_null (frame->people_out);
  g_assert_cmpuint (scene->n_cards, ==, 4);
  g_assert_null (ff_scene_find_card (scene, "tier"));
  g_assert_null (ff_scene_find_transition (scene, "t5"));
  g_assert_cmpfloat (into->route->to.x, ==, frame->rect.x);
}

typedef struct
{
  const char *title;
  gboolean    is_wide;
} WidthCase;

/* Two lines are enough for most titles; one that needs more widens its card, wherever the next one stands. */
static void
test_wide (Fixture       *f,
           gconstpointer  data)
{
  static const WidthCase cases[] = {
    { "All", FALSE },
    { "Recent customers", FALSE },
    { "Summer campaign buyers", TRUE },
    { "Newslettersubscribers", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = g_strdup_printf ("\"%s\"", cases[i].title);
      g_autoptr (FfScene) scene = make_changed (f, "\"All customers\"", label);

      g_test_message ("%s", cases[i].title);
      g_assert_cmpfloat (ff_scene_find_card (scene, "all")->rect.width, ==,
                         cases[i].is_wide ? FF_CARD_WIDE_WIDTH_PX : FF_CARD_WIDTH_PX);
    }
}

/* The scene that an edit makes anew, with the next card elsewhere. */
static void
test_width_stays (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (FfScene) near = make_changed (f, "\"All customers\"", "\"All customers of the last two years\"");
  g_autoptr (GString) text = g_string_new (sample_campaign);
  g_autoptr (FfCampaign) campaign = NULL;
  g_autoptr (FfScene) far = NULL;

  g_string_replace (text, "\"All customers\"", "\"All customers of the last two years\"", 1);
  g_string_replace (text, "\"x\": 288,", "\"x\": 688,", 0);
  campaign = ff_document_parse (text->str, text->len, NULL);
  g_assert_nonnull (campaign);
  far = ff_scene_new (campaign, f->typesetter, f->counts, NULL, FALSE);

  g_assert_cmpfloat (ff_scene_find_card (far, "lapsed")->rect.x, >, ff_scene_find_card (near, "lapsed")->rect.x);
  for (guint i = 0; i < near->n_cards; i++)
    g_assert_cmpfloat (near->cards[i]->rect.width, ==, ff_scene_find_card (far, near->cards[i]->id)->rect.width);
}

/* A stale port keeps its line. */
static void
test_port_gone (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_changed (f, "{\"id\": \"silver\", \"label\": \"Silver\"}",
                                            "{\"id\": \"bronze\", \"label\": \"Bronze\"}");
  const FfSceneCard *tier = ff_scene_find_card (scene, "tier");

  g_assert_cmpuint (tier->form.n_rows, ==, 4);
  g_assert_nonnull (ff_scene_find_transition (scene, "t6"));
}

static void
test_empty (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Empty");
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);
  g_autoptr (FfScene) scene = ff_scene_new (campaign, typesetter, NULL, NULL, FALSE);

  g_assert_cmpuint (scene->n_cards, ==, 0);
  g_assert_cmpfloat (scene->bounds.width, ==, 0);
  g_assert_cmpint (ff_scene_hit (scene, (FfPoint) { 0, 0 }, 1.0).kind, ==, FF_HIT_NOTHING);
}

#define ADD(path, rtl, func) g_test_add (path, Fixture, GINT_TO_POINTER (rtl), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/scene/cards", FALSE, test_cards);
  ADD ("/scene/transitions", FALSE, test_transitions);
  ADD ("/scene/transitions-rtl", TRUE, test_transitions);
  ADD ("/scene/chip-stays", FALSE, test_chip_stays);
  ADD ("/scene/chip-stays-rtl", TRUE, test_chip_stays);
  ADD ("/scene/hits", FALSE, test_hits);
  ADD ("/scene/hits-rtl", TRUE, test_hits);
  ADD ("/scene/hit-tiles", FALSE, test_hit_tiles);
  ADD ("/scene/band", FALSE, test_band);
  ADD ("/scene/move", FALSE, test_move);
  ADD ("/scene/move-rtl", TRUE, test_move);
  ADD ("/scene/problems", FALSE, test_problems);
  ADD ("/scene/collapsed", FALSE, test_collapsed);
  ADD ("/scene/wide", FALSE, test_wide);
  ADD ("/scene/width-stays", FALSE, test_width_stays);
  ADD ("/scene/port-gone", FALSE, test_port_gone);
  g_test_add_data_func ("/scene/chips-apart/win-back", "win-back.fanfare", test_chips_apart);
  g_test_add_data_func ("/scene/chips-apart/product-launch", "product-launch.fanfare", test_chips_apart);
  g_test_add_data_func ("/scene/chips-apart/booking-reminder", "booking-reminder.fanfare", test_chips_apart);
  g_test_add_data_func ("/scene/chips-apart/reference-graph", "reference-graph.fanfare", test_chips_apart);
  g_test_add_func ("/scene/empty", test_empty);

  return g_test_run ();
}
