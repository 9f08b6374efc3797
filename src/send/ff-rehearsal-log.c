/* What the rehearsal gateway was given: a file of JSON lines that only grows,
 * with the keys in memory. Read again at the start, so that a key seen before
 * a restart is still known. */

#include "send/ff-rehearsal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "send/ff-send-error.h"

typedef struct
{
  gint64 number;
  char   hash[65];
} Known;

struct _FfRehearsalLog
{
  char       *path;
  int         fd;
  gint64      end;      /* bytes of whole lines */
  gboolean    is_dirty; /* written but not synchronised */
  GArray     *starts;   /* of gint64: where each line begins */
  GHashTable *known;    /* key → Known, of its first message */
};

static gboolean
fail (FfRehearsalLog  *self,
      GError         **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", self->path, g_strerror (saved));
  return FALSE;
}

static void
remember (FfRehearsalLog *self,
          const char     *key,
          const char     *hash,
          gsize           n_bytes)
{
  gint64 start = self->end;

  g_array_append_val (self->starts, start);
  self->end += n_bytes;

  if (!g_hash_table_contains (self->known, key))
    {
      Known *known = g_new0 (Known, 1);

      known->number = self->starts->len;
      g_strlcpy (known->hash, hash, sizeof known->hash);
      g_hash_table_insert (self->known, g_strdup (key), known);
    }
}

static gboolean
read_line (FfRehearsalLog  *self,
           const char      *line,
           gsize            n_bytes,
           GError         **error)
{
  g_autoptr (FfJson) entry = ff_json_parse (line, n_bytes - 1, &ff_json_document_limits, error);
  const char *key = ff_json_get_member_string (entry, "key", NULL);

  if (entry != NULL && key != NULL)
    {
      remember (self, key, ff_json_get_member_string (entry, "hash", ""), n_bytes);
      return TRUE;
    }

  if (entry != NULL)
    g_set_error_literal (error, FF_SEND_ERROR, FF_SEND_ERROR_FAILED, _("A line has no key."));
  /* Translators: the path of a file and the number of a line in it. */
  g_prefix_error (error, _("%s, line %u: "), self->path, self->starts->len + 1);
  return FALSE;
}

/* Reads what is there. A last line that a crash cut off was never answered, so it is dropped. */
static gboolean
read_all (FfRehearsalLog  *self,
          GError         **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (self->fd, FALSE, error);
  const char *text;
  const char *stop;

  if (file == NULL)
    return FALSE;

  text = g_mapped_file_get_contents (file);
  stop = text + g_mapped_file_get_length (file);
  while (text < stop)
    {
      const char *newline = memchr (text, '\n', stop - text);

      if (newline == NULL)
        break;
      if (!read_line (self, text, newline + 1 - text, error))
        return FALSE;
      text = newline + 1;
    }

  return ftruncate (self->fd, self->end) == 0 || fail (self, error);
}

FfRehearsalLog *
ff_rehearsal_log_open (const char  *path,
                       GError     **error)
{
  g_autoptr (FfRehearsalLog) self = g_new0 (FfRehearsalLog, 1);

  self->path = g_strdup (path);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (self->fd < 0)
    {
      fail (self, error);
      return NULL;
    }
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BUSY,
                   /* Translators: %s is the path of a file. */
                   _("Another rehearsal gateway keeps its messages in %s: a send is under way, or “fanfarectl gateway” runs. "
                     "Wait for it, end it, or name it with --gateway URL."), path);
      return NULL;
    }

  return read_all (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ff_rehearsal_log_free (FfRehearsalLog *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    {
      ff_rehearsal_log_sync (self, NULL);
      close (self->fd);
    }
  g_free (self->path);
  g_array_unref (self->starts);
  g_hash_table_unref (self->known);
  g_free (self);
}

gint64
ff_rehearsal_log_get_size (FfRehearsalLog *self)
{
  return self->starts->len;
}

gint64
ff_rehearsal_log_find (FfRehearsalLog  *self,
                       const char      *key,
                       const char     **out_hash)
{
  Known *known = g_hash_table_lookup (self->known, key);

  if (known == NULL)
    return 0;

  *out_hash = known->hash;
  return known->number;
}

gint64
ff_rehearsal_log_append (FfRehearsalLog  *self,
                         const char      *key,
                         const char      *hash,
                         FfJson          *message,
                         GError         **error)
{
  g_autoptr (FfJson) entry = ff_json_new_object ();
  g_autofree char *id = g_strdup_printf ("r-%u", self->starts->len + 1);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  gsize n_bytes;

  ff_json_set_integer (entry, "number", self->starts->len + 1);
  ff_json_set_string (entry, "id", id);
  ff_json_set_string (entry, "key", key);
  ff_json_set_string (entry, "hash", hash);
  ff_json_set_integer (entry, "at", g_get_real_time ());
  ff_json_take_member (entry, "message", ff_json_ref (message));
  text = ff_json_print (entry);
  line = g_strconcat (text, "\n", NULL);
  n_bytes = strlen (line);

  if (write (self->fd, line, n_bytes) != (gssize) n_bytes)
    {
      fail (self, error);
      /* What got there is no message; without this the next line would be lost in it. */
      if (ftruncate (self->fd, self->end) != 0)
        g_debug ("%s cannot be cut back: %s", self->path, g_strerror (errno));
      return 0;
    }

  remember (self, key, hash, n_bytes);
  self->is_dirty = TRUE;
  return self->starts->len;
}

gboolean
ff_rehearsal_log_sync (FfRehearsalLog  *self,
                       GError         **error)
{
  if (!self->is_dirty)
    return TRUE;

  self->is_dirty = FALSE;
  return fdatasync (self->fd) == 0 || fail (self, error);
}

FfJson *
ff_rehearsal_log_read (FfRehearsalLog  *self,
                       gint64           number,
                       GError         **error)
{
  gint64 start = g_array_index (self->starts, gint64, number - 1);
  gint64 stop = number < self->starts->len ? g_array_index (self->starts, gint64, number) : self->end;
  g_autofree char *line = g_malloc (stop - start);

  if (pread (self->fd, line, stop - start, start) != stop - start)
    {
      fail (self, error);
      return NULL;
    }

  return ff_json_parse (line, stop - start - 1, &ff_json_document_limits, error);
}
