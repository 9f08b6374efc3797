/* A launch's slow parts, on the engine's worker. */

#include "ui/review/ff-launch-work.h"

#include "send/ff-outbox.h"

typedef struct
{
  FfLaunch      *launch;      /* of review and prepare */
  FfChannel     *channel;     /* of preview */
  FfPlanContext *context;
  guint          limit;
  guint          place;       /* of list: of the channel */
  FfReason       reason;
  char          *outbox_path;
  gint64         nominal_at;
  gint64         confirmed;
  FfJson        *accepted;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->launch, ff_launch_unref);
  g_clear_pointer (&self->channel, ff_channel_unref);
  g_clear_pointer (&self->context, ff_plan_context_unref);
  g_clear_pointer (&self->accepted, ff_json_unref);
  g_free (self->outbox_path);
  g_free (self);
}

static void
answer (GTask          *task,
        gpointer        value,
        GDestroyNotify  value_free,
        GError         *error)
{
  if (value != NULL)
    g_task_return_pointer (task, value, value_free);
  else
    g_task_return_error (task, error);
}

static void
review (FfStore  *store,
        GTask    *task,
        gpointer  data)
{
  const Work *work = data;
  GError *error = NULL;
  FfReview *value = ff_launch_review (work->launch, store, work->outbox_path, g_task_get_cancellable (task), &error);

  answer (task, value, (GDestroyNotify) ff_review_unref, error);
}

static void
preview (FfStore  *store,
         GTask    *task,
         gpointer  data)
{
  const Work *work = data;
  GError *error = NULL;
  GPtrArray *value = ff_preview_read (work->channel, store, work->context->zone, work->context->now_usec, work->limit,
                                      g_task_get_cancellable (task), &error);

  answer (task, value, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
list (FfStore  *store,
      GTask    *task,
      gpointer  data)
{
  const Work *work = data;
  GError *error = NULL;
  GPtrArray *value = ff_launch_list (work->launch, store, work->outbox_path, work->place, work->reason,
                                     g_task_get_cancellable (task), &error);

  answer (task, value, (GDestroyNotify) g_ptr_array_unref, error);
}

/* What a person accepted is kept with the run. It is frozen already: not being able to note this must not stop it. */
static void
note_accepted (const Work *work,
               const char *run_id)
{
  g_autoptr (FfOutbox) outbox = NULL;
  g_autoptr (FfJson) facts = NULL;
  g_autoptr (GError) error = NULL;

  if (ff_json_get_length (work->accepted) == 0)
    return;

  facts = ff_json_new_object ();
  ff_json_take_member (facts, "accepted-warnings", ff_json_ref (work->accepted));
  outbox = ff_outbox_open (work->outbox_path, FALSE, &error);
  if (outbox == NULL || !ff_outbox_set_run (outbox, run_id, "sending", facts, work->nominal_at, &error))
    g_debug ("The accepted warnings of run %s are not noted: %s", run_id, error->message);
}

static void
prepare (FfStore  *store,
         GTask    *task,
         gpointer  data)
{
  const Work *work = data;
  GError *error = NULL;
  char *value = ff_launch_prepare (work->launch, store, work->outbox_path, work->nominal_at, work->confirmed, NULL,
                                   g_task_get_cancellable (task), &error);

  if (value != NULL)
    note_accepted (work, value);
  answer (task, value, g_free, error);
}

void
ff_launch_work_review_async (FfEngine            *engine,
                             FfLaunch            *launch,
                             const char          *outbox_path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->launch = ff_launch_ref (launch);
  work->outbox_path = g_strdup (outbox_path);
  ff_engine_work_async (engine, review, work, work_free, cancellable, callback, user_data);
}

FfReview *
ff_launch_work_review_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ff_launch_work_preview_async (FfEngine            *engine,
                              FfChannel           *channel,
                              FfPlanContext       *context,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->channel = ff_channel_ref (channel);
  work->context = ff_plan_context_ref (context);
  work->limit = limit;
  ff_engine_work_async (engine, preview, work, work_free, cancellable, callback, user_data);
}

GPtrArray *
ff_launch_work_preview_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ff_launch_work_list_async (FfEngine            *engine,
                           FfLaunch            *launch,
                           const char          *outbox_path,
                           guint                channel,
                           FfReason             reason,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->launch = ff_launch_ref (launch);
  work->outbox_path = g_strdup (outbox_path);
  work->place = channel;
  work->reason = reason;
  ff_engine_work_async (engine, list, work, work_free, cancellable, callback, user_data);
}

GPtrArray *
ff_launch_work_list_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ff_launch_work_prepare_async (FfEngine            *engine,
                              FfLaunch            *launch,
                              const char          *outbox_path,
                              gint64               nominal_at,
                              gint64               confirmed,
                              FfJson              *accepted,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->launch = ff_launch_ref (launch);
  work->outbox_path = g_strdup (outbox_path);
  work->nominal_at = nominal_at;
  work->confirmed = confirmed;
  work->accepted = accepted != NULL ? ff_json_ref (accepted) : NULL;
  ff_engine_work_async (engine, prepare, work, work_free, cancellable, callback, user_data);
}

char *
ff_launch_work_prepare_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
