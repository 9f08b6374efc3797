#pragma once

#include "activities/ff-channel.h"
#include "engine/ff-engine.h"
#include "send/ff-books.h"
#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* One pass of a campaign: evaluate in one snapshot, save what is to be saved,
 * prepare every channel into the outbox. Sending is the sender's, afterwards
 * and again after a crash. Waits pass at once here, and the launch says so. */

#define FF_RUNNER_ERROR (ff_runner_error_quark ())
GQuark ff_runner_error_quark (void);

/**
 * FfRunnerError:
 * @FF_RUNNER_ERROR_PROBLEMS: the campaign has problems; mend them first
 * @FF_RUNNER_ERROR_DECIDES: an activity decides on the way, which one pass has not
 * @FF_RUNNER_ERROR_NOTHING: no channel activity has anybody to write to
 * @FF_RUNNER_ERROR_GATEWAY: an activity's gateway is not there
 * @FF_RUNNER_ERROR_GUARD: a number is not as a guard expects; nothing was prepared
 * @FF_RUNNER_ERROR_CHANGED: the number differs from the confirmed one; look at the review again
 */
typedef enum
{
  FF_RUNNER_ERROR_PROBLEMS,
  FF_RUNNER_ERROR_DECIDES,
  FF_RUNNER_ERROR_NOTHING,
  FF_RUNNER_ERROR_GATEWAY,
  FF_RUNNER_ERROR_GUARD,
  FF_RUNNER_ERROR_CHANGED,
} FfRunnerError;

typedef struct _FfLaunch FfLaunch;

/* What is to be done, as a value. Main thread. @gateways: object: id → {"type", "settings", "name", "live"}.
 * FF_RUNNER_ERROR_PROBLEMS when @problems hold one. */
FfLaunch    *ff_launch_new             (FfCampaign     *campaign,
                                        FfPlanContext  *context,
                                        FfPlan         *plan,
                                        GPtrArray      *problems,
                                        FfJson         *gateways,
                                        GError        **error);
FfLaunch    *ff_launch_ref             (FfLaunch       *self);
void         ff_launch_unref           (FfLaunch       *self);
guint        ff_launch_get_n_channels  (FfLaunch       *self);
FfChannel   *ff_launch_get_channel     (FfLaunch       *self,
                                        guint           index);
gboolean     ff_launch_is_live         (FfLaunch       *self);   /* a gateway of it reaches people */
/* Sentences about what this pass does not do: “2 waits pass at once”. NULL-terminated. */
const char *const *ff_launch_get_notes (FfLaunch       *self);

/* From audience to messages, per channel; nothing is written. */
typedef struct _FfReview FfReview;

FfReview      *ff_review_ref           (FfReview       *self);
void           ff_review_unref         (FfReview       *self);
gint64         ff_review_get_taken_at  (FfReview       *self);
FfBooks       *ff_review_get_books     (FfReview       *self,
                                        guint           channel); /* as ff_launch_get_channel () counts; lent */
const FfBooks *ff_review_get_total     (FfReview       *self);

/* Both block: on the thread that opened @store. */
FfReview    *ff_launch_review          (FfLaunch       *self,
                                        FfStore        *store,
                                        const char     *outbox_path,
                                        GCancellable   *cancellable,
                                        GError        **error);
/* The people behind a number of the ladder: whom @reason leaves out, or for FF_REASON_NONE who gets a message. Array of
 * FfExcluded. */
GPtrArray   *ff_launch_list            (FfLaunch       *self,
                                        FfStore        *store,
                                        const char     *outbox_path,
                                        guint           channel,      /* as ff_launch_get_channel () counts */
                                        FfReason        reason,
                                        GCancellable   *cancellable,
                                        GError        **error);
/* Freezes everything into the outbox and answers the run's id. @confirmed (number of messages) -1: any.
 * A launch of the same campaign, version and nominal time is prepared once: a repeat goes on where it ended, if its
 * number is the confirmed one. */
char        *ff_launch_prepare         (FfLaunch       *self,
                                        FfStore        *store,
                                        const char     *outbox_path,
                                        gint64          nominal_at,
                                        gint64          confirmed,
                                        FfBooks       **out_books,   /* nullable */
                                        GCancellable   *cancellable,
                                        GError        **error);

/* FF_RUNNER_ERROR_CHANGED: the run has another number of messages. */
gboolean     ff_launch_check_confirmed (const FfBooks  *books,
                                        gint64          confirmed,
                                        GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfLaunch, ff_launch_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfReview, ff_review_unref)

G_END_DECLS
