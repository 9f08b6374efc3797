/* One task while it is being sent. The lane renders and claims what is due,
 * launches it after the commit, keeps the answers until the worker records
 * them, and decides what each answer means for its delivery and for the pace.
 * Lives on the sender's thread. */

#include "send/ff-lane-private.h"

#include <glib/gi18n-lib.h>

#include "send/ff-http-private.h"

#define N_REMEMBERED      200 /* answers that count for the share of refusals */
#define N_JUDGED          50  /* ... once there are so many */
#define N_FAILURES_IN_ROW 5   /* unclear ones before the whole lane backs off */

/* A delivery between its claim and its record. */
typedef struct
{
  FfLane           *lane;
  FfDelivery       *delivery;
  FfJson           *message;       /* nullable when recovered */
  FfGatewayRequest *request;       /* nullable when recovered */
  gboolean          is_look_up;    /* asks what became of it */
  guint             n_look_ups;
  gint64            look_up_at;
  gboolean          is_answered;
  FfHttpResult      result;
  FfOutcome         outcome;
  guint             status;
} Flight;

struct _FfLane
{
  FfOutbox               *outbox;
  FfTask                 *task;
  const FfGatewayType    *type;
  FfRepeatClass           repeat_class;
  FfJson                 *settings;
  FfContent              *content;
  const FfSenderSettings *sender;
  FfClock                *clock;
  SoupSession            *session;
  FfLaneNotify            notify;
  gpointer                user_data;

  FfBooks                 books;
  GError                 *pause;
  gboolean                is_stale;
  gint64                  not_before;     /* of the lane: Retry-After and backoff */
  gint64                  next_due;       /* of its rows */
  guint                   n_failures;     /* backoffs since the last success */
  guint                   n_in_row;       /* unclear ones since the last success */
  gint64                  n_settled;
  GRand                  *rand;
  guint8                  refused[N_REMEMBERED];
  guint                   n_judged;
  guint                   n_refused;

  GPtrArray              *claimed;        /* of Flight: launched after the commit */
  GPtrArray              *answered;       /* of Flight: to be recorded */
  GPtrArray              *look_ups;       /* of Flight: to be asked about at their time */
  guint                   n_in_flight;
};

/* ---- Flights. */

static Flight *
flight_new (FfLane     *lane,
            FfDelivery *delivery)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->lane = lane;
  flight->delivery = delivery;
  lane->n_in_flight += 1;

  return flight;
}

static void
flight_free (gpointer data)
{
  Flight *flight = data;

  ff_delivery_free (flight->delivery);
  g_clear_pointer (&flight->message, ff_json_unref);
  g_clear_pointer (&flight->request, ff_gateway_request_free);
  ff_outcome_clear (&flight->outcome);
  g_free (flight);
}

/* ---- Opening. */

/* What an earlier process left in flight, by the gateway's repeat class. */
static gboolean
recover (FfLane  *self,
         GError **error)
{
  g_autoptr (GPtrArray) look_up = NULL;
  gint64 now = ff_clock_get_now (self->clock);
  gboolean done;

  if (!ff_outbox_begin (self->outbox, error))
    return FALSE;

  done = ff_outbox_recover (self->outbox, self->task->id, self->repeat_class, now, &look_up, error) &&
         ff_outbox_commit (self->outbox, error);
  if (!done)
    {
      ff_outbox_rollback (self->outbox);
      return FALSE;
    }

  while (look_up->len > 0)
    {
      FfDelivery *delivery = g_ptr_array_steal_index (look_up, 0);
      Flight *flight = flight_new (self, delivery);

      flight->is_look_up = TRUE;
      flight->look_up_at = delivery->changed_at + self->type->search_delay_usec;
      g_ptr_array_add (self->look_ups, flight);
    }

  return TRUE;
}

static GError *
dup_stored_pause (const FfTask *task)
{
  static const struct { const char *id; FfSendError code; } codes[] = {
    { "unreachable", FF_SEND_ERROR_UNREACHABLE },
    { "credentials", FF_SEND_ERROR_CREDENTIALS },
    { "settings",    FF_SEND_ERROR_SETTINGS },
    { "refusals",    FF_SEND_ERROR_REFUSALS },
    { "content",     FF_SEND_ERROR_CONTENT },
    { "gate",        FF_SEND_ERROR_GATE },
  };

  if (task->pause == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].id, task->pause) == 0)
      return g_error_new_literal (FF_SEND_ERROR, codes[i].code, task->pause_text != NULL ? task->pause_text : "");

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, task->pause_text != NULL ? task->pause_text : "");
}

static const char *
get_pause_id (const GError *why)
{
  if (why == NULL)
    return NULL;
  if (g_error_matches (why, FF_SEND_ERROR, FF_SEND_ERROR_UNREACHABLE))
    return "unreachable";
  if (g_error_matches (why, FF_SEND_ERROR, FF_SEND_ERROR_CREDENTIALS))
    return "credentials";
  if (g_error_matches (why, FF_SEND_ERROR, FF_SEND_ERROR_REFUSALS))
    return "refusals";
  if (g_error_matches (why, FF_SEND_ERROR, FF_SEND_ERROR_CONTENT))
    return "content";
  if (g_error_matches (why, FF_SEND_ERROR, FF_SEND_ERROR_GATE))
    return "gate";
  if (why->domain == FF_SEND_ERROR)
    return "settings";

  return "person";
}

FfLane *
ff_lane_open (FfOutbox                *outbox,
              FfTask                  *task,
              FfJson                  *settings,
              const FfSenderSettings  *sender,
              FfClock                 *clock,
              FfLaneNotify             notify,
              gpointer                 user_data,
              GError                 **error)
{
  g_autoptr (FfLane) self = g_new0 (FfLane, 1);

  self->outbox = outbox;
  self->task = task;
  self->settings = ff_json_ref (settings);
  self->sender = sender;
  self->clock = g_object_ref (clock);
  self->notify = notify;
  self->user_data = user_data;
  self->rand = g_rand_new ();
  self->claimed = g_ptr_array_new_with_free_func (flight_free);
  self->answered = g_ptr_array_new_with_free_func (flight_free);
  self->look_ups = g_ptr_array_new_with_free_func (flight_free);
  self->not_before = task->not_before;
  self->pause = dup_stored_pause (task);

  self->type = ff_gateways_find (task->gateway_type);
  if (self->type == NULL || !ff_gateway_type_takes (self->type, task->channel))
    {
      g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS,
                   /* Translators: names of an activity and of a kind of gateway. */
                   _("“%s” cannot be sent: no gateway of the kind “%s” takes its messages."),
                   task->label, task->gateway_type);
      return NULL;
    }

  self->content = ff_content_new (task->channel, task->content, NULL, error);
  if (self->content == NULL)
    {
      g_prefix_error (error, "%s: ", task->label);
      return NULL;
    }

  self->repeat_class = ff_gateway_type_get_repeat (self->type, settings);
  self->session = ff_http_session_new (sender->wave_size, sender->deadline_usec, self->type->is_rehearsal);

  return recover (self, error) && ff_lane_recount (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ff_lane_free (FfLane *self)
{
  if (self == NULL)
    return;

  /* Requests under way end by their cancellation and find no lane any more. */
  if (self->session != NULL)
    soup_session_abort (self->session);
  while (self->n_in_flight > self->claimed->len + self->answered->len + self->look_ups->len)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->claimed);
  g_ptr_array_unref (self->answered);
  g_ptr_array_unref (self->look_ups);
  ff_task_free (self->task);
  g_clear_pointer (&self->settings, ff_json_unref);
  g_clear_pointer (&self->content, ff_content_unref);
  g_clear_object (&self->clock);
  g_clear_error (&self->pause);
  g_rand_free (self->rand);
  g_free (self);
}

/* ---- What the worker asks. */

const FfTask *
ff_lane_get_task (FfLane *self)
{
  return self->task;
}

const FfBooks *
ff_lane_get_books (FfLane *self)
{
  return &self->books;
}

const GError *
ff_lane_get_pause (FfLane *self)
{
  return self->pause;
}

gboolean
ff_lane_set_pause (FfLane        *self,
                   const GError  *why,
                   GError       **error)
{
  g_clear_error (&self->pause);
  self->pause = why != NULL ? g_error_copy (why) : NULL;

  if (why == NULL)
    {
      self->n_failures = 0;
      self->n_in_row = 0;
      self->n_judged = 0;
      self->n_refused = 0;
      memset (self->refused, 0, sizeof self->refused);
    }

  return ff_outbox_set_pause (self->outbox, self->task->id, get_pause_id (why), why != NULL ? why->message : NULL,
                              error);
}

guint
ff_lane_get_n_in_flight (FfLane *self)
{
  return self->n_in_flight;
}

guint
ff_lane_get_n_answered (FfLane *self)
{
  return self->answered->len;
}

gint64
ff_lane_get_n_settled (FfLane *self)
{
  return self->n_settled;
}

gboolean
ff_lane_is_stale (FfLane *self)
{
  return self->is_stale;
}

gboolean
ff_lane_recount (FfLane  *self,
                 GError **error)
{
  g_autoptr (FfBooks) books = ff_outbox_get_books (self->outbox, self->task->run_id, self->task->activity_id, error);

  if (books == NULL)
    return FALSE;

  self->books = *books;
  self->is_stale = FALSE;
  return ff_outbox_get_next_due (self->outbox, self->task->id, &self->next_due, error);
}

guint
ff_lane_get_room (FfLane *self,
                  gint64  now)
{
  if (self->pause != NULL || self->books.states[FF_DELIVERY_WAITING] == 0 ||
      now < self->not_before || now < self->next_due || self->n_in_flight >= self->sender->wave_size)
    return 0;

  return self->sender->wave_size - self->n_in_flight;
}

gint64
ff_lane_get_due (FfLane   *self,
                 gboolean  may_claim)
{
  gint64 due = G_MAXINT64;

  if (may_claim && self->pause == NULL && self->books.states[FF_DELIVERY_WAITING] > 0 &&
      self->n_in_flight < self->sender->wave_size)
    due = MAX (self->not_before, self->next_due);
  for (guint i = 0; i < self->look_ups->len; i++)
    due = MIN (due, ((Flight *) g_ptr_array_index (self->look_ups, i))->look_up_at);

  return due;
}

/* ---- Moves and books. */

static void
count_move (FfLane          *self,
            FfDeliveryState  from,
            FfDeliveryState  to,
            FfReason         reason)
{
  self->books.states[from] -= 1;
  self->books.states[to] += 1;
  if (to == FF_DELIVERY_NOT_SENT)
    self->books.not_sent[reason] += 1;
  if (to != FF_DELIVERY_WAITING && to != FF_DELIVERY_IN_FLIGHT)
    self->n_settled += 1;
}

/* Records where @flight ends. The lane knows from the outcome; the row from here. */
static gboolean
settle (FfLane           *self,
        Flight           *flight,
        FfDeliveryState   to,
        gint64            not_before,
        gint64            now,
        GError          **error)
{
  FfMove move = {
    .delivery_id = flight->delivery->id,
    .from = FF_DELIVERY_IN_FLIGHT,
    .to = to,
    .mover = flight->is_look_up ? FF_MOVER_LOOK_UP : FF_MOVER_SENDER,
    .not_before = not_before,
    .is_unclear = flight->outcome.kind == FF_OUTCOME_UNCLEAR,
    .gateway_message = flight->outcome.gateway_message,
    .answer = flight->outcome.text,
    .status = flight->status,
  };

  if (!ff_outbox_move (self->outbox, &move, now, error))
    return FALSE;

  count_move (self, FF_DELIVERY_IN_FLIGHT, to, FF_REASON_NONE);
  if (to == FF_DELIVERY_WAITING)
    self->next_due = MIN (self->next_due, not_before);

  return TRUE;
}

/* ---- Pace. */

/* Doubled each time, with jitter so that many lanes do not come back at once. */
static gint64
get_backoff (FfLane *self,
             guint   n_failures)
{
  double usec = self->sender->backoff_usec * (double) (1 << MIN (n_failures, 20));

  return (gint64) (MIN (usec, (double) self->sender->backoff_max_usec) * g_rand_double_range (self->rand, 0.75, 1.0));
}

static gboolean
hold_until (FfLane  *self,
            gint64   when,
            GError **error)
{
  if (when <= self->not_before)
    return TRUE;

  self->not_before = when;
  return ff_outbox_set_not_before (self->outbox, self->task->id, when, error);
}

static gboolean
pause_for (FfLane       *self,
           FfSendError   code,
           const char   *text,
           GError      **error)
{
  g_autoptr (GError) why = NULL;

  if (self->pause != NULL)
    return TRUE;

  why = g_error_new (FF_SEND_ERROR, code, "%s: %s", self->task->label, text);
  return ff_lane_set_pause (self, why, error);
}

/* The gateway as a whole seems unwell: the lane backs off, and after too many
 * times in a row it pauses itself. Failures of one wave count once. */
static gboolean
back_off (FfLane      *self,
          gint64       now,
          gboolean     may_pause,
          const char  *text,
          GError     **error)
{
  if (now < self->not_before)
    return TRUE;

  self->n_failures += 1;
  if (may_pause && self->n_failures >= self->sender->max_failures)
    return pause_for (self, FF_SEND_ERROR_UNREACHABLE, text, error);

  return hold_until (self, now + get_backoff (self, self->n_failures - 1), error);
}

/* A real answer: the gateway is well. Too many refusals are still a reason to ask a person. */
static gboolean
note_answer (FfLane    *self,
             gboolean   is_refused,
             GError   **error)
{
  guint place = self->n_judged % N_REMEMBERED;
  guint n_known;

  self->n_failures = 0;
  self->n_in_row = 0;
  self->n_refused += is_refused;
  self->n_refused -= self->refused[place];
  self->refused[place] = is_refused;
  self->n_judged += 1;

  n_known = MIN (self->n_judged, N_REMEMBERED);
  if (!is_refused || n_known < N_JUDGED || self->n_refused * 100 <= self->sender->max_refused_percent * n_known)
    return TRUE;

  return pause_for (self, FF_SEND_ERROR_REFUSALS, _("The gateway refuses too many messages."), error);
}

/* ---- What an answer means. */

static const char *
get_text (Flight *flight)
{
  return flight->outcome.text != NULL ? flight->outcome.text : _("The gateway gave no reason.");
}

/* Ask the gateway in a while; until then it stays in flight. */
static void
look_up_later (FfLane *self,
               Flight *flight,
               gint64  when)
{
  flight->is_look_up = TRUE;
  flight->is_answered = FALSE;
  flight->look_up_at = when;
  g_ptr_array_add (self->look_ups, flight);
}

/* Nobody can tell whether it arrived. Sets @out_kept when the flight goes on. */
static gboolean
record_unclear (FfLane    *self,
                Flight    *flight,
                gint64     now,
                gboolean  *out_kept,
                GError   **error)
{
  FfDelivery *delivery = flight->delivery;
  gint64 n_attempts = delivery->n_attempts + 1;

  self->n_in_row += 1;
  if (self->n_in_row >= N_FAILURES_IN_ROW && !back_off (self, now, TRUE, get_text (flight), error))
    return FALSE;

  if (flight->is_look_up || self->repeat_class == FF_REPEAT_SEARCHABLE)
    {
      if (flight->n_look_ups >= self->sender->max_failures)
        return settle (self, flight, FF_DELIVERY_UNCONFIRMED, 0, now, error);

      *out_kept = TRUE;
      look_up_later (self, flight, now + (flight->n_look_ups == 0 ? self->type->search_delay_usec
                                          : get_backoff (self, flight->n_look_ups - 1)));
      return TRUE;
    }

  if (self->repeat_class == FF_REPEAT_KEYED && n_attempts < self->sender->max_attempts)
    return settle (self, flight, FF_DELIVERY_WAITING, now + get_backoff (self, n_attempts - 1), now, error);

  return settle (self, flight, FF_DELIVERY_UNCONFIRMED, 0, now, error);
}

static gboolean
record_flight (FfLane    *self,
               Flight    *flight,
               gint64     now,
               gboolean  *out_kept,
               GError   **error)
{
  switch (flight->outcome.kind)
    {
    case FF_OUTCOME_ACCEPTED:
      return settle (self, flight, FF_DELIVERY_ACCEPTED, 0, now, error) && note_answer (self, FALSE, error);

    case FF_OUTCOME_REFUSED:
      return settle (self, flight, FF_DELIVERY_REFUSED, 0, now, error) && note_answer (self, TRUE, error);

    case FF_OUTCOME_ABSENT:
      return settle (self, flight, FF_DELIVERY_WAITING, now, now, error);

    case FF_OUTCOME_CREDENTIALS:
      return settle (self, flight, FF_DELIVERY_WAITING, 0, now, error) &&
             pause_for (self, FF_SEND_ERROR_CREDENTIALS, get_text (flight), error);

    case FF_OUTCOME_SETTINGS:
      return settle (self, flight, FF_DELIVERY_WAITING, 0, now, error) &&
             pause_for (self, FF_SEND_ERROR_SETTINGS, get_text (flight), error);

    case FF_OUTCOME_WAIT:
      if (flight->outcome.retry_at != 0)
        return settle (self, flight, FF_DELIVERY_WAITING, flight->outcome.retry_at, now, error) &&
               hold_until (self, flight->outcome.retry_at, error);

      return settle (self, flight, FF_DELIVERY_WAITING, 0, now, error) &&
             back_off (self, now, flight->result == FF_HTTP_NOT_SENT, get_text (flight), error);

    case FF_OUTCOME_UNCLEAR:
      return record_unclear (self, flight, now, out_kept, error);
    }

  g_assert_not_reached ();
}

/* Records every answer that came, inside the worker's transaction. */
gboolean
ff_lane_record (FfLane  *self,
                gint64   now,
                GError **error)
{
  while (self->answered->len > 0)
    {
      Flight *flight = g_ptr_array_steal_index (self->answered, self->answered->len - 1);
      gboolean kept = FALSE;
      gboolean done = record_flight (self, flight, now, &kept, error);

      if (!kept)
        {
          self->n_in_flight -= 1;
          flight_free (flight);
        }
      if (!done)
        return FALSE;
    }

  return TRUE;
}

/* ---- Claims. */

/* Gives up a delivery whose content cannot be made. A template that is wrong
 * for everybody pauses the lane instead, and nobody is left out. */
static gboolean
refuse_content (FfLane        *self,
                FfDelivery    *delivery,
                const GError  *why,
                gint64         now,
                GError       **error)
{
  FfDeliveryState became;

  if (g_error_matches (why, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_TEMPLATE) ||
      g_error_matches (why, FF_MESSAGE_ERROR, FF_MESSAGE_ERROR_CONTENT))
    return pause_for (self, FF_SEND_ERROR_CONTENT, why->message, error);

  if (why->domain == FF_SEND_ERROR)
    return pause_for (self, why->code, why->message, error);

  if (!ff_outbox_give_up (self->outbox, delivery, FF_DELIVERY_NOT_SENT, FF_MOVER_SENDER, FF_REASON_NOT_RENDERED,
                          why->message, now, &became, error))
    return FALSE;

  count_move (self, FF_DELIVERY_WAITING, became, FF_REASON_NOT_RENDERED);
  return TRUE;
}

static gboolean
render (FfLane      *self,
        FfDelivery  *delivery,
        Flight      *flight,
        GError     **error)
{
  g_autoptr (FfMessage) message = ff_content_render (self->content, delivery->values, self->task->now_at, error);
  FfOutgoing outgoing = { .delivery = delivery };

  if (message == NULL)
    return FALSE;

  flight->message = ff_message_to_json (message);
  outgoing.message = flight->message;
  flight->request = self->type->build (self->settings, &outgoing, 1, error);
  return flight->request != NULL;
}

/* Takes over @delivery. */
static gboolean
claim_one (FfLane      *self,
           FfDelivery  *delivery,
           gint64       now,
           guint       *out_n_claimed,
           GError     **error)
{
  Flight *flight = flight_new (self, delivery);
  g_autoptr (GError) why = NULL;
  g_autofree char *hash = NULL;
  FfClaim claim = FF_CLAIM_GONE;
  FfDeliveryState became = FF_DELIVERY_WAITING;
  FfReason reason = FF_REASON_NONE;
  gboolean done;

  if (render (self, delivery, flight, &why))
    {
      hash = ff_gateway_request_hash (flight->request);
      done = ff_outbox_claim (self->outbox, delivery, self->task->is_transactional, hash, now, &claim, &became,
                              &reason, error);
    }
  else
    done = refuse_content (self, delivery, why, now, error);

  if (done && claim == FF_CLAIM_TAKEN)
    {
      count_move (self, FF_DELIVERY_WAITING, FF_DELIVERY_IN_FLIGHT, FF_REASON_NONE);
      g_ptr_array_add (self->claimed, flight);
      *out_n_claimed += 1;
      return TRUE;
    }

  if (done && claim == FF_CLAIM_ENDED)
    count_move (self, FF_DELIVERY_WAITING, became, reason);
  else if (done && why == NULL)
    self->is_stale = TRUE;

  self->n_in_flight -= 1;
  flight_free (flight);
  return done;
}

/* Claims what is due, inside the worker's transaction. Nothing leaves before
 * ff_lane_launch (), which the worker calls after the commit. */
gboolean
ff_lane_claim (FfLane  *self,
               guint    n_most,
               gint64   now,
               guint   *out_n_claimed,
               GError **error)
{
  g_autoptr (GPtrArray) due = NULL;
  gint64 n_expired = 0;
  guint n_due;

  if (!ff_outbox_expire (self->outbox, self->task, now, &n_expired, error))
    return FALSE;
  if (n_expired > 0 && !ff_lane_recount (self, error))
    return FALSE;

  due = ff_outbox_list_due (self->outbox, self->task->id, now, n_most, error);
  if (due == NULL)
    return FALSE;

  n_due = due->len;
  if (n_due == 0)
    self->is_stale = TRUE; /* somebody else took what we counted as waiting */

  while (due->len > 0 && self->pause == NULL)
    if (!claim_one (self, g_ptr_array_steal_index (due, 0), now, out_n_claimed, error))
      return FALSE;

  return n_due == n_most || ff_outbox_get_next_due (self->outbox, self->task->id, &self->next_due, error);
}

/* ---- Requests. */

static void
hear (Flight                *flight,
      const FfGatewayAnswer *answer)
{
  FfLane *self = flight->lane;
  FfOutgoing outgoing = { .delivery = flight->delivery, .message = flight->message };

  flight->status = answer->status;
  if (flight->is_look_up)
    self->type->classify_look_up (self->settings, answer, flight->delivery, &flight->outcome);
  else
    self->type->classify (self->settings, answer, &outgoing, &flight->outcome, 1);

  /* “Absent” is only said by look-ups, and those that are told to wait ask again. */
  if (flight->is_look_up && flight->outcome.kind != FF_OUTCOME_ACCEPTED &&
      flight->outcome.kind != FF_OUTCOME_REFUSED && flight->outcome.kind != FF_OUTCOME_ABSENT)
    flight->outcome.kind = FF_OUTCOME_UNCLEAR;
}

static void
done_cb (FfHttpResult           result,
         const FfGatewayAnswer *answer,
         const GError          *error,
         gpointer               user_data)
{
  Flight *flight = user_data;
  FfLane *self = flight->lane;

  ff_outcome_clear (&flight->outcome);
  memset (&flight->outcome, 0, sizeof flight->outcome);
  flight->result = result;
  flight->status = 0;
  flight->is_answered = TRUE;

  if (result == FF_HTTP_ANSWERED)
    hear (flight, answer);
  else
    {
      /* A look-up that did not get through leaves the question open. */
      flight->outcome.kind = result == FF_HTTP_NOT_SENT && !flight->is_look_up ? FF_OUTCOME_WAIT : FF_OUTCOME_UNCLEAR;
      if (g_error_matches (error, FF_SEND_ERROR, FF_SEND_ERROR_SETTINGS))
        flight->outcome.kind = FF_OUTCOME_SETTINGS;
      flight->outcome.text = g_strdup (error->message);
    }

  g_ptr_array_add (self->answered, flight);
  self->notify (self->user_data);
}

static void
launch_look_up (FfLane *self,
                Flight *flight)
{
  g_autoptr (FfGatewayRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  flight->n_look_ups += 1;
  request = self->type->build_look_up (self->settings, flight->delivery, &error);
  if (request != NULL)
    ff_http_send (self->session, request, self->sender->deadline_usec, self->clock, done_cb, flight);
  else
    done_cb (FF_HTTP_UNCLEAR, NULL, error, flight);
}

/* Sends what was claimed and committed, and asks what is due to be asked. */
void
ff_lane_launch (FfLane *self,
                gint64  now)
{
  while (self->claimed->len > 0)
    {
      Flight *flight = g_ptr_array_steal_index (self->claimed, 0);

      ff_http_send (self->session, flight->request, self->sender->deadline_usec, self->clock, done_cb, flight);
    }

  for (guint i = self->look_ups->len; i > 0; i--)
    if (((Flight *) g_ptr_array_index (self->look_ups, i - 1))->look_up_at <= now)
      launch_look_up (self, g_ptr_array_steal_index (self->look_ups, i - 1));
}
