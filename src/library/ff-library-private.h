#pragma once

#include "db/ff-sqlite.h"
#include "library/ff-library.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* Inside the room. */

struct _FfLibrary
{
  char     *path;
  FfSqlite *index;
};

/* ---- Files: campaigns/ID.fanfare and bin/ID.fanfare. */

/* One of them, as the folder tells. */
typedef struct
{
  char   *id;
  gint64  changed_at;
  gint64  n_bytes;
} FfLibraryFile;

char      *ff_library_file_dup_path (FfLibrary      *self,
                                     gboolean        removed,
                                     const char     *id);
GPtrArray *ff_library_file_list     (FfLibrary      *self,       /* of FfLibraryFile */
                                     gboolean        removed,
                                     GError        **error);
gboolean   ff_library_file_write    (FfLibrary      *self,
                                     const char     *id,
                                     const char     *text,
                                     GError        **error);
/* Between the folders, in either direction. */
gboolean   ff_library_file_move     (FfLibrary      *self,
                                     const char     *id,
                                     gboolean        to_bin,
                                     GError        **error);
gboolean   ff_library_file_exists   (FfLibrary      *self,
                                     gboolean        removed,
                                     const char     *id);
/* What identifies a document's content. */
char      *ff_library_file_dup_hash (const char     *text,
                                     gssize          length);
/* A whole campaign file of at most the size a document may have. */
char      *ff_library_file_read     (const char     *path,
                                     gsize          *out_length,
                                     GError        **error);

/* ---- Index: library.db. */

FfSqlite       *ff_library_index_open       (const char           *folder,
                                             GError              **error);
/* Without making one, and only when it has @table. */
gboolean        ff_library_index_read       (const char           *path,
                                             const char           *table,
                                             FfSqlite            **out_index,
                                             GError              **error);
/* What the index knows of @file; NULL without an error when it knows nothing, or only of an older file. */
FfLibraryEntry *ff_library_index_find       (FfLibrary            *self,
                                             const FfLibraryFile  *file,
                                             GError              **error);
gboolean        ff_library_index_put_name   (FfLibrary            *self,
                                             const FfLibraryFile  *file,
                                             const char           *name,
                                             gboolean              damaged,
                                             GError              **error);
gboolean        ff_library_index_put_template (FfLibrary          *self,
                                             const char           *id,
                                             const char           *template_id,
                                             GError              **error);
gboolean        ff_library_index_put_removed (FfLibrary           *self,
                                             const char           *id,
                                             gint64                removed_at,
                                             GError              **error);
gboolean        ff_library_index_put_history (FfLibrary           *self,
                                             const char           *id,
                                             const char           *hash,
                                             const char           *log,
                                             GError              **error);
/* The log that belongs to the document of @hash; NULL when there is none. */
char           *ff_library_index_dup_history (FfLibrary           *self,
                                             const char           *id,
                                             const char           *hash);
gboolean        ff_library_index_forget     (FfLibrary            *self,
                                             const char           *id,
                                             GError              **error);

/* ---- Templates. */

char           *ff_library_template_dup_text (const char          *template_id,
                                             GError              **error);

G_END_DECLS
