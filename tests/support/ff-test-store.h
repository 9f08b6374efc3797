#pragma once

/* SQLite files for tests, in a folder that is removed again. */

#include "store/ff-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path;     /* of the database */
} FfTestFile;

/* People and what they bought, in a few rows that have it all: missing values, empty ones, duplicates, dead links. */
extern const char ff_test_shop[];

/* A new file with what @sql makes. */
void      ff_test_file_init   (FfTestFile *self,
                               const char *sql);
/* A copy of @path. */
void      ff_test_file_copy   (FfTestFile *self,
                               const char *path);
void      ff_test_file_clear  (FfTestFile *self);
/* From a connection of its own, as another program would. */
void      ff_test_file_exec   (FfTestFile *self,
                               const char *sql);
gint64    ff_test_file_ask    (FfTestFile *self,
                               const char *sql);
FfStore  *ff_test_file_open   (FfTestFile *self);
/* "$FF_SHARED/datasets/…", or NULL and a skipped test. */
char     *ff_test_dup_dataset (const char *name);

G_END_DECLS
