/* The rehearsal gateway as the sender sees it: our own server on loopback
 * (ff-rehearsal.c), which reaches nobody and keeps what it was given. */

#include "send/gateways/ff-gateway-list.h"

#include <glib/gi18n-lib.h>

static const char *const channels[] = { "email", "sms", "push", "letter", NULL };

static const FfChoice repeat_choices[] = {
  { "keyed",      N_("By its key, as often as needed") },
  { "searchable", N_("After looking whether it is there") },
  { "blind",      N_("Never by itself") },
  { NULL },
};

static const FfField fields[] = {
  {
    .key = "url", .kind = FF_FIELD_TEXT, .label = N_("Address"), .required = TRUE,
    .help = N_("Where the rehearsal gateway listens on this machine"),
  },
  {
    .key = "repeat", .kind = FF_FIELD_CHOICE, .label = N_("Repeats a message"), .default_json = "\"keyed\"",
    .choices = repeat_choices, .help = N_("What to rehearse when nobody knows whether a message arrived"),
  },
  { NULL },
};

static FfRepeatClass
get_repeat_class (FfJson *settings)
{
  FfRepeatClass repeat_class = FF_REPEAT_KEYED;

  ff_repeat_class_from_id (ff_json_get_member_string (settings, "repeat", NULL), &repeat_class);
  return repeat_class;
}

/* The address of the messages, or NULL with @error. Rehearsals stay on this machine. */
static const char *
get_url (FfJson  *settings,
         GError **error)
{
  const char *url = ff_json_get_member_string (settings, "url", NULL);

  if (url != NULL && g_str_has_prefix (url, "http://127.0.0.1:"))
    return url;

  g_set_error_literal (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS,
                       _("The rehearsal gateway’s address must begin with “http://127.0.0.1:”."));
  return NULL;
}

static FfGatewayRequest *
build (FfJson            *settings,
       const FfOutgoing  *outgoing,
       guint              n_outgoing,
       GError           **error)
{
  const FfDelivery *delivery = outgoing->delivery;
  const char *url = get_url (settings, error);
  FfGatewayRequest *request;
  FfJson *body;

  g_assert (n_outgoing == 1);
  if (url == NULL)
    return NULL;

  body = ff_json_new_object ();
  ff_json_set_string (body, "reference", delivery->key);
  ff_json_set_string (body, "channel", delivery->channel);
  ff_json_set_string (body, "to", delivery->address);
  ff_json_take_member (body, "message", ff_json_ref (outgoing->message));

  request = ff_gateway_request_new ("POST", url);
  ff_gateway_request_header (request, "Idempotency-Key", delivery->key);
  ff_gateway_request_take_json (request, body);

  return request;
}

static void
classify (FfJson                *settings,
          const FfGatewayAnswer *answer,
          const FfOutgoing      *outgoing,
          FfOutcome             *outcomes,
          guint                  n_outgoing)
{
  const char *id = ff_json_get_member_string (answer->json, "id", NULL);

  outcomes->kind = ff_gateway_classify_status (answer->status, answer->retry_at != 0);
  outcomes->retry_at = answer->retry_at;
  outcomes->text = g_strdup (ff_json_get_member_string (answer->json, "error", NULL));

  if (outcomes->kind != FF_OUTCOME_ACCEPTED)
    return;

  outcomes->gateway_message = g_strdup (id);
  if (id == NULL)
    {
      outcomes->kind = FF_OUTCOME_UNCLEAR;
      g_free (outcomes->text);
      outcomes->text = g_strdup (_("The gateway’s answer names no message. Look what listens at this address."));
    }
}

static FfGatewayRequest *
build_look_up (FfJson            *settings,
               const FfDelivery  *delivery,
               GError           **error)
{
  const char *url = get_url (settings, error);
  g_autofree char *place = NULL;

  if (url == NULL)
    return NULL;

  place = g_strconcat (url, "/by-key/", delivery->key, NULL);
  return ff_gateway_request_new ("GET", place);
}

static void
classify_look_up (FfJson                *settings,
                  const FfGatewayAnswer *answer,
                  const FfDelivery      *delivery,
                  FfOutcome             *outcome)
{
  const char *id = ff_json_get_member_string (answer->json, "id", NULL);

  if (answer->status == 200 && id != NULL)
    {
      outcome->kind = FF_OUTCOME_ACCEPTED;
      outcome->gateway_message = g_strdup (id);
    }
  else if (answer->status == 404 && ff_json_get_member (answer->json, "error") != NULL)
    outcome->kind = FF_OUTCOME_ABSENT;
  else
    outcome->kind = FF_OUTCOME_UNCLEAR;
}

const FfGatewayType ff_gateway_rehearsal = {
  .id = "rehearsal",
  .name = N_("Rehearsal"),
  .channels = channels,
  .fields = fields,
  .repeat_class = FF_REPEAT_KEYED,
  .batch_size = 1,
  .is_rehearsal = TRUE,
  .search_delay_usec = G_USEC_PER_SEC / 2,
  .get_repeat_class = get_repeat_class,
  .build = build,
  .classify = classify,
  .build_look_up = build_look_up,
  .classify_look_up = classify_look_up,
};
