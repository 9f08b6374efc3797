/* One process sends a run at a time. The lock is a byte of a file beside the
 * outbox, held by the kernel, so it ends with the process however that ends.
 * It belongs to an open file, not to a process: two senders of one process
 * exclude each other too. */

#define _GNU_SOURCE

#include "send/ff-outbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

struct _FfOutboxLock
{
  int fd;
};

FfOutboxLock *
ff_outbox_lock_run (FfOutbox    *self,
                    const char  *run_id,
                    GError     **error)
{
  g_autoptr (FfRun) run = ff_outbox_dup_run (self, run_id, error);
  g_autofree char *path = g_strconcat (self->path, "-lock", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
  FfOutboxLock *held;
  int fd;
  int saved;

  if (run == NULL)
    return NULL;

  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  lock.l_start = run->number;
  if (fd >= 0 && fcntl (fd, F_OFD_SETLK, &lock) == 0)
    {
      held = g_new0 (FfOutboxLock, 1);
      held->fd = fd;
      return held;
    }

  saved = errno;
  if (fd < 0 || (saved != EAGAIN && saved != EACCES))
    g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_FAILED, "%s: %s", path, g_strerror (saved));
  else
    /* Translators: %s is the name of a campaign. */
    g_set_error (error, FF_SEND_ERROR, FF_SEND_ERROR_BUSY, _("This run of “%s” is being sent already."),
                 run->campaign_label);
  if (fd >= 0)
    close (fd);
  return NULL;
}

void
ff_outbox_lock_free (FfOutboxLock *lock)
{
  if (lock == NULL)
    return;

  close (lock->fd);
  g_free (lock);
}
