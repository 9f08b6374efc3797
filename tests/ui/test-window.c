/* Tests src/ui/ff-window.c, ff-commands.c and what stands around them, in the real application on a library of its own:
 * opening, undoing, conditions, tabs, and that every command is there. */

#include "ff-ui-fixture.h"

#include <glib/gstdio.h>

#include "ui/ff-commands.h"
#include "ui/ff-preferences.h"
#include "ui/ff-settings.h"
#include "ui/import/ff-import-window.h"
#include "ui/inspector/ff-field-row.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/library/ff-campaign-card.h"
#include "ui/segment/ff-operand-button.h"
#include "ui/segment/ff-segment-editor.h"
#include "ui/segment/ff-value-list.h"
#include "ui/segment/ff-value-slot.h"

static FfWindow *window;

static gboolean
is_counted (void)
{
  FfCampaignTab *tab = ff_window_get_tab (window);
  FfDraft *draft = tab != NULL ? ff_campaign_tab_get_draft (tab) : NULL;
  gboolean counting = TRUE;

  if (draft == NULL || ff_draft_get_counts (draft) == NULL)
    return FALSE;

  g_object_get (draft, "counting", &counting, NULL);
  return !counting;
}

static FfDraft *
get_draft (void)
{
  return ff_campaign_tab_get_draft (ff_window_get_tab (window));
}

static guint
count_open (void)
{
  g_auto (GStrv) ids = ff_window_dup_open (window);

  return g_strv_length (ids);
}

static void
close_tabs (void)
{
  while (ff_window_get_tab (window) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.close-tab", NULL);
  g_assert_cmpuint (count_open (), ==, 0);
}

/* ---- Where one begins. */

static gboolean
begins_at (FfWindow   *shown,
           GType       type,
           const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (shown));

  return focus != NULL && g_type_is_a (G_OBJECT_TYPE (focus), type) &&
         (action == NULL || g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), action) == 0);
}

static void
test_first_focus (void)
{
  ff_ui_wait_until (begins_at (window, GTK_TYPE_BUTTON, "win.explore"));
}

static void
test_card_focus (void)
{
  FfWindow *second = ff_window_new (ff_ui_fixture_get_app ());

  gtk_window_present (GTK_WINDOW (second));
  ff_ui_wait_until (begins_at (second, FF_TYPE_CAMPAIGN_CARD, NULL));
  gtk_window_destroy (GTK_WINDOW (second));
}

/* ---- The command table. */

static gboolean
has_class_action (const char *action)
{
  GtkWidgetClass *class = GTK_WIDGET_GET_CLASS (window);
  const GVariantType *type;
  const char *property;
  const char *name;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (class, i, &owner, &name, &type, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;

  return FALSE;
}

static void
assert_action (const char *detailed)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  const char *name;

  g_assert_true (g_action_parse_detailed_name (detailed, &action, &target, NULL));
  name = strchr (action, '.') + 1;
  if (g_str_has_prefix (action, "app."))
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (ff_ui_fixture_get_app ()), name));
  else if (g_str_has_prefix (action, "canvas."))
    g_assert_true (g_action_group_has_action (ff_canvas_get_actions (ff_campaign_tab_get_canvas (ff_window_get_tab (window))),
                                              name));
  else if (g_str_has_prefix (action, "view."))
    g_settings_get_boolean (ff_settings_get (), name);
  else
    g_assert_true (has_class_action (action));
}

static void
test_commands (void)
{
  guint n;
  const FfCommand *commands = ff_commands_get (&n);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  ff_window_open_sample (window);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = ff_command_dup_title (&commands[i]);
      g_auto (GStrv) triggers = g_strsplit (commands[i].keys, " ", -1);

      g_test_message ("%s", commands[i].action);
      g_assert_cmpstr (title, !=, "");
      g_assert_null (strchr (title, '_'));
      g_assert_true (ff_commands_find (commands[i].action) == &commands[i]);
      assert_action (commands[i].action);
      for (guint j = 0; triggers[j] != NULL && *triggers[j] != '\0'; j++)
        {
          guint key;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (triggers[j], &key, &modifiers));
          g_assert_true (g_hash_table_add (keys, gtk_accelerator_name (key, modifiers)));
        }
    }

  close_tabs ();
}

static void
test_tooltip (void)
{
  g_autofree char *undo = ff_command_dup_tooltip (ff_commands_find ("win.undo"));
  g_autofree char *rename = ff_command_dup_tooltip (ff_commands_find ("win.rename"));

  g_assert_cmpstr (undo, ==, "Undo (Ctrl+Z)");
  g_assert_cmpstr (rename, ==, "Rename Campaign…");
}

/* ---- Opening and editing. */

static void
test_open (void)
{
  ff_window_open_sample (window);
  ff_ui_wait_until (is_counted ());
  g_assert_cmpuint (count_open (), ==, 1);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Win Back Lapsed Buyers — Fanfare");
  g_assert_null (ff_window_get_condition (window));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         GTK_WIDGET (ff_campaign_tab_get_canvas (ff_window_get_tab (window)))));

  /* Once more shows the same tab. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-library", NULL);
  g_assert_null (ff_window_get_tab (window));
  ff_window_open_sample (window);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  g_assert_cmpuint (count_open (), ==, 1);
}

static void
rename_draft (const char *name)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Rename Campaign");
  g_autoptr (FfJson) value = ff_json_new_string (name);

  ff_edit_set_member (edit, ff_draft_get_campaign (get_draft ()), "name", value);
  g_assert_true (ff_draft_apply (get_draft (), edit, NULL));
}

static void
test_undo (void)
{
  GtkWidget *undo = ff_ui_find_action (GTK_WIDGET (window), "win.undo");

  g_assert_nonnull (undo);
  gtk_test_accessible_assert_property (undo, GTK_ACCESSIBLE_PROPERTY_LABEL, "Undo");
  g_assert_false (gtk_widget_get_sensitive (undo));
  rename_draft ("Another");
  g_assert_true (gtk_widget_get_sensitive (undo));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (undo), ==, "Undo (Ctrl+Z): Rename Campaign");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Another — Fanfare");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Win Back Lapsed Buyers — Fanfare");
  g_assert_false (gtk_widget_get_sensitive (undo));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  g_assert_cmpstr (ff_campaign_get_name (ff_draft_get_campaign (get_draft ())), ==, "Another");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
}

static void
test_views (void)
{
  static const char *const views[] = { "review", "results", "design" };
  AdwViewStack *stack = ff_campaign_tab_get_stack (ff_window_get_tab (window));

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", views[i]);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (stack), ==, views[i]);
    }
}

/* ---- From a finding of Review to what it is about. */

typedef struct
{
  const char *what;
  const char *activity;
  const char *pointer;    /* what is spoilt */
  const char *value;
  gboolean    in_editor;  /* the rule's own window */
} Fix;

static const Fix fixes[] = {
  { "field", "gold-mail", "/text", "\"{{ profile.nix }}\"", FALSE },
  { "condition", "everyone", "/rule/all/1/left", "{\"attribute\": [\"nix\"]}", FALSE },
  { "value", "everyone", "/rule/all/1/right", "{\"values\": [7]}", FALSE },
  { "linked-rows", "recent", "/rule/all/0/where/all/1/left", "{\"attribute\": [\"nix\"]}", TRUE },
  { "in-a-list", "tier", "/subsets/1/rule/all/0/right", "{\"value\": 7}", TRUE },
};

static GtkWindow *
find_editor (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (FF_IS_SEGMENT_EDITOR (each))
        return each;
    }

  return NULL;
}

static GtkWidget *
get_focus (const Fix *f)
{
  GtkWindow *holder = f->in_editor ? find_editor () : GTK_WINDOW (window);

  return holder != NULL ? gtk_root_get_focus (GTK_ROOT (holder)) : NULL;
}

/* Whether the focus is at the part of the setting that is at fault. */
static gboolean
is_there (const Fix *f)
{
  GtkWidget *focus = get_focus (f);
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, FF_TYPE_FIELD_ROW) : NULL;

  if (focus == NULL)
    return FALSE;
  if (g_str_has_suffix (f->pointer, "/left"))
    return gtk_widget_get_ancestor (focus, FF_TYPE_OPERAND_BUTTON) != NULL;
  if (g_str_has_suffix (f->pointer, "/right"))
    return gtk_widget_get_ancestor (focus, FF_TYPE_VALUE_SLOT) != NULL || gtk_widget_get_ancestor (focus, FF_TYPE_VALUE_LIST) != NULL;

  return row != NULL && g_str_equal (ff_field_row_get_field (FF_FIELD_ROW (row))->key, f->pointer + 1);
}

static gboolean
is_in_view (const Fix *f)
{
  GtkWidget *focus = get_focus (f);
  GtkWidget *scroller = gtk_widget_get_ancestor (focus, FF_TYPE_INSPECTOR);
  graphene_rect_t place;

  return gtk_widget_compute_bounds (focus, scroller, &place) && place.size.height > 0 && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= gtk_widget_get_height (scroller);
}

static void
test_fix (gconstpointer data)
{
  const Fix *f = data;
  AdwViewStack *stack;
  g_autoptr (FfEdit) edit = ff_edit_new ("Spoil");
  g_autoptr (FfJson) value = ff_json_parse (f->value, -1, NULL, NULL);
  GtkWidget *fix;

  if (ff_window_get_tab (window) == NULL)
    ff_window_open_sample (window);
  ff_ui_wait_until (is_counted ());
  stack = ff_campaign_tab_get_stack (ff_window_get_tab (window));
  ff_edit_set_setting (edit, ff_draft_get_campaign (get_draft ()), f->activity, f->pointer, value);
  g_assert_true (ff_draft_apply (get_draft (), edit, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "review");
  g_settings_set_boolean (ff_settings_get (), "show-inspector", FALSE);
  ff_ui_wait_until ((fix = ff_ui_find (GTK_WIDGET (stack), GTK_TYPE_BUTTON, "Fix")) != NULL);

  g_signal_emit_by_name (fix, "clicked");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (stack), ==, "design");
  g_assert_true (g_settings_get_boolean (ff_settings_get (), "show-inspector"));
  g_assert_cmpstr (ff_draft_get_selection (get_draft ())[0], ==, f->activity);
  ff_ui_wait_until (is_there (f));
  if (f->in_editor)
    gtk_window_destroy (find_editor ());
  else
    ff_ui_wait_until (is_in_view (f));

  ff_draft_undo (get_draft ());
  ff_ui_wait_until (is_counted ());
}

static void
test_panes (void)
{
  static const char *const keys[] = { "show-palette", "show-inspector", "show-people" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *action = g_strconcat ("view.", keys[i], NULL);

      g_assert_true (g_settings_get_boolean (ff_settings_get (), keys[i]));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
      g_assert_false (g_settings_get_boolean (ff_settings_get (), keys[i]));
      gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
      g_assert_true (g_settings_get_boolean (ff_settings_get (), keys[i]));
    }
}

static gboolean
is_shown_within (GtkWidget *widget,
                 GtkWidget *pane)
{
  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_ancestor (widget, pane);
}

/* The focus goes around the panes, also when a list that has closed again had it there. */
static void
test_next_pane (void)
{
  static const char *const selection[] = { "gold-mail", NULL };
  GtkWidget *inspector, *drop_down, *popover, *start;
  gboolean is_handled;

  if (ff_window_get_tab (window) == NULL)
    ff_window_open_sample (window);
  ff_ui_wait_until (is_counted ());
  ff_draft_select (get_draft (), (const char **) selection, FALSE);
  inspector = ff_ui_find (GTK_WIDGET (window), FF_TYPE_INSPECTOR, NULL);
  drop_down = ff_ui_find (inspector, GTK_TYPE_DROP_DOWN, NULL);
  popover = ff_ui_find (drop_down, GTK_TYPE_POPOVER, NULL);
  ff_ui_wait_until (gtk_widget_get_mapped (drop_down));
  gtk_widget_grab_focus (drop_down);
  start = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (is_shown_within (start, inspector));
  g_signal_emit_by_name (drop_down, "activate");
  ff_ui_wait_until (is_shown_within (gtk_root_get_focus (GTK_ROOT (window)), popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  ff_ui_wait_until (gtk_root_get_focus (GTK_ROOT (window)) == start);

  for (guint i = 0; i < 8; i++)
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
      GtkWidget *paned = gtk_widget_get_ancestor (focus, GTK_TYPE_PANED);

      g_signal_emit_by_name (paned, "cycle-child-focus", i >= 4, &is_handled);
      g_assert_true (is_handled);
      focus = gtk_root_get_focus (GTK_ROOT (window));
      g_assert_true (is_shown_within (focus, GTK_WIDGET (window)));
      g_assert_true (is_shown_within (focus, inspector) == (i == 3 || i == 7));
      g_assert_true (i != 3 || focus == start);
    }
}

/* ---- Tabs. */

static void
test_tabs (void)
{
  g_auto (GStrv) remembered = NULL;
  guint before = count_open ();

  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-campaign", NULL);
  ff_ui_wait_until (count_open () == before + 1);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Untitled Campaign — Fanfare");
  remembered = g_settings_get_strv (ff_settings_get (), "open-campaigns");
  g_assert_cmpuint (g_strv_length (remembered), ==, before + 1);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-tab", NULL);
  g_assert_cmpuint (count_open (), ==, before);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         GTK_WIDGET (ff_campaign_tab_get_canvas (ff_window_get_tab (window)))));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.use-template", "s", "booking-reminder");
  ff_ui_wait_until (count_open () == before + 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.duplicate-campaign", NULL);
  ff_ui_wait_until (count_open () == before + 2);
  close_tabs ();
  g_assert_true (begins_at (window, FF_TYPE_CAMPAIGN_CARD, NULL));
}

static void
test_bin (void)
{
  g_autofree char *id = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.use-template", "s", "product-launch");
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  id = g_strdup (ff_campaign_get_id (ff_draft_get_campaign (get_draft ())));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.remove-campaign", NULL);
  ff_ui_wait_until (ff_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "“Product Launch” is in the bin") != NULL ||
                    ff_ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Undo") != NULL);
  g_assert_cmpuint (count_open (), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.restore", "s", id);
  ff_window_open_campaign (window, id);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  g_assert_cmpstr (ff_campaign_get_id (ff_draft_get_campaign (get_draft ())), ==, id);
  close_tabs ();
}

/* ---- Standing conditions. */

static void
put_file (const char *id,
          const char *text)
{
  g_autofree char *name = g_strconcat (id, ".fanfare", NULL);
  g_autofree char *path = g_build_filename (ff_ui_fixture_get_path (), "campaigns", name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

typedef struct
{
  const char *what;
  const char *members;     /* of the document */
  const char *condition;   /* part of it */
} Condition;

static const Condition conditions[] = {
  { "offline", "\"needs\": [], \"data_source\": \"sqlite:/nowhere/shop.sqlite\"", "offline" },
  { "read-only", "\"needs\": [\"telepathy\"]", "newer version" },
};

static void
test_condition (gconstpointer data)
{
  const Condition *c = data;
  g_autofree char *text = g_strdup_printf ("{\"fanfare\": 1, %s, \"id\": \"%s\", \"name\": \"Test\", "
                                           "\"activities\": [], \"transitions\": []}", c->members, c->what);

  put_file (c->what, text);
  ff_window_open_campaign (window, c->what);
  ff_ui_wait_until (ff_window_get_condition (window) != NULL);
  g_assert_nonnull (strstr (ff_window_get_condition (window), c->condition));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-library", NULL);
  g_assert_null (ff_window_get_condition (window));
  ff_window_open_campaign (window, c->what);
  close_tabs ();
}

static void
test_restored (void)
{
  g_autoptr (FfLibrary) library = ff_library_open (NULL, NULL);
  g_autofree char *id = ff_library_new_from_template (library, NULL, NULL);
  gint64 restored_at;

  g_assert_true (ff_library_note_open (library, id, &restored_at, NULL));
  ff_window_open_campaign (window, id);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  ff_ui_wait_until (ff_window_get_condition (window) != NULL);
  g_assert_nonnull (strstr (ff_window_get_condition (window), "Restored"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  g_assert_null (ff_window_get_condition (window));
  close_tabs ();
}

/* ---- Files. */

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GListModel) windows = gtk_window_get_toplevels ();

  g_object_ref (windows);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (each) && gtk_widget_get_visible (GTK_WIDGET (each)))
        return each;
    }

  return NULL;
}

/* As its button does. */
static void
respond (const char *response)
{
  g_autoptr (GtkWindow) dialog = g_object_ref (find_dialog ());

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static void
test_import (void)
{
  g_autofree char *path = g_build_filename (ff_ui_fixture_get_path (), "file.fanfare", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FfCampaign) campaign = ff_library_load_template ("product-launch", NULL);

  /* One that is no campaign: a dialog says why, the window lives. */
  g_assert_true (g_file_set_contents (path, "{\"fanfare\": 1", -1, NULL));
  ff_window_open_file (window, file);
  ff_ui_wait_until (find_dialog () != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (find_dialog ())), "file.fanfare"));
  respond ("close");
  ff_ui_wait_until (find_dialog () == NULL);

  /* A new one, then another version of it. */
  g_assert_true (g_file_set_contents (path, "{\"fanfare\": 1, \"needs\": [], \"id\": \"imported\", \"name\": \"First\"}", -1, NULL));
  ff_window_open_file (window, file);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "First — Fanfare");

  g_assert_true (g_file_set_contents (path, "{\"fanfare\": 1, \"needs\": [], \"id\": \"imported\", \"name\": \"Second\"}", -1, NULL));
  ff_window_open_file (window, file);
  ff_ui_wait_until (find_dialog () != NULL);
  respond ("replace");
  ff_ui_wait_until (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), "Second — Fanfare") == 0);
  g_assert_cmpuint (count_open (), ==, 1);
  close_tabs ();
}

static GtkWindow *
find_import (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (FF_IS_IMPORT_WINDOW (each))
        return each;
    }

  return NULL;
}

/* A file of rows goes to the data of the campaign that is shown; where none is, the window says so. */
static void
test_import_rows (void)
{
  g_autofree char *path = g_build_filename (ff_ui_fixture_get_path (), "visitors.CSV", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "id,name\n1,Ana\n", -1, NULL));
  ff_window_open_file (window, file);
  ff_ui_wait_until (ff_ui_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "Open a campaign first: the rows go to where its data is") != NULL);
  g_assert_null (find_import ());

  ff_window_open_sample (window);
  ff_ui_wait_until (ff_window_get_tab (window) != NULL);
  ff_window_open_file (window, file);
  g_assert_nonnull (find_import ());
  ff_ui_wait_until (ff_import_window_is_idle (FF_IMPORT_WINDOW (find_import ())));
  g_assert_nonnull (ff_ui_find (GTK_WIDGET (find_import ()), GTK_TYPE_LABEL, "visitors.CSV"));
  gtk_widget_activate_action (GTK_WIDGET (find_import ()), "import.close", NULL);
  ff_ui_wait_until (find_import () == NULL);
  close_tabs ();
}

/* ---- Other windows. */

static void
test_windows (void)
{
  GtkWidget *shortcuts = ff_commands_new_shortcuts_window ();
  GtkWidget *preferences = ff_preferences_new (GTK_WINDOW (window));

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (shortcuts));
  gtk_window_present (GTK_WINDOW (shortcuts));
  gtk_window_present (GTK_WINDOW (preferences));
  ff_ui_rest (50);
  g_settings_set_enum (ff_settings_get (), "color-scheme", 2);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_settings_reset (ff_settings_get (), "color-scheme");
  gtk_window_destroy (GTK_WINDOW (shortcuts));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ff_ui_fixture_start (300);
  window = ff_window_new (ff_ui_fixture_get_app ());
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/window/first-focus", test_first_focus);
  g_test_add_func ("/window/commands", test_commands);
  g_test_add_func ("/window/tooltip", test_tooltip);
  g_test_add_func ("/window/open", test_open);
  g_test_add_func ("/window/undo", test_undo);
  g_test_add_func ("/window/views", test_views);
  for (guint i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      g_autofree char *path = g_strconcat ("/window/fix/", fixes[i].what, NULL);

      g_test_add_data_func (path, &fixes[i], test_fix);
    }
  g_test_add_func ("/window/panes", test_panes);
  g_test_add_func ("/window/next-pane", test_next_pane);
  g_test_add_func ("/window/tabs", test_tabs);
  g_test_add_func ("/window/bin", test_bin);
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    {
      g_autofree char *path = g_strconcat ("/window/condition/", conditions[i].what, NULL);

      g_test_add_data_func (path, &conditions[i], test_condition);
    }
  g_test_add_func ("/window/restored", test_restored);
  g_test_add_func ("/window/import", test_import);
  g_test_add_func ("/window/import-rows", test_import_rows);
  g_test_add_func ("/window/card-focus", test_card_focus);
  g_test_add_func ("/window/windows", test_windows);

  status = g_test_run ();
  ff_ui_fixture_end ();
  return status;
}
