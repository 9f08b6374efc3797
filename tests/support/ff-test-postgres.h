#pragma once

/* A PostgreSQL server for tests: one of this program's own on a private
 * socket, started by the first question and ended with the program, or the one
 * that FF_TEST_POSTGRESQL names. */

#include "db/ff-postgres.h"

G_BEGIN_DECLS

typedef struct
{
  char *address;   /* of a database of its own, as libpq reads it */
  char *url;       /* the same for ff_store_open () */
  char *name;
} FfTestDatabase;

gboolean    ff_test_postgres_is_there (void);
/* FALSE, and a skipped test, where there is no server. */
gboolean    ff_test_database_init   (FfTestDatabase *self);
void        ff_test_database_clear  (FfTestDatabase *self);
FfPostgres *ff_test_database_open   (FfTestDatabase *self);
/* From a connection of its own, as another program would. */
void        ff_test_database_exec   (FfTestDatabase *self,
                                     const char     *sql);
gint64      ff_test_database_ask    (FfTestDatabase *self,
                                     const char     *sql);
/* Our own server only: as a crash of its machine would; it is back when this returns. */
gboolean    ff_test_postgres_crash  (void);

G_END_DECLS
