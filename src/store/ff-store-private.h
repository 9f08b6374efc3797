#pragma once

/* Inside of the room: the list of backends and what they share. */

#include "store/ff-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *prefix;   /* of URLs: "sqlite:" */
  FfStore   *(*open) (const char *place, GError **error);
} FfStoreBackend;

FfStore *ff_store_sqlite_open (const char  *path,
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
