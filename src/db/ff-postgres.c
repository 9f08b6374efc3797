/* A PostgreSQL connection: opening it safely and closing it. It belongs to
 * the thread that opened it. Addresses are in ff-postgres-connect.c, statements
 * in ff-postgres-statement.c, waiting and cancelling in files of their own. */

#include "db/ff-postgres-connect.h"

#include <glib/gi18n-lib.h>

static void
notice_cb (gpointer    data,
           const char *message)
{
  g_debug ("Server: %s", message);
}

/* Blocks until the connection stands or fails, no longer than it may. */
static gboolean
finish_connect (FfPostgres    *self,
                gint64         deadline_usec,
                GCancellable  *cancellable,
                GError       **error)
{
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;

  if (PQstatus (self->handle) == CONNECTION_BAD)
    return ff_postgres_fail_connect (self, error);

  while (state != PGRES_POLLING_OK)
    {
      switch (ff_postgres_wait (PQsocket (self->handle), state == PGRES_POLLING_WRITING ? G_IO_OUT : G_IO_IN,
                                cancellable, deadline_usec))
        {
        case FF_POSTGRES_CANCELLED:
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return FALSE;

        case FF_POSTGRES_LATE:
          g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_UNREACHABLE,
                       /* Translators: a database such as “shop” on db.example.org. */
                       _("%s does not answer. Check the address and the network."), self->place);
          return FALSE;

        case FF_POSTGRES_READY:
        default:
          break;
        }

      state = PQconnectPoll (self->handle);
      if (state == PGRES_POLLING_FAILED)
        return ff_postgres_fail_connect (self, error);
    }

  return TRUE;
}

static char *
dup_place (PGconn *handle)
{
  const char *database = PQdb (handle);
  const char *host = PQhost (handle);
  const char *port = PQport (handle);

  if (database == NULL)
    return g_strdup (_("the database"));
  if (host == NULL || *host == '\0' || *host == '/' || *host == '@')
    return g_strdup_printf ("“%s”", database);

  return port != NULL && !g_str_equal (port, "5432") && *port != '\0'
         /* Translators: a database, its host and port: “shop” on db.example.org:5433. */
         ? g_strdup_printf (_("“%s” on %s:%s"), database, host, port)
         /* Translators: a database and its host: “shop” on db.example.org. */
         : g_strdup_printf (_("“%s” on %s"), database, host);
}

static void
start (FfPostgres        *self,
       FfPostgresAddress *address,
       const char        *sslmode)
{
  g_clear_pointer (&self->handle, PQfinish);
  self->handle = ff_postgres_address_start (address, sslmode);
  g_free (self->place);
  self->place = dup_place (self->handle);
}

/**
 * ff_postgres_open:
 * @address: what libpq reads: “postgresql://user@host/database”, “host=… dbname=…”, “service=…”
 * @password: (nullable): from the keyring; without one libpq asks its password file
 * @cancellable: (nullable): stops the waiting
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * Connects. Over a network the server must show a certificate that names it,
 * unless the address says what else is accepted. An address that holds a
 * password is refused.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
FfPostgres *
ff_postgres_open (const char    *address,
                  const char    *password,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (FfPostgres) self = g_new0 (FfPostgres, 1);
  g_auto (FfPostgresAddress) read = { NULL };
  gint64 deadline;

  g_return_val_if_fail (address != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !ff_postgres_address_read (address, password, &read, error))
    return NULL;

  deadline = g_get_monotonic_time () + read.patience_usec;
  start (self, &read, NULL);
  /* Nothing was said to the server yet. */
  if (!ff_postgres_is_safe_enough (self->handle))
    start (self, &read, "verify-full");

  if (!finish_connect (self, deadline, cancellable, error))
    return NULL;

  PQsetNoticeProcessor (self->handle, notice_cb, NULL);
  PQsetnonblocking (self->handle, 1);
  self->cancel = ff_postgres_cancel_new (self->handle);

  return g_steal_pointer (&self);
}

/**
 * ff_postgres_free:
 * @self: (nullable): a connection, on its thread
 *
 * Closes it; what was not committed is undone by the server.
 */
void
ff_postgres_free (FfPostgres *self)
{
  if (self == NULL)
    return;

  if (self->copying != NULL)
    g_string_free (self->copying, TRUE);
  g_clear_pointer (&self->cancel, ff_postgres_cancel_free);
  g_clear_pointer (&self->handle, PQfinish);
  g_clear_object (&self->cancellable);
  g_free (self->place);
  g_free (self);
}

PGconn *
ff_postgres_get_handle (FfPostgres *self)
{
  return self->handle;
}

const char *
ff_postgres_get_place (FfPostgres *self)
{
  return self->place;
}

gboolean
ff_postgres_is_lost (FfPostgres *self)
{
  return self->lost;
}

/**
 * ff_postgres_set_cancellable:
 * @cancellable: (nullable): what stops its statements from now on
 *
 * Statements that run while @cancellable is cancelled are stopped in the
 * server, and later ones are not begun; both fail with
 * %G_IO_ERROR_CANCELLED. Rolling back still works.
 */
void
ff_postgres_set_cancellable (FfPostgres   *self,
                             GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  g_set_object (&self->cancellable, cancellable);
}
