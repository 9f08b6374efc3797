#pragma once

#include "send/ff-rehearsal.h"
#include "send/ff-sender.h"
#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* The sends that go on: they belong to the library, not to a page, so that a closed tab stops none. Also the rehearsal
 * gateway, which is started when the first message or the first reader needs it, never on the main thread.
 *
 * Signals:
 *   "started" (char *run_id, char *campaign_id): a new run is being sent
 *   "settled" (char *run_id): a sender ended, and the run's state is written */

#define FF_TYPE_DISPATCH (ff_dispatch_get_type ())
G_DECLARE_FINAL_TYPE (FfDispatch, ff_dispatch, FF, DISPATCH, GObject)

/* The one of @keeper's library; lent, lives as long. */
FfDispatch *ff_dispatch_get             (FfKeeper             *keeper);
/* Lets what is in flight end, and the gateway; nothing is sent afterwards. */
void        ff_dispatch_close           (FfDispatch           *self);

const char *ff_dispatch_get_outbox_path (FfDispatch           *self);

/* The sender of a run, also after its end; NULL when this program never sent it. Lent. */
FfSender   *ff_dispatch_find            (FfDispatch           *self,
                                         const char           *run_id);
FfSender   *ff_dispatch_start           (FfDispatch           *self,
                                         const char           *run_id,
                                         const char           *campaign_id);
/* Goes on with what waits, whatever it was paused or ended for. */
FfSender   *ff_dispatch_resume          (FfDispatch           *self,
                                         const char           *run_id,
                                         const char           *campaign_id);
FfSender   *ff_dispatch_stop            (FfDispatch           *self,
                                         const char           *run_id,
                                         const char           *campaign_id);
/* So many messages a second from now on; 0: as fast as the gateway takes them. */
void        ff_dispatch_set_rate        (FfDispatch           *self,
                                         double                rate);

/* What the rehearsal gateway does wrong from the next message on (send/ff-rehearsal.h); NULL: nothing. */
gboolean    ff_dispatch_set_faults      (FfDispatch           *self,
                                         FfJson               *script,
                                         GError              **error);
/* What the rehearsal gateway got last before number @before (0: the newest): {"messages": […], "last", "size"} as
 * ff_rehearsal_dup_messages () gives it, oldest first. */
void        ff_dispatch_inbox_async     (FfDispatch           *self,
                                         gint64                before,
                                         guint                 limit,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FfJson     *ff_dispatch_inbox_finish    (FfDispatch           *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
