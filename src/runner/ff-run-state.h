#pragma once

#include "library/ff-library.h"
#include "send/ff-books.h"
#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* Where a run stands, told from its books: nothing is finished while anything waits. */

typedef enum
{
  FF_RUN_SENDING,     /* something waits or is in flight */
  FF_RUN_FINISHED,    /* every delivery is accepted, refused, unconfirmed or not sent */
  FF_RUN_STOPPED,     /* a person stopped it: the rest is not sent */
} FfRunState;

FfRunState  ff_run_state_of_books (const FfBooks *books);
const char *ff_run_state_get_id   (FfRunState     state);   /* "sending", as FfRun.state holds it */
/* “Finished”, “Finished — 31 refused”, “Stopped — 412 not sent”: translated. */
char       *ff_run_dup_state_text (const FfBooks *books);

/* Counts the run's books and writes its state into the outbox. Blocks. */
gboolean    ff_run_settle         (const char    *outbox_path,
                                   const char    *run_id,
                                   gint64         now,
                                   GError       **error);

/* Whether a gateway of the run reaches people: a rehearsal changes nothing for its campaign. */
gboolean    ff_run_is_live        (FfOutbox      *outbox,
                                   const char    *run_id,
                                   gboolean      *out_live,
                                   GError       **error);
/* Writes into the library where the campaign stands: its newest run that reaches people says it; without one it is a
 * draft, however often it was rehearsed. Blocks. */
gboolean    ff_run_tell_library   (FfLibrary     *library,
                                   const char    *campaign_id,
                                   GError       **error);

G_END_DECLS
