/* Rejected rows: a CSV file of their own with line, reason and the fields as
 * they were, to be mended and imported again; the first few also in memory, to
 * be shown. The file takes its name only when it is complete. On the loading
 * thread. */

#include "store/ff-import-private.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define MOST_KEPT 20

struct _FfImportRejects
{
  char      *path;     /* nullable */
  char      *written;  /* beside @path */
  FILE      *file;
  gint64     n;
  GPtrArray *first;    /* of FfImportReject */
};

static void
reject_free (gpointer data)
{
  FfImportReject *self = data;

  g_free (self->reason);
  g_free (self);
}

static gboolean
fail (FfImportRejects  *self,
      int               number,
      GError          **error)
{
  g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_REJECTS,
               /* Translators: a file, then the system's own words. */
               _("The rejected rows cannot be written to “%s”: %s."), self->path, g_strerror (number));

  return FALSE;
}

static void
write_text (FfImportRejects *self,
            const char      *text,
            gsize            length)
{
  fputc (',', self->file);
  if (text != NULL)
    csv_fwrite (self->file, text, length);
}

/**
 * ff_import_rejects_new:
 * @path: (nullable): where the file is to be; without one the rows are only counted
 * @columns: (element-type FfFileColumn): of the file that is read, for the header
 * @error: return location for %FF_IMPORT_ERROR_REJECTS
 *
 * Returns: (transfer full): the rejects, none yet
 */
FfImportRejects *
ff_import_rejects_new (const char  *path,
                       GPtrArray   *columns,
                       GError     **error)
{
  g_autoptr (FfImportRejects) self = g_new0 (FfImportRejects, 1);
  int fd;

  self->first = g_ptr_array_new_with_free_func (reject_free);
  if (path == NULL)
    return g_steal_pointer (&self);

  self->path = g_strdup (path);
  self->written = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (self->written, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      int number = errno;

      g_clear_pointer (&self->written, g_free);
      fail (self, number, error);
      return NULL;
    }

  self->file = fdopen (fd, "w");
  fputs ("line,reason", self->file);
  for (guint c = 0; c < columns->len; c++)
    {
      const FfFileColumn *column = g_ptr_array_index (columns, c);

      write_text (self, column->name, strlen (column->name));
    }
  fputc ('\n', self->file);

  return g_steal_pointer (&self);
}

void
ff_import_rejects_free (FfImportRejects *self)
{
  if (self->file != NULL)
    fclose (self->file);
  if (self->written != NULL)
    g_unlink (self->written);
  g_free (self->written);
  g_free (self->path);
  g_ptr_array_unref (self->first);
  g_free (self);
}

static void
write_row (FfImportRejects   *self,
           const FfImportRow *row,
           const char        *reason)
{
  fprintf (self->file, "%" G_GINT64_FORMAT, row->line);
  write_text (self, reason, strlen (reason));
  for (guint f = 0; f < row->n_fields; f++)
    write_text (self, row->fields[f].text, row->fields[f].length);
  fputc ('\n', self->file);
}

/**
 * ff_import_rejects_add:
 * @row: its line, and its fields as far as there are any
 * @reason: translated
 *
 * Returns: %TRUE unless the file cannot be written
 */
gboolean
ff_import_rejects_add (FfImportRejects    *self,
                       const FfImportRow  *row,
                       const char         *reason,
                       GError            **error)
{
  self->n++;
  if (self->first->len < MOST_KEPT)
    {
      FfImportReject *reject = g_new0 (FfImportReject, 1);

      reject->line = row->line;
      reject->reason = g_strdup (reason);
      g_ptr_array_add (self->first, reject);
    }

  if (self->file == NULL)
    return TRUE;

  write_row (self, row, reason);

  return !ferror (self->file) || fail (self, errno, error);
}

/**
 * ff_import_rejects_finish:
 *
 * Writes what is still in memory; the file has its name only after
 * ff_import_rejects_keep().
 *
 * Returns: %TRUE if all of it is written
 */
gboolean
ff_import_rejects_finish (FfImportRejects  *self,
                          GError          **error)
{
  FILE *file = g_steal_pointer (&self->file);

  return file == NULL || fclose (file) == 0 || fail (self, errno, error);
}

gboolean
ff_import_rejects_keep (FfImportRejects  *self,
                        GError          **error)
{
  if (self->written == NULL)
    return TRUE;

  if (g_rename (self->written, self->path) != 0)
    return fail (self, errno, error);

  g_clear_pointer (&self->written, g_free);

  return TRUE;
}

gint64
ff_import_rejects_get_n (FfImportRejects *self)
{
  return self->n;
}

GPtrArray *
ff_import_rejects_get_first (FfImportRejects *self)
{
  return self->first;
}
