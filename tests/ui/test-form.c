/* Tests src/ui/inspector/: the form of every activity type in both themes,
 * every kind of field writes what it shows, undo and problems at the field. */

#include "run-fixture.h"

#include "ui/inspector/ff-drop-down.h"
#include "ui/inspector/ff-field-row.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/inspector/ff-activity-pane.h"
#include "ui/inspector/ff-number-entry.h"
#include "ui/inspector/ff-other-panes.h"
#include "ui/inspector/ff-problem-list.h"
#include "ui/segment/ff-duration-entry.h"
#include "ui/segment/ff-operand-button.h"
#include "ui/segment/ff-operand-picker.h"

typedef struct
{
  RunFixture  run;
  GtkWidget  *inspector;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  run_fixture_set_up (&fixture->run, "win-back");
  run_fixture_count (&fixture->run);
  fixture->inspector = ff_inspector_new (fixture->run.draft);
  run_fixture_show (&fixture->run, fixture->inspector, 280, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  run_fixture_tear_down (&fixture->run);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static FfJson *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  FfJson *json = ff_json_parse (quoted, -1, NULL, &error);

  g_assert_no_error (error);
  return json;
}

/* A new activity after the audience of the template, selected. */
static char *
add_activity (Fixture    *fixture,
              const char *type)
{
  FfDraft *draft = fixture->run.draft;
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfActivityType *description = ff_activity_type_find (type);
  g_autoptr (FfJson) settings = description->fields != NULL ? ff_fields_new_settings (description->fields) : ff_json_new_object ();
  g_autoptr (FfEdit) edit = ff_edit_new ("Add");
  g_autofree char *id = ff_edit_add_activity (edit, campaign, type, "", settings, 0, 400);
  const char *selection[] = { id, NULL };

  if (description->inputs[0].id != NULL)
    g_free (ff_edit_connect (edit, campaign, "everyone", "out", id, description->inputs[0].id));
  g_assert_true (ff_draft_apply (draft, edit, NULL));
  ff_draft_select (draft, selection, FALSE);
  settle ();
  return g_steal_pointer (&id);
}

static void
assert_setting (Fixture    *fixture,
                const char *activity,
                const char *pointer,
                const char *expected)
{
  const FfActivity *found = ff_campaign_find_activity (ff_draft_get_campaign (fixture->run.draft), activity);
  FfJson *value = ff_json_get_at (found->settings, pointer);
  g_autofree char *printed = value != NULL ? ff_json_print (value) : NULL;
  g_autoptr (FfJson) wanted = parse (expected);
  g_autofree char *wanted_text = ff_json_print (wanted);

  g_assert_cmpstr (printed, ==, wanted_text);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *key)
{
  GtkWidget *form = run_find (fixture->inspector, FF_TYPE_FORM, NULL, NULL);
  GtkWidget *row = ff_form_find_row (FF_FORM (form), key);

  g_assert_nonnull (row);
  return row;
}

/* ---- Every type. */

static void
check_form (GtkWidget     *pane,
            const FfField *fields)
{
  GtkWidget *form = run_find (pane, FF_TYPE_FORM, NULL, NULL);

  for (; fields != NULL && fields->key != NULL; fields++)
    {
      GtkWidget *row = ff_form_find_row (FF_FORM (form), fields->key);

      if (fields->kind == FF_FIELD_RULE)
        continue;

      g_assert_nonnull (row);
      g_assert_nonnull (ff_field_editor_find (fields->kind));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, fields->label);
    }
}

static void
test_every_type (Fixture       *fixture,
                 gconstpointer  data)
{
  AdwColorScheme scheme = GPOINTER_TO_INT (data);
  guint n;
  const FfActivityType *const *types = ff_activity_types_get (&n);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  g_assert_cmpuint (n, >=, 15);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = add_activity (fixture, types[i]->id);
      GtkWidget *pane = ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector));

      g_assert_true (FF_IS_ACTIVITY_PANE (pane));
      check_form (pane, types[i]->fields);
      run_fixture_shoot (&fixture->run, types[i]->id);
      ff_draft_undo (fixture->run.draft);
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* ---- Every kind. */

static void
type_into (GtkWidget  *root,
           const char *text)
{
  GtkWidget *entry = run_find (root, GTK_TYPE_ENTRY, NULL, NULL);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
pick (GtkWidget  *root,
      const char *id)
{
  ff_drop_down_pick (FF_DROP_DOWN (run_find (root, FF_TYPE_DROP_DOWN, NULL, NULL)), id);
}

static void
test_text_choice_flag (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "save-audience");
  g_autofree char *dedupe = NULL;

  type_into (find_row (fixture, "name"), "Winter ❄ \"quoted\"");
  assert_setting (fixture, id, "/name", "'Winter ❄ \\'quoted\\''");
  pick (find_row (fixture, "how"), "append");
  assert_setting (fixture, id, "/how", "'append'");

  dedupe = add_activity (fixture, "deduplicate");
  gtk_switch_set_active (GTK_SWITCH (run_find (find_row (fixture, "empty-equal"), GTK_TYPE_SWITCH, NULL, NULL)), TRUE);
  assert_setting (fixture, dedupe, "/empty-equal", "true");
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "take");
  GtkWidget *count = find_row (fixture, "count");
  GtkWidget *percent = find_row (fixture, "percent");

  g_assert_true (gtk_widget_get_visible (count));
  g_assert_false (gtk_widget_get_visible (percent));
  type_into (count, "25");
  assert_setting (fixture, id, "/count", "25");

  /* What is no number is told, and not written. */
  type_into (count, "25x");
  assert_setting (fixture, id, "/count", "25");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (count), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  type_into (count, "26");
  assert_setting (fixture, id, "/count", "26");

  pick (find_row (fixture, "limit"), "share");
  g_assert_false (gtk_widget_get_visible (count));
  g_assert_true (gtk_widget_get_visible (percent));
  type_into (percent, "33,30");
  assert_setting (fixture, id, "/percent", "33.30");
}

static void
test_duration (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "wait");

  type_into (find_row (fixture, "duration"), "3");
  pick (find_row (fixture, "duration"), "week");
  assert_setting (fixture, id, "/duration", "{'amount':3,'unit':'week'}");
}

static void
test_entity_and_link (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *build = add_activity (fixture, "build-audience");
  g_autofree char *change = NULL;

  pick (find_row (fixture, "entity"), "bookings");
  assert_setting (fixture, build, "/entity", "'bookings'");

  change = add_activity (fixture, "change-dimension");
  pick (find_row (fixture, "link"), "orders");
  assert_setting (fixture, change, "/link", "'orders'");
}

static void
test_list_and_operand (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "deduplicate");
  GtkWidget *row = find_row (fixture, "keys");
  g_autoptr (FfJson) email = parse ("{'left':{'attribute':['email']}}");
  g_autoptr (FfJson) phone = parse ("{'left':{'attribute':['phone']}}");
  const FfActivity *activity;
  g_autofree char *first = NULL;
  GtkWidget *item;

  g_signal_emit_by_name (run_find (row, GTK_TYPE_BUTTON, "ff-add", NULL), "clicked");
  g_signal_emit_by_name (run_find (row, GTK_TYPE_BUTTON, "ff-add", NULL), "clicked");
  activity = ff_campaign_find_activity (ff_draft_get_campaign (fixture->run.draft), id);
  g_assert_cmpuint (ff_json_get_length (ff_json_get_at (activity->settings, "/keys")), ==, 2);
  first = g_strdup (ff_json_get_string (ff_json_get_at (activity->settings, "/keys/0/id")));
  g_assert_cmpuint (strlen (first), ==, 6);

  item = run_find (row, g_type_from_name ("FfListItem"), NULL, NULL);
  g_signal_emit_by_name (run_find (item, FF_TYPE_OPERAND_BUTTON, NULL, NULL), "picked", email);
  g_signal_emit_by_name (run_find (gtk_widget_get_next_sibling (item), FF_TYPE_OPERAND_BUTTON, NULL, NULL), "picked", phone);
  assert_setting (fixture, id, "/keys/0/key", "{'attribute':['email']}");
  assert_setting (fixture, id, "/keys/1/key", "{'attribute':['phone']}");

  /* Moving keeps the widget of the item: it is known by its id. */
  g_signal_emit_by_name (run_find (item, GTK_TYPE_BUTTON, "ff-tiny", NULL), "clicked");   /* up: the first cannot */
  g_signal_emit_by_name (gtk_widget_get_next_sibling (run_find (item, GTK_TYPE_BUTTON, "ff-tiny", NULL)), "clicked");
  assert_setting (fixture, id, "/keys/1/key", "{'attribute':['email']}");
  g_assert_true (gtk_widget_get_prev_sibling (item) != NULL);
  ff_draft_undo (fixture->run.draft);
  g_assert_true (gtk_widget_get_prev_sibling (item) == NULL);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "take");
  GtkWidget *row = find_row (fixture, "by");
  g_autoptr (FfJson) tier = parse ("{'left':{'attribute':['tier']}}");
  GtkWidget *picker = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (run_find (row, GTK_TYPE_MENU_BUTTON, "ff-add", NULL))));

  g_signal_emit_by_name (picker, "picked", tier);
  assert_setting (fixture, id, "/by", "[{'by':{'attribute':['tier']},'descending':false}]");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (run_find (row, GTK_TYPE_TOGGLE_BUTTON, "flat", NULL)), TRUE);
  assert_setting (fixture, id, "/by", "[{'by':{'attribute':['tier']},'descending':true}]");
}

static void
test_template (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "sms");
  GtkWidget *row = find_row (fixture, "text");
  GtkWidget *view = run_find (row, GTK_TYPE_TEXT_VIEW, NULL, NULL);
  GtkWidget *inserter = run_find (row, GTK_TYPE_MENU_BUTTON, NULL, NULL);
  g_autoptr (FfJson) name = parse ("{'left':{'attribute':['first_name']}}");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Hello ", -1);
  g_signal_emit_by_name (gtk_menu_button_get_popover (GTK_MENU_BUTTON (inserter)), "picked", name);
  assert_setting (fixture, id, "/text", "'Hello {{ profile.first_name | default: \\'\\' }}'");
  pick (find_row (fixture, "gateway"), "rehearsal");
  assert_setting (fixture, id, "/gateway", "'rehearsal'");
}

/* ---- Undo, focus, problems. */

static void
test_typing_merges (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "save-audience");
  GtkWidget *row = find_row (fixture, "name");
  GtkWidget *entry = run_find (row, GTK_TYPE_ENTRY, NULL, NULL);

  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "A");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Au");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Aug");
  ff_draft_undo (fixture->run.draft);
  settle ();

  /* One entry; the form follows, and the cursor stays. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (find_row (fixture, "name") == row);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->run.window)), entry));
  ff_draft_redo (fixture->run.draft);
  assert_setting (fixture, id, "/name", "'Aug'");
}

static void
test_problem_at_field (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "split");
  g_autoptr (FfEdit) edit = ff_edit_new ("Break");
  g_autoptr (FfJson) subsets = parse ("[{'id':'a','label':'A','limit':'share','percent':400}]");
  GtkWidget *problems, *list, *focus;

  ff_edit_set_setting (edit, ff_draft_get_campaign (fixture->run.draft), id, "/subsets", subsets);
  ff_draft_apply (fixture->run.draft, edit, NULL);
  settle ();

  problems = run_find (fixture->inspector, FF_TYPE_PROBLEM_LIST, NULL, NULL);
  list = run_find (problems, GTK_TYPE_LIST_BOX, NULL, NULL);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_signal_emit_by_name (problems, "fix", id, "/subsets/0/percent");
  settle ();

  focus = gtk_root_get_focus (GTK_ROOT (fixture->run.window));
  focus = gtk_widget_get_ancestor (focus, FF_TYPE_FIELD_ROW);
  g_assert_nonnull (focus);
  g_assert_cmpstr (ff_field_row_get_field (FF_FIELD_ROW (focus))->key, ==, "percent");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
}

/* The switch of the row after that of @control. */
static GtkWidget *
find_next_switch (GtkWidget *control)
{
  GtkWidget *row = gtk_widget_get_next_sibling (gtk_widget_get_ancestor (control, FF_TYPE_ROW));

  return run_find (row, GTK_TYPE_SWITCH, NULL, NULL);
}

static void
test_mode (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "take");
  const char *both[] = { id, "unique", NULL };
  FfCampaign *campaign = ff_draft_get_campaign (fixture->run.draft);
  GtkWidget *modes = run_find (fixture->inspector, g_type_from_name ("FfModeRows"), NULL, NULL);

  pick (modes, "bypassed");
  g_assert_cmpint (ff_campaign_find_activity (campaign, id)->mode, ==, FF_MODE_BYPASSED);
  pick (modes, "normal");
  g_assert_cmpint (ff_campaign_find_activity (campaign, id)->mode, ==, FF_MODE_NORMAL);

  gtk_switch_set_active (GTK_SWITCH (run_find (modes, GTK_TYPE_SWITCH, NULL, NULL)), TRUE);
  g_assert_true (ff_campaign_find_activity (campaign, id)->paused);

  gtk_switch_set_active (GTK_SWITCH (find_next_switch (run_find (modes, GTK_TYPE_SWITCH, NULL, NULL))), TRUE);
  g_assert_true (ff_campaign_find_activity (campaign, id)->goes_on_empty);
  ff_draft_undo (fixture->run.draft);
  g_assert_false (ff_campaign_find_activity (campaign, id)->goes_on_empty);
  g_assert_true (ff_campaign_find_activity (campaign, id)->paused);

  ff_draft_select (fixture->run.draft, both, FALSE);
  g_assert_true (FF_IS_SEVERAL_PANE (ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector))));
  pick (run_find (fixture->inspector, g_type_from_name ("FfModeRows"), NULL, NULL), "disabled");
  g_assert_cmpint (ff_campaign_find_activity (campaign, id)->mode, ==, FF_MODE_DISABLED);
  g_assert_cmpint (ff_campaign_find_activity (campaign, "unique")->mode, ==, FF_MODE_DISABLED);
  ff_draft_undo (fixture->run.draft);
  g_assert_cmpint (ff_campaign_find_activity (campaign, "unique")->mode, ==, FF_MODE_NORMAL);
}

static void
test_ports (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "take");
  FfCampaign *campaign = ff_draft_get_campaign (fixture->run.draft);
  GtkWidget *modes = run_find (fixture->inspector, g_type_from_name ("FfModeRows"), NULL, NULL);
  GtkWidget *paused = run_find (modes, GTK_TYPE_SWITCH, NULL, NULL);
  GtkWidget *rest = find_next_switch (find_next_switch (paused));

  gtk_switch_set_active (GTK_SWITCH (rest), TRUE);
  g_assert_true (g_strv_contains ((const char *const *) ff_campaign_find_activity (campaign, id)->shown_ports, "rest"));
}

/* ---- What else may be selected. */

static void
test_other_panes (Fixture       *fixture,
                  gconstpointer  data)
{
  FfDraft *draft = fixture->run.draft;
  FfCampaign *campaign = ff_draft_get_campaign (draft);
  const FfTransition *transition = ff_campaign_get_transition (campaign, 0);
  const char *selection[] = { transition->id, NULL };
  const char *note[] = { ff_campaign_get_note (campaign, 0)->id, NULL };
  const char *frame[] = { ff_campaign_get_frame (campaign, 0)->id, NULL };
  GtkWidget *entry;

  ff_draft_select (draft, NULL, FALSE);
  g_assert_true (FF_IS_CAMPAIGN_PANE (ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector))));
  type_into (fixture->inspector, "Win Back, August");
  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "Win Back, August");

  ff_draft_select (draft, selection, FALSE);
  g_assert_true (FF_IS_TRANSITION_PANE (ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector))));
  g_signal_emit_by_name (run_find (fixture->inspector, GTK_TYPE_BUTTON, NULL, "Show People"), "clicked");
  g_assert_cmpstr (ff_draft_get_active_activity (draft), ==, "everyone");

  ff_draft_select (draft, note, FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (run_find (fixture->inspector, GTK_TYPE_TEXT_VIEW, NULL, NULL))),
                            "Remember", -1);
  g_assert_cmpstr (ff_campaign_get_note (campaign, 0)->text, ==, "Remember");

  ff_draft_select (draft, frame, FALSE);
  entry = run_find (fixture->inspector, GTK_TYPE_ENTRY, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Who");
  g_assert_cmpstr (ff_campaign_get_frame (campaign, 0)->title, ==, "Who");
}

/* What is selected may go while it is shown. */
static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = add_activity (fixture, "take");

  ff_draft_undo (fixture->run.draft);
  settle ();
  ff_draft_redo (fixture->run.draft);
  settle ();
  ff_draft_select (fixture->run.draft, NULL, FALSE);
}

/* A pane goes with its selection, and takes along what it counted with. */
static void
test_pane_goes (Fixture       *fixture,
                gconstpointer  data)
{
  const char *const ids[] = { "everyone", "tier", "gold-mail", "unique" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const char *selection[] = { ids[i], NULL };
      GtkWidget *pane;

      ff_draft_select (fixture->run.draft, selection, FALSE);
      pane = ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector));
      settle ();
      g_object_add_weak_pointer (G_OBJECT (pane), (gpointer *) &pane);
      ff_draft_select (fixture->run.draft, NULL, FALSE);
      for (guint j = 0; j < 200 && pane != NULL; j++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
      g_assert_null (pane);
    }
}

/* A type of a newer version is shown and kept. */
static void
test_unknown_type (Fixture       *fixture,
                   gconstpointer  data)
{
  FfDraft *draft = fixture->run.draft;
  g_autoptr (FfEdit) edit = ff_edit_new ("Add");
  g_autoptr (FfJson) settings = parse ("{'x':1}");
  g_autofree char *id = ff_edit_add_activity (edit, ff_draft_get_campaign (draft), "teleport", "", settings, 0, 0);
  const char *selection[] = { id, NULL };

  ff_draft_apply (draft, edit, NULL);
  ff_draft_select (draft, selection, FALSE);
  settle ();
  g_assert_true (FF_IS_ACTIVITY_PANE (ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector))));
}

/* Without a data source the settings are there, and say what they wait for. */
static void
test_without_store (void)
{
  g_autoptr (FfCampaign) campaign = ff_library_load_template ("win-back", NULL);
  FfDraft *draft = ff_draft_new (campaign, "sqlite:/nonexistent/store.sqlite");
  const char *ids[] = { "everyone", "tier", "gold-mail", "unique", "lapsed", "control" };
  GtkWidget *inspector = g_object_ref_sink (ff_inspector_new (draft));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const char *selection[] = { ids[i], NULL };

      ff_draft_select (draft, selection, FALSE);
      settle ();
      g_assert_true (FF_IS_ACTIVITY_PANE (ff_inspector_get_pane (FF_INSPECTOR (inspector))));
    }

  g_object_unref (inspector);
  g_object_add_weak_pointer (G_OBJECT (draft), (gpointer *) &draft);
  g_object_unref (draft);
  for (guint i = 0; draft != NULL && i < 2000; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (draft);
}

int
main (int    argc,
      char **argv)
{
  if (!run_fixture_init (&argc, &argv))
    return 77;

#define ADD(path, data, func) g_test_add ("/ui/form/" path, Fixture, data, set_up, func, tear_down)
  ADD ("every-type-light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_every_type);
  ADD ("every-type-dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_every_type);
  ADD ("text-choice-flag", NULL, test_text_choice_flag);
  ADD ("numbers", NULL, test_numbers);
  ADD ("duration", NULL, test_duration);
  ADD ("entity-and-link", NULL, test_entity_and_link);
  ADD ("list-and-operand", NULL, test_list_and_operand);
  ADD ("order", NULL, test_order);
  ADD ("template", NULL, test_template);
  ADD ("typing-merges", NULL, test_typing_merges);
  ADD ("problem-at-field", NULL, test_problem_at_field);
  ADD ("mode", NULL, test_mode);
  ADD ("ports", NULL, test_ports);
  ADD ("other-panes", NULL, test_other_panes);
  ADD ("removed", NULL, test_removed);
  ADD ("pane-goes", NULL, test_pane_goes);
  ADD ("unknown-type", NULL, test_unknown_type);
#undef ADD
  g_test_add_func ("/ui/form/without-store", test_without_store);

  return g_test_run ();
}
