#pragma once

#include "send/ff-books.h"
#include "send/ff-outbox.h"

G_BEGIN_DECLS

/* Everything that a run's report says in numbers: a value read in one go, which crosses threads and is not changed. */

typedef struct
{
  gatomicrefcount  ref_count;
  FfRun           *run;
  GPtrArray       *tasks;      /* of FfTask */
  GPtrArray       *books;      /* of FfBooks, one per task */
  FfBooks         *total;
  GArray          *progress;   /* of FfProgress */
  gint64           started_at; /* its nominal time */
} FfRunReport;

/* Blocks: belongs on a worker. */
FfRunReport *ff_run_report_read  (const char   *outbox_path,
                                  const char   *run_id,
                                  GError      **error);
FfRunReport *ff_run_report_ref   (FfRunReport  *self);
void         ff_run_report_unref (FfRunReport  *self);
/* Runs of a campaign, newest first, of FfRun. None, and no error, when there is no outbox yet. Blocks. */
GPtrArray   *ff_run_report_list  (const char   *outbox_path,
                                  const char   *campaign_id,
                                  guint         limit,
                                  GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfRunReport, ff_run_report_unref)

G_END_DECLS
