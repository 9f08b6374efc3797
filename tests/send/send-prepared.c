/* A run with one task, prepared, for those tests that send it. */

#include "send-prepared.h"

FfContent *
support_new_content (const char *subject,
                     const char *text)
{
  g_autoptr (FfJson) settings = ff_json_new_object ();
  g_autoptr (GError) error = NULL;
  FfContent *content;

  ff_json_set_string (settings, "subject", subject);
  ff_json_set_string (settings, "text", text);
  content = ff_content_new ("email", settings, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static FfBooks *
prepare (FfOutbox      *outbox,
         FfRowSource   *rows,
         const char    *url,
         FfRepeatClass  repeat_class,
         gboolean       is_transactional,
         FfJson        *opted_out)
{
  static const char *const repeats[] = { "keyed", "searchable", "blind" };
  g_autoptr (FfContent) content = support_new_content ("Hello {{ profile.first_name }}",
                                                       "Dear {{ profile.first_name }}, this is for you.");
  g_autoptr (FfJson) settings = ff_json_new_object ();
  g_autoptr (GError) error = NULL;
  FfPreparation preparation = {
    .run_id = "run-1",
    .activity_id = "mail",
    .label = "Mail",
    .channel = "email",
    .gateway_id = "rehearsal",
    .gateway_type = "rehearsal",
    .gateway_settings = settings,
    .content = content,
    .is_transactional = is_transactional,
    .opted_out = opted_out,
    .now_at = 1000,
  };
  FfBooks *books;

  ff_json_set_string (settings, "url", url);
  ff_json_set_string (settings, "repeat", repeats[repeat_class]);
  books = ff_preparation_run (&preparation, rows, outbox, NULL, &error);
  g_assert_no_error (error);
  return books;
}

FfBooks *
support_prepare (FfOutbox      *outbox,
                 FfRowSource   *rows,
                 const char    *url,
                 FfRepeatClass  repeat_class)
{
  support_add_run (outbox, "run-1");
  return prepare (outbox, rows, url, repeat_class, FALSE, NULL);
}

FfBooks *
support_prepare_on (FfOutbox      *outbox,
                    FfRowSource   *rows,
                    const char    *url,
                    FfRepeatClass  repeat_class,
                    const char    *store_url,
                    FfJson        *opted_out)
{
  g_autoptr (FfRun) run = ff_run_new ("run-1", "run-1", "Spring", 1, 1000, 1000, "UTC");
  g_autoptr (GError) error = NULL;

  g_free (run->store);
  run->store = g_strdup (store_url);
  ff_outbox_add_run (outbox, run, &error);
  g_assert_no_error (error);
  return prepare (outbox, rows, url, repeat_class, opted_out == NULL, opted_out);
}
