/* Pictures of every view, light and dark: "shots FOLDER [NAME…]"; FF_TEXT is the size of text in percent. Drives the real
 * window in this process, on a library of its own, and draws its content without the frame that a window manager adds. A
 * new view is one row of the table. */

#include <glib/gstdio.h>

#include "ui/ff-application.h"
#include "ui/ff-window.h"
#include "ui/inspector/ff-activity-pane.h"
#include "ui/people/ff-people-panel.h"
#include "ui/results/ff-dispatch.h"
#include "ui/results/ff-results-page.h"
#include "ui/results/ff-tile.h"
#include "ui/review/ff-review-page.h"
#include "ui/segment/ff-segment-editor.h"

#define PATIENCE_MSEC 60000

/* After everything is there, for what moves to end. */
#define REST_MSEC 400

typedef struct
{
  const char *name;
  void      (*show)     (FfWindow *window);
  gboolean  (*is_ready) (FfWindow *window);   /* nullable */
  gboolean    at_all_sizes;                   /* else at the first one */
  gboolean    in_editor;                      /* drawn from the segment editor, which is closed then */
} View;

/* Of the content; the suffix follows the name of the picture. */
static const struct
{
  int         width;
  int         height;
  const char *suffix;
} sizes[] = {
  { 1280, 800, "" },
  { 1920, 1080, "-1920" },
};

static GtkWindow *editor;   /* of segments, while one is open */

/* ---- Waiting. */

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
rest (guint msec)
{
  gboolean over = FALSE;

  g_timeout_add (msec, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for (gboolean (*is_ready) (FfWindow *window),
          FfWindow  *window,
          const char *what)
{
  for (guint i = 0; i < PATIENCE_MSEC / 20; i++)
    {
      if (is_ready (window))
        return;
      rest (20);
    }

  g_error ("“%s” did not get ready.", what);
}

/* ---- Windows. */

static GtkWidget *
get_content (GtkWindow *window)
{
  return ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                : adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
}

/* Of the content: what the frame takes is added. */
static void
set_size (GtkWindow *window,
          int        width,
          int        height)
{
  gtk_window_set_default_size (window, width, height);
  rest (REST_MSEC / 2);
  gtk_window_set_default_size (window, 2 * width - gtk_widget_get_width (get_content (window)),
                               2 * height - gtk_widget_get_height (get_content (window)));
  rest (REST_MSEC / 2);
}

/* ---- The views. */

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static gboolean
has_counts (FfWindow *window)
{
  FfCampaignTab *tab = ff_window_get_tab (window);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;
  gboolean counting = TRUE;

  if (draft == NULL || ff_draft_get_counts (draft) == NULL)
    return FALSE;

  g_object_get (draft, "counting", &counting, NULL);
  return !counting;
}

static gboolean
has_all_counts (FfWindow *window)
{
  GtkWidget *pane = find_widget (GTK_WIDGET (window), FF_TYPE_ACTIVITY_PANE);

  return has_counts (window) && (pane == NULL || ff_activity_pane_is_counted (FF_ACTIVITY_PANE (pane)));
}

static void
show_library (FfWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-library", NULL);
  ff_library_page_show (ff_window_get_library (window), "all");
}

static void
show_templates (FfWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-library", NULL);
  ff_library_page_show (ff_window_get_library (window), "template");
}

static void
show_view (FfWindow   *window,
           const char *view)
{
  ff_window_open_sample (window);
  wait_for (has_counts, window, view);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", view);
}

static void
show_design (FfWindow *window)
{
  FfDraft *draft;
  const char *selection[] = { "everyone", NULL };

  show_view (window, "design");
  draft = ff_campaign_tab_get_draft (ff_window_get_tab (window));
  ff_draft_select (draft, selection, FALSE);
  ff_draft_set_active (draft, "everyone", "out");
  gtk_widget_activate_action (GTK_WIDGET (window), "canvas.zoom-fit", NULL);
}

/* ---- People: half of what stands beside the inspector. */

static FfPeoplePanel *
find_people (FfWindow *window)
{
  return FF_PEOPLE_PANEL (find_widget (GTK_WIDGET (ff_window_get_tab (window)), FF_TYPE_PEOPLE_PANEL));
}

static void
show_people (FfWindow *window)
{
  GtkWidget *paned;

  show_design (window);
  paned = gtk_widget_get_parent (GTK_WIDGET (find_people (window)));
  rest (REST_MSEC);
  gtk_paned_set_position (GTK_PANED (paned), gtk_widget_get_height (paned) / 2);
  rest (REST_MSEC);
  gtk_widget_activate_action (GTK_WIDGET (window), "canvas.zoom-fit", NULL);
}

static gboolean
has_people (FfWindow *window)
{
  FfRecordList *list = ff_people_panel_get_list (find_people (window));

  return has_all_counts (window) && g_list_model_get_n_items (G_LIST_MODEL (list)) > 0 && !ff_record_list_is_loading (list);
}

/* The inspector on one activity of the sample. */
static void
show_activity (FfWindow   *window,
               const char *id)
{
  const char *selection[] = { id, NULL };

  show_design (window);
  ff_draft_select (ff_campaign_tab_get_draft (ff_window_get_tab (window)), id != NULL ? selection : NULL, FALSE);
}

static void
show_split (FfWindow *window)
{
  show_activity (window, "tier");
}

static void
show_email (FfWindow *window)
{
  show_activity (window, "gold-mail");
}

static void
show_dedupe (FfWindow *window)
{
  show_activity (window, "unique");
}

static void
show_campaign (FfWindow *window)
{
  show_activity (window, NULL);
}

static const char nested_rule[] =
  "{\"all\": ["
  "  {\"left\": {\"aggregate\": \"max\", \"link\": [\"orders\"], \"of\": {\"attribute\": [\"placed_at\"]}},"
  "   \"op\": \"more-than-ago\", \"right\": {\"duration\": {\"amount\": 90, \"unit\": \"day\"}}},"
  "  {\"any\": ["
  "    {\"left\": {\"aggregate\": \"sum\", \"link\": [\"orders\"], \"of\": {\"attribute\": [\"total\"]}},"
  "     \"op\": \"at-least\", \"right\": {\"value\": 500}},"
  "    {\"left\": {\"aggregate\": \"count\", \"link\": [\"orders\"], \"where\": {\"all\": ["
  "       {\"left\": {\"attribute\": [\"status\"]}, \"op\": \"equals\", \"right\": {\"value\": \"completed\"}},"
  "       {\"left\": {\"attribute\": [\"channel\"]}, \"op\": \"in-list\", \"right\": {\"values\": [\"web\", \"app\"]}}]}},"
  "     \"op\": \"at-least\", \"right\": {\"value\": 5}}]},"
  "  {\"none\": ["
  "    {\"left\": {\"attribute\": [\"country\"]}, \"op\": \"is-empty\"},"
  "    {\"exists\": \"messages\", \"where\": {\"all\": ["
  "       {\"left\": {\"attribute\": [\"sent_at\"]}, \"op\": \"in-last\", \"right\": {\"duration\": {\"amount\": 30, \"unit\": \"day\"}}}]}}]},"
  "  {\"except\": {\"left\": {\"attribute\": [\"is_staff\"]}, \"op\": \"is-true\"}}]}";

static void
open_segment (FfWindow   *window,
              const char *text)
{
  FfDraft *draft;
  g_autoptr (FfEngine) engine = NULL;
  g_autoptr (FfJson) rule = ff_json_parse (text, -1, NULL, NULL);
  FfSegment segment = { .title = "Worth Winning Back", .rule = rule };

  show_design (window);
  draft = ff_campaign_tab_get_draft (ff_window_get_tab (window));
  segment.entity = ff_schema_get_profile (ff_draft_get_schema (draft));
  engine = ff_engine_new (ff_draft_get_store_url (draft));
  ff_engine_open_async (engine, NULL, NULL, NULL);
  editor = GTK_WINDOW (ff_segment_editor_new (draft, engine, &segment));
  gtk_window_set_decorated (editor, FALSE);
  gtk_widget_set_can_target (adw_window_get_content (ADW_WINDOW (editor)), FALSE);
  gtk_window_present (editor);
  set_size (editor, gtk_widget_get_width (get_content (GTK_WINDOW (window))),
            gtk_widget_get_height (get_content (GTK_WINDOW (window))));
}

static void
show_segment (FfWindow *window)
{
  open_segment (window, nested_rule);
}

static gboolean
is_segment_counted (FfWindow *window)
{
  return ff_segment_editor_is_counted (FF_SEGMENT_EDITOR (editor));
}

static void
show_review (FfWindow *window)
{
  show_view (window, "review");
}

static FfReviewPage *
find_review (FfWindow *window)
{
  return FF_REVIEW_PAGE (find_widget (GTK_WIDGET (ff_window_get_tab (window)), FF_TYPE_REVIEW_PAGE));
}

static FfResultsPage *
find_results (FfWindow *window)
{
  return FF_RESULTS_PAGE (find_widget (GTK_WIDGET (ff_window_get_tab (window)), FF_TYPE_RESULTS_PAGE));
}

static gboolean
is_reviewed (FfWindow *window)
{
  return ff_review_page_is_ready (find_review (window));
}

/* ---- A run, rehearsed with a gateway that refuses some. */

#define RATE 240

static FfDispatch *
get_dispatch (FfWindow *window)
{
  return ff_dispatch_get (ff_application_get_keeper (FF_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)))));
}

static FfSender *
get_sender (FfWindow *window)
{
  const char *run = ff_results_page_get_run (find_results (window));

  return run != NULL ? ff_dispatch_find (get_dispatch (window), run) : NULL;
}

static gboolean
is_under_way (FfWindow *window)
{
  FfSender *sender = get_sender (window);
  const FfBooks *books = sender != NULL ? ff_sender_get_books (sender) : NULL;

  return books != NULL && ff_sender_get_state (sender) == FF_SENDER_SENDING &&
         books->planned - ff_books_get_left (books) > books->planned * 6 / 10;
}

static gboolean
is_finished (FfWindow *window)
{
  FfSender *sender = get_sender (window);

  return sender != NULL && ff_sender_get_state (sender) == FF_SENDER_FINISHED &&
         ff_results_page_is_up_to_date (find_results (window));
}

static char *run_before;   /* nullable */

static gboolean
is_another_run (FfWindow *window)
{
  return g_strcmp0 (ff_results_page_get_run (find_results (window)), run_before) != 0;
}

static void
rehearse (FfWindow *window,
          double    rate)
{
  g_autoptr (FfJson) script = ff_json_parse ("{\"refuse_rate\": 0.02, \"seed\": 3}", -1, &ff_json_document_limits, NULL);

  ff_dispatch_set_faults (get_dispatch (window), script, NULL);
  ff_dispatch_set_rate (get_dispatch (window), rate);
  show_review (window);
  wait_for (is_reviewed, window, "review");
  g_free (run_before);
  run_before = g_strdup (ff_results_page_get_run (find_results (window)));
  ff_review_page_set_hold (find_review (window), 0);
  ff_review_page_confirm (find_review (window));
  wait_for (is_another_run, window, "run");
}

/* Half-way, so that everything moves. */
static void
show_results (FfWindow *window)
{
  rehearse (window, RATE);
}

static void
show_finished (FfWindow *window)
{
  rehearse (window, 0);
  wait_for (is_finished, window, "finished");
}

static void
press_refused (GtkWidget *widget)
{
  if (FF_IS_TILE (widget) && g_str_equal (ff_tile_get_title (FF_TILE (widget)), "Refused"))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    press_refused (child);
}

static void
show_refused (FfWindow *window)
{
  show_finished (window);
  press_refused (GTK_WIDGET (find_results (window)));
}

static void
press_received (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Messages Received") == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    press_received (child);
}

static void
show_received (FfWindow *window)
{
  show_finished (window);
  press_received (GTK_WIDGET (find_results (window)));
}

static const View views[] = {
  { "library", show_library, NULL, TRUE },
  { "templates", show_templates, NULL, FALSE },
  { "design", show_design, has_all_counts, TRUE },
  { "inspector-campaign", show_campaign, has_counts, FALSE },
  { "inspector-deduplicate", show_dedupe, has_counts, FALSE },
  { "inspector-split", show_split, has_counts, FALSE },
  { "inspector-email", show_email, has_counts, FALSE },
  { "segment", show_segment, is_segment_counted, TRUE, TRUE },
  { "people", show_people, has_people, TRUE },
  { "review", show_review, is_reviewed, TRUE },
  { "results", show_results, is_under_way, TRUE },
  { "results-refused", show_refused, is_finished, FALSE },
  { "messages-received", show_received, is_finished, FALSE },
};

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

/* ---- Drawing. */

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *painted)
{
  *painted = TRUE;
}

/* What is being laid out cannot be drawn: right after a frame nothing is, however much moves. */
static void
wait_for_frame (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (GTK_WIDGET (window));
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static void
draw (GtkWindow  *window,
      const char *path)
{
  GtkWidget *content = get_content (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (content);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (content);
  int height = gtk_widget_get_height (content);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GdkRGBA ground;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (window)), "window_bg_color", &ground))
    g_error ("The theme has no window colour.");

  gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("“%s” cannot be written.", path);
}

static void
take (FfWindow   *window,
      const View *view,
      const char *folder,
      gboolean    dark,
      guint       size)
{
  g_autofree char *name = g_strdup_printf ("%s-%s%s.png", view->name, dark ? "dark" : "light", sizes[size].suffix);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  set_size (GTK_WINDOW (window), sizes[size].width, sizes[size].height);
  view->show (window);
  if (view->is_ready != NULL)
    wait_for (view->is_ready, window, view->name);
  rest (REST_MSEC);
  wait_for_frame (view->in_editor ? editor : GTK_WINDOW (window));
  draw (view->in_editor ? editor : GTK_WINDOW (window), path);
  if (view->in_editor)
    gtk_window_destroy (g_steal_pointer (&editor));
}

static gboolean
is_wanted (const char  *name,
           char       **names)
{
  return names[0] == NULL || g_strv_contains ((const char *const *) names, name);
}

static gboolean
is_listed (FfWindow *window)
{
  g_auto (GStrv) open = ff_window_dup_open (window);

  return g_strv_length (open) == 0;
}

static void
take_all (FfApplication *application,
          const char    *folder,
          char         **names)
{
  FfWindow *window = ff_window_new (application);

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  /* Wherever the pointer is, it hovers over nothing. */
  gtk_widget_set_can_target (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (is_listed, window, "window");

  /* So that the library has a counted campaign and the tab bar a tab. */
  ff_window_open_sample (window);
  wait_for (has_counts, window, "counts");

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (is_wanted (views[i].name, names))
      for (int dark = 0; dark < 2; dark++)
        for (guint size = 0; size < (views[i].at_all_sizes ? G_N_ELEMENTS (sizes) : 1); size++)
          take (window, &views[i], folder, dark, size);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
startup_cb (GApplication *application)
{
  GtkSettings *settings = gtk_settings_get_default ();
  const char *percent = g_getenv ("FF_TEXT");
  int text = percent != NULL ? atoi (percent) : 100;

  g_object_set (settings,
                "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", ":close",
                "gtk-font-name", "Cantarell 11",
                "gtk-cursor-blink", FALSE,
                "gtk-xft-dpi", 96 * 1024 * text / 100,
                NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *library = g_dir_make_tmp ("fanfare-shots-XXXXXX", NULL);
  g_autoptr (FfApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 2)
    {
      g_printerr ("usage: shots FOLDER [NAME…]\n");
      return 2;
    }

  g_mkdir_with_parents (argv[1], 0755);
  g_setenv ("FANFARE_LIBRARY", library, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  fill_library ();

  application = ff_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);

  startup_cb (G_APPLICATION (application));
  take_all (application, argv[1], argv + 2);
  ff_keeper_close (ff_application_get_keeper (application));
  g_clear_object (&application);
  remove_tree (library);
  return 0;
}
