/* The error domain of the room. */

#include "db/ff-db-error.h"

G_DEFINE_QUARK (ff-db-error-quark, ff_db_error)
