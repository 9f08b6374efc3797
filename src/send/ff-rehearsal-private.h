#pragma once

#include "base/ff-json.h"

G_BEGIN_DECLS

/* The parts of the rehearsal gateway; of this room only. */

/* ---- The script: which fault the n-th message since it was set meets. */
typedef enum
{
  FF_FAULT_NONE,
  FF_FAULT_STATUS,    /* an HTTP error, with Retry-After if wanted */
  FF_FAULT_RESET,     /* the connection ends without an answer */
  FF_FAULT_TRUNCATE,  /* the answer breaks off */
  FF_FAULT_GARBAGE,   /* the answer is no JSON */
  FF_FAULT_SILENCE,   /* no answer ever comes */
  FF_FAULT_DELAY,     /* the right answer, later */
} FfFaultKind;

typedef struct
{
  FfFaultKind kind;
  gint64      from;        /* first message it meets, from 1 */
  gint64      count;       /* how many messages from there; 0: all */
  gint64      every;       /* of those only each n-th */
  guint       status;
  char       *retry_after; /* nullable */
  guint       delay_ms;
  gboolean    is_taken;    /* the message is kept all the same */
} FfFault;

typedef struct _FfRehearsalScript FfRehearsalScript;

FfRehearsalScript *ff_rehearsal_script_new       (FfJson             *json,  /* nullable: no faults */
                                                  GError            **error);
void               ff_rehearsal_script_free      (FfRehearsalScript  *self);
const FfFault     *ff_rehearsal_script_get_fault (FfRehearsalScript  *self,  /* never NULL */
                                                  gint64              number);
gboolean           ff_rehearsal_script_refuses   (FfRehearsalScript  *self,
                                                  const char         *key);
guint              ff_rehearsal_script_get_delay (FfRehearsalScript  *self); /* ms, of every answer */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRehearsalScript, ff_rehearsal_script_free)

/* ---- The log: one JSON line for each message that was accepted. Calls come
 * from one thread at a time; the gateway holds its lock. */
typedef struct _FfRehearsalLog FfRehearsalLog;

FfRehearsalLog *ff_rehearsal_log_open     (const char      *path,
                                           GError         **error);
void            ff_rehearsal_log_free     (FfRehearsalLog  *self);
gint64          ff_rehearsal_log_get_size (FfRehearsalLog  *self);
/* The number of the first message with @key, or 0. @out_hash is lent. */
gint64          ff_rehearsal_log_find     (FfRehearsalLog  *self,
                                           const char      *key,
                                           const char     **out_hash);
/* Returns the new message's number, or 0. Written when it returns, so that it
 * outlives this process; on the disk at the next sync. */
gint64          ff_rehearsal_log_append   (FfRehearsalLog  *self,
                                           const char      *key,
                                           const char      *hash,
                                           FfJson          *message,
                                           GError         **error);
gboolean        ff_rehearsal_log_sync     (FfRehearsalLog  *self,
                                           GError         **error);
FfJson         *ff_rehearsal_log_read     (FfRehearsalLog  *self,
                                           gint64           number,
                                           GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRehearsalLog, ff_rehearsal_log_free)

G_END_DECLS
