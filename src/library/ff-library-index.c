/* library.db: what can be told about campaigns without reading them, and what no document holds: undo logs, origins,
 * counts, saved filters. It may be lost without losing a campaign. On the thread of the library object. */

#include "library/ff-library-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Numbered by place; a released one never changes. */
static const char *const migrations[] = {
  "CREATE TABLE campaign ("
  "  id          TEXT PRIMARY KEY,"
  "  name        TEXT NOT NULL DEFAULT '',"
  "  damaged     INTEGER NOT NULL DEFAULT 0,"
  "  state       TEXT NOT NULL DEFAULT 'draft',"
  "  template    TEXT NOT NULL DEFAULT '',"
  "  n_people    INTEGER NOT NULL DEFAULT -1,"
  "  counted_at  INTEGER NOT NULL DEFAULT 0,"
  "  n_problems  INTEGER NOT NULL DEFAULT 0,"
  "  n_warnings  INTEGER NOT NULL DEFAULT 0,"
  "  changed_at  INTEGER NOT NULL DEFAULT 0,"
  "  n_bytes     INTEGER NOT NULL DEFAULT -1,"
  "  removed_at  INTEGER NOT NULL DEFAULT 0,"
  "  is_open     INTEGER NOT NULL DEFAULT 0"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE history ("
  "  id          TEXT NOT NULL REFERENCES campaign ON DELETE CASCADE,"
  "  hash        TEXT NOT NULL,"
  "  serial      INTEGER NOT NULL,"
  "  log         TEXT NOT NULL,"
  "  PRIMARY KEY (id, hash)"
  ") STRICT;",

  "CREATE TABLE filter ("
  "  id          TEXT PRIMARY KEY,"
  "  name        TEXT NOT NULL UNIQUE,"
  "  filter      TEXT NOT NULL,"
  "  changed_at  INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;",

  "CREATE TABLE source ("
  "  name        TEXT PRIMARY KEY,"
  "  url         TEXT NOT NULL,"
  "  changed_at  INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;",
  NULL
};

/* A damaged index is put aside, not thrown away: it may hold more than can be told again. */
static gboolean
put_aside (const char  *path,
           GError     **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *aside = g_strconcat (path, ".damaged-", time, NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  if (g_rename (path, aside) != 0)
    return FALSE;

  g_unlink (wal);
  g_unlink (shm);
  g_clear_error (error);
  g_message ("The index was damaged; a new one is made, the old one is “%s”.", aside);
  return TRUE;
}

/**
 * ff_library_index_open:
 * @folder: of the library
 * @error: return location for a #FfDbError
 *
 * Opens library.db, makes it when it is missing, and brings an older one to
 * this version. A damaged one is put aside.
 *
 * Returns: (transfer full): the connection
 */
FfSqlite *
ff_library_index_open (const char  *folder,
                       GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (FfSqlite) index = ff_sqlite_open (path, FF_SQLITE_CREATE, &local);

  if (index == NULL && g_error_matches (local, FF_DB_ERROR, FF_DB_ERROR_CORRUPT) && put_aside (path, &local))
    index = ff_sqlite_open (path, FF_SQLITE_CREATE, &local);

  if (index == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (!ff_sqlite_migrate (index, migrations, error))
    return NULL;

  return g_steal_pointer (&index);
}

/**
 * ff_library_index_read:
 * @path: (nullable): the folder of a library; %NULL: the person's own
 * @table: what is to be read
 * @out_index: (out) (nullable): the connection; %NULL where there is no library, or one of before that table
 * @error: return location for a #FfDbError
 *
 * Opens what is there for reading and makes nothing; a damaged index is put
 * aside as by ff_library_index_open(). Blocks; on any thread.
 *
 * Returns: %FALSE only on an error
 */
gboolean
ff_library_index_read (const char  *path,
                       const char  *table,
                       FfSqlite   **out_index,
                       GError     **error)
{
  g_autofree char *folder = path != NULL ? g_strdup (path) : ff_library_dup_default_path ();
  g_autofree char *file = g_build_filename (folder, "library.db", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (FfSqlite) index = NULL;
  gint64 has = 0;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;

  index = ff_sqlite_open (file, FF_SQLITE_READ_ONLY, &local);
  if (index == NULL && g_error_matches (local, FF_DB_ERROR, FF_DB_ERROR_CORRUPT))
    {
      g_clear_error (&local);
      index = ff_library_index_open (folder, &local);
    }
  if (index == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (!ff_sqlite_get_integer (index, &has, NULL, error, "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                              "t", table))
    return FALSE;

  if (has > 0)
    *out_index = g_steal_pointer (&index);

  return TRUE;
}

static char *
dup_text (sqlite3_stmt *row,
          int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

FfLibraryEntry *
ff_library_index_find (FfLibrary            *self,
                       const FfLibraryFile  *file,
                       GError              **error)
{
  sqlite3_stmt *row = ff_sqlite_prepare (self->index,
                                         "SELECT name, CASE WHEN damaged THEN 'damaged' ELSE state END, template,"
                                         "  n_people, counted_at, n_problems, n_warnings, removed_at "
                                         "FROM campaign WHERE id = ?1 AND changed_at = ?2 AND n_bytes = ?3",
                                         error);
  FfLibraryEntry *entry;
  gboolean found;

  if (row == NULL)
    return NULL;

  sqlite3_bind_text (row, 1, file->id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (row, 2, file->changed_at);
  sqlite3_bind_int64 (row, 3, file->n_bytes);
  if (!ff_sqlite_step (self->index, row, &found, error) || !found)
    return NULL;

  entry = g_new0 (FfLibraryEntry, 1);
  entry->id = g_strdup (file->id);
  entry->name = dup_text (row, 0);
  entry->state = dup_text (row, 1);
  entry->template_id = dup_text (row, 2);
  entry->n_people = sqlite3_column_int64 (row, 3);
  entry->counted_at = sqlite3_column_int64 (row, 4);
  entry->n_problems = sqlite3_column_int (row, 5);
  entry->n_warnings = sqlite3_column_int (row, 6);
  entry->removed_at = sqlite3_column_int64 (row, 7);
  entry->changed_at = file->changed_at;
  sqlite3_reset (row);
  return entry;
}

gboolean
ff_library_index_put_name (FfLibrary            *self,
                           const FfLibraryFile  *file,
                           const char           *name,
                           gboolean              damaged,
                           GError              **error)
{
  return ff_sqlite_run (self->index, error,
                        "INSERT INTO campaign (id, name, damaged, changed_at, n_bytes) VALUES (?1, ?2, ?3, ?4, ?5) "
                        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, damaged = excluded.damaged, "
                        "  changed_at = excluded.changed_at, n_bytes = excluded.n_bytes",
                        "ttiii", file->id, name, (gint64) damaged, file->changed_at, file->n_bytes);
}

gboolean
ff_library_index_put_template (FfLibrary   *self,
                               const char  *id,
                               const char  *template_id,
                               GError     **error)
{
  return ff_sqlite_run (self->index, error,
                        "INSERT INTO campaign (id, template) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET template = excluded.template",
                        "tt", id, template_id);
}

gboolean
ff_library_index_put_removed (FfLibrary   *self,
                              const char  *id,
                              gint64       removed_at,
                              GError     **error)
{
  return ff_sqlite_run (self->index, error,
                        "INSERT INTO campaign (id, removed_at) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at",
                        "ti", id, removed_at);
}

/**
 * ff_library_set_facts:
 * @self: a library
 * @id: of a campaign
 * @facts: what its card shows; what says nothing leaves what is there
 * @error: return location for a #FfDbError
 *
 * Returns: %TRUE if they are kept
 */
gboolean
ff_library_set_facts (FfLibrary             *self,
                      const char            *id,
                      const FfLibraryFacts  *facts,
                      GError               **error)
{
  return ff_sqlite_run (self->index, error,
                        "UPDATE campaign SET state = coalesce (?2, state), "
                        "  n_people = CASE WHEN ?3 = -1 THEN n_people ELSE ?3 END, "
                        "  counted_at = CASE WHEN ?4 = -1 THEN counted_at ELSE ?4 END, "
                        "  n_problems = CASE WHEN ?5 = -1 THEN n_problems ELSE ?5 END, "
                        "  n_warnings = CASE WHEN ?6 = -1 THEN n_warnings ELSE ?6 END "
                        "WHERE id = ?1",
                        "ttiiii", id, facts->state, facts->n_people, facts->counted_at, (gint64) facts->n_problems,
                        (gint64) facts->n_warnings);
}

static gboolean
put_open (FfLibrary   *self,
          const char  *id,
          gboolean     is_open,
          GError     **error)
{
  return ff_sqlite_run (self->index, error,
                        "INSERT INTO campaign (id, is_open) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open",
                        "ti", id, (gint64) is_open);
}

/**
 * ff_library_note_open:
 * @self: a library
 * @id: of a campaign that a window opens
 * @out_restored_at: (out): when it was last changed if whoever had it open never closed it, else 0
 * @error: return location for a #FfDbError
 *
 * Returns: %TRUE if it is noted
 */
gboolean
ff_library_note_open (FfLibrary   *self,
                      const char  *id,
                      gint64      *out_restored_at,
                      GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *path = ff_library_file_dup_path (self, FALSE, id);
  gint64 was_open = 0;
  gboolean found;
  GStatBuf status;

  if (!ff_sqlite_get_integer (self->index, &was_open, &found, &local, "SELECT is_open FROM campaign WHERE id = ?1", "t",
                              id) && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  *out_restored_at = was_open && g_stat (path, &status) == 0 ? (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC : 0;
  return put_open (self, id, TRUE, error);
}

/**
 * ff_library_note_closed:
 * @self: a library
 * @id: of a campaign that a window lets go, its file written
 * @error: return location for a #FfDbError
 *
 * After this, opening it tells of no crash.
 *
 * Returns: %TRUE if it is noted
 */
gboolean
ff_library_note_closed (FfLibrary   *self,
                        const char  *id,
                        GError     **error)
{
  return put_open (self, id, FALSE, error);
}

/**
 * ff_library_index_put_history:
 * @self: a library
 * @id: of a campaign
 * @hash: of the document that the log leads to
 * @log: the undo log
 * @error: return location for a #FfDbError
 *
 * Keeps @log beside the one before it, because the document of @hash is
 * written after this: whichever of both documents a crash leaves, its log is
 * there.
 *
 * Returns: %TRUE if it is kept
 */
gboolean
ff_library_index_put_history (FfLibrary   *self,
                              const char  *id,
                              const char  *hash,
                              const char  *log,
                              GError     **error)
{
  if (!ff_sqlite_begin (self->index, TRUE, error))
    return FALSE;

  if (ff_sqlite_run (self->index, error, "INSERT INTO campaign (id) VALUES (?1) ON CONFLICT (id) DO NOTHING", "t", id) &&
      ff_sqlite_run (self->index, error,
                     "INSERT INTO history (id, hash, serial, log) "
                     "VALUES (?1, ?2, (SELECT coalesce (max (serial), 0) + 1 FROM history WHERE id = ?1), ?3) "
                     "ON CONFLICT (id, hash) DO UPDATE SET serial = excluded.serial, log = excluded.log",
                     "ttt", id, hash, log) &&
      ff_sqlite_run (self->index, error,
                     "DELETE FROM history WHERE id = ?1 AND serial < (SELECT max (serial) - 1 FROM history WHERE id = ?1)",
                     "t", id) &&
      ff_sqlite_commit (self->index, error))
    return TRUE;

  ff_sqlite_rollback (self->index);
  return FALSE;
}

char *
ff_library_index_dup_history (FfLibrary  *self,
                              const char *id,
                              const char *hash)
{
  sqlite3_stmt *row = ff_sqlite_prepare (self->index, "SELECT log FROM history WHERE id = ?1 AND hash = ?2", NULL);
  gboolean found = FALSE;
  char *log;

  if (row == NULL)
    return NULL;

  sqlite3_bind_text (row, 1, id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (row, 2, hash, -1, SQLITE_TRANSIENT);
  if (!ff_sqlite_step (self->index, row, &found, NULL) || !found)
    return NULL;

  log = dup_text (row, 0);
  sqlite3_reset (row);
  return log;
}

gboolean
ff_library_index_forget (FfLibrary   *self,
                         const char  *id,
                         GError     **error)
{
  return ff_sqlite_run (self->index, error, "DELETE FROM campaign WHERE id = ?1", "t", id);
}
