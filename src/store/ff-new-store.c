/* A new store takes its place: it is written under another name beside the one
 * asked for, and takes that when it is whole and on disk, so that what fails or
 * is cancelled leaves nothing. Called by the sample and the importer, on a
 * thread that may block. */

#include "store/ff-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
remove_siblings (const char *path)
{
  static const char *const endings[] = { "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *sibling = g_strconcat (path, endings[i], NULL);

      g_unlink (sibling);
    }
}

static gboolean
fail_with_errno (const char  *path,
                 int          number,
                 GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), _("Writing “%s”: %s"), path, g_strerror (number));

  return FALSE;
}

static gboolean
synchronise (const char  *path,
             GError     **error)
{
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int number = 0;

  if (fd < 0 || fsync (fd) != 0)
    number = errno;

  if (fd >= 0)
    close (fd);

  return number == 0 || fail_with_errno (path, number, error);
}

static gboolean
check_path (const char  *path,
            gboolean     replace,
            GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("“%s” is a folder."), path);
      return FALSE;
    }

  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already."), path);
      return FALSE;
    }

  return TRUE;
}

/**
 * ff_new_store_begin:
 * @path: where the store is to be
 * @replace: whether a file that is there may be replaced
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: (transfer full): an empty file beside @path to be filled, for
 *   ff_new_store_finish() or ff_new_store_abandon()
 */
char *
ff_new_store_begin (const char  *path,
                    gboolean     replace,
                    GError     **error)
{
  g_autofree char *written = g_strconcat (path, ".XXXXXX", NULL);
  int fd;

  if (!check_path (path, replace, error))
    return NULL;

  fd = g_mkstemp_full (written, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      fail_with_errno (path, errno, error);
      return NULL;
    }

  close (fd);

  return g_steal_pointer (&written);
}

/**
 * ff_new_store_finish:
 * @written: what ff_new_store_begin() gave; no connection to it is open
 *
 * Returns: %TRUE if the store stands, whole and on disk, at @path
 */
gboolean
ff_new_store_finish (const char  *written,
                     const char  *path,
                     gboolean     replace,
                     GError     **error)
{
  if (!synchronise (written, error) || !check_path (path, replace, error))
    return FALSE;

  /* A log left by the old file must not be taken for one of the new. */
  remove_siblings (path);
  if (g_rename (written, path) != 0)
    return fail_with_errno (path, errno, error);

  return TRUE;
}

void
ff_new_store_abandon (const char *written)
{
  remove_siblings (written);
  g_unlink (written);
}
