#pragma once

#include <libsoup/soup.h>

#include "base/ff-clock.h"
#include "message/ff-content.h"
#include "send/ff-outbox-private.h"
#include "send/ff-sender.h"

G_BEGIN_DECLS

/* A lane is one task while it is being sent: its gateway, its content, what is
 * in flight, its pauses. It lives on the sender's thread; of this room only. */

typedef struct _FfLane FfLane;

/* Called, on the sender's thread, whenever something of a lane has ended. */
typedef void (*FfLaneNotify) (gpointer user_data);

FfLane        *ff_lane_open            (FfOutbox               *outbox,
                                        FfTask                 *task,      /* taken over */
                                        FfJson                 *settings,  /* of the gateway, secrets included */
                                        const FfSenderSettings *sender,    /* complete; outlives the lane */
                                        FfClock                *clock,
                                        FfLaneNotify            notify,
                                        gpointer                user_data,
                                        GError                **error);
void           ff_lane_free            (FfLane                 *self);
const FfTask  *ff_lane_get_task        (FfLane                 *self);
const FfBooks *ff_lane_get_books       (FfLane                 *self);
/* Why it does not go on by itself; NULL while it does. */
const GError  *ff_lane_get_pause       (FfLane                 *self);
gboolean       ff_lane_set_pause       (FfLane                 *self,
                                        const GError           *why,       /* nullable: go on */
                                        GError                **error);
guint          ff_lane_get_n_in_flight (FfLane                 *self);     /* look-ups included */
guint          ff_lane_get_n_answered  (FfLane                 *self);     /* of those, not recorded yet */
gint64         ff_lane_get_n_settled   (FfLane                 *self);     /* since it was opened */
gboolean       ff_lane_is_stale        (FfLane                 *self);     /* somebody else changed its rows */
gboolean       ff_lane_recount         (FfLane                 *self,
                                        GError                **error);

/* How many more it could put in flight now. */
guint          ff_lane_get_room        (FfLane                 *self,
                                        gint64                  now);
/* When it has to be looked at again; G_MAXINT64: not before something ends. */
gint64         ff_lane_get_due         (FfLane                 *self,
                                        gboolean                may_claim);

/* The next two happen in the worker's transaction, launch after its commit. */
gboolean       ff_lane_record          (FfLane                 *self,
                                        gint64                  now,
                                        GError                **error);
gboolean       ff_lane_claim           (FfLane                 *self,
                                        guint                   n_most,
                                        gint64                  now,
                                        guint                  *out_n_claimed,
                                        GError                **error);
void           ff_lane_launch          (FfLane                 *self,
                                        gint64                  now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfLane, ff_lane_free)

G_END_DECLS
