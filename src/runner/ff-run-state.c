/* Where a run stands, told from its books alone, so that every program says
 * the same. Any thread; settling opens the outbox itself. */

#include "runner/ff-run-state.h"

#include <glib/gi18n-lib.h>

/* Runs that are looked at together. */
#define PAGE 50

/**
 * ff_run_state_of_books:
 * @books: of a run
 *
 * Returns: what they say
 */
FfRunState
ff_run_state_of_books (const FfBooks *books)
{
  if (ff_books_get_left (books) > 0)
    return FF_RUN_SENDING;

  return books->not_sent[FF_REASON_STOPPED] > 0 ? FF_RUN_STOPPED : FF_RUN_FINISHED;
}

/**
 * ff_run_state_get_id:
 * @state: where a run stands
 *
 * Returns: (transfer none): the word that #FfRun.state holds for it, never
 *   translated
 */
const char *
ff_run_state_get_id (FfRunState state)
{
  static const char *const ids[] = { "sending", "finished", "stopped" };

  return ids[state];
}

static char *
with_number (const char *format,
             gint64      n)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  /* The formats below hold one %s each. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, number);
#pragma GCC diagnostic pop
}

/**
 * ff_run_dup_state_text:
 * @books: of a run
 *
 * Returns: its state in words, with the number that matters most
 */
char *
ff_run_dup_state_text (const FfBooks *books)
{
  gint64 refused = books->states[FF_DELIVERY_REFUSED];
  gint64 unconfirmed = books->states[FF_DELIVERY_UNCONFIRMED];

  switch (ff_run_state_of_books (books))
    {
    case FF_RUN_SENDING:
      /* Translators: %s is a number of messages. */
      return with_number (_("Sending — %s to go"), ff_books_get_left (books));
    case FF_RUN_STOPPED:
      /* Translators: %s is a number of messages. */
      return with_number (_("Stopped — %s not sent"), books->states[FF_DELIVERY_NOT_SENT]);
    case FF_RUN_FINISHED:
    default:
      break;
    }

  if (unconfirmed > 0)
    /* Translators: %s is a number of messages. */
    return with_number (_("Finished — %s unconfirmed"), unconfirmed);
  if (refused > 0)
    /* Translators: %s is a number of messages. */
    return with_number (_("Finished — %s refused"), refused);

  return g_strdup (_("Finished"));
}

/**
 * ff_run_settle:
 * @outbox_path: of the outbox
 * @run_id: of a prepared run
 * @now: µs UTC
 * @error: of the outbox
 *
 * Counts the books afresh and writes the run's state. Called when a sender
 * has ended, whatever ended it.
 *
 * Returns: %FALSE when the outbox could not be read or written
 */
gboolean
ff_run_settle (const char  *outbox_path,
               const char  *run_id,
               gint64       now,
               GError     **error)
{
  g_autoptr (FfOutbox) outbox = ff_outbox_open (outbox_path, FALSE, error);
  g_autoptr (FfBooks) books = NULL;

  if (outbox == NULL)
    return FALSE;

  books = ff_outbox_get_books (outbox, run_id, NULL, error);
  if (books == NULL)
    return FALSE;

  return ff_outbox_set_run (outbox, run_id, ff_run_state_get_id (ff_run_state_of_books (books)), NULL, now, error);
}

/* ---- What the campaign is by its runs. */

/**
 * ff_run_is_live:
 * @outbox: holds the run, on the thread that opened it
 * @run_id: a run; one that was never prepared is not live
 * @out_live: (out): whether a gateway of it reaches people
 * @error: of the outbox
 *
 * Returns: %TRUE if @out_live was set
 */
gboolean
ff_run_is_live (FfOutbox    *outbox,
                const char  *run_id,
                gboolean    *out_live,
                GError     **error)
{
  g_autoptr (GPtrArray) tasks = ff_outbox_list_tasks (outbox, run_id, NULL, error);

  if (tasks == NULL)
    return FALSE;

  *out_live = FALSE;
  for (guint i = 0; i < tasks->len; i++)
    *out_live = *out_live || !ff_task_is_rehearsal (tasks->pdata[i]);

  return TRUE;
}

/* The newest live run; NULL inside when there is none. */
static gboolean
find_live_run (FfOutbox    *outbox,
               const char  *campaign_id,
               char       **out_run_id,
               GError     **error)
{
  gint64 before = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) runs = ff_outbox_list_runs (outbox, campaign_id, before, PAGE, error);

      if (runs == NULL)
        return FALSE;

      for (guint i = 0; i < runs->len; i++)
        {
          const FfRun *run = runs->pdata[i];
          gboolean is_live;

          if (!ff_run_is_live (outbox, run->id, &is_live, error))
            return FALSE;
          if (is_live)
            {
              *out_run_id = g_strdup (run->id);
              return TRUE;
            }
          before = run->number;
        }

      if (runs->len < PAGE)
        return TRUE;
    }
}

/* The state of a library's entry. */
static const char *
get_library_state (const FfBooks *books)
{
  switch (ff_run_state_of_books (books))
    {
    case FF_RUN_FINISHED:
      return "finished";
    case FF_RUN_STOPPED:
      return "stopped";
    case FF_RUN_SENDING:
    default:
      return "running";
    }
}

/**
 * ff_run_tell_library:
 * @library: whose outbox is read, on the thread that opened it
 * @campaign_id: a campaign; one that the library does not hold is left alone
 * @error: of the outbox or the library
 *
 * To be called when a run of the campaign began or ended. It asks the outbox
 * alone, so that it does not matter who calls it, how often or in which order.
 *
 * Returns: %FALSE when something could not be read or written
 */
gboolean
ff_run_tell_library (FfLibrary   *library,
                     const char  *campaign_id,
                     GError     **error)
{
  g_autofree char *outbox_path = ff_library_dup_outbox_path (library);
  g_autoptr (FfOutbox) outbox = ff_outbox_open (outbox_path, FALSE, error);
  g_autoptr (FfBooks) books = NULL;
  g_autofree char *run_id = NULL;
  FfLibraryFacts facts = FF_LIBRARY_FACTS_INIT;

  if (outbox == NULL || !find_live_run (outbox, campaign_id, &run_id, error))
    return FALSE;

  if (run_id != NULL)
    {
      books = ff_outbox_get_books (outbox, run_id, NULL, error);
      if (books == NULL)
        return FALSE;
    }

  facts.state = (char *) (books != NULL ? get_library_state (books) : "draft");
  return ff_library_set_facts (library, campaign_id, &facts, error);
}
