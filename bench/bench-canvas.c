/* Measures the canvas: the work of a frame while it pans, drags and fits, the
 * hit test, tidying, opening, and memory. Times are CPU time of the main thread,
 * so that other work on the machine does not count; frames are also compared
 * with the floor, a pan of a canvas with one activity in the same run. Needs a
 * display.
 *
 *   bench-canvas [ACTIVITIES…]
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "model/ff-document.h"
#include "picture/ff-tidy.h"
#include "ui/canvas/ff-canvas-edits.h"
#include "ui/canvas/ff-canvas.h"

#define N_FRAMES 60
#define N_HITS 1000
#define ROWS 10

typedef struct
{
  GtkWidget    *window;
  FfCanvas     *canvas;
  FfCanvasView *view;
  FfDraft      *draft;
  gint64        started;   /* of the frame under way */
  gboolean      is_painted;
  double        msec;      /* of the last one */
} Bench;

static double floor_msec;

static gint64
get_cpu_usec (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* ROWS chains side by side, joined here and there. */
static FfCampaign *
make_campaign (guint n_activities)
{
  g_autoptr (FfJson) document = ff_json_new_object ();
  FfJson *activities = ff_json_new_array ();
  FfJson *transitions = ff_json_new_array ();
  g_autoptr (GError) error = NULL;
  FfCampaign *campaign;

  ff_json_set_integer (document, "fanfare", 1);
  ff_json_take_member (document, "needs", ff_json_new_array ());
  ff_json_set_string (document, "id", "bench");
  ff_json_set_string (document, "name", "Bench");
  ff_json_take_member (document, "variables", ff_json_new_array ());

  for (guint i = 0; i < n_activities; i++)
    {
      static const char *const types[] = { "deduplicate", "take", "email", "enrich", "wait" };
      guint column = i / ROWS, row = i % ROWS;
      FfJson *activity = ff_json_new_object ();
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autofree char *label = g_strdup_printf ("Activity %u", i);

      ff_json_set_string (activity, "id", id);
      ff_json_set_string (activity, "type", column == 0 ? "build-audience" : types[i % G_N_ELEMENTS (types)]);
      ff_json_set_string (activity, "label", label);
      ff_json_set_integer (activity, "x", column * 240);
      ff_json_set_integer (activity, "y", row * 96);
      ff_json_take_member (activity, "settings", ff_json_new_object ());
      ff_json_take_element (activities, activity);

      if (column > 0)
        {
          FfJson *transition = ff_json_new_object ();
          g_autofree char *line = g_strdup_printf ("t%u", i);
          g_autofree char *from = g_strdup_printf ("a%u", (column - 1) * ROWS + (i % 7 == 0 ? (row + 1) % ROWS : row));

          ff_json_set_string (transition, "id", line);
          ff_json_set_string (transition, "from", from);
          ff_json_set_string (transition, "from_port", "out");
          ff_json_set_string (transition, "to", id);
          ff_json_set_string (transition, "to_port", "in");
          ff_json_take_element (transitions, transition);
        }
    }

  ff_json_take_member (document, "activities", activities);
  ff_json_take_member (document, "transitions", transitions);
  ff_json_take_member (document, "notes", ff_json_new_array ());
  ff_json_take_member (document, "frames", ff_json_new_array ());

  campaign = ff_document_from_json (document, &error);
  if (campaign == NULL)
    g_error ("%s", error->message);

  return campaign;
}

static void
before_cb (GdkFrameClock *clock,
           Bench         *bench)
{
  bench->started = get_cpu_usec ();
}

static void
after_cb (GdkFrameClock *clock,
          Bench         *bench)
{
  bench->msec = (get_cpu_usec () - bench->started) / 1000.0;
  bench->is_painted = TRUE;
}

static void
paint (Bench *bench)
{
  bench->is_painted = FALSE;
  gdk_frame_clock_request_phase (gtk_widget_get_frame_clock (bench->window), GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!bench->is_painted)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
report (const char *what,
        double     *msec,
        guint       n,
        gboolean    is_frame)
{
  qsort (msec, n, sizeof *msec, compare);
  printf ("  %-28s %8.2f ms p50 %8.2f ms p95", what, msec[n / 2], msec[n * 95 / 100]);
  if (is_frame && floor_msec > 0)
    printf ("   %5.2f × floor", msec[n / 2] / floor_msec);
  printf ("\n");
}

static void
measure_pan (Bench *bench)
{
  double msec[N_FRAMES];

  ff_canvas_view_zoom (bench->view, 1.0, NULL);
  ff_canvas_view_center_on (bench->view, (FfPoint) { 400, 300 });
  for (guint i = 0; i < 5; i++)
    paint (bench);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      ff_canvas_view_scroll_by (bench->view, i < N_FRAMES / 2 ? 13 : -13, i % 4 < 2 ? 7 : -7);
      paint (bench);
      msec[i] = bench->msec;
    }
  report ("pan at 100 %", msec, N_FRAMES, TRUE);
  if (floor_msec == 0)
    floor_msec = msec[N_FRAMES / 2];
}

static void
measure_drag (Bench *bench)
{
  const char *ids[] = { "a12", NULL };
  double msec[N_FRAMES];

  ff_canvas_view_center_on (bench->view, (FfPoint) { 400, 300 });
  paint (bench);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      gint64 started = get_cpu_usec ();
      double hold;

      ff_canvas_view_hold (bench->view, ids, i * 3, i * 2);
      hold = (get_cpu_usec () - started) / 1000.0;
      paint (bench);
      msec[i] = bench->msec + hold;
    }
  ff_canvas_view_clear_feedback (bench->view);
  report ("drag one", msec, N_FRAMES, TRUE);
}

static void
measure_fit (Bench *bench)
{
  double msec[N_FRAMES];

  for (guint i = 0; i < N_FRAMES; i++)
    {
      gint64 started;
      double work;

      ff_canvas_view_zoom (bench->view, 0.9, NULL);
      paint (bench);
      started = get_cpu_usec ();
      ff_canvas_view_fit (bench->view);
      work = (get_cpu_usec () - started) / 1000.0;
      paint (bench);
      msec[i] = bench->msec + work;
    }
  report ("fit", msec, N_FRAMES, TRUE);
}

static void
measure_snapshot (Bench *bench)
{
  GtkWidget *plane = gtk_widget_get_first_child (GTK_WIDGET (bench->view));
  double msec[N_FRAMES];

  ff_canvas_view_zoom (bench->view, 1.0, NULL);
  paint (bench);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      gint64 started = get_cpu_usec ();
      GskRenderNode *node;

      GTK_WIDGET_GET_CLASS (plane)->snapshot (plane, snapshot);
      msec[i] = (get_cpu_usec () - started) / 1000.0;
      node = gtk_snapshot_free_to_node (snapshot);
      g_clear_pointer (&node, gsk_render_node_unref);
    }
  report ("snapshot () again", msec, N_FRAMES, FALSE);
}

static void
measure_hits (Bench *bench)
{
  FfScene *scene = ff_canvas_view_get_scene (bench->view);
  gint64 started = get_cpu_usec ();

  for (guint i = 0; i < N_HITS; i++)
    ff_canvas_view_hit (bench->view, (FfPoint) { scene->bounds.width * i / N_HITS, scene->bounds.height * (i % 97) / 97 });
  printf ("  %-28s %8.4f ms\n", "hit test", (get_cpu_usec () - started) / 1000.0 / N_HITS);
}

static void
measure_tidy (Bench *bench)
{
  gint64 started = get_cpu_usec ();
  g_autoptr (GHashTable) places = ff_tidy_dup_places (ff_canvas_view_get_scene (bench->view));

  printf ("  %-28s %8.2f ms\n", "tidy up", (get_cpu_usec () - started) / 1000.0);
  started = get_cpu_usec ();
  if (ff_campaign_find_activity (ff_draft_get_campaign (bench->draft), "a12") == NULL)
    return;
  ff_canvas_edits_move (bench->draft, (const char *const[]) { "a12", NULL }, 16, 0, NULL);
  printf ("  %-28s %8.2f ms\n", "edit: move one", (get_cpu_usec () - started) / 1000.0);
}

static double
get_memory_mib (void)
{
  g_autofree char *text = NULL;
  unsigned long size, resident = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%lu %lu", &size, &resident);

  return resident * 4096.0 / (1 << 20);
}

static void
run (guint n_activities)
{
  g_autoptr (FfCampaign) campaign = make_campaign (n_activities);
  Bench bench = { 0 };
  GdkFrameClock *clock;
  double before = get_memory_mib ();
  gint64 started = get_cpu_usec ();

  bench.draft = ff_draft_new (campaign, "sqlite:/nonexistent/store.sqlite");
  bench.canvas = FF_CANVAS (ff_canvas_new (bench.draft));
  bench.view = ff_canvas_get_view (bench.canvas);
  bench.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (bench.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.canvas));
  gtk_widget_realize (bench.window);
  clock = gtk_widget_get_frame_clock (bench.window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), &bench);
  gtk_window_present (GTK_WINDOW (bench.window));
  paint (&bench);

  printf ("%u activities\n", n_activities);
  printf ("  %-28s %8.2f ms\n", "open to first frame", (get_cpu_usec () - started) / 1000.0);
  for (guint i = 0; i < 20; i++)
    {
      gtk_widget_queue_draw (bench.window);
      paint (&bench);
    }

  measure_pan (&bench);
  if (n_activities > 1)
    {
      measure_drag (&bench);
      measure_fit (&bench);
    }
  measure_snapshot (&bench);
  measure_hits (&bench);
  measure_tidy (&bench);
  printf ("  %-28s %8.1f MiB\n", "memory", get_memory_mib () - before);

  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.draft);
  while (g_main_context_iteration (NULL, FALSE));
}

int
main (int    argc,
      char **argv)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  run (1);
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      run (g_ascii_strtoull (argv[i], NULL, 10));
  else
    {
      run (50);
      run (500);
      run (5000);
    }

  return 0;
}
