/* Tests src/ui/canvas/ff-canvas-insert.c: what is added is joined, has room, is
 * selected, and goes with one undo. Needs no display. */

#include "canvas-support.h"
#include "ui/canvas/ff-canvas-insert.h"

typedef struct
{
  FfDraft      *draft;
  FfTypesetter *typesetter;
  char         *before;   /* the document as it was */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->draft = canvas_support_new_draft ("win-back");
  fixture->typesetter = ff_typesetter_new (NULL);
  fixture->before = canvas_support_print (fixture->draft);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  canvas_support_free_draft (fixture->draft);
  ff_typesetter_unref (fixture->typesetter);
  g_free (fixture->before);
}

static FfCampaign *
get_campaign (Fixture *fixture)
{
  return ff_draft_get_campaign (fixture->draft);
}

static FfScene *
make_scene (Fixture *fixture)
{
  return ff_scene_new (get_campaign (fixture), fixture->typesetter, NULL, NULL, FALSE);
}

static void
assert_undone (Fixture *fixture)
{
  g_autofree char *after = NULL;

  ff_draft_undo (fixture->draft);
  after = canvas_support_print (fixture->draft);
  g_assert_cmpstr (after, ==, fixture->before);
}

static void
assert_nothing_overlaps (FfScene *scene)
{
  for (guint i = 0; i < scene->n_cards; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (ff_rect_meets (&scene->cards[i]->rect, &scene->cards[j]->rect));
}

/* The one transition between two activities of the template. */
static const FfSceneTransition *
find_line (FfScene    *scene,
           const char *from,
           const char *to)
{
  for (guint i = 0; i < scene->n_transitions; i++)
    if (g_str_equal (scene->transitions[i]->from, from) && g_str_equal (scene->transitions[i]->to, to))
      return scene->transitions[i];

  g_assert_not_reached ();
}

static void
test_alone (Fixture       *fixture,
            gconstpointer  data)
{
  const char *id = ff_canvas_insert_alone (fixture->draft, "wait", (FfPoint) { 320, 640 });
  const FfActivity *activity = ff_campaign_find_activity (get_campaign (fixture), id);

  g_assert_nonnull (activity);
  g_assert_cmpint (activity->x, ==, 320);
  g_assert_cmpint (activity->y, ==, 640);
  g_assert_true (ff_draft_is_selected (fixture->draft, id));
  g_assert_cmpstr (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)), ==, "Add Wait");
  assert_undone (fixture);
}

static void
test_papers (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_notes = ff_campaign_get_n_notes (get_campaign (fixture));
  guint n_frames = ff_campaign_get_n_frames (get_campaign (fixture));

  g_assert_nonnull (ff_canvas_insert_alone (fixture->draft, FF_CANVAS_NOTE, (FfPoint) { 0, 0 }));
  g_assert_nonnull (ff_canvas_insert_alone (fixture->draft, FF_CANVAS_FRAME, (FfPoint) { 0, 0 }));
  g_assert_cmpuint (ff_campaign_get_n_notes (get_campaign (fixture)), ==, n_notes + 1);
  g_assert_cmpuint (ff_campaign_get_n_frames (get_campaign (fixture)), ==, n_frames + 1);
}

static void
test_after_free_output (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_scene (fixture);
  g_autoptr (FfScene) after = NULL;
  FfRect size = ff_canvas_measure ("wait", fixture->typesetter);
  const char *id = ff_canvas_insert_after (fixture->draft, scene, "wait", &size, "gold-mail", NULL);

  g_assert_nonnull (id);
  g_assert_true (canvas_support_is_joined (fixture->draft, "gold-mail", id));
  after = make_scene (fixture);
  assert_nothing_overlaps (after);
  assert_undone (fixture);
}

static void
test_after_taken_output (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_scene (fixture);
  g_autoptr (FfScene) after = NULL;
  FfRect size = ff_canvas_measure ("take", fixture->typesetter);
  const char *id = ff_canvas_insert_after (fixture->draft, scene, "take", &size, "lapsed", NULL);

  g_assert_nonnull (id);
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", id));
  g_assert_true (canvas_support_is_joined (fixture->draft, id, "unique"));
  g_assert_false (canvas_support_is_joined (fixture->draft, "lapsed", "unique"));
  after = make_scene (fixture);
  assert_nothing_overlaps (after);
  assert_undone (fixture);
}

static void
test_into (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_scene (fixture);
  g_autoptr (FfScene) after = NULL;
  FfRect size = ff_canvas_measure ("enrich", fixture->typesetter);
  const FfSceneTransition *line = find_line (scene, "lapsed", "unique");
  const FfActivity *far = ff_campaign_find_activity (get_campaign (fixture), "tier");
  int far_x = far->x;
  const char *id = ff_canvas_insert_into (fixture->draft, scene, "enrich", &size, line->id);

  g_assert_nonnull (id);
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", id));
  g_assert_true (canvas_support_is_joined (fixture->draft, id, "unique"));
  g_assert_false (canvas_support_is_joined (fixture->draft, "lapsed", "unique"));

  /* The next row of the flow stays where it is. */
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "tier")->x, ==, far_x);
  after = make_scene (fixture);
  assert_nothing_overlaps (after);
  assert_undone (fixture);
}

static void
test_into_refuses (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (FfScene) scene = make_scene (fixture);
  FfRect size = ff_canvas_measure ("end", fixture->typesetter);
  const FfSceneTransition *line = find_line (scene, "lapsed", "unique");

  g_assert_null (ff_canvas_insert_into (fixture->draft, scene, "end", &size, line->id));
  g_assert_null (ff_canvas_insert_into (fixture->draft, scene, FF_CANVAS_NOTE, &size, line->id));
  g_assert_null (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)));
}

static void
test_moved (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = g_strdup (ff_canvas_insert_alone (fixture->draft, "take", (FfPoint) { 0, 900 }));
  g_autoptr (FfScene) scene = make_scene (fixture);
  const FfSceneTransition *line = find_line (scene, "lapsed", "unique");

  g_assert_true (ff_canvas_can_insert_moved (fixture->draft, id));
  g_assert_false (ff_canvas_can_insert_moved (fixture->draft, "lapsed"));
  g_assert_true (ff_canvas_insert_moved (fixture->draft, scene, id, line->id));
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", id));
  g_assert_true (canvas_support_is_joined (fixture->draft, id, "unique"));
  ff_draft_undo (fixture->draft);
  assert_undone (fixture);
}

static void
test_fits (void)
{
  g_assert_true (ff_canvas_type_fits (ff_activity_type_find ("build-audience"), FF_CANVAS_FITS_BEFORE));
  g_assert_false (ff_canvas_type_fits (ff_activity_type_find ("build-audience"), FF_CANVAS_FITS_AFTER));
  g_assert_true (ff_canvas_type_fits (ff_activity_type_find ("split"), FF_CANVAS_FITS_BETWEEN));
  g_assert_true (ff_canvas_type_fits (ff_activity_type_find ("end"), FF_CANVAS_FITS_AFTER));
  g_assert_false (ff_canvas_type_fits (ff_activity_type_find ("end"), FF_CANVAS_FITS_BETWEEN));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/canvas-insert/alone", Fixture, NULL, set_up, test_alone, tear_down);
  g_test_add ("/canvas-insert/papers", Fixture, NULL, set_up, test_papers, tear_down);
  g_test_add ("/canvas-insert/after-free-output", Fixture, NULL, set_up, test_after_free_output, tear_down);
  g_test_add ("/canvas-insert/after-taken-output", Fixture, NULL, set_up, test_after_taken_output, tear_down);
  g_test_add ("/canvas-insert/into", Fixture, NULL, set_up, test_into, tear_down);
  g_test_add ("/canvas-insert/into-refuses", Fixture, NULL, set_up, test_into_refuses, tear_down);
  g_test_add ("/canvas-insert/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add_func ("/canvas-insert/fits", test_fits);

  return g_test_run ();
}
