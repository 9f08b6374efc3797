#pragma once

#include "db/ff-db-error.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* libpq, tamed: GError, autoptr, typed values, cancel, constant memory. A
 * connection belongs to the thread that opened it; only the cancellable
 * crosses. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

typedef struct _FfPostgres FfPostgres;

/* Types of bound values, as the server numbers them. */
#define FF_POSTGRES_ANY     0u    /* the server infers it */
#define FF_POSTGRES_INTEGER 20u   /* bigint */
#define FF_POSTGRES_TEXT    25u
#define FF_POSTGRES_REAL    701u  /* double precision */

typedef struct
{
  guint       type;
  const char *text;   /* NULL is NULL */
} FfPostgresValue;

/* A row that streams by; @result holds it alone and is freed by the caller. FALSE with an error ends the stream. */
typedef gboolean (*FfPostgresRow)   (PGresult    *result,
                                     gpointer     user_data,
                                     GError     **error);
typedef gboolean (*FfPostgresBytes) (const char  *bytes,
                                     gsize        length,
                                     gpointer     user_data,
                                     GError     **error);

/* @address: "postgresql://user@host/database", or words like "host=… dbname=…", or "service=…". @password: (nullable):
 * from the keyring; else libpq looks into its password file. */
FfPostgres   *ff_postgres_open        (const char             *address,
                                       const char             *password,
                                       GCancellable           *cancellable,
                                       GError                **error);
void          ff_postgres_free        (FfPostgres             *self);
PGconn       *ff_postgres_get_handle  (FfPostgres             *self);
const char   *ff_postgres_get_place   (FfPostgres             *self);   /* “shop” on db.example.org, for errors */
/* The server went away: every call fails, and what was open is no more. */
gboolean      ff_postgres_is_lost     (FfPostgres             *self);

/* While set, cancelling @cancellable stops the running statement in the
 * server, from any thread, and statements fail with G_IO_ERROR_CANCELLED. Nullable clears. */
void          ff_postgres_set_cancellable (FfPostgres         *self,
                                       GCancellable           *cancellable);

/* One or several statements without values or results. */
gboolean      ff_postgres_exec        (FfPostgres             *self,
                                       const char             *sql,
                                       GError                **error);
/* One statement; all its rows at once, as text. */
PGresult     *ff_postgres_query       (FfPostgres             *self,
                                       const char             *sql,
                                       const FfPostgresValue  *values,
                                       guint                   n_values,
                                       GError                **error);
/* The same with @types: 'i' gint64, 't' const char* (nullable), 'd' double. */
PGresult     *ff_postgres_ask         (FfPostgres             *self,
                                       GError                **error,
                                       const char             *sql,
                                       const char             *types,
                                       ...);
gboolean      ff_postgres_run         (FfPostgres             *self,
                                       gint64                 *out_changed,   /* nullable */
                                       GError                **error,
                                       const char             *sql,
                                       const char             *types,
                                       ...);
/* @out_value untouched when there is no row, or NULL in it (then FALSE, no error, *out_found FALSE). */
gboolean      ff_postgres_get_integer (FfPostgres             *self,
                                       gint64                 *out_value,
                                       gboolean               *out_found,     /* nullable */
                                       GError                **error,
                                       const char             *sql,
                                       const char             *types,
                                       ...);
/* Row by row in constant memory. */
gboolean      ff_postgres_stream      (FfPostgres             *self,
                                       const char             *sql,
                                       const FfPostgresValue  *values,
                                       guint                   n_values,
                                       FfPostgresRow           func,
                                       gpointer                user_data,
                                       GError                **error);
/* Of the command tag: rows inserted, deleted, selected. */
gint64        ff_postgres_get_changed (PGresult               *result);

/* COPY … TO STDOUT: @func is given a row of bytes at a time. */
gboolean      ff_postgres_copy_out    (FfPostgres             *self,
                                       const char             *sql,
                                       FfPostgresBytes         func,
                                       gpointer                user_data,
                                       GError                **error);
/* COPY … FROM STDIN in text form. After a failure, or to give up, ff_postgres_copy_abort (). */
gboolean      ff_postgres_copy_begin  (FfPostgres             *self,
                                       const char             *sql,
                                       GError                **error);
gboolean      ff_postgres_copy_row    (FfPostgres             *self,
                                       const char *const      *cells,         /* NULL is NULL */
                                       guint                   n_cells,
                                       GError                **error);
gboolean      ff_postgres_copy_end    (FfPostgres             *self,
                                       gint64                 *out_rows,      /* nullable */
                                       GError                **error);
void          ff_postgres_copy_abort  (FfPostgres             *self);

/* Transactions nest as savepoints. @mode: (nullable): "ISOLATION LEVEL …", of the outermost. After a commit that
 * failed, roll back. */
gboolean      ff_postgres_begin       (FfPostgres             *self,
                                       const char             *mode,
                                       GError                **error);
gboolean      ff_postgres_commit      (FfPostgres             *self,
                                       GError                **error);
void          ff_postgres_rollback    (FfPostgres             *self);
guint         ff_postgres_get_depth   (FfPostgres             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfPostgres, ff_postgres_free)

G_END_DECLS
