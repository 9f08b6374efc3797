#pragma once

/* Inside of the room: an address as libpq takes it. */

#include "db/ff-postgres-private.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *keywords;        /* of char* */
  GPtrArray *values;          /* of char*, as many; wiped when freed */
  gint64     patience_usec;   /* to connect */
  gboolean   needs_roots;     /* no root certificates are named: the system's serve */
  gboolean   verifies;        /* the person asks for certificates to be checked */
} FfPostgresAddress;

/* FALSE for what cannot be read, and for one that holds a password. */
gboolean  ff_postgres_address_read   (const char         *address,
                                      const char         *password,     /* nullable */
                                      FfPostgresAddress  *out_address,
                                      GError            **error);
void      ff_postgres_address_clear  (FfPostgresAddress  *self);
/* Begins to connect; @sslmode (nullable) decides over all that was said before. */
PGconn   *ff_postgres_address_start  (FfPostgresAddress  *self,
                                      const char         *sslmode);
/* FALSE: the way leads over a network and nobody chose how safe it must be. */
gboolean  ff_postgres_is_safe_enough (PGconn             *handle);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfPostgresAddress, ff_postgres_address_clear)

G_END_DECLS
