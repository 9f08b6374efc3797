/* Tests src/ui/canvas/ff-canvas-pointer.c and the gestures with real events:
 * xdotool drags, scrolls and types, and the document tells what came of it.
 * Needs an X display and xdotool. */

#include <adwaita.h>
#include <gdk/x11/gdkx.h>
#include <math.h>

#include "canvas-support.h"
#include "ui/canvas/ff-canvas.h"
#include "ui/ff-palette-pane.h"

typedef struct
{
  FfDraft      *draft;
  GtkWidget    *window;
  GtkWidget    *palette;
  GtkWidget    *canvas;
  FfCanvasView *view;
  char         *before;
} Fixture;

typedef gboolean (*Condition) (Fixture    *fixture,
                               const char *what);

/* ---- Events. */

static void
settle (guint msec)
{
  gint64 deadline = g_get_monotonic_time () + msec * 1000;

  while (g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Runs xdotool with the words of @command while the window lives on. */
static void
xdotool (const char *format,
         ...) G_GNUC_PRINTF (1, 2);

static void
xdotool (const char *format,
         ...)
{
  g_autofree char *words = NULL;
  g_autofree char *command = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_exited = FALSE;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);

  command = g_strconcat ("xdotool ", words, NULL);
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &has_exited);
  while (!has_exited)
    g_main_context_iteration (NULL, TRUE);
  settle (80);
}

static void
wait_for (Fixture    *fixture,
          Condition   holds,
          const char *what)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!holds (fixture, what))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("Waited in vain for “%s”", what);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

/* ---- Places, on the screen. */

static FfPoint
get_screen_point (Fixture   *fixture,
                  GtkWidget *widget,
                  double     x,
                  double     y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  graphene_point_t point = GRAPHENE_POINT_INIT (x, y);
  double surface_x, surface_y;
  int root_x, root_y;
  Window child;

  g_assert_true (gtk_widget_compute_point (widget, fixture->window, &point, &point));
  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &surface_x, &surface_y);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display), 0, 0, &root_x, &root_y,
                         &child);

  return (FfPoint) { round (root_x + surface_x + point.x), round (root_y + surface_y + point.y) };
}

static FfPoint
get_canvas_point (Fixture *fixture,
                  FfPoint  at)
{
  FfRect rect = { at.x, at.y, 0, 0 };

  rect = ff_canvas_view_from_canvas (fixture->view, &rect);
  return get_screen_point (fixture, GTK_WIDGET (fixture->view), rect.x, rect.y);
}

static const FfSceneCard *
find_card (Fixture    *fixture,
           const char *id)
{
  const FfSceneCard *card = ff_scene_find_card (ff_canvas_view_get_scene (fixture->view), id);

  g_assert_nonnull (card);
  return card;
}

/* Beside the icon, where nothing else is. */
static FfPoint
get_card_point (Fixture    *fixture,
                const char *id)
{
  const FfSceneCard *card = find_card (fixture, id);

  return get_canvas_point (fixture, (FfPoint) { card->rect.x + 24, card->rect.y + card->head / 2 });
}

static FfPoint
get_port_point (Fixture    *fixture,
                const char *id,
                const char *port,
                gboolean    is_input)
{
  return get_canvas_point (fixture, ff_scene_card_find_port (find_card (fixture, id), port, is_input)->at);
}

static FfPoint
get_count_point (Fixture    *fixture,
                 const char *id)
{
  FfScene *scene = ff_canvas_view_get_scene (fixture->view);

  return get_canvas_point (fixture, ff_scene_find_transition (scene, id)->route->middle);
}

static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The palette is longer than the window is high. */
static void
scroll_to (GtkWidget *label)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_point_t at;

  g_assert_true (gtk_widget_compute_point (label, scroller, &GRAPHENE_POINT_INIT (0, 0), &at));
  if (at.y < 0 || at.y + gtk_widget_get_height (label) > gtk_widget_get_height (scroller))
    gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + at.y - gtk_widget_get_height (scroller) / 2.0);
  for (guint i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
}

static FfPoint
get_palette_point (Fixture    *fixture,
                   const char *name)
{
  GtkWidget *label = find_label (fixture->palette, name);

  g_assert_nonnull (label);
  scroll_to (label);
  return get_screen_point (fixture, label, 8, gtk_widget_get_height (label) / 2.0);
}

static void
drag (FfPoint from,
      FfPoint to)
{
  xdotool ("mousemove %d %d sleep 0.05 mousedown 1 sleep 0.05 mousemove_relative -- 6 6 sleep 0.05 mousemove_relative -- 6 6 "
           "sleep 0.1 mousemove %d %d sleep 0.1 mousemove_relative 1 0 sleep 0.1 mousemove %d %d sleep 0.2 mouseup 1",
           (int) from.x, (int) from.y, (int) (from.x + to.x) / 2, (int) (from.y + to.y) / 2, (int) to.x, (int) to.y);
}

/* ---- The window. */

static gboolean
is_ready (Fixture    *fixture,
          const char *what)
{
  return gtk_widget_get_mapped (fixture->canvas) && gtk_widget_get_width (GTK_WIDGET (fixture->view)) > 100;
}

static gboolean
is_active (Fixture    *fixture,
           const char *what)
{
  return gtk_window_is_active (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GdkSurface *surface;

  fixture->draft = canvas_support_new_draft ("win-back");
  fixture->before = canvas_support_print (fixture->draft);
  fixture->palette = ff_palette_pane_new (fixture->draft);
  fixture->canvas = ff_canvas_new (fixture->draft);
  fixture->view = ff_canvas_get_view (FF_CANVAS (fixture->canvas));
  fixture->window = gtk_window_new ();
  gtk_widget_insert_action_group (fixture->window, "canvas", ff_canvas_get_actions (FF_CANVAS (fixture->canvas)));
  gtk_widget_set_hexpand (fixture->canvas, TRUE);
  gtk_widget_set_size_request (fixture->palette, 160, -1);
  gtk_box_append (GTK_BOX (box), fixture->palette);
  gtk_box_append (GTK_BOX (box), fixture->canvas);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for (fixture, is_ready, "the canvas is there");

  /* Works without a window manager too. */
  surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  xdotool ("mousemove %d %d", 1, 1);
  xdotool ("windowfocus --sync %lu", gdk_x11_surface_get_xid (surface));
  wait_for (fixture, is_active, "the window is active");
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  settle (100);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle (20);
  canvas_support_free_draft (fixture->draft);
  g_free (fixture->before);
}

static FfCampaign *
get_campaign (Fixture *fixture)
{
  return ff_draft_get_campaign (fixture->draft);
}

static const char *
get_undo_name (Fixture *fixture)
{
  return ff_history_get_undo_name (ff_draft_get_history (fixture->draft));
}

static gboolean
has_undo (Fixture    *fixture,
          const char *what)
{
  return g_strcmp0 (get_undo_name (fixture), what) == 0;
}

static gboolean
is_selected (Fixture    *fixture,
             const char *what)
{
  return ff_draft_is_selected (fixture->draft, what);
}

static gboolean
is_unselected (Fixture    *fixture,
               const char *what)
{
  return ff_draft_get_selection (fixture->draft)[0] == NULL;
}

static void
assert_unchanged (Fixture *fixture)
{
  g_autofree char *after = canvas_support_print (fixture->draft);

  g_assert_cmpstr (after, ==, fixture->before);
}

static void
assert_undone (Fixture *fixture)
{
  ff_draft_undo (fixture->draft);
  assert_unchanged (fixture);
}

static const FfActivity *
get_last_activity (Fixture *fixture)
{
  FfCampaign *campaign = get_campaign (fixture);

  return ff_campaign_get_activity (campaign, ff_campaign_get_n_activities (campaign) - 1);
}

/* ---- Tests. */

static void
test_drag_from_palette (Fixture       *fixture,
                        gconstpointer  data)
{
  drag (get_palette_point (fixture, "Email"), get_canvas_point (fixture, (FfPoint) { 960, 400 }));
  wait_for (fixture, has_undo, "Add Email");
  g_assert_cmpstr (get_last_activity (fixture)->type, ==, "email");
  g_assert_cmpint (get_last_activity (fixture)->x % 16, ==, 0);
  g_assert_cmpint (get_last_activity (fixture)->y % 16, ==, 0);
  g_assert_cmpint (ABS (get_last_activity (fixture)->x + 80 - 960), <=, 24);
  g_assert_true (ff_draft_is_selected (fixture->draft, get_last_activity (fixture)->id));
  assert_undone (fixture);
}

static void
test_drop_on_line (Fixture       *fixture,
                   gconstpointer  data)
{
  drag (get_palette_point (fixture, "Take"), get_count_point (fixture, "t3"));
  wait_for (fixture, has_undo, "Add Take");
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", get_last_activity (fixture)->id));
  g_assert_true (canvas_support_is_joined (fixture->draft, get_last_activity (fixture)->id, "unique"));
  assert_undone (fixture);
}

static void
test_connect_ports (Fixture       *fixture,
                    gconstpointer  data)
{
  drag (get_palette_point (fixture, "Wait"), get_canvas_point (fixture, (FfPoint) { 900, 340 }));
  wait_for (fixture, has_undo, "Add Wait");
  drag (get_port_point (fixture, "gold-mail", "out", FALSE),
        get_port_point (fixture, get_last_activity (fixture)->id, "in", TRUE));
  wait_for (fixture, has_undo, "Connect");
  g_assert_true (canvas_support_is_joined (fixture->draft, "gold-mail", get_last_activity (fixture)->id));
}

static void
test_connect_refused (Fixture       *fixture,
                      gconstpointer  data)
{
  drag (get_port_point (fixture, "gold-mail", "out", FALSE), get_card_point (fixture, "mail-a"));
  settle (200);
  assert_unchanged (fixture);
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  FfPoint from = get_card_point (fixture, "rest-mail");
  double zoom = ff_canvas_view_get_zoom (fixture->view);
  int x = ff_campaign_find_activity (get_campaign (fixture), "rest-mail")->x;
  int y = ff_campaign_find_activity (get_campaign (fixture), "rest-mail")->y;

  drag (from, (FfPoint) { from.x + 64 * zoom, from.y - 48 * zoom });
  wait_for (fixture, has_undo, "Move Activity");
  g_assert_cmpint (ABS (ff_campaign_find_activity (get_campaign (fixture), "rest-mail")->x - (x + 64)), <=, 12);
  g_assert_cmpint (ABS (ff_campaign_find_activity (get_campaign (fixture), "rest-mail")->y - (y - 48)), <=, 12);
  assert_undone (fixture);
}

static void
test_escape_cancels (Fixture       *fixture,
                     gconstpointer  data)
{
  FfPoint from = get_card_point (fixture, "rest-mail");

  xdotool ("mousemove %d %d sleep 0.05 mousedown 1 sleep 0.05 mousemove_relative -- 6 6 sleep 0.05 mousemove_relative -- 60 60 "
           "sleep 0.1 key Escape sleep 0.1 mousemove_relative -- 5 5 sleep 0.05 mouseup 1",
           (int) from.x, (int) from.y);
  settle (200);
  assert_unchanged (fixture);
  g_assert_null (get_undo_name (fixture));
  g_assert_true (ff_canvas_view_get_shown (fixture->view) == ff_canvas_view_get_scene (fixture->view));
}

static void
test_move_onto_line (Fixture       *fixture,
                     gconstpointer  data)
{
  FfPoint at;

  drag (get_palette_point (fixture, "Take"), get_canvas_point (fixture, (FfPoint) { 960, 520 }));
  wait_for (fixture, has_undo, "Add Take");
  at = get_count_point (fixture, "t3");
  at.x -= 56 * ff_canvas_view_get_zoom (fixture->view);
  drag (get_card_point (fixture, get_last_activity (fixture)->id), at);
  wait_for (fixture, has_undo, "Insert Activity");
  g_assert_true (canvas_support_is_joined (fixture->draft, "lapsed", get_last_activity (fixture)->id));
  ff_draft_undo (fixture->draft);
  assert_undone (fixture);
}

static void
test_rubber_band (Fixture       *fixture,
                  gconstpointer  data)
{
  FfRect both = ff_rect_union (&find_card (fixture, "mail-a")->rect, &find_card (fixture, "sms-b")->rect);
  FfPoint from = get_canvas_point (fixture, (FfPoint) { both.x - 12, both.y - 12 });
  FfPoint to = get_canvas_point (fixture, (FfPoint) { both.x + both.width + 12, both.y + both.height + 12 });

  drag (from, to);
  wait_for (fixture, is_selected, "mail-a");
  wait_for (fixture, is_selected, "sms-b");
  g_assert_cmpuint (g_strv_length ((char **) ff_draft_get_selection (fixture->draft)), ==, 2);

  xdotool ("mousemove %d %d click 1", (int) from.x, (int) from.y);
  wait_for (fixture, is_unselected, "nothing is selected");
}

static void
test_clicks (Fixture       *fixture,
             gconstpointer  data)
{
  FfPoint lapsed = get_card_point (fixture, "lapsed");
  FfPoint unique = get_card_point (fixture, "unique");
  FfPoint count = get_count_point (fixture, "t4");

  xdotool ("mousemove %d %d click 1", (int) lapsed.x, (int) lapsed.y);
  wait_for (fixture, is_selected, "lapsed");
  xdotool ("keydown ctrl mousemove %d %d click 1 keyup ctrl", (int) unique.x, (int) unique.y);
  wait_for (fixture, is_selected, "unique");
  g_assert_true (ff_draft_is_selected (fixture->draft, "lapsed"));
  xdotool ("keydown ctrl mousemove %d %d click 1 keyup ctrl", (int) lapsed.x, (int) lapsed.y);
  settle (100);
  g_assert_false (ff_draft_is_selected (fixture->draft, "lapsed"));

  xdotool ("mousemove %d %d click 1", (int) count.x, (int) count.y);
  wait_for (fixture, is_selected, "t4");
  g_assert_cmpstr (ff_draft_get_active_activity (fixture->draft), ==, "unique");
  assert_unchanged (fixture);
}

static void
test_pan_and_zoom (Fixture       *fixture,
                   gconstpointer  data)
{
  FfPoint card = get_card_point (fixture, "ab");
  FfPoint after;
  double zoom = ff_canvas_view_get_zoom (fixture->view);

  xdotool ("mousemove %d %d sleep 0.05 mousedown 2 sleep 0.05 mousemove_relative -- 20 10 sleep 0.05 "
           "mousemove_relative -- 30 20 sleep 0.1 mouseup 2", (int) card.x, (int) card.y);
  after = get_card_point (fixture, "ab");
  g_assert_cmpfloat_with_epsilon (after.x, card.x + 50, 2);
  g_assert_cmpfloat_with_epsilon (after.y, card.y + 30, 2);

  card = after;
  xdotool ("mousemove %d %d keydown ctrl click 4 click 4 keyup ctrl", (int) card.x, (int) card.y);
  settle (100);
  g_assert_cmpfloat (ff_canvas_view_get_zoom (fixture->view), >, zoom * 1.2);
  after = get_card_point (fixture, "ab");
  g_assert_cmpfloat_with_epsilon (after.x, card.x, 3);
  g_assert_cmpfloat_with_epsilon (after.y, card.y, 3);
  assert_unchanged (fixture);
}

/* Two activities, joined, and one taken away again, without the pointer. */
static void
test_keyboard (Fixture       *fixture,
               gconstpointer  data)
{
  xdotool ("mousemove 1 1 key Home");
  wait_for (fixture, is_selected, "everyone");
  xdotool ("key Right");
  wait_for (fixture, is_selected, "t1");
  xdotool ("key Right Right Right");
  wait_for (fixture, is_selected, "unique");
  xdotool ("key ctrl+Return sleep 0.3 type enri");
  xdotool ("key Return");
  wait_for (fixture, has_undo, "Add Enrich");
  g_assert_true (canvas_support_is_joined (fixture->draft, "unique", get_last_activity (fixture)->id));
  g_assert_true (canvas_support_is_joined (fixture->draft, get_last_activity (fixture)->id, "tier"));
  xdotool ("key ctrl+Right ctrl+Down");
  wait_for (fixture, has_undo, "Move Activity");
  xdotool ("key ctrl+Delete");
  wait_for (fixture, has_undo, "Delete Activity and Reconnect");
  g_assert_true (canvas_support_is_joined (fixture->draft, "unique", "tier"));
}

static void
test_rename_by_key (Fixture       *fixture,
                    gconstpointer  data)
{
  xdotool ("mousemove 1 1 key Home key F2 sleep 0.2 type Everybody");
  xdotool ("key Return");
  wait_for (fixture, has_undo, "Rename");
  g_assert_cmpstr (ff_campaign_find_activity (get_campaign (fixture), "everyone")->label, ==, "Everybody");
  assert_undone (fixture);
}

#define ADD(name, function) g_test_add ("/canvas-pointer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  g_test_init (&argc, &argv, NULL);
  if (program == NULL || !gtk_init_check () || !GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    {
      g_test_skip ("There is no X display, or no xdotool.");
      return 0;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("drag-from-palette", test_drag_from_palette);
  ADD ("drop-on-line", test_drop_on_line);
  ADD ("connect-ports", test_connect_ports);
  ADD ("connect-refused", test_connect_refused);
  ADD ("move", test_move);
  ADD ("escape-cancels", test_escape_cancels);
  ADD ("move-onto-line", test_move_onto_line);
  ADD ("rubber-band", test_rubber_band);
  ADD ("clicks", test_clicks);
  ADD ("pan-and-zoom", test_pan_and_zoom);
  ADD ("keyboard", test_keyboard);
  ADD ("rename-by-key", test_rename_by_key);

  return g_test_run ();
}
