/* Tests src/ui/canvas/ff-canvas.c: commands by action, focus, names for
 * assistive tools. Needs a display. */

#include <adwaita.h>

#include "canvas-support.h"
#include "ui/canvas/ff-canvas.h"

typedef struct
{
  FfDraft      *draft;
  GtkWidget    *window;
  GtkWidget    *canvas;
  FfCanvasView *view;
  char         *before;
} Fixture;

/* Until the main loop has nothing to do, or @msec at most. */
static void
settle (guint msec)
{
  gint64 deadline = g_get_monotonic_time () + msec * 1000;

  while (g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static void
wait_until_mapped (GtkWidget *widget)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while ((!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) < 100) &&
         g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (gtk_widget_get_mapped (widget));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *template_name = data;

  fixture->draft = canvas_support_new_draft (template_name);
  fixture->canvas = ff_canvas_new (fixture->draft);
  fixture->view = ff_canvas_get_view (FF_CANVAS (fixture->canvas));
  fixture->before = canvas_support_print (fixture->draft);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->canvas);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until_mapped (fixture->canvas);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  canvas_support_free_draft (fixture->draft);
  g_free (fixture->before);
}

static void
run (Fixture    *fixture,
     const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, &error));
  g_assert_no_error (error);
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->view), name, target));
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *name)
{
  return g_action_group_get_action_enabled (ff_canvas_get_actions (FF_CANVAS (fixture->canvas)), name);
}

static void
select_one (Fixture    *fixture,
            const char *id)
{
  const char *ids[] = { id, NULL };

  ff_draft_select (fixture->draft, ids, FALSE);
}

static FfCampaign *
get_campaign (Fixture *fixture)
{
  return ff_draft_get_campaign (fixture->draft);
}

static void
assert_undone (Fixture *fixture)
{
  g_autofree char *after = NULL;

  ff_draft_undo (fixture->draft);
  after = canvas_support_print (fixture->draft);
  g_assert_cmpstr (after, ==, fixture->before);
}

/* The widget that stands for an element, by its name for assistive tools. */
static GtkWidget *
get_focus (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_nonnull (focus);
  return focus;
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (ff_canvas_view_focus (fixture->view, "everyone"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_ROLE_OPTION);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Build Audience, All customers");

  g_assert_true (ff_canvas_view_focus (fixture->view, "t5"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
test_state_of_selection (Fixture       *fixture,
                         gconstpointer  data)
{
  g_assert_true (ff_canvas_view_focus (fixture->view, "lapsed"));
  select_one (fixture, "lapsed");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  ff_draft_select (fixture->draft, NULL, FALSE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_focus (fixture)), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
}

static void
test_walk (Fixture       *fixture,
           gconstpointer  data)
{
  run (fixture, "canvas.first");
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, "everyone");
  g_assert_true (ff_draft_is_selected (fixture->draft, "everyone"));
  run (fixture, "canvas.go::right");
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, "t1");
  run (fixture, "canvas.go::right");
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, "lapsed");
  g_assert_false (ff_draft_is_selected (fixture->draft, "everyone"));
  run (fixture, "canvas.extend::right");
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, "unique");
  g_assert_true (ff_draft_is_selected (fixture->draft, "lapsed"));
  g_assert_true (ff_draft_is_selected (fixture->draft, "unique"));
}

static void
test_nudge (Fixture       *fixture,
            gconstpointer  data)
{
  int x = ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x;
  int y = ff_campaign_find_activity (get_campaign (fixture), "lapsed")->y;

  select_one (fixture, "lapsed");
  run (fixture, "canvas.nudge::right");
  run (fixture, "canvas.nudge-far::down");
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "lapsed")->x, ==, x + 16);
  g_assert_cmpint (ff_campaign_find_activity (get_campaign (fixture), "lapsed")->y, ==, y + 160);
  assert_undone (fixture);
}

/* The focus goes to the next activity in the order of the flow, never nowhere. */
static void
test_delete_keeps_focus (Fixture       *fixture,
                         gconstpointer  data)
{
  const char *const *order = ff_canvas_view_get_order (fixture->view);
  g_autofree char *next = NULL;

  for (guint i = 0; order[i] != NULL; i++)
    if (g_str_equal (order[i], "lapsed"))
      next = g_strdup (order[i + 1]);

  ff_canvas_view_focus (fixture->view, "lapsed");
  select_one (fixture, "lapsed");
  run (fixture, "canvas.delete");
  g_assert_null (ff_campaign_find_activity (get_campaign (fixture), "lapsed"));
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, next);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), GTK_WIDGET (fixture->view)));
  assert_undone (fixture);
}

static void
test_delete_all (Fixture       *fixture,
                 gconstpointer  data)
{
  run (fixture, "canvas.first");
  run (fixture, "canvas.select-all");
  run (fixture, "canvas.delete");
  g_assert_cmpuint (ff_campaign_get_n_activities (get_campaign (fixture)), ==, 0);
  g_assert_true (get_focus (fixture) == GTK_WIDGET (fixture->view));
  settle (50);
  assert_undone (fixture);
  settle (50);
}

static void
test_delete_count (Fixture       *fixture,
                   gconstpointer  data)
{
  ff_canvas_view_focus (fixture->view, "t4");
  select_one (fixture, "t4");
  run (fixture, "canvas.delete");
  g_assert_null (ff_campaign_find_transition (get_campaign (fixture), "t4"));
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), GTK_WIDGET (fixture->view)) ||
                 get_focus (fixture) == GTK_WIDGET (fixture->view));
  assert_undone (fixture);
}

static void
test_enabled (Fixture       *fixture,
              gconstpointer  data)
{
  ff_draft_select (fixture->draft, NULL, FALSE);
  g_assert_false (is_enabled (fixture, "delete"));
  g_assert_false (is_enabled (fixture, "connect"));
  g_assert_true (is_enabled (fixture, "paste"));

  select_one (fixture, "lapsed");
  g_assert_true (is_enabled (fixture, "delete"));
  g_assert_true (is_enabled (fixture, "connect"));
  g_assert_true (is_enabled (fixture, "disconnect"));
  g_assert_true (is_enabled (fixture, "bypass"));

  select_one (fixture, "t1");
  g_assert_true (is_enabled (fixture, "disconnect"));
  g_assert_true (is_enabled (fixture, "show-people"));
  g_assert_false (is_enabled (fixture, "copy"));
  g_assert_false (is_enabled (fixture, "rename"));
}

static void
test_show_people (Fixture       *fixture,
                  gconstpointer  data)
{
  select_one (fixture, "tier");
  run (fixture, "canvas.show-people");
  g_assert_cmpstr (ff_draft_get_active_activity (fixture->draft), ==, "tier");
  g_assert_cmpstr (ff_draft_get_active_port (fixture->draft), ==, "gold");

  select_one (fixture, "t7");
  run (fixture, "canvas.show-people");
  g_assert_cmpstr (ff_draft_get_active_port (fixture->draft), ==, "rest");
}

static void
test_copy_and_paste (Fixture       *fixture,
                     gconstpointer  data)
{
  guint n_activities = ff_campaign_get_n_activities (get_campaign (fixture));
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  select_one (fixture, "lapsed");
  run (fixture, "canvas.copy");
  run (fixture, "canvas.paste");
  while (ff_campaign_get_n_activities (get_campaign (fixture)) == n_activities && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);

  g_assert_cmpuint (ff_campaign_get_n_activities (get_campaign (fixture)), ==, n_activities + 1);
  g_assert_false (ff_draft_is_selected (fixture->draft, "lapsed"));
  assert_undone (fixture);
}

static void
test_insert (Fixture       *fixture,
             gconstpointer  data)
{
  select_one (fixture, "gold-mail");
  run (fixture, "canvas.insert::wait");
  g_assert_true (canvas_support_is_joined (fixture->draft, "gold-mail", ff_draft_get_selection (fixture->draft)[0]));
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, ff_draft_get_selection (fixture->draft)[0]);
  assert_undone (fixture);
}

static void
test_zoom (Fixture       *fixture,
           gconstpointer  data)
{
  FfPoint at = { 300, 200 };
  FfPoint before, after;

  run (fixture, "canvas.zoom-100");
  settle (400);
  g_assert_cmpfloat_with_epsilon (ff_canvas_view_get_zoom (fixture->view), 1.0, 0.001);

  /* What is under the pointer stays there. */
  before = ff_canvas_view_to_canvas (fixture->view, at.x, at.y);
  ff_canvas_view_zoom (fixture->view, 0.5, &at);
  after = ff_canvas_view_to_canvas (fixture->view, at.x, at.y);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 2.0);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 2.0);

  ff_canvas_view_zoom (fixture->view, 0.0001, NULL);
  g_assert_cmpfloat_with_epsilon (ff_canvas_view_get_zoom (fixture->view), FF_CANVAS_LEAST_ZOOM, 0.001);
  for (double zoom = 0.1; zoom < 4; zoom *= 1.4)
    {
      ff_canvas_view_zoom (fixture->view, zoom, NULL);
      settle (40);
    }
  run (fixture, "canvas.zoom-fit");
  g_assert_cmpfloat (ff_canvas_view_get_zoom (fixture->view), <=, 1.0);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *text;

  select_one (fixture, "lapsed");
  run (fixture, "canvas.rename");
  text = get_focus (fixture);
  g_assert_true (GTK_IS_TEXT (text));
  gtk_editable_set_text (GTK_EDITABLE (text), "Long gone");
  g_signal_emit_by_name (gtk_widget_get_parent (text), "activate");
  g_assert_cmpstr (ff_campaign_find_activity (get_campaign (fixture), "lapsed")->label, ==, "Long gone");
  g_assert_cmpstr (ff_canvas_view_get_focused (fixture->view), ==, "lapsed");
  settle (20);
  assert_undone (fixture);
}

static void
test_pickers (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const actions[] = { "canvas.add-activity", "canvas.connect", "canvas.disconnect", "canvas.menu" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *popover = NULL;

      select_one (fixture, "everyone");
      ff_canvas_view_focus (fixture->view, "everyone");
      run (fixture, actions[i]);
      settle (60);
      for (GtkWidget *child = gtk_widget_get_first_child (fixture->canvas); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        if (GTK_IS_POPOVER (child))
          popover = child;
      g_assert_nonnull (popover);
      gtk_popover_popdown (GTK_POPOVER (popover));
      settle (60);
    }

  g_assert_cmpuint (ff_campaign_get_n_activities (get_campaign (fixture)), ==, 11);
}

static void
test_big (Fixture       *fixture,
          gconstpointer  data)
{
  run (fixture, "canvas.tidy");
  run (fixture, "canvas.zoom-100");
  settle (300);
  run (fixture, "canvas.last");
  settle (60);
  run (fixture, "canvas.select-all");
  run (fixture, "canvas.duplicate");
  settle (60);
  g_assert_cmpuint (g_strv_length ((char **) ff_draft_get_selection (fixture->draft)), >=, 20);
}

/* What is selected now covers no card, note, count or title of a frame, and can be seen. */
static void
assert_apart (Fixture *fixture)
{
  FfScene *scene = ff_canvas_view_get_scene (fixture->view);
  FfRect visible = ff_canvas_view_get_visible (fixture->view);
  const char *const *selection = ff_draft_get_selection (fixture->draft);

  for (guint n = 0; selection[n] != NULL; n++)
    {
      const FfSceneCard *copy = ff_scene_find_card (scene, selection[n]);

      g_assert_nonnull (copy);
      g_assert_true (ff_rect_contains_rect (&visible, &copy->rect));
      for (guint i = 0; i < scene->n_cards; i++)
        g_assert_true (scene->cards[i] == copy || !ff_rect_meets (&scene->cards[i]->rect, &copy->rect));
      for (guint i = 0; i < scene->n_notes; i++)
        g_assert_false (ff_rect_meets (&scene->notes[i]->rect, &copy->rect));
      for (guint i = 0; i < scene->n_transitions; i++)
        g_assert_false (ff_rect_contains (&copy->rect, scene->transitions[i]->route->middle));
      for (guint i = 0; i < scene->n_frames; i++)
        {
          FfRect head = scene->frames[i]->rect;

          head.height = FF_FRAME_HEAD_PX;
          g_assert_false (ff_rect_meets (&head, &copy->rect));
          g_assert_true (ff_rect_contains_rect (&scene->frames[i]->rect, &copy->rect) ||
                         !ff_rect_meets (&scene->frames[i]->rect, &copy->rect));
        }
    }
}

/* A copy covers nothing, is selected, can be seen, and lets other lines stay where they are. */
static void
test_duplicate_is_apart (Fixture       *fixture,
                         gconstpointer  data)
{
  FfRect before = ff_scene_find_transition (ff_canvas_view_get_scene (fixture->view), "t4")->route->bounds;

  for (guint i = 0; i < ff_campaign_get_n_activities (get_campaign (fixture)); i++)
    {
      g_autofree char *id = g_strdup (ff_campaign_get_activity (get_campaign (fixture), i)->id);

      select_one (fixture, id);
      for (guint n = 0; n < 2; n++)
        {
          FfRect after;

          run (fixture, "canvas.duplicate");
          settle (60);
          assert_apart (fixture);
          after = ff_scene_find_transition (ff_canvas_view_get_scene (fixture->view), "t4")->route->bounds;
          g_assert_cmpfloat (after.y, ==, before.y);
        }
      while (ff_history_get_undo_name (ff_draft_get_history (fixture->draft)) != NULL)
        ff_draft_undo (fixture->draft);
    }
}

/* So does what is pasted, twice in the same place too. */
static void
test_paste_is_apart (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *const both[] = { "tier", "ab", NULL };

  ff_draft_select (fixture->draft, both, FALSE);
  run (fixture, "canvas.copy");
  for (guint n = 0; n < 2; n++)
    {
      guint n_activities = ff_campaign_get_n_activities (get_campaign (fixture));
      gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

      run (fixture, "canvas.paste");
      while (ff_campaign_get_n_activities (get_campaign (fixture)) == n_activities && g_get_monotonic_time () < deadline)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
      settle (60);
      g_assert_cmpuint (ff_campaign_get_n_activities (get_campaign (fixture)), ==, n_activities + 2);
      assert_apart (fixture);
    }
}

#define ADD(name, function) g_test_add ("/canvas/" name, Fixture, "win-back", set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_skip ("There is no display.");
      return 0;
    }
  adw_init ();

  ADD ("names", test_names);
  ADD ("state-of-selection", test_state_of_selection);
  ADD ("walk", test_walk);
  ADD ("nudge", test_nudge);
  ADD ("delete-keeps-focus", test_delete_keeps_focus);
  ADD ("duplicate-is-apart", test_duplicate_is_apart);
  ADD ("paste-is-apart", test_paste_is_apart);
  ADD ("delete-all", test_delete_all);
  ADD ("delete-count", test_delete_count);
  ADD ("enabled", test_enabled);
  ADD ("show-people", test_show_people);
  ADD ("copy-and-paste", test_copy_and_paste);
  ADD ("insert", test_insert);
  ADD ("zoom", test_zoom);
  ADD ("rename", test_rename);
  ADD ("pickers", test_pickers);
  g_test_add ("/canvas/big", Fixture, "reference-graph", set_up, test_big, tear_down);

  return g_test_run ();
}
