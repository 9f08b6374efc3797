#pragma once

#include "engine/ff-engine.h"
#include "runner/ff-launch.h"
#include "runner/ff-preview.h"

G_BEGIN_DECLS

/* A launch's slow parts on the engine's worker: asked and answered on the main thread. */

void       ff_launch_work_review_async   (FfEngine             *engine,
                                          FfLaunch             *launch,
                                          const char           *outbox_path,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FfReview  *ff_launch_work_review_finish  (GAsyncResult         *result,
                                          GError              **error);

/* Of one channel; answers an array of FfPreview. */
void       ff_launch_work_preview_async  (FfEngine             *engine,
                                          FfChannel            *channel,
                                          FfPlanContext        *context,
                                          guint                 limit,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *ff_launch_work_preview_finish (GAsyncResult         *result,
                                          GError              **error);

/* Whom a reason leaves out; answers an array of FfExcluded. */
void       ff_launch_work_list_async     (FfEngine             *engine,
                                          FfLaunch             *launch,
                                          const char           *outbox_path,
                                          guint                 channel,
                                          FfReason              reason,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray *ff_launch_work_list_finish    (GAsyncResult         *result,
                                          GError              **error);

/* Freezes the run into the outbox, with the warnings that were accepted; answers its id. */
void       ff_launch_work_prepare_async  (FfEngine             *engine,
                                          FfLaunch             *launch,
                                          const char           *outbox_path,
                                          gint64                nominal_at,
                                          gint64                confirmed,
                                          FfJson               *accepted,     /* nullable */
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char      *ff_launch_work_prepare_finish (GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
