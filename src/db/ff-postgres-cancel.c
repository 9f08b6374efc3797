/* Stopping a statement in the server. PQcancel opens a connection of its own
 * and waits for it, so it runs on a thread of its own: whoever cancels never
 * waits, and the connection's thread goes on listening. */

#include "db/ff-postgres-private.h"

/* How long the next statement waits for a question to cancel that is still on its way. */
#define PATIENCE_USEC (2 * (gint64) G_USEC_PER_SEC)

struct _FfPostgresCancel
{
  gatomicrefcount  ref_count;
  PGcancel        *handle;

  GMutex           mutex;       /* guards what follows */
  GCond            cond;
  gboolean         is_sending;
};

FfPostgresCancel *
ff_postgres_cancel_new (PGconn *handle)
{
  FfPostgresCancel *self = g_new0 (FfPostgresCancel, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->handle = PQgetCancel (handle);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);

  return self;
}

void
ff_postgres_cancel_free (FfPostgresCancel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  PQfreeCancel (self->handle);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gpointer
send_cancel (gpointer data)
{
  FfPostgresCancel *self = data;
  char words[256] = "";

  if (self->handle != NULL && PQcancel (self->handle, words, sizeof words) == 0)
    g_debug ("Cancelling in the server failed: %s", words);

  g_mutex_lock (&self->mutex);
  self->is_sending = FALSE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  ff_postgres_cancel_free (self);

  return NULL;
}

void
ff_postgres_cancel_send (FfPostgresCancel *self)
{
  g_mutex_lock (&self->mutex);
  if (!self->is_sending)
    {
      self->is_sending = TRUE;
      g_atomic_ref_count_inc (&self->ref_count);
      g_thread_unref (g_thread_new ("ff-cancel", send_cancel, self));
    }
  g_mutex_unlock (&self->mutex);
}

void
ff_postgres_cancel_join (FfPostgresCancel *self)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_USEC;

  g_mutex_lock (&self->mutex);
  while (self->is_sending && g_cond_wait_until (&self->cond, &self->mutex, deadline))
    ;
  g_mutex_unlock (&self->mutex);
}
