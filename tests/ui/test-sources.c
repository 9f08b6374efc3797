/* Tests src/ui/sources/ and what hangs on it: a source is connected, tried, used by a campaign, and removed. */

#include "ff-ui-fixture.h"

#include "store/ff-sample.h"
#include "ui/inspector/ff-drop-down.h"
#include "ui/sources/ff-source-dialog.h"

static FfWindow *window;
static char *shop_url;

/* ---- The dialog. */

static GtkWidget *
find_source_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (FF_IS_SOURCE_DIALOG (each->data) && gtk_widget_get_visible (each->data))
      return each->data;

  return NULL;
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (ADW_IS_PREFERENCES_ROW (child) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
        return child;
      found = find_row (child, title);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
fill (GtkWidget  *dialog,
      const char *name,
      const char *address)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), name);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Kind")), 2);
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Address")), address);
}

static void
press (GtkWidget  *dialog,
       const char *label)
{
  GtkWidget *button = ff_ui_find (dialog, GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
open_dialog (void)
{
  g_assert_null (find_source_dialog ());
  gtk_widget_activate_action (GTK_WIDGET (window), "win.connect-data", NULL);
  ff_ui_wait_until (find_source_dialog () != NULL);

  return find_source_dialog ();
}

static char *
dup_source (const char *name)
{
  g_autoptr (FfJson) sources = ff_library_read_sources (NULL, NULL);

  return g_strdup (ff_json_get_member_string (ff_json_get_member (sources, name), "url", NULL));
}

/* Part of what stands beside the button for trying. */
static gboolean
has_result (GtkWidget  *dialog,
            const char *part)
{
  GtkWidget *row = gtk_widget_get_ancestor (ff_ui_find (dialog, GTK_TYPE_BUTTON, "_Test"), ADW_TYPE_ACTION_ROW);

  return strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), part) != NULL;
}

static void
test_incomplete (void)
{
  GtkWidget *dialog = open_dialog ();
  GtkWidget *connect = ff_ui_find (dialog, GTK_TYPE_BUTTON, "_Connect");

  g_assert_false (gtk_widget_is_sensitive (connect));
  g_assert_true (has_result (dialog, "name"));
  fill (dialog, "Shop", "");
  g_assert_false (gtk_widget_is_sensitive (connect));
  g_assert_true (has_result (dialog, "address"));
  fill (dialog, "", shop_url);
  g_assert_false (gtk_widget_is_sensitive (connect));
  fill (dialog, "Shop", shop_url);
  g_assert_true (gtk_widget_is_sensitive (connect));
  press (dialog, "_Cancel");
  ff_ui_wait_until (find_source_dialog () == NULL);
  g_assert_null (dup_source ("Shop"));
}

/* What fails tells why, and may be kept for later. */
static void
test_fails (void)
{
  GtkWidget *dialog = open_dialog ();
  g_autofree char *url = NULL;

  fill (dialog, "Later", "sqlite:/nowhere/shop.sqlite");
  press (dialog, "_Connect");
  ff_ui_wait_until (has_result (dialog, "/nowhere/shop.sqlite"));
  g_assert_null (dup_source ("Later"));

  /* Another address is to be tried again. */
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Address")), "sqlite:/nowhere/other.sqlite");
  g_assert_nonnull (ff_ui_find (dialog, GTK_TYPE_BUTTON, "_Connect"));
  press (dialog, "_Test");
  ff_ui_wait_until (has_result (dialog, "/nowhere/other.sqlite"));
  press (dialog, "_Save Anyway");
  ff_ui_wait_until (find_source_dialog () == NULL);
  url = dup_source ("Later");
  g_assert_cmpstr (url, ==, "sqlite:/nowhere/other.sqlite");
}

static void
test_connects (void)
{
  GtkWidget *dialog = open_dialog ();
  g_autofree char *url = NULL;

  fill (dialog, "Shop", shop_url);
  press (dialog, "_Test");
  ff_ui_wait_until (has_result (dialog, "11 tables · 40 Customers"));
  press (dialog, "_Connect");
  ff_ui_wait_until (find_source_dialog () == NULL);
  url = dup_source ("Shop");
  g_assert_cmpstr (url, ==, shop_url);

  /* A second one cannot have the name. */
  dialog = open_dialog ();
  fill (dialog, "Shop", shop_url);
  press (dialog, "_Connect");
  ff_ui_wait_until (has_result (dialog, "already"));
  press (dialog, "_Cancel");
  ff_ui_wait_until (find_source_dialog () == NULL);
}

/* ---- Campaigns. */

static gint64
get_count (void)
{
  FfCampaignTab *tab = ff_window_get_tab (window);
  FfCountView view = { 0 };

  if (tab == NULL)
    return -1;
  ff_draft_get_count (ff_campaign_tab_get_draft (tab), "everyone", "out", &view);

  return view.state == FF_COUNT_FRESH ? view.n_rows : -1;
}

static guint
count_choices (GtkWidget *choice)
{
  GtkWidget *inner = ff_ui_find (choice, GTK_TYPE_DROP_DOWN, NULL);
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (inner));

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

static void
use_source (FfDraft    *draft,
            const char *name)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Use");
  g_autoptr (FfJson) value = ff_json_new_string (name);

  ff_edit_set_member (edit, ff_draft_get_campaign (draft), "data_source", value);
  g_assert_true (ff_draft_apply (draft, edit, NULL));
}

static void
test_campaign (void)
{
  g_autoptr (FfLibrary) library = ff_library_open (NULL, NULL);
  g_autofree char *id = ff_library_new_from_template (library, "win-back", NULL);
  FfDraft *draft;
  GtkWidget *choice;
  gint64 of_sample;

  ff_window_open_campaign (window, id);
  ff_ui_wait_until (get_count () >= 0);
  of_sample = get_count ();
  g_assert_cmpint (of_sample, >, 40);

  draft = ff_campaign_tab_get_draft (ff_window_get_tab (window));
  choice = ff_ui_find (GTK_WIDGET (window), FF_TYPE_DROP_DOWN, NULL);
  g_assert_nonnull (choice);
  ff_ui_wait_until (count_choices (choice) == 3);   /* the sample store, Later and Shop */
  ff_drop_down_pick (FF_DROP_DOWN (choice), "Shop");
  ff_ui_wait_until (g_strcmp0 (ff_draft_get_store_url (draft), shop_url) == 0);
  ff_ui_wait_until (get_count () >= 0);
  g_assert_cmpint (get_count (), <, 40);

  /* One that is gone is told by its name, and undo brings the other back. */
  use_source (draft, "Elsewhere");
  ff_ui_wait_until (ff_window_get_condition (window) != NULL);
  g_assert_nonnull (strstr (ff_window_get_condition (window), "“Elsewhere”"));
  ff_draft_undo (draft);
  ff_draft_undo (draft);
  ff_ui_wait_until (get_count () == of_sample);
  g_assert_null (ff_window_get_condition (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-tab", NULL);
}

/* ---- The library's rows. */

static GtkWindow *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;

  return NULL;
}

static void
test_removed (void)
{
  GtkWidget *row;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-library", NULL);
  ff_ui_wait_until (ff_ui_find_action (GTK_WIDGET (window), "win.edit-source") != NULL);
  row = ff_ui_find_action (GTK_WIDGET (window), "win.edit-source");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Later");
  g_signal_emit_by_name (row, "clicked");
  ff_ui_wait_until (find_source_dialog () != NULL);
  dialog = find_source_dialog ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Name"))), ==, "Later");
  press (dialog, "_Remove Data Source…");
  ff_ui_wait_until (find_question () != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question ()), "remove");
  ff_ui_wait_until (find_source_dialog () == NULL);
  g_assert_null (dup_source ("Later"));
  ff_ui_wait_until (ff_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Later") == NULL);
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Shop"));
}

int
main (int    argc,
      char **argv)
{
  const FfSampleOptions options = { .n_people = 40, .seed = 7 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  ff_ui_fixture_start (300);
  path = g_build_filename (ff_ui_fixture_get_path (), "shop.sqlite", NULL);
  ff_sample_write (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  shop_url = g_strconcat ("sqlite:", path, NULL);
  window = ff_window_new (ff_ui_fixture_get_app ());
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/sources/incomplete", test_incomplete);
  g_test_add_func ("/sources/fails", test_fails);
  g_test_add_func ("/sources/connects", test_connects);
  g_test_add_func ("/sources/campaign", test_campaign);
  g_test_add_func ("/sources/removed", test_removed);
  status = g_test_run ();

  g_free (shop_url);
  ff_ui_fixture_end ();

  return status;
}
