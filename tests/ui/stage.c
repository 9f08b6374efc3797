/* The real window in this process, on a library of its own, with settings that make every picture the same. Its content
 * is drawn without the frame that a window manager adds. */

#include "stage.h"

#include <glib/gstdio.h>

#define PATIENCE_MSEC 60000

static struct
{
  char          *library;   /* folder */
  FfApplication *application;
  FfWindow      *window;
} stage;

/* ---- Waiting. */

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
ff_stage_rest (guint msec)
{
  gboolean over = FALSE;

  g_timeout_add (msec, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
ff_stage_wait (gboolean    (*is_ready) (FfWindow *window),
               const char   *what)
{
  for (guint i = 0; i < PATIENCE_MSEC / 20; i++)
    {
      if (is_ready (stage.window))
        return;
      ff_stage_rest (20);
    }

  g_error ("“%s” did not get ready.", what);
}

/* ---- Windows. */

GtkWidget *
ff_stage_get_content (GtkWindow *window)
{
  return ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                : adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
}

/* What the frame takes is added. */
void
ff_stage_resize (GtkWindow *window,
                 int        width,
                 int        height)
{
  gtk_window_set_default_size (window, width, height);
  ff_stage_rest (FF_STAGE_REST_MSEC / 2);
  gtk_window_set_default_size (window, 2 * width - gtk_widget_get_width (ff_stage_get_content (window)),
                               2 * height - gtk_widget_get_height (ff_stage_get_content (window)));
  ff_stage_rest (FF_STAGE_REST_MSEC / 2);
}

/* ---- Drawing. */

typedef struct
{
  GtkWindow      *window;
  GskRenderNode  *node;
  graphene_rect_t bounds;
} Drawing;

static void
painted_cb (GdkFrameClock *clock,
            Drawing       *drawing)
{
  GtkWidget *content = ff_stage_get_content (drawing->window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (content);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (content);
  int height = gtk_widget_get_height (content);
  GdkRGBA ground;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (drawing->window)), "window_bg_color", &ground))
    g_error ("The theme has no window colour.");

  drawing->bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  gtk_snapshot_append_color (snapshot, &ground, &drawing->bounds);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_clear_pointer (&drawing->node, gsk_render_node_unref);
  drawing->node = gtk_snapshot_free_to_node (snapshot);
}

/* What is being laid out cannot be drawn: right after a frame nothing is, however much moves. */
GdkTexture *
ff_stage_draw (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Drawing drawing = { .window = window };
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &drawing);
  GdkTexture *texture;

  gtk_widget_queue_draw (GTK_WIDGET (window));
  while (drawing.node == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), drawing.node, &drawing.bounds);
  gsk_render_node_unref (drawing.node);
  return texture;
}

/* ---- A library worth looking at. */

static const struct
{
  const char *template_id;
  const char *name;
  const char *state;
  gint64      n_people;
  int         n_problems;
  int         n_warnings;
} campaigns[] = {
  { "reference-graph", "Spring Launch, Three Waves", "finished", 11820, 0, 0 },
  { "reference-graph", "Store Opening Ghent", "finished", 843, 0, 0 },
  { "product-launch", "Loyalty Points Expiring", "draft", -1, 0, 0 },
  { "booking-reminder", "Abandoned Basket", "draft", 1906, 2, 0 },
  { "product-launch", "Order Survey", "stopped", 5087, 0, 0 },
  { "booking-reminder", "Birthday Card", "draft", 214, 0, 1 },
  { "product-launch", "Summer Sale", "running", 1975, 0, 0 },
};

static void
fill_library (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfLibrary) library = ff_library_open (NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (campaigns); i++)
    {
      g_autofree char *id = ff_library_new_from_template (library, campaigns[i].template_id, &error);
      g_autoptr (GPtrArray) entries = NULL;
      FfLibraryFacts facts = FF_LIBRARY_FACTS_INIT;

      g_assert_no_error (error);
      ff_library_rename (library, id, campaigns[i].name, &error);
      g_assert_no_error (error);

      /* Facts are kept of what has been listed. */
      entries = ff_library_list (library, FALSE, NULL);
      facts.state = (char *) campaigns[i].state;
      facts.n_people = campaigns[i].n_people;
      facts.counted_at = g_get_real_time () - (gint64) i * 26 * 3600 * G_USEC_PER_SEC;
      facts.n_problems = campaigns[i].n_problems;
      facts.n_warnings = campaigns[i].n_warnings;
      ff_library_set_facts (library, id, &facts, &error);
      g_assert_no_error (error);
      g_usleep (2000);
    }
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* ---- From the first to the last. */

static void
set_up_toolkit (void)
{
  const char *percent = g_getenv ("FF_TEXT");

  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", ":close",
                "gtk-font-name", "Cantarell 11",
                "gtk-cursor-blink", FALSE,
                "gtk-xft-dpi", 96 * 1024 * (percent != NULL ? atoi (percent) : 100) / 100,
                NULL);
}

static gboolean
is_listed (FfWindow *window)
{
  g_auto (GStrv) open = ff_window_dup_open (window);

  return g_strv_length (open) == 0;
}

FfWindow *
ff_stage_open (void)
{
  g_autoptr (GError) error = NULL;

  stage.library = g_dir_make_tmp ("fanfare-stage-XXXXXX", NULL);
  g_setenv ("FANFARE_LIBRARY", stage.library, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  fill_library ();

  stage.application = ff_application_new ();
  g_application_set_flags (G_APPLICATION (stage.application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (stage.application), NULL, &error))
    g_error ("%s", error->message);
  set_up_toolkit ();

  stage.window = ff_window_new (stage.application);
  gtk_window_set_decorated (GTK_WINDOW (stage.window), FALSE);
  /* Wherever the pointer is, it hovers over nothing. */
  gtk_widget_set_can_target (ff_stage_get_content (GTK_WINDOW (stage.window)), FALSE);
  gtk_window_present (GTK_WINDOW (stage.window));
  ff_stage_wait (is_listed, "window");
  return stage.window;
}

void
ff_stage_close (void)
{
  gtk_window_destroy (GTK_WINDOW (stage.window));
  ff_keeper_close (ff_application_get_keeper (stage.application));
  g_clear_object (&stage.application);
  remove_tree (stage.library);
  g_clear_pointer (&stage.library, g_free);
}
