/* An SQLite connection: opening it safely, cancelling, and errors by what the
 * caller may do. It belongs to the thread that opened it; only the cancellable
 * is touched by others. Statements are in ff-sqlite-statement.c, transactions
 * in ff-sqlite-transaction.c. */

#include "db/ff-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* How long a statement waits for another program's lock. */
#define PATIENCE_USEC (2 * (gint64) G_USEC_PER_SEC)
#define BUSY_PAUSE_USEC (10 * 1000)

/* Virtual machine steps between two looks at the cancellable: well below a
 * millisecond. */
#define PROGRESS_STEPS 1000

#define MMAP_BYTES "2147483648"
#define CACHE_KIB "262144"

static gboolean
is_cancelled (FfSqlite *self)
{
  return self->cancellable != NULL && !self->is_uncancellable && g_cancellable_is_cancelled (self->cancellable);
}

static FfDbError
error_code (FfSqlite *self,
            gboolean  is_preparing)
{
  switch (sqlite3_errcode (self->handle) & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FF_DB_ERROR_LOCKED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FF_DB_ERROR_CORRUPT;
    case SQLITE_FULL:
      return FF_DB_ERROR_FULL;
    case SQLITE_IOERR:
      if (sqlite3_system_errno (self->handle) == ENOSPC || sqlite3_system_errno (self->handle) == EDQUOT)
        return FF_DB_ERROR_FULL;
      return FF_DB_ERROR_FAILED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return FF_DB_ERROR_REFUSED;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return FF_DB_ERROR_CONSTRAINT;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return FF_DB_ERROR_BAD_SQL;
    case SQLITE_ERROR:
      return is_preparing ? FF_DB_ERROR_BAD_SQL : FF_DB_ERROR_FAILED;
    default:
      return FF_DB_ERROR_FAILED;
    }
}

static gboolean
set_error (FfSqlite  *self,
           gboolean   is_preparing,
           GError   **error)
{
  const FfDbError code = error_code (self, is_preparing);
  const char *words = sqlite3_errmsg (self->handle);

  if (is_cancelled (self) || (sqlite3_errcode (self->handle) & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));
      return FALSE;
    }

  switch (code)
    {
    /* Translators: in these sentences the first placeholder is a file, the second the database's own words. */
    case FF_DB_ERROR_LOCKED:
      g_set_error (error, FF_DB_ERROR, (gint) code,
                   _("Another program holds “%s”; try again in a moment (%s)."), self->path, words);
      break;
    case FF_DB_ERROR_CORRUPT:
      g_set_error (error, FF_DB_ERROR, (gint) code,
                   _("“%s” is not a database or is damaged; restore a copy (%s)."), self->path, words);
      break;
    case FF_DB_ERROR_FULL:
      g_set_error (error, FF_DB_ERROR, (gint) code,
                   _("There is no room left on the disk for “%s” (%s)."), self->path, words);
      break;
    case FF_DB_ERROR_REFUSED:
      g_set_error (error, FF_DB_ERROR, (gint) code,
                   _("“%s” may not be opened or changed (%s)."), self->path, words);
      break;
    case FF_DB_ERROR_MISSING:
    case FF_DB_ERROR_NEWER:
    case FF_DB_ERROR_CONSTRAINT:
    case FF_DB_ERROR_BAD_SQL:
    case FF_DB_ERROR_UNREACHABLE:
    case FF_DB_ERROR_GONE:
    case FF_DB_ERROR_DATA:
    case FF_DB_ERROR_TIMEOUT:
    case FF_DB_ERROR_FAILED:
    default:
      if ((sqlite3_errcode (self->handle) & 0xff) == SQLITE_IOERR)
        g_set_error (error, FF_DB_ERROR, (gint) code,
                     _("“%s” could not be read or written: look after the disk, its room and its rights (%s)."), self->path, words);
      else
        g_set_error_literal (error, FF_DB_ERROR, (gint) code, words);
    }

  return FALSE;
}

/**
 * ff_sqlite_fail:
 * @self: a connection on which a call has just failed
 * @error: return location for a #FfDbError or %G_IO_ERROR_CANCELLED
 *
 * For callers that use the handle: sets @error from its last failure.
 *
 * Returns: %FALSE
 */
gboolean
ff_sqlite_fail (FfSqlite  *self,
                GError   **error)
{
  return set_error (self, FALSE, error);
}

gboolean
ff_sqlite_fail_prepare (FfSqlite  *self,
                        GError   **error)
{
  return set_error (self, TRUE, error);
}

gboolean
ff_sqlite_check (FfSqlite  *self,
                 GError   **error)
{
  if (!is_cancelled (self))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled."));

  return FALSE;
}

static int
progress_cb (gpointer data)
{
  return is_cancelled (data);
}

static int
busy_cb (gpointer data,
         int      n_earlier)
{
  FfSqlite *self = data;
  const gint64 now = g_get_monotonic_time ();

  if (n_earlier == 0)
    self->busy_since_usec = now;

  if (is_cancelled (self) || now - self->busy_since_usec >= PATIENCE_USEC)
    return 0;

  g_usleep (BUSY_PAUSE_USEC);

  return 1;
}

/* On the cancelling thread. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  sqlite3_interrupt (data);
}

/**
 * ff_sqlite_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what stops its statements from now on
 *
 * Statements that run while @cancellable is cancelled, or are begun later, fail
 * with %G_IO_ERROR_CANCELLED; rolling back still works.
 */
void
ff_sqlite_set_cancellable (FfSqlite     *self,
                           GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  if (self->cancellable == cancellable)
    return;

  if (self->cancellable != NULL)
    {
      /* Waits for a callback that is under way, so that none comes later. */
      g_cancellable_disconnect (self->cancellable, self->cancelled_id);
      self->cancelled_id = 0;
      sqlite3_progress_handler (self->handle, 0, NULL, NULL);
    }

  g_set_object (&self->cancellable, cancellable);

  if (cancellable != NULL)
    {
      /* An interrupt between our check and SQLite's start of a statement is
       * forgotten by SQLite; the progress handler remembers. */
      sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->handle, NULL);
    }
}

/* What SQLite would only call “unable to open database file”. */
static gboolean
check_file (const char     *path,
            FfSqliteFlags   flags,
            GError        **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_REFUSED, _("“%s” is a folder, not a database."), path);
      return FALSE;
    }

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *folder = g_path_get_dirname (path);

      if ((flags & FF_SQLITE_CREATE) == 0)
        {
          g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_MISSING, _("There is no file “%s”."), path);
          return FALSE;
        }
      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        {
          g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_MISSING, _("There is no folder “%s”."), folder);
          return FALSE;
        }
    }

  return TRUE;
}

/* While another program writes, the mode cannot be changed, and the one of before does as well. */
static gboolean
use_wal (FfSqlite  *self,
         GError   **error)
{
  g_autoptr (GError) mode_error = NULL;

  if (ff_sqlite_exec (self, "PRAGMA journal_mode = WAL", &mode_error) ||
      g_error_matches (mode_error, FF_DB_ERROR, FF_DB_ERROR_LOCKED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&mode_error));
  return FALSE;
}

static gboolean
configure (FfSqlite       *self,
           FfSqliteFlags   flags,
           gboolean        is_file,
           GError        **error)
{
  sqlite3 *db = self->handle;
  int ok = SQLITE_OK;

  ok |= sqlite3_busy_handler (db, busy_cb, self);
  ok |= sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  ok |= sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  ok |= sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  ok |= sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  ok |= sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  if (ok != SQLITE_OK)
    return ff_sqlite_fail (self, error);

  /* Reading the schema reads the header, and so finds what is no database. */
  if (!ff_sqlite_exec (self,
                       "SELECT count(*) FROM sqlite_schema;"
                       "PRAGMA mmap_size = " MMAP_BYTES ";"
                       "PRAGMA cache_size = -" CACHE_KIB, error))
    return FALSE;

  if ((flags & FF_SQLITE_READ_ONLY) != 0)
    return TRUE;

  /* SQLite opens what may not be written for reading, without a word. */
  if (sqlite3_db_readonly (db, "main") != 0)
    {
      g_set_error (error, FF_DB_ERROR, FF_DB_ERROR_REFUSED, _("“%s” may not be written."), self->path);
      return FALSE;
    }

  return (!is_file || use_wal (self, error)) &&
         ff_sqlite_exec (self,
                         flags & FF_SQLITE_DURABLE ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                         error);
}

static FfSqlite *
open_once (const char     *path,
           const char     *absolute,
           FfSqliteFlags   flags,
           gboolean        is_file,
           int            *out_code,
           GError        **error)
{
  g_autoptr (FfSqlite) self = g_new0 (FfSqlite, 1);
  int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean opened;

  if (is_file && (flags & FF_SQLITE_READ_ONLY) != 0)
    mode |= SQLITE_OPEN_READONLY;
  else
    mode |= SQLITE_OPEN_READWRITE | (!is_file || (flags & FF_SQLITE_CREATE) != 0 ? SQLITE_OPEN_CREATE : 0);

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ff_sqlite_free_statement);

  if (sqlite3_open_v2 (absolute, &self->handle, mode, NULL) == SQLITE_OK)
    opened = configure (self, flags, is_file, error);
  else
    opened = ff_sqlite_fail (self, error);

  *out_code = sqlite3_extended_errcode (self->handle);
  return opened ? g_steal_pointer (&self) : NULL;
}

/* Half a change, left by a program that died, must be taken back before
 * anybody can read; only who may write can do that. */
static gboolean
take_back (const char *absolute,
           int         code)
{
  sqlite3 *db = NULL;
  gboolean done;

  if (code != SQLITE_READONLY_ROLLBACK && code != SQLITE_READONLY_RECOVERY && code != SQLITE_READONLY_CANTINIT)
    return FALSE;

  done = sqlite3_open_v2 (absolute, &db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
         sqlite3_busy_timeout (db, PATIENCE_USEC / 1000) == SQLITE_OK &&
         sqlite3_exec (db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close (db);
  return done;
}

/**
 * ff_sqlite_open:
 * @path: a file, or ":memory:"
 * @flags: how to open it
 * @error: return location for a #FfDbError, whose message names @path
 *
 * Opens a connection for the calling thread. Waits two seconds for another
 * program's lock.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
FfSqlite *
ff_sqlite_open (const char     *path,
                FfSqliteFlags   flags,
                GError        **error)
{
  g_autofree char *absolute = NULL;
  g_autoptr (GError) first_error = NULL;
  gboolean is_file;
  FfSqlite *self;
  int code = SQLITE_OK;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  ff_sqlite_enlarge_caches ();

  is_file = g_strcmp0 (path, ":memory:") != 0;
  if (is_file && !check_file (path, flags, error))
    return NULL;

  /* Absolute, so that no name is taken for a URI. */
  absolute = is_file ? g_canonicalize_filename (path, NULL) : g_strdup (path);
  self = open_once (path, absolute, flags, is_file, &code, &first_error);
  if (self == NULL && take_back (absolute, code))
    return open_once (path, absolute, flags, is_file, &code, error);

  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&first_error));
  return self;
}

/**
 * ff_sqlite_free:
 * @self: (nullable) (transfer full): a connection, on its thread
 *
 * Closes it; an open transaction is rolled back.
 */
void
ff_sqlite_free (FfSqlite *self)
{
  if (self == NULL)
    return;

  ff_sqlite_set_cancellable (self, NULL);
  g_hash_table_unref (self->statements);

  if (sqlite3_close (self->handle) != SQLITE_OK)
    {
      g_warning ("“%s” is closed while one of its statements is alive", self->path);
      sqlite3_close_v2 (self->handle);
    }

  g_free (self->path);
  g_free (self);
}

/**
 * ff_sqlite_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's own handle, for what is not wrapped here
 */
sqlite3 *
ff_sqlite_get_handle (FfSqlite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->handle;
}

/**
 * ff_sqlite_quote_name:
 * @name: name of a table, column, index
 *
 * Returns: (transfer full): @name in double quotes
 */
char *
ff_sqlite_quote_name (const char *name)
{
  GString *quoted;

  g_return_val_if_fail (name != NULL, NULL);

  quoted = g_string_new ("\"");
  for (; *name != '\0'; name++)
    {
      if (*name == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *name);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}
