/* The library as the window sees it: a queue to a worker that owns the library, and answers on the main context. */

#include "ui/ff-keeper.h"

#include <glib/gi18n-lib.h>

#include "model/ff-document.h"

/* A changed draft is written this long after the first change that is not in the file yet. */
#define REST_MSEC 1000

typedef struct
{
  FfKeeperWork    work;
  gpointer        data;
  GDestroyNotify  data_free;
  gboolean        changes;   /* what a list would tell */
} Request;

/* A draft that is kept. */
typedef struct
{
  FfKeeper *keeper;
  FfDraft  *draft;
  gulong    serial_id;
  guint     rest_source;
} Watch;

struct _FfKeeper
{
  GObject      parent_instance;

  char        *path;
  char        *error;
  GThread     *thread;
  GAsyncQueue *queue;     /* of GTask, and of the end marker; pushed by the main thread */
  GPtrArray   *watches;   /* of Watch */
};

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

static void
ask (FfKeeper            *self,
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
  ask (self, func, data, data_free, FALSE, cancellable, callback, user_data);
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
watch_free (Watch *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_signal_handler (&self->serial_id, ff_draft_get_history (self->draft));
  g_object_unref (self->draft);
  g_free (self);
}

static void
ff_keeper_init (FfKeeper *self)
{
  self->queue = g_async_queue_new_full (g_object_unref);
  self->watches = g_ptr_array_new_with_free_func ((GDestroyNotify) watch_free);
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

/* ---- Asking. */

static void
list_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  GError *error = NULL;
  GPtrArray *entries = ff_library_list (library, GPOINTER_TO_INT (data), &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
ff_keeper_list_async (FfKeeper            *self,
                      gboolean             removed,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ask (self, list_work, GINT_TO_POINTER (removed), NULL, FALSE, cancellable, callback, user_data);
}

GPtrArray *
ff_keeper_list_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  FfCampaign *campaign;
  FfJson     *history;
} Loaded;

static void
loaded_free (Loaded *self)
{
  g_clear_object (&self->campaign);
  g_clear_pointer (&self->history, ff_json_unref);
  g_free (self);
}

static void
load_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  GError *error = NULL;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->campaign = ff_library_load (library, data, &loaded->history, &error);
  if (loaded->campaign != NULL)
    {
      g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
      return;
    }

  loaded_free (loaded);
  g_task_return_error (task, error);
}

void
ff_keeper_load_async (FfKeeper            *self,
                      const char          *id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ask (self, load_work, g_strdup (id), g_free, FALSE, cancellable, callback, user_data);
}

/**
 * ff_keeper_load_finish:
 * @self: the keeper
 * @result: of ff_keeper_load_async ()
 * @out_history: (out) (nullable): the undo log, %NULL inside when there is none
 * @error: return location for an error of library, model or files
 *
 * Returns: (transfer full): the campaign, which lives on the main thread from now on
 */
FfCampaign *
ff_keeper_load_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       FfJson       **out_history,
                       GError       **error)
{
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), error);
  FfCampaign *campaign;

  if (loaded == NULL)
    return NULL;

  campaign = g_steal_pointer (&loaded->campaign);
  if (out_history != NULL)
    *out_history = g_steal_pointer (&loaded->history);
  loaded_free (loaded);
  return campaign;
}

/* What most requests carry. */
typedef struct
{
  char            *id;
  char            *text;
  FfJson          *json;
  FfLibraryImport  known;
} Letter;

static Letter *
letter_new (const char *id,
            const char *text)
{
  Letter *self = g_new0 (Letter, 1);

  self->id = g_strdup (id);
  self->text = g_strdup (text);
  return self;
}

static void
letter_free (Letter *self)
{
  g_free (self->id);
  g_free (self->text);
  g_clear_pointer (&self->json, ff_json_unref);
  g_free (self);
}

static void
answer_id (GTask  *task,
           char   *id,
           GError *error)
{
  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

static void
answer_done (GTask    *task,
             gboolean  done,
             GError   *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
import_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_id (task, ff_library_import (library, letter->text, letter->known, &error), error);
}

void
ff_keeper_import_async (FfKeeper            *self,
                        const char          *path,
                        FfLibraryImport      known,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Letter *letter = letter_new (NULL, path);

  letter->known = known;
  ask (self, import_work, letter, (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
new_work (FfLibrary *library,
          GTask     *task,
          gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_id (task, ff_library_new_from_template (library, letter->id, &error), error);
}

void
ff_keeper_new_async (FfKeeper            *self,
                     const char          *template_id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  ask (self, new_work, letter_new (template_id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback,
       user_data);
}

static void
duplicate_work (FfLibrary *library,
                GTask     *task,
                gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_id (task, ff_library_duplicate (library, letter->id, &error), error);
}

void
ff_keeper_duplicate_async (FfKeeper            *self,
                           const char          *id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  ask (self, duplicate_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback,
       user_data);
}

char *
ff_keeper_id_finish (FfKeeper      *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remove_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_done (task, ff_library_remove (library, letter->id, &error), error);
}

void
ff_keeper_remove_async (FfKeeper            *self,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ask (self, remove_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
restore_work (FfLibrary *library,
              GTask     *task,
              gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_done (task, ff_library_restore (library, letter->id, &error), error);
}

void
ff_keeper_restore_async (FfKeeper            *self,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ask (self, restore_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
rename_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_done (task, ff_library_rename (library, letter->id, letter->text, &error), error);
}

/**
 * ff_keeper_rename_async:
 * @self: the keeper
 * @id: of a campaign that is not open; an open one is renamed by an edit
 * @name: its new name
 * @cancellable: (nullable): drops the request while it waits
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
ff_keeper_rename_async (FfKeeper            *self,
                        const char          *id,
                        const char          *name,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ask (self, rename_work, letter_new (id, name), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

gboolean
ff_keeper_done_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- What the card shows. */

typedef struct
{
  char           *id;
  FfLibraryFacts  facts;
} FactsLetter;

static void
facts_letter_free (FactsLetter *self)
{
  g_free (self->id);
  g_free (self->facts.state);
  g_free (self);
}

static void
facts_work (FfLibrary *library,
            GTask     *task,
            gpointer   data)
{
  FactsLetter *letter = data;
  GError *error = NULL;

  answer_done (task, ff_library_set_facts (library, letter->id, &letter->facts, &error), error);
}

static void
facts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("Facts were not kept: %s", error->message);
}

void
ff_keeper_set_facts (FfKeeper             *self,
                     const char           *id,
                     const FfLibraryFacts *facts)
{
  FactsLetter *letter = g_new0 (FactsLetter, 1);

  letter->id = g_strdup (id);
  letter->facts = *facts;
  letter->facts.state = g_strdup (facts->state);
  ask (self, facts_work, letter, (GDestroyNotify) facts_letter_free, TRUE, NULL, facts_cb, NULL);
}

/* ---- Autosave. */

static void
set_error (FfKeeper   *self,
           const char *error)
{
  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
save_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;

  answer_done (task, ff_library_save (library, letter->id, letter->text, letter->json, &error), error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    set_error (FF_KEEPER (source), NULL);
  else
    set_error (FF_KEEPER (source), error->message);
}

static void
save (Watch *watch)
{
  FfCampaign *campaign = ff_draft_get_campaign (watch->draft);
  Letter *letter = letter_new (ff_campaign_get_id (campaign), NULL);

  g_clear_handle_id (&watch->rest_source, g_source_remove);
  letter->text = ff_document_print (campaign);
  letter->json = ff_history_to_json (ff_draft_get_history (watch->draft));
  ask (watch->keeper, save_work, letter, (GDestroyNotify) letter_free, TRUE, NULL, saved_cb, NULL);
}

static gboolean
rested_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->rest_source = 0;
  save (watch);
  return G_SOURCE_REMOVE;
}

static void
serial_cb (FfHistory  *history,
           GParamSpec *pspec,
           Watch      *watch)
{
  if (watch->rest_source == 0)
    watch->rest_source = g_timeout_add (REST_MSEC, rested_cb, watch);
}

static Watch *
find_watch (FfKeeper *self,
            FfDraft  *draft,
            guint    *out_index)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->draft == draft)
        {
          *out_index = i;
          return watch;
        }
    }

  return NULL;
}

/**
 * ff_keeper_watch:
 * @self: the keeper
 * @draft: a campaign of the library
 *
 * From now on every change of @draft is in its file, with the undo log in
 * the index, within two seconds.
 */
void
ff_keeper_watch (FfKeeper *self,
                 FfDraft  *draft)
{
  Watch *watch;
  guint index;

  if (find_watch (self, draft, &index) != NULL)
    return;

  watch = g_new0 (Watch, 1);
  watch->keeper = self;
  watch->draft = g_object_ref (draft);
  watch->serial_id = g_signal_connect (ff_draft_get_history (draft), "notify::modified-serial",
                                        G_CALLBACK (serial_cb), watch);
  g_ptr_array_add (self->watches, watch);
}

/**
 * ff_keeper_unwatch:
 * @self: the keeper
 * @draft: a watched draft; another is ignored
 *
 * Writes what is unsaved, and lets go.
 */
void
ff_keeper_unwatch (FfKeeper *self,
                   FfDraft  *draft)
{
  guint index = 0;
  Watch *watch = find_watch (self, draft, &index);

  if (watch == NULL)
    return;

  if (watch->rest_source != 0)
    save (watch);
  g_ptr_array_remove_index (self->watches, index);
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
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->rest_source != 0)
        save (watch);
    }
  g_ptr_array_set_size (self->watches, 0);

  if (self->thread == NULL)
    return;

  g_async_queue_push (self->queue, &end_marker);
  g_thread_join (g_steal_pointer (&self->thread));
}
