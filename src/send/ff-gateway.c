/* The list of gateways, and what they share: requests as values, what a status
 * means, what Retry-After says. Used by the sender's worker and by whoever
 * shows a gateway; no state, any thread. */

#include "send/ff-gateway.h"

#include <libsoup/soup.h>

#include "send/gateways/ff-gateway-list.h"

static const FfGatewayType *const types[] = {
  &ff_gateway_rehearsal,
  NULL,
};

/**
 * ff_gateways_get_types:
 *
 * Returns: every type of gateway, ending with %NULL
 */
const FfGatewayType *const *
ff_gateways_get_types (void)
{
  return types;
}

/**
 * ff_gateways_find:
 * @id: (nullable): the id of a type
 *
 * Returns: (nullable): the type
 */
const FfGatewayType *
ff_gateways_find (const char *id)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (g_strcmp0 (types[i]->id, id) == 0)
      return types[i];

  return NULL;
}

/**
 * ff_gateway_type_takes:
 * @type: a type
 * @channel: the id of a channel
 *
 * Returns: whether it takes messages of @channel
 */
gboolean
ff_gateway_type_takes (const FfGatewayType *type,
                       const char          *channel)
{
  return g_strv_contains (type->channels, channel);
}

/**
 * ff_gateway_type_get_repeat:
 * @type: a type
 * @settings: the settings of a gateway of that type
 *
 * Returns: what may be done after an unclear outcome
 */
FfRepeatClass
ff_gateway_type_get_repeat (const FfGatewayType *type,
                            FfJson              *settings)
{
  return type->get_repeat_class != NULL ? type->get_repeat_class (settings) : type->repeat_class;
}

static const char *const repeat_ids[] = {
  [FF_REPEAT_KEYED]      = "keyed",
  [FF_REPEAT_SEARCHABLE] = "searchable",
  [FF_REPEAT_BLIND]      = "blind",
};

/**
 * ff_repeat_class_get_id:
 * @self: a class
 *
 * Returns: the word that ff_repeat_class_from_id() takes
 */
const char *
ff_repeat_class_get_id (FfRepeatClass self)
{
  return repeat_ids[self];
}

/**
 * ff_repeat_class_from_id:
 * @id: (nullable): a word
 * @out_class: (out): the class it names, untouched if none
 *
 * Returns: %TRUE if @id names a class
 */
gboolean
ff_repeat_class_from_id (const char    *id,
                         FfRepeatClass *out_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (repeat_ids); i++)
    if (g_strcmp0 (repeat_ids[i], id) == 0)
      {
        *out_class = i;
        return TRUE;
      }

  return FALSE;
}

/* ---- Requests. */

/**
 * ff_gateway_request_new:
 * @method: "POST", or "GET" for a look-up
 * @url: where to
 *
 * Returns: (transfer full): a request without headers and body
 */
FfGatewayRequest *
ff_gateway_request_new (const char *method,
                        const char *url)
{
  FfGatewayRequest *self = g_new0 (FfGatewayRequest, 1);

  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->headers = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * ff_gateway_request_header:
 * @self: a request nobody else has seen
 * @name: a header
 * @value: its value
 *
 * Adds a header.
 */
void
ff_gateway_request_header (FfGatewayRequest *self,
                           const char       *name,
                           const char       *value)
{
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/**
 * ff_gateway_request_take_json:
 * @self: a request nobody else has seen
 * @body: (transfer full): what it shall say
 *
 * Prints @body as the request's body. Members keep their order, so equal
 * deliveries give equal bytes.
 */
void
ff_gateway_request_take_json (FfGatewayRequest *self,
                              FfJson           *body)
{
  char *text = ff_json_print (body);

  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_take (text, strlen (text));
  g_free (self->content_type);
  self->content_type = g_strdup ("application/json");
  ff_json_unref (body);
}

/**
 * ff_gateway_request_free:
 * @self: (nullable): a request
 *
 * Frees @self and all it holds.
 */
void
ff_gateway_request_free (FfGatewayRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * ff_gateway_request_hash:
 * @self: a request
 *
 * The hash leaves out address and headers: a gateway may move or get new
 * credentials between two attempts, what it is told may not change.
 *
 * Returns: (transfer full): SHA-256 of the body in hex
 */
char *
ff_gateway_request_hash (FfGatewayRequest *self)
{
  return self->body != NULL
    ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->body)
    : g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
}

/* ---- Answers. */

/**
 * ff_outcome_clear:
 * @self: an outcome
 *
 * Frees what @self holds.
 */
void
ff_outcome_clear (FfOutcome *self)
{
  g_clear_pointer (&self->gateway_message, g_free);
  g_clear_pointer (&self->text, g_free);
}

/**
 * ff_gateway_classify_status:
 * @status: of a complete HTTP answer
 * @has_retry_after: whether it says when to come back
 *
 * Returns: what it means for the messages of the request
 */
FfOutcomeKind
ff_gateway_classify_status (guint    status,
                            gboolean has_retry_after)
{
  if (status >= 200 && status < 300)
    return FF_OUTCOME_ACCEPTED;

  switch (status)
    {
    case 401:
    case 403:
    case 407:
      return FF_OUTCOME_CREDENTIALS;

    case 402: /* not paid */
    case 404: /* no such place, so no message got there */
    case 405:
    case 410:
    case 415:
      return FF_OUTCOME_SETTINGS;

    case 425:
    case 429:
      return FF_OUTCOME_WAIT;

    case 503:
      return has_retry_after ? FF_OUTCOME_WAIT : FF_OUTCOME_UNCLEAR;

    case 408:
      return FF_OUTCOME_UNCLEAR;

    default:
      break;
    }

  if (status >= 300 && status < 400)
    return FF_OUTCOME_SETTINGS; /* never followed: it could turn a POST into a GET */

  return status >= 400 && status < 500 ? FF_OUTCOME_REFUSED : FF_OUTCOME_UNCLEAR;
}

/**
 * ff_gateway_parse_retry_after:
 * @text: (nullable): the header's text
 * @now: µs UTC
 *
 * Returns: when to come back, µs UTC, or 0 when @text says nothing
 */
gint64
ff_gateway_parse_retry_after (const char *text,
                              gint64      now)
{
  g_autoptr (GDateTime) date = NULL;
  const gint64 longest_usec = G_TIME_SPAN_DAY * 7;
  double seconds;
  char *end;

  if (text == NULL || *text == '\0')
    return 0;

  seconds = g_ascii_strtod (text, &end);
  if (*end == '\0')
    return seconds >= 0 ? now + (gint64) (MIN (seconds, longest_usec / 1e6) * 1e6) : 0;

  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? CLAMP (g_date_time_to_unix (date) * G_USEC_PER_SEC, now, now + longest_usec) : 0;
}
