#pragma once

#include "ui/ff-keeper.h"

G_BEGIN_DECLS

/* Shared by the files of the keeper. */

struct _FfKeeper
{
  GObject      parent_instance;

  char        *path;
  char        *error;
  GThread     *thread;
  GAsyncQueue *queue;     /* of GTask, and of the end marker; pushed by the main thread */
  GPtrArray   *watches;   /* of FfKeeperWatch */
};

typedef struct _FfKeeperWatch FfKeeperWatch;

void ff_keeper_ask         (FfKeeper            *self,
                            FfKeeperWork         func,
                            gpointer             data,
                            GDestroyNotify       data_free,
                            gboolean             changes,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
/* On the worker: an answer for ff_keeper_done_finish (). Takes @error, which is set when it is not @done. */
void ff_keeper_answer      (GTask               *task,
                            gboolean             done,
                            GError              *error);
void ff_keeper_set_error   (FfKeeper            *self,
                            const char          *error);
void ff_keeper_watch_free  (FfKeeperWatch       *watch);
void ff_keeper_unwatch_all (FfKeeper            *self);

G_END_DECLS
