/* Tests src/ui/canvas/ff-canvas-edits.c: each is one undo step with a name. Needs no display. */

#include "canvas-support.h"
#include "model/ff-fragment.h"
#include "ui/canvas/ff-canvas-edits.h"

typedef struct
{
  FfDraft *draft;
  FfScene *scene;
  char    *before;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (FfTypesetter) typesetter = ff_typesetter_new (NULL);

  fixture->draft = canvas_support_new_draft ("win-back");
  fixture->scene = ff_scene_new (ff_draft_get_campaign (fixture->draft), typesetter, NULL, NULL, FALSE);
  fixture->before = canvas_support_print (fixture->draft);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  canvas_support_free_draft (fixture->draft);
  ff_scene_unref (fixture->scene);
  g_free (fixture->before);
}

static FfCampaign *
get_campaign (Fixture *fixture)
{
  return ff_draft_get_campaign (fixture->draft);
}

/* One step back is where it was, and the step had this name. */
static void
assert_one_step (Fixture    *fixture,
                 const char *name)
{
  g_autofree char *after = NULL;

  g_assert_cmpstr (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)), ==, name);
  ff_draft_undo (fixture->draft);
  after = canvas_support_print (fixture->draft);
  g_assert_cmpstr (after, ==, fixture->before);
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  const char *ids[] = { "lapsed", "unique", NULL };
  int x = ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x;
  int y = ff_campaign_find_activity (get_campaign (fixture), "unique")->y;

  g_assert_true (ff_canvas_edits_move (fixture->draft, ids, 16, -32, NULL));
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x, ==, x + 16);
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "unique")->y, ==, y - 32);
  assert_one_step (fixture, "Move 2 Activities");
}

/* Keys held down are one step. */
static void
test_nudges_merge (Fixture       *fixture,
                   gconstpointer  data)
{
  const char *ids[] = { "lapsed", NULL };
  int x = ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x;

  for (guint i = 0; i < 5; i++)
    g_assert_true (ff_canvas_edits_move (fixture->draft, ids, 16, 0, "nudge"));
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x, ==, x + 5 * 16);
  assert_one_step (fixture, "Move Activity");
}

static void
test_frame_takes_along (Fixture       *fixture,
                        gconstpointer  data)
{
  const char *ids[] = { "who", NULL };
  g_auto (GStrv) moving = ff_canvas_edits_dup_moving (fixture->scene, ids);

  g_assert_true (g_strv_contains ((const char *const *) moving, ids[0]));
  g_assert_true (g_strv_contains ((const char *const *) moving, "everyone"));
  g_assert_false (g_strv_contains ((const char *const *) moving, "tier"));
  g_assert_true (ff_canvas_edits_move (fixture->draft, (const char *const *) moving, 0, 64, NULL));
  assert_one_step (fixture, "Move 6 Elements");
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  const char *ids[] = { "unique", NULL };

  g_assert_true (ff_canvas_edits_delete (fixture->draft, ids, FALSE));
  g_assert_null (ff_campaign_find_activity (get_campaign (fixture), "unique"));
  g_assert_false (canvas_support_is_joined (fixture->draft, "lapsed", "tier"));
  assert_one_step (fixture, "Delete Activity");
}

static void
test_delete_and_reconnect (Fixture       *fixture,
                           gconstpointer  data)
{
  const char *ids[] = { "unique", NULL };

  g_assert_true (ff_canvas_edits_delete (fixture->draft, ids, TRUE));
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", "tier"));
  assert_one_step (fixture, "Delete Activity and Reconnect");
}

static void
test_disconnect (Fixture       *fixture,
                 gconstpointer  data)
{
  const char *ids[] = { "t4", NULL };

  g_assert_true (ff_canvas_edits_delete (fixture->draft, ids, FALSE));
  g_assert_false (canvas_support_is_joined (fixture->draft, "unique", "tier"));
  assert_one_step (fixture, "Disconnect");
}

static void
test_connect (Fixture       *fixture,
              gconstpointer  data)
{
  /* Taken, and a circle. */
  g_assert_false (ff_canvas_edits_connect (fixture->draft, "gold-mail", "out", "tier", "in"));
  g_assert_false (ff_canvas_edits_connect (fixture->draft, "ab", "a", "lapsed", "others"));
  g_assert_null (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)));

  g_assert_true (ff_canvas_edits_connect (fixture->draft, "everyone", "out", "lapsed", "others"));
  assert_one_step (fixture, "Connect");
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  const char *ids[] = { "lapsed", "unique", NULL };
  guint n_transitions = ff_campaign_get_n_transitions (get_campaign (fixture));

  g_assert_true (ff_canvas_edits_duplicate (fixture->draft, ids, (FfPoint) { 320, 480 }));
  g_assert_cmpuint (g_strv_length ((char **) ff_draft_get_selection (fixture->draft)), ==, 2);
  g_assert_cmpuint (ff_campaign_get_n_transitions (get_campaign (fixture)), ==, n_transitions + 1);
  assert_one_step (fixture, "Duplicate");
}

static void
test_paste (Fixture       *fixture,
            gconstpointer  data)
{
  const char *ids[] = { "lapsed", NULL };
  g_autofree char *text = ff_fragment_copy (get_campaign (fixture), ids);
  g_autoptr (GError) error = NULL;
  const FfActivity *pasted;

  g_assert_true (ff_canvas_edits_paste (fixture->draft, text, (FfPoint) { 800, 160 }, &error));
  g_assert_no_error (error);
  pasted = ff_campaign_find_activity (get_campaign (fixture), ff_draft_get_selection (fixture->draft)[0]);
  g_assert_cmpint (pasted->x, ==, 800);
  g_assert_cmpint (pasted->y, ==, 160);
  assert_one_step (fixture, "Paste");

  g_assert_false (ff_canvas_edits_paste (fixture->draft, "Dear all", (FfPoint) { 0, 0 }, &error));
  g_assert_nonnull (error);
}

static void
test_bypass (Fixture       *fixture,
             gconstpointer  data)
{
  const char *ids[] = { "unique", NULL };

  g_assert_true (ff_canvas_edits_bypass (fixture->draft, ids));
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "unique")->mode, ==, FF_MODE_BYPASSED);
  g_assert_true (ff_canvas_edits_bypass (fixture->draft, ids));
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "unique")->mode, ==, FF_MODE_NORMAL);
  ff_draft_undo (fixture->draft);
  assert_one_step (fixture, "Bypass Activity");
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_true (ff_canvas_edits_rename (fixture->draft, "unique", "Once each"));
  g_assert_cmpstr (ff_campaign_find_activity (get_campaign (fixture), "unique")->label, ==, "Once each");
  assert_one_step (fixture, "Rename");

  /* The same name is no step. */
  g_assert_true (ff_canvas_edits_rename (fixture->draft, "everyone", "All customers"));
  g_assert_null (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)));
}

static void
test_tidy (Fixture       *fixture,
           gconstpointer  data)
{
  const char *ids[] = { "unique", NULL };

  g_assert_true (ff_canvas_edits_move (fixture->draft, ids, 400, 700, NULL));
  g_clear_pointer (&fixture->before, g_free);
  fixture->before = canvas_support_print (fixture->draft);
  g_assert_true (ff_canvas_edits_tidy (fixture->draft, fixture->scene));
  assert_one_step (fixture, "Tidy Up");
}

#define ADD(name, function) g_test_add ("/canvas-edits/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("move", test_move);
  ADD ("nudges-merge", test_nudges_merge);
  ADD ("frame-takes-along", test_frame_takes_along);
  ADD ("delete", test_delete);
  ADD ("delete-and-reconnect", test_delete_and_reconnect);
  ADD ("disconnect", test_disconnect);
  ADD ("connect", test_connect);
  ADD ("duplicate", test_duplicate);
  ADD ("paste", test_paste);
  ADD ("bypass", test_bypass);
  ADD ("rename", test_rename);
  ADD ("tidy", test_tidy);

  return g_test_run ();
}
