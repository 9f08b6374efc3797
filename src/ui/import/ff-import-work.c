/* The two long things about a file of rows, each on a thread of its own. Called
 * by the import window on the main thread. */

#include "ui/import/ff-import-work.h"

#define TELL_MSEC 100
#define WHOLE     10000

/* ---- Looking. */

typedef struct
{
  char         *path;
  FfFileFormat *wanted;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_clear_pointer (&look->wanted, ff_file_format_free);
  g_free (look);
}

static void
look_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Look *look = data;
  g_autoptr (GError) error = NULL;
  FfImportPreview *preview = ff_import_preview (look->path, look->wanted, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) ff_import_preview_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
ff_import_work_preview_async (const char          *path,
                              const FfFileFormat  *wanted,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->path = g_strdup (path);
  look->wanted = wanted != NULL ? ff_file_format_copy (wanted) : NULL;
  g_task_set_task_data (task, look, look_free);
  g_task_run_in_thread (task, look_thread);
}

FfImportPreview *
ff_import_work_preview_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Loading. */

typedef struct
{
  char         *store;
  char         *path;
  FfFileFormat *format;
  char         *table;
  char         *key[2];
  FfImportMode  mode;
  char         *rejects;

  int           part;      /* of WHOLE; atomic, set by the loading thread */
  FfImportTell  tell;
  gpointer      user_data;
  guint         tell_source;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->store);
  g_free (load->path);
  ff_file_format_free (load->format);
  g_free (load->table);
  g_free (load->key[0]);
  g_free (load->rejects);
  g_free (load);
}

/* On the loading thread. */
static void
progress_cb (gint64   n_bytes_read,
             gint64   n_bytes,
             gpointer user_data)
{
  Load *load = user_data;

  if (n_bytes > 0)
    g_atomic_int_set (&load->part, (int) (n_bytes_read * (double) WHOLE / (double) n_bytes));
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Load *load = data;
  const FfImportOptions options = {
    .table = load->table,
    .key = load->key[0] != NULL ? (const char *const *) load->key : NULL,
    .mode = load->mode,
    .rejects = load->rejects,
  };
  g_autoptr (GError) error = NULL;
  FfImportReport *report = ff_import_run (load->store, load->path, load->format, &options, progress_cb, load, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) ff_import_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
tell_cb (gpointer data)
{
  GTask *task = data;
  Load *load = g_task_get_task_data (task);

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE;

  load->tell ((double) g_atomic_int_get (&load->part) / WHOLE, load->user_data);

  return G_SOURCE_CONTINUE;
}

/**
 * ff_import_work_run_async:
 * @job: what is loaded, from where and into which table
 * @tell: how far it is, until @callback is called
 * @cancellable: takes back what was loaded
 * @callback: called on the main thread; it calls ff_import_work_run_finish()
 * @user_data: for @tell and @callback
 */
void
ff_import_work_run_async (const FfImportJob   *job,
                          FfImportTell         tell,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->store = g_strdup (job->store);
  load->path = g_strdup (job->path);
  load->format = ff_file_format_copy (job->format);
  load->table = g_strdup (job->table);
  load->key[0] = g_strdup (job->key);
  load->mode = job->mode;
  load->rejects = g_strdup (job->rejects);
  load->tell = tell;
  load->user_data = user_data;
  g_task_set_task_data (task, load, load_free);
  load->tell_source = g_timeout_add_full (G_PRIORITY_DEFAULT, TELL_MSEC, tell_cb, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

FfImportReport *
ff_import_work_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  Load *load = g_task_get_task_data (G_TASK (result));

  g_clear_handle_id (&load->tell_source, g_source_remove);

  return g_task_propagate_pointer (G_TASK (result), error);
}
