#pragma once

/* Inside of the room: a PostgreSQL connection, shared by its files. */

#include "db/ff-postgres.h"

G_BEGIN_DECLS

typedef struct _FfPostgresCancel FfPostgresCancel;

struct _FfPostgres
{
  PGconn           *handle;
  char             *place;
  FfPostgresCancel *cancel;            /* stops what runs, over a connection of its own */
  gboolean          lost;
  guint             depth;             /* open transactions, the inner ones savepoints */
  GString          *copying;           /* rows on their way; NULL: no COPY is open */

  GCancellable     *cancellable;       /* nullable */
  gboolean          is_uncancellable;  /* while rolling back */
};

/* Cancelling (ff-postgres-cancel.c). */
FfPostgresCancel *ff_postgres_cancel_new   (PGconn           *handle);
void              ff_postgres_cancel_free  (FfPostgresCancel *self);
/* Asks the server from a thread of its own; does not block. */
void              ff_postgres_cancel_send  (FfPostgresCancel *self);
/* Waits until the question has arrived, so that it cannot hit the next statement. */
void              ff_postgres_cancel_join  (FfPostgresCancel *self);

/* Errors (ff-postgres-error.c). Each sets @error and returns FALSE. */
gboolean          ff_postgres_fail_connect (FfPostgres       *self,
                                            GError          **error);
gboolean          ff_postgres_fail_result  (FfPostgres       *self,
                                            const PGresult   *result,
                                            GError          **error);
gboolean          ff_postgres_fail_lost    (FfPostgres       *self,
                                            GError          **error);
gboolean          ff_postgres_check        (FfPostgres       *self,
                                            GError          **error);

/* Waiting (ff-postgres-wait.c): for the socket, the cancellable and no longer than @deadline (monotonic µs, -1: for ever). */
typedef enum
{
  FF_POSTGRES_READY,
  FF_POSTGRES_CANCELLED,
  FF_POSTGRES_LATE,
} FfPostgresWait;

FfPostgresWait    ff_postgres_wait         (int               socket,
                                            GIOCondition      condition,
                                            GCancellable     *cancellable,
                                            gint64            deadline_usec);
/* Sends all that is queued. */
gboolean          ff_postgres_flush        (FfPostgres       *self,
                                            GError          **error);
/* The next result of the running statement, *out_result NULL at its end. */
gboolean          ff_postgres_next_result  (FfPostgres       *self,
                                            PGresult        **out_result,
                                            GError          **error);
/* Reads to the end of the running statement and forgets what comes. */
void              ff_postgres_drain        (FfPostgres       *self);
gboolean          ff_postgres_send         (FfPostgres            *self,
                                            const char            *sql,
                                            const FfPostgresValue *values,
                                            guint                  n_values,
                                            GError               **error);
/* All that is needed after the last result of a statement. */
void              ff_postgres_close        (FfPostgres       *self);

G_END_DECLS
