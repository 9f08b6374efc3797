#pragma once

#include "base/ff-count.h"

G_BEGIN_DECLS

/* What stands on each transition: the counts of an evaluation as the picture
 * needs them. Whoever evaluates fills one in and hands it over; nobody
 * changes it afterwards. */

/**
 * FfCountState:
 * @FF_COUNT_FRESH: exact, of the last snapshot
 * @FF_COUNT_WORKING: being counted, with the old value if there is one
 * @FF_COUNT_OUT_OF_DATE: the value of before the last edit
 * @FF_COUNT_OFFLINE: its data source does not answer
 * @FF_COUNT_LOCAL_COPY: from a local copy of a remote source
 * @FF_COUNT_UNKNOWN: not countable, with a reason
 * @FF_COUNT_FAILED: counting failed, with a reason
 *
 * One state of a count, the same on chips, in panes and in lists.
 */
typedef enum
{
  FF_COUNT_FRESH,
  FF_COUNT_WORKING,
  FF_COUNT_OUT_OF_DATE,
  FF_COUNT_OFFLINE,
  FF_COUNT_LOCAL_COPY,
  FF_COUNT_UNKNOWN,
  FF_COUNT_FAILED,
} FfCountState;

typedef struct
{
  FfCountState state;
  gboolean     has_value;
  gint64       n_people;
  char        *text;           /* "9,114", or a dash without a value */
  char        *reason;         /* translated; nullable */
  gboolean     has_difference; /* from an earlier count */
  gint64       difference;
} FfCountLabel;

typedef struct _FfCountLabels FfCountLabels;

FfCountLabels      *ff_count_labels_new            (void);
FfCountLabels      *ff_count_labels_ref            (FfCountLabels *self);
void                ff_count_labels_unref          (FfCountLabels *self);
void                ff_count_labels_set            (FfCountLabels *self,
                                                    const char    *activity,
                                                    const char    *port,
                                                    FfCountState   state,
                                                    gint64         n_people,
                                                    const char    *reason);
void                ff_count_labels_set_difference (FfCountLabels *self,
                                                    const char    *activity,
                                                    const char    *port,
                                                    gint64         difference);
const FfCountLabel *ff_count_labels_find           (FfCountLabels *self,
                                                    const char    *activity,
                                                    const char    *port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FfCountLabels, ff_count_labels_unref)

G_END_DECLS
