/* The list of gateways, what a status means, Retry-After, and the bytes of a
 * rehearsal request. */

#include "send/ff-gateway.h"

#define NOW G_GINT64_CONSTANT (1700000000000000)

typedef struct
{
  const char   *what;
  guint         status;
  gboolean      has_retry_after;
  FfOutcomeKind kind;
} StatusCase;

static const StatusCase statuses[] = {
  { "200",       200, FALSE, FF_OUTCOME_ACCEPTED },
  { "202",       202, FALSE, FF_OUTCOME_ACCEPTED },
  { "301",       301, FALSE, FF_OUTCOME_SETTINGS },
  { "400",       400, FALSE, FF_OUTCOME_REFUSED },
  { "401",       401, FALSE, FF_OUTCOME_CREDENTIALS },
  { "403",       403, FALSE, FF_OUTCOME_CREDENTIALS },
  { "404",       404, FALSE, FF_OUTCOME_SETTINGS },
  { "413",       413, FALSE, FF_OUTCOME_REFUSED },
  { "422",       422, FALSE, FF_OUTCOME_REFUSED },
  { "429",       429, FALSE, FF_OUTCOME_WAIT },
  { "500",       500, FALSE, FF_OUTCOME_UNCLEAR },
  { "502",       502, FALSE, FF_OUTCOME_UNCLEAR },
  { "503",       503, FALSE, FF_OUTCOME_UNCLEAR },
  { "503-retry", 503, TRUE,  FF_OUTCOME_WAIT },
  { "504",       504, TRUE,  FF_OUTCOME_UNCLEAR },
};

static void
test_status (gconstpointer data)
{
  const StatusCase *c = data;

  g_assert_cmpint (ff_gateway_classify_status (c->status, c->has_retry_after), ==, c->kind);
}

typedef struct
{
  const char *what;
  const char *text;
  gint64      seconds;  /* from now; -1: nothing */
} RetryCase;

static const RetryCase retries[] = {
  { "none",    NULL,                            -1 },
  { "empty",   "",                              -1 },
  { "seconds", "120",                           120 },
  { "date",    "Tue, 14 Nov 2023 22:14:20 GMT", 60 },
  { "past",    "Tue, 14 Nov 2023 22:00:00 GMT", 0 },
  { "far",     "99999999",                      7 * 24 * 3600 },
  { "words",   "soon",                          -1 },
  { "minus",   "-5",                            -1 },
};

static void
test_retry_after (gconstpointer data)
{
  const RetryCase *c = data;

  g_assert_cmpint (ff_gateway_parse_retry_after (c->text, NOW), ==,
                   c->seconds < 0 ? 0 : NOW + c->seconds * G_USEC_PER_SEC);
}

static void
test_list (void)
{
  const FfGatewayType *const *types = ff_gateways_get_types ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autoptr (FfJson) settings = ff_fields_new_settings (types[i]->fields);

      g_assert_true (ff_gateways_find (types[i]->id) == types[i]);
      g_assert_cmpint (types[i]->batch_size, >, 0);
      g_assert_true (ff_gateway_type_takes (types[i], types[i]->channels[0]));
      g_assert_cmpint (ff_gateway_type_get_repeat (types[i], settings), ==, types[i]->repeat_class);
      if (types[i]->repeat_class == FF_REPEAT_SEARCHABLE)
        g_assert_nonnull (types[i]->build_look_up);
    }

  g_assert_null (ff_gateways_find ("pigeon"));
  g_assert_null (ff_gateways_find (NULL));
}

static void
test_rehearsal_request (void)
{
  const FfGatewayType *type = ff_gateways_find ("rehearsal");
  g_autoptr (FfJson) settings = ff_json_new_object ();
  g_autoptr (FfJson) message = ff_json_new_object ();
  FfDelivery delivery = { .key = (char *) "abc", .channel = (char *) "email", .address = (char *) "a@example.com" };
  FfOutgoing outgoing = { .delivery = &delivery, .message = message };
  g_autoptr (FfGatewayRequest) request = NULL;
  g_autoptr (FfGatewayRequest) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *hash_again = NULL;

  ff_json_set_string (message, "subject", "Hello");
  ff_json_set_string (settings, "url", "https://example.com/");
  g_assert_null (type->build (settings, &outgoing, 1, &error));
  g_assert_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS);

  ff_json_set_string (settings, "url", "http://127.0.0.1:1/v1/messages");
  request = type->build (settings, &outgoing, 1, NULL);
  again = type->build (settings, &outgoing, 1, NULL);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (g_ptr_array_index (request->headers, 0), ==, "Idempotency-Key");
  g_assert_cmpstr (g_ptr_array_index (request->headers, 1), ==, "abc");
  g_assert_true (g_bytes_equal (request->body, again->body));
  hash = ff_gateway_request_hash (request);
  hash_again = ff_gateway_request_hash (again);
  g_assert_cmpstr (hash, ==, hash_again);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strconcat ("/gateway/status/", statuses[i].what, NULL);

      g_test_add_data_func (path, &statuses[i], test_status);
    }
  for (guint i = 0; i < G_N_ELEMENTS (retries); i++)
    {
      g_autofree char *path = g_strconcat ("/gateway/retry-after/", retries[i].what, NULL);

      g_test_add_data_func (path, &retries[i], test_retry_after);
    }
  g_test_add_func ("/gateway/list", test_list);
  g_test_add_func ("/gateway/rehearsal-request", test_rehearsal_request);
  return g_test_run ();
}
