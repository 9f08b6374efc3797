/* Where a run stands, in words. Pure functions of its numbers. */

#include "ui/results/ff-run-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "picture/ff-count-labels.h"
#include "runner/ff-run-state.h"

static void
set (FfRunWords *self,
     const char *text,
     const char *icon,
     const char *css_class)
{
  self->text = g_strdup (text);
  self->icon = icon;
  self->css_class = css_class;
}

static void
set_ended (FfRunWords    *self,
           const FfBooks *books)
{
  FfRunState state = ff_run_state_of_books (books);
  gboolean is_whole = books->states[FF_DELIVERY_ACCEPTED] == books->planned;

  self->text = ff_run_dup_state_text (books);
  if (state == FF_RUN_STOPPED)
    {
      self->icon = "media-playback-stop-symbolic";
      self->css_class = "plain";
      return;
    }

  self->icon = is_whole ? "object-select-symbolic" : "ff-warning-symbolic";
  self->css_class = is_whole ? "good" : "warning";
}

/**
 * ff_run_words_init:
 * @self: to be filled
 * @sender: (nullable): of this program
 * @books: of the run
 *
 * Says “Finished” of nothing that waits.
 */
void
ff_run_words_init (FfRunWords    *self,
                   FfSender      *sender,
                   const FfBooks *books)
{
  FfSenderState state = sender != NULL ? ff_sender_get_state (sender) : FF_SENDER_IDLE;
  gboolean waits = ff_books_get_left (books) > 0;

  *self = (FfRunWords) { NULL };
  switch (state)
    {
    case FF_SENDER_SENDING:
      set (self, _("Running"), "media-playback-start-symbolic", "good");
      return;
    case FF_SENDER_PAUSING:
      set (self, _("Pausing"), "media-playback-pause-symbolic", "warning");
      return;
    case FF_SENDER_STOPPING:
      set (self, _("Stopping"), "media-playback-stop-symbolic", "plain");
      return;
    case FF_SENDER_PAUSED:
      if (!waits)
        break;
      set (self, _("Paused"), "media-playback-pause-symbolic", "warning");
      return;
    case FF_SENDER_FAILED:
      if (!waits)
        break;
      set (self, _("Failed"), "ff-problem-symbolic", "problem");
      return;
    default:
      break;
    }

  if (waits)
    set (self, _("Not running"), "media-playback-pause-symbolic", "warning");
  else
    set_ended (self, books);
}

void
ff_run_words_clear (FfRunWords *self)
{
  g_clear_pointer (&self->text, g_free);
}

/* ---- Facts. */

static char *
dup_clock (gint64 at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now) &&
      g_date_time_get_year (then) == g_date_time_get_year (now))
    return g_date_time_format (then, "%H:%M:%S");

  /* Translators: a day and a time, for strftime. */
  return g_date_time_format (then, _("%-d %b %Y, %H:%M"));
}

static char *
dup_time_left (double seconds)
{
  int minutes = (int) ceil (seconds / 60);

  if (seconds < 60)
    return g_strdup (_("less than 1 min left"));
  if (minutes < 120)
    /* Translators: minutes. */
    return g_strdup_printf (_("about %d min left"), minutes);

  /* Translators: hours. */
  return g_strdup_printf (_("about %d h left"), (minutes + 30) / 60);
}

static void
take (GPtrArray *facts,
      char      *fact)
{
  g_ptr_array_add (facts, fact);
}

static void
add_gateways (GPtrArray   *facts,
              FfRunReport *report)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->tasks->len; i++)
    {
      const FfTask *task = report->tasks->pdata[i];

      if (!g_hash_table_add (seen, task->gateway_id))
        continue;

      if (ff_task_is_rehearsal (task))
        take (facts, g_strdup (_("REHEARSAL, reaches nobody")));
      else
        /* Translators: %s is the name of a gateway that reaches people. */
        take (facts, g_strdup_printf (_("%s, LIVE"), task->gateway_id));
    }
}

/**
 * ff_run_words_dup_facts:
 * @report: of the run
 * @sender: (nullable): of this program
 * @books: as they are now
 *
 * Returns: pace, time left, gateways and start in one line
 */
char *
ff_run_words_dup_facts (FfRunReport   *report,
                        FfSender      *sender,
                        const FfBooks *books)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  double rate = sender != NULL && ff_sender_get_state (sender) == FF_SENDER_SENDING ? ff_sender_get_rate (sender) : 0;
  g_autofree char *started = dup_clock (report->started_at);

  if (rate >= 0.5)
    {
      g_autofree char *number = ff_count_format ((gint64) (rate + 0.5));

      /* Translators: messages. */
      take (facts, g_strdup_printf (_("%s a second"), number));
      take (facts, dup_time_left (ff_books_get_left (books) / rate));
    }

  add_gateways (facts, report);
  /* Translators: %s is a time. */
  take (facts, g_strdup_printf (_("started %s"), started));
  g_ptr_array_add (facts, NULL);

  return g_strjoinv (" · ", (char **) facts->pdata);
}

/* ---- Sums. */

gint64
ff_run_words_get_n (const FfBooks   *books,
                    FfDeliveryState  state)
{
  if (state == FF_DELIVERY_WAITING)
    return books->states[FF_DELIVERY_WAITING] + books->states[FF_DELIVERY_IN_FLIGHT];

  return books->states[state];
}

char *
ff_run_words_dup_sum (const FfBooks *books)
{
  const FfDeliveryState states[] = {
    FF_DELIVERY_ACCEPTED, FF_DELIVERY_REFUSED, FF_DELIVERY_UNCONFIRMED, FF_DELIVERY_WAITING, FF_DELIVERY_NOT_SENT,
  };
  char *numbers[G_N_ELEMENTS (states) + 1];
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    numbers[i] = ff_count_format (ff_run_words_get_n (books, states[i]));
  numbers[G_N_ELEMENTS (states)] = ff_count_format (books->planned);

  /* Translators: numbers of messages. */
  text = g_strdup_printf (_("accepted %s + refused %s + unconfirmed %s + waiting %s + not sent %s = %s planned"),
                          numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_free (numbers[i]);

  return text;
}

static char *
dup_reasons (const FfBooks *books)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i < FF_N_REASONS; i++)
    if (books->not_sent[i] > 0)
      {
        g_autofree char *number = ff_count_format (books->not_sent[i]);

        /* Translators: why messages were not sent, and how many: “Stopped 412”. */
        g_ptr_array_add (reasons, g_strdup_printf (_("%s %s"), ff_reason_get_label (i), number));
      }
  g_ptr_array_add (reasons, NULL);

  return g_strjoinv (", ", (char **) reasons->pdata);
}

char *
ff_run_words_dup_note (const FfBooks   *books,
                       FfDeliveryState  state)
{
  gint64 n = ff_run_words_get_n (books, state);
  gint64 n_done = books->planned - ff_books_get_left (books);
  g_autofree char *in_flight = NULL;

  switch (state)
    {
    case FF_DELIVERY_ACCEPTED:
      if (n_done == 0)
        return g_strdup (_("taken by the gateway"));
      /* Translators: a share in percent, of what was handled so far. */
      return g_strdup_printf (_("%.1f %% of done"), floor (1000.0 * n / n_done) / 10);

    case FF_DELIVERY_REFUSED:
      return g_strdup (_("the gateway said no"));

    case FF_DELIVERY_UNCONFIRMED:
      return g_strdup (n > 0 ? _("sent, no answer came") : _("every answer came"));

    case FF_DELIVERY_WAITING:
      if (n == 0)
        return g_strdup (_("nothing waits"));
      if (books->states[FF_DELIVERY_IN_FLIGHT] == 0)
        return g_strdup (_("not handed over yet"));
      in_flight = ff_count_format (books->states[FF_DELIVERY_IN_FLIGHT]);
      /* Translators: %s is a number of messages that the gateway has not answered yet. */
      return g_strdup_printf (_("%s in flight"), in_flight);

    case FF_DELIVERY_NOT_SENT:
    default:
      return n > 0 ? dup_reasons (books) : g_strdup (_("removed during the run"));
    }
}
