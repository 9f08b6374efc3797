#pragma once

#include "runner/ff-run-report.h"
#include "send/ff-sender.h"

G_BEGIN_DECLS

/* Where a run stands, in words and a shape. */

typedef struct
{
  char       *text;       /* “Running”, “Finished — 31 refused” */
  const char *icon;
  const char *css_class;  /* of the pill: good, warning, problem, plain */
} FfRunWords;

/* @sender: of this program; NULL when none sends the run. */
void  ff_run_words_init      (FfRunWords    *self,
                              FfSender      *sender,
                              const FfBooks *books);
void  ff_run_words_clear     (FfRunWords    *self);

/* “84 a second · about 1 min left · REHEARSAL · started 14:01:16” */
char *ff_run_words_dup_facts (FfRunReport   *report,
                              FfSender      *sender,
                              const FfBooks *books);
/* “accepted 7,251 + refused 38 + … = 11,975 planned” */
char *ff_run_words_dup_sum   (const FfBooks *books);
/* The remark on a tile; waiting ones include those in flight. */
char *ff_run_words_dup_note  (const FfBooks   *books,
                              FfDeliveryState  state);
gint64 ff_run_words_get_n    (const FfBooks   *books,
                              FfDeliveryState  state);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FfRunWords, ff_run_words_clear)

G_END_DECLS
