/* The library as the window sees it: a queue to a worker that owns the library, and answers on the main context. */

#include "ui/ff-keeper-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FfKeeperWork    work;
  gpointer        data;
  GDestroyNotify  data_free;
  gboolean        changes;   /* what a list would tell */
} Request;

enum
{
  PROP_ERROR = 1,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Pushed last. */
static int end_marker;

G_DEFINE_FINAL_TYPE (FfKeeper, ff_keeper, G_TYPE_OBJECT)

static void
request_free (Request *self)
{
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self);
}

/* ---- The worker. */

typedef struct
{
  GAsyncQueue *queue;
  char        *path;
} Worker;

static gboolean
emit_changed_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
serve (Worker     *worker,
       FfLibrary **library,
       GTask      *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (*library == NULL)
    *library = ff_library_open (worker->path, &error);

  if (*library == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  request->work (*library, task, request->data);
  if (request->changes)
    g_idle_add_full (G_PRIORITY_DEFAULT, emit_changed_cb, g_object_ref (g_task_get_source_object (task)), g_object_unref);
}

static gpointer
work (gpointer user_data)
{
  Worker *worker = user_data;
  FfLibrary *library = NULL;

  for (;;)
    {
      gpointer item = g_async_queue_pop (worker->queue);

      if (item == &end_marker)
        break;

      serve (worker, &library, item);
      g_object_unref (item);
    }

  g_clear_pointer (&library, ff_library_free);
  g_async_queue_unref (worker->queue);
  g_free (worker->path);
  g_free (worker);
  return NULL;
}

/**
 * ff_keeper_ask:
 * @self: the keeper
 * @func: runs on the worker
 * @data: (transfer full): for @func
 * @data_free: (nullable): of @data
 * @changes: whether a list tells something else afterwards
 * @cancellable: (nullable): drops the request while it waits
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Queues a request.
 */
void
ff_keeper_ask (FfKeeper            *self,
               FfKeeperWork         func,
               gpointer             data,
               GDestroyNotify       data_free,
               gboolean             changes,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->work = func;
  request->data = data;
  request->data_free = data_free;
  request->changes = changes;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);

  if (self->thread == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The library is closed."));
      g_object_unref (task);
      return;
    }

  g_async_queue_push (self->queue, task);
}

/**
 * ff_keeper_work_async:
 * @self: the keeper
 * @func: runs on the worker with the open library
 * @data: (transfer full): for @func
 * @data_free: (nullable): of @data
 * @cancellable: (nullable): a request that has not begun is dropped
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Something else to do with the library, in the order of asking.
 */
void
ff_keeper_work_async (FfKeeper            *self,
                      FfKeeperWork         func,
                      gpointer             data,
                      GDestroyNotify       data_free,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ff_keeper_ask (self, func, data, data_free, FALSE, cancellable, callback, user_data);
}

/* ---- Life. */

static void
ff_keeper_dispose (GObject *object)
{
  ff_keeper_close (FF_KEEPER (object));

  G_OBJECT_CLASS (ff_keeper_parent_class)->dispose (object);
}

static void
ff_keeper_finalize (GObject *object)
{
  FfKeeper *self = FF_KEEPER (object);

  g_async_queue_unref (self->queue);
  g_ptr_array_unref (self->watches);
  g_free (self->path);
  g_free (self->error);

  G_OBJECT_CLASS (ff_keeper_parent_class)->finalize (object);
}

static void
ff_keeper_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  if (id == PROP_ERROR)
    g_value_set_string (value, FF_KEEPER (object)->error);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ff_keeper_class_init (FfKeeperClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ff_keeper_dispose;
  object_class->finalize = ff_keeper_finalize;
  object_class->get_property = ff_keeper_get_property;

  /**
   * FfKeeper:error:
   *
   * Why the last write failed; %NULL once one succeeds.
   */
  properties[PROP_ERROR] =
    g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", FF_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ff_keeper_init (FfKeeper *self)
{
  self->queue = g_async_queue_new_full (g_object_unref);
  self->watches = g_ptr_array_new_with_free_func ((GDestroyNotify) ff_keeper_watch_free);
}

/**
 * ff_keeper_new:
 * @path: (nullable): the folder of the library; %NULL for the person's own
 *
 * Returns: a keeper with its worker; the folder is opened when first asked
 */
FfKeeper *
ff_keeper_new (const char *path)
{
  FfKeeper *self = g_object_new (FF_TYPE_KEEPER, NULL);
  Worker *worker = g_new0 (Worker, 1);

  self->path = path != NULL ? g_strdup (path) : ff_library_dup_default_path ();
  worker->queue = g_async_queue_ref (self->queue);
  worker->path = g_strdup (self->path);
  self->thread = g_thread_new ("library", work, worker);

  return self;
}

const char *
ff_keeper_get_error (FfKeeper *self)
{
  return self->error;
}

void
ff_keeper_set_error (FfKeeper   *self,
                     const char *error)
{
  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

const char *
ff_keeper_get_path (FfKeeper *self)
{
  return self->path;
}

char *
ff_keeper_dup_outbox_path (FfKeeper *self)
{
  return ff_library_dup_outbox_path_in (self->path);
}

char *
ff_keeper_dup_rehearsal_path (FfKeeper *self)
{
  return ff_library_dup_rehearsal_path_in (self->path);
}

char *
ff_keeper_dup_sample_path (FfKeeper *self)
{
  return ff_library_dup_sample_path_in (self->path);
}

/**
 * ff_keeper_close:
 * @self: the keeper
 *
 * Writes what is unsaved and waits until the worker has done all it was
 * asked. Later requests fail.
 */
void
ff_keeper_close (FfKeeper *self)
{
  ff_keeper_unwatch_all (self);

  if (self->thread == NULL)
    return;

  g_async_queue_push (self->queue, &end_marker);
  g_thread_join (g_steal_pointer (&self->thread));
}
