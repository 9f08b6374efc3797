/* Saved filters in library.db, and which campaigns follow them. On the thread
 * of the library object, but for reading them without one. */

#include "library/ff-library-private.h"

#include <glib/gi18n-lib.h>

#include "base/ff-clock.h"
#include "base/ff-id.h"
#include "model/ff-document.h"
#include "query/ff-filter.h"

static FfJson *
list_filters (FfSqlite  *index,
              GError   **error)
{
  g_autoptr (FfJson) filters = ff_json_new_object ();
  sqlite3_stmt *row = ff_sqlite_prepare (index, "SELECT id, filter FROM filter ORDER BY name, id", error);
  gboolean has_row = FALSE;

  if (row == NULL)
    return NULL;

  while (ff_sqlite_step (index, row, &has_row, error))
    {
      g_autoptr (GError) broken = NULL;
      FfJson *filter;

      if (!has_row)
        return g_steal_pointer (&filters);

      filter = ff_json_parse ((const char *) sqlite3_column_text (row, 1), -1, &ff_json_document_limits, &broken);
      if (filter != NULL)
        ff_json_take_member (filters, (const char *) sqlite3_column_text (row, 0), filter);
      else
        g_warning ("The saved filter “%s” cannot be read: %s", (const char *) sqlite3_column_text (row, 0), broken->message);
    }

  return NULL;
}

/**
 * ff_library_dup_filters:
 * @self: a library
 * @error: return location for a #FfDbError
 *
 * Returns: (transfer full): saved filters in order of their names, id → filter,
 *   as a plan's context wants them
 */
FfJson *
ff_library_dup_filters (FfLibrary  *self,
                        GError    **error)
{
  return list_filters (self->index, error);
}

/**
 * ff_library_read_filters:
 * @path: (nullable): the folder of a library; %NULL: the person's own
 * @error: return location for a #FfDbError
 *
 * As ff_library_dup_filters() without making a library where there is none; a
 * damaged index is put aside. Blocks; on any thread.
 *
 * Returns: (transfer full): none where there is no library
 */
FfJson *
ff_library_read_filters (const char  *path,
                         GError     **error)
{
  g_autoptr (FfSqlite) index = NULL;

  if (!ff_library_index_read (path, "filter", &index, error))
    return NULL;

  return index != NULL ? list_filters (index, error) : ff_json_new_object ();
}

/* Whose name it is, "" when nobody's; NULL after an error. */
static char *
find_name (FfLibrary   *self,
           const char  *name,
           GError     **error)
{
  sqlite3_stmt *row = ff_sqlite_prepare (self->index, "SELECT id FROM filter WHERE name = ?1", error);
  gboolean found = FALSE;
  char *id;

  if (row == NULL)
    return NULL;

  sqlite3_bind_text (row, 1, name, -1, SQLITE_TRANSIENT);
  if (!ff_sqlite_step (self->index, row, &found, error))
    return NULL;

  id = g_strdup (found ? (const char *) sqlite3_column_text (row, 0) : "");
  sqlite3_reset (row);

  return id;
}

/**
 * ff_library_save_filter:
 * @self: a library
 * @id: (nullable): of the one that it replaces; %NULL: a new one
 * @filter: a saved filter
 * @error: return location for a #FfFilterError, #FfLibraryError or #FfDbError
 *
 * What follows the filter means the new rule from now on, and says so.
 *
 * Returns: (transfer full): its id; %NULL with %FF_LIBRARY_ERROR_EXISTS when
 *   another filter has the name
 */
char *
ff_library_save_filter (FfLibrary   *self,
                        const char  *id,
                        FfJson      *filter,
                        GError     **error)
{
  const char *name = ff_json_get_member_string (filter, "name", "");
  g_autofree char *own = NULL;
  g_autofree char *holder = NULL;
  g_autofree char *text = NULL;

  if (!ff_filter_check (filter, error))
    return NULL;

  holder = find_name (self, name, error);
  if (holder == NULL)
    return NULL;
  if (*holder != '\0' && g_strcmp0 (holder, id) != 0)
    {
      g_set_error (error, FF_LIBRARY_ERROR, FF_LIBRARY_ERROR_EXISTS, _("There is a saved filter “%s” already. Choose another name."), name);
      return NULL;
    }

  own = id != NULL ? g_strdup (id) : ff_id_new ();
  text = ff_json_print (filter);
  if (!ff_sqlite_run (self->index, error,
                      "INSERT INTO filter (id, name, filter, changed_at) VALUES (?1, ?2, ?3, ?4) "
                      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, filter = excluded.filter, changed_at = excluded.changed_at",
                      "ttti", own, name, text, ff_clock_get_now (ff_clock_get_wall ())))
    return NULL;

  return g_steal_pointer (&own);
}

/**
 * ff_library_remove_filter:
 * @self: a library
 * @id: of a saved filter
 * @error: return location for a #FfDbError
 *
 * Campaigns that follow it have a problem from now on: see
 * ff_library_list_filter_uses().
 *
 * Returns: %TRUE if it is not there any more
 */
gboolean
ff_library_remove_filter (FfLibrary   *self,
                          const char  *id,
                          GError     **error)
{
  return ff_sqlite_run (self->index, error, "DELETE FROM filter WHERE id = ?1", "t", id);
}

void
ff_library_use_free (FfLibraryUse *self)
{
  g_free (self->campaign);
  g_free (self->filter);
  g_free (self->name);
  g_free (self->pointer);
  g_free (self);
}

static void
add_uses (GPtrArray  *uses,
          FfJson     *json,
          const char *id,
          const char *campaign,
          const char *filter,
          const char *name)
{
  g_autoptr (GPtrArray) places = ff_filter_list_uses (json, id);

  for (guint p = 0; p < places->len; p++)
    {
      FfLibraryUse *use = g_new0 (FfLibraryUse, 1);

      use->campaign = g_strdup (campaign);
      use->filter = g_strdup (filter);
      use->name = g_strdup (name);
      use->pointer = g_strdup (g_ptr_array_index (places, p));
      g_ptr_array_add (uses, use);
    }
}

/* A damaged document uses nothing that could be told. */
static void
add_uses_of_campaign (FfLibrary            *self,
                      const FfLibraryEntry *entry,
                      const char           *id,
                      GPtrArray            *uses)
{
  gsize length;
  g_autofree char *text = ff_library_file_read (entry->path, &length, NULL);
  g_autoptr (FfJson) json = text != NULL ? ff_json_parse (text, (gssize) length, &ff_json_document_limits, NULL) : NULL;

  if (json != NULL)
    add_uses (uses, json, id, entry->id, NULL, entry->name);
}

/**
 * ff_library_list_filter_uses:
 * @self: a library
 * @id: of a saved filter
 * @error: return location for a #FfDbError
 *
 * Reads every campaign that is not in the bin.
 *
 * Returns: (transfer full) (element-type FfLibraryUse): the conditions that
 *   follow it, in campaigns and then in other saved filters
 */
GPtrArray *
ff_library_list_filter_uses (FfLibrary   *self,
                             const char  *id,
                             GError     **error)
{
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_library_use_free);
  g_autoptr (GPtrArray) entries = ff_library_list (self, FALSE, error);
  g_autoptr (FfJson) filters = entries != NULL ? ff_library_dup_filters (self, error) : NULL;

  if (filters == NULL)
    return NULL;

  for (guint e = 0; e < entries->len; e++)
    add_uses_of_campaign (self, g_ptr_array_index (entries, e), id, uses);
  for (guint f = 0; f < ff_json_get_length (filters); f++)
    add_uses (uses, ff_json_get_value (filters, f), id, NULL, ff_json_get_name (filters, f),
              ff_json_get_member_string (ff_json_get_value (filters, f), "name", ""));

  return g_steal_pointer (&uses);
}
