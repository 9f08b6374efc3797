/* The folder of campaigns: the truth of each draft, one file each. On the thread of the library object. */

#include "library/ff-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/ff-id.h"
#include "base/ff-json.h"

#define SUFFIX ".fanfare"

static const char *
get_folder (gboolean removed)
{
  return removed ? "bin" : "campaigns";
}

char *
ff_library_file_dup_path (FfLibrary  *self,
                          gboolean    removed,
                          const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_build_filename (self->path, get_folder (removed), name, NULL);
}

static void
library_file_free (FfLibraryFile *self)
{
  g_free (self->id);
  g_free (self);
}

static gboolean
fail (GError     **error,
      const char  *path,
      int          code)
{
  /* Translators: the first %s is a file or folder, the second why it cannot be used. */
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("“%s”: %s"), path, g_strerror (code));
  return FALSE;
}

static FfLibraryFile *
look_at (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *id = NULL;
  FfLibraryFile *file;
  GStatBuf status;

  if (!g_str_has_suffix (name, SUFFIX))
    return NULL;

  id = g_strndup (name, strlen (name) - strlen (SUFFIX));
  if (!ff_id_is_valid (id) || g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;

  file = g_new0 (FfLibraryFile, 1);
  file->id = g_steal_pointer (&id);
  file->changed_at = (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
  file->n_bytes = status.st_size;
  return file;
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const FfLibraryFile *one = *(const FfLibraryFile *const *) a;
  const FfLibraryFile *other = *(const FfLibraryFile *const *) b;

  if (one->changed_at != other->changed_at)
    return one->changed_at > other->changed_at ? -1 : 1;

  return strcmp (one->id, other->id);
}

/**
 * ff_library_file_list:
 * @self: a library
 * @removed: the bin instead of the campaigns
 * @error: return location for a #GFileError
 *
 * Returns: (transfer full): of #FfLibraryFile, last changed first
 */
GPtrArray *
ff_library_file_list (FfLibrary  *self,
                      gboolean    removed,
                      GError    **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) library_file_free);
  g_autofree char *path = g_build_filename (self->path, get_folder (removed), NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return NULL;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      FfLibraryFile *file = look_at (path, name);

      if (file != NULL)
        g_ptr_array_add (files, file);
    }

  g_ptr_array_sort (files, compare_files);
  return g_steal_pointer (&files);
}

/**
 * ff_library_file_write:
 * @self: a library
 * @id: of the campaign
 * @text: the document
 * @error: return location for a #GFileError
 *
 * Writes beside, syncs and renames: a crash leaves the old file or the new.
 *
 * Returns: %TRUE if the file holds @text
 */
gboolean
ff_library_file_write (FfLibrary   *self,
                       const char  *id,
                       const char  *text,
                       GError     **error)
{
  g_autofree char *path = ff_library_file_dup_path (self, FALSE, id);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}

gboolean
ff_library_file_move (FfLibrary   *self,
                      const char  *id,
                      gboolean     to_bin,
                      GError     **error)
{
  g_autofree char *from = ff_library_file_dup_path (self, !to_bin, id);
  g_autofree char *to = ff_library_file_dup_path (self, to_bin, id);

  return g_rename (from, to) == 0 || fail (error, from, errno);
}

gboolean
ff_library_file_exists (FfLibrary  *self,
                        gboolean    removed,
                        const char *id)
{
  g_autofree char *path = ff_library_file_dup_path (self, removed, id);

  return ff_id_is_valid (id) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

char *
ff_library_file_dup_hash (const char *text,
                          gssize      length)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
}

/**
 * ff_library_file_read:
 * @path: of a file
 * @out_length: (out): its bytes
 * @error: return location for a #GFileError, or %FF_JSON_ERROR_LIMIT
 *
 * Reads no more than a document may have, whatever stands at @path.
 *
 * Returns: (transfer full): its content, ended by a zero
 */
char *
ff_library_file_read (const char  *path,
                      gsize       *out_length,
                      GError     **error)
{
  GStatBuf status;
  char *text;

  if (g_stat (path, &status) != 0)
    {
      fail (error, path, errno);
      return NULL;
    }

  if (!S_ISREG (status.st_mode))
    {
      fail (error, path, S_ISDIR (status.st_mode) ? EISDIR : EINVAL);
      return NULL;
    }

  if ((guint64) status.st_size > ff_json_document_limits.max_bytes)
    {
      /* Translators: %s is a file. */
      g_set_error (error, FF_JSON_ERROR, FF_JSON_ERROR_LIMIT, _("“%s” is too large for a campaign."), path);
      return NULL;
    }

  return g_file_get_contents (path, &text, out_length, error) ? text : NULL;
}
