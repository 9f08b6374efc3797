/* The engine: one worker thread that opens, uses and closes one store, and a
 * queue of questions to it. Questions are GTasks with immutable values; their
 * answers come back on the asker's main context.
 *
 * A new evaluation cancels those before it, running or waiting. People and
 * other work go first; people are also served between two steps of a running
 * evaluation, in its snapshot. */

#include "engine/ff-evaluate-private.h"

#include <glib/gi18n-lib.h>

/* After so long without a question the store lets go of what costs others. */
#define REST_USEC (2 * 60 * (gint64) G_USEC_PER_SEC)

typedef enum
{
  ASK_OPEN,
  ASK_PEOPLE,
  ASK_WORK,
  ASK_EVALUATION,
} AskKind;

typedef struct
{
  AskKind           kind;
  GTask            *task;             /* its cancellable is our own for evaluations */
  FfPlan           *plan;             /* people, evaluation */
  FfPeopleRequest  *people;
  FfEngineProgress  progress;         /* nullable */
  gpointer          progress_data;
  GCancellable     *outer;            /* nullable: the asker's, of an evaluation */
  gulong            outer_id;
  FfEngineWork      func;
  gpointer          data;
  GDestroyNotify    data_free;
} Ask;

/* Shared by the engine and its thread. */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *url;

  GMutex           mutex;             /* guards what follows */
  GCond            cond;
  GQueue           waiting;           /* of Ask, in order of coming; pushed by askers, popped by the worker */
  gboolean         quits;
  GPtrArray       *schemas;           /* of FfSchema: of every opening, the last is the current one. Lent to askers, so all stay */

  gint64           rest_usec;         /* never changes */

  FfStore         *store;             /* of the worker alone */
} Worker;

struct _FfEngine
{
  GObject       parent_instance;

  Worker       *worker;
  GThread      *thread;
  GCancellable *evaluation;           /* of the newest; main thread */
};

G_DEFINE_FINAL_TYPE (FfEngine, ff_engine, G_TYPE_OBJECT)

static void
ask_free (Ask *self)
{
  if (self->outer != NULL)
    {
      g_cancellable_disconnect (self->outer, self->outer_id);
      g_object_unref (self->outer);
    }
  g_clear_pointer (&self->plan, ff_plan_unref);
  g_clear_pointer (&self->people, ff_people_request_free);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_object_unref (self->task);
  g_free (self);
}

static void
worker_unref (Worker *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (self->store == NULL);
  g_queue_clear (&self->waiting);
  g_ptr_array_unref (self->schemas);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->url);
  g_free (self);
}

/* Evaluations wait behind everything else. */
static Ask *
pop_first (Worker   *self,
           gboolean  only_people)
{
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    {
      Ask *ask = l->data;

      if (only_people ? ask->kind != ASK_PEOPLE : ask->kind == ASK_EVALUATION)
        continue;

      g_queue_delete_link (&self->waiting, l);
      return ask;
    }

  return only_people ? NULL : g_queue_pop_head (&self->waiting);
}

/* Blocks until there is a question; NULL when there will be none. */
static Ask *
wait_for_ask (Worker *self)
{
  gint64 rest_at = g_get_monotonic_time () + self->rest_usec;
  gboolean rests = self->store == NULL;
  Ask *ask;

  g_mutex_lock (&self->mutex);
  while (self->waiting.length == 0 && !self->quits)
    {
      if (rests)
        {
          g_cond_wait (&self->cond, &self->mutex);
        }
      else if (!g_cond_wait_until (&self->cond, &self->mutex, rest_at))
        {
          g_mutex_unlock (&self->mutex);
          ff_store_rest (self->store);
          rests = TRUE;
          g_mutex_lock (&self->mutex);
        }
    }
  ask = pop_first (self, FALSE);
  g_mutex_unlock (&self->mutex);

  return ask;
}

static gboolean
ensure_open (Worker  *self,
             GError **error)
{
  if (self->store != NULL)
    return TRUE;

  self->store = ff_store_open (self->url, error);
  if (self->store == NULL)
    return FALSE;

  /* Whoever has an engine edits. */
  ff_store_set_drafting (self->store, TRUE);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->schemas, ff_schema_ref (ff_store_get_schema (self->store)));
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static void
answer_page (Ask    *ask,
             FfPage *page,
             GError *error)
{
  if (page != NULL)
    g_task_return_pointer (ask->task, page, (GDestroyNotify) ff_page_free);
  else
    g_task_return_error (ask->task, error);
}

/* Between two steps of an evaluation. */
static void
serve_people_cb (FfStore  *store,
                 gpointer  user_data)
{
  Worker *self = user_data;

  for (;;)
    {
      GError *error = NULL;
      FfPage *page;
      Ask *ask;

      g_mutex_lock (&self->mutex);
      ask = pop_first (self, TRUE);
      g_mutex_unlock (&self->mutex);
      if (ask == NULL)
        return;

      if (!g_task_return_error_if_cancelled (ask->task))
        {
          page = ff_evaluate_people_held (store, ask->plan, ask->people, g_task_get_cancellable (ask->task), &error);
          answer_page (ask, page, error);
        }
      ask_free (ask);
    }
}

typedef struct
{
  GTask            *task;
  FfEngineProgress  func;
  gpointer          data;
  FfCounts         *counts;
  guint             n_done;
  guint             n_steps;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *self = data;

  ff_counts_unref (self->counts);
  g_object_unref (self->task);
  g_free (self);
}

/* On the asker's main context. A question that was replaced tells nothing more. */
static gboolean
tell_progress_cb (gpointer data)
{
  Progress *self = data;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)) && !g_task_get_completed (self->task))
    self->func (self->counts, self->n_done, self->n_steps, self->data);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (FfCounts *counts,
             guint     n_done,
             guint     n_steps,
             gpointer  user_data)
{
  Ask *ask = user_data;
  Progress *progress = g_new0 (Progress, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  progress->task = g_object_ref (ask->task);
  progress->func = ask->progress;
  progress->data = ask->progress_data;
  progress->counts = ff_counts_ref (counts);
  progress->n_done = n_done;
  progress->n_steps = n_steps;

  /* The same priority as the answer's, so that it comes before it. */
  g_source_set_priority (source, g_task_get_priority (ask->task));
  g_source_set_callback (source, tell_progress_cb, progress, progress_free);
  g_source_attach (source, g_task_get_context (ask->task));
}

static void
evaluate (Worker *self,
          Ask    *ask)
{
  GError *error = NULL;
  FfCounts *counts;

  counts = ff_evaluate_with_pauses (self->store, ask->plan,
                                    ask->progress != NULL ? progress_cb : NULL, ask,
                                    serve_people_cb, self,
                                    g_task_get_cancellable (ask->task), &error);
  if (counts != NULL)
    g_task_return_pointer (ask->task, counts, (GDestroyNotify) ff_counts_unref);
  else
    g_task_return_error (ask->task, error);
}

static void
answer (Worker *self,
        Ask    *ask)
{
  GError *error = NULL;
  FfPage *page;

  if (g_task_return_error_if_cancelled (ask->task))
    return;

  /* The file or its tables may be others than before. */
  if (ask->kind == ASK_OPEN)
    g_clear_object (&self->store);

  if (!ensure_open (self, &error))
    {
      g_task_return_error (ask->task, error);
      return;
    }

  switch (ask->kind)
    {
    case ASK_OPEN:
      g_task_return_pointer (ask->task, ff_schema_ref (ff_store_get_schema (self->store)), (GDestroyNotify) ff_schema_unref);
      break;

    case ASK_PEOPLE:
      page = ff_evaluate_people (self->store, ask->plan, ask->people, g_task_get_cancellable (ask->task), &error);
      answer_page (ask, page, error);
      break;

    case ASK_WORK:
      ask->func (self->store, ask->task, ask->data);
      break;

    case ASK_EVALUATION:
    default:
      evaluate (self, ask);
      break;
    }
}

static gpointer
work (gpointer data)
{
  Worker *self = data;

  for (;;)
    {
      Ask *ask = wait_for_ask (self);

      if (ask == NULL)
        break;

      answer (self, ask);
      ask_free (ask);
    }

  g_clear_object (&self->store);
  worker_unref (self);

  return NULL;
}

static Ask *
ask_new (AskKind  kind,
         GTask   *task)
{
  Ask *self = g_new0 (Ask, 1);

  self->kind = kind;
  self->task = task;

  return self;
}

static void
push (FfEngine *self,
      Ask      *ask)
{
  Worker *worker = self->worker;

  g_mutex_lock (&worker->mutex);
  g_queue_push_tail (&worker->waiting, ask);
  g_cond_signal (&worker->cond);
  g_mutex_unlock (&worker->mutex);
}

/**
 * ff_engine_new:
 * @store_url: "sqlite:PATH" or a plain path
 *
 * Returns: (transfer full): an engine, whose store is opened by the first
 *   question, on its thread
 */
FfEngine *
ff_engine_new (const char *store_url)
{
  return ff_engine_new_resting (store_url, REST_USEC);
}

FfEngine *
ff_engine_new_resting (const char *store_url,
                       gint64      rest_usec)
{
  FfEngine *self = g_object_new (FF_TYPE_ENGINE, NULL);
  Worker *worker = self->worker;

  worker->url = g_strdup (store_url);
  worker->rest_usec = rest_usec;
  g_atomic_ref_count_inc (&worker->ref_count);
  self->thread = g_thread_new ("ff-engine", work, worker);

  return self;
}

/**
 * ff_engine_open_async:
 *
 * Opens the store, or opens it again: after a failure, or when the file or
 * its tables are others than before. Plans of an earlier data model still
 * count, as far as it has what they read.
 */
void
ff_engine_open_async (FfEngine             *self,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ff_engine_open_async);
  push (self, ask_new (ASK_OPEN, task));
}

FfSchema *
ff_engine_open_finish (FfEngine      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ff_engine_get_schema:
 *
 * Returns: (nullable) (transfer none): the data model, %NULL until the store is open
 */
FfSchema *
ff_engine_get_schema (FfEngine *self)
{
  FfSchema *schema = NULL;
  GPtrArray *schemas;

  g_return_val_if_fail (FF_IS_ENGINE (self), NULL);

  g_mutex_lock (&self->worker->mutex);
  schemas = self->worker->schemas;
  if (schemas->len > 0)
    schema = g_ptr_array_index (schemas, schemas->len - 1);
  g_mutex_unlock (&self->worker->mutex);

  return schema;
}

static void
cancel_inner_cb (GCancellable *outer,
                 gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/**
 * ff_engine_evaluate_async:
 * @progress: (nullable): called on the caller's main context, until @callback is
 *
 * Counts everything that leaves a port of @plan. Evaluations that were asked
 * for before are cancelled, in the database too.
 */
void
ff_engine_evaluate_async (FfEngine             *self,
                          FfPlan               *plan,
                          FfEngineProgress      progress,
                          gpointer              progress_data,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  GTask *task = g_task_new (self, inner, callback, user_data);
  Ask *ask = ask_new (ASK_EVALUATION, task);

  g_task_set_source_tag (task, ff_engine_evaluate_async);
  ask->plan = ff_plan_ref (plan);
  ask->progress = progress;
  ask->progress_data = progress_data;
  if (cancellable != NULL)
    {
      ask->outer = g_object_ref (cancellable);
      ask->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancel_inner_cb), g_object_ref (inner), g_object_unref);
    }

  if (self->evaluation != NULL)
    g_cancellable_cancel (self->evaluation);
  g_set_object (&self->evaluation, inner);

  push (self, ask);
}

FfCounts *
ff_engine_evaluate_finish (FfEngine      *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ff_engine_people_async:
 * @request: (transfer full): which rows and columns
 *
 * Reads a page of the rows behind an output of @plan, and counts first what
 * that needs. Evaluations go on.
 */
void
ff_engine_people_async (FfEngine             *self,
                        FfPlan               *plan,
                        FfPeopleRequest      *request,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ask *ask = ask_new (ASK_PEOPLE, task);

  g_task_set_source_tag (task, ff_engine_people_async);
  ask->plan = ff_plan_ref (plan);
  ask->people = request;
  push (self, ask);
}

FfPage *
ff_engine_people_finish (FfEngine      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ff_engine_work_async:
 * @func: (scope async): called on the worker, when no evaluation runs
 * @data_free: (nullable): frees @data, on the worker
 *
 * Does something else with the open store. @func answers the #GTask that it
 * is given; @callback's finish is g_task_propagate_*().
 */
void
ff_engine_work_async (FfEngine             *self,
                      FfEngineWork          func,
                      gpointer              data,
                      GDestroyNotify        data_free,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ask *ask = ask_new (ASK_WORK, task);

  g_task_set_source_tag (task, ff_engine_work_async);
  ask->func = func;
  ask->data = data;
  ask->data_free = data_free;
  push (self, ask);
}

static void
ff_engine_dispose (GObject *object)
{
  FfEngine *self = FF_ENGINE (object);

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->worker->mutex);
      self->worker->quits = TRUE;
      g_cond_signal (&self->worker->cond);
      g_mutex_unlock (&self->worker->mutex);

      /* The last reference may be the one that a task gave back on the worker. */
      if (self->thread == g_thread_self ())
        g_thread_unref (self->thread);
      else
        g_thread_join (self->thread);
      self->thread = NULL;
    }

  g_clear_object (&self->evaluation);

  G_OBJECT_CLASS (ff_engine_parent_class)->dispose (object);
}

static void
ff_engine_finalize (GObject *object)
{
  FfEngine *self = FF_ENGINE (object);

  worker_unref (self->worker);

  G_OBJECT_CLASS (ff_engine_parent_class)->finalize (object);
}

static void
ff_engine_class_init (FfEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ff_engine_dispose;
  object_class->finalize = ff_engine_finalize;
}

static void
ff_engine_init (FfEngine *self)
{
  self->worker = g_new0 (Worker, 1);
  g_atomic_ref_count_init (&self->worker->ref_count);
  g_mutex_init (&self->worker->mutex);
  g_cond_init (&self->worker->cond);
  g_queue_init (&self->worker->waiting);
  self->worker->schemas = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_schema_unref);
}
