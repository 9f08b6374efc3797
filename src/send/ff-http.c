/* One HTTP request of the sender: no redirects, a deadline, a limit on the
 * answer, and a verdict whether anything can have arrived when it failed.
 * Everything happens on the sender's thread, in its main context. */

#include "send/ff-http-private.h"

#include <glib/gi18n-lib.h>

#define MAX_ANSWER_BYTES (1024 * 1024)
#define CHUNK_BYTES      4096

static const FfJsonLimits answer_limits = { MAX_ANSWER_BYTES, 32, 10000 };

typedef struct
{
  SoupMessage  *message;
  FfClock      *clock;
  GCancellable *cancellable;
  GSource      *deadline;
  GInputStream *stream;
  GByteArray   *body;
  FfHttpDone    done;
  gpointer      user_data;
  gboolean      has_started;  /* bytes may have left from here on */
  gboolean      is_late;
} Request;

static void
request_free (Request *request)
{
  if (request->deadline != NULL)
    {
      g_source_destroy (request->deadline);
      g_source_unref (request->deadline);
    }
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->message);
  g_clear_object (&request->clock);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->stream);
  g_byte_array_unref (request->body);
  g_free (request);
}

static void
fail (Request      *request,
      const GError *error)
{
  FfHttpResult result = request->has_started ? FF_HTTP_UNCLEAR : FF_HTTP_NOT_SENT;
  g_autoptr (GError) late = NULL;

  if (request->is_late)
    {
      late = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("The gateway did not answer in time."));
      error = late;
    }

  request->done (result, NULL, error, request->user_data);
  request_free (request);
}

static void
succeed (Request *request)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  g_autoptr (GBytes) body = g_bytes_new (request->body->data, request->body->len);
  FfGatewayAnswer answer = { .status = soup_message_get_status (request->message), .body = body };

  answer.retry_after = soup_message_headers_get_one (headers, "Retry-After");
  answer.retry_at = ff_gateway_parse_retry_after (answer.retry_after, ff_clock_get_now (request->clock));
  if (request->body->len > 0)
    answer.json = ff_json_parse ((const char *) request->body->data, request->body->len, &answer_limits, NULL);

  request->done (FF_HTTP_ANSWERED, &answer, NULL, request->user_data);
  g_clear_pointer (&answer.json, ff_json_unref);
  request_free (request);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (request->stream, result, &error);

  if (chunk == NULL)
    {
      fail (request, error);
      return;
    }

  if (g_bytes_get_size (chunk) == 0)
    {
      succeed (request);
      return;
    }

  g_byte_array_append (request->body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (request->body->len > MAX_ANSWER_BYTES)
    {
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("The gateway’s answer is too large."));
      fail (request, error);
      return;
    }

  g_input_stream_read_bytes_async (request->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, request->cancellable,
                                   read_cb, request);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->stream == NULL)
    fail (request, error);
  else
    g_input_stream_read_bytes_async (request->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, request->cancellable,
                                     read_cb, request);
}

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  ((Request *) user_data)->has_started = TRUE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  Request *request = user_data;

  request->is_late = TRUE;
  g_cancellable_cancel (request->cancellable);
  return G_SOURCE_CONTINUE;
}

static gboolean
bad_url_cb (gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  error = g_error_new_literal (FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS, _("The gateway’s address is no HTTP address."));
  fail (user_data, error);
  return G_SOURCE_REMOVE;
}

static void
add_headers (SoupMessage      *message,
             FfGatewayRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (request->headers, i),
                                 g_ptr_array_index (request->headers, i + 1));
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
}

SoupSession *
ff_http_session_new (guint    max_connections,
                     gint64   deadline_usec,
                     gboolean is_local)
{
  SoupSession *session = soup_session_new_with_options (
    "max-conns", max_connections,
    "max-conns-per-host", max_connections,
    "timeout", (guint) (deadline_usec / G_USEC_PER_SEC + 1),
    "user-agent", "Fanfare/" FF_VERSION,
    NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (is_local)
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

void
ff_http_send (SoupSession      *session,
              FfGatewayRequest *request,
              gint64            deadline_usec,
              FfClock          *clock,
              FfHttpDone        done,
              gpointer          user_data)
{
  Request *self = g_new0 (Request, 1);

  self->clock = g_object_ref (clock);
  self->cancellable = g_cancellable_new ();
  self->body = g_byte_array_new ();
  self->done = done;
  self->user_data = user_data;
  self->message = soup_message_new (request->method, request->url);
  self->deadline = self->message != NULL ? g_timeout_source_new (deadline_usec / 1000) : g_idle_source_new ();
  /* An answer that is already here comes first, however late this thread gets to it. */
  g_source_set_priority (self->deadline, G_PRIORITY_LOW);
  g_source_set_callback (self->deadline, self->message != NULL ? deadline_cb : bad_url_cb, self, NULL);
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  if (self->message == NULL)
    return;

  /* The first flag allows a POST to reuse a connection; it does not repeat it. */
  soup_message_add_flags (self->message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  add_headers (self->message, request);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, sent_cb, self);
}
