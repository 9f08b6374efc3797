/* The clipboard: what is copied, what pasting makes of it, and what it refuses. */

#include "model/ff-fragment.h"

#include <string.h>

#include "model-fixtures.h"

static char **
paste (FfHistory  *history,
       const char *text,
       int         x,
       int         y)
{
  FfCampaign *campaign = ff_history_get_campaign (history);
  g_autoptr (FfEdit) edit = ff_edit_new ("Paste");
  g_autoptr (GError) error = NULL;
  char **ids = NULL;

  g_assert_true (ff_fragment_paste (campaign, text, x, y, edit, &ids, &error));
  g_assert_no_error (error);
  g_assert_true (ff_history_apply (history, edit, NULL));
  assert_sound (campaign);

  return ids;
}

static char *
copy (FfCampaign *campaign,
      ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  va_list arguments;

  va_start (arguments, campaign);
  for (const char *id = va_arg (arguments, const char *); id != NULL; id = va_arg (arguments, const char *))
    g_strv_builder_add (builder, id);
  va_end (arguments);
  ids = g_strv_builder_end (builder);

  return ff_fragment_copy (campaign, (const char *const *) ids);
}

static void
test_copy_and_paste (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autofree char *before = ff_document_print (campaign);
  g_autofree char *text = copy (campaign, "split", "mail", "note", NULL);
  g_auto (GStrv) ids = paste (history, text, 1000, 500);
  const FfActivity *split = ff_campaign_find_activity (campaign, ids[0]);
  const FfActivity *mail = ff_campaign_find_activity (campaign, ids[1]);
  const FfNote *note = ff_campaign_get_note (campaign, 1);
  const FfTransition *transition = ff_campaign_get_transition (campaign, 3);

  g_assert_cmpuint (g_strv_length (ids), ==, 3);
  g_assert_cmpuint (ff_campaign_get_n_transitions (campaign), ==, 4);   /* t1 and t3 had one end only */

  /* The top start corner of all that was copied, (0, −100), comes to (1000, 500). */
  g_assert_cmpint (split->x, ==, 1200);
  g_assert_cmpint (split->y, ==, 600);
  g_assert_cmpint (mail->x, ==, 1400);
  g_assert_cmpint (mail->y, ==, 500);
  g_assert_cmpint (note->x, ==, 1000);
  g_assert_cmpint (note->y, ==, 800);

  g_assert_cmpstr (split->label, ==, "");
  g_assert_cmpstr (mail->label, ==, "Mail 2");
  g_assert_cmpstr (ff_json_get_member_string (mail->json, "aura", NULL), ==, "blue");
  g_assert_cmpstr (transition->from, ==, split->id);
  g_assert_cmpstr (transition->to, ==, mail->id);
  g_assert_cmpstr (transition->from_port, ==, "a");
  g_assert_cmpstr (transition->label, ==, "A");

  ff_history_undo (history);
  assert_document (campaign, before);
}

static void
test_paste_again (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autofree char *text = copy (campaign, "mail", "frame", NULL);
  g_auto (GStrv) first = paste (history, text, 0, 0);
  g_auto (GStrv) second = paste (history, text, 0, 0);

  g_assert_cmpstr (first[0], !=, second[0]);
  g_assert_cmpstr (ff_campaign_find_activity (campaign, first[0])->label, ==, "Mail 2");
  g_assert_cmpstr (ff_campaign_find_activity (campaign, second[0])->label, ==, "Mail 3");
  g_assert_cmpstr (ff_campaign_get_frame (campaign, 2)->title, ==, "Send 3");
}

static void
test_paste_elsewhere (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfCampaign) other = ff_campaign_new ("Other");
  g_autoptr (FfHistory) history = ff_history_new (other);
  g_autofree char *text = copy (campaign, "mail", "text", NULL);
  g_auto (GStrv) ids = paste (history, text, 0, 0);

  g_assert_cmpstr (ff_campaign_find_activity (other, ids[0])->label, ==, "Mail");
  g_assert_cmpuint (ff_campaign_get_n_transitions (other), ==, 0);
}

/* The text of a whole campaign, for instance from a mail. */
static void
test_paste_document (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfCampaign) other = ff_campaign_new ("Other");
  g_autoptr (FfHistory) history = ff_history_new (other);
  g_autofree char *text = ff_document_print (campaign);
  g_auto (GStrv) ids = paste (history, text, G_MAXINT, G_MININT);

  g_assert_cmpuint (g_strv_length (ids), ==, 6);
  g_assert_cmpuint (ff_campaign_get_n_transitions (other), ==, 3);
  g_assert_cmpint (ff_campaign_get_activity (other, 3)->x, ==, 1000000);
}

/* Settings that speak of what was copied along speak of the copy; what they say of others stays. */
static void
test_references (void)
{
  static const char text[] =
    "{\"fanfare-fragment\": 1, \"activities\": [{\"id\": \"a\", \"type\": \"t\"}, {\"id\": \"b\", \"type\": \"t\", "
    "\"settings\": {\"in\": [{\"activity\": \"a\", \"port\": \"a\"}, {\"transition\": \"x\"}], \"activity\": 3}}]}";
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Other");
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_auto (GStrv) ids = paste (history, text, 0, 0);
  FfJson *settings = ff_campaign_find_activity (campaign, ids[1])->settings;

  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (settings, "/in/0/activity")), ==, ids[0]);
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (settings, "/in/0/port")), ==, "a");
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (settings, "/in/1/transition")), ==, "x");
  g_assert_cmpstr (ff_json_get_number_text (ff_json_get_at (settings, "/activity")), ==, "3");
}

static void
test_loose_transitions (void)
{
  static const char text[] =
    "{\"fanfare-fragment\": 1, \"activities\": [{\"id\": \"a\", \"type\": \"t\"}], \"transitions\": ["
    "{\"id\": \"t\", \"from\": \"a\", \"from_port\": \"o\", \"to\": \"gone\", \"to_port\": \"i\"}]}";
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Other");
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_auto (GStrv) ids = paste (history, text, 0, 0);

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpuint (ff_campaign_get_n_transitions (campaign), ==, 0);
}

typedef struct
{
  const char *what;
  const char *text;
  int         code;
} BadCase;

static const BadCase bad_cases[] = {
  { "nothing", NULL, FF_MODEL_ERROR_NOT_A_CAMPAIGN },
  { "prose", "Dear Sir or Madam", FF_MODEL_ERROR_NOT_A_CAMPAIGN },
  { "other-json", "{\"a\": 1}", FF_MODEL_ERROR_NOT_A_CAMPAIGN },
  { "list", "[1, 2]", FF_MODEL_ERROR_NOT_A_CAMPAIGN },
  { "newer", "{\"fanfare-fragment\": 2}", FF_MODEL_ERROR_NEWER },
  { "needs", "{\"fanfare-fragment\": 1, \"needs\": [\"loops\"]}", FF_MODEL_ERROR_NEWER },
  { "needs-number", "{\"fanfare-fragment\": 1, \"needs\": [3]}", FF_MODEL_ERROR_NEWER },
  { "no-type", "{\"fanfare-fragment\": 1, \"activities\": [{\"id\": \"a\"}]}", FF_MODEL_ERROR_BAD_DOCUMENT },
  { "texts", "{\"fanfare-fragment\": 1, \"activities\": [\"a\"]}", FF_MODEL_ERROR_BAD_DOCUMENT },
  { "transition-text", "{\"fanfare-fragment\": 1, \"transitions\": [\"a\"]}", FF_MODEL_ERROR_BAD_DOCUMENT },
  { "circle",
    "{\"fanfare-fragment\": 1, \"activities\": [{\"id\": \"a\", \"type\": \"t\"}], \"transitions\": [{\"id\": \"t\", "
    "\"from\": \"a\", \"from_port\": \"o\", \"to\": \"a\", \"to_port\": \"i\"}]}", FF_MODEL_ERROR_BAD_DOCUMENT },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfEdit) edit = ff_edit_new ("Paste");
  g_autoptr (GError) error = NULL;
  char **ids = NULL;

  g_assert_false (ff_fragment_paste (campaign, c->text, 0, 0, edit, &ids, &error));
  g_assert_error (error, FF_MODEL_ERROR, c->code);
  g_assert_true (ff_edit_is_empty (edit));
  g_assert_null (ids);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fragment/copy-and-paste", test_copy_and_paste);
  g_test_add_func ("/fragment/paste-again", test_paste_again);
  g_test_add_func ("/fragment/paste-elsewhere", test_paste_elsewhere);
  g_test_add_func ("/fragment/paste-document", test_paste_document);
  g_test_add_func ("/fragment/references", test_references);
  g_test_add_func ("/fragment/loose-transitions", test_loose_transitions);

  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fragment/bad/", bad_cases[i].what, NULL);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }

  return g_test_run ();
}
