/* Tests src/ui/library/: what the page lists, filters and finds, what cards say, and what their commands do. */

#include "ff-ui-fixture.h"

#include "ui/library/ff-campaign-card.h"
#include "ui/library/ff-filter-row.h"

static GtkWidget *window;
static FfLibraryPage *page;

static FfLibrary *
open_library (void)
{
  g_autoptr (GError) error = NULL;
  FfLibrary *library = ff_library_open (NULL, &error);

  g_assert_no_error (error);
  return library;
}

static char *
add (const char *template_id,
     const char *name,
     const char *state,
     gint64      n_people)
{
  g_autoptr (FfLibrary) library = open_library ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  FfLibraryFacts facts = FF_LIBRARY_FACTS_INIT;
  char *id = ff_library_new_from_template (library, template_id, &error);

  g_assert_no_error (error);
  g_assert_true (ff_library_rename (library, id, name, &error));
  entries = ff_library_list (library, FALSE, &error);
  facts.state = (char *) state;
  facts.n_people = n_people;
  facts.counted_at = g_get_real_time ();
  facts.n_warnings = 2;
  g_assert_true (ff_library_set_facts (library, id, &facts, &error));
  g_assert_no_error (error);
  return id;
}

static FfCampaignCard *
find_card (const char *id)
{
  GtkWidget *card = ff_library_page_find_card (page, id);

  return card != NULL ? FF_CAMPAIGN_CARD (card) : NULL;
}

static void
refresh (void)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "library.refresh", NULL);
}

static guint
count_shown (void)
{
  GtkWidget *grid = ff_ui_find (GTK_WIDGET (page), GTK_TYPE_FLOW_BOX, NULL);
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += FF_IS_CAMPAIGN_CARD (child) && gtk_widget_get_child_visible (child);

  return n;
}

static const char *
get_stack_page (void)
{
  GtkWidget *stack = ff_ui_find (GTK_WIDGET (page), GTK_TYPE_STACK, NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
test_first (void)
{
  GtkWidget *button;

  ff_ui_wait_until (g_strcmp0 (get_stack_page (), "first") == 0);
  button = ff_ui_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "_Explore the Sample Store");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Connect Your _Data…"));
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "Start _Blank"));
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "_Open a File…"));
}

static void
test_cards (void)
{
  g_autofree char *draft = add ("win-back", "Autumn", "draft", 9114);
  g_autofree char *finished = add (NULL, "Winter <b>", "finished", -1);
  FfCampaignCard *card;

  refresh ();
  ff_ui_wait_until (find_card (draft) != NULL && find_card (finished) != NULL);
  g_assert_cmpstr (get_stack_page (), ==, "cards");
  g_assert_cmpuint (count_shown (), ==, 2);

  card = find_card (draft);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (card)));
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "Autumn, Draft, 9,114 people, 2 warnings");
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "2 warnings"));

  card = find_card (finished);
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "Winter <b>"));
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (card), GTK_TYPE_LABEL, "<b>—</b> people"));
}

typedef struct
{
  const char *filter;
  guint       n;
} Filter;

static void
test_filters (void)
{
  static const Filter filters[] = {
    { "draft", 1 }, { "running", 0 }, { "finished", 1 }, { "template", 4 }, { "bin", 0 }, { "all", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      ff_library_page_show (page, filters[i].filter);
      g_assert_cmpuint (count_shown (), ==, filters[i].n);
    }
}

static void
test_search (void)
{
  GtkWidget *entry = ff_ui_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "AUT");
  ff_ui_wait_until (count_shown () == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing like it");
  ff_ui_wait_until (count_shown () == 0);
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Nothing Found"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  ff_ui_wait_until (count_shown () == 2);
}

static void
opened_cb (FfLibraryPage  *library_page,
           const char     *id,
           char          **out_id)
{
  g_free (*out_id);
  *out_id = g_strdup (id);
}

static void
test_commands (void)
{
  g_autofree char *id = add ("win-back", "Commands", "draft", 5);
  g_autofree char *opened = NULL;
  gulong handler = g_signal_connect (page, "open-campaign", G_CALLBACK (opened_cb), &opened);
  FfCampaignCard *card;

  refresh ();
  ff_ui_wait_until (find_card (id) != NULL);
  card = find_card (id);
  g_assert_cmpstr (ff_campaign_card_get_action (card), ==, "library.open");
  gtk_widget_activate (GTK_WIDGET (card));
  g_assert_cmpstr (opened, ==, id);

  gtk_widget_activate_action (GTK_WIDGET (card), "library.duplicate", "s", id);
  ff_ui_wait_until (count_shown () == 4);

  ff_library_page_show (page, "template");
  card = find_card ("booking-reminder");
  g_assert_nonnull (card);
  g_clear_pointer (&opened, g_free);
  gtk_widget_activate (GTK_WIDGET (card));
  ff_ui_wait_until (opened != NULL);
  g_assert_cmpstr (opened, !=, "booking-reminder");
  ff_library_page_show (page, "all");
  ff_ui_wait_until (count_shown () == 5);

  g_signal_handler_disconnect (page, handler);
}

static void
test_bin (void)
{
  g_autofree char *id = add ("win-back", "Gone", "draft", 5);
  g_autoptr (FfLibrary) library = open_library ();

  g_assert_true (ff_library_remove (library, id, NULL));
  refresh ();
  ff_ui_wait_until (find_card (id) != NULL && ff_campaign_card_is_removed (find_card (id)));
  ff_library_page_show (page, "bin");
  g_assert_cmpuint (count_shown (), ==, 1);

  gtk_widget_activate (GTK_WIDGET (find_card (id)));
  ff_ui_wait_until (!ff_campaign_card_is_removed (find_card (id)));
  ff_library_page_show (page, "all");
  ff_ui_wait_until (count_shown () == 6);
}

/* What another program changes is shown when it is told. */
static void
test_follow (void)
{
  g_autofree char *id = add ("win-back", "Old Name", "draft", 5);
  g_autoptr (FfLibrary) library = open_library ();
  FfCampaignCard *card;

  refresh ();
  ff_ui_wait_until (find_card (id) != NULL);
  card = find_card (id);
  g_assert_true (ff_library_rename (library, id, "New Name", NULL));
  refresh ();
  ff_ui_wait_until (g_str_equal (ff_campaign_card_get_name (find_card (id)), "New Name"));
  g_assert_true (find_card (id) == card);
}

int
main (int    argc,
      char **argv)
{
  FfKeeper *keeper;
  int status;

  g_test_init (&argc, &argv, NULL);
  ff_ui_fixture_start (0);
  keeper = ff_application_get_keeper (ff_ui_fixture_get_app ());
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  page = FF_LIBRARY_PAGE (ff_library_page_new (keeper));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/library-page/first", test_first);
  g_test_add_func ("/library-page/cards", test_cards);
  g_test_add_func ("/library-page/filters", test_filters);
  g_test_add_func ("/library-page/search", test_search);
  g_test_add_func ("/library-page/commands", test_commands);
  g_test_add_func ("/library-page/bin", test_bin);
  g_test_add_func ("/library-page/follow", test_follow);

  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  ff_ui_fixture_end ();
  return status;
}
