#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FF_DB_ERROR (ff_db_error_quark ())
GQuark ff_db_error_quark (void);

/**
 * FfDbError:
 * @FF_DB_ERROR_MISSING: the file or database is not there
 * @FF_DB_ERROR_LOCKED: another program holds it, or was quicker; trying again may help
 * @FF_DB_ERROR_CORRUPT: not a database, or damaged; restore a copy
 * @FF_DB_ERROR_FULL: no room left on the disk
 * @FF_DB_ERROR_REFUSED: the system, the file's mode or the server forbids it
 * @FF_DB_ERROR_PASSWORD: the server asks for a password, or refuses the one it got
 * @FF_DB_ERROR_NEWER: written by a newer version of Fanfare
 * @FF_DB_ERROR_CONSTRAINT: a constraint of the table was violated
 * @FF_DB_ERROR_BAD_SQL: our statement was wrong; a bug
 * @FF_DB_ERROR_UNREACHABLE: the server does not answer, or went away; what was open is lost
 * @FF_DB_ERROR_GONE: a table or column that the statement names is not there
 * @FF_DB_ERROR_DATA: a value cannot be computed: too great, of the wrong form
 * @FF_DB_ERROR_TIMEOUT: it took longer than was allowed
 * @FF_DB_ERROR_FAILED: anything else, in the database's own words
 */
typedef enum
{
  FF_DB_ERROR_MISSING,
  FF_DB_ERROR_LOCKED,
  FF_DB_ERROR_CORRUPT,
  FF_DB_ERROR_FULL,
  FF_DB_ERROR_REFUSED,
  FF_DB_ERROR_PASSWORD,
  FF_DB_ERROR_NEWER,
  FF_DB_ERROR_CONSTRAINT,
  FF_DB_ERROR_BAD_SQL,
  FF_DB_ERROR_UNREACHABLE,
  FF_DB_ERROR_GONE,
  FF_DB_ERROR_DATA,
  FF_DB_ERROR_TIMEOUT,
  FF_DB_ERROR_FAILED,
} FfDbError;

G_END_DECLS
