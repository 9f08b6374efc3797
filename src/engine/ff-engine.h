#pragma once

#include "engine/ff-counts.h"
#include "store/ff-store.h"

G_BEGIN_DECLS

/* Evaluates plans exactly and incrementally on its own worker thread, which opens, uses and closes one store. Requests
 * are values; answers come back on the thread-default main context of the caller. The newest question wins: a new
 * evaluation cancels the running one, in the database too. */

#define FF_TYPE_ENGINE (ff_engine_get_type ())
G_DECLARE_FINAL_TYPE (FfEngine, ff_engine, FF, ENGINE, GObject)

/* Called on the caller's main context while an evaluation goes on; @counts holds what is known so far. */
typedef void (*FfEngineProgress) (FfCounts *counts,
                                  guint     n_done,
                                  guint     n_steps,
                                  gpointer  user_data);

FfEngine *ff_engine_new             (const char           *store_url);
/* Opens the store, or opens it again; the first other request does so too. Answers the schema. */
void      ff_engine_open_async      (FfEngine             *self,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
FfSchema *ff_engine_open_finish     (FfEngine             *self,
                                     GAsyncResult         *result,
                                     GError              **error);     /* new reference */
FfSchema *ff_engine_get_schema      (FfEngine             *self);      /* NULL until open; lent */

void      ff_engine_evaluate_async  (FfEngine             *self,
                                     FfPlan               *plan,
                                     FfEngineProgress      progress,   /* nullable */
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
FfCounts *ff_engine_evaluate_finish (FfEngine             *self,
                                     GAsyncResult         *result,
                                     GError              **error);

/* Rows behind an output of @plan, evaluated first where that is needed. @operands: document form (query/ff-rule.h), an array. */
typedef struct
{
  char    *activity;
  char    *port;
  FfJson  *operands;
  FfJson  *sort;         /* nullable operand */
  gboolean descending;
  char    *after;        /* nullable: FfPage.next */
  char    *find;         /* nullable */
  guint    limit;
  guint64  skip;         /* rows passed over from there on */
  gboolean from_end;     /* @skip counts back from the last row; no @after then */
} FfPeopleRequest;

void      ff_people_request_free    (FfPeopleRequest      *self);
void      ff_engine_people_async    (FfEngine             *self,
                                     FfPlan               *plan,
                                     FfPeopleRequest      *request,    /* taken over */
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
FfPage   *ff_engine_people_finish   (FfEngine             *self,
                                     GAsyncResult         *result,
                                     GError              **error);

/* Something else to do on the worker with the open store: audiences, SQL text, readers for a run.
 * @func runs on the worker, answers by g_task_return_*. */
typedef void (*FfEngineWork) (FfStore *store, GTask *task, gpointer data);
void      ff_engine_work_async      (FfEngine             *self,
                                     FfEngineWork          func,
                                     gpointer              data,
                                     GDestroyNotify        data_free,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/* The same without threads, for a caller that is a worker itself (runner, cli): on an open store. */
FfCounts *ff_evaluate               (FfStore              *store,
                                     FfPlan               *plan,
                                     FfEngineProgress      progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GError              **error);
FfPage   *ff_evaluate_people        (FfStore              *store,
                                     FfPlan               *plan,
                                     const FfPeopleRequest *request,
                                     GCancellable         *cancellable,
                                     GError              **error);
/* Name of the working table behind @flow after an evaluation: what ff_store_open_reader () and ff_store_write_audience () want. */
char     *ff_evaluate_dup_fingerprint (FfStore            *store,
                                       FfFlow              flow,
                                       FfCounts           *counts);

G_END_DECLS
