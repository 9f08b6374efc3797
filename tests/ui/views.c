/* Every view as it looks with something in it. */

#include "views.h"

#include "stage.h"
#include "ui/import/ff-import-window.h"
#include "ui/inspector/ff-activity-pane.h"
#include "ui/people/ff-people-panel.h"
#include "ui/results/ff-dispatch.h"
#include "ui/results/ff-results-page.h"
#include "ui/results/ff-tile.h"
#include "ui/review/ff-review-page.h"
#include "ui/segment/ff-segment-editor.h"
#include "ui/sources/ff-model-window.h"
#include "ui/sources/ff-source-dialog.h"

#define DIALOG_WIDTH  640
#define DIALOG_HEIGHT 900

static GtkWindow *dialog;   /* segment editor or another one, while it is open */

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
  ff_stage_wait (has_counts, view);
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
  ff_stage_rest (FF_STAGE_REST_MSEC);
  gtk_paned_set_position (GTK_PANED (paned), gtk_widget_get_height (paned) / 2);
  ff_stage_rest (FF_STAGE_REST_MSEC);
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
  dialog = GTK_WINDOW (ff_segment_editor_new (draft, engine, &segment));
  gtk_window_set_decorated (dialog, FALSE);
  gtk_widget_set_can_target (adw_window_get_content (ADW_WINDOW (dialog)), FALSE);
  gtk_window_present (dialog);
  ff_stage_resize (dialog, gtk_widget_get_width (ff_stage_get_content (GTK_WINDOW (window))),
            gtk_widget_get_height (ff_stage_get_content (GTK_WINDOW (window))));
}

static void
show_segment (FfWindow *window)
{
  open_segment (window, nested_rule);
}

static gboolean
is_segment_counted (FfWindow *window)
{
  return ff_segment_editor_is_counted (FF_SEGMENT_EDITOR (dialog));
}

static void
show_source (FfWindow *window)
{
  g_autoptr (FfKeeper) keeper = ff_keeper_new (NULL);

  show_library (window);
  dialog = GTK_WINDOW (ff_source_dialog_new (GTK_WINDOW (window), keeper, "Shop", "postgresql://ann@db.example.org/shop"));
  gtk_window_set_decorated (dialog, FALSE);
  gtk_window_present (dialog);
  ff_stage_resize (dialog, 460, 620);
}

/* ---- An import. */

static void
show_import (FfWindow *window)
{
  g_autofree char *folder = g_dir_make_tmp ("fanfare-view-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Visitors 2026.csv", NULL);
  g_autofree char *store = g_build_filename (folder, "store.sqlite", NULL);
  g_autofree char *url = g_strconcat ("sqlite:", store, NULL);

  g_file_set_contents (path, "id;name;city;born;spent;newsletter;visited at\n"
                             "1;Ana Sousa;Lisboa;1980-05-17;12,50;yes;2026-07-21T10:00:00Z\n"
                             "2;김서연;서울;1991-01-31;3,00;no;2026-07-21T11:30:00Z\n"
                             "3;Lien De Smet;Gent;1975-11-02;118,20;yes;2026-07-22T09:15:00Z\n", -1, NULL);
  dialog = GTK_WINDOW (ff_import_window_new (NULL, path, url));
  gtk_window_set_decorated (dialog, FALSE);
  gtk_window_present (dialog);
  ff_stage_resize (dialog, DIALOG_WIDTH, DIALOG_HEIGHT);
}

static gboolean
is_looked_at (FfWindow *window)
{
  return ff_import_window_is_idle (FF_IMPORT_WINDOW (dialog));
}

/* ---- A data model. */

static void
show_model (FfWindow *window)
{
  show_design (window);
  dialog = GTK_WINDOW (ff_model_window_new (NULL, ff_campaign_tab_get_draft (ff_window_get_tab (window))));
  gtk_window_set_decorated (dialog, FALSE);
  gtk_window_present (dialog);
  ff_stage_resize (dialog, DIALOG_WIDTH, DIALOG_HEIGHT);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "model.check", NULL);
}

static gboolean
is_checked (FfWindow *window)
{
  return ff_model_window_is_idle (FF_MODEL_WINDOW (dialog));
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

static double pace;   /* of a run under way, in messages a second */

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
  ff_stage_wait (is_reviewed, "review");
  g_free (run_before);
  run_before = g_strdup (ff_results_page_get_run (find_results (window)));
  ff_review_page_set_hold (find_review (window), 0);
  ff_review_page_confirm (find_review (window));
  ff_stage_wait (is_another_run, "run");
}

/* Half-way, so that everything moves. */
static void
show_results (FfWindow *window)
{
  rehearse (window, pace);
}

static void
show_finished (FfWindow *window)
{
  rehearse (window, 0);
  ff_stage_wait (is_finished, "finished");
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

const FfTestView ff_test_views[] = {
  { "library", show_library, NULL, TRUE },
  { "templates", show_templates, NULL, FALSE },
  { "source", show_source, NULL, FALSE, TRUE },
  { "design", show_design, has_all_counts, TRUE },
  { "inspector-campaign", show_campaign, has_counts, FALSE },
  { "inspector-deduplicate", show_dedupe, has_counts, FALSE },
  { "inspector-split", show_split, has_counts, FALSE },
  { "inspector-email", show_email, has_counts, FALSE },
  { "segment", show_segment, is_segment_counted, TRUE, TRUE },
  { "import", show_import, is_looked_at, FALSE, TRUE },
  { "data-model", show_model, is_checked, FALSE, TRUE },
  { "people", show_people, has_people, TRUE },
  { "review", show_review, is_reviewed, TRUE },
  { "results", show_results, is_under_way, TRUE },
  { "results-refused", show_refused, is_finished, FALSE },
  { "messages-received", show_received, is_finished, FALSE },
  { NULL }
};


void
ff_test_views_open (FfWindow *window,
                    double    messages_a_second)
{
  pace = messages_a_second;
  ff_window_open_sample (window);
  ff_stage_wait (has_counts, "counts");
}

GtkWindow *
ff_test_view_show (const FfTestView *view,
                   FfWindow         *window,
                   gboolean          dark,
                   int               width,
                   int               height)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  ff_stage_resize (GTK_WINDOW (window), width, height);
  view->show (window);
  if (view->is_ready != NULL)
    ff_stage_wait (view->is_ready, view->name);
  ff_stage_rest (FF_STAGE_REST_MSEC);

  return view->in_dialog ? dialog : GTK_WINDOW (window);
}

void
ff_test_view_leave (const FfTestView *view)
{
  if (view->in_dialog)
    gtk_window_destroy (g_steal_pointer (&dialog));
}
