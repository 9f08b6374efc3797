#pragma once

#include "library/ff-library.h"
#include "ui/ff-draft.h"

G_BEGIN_DECLS

/* The library as the window sees it: asked on the main thread, answered there, worked on a thread of its own that owns
 * the library's connection. What is asked is done in the order of asking, so a later list sees an earlier save.
 *
 * Watched drafts are written within two seconds of their last change.
 *
 * Signals: "changed" what a list would tell is new
 * Properties: "error" (nullable text): why the last write failed, until one succeeds */

#define FF_TYPE_KEEPER (ff_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FfKeeper, ff_keeper, FF, KEEPER, GObject)

FfKeeper   *ff_keeper_new                (const char           *path);     /* NULL: the default folder */
/* Writes what is unsaved and waits for the worker's end. */
void        ff_keeper_close              (FfKeeper             *self);
const char *ff_keeper_get_error          (FfKeeper             *self);

/* Where things stand in the folder; known before it is opened. */
const char *ff_keeper_get_path           (FfKeeper             *self);
char       *ff_keeper_dup_outbox_path    (FfKeeper             *self);
char       *ff_keeper_dup_rehearsal_path (FfKeeper             *self);
char       *ff_keeper_dup_sample_path    (FfKeeper             *self);

/* @work runs on the worker and answers by g_task_return_* (); @library is NULL when the folder cannot be opened: it
 * is then not called, the error answers. */
typedef void (*FfKeeperWork) (FfLibrary *library,
                              GTask     *task,
                              gpointer   data);
void        ff_keeper_work_async         (FfKeeper             *self,
                                          FfKeeperWork          work,
                                          gpointer              data,
                                          GDestroyNotify        data_free,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

void        ff_keeper_list_async         (FfKeeper             *self,
                                          gboolean              removed,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray  *ff_keeper_list_finish        (FfKeeper             *self,
                                          GAsyncResult         *result,
                                          GError              **error);     /* of FfLibraryEntry */
/* Data sources: name → {"url"}. */
void        ff_keeper_sources_async      (FfKeeper             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FfJson     *ff_keeper_sources_finish     (FfKeeper             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Both end with ff_keeper_done_finish (). */
void        ff_keeper_save_source_async  (FfKeeper             *self,
                                          const char           *replaced,    /* nullable */
                                          const char           *name,
                                          const char           *url,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_remove_source_async (FfKeeper            *self,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);

/* A campaign to be opened and watched. */
typedef struct
{
  FfCampaign *campaign;      /* lives on the main thread from now on */
  char       *source_url;    /* of its data source; NULL: the sample store */
  FfJson     *history;       /* its undo log; nullable */
  gint64      restored_at;   /* of its last change, when the program ended without closing it; else 0 */
} FfOpened;

void        ff_keeper_load_async         (FfKeeper             *self,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FfOpened   *ff_keeper_load_finish        (FfKeeper             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void        ff_opened_free               (FfOpened             *self);
/* These answer the id of the campaign. The sample one is made from its template when the library has none. */
void        ff_keeper_sample_async       (FfKeeper             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_import_async       (FfKeeper             *self,
                                          const char           *path,
                                          FfLibraryImport       known,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_new_async          (FfKeeper             *self,
                                          const char           *template_id, /* NULL: blank */
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_duplicate_async    (FfKeeper             *self,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char       *ff_keeper_id_finish          (FfKeeper             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* To the bin and back. */
void        ff_keeper_remove_async       (FfKeeper             *self,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_restore_async      (FfKeeper             *self,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
void        ff_keeper_rename_async       (FfKeeper             *self,
                                          const char           *id,
                                          const char           *name,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    ff_keeper_done_finish        (FfKeeper             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* What the card shows; @facts is copied. */
void        ff_keeper_set_facts          (FfKeeper             *self,
                                          const char           *id,
                                          const FfLibraryFacts *facts);
/* A run of the campaign began or ended: its card is to say what its live runs say. */
void        ff_keeper_tell_runs          (FfKeeper             *self,
                                          const char           *id);

/* From now on @draft is kept; until unwatched, which writes what is unsaved. */
void        ff_keeper_watch              (FfKeeper             *self,
                                          FfDraft              *draft);
void        ff_keeper_unwatch            (FfKeeper             *self,
                                          FfDraft              *draft);
/* Writes what is unsaved now; also what failed before. */
void        ff_keeper_save_all           (FfKeeper             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfOpened, ff_opened_free)

G_END_DECLS
