/* The rehearsal gateway over real HTTP: keys, faults, its log, and restarts. */

#include "send/ff-rehearsal.h"

#include <stdio.h>

#include <libsoup/soup.h>

#include "send-support.h"

typedef struct
{
  char        *folder;
  char        *log;
  FfRehearsal *gateway;
  SoupSession *session;
} Fixture;

static void
start (Fixture       *f,
       FfRepeatClass  repeat_class)
{
  g_autoptr (GError) error = NULL;

  f->gateway = ff_rehearsal_new (f->log, repeat_class);
  g_assert_true (ff_rehearsal_start (f->gateway, 0, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = support_make_folder ();
  f->log = g_build_filename (f->folder, "rehearsal.log", NULL);
  f->session = soup_session_new ();
  soup_session_set_proxy_resolver (f->session, NULL);
  start (f, data != NULL ? GPOINTER_TO_INT (data) : FF_REPEAT_KEYED);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  soup_session_abort (f->session);
  g_clear_object (&f->session);
  g_clear_object (&f->gateway);
  g_free (f->log);
  support_remove_folder (f->folder);
}

/* The status of the answer, its body as JSON, or 0 and @out_error. */
static guint
request (Fixture     *f,
         const char  *method,
         const char  *suffix,
         const char  *key,
         const char  *body,
         FfJson     **out_json,
         GError     **out_error)
{
  g_autofree char *base = ff_rehearsal_dup_url (f->gateway);
  g_autofree char *url = g_strconcat (base, suffix, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) answer = NULL;

  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  if (key != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Idempotency-Key", key);

  answer = soup_session_send_and_read (f->session, message, NULL, out_error);
  if (answer == NULL)
    return 0;
  if (out_json != NULL)
    *out_json = ff_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                               &ff_json_document_limits, NULL);

  return soup_message_get_status (message);
}

static guint
post (Fixture    *f,
      const char *key,
      const char *text,
      FfJson    **out_json)
{
  g_autofree char *body = g_strdup_printf ("{\"to\": \"a@example.com\", \"message\": {\"text\": \"%s\"}}", text);

  return request (f, "POST", "", key, body, out_json, NULL);
}

static void
set_script (Fixture    *f,
            const char *script)
{
  g_autoptr (FfJson) json = support_parse (script);
  g_autoptr (GError) error = NULL;

  ff_rehearsal_set_script (f->gateway, json, &error);
  g_assert_no_error (error);
}

static void
test_keyed (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (FfJson) first = NULL;
  g_autoptr (FfJson) again = NULL;

  g_assert_cmpint (post (f, "k1", "hello", &first), ==, 202);
  g_assert_cmpint (post (f, "k1", "hello", &again), ==, 202);
  g_assert_cmpstr (ff_json_get_member_string (first, "id", NULL), ==, ff_json_get_member_string (again, "id", ""));
  g_assert_true (ff_json_get_member_boolean (again, "repeated", FALSE));
  g_assert_cmpint (post (f, "k1", "something else", NULL), ==, 409);
  g_assert_cmpint (post (f, "k2", "hello", NULL), ==, 202);
  g_assert_cmpint (ff_rehearsal_get_n_accepted (f->gateway), ==, 2);
  g_assert_cmpint (ff_rehearsal_get_n_requests (f->gateway), ==, 4);
}

static void
test_blind (Fixture       *f,
            gconstpointer  data)
{
  g_assert_cmpint (post (f, "k1", "hello", NULL), ==, 202);
  g_assert_cmpint (post (f, "k1", "hello", NULL), ==, 202);
  g_assert_cmpint (ff_rehearsal_get_n_accepted (f->gateway), ==, 2);
  g_assert_cmpint (request (f, "GET", "/by-key/k1", NULL, NULL, NULL, NULL), ==, 404);
}

static void
test_look_up (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (FfJson) found = NULL;
  g_autoptr (FfJson) absent = NULL;

  g_assert_cmpint (post (f, "k1", "hello", NULL), ==, 202);
  g_assert_cmpint (request (f, "GET", "/by-key/k1", NULL, NULL, &found, NULL), ==, 200);
  g_assert_cmpstr (ff_json_get_member_string (found, "id", NULL), ==, "r-1");
  g_assert_cmpint (request (f, "GET", "/by-key/k2", NULL, NULL, &absent, NULL), ==, 404);
  g_assert_nonnull (ff_json_get_member (absent, "error"));
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (FfJson) page = NULL;
  g_autoptr (FfJson) rest = NULL;
  g_autoptr (FfJson) inside = NULL;
  FfJson *message;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      g_assert_cmpint (post (f, key, "hello", NULL), ==, 202);
    }

  g_assert_cmpint (request (f, "GET", "?after=0&limit=3", NULL, NULL, &page, NULL), ==, 200);
  g_assert_cmpint (ff_json_get_length (ff_json_get_member (page, "messages")), ==, 3);
  g_assert_cmpint (ff_json_get_member_integer (page, "last", 0), ==, 3);
  g_assert_cmpint (ff_json_get_member_integer (page, "size", 0), ==, 5);
  g_assert_cmpint (request (f, "GET", "?after=3", NULL, NULL, &rest, NULL), ==, 200);
  g_assert_cmpint (ff_json_get_length (ff_json_get_member (rest, "messages")), ==, 2);

  inside = ff_rehearsal_dup_messages (f->gateway, 4, 10, NULL);
  message = ff_json_get_element (ff_json_get_member (inside, "messages"), 0);
  g_assert_cmpstr (ff_json_get_member_string (message, "key", NULL), ==, "k4");
  g_assert_cmpstr (ff_json_get_string (ff_json_get_at (message, "/message/message/text")), ==, "hello");
}

static void
test_restart (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (FfJson) again = NULL;
  g_autoptr (FfRehearsal) second = NULL;
  g_autoptr (GError) error = NULL;
  FILE *file;

  g_assert_cmpint (post (f, "k1", "hello", NULL), ==, 202);

  second = ff_rehearsal_new (f->log, FF_REPEAT_KEYED);
  g_assert_false (ff_rehearsal_start (second, 0, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BUSY);
  g_clear_error (&error);

  /* As a crash in the middle of a line leaves it. */
  g_clear_object (&f->gateway);
  file = fopen (f->log, "a");
  g_assert_nonnull (file);
  fputs ("{\"number\":2,\"key\":\"k", file);
  fclose (file);

  start (f, FF_REPEAT_KEYED);
  g_assert_cmpint (post (f, "k1", "hello", &again), ==, 202);
  g_assert_true (ff_json_get_member_boolean (again, "repeated", FALSE));
  g_assert_cmpint (post (f, "k2", "hello", NULL), ==, 202);
  ff_rehearsal_stop (f->gateway);
  support_assert_once (f->log, 2);

  g_assert_true (g_file_set_contents (f->log, "no JSON\n", -1, NULL));
  g_assert_false (ff_rehearsal_start (f->gateway, 0, &error));
  g_assert_error (error, FF_JSON_ERROR, FF_JSON_ERROR_SYNTAX);
}

static void
test_bad_requests (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FfJson) script = support_parse ("{\"faults\": [{\"kind\": \"earthquake\"}]}");
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *url = ff_rehearsal_dup_url (f->gateway);
  g_autoptr (GBytes) form = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) answer = NULL;

  g_assert_cmpint (request (f, "POST", "", "k", "{\"to\": ", NULL, NULL), ==, 400);
  g_assert_cmpint (request (f, "POST", "", "k", "{}", NULL, NULL), ==, 422);
  g_assert_cmpint (request (f, "POST", "", NULL, "{\"to\": \"a\"}", NULL, NULL), ==, 422);
  g_assert_cmpint (request (f, "GET", "/elsewhere", NULL, NULL, NULL, NULL), ==, 404);
  g_assert_cmpint (ff_rehearsal_get_n_accepted (f->gateway), ==, 0);

  g_assert_false (ff_rehearsal_set_script (f->gateway, script, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS);

  message = soup_message_new ("POST", url);
  soup_message_set_request_body_from_bytes (message, "text/plain", form);
  answer = soup_session_send_and_read (f->session, message, NULL, NULL);
  g_assert_cmpint (soup_message_get_status (message), ==, 415);
}

static void
test_refusals (Fixture       *f,
               gconstpointer  data)
{
  guint n_refused = 0;

  set_script (f, "{\"refuse_rate\": 0.25, \"seed\": \"s\"}");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);
      guint status = post (f, key, "hello", NULL);

      g_assert_cmpint (post (f, key, "hello", NULL), ==, status);
      n_refused += status == 422;
    }
  g_assert_cmpint (n_refused, >, 20);
  g_assert_cmpint (n_refused, <, 80);
  g_assert_cmpint (ff_rehearsal_get_n_accepted (f->gateway), ==, 200 - n_refused);
}

typedef struct
{
  const char *what;
  const char *fault;
  guint       status;    /* 0: no complete answer */
  guint       n_kept;    /* of the one message that met it */
} FaultCase;

static const FaultCase faults[] = {
  { "throttle",       "{\"kind\": \"status\", \"status\": 429, \"retry_after\": 2}",  429, 0 },
  { "error",          "{\"kind\": \"status\"}",                                       500, 0 },
  { "error-taken",    "{\"kind\": \"status\", \"taken\": true}",                      500, 1 },
  { "reset",          "{\"kind\": \"reset\"}",                                        0,   0 },
  { "reset-taken",    "{\"kind\": \"reset\", \"taken\": true}",                       0,   1 },
  { "truncate",       "{\"kind\": \"truncate\"}",                                     0,   0 },
  { "truncate-taken", "{\"kind\": \"truncate\", \"taken\": true}",                    0,   1 },
  { "garbage",        "{\"kind\": \"garbage\"}",                                      200, 0 },
  { "silence",        "{\"kind\": \"silence\", \"taken\": true}",                     0,   1 },
  { "delay",          "{\"kind\": \"delay\", \"delay_ms\": 30}",                      202, 1 },
};

static void
test_fault (Fixture       *f,
            gconstpointer  data)
{
  const FaultCase *c = data;
  g_autofree char *script = g_strdup_printf ("{\"faults\": [%s]}", c->fault);
  g_autoptr (FfJson) json = NULL;

  g_clear_object (&f->gateway);
  start (f, FF_REPEAT_KEYED);
  soup_session_set_timeout (f->session, 1);
  set_script (f, script);
  g_assert_cmpint (post (f, "k1", "hello", &json), ==, c->status);
  if (strcmp (c->what, "garbage") == 0)
    g_assert_null (json);
  g_assert_cmpint (ff_rehearsal_get_n_accepted (f->gateway), ==, c->n_kept);

  /* The next script begins anew, and the gateway is well. */
  set_script (f, "{\"faults\": [{\"kind\": \"reset\", \"from\": 2, \"every\": 2, \"count\": 2}]}");
  g_assert_cmpint (post (f, "k2", "hello", NULL), ==, 202);
  g_assert_cmpint (post (f, "k3", "hello", NULL), ==, 0);
  g_assert_cmpint (post (f, "k4", "hello", NULL), ==, 202);
  g_assert_cmpint (post (f, "k5", "hello", NULL), ==, 202);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/rehearsal/keyed", NULL, test_keyed);
  ADD ("/rehearsal/blind", GINT_TO_POINTER (FF_REPEAT_BLIND), test_blind);
  ADD ("/rehearsal/look-up", GINT_TO_POINTER (FF_REPEAT_SEARCHABLE), test_look_up);
  ADD ("/rehearsal/pages", NULL, test_pages);
  ADD ("/rehearsal/restart", NULL, test_restart);
  ADD ("/rehearsal/bad-requests", NULL, test_bad_requests);
  ADD ("/rehearsal/refusals", NULL, test_refusals);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/rehearsal/fault/", faults[i].what, NULL);

      ADD (path, &faults[i], test_fault);
    }
  return g_test_run ();
}
