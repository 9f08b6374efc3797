/* Data sources in library.db: a name that campaigns hold, and where it is. No
 * password: that is the keyring's. On the thread of the library object, but for
 * finding one without it. */

#include "library/ff-library-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"

static FfJson *
list_sources (FfSqlite  *index,
              GError   **error)
{
  g_autoptr (FfJson) sources = ff_json_new_object ();
  sqlite3_stmt *row = ff_sqlite_prepare (index, "SELECT name, url FROM source ORDER BY name", error);
  gboolean has_row = FALSE;

  if (row == NULL)
    return NULL;

  while (ff_sqlite_step (index, row, &has_row, error))
    {
      FfJson *source;

      if (!has_row)
        return g_steal_pointer (&sources);

      source = ff_json_new_object ();
      ff_json_set_string (source, "url", (const char *) sqlite3_column_text (row, 1));
      ff_json_take_member (sources, (const char *) sqlite3_column_text (row, 0), source);
    }

  return NULL;
}

/**
 * ff_library_dup_sources:
 * @self: a library
 * @error: return location for a #FfDbError
 *
 * Returns: (transfer full): name → {"url"}, in order of names
 */
FfJson *
ff_library_dup_sources (FfLibrary  *self,
                        GError    **error)
{
  return list_sources (self->index, error);
}

/**
 * ff_library_read_sources:
 * @path: (nullable): the folder of a library; %NULL: the person's own
 * @error: return location for a #FfDbError
 *
 * As ff_library_dup_sources() without making a library where there is none.
 * Blocks; on any thread.
 *
 * Returns: (transfer full): none where there is no library
 */
FfJson *
ff_library_read_sources (const char  *path,
                         GError     **error)
{
  g_autoptr (FfSqlite) index = NULL;

  if (!ff_library_index_read (path, "source", &index, error))
    return NULL;

  return index != NULL ? list_sources (index, error) : ff_json_new_object ();
}

/**
 * ff_library_save_source:
 * @self: a library
 * @replaced: (nullable): name of the one that it replaces; %NULL: a new one
 * @name: what campaigns call it
 * @url: as ff_store_open() takes it, without a password
 * @error: return location for a #FfLibraryError or #FfDbError
 *
 * Returns: %FALSE with %FF_LIBRARY_ERROR_EXISTS when another one has the name
 */
gboolean
ff_library_save_source (FfLibrary   *self,
                        const char  *replaced,
                        const char  *name,
                        const char  *url,
                        GError     **error)
{
  g_autoptr (FfJson) sources = ff_library_dup_sources (self, error);

  if (sources == NULL)
    return FALSE;

  if (ff_json_get_member (sources, name) != NULL && g_strcmp0 (name, replaced) != 0)
    {
      g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS, _("There is a data source “%s” already. Choose another name."), name);
      return FALSE;
    }

  if (replaced != NULL && !g_str_equal (replaced, name) && !ff_library_remove_source (self, replaced, error))
    return FALSE;

  return ff_sqlite_run (self->index, error,
                        "INSERT INTO source (name, url, changed_at) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT (name) DO UPDATE SET url = excluded.url, changed_at = excluded.changed_at",
                        "tti", name, url, ff_clock_get_now (ff_clock_get_wall ()));
}

/**
 * ff_library_remove_source:
 *
 * Campaigns that use it cannot be counted any more, and say so.
 *
 * Returns: %TRUE if it is not there any more
 */
gboolean
ff_library_remove_source (FfLibrary   *self,
                          const char  *name,
                          GError     **error)
{
  return ff_sqlite_run (self->index, error, "DELETE FROM source WHERE name = ?1", "t", name);
}

/**
 * ff_library_dup_source_url:
 * @sources: of ff_library_dup_sources()
 * @name: of one of them; an address, a path or a file's name is itself
 *
 * Returns: (transfer full): what ff_store_open() takes; for a name that is not
 *   there what it refuses by that name
 */
char *
ff_library_dup_source_url (FfJson     *sources,
                           const char *name)
{
  FfJson *source = ff_json_get_member (sources, name);

  if (source != NULL)
    return g_strdup (ff_json_get_member_string (source, "url", ""));

  return strpbrk (name, ":/.") != NULL ? g_strdup (name) : g_strconcat (FF_STORE_BY_NAME, name, NULL);
}
