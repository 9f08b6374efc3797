#pragma once

/* Stores for tests, gone with them: SQLite files in a folder, or, where
 * FF_TEST_POSTGRES is defined, databases of a server with the same tables and
 * rows (ff-test-copy.h), so that one suite holds for every backend. */

#include "store/ff-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path;     /* of the SQLite file that the tables were made in */
  char *url;      /* of the store */
  char *name;     /* as the store is called */
  void *database; /* FfTestDatabase of the copy; NULL: the file itself is the store */
} FfTestFile;

/* FALSE, and a program that is skipped, where there is no server. First thing in main (). */
gboolean  ff_test_store_is_there (void);

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
/* One column of all rows, joined by spaces. */
char     *ff_test_file_dup_column (FfTestFile *self,
                               const char *sql);
FfStore  *ff_test_file_open   (FfTestFile *self);
/* "$FF_SHARED/datasets/…", or NULL and a skipped test. */
char     *ff_test_dup_dataset (const char *name);

G_END_DECLS
