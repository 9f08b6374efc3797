/* What a channel's settings become, and what a template of them may read. */

#include "message/ff-content.h"

typedef struct
{
  const char *what;
  const char *channel;
  const char *settings;
  const char *data;
  const char *message;  /* NULL: refused with @code */
  int         code;
} Case;

#define EMAIL(subject, html) "{\"subject\": \"" subject "\", \"html\": \"" html "\"}"

static const Case cases[] = {
  { "email", "email", EMAIL ("Hi {{ profile.first_name | default: 'friend' }}", "<p>{{ profile.first_name }} & co"),
    "{\"profile\": {\"first_name\": \"A&B\"}}",
    "{\"subject\":\"Hi A&B\",\"html\":\"<p>A&amp;B & co\"}" },
  { "default", "email", EMAIL ("Hi {{ profile.first_name | default: 'friend' }}", "x"), "{\"profile\": {\"first_name\": \"\"}}",
    "{\"subject\":\"Hi friend\",\"html\":\"x\"}" },
  { "email-text", "email", "{\"subject\": \"s\", \"text\": \"{{ a }}\"}", "{\"a\": \"<\\r\\n>\"}",
    "{\"subject\":\"s\",\"text\":\"<\\r\\n>\"}" },
  { "both", "email", "{\"subject\": \"s\", \"html\": \"{{ a }}\", \"text\": \"{{ a }}\"}", "{\"a\": \"<\"}",
    "{\"subject\":\"s\",\"html\":\"&lt;\",\"text\":\"<\"}" },
  { "sms", "sms", "{\"text\": \"Hi {{ a }}\"}", "{\"a\": \"&\"}", "{\"text\":\"Hi &\"}" },
  { "other-members", "sms", "{\"text\": \"x\", \"html\": \"{% nope %}\"}", "{}", "{\"text\":\"x\"}" },
  { "subject-trimmed", "email", EMAIL ("\\n s \\n", "x"), "{}", "{\"subject\":\"s\",\"html\":\"x\"}" },
  { "fragments", "sms", "{\"text\": \"{% include 'f' %}\", \"fragments\": {\"f\": \"{{ a }}!\"}}", "{\"a\": 1}", "{\"text\":\"1!\"}" },
  { "fragments-in-list", "sms", "{\"text\": \"{% for p in a %}{% render 'f' with p as p %}{% endfor %}\", \"fragments\": {\"f\": \"{{ p }}!\"}}",
    "{\"a\": [1, 2]}", "{\"text\":\"1!2!\"}" },
  { "literal", "email", EMAIL ("{{ a }}", "{{ a }}"), "{\"a\": \"{{ secret }}</p><script>\"}",
    "{\"subject\":\"{{ secret }}</p><script>\",\"html\":\"{{ secret }}&lt;/p&gt;&lt;script&gt;\"}" },

  { "header-crlf", "email", EMAIL ("Hi {{ a }}", "x"), "{\"a\": \"x\\r\\nBcc: all@example.com\"}", NULL, FF_MESSAGE_ERROR_HEADER },
  { "header-lf", "email", EMAIL ("Hi {{ a }}!", "x"), "{\"a\": \"x\\n\"}", NULL, FF_MESSAGE_ERROR_HEADER },
  { "header-cr", "email", EMAIL ("Hi {{ a }}!", "x"), "{\"a\": \"x\\r\"}", NULL, FF_MESSAGE_ERROR_HEADER },
  { "header-nel", "email", EMAIL ("Hi {{ a }}!", "x"), "{\"a\": \"x\\u0085\\u2028\"}", NULL, FF_MESSAGE_ERROR_HEADER },
  { "no-subject", "email", EMAIL ("", "x"), "{}", NULL, FF_MESSAGE_ERROR_CONTENT },
  { "no-body", "email", EMAIL ("x", ""), "{}", NULL, FF_MESSAGE_ERROR_CONTENT },
  { "no-text", "sms", "{}", "{}", NULL, FF_MESSAGE_ERROR_CONTENT },
  { "not-object", "sms", "[]", "{}", NULL, FF_MESSAGE_ERROR_CONTENT },
  { "channel", "fax", "{\"text\": \"x\"}", "{}", NULL, FF_MESSAGE_ERROR_CONTENT },
  { "template", "sms", "{\"text\": \"{{ a\"}", "{}", NULL, FF_MESSAGE_ERROR_TEMPLATE },
  { "value", "sms", "{\"text\": \"{{ 1 | divided_by: a }}\"}", "{\"a\": 0}", NULL, FF_MESSAGE_ERROR_VALUE },
  { "limit", "sms", "{\"text\": \"{% for i in (1..a) %}x{% endfor %}\"}", "{\"a\": 1000000000}", NULL, FF_MESSAGE_ERROR_LIMIT },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) settings = ff_json_parse (c->settings, -1, &ff_json_document_limits, &error);
  g_autoptr (FfJson) data = ff_json_parse (c->data, -1, &ff_json_document_limits, NULL);
  g_autoptr (FfContent) content = NULL;
  g_autoptr (FfMessage) message = NULL;
  g_autoptr (FfJson) json = NULL;
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  content = ff_content_new (c->channel, settings, NULL, &error);
  if (content != NULL)
    message = ff_content_render (content, data, 0, &error);

  if (c->message == NULL)
    {
      g_assert_error (error, FF_MESSAGE_ERROR, c->code);
      g_assert_null (message);
      return;
    }

  g_assert_no_error (error);
  json = ff_message_to_json (message);
  printed = ff_json_print (json);
  g_assert_cmpstr (printed, ==, c->message);
}

static FfContent *
new_email (const char *html)
{
  g_autoptr (FfJson) settings = ff_json_new_object ();
  g_autoptr (GError) error = NULL;
  FfContent *content;

  ff_json_set_string (settings, "subject", "Hi {{ profile.first_name | default: 'x' }} {{ profile.title }}");
  ff_json_set_string (settings, "html", html);
  content = ff_content_new ("email", settings, NULL, &error);
  g_assert_no_error (error);

  return content;
}

static void
test_fields (void)
{
  g_autoptr (FfContent) content =
    new_email ("{{ profile.first_name }}{{ order.total }}{% if booking %}{{ booking.city }}{% endif %}{{ items.size }}");
  g_auto (GStrv) fields = ff_content_dup_fields (content);
  g_autofree char *joined = g_strjoinv (" ", fields);

  g_assert_cmpstr (joined, ==, "profile.first_name profile.title order.total booking booking.city items.size");
}

typedef struct
{
  const char *what;
  const char *data;
  const char *missing;
} Missing;

static const Missing missing[] = {
  { "none",     "{\"profile\": {\"title\": \"Dr\"}, \"n\": 0, \"items\": [1]}", NULL },
  { "absent",   "{\"profile\": {}, \"n\": 0, \"items\": [1]}", "profile.title" },
  { "entity",   "{\"n\": 0, \"items\": [1]}", "profile.title" },
  { "null",     "{\"profile\": {\"title\": null}, \"n\": 0, \"items\": [1]}", "profile.title" },
  { "empty",    "{\"profile\": {\"title\": \"\"}, \"n\": 0, \"items\": [1]}", "profile.title" },
  { "list",     "{\"profile\": {\"title\": \"Dr\"}, \"n\": 0, \"items\": []}", "items.size" },
  { "no-list",  "{\"profile\": {\"title\": \"Dr\"}, \"n\": 0}", "items.size" },
  { "no-n",     "{\"profile\": {\"title\": \"Dr\"}, \"items\": [1]}", "n" },
  { "false",    "{\"profile\": {\"title\": false}, \"n\": 0, \"items\": [1]}", NULL },
};

static void
test_missing (gconstpointer user_data)
{
  const Missing *c = user_data;
  g_autoptr (FfContent) content = new_email ("{{ n }}{{ items.size }}");
  g_autoptr (FfJson) data = ff_json_parse (c->data, -1, &ff_json_document_limits, NULL);
  g_autofree char *field = ff_content_dup_missing_field (content, data);

  g_assert_cmpstr (field, ==, c->missing);
}

/* The same content has the same hash, whatever object holds it. */
static void
test_hash (void)
{
  g_autoptr (FfContent) a = new_email ("a");
  g_autoptr (FfContent) again = new_email ("a");
  g_autoptr (FfContent) b = new_email ("b");
  g_autoptr (FfContent) compiled = ff_content_new ("email", ff_content_get_settings (a), NULL, NULL);

  g_assert_cmpstr (ff_content_get_hash (a), ==, ff_content_get_hash (again));
  g_assert_cmpstr (ff_content_get_hash (a), ==, ff_content_get_hash (compiled));
  g_assert_cmpstr (ff_content_get_hash (a), !=, ff_content_get_hash (b));
}

static void
test_clock (void)
{
  g_autoptr (FfContent) content = new_email ("{{ 'now' | date: '%s' }}");
  g_autoptr (FfMessage) message = ff_content_render (content, NULL, G_GINT64_CONSTANT (7) * G_USEC_PER_SEC, NULL);

  g_assert_cmpstr (message->html, ==, "7");
}

static void
test_header (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ff_message_check_header ("Address", "김@example.com", &error));
  g_assert_no_error (error);
  g_assert_false (ff_message_check_header ("Address", "a@example.com\r\nBcc: b@example.com", &error));
  g_assert_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_HEADER);
  g_assert_true (g_str_has_prefix (error->message, "Address: "));
}

/* An editor finds the part by its name and the place by line and column. */
static void
test_place (void)
{
  g_autoptr (FfJson) settings = ff_json_parse ("{\"subject\": \"s\", \"html\": \"a\\n{{ b | nope }}\"}", -1,
                                               &ff_json_document_limits, NULL);
  g_autoptr (GError) error = NULL;
  const char *part = NULL;

  g_assert_null (ff_content_new ("email", settings, &part, &error));
  g_assert_cmpstr (part, ==, "html");
  g_assert_error (error, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_TEMPLATE);
  g_assert_true (g_str_has_prefix (error->message, "HTML: Line 2, column 8: "));
  g_assert_cmpuint (ff_message_error_get_line (error), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/content/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autofree char *path = g_strconcat ("/content/missing/", missing[i].what, NULL);

      g_test_add_data_func (path, &missing[i], test_missing);
    }
  g_test_add_func ("/content/fields", test_fields);
  g_test_add_func ("/content/hash", test_hash);
  g_test_add_func ("/content/clock", test_clock);
  g_test_add_func ("/content/header", test_header);
  g_test_add_func ("/content/place", test_place);

  return g_test_run ();
}
