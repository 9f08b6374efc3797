#pragma once

/* The tables and rows of an SQLite file in a PostgreSQL database. A file with
 * a data model of its own keeps its codes (money in cents, times in
 * microseconds) and its model; of any other each column gets the type that
 * PostgreSQL has for its kind, and what does not fit is NULL, as it is to
 * rules. */

#include "ff-test-postgres.h"

G_BEGIN_DECLS

void ff_test_copy_file (FfTestDatabase *self,
                        const char     *path);

G_END_DECLS
