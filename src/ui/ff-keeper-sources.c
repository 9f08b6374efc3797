/* The library's data sources as the window asks for them. The _work ()
 * functions run on the worker. */

#include "ui/ff-keeper-private.h"

typedef struct
{
  char *replaced;   /* nullable */
  char *name;
  char *url;
} Letter;

static void
letter_free (gpointer data)
{
  Letter *self = data;

  g_free (self->replaced);
  g_free (self->name);
  g_free (self->url);
  g_free (self);
}

static void
list_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  GError *error = NULL;
  FfJson *sources = ff_library_dup_sources (library, &error);

  if (sources != NULL)
    g_task_return_pointer (task, sources, (GDestroyNotify) ff_json_unref);
  else
    g_task_return_error (task, error);
}

void
ff_keeper_sources_async (FfKeeper            *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ff_keeper_ask (self, list_work, NULL, NULL, FALSE, cancellable, callback, user_data);
}

FfJson *
ff_keeper_sources_finish (FfKeeper      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  gboolean done = ff_library_save_source (library, letter->replaced, letter->name, letter->url, &error);

  ff_keeper_answer (task, done, error);
}

void
ff_keeper_save_source_async (FfKeeper            *self,
                             const char          *replaced,
                             const char          *name,
                             const char          *url,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->replaced = g_strdup (replaced);
  letter->name = g_strdup (name);
  letter->url = g_strdup (url);
  ff_keeper_ask (self, save_work, letter, letter_free, TRUE, cancellable, callback, user_data);
}

static void
remove_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  GError *error = NULL;
  gboolean done = ff_library_remove_source (library, data, &error);

  ff_keeper_answer (task, done, error);
}

void
ff_keeper_remove_source_async (FfKeeper            *self,
                               const char          *name,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  ff_keeper_ask (self, remove_work, g_strdup (name), g_free, TRUE, cancellable, callback, user_data);
}
