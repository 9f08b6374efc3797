/* The one place where a connection's thread waits for the server: for its
 * socket and for the cancellable at once. On the connection's thread. */

#include "db/ff-postgres-private.h"

/* After a cancel the server answers at once; one that does not is gone. */
#define CANCEL_PATIENCE_USEC (5 * (gint64) G_USEC_PER_SEC)

FfPostgresWait
ff_postgres_wait (int            socket,
                  GIOCondition   condition,
                  GCancellable  *cancellable,
                  gint64         deadline_usec)
{
  GPollFD fds[2] = { { socket, condition, 0 }, { -1, 0, 0 } };
  gboolean polls_cancel = g_cancellable_make_pollfd (cancellable, &fds[1]);
  FfPostgresWait answer = FF_POSTGRES_READY;
  int n = 0;

  while (n == 0)
    {
      gint64 now = g_get_monotonic_time ();
      int timeout_msec = -1;

      if (g_cancellable_is_cancelled (cancellable))
        {
          answer = FF_POSTGRES_CANCELLED;
          break;
        }
      if (deadline_usec >= 0 && now >= deadline_usec)
        {
          answer = FF_POSTGRES_LATE;
          break;
        }
      if (deadline_usec >= 0)
        timeout_msec = (int) MIN ((deadline_usec - now) / 1000 + 1, G_MAXINT);

      n = g_poll (fds, polls_cancel ? 2 : 1, timeout_msec);
      if (n > 0 && fds[0].revents == 0)
        n = 0;
      else if (n < 0)
        n = 0;   /* a signal */
    }

  if (polls_cancel)
    g_cancellable_release_fd (cancellable);

  return answer;
}

static gboolean
lose (FfPostgres  *self,
      GError     **error)
{
  self->lost = TRUE;

  return ff_postgres_fail_lost (self, error);
}

/* How far a wait with cancelling went. */
typedef struct
{
  GCancellable *cancellable;    /* until it was cancelled */
  gint64        deadline_usec;  /* from then on */
} Patience;

static Patience
patience_of (FfPostgres *self)
{
  return (Patience) { self->is_uncancellable ? NULL : self->cancellable, -1 };
}

/* Waits once and takes in what there is. A cancel is sent on, and then the server has a while to say so. */
static gboolean
listen_once (FfPostgres    *self,
             GIOCondition   condition,
             Patience      *patience,
             GError       **error)
{
  switch (ff_postgres_wait (PQsocket (self->handle), condition, patience->cancellable, patience->deadline_usec))
    {
    case FF_POSTGRES_CANCELLED:
      ff_postgres_cancel_send (self->cancel);
      *patience = (Patience) { NULL, g_get_monotonic_time () + CANCEL_PATIENCE_USEC };
      return TRUE;

    case FF_POSTGRES_LATE:
      g_debug ("The server does not answer a cancel; leaving it");
      return lose (self, error);

    case FF_POSTGRES_READY:
    default:
      return PQconsumeInput (self->handle) != 0 || lose (self, error);
    }
}

gboolean
ff_postgres_flush (FfPostgres  *self,
                   GError     **error)
{
  Patience patience = patience_of (self);
  int state;

  while ((state = PQflush (self->handle)) > 0)
    if (!listen_once (self, G_IO_IN | G_IO_OUT, &patience, error))
      return FALSE;

  return state == 0 || lose (self, error);
}

gboolean
ff_postgres_next_result (FfPostgres  *self,
                         PGresult   **out_result,
                         GError     **error)
{
  Patience patience = patience_of (self);

  while (PQisBusy (self->handle))
    if (!listen_once (self, G_IO_IN, &patience, error))
      return FALSE;

  *out_result = PQgetResult (self->handle);

  return TRUE;
}

void
ff_postgres_close (FfPostgres *self)
{
  ff_postgres_cancel_join (self->cancel);
  if (PQstatus (self->handle) == CONNECTION_BAD)
    self->lost = TRUE;
}

void
ff_postgres_drain (FfPostgres *self)
{
  gboolean kept = self->is_uncancellable;
  PGresult *result = NULL;

  self->is_uncancellable = TRUE;
  while (!self->lost && ff_postgres_next_result (self, &result, NULL) && result != NULL)
    {
      gboolean copies = PQresultStatus (result) == PGRES_COPY_IN || PQresultStatus (result) == PGRES_COPY_OUT;

      PQclear (result);
      /* Nobody speaks COPY any more: only a new connection helps. */
      if (copies)
        self->lost = TRUE;
    }
  self->is_uncancellable = kept;
  ff_postgres_close (self);
}

/**
 * ff_postgres_send:
 *
 * Hands a statement to the server without waiting for its answer.
 *
 * Returns: %TRUE if it was sent
 */
gboolean
ff_postgres_send (FfPostgres             *self,
                  const char             *sql,
                  const FfPostgresValue  *values,
                  guint                   n_values,
                  GError                **error)
{
  g_autofree Oid *types = g_new (Oid, n_values + 1);
  g_autofree const char **texts = g_new (const char *, n_values + 1);

  if (!ff_postgres_check (self, error))
    return FALSE;

  for (guint v = 0; v < n_values; v++)
    {
      types[v] = values[v].type;
      texts[v] = values[v].text;
    }

  if (PQsendQueryParams (self->handle, sql, (int) n_values, types, texts, NULL, NULL, 0) == 0)
    {
      ff_postgres_close (self);
      return ff_postgres_fail_lost (self, error);
    }

  return ff_postgres_flush (self, error);
}
