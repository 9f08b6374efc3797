/* Tests src/ui/segment/: rules are built and nested by the actions of the
 * editor, counted in their parts, undone, applied as one edit. */

#include "run-fixture.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/ff-count.h"

#include "ui/inspector/ff-activity-pane.h"
#include "ui/inspector/ff-drop-down.h"
#include "ui/inspector/ff-inspector.h"
#include "ui/segment/ff-condition-editor.h"
#include "ui/segment/ff-count-cells.h"
#include "ui/segment/ff-duration-entry.h"
#include "ui/segment/ff-expression-page.h"
#include "ui/segment/ff-near-misses.h"
#include "ui/segment/ff-operand-button.h"
#include "ui/segment/ff-operand-picker.h"
#include "ui/segment/ff-rule-card.h"
#include "ui/segment/ff-rule-card-row.h"
#include "ui/segment/ff-rule-items.h"
#include "ui/segment/ff-rule-view.h"
#include "ui/segment/ff-segment-editor.h"
#include "ui/segment/ff-segment-result.h"
#include "ui/segment/ff-value-list.h"
#include "ui/segment/ff-value-matches.h"
#include "ui/segment/ff-value-slot.h"

typedef struct
{
  RunFixture       run;
  GtkWidget       *inspector;
  FfActivityPane  *pane;
  GtkWidget       *editor;
} Fixture;

static gboolean
is_pane_counted (gpointer data)
{
  return ff_activity_pane_is_counted (data);
}

static gboolean
is_editor_counted (gpointer data)
{
  return ff_segment_editor_is_counted (data);
}

/* The audience of the template, shown in the inspector. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *selection[] = { "everyone", NULL };

  run_fixture_set_up (&fixture->run, "win-back");
  run_fixture_count (&fixture->run);
  fixture->inspector = ff_inspector_new (fixture->run.draft);
  run_fixture_show (&fixture->run, fixture->inspector, 280, 700);
  ff_draft_select (fixture->run.draft, selection, FALSE);
  fixture->pane = FF_ACTIVITY_PANE (ff_inspector_get_pane (FF_INSPECTOR (fixture->inspector)));
  run_until (is_pane_counted, fixture->pane);
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

static void
assert_json (FfJson     *json,
             const char *expected)
{
  g_autofree char *printed = ff_json_print (json);
  g_autoptr (FfJson) wanted = parse (expected);
  g_autofree char *wanted_text = ff_json_print (wanted);

  g_assert_cmpstr (printed, ==, wanted_text);
}

static FfJson *
get_rule (Fixture *fixture)
{
  const FfActivity *activity = ff_campaign_find_activity (ff_draft_get_campaign (fixture->run.draft), "everyone");

  return ff_json_get_member (activity->settings, "rule");
}

static void
set_rule (Fixture    *fixture,
          const char *text)
{
  g_autoptr (FfEdit) edit = ff_edit_new ("Set");
  g_autoptr (FfJson) rule = parse (text);

  ff_edit_set_setting (edit, ff_draft_get_campaign (fixture->run.draft), "everyone", "/rule", rule);
  g_assert_true (ff_draft_apply (fixture->run.draft, edit, NULL));
  settle ();
}

static FfSegmentEditor *
open_editor (Fixture    *fixture,
             const char *rule)
{
  set_rule (fixture, rule);
  fixture->editor = ff_activity_pane_open_editor (fixture->pane, "/rule", NULL, NULL);
  settle ();
  return FF_SEGMENT_EDITOR (fixture->editor);
}

static FfGroupBox *
get_root (Fixture *fixture)
{
  return FF_GROUP_BOX (run_find (fixture->editor, FF_TYPE_GROUP_BOX, NULL, NULL));
}

static void
close_editor (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->editor));
  settle ();
}

static GtkWidget *
find_editor (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (FF_IS_SEGMENT_EDITOR (each->data))
      return each->data;

  return NULL;
}

/* The button of the inspector that begins a group in the editor. */
static void
press_group (Fixture *fixture)
{
  GtkWidget *card = run_find (fixture->inspector, FF_TYPE_RULE_CARD, NULL, NULL);
  GtkWidget *label = run_find (run_find (card, GTK_TYPE_BOX, "ff-foot", NULL), GTK_TYPE_LABEL, NULL, "Group");

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  settle ();
  fixture->editor = find_editor ();
  g_assert_nonnull (fixture->editor);
}

#define AGE "{'left':{'attribute':['loyalty_points']},'op':'at-least'"
#define TIER "{'left':{'attribute':['tier']},'op':'in-list','right':{'values':['gold']}}"
#define COUNTRY "{'left':{'attribute':['country']},'op':'is-not-empty'}"
#define EMAIL "{'left':{'attribute':['email']},'op':'is-not-empty'}"

/* ---- Building. */

static void
test_build (Fixture       *fixture,
            gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" COUNTRY "]}");
  g_autoptr (FfJson) points = parse ("{'left':{'attribute':['loyalty_points']}}");
  g_autoptr (FfJson) orders = parse ("{'exists':'orders'}");
  g_autoptr (FfJson) staff = parse ("{'left':{'attribute':['is_staff']}}");
  GtkWidget *inner;

  gtk_widget_activate_action (run_find (fixture->editor, FF_TYPE_RULE_VIEW, NULL, NULL), "rules.add-group", NULL);
  inner = run_find (GTK_WIDGET (get_root (fixture)), FF_TYPE_GROUP_BOX, "ff-rule-group", NULL);
  ff_group_box_add (FF_GROUP_BOX (inner), points, FALSE);
  ff_group_box_add (FF_GROUP_BOX (inner), orders, FALSE);
  ff_group_box_add (get_root (fixture), staff, TRUE);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor),
               "{'all':[" COUNTRY ",{'any':[" AGE "},{'exists':'orders'}]},"
               "{'except':{'left':{'attribute':['is_staff']},'op':'is-true'}}]}");

  inner = run_find (GTK_WIDGET (get_root (fixture)), FF_TYPE_GROUP_BOX, "ff-rule-group", NULL);
  gtk_widget_activate_action (run_find (inner, GTK_TYPE_MENU_BUTTON, "ff-how", NULL), "group.how", "s", "none");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/1"), "{'none':[" AGE "},{'exists':'orders'}]}");
  close_editor (fixture);
}

/* The button of a row over linked rows begins the rule there. */
static void
test_inner_rule (Fixture       *fixture,
                 gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[{'exists':'orders'}]}");
  GtkWidget *row = run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL);
  GtkWidget *filter = run_find (row, GTK_TYPE_MENU_BUTTON, "ff-tiny", NULL);
  g_autoptr (FfJson) placed = parse ("{'left':{'attribute':['placed_at']}}");

  g_assert_true (gtk_widget_get_visible (filter));
  g_signal_emit_by_name (gtk_menu_button_get_popover (GTK_MENU_BUTTON (filter)), "picked", placed);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor),
               "{'all':[{'exists':'orders','where':{'all':[{'left':{'attribute':['placed_at']},'op':'in-last',"
               "'right':{'duration':{'amount':30,'unit':'day'}}}]}}]}");
  g_assert_false (gtk_widget_get_visible (filter));
  g_assert_nonnull (run_find (row, FF_TYPE_GROUP_BOX, NULL, NULL));
  close_editor (fixture);
}

static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" COUNTRY "," TIER "," EMAIL "]}");
  GtkWidget *rows = gtk_widget_get_parent (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL));
  GtkWidget *second = gtk_widget_get_next_sibling (gtk_widget_get_first_child (rows));

  gtk_widget_activate_action (second, "item.move-up", NULL);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[" TIER "," COUNTRY "," EMAIL "]}");
  gtk_widget_activate_action (gtk_widget_get_last_child (rows), "item.except", NULL);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[" TIER "," COUNTRY ",{'except':" EMAIL "}]}");
  gtk_widget_activate_action (gtk_widget_get_first_child (rows), "item.wrap", "s", "any");
  settle ();
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[{'any':[" TIER "]}," COUNTRY ",{'except':" EMAIL "}]}");
  gtk_widget_activate_action (gtk_widget_get_next_sibling (gtk_widget_get_first_child (rows)), "item.duplicate", NULL);
  settle ();
  gtk_widget_activate_action (gtk_widget_get_first_child (rows), "item.remove", NULL);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[" COUNTRY "," COUNTRY ",{'except':" EMAIL "}]}");

  for (guint i = 0; i < 5; i++)
    gtk_widget_activate_action (fixture->editor, "segment.undo", NULL);
  settle ();
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[" COUNTRY "," TIER "," EMAIL "]}");
  gtk_widget_activate_action (fixture->editor, "segment.redo", NULL);
  assert_json (ff_segment_editor_get_rule (editor), "{'all':[" TIER "," COUNTRY "," EMAIL "]}");
  close_editor (fixture);
}

/* ---- Dragging. */

static GtkEventController *
find_controller (GtkWidget           *widget,
                 GType                type,
                 GtkPropagationPhase  phase)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (each), type) && gtk_event_controller_get_propagation_phase (each) == phase)
        return each;
    }

  return NULL;
}

/* What the handle of @row gives is let go over the line at the top of @onto. */
static gboolean
drop (GtkWidget *row,
      GtkWidget *onto,
      double     y)
{
  GtkEventController *source = find_controller (run_find (row, GTK_TYPE_IMAGE, "ff-handle", NULL), GTK_TYPE_DRAG_SOURCE, GTK_PHASE_BUBBLE);
  GtkEventController *target = find_controller (run_find (onto, GTK_TYPE_BOX, "ff-condition", NULL), GTK_TYPE_DROP_TARGET, GTK_PHASE_BUBBLE);
  g_autoptr (GdkContentProvider) content = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (source, "prepare", 0.0, 0.0, &content);
  g_value_init (&value, G_TYPE_STRV);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_signal_emit_by_name (target, "drop", &value, 1.0, y, &is_taken);
  settle ();
  return is_taken;
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" COUNTRY "," TIER ",{'any':[" EMAIL "]},"
                                                  "{'exists':'orders','where':{'all':[{'left':{'attribute':['status']},'op':'is-empty'}]}}]}");
  GtkWidget *rows = gtk_widget_get_parent (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL));
  GtkWidget *first = gtk_widget_get_first_child (rows);
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  GtkWidget *group = gtk_widget_get_next_sibling (second);
  GtkWidget *orders = gtk_widget_get_next_sibling (group);

  /* Below the middle of the line is after it; where it stands already is nowhere. */
  g_assert_false (drop (first, second, 0));
  g_assert_true (drop (first, second, 1000));
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0"), TIER);
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/1"), COUNTRY);

  /* Into a group by its head, but not among the rows of another table. */
  g_assert_true (drop (first, group, 0));
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/1"), "{'any':[" EMAIL "," TIER "]}");
  rows = gtk_widget_get_parent (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL));
  first = gtk_widget_get_first_child (rows);
  orders = gtk_widget_get_last_child (rows);
  g_assert_false (drop (first, run_find (orders, FF_TYPE_GROUP_BOX, NULL, NULL), 0));
  close_editor (fixture);
}

/* ---- Values. */

static GtkWidget *
get_condition (Fixture *fixture)
{
  return run_find (fixture->editor, FF_TYPE_CONDITION_EDITOR, NULL, NULL);
}

static void
pick_operator (Fixture    *fixture,
               const char *id)
{
  ff_drop_down_pick (FF_DROP_DOWN (run_find (get_condition (fixture), FF_TYPE_DROP_DOWN, "flat", NULL)), id);
  settle ();
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" TIER "]}");
  g_autoptr (FfJson) born = parse ("{'left':{'attribute':['birth_date']}}");
  g_autoptr (FfJson) points = parse ("{'left':{'attribute':['loyalty_points']}}");
  GtkWidget *list = run_find (get_condition (fixture), FF_TYPE_VALUE_LIST, NULL, NULL);

  g_assert_true (ff_value_list_add (FF_VALUE_LIST (list), "silver"));
  g_assert_false (ff_value_list_add (FF_VALUE_LIST (list), "silver"));
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'values':['gold','silver']}");

  /* The value stays where the operator allows. */
  pick_operator (fixture, "equals");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'value':'gold'}");
  gtk_editable_set_text (GTK_EDITABLE (run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL)), "platinum");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'value':'platinum'}");

  g_signal_emit_by_name (run_find (get_condition (fixture), FF_TYPE_OPERAND_BUTTON, NULL, NULL), "picked", born);
  settle ();
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'duration':{'amount':30,'unit':'day'}}");
  gtk_editable_set_text (GTK_EDITABLE (run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL)), "40");
  ff_drop_down_pick (FF_DROP_DOWN (run_find (run_find (get_condition (fixture), FF_TYPE_DURATION_ENTRY, NULL, NULL),
                                             FF_TYPE_DROP_DOWN, NULL, NULL)), "year");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'duration':{'amount':40,'unit':'year'}}");
  g_assert_nonnull (run_find (get_condition (fixture), GTK_TYPE_LABEL, "ff-note", NULL));

  pick_operator (fixture, "between");
  g_assert_null (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"));
  gtk_editable_set_text (GTK_EDITABLE (run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL)), "1980-01-01");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'from':'1980-01-01'}");

  /* Another kind offers other operators, and an exact number is kept as typed. */
  g_signal_emit_by_name (run_find (get_condition (fixture), FF_TYPE_OPERAND_BUTTON, NULL, NULL), "picked", points);
  settle ();
  gtk_editable_set_text (GTK_EDITABLE (run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL)), "12.50");
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0"),
               "{'left':{'attribute':['loyalty_points']},'op':'at-least','right':{'value':12.50}}");
  close_editor (fixture);
}

/* ---- Values of the data. */

static gboolean
is_shown (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Of the sample store, asked of the file itself. */
static char *
dup_answer (Fixture    *fixture,
            const char *sql)
{
  const char *path = strchr (ff_draft_get_store_url (fixture->run.draft), ':') + 1;
  g_autofree char *text = NULL;
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  sqlite3_close (db);

  return g_steal_pointer (&text);
}

/* Of its people. */
static char *
dup_count (Fixture    *fixture,
           const char *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM profiles WHERE %s", where);
  g_autofree char *number = dup_answer (fixture, sql);

  return ff_count_format (g_ascii_strtoll (number, NULL, 10));
}

/* The number beside @text in a list of values. */
static const char *
get_rows (GtkWidget  *list,
          const char *text)
{
  GtkWidget *label = run_find (list, GTK_TYPE_LABEL, NULL, text);

  return label != NULL ? gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (label))) : NULL;
}

static gboolean
type_key (GtkWidget *entry,
          guint      key)
{
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (find_controller (entry, GTK_TYPE_EVENT_CONTROLLER_KEY, GTK_PHASE_CAPTURE), "key-pressed", key, 0u, 0, &is_taken);
  settle ();

  return is_taken;
}

/* A typed text becomes a value of the data, with the keys alone. */
static void
test_matches (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *silver = dup_count (fixture, "tier = 'silver'");
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[{'left':{'attribute':['tier']},'op':'equals','right':{'value':'x'}}]}");
  GtkWidget *entry = run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL);
  GtkWidget *matches = run_find (get_condition (fixture), FF_TYPE_VALUE_MATCHES, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "LV");
  run_until (is_shown, matches);
  g_assert_cmpstr (get_rows (matches, "silver"), ==, silver);
  g_assert_null (run_find (matches, GTK_TYPE_LABEL, NULL, "gold"));
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'value':'LV'}");

  /* Enter without a marked value is the entry's. */
  g_assert_false (type_key (entry, GDK_KEY_Return));
  g_assert_true (type_key (entry, GDK_KEY_Down));
  g_assert_true (type_key (entry, GDK_KEY_Return));
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'value':'silver'}");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "silver");
  g_assert_false (gtk_widget_get_visible (matches));

  /* Without a text, all are listed; Escape closes the list and nothing else. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  run_until (is_shown, matches);
  g_assert_nonnull (get_rows (matches, "gold"));
  g_assert_true (type_key (entry, GDK_KEY_Escape));
  g_assert_false (gtk_widget_get_visible (matches));
  g_assert_false (type_key (entry, GDK_KEY_Escape));
  g_assert_true (type_key (entry, GDK_KEY_Down));
  run_until (is_shown, matches);
  close_editor (fixture);
}

typedef struct
{
  GtkWidget  *root;
  const char *text;
  const char *rows;
} Wanted;

static gboolean
has_rows (gpointer data)
{
  const Wanted *wanted = data;

  return g_strcmp0 (get_rows (wanted->root, wanted->text), wanted->rows) == 0;
}

/* The small menu and the list of values tell the rows too; what is ticked from the data goes into the rule. */
static void
test_known_values (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *gold = dup_count (fixture, "tier = 'gold'");
  g_autofree char *email = dup_answer (fixture, "SELECT max (email) FROM profiles");
  g_autofree char *part = g_utf8_strup (email, -1);
  g_autofree char *n_emails = dup_answer (fixture, "SELECT count (DISTINCT email) FROM profiles");
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" TIER "]}");
  Wanted wanted = { .text = "gold", .rows = gold };
  GtkWidget *list = run_find (get_condition (fixture), FF_TYPE_VALUE_LIST, NULL, NULL);
  GtkMenuButton *button;
  GtkWidget *entry;

  button = GTK_MENU_BUTTON (run_find (list, GTK_TYPE_MENU_BUTTON, NULL, NULL));
  gtk_menu_button_popup (button);
  wanted.root = GTK_WIDGET (gtk_menu_button_get_popover (button));
  run_until (has_rows, &wanted);
  gtk_menu_button_popdown (button);
  pick_operator (fixture, "equals");
  button = GTK_MENU_BUTTON (run_find (get_condition (fixture), GTK_TYPE_MENU_BUTTON, "ff-slot-menu", NULL));
  gtk_menu_button_popup (button);
  wanted.root = GTK_WIDGET (gtk_menu_button_get_popover (button));
  run_until (has_rows, &wanted);
  gtk_menu_button_popdown (button);
  close_editor (fixture);

  /* One of more values than are ever listed, found by what is typed. */
  g_assert_cmpint (atoi (n_emails), >, 200);
  editor = open_editor (fixture, "{'all':[{'left':{'attribute':['email']},'op':'in-list','right':{'values':['x']}}]}");
  list = run_find (get_condition (fixture), FF_TYPE_VALUE_LIST, NULL, NULL);
  button = GTK_MENU_BUTTON (run_find (list, GTK_TYPE_MENU_BUTTON, NULL, NULL));
  gtk_menu_button_popup (button);
  entry = run_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_TYPE_ENTRY, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), part);
  wanted = (Wanted) { GTK_WIDGET (gtk_menu_button_get_popover (button)), email, "1" };
  run_until (has_rows, &wanted);
  g_assert_null (run_find (wanted.root, GTK_TYPE_LABEL, NULL, "x"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (run_find (wanted.root, GTK_TYPE_CHECK_BUTTON, NULL, NULL)), TRUE);
  settle ();
  g_assert_cmpuint (ff_json_get_length (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right/values")), ==, 2);
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right/values/1")), ==, email);
  close_editor (fixture);
}

/* What is no number is told below the value, with what the rule goes on with. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *rule; const char *typed; const char *message; const char *mended; const char *right; } rows[] = {
    { AGE ",'right':{'value':5}}", "Send", "Type a number. Until then it stays 5.", "7", "{'value':7}" },
    { AGE ",'right':{'value':5}}", "", "Type a number. Until then it stays 5.", "6", "{'value':6}" },
    { AGE "}", "x", "Type a number", "7", "{'value':7}" },
    { "{'left':{'attribute':['loyalty_points']},'op':'between','right':{'from':1,'to':2}}", "1x",
      "Type a number. Until then it stays 1.", "0", "{'from':0,'to':2}" },
    { "{'left':{'attribute':['created_at']},'op':'in-last','right':{'duration':{'amount':30,'unit':'day'}}}", "1.5",
      "Type a whole number. Until then it stays 30.", "2", "{'duration':{'amount':2,'unit':'day'}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rule = g_strdup_printf ("{'all':[%s]}", rows[i].rule);
      FfSegmentEditor *editor = open_editor (fixture, rule);
      GtkWidget *entry = run_find (get_condition (fixture), GTK_TYPE_ENTRY, NULL, NULL);
      GtkWidget *refused = run_find (get_condition (fixture), GTK_TYPE_BOX, "ff-refused", NULL);
      g_autoptr (FfJson) before = ff_json_ref (ff_segment_editor_get_rule (editor));

      g_assert_false (gtk_widget_get_visible (refused));
      gtk_editable_set_text (GTK_EDITABLE (entry), rows[i].typed);
      g_assert_true (gtk_widget_get_visible (refused));
      g_assert_nonnull (run_find (refused, GTK_TYPE_IMAGE, NULL, NULL));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (refused))), ==, rows[i].message);
      g_assert_true (ff_json_equal (ff_segment_editor_get_rule (editor), before));

      gtk_editable_set_text (GTK_EDITABLE (entry), rows[i].mended);
      g_assert_false (gtk_widget_get_visible (refused));
      assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), rows[i].right);
      close_editor (fixture);
    }
}

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_height (data) > 0;
}

static GtkWidget *
find_chosen_day (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "day-number") && (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) != 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_chosen_day (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Any day can be chosen, also the one that the calendar begins with. */
static void
test_calendar (Fixture       *fixture,
               gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[{'left':{'attribute':['birth_date']},'op':'less'}]}");
  GtkMenuButton *menu = GTK_MENU_BUTTON (run_find (get_condition (fixture), GTK_TYPE_MENU_BUTTON, "ff-slot-menu", NULL));
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) other = g_date_time_new_local (1980, 5, 17, 0, 0, 0);
  g_autofree char *expected = g_date_time_format (today, "{'value':'%Y-%m-%d'}");
  GtkWidget *calendar;
  double x, y;

  gtk_menu_button_popup (menu);
  settle ();
  calendar = run_find (GTK_WIDGET (gtk_menu_button_get_popover (menu)), GTK_TYPE_CALENDAR, NULL, NULL);
  run_until (has_size, calendar);
  g_assert_true (gtk_widget_translate_coordinates (find_chosen_day (calendar), calendar, 4, 4, &x, &y));
  g_signal_emit_by_name (find_controller (calendar, GTK_TYPE_GESTURE_CLICK, GTK_PHASE_CAPTURE), "pressed", 1, x, y);
  settle ();
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), expected);
  g_assert_false (gtk_widget_get_mapped (calendar));

  gtk_menu_button_popup (menu);
  settle ();
  calendar = run_find (GTK_WIDGET (gtk_menu_button_get_popover (menu)), GTK_TYPE_CALENDAR, NULL, NULL);
  gtk_calendar_select_day (GTK_CALENDAR (calendar), other);
  settle ();
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'value':'1980-05-17'}");
  close_editor (fixture);
}

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture,
                                         "{'all':[{'left':{'attribute':['email']},'op':'not-equals','right':{'value':'x'}}]}");
  GtkWidget *row = run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL);

  gtk_widget_activate_action (row, "item.ignore-case", NULL);
  gtk_widget_activate_action (row, "item.empty-differs", NULL);
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0"),
               "{'left':{'attribute':['email']},'op':'not-equals','right':{'value':'x'},'ignore-case':true,'empty-differs':true}");
  gtk_widget_activate_action (row, "item.ignore-case", NULL);
  g_assert_null (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/ignore-case"));
  close_editor (fixture);
}

/* ---- Expressions. */

/* The page of the menu that @button opens; its foot leads there when an attribute stands. */
static GtkWidget *
open_expression (GtkWidget *button)
{
  GtkWidget *picker;
  GtkWidget *foot;

  ff_operand_button_popup (FF_OPERAND_BUTTON (button));
  settle ();
  picker = run_find (button, FF_TYPE_OPERAND_PICKER, NULL, NULL);
  foot = run_find (picker, GTK_TYPE_BUTTON, NULL, "Expression…");
  if (gtk_widget_get_mapped (foot))
    {
      g_signal_emit_by_name (foot, "clicked");
      settle ();
    }

  return run_find (picker, FF_TYPE_EXPRESSION_PAGE, NULL, NULL);
}

static void
type (GtkWidget  *page,
      const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (run_find (page, GTK_TYPE_TEXT_VIEW, NULL, NULL))), text, -1);
  settle ();
}

static void
press (GtkWidget *page,
          guint      key)
{
  GtkWidget *view = run_find (page, GTK_TYPE_TEXT_VIEW, NULL, NULL);
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (view, GTK_TYPE_EVENT_CONTROLLER_KEY, GTK_PHASE_CAPTURE), "key-pressed", key, 0, 0, &handled);
  g_assert_true (handled);
  settle ();
}

static char *
dup_typed (GtkWidget *page)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (run_find (page, GTK_TYPE_TEXT_VIEW, NULL, NULL)));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* Whether the character is marked as wrong. */
static gboolean
is_marked (GtkWidget *page,
           int        offset)
{
  GtkTextIter iter;
  GSList *tags;
  gboolean marked;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (GTK_TEXT_VIEW (run_find (page, GTK_TYPE_TEXT_VIEW, NULL, NULL))), &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  marked = tags != NULL;
  g_slist_free (tags);

  return marked;
}

static void
test_expression (Fixture       *fixture,
                 gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" AGE ",'right':{'value':7}}]}");
  GtkWidget *button = run_find (get_condition (fixture), FF_TYPE_OPERAND_BUTTON, NULL, NULL);
  GtkWidget *page = open_expression (button);
  GtkWidget *status = run_find (page, GTK_TYPE_LABEL, "ff-note", NULL);
  GtkWidget *done = run_find (page, GTK_TYPE_BUTTON, "suggested-action", NULL);
  g_autofree char *completed = NULL;

  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_false (gtk_widget_get_sensitive (done));

  /* What was begun is gone on with. */
  type (page, "rou");
  press (page, GDK_KEY_Tab);
  completed = dup_typed (page);
  g_assert_cmpstr (completed, ==, "round (");

  /* What is wrong is told and marked, where it is. */
  type (page, "loyalty_points + loyalt / 2");
  g_assert_true (gtk_widget_has_css_class (status, "error"));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (status)), "18"));
  g_assert_false (is_marked (page, 16));
  g_assert_true (is_marked (page, 17));
  g_assert_true (is_marked (page, 22));
  g_assert_false (is_marked (page, 23));
  type (page, "loyalty_points +");
  g_assert_true (is_marked (page, 15));

  type (page, "loyalty_points / 100");
  g_assert_false (gtk_widget_has_css_class (status, "error"));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (status)), "decimal number"));
  g_assert_true (gtk_widget_get_sensitive (done));
  g_assert_false (is_marked (page, 5));
  press (page, GDK_KEY_Return);
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0"),
               "{'left':{'expression':'loyalty_points / 100'},'op':'at-least','right':{'value':7}}");

  /* It is opened again as it stands. */
  page = open_expression (button);
  g_free (completed);
  completed = dup_typed (page);
  g_assert_cmpstr (completed, ==, "loyalty_points / 100");
  g_assert_true (gtk_widget_get_mapped (page));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (page, GTK_TYPE_POPOVER)));
  settle ();
  close_editor (fixture);
}

/* On the right side: the small menu leads to it. */
static void
test_expression_right (Fixture       *fixture,
                       gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" AGE ",'right':{'value':7}}]}");
  GtkMenuButton *menu = GTK_MENU_BUTTON (run_find (get_condition (fixture), GTK_TYPE_MENU_BUTTON, "ff-slot-menu", NULL));
  GtkWidget *item, *slot, *page;

  gtk_menu_button_popup (menu);
  settle ();
  item = run_find (GTK_WIDGET (gtk_menu_button_get_popover (menu)), GTK_TYPE_BUTTON, NULL, "An Expression");
  slot = gtk_widget_get_ancestor (GTK_WIDGET (menu), FF_TYPE_VALUE_SLOT);
  g_signal_emit_by_name (item, "clicked");
  settle ();
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'expression':''}");

  page = run_find (slot, FF_TYPE_EXPRESSION_PAGE, NULL, NULL);
  g_assert_true (gtk_widget_get_mapped (page));
  type (page, "length (email)");
  g_signal_emit_by_name (run_find (page, GTK_TYPE_BUTTON, "suggested-action", NULL), "clicked");
  settle ();
  assert_json (ff_json_get_at (ff_segment_editor_get_rule (editor), "/all/0/right"), "{'expression':'length (email)'}");
  close_editor (fixture);
}

/* A problem stands at the row it is about. */
static void
test_problem (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *rows, *second;

  open_editor (fixture, "{'all':[" COUNTRY ",{'left':{'attribute':['gone']},'op':'equals','right':{'value':'x'}}]}");
  rows = gtk_widget_get_parent (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL));
  second = gtk_widget_get_next_sibling (gtk_widget_get_first_child (rows));
  g_assert_false (gtk_widget_get_visible (run_find (gtk_widget_get_first_child (rows), GTK_TYPE_BOX, "ff-message", NULL)));
  g_assert_true (gtk_widget_get_visible (run_find (second, GTK_TYPE_BOX, "ff-message", NULL)));
  close_editor (fixture);
}

/* ---- Counting. */

/* The numbers of the parts are those that the same rules give as audiences. */
static gint64
count_rule (Fixture    *fixture,
            const char *rule)
{
  FfCountView view;

  set_rule (fixture, rule);
  run_fixture_count (&fixture->run);
  for (guint i = 0; i < 200; i++)
    {
      ff_draft_get_count (fixture->run.draft, "everyone", "out", &view);
      if (view.state == FF_COUNT_FRESH)
        return view.n_rows;
      g_main_context_iteration (NULL, TRUE);
    }

  g_assert_not_reached ();
}

static void
assert_count (FfRuleCounter *counter,
              const char    *place,
              FfRuleCount    what,
              gint64         expected)
{
  FfCountView view;

  ff_rule_counter_get (counter, place, what, &view);
  g_assert_cmpint (view.state, ==, FF_COUNT_FRESH);
  g_assert_cmpint (view.n_rows, ==, expected);
}

static gboolean
is_counter_complete (gpointer data)
{
  return ff_rule_counter_is_complete (data);
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  FfDraft *draft = fixture->run.draft;
  gint64 all = count_rule (fixture, "{'all':[" TIER "," COUNTRY ",{'any':[" EMAIL ",{'left':{'attribute':['phone']},'op':'is-empty'}]}]}");
  gint64 without_tier = count_rule (fixture, "{'all':[" COUNTRY ",{'any':[" EMAIL ",{'left':{'attribute':['phone']},'op':'is-empty'}]}]}");
  gint64 tier = count_rule (fixture, "{'all':[" TIER "]}");
  gint64 any = count_rule (fixture, "{'any':[" EMAIL ",{'left':{'attribute':['phone']},'op':'is-empty'}]}");
  gint64 phone = count_rule (fixture, "{'left':{'attribute':['phone']},'op':'is-empty'}");
  gint64 except = count_rule (fixture, "{'all':[" COUNTRY ",{'except':" TIER "}]}");
  gint64 country = count_rule (fixture, "{'all':[" COUNTRY "]}");
  gint64 everyone = count_rule (fixture, "{'all':[]}");
  g_autoptr (FfEngine) engine = ff_engine_new (ff_draft_get_store_url (draft));
  g_autoptr (FfRuleModel) model = ff_rule_model_new (draft);
  g_autoptr (FfRuleCounter) counter = ff_rule_counter_new (model, engine);
  g_autoptr (FfJson) first = parse ("{'all':[" TIER "," COUNTRY ",{'any':[" EMAIL ",{'left':{'attribute':['phone']},'op':'is-empty'}]}]}");
  g_autoptr (FfJson) second = parse ("{'all':[" COUNTRY ",{'except':" TIER "}]}");

  ff_engine_open_async (engine, NULL, NULL, NULL);
  ff_rule_model_set_place (model, ff_schema_get_profile (ff_draft_get_schema (draft)), (FfFlow) { NULL, 0 });
  ff_rule_model_set_rule (model, first);
  ff_rule_counter_set_active (counter, TRUE);
  run_until (is_counter_complete, counter);

  assert_count (counter, "", FF_RULE_COUNT_ALONE, all);
  assert_count (counter, "", FF_RULE_COUNT_EVERYONE, everyone);
  assert_count (counter, "/all/0", FF_RULE_COUNT_ALONE, tier);
  assert_count (counter, "/all/0", FF_RULE_COUNT_REMOVES, without_tier - all);
  assert_count (counter, "/all/2", FF_RULE_COUNT_ALONE, any);
  g_assert_cmpint (ff_rule_counter_get_effect (counter, "/all/2/any/0"), ==, FF_RULE_COUNT_ADDS);
  assert_count (counter, "/all/2/any/0", FF_RULE_COUNT_ADDS, any - phone);

  ff_rule_model_set_rule (model, second);
  run_until (is_counter_complete, counter);
  assert_count (counter, "", FF_RULE_COUNT_ALONE, except);
  assert_count (counter, "/all/1", FF_RULE_COUNT_ALONE, tier);
  assert_count (counter, "/all/1", FF_RULE_COUNT_REMOVES, country - except);
  ff_rule_counter_set_active (counter, FALSE);
}

/* A group without rules changes no number, and has none. */
static void
test_counts_of_nothing (Fixture       *fixture,
                        gconstpointer  data)
{
  static const struct { const char *rule; const char *place; FfRuleCount what; const char *empty; } rows[] = {
    { "{'any':[" TIER "]}", "/any/0", FF_RULE_COUNT_ADDS, NULL },
    { "{'any':[" TIER ",{'all':[]}]}", "/any/0", FF_RULE_COUNT_ADDS, "/any/1" },
    { "{'any':[{'all':[]}," TIER ",{'none':[{'any':[]}]}]}", "/any/1", FF_RULE_COUNT_ADDS, "/any/2" },
    { "{'all':[{'any':[" TIER ",{'all':[]}]}]}", "/all/0/any/0", FF_RULE_COUNT_ADDS, "/all/0/any/1" },
    { "{'all':[" TIER ",{'any':[]}]}", "/all/0", FF_RULE_COUNT_REMOVES, "/all/1" },
  };
  FfDraft *draft = fixture->run.draft;
  gint64 tier = count_rule (fixture, "{'all':[" TIER "]}");
  gint64 everyone = count_rule (fixture, "{'all':[]}");
  g_autoptr (FfEngine) engine = ff_engine_new (ff_draft_get_store_url (draft));
  g_autoptr (FfRuleModel) model = ff_rule_model_new (draft);
  g_autoptr (FfRuleCounter) counter = ff_rule_counter_new (model, engine);

  ff_engine_open_async (engine, NULL, NULL, NULL);
  ff_rule_model_set_place (model, ff_schema_get_profile (ff_draft_get_schema (draft)), (FfFlow) { NULL, 0 });
  ff_rule_counter_set_active (counter, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FfJson) rule = parse (rows[i].rule);
      GtkWidget *cells = g_object_ref_sink (ff_count_cells_new (counter, FF_COUNT_CELL_WIDE));
      FfCountView view;

      g_test_message ("%s", rows[i].rule);
      ff_rule_model_set_rule (model, rule);
      run_until (is_counter_complete, counter);
      assert_count (counter, "", FF_RULE_COUNT_ALONE, tier);
      assert_count (counter, rows[i].place, FF_RULE_COUNT_ALONE, tier);
      assert_count (counter, rows[i].place, rows[i].what, rows[i].what == FF_RULE_COUNT_ADDS ? tier : everyone - tier);
      if (rows[i].empty != NULL)
        {
          ff_rule_counter_get (counter, rows[i].empty, FF_RULE_COUNT_ALONE, &view);
          g_assert_false (view.has_value);
          ff_count_cells_update (FF_COUNT_CELLS (cells), rows[i].empty);
          g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (cells))), ==, "");
          g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (cells))), ==, "");
        }
      g_object_unref (cells);
    }
  ff_rule_counter_set_active (counter, FALSE);
}

/* Where a rule filters, its parts are counted over what arrives. */
static void
test_counts_of_input (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *selection[] = { "tier", NULL };
  FfCountView inbound, gold, view;
  g_autoptr (FfRuleModel) model = ff_rule_model_new (fixture->run.draft);
  g_autoptr (FfEngine) engine = ff_engine_new (ff_draft_get_store_url (fixture->run.draft));
  g_autoptr (FfRuleCounter) counter = ff_rule_counter_new (model, engine);
  const FfActivity *split = ff_campaign_find_activity (ff_draft_get_campaign (fixture->run.draft), "tier");
  const FfPlanOutput *output = ff_plan_find_output (ff_draft_get_plan (fixture->run.draft), "unique", "out");

  ff_draft_select (fixture->run.draft, selection, FALSE);
  ff_draft_get_count (fixture->run.draft, "unique", "out", &inbound);
  ff_draft_get_count (fixture->run.draft, "tier",
                      ff_json_get_string (ff_json_get_at (split->settings, "/subsets/0/id")), &gold);

  ff_engine_open_async (engine, NULL, NULL, NULL);
  ff_rule_model_set_place (model, ff_flow_get_entity (output->flow), output->flow);
  ff_rule_model_set_rule (model, ff_json_get_at (split->settings, "/subsets/0/rule"));
  ff_rule_counter_set_active (counter, TRUE);
  run_until (is_counter_complete, counter);
  ff_rule_counter_get (counter, "", FF_RULE_COUNT_EVERYONE, &view);
  g_assert_cmpint (view.n_rows, ==, inbound.n_rows);
  assert_count (counter, "", FF_RULE_COUNT_ALONE, gold.n_rows);
  ff_rule_counter_set_active (counter, FALSE);
}

static void
test_editor_counts (Fixture       *fixture,
                    gconstpointer  data)
{
  FfSegmentEditor *editor = open_editor (fixture, "{'all':[" COUNTRY "," TIER "]}");
  GtkWidget *how;

  run_until (is_editor_counted, editor);
  settle ();
  g_assert_nonnull (run_find (run_find (fixture->editor, FF_TYPE_NEAR_MISSES, NULL, NULL), GTK_TYPE_LIST_BOX_ROW, NULL, NULL));
  how = run_find (fixture->editor, GTK_TYPE_MENU_BUTTON, "ff-how", NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (how), GTK_ACCESSIBLE_PROPERTY_LABEL, "All of: every rule below must hold");
  close_editor (fixture);
}

/* ---- The window. */

static gboolean
is_result_away (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Below 860 px what stands beside the rules is a page, with a button and a key. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *result, *rules;

  open_editor (fixture, "{'all':[" COUNTRY "]}");
  result = run_find (fixture->editor, FF_TYPE_SEGMENT_RESULT, NULL, NULL);
  rules = run_find (fixture->editor, FF_TYPE_RULE_VIEW, NULL, NULL);
  run_until (is_mapped, result);

  gtk_window_set_default_size (GTK_WINDOW (fixture->editor), 600, 600);
  run_until (is_result_away, result);
  g_assert_true (gtk_widget_get_mapped (rules));
  g_assert_nonnull (run_find (run_find (fixture->editor, ADW_TYPE_VIEW_SWITCHER_BAR, NULL, NULL), GTK_TYPE_LABEL, NULL, "Result"));
  gtk_widget_activate_action (fixture->editor, "segment.show-page", "s", "result");
  run_until (is_mapped, result);
  g_assert_false (gtk_widget_get_mapped (rules));

  gtk_window_set_default_size (GTK_WINDOW (fixture->editor), 1200, 600);
  run_until (is_mapped, rules);
  run_until (is_mapped, result);
  close_editor (fixture);
}

/* Right edges of the number that each item matches alone, against that of the first. */
static void
check_column (GtkWidget *widget,
              GtkWidget *view,
              float     *edge,
              guint     *n)
{
  graphene_rect_t place;

  if (FF_IS_COUNT_CELLS (widget) && gtk_widget_get_mapped (widget))
    {
      g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (widget), view, &place));
      if ((*n)++ == 0)
        *edge = place.origin.x + place.size.width;
      g_assert_cmpfloat (place.origin.x + place.size.width, ==, *edge);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_column (child, view, edge, n);
}

static gboolean
has_places (gpointer data)
{
  graphene_rect_t place;
  GtkWidget *cells = run_find (data, FF_TYPE_COUNT_CELLS, NULL, NULL);

  return gtk_widget_compute_bounds (cells, data, &place) && place.size.width > 0;
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *view;
  float edge = 0;
  guint n = 0;

  open_editor (fixture, "{'all':[" COUNTRY ",{'any':[" TIER ",{'none':[" EMAIL ",{'all':[" COUNTRY ",{'any':[" TIER "]}]}]},"
                        "{'exists':'orders','where':{'all':[{'left':{'attribute':['status']},'op':'is-empty'}]}}]},"
                        "{'except':" EMAIL "}]}");
  view = run_find (fixture->editor, FF_TYPE_RULE_VIEW, NULL, NULL);
  run_until (has_places, view);
  check_column (view, view, &edge, &n);
  g_assert_cmpuint (n, ==, 14);
  close_editor (fixture);
}

/* ---- Applying. */

static void
test_apply (Fixture       *fixture,
            gconstpointer  data)
{
  guint64 serial;
  g_autoptr (FfJson) before = NULL;
  GtkWidget *row;

  open_editor (fixture, "{'all':[" COUNTRY "," TIER "]}");
  before = ff_json_ref (get_rule (fixture));
  serial = ff_history_get_serial (ff_draft_get_history (fixture->run.draft));
  row = run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL);
  gtk_widget_activate_action (row, "item.move-down", NULL);
  settle ();
  gtk_widget_activate_action (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL), "item.duplicate", NULL);
  settle ();

  /* Nothing has reached the campaign; then everything, as one entry. */
  g_assert_true (ff_json_equal (get_rule (fixture), before));
  gtk_widget_activate_action (fixture->editor, "segment.apply", NULL);
  settle ();
  assert_json (get_rule (fixture), "{'all':[" TIER "," TIER "," COUNTRY "]}");
  g_assert_cmpuint (ff_history_get_serial (ff_draft_get_history (fixture->run.draft)), ==, serial + 1);
  ff_draft_undo (fixture->run.draft);
  g_assert_true (ff_json_equal (get_rule (fixture), before));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FfJson) before = NULL;

  open_editor (fixture, "{'all':[" COUNTRY "," TIER "]}");
  before = ff_json_ref (get_rule (fixture));
  gtk_widget_activate_action (fixture->editor, "segment.cancel", NULL);
  settle ();
  g_assert_true (ff_json_equal (get_rule (fixture), before));

  /* The parts are counted in the inspector again. */
  run_until (is_pane_counted, fixture->pane);
}

static GtkWidget *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;

  return NULL;
}

/* The question goes with the window it is about, whatever is answered. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *answer; gboolean stays; const char *rule; } rows[] = {
    { "_Keep Editing", TRUE,  "{'all':[" COUNTRY "," TIER "]}" },
    { "_Discard", FALSE, "{'all':[" COUNTRY "," TIER "]}" },
    { "_Apply", FALSE, "{'all':[" TIER "]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      open_editor (fixture, "{'all':[" COUNTRY "," TIER "]}");
      gtk_window_present (GTK_WINDOW (fixture->editor));
      gtk_widget_activate_action (run_find (fixture->editor, FF_TYPE_CONDITION_ROW, NULL, NULL), "item.remove", NULL);
      settle ();
      gtk_widget_activate_action (fixture->editor, "segment.cancel", NULL);
      run_until (is_mapped, find_question ());
      g_signal_emit_by_name (run_find (find_question (), GTK_TYPE_BUTTON, NULL, rows[i].answer), "clicked");
      settle ();
      g_assert_null (find_question ());
      g_assert_true ((find_editor () != NULL) == rows[i].stays);
      assert_json (get_rule (fixture), rows[i].rule);
      if (rows[i].stays)
        close_editor (fixture);
    }
}

/* What the button of the inspector begins is the editor's until it is applied. */
static void
test_group_begun (Fixture       *fixture,
                  gconstpointer  data)
{
  FfHistory *history = ff_draft_get_history (fixture->run.draft);
  g_autoptr (FfJson) before = NULL;
  g_autoptr (FfJson) points = parse ("{'left':{'attribute':['loyalty_points']}}");
  GtkWidget *inner;
  guint64 serial;

  set_rule (fixture, "{'all':[" COUNTRY "]}");
  before = ff_json_ref (get_rule (fixture));
  serial = ff_history_get_serial (history);

  /* Nothing was done in it, so it goes without a question and leaves nothing. */
  press_group (fixture);
  assert_json (ff_segment_editor_get_rule (FF_SEGMENT_EDITOR (fixture->editor)), "{'all':[" COUNTRY ",{'any':[]}]}");
  gtk_widget_activate_action (fixture->editor, "segment.cancel", NULL);
  settle ();
  g_assert_null (find_editor ());
  g_assert_true (ff_json_equal (get_rule (fixture), before));
  g_assert_cmpuint (ff_history_get_serial (history), ==, serial);

  /* Undo takes the group back in the editor. */
  press_group (fixture);
  gtk_widget_activate_action (fixture->editor, "segment.undo", NULL);
  assert_json (ff_segment_editor_get_rule (FF_SEGMENT_EDITOR (fixture->editor)), "{'all':[" COUNTRY "]}");
  gtk_widget_activate_action (fixture->editor, "segment.redo", NULL);

  /* Filled and applied, it is one edit. */
  inner = run_find (GTK_WIDGET (get_root (fixture)), FF_TYPE_GROUP_BOX, "ff-rule-group", NULL);
  ff_group_box_add (FF_GROUP_BOX (inner), points, FALSE);
  gtk_widget_activate_action (fixture->editor, "segment.apply", NULL);
  settle ();
  assert_json (get_rule (fixture), "{'all':[" COUNTRY ",{'any':[" AGE "}]}]}");
  g_assert_cmpuint (ff_history_get_serial (history), ==, serial + 1);
}

/* ---- In the inspector. */

static void
test_card (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *card, *row;
  g_autoptr (FfJson) phone = parse ("{'left':{'attribute':['phone']}}");

  set_rule (fixture, "{'all':[" COUNTRY ",{'none':[" TIER "]}]}");
  card = run_find (fixture->inspector, FF_TYPE_RULE_CARD, NULL, NULL);
  ff_rule_card_focus (FF_RULE_CARD (card), "/all/1/none/0");
  settle ();
  row = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->run.window)), FF_TYPE_RULE_CARD_ROW);
  g_assert_nonnull (row);
  g_assert_cmpstr (ff_rule_card_row_get_place (FF_RULE_CARD_ROW (row)), ==, "/all/1/none/0");

  ff_value_list_add (FF_VALUE_LIST (run_find (row, FF_TYPE_VALUE_LIST, NULL, NULL)), "bronze");
  assert_json (ff_json_get_at (get_rule (fixture), "/all/1/none/0/right"), "{'values':['gold','bronze']}");
  settle ();
  g_assert_true (gtk_widget_get_root (row) != NULL);

  ff_rule_card_add (FF_RULE_CARD (card), phone);
  settle ();
  assert_json (ff_json_get_at (get_rule (fixture), "/all/2"), "{'left':{'attribute':['phone']},'op':'equals'}");
  ff_draft_undo (fixture->run.draft);
  ff_draft_undo (fixture->run.draft);
  settle ();
  assert_json (get_rule (fixture), "{'all':[" COUNTRY ",{'none':[" TIER "]}]}");
}

/* The keyboard goes through an open condition in both directions, and out of it. */
static void
test_card_keys (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const rules[] = {
    "{'all':[" COUNTRY "," AGE ",'right':{'value':5}}]}",
    "{'all':[" COUNTRY ",{'left':{'attribute':['email']},'op':'equals','right':{'value':'x'}}]}",
    "{'all':[" COUNTRY ",{'left':{'attribute':['birth_date']},'op':'between','right':{'from':'1980-01-01','to':'1990-01-01'}}]}",
    "{'all':[" COUNTRY ",{'left':{'attribute':['birth_date']},'op':'in-last','right':{'duration':{'amount':3,'unit':'year'}}}]}",
    "{'all':[" COUNTRY "," TIER "]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    for (guint back = 0; back < 2; back++)
      {
        GtkRoot *root = GTK_ROOT (fixture->run.window);
        GtkWidget *card, *row;
        guint n = 0;

        set_rule (fixture, rules[i]);
        card = run_find (fixture->inspector, FF_TYPE_RULE_CARD, NULL, NULL);
        ff_rule_card_focus (FF_RULE_CARD (card), "/all/1");
        settle ();
        run_until (has_size, gtk_root_get_focus (root));
        row = gtk_widget_get_ancestor (gtk_root_get_focus (root), FF_TYPE_RULE_CARD_ROW);
        g_assert_nonnull (row);

        for (; n < 12 && gtk_widget_get_ancestor (gtk_root_get_focus (root), FF_TYPE_RULE_CARD_ROW) == row; n++)
          {
            GtkWidget *before = gtk_root_get_focus (root);

            g_signal_emit_by_name (root, "move-focus", back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
            settle ();
            g_assert_true (gtk_root_get_focus (root) != before);
          }
        g_assert_cmpuint (n, <, 12);
      }
}

/* A problem of the rule opens the line it is about. */
static void
test_card_problem (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *row;

  set_rule (fixture, "{'all':[" COUNTRY ",{'left':{'attribute':['phone']},'op':'starts-with','right':{'value':''}}]}");
  ff_inspector_show (FF_INSPECTOR (fixture->inspector), "everyone", "/rule/all/1/right/value");
  settle ();
  row = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->run.window)), FF_TYPE_RULE_CARD_ROW);
  g_assert_nonnull (row);
  g_assert_cmpstr (ff_rule_card_row_get_place (FF_RULE_CARD_ROW (row)), ==, "/all/1");
  g_assert_true (gtk_widget_get_visible (run_find (row, GTK_TYPE_LABEL, "ff-message", NULL)));
}

/* What no editor knows, by this version or a newer one, is shown and kept as it is. */
static void
test_odd_conditions (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *const rules[] = {
    "{'all':[{'latest':'orders','take':2,'by':{'attribute':['order_id']},'satisfy':{'all':[{'left':{'attribute':['order_id']},'op':'greater','right':{'value':5}}]}}]}",
    "{'all':[{'left':{'attribute':['tier']},'op':'resembles','right':{'value':'gold'}}," TIER "]}",
    "{'all':[{'left':{'attribute':['tier']},'op':7,'right':[]},{'conjured':{'by':'magic'}}]}",
    "{'any':[{'left':{'attribute':['tier']},'op':'matches','right':{'value':'^g'}},{'left':{'attribute':['created_at']},'op':'last-quarter'},"
    "{'left':{'attribute':['birth_date']},'op':'anniversary-within','right':{'duration':{'amount':7,'unit':'day'}}}]}",
    "{'all':[{'left':{'prophecy':1},'op':'equals','right':{'value':1}},{'op':'equals'},{'left':null,'op':null}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      open_editor (fixture, rules[i]);
      run_until (is_editor_counted, fixture->editor);
      settle ();
      assert_json (get_rule (fixture), rules[i]);
      close_editor (fixture);
    }
}

int
main (int    argc,
      char **argv)
{
  if (!run_fixture_init (&argc, &argv))
    return 77;

#define ADD(path, func) g_test_add ("/ui/rule-editor/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("build", test_build);
  ADD ("inner-rule", test_inner_rule);
  ADD ("actions", test_actions);
  ADD ("drag", test_drag);
  ADD ("values", test_values);
  ADD ("refused", test_refused);
  ADD ("matches", test_matches);
  ADD ("known-values", test_known_values);
  ADD ("calendar", test_calendar);
  ADD ("options", test_options);
  ADD ("expression", test_expression);
  ADD ("expression-right", test_expression_right);
  ADD ("problem", test_problem);
  ADD ("odd-conditions", test_odd_conditions);
  ADD ("counts", test_counts);
  ADD ("counts-of-nothing", test_counts_of_nothing);
  ADD ("counts-of-input", test_counts_of_input);
  ADD ("editor-counts", test_editor_counts);
  ADD ("narrow", test_narrow);
  ADD ("columns", test_columns);
  ADD ("apply", test_apply);
  ADD ("cancel", test_cancel);
  ADD ("answers", test_answers);
  ADD ("group-begun", test_group_begun);
  ADD ("card", test_card);
  ADD ("card-keys", test_card_keys);
  ADD ("card-problem", test_card_problem);
#undef ADD

  return g_test_run ();
}
