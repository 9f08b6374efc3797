/* Where a run stands, told from its books alone, so that every program says
 * the same. Any thread; settling opens the outbox itself. */

#include "runner/ff-run-state.h"

#include <glib/gi18n-lib.h>

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
