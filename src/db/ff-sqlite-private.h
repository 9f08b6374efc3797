#pragma once

#include "db/ff-sqlite.h"

G_BEGIN_DECLS

struct _FfSqlite
{
  sqlite3      *handle;
  char         *path;              /* as it was given, for errors */
  GHashTable   *statements;        /* text → CachedStatement */
  guint64       n_prepared;        /* the age of cached statements */
  guint         depth;             /* open transactions, the inner ones savepoints */

  GCancellable *cancellable;       /* nullable */
  gulong        cancelled_id;
  gboolean      is_uncancellable;  /* while rolling back */
  gint64        busy_since_usec;   /* monotonic; of the wait under way */
};

/* Frees a value of the statements table. */
gboolean ff_sqlite_add_aggregates (FfSqlite   *self,
                                   GError    **error);
void     ff_sqlite_enlarge_caches (void);
void     ff_sqlite_free_statement (gpointer    data);
/* FALSE and @error when the cancellable is cancelled. */
gboolean ff_sqlite_check          (FfSqlite   *self,
                                   GError    **error);
/* As ff_sqlite_fail (), for an error that the text of a statement caused. */
gboolean ff_sqlite_fail_prepare   (FfSqlite   *self,
                                   GError    **error);

G_END_DECLS
