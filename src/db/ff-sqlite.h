#pragma once

#include "db/ff-db-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite, tamed: GError, autoptr, cancel, statement cache. A connection
 * belongs to the thread that opened it; only the cancellable crosses. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

typedef struct _FfSqlite FfSqlite;

typedef enum
{
  FF_SQLITE_READ_ONLY = 1 << 0, /* else read and write */
  FF_SQLITE_CREATE    = 1 << 1, /* make the file when it is missing */
  FF_SQLITE_DURABLE   = 1 << 2, /* synchronous=FULL: sends and consents depend on it */
} FfSqliteFlags;

/* Opens with WAL (when writable), foreign keys, DEFENSIVE, trusted_schema off,
 * double-quoted strings off, a busy time-out, mmap and a cache;
 * ":memory:" works. Reads the header, so that a
 * missing, locked or corrupt file is told here. */
FfSqlite     *ff_sqlite_open          (const char     *path,
                                       FfSqliteFlags   flags,
                                       GError        **error);
void          ff_sqlite_free          (FfSqlite       *self);
sqlite3      *ff_sqlite_get_handle    (FfSqlite       *self);

/* While set, cancelling @cancellable interrupts the running statement, from
 * any thread, and statements fail with G_IO_ERROR_CANCELLED. Nullable clears. */
void          ff_sqlite_set_cancellable (FfSqlite     *self,
                                         GCancellable *cancellable);

/* One or several statements without values or results. */
gboolean      ff_sqlite_exec          (FfSqlite       *self,
                                       const char     *sql,
                                       GError        **error);
/* A statement from the cache, reset and with its bindings cleared; lent until
 * the same text is asked for again, or 128 other texts were. */
sqlite3_stmt *ff_sqlite_prepare       (FfSqlite       *self,
                                       const char     *sql,
                                       GError        **error);
/* Steps: TRUE with *out_row saying whether there is a row; resets at the end and on failure. */
gboolean      ff_sqlite_step          (FfSqlite       *self,
                                       sqlite3_stmt   *statement,
                                       gboolean       *out_row,
                                       GError        **error);
/* Prepare, bind by @types ('i' gint64, 't' const char* (nullable), 'd' double, 'n' nothing), step to the end. */
gboolean      ff_sqlite_run           (FfSqlite       *self,
                                       GError        **error,
                                       const char     *sql,
                                       const char     *types,
                                       ...);
/* The same for a single integer answer; @out_value untouched when there is no row (then FALSE, no error, *out_found FALSE). */
gboolean      ff_sqlite_get_integer   (FfSqlite       *self,
                                       gint64         *out_value,
                                       gboolean       *out_found,
                                       GError        **error,
                                       const char     *sql,
                                       const char     *types,
                                       ...);
/* Sets @error from the handle's last failure, in the domain above or as cancelled. Returns FALSE. */
gboolean      ff_sqlite_fail          (FfSqlite       *self,
                                       GError        **error);

/* Transactions nest as savepoints. After a commit that failed, roll back. */
gboolean      ff_sqlite_begin         (FfSqlite       *self,
                                       gboolean        immediate,
                                       GError        **error);
gboolean      ff_sqlite_commit        (FfSqlite       *self,
                                       GError        **error);
void          ff_sqlite_rollback      (FfSqlite       *self);

/* Numbered migrations, one transaction each, by "user_version". A newer
 * version is FF_DB_ERROR_NEWER with both versions named. */
gboolean      ff_sqlite_migrate       (FfSqlite          *self,
                                       const char *const *migrations, /* NULL-terminated */
                                       GError           **error);

/* Registers ff_hash(key, seed), ff_lower(text) and the like: what SQL on SQLite lacks and every backend must share. */
gboolean      ff_sqlite_add_functions (FfSqlite       *self,
                                       GError        **error);

/* “name” quoted for a statement: "na""me". */
char         *ff_sqlite_quote_name    (const char     *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfSqlite, ff_sqlite_free)

G_END_DECLS
