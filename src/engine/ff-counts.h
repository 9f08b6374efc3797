#pragma once

#include "plan/ff-plan.h"

G_BEGIN_DECLS

/* The answer of one evaluation: an immutable value that crosses threads. A count is exact, or it is absent with a reason. */

typedef struct
{
  gboolean  known;
  gint64    n_keys;
  gint64    n_rows;
  gint64    n_missing;      /* people that a limit asked for and that were not there */
  gint64    duration_usec;  /* of its step; 0 when reused */
  gboolean  reused;
  gboolean  if_taken;
  char     *entity;         /* dimension; NULL when unknown */
  char     *reason;         /* translated; why it is not known. NULL when known */
  gboolean  failed;         /* not known because the database failed: Retry makes sense */
  int       error_code;     /* an #FfStoreError, when @failed */
} FfCount;

typedef struct _FfCounts FfCounts;

FfCounts      *ff_counts_ref              (FfCounts   *self);
void           ff_counts_unref            (FfCounts   *self);
gint64         ff_counts_get_taken_at     (FfCounts   *self);    /* µs UTC */
const char    *ff_counts_get_data_version (FfCounts   *self);
/* The server went away on the way, and all of this was counted afterwards. */
gboolean       ff_counts_was_interrupted  (FfCounts   *self);
const FfCount *ff_counts_find             (FfCounts   *self,
                                           const char *activity,
                                           const char *port);    /* NULL when the plan has no such output */
/* Every output, in plan order. */
guint          ff_counts_get_n            (FfCounts   *self);
const FfCount *ff_counts_get              (FfCounts   *self,
                                           guint       index,
                                           const char **out_activity,
                                           const char **out_port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfCounts, ff_counts_unref)

G_END_DECLS
