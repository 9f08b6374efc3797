/* What a campaign tells about itself: views, lookups, and the signals of a change. */

#include "model/ff-campaign.h"

#include "model-fixtures.h"

static void
test_new (void)
{
  g_autoptr (FfCampaign) campaign = ff_campaign_new ("Spring");
  g_autoptr (FfCampaign) other = ff_campaign_new ("Spring");

  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "Spring");
  g_assert_cmpstr (ff_campaign_get_zone (campaign), ==, "");
  g_assert_cmpstr (ff_campaign_get_data_source (campaign), ==, "");
  g_assert_cmpstr (ff_campaign_get_id (campaign), !=, ff_campaign_get_id (other));
  g_assert_cmpuint (ff_campaign_get_n_activities (campaign), ==, 0);
  g_assert_false (ff_campaign_is_read_only (campaign));
  assert_sound (campaign);
}

static void
test_views (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  const FfActivity *mail = ff_campaign_find_activity (campaign, "mail");
  const FfTransition *t2 = ff_campaign_find_transition (campaign, "t2");
  const FfVariable *since = ff_campaign_get_variable (campaign, 0);
  const FfNote *note = ff_campaign_get_note (campaign, 0);
  const FfFrame *frame = ff_campaign_get_frame (campaign, 0);

  g_assert_true (mail == ff_campaign_get_activity (campaign, 2));
  g_assert_cmpstr (mail->id, ==, "mail");
  g_assert_cmpstr (mail->type, ==, "email");
  g_assert_cmpstr (mail->label, ==, "Mail");
  g_assert_cmpint (mail->x, ==, 400);
  g_assert_cmpint (mail->y, ==, -100);
  g_assert_cmpint (mail->mode, ==, FF_MODE_NORMAL);
  g_assert_false (mail->paused);
  g_assert_false (mail->goes_on_empty);
  g_assert_nonnull (mail->shown_ports);
  g_assert_null (mail->shown_ports[0]);
  g_assert_true (ff_json_is_object (mail->settings));     /* the file has none */
  g_assert_cmpstr (ff_json_get_member_string (mail->json, "aura", NULL), ==, "blue");

  g_assert_cmpstr (t2->from, ==, "split");
  g_assert_cmpstr (t2->from_port, ==, "a");
  g_assert_cmpstr (t2->to, ==, "mail");
  g_assert_cmpstr (t2->to_port, ==, "in");
  g_assert_cmpstr (t2->label, ==, "A");

  g_assert_cmpstr (since->name, ==, "since");
  g_assert_cmpstr (since->type, ==, "date");
  g_assert_cmpstr (ff_json_get_string (since->value), ==, "2026-01-01");

  g_assert_cmpstr (note->text, ==, "Ask Ana.");
  g_assert_cmpint (note->width, ==, 160);
  g_assert_cmpstr (frame->title, ==, "Send");
  g_assert_cmpint (frame->height, ==, 400);
  g_assert_false (frame->collapsed);
}

static void
test_lookups (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfJson) variables = ff_campaign_dup_variables (campaign);

  g_assert_null (ff_campaign_find_activity (campaign, "t1"));
  g_assert_null (ff_campaign_find_activity (campaign, "nobody"));
  g_assert_null (ff_campaign_find_activity (campaign, NULL));
  g_assert_null (ff_campaign_find_transition (campaign, "mail"));
  g_assert_null (ff_campaign_get_element (campaign, FF_ELEMENT_NOTE, "frame"));
  g_assert_nonnull (ff_campaign_get_element (campaign, FF_ELEMENT_FRAME, "frame"));
  g_assert_true (ff_campaign_get_element (campaign, FF_ELEMENT_CAMPAIGN, "") == ff_campaign_get_members (campaign));
  g_assert_cmpuint (ff_json_get_length (variables), ==, 1);
  g_assert_cmpstr (ff_json_get_member_string (variables, "since", NULL), ==, "2026-01-01");
}

static void
changed_cb (FfCampaign *campaign,
            int         kind,
            const char *id,
            GString    *log)
{
  g_string_append_printf (log, "%d:%s ", kind, id);
}

static void
settled_cb (FfCampaign *campaign,
            GString    *log)
{
  g_string_append (log, "settled ");
}

static void
notify_cb (FfCampaign *campaign,
           GParamSpec *pspec,
           GString    *log)
{
  g_string_append_printf (log, "%s ", pspec->name);
}

static void
test_signals (void)
{
  g_autoptr (FfCampaign) campaign = new_sample ();
  g_autoptr (FfHistory) history = ff_history_new (campaign);
  g_autoptr (FfEdit) edit = ff_edit_new ("Rename");
  g_autoptr (FfEdit) same = NULL;
  g_autoptr (FfJson) name = ff_json_new_string ("Summer");
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (campaign, "changed", G_CALLBACK (changed_cb), log);
  g_signal_connect (campaign, "settled", G_CALLBACK (settled_cb), log);
  g_signal_connect (campaign, "notify", G_CALLBACK (notify_cb), log);

  ff_edit_move (edit, campaign, "mail", 1, 2);
  ff_edit_set_member (edit, campaign, "name", name);
  g_assert_cmpstr (log->str, ==, "");
  g_assert_true (ff_history_apply (history, edit, NULL));
  g_assert_cmpstr (log->str, ==, "1:mail name 0: settled ");
  g_assert_cmpstr (ff_campaign_get_name (campaign), ==, "Summer");

  g_string_truncate (log, 0);
  ff_history_undo (history);
  g_assert_cmpstr (log->str, ==, "name 0: 1:mail settled ");

  /* The same value again changes nothing and tells nobody. */
  g_string_truncate (log, 0);
  same = ff_edit_new ("Move");
  ff_edit_move (same, campaign, "mail", 400, -100);
  g_assert_true (ff_edit_is_empty (same));
  g_assert_true (ff_history_apply (history, same, NULL));
  g_assert_cmpstr (log->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/campaign/new", test_new);
  g_test_add_func ("/campaign/views", test_views);
  g_test_add_func ("/campaign/lookups", test_lookups);
  g_test_add_func ("/campaign/signals", test_signals);

  return g_test_run ();
}
