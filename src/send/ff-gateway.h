#pragma once

#include "base/ff-field.h"
#include "send/ff-delivery.h"
#include "send/ff-send-error.h"

G_BEGIN_DECLS

/* A gateway is a description plus a small vtable: how a batch of deliveries
 * becomes a request, and what each answer means for each of them. Queueing,
 * retries, rate and receipts are the sender's. */

/**
 * FfRepeatClass:
 * @FF_REPEAT_KEYED: the same key and the same bytes may be sent again freely
 * @FF_REPEAT_SEARCHABLE: after an unclear outcome ask first, repeat when it is not there
 * @FF_REPEAT_BLIND: after an unclear outcome nothing is repeated by itself
 */
typedef enum
{
  FF_REPEAT_KEYED,
  FF_REPEAT_SEARCHABLE,
  FF_REPEAT_BLIND,
} FfRepeatClass;

/* One delivery, rendered, as a gateway sees it. */
typedef struct
{
  const FfDelivery *delivery;
  FfJson           *message;  /* {"subject", "html", "text", …}: the parts of its channel */
} FfOutgoing;

/* What is sent: a value. Made by ff_gateway_request_new () and filled by the type. */
typedef struct
{
  char      *method;
  char      *url;
  GPtrArray *headers;       /* of char*: name, value, name, value … */
  char      *content_type;  /* nullable */
  GBytes    *body;          /* nullable */
} FfGatewayRequest;

/* What came back, complete; an answer that broke off never gets here. */
typedef struct
{
  guint       status;
  const char *retry_after;  /* nullable; the header's text */
  gint64      retry_at;     /* the same as µs UTC; 0 when absent */
  GBytes     *body;
  FfJson     *json;         /* nullable; the body through the strict door */
} FfGatewayAnswer;

/**
 * FfOutcomeKind:
 * @FF_OUTCOME_ACCEPTED: the gateway has it
 * @FF_OUTCOME_REFUSED: it said no to this one, for good
 * @FF_OUTCOME_WAIT: clearly not taken; may be tried again at @retry_at or later
 * @FF_OUTCOME_UNCLEAR: nobody can tell; the repeat class decides
 * @FF_OUTCOME_CREDENTIALS: clearly not taken, and no other will be: who we are
 * @FF_OUTCOME_SETTINGS: clearly not taken, and no other will be: how we ask
 * @FF_OUTCOME_ABSENT: (look-up only) the gateway does not know it
 */
typedef enum
{
  FF_OUTCOME_ACCEPTED,
  FF_OUTCOME_REFUSED,
  FF_OUTCOME_WAIT,
  FF_OUTCOME_UNCLEAR,
  FF_OUTCOME_CREDENTIALS,
  FF_OUTCOME_SETTINGS,
  FF_OUTCOME_ABSENT,
} FfOutcomeKind;

typedef struct
{
  FfOutcomeKind kind;
  gint64        retry_at;         /* µs UTC; 0: the sender's backoff decides */
  char         *gateway_message;  /* nullable */
  char         *text;             /* nullable; the gateway's words, cut to a line */
} FfOutcome;

typedef struct
{
  const char        *id;           /* stored, never renamed */
  const char        *name;         /* N_() */
  const char *const *channels;     /* NULL-terminated */
  const FfField     *fields;       /* settings; ends with {NULL} */
  FfRepeatClass      repeat_class; /* unless get_repeat_class says otherwise */
  guint              batch_size;   /* most deliveries in one request */
  gboolean           is_rehearsal; /* reaches nobody */
  gint64             search_delay_usec; /* so long after an attempt “absent” is not believed */

  FfRepeatClass     (*get_repeat_class) (FfJson                *settings);   /* nullable */
  /* One request for @n_outgoing deliveries, the same bytes each time. */
  FfGatewayRequest *(*build)            (FfJson                *settings,
                                         const FfOutgoing      *outgoing,
                                         guint                  n_outgoing,
                                         GError               **error);
  /* Fills @outcomes, one for each, all zero before. */
  void              (*classify)         (FfJson                *settings,
                                         const FfGatewayAnswer *answer,
                                         const FfOutgoing      *outgoing,
                                         FfOutcome             *outcomes,
                                         guint                  n_outgoing);
  /* Searchable ones: what became of it? */
  FfGatewayRequest *(*build_look_up)    (FfJson                *settings,
                                         const FfDelivery      *delivery,
                                         GError               **error);
  void              (*classify_look_up) (FfJson                *settings,
                                         const FfGatewayAnswer *answer,
                                         const FfDelivery      *delivery,
                                         FfOutcome             *outcome);
} FfGatewayType;

/* The list of gateways. */
const FfGatewayType *const *ff_gateways_get_types  (void);              /* NULL-terminated */
const FfGatewayType        *ff_gateways_find       (const char *id);    /* nullable */

gboolean             ff_gateway_type_takes      (const FfGatewayType *type,
                                                 const char          *channel);
FfRepeatClass        ff_gateway_type_get_repeat (const FfGatewayType *type,
                                                 FfJson              *settings);
const char          *ff_repeat_class_get_id     (FfRepeatClass        self);
gboolean             ff_repeat_class_from_id    (const char          *id,
                                                 FfRepeatClass       *out_class);

FfGatewayRequest    *ff_gateway_request_new     (const char          *method,
                                                 const char          *url);
void                 ff_gateway_request_header  (FfGatewayRequest    *self,
                                                 const char          *name,
                                                 const char          *value);
void                 ff_gateway_request_take_json (FfGatewayRequest  *self,
                                                   FfJson            *body);
void                 ff_gateway_request_free    (FfGatewayRequest    *self);
char                *ff_gateway_request_hash    (FfGatewayRequest    *self);  /* SHA-256 of the body, hex */
void                 ff_outcome_clear           (FfOutcome           *self);

/* What a status means when the gateway's own rules say nothing else:
 * whether the message may have gone out, or surely has not. */
FfOutcomeKind        ff_gateway_classify_status (guint                status,
                                                 gboolean             has_retry_after);
/* Seconds or an HTTP date, as µs UTC; 0 when @text is neither. */
gint64               ff_gateway_parse_retry_after (const char        *text,
                                                   gint64             now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfGatewayRequest, ff_gateway_request_free)

G_END_DECLS
