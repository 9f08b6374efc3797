#pragma once

/* Inside of the room: the list of backends and what they share. */

#include "store/ff-store.h"

G_BEGIN_DECLS

/* Makes the table that a store of ours carries its data model in; the format stands in ff-sample-schema.c. */
#define FF_STORE_MODEL_TABLE \
  "CREATE TABLE fanfare_model (" \
  "  entity TEXT NOT NULL," \
  "  name   TEXT NOT NULL," \
  "  role   TEXT NOT NULL," \
  "  value  TEXT NOT NULL," \
  "  UNIQUE (entity, name, role, value)" \
  ") STRICT;"

/* When each table was last loaded, and from what (ff-import-table.c). */
#define FF_TABLE_GENERATION "fanfare_generation"

typedef struct
{
  const char *prefix;   /* of URLs: "sqlite:" */
  FfStore   *(*open) (const char *place, GError **error);
  char      *(*dup_address) (const char *place);   /* as secrets are kept for it; NULL: it needs none */
} FfStoreBackend;

FfStore *ff_store_sqlite_open          (const char  *path,
                                        GError     **error);
FfStore *ff_store_postgres_open        (const char  *place,
                                        GError     **error);
char    *ff_store_postgres_dup_address (const char  *place);

/* Takes over @db_error. Returns FALSE. */
gboolean ff_store_fail          (GError      *db_error,
                                 GError     **error);

/* A file that takes its name when it is whole (ff-new-store.c). */
char    *ff_new_store_begin   (const char  *path,
                               gboolean     replace,
                               GError     **error);
gboolean ff_new_store_finish  (const char  *written,
                               const char  *path,
                               gboolean     replace,
                               GError     **error);
void     ff_new_store_abandon (const char  *written);

FfPage  *ff_page_new          (guint        n_columns);

G_END_DECLS
