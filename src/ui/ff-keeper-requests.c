/* What the window asks the library for, one by one. The _work () functions run on the worker. */

#include "ui/ff-keeper-private.h"

#include <glib/gi18n-lib.h>

/* The campaign that the first minute shows. */
#define SAMPLE_TEMPLATE "win-back"

/* What most requests carry. */
typedef struct
{
  char            *id;
  char            *text;
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

void
ff_keeper_answer (GTask    *task,
                  gboolean  done,
                  GError   *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

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
  ff_keeper_ask (self, list_work, GINT_TO_POINTER (removed), NULL, FALSE, cancellable, callback, user_data);
}

GPtrArray *
ff_keeper_list_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ff_opened_free (FfOpened *self)
{
  g_clear_object (&self->campaign);
  g_clear_pointer (&self->history, ff_json_unref);
  g_free (self->source_url);
  g_free (self);
}

static gboolean
find_source (FfLibrary  *library,
             FfOpened   *opened,
             GError    **error)
{
  const char *name = ff_campaign_get_data_source (opened->campaign);
  g_autoptr (FfJson) sources = NULL;

  if (*name == '\0')
    return TRUE;

  sources = ff_library_dup_sources (library, error);
  if (sources == NULL)
    return FALSE;
  opened->source_url = ff_library_dup_source_url (sources, name);

  return TRUE;
}

static void
load_work (FfLibrary *library,
           GTask     *task,
           gpointer   data)
{
  g_autoptr (FfOpened) opened = g_new0 (FfOpened, 1);
  GError *error = NULL;

  opened->campaign = ff_library_load (library, data, &opened->history, &error);
  if (opened->campaign == NULL || !find_source (library, opened, &error) || !ff_library_note_open (library, data, &opened->restored_at, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&opened), (GDestroyNotify) ff_opened_free);
}

/**
 * ff_keeper_load_async:
 * @self: the keeper
 * @id: of a campaign
 * @cancellable: (nullable): drops the request while it waits
 * @callback: called on the main context
 * @user_data: for @callback
 *
 * Reads a campaign in order to open it; ff_keeper_unwatch () notes its closing.
 */
void
ff_keeper_load_async (FfKeeper            *self,
                      const char          *id,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ff_keeper_ask (self, load_work, g_strdup (id), g_free, FALSE, cancellable, callback, user_data);
}

FfOpened *
ff_keeper_load_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
import_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  char *id;

  id = ff_library_import (library, letter->text, letter->known, &error);
  answer_id (task, id, error);
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
  ff_keeper_ask (self, import_work, letter, (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
new_work (FfLibrary *library,
          GTask     *task,
          gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  char *id;

  id = ff_library_new_from_template (library, letter->id, &error);
  answer_id (task, id, error);
}

void
ff_keeper_new_async (FfKeeper            *self,
                     const char          *template_id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  ff_keeper_ask (self, new_work, letter_new (template_id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback,
       user_data);
}

static void
sample_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;
  char *id;

  entries = ff_library_list (library, FALSE, &error);
  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    {
      const FfLibraryEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->template_id, SAMPLE_TEMPLATE) && !g_str_equal (entry->state, "damaged"))
        {
          g_task_return_pointer (task, g_strdup (entry->id), g_free);
          return;
        }
    }

  id = ff_library_new_from_template (library, SAMPLE_TEMPLATE, &error);
  answer_id (task, id, error);
}

void
ff_keeper_sample_async (FfKeeper            *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ff_keeper_ask (self, sample_work, NULL, NULL, TRUE, cancellable, callback, user_data);
}

static void
duplicate_work (FfLibrary *library,
                GTask     *task,
                gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  char *id;

  id = ff_library_duplicate (library, letter->id, &error);
  answer_id (task, id, error);
}

void
ff_keeper_duplicate_async (FfKeeper            *self,
                           const char          *id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  ff_keeper_ask (self, duplicate_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback,
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
  gboolean done;

  done = ff_library_remove (library, letter->id, &error);
  ff_keeper_answer (task, done, error);
}

void
ff_keeper_remove_async (FfKeeper            *self,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ff_keeper_ask (self, remove_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
restore_work (FfLibrary *library,
              GTask     *task,
              gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  gboolean done;

  done = ff_library_restore (library, letter->id, &error);
  ff_keeper_answer (task, done, error);
}

void
ff_keeper_restore_async (FfKeeper            *self,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ff_keeper_ask (self, restore_work, letter_new (id, NULL), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

static void
rename_work (FfLibrary *library,
             GTask     *task,
             gpointer   data)
{
  Letter *letter = data;
  GError *error = NULL;
  gboolean done;

  done = ff_library_rename (library, letter->id, letter->text, &error);
  ff_keeper_answer (task, done, error);
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
  ff_keeper_ask (self, rename_work, letter_new (id, name), (GDestroyNotify) letter_free, TRUE, cancellable, callback, user_data);
}

gboolean
ff_keeper_done_finish (FfKeeper      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
