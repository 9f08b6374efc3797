/* Edits: what each gesture does, that each can be taken back to the byte, and long random walks of all of them. */

#include "model/ff-edit.h"

#include <string.h>

#include "model-fixtures.h"

typedef struct
{
  const char *what;
  void (*record) (FfEdit     *edit,
                  FfCampaign *campaign);
  gboolean    changes_nothing;
} Case;

static void
record_add_activity (FfEdit     *edit,
                     FfCampaign *campaign)
{
  g_autoptr (FfJson) settings = ff_json_new_object ();
  g_autofree char *id = NULL;

  ff_json_set_integer (settings, "days", 3);
  id = ff_edit_add_activity (edit, campaign, "wait", "Three days", settings, 10, 20);
  g_assert_nonnull (id);
}

static void
record_add_far_away (FfEdit     *edit,
                     FfCampaign *campaign)
{
  g_free (ff_edit_add_activity (edit, campaign, "wait", NULL, NULL, G_MAXINT, G_MININT));
}

static void
record_label (FfEdit     *edit,
              FfCampaign *campaign)
{
  g_autoptr (FfJson) label = ff_json_new_string ("Letter");

  ff_edit_set_activity (edit, campaign, "mail", "label", label);
}

static void
record_unlabel (FfEdit     *edit,
                FfCampaign *campaign)
{
  ff_edit_set_activity (edit, campaign, "mail", "label", NULL);
}

static void
record_unlabel_unlabelled (FfEdit     *edit,
                           FfCampaign *campaign)
{
  ff_edit_set_activity (edit, campaign, "split", "label", NULL);
}

static void
record_label_nobody (FfEdit     *edit,
                     FfCampaign *campaign)
{
  ff_edit_set_activity (edit, campaign, "nobody", "label", NULL);
}

static void
record_there_and_back (FfEdit     *edit,
                       FfCampaign *campaign)
{
  g_autoptr (FfJson) first = ff_json_new_string ("Letter");
  g_autoptr (FfJson) second = ff_json_new_string ("Mail");

  ff_edit_set_activity (edit, campaign, "mail", "label", first);
  ff_edit_move (edit, campaign, "mail", 1, 1);
  ff_edit_set_activity (edit, campaign, "mail", "label", second);
  ff_edit_move (edit, campaign, "mail", 400, -100);
}

static void
record_setting (FfEdit     *edit,
                FfCampaign *campaign)
{
  g_autoptr (FfJson) condition = ff_json_new_object ();

  ff_json_set_string (condition, "op", "is-empty");
  ff_edit_set_setting (edit, campaign, "source", "/rule/all/0", condition);
}

static void
record_first_setting (FfEdit     *edit,
                      FfCampaign *campaign)
{
  g_autoptr (FfJson) value = ff_json_new_integer (5);

  ff_edit_set_setting (edit, campaign, "mail", "/pace", value);
}

static void
record_remove_setting (FfEdit     *edit,
                       FfCampaign *campaign)
{
  ff_edit_set_setting (edit, campaign, "source", "/rule", NULL);
}

static void
record_all_settings (FfEdit     *edit,
                     FfCampaign *campaign)
{
  g_autoptr (FfJson) settings = ff_json_new_object ();

  ff_edit_set_setting (edit, campaign, "source", "", settings);
}

static void
record_move (FfEdit     *edit,
             FfCampaign *campaign)
{
  ff_edit_move (edit, campaign, "source", 5, 6);
  ff_edit_move (edit, campaign, "note", 7, 8);
  ff_edit_move (edit, campaign, "frame", 9, 10);
  ff_edit_move (edit, campaign, "nobody", 9, 10);
}

static void
record_remove (FfEdit     *edit,
               FfCampaign *campaign)
{
  ff_edit_remove_activity (edit, campaign, "split", FALSE);
}

static void
record_remove_and_reconnect (FfEdit     *edit,
                             FfCampaign *campaign)
{
  ff_edit_remove_activity (edit, campaign, "split", TRUE);
}

static void
record_remove_all (FfEdit     *edit,
                   FfCampaign *campaign)
{
  ff_edit_remove_activity (edit, campaign, "source", TRUE);
  ff_edit_remove_activity (edit, campaign, "text", TRUE);
  ff_edit_remove_activity (edit, campaign, "mail", TRUE);
  ff_edit_remove_activity (edit, campaign, "split", TRUE);
}

static void
record_insert_between (FfEdit     *edit,
                       FfCampaign *campaign)
{
  g_autofree char *id = ff_edit_add_activity (edit, campaign, "wait", NULL, NULL, 100, 0);

  ff_edit_disconnect (edit, campaign, "t1");
  g_free (ff_edit_connect (edit, campaign, "source", "out", id, "in"));
  g_free (ff_edit_connect (edit, campaign, id, "out", "split", "in"));
}

static void
record_turn_to_new (FfEdit     *edit,
                    FfCampaign *campaign)
{
  g_autofree char *id = ff_edit_add_activity (edit, campaign, "wait", NULL, NULL, 100, 0);
  FfJson *t1 = ff_campaign_get_element (campaign, FF_ELEMENT_TRANSITION, "t1");
  g_autoptr (FfJson) label = ff_json_new_string ("L");
  g_autoptr (FfJson) labelled = ff_json_with_member (t1, "label", label);
  g_autoptr (FfJson) to = ff_json_new_string (id);
  g_autoptr (FfJson) turned = ff_json_with_member (labelled, "to", to);

  ff_edit_set_element (edit, campaign, FF_ELEMENT_TRANSITION, "t1", labelled);
  ff_edit_move (edit, campaign, "mail", 0, 0);
  ff_edit_set_element (edit, campaign, FF_ELEMENT_TRANSITION, "t1", turned);
}

static void
record_note_and_frame (FfEdit     *edit,
                       FfCampaign *campaign)
{
  g_free (ff_edit_add_note (edit, campaign, "Check the rule.", 0, 0, 0, 100));
  g_free (ff_edit_add_frame (edit, campaign, "Warm up", 0, 0, 100, 9999999));
}

static void
record_add_and_remove (FfEdit     *edit,
                       FfCampaign *campaign)
{
  g_autofree char *id = ff_edit_add_activity (edit, campaign, "wait", NULL, NULL, 100, 0);

  g_free (ff_edit_connect (edit, campaign, "mail", "out", id, "in"));
  ff_edit_remove_activity (edit, campaign, id, FALSE);
  ff_edit_move (edit, campaign, "mail", 0, 0);
}

static void
record_members (FfEdit     *edit,
                FfCampaign *campaign)
{
  g_autoptr (FfJson) text = ff_json_new_string ("Asia/Seoul");

  ff_edit_set_member (edit, campaign, "zone", text);
  ff_edit_set_member (edit, campaign, "description", text);
  ff_edit_set_member (edit, campaign, "data_source", NULL);
}

static void
record_remove_variable (FfEdit     *edit,
                        FfCampaign *campaign)
{
  ff_edit_set_element (edit, campaign, FF_ELEMENT_VARIABLE, "v", NULL);
}

static void
record_nothing (FfEdit     *edit,
                FfCampaign *campaign)
{
}

static const Case cases[] = {
  { "add-activity", record_add_activity },
  { "add-far-away", record_add_far_away },
  { "label", record_label },
  { "unlabel", record_unlabel },
  { "unlabel-unlabelled", record_unlabel_unlabelled, TRUE },
  { "label-nobody", record_label_nobody, TRUE },
  { "there-and-back", record_there_and_back, TRUE },
  { "setting", record_setting },
  { "first-setting", record_first_setting },
  { "remove-setting", record_remove_setting },
  { "all-settings", record_all_settings },
  { "move", record_move },
  { "remove", record_remove },
  { "remove-and-reconnect", record_remove_and_reconnect },
  { "remove-all", record_remove_all },
  { "insert-between", record_insert_between },
  { "turn-to-new", record_turn_to_new },
  { "note-and-frame", record_note_and_frame },
  { "add-and-remove", record_add_and_remove },
  { "members", record_members },
  { "remove-variable", record_remove_variable },
  { "nothing", record_nothing, TRUE },
};

/* In no moment of an edit may a listener meet a transition without its ends. */
static void
changed_cb (FfCampaign *campaign,
            int         kind,
            const char *id)
{
  for (guint i = 0; i < ff_campaign_get_n_transitions (campaign); i++)
    {
      const FfTransition *transition = ff_campaign_get_transition (campaign, i);

      g_assert_nonnull (ff_campaign_find_activity (campaign, transition->from));
      g_assert_nonnull (ff_campaign_find_activity (campaign, transition->to));
    }
}

/* Done, undone, redone; and the same from the undo log's form of the edit. */
static void
test_inverse (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfCampaign) other = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfHistory) other_history = ff_history_new (other);
  g_autoptr (FfEdit) edit = ff_edit_new ("Test");
  g_autoptr (FfEdit) read = NULL;
  g_autoptr (FfJson) log = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ff_document_print (campaign);
  g_autofree char *after = NULL;

  g_signal_connect (campaign, "changed", G_CALLBACK (changed_cb), NULL);

  c->record (edit, campaign);
  g_assert_cmpint (ff_edit_is_empty (edit), ==, c->changes_nothing);
  assert_document (campaign, before);

  g_assert_true (ff_history_apply (history, edit, NULL));
  after = ff_document_print (campaign);
  g_assert_cmpint (g_str_equal (before, after), ==, c->changes_nothing);
  assert_sound (campaign);

  ff_history_undo (history);
  assert_document (campaign, before);
  ff_history_redo (history);
  assert_document (campaign, after);

  log = ff_edit_to_json (edit);
  read = ff_edit_from_json (log, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ff_edit_get_name (read), ==, "Test");
  g_assert_true (ff_history_apply (other_history, read, NULL));
  assert_document (other, after);
  ff_history_undo (other_history);
  assert_document (other, before);
}

static void
test_connect_refusals (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfEdit) edit = ff_edit_new ("Connect");

  g_assert_null (ff_edit_connect (edit, campaign, "mail", "out", "source", "in"));
  g_assert_null (ff_edit_connect (edit, campaign, "mail", "out", "mail", "in"));
  g_assert_null (ff_edit_connect (edit, campaign, "mail", "out", "nobody", "in"));
  g_assert_null (ff_edit_connect (edit, campaign, "note", "out", "mail", "in"));
  g_assert_null (ff_edit_connect (edit, campaign, "source", "out", "split", "in"));
  g_assert_true (ff_edit_is_empty (edit));

  /* It sees what the edit itself connected before. */
  g_free (ff_edit_connect (edit, campaign, "mail", "out", "text", "in"));
  g_assert_null (ff_edit_connect (edit, campaign, "text", "out", "mail", "in"));
}

static void
test_reconnect (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Delete");
  const FfTransition *t2;

  ff_edit_remove_activity (edit, campaign, "split", TRUE);
  g_assert_true (ff_history_apply (history, edit, NULL));

  t2 = ff_campaign_find_transition (campaign, "t2");
  g_assert_cmpuint (ff_campaign_get_n_transitions (campaign), ==, 1);
  g_assert_cmpstr (t2->from, ==, "source");
  g_assert_cmpstr (t2->from_port, ==, "out");
  g_assert_cmpstr (t2->to, ==, "mail");
  g_assert_cmpstr (t2->label, ==, "A");
}

typedef struct
{
  const char *what;
  const char *text;
} BadLog;

static const BadLog bad_logs[] = {
  { "number", "3" },
  { "no-changes", "{\"name\": \"x\"}" },
  { "changes-object", "{\"changes\": {}}" },
  { "change-text", "{\"changes\": [\"x\"]}" },
  { "kind-unknown", "{\"changes\": [{\"kind\": \"soul\", \"id\": \"a\", \"index\": 0, \"after\": {\"id\": \"a\"}}]}" },
  { "no-sides", "{\"changes\": [{\"kind\": \"note\", \"id\": \"a\", \"index\": 0}]}" },
  { "index-negative", "{\"changes\": [{\"kind\": \"note\", \"id\": \"a\", \"index\": -1, \"after\": {\"id\": \"a\"}}]}" },
  { "index-huge", "{\"changes\": [{\"kind\": \"note\", \"id\": \"a\", \"index\": 4294967296, \"after\": {\"id\": \"a\"}}]}" },
  { "id-differs", "{\"changes\": [{\"kind\": \"note\", \"id\": \"a\", \"index\": 0, \"after\": {\"id\": \"b\"}}]}" },
  { "id-bad", "{\"changes\": [{\"kind\": \"note\", \"id\": \"\", \"index\": 0, \"after\": {\"id\": \"\"}}]}" },
  { "element-bad", "{\"changes\": [{\"kind\": \"note\", \"id\": \"a\", \"index\": 0, \"after\": {\"id\": \"a\", \"x\": \"\"}}]}" },
  { "campaign-removed", "{\"changes\": [{\"kind\": \"campaign\", \"id\": \"\", \"index\": 0, \"before\": {\"name\": \"\"}}]}" },
  { "campaign-reserved",
    "{\"changes\": [{\"kind\": \"campaign\", \"id\": \"\", \"index\": 0, \"before\": {\"name\": \"\"}, "
    "\"after\": {\"name\": \"\", \"activities\": []}}]}" },
};

static void
test_bad_log (gconstpointer data)
{
  const BadLog *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) json = ff_json_parse (c->text, -1, &ff_json_document_limits, &error);

  g_assert_no_error (error);
  g_assert_null (ff_edit_from_json (json, &error));
  g_assert_error (error, FF_MODEL_ERROR, FF_MODEL_ERROR_BAD_DOCUMENT);
}

/* An edit that would leave what no file may hold is refused, and nothing moves. */
static void
test_refused (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autofree char *before = ff_document_print (campaign);
  g_autoptr (FfEdit) loose = ff_edit_new ("Remove");
  g_autoptr (FfEdit) twice = ff_edit_new ("Add Variable");
  g_autoptr (FfEdit) circle = ff_edit_new ("Turn");
  FfJson *variable = ff_campaign_get_element (campaign, FF_ELEMENT_VARIABLE, "v");
  FfJson *t1 = ff_campaign_get_element (campaign, FF_ELEMENT_TRANSITION, "t1");
  g_autoptr (FfJson) id = ff_json_new_string ("w");
  g_autoptr (FfJson) same_name = ff_json_with_member (variable, "id", id);
  g_autoptr (FfJson) from = ff_json_new_string ("mail");
  g_autoptr (FfJson) turned = ff_json_with_member (t1, "from", from);

  ff_edit_set_element (loose, campaign, FF_ELEMENT_ACTIVITY, "mail", NULL);
  g_assert_false (ff_history_apply (history, loose, NULL));

  ff_edit_set_element (twice, campaign, FF_ELEMENT_VARIABLE, "w", same_name);
  g_assert_false (ff_history_apply (history, twice, NULL));

  ff_edit_set_element (circle, campaign, FF_ELEMENT_TRANSITION, "t1", turned);
  g_assert_false (ff_history_apply (history, circle, NULL));

  assert_document (campaign, before);
  g_assert_null (ff_history_get_undo_name (history));
}

static const FfActivity *
pick_activity (FfCampaign *campaign,
               GRand      *rand)
{
  guint n = ff_campaign_get_n_activities (campaign);

  return n > 0 ? ff_campaign_get_activity (campaign, (guint) g_rand_int_range (rand, 0, (int) n)) : NULL;
}

static void
record_random_gesture (FfEdit     *edit,
                       FfCampaign *campaign,
                       GRand      *rand)
{
  const FfActivity *one = pick_activity (campaign, rand);
  const FfActivity *other = pick_activity (campaign, rand);
  g_autofree char *one_id = one != NULL ? g_strdup (one->id) : g_strdup ("nobody");
  g_autofree char *other_id = other != NULL ? g_strdup (other->id) : g_strdup ("nobody");
  g_autoptr (FfJson) number = ff_json_new_integer (g_rand_int_range (rand, 0, 5));
  g_autoptr (FfJson) text = ff_json_new_string (g_rand_boolean (rand) ? "A" : "B");
  char port[] = { (char) g_rand_int_range (rand, 'a', 'd'), '\0' };

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
    case 1:
      g_free (ff_edit_add_activity (edit, campaign, "wait", "W", NULL, g_rand_int_range (rand, -50, 50), 0));
      break;
    case 2:
    case 3:
    case 4:
      g_free (ff_edit_connect (edit, campaign, one_id, port, other_id, "in"));
      break;
    case 5:
      ff_edit_move (edit, campaign, one_id, g_rand_int_range (rand, 0, 3), 0);
      break;
    case 6:
      ff_edit_set_activity (edit, campaign, one_id, "label", g_rand_boolean (rand) ? text : NULL);
      break;
    case 7:
      ff_edit_set_setting (edit, campaign, one_id, "/n", g_rand_boolean (rand) ? number : NULL);
      break;
    case 8:
      ff_edit_remove_activity (edit, campaign, one_id, g_rand_boolean (rand));
      break;
    case 9:
      if (ff_campaign_get_n_transitions (campaign) > 0)
        ff_edit_disconnect (edit, campaign, ff_campaign_get_transition (campaign, 0)->id);
      break;
    case 10:
      g_free (ff_edit_add_note (edit, campaign, "N", 0, 0, 10, 10));
      break;
    default:
      ff_edit_set_member (edit, campaign, "zone", g_rand_boolean (rand) ? text : NULL);
      break;
    }
}

/* A thousand walks of edits, undos and redos from one seed each: every state that undo and redo come back to is, to the
 * byte, the one that was left, and every one could be saved and opened. */
static void
test_random_walks (void)
{
  for (guint32 seed = 0; seed < 1000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FfCampaign) campaign = new_sample ();
      g_autoptr (FfHistory) history = ff_history_new (campaign);
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
      guint position = 0;

      g_ptr_array_add (states, ff_document_print (campaign));

      for (guint step = 0; step < 24; step++)
        {
          int choice = g_rand_int_range (rand, 0, 10);

          if (choice < 2 && position > 0)
            {
              ff_history_undo (history);
              position--;
            }
          else if (choice == 2 && position + 1 < states->len)
            {
              ff_history_redo (history);
              position++;
            }
          else
            {
              g_autoptr (FfEdit) edit = ff_edit_new ("Random");
              int n_gestures = g_rand_int_range (rand, 1, 5);

              for (int i = 0; i < n_gestures; i++)
                record_random_gesture (edit, campaign, rand);
              g_assert_true (ff_history_apply (history, edit, NULL));
              if (ff_edit_is_empty (edit))
                continue;

              g_ptr_array_set_size (states, (int) ++position);
              g_ptr_array_add (states, ff_document_print (campaign));
            }

          assert_document (campaign, states->pdata[position]);
        }

      assert_sound (campaign);
      for (; position > 0; position--)
        {
          assert_document (campaign, states->pdata[position]);
          ff_history_undo (history);
        }
      g_assert_null (ff_history_get_undo_name (history));
      assert_document (campaign, states->pdata[0]);
      for (; position + 1 < states->len; position++)
        ff_history_redo (history);
      assert_document (campaign, states->pdata[states->len - 1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/edit/inverse/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_inverse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_logs); i++)
    {
      g_autofree char *path = g_strconcat ("/edit/bad-log/", bad_logs[i].what, NULL);

      g_test_add_data_func (path, &bad_logs[i], test_bad_log);
    }

  g_test_add_func ("/edit/connect-refusals", test_connect_refusals);
  g_test_add_func ("/edit/reconnect", test_reconnect);
  g_test_add_func ("/edit/refused", test_refused);
  g_test_add_func ("/edit/random-walks", test_random_walks);

  return g_test_run ();
}
