/* The bytes of a file, piece after piece, as UTF-8. A byte that its encoding
 * does not have becomes one that UTF-8 does not have either, so that the row
 * it stands in is rejected and not changed. Called by importer and load step,
 * on a worker. */

#include "store/ff-import-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES (256 * 1024)

/* No character takes more than four bytes, and none comes of less than one. */
#define TEXT_BYTES (4 * PIECE_BYTES)

G_DEFINE_QUARK (ff-import-error-quark, ff_import_error)

const FfImportLimits ff_import_limits = {
  .max_field_bytes = 16 * 1024 * 1024,
  .max_row_bytes = 64 * 1024 * 1024,
  .max_columns = 2000,
};

struct _FfImportSource
{
  char        *path;       /* NULL: bytes in memory */
  int          fd;
  struct stat  opened;     /* as the file was */
  GBytes      *bytes;
  gboolean     is_cut;
  gint64       n_bytes;
  gint64       n_read;

  GIConv       converter;  /* (GIConv) -1: UTF-8, as it is */
  gsize        unit;       /* bytes that are skipped where nothing can be decoded */
  char        *piece;
  gsize        n_kept;     /* at the start of @piece: the beginning of a character */
  char        *text;
};

static gboolean
fail_with_errno (const char  *path,
                 int          number,
                 GError     **error)
{
  g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE,
               /* Translators: a file, then the system's own words. */
               _("“%s” cannot be read: %s."), path, g_strerror (number));

  return FALSE;
}

/**
 * ff_import_source_open:
 * @path: a regular file
 * @error: return location for %FF_IMPORT_ERROR_FILE
 *
 * Returns: (transfer full): the file, to be read as UTF-8 until told otherwise
 */
FfImportSource *
ff_import_source_open (const char  *path,
                       GError     **error)
{
  g_autoptr (FfImportSource) self = g_new0 (FfImportSource, 1);

  self->path = g_strdup (path);
  self->converter = (GIConv) -1;
  self->unit = 1;

  /* Opening a pipe would wait for a writer. */
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0 || fstat (self->fd, &self->opened) != 0)
    {
      fail_with_errno (path, errno, error);
      return NULL;
    }

  if (!S_ISREG (self->opened.st_mode))
    {
      g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE,
                   S_ISDIR (self->opened.st_mode) ? _("“%s” is a folder, not a file.")
                                                  : _("“%s” is no plain file: save its content as one first."), path);
      return NULL;
    }

  self->n_bytes = self->opened.st_size;
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_SEQUENTIAL);

  return g_steal_pointer (&self);
}

FfImportSource *
ff_import_source_new_for_bytes (GBytes   *bytes,
                                gboolean  is_cut)
{
  FfImportSource *self = g_new0 (FfImportSource, 1);

  self->fd = -1;
  self->converter = (GIConv) -1;
  self->unit = 1;
  self->bytes = g_bytes_ref (bytes);
  self->is_cut = is_cut;
  self->n_bytes = (gint64) g_bytes_get_size (bytes);

  return self;
}

void
ff_import_source_free (FfImportSource *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->piece);
  g_free (self->text);
  g_free (self->path);
  g_free (self);
}

const char *
ff_import_source_get_path (FfImportSource *self)
{
  return self->path;
}

gint64
ff_import_source_get_n_bytes (FfImportSource *self)
{
  return self->n_bytes;
}

gint64
ff_import_source_get_n_read (FfImportSource *self)
{
  return self->n_read;
}

gboolean
ff_import_source_is_cut (FfImportSource *self)
{
  return self->is_cut;
}

/* At most @n bytes from where the reading stands; fewer only at the end. */
static gboolean
read_bytes (FfImportSource  *self,
            char            *into,
            gsize            n,
            gsize           *out_n,
            GError         **error)
{
  *out_n = 0;

  /* No further than it was long, so that a file which grows has an end. */
  n = MIN (n, (gsize) (self->n_bytes - self->n_read));

  if (self->bytes != NULL)
    {
      *out_n = n;
      if (n > 0)
        memcpy (into, (const char *) g_bytes_get_data (self->bytes, NULL) + self->n_read, n);
    }

  while (self->bytes == NULL && *out_n < n)
    {
      gssize got = read (self->fd, into + *out_n, n - *out_n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return fail_with_errno (self->path, errno, error);
      if (got == 0)
        break;
      *out_n += (gsize) got;
    }

  self->n_read += (gint64) *out_n;

  return TRUE;
}

static gboolean
rewind_to (FfImportSource  *self,
           gint64           place,
           GError         **error)
{
  if (self->fd >= 0 && lseek (self->fd, place, SEEK_SET) < 0)
    return fail_with_errno (self->path, errno, error);

  self->n_read = place;
  self->n_kept = 0;

  return TRUE;
}

GBytes *
ff_import_source_read_sample (FfImportSource  *self,
                              gsize            n,
                              GError         **error)
{
  g_autofree char *sample = g_malloc (n);
  gsize n_got = 0;

  if (!rewind_to (self, 0, error) || !read_bytes (self, sample, n, &n_got, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&sample), n_got);
}

/**
 * ff_import_source_set_encoding:
 * @encoding: an id of ff_encodings_get(), or a name that iconv knows
 * @error: return location for a #FfImportError
 *
 * Begins anew, after the byte order mark if there is one.
 *
 * Returns: %TRUE if the encoding is known
 */
gboolean
ff_import_source_set_encoding (FfImportSource  *self,
                               const char      *encoding,
                               GError         **error)
{
  char beginning[4];
  gsize n = 0;

  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  self->converter = (GIConv) -1;
  self->unit = g_ascii_strncasecmp (encoding, "utf-16", 6) == 0 ? 2 : 1;

  if (g_ascii_strcasecmp (encoding, "utf-8") != 0)
    {
      self->converter = g_iconv_open ("UTF-8", encoding);
      if (self->converter == (GIConv) -1)
        {
          g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FORMAT,
                       _("The encoding “%s” is not known here: name another, such as utf-8 or windows-1252."), encoding);
          return FALSE;
        }
    }

  return rewind_to (self, 0, error) &&
         read_bytes (self, beginning, sizeof beginning, &n, error) &&
         rewind_to (self, (gint64) ff_import_measure_bom ((const guint8 *) beginning, n, encoding), error);
}

/* The text that @n_piece bytes stand for; what may go on in the next piece is kept. */
static gsize
decode (FfImportSource *self,
        gsize           n_piece,
        gboolean        is_last)
{
  char *in = self->piece;
  char *out = self->text;
  gsize n_in = n_piece;
  gsize n_out = TEXT_BYTES;

  while (n_in > 0 && g_iconv (self->converter, &in, &n_in, &out, &n_out) == (gsize) -1)
    {
      gsize skipped = MIN (self->unit, n_in);

      if (errno == E2BIG || (errno == EINVAL && !is_last))
        break;

      /* A character that no more bytes will complete, or none at all. */
      in += skipped;
      n_in -= skipped;
      *out++ = FF_IMPORT_UNDECODABLE;
      n_out--;
    }

  memmove (self->piece, in, n_in);
  self->n_kept = n_in;

  return TEXT_BYTES - n_out;
}

/**
 * ff_import_source_read:
 * @out_text: (out): lent until the next call
 * @out_length: (out): 0 at the end of the file
 *
 * Returns: %TRUE unless the file could not be read
 */
gboolean
ff_import_source_read (FfImportSource  *self,
                       const char     **out_text,
                       gsize           *out_length,
                       GError         **error)
{
  gsize n = 0;

  if (self->piece == NULL)
    self->piece = g_malloc (PIECE_BYTES);

  if (!read_bytes (self, self->piece + self->n_kept, PIECE_BYTES - self->n_kept, &n, error))
    return FALSE;

  if (self->converter == (GIConv) -1)
    {
      *out_text = self->piece;
      *out_length = n;
      return TRUE;
    }

  if (self->text == NULL)
    self->text = g_malloc (TEXT_BYTES);

  n += self->n_kept;
  *out_text = self->text;
  *out_length = decode (self, n, n < PIECE_BYTES);

  return TRUE;
}

/**
 * ff_import_source_check:
 *
 * Returns: %TRUE if nobody wrote the file since it was opened
 */
gboolean
ff_import_source_check (FfImportSource  *self,
                        GError         **error)
{
  struct stat now;

  if (self->fd < 0)
    return TRUE;

  if (fstat (self->fd, &now) != 0)
    return fail_with_errno (self->path, errno, error);

  if (now.st_size == self->opened.st_size && now.st_mtim.tv_sec == self->opened.st_mtim.tv_sec &&
      now.st_mtim.tv_nsec == self->opened.st_mtim.tv_nsec)
    return TRUE;

  g_set_error (error, FF_IMPORT_ERROR, FF_IMPORT_ERROR_FILE,
               _("“%s” was written while it was read: wait until it is complete, then try again."), self->path);

  return FALSE;
}
