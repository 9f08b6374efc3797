#pragma once

#include "store/ff-import.h"

G_BEGIN_DECLS

/* Looking at a file of rows and loading it, away from the main thread; answers come back there. */

void             ff_import_work_preview_async  (const char          *path,
                                                const FfFileFormat  *wanted,     /* nullable; copied */
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
FfImportPreview *ff_import_work_preview_finish (GAsyncResult        *result,
                                                GError             **error);

/* All of it copied. */
typedef struct
{
  const char         *store;
  const char         *path;
  const FfFileFormat *format;
  const char         *table;
  const char         *key;       /* nullable: line numbers */
  FfImportMode        mode;
  const char         *rejects;   /* nullable */
} FfImportJob;

/* @fraction: from 0 to 1; called on the main thread. */
typedef void (*FfImportTell) (double   fraction,
                              gpointer user_data);

void             ff_import_work_run_async      (const FfImportJob   *job,
                                                FfImportTell         tell,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
FfImportReport  *ff_import_work_run_finish     (GAsyncResult        *result,
                                                GError             **error);

G_END_DECLS
