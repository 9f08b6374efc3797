/* What run and send share. One thread; the gateway has its own. */

#include "cli/ff-cli-sending.h"

#include <glib/gi18n.h>

#include "base/ff-clock.h"
#include "picture/ff-count-labels.h"
#include "runner/ff-run-state.h"

/**
 * ff_cli_pace_check:
 * @self: as parsed
 *
 * Returns: (nullable) (transfer none): what is wrong with it
 */
const char *
ff_cli_pace_check (const FfCliPace *self)
{
  if (!(self->rate >= 0 && self->rate <= 1e6))
    return _("--rate takes a number from 0 to 1000000");
  if (self->deadline < 1 || self->deadline > 3600)
    return _("--deadline takes a number of seconds from 1 to 3600");
  if (self->failures < 1 || self->failures > 1000)
    return _("--failures takes a number from 1 to 1000");

  if (self->gateway_url != NULL && !g_str_has_prefix (self->gateway_url, "http://127.0.0.1:"))
    return _("--gateway takes the address that “fanfarectl gateway” tells: http://127.0.0.1:PORT/v1/messages");

  return NULL;
}

/**
 * ff_cli_pace_clear:
 * @self: the options of run and send
 *
 * Frees what parsing allocated.
 */
void
ff_cli_pace_clear (FfCliPace *self)
{
  g_clear_pointer (&self->gateway_url, g_free);
}

/**
 * ff_cli_sending_open:
 * @self: to be filled
 * @gateway_url: (nullable): of a rehearsal gateway that runs elsewhere
 * @error: of library or send
 *
 * Opens the library's outbox, and a rehearsal gateway unless one is named.
 *
 * Returns: %FALSE on failure
 */
gboolean
ff_cli_sending_open (FfCliSending  *self,
                     const char    *gateway_url,
                     GError       **error)
{
  g_autofree char *log_path = NULL;

  self->library = ff_library_open (NULL, error);
  if (self->library == NULL)
    return FALSE;

  self->outbox_path = ff_library_dup_outbox_path (self->library);
  if (gateway_url != NULL)
    {
      self->gateway_url = g_strdup (gateway_url);
      return TRUE;
    }

  log_path = ff_library_dup_rehearsal_path (self->library);
  self->repeat_class = FF_REPEAT_KEYED;
  self->rehearsal = ff_rehearsal_new (log_path, self->repeat_class);
  if (!ff_rehearsal_start (self->rehearsal, 0, error))
    return FALSE;

  self->gateway_url = ff_rehearsal_dup_url (self->rehearsal);
  return TRUE;
}

/**
 * ff_cli_sending_close:
 * @self: opened, or one whose opening failed half-way
 *
 * Ends the rehearsal gateway if it is of this process, after the requests it
 * is answering, and closes the library.
 */
void
ff_cli_sending_close (FfCliSending *self)
{
  if (self->rehearsal != NULL)
    ff_rehearsal_stop (self->rehearsal);
  g_clear_object (&self->rehearsal);
  g_clear_pointer (&self->library, ff_library_free);
  g_clear_pointer (&self->outbox_path, g_free);
  g_clear_pointer (&self->gateway_url, g_free);
}

/* A gateway that runs elsewhere knows itself whether it may be given a message twice. */
static gboolean
ask_class (FfCliSending  *self,
           GError       **error)
{
  if (self->rehearsal == NULL && !self->is_asked)
    self->is_asked = ff_rehearsal_ask_class (self->gateway_url, &self->repeat_class, error);

  return self->rehearsal != NULL || self->is_asked;
}

/* A run outlives the rehearsal gateway's port: today's goes in. */
static FfJson *
resolve_cb (const FfTask  *task,
            gpointer       user_data,
            GError       **error)
{
  FfCliSending *self = user_data;
  g_autoptr (FfJson) url = ff_json_new_string (self->gateway_url);
  g_autoptr (FfJson) repeat = NULL;
  g_autoptr (FfJson) settings = NULL;

  if (!ff_task_is_rehearsal (task))
    return ff_json_ref (task->gateway_settings);
  if (!ask_class (self, error))
    return NULL;

  settings = ff_json_with_member (task->gateway_settings, "url", url);
  repeat = ff_json_new_string (ff_repeat_class_get_id (self->repeat_class));
  return ff_json_with_member (settings, "repeat", repeat);
}

static void
add_line (GPtrArray  *cells,
          const char *label,
          gint64      n)
{
  g_ptr_array_add (cells, g_strdup (label));
  g_ptr_array_add (cells, ff_count_format (n));
}

static void
print_books (const FfBooks *books)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (_("From audience to messages")));
  g_ptr_array_add (cells, g_strdup (""));
  add_line (cells, _("Audience"), books->audience);
  for (guint i = 1; i < FF_N_REASONS; i++)
    if (books->excluded[i] != 0)
      {
        g_autofree char *label = g_strdup_printf ("− %s", ff_reason_get_label (i));

        add_line (cells, label, books->excluded[i]);
      }
  add_line (cells, _("= Messages"), books->planned);
  ff_cli_print_table (cells, 2);

  g_ptr_array_set_size (cells, 0);
  g_ptr_array_add (cells, g_strdup (_("What became of them")));
  g_ptr_array_add (cells, g_strdup (""));
  for (guint i = 0; i < FF_N_DELIVERY_STATES; i++)
    add_line (cells, ff_delivery_state_get_label (i), books->states[i]);
  add_line (cells, _("= Messages"), books->planned);
  printf ("\n");
  ff_cli_print_table (cells, 2);
}

static gboolean
is_finished (const FfBooks *books)
{
  return books->states[FF_DELIVERY_WAITING] == 0 && books->states[FF_DELIVERY_IN_FLIGHT] == 0;
}

/* Writes where the run and its campaign stand now. */
static gboolean
settle (FfCliSending  *self,
        const char    *run_id,
        GError       **error)
{
  g_autoptr (FfOutbox) outbox = ff_outbox_open (self->outbox_path, FALSE, error);
  g_autoptr (FfRun) run = outbox != NULL ? ff_outbox_dup_run (outbox, run_id, error) : NULL;

  return run != NULL && ff_run_settle (self->outbox_path, run_id, ff_clock_get_now (ff_clock_get_wall ()), error) &&
         ff_run_tell_library (self->library, run->campaign_id, error);
}

/**
 * ff_cli_sending_drain:
 * @self: opened
 * @run_id: of a prepared run
 * @pace: how fast, how patient
 * @json: whether the report is for machines
 *
 * Returns: the exit code: 4 when something was refused, unconfirmed or not sent
 */
int
ff_cli_sending_drain (FfCliSending    *self,
                      const char      *run_id,
                      const FfCliPace *pace,
                      gboolean         json)
{
  FfSenderSettings settings = {
    .rate = pace->rate,
    .deadline_usec = pace->deadline * G_USEC_PER_SEC,
    .max_failures = pace->failures,
  };
  g_autoptr (FfBooks) books = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unsettled = NULL;
  gboolean sent = ff_sender_run_blocking (self->outbox_path, run_id, &settings, resolve_cb, self, &books,
                                          ff_cli_get_cancellable (), &error);
  if (books != NULL && !settle (self, run_id, &unsettled))
    fprintf (stderr, "fanfarectl: %s\n", unsettled->message);

  if (books != NULL && json)
    {
      g_autoptr (FfJson) report = ff_json_new_object ();

      g_autofree char *state = ff_run_dup_state_text (books);

      ff_json_set_string (report, "run", run_id);
      ff_json_set_string (report, "state", state);
      ff_json_set_boolean (report, "finished", is_finished (books));
      if (error != NULL)
        ff_json_set_string (report, "error", error->message);
      ff_json_take_member (report, "books", ff_books_to_json (books));
      ff_cli_print_json (report);
    }
  else if (books != NULL)
    {
      g_autofree char *state = ff_run_dup_state_text (books);

      /* Translators: the first %s is the id of a run, the second its state: “Finished”. */
      printf (_("Run %s: %s\n\n"), run_id, state);
      print_books (books);
    }

  if (!sent)
    {
      int exit_code = ff_cli_fail (error);

      if (books != NULL && !is_finished (books))
        /* Translators: %s is the id of a run. */
        fprintf (stderr, _("fanfarectl: what waits is kept: “fanfarectl send %s” goes on\n"), run_id);
      return exit_code;
    }

  return books->states[FF_DELIVERY_ACCEPTED] == books->planned ? FF_EXIT_DONE : FF_EXIT_INCOMPLETE;
}
